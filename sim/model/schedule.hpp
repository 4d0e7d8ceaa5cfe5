// The schedule: the list of mechanisms, and the month as a list of rules in the order in which they
// act. No other place names a mechanism, and nothing else decides who acts when. A rule acts on the
// current state; inside a rule all act at the same time.
#pragma once

#include <array>
#include <string_view>
#include <type_traits>

#include "model/rules/deciding/bottleneck.hpp"
#include "model/rules/deciding/decision.hpp"
#include "model/rules/deciding/giving.hpp"
#include "model/rules/deciding/obligation.hpp"
#include "model/rules/deciding/payoff.hpp"
#include "model/rules/joining/delegates.hpp"
#include "model/rules/joining/delegation.hpp"
#include "model/rules/joining/ending.hpp"
#include "model/rules/joining/entry.hpp"
#include "model/rules/joining/formal.hpp"
#include "model/rules/joining/leaving.hpp"
#include "model/rules/joining/outside.hpp"
#include "model/rules/joining/regrouping.hpp"
#include "model/rules/leading/body.hpp"
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
#include "model/rules/meeting/steps.hpp"
#include "model/rules/meeting/transparency.hpp"
#include "model/rules/organisation/budget.hpp"
#include "model/rules/organisation/learning.hpp"
#include "model/rules/organisation/policy.hpp"
#include "model/rules/organisation/self_interest.hpp"
#include "model/rules/organisation/spaces.hpp"
#include "model/rules/trusting/accountability.hpp"
#include "model/rules/trusting/expectations.hpp"
#include "model/rules/trusting/trust.hpp"
#include "model/rules/working/backcasting.hpp"
#include "model/rules/working/delivery.hpp"
#include "model/rules/working/friction.hpp"
#include "model/rules/working/ledger.hpp"
#include "model/rules/working/output.hpp"
#include "model/rules/working/prices.hpp"
#include "model/rules/working/production.hpp"
#include "model/rules/working/renewal.hpp"
#include "model/world/branch.hpp"
#include "model/world/changes.hpp"
#include "model/world/composition.hpp"
#include "model/world/formation.hpp"
#include "model/world/initial.hpp"
#include "model/world/seating.hpp"
#include "model/world/shocks.hpp"

namespace samen {

/// All mechanisms, in the order of their sections in documents.
using Mechanisms =
    Composition<Seating, Shocks, Changes, Branch, Formation, Initial, Policy, Budget, Delegates,
                Meeting, Mission, Conflict, Elan, Anchoring, Reflection, Beacons, Decision, Output,
                Delivery, Production, Regrouping, Obligation, Entry, Network, Friction, Bottleneck,
                Drift, Transparency, Ledger, Trust, Accountability, Payoff, Formal, Delegation,
                Spaces, Disclosure, Harmony, SelfInterest, Backcasting, Learning, Leaving, Pulling,
                Giving, Funder, MoneyTalk, Funding, Deal, Ending, Prices, Steps, Expectations,
                Renewal, Body, Outside>;

struct Parameters;

/// The entities on which a rule acts.
enum class Scope { tables, members, pairs, organisations, everyone };
inline constexpr std::array<std::string_view, 5> scope_names{
    "tables", "members", "pairs of members", "organisations", "everyone"};

/// A rule and its place in the month.
template <class Real>
struct Rule {
  std::string_view number;   ///< number of its section in ODD.md
  std::string_view section;  ///< section of its parameters
  std::string_view verb;     ///< what happens
  Scope scope;
  void (*act)(World<Real>&, const Parameters&, const Draws<Real>&);
};

namespace detail {

/// Runs a rule on the world with its own parameters and, if it is random, the draws.
template <class Mechanism, auto rule, class Real>
void act(World<Real>& world, const Parameters& all, const Draws<Real>& draws) {
  const Mechanism& own = part<Mechanism>(all);
  if constexpr (std::is_invocable_v<decltype(rule), World<Real>&, const Mechanism&,
                                    const Draws<Real>&>)
    rule(world, own, draws);
  else
    rule(world, own);
}

template <class Mechanism, auto rule, class Real>
constexpr Rule<Real> row(std::string_view verb, Scope scope) {
  using Its = ParametersOf<Mechanism>;
  return {Its::number, Its::name, verb, scope, act<Mechanism, rule, Real>};
}

}  // namespace detail

/// The rules before the first month: effects of levers that hold for the whole run.
template <class Real>
constexpr auto first_rules() {
  using enum Scope;
  return std::to_array<Rule<Real>>({
      detail::row<Disclosure, withhold_aspirations<Real>, Real>("withhold_aspirations", members),
      detail::row<Friction, set_friction<Real>, Real>("set_friction", tables),
      detail::row<Pulling, choose_puller<Real>, Real>("choose_puller", tables),
      detail::row<Delegation, send_delegates<Real>, Real>("send_delegates", members),
      detail::row<Accountability, choose_measurement<Real>, Real>("choose_measurement", tables),
      detail::row<Formal, bind_members<Real>, Real>("bind_members", members),
      detail::row<Giving, set_terms<Real>, Real>("set_terms", tables),
      detail::row<Regrouping, form_first_teams<Real>, Real>("form_first_teams", members),
  });
}

/// The rules of a month in which levers change; they run before all other rules. They renew the
/// effects of levers that were set before the first month, and remove the effects of levers that
/// are now off.
template <class Real>
constexpr auto change_rules() {
  using enum Scope;
  return std::to_array<Rule<Real>>({
      detail::row<Funder, change_role_of_funder<Real>, Real>("change_role_of_funder", tables),
      detail::row<Funding, secure_funding<Real>, Real>("secure_funding", tables),
      detail::row<Friction, reset_friction<Real>, Real>("reset_friction", tables),
      detail::row<Pulling, choose_puller<Real>, Real>("choose_puller", tables),
      detail::row<Pulling, release_pullers<Real>, Real>("release_pullers", members),
      detail::row<Deal, change_slack<Real>, Real>("change_slack", organisations),
      detail::row<Meeting, change_method<Real>, Real>("change_method", tables),
      detail::row<Formal, bind_members<Real>, Real>("bind_members", members),
      detail::row<Giving, renew_terms<Real>, Real>("renew_terms", tables),
      detail::row<Decision, withdraw_discretion<Real>, Real>("withdraw_discretion", members),
      detail::row<Backcasting, drop_deadlines<Real>, Real>("drop_deadlines", tables),
      detail::row<Accountability, choose_measurement<Real>, Real>("choose_measurement", tables),
      detail::row<Accountability, lift_sanctions<Real>, Real>("lift_sanctions", members),
  });
}

/// The rules of a month.
template <class Real>
constexpr auto month_of_rules() {
  using enum Scope;
  return std::to_array<Rule<Real>>({
      detail::row<Funder, seat_funder<Real>, Real>("seat_funder", tables),
      detail::row<Policy, open_policy_period<Real>, Real>("open_policy_period", organisations),
      detail::row<Funding, renew_funding<Real>, Real>("renew_funding", tables),
      detail::row<Regrouping, regroup<Real>, Real>("regroup", members),
      detail::row<Friction, ease_friction<Real>, Real>("ease_friction", tables),
      detail::row<Body, run_body<Real>, Real>("run_body", tables),
      detail::row<Budget, plan_slack<Real>, Real>("plan_slack", organisations),
      detail::row<Spaces, limit_slack<Real>, Real>("limit_slack", organisations),
      detail::row<Budget, set_budget<Real>, Real>("set_budget", everyone),
      detail::row<Delegates, delegates_move_on<Real>, Real>("delegates_move_on", members),
      detail::row<Delegates, carry_along<Real>, Real>("carry_along", pairs),
      detail::row<Pulling, fill_puller_role<Real>, Real>("fill_puller_role", members),
      detail::row<MoneyTalk, talk_about_money<Real>, Real>("talk_about_money", tables),
      detail::row<Deal, open_doors<Real>, Real>("open_doors", pairs),
      detail::row<Meeting, meet<Real>, Real>("meet", pairs),
      detail::row<Network, gather_network<Real>, Real>("gather_network", everyone),
      detail::row<Transparency, work_in_the_open<Real>, Real>("work_in_the_open", pairs),
      detail::row<Drift, drift_off_course<Real>, Real>("drift_off_course", members),
      detail::row<Disclosure, disclose<Real>, Real>("disclose", members),
      detail::row<Steps, take_steps<Real>, Real>("take_steps", tables),
      detail::row<Mission, shape_mission<Real>, Real>("shape_mission", members),
      detail::row<Harmony, recall_tension<Real>, Real>("recall_tension", tables),
      detail::row<Conflict, raise_conflicts<Real>, Real>("raise_conflicts", tables),
      detail::row<Harmony, smooth_over<Real>, Real>("smooth_over", members),
      detail::row<Conflict, face_conflict<Real>, Real>("face_conflict", pairs),
      detail::row<Elan, keep_elan<Real>, Real>("keep_elan", tables),
      detail::row<Anchoring, anchor_at_home<Real>, Real>("anchor_at_home", members),
      detail::row<Reflection, reflect<Real>, Real>("reflect", tables),
      detail::row<Bottleneck, slip_back<Real>, Real>("slip_back", tables),
      detail::row<Beacons, confirm_beacons<Real>, Real>("confirm_beacons", tables),
      detail::row<Formal, draw_up_agreement<Real>, Real>("draw_up_agreement", tables),
      detail::row<Beacons, start_operating<Real>, Real>("start_operating", tables),
      detail::row<Body, found_body<Real>, Real>("found_body", tables),
      detail::row<Body, let_go<Real>, Real>("let_go", members),
      detail::row<Outside, open_outside<Real>, Real>("open_outside", everyone),
      detail::row<SelfInterest, turn_to_self<Real>, Real>("turn_to_self", organisations),
      detail::row<Giving, announce_money<Real>, Real>("announce_money", tables),
      detail::row<Decision, ask_home_boards<Real>, Real>("ask_home_boards", members),
      detail::row<Bottleneck, approve_at_node<Real>, Real>("approve_at_node", members),
      detail::row<Decision, weigh_options<Real>, Real>("weigh_options", organisations),
      detail::row<Payoff, reinforce<Real>, Real>("reinforce", organisations),
      detail::row<Decision, decide<Real>, Real>("decide", organisations),
      detail::row<Giving, face_threshold<Real>, Real>("face_threshold", tables),
      detail::row<Obligation, oblige<Real>, Real>("oblige", organisations),
      detail::row<Steps, honour_cheques<Real>, Real>("honour_cheques", organisations),
      detail::row<Decision, feel_change<Real>, Real>("feel_change", members),
      detail::row<Decision, grant_discretion<Real>, Real>("grant_discretion", members),
      detail::row<Backcasting, feel_deadlines<Real>, Real>("feel_deadlines", tables),
      detail::row<Delivery, deliver<Real>, Real>("deliver", members),
      detail::row<Accountability, answer_reminders<Real>, Real>("answer_reminders", members),
      detail::row<Delivery, suffer_shocks<Real>, Real>("suffer_shocks", members),
      detail::row<Friction, meet_obstacles<Real>, Real>("meet_obstacles", members),
      detail::row<Obligation, account_for_money<Real>, Real>("account_for_money", members),
      detail::row<Giving, reach_threshold<Real>, Real>("reach_threshold", tables),
      detail::row<Giving, match_own_work<Real>, Real>("match_own_work", organisations),
      detail::row<Renewal, set_aside_for_experiments<Real>, Real>("set_aside_for_experiments",
                                                                  everyone),
      detail::row<Body, open_purse<Real>, Real>("open_purse", tables),
      detail::row<Production, produce<Real>, Real>("produce", everyone),
      detail::row<Renewal, try_ideas<Real>, Real>("try_ideas", everyone),
      detail::row<Renewal, take_ways_over<Real>, Real>("take_ways_over", organisations),
      detail::row<Payoff, earn_payoffs<Real>, Real>("earn_payoffs", organisations),
      detail::row<Prices, pay_prices<Real>, Real>("pay_prices", members),
      detail::row<Body, call_on_members<Real>, Real>("call_on_members", members),
      detail::row<Body, keep_revenue<Real>, Real>("keep_revenue", members),
      detail::row<Ledger, account<Real>, Real>("account", everyone),
      detail::row<Accountability, call_to_account<Real>, Real>("call_to_account", members),
      detail::row<Trust, revise_trust<Real>, Real>("revise_trust", pairs),
      detail::row<Trust, rate_each_other<Real>, Real>("rate_each_other", pairs),
      detail::row<Expectations, weigh_expectations<Real>, Real>("weigh_expectations", pairs),
      detail::row<Learning, learn<Real>, Real>("learn", organisations),
      detail::row<Leaving, stay_or_leave<Real>, Real>("stay_or_leave", members),
      detail::row<Decision, weigh_joining<Real>, Real>("weigh_joining", members),
      detail::row<Entry, new_members_join<Real>, Real>("new_members_join", members),
      detail::row<Ending, organisations_end<Real>, Real>("organisations_end", organisations),
  });
}

}  // namespace samen
