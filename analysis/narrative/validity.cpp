#include "analysis/narrative/validity.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "analysis/results/settings.hpp"

namespace samen::analysis {
namespace {

// Parameters that scenarios/validation states (first.toml) or moves (calibration.toml), and others
// on which patterns depend. With other values, other patterns hold.
constexpr std::array held{
    ValidatedDefault{"beacons.graded", 0.0},
    ValidatedDefault{"budget.slack_waste", 6.0},
    ValidatedDefault{"decision.nesting", 1.0},
    ValidatedDefault{"decision.satiation", 1.0},
    ValidatedDefault{"decision.sharpness", 1.25},
    ValidatedDefault{"delegates.carry", 0.1},
    ValidatedDefault{"delivery.base", 0.2},
    ValidatedDefault{"delivery.ownership", 2.2},
    ValidatedDefault{"delivery.elan", 1.5},
    ValidatedDefault{"delivery.change_cost", 3.8},
    ValidatedDefault{"delivery.matching", 0.82},
    ValidatedDefault{"delivery.shadow", 1.8},
    ValidatedDefault{"delivery.patience", 12.0},
    ValidatedDefault{"delivery.self_serving", 0.3},
    ValidatedDefault{"delivery.lead", 0.3},
    ValidatedDefault{"delivery.follow", 0.5},
    ValidatedDefault{"delivery.example", 0.0},
    ValidatedDefault{"elan.informal", 0.06},
    ValidatedDefault{"elan.puller", 0.12},
    ValidatedDefault{"giving.match_belief", 0.4},
    ValidatedDefault{"giving.match_ceiling", 1.0},
    ValidatedDefault{"giving.refund_belief", 0.3},
    ValidatedDefault{"leaving.hazard", 0.035},
    ValidatedDefault{"leaving.sensitivity", 20.0},
    ValidatedDefault{"leaving.neutral", 0.365},
    ValidatedDefault{"leaving.paid_share", 0.12},
    ValidatedDefault{"leaving.own_expectation", 0.2},
    ValidatedDefault{"leaving.hope", 0.16},
    ValidatedDefault{"leaving.results_due", 11.0},
    ValidatedDefault{"leaving.quiet_start", 1.0},
    ValidatedDefault{"leaving.giving_up", 0.035},
    ValidatedDefault{"leaving.contagion", 0.0},
    ValidatedDefault{"meeting.affection", 0.035},
    ValidatedDefault{"mission.voiced", 1.0},
    ValidatedDefault{"mission.estrangement", 0.3},
    ValidatedDefault{"mission.ownership_gain", 0.2},
    ValidatedDefault{"output.integration_reach", 1.3},
    ValidatedDefault{"policy.plan_uptake", 0.065},
    ValidatedDefault{"production.full_effort", 2.0},
    ValidatedDefault{"production.trust_saves", 0.3},
    ValidatedDefault{"pulling.acceptance", 0.5},
    ValidatedDefault{"regrouping.sanctions_follow", 1.0},
    ValidatedDefault{"regrouping.sanction_kept", 0.5},
    ValidatedDefault{"trust.loss", 0.24},
};

bool is_default(const std::string& name, const std::string& value) {
  const auto row = std::find_if(held.begin(), held.end(),
                                [&](const ValidatedDefault& one) { return one.parameter == name; });
  // The file states the value up to nearly the last bit.
  constexpr double rounding = 1e-9;
  return row == held.end() ||
         std::fabs(std::strtod(value.c_str(), nullptr) - row->value) <= rounding;
}

}  // namespace

std::span<const ValidatedDefault> validated_defaults() {
  return held;
}

std::string validity_of(const Batch& batch, Language language) {
  const auto meets = [&](int arm) { return batch.meets(arm); };
  if (std::none_of(batch.arms().begin(), batch.arms().end(), meets)) return "";
  const Settings settings = settings_of(batch);
  const bool defaults = std::all_of(settings.begin(), settings.end(), [](const auto& setting) {
    return is_default(setting.first, setting.second);
  });
  return defaults ? "" : language("validity.parameters");
}

}  // namespace samen::analysis
