// 7.8 Delegates move on.
//
// A collaboration lives in persons. A successor starts with little of the predecessor's ownership
// and acquaintance; the others know the organisation a bit less; trust falls back towards its level
// at the start. An organisation with seats at several tables carries its knowledge, its trust and
// its positions from one table to the other, because boundary spanners hold trust: Zaheer, McEvily
// & Perrone (1998), Organization Science 9(2). Sources: B05, B26, C26; turnover of members in
// coalitions, F3.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind delegate_replaced{5};
}
namespace purpose {
inline constexpr Purpose move_on{33}, new_motivation{34};
}

struct Delegates {
  double turnover = 0.12;
  double ownership_kept = 0.4;
  double knowledge_kept = 0.4;
  double knowledge_of_newcomer = 0.7;
  double trust_kept = 0.4;
  double motivation_mean = 0.65;
  double motivation_sd = 0.15;
  double carry = 0.1;

  static constexpr std::array parameters{
      Parameter{
          &Delegates::turnover,
          "turnover",
          "1/year",
          {0, 12},
          "rate at which a delegate is replaced",
          "assumption: 0.08-0.3, since staff leave the Belgian social sector at 0.10 (SD Worx "
          "2012) to 0.21 (HIVA 2013) a year"}
          .plausible_between(0.08, 0.3),
      Parameter{&Delegates::ownership_kept,
                "ownership_kept",
                "share",
                {0, 1},
                "ownership the successor takes over",
                "assumption",
                leaves_as_is},
      Parameter{&Delegates::knowledge_kept,
                "knowledge_kept",
                "share",
                {0, 1},
                "knowledge of the others the successor takes over",
                "assumption",
                leaves_as_is},
      Parameter{&Delegates::knowledge_of_newcomer,
                "knowledge_of_newcomer",
                "share",
                {0, 1},
                "knowledge the others keep of the organisation",
                "assumption",
                leaves_as_is},
      Parameter{&Delegates::trust_kept,
                "trust_kept",
                "share",
                {0, 1},
                "how much of the change in trust since the start survives",
                "assumption",
                leaves_as_is},
      Parameter{&Delegates::motivation_mean,
                "motivation_mean",
                "share",
                {0, 1},
                "mean motivation of a delegate",
                "assumption; B21"},
      Parameter{&Delegates::motivation_sd,
                "motivation_sd",
                "share",
                {0, 1},
                "spread of motivation between delegates",
                "assumption; B21"},
      Parameter{&Delegates::carry,
                "carry",
                "1/month",
                {0, 1},
                "share of the difference in trust, knowledge and expressed aspirations that goes "
                "along between the tables of an organisation",
                "Zaheer, McEvily & Perrone (1998); assumption; 0: each table has its own delegate",
                adds_nothing},
  };

  template <class Real>
  struct State {
    std::vector<Real> motivation;      ///< of the delegate
    std::vector<Mask<Real>> replaced;  ///< the delegate was replaced this month

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {24, &State::motivation, Per::seat, moving, Law::share, "motivation is a share"},
          {0, &State::replaced, Per::seat, scratch},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::delegate_replaced, "delegate_replaced", ""},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::move_on, "move_on"},
      PurposeRow{purpose::new_motivation, "new_motivation"},
  };
};
template <>
struct ParametersOf<Delegates> {
  Delegates delegates;
  static constexpr auto member = &ParametersOf::delegates;
  static constexpr std::string_view name = "delegates", number = "7.8", title = "delegates move on";
};

/// Replaces the delegate on seat i where `moves`.
template <class Real>
void succeed(World<Real>& world, int i, const Mask<Real>& moves, const Delegates& p,
             const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  const auto& at = layout.seats[i];
  const Real z = draws.normal({.purpose = purpose::new_motivation,
                               .month = world.month,
                               .table = layout.tables[at.table].key,
                               .i = at.key});
  world.replaced[i] = moves;
  world.motivation[i] =
      select(moves, share(p.motivation_mean + p.motivation_sd * z), world.motivation[i]);
  world.ownership[i] *= select(moves, p.ownership_kept, 1.0);
  for (const int other : layout.seats_at(at.table)) {
    if (other == i) continue;
    const Mask<Real> meets_successor = moves && world.member[other];
    const int mine = layout.pair(i, other);
    world.knowledge[mine] *= select(meets_successor, p.knowledge_kept, 1.0);
    world.knowledge[layout.pair(other, i)] *= select(meets_successor, p.knowledge_of_newcomer, 1.0);
    const Real start = world.initial_trust[mine];
    world.trust[mine] = select(meets_successor, start + p.trust_kept * (world.trust[mine] - start),
                               world.trust[mine]);
  }
}

/// Carries an organisation's beliefs about another one between their common tables: trust moves
/// towards its mean over these tables, knowledge towards its largest value at any of them.
template <class Real>
void carry_ties(World<Real>& world, const Acquaintance& acquaintance, const Delegates& p) {
  const auto& layout = *world.layout;
  const auto places =
      std::span(layout.meeting_places).subspan(acquaintance.first_place, acquaintance.places);
  const auto both = [&](int i, int j) { return world.sits(i) && world.member[j]; };
  Real trust = 0.0;
  Real known = 0.0;
  Real tables = 0.0;
  for (const auto [i, j] : places) {
    const int pair = layout.pair(i, j);
    trust += select(both(i, j), world.trust[pair], Real(0.0));
    known = greatest(known, select(both(i, j), world.knowledge[pair], Real(0.0)));
    tables += select(both(i, j), Real(1.0), Real(0.0));
  }
  const Real mean = trust / greatest(tables, Real(1.0));
  const Mask<Real> several = tables > 1.0;
  if (none(several)) return;
  for (const auto [i, j] : places) {
    const int pair = layout.pair(i, j);
    const Mask<Real> carried = several && both(i, j);
    const Real now = world.trust[pair];
    const Real knows = world.knowledge[pair];
    world.trust[pair] = select(carried, share(now + p.carry * (mean - now)), now);
    world.knowledge[pair] = select(carried, share(knows + p.carry * (known - knows)), knows);
  }
}

/// Moves the positions of an organisation's delegates at tables with the same goals towards the
/// mean of these positions.
template <class Real>
void carry_views(World<Real>& world, int s, const Delegates& p) {
  const auto& layout = *world.layout;
  const auto& seats = layout.organisations[layout.stakes[s].organisation].seats;
  Real tables = 0.0;
  for (const int i : seats)
    if (layout.seats[i].stake == s) tables += select(world.sits(i), Real(1.0), Real(0.0));
  const Mask<Real> several = tables > 1.0;
  if (none(several)) return;
  for (const int k : layout.goals_of(layout.stakes[s].set)) {
    Real sum = 0.0;
    for (const int i : seats)
      if (layout.seats[i].stake == s)
        sum += select(world.sits(i), world.expressed[layout.of_seat(i, k)], Real(0.0));
    const Real mean = sum / greatest(tables, Real(1.0));
    for (const int i : seats) {
      if (layout.seats[i].stake != s) continue;
      Real& view = world.expressed[layout.of_seat(i, k)];
      view = select(several && world.sits(i), view + p.carry * (mean - view), view);
    }
  }
}

/// Delegates at several tables carry trust, knowledge and positions with them.
template <class Real>
void carry_along(World<Real>& world, const Delegates& p) {
  const auto& layout = *world.layout;
  if (p.carry == 0.0) return;
  each(world, static_cast<int>(layout.acquaintances.size()), [&](int n, Workspace<Real>&) {
    carry_ties(world, layout.acquaintances[static_cast<std::size_t>(n)], p);
  });
  each(world, static_cast<int>(layout.shared_stakes.size()), [&](int n, Workspace<Real>&) {
    carry_views(world, layout.shared_stakes[static_cast<std::size_t>(n)], p);
  });
}

template <class Real>
void delegates_move_on(World<Real>& world, const Delegates& p, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    if (none(world.alive[m])) return;
    for (const int i : layout.seats_at(m)) {
      const Mask<Real> moves =
          world.sits(i) && draws.uniform({.purpose = purpose::move_on,
                                          .month = world.month,
                                          .table = layout.tables[m].key,
                                          .i = layout.seats[i].key}) < p.turnover / 12.0;
      world.replaced[i] = false;
      if (none(moves)) continue;
      succeed(world, i, moves, p, draws);
      note(workspace, moves,
           {.month = world.month,
            .kind = event::delegate_replaced,
            .table = m,
            .organisation = layout.seats[i].organisation},
           Real(0.0));
    }
  });
}

}  // namespace samen
