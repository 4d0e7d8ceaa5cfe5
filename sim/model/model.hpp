// The model: its parameters, the world before the first month, and the month.
//
// The month is a list of rules in a fixed order; nothing else decides who acts when. A rule acts on
// the current state; inside a rule all organisations act at once.
#pragma once

#include <cstdint>
#include <optional>

#include "model/core/contract.hpp"
#include "model/rules/deciding/decision.hpp"
#include "model/rules/deciding/giving.hpp"
#include "model/rules/deciding/obligation.hpp"
#include "model/rules/deciding/payoff.hpp"
#include "model/rules/joining/delegates.hpp"
#include "model/rules/joining/delegation.hpp"
#include "model/rules/joining/entry.hpp"
#include "model/rules/joining/formality.hpp"
#include "model/rules/joining/leaving.hpp"
#include "model/rules/joining/regrouping.hpp"
#include "model/rules/leading/deal.hpp"
#include "model/rules/leading/funder.hpp"
#include "model/rules/leading/funding.hpp"
#include "model/rules/leading/money_talk.hpp"
#include "model/rules/leading/pulling.hpp"
#include "model/rules/meeting/anchoring.hpp"
#include "model/rules/meeting/beacons.hpp"
#include "model/rules/meeting/conflict.hpp"
#include "model/rules/meeting/disclosure.hpp"
#include "model/rules/meeting/drift.hpp"
#include "model/rules/meeting/elan.hpp"
#include "model/rules/meeting/harmony.hpp"
#include "model/rules/meeting/meeting.hpp"
#include "model/rules/meeting/mission.hpp"
#include "model/rules/meeting/network.hpp"
#include "model/rules/meeting/reflection.hpp"
#include "model/rules/meeting/transparency.hpp"
#include "model/rules/room/budget.hpp"
#include "model/rules/room/learning.hpp"
#include "model/rules/room/policy.hpp"
#include "model/rules/room/self_interest.hpp"
#include "model/rules/room/spaces.hpp"
#include "model/rules/trusting/accountability.hpp"
#include "model/rules/trusting/trust.hpp"
#include "model/rules/working/backcasting.hpp"
#include "model/rules/working/delivery.hpp"
#include "model/rules/working/friction.hpp"
#include "model/rules/working/ledger.hpp"
#include "model/rules/working/output.hpp"
#include "model/rules/working/production.hpp"
#include "model/world/branching.hpp"
#include "model/world/initial.hpp"

namespace samen {

/// All parameters, a section per mechanism. `levers` are the defaults of every table.
struct Parameters {
  Levers levers;
  Initial initial;
  Policy policy;
  Budget budget;
  Delegates delegates;
  Meeting meeting;
  Mission mission;
  Conflict conflict;
  Elan elan;
  Anchoring anchoring;
  Reflection reflection;
  Beacons beacons;
  Decide decision;
  Output output;
  Delivery delivery;
  Production production;
  Regrouping regrouping;
  Obligation obligation;
  Entry entry;
  Network network;
  Friction friction;
  Bottleneck bottleneck;
  Drift drift;
  Transparency transparency;
  Ledger ledger;
  Trust trust;
  Accountability accountability;
  Payoff payoff;
  Formal formal;
  Delegation delegation;
  Spaces spaces;
  Disclosure disclosure;
  Harmony harmony;
  SelfInterest self_interest;
  Backcasting backcasting;
  Learning learning;
  Leaving leaving;
  // who pulls and who pays
  Pulling pulling;
  Giving giving;
  Funder funder;
  MoneyTalk money_talk;
  Funding funding;
  Deal deal;
};

/// Everything a run needs but its arm and its luck.
struct Setting {
  Layout layout;
  InitialValues initial_values;
  Parameters parameters;
  std::optional<Branch> branch{};  ///< none: the arms differ from the first month on
};

/// The world before the first month (month -1: the clock has not moved). `world` is reused: a run
/// without a crew allocates nothing new once a world of this setting has been through one.
template <class Real>
void start(World<Real>& world, const Setting& setting, Arm arm, const Draws<Real>& draws);

/// The next month: the clock moves, then every rule acts once, in order. A law broken on the way is
/// noted in `world.breaches`, per replicate.
template <class Real>
void advance(World<Real>& world, const Setting& setting, const Draws<Real>& draws);

/// Gives the boards the options of another arm from the next month on (branching.hpp).
template <class Real>
void branch_off(World<Real>& world, const Setting& setting, Arm arm);

/// Hash of the whole state of each replicate – every column and account, not the working space or
/// the notes – after `previous`: chained over the months it is the run's trajectory hash. It
/// depends on nothing that is merely observed, nor on who worked it out.
template <class Real>
Bits<Real> fingerprint(const World<Real>& world, const Bits<Real>& previous);

/// Number of the way state is hashed; a change of it changes every hash without changing a result.
inline constexpr int fingerprint_version = 2;

}  // namespace samen
