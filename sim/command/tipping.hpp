// The smallest change of one thing that tips a partner: under which its own balance in the first
// arm of the answer rises above that in the second, or falls below it, with the luck it had.
//
// One thing at a time takes other values, ever farther from its value in the scenario: first on a
// coarse ladder to either end of its range, then halving the step in which the sign turned. Lines
// that turn more than once are tipped at the turn that the ladder meets first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace samen {

/// Differences of an organisation's balance, first less second arm, in pairs [k€].
struct OwnDifference {
  double mean = 0.0, deviation = 0.0;
  int pairs = 0;
};

/// Where one thing tips one partner.
enum class Tipping : std::int8_t {
  tips,           ///< at `then`
  stays,          ///< at no value that was tried within `range`
  cannot_be_set,  ///< the scenario does not let it be set alone
};
struct Tip {
  std::string key;   ///< "levers.match", or of the partner alone: organisation."city".mandate
  double now = 0.0;  ///< its value in the scenario; the middle of what is drawn, if it is
  bool drawn = false;
  Range range;  ///< within which it is tried
  Tipping found = Tipping::stays;
  double then = 0.0;
  OwnDifference difference{};  ///< at `then`
  double part_of_range() const;
};

struct PartnerTips {
  std::string organisation;
  OwnDifference now;
  std::vector<Tip> tips;  ///< those that tip it first, the smallest part of its range first
};

/// The most organisations for which this is done: each has a sheet of its own.
inline constexpr std::size_t most_partners = 12;

/// Runs a scenario as often as that takes, without its design. Empty if the arms of the answer are
/// not run, or if there are more than most_partners.
std::vector<PartnerTips> tips_of(const Scenario& scenario, int workers);

std::string json_of(const std::vector<PartnerTips>& partners, const Answer& answer);

}  // namespace samen
