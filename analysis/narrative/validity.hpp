// Whether the validation against published patterns (samen validate) also covers the parameters of
// a result.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// A parameter on which published patterns depend, and the default with which they were validated.
struct ValidatedDefault {
  std::string_view parameter;
  double value = 0.0;
};
std::span<const ValidatedDefault> validated_defaults();

/// Warns that nothing is known about the patterns if these parameters differ from their defaults;
/// "" if they do not, or if no tables meet.
std::string validity_of(const Batch& batch, Language language = {});

}  // namespace samen::analysis
