// Tables of robustness: how far parameters can move before patterns fall.
#pragma once

#include <string>
#include <vector>

#include "analysis/output/table.hpp"
#include "analysis/statistics/judged_patterns.hpp"
#include "analysis/statistics/robustness.hpp"

namespace samen::analysis {

/// How the sets were drawn.
struct SampledSets {
  double spread = 0.0;
  std::uint64_t seed = 0;
  std::size_t parameters = 0, stay = 0;
};

/// `patterns` are the verdicts without any move.
std::vector<Table> tables_of(const Robustness& robustness,
                             const std::vector<JudgedPattern>& patterns, const SampledSets& sampled,
                             Language language);

struct NamedCorridor {
  std::string parameter;
  double usual = 0.0;
  Corridor corridor;
};

std::vector<Table> tables_of(const std::vector<NamedCorridor>& corridors,
                             const std::vector<JudgedPattern>& patterns, Language language);

/// The name of the ablation that replaces all values together.
inline constexpr std::string_view all_values = "all of them";

/// The patterns that hold if another value replaces the usual one.
struct Ablation {
  std::string parameter, usual, other;
  Holding holding;
};

std::vector<Table> tables_of(const std::vector<Ablation>& ablations,
                             const std::vector<JudgedPattern>& patterns, Language language);

}  // namespace samen::analysis
