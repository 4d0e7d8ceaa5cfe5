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
    HeldWith{"beacons.graded", 0.0},
    HeldWith{"budget.slack_waste", 6.0},
    HeldWith{"decision.nesting", 1.0},
    HeldWith{"decision.satiation", 1.0},
    HeldWith{"decision.sharpness", 1.15},
    HeldWith{"delegates.carry", 0.1},
    HeldWith{"delivery.base", 0.2},
    HeldWith{"delivery.ownership", 2.2},
    HeldWith{"delivery.elan", 1.4},
    HeldWith{"delivery.change_cost", 3.5},
    HeldWith{"delivery.matching", 0.82},
    HeldWith{"delivery.shadow", 2.0},
    HeldWith{"delivery.patience", 12.0},
    HeldWith{"delivery.self_serving", 0.3},
    HeldWith{"delivery.lead", 0.3},
    HeldWith{"delivery.follow", 0.5},
    HeldWith{"delivery.example", 0.0},
    HeldWith{"elan.informal", 0.06},
    HeldWith{"elan.puller", 0.12},
    HeldWith{"giving.match_belief", 0.45},
    HeldWith{"giving.match_ceiling", 1.0},
    HeldWith{"giving.refund_belief", 0.3},
    HeldWith{"leaving.hazard", 0.035},
    HeldWith{"leaving.sensitivity", 20.0},
    HeldWith{"leaving.neutral", 0.35},
    HeldWith{"leaving.paid_share", 0.12},
    HeldWith{"leaving.own_expectation", 0.2},
    HeldWith{"leaving.hope", 0.17},
    HeldWith{"leaving.results_due", 11.0},
    HeldWith{"leaving.quiet_start", 1.0},
    HeldWith{"leaving.giving_up", 0.035},
    HeldWith{"leaving.contagion", 0.0},
    HeldWith{"meeting.affection", 0.035},
    HeldWith{"mission.voiced", 1.0},
    HeldWith{"mission.estrangement", 0.3},
    HeldWith{"mission.ownership_gain", 0.2},
    HeldWith{"output.integration_reach", 1.3},
    HeldWith{"policy.plan_uptake", 0.06},
    HeldWith{"production.full_effort", 2.0},
    HeldWith{"production.trust_saves", 0.3},
    HeldWith{"pulling.acceptance", 0.5},
    HeldWith{"regrouping.sanctions_follow", 1.0},
    HeldWith{"regrouping.sanction_kept", 0.5},
    HeldWith{"trust.loss", 0.24},
};

bool is_default(const std::string& name, const std::string& value) {
  const auto row = std::find_if(held.begin(), held.end(),
                                [&](const HeldWith& one) { return one.parameter == name; });
  // The file states the value up to nearly the last bit.
  constexpr double rounding = 1e-9;
  return row == held.end() ||
         std::fabs(std::strtod(value.c_str(), nullptr) - row->value) <= rounding;
}

}  // namespace

std::span<const HeldWith> held_with() {
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
