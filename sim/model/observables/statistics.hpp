// Building blocks of the observables: sums over accounts, inequality and ties at a table, and the
// burden that remains.
#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include "model/observables.hpp"
#include "model/world/views.hpp"

namespace samen {

template <class Real, class Value>
Money<Real> over_sets(const World<Real>& world, Value&& value) {
  Money<Real> sum = 0.0;
  for (const Flows<Real>& flows : world.flows) sum += value(flows);
  return sum;
}

template <class Real, class Value>
Money<Real> over_accounts(const World<Real>& world, Value&& value) {
  Money<Real> sum = 0.0;
  for (const TableAccount<Real>& account : world.table_account) sum += value(account);
  return sum;
}

/// The costs of working together on top of the work, paid by members and, for deals, by the public.
template <class Real>
Money<Real> running_costs(const World<Real>& world) {
  return over_accounts(world, [](const auto& a) { return a.running_costs(); });
}

template <class Real, class Value>
Money<Real> over_organisations(const World<Real>& world, Value&& value) {
  Money<Real> sum = 0.0;
  for (const Account<Real>& account : world.account) sum += value(account);
  return sum;
}

template <class Real>
Money<Real> sum_of(const std::vector<Real>& column) {
  Money<Real> sum = 0.0;
  for (const Real& value : column) sum += value;
  return sum;
}

/// Sum of a column over all seats of organisation i.
template <class Real>
Money<Real> at_tables_of(const World<Real>& world, int i, const std::vector<Real>& column) {
  Money<Real> sum = 0.0;
  for (const int seat : world.layout->organisations[i].seats) sum += column[seat];
  return sum;
}

/// Inequality of the effort of a table's organisations, alone and together: the Gini coefficient as
/// in Sen (1973), half the mean absolute difference of all pairs, divided by the mean. It is not
/// applicable where nobody made any effort.
template <class Real>
Money<Real> gini_of_effort(const World<Real>& world, int m) {
  const Layout& layout = *world.layout;
  Money<Real> total = 0.0, differences = 0.0;
  for (const int i : layout.seats_at(m)) {
    const Money<Real> own = world.account[layout.seats[i].organisation].own();
    total += own;
    for (const int j : layout.seats_at(m))
      differences += magnitude(own - world.account[layout.seats[j].organisation].own());
  }
  const double seats = layout.tables[m].seats;
  return select(total > 0.0, differences / above_zero(2.0 * seats * total), not_applicable);
}

/// Mean of gini_of_effort over all tables, whether or not they meet in this arm.
template <class Real>
Money<Real> mean_gini_of_effort(const World<Real>& world) {
  Money<Real> sum = 0.0, n = 0.0;
  for (const int m : world.layout->all_tables()) {
    const Money<Real> gini = gini_of_effort(world, m);
    const auto applies = gini == gini;  // not-a-number does not equal itself
    sum += select(applies, gini, 0.0);
    n += select(applies, Money<Real>(1.0), 0.0);
  }
  return select(n > 0.0, sum / greatest(n, 1.0), not_applicable);
}

/// The set of goal k; sets hold their goals in a row, in the order of the sets.
inline int set_of(const Layout& layout, int k) {
  const auto after = std::ranges::upper_bound(layout.sets, k, {}, &GoalSet::first_goal);
  return static_cast<int>(after - layout.sets.begin()) - 1;
}

/// What the best ways of working found add to the yield, mean over goals.
template <class Real>
Money<Real> renewal(const World<Real>& world) {
  const Layout& layout = *world.layout;
  Money<Real> sum = 0.0;
  for (const int set : layout.all_sets())
    for (const int k : layout.goals_of(set)) sum += best_way(world, set, k) - 1.0;
  return sum / static_cast<double>(layout.goals.size());
}

template <class Real>
Real waiting(const World<Real>& world, int m) {
  Real n = 0.0;
  for (const int i : world.layout->seats_at(m))
    n += select(world.waits[i] && world.alive[m], Real(1.0), Real(0.0));
  return n;
}

/// Pairs whose tie exceeds one half in both directions (B17). A tie is the geometric mean of trust
/// and knowledge.
template <class Real>
Real side_dyads(const World<Real>& world, int m) {
  const Layout& layout = *world.layout;
  const auto tied = [&](int i, int j) {
    const int pair = layout.pair(i, j);
    return world.trust[pair] * world.knowledge[pair] > 0.25;
  };
  Real n = 0.0;
  for (const int i : layout.seats_at(m))
    for (const int j : layout.seats_at(m))
      if (i < j) n += select(tied(i, j) && tied(j, i), Real(1.0), Real(0.0));
  return n;
}

/// The burden of a goal, summed over the months up to and including `last`, without any progress
/// [k€].
inline double burden_until(const Goal& goal, int last) {
  const double a_month = power(1.0 + goal.growth, 1.0 / 12.0);
  double burden = goal.burden, sum = 0.0;
  for (int t = 0; t <= last; ++t, burden *= a_month) sum += burden;
  return sum;
}

/// Sum of burden_until over all goals [k€], up to this month.
template <class Real>
double burden_of_all(const World<Real>& world) {
  double sum = 0.0;
  for (const Goal& goal : world.layout->goals) sum += burden_until(goal, world.month);
  return sum;
}

/// The part of burden_of_all that falls on the organisations [k€].
template <class Real>
Money<Real> burden_inside(const World<Real>& world) {
  const Layout& layout = *world.layout;
  Money<Real> sum = 0.0;
  for (const int set : layout.all_sets())
    for (const int k : layout.goals_of(set)) {
      const double burden = burden_until(layout.goals[k], world.month);
      for (const int s : layout.sets[set].stakes)
        sum += world.burden_share[layout.of_stake(s, k)] * burden;
    }
  return sum;
}

/// The part of burden_of_all that the organisations still bear: burden_inside less the burden they
/// avoided.
template <class Real>
Money<Real> burden_borne_inside(const World<Real>& world) {
  return burden_inside(world) -
         over_organisations(world, [](const Account<Real>& account) { return account.avoided; });
}

template <class Real>
Money<Real> total_avoided(const World<Real>& world) {
  return sum_of(world.avoided);
}
template <class Real>
Money<Real> total_revenue(const World<Real>& world) {
  return sum_of(world.revenue);
}

template <class Real, class Value>
Real least_over_members(const World<Real>& world, int m, Value&& value) {
  Real least = std::numeric_limits<typename NumberType<Real>::Number>::max();
  for (const int i : world.layout->seats_at(m))
    least = select(world.member[i] && value(i) < least, Real(value(i)), least);
  return select(members(world, m) > 0.0, least, not_applicable);
}

/// Covariance over the members of a table.
template <class Real, class One, class Other>
Real covariance(const World<Real>& world, int m, One&& one, Other&& other) {
  const Real first = mean_over_members(world, m, one);
  const Real second = mean_over_members(world, m, other);
  return mean_over_members(world, m,
                           [&](int i) { return Real((one(i) - first) * (other(i) - second)); });
}

/// Coefficient of variation of the members' pledges: standard deviation divided by mean. It is not
/// applicable without a pledge.
template <class Real>
Real pledge_variation(const World<Real>& world, int m) {
  const auto pledge = [&](int i) { return world.pledge[i]; };
  const Real mean = mean_over_members(world, m, pledge);
  return select(mean > 0.0, square_root(covariance(world, m, pledge, pledge)) / above_zero(mean),
                not_applicable);
}

/// Correlation, over the members, between what they promise (pledges or cheques, per seat) and the
/// motivation of their delegates. The correlation does not apply where one of the two is the same
/// for all members.
template <class Real>
Real follows_motivation(const World<Real>& world, int m, const std::vector<Real>& promised) {
  const auto promise = [&](int i) { return promised[i]; };
  const auto motivation = [&](int i) { return world.motivation[i]; };
  const Real spread = square_root(covariance(world, m, promise, promise) *
                                  covariance(world, m, motivation, motivation));
  return select(spread > 0.0, covariance(world, m, promise, motivation) / above_zero(spread),
                not_applicable);
}

/// Mean distance of the members' expressed aspirations from their mean, measured as alignment is:
/// half the sum of the distances over the goals.
template <class Real>
Real aspiration_spread(const World<Real>& world, int m) {
  const Layout& layout = *world.layout;
  Real sum = 0.0;
  for (const int k : layout.goals_of(layout.tables[m].set)) {
    const auto expressed = [&](int i) { return world.expressed[layout.of_seat(i, k)]; };
    const Real mean = mean_over_members(world, m, expressed);
    sum += mean_over_members(world, m, [&](int i) { return magnitude(expressed(i) - mean); });
  }
  return 0.5 * sum;
}

/// Whether table m lives or ended by reaching its goals.
template <class Real>
Mask<Real> stands(const World<Real>& world, int m) {
  return world.alive[m] || world.ended_by[m] == code_of(reason::goals_reached);
}

/// Share of tables that live or ended by reaching their goals.
template <class Real>
Real tables_standing(const World<Real>& world) {
  if (!has_tables(world.arm)) return not_applicable;
  Real standing = 0.0;
  for (const int m : world.layout->all_tables()) standing += select(stands(world, m), 1.0, 0.0);
  return standing / static_cast<double>(world.layout->tables.size());
}

/// Mean of what those outside take up, over the goals that need them.
template <class Real>
Real mean_taken_up(const World<Real>& world) {
  Real sum = 0.0;
  double n = 0.0;
  for (const int k : world.layout->all_goals()) {
    if (world.layout->goals[k].needs.empty()) continue;
    sum += world.taken_up[k];
    n += 1.0;
  }
  return n > 0.0 ? Real(sum / n) : Real(not_applicable);
}

/// Mean ownership of the members of each table, mean over tables.
template <class Real>
Real final_ownership(const World<Real>& world) {
  if (!has_tables(world.arm)) return not_applicable;
  Real sum = 0.0;
  for (const int m : world.layout->all_tables())
    sum += mean_over_members(world, m, [&](int i) { return world.ownership[i]; });
  return sum / static_cast<double>(world.layout->tables.size());
}

/// Share of tables that live and are a body of their own.
template <class Real>
Real bodies(const World<Real>& world) {
  if (!has_tables(world.arm)) return not_applicable;
  Real n = 0.0;
  for (const int m : world.layout->all_tables())
    n += select(world.alive[m], world.is_body[m], Real(0.0));
  return n / static_cast<double>(world.layout->tables.size());
}

/// Mean break-even month of the tables that exist and pay for themselves. It is not applicable if
/// no table does.
template <class Real>
Real mean_turning_month(const World<Real>& world) {
  Real sum = 0.0, n = 0.0;
  for (const int m : world.layout->all_tables()) {
    const Mask<Real> turns = stands(world, m) && world.table_account[m].turns_since != never;
    sum += select(turns, world.table_account[m].turns_since, Real(0.0));
    n += select(turns, Real(1.0), Real(0.0));
  }
  return select(n > 0.0, sum / greatest(n, 1.0), not_applicable);
}

/// Payments of the members of table m this month on top of the effort [k€].
template <class Real>
Real running_at(const World<Real>& world, int m) {
  Real sum = 0.0;
  for (const int i : world.layout->seats_at(m)) sum += world.running_cost[i];
  return sum;
}

/// Share of the members of table m who attend.
template <class Real>
Real attendance_at(const World<Real>& world, int m) {
  return mean_over_members(world, m, [&](int i) { return select(world.present[i], 1.0, 0.0); });
}

}  // namespace samen
