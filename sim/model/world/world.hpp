// The state of one run: organisations, seats, pairs, tables and goals, stored as a structure of
// arrays.
//
// The layout never changes during a run, and all runs of a scenario share it. Rules change the
// world: the columns of all mechanisms. Money is in k€, effort is valued in k€, time is in months
// from the start, and shares lie in [0, 1].
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>
#include <vector>

#include "model/world/accounts.hpp"
#include "model/world/layout.hpp"

namespace samen {

struct Initial;
struct Output;

/// Values that all rules use: prices, the minimum number of members, and the options of
/// organisations without a table.
struct Conventions {
  double fte_cost = 0.0;  ///< of one full-time equivalent [k€/month]
  double keep = 0.0;      ///< value of keeping a k€ for own use [k€/k€]
  int least_members = 0;
  bool leavers_alone = false;  ///< an organisation without any table may work alone in every arm
};

template <class Real>
struct World : Mechanisms::State<Real> {
  const Layout* layout = nullptr;
  const Initial* initial = nullptr;  ///< initial values, also for everything that starts anew
  const Output* yields = nullptr;    ///< the production functions
  Conventions conventions;
  bool learns_from_payoff = false;  ///< boards use the payoff rule (payoff.hpp)
  Arm arm = Arm::nothing;
  int month = 0;
  std::vector<double> burden;  ///< per goal: burden of this month without any progress [k€]

  // Only for levers that change during a run (changes.hpp); otherwise empty.
  std::vector<Levers> levers_now, levers_before;  ///< per table: of this month, and before its
                                                  ///< changes
  std::vector<int> change_since;  ///< per change and table: month in which it began last, or -1
  std::vector<int> change_ended;  ///< per change and table: month in which its occasion ended it,
                                  ///< or -1

  std::vector<Account<Real>> account;             ///< per organisation
  std::vector<Flows<Real>> organisation_flows;    ///< per organisation
  std::vector<TableAccount<Real>> table_account;  ///< per table
  std::vector<Flows<Real>> flows;                 ///< per set

  /// The first law that each replicate broke, and the month. A correct run breaks none.
  struct Breach {
    const char* law = nullptr;
    int month = 0;
  };
  std::array<Breach, lanes<Real>> breaches{};

  // Not state: the executor of the rules and the notes.
  Executor* executor = nullptr;  ///< if null, a plain loop runs
  std::vector<Workspace<Real>> workspaces;
  std::int64_t loops = 0;

  /// Whether seat i is a member of a table that has not ended.
  Mask<Real> sits(int i) const { return this->member[i] && this->alive[layout->seats[i].table]; }
  const Real& skill(int organisation, int c) const {
    return this->capability[organisation * layout->capabilities + c];
  }
  const Real& mix(int k, int c) const { return this->required_mix[k * layout->capabilities + c]; }
  const Real& log_mix(int k, int c) const { return this->log_of_mix[k * layout->capabilities + c]; }
  /// The levers of table m in this month.
  const Levers& levers(int m) const {
    return levers_now.empty() ? layout->tables[m].levers : levers_now[m];
  }
  /// Whether a change of this month gave a lever of table m another value.
  template <class Holder, class Value>
  bool turned(int m, Value Holder::*lever) const {
    return levers_now[m].*lever != levers_before[m].*lever;
  }
  /// Effective size of the puller of table m [FTE]: its size times its legitimacy.
  Real pull(int m) const { return this->puller[m] * this->legitimacy[m]; }
  int organisation_of(int i) const { return layout->seats[i].organisation; }

  /// The events of one replicate, in the order of the rules.
  std::vector<Event> events(int which = 0) const { return notes(&Workspace<Real>::events, which); }
  std::vector<BoardDecision> decisions(int which = 0) const {
    return notes(&Workspace<Real>::decisions, which);
  }

 private:
  template <class Note>
  std::vector<Note> notes(Notes<Real, Note> Workspace<Real>::*kind, int which) const {
    // All notes of one item are in the workspace of the worker that processed it.
    std::vector<std::tuple<std::int64_t, std::size_t, const Note*>> all;
    for (const Workspace<Real>& workspace : workspaces)
      for (const NoteAt<Note>& entry : (workspace.*kind)[static_cast<std::size_t>(which)])
        all.emplace_back(entry.order, all.size(), &entry.note);
    if (workspaces.size() > 1) std::sort(all.begin(), all.end());
    std::vector<Note> in_order;
    in_order.reserve(all.size());
    for (const auto& [order, position, one] : all) in_order.push_back(*one);
    return in_order;
  }
};

/// Calls body(item, workspace) for 0 … items; all workers take part if the world has an executor. A
/// body may read everything but may write only to its own item, so that the number of workers does
/// not change the result.
template <class Real, class Body>
void each(World<Real>& world, int items, Body&& body) {
  const std::int64_t loop = world.loops++ << 32;
  const auto work = [&](int first, int last, int place) {
    Workspace<Real>& workspace = world.workspaces[static_cast<std::size_t>(place)];
    for (int item = first; item < last; ++item) {
      workspace.order = loop + item;
      body(item, workspace);
    }
  };
  if (world.executor)
    world.executor->parallel_for(items, std::ref(work));
  else
    work(0, items, 0);
}
template <class Real, class Body>
void each_table(World<Real>& world, Body&& body) {
  each(world, static_cast<int>(world.layout->tables.size()), body);
}
template <class Real, class Body>
void each_set(World<Real>& world, Body&& body) {
  each(world, static_cast<int>(world.layout->sets.size()), body);
}
template <class Real, class Body>
void each_organisation(World<Real>& world, Body&& body) {
  each(world, static_cast<int>(world.layout->organisations.size()), body);
}

/// Whether any table uses a lever.
template <class Real, class Holder, class Number>
bool any_table_with(const World<Real>& world, Number Holder::*lever) {
  return std::ranges::any_of(world.layout->all_tables(),
                             [&](int m) { return world.levers(m).*lever != Number{}; });
}

/// Number of members of table m.
template <class Real>
Real members(const World<Real>& world, int m) {
  Real n = 0.0;
  for (const int i : world.layout->seats_at(m)) n += select(world.member[i], Real(1.0), Real(0.0));
  return n;
}

/// Mean over the members of a table; 0 without members. The sum follows the order of the seats.
template <class Real, class Value>
Real mean_over_members(const World<Real>& world, int m, Value&& value) {
  Real sum = 0.0;
  for (const int i : world.layout->seats_at(m))
    sum += select(world.member[i], Real(value(i)), Real(0.0));
  return sum / greatest(members(world, m), Real(1.0));
}

/// Mean of a quantity of the pair over the other members j != i at the table of seat i.
template <class Real, class Value>
Real mean_over_others(const World<Real>& world, int i, Value&& value) {
  Real sum = 0.0;
  Real n = 0.0;
  for (const int j : world.layout->seats_at(world.layout->seats[i].table)) {
    if (j == i) continue;
    sum += select(world.member[j], Real(value(j)), Real(0.0));
    n += select(world.member[j], Real(1.0), Real(0.0));
  }
  return sum / greatest(n, Real(1.0));
}

template <class Real>
Real mean_trust(const World<Real>& world, int i) {
  return mean_over_others(world, i, [&](int j) { return world.trust[world.layout->pair(i, j)]; });
}

/// Mean over all ordered pairs of members.
template <class Real, class Value>
Real mean_over_pairs(const World<Real>& world, int m, Value&& value) {
  Real sum = 0.0;
  for (const int i : world.layout->seats_at(m)) {
    Real row = 0.0;
    for (const int j : world.layout->seats_at(m))
      if (i != j) row += select(world.member[j], Real(value(world.layout->pair(i, j))), Real(0.0));
    sum += select(world.member[i], row, Real(0.0));
  }
  const Real n = members(world, m);
  return sum / greatest(n * (n - 1.0), Real(1.0));
}

template <class Real>
Real mean_knowledge(const World<Real>& world, int m) {
  return mean_over_pairs(world, m, [&](int pair) { return world.knowledge[pair]; });
}

/// Burden of a goal in month t without any progress [k€/month].
inline double burden_at(const Goal& goal, int t) {
  return goal.burden * power(1.0 + goal.growth, t / 12.0);
}

/// Moves the clock by one month.
template <class Real>
void turn_to(World<Real>& world, int month) {
  world.month = month;
  for (const int k : world.layout->all_goals())
    world.burden[k] = burden_at(world.layout->goals[k], month);
}

}  // namespace samen
