// 7.35 The ledger.
//
// The ledger records payments and gains of each organisation and of society. It sets avoided cost
// and extra revenue against own effort, match, start money and the costs of working together on top
// of the work (7.34.1). Avoided cost is the burden that progress takes away: each organisation gets
// its share of this burden, society gets the rest. Organisations share revenue in proportion to
// their delivery to the goals since the start. A table pays for itself if its monthly return covers
// its monthly cost. Sources: A03, A04, B18, B19, B57.
#pragma once

#include "model/world/mechanism.hpp"
#include "model/world/shocks.hpp"

namespace samen {

struct Ledger {
  double discount_rate = 0.0;

  static constexpr std::array parameters{
      Parameter{&Ledger::discount_rate,
                "discount_rate",
                "1/year",
                {0, 1},
                "rate at which later money counts less in net value",
                "default 0: no discounting"},
  };

  template <class Real>
  struct State {
    std::vector<Money<Real>> delivered_in;  ///< delivered to the set since the start [k€]
    std::vector<Money<Real>> delivered_to;  ///< by all, since the start [k€]
    std::vector<Money<Real>> avoided;       ///< since the start [k€]
    std::vector<Money<Real>> revenue;       ///< since the start [k€]
    std::vector<Money<Real>> invested;      ///< since the start [k€]
    std::vector<Money<Real>> net_value;     ///< summed, discounted to the start [k€]
    std::vector<Money<Real>>
        matched_alone;                ///< outside money on top of own work, since the start [k€]
    std::vector<Real> kept_delivery;  ///< delivery at seat i whose revenue its table keeps [k€]
    std::vector<Real> late_revenue;   ///< revenue that its table gives back to seat i [k€/month]

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {17, &State::delivered_in, Per::stake, moving},
          {77, &State::delivered_to, Per::set, moving},
          {78, &State::avoided, Per::set, moving},
          {79, &State::revenue, Per::set, moving},
          {80, &State::invested, Per::set, moving},
          {81, &State::net_value, Per::set, moving},
          {113, &State::matched_alone, Per::organisation, optional, amount,
           "outside money for own work is finite and not negative"},
          {0, &State::kept_delivery, Per::seat, monthly},
          {0, &State::late_revenue, Per::seat, monthly},
      });
    }
  };
};
template <>
struct ParametersOf<Ledger> {
  Ledger ledger;
  static constexpr auto member = &ParametersOf::ledger;
  static constexpr std::string_view name = "ledger", number = "7.35", title = "the ledger";
};

/// Present value at the start of one k€ in month t.
inline double discount(int t, const Ledger& p) {
  return power(1.0 + p.discount_rate, -t / 12.0);
}

/// The flows in and out of one set this month, as society sees them.
template <class Real>
void keep_account_of_set(World<Real>& world, int set, const Ledger& p) {
  const auto& layout = *world.layout;
  Flows<Real>& flows = world.flows[set];
  flows = {};
  Money<Real> delivered = 0.0;
  for (const int s : layout.sets[set].stakes) {
    delivered += world.delivered_in[s];
    const Real own = solo_effort(world, s);
    flows.own += own;
    flows.match += own * world.solo_match_rate[layout.stakes[s].organisation];
  }
  world.delivered_to[set] = delivered;
  for (const int m : layout.sets[set].tables) {
    flows.own += world.total_effort[m];
    flows.match += world.matched[m];
    flows.gift += world.gift_paid[m];
    flows.drawn += world.drawn[m];
    flows.seed += select(world.seeded[m], world.levers(m).seed_money, 0.0);
    for (const int i : layout.seats_at(m)) flows.running += world.running_cost[i];
    flows.deal += world.deal_cost[m] + world.governance[m];
  }
  for (const int k : layout.goals_of(set)) {
    const Goal& goal = layout.goals[k];
    const Money<Real> avoided = world.burden[k] * goal.relief * world.progress[k];
    flows.burden += world.burden[k] - avoided;
    flows.avoided += avoided;
    flows.revenue += goal.revenue * world.progress[k];
  }
  world.avoided[set] += flows.avoided;
  world.revenue[set] += flows.revenue;
  world.invested[set] += flows.own + flows.match + flows.seed + flows.gift + flows.drawn;
  world.net_value[set] += flows.net() * discount(world.month, p);
}

/// Adds up the delivery of organisation i, this month and since the start.
template <class Real>
void count_effort_of(World<Real>& world, int i) {
  const auto& layout = *world.layout;
  Flows<Real>& flows = world.organisation_flows[i];
  flows = {};
  Money<Real> alone = 0.0;
  for (const int s : layout.stakes_of(i)) {
    const Real delivered = solo_effort(world, s);
    alone += delivered;
    world.delivered_in[s] += delivered;
  }
  Money<Real> together = 0.0;
  for (const int seat : layout.organisations[i].seats) {
    together += world.effort[seat];
    world.delivered_in[layout.seats[seat].stake] += world.effort[seat];
    flows.running += world.running_cost[seat];
  }
  world.matched_alone[i] += world.solo_matched[i];
  flows.own = alone + together;
  world.account[i].effort_alone += alone;
  world.account[i].effort_together += together;
  world.account[i].running += flows.running;
}

/// Delivery of stake s since the start whose revenue a table keeps.
template <class Real>
Money<Real> kept_of(const World<Real>& world, int s) {
  const auto& layout = *world.layout;
  Money<Real> kept = 0.0;
  for (const int seat : layout.organisations[layout.stakes[s].organisation].seats)
    if (layout.seats[seat].stake == s) kept += world.kept_delivery[seat];
  return kept;
}

/// Adds up the gains of organisation i from its sets: its part of the avoided burden, and revenue
/// in proportion to its delivery to the set, less what its tables keep.
template <class Real>
void count_gains_of(World<Real>& world, int i) {
  const auto& layout = *world.layout;
  Flows<Real>& flows = world.organisation_flows[i];
  for (const int s : layout.stakes_of(i)) {
    const int set = layout.stakes[s].set;
    for (const int k : layout.goals_of(set)) {
      const Money<Real> burden = world.burden_share[layout.of_stake(s, k)] * world.burden[k];
      const Money<Real> avoided = burden * layout.goals[k].relief * world.progress[k];
      flows.burden += burden - avoided;
      flows.avoided += avoided;
    }
    const Money<Real> all = world.delivered_to[set];
    flows.revenue += select(
        all > 0.0,
        world.flows[set].revenue * (world.delivered_in[s] - kept_of(world, s)) / above_zero(all),
        0.0);
  }
  for (const int seat : layout.organisations[i].seats) flows.revenue += world.late_revenue[seat];
  world.account[i].avoided += flows.avoided;
  world.account[i].revenue += flows.revenue;
  world.account[i].burden += flows.burden;
}

/// Burden that progress takes off the members of table m this month.
template <class Real>
Real spared_members(const World<Real>& world, int m) {
  const auto& layout = *world.layout;
  Real sum = 0.0;
  for (const int i : layout.seats_at(m)) {
    Real spared = 0.0;
    for (const int k : layout.goals_of(layout.tables[m].set))
      spared += world.burden_share[layout.of_stake(layout.seats[i].stake, k)] * world.burden[k] *
                layout.goals[k].relief * world.progress[k];
    sum += select(world.sits(i), spared, Real(0.0));
  }
  return sum;
}

/// Whether table m pays for itself after its start money has ended: its part of the monthly return
/// must cover the cost to its members, who would then also pay for coordination and wage where
/// outside money pays today (A04).
template <class Real>
void keep_account_of_table(World<Real>& world, int m) {
  const auto& layout = *world.layout;
  TableAccount<Real>& account = world.table_account[m];
  const int set = layout.tables[m].set;
  const Money<Real> part = account.own / above_zero(world.delivered_to[set]);
  const Money<Real> income = part * (world.flows[set].revenue + spared_members(world, m));
  Money<Real> cost = greatest(world.total_effort[m] + world.drawn[m],
                              world.overhead_paid[m] + world.upkeep_paid[m] + world.wage_paid[m]);
  for (const int i : layout.seats_at(m)) cost += world.running_cost[i];
  const Mask<Real> on_its_own = world.alive[m] && !world.seeded[m];
  Money<Real> kept = 0.0;
  for (const int i : layout.seats_at(m)) kept += world.kept_delivery[i];
  account.earned += world.flows[set].revenue * kept / above_zero(world.delivered_to[set]);
  account.income_after_seed += select(on_its_own, income, 0.0);
  account.cost_after_seed += select(on_its_own, cost, 0.0);
  const Real since = account.turns_since;
  const Real turning = select(since == never, Real(world.month), since);
  account.turns_since =
      select(on_its_own && cost > 0.0, select(income > cost, turning, Real(never)), since);
}

template <class Real>
void account(World<Real>& world, const Ledger& p) {
  each_organisation(world, [&](int i, Workspace<Real>&) { count_effort_of(world, i); });
  each_set(world, [&](int set, Workspace<Real>&) { keep_account_of_set(world, set, p); });
  each_organisation(world, [&](int i, Workspace<Real>&) { count_gains_of(world, i); });
  each_table(world, [&](int m, Workspace<Real>&) { keep_account_of_table(world, m); });
}

}  // namespace samen
