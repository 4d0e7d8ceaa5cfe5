// 7.38 Members stay or leave, tables end.
//
// Members leave the sooner, the less the table gives them – ownership, élan (momentum), trust,
// value – compared with what they expect. A member expects the usual, what it found at the start,
// and results once they are due. Before that time, missing results disappoint nobody. Exits spread
// if those who stay miss those who left: Krackhardt & Porter (1986), J. Applied Psychology 71(1);
// Felps et al. (2009), Academy of Management Journal 52(3). The table ends when its goals are
// reached, when fewer than three members are left, when they decide to stop, when it has faded, or
// when nobody pays the puller. Sources: A13, B37, D22; endings and survival of coalitions, Feinberg
// et al. (2008) and NORC (2012); at least three members, the definition of NORC (2012);
// expectations, the comparison level of Thibaut & Kelley (1959) and the aspirations of Cyert &
// March (1963); the quiet start, Fichman & Levinthal (1991), Academy of Management Review 16(2).
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind leaves{9};
}
namespace reason {
inline constexpr Reason low_ownership{1}, low_elan{2}, low_trust{3}, low_value{4}, goals_reached{5},
    too_few_members{6}, faded{7}, money{8}, pushed_out{20}, given_up{21};
}
namespace purpose {
inline constexpr Purpose leave{41}, stop{52};
}

struct Leaving {
  double hazard = 0.035;
  double sensitivity = 20.0;
  double neutral = 0.365;
  int least_members = 3;
  double faded_below = 0.15;
  int faded_months = 6;
  double paid_share = 0.12;
  int unpaid_months = 12;
  double pushed_out = 0.1;
  double own_expectation = 0.2;
  double hope = 0.16;
  double results_due = 11.0;
  double quiet_start = 1.0;
  double giving_up = 0.035;
  double contagion = 0.0;
  double contagion_fades = 0.2;

  static constexpr std::array parameters{
      Parameter{&Leaving::hazard,
                "hazard",
                "1/year",
                {0, 12},
                "rate at which a member leaves whose satisfaction is what it expects",
                "F1; fitted to V8-V10"},
      Parameter{&Leaving::sensitivity,
                "sensitivity",
                "1/satisfaction",
                {0, 100},
                "how strongly satisfaction lowers that rate",
                "fitted to V10"},
      Parameter{&Leaving::neutral,
                "neutral",
                "share",
                {0, 1},
                "satisfaction that is usual",
                "fitted to V8-V10"},
      Parameter{&Leaving::least_members,
                "least_members",
                "members",
                {1, 1000},
                "a table with fewer members ends",
                "F2: definition of the HCAP study"},
      Parameter{&Leaving::faded_below,
                "faded_below",
                "élan",
                {0, 1},
                "a table below this élan is fading",
                "A13; assumption"},
      Parameter{&Leaving::faded_months,
                "faded_months",
                "months",
                {1, 1200},
                "months of fading that end a table",
                "A13; assumption"},
      Parameter{&Leaving::paid_share,
                "paid_share",
                "share",
                {0, 1},
                "share of the wanted puller that must be paid after the start money",
                "F2; fitted to V8",
                adds_nothing},
      Parameter{&Leaving::unpaid_months,
                "unpaid_months",
                "months",
                {1, 1200},
                "months without it that end a table",
                "F2; assumption"},
      Parameter{&Leaving::pushed_out,
                "pushed_out",
                "1/year",
                {0, 12},
                "rate at which a professional table pushes out who has no organisation behind it",
                "D36; assumption"},
      Parameter{&Leaving::own_expectation,
                "own_expectation",
                "share",
                {0, 1},
                "weight of the satisfaction a member found at the start, against what is usual, in "
                "what it expects",
                "Thibaut & Kelley (1959), Cyert & March (1963); assumption; 0: what is usual",
                adds_nothing},
      Parameter{&Leaving::hope,
                "hope",
                "satisfaction",
                {0, 1},
                "what results are expected to add, once all are due",
                "A13: enthusiasm without action turns into doubt; fitted to V8-V10",
                adds_nothing},
      Parameter{&Leaving::results_due,
                "results_due",
                "months",
                {0.1, 1200},
                "months of membership after which 63 % of the results are due",
                "A13: eight months; fitted to V8-V10"},
      Parameter{&Leaving::quiet_start,
                "quiet_start",
                "share",
                {0, 1},
                "share of the rates of leaving and giving up that waits for results to be due",
                "Fichman & Levinthal (1991); assumption: few leave before the work begins",
                adds_nothing},
      Parameter{&Leaving::giving_up,
                "giving_up",
                "1/year",
                {0, 12},
                "rate at which a table stops whose members find what they expect",
                "Feinberg et al. (2008), NORC (2012): tables end by decision; fitted to V8-V10",
                adds_nothing},
      Parameter{&Leaving::contagion,
                "contagion",
                "satisfaction/exit",
                {0, 1},
                "satisfaction that an exit takes from each who stays",
                "Krackhardt & Porter (1986), Felps et al. (2009); assumption; 0: none",
                adds_nothing},
      Parameter{&Leaving::contagion_fades,
                "contagion_fades",
                "1/month",
                {0, 1},
                "share of the exits still felt that is felt no more",
                "assumption"},
  };

  struct Levers {
    double exit = 1.0;

    static constexpr std::array parameters{
        Parameter{&Levers::exit,
                  "exit",
                  "share",
                  {0, 1},
                  "how freely members leave: factor on the rate; at 0 a table does not fade either",
                  "nobody walks out of a game in a laboratory; 1: as their satisfaction is"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> satisfaction;      ///< with the table
    std::vector<Mask<Real>> leaves;      ///< leaves this month
    std::vector<double> leaving_factor;  ///< factor on the rate of leaving
    std::vector<Real> low_elan_months;   ///< in a row
    std::vector<Real> unpaid_months;     ///< in a row
    std::vector<Real> expectation;       ///< satisfaction that a member expects before results are
                                         ///< due
    std::vector<Real> content;     ///< factor on satisfaction: what partners bring of what was
                                   ///< expected of them (7.36.1)
    std::vector<Real> exits_felt;  ///< exits that those who stay still feel
    std::vector<Real> tenure;      ///< months as a member; counted only if members expect
                                   ///< anything

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {34, &State::satisfaction, Per::seat, moving},
          {0, &State::leaves, Per::seat, scratch},
          {0, &State::leaving_factor, Per::seat, scratch, free, "", 1.0},
          {53, &State::low_elan_months, Per::table, moving},
          {54, &State::unpaid_months, Per::table, moving},
          {108, &State::expectation, Per::seat, optional, Law::share, "an expectation is a share"},
          {109, &State::tenure, Per::seat, optional, amount, "tenure is finite and not negative"},
          {0, &State::content, Per::seat, monthly, free, "", 1.0},
          {110, &State::exits_felt, Per::table, optional, amount,
           "exits that are felt are finite and not negative"},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::leaves, "leaves", "satisfaction of who leaves"},
  };
  static constexpr std::array reasons{
      ReasonRow{reason::low_ownership, "low_ownership"},
      ReasonRow{reason::low_elan, "low_elan"},
      ReasonRow{reason::low_trust, "low_trust"},
      ReasonRow{reason::low_value, "low_value"},
      ReasonRow{reason::goals_reached, "goals_reached"},
      ReasonRow{reason::too_few_members, "too_few_members"},
      ReasonRow{reason::faded, "faded"},
      ReasonRow{reason::money, "money"},
      ReasonRow{reason::pushed_out, "pushed_out"},
      ReasonRow{reason::given_up, "given_up"},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::leave, "leave"},
      PurposeRow{purpose::stop, "stop"},
  };
};
template <>
struct ParametersOf<Leaving> {
  Leaving leaving;
  static constexpr auto member = &ParametersOf::leaving;
  static constexpr std::string_view name = "leaving", number = "7.38",
                                    title = "members stay or leave, tables end";
};

template <class Real>
struct Satisfaction {
  Real ownership, elan, trust, value;
  Real mean() const { return 0.25 * (ownership + elan + trust + value); }
  /// code_of the reason for the lowest of the four terms; among equals, the first.
  Real lowest() const {
    const Real low = least(least(ownership, elan), least(trust, value));
    const Real trust_or_value =
        select(low == trust, code_of(reason::low_trust), code_of(reason::low_value));
    return select(low == ownership, code_of(reason::low_ownership),
                  select(low == elan, code_of(reason::low_elan), trust_or_value));
  }
};

template <class Real>
Satisfaction<Real> satisfaction_of(const World<Real>& world, int i) {
  const Real value = world.value_together[i];
  return {world.ownership[i], world.elan[world.layout->seats[i].table], mean_trust(world, i),
          value / (value + world.conventions.keep)};
}

/// The factor on the rates of leaving and giving up, by satisfaction minus expectation.
template <class Real>
Real restlessness(const Real& satisfaction, const Real& expected, const Leaving& p) {
  return exponential(Real(-p.sensitivity * (satisfaction - expected)));
}

/// Monthly chance of an event at this restlessness. `yearly` is the rate for a member whose
/// expectations are met [1/year].
template <class Real>
Real chance_of(double yearly, const Real& restless) {
  return share(yearly / 12.0 * restless);
}

/// Whether the expectations of members change; if not, all expect the usual satisfaction.
constexpr bool expects(const Leaving& p) {
  return p.own_expectation > 0.0 || p.hope > 0.0 || p.quiet_start > 0.0;
}

/// Share of the expected results that are due at seat i.
template <class Real>
Real results_due(const World<Real>& world, int i, const Leaving& p) {
  return 1.0 - exponential(Real(-world.tenure[i] / p.results_due));
}

/// x of seat i: the factor on its rates of leaving and of giving up. Before results are due,
/// missing results disappoint nobody.
template <class Real>
Real restlessness_of(const World<Real>& world, int i, const Leaving& p) {
  if (!expects(p)) return restlessness(world.satisfaction[i], Real(p.neutral), p);
  const Real due = results_due(world, i, p);
  const Real expected = world.expectation[i] + p.hope * due;
  return (1.0 - p.quiet_start * (1.0 - due)) * restlessness(world.satisfaction[i], expected, p);
}

/// Sets the expectation of a member who is `here`, in its first month.
template <class Real>
void form_expectation(World<Real>& world, int i, const Mask<Real>& here, const Leaving& p) {
  if (!expects(p)) return;
  const Real found =
      (1.0 - p.own_expectation) * p.neutral + p.own_expectation * world.satisfaction[i];
  world.expectation[i] = select(here && world.tenure[i] == 0.0, found, world.expectation[i]);
}

/// The satisfaction of a member of table m: `satisfaction` less the exits that members still feel.
template <class Real>
Real after_exits(const World<Real>& world, int m, const Real& satisfaction, const Leaving& p) {
  if (p.contagion == 0.0) return satisfaction;
  return share(satisfaction - p.contagion * world.exits_felt[m]);
}

/// The remaining members of table m feel this month's exits; older exits fade.
template <class Real>
void feel_exits(World<Real>& world, int m, const Leaving& p) {
  if (p.contagion == 0.0) return;
  Real exits = 0.0;
  for (const int i : world.layout->seats_at(m))
    exits += select(world.leaves[i], Real(1.0), Real(0.0));
  const Real felt = (1.0 - p.contagion_fades) * world.exits_felt[m] + exits;
  world.exits_felt[m] = select(world.alive[m], felt, world.exits_felt[m]);
}

/// Factor on the rate of leaving: 0 where the law mandates membership or where there is no exit.
inline double may_leave(const auto& levers) {
  return (1.0 - levers.mandated) * levers.exit;
}

/// Monthly chance that seat i is pushed out. It applies only to members without an organisation,
/// and is larger the more the table works like an organisation.
template <class Real>
Real push(const World<Real>& world, int i, const Leaving& p) {
  const auto& seat = world.layout->seats[i];
  if (world.layout->organisations[seat.organisation].structure) return Real(0.0);
  return share(p.pushed_out / 12.0 * professional(world, seat.table));
}

/// Members leave table m, all at the same time: nobody sees who else leaves.
template <class Real>
void members_leave(World<Real>& world, int m, const Leaving& p, const Draws<Real>& draws,
                   Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  for (const int i : layout.seats_at(m)) {
    const Mask<Real> here = world.sits(i);
    world.leaves[i] = false;
    if (none(here)) continue;
    const Satisfaction<Real> satisfaction = satisfaction_of(world, i);
    const Real kept = (1.0 - world.estranged[i]) * world.content[i];
    const Real left_to_it = after_exits<Real>(world, m, kept * satisfaction.mean(), p);
    world.satisfaction[i] = select(here, left_to_it, world.satisfaction[i]);
    form_expectation(world, i, here, p);
    const Real wishes = may_leave(world.levers(m)) *
                        chance_of(p.hazard, restlessness_of(world, i, p)) * world.leaving_factor[i];
    const Real luck = draws.uniform({.purpose = purpose::leave,
                                     .month = world.month,
                                     .table = layout.tables[m].key,
                                     .i = layout.seats[i].key});
    world.leaves[i] = here && luck < wishes + push(world, i, p);
    if (none(world.leaves[i])) continue;
    note(workspace, world.leaves[i],
         {.month = world.month,
          .kind = event::leaves,
          .table = m,
          .organisation = layout.seats[i].organisation},
         world.satisfaction[i],
         select(luck < wishes, satisfaction.lowest(), code_of(reason::pushed_out)));
  }
  for (const int i : layout.seats_at(m)) {
    const Mask<Real> left = world.leaves[i];
    world.member[i] = world.member[i] && !left;
    world.present[i] = world.present[i] && !left;
    world.pledge[i] = select(left, 0.0, world.pledge[i]);
    world.value_together[i] = select(left, 0.0, world.value_together[i]);
  }
}

/// Whether the remaining members of table m decide to stop together; likelier the more restless
/// they are.
template <class Real>
Mask<Real> gives_up(const World<Real>& world, int m, const Leaving& p, const Draws<Real>& draws) {
  if (p.giving_up == 0.0) return Mask<Real>(false);
  const Real restless =
      mean_over_members(world, m, [&](int i) { return restlessness_of(world, i, p); });
  const Real luck = draws.uniform(
      {.purpose = purpose::stop, .month = world.month, .table = world.layout->tables[m].key});
  return luck < may_leave(world.levers(m)) * chance_of(p.giving_up, restless);
}

/// code_of the reason that ends table m this month, or of none; if several apply, the first.
template <class Real>
Real what_ends(const World<Real>& world, int m, const Leaving& p, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  Mask<Real> all_reached = true;
  for (const int k : layout.goals_of(layout.tables[m].set))
    all_reached = all_reached && world.progress[k] >= 1.0;
  const Real money = select(world.unpaid_months[m] >= p.unpaid_months, code_of(reason::money),
                            code_of(reason::none));
  const Real faded =
      select(world.low_elan_months[m] >= p.faded_months, code_of(reason::faded), money);
  const Real given_up = select(gives_up(world, m, p, draws), code_of(reason::given_up), faded);
  const Real too_few =
      select(members(world, m) < p.least_members, code_of(reason::too_few_members), given_up);
  return select(world.alive[m], select(all_reached, code_of(reason::goals_reached), too_few),
                code_of(reason::none));
}

template <class Real>
void end_table(World<Real>& world, int m, const Leaving& p, const Draws<Real>& draws,
               Workspace<Real>& workspace) {
  const Mask<Real> alive = world.alive[m];
  // a table that nobody can leave does not fade
  const Mask<Real> fading = world.elan[m] < p.faded_below && Mask<Real>(world.levers(m).exit > 0.0);
  world.low_elan_months[m] =
      select(alive, select(fading, world.low_elan_months[m] + 1.0, 0.0), world.low_elan_months[m]);
  const Mask<Real> unpaid = world.operating[m] && !world.seeded[m] &&
                            world.puller[m] < p.paid_share * world.wanted_puller[m];
  world.unpaid_months[m] =
      select(alive, select(unpaid, world.unpaid_months[m] + 1.0, 0.0), world.unpaid_months[m]);
  close_table(world, m, what_ends(world, m, p, draws), workspace);
}

/// Counts one more month as a member for those who stay.
template <class Real>
void grow_older(World<Real>& world, int m, const Leaving& p) {
  if (!expects(p)) return;
  for (const int i : world.layout->seats_at(m))
    world.tenure[i] += select(world.sits(i), Real(1.0), Real(0.0));
}

template <class Real>
void stay_or_leave(World<Real>& world, const Leaving& p, const Draws<Real>& draws) {
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    if (none(world.alive[m])) return;
    members_leave(world, m, p, draws, workspace);
    feel_exits(world, m, p);
    end_table(world, m, p, draws, workspace);
    grow_older(world, m, p);
  });
}

}  // namespace samen
