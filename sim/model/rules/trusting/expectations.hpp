// 7.36.1 Partners expect something of each other.
//
// At an exercise partners say what they expect of each one around the table (fiches), and see what
// each will bring (cheques): `expected` holds it for each pair (7.16.1). Once the table works,
// what a partner brings is held against what was expected of it. Misses take trust, and
// satisfaction with the table: breach of what one believes to be promised lowers trust, and the
// more it fell short (Robinson 1996, Administrative Science Quarterly 41(4); Morrison & Robinson
// 1997, Academy of Management Review 22(1)). That comes on top of 7.36, where trust follows what
// was delivered of a pledge: here a small pledge that is kept may disappoint too. More than
// expected is no miss and no gain. Sources: B15; B16.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind expectation_missed{35};
}

struct Expectations {
  double trust_cost = 0.05;
  double satisfaction_cost = 0.1;

  static constexpr std::array parameters{
      Parameter{&Expectations::trust_cost,
                "trust_cost",
                "1/month",
                {0, 1},
                "share of trust lost in a partner who brings nothing of what was expected of it",
                "Robinson (1996), B15; assumption",
                adds_nothing},
      Parameter{&Expectations::satisfaction_cost,
                "satisfaction_cost",
                "share",
                {0, 1},
                "share of satisfaction lost where partners bring nothing of what was expected",
                "Morrison & Robinson (1997), B15; assumption",
                adds_nothing},
  };

  template <class Real>
  struct State {
    std::vector<Real> expected;     ///< of seat j by seat i [k€/month]; 0: nothing in particular
    std::vector<Real> falls_short;  ///< share of what others expect of the seat that it misses
    std::vector<Real> let_down;     ///< share of what the seat expects of others that is missed

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {116, &State::expected, Per::pair, optional, amount,
           "what is expected is finite and not negative"},
          {0, &State::falls_short, Per::seat, monthly},
          {0, &State::let_down, Per::seat, monthly},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::expectation_missed, "expectation_missed",
               "share of what is expected of the partner that it misses"},
  };
};
template <>
struct ParametersOf<Expectations> {
  Expectations expectations;
  static constexpr auto member = &ParametersOf::expectations;
  static constexpr std::string_view name = "expectations", number = "7.36.1",
                                    title = "partners expect something of each other";
};

/// Share of what seat i expects of seat j that j misses this month; 0 if it expects nothing.
template <class Real>
Real missed(const World<Real>& world, int i, int j) {
  const Real expected = world.expected[world.layout->pair(i, j)];
  const Real kept = least(Real(1.0), world.effort[j] / above_zero(expected));
  return select(expected > 0.0, 1.0 - kept, Real(0.0));
}

/// Members of table m compare what the others brought this month with what they expect.
template <class Real>
void compare_with_expectations(World<Real>& world, int m, const Expectations& p) {
  const auto& layout = *world.layout;
  const Mask<Real> at_work = world.alive[m] && world.operating[m];
  const Real others = greatest(Real(1.0), members(world, m) - 1.0);
  for (const int i : layout.seats_at(m))
    for (const int j : layout.seats_at(m)) {
      if (i == j) continue;
      const Mask<Real> counts = at_work && world.member[i] && world.member[j];
      const Real miss = select(counts, missed(world, i, j), Real(0.0));
      Real& trust = world.trust[layout.pair(i, j)];
      trust = share(trust * (1.0 - p.trust_cost * miss));
      world.let_down[i] += miss / others;
      world.falls_short[j] += miss / others;
    }
}

/// What was missed costs trust and satisfaction. When boards meet, it is noted of whom at least
/// half is missed.
template <class Real>
void weigh_expectations(World<Real>& world, const Expectations& p) {
  constexpr double noted_from = 0.5;  // share that is missed; events only, it moves no number
  const auto& layout = *world.layout;
  if (layout.steps.empty()) return;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    if (layout.tables[m].steps.empty() || none(world.alive[m] && world.operating[m])) return;
    compare_with_expectations(world, m, p);
    for (const int i : layout.seats_at(m)) {
      world.content[i] = 1.0 - p.satisfaction_cost * share(world.let_down[i]);
      if (!boards_meet(world)) continue;
      note(workspace, world.falls_short[i] >= noted_from,
           {.month = world.month,
            .kind = event::expectation_missed,
            .table = m,
            .organisation = world.organisation_of(i)},
           world.falls_short[i]);
    }
  });
}

}  // namespace samen
