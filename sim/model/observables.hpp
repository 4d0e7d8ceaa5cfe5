// What is measured: one row per observable – name, unit, axis, meaning, function of the world. The
// result file, `samen describe` and the analyses learn them from here; a new one is a new row.
#pragma once

#include <array>
#include <limits>
#include <string_view>

#include "model/rules/room/self_interest.hpp"
#include "model/rules/working/production.hpp"
#include "model/world/world.hpp"

namespace samen {

/// Over what an observable is measured each month.
enum class Axis { society, goal, table, mission, organisation, seat, pair };
inline constexpr std::array<std::string_view, 7> axis_names{
    "society", "goal", "table", "mission", "organisation", "seat", "pair"};

/// Measured at tables, so without meaning in arms that have none.
constexpr bool at_tables(Axis axis) {
  return axis == Axis::table || axis == Axis::mission || axis == Axis::seat || axis == Axis::pair;
}

inline int size_of(const Layout& layout, Axis axis) {
  switch (axis) {
    case Axis::society:
      return 1;
    case Axis::goal:
      return static_cast<int>(layout.goals.size());
    case Axis::table:
      return static_cast<int>(layout.tables.size());
    case Axis::mission:
      return layout.mission_entries;
    case Axis::organisation:
      return static_cast<int>(layout.organisations.size());
    case Axis::seat:
      return static_cast<int>(layout.seats.size());
    case Axis::pair:
      return layout.pairs;
  }
  return 0;
}

/// A monthly series; `value(world, n)` for the n-th entry of its axis.
struct Observable {
  std::string_view name;
  std::string_view unit;
  Axis axis;
  std::string_view meaning;
  double (*one)(const World<double>&, int);
  Block (*block)(const World<Block>&, int);

  template <class Value>
  constexpr Observable(std::string_view its_name, std::string_view its_unit, Axis its_axis,
                       std::string_view its_meaning, Value value)
      : name(its_name),
        unit(its_unit),
        axis(its_axis),
        meaning(its_meaning),
        one(value),
        block(value) {}

  double value(const World<double>& world, int n) const { return one(world, n); }
  Block value(const World<Block>& world, int n) const { return block(world, n); }
};

/// Whether more of an outcome is better, or simply more.
enum class Better { more, neither };

/// A number per run, at its end.
struct Outcome {
  std::string_view name;
  std::string_view unit;
  std::string_view meaning;
  Better better;
  double (*one)(const World<double>&);
  Block (*block)(const World<Block>&);

  template <class Value>
  constexpr Outcome(std::string_view its_name, std::string_view its_unit,
                    std::string_view its_meaning, Better its_better, Value value)
      : name(its_name),
        unit(its_unit),
        meaning(its_meaning),
        better(its_better),
        one(value),
        block(value) {}

  double value(const World<double>& world) const { return one(world); }
  Block value(const World<Block>& world) const { return block(world); }
};

inline constexpr double not_applicable = std::numeric_limits<double>::quiet_NaN();

namespace detail {

template <class Real, class Value>
Real over_sets(const World<Real>& world, Value&& value) {
  Real sum = 0.0;
  for (const Flows<Real>& flows : world.flows) sum += value(flows);
  return sum;
}

template <class Real, class Value>
Real over_accounts(const World<Real>& world, Value&& value) {
  Real sum = 0.0;
  for (const TableAccount<Real>& account : world.table_account) sum += value(account);
  return sum;
}

template <class Real, class Value>
Real over_organisations(const World<Real>& world, Value&& value) {
  Real sum = 0.0;
  for (const Account<Real>& account : world.account) sum += value(account);
  return sum;
}

template <class Real>
Real sum_of(const std::vector<Real>& column) {
  Real sum = 0.0;
  for (const Real& value : column) sum += value;
  return sum;
}

/// How unevenly the organisations of a table carry the effort, alone and together: the Gini
/// coefficient as Sen (1973), half the mean absolute difference of all pairs over the mean;
/// not applicable where nobody did anything.
template <class Real>
Real gini_of_effort(const World<Real>& world, int m) {
  const Layout& layout = *world.layout;
  Real total = 0.0, differences = 0.0;
  for (const int i : layout.seats_at(m)) {
    const Real own = world.account[layout.seats[i].organisation].own();
    total += own;
    for (const int j : layout.seats_at(m))
      differences += magnitude(own - world.account[layout.seats[j].organisation].own());
  }
  const double seats = layout.tables[m].seats;
  return select(total > 0.0, differences / greatest(2.0 * seats * total, 1e-300), not_applicable);
}

/// … the mean over tables, whether they meet in this arm or not.
template <class Real>
Real mean_gini_of_effort(const World<Real>& world) {
  Real sum = 0.0, n = 0.0;
  for (const int m : world.layout->all_tables()) {
    const Real gini = gini_of_effort(world, m);
    const Mask<Real> applies = gini == gini;  // not-a-number equals nothing
    sum += select(applies, gini, Real(0.0));
    n += select(applies, Real(1.0), Real(0.0));
  }
  return select(n > 0.0, sum / greatest(n, 1.0), not_applicable);
}

template <class Real>
Real waiting(const World<Real>& world, int m) {
  Real n = 0.0;
  for (const int i : world.layout->seats_at(m))
    n += select(world.waits[i] && world.alive[m], Real(1.0), Real(0.0));
  return n;
}

/// Pairs whose tie – the geometric mean of trust and knowledge – exceeds one half both ways (B17).
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

/// What the burden of a goal comes to in the months up to and with `last`, without any progress
/// [k€].
inline double burden_until(const Goal& goal, int last) {
  const double a_month = power(1.0 + goal.growth, 1.0 / 12.0);
  double burden = goal.burden, sum = 0.0;
  for (int t = 0; t <= last; ++t, burden *= a_month) sum += burden;
  return sum;
}

/// … of all goals.
template <class Real>
double burden_of_all(const World<Real>& world) {
  double sum = 0.0;
  for (const Goal& goal : world.layout->goals) sum += burden_until(goal, world.month);
  return sum;
}

/// … the part of it that falls on the organisations.
template <class Real>
Real burden_inside(const World<Real>& world) {
  const Layout& layout = *world.layout;
  Real sum = 0.0;
  for (const int set : layout.all_sets())
    for (const int k : layout.goals_of(set)) {
      const double burden = burden_until(layout.goals[k], world.month);
      for (const int s : layout.sets[set].stakes)
        sum += world.burden_share[layout.of_stake(s, k)] * burden;
    }
  return sum;
}

/// What the organisations bear of it: their part less what they avoided.
template <class Real>
Real burden_borne_inside(const World<Real>& world) {
  return burden_inside(world) -
         over_organisations(world, [](const Account<Real>& account) { return account.avoided; });
}

template <class Real>
Real total_avoided(const World<Real>& world) {
  return sum_of(world.avoided);
}
template <class Real>
Real total_revenue(const World<Real>& world) {
  return sum_of(world.revenue);
}

}  // namespace detail

/// Where the delegate of seat i stands on the commitment walk, 0 … 1: what the home organisation
/// covers, times the mean of ownership of the mission and trust in the others (B22).
template <class Real>
Real commitment(const World<Real>& world, int i) {
  return world.cap[i] * 0.5 * (world.ownership[i] * world.alignment[i] + mean_trust(world, i));
}

namespace detail {

template <class Real, class Value>
Real least_over_members(const World<Real>& world, int m, Value&& value) {
  Real least = std::numeric_limits<double>::max();
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

/// Standard deviation of the members' pledges over their mean; not applicable without a pledge.
template <class Real>
Real pledge_variation(const World<Real>& world, int m) {
  const auto pledge = [&](int i) { return world.pledge[i]; };
  const Real mean = mean_over_members(world, m, pledge);
  return select(mean > 0.0,
                square_root(covariance(world, m, pledge, pledge)) / greatest(mean, 1e-300),
                not_applicable);
}

/// Correlation, over the members, of pledge and delegate's motivation; not applicable where one of
/// them is the same for all.
template <class Real>
Real pledge_follows_motivation(const World<Real>& world, int m) {
  const auto pledge = [&](int i) { return world.pledge[i]; };
  const auto motivation = [&](int i) { return world.motivation[i]; };
  const Real spread = square_root(covariance(world, m, pledge, pledge) *
                                  covariance(world, m, motivation, motivation));
  return select(spread > 0.0, covariance(world, m, pledge, motivation) / greatest(spread, 1e-300),
                not_applicable);
}

/// How far the members' expressed aspirations lie from their mean, as alignment counts it: half the
/// sum over the goals of the distances.
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

/// Share of the tables that live or have reached their goals.
template <class Real>
Real tables_standing(const World<Real>& world) {
  if (!has_tables(world.arm)) return not_applicable;
  Real standing = 0.0;
  for (const int m : world.layout->all_tables())
    standing +=
        select(world.alive[m] || world.ended_by[m] == code_of(Reason::goals_reached), 1.0, 0.0);
  return standing / static_cast<double>(world.layout->tables.size());
}

}  // namespace detail

inline constexpr std::array observables{
    // the whole
    Observable{"society_burden", "k€/month", Axis::society,
               "burden of the unsolved part of all goals",
               [](const auto& w, int) {
                 return detail::over_sets(w, [](const auto& f) { return f.burden; });
               }},
    Observable{"society_avoided", "k€/month", Axis::society, "burden taken away by progress",
               [](const auto& w, int) {
                 return detail::over_sets(w, [](const auto& f) { return f.avoided; });
               }},
    Observable{"society_revenue", "k€/month", Axis::society, "extra revenue from progress",
               [](const auto& w, int) {
                 return detail::over_sets(w, [](const auto& f) { return f.revenue; });
               }},
    Observable{"society_invested", "k€/month", Axis::society,
               "own effort delivered, match, start money and lead gift",
               [](const auto& w, int) {
                 return detail::over_sets(
                     w, [](const auto& f) { return f.own + f.match + f.seed + f.gift; });
               }},
    Observable{"society_net", "k€/month", Axis::society,
               "avoided burden and revenue less what was invested",
               [](const auto& w, int) {
                 return detail::over_sets(w, [](const auto& f) { return f.net(); });
               }},
    // goals
    Observable{"progress", "share", Axis::goal, "progress of the goal",
               [](const auto& w, int k) { return w.progress[k]; }},
    // tables
    Observable{"alive", "share", Axis::table, "1 while the table exists",
               [](const auto& w, int m) { return select(w.alive[m], 1.0, 0.0); }},
    Observable{"members_at_table", "members", Axis::table,
               "members of the table, 0 once it has ended",
               [](const auto& w, int m) { return select(w.alive[m], members(w, m), 0.0); }},
    Observable{"elan", "share", Axis::table, "élan (momentum)",
               [](const auto& w, int m) { return w.elan[m]; }},
    Observable{"method", "share", Axis::table, "quality of the method (governance)",
               [](const auto& w, int m) { return w.method[m]; }},
    Observable{"integration", "share", Axis::table,
               "integration, from co-operation to collaboration",
               [](const auto& w, int m) { return w.integration[m]; }},
    Observable{"beacons", "beacons", Axis::table, "beacons that stand",
               [](const auto& w, int m) { return w.beacons[m]; }},
    Observable{"puller", "FTE", Axis::table, "size of the puller",
               [](const auto& w, int m) { return w.puller[m]; }},
    Observable{"mean_ownership", "share", Axis::table, "mean ownership of the members",
               [](const auto& w, int m) {
                 return mean_over_members(w, m, [&](int i) { return w.ownership[i]; });
               }},
    Observable{"mean_alignment", "share", Axis::table,
               "mean alignment of the members' aspirations with the mission",
               [](const auto& w, int m) {
                 return mean_over_members(w, m, [&](int i) { return w.alignment[i]; });
               }},
    Observable{"aspiration_spread", "share", Axis::table,
               "mean distance of the members' expressed aspirations to their mean",
               [](const auto& w, int m) { return detail::aspiration_spread(w, m); }},
    Observable{"mean_anchoring", "share", Axis::table, "mean anchoring in the home organisations",
               [](const auto& w, int m) {
                 return mean_over_members(w, m, [&](int i) { return w.anchoring[i]; });
               }},
    Observable{"mean_trust", "share", Axis::table, "mean trust over ordered pairs of members",
               [](const auto& w, int m) {
                 return mean_over_pairs(w, m, [&](int pair) { return w.trust[pair]; });
               }},
    Observable{"mean_knowledge", "share", Axis::table,
               "mean knowledge of each other over ordered pairs of members",
               [](const auto& w, int m) { return mean_knowledge(w, m); }},
    Observable{"mean_commitment", "share", Axis::table,
               "mean position of the members on the commitment walk",
               [](const auto& w, int m) {
                 return mean_over_members(w, m, [&](int i) { return commitment(w, i); });
               }},
    Observable{"least_commitment", "share", Axis::table,
               "position of the least committed member on the commitment walk",
               [](const auto& w, int m) {
                 return detail::least_over_members(w, m, [&](int i) { return commitment(w, i); });
               }},
    Observable{"pledge_variation", "1", Axis::table,
               "standard deviation of the members' pledges over their mean (n/a without any)",
               [](const auto& w, int m) { return detail::pledge_variation(w, m); }},
    Observable{"pledge_follows_motivation", "1", Axis::table,
               "correlation of the members' pledges with the motivation of their delegates (n/a "
               "where all are equal)",
               [](const auto& w, int m) { return detail::pledge_follows_motivation(w, m); }},
    Observable{"pledged", "k€/month", Axis::table, "pledged at the last boards",
               [](const auto& w, int m) { return w.total_pledge[m]; }},
    Observable{"delivered", "k€/month", Axis::table, "own effort delivered",
               [](const auto& w, int m) { return w.total_effort[m]; }},
    Observable{"matched", "k€/month", Axis::table, "outside money on top of it",
               [](const auto& w, int m) { return w.matched[m]; }},
    Observable{"overhead", "k€/month", Axis::table, "coordination paid",
               [](const auto& w, int m) { return w.overhead_paid[m]; }},
    Observable{"wage", "k€/month", Axis::table, "wage of the puller",
               [](const auto& w, int m) { return w.wage_paid[m]; }},
    Observable{"legitimacy", "share", Axis::table, "legitimacy of the puller, 1 for a hired one",
               [](const auto& w, int m) { return w.legitimacy[m]; }},
    Observable{"gift_spent", "k€/month", Axis::table, "spent of the lead gift",
               [](const auto& w, int m) { return w.gift_paid[m]; }},
    Observable{"sanction_time", "k€/month", Axis::table,
               "time taken by the sanctions of this month, given and received",
               [](const auto& w, int m) { return w.sanction_time[m]; }},
    Observable{"tension", "share", Axis::table, "tension from friction that was smoothed over",
               [](const auto& w, int m) { return w.tension[m]; }},
    Observable{"mean_disclosed", "share", Axis::table,
               "mean share of the members' true aspirations that is shown",
               [](const auto& w, int m) {
                 return mean_over_members(w, m, [&](int i) { return w.disclosed[i]; });
               }},
    Observable{"waiting", "organisations", Axis::table, "organisations that may still join",
               [](const auto& w, int m) { return detail::waiting(w, m); }},
    Observable{"friction", "factor", Axis::table,
               "institutional friction: what it adds to the cost of coordination",
               [](const auto& w, int m) { return w.friction[m]; }},
    Observable{"obstructed", "share", Axis::table, "1 while a practical obstacle stands",
               [](const auto& w, int m) { return select(w.obstructed[m], 1.0, 0.0); }},
    Observable{"relapse", "share", Axis::table, "how far roles have slipped back to one decider",
               [](const auto& w, int m) { return w.relapse[m]; }},
    Observable{"side_dyads", "pairs", Axis::table,
               "pairs with ties above one half both ways: who would also work together elsewhere",
               [](const auto& w, int m) { return detail::side_dyads(w, m); }},
    Observable{"mission", "share", Axis::mission, "weight of the goal in the table's mission",
               [](const auto& w, int entry) { return w.mission[entry]; }},
    // organisations
    Observable{"open_budget", "k€/month", Axis::organisation, "open budget",
               [](const auto& w, int i) { return w.open_budget[i]; }},
    Observable{"white_space", "share of income", Axis::organisation,
               "white space in the policy plan",
               [](const auto& w, int i) { return w.white_space[i]; }},
    Observable{"tightest_space", "level", Axis::organisation,
               "level of the smallest white space: 0 plan, 1 organisation, 2 person",
               [](const auto& w, int i) { return w.tightest_space[i]; }},
    Observable{"eco_weight", "share", Axis::organisation, "eco weight it decides by",
               [](const auto& w, int i) { return eco_weight(w, i); }},
    Observable{"effort_alone", "k€", Axis::organisation, "delivered alone, summed from the start",
               [](const auto& w, int i) { return w.account[i].effort_alone; }},
    Observable{"effort_together", "k€", Axis::organisation,
               "delivered at its tables, summed from the start",
               [](const auto& w, int i) { return w.account[i].effort_together; }},
    Observable{"paid_in_money", "k€", Axis::organisation,
               "part of its effort paid in money, summed from the start",
               [](const auto& w, int i) {
                 return w.account[i].own() *
                        w.layout->organisations[i].cheque[static_cast<int>(Cheque::money)];
               }},
    Observable{"paid_in_staff", "k€", Axis::organisation,
               "part of its effort paid in staff, summed from the start",
               [](const auto& w, int i) {
                 return w.account[i].own() *
                        w.layout->organisations[i].cheque[static_cast<int>(Cheque::staff)];
               }},
    Observable{"paid_in_volunteers", "k€", Axis::organisation,
               "part of its effort paid in volunteers' time, summed from the start",
               [](const auto& w, int i) {
                 return w.account[i].own() *
                        w.layout->organisations[i].cheque[static_cast<int>(Cheque::volunteers)];
               }},
    Observable{"paid_in_kind", "k€", Axis::organisation,
               "part of its effort paid in kind (rooms, secretariat), summed from the start",
               [](const auto& w, int i) {
                 return w.account[i].own() *
                        w.layout->organisations[i].cheque[static_cast<int>(Cheque::in_kind)];
               }},
    Observable{"avoided_by_organisation", "k€", Axis::organisation,
               "own burden avoided, summed from the start",
               [](const auto& w, int i) { return w.account[i].avoided; }},
    Observable{"revenue_of_organisation", "k€", Axis::organisation,
               "extra revenue received, summed from the start",
               [](const auto& w, int i) { return w.account[i].revenue; }},
    Observable{"net_of_organisation", "k€", Axis::organisation,
               "avoided burden and revenue less own effort, summed from the start",
               [](const auto& w, int i) { return w.account[i].net(); }},
    // seats
    Observable{"ownership", "share", Axis::seat, "the delegate's ownership",
               [](const auto& w, int i) { return w.ownership[i]; }},
    Observable{"motivation", "share", Axis::seat, "the delegate's motivation",
               [](const auto& w, int i) { return w.motivation[i]; }},
    Observable{"alignment", "share", Axis::seat,
               "alignment of the organisation's aspirations with the mission",
               [](const auto& w, int i) { return w.alignment[i]; }},
    Observable{"mandate", "share", Axis::seat, "the mandate of whom the organisation sent",
               [](const auto& w, int i) { return w.mandate[i]; }},
    Observable{"pressure", "share", Axis::seat, "pressure to deliver more, from sanctions",
               [](const auto& w, int i) { return w.pressure[i]; }},
    Observable{"anchoring", "share", Axis::seat, "anchoring in the home organisation",
               [](const auto& w, int i) { return w.anchoring[i]; }},
    Observable{"satisfaction", "share", Axis::seat, "satisfaction with the table",
               [](const auto& w, int i) { return w.satisfaction[i]; }},
    Observable{"pledge", "k€/month", Axis::seat, "pledged at the last board",
               [](const auto& w, int i) { return w.pledge[i]; }},
    Observable{"effort", "k€/month", Axis::seat, "delivered this month",
               [](const auto& w, int i) { return w.effort[i]; }},
    Observable{"value_together", "k€/k€", Axis::seat,
               "value per own k€ of working together, at the last board",
               [](const auto& w, int i) { return w.value_together[i]; }},
    Observable{"seated", "share", Axis::seat, "1 while the seat is taken at a living table",
               [](const auto& w, int i) { return select(w.sits(i), 1.0, 0.0); }},
    Observable{"pulls", "share", Axis::seat, "1 while the member pulls, if no neutral puller does",
               [](const auto& w, int i) { return select(w.sits(i) && w.pulls[i], 1.0, 0.0); }},
    Observable{"commitment", "share", Axis::seat, "position on the commitment walk",
               [](const auto& w, int i) { return commitment(w, i); }},
    // pairs
    Observable{"trust", "share", Axis::pair, "trust of the seat in the partner",
               [](const auto& w, int pair) { return w.trust[pair]; }},
    Observable{"knowledge", "share", Axis::pair, "what the seat knows of the partner",
               [](const auto& w, int pair) { return w.knowledge[pair]; }},
};

inline constexpr std::array outcomes{
    Outcome{"mean_progress", "share", "mean progress of the goals at the end", Better::more,
            [](const auto& w) {
              return detail::sum_of(w.progress) / static_cast<double>(w.progress.size());
            }},
    Outcome{"goals_reached", "goals", "goals reached", Better::more,
            []<class Real>(const World<Real>& w) {
              Real n = 0.0;
              for (const Real& month : w.reached_at) n += select(month != never, 1.0, 0.0);
              return n;
            }},
    Outcome{"members", "members",
            "members at the end, or when their table ended (n/a without tables)", Better::more,
            []<class Real>(const World<Real>& w) {
              if (!has_tables(w.arm)) return Real(not_applicable);
              Real n = 0.0;
              for (const Mask<Real>& member : w.member) n += select(member, 1.0, 0.0);
              return n;
            }},
    Outcome{"tables_standing", "share",
            "share of the tables that live at the end or ended with all goals reached (n/a without "
            "tables)",
            Better::more, [](const auto& w) { return detail::tables_standing(w); }},
    Outcome{"own_effort", "k€", "own effort delivered, alone and together", Better::neither,
            [](const auto& w) {
              return detail::over_organisations(w, [](const auto& a) { return a.own(); });
            }},
    Outcome{"matched_money", "k€", "outside money that matched it", Better::neither,
            [](const auto& w) {
              return detail::over_accounts(w, [](const auto& a) { return a.match; });
            }},
    Outcome{"seed_money", "k€", "start money", Better::neither,
            [](const auto& w) {
              return detail::over_accounts(w, [](const auto& a) { return a.seed; });
            }},
    Outcome{"invested", "k€", "own effort, match, start money and lead gift", Better::neither,
            [](const auto& w) { return detail::sum_of(w.invested); }},
    Outcome{"coordination", "k€", "coordination and puller's wage paid", Better::neither,
            [](const auto& w) {
              return detail::over_accounts(w, [](const auto& a) { return a.overhead + a.wage; });
            }},
    Outcome{"meeting_time", "k€", "time spent meeting (in no balance)", Better::neither,
            [](const auto& w) {
              return detail::over_accounts(w, [](const auto& a) { return a.meetings; });
            }},
    Outcome{"avoided_cost", "k€", "burden avoided, by the organisations and the rest of society",
            Better::more, [](const auto& w) { return detail::total_avoided(w); }},
    Outcome{"extra_revenue", "k€", "extra revenue", Better::more,
            [](const auto& w) { return detail::total_revenue(w); }},
    Outcome{"net_value", "k€",
            "avoided cost and extra revenue less what was invested, discounted to the start",
            Better::more, [](const auto& w) { return detail::sum_of(w.net_value); }},
    Outcome{"value_per_keuro", "k€/k€",
            "avoided cost and extra revenue per k€ invested (n/a without investment)", Better::more,
            []<class Real>(const World<Real>& w) {
              const Real invested = detail::sum_of(w.invested);
              return select(invested > 0.0,
                            (detail::total_avoided(w) + detail::total_revenue(w)) /
                                greatest(invested, 1e-300),
                            not_applicable);
            }},
    Outcome{"self_financing", "k€/k€",
            "after the start money: own, match and revenue per k€ of cost (n/a if none)",
            Better::more,
            []<class Real>(const World<Real>& w) {
              const Real income =
                  detail::over_accounts(w, [](const auto& a) { return a.income_after_seed; });
              const Real cost =
                  detail::over_accounts(w, [](const auto& a) { return a.cost_after_seed; });
              return select(cost > 0.0, income / greatest(cost, 1e-300), not_applicable);
            }},
    Outcome{"effort_gini", "1",
            "Gini coefficient of the own effort among the organisations of a table, whether it "
            "meets or not; mean over tables (n/a without effort)",
            Better::neither, [](const auto& w) { return detail::mean_gini_of_effort(w); }},
    Outcome{"burden_of_organisations", "k€",
            "burden of the goals that the organisations bear: their part, less what was avoided",
            Better::neither, [](const auto& w) { return detail::burden_borne_inside(w); }},
    Outcome{"burden_of_society", "k€",
            "burden of the goals that the rest of society bears: its part, less what was avoided",
            Better::neither,
            [](const auto& w) {
              return detail::burden_of_all(w) - detail::total_avoided(w) -
                     detail::burden_borne_inside(w);
            }},
};

/// What is measured and was called otherwise in the version before, which is still understood.
struct FormerName {
  std::string_view before, now;
};
inline constexpr std::array former_outcomes{FormerName{"members_left", "members"}};
inline constexpr std::array former_series{FormerName{"members", "members_at_table"}};

/// The name of today; the same where it has not changed.
template <std::size_t n>
constexpr std::string_view present_name(const std::array<FormerName, n>& former,
                                        std::string_view name) {
  for (const FormerName& row : former)
    if (row.before == name) return row.now;
  return name;
}

}  // namespace samen
