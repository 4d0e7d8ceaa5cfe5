// Whether what is known of published patterns (samen validate) holds for the parameters of a
// result.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analysis/results/batch.hpp"
#include "words/language.hpp"

namespace samen::analysis {

/// A parameter on which published patterns rest, and its value by default, with which they hold.
struct HeldWith {
  std::string_view parameter;
  double value = 0.0;
};
std::span<const HeldWith> held_with();

/// That nothing is known of the patterns where these parameters are not the defaults; empty where
/// they are, or where no tables meet.
std::string validity_of(const Batch& batch, Language language = {});

}  // namespace samen::analysis
