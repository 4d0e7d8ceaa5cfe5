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

  static constexpr std::tuple sections{
      SectionRow{&Parameters::levers, "levers", "what the people around a table can choose"},
      SectionRow{&Parameters::initial, "initial", "the world before the first month"},
      SectionRow{&Parameters::policy, "policy", "7.1 a policy period opens"},
      SectionRow{&Parameters::budget, "budget", "7.2 what is there to spend"},
      SectionRow{&Parameters::delegates, "delegates", "7.3 delegates move on"},
      SectionRow{&Parameters::meeting, "meeting", "7.4 delegates meet"},
      SectionRow{&Parameters::mission, "mission", "7.5 a mission takes shape"},
      SectionRow{&Parameters::conflict, "conflict", "7.6 conflict is faced or not"},
      SectionRow{&Parameters::elan, "elan", "7.7 élan is kept up"},
      SectionRow{&Parameters::anchoring, "anchoring", "7.8 the collaboration is anchored at home"},
      SectionRow{&Parameters::reflection, "reflection", "7.9 the table reflects"},
      SectionRow{&Parameters::beacons, "beacons", "7.10 beacons are confirmed"},
      SectionRow{&Parameters::decision, "decision", "7.11 boards decide"},
      SectionRow{&Parameters::output, "output", "7.11, 7.13 what effort yields"},
      SectionRow{&Parameters::delivery, "delivery", "7.12 partners deliver"},
      SectionRow{&Parameters::production, "production", "7.13 work is done"},
      SectionRow{&Parameters::regrouping, "regrouping", "7.34 temporary teams regroup"},
      SectionRow{&Parameters::obligation, "obligation", "7.35 collaboration by law"},
      SectionRow{&Parameters::entry, "entry", "7.36 new members join"},
      SectionRow{&Parameters::network, "network", "7.37 tables learn from each other"},
      SectionRow{&Parameters::friction, "friction", "7.38 what the world puts in the way"},
      SectionRow{&Parameters::bottleneck, "bottleneck", "7.39 one node all mandates pass through"},
      SectionRow{&Parameters::drift, "drift", "7.40 course drifts"},
      SectionRow{&Parameters::transparency, "transparency", "7.41 partners work in the open"},
      SectionRow{&Parameters::ledger, "ledger", "7.14 the ledger"},
      SectionRow{&Parameters::trust, "trust", "7.15 trust is revised"},
      SectionRow{&Parameters::accountability, "accountability",
                 "7.25 partners are called to account"},
      SectionRow{&Parameters::payoff, "payoff", "7.26 boards learn from what paid"},
      SectionRow{&Parameters::formal, "formal", "7.27 agreements are made formal"},
      SectionRow{&Parameters::delegation, "delegation", "7.28 whom a partner sends"},
      SectionRow{&Parameters::spaces, "spaces", "7.29 white space in plan, organisation, person"},
      SectionRow{&Parameters::disclosure, "disclosure", "7.30 aspirations are shown or kept back"},
      SectionRow{&Parameters::harmony, "harmony", "7.31 friction is brought up or smoothed over"},
      SectionRow{&Parameters::self_interest, "self_interest",
                 "7.32 back to self-interest, and beyond it"},
      SectionRow{&Parameters::backcasting, "backcasting", "7.33 counting back from the end"},
      SectionRow{&Parameters::learning, "learning", "7.16 organisations learn"},
      SectionRow{&Parameters::leaving, "leaving", "7.17 members stay or leave, tables end"},
      SectionRow{&Parameters::pulling, "pulling", "7.19 who pulls"},
      SectionRow{&Parameters::giving, "giving", "7.20 what announced money does to giving"},
      SectionRow{&Parameters::funder, "funder", "7.21 the funder sits at the table"},
      SectionRow{&Parameters::money_talk, "money_talk", "7.22 talk about money"},
      SectionRow{&Parameters::funding, "funding", "7.23 the funding regime"},
      SectionRow{&Parameters::deal, "deal", "7.24 a deal opens doors"},
  };
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
