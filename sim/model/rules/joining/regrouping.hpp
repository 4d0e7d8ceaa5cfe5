// 7.4 Temporary teams dissolve and regroup.
//
// Some partners work in teams that dissolve when they are no longer needed. Tables with the same
// members, the same goals and the same terms (`team_months`, `carry_over`, `ratings`, `anonymous`)
// form one pool. Each member of the pool sits at one of its tables; every `team_months` months all
// teams dissolve and lots decide who works with whom next. A new team starts as any table does,
// except that its members keep a part of their ties: the carry-over, on which the sources disagree
// (X6). If members cannot tell persons apart, they believe of the next team what the last one
// taught them: the design of Fischbacher & Gächter (2010), American Economic Review 100(1), where
// groups are formed anew each period. Where ratings are visible to all, a delivery that the team
// sees revises the trust of the whole pool. Sources: E17-E19, D03; teams of strangers against teams
// with ties, F21, V15; sanctions bite most if group membership is stable: Balliet, Mulder & Van
// Lange (2011), Psychological Bulletin 137(4) (V4).
#pragma once

#include "model/world/initial.hpp"
#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind team_forms{23};
}
namespace purpose {
inline constexpr Purpose team{64};
}

struct Regrouping {
  int at_goals = 0;
  int sanctions_follow = 1;
  double sanction_kept = 0.5;

  static constexpr std::array parameters{
      Parameter{&Regrouping::at_goals,
                "at_goals",
                "1",
                {0, 1},
                "1: temporary teams also part in the month after a goal of theirs was reached",
                "E18"},
      Parameter{&Regrouping::sanctions_follow,
                "sanctions_follow",
                "1",
                {0, 1},
                "1: the pressure of a sanction goes along with whom it met to the next team; 0: it "
                "stays at the seat",
                "Fehr & Gächter (2000), Balliet et al. (2011); rule added for V4; assumption"},
      Parameter{&Regrouping::sanction_kept,
                "sanction_kept",
                "share",
                {0, 1},
                "share of the pressure that goes along which is left among new partners",
                "Fehr & Gächter (2000), Balliet et al. (2011); V4 falls at 1; assumption",
                leaves_as_is},
  };

  struct Levers {
    int team_months = 0;
    double carry_over = 0.5;
    double anonymous = 0.0;

    static constexpr std::array parameters{
        Parameter{
            &Levers::team_months,
            "team_months",
            "months",
            {0, 1200},
            "months after which the teams of a pool – tables of the same members – regroup; 0: "
            "the table lasts",
            "E17-E18, D03"}
            .settled("the teams of a pool are laid out before the first month"),
        Parameter{
            &Levers::carry_over,
            "carry_over",
            "share",
            {0, 1},
            "share of trust, knowledge and anchoring that survives the end of a temporary team",
            "X6; assumption"},
        Parameter{&Levers::anonymous,
                  "anonymous",
                  "share",
                  {0, 1},
                  "how far persons cannot be told apart, so that the next team is believed to be "
                  "like the last",
                  "Fischbacher & Gächter (2010)"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> pressure;  ///< pressure of sanctions to deliver more; 0 without sanctions

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {35, &State::pressure, Per::seat, moving, Law::share, "pressure is a share"},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::team_forms, "team_forms", "what its members know of each other"},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::team, "team"},
  };
};
template <>
struct ParametersOf<Regrouping> {
  Regrouping regrouping;
  static constexpr auto member = &ParametersOf::regrouping;
  static constexpr std::string_view name = "regrouping", number = "7.4",
                                    title = "temporary teams regroup";
};

namespace detail {

/// The remainder of a tie, or of any other value that grew from `start`.
template <class Real>
Real carried_over(const Real& now, const Real& start, double carry_over) {
  return start + carry_over * (now - start);
}

/// Copies a part of each pair's ties, from the table where both last sat to every table of the
/// pool.
template <class Real>
void remember_ties(World<Real>& world, const auto& pool, const Mask<Real>& parts) {
  const Initial& initial = *world.initial;
  const auto& tables = world.layout->tables;
  for (int a = 0; a < pool.seats; ++a)
    for (int b = 0; b < pool.seats; ++b) {
      if (a == b) continue;
      const int place = a * pool.seats + b;
      Real trust = world.trust[pool.first_pair + place];
      Real known = world.knowledge[pool.first_pair + place];
      for (const int m : pool.teams) {
        const auto& at = tables[m];
        const Mask<Real> both = world.member[at.first_seat + a] && world.member[at.first_seat + b];
        trust = select(both, world.trust[at.first_pair + place], trust);
        known = select(both, world.knowledge[at.first_pair + place], known);
      }
      const Real start = world.initial_trust[pool.first_pair + place];
      trust = share(carried_over(trust, start, world.levers(pool.pool).carry_over));
      known =
          share(carried_over(known, Real(initial.knowledge), world.levers(pool.pool).carry_over));
      for (const int m : pool.teams) {
        const int pair = tables[m].first_pair + place;
        world.trust[pair] = select(parts, trust, world.trust[pair]);
        world.knowledge[pair] = select(parts, known, world.knowledge[pair]);
      }
    }
}

/// A member who cannot tell persons apart has one belief about everyone in the pool: the mean of
/// what its last team taught.
template <class Real>
void average_beliefs(World<Real>& world, const auto& pool, const Mask<Real>& parts) {
  const double anonymous = world.levers(pool.pool).anonymous;
  if (anonymous == 0.0) return;
  const auto& tables = world.layout->tables;
  for (int a = 0; a < pool.seats; ++a) {
    Real sum = 0.0;
    Real n = 0.0;
    for (const int m : pool.teams) {
      const auto& at = tables[m];
      for (int b = 0; b < pool.seats; ++b) {
        if (a == b) continue;
        const Mask<Real> both = world.member[at.first_seat + a] && world.member[at.first_seat + b];
        sum += select(both, world.trust[at.first_pair + a * pool.seats + b], 0.0);
        n += select(both, Real(1.0), Real(0.0));
      }
    }
    const Real taught = sum / greatest(n, 1.0);
    for (const int m : pool.teams)
      for (int b = 0; b < pool.seats; ++b) {
        if (a == b) continue;
        Real& trust = world.trust[tables[m].first_pair + a * pool.seats + b];
        trust = select(parts && n > 0.0, share(trust + anonymous * (taught - trust)), trust);
      }
  }
}

/// A delegate who moves to the next team keeps motivation, part of the link home and, if
/// `sanctions_follow` is 1, part of the pressure of sanctions. Ownership starts anew, because the
/// team's matter is new.
template <class Real>
void move_delegates(World<Real>& world, const auto& pool, const Mask<Real>& parts,
                    const Regrouping& p) {
  const Initial& initial = *world.initial;
  const auto& layout = *world.layout;
  for (int a = 0; a < pool.seats; ++a) {
    Real motivation = world.motivation[pool.first_seat + a];
    Real anchoring = world.anchoring[pool.first_seat + a];
    Real pressure = world.pressure[pool.first_seat + a];
    for (const int m : pool.teams) {
      const int i = layout.tables[m].first_seat + a;
      motivation = select(world.member[i], world.motivation[i], motivation);
      anchoring = select(world.member[i], world.anchoring[i], anchoring);
      pressure = select(world.member[i], world.pressure[i], pressure);
    }
    anchoring =
        share(carried_over(anchoring, Real(initial.anchoring), world.levers(pool.pool).carry_over));
    for (const int m : pool.teams) {
      const int i = layout.tables[m].first_seat + a;
      world.motivation[i] = select(parts, motivation, world.motivation[i]);
      world.anchoring[i] = select(parts, anchoring, world.anchoring[i]);
      if (p.sanctions_follow == 1)
        world.pressure[i] = select(parts, p.sanction_kept * pressure, world.pressure[i]);
      world.ownership[i] = select(parts, initial.ownership, world.ownership[i]);
      for (auto* const column :
           {&world.pledge, &world.effort, &world.value_together, &world.tenure})
        (*column)[i] = select(parts, 0.0, (*column)[i]);
      world.present[i] = world.present[i] && !parts;
      for (const int k : layout.goals_of(pool.set)) {
        Real& expressed = world.expressed[layout.of_seat(i, k)];
        expressed =
            select(parts, world.aspiration[layout.of_stake(layout.seats[i].stake, k)], expressed);
      }
    }
  }
}

/// Resets table m: it starts again without agreements or plans.
template <class Real>
void restart_team(World<Real>& world, int m, const Mask<Real>& parts) {
  const Initial& initial = *world.initial;
  const Mask<Real> anew = parts && world.alive[m];
  for (auto* const column : {&world.beacons, &world.plan_quality, &world.integration,
                             &world.total_pledge, &world.low_elan_months, &world.exits_felt})
    (*column)[m] = select(anew, 0.0, (*column)[m]);
  world.elan[m] = select(anew, initial.elan, world.elan[m]);
  world.operating[m] = world.operating[m] && !anew;
  world.operating_since[m] = select(anew, never, world.operating_since[m]);
}

}  // namespace detail

/// Whether the teams of a pool dissolve this month, per replicate.
template <class Real>
Mask<Real> teams_part(const World<Real>& world, const auto& pool, const Regrouping& p) {
  if (world.month == 0) return false;  // they have just met
  if (world.month % world.levers(pool.pool).team_months == 0) return true;
  Mask<Real> done = false;
  if (p.at_goals == 1)
    for (const int k : world.layout->goals_of(pool.set))
      done = done || world.reached_at[k] == world.month - 1.0;
  return done;
}

/// Seats the members of a pool anew, where `parts`. Members join the teams in turn, in a random
/// order. There are as many teams as living tables (`live(m)`), or fewer if teams would be smaller
/// than the minimum.
template <class Real, class Live>
void seat_teams(World<Real>& world, const auto& pool, const Mask<Real>& parts, Live&& live,
                const Draws<Real>& draws, Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const auto lot = std::span(workspace.effort).first(pool.seats);
  const auto takes_part = std::span(workspace.line_ups[0].reach).first(pool.seats);
  Real people = 0.0;
  for (int a = 0; a < pool.seats; ++a) {
    Mask<Real> sits_somewhere = false;
    for (const int m : pool.teams)
      sits_somewhere = sits_somewhere || world.member[layout.tables[m].first_seat + a];
    takes_part[a] = select(sits_somewhere, Real(1.0), Real(0.0));
    people += takes_part[a];
    lot[a] = draws.uniform({.purpose = purpose::team,
                            .month = world.month,
                            .table = pool.key,
                            .i = layout.seats[pool.first_seat + a].key});
  }
  Real tables = 0.0;
  for (const int m : pool.teams) tables += select(live(m), Real(1.0), Real(0.0));
  const Real enough = whole_part(Real(people / world.conventions.least_members));
  const Real teams = greatest(1.0, least(tables, enough));
  for (int a = 0; a < pool.seats; ++a) {
    Real before = 0.0;
    for (int b = 0; b < pool.seats; ++b) {
      const Mask<Real> first = lot[b] < lot[a] || (lot[b] == lot[a] && Mask<Real>(b < a));
      before += select(first, takes_part[b], 0.0);
    }
    const Real team = before - teams * whole_part(Real(before / teams));
    Real number = 0.0;
    for (const int m : pool.teams) {
      Mask<Real>& member = world.member[layout.tables[m].first_seat + a];
      const Mask<Real> seated = live(m) && takes_part[a] > 0.0 && number == team;
      member = (parts && seated) || (!parts && member);
      number += select(live(m), Real(1.0), Real(0.0));
    }
  }
}

/// Forms the first teams before the first month. Until then all members sit at the first table of
/// their pool.
template <class Real>
void form_first_teams(World<Real>& world, const Regrouping&, const Draws<Real>& draws) {
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const auto& pool = world.layout->tables[m];
    if (pool.teams.empty()) return;
    seat_teams<Real>(
        world, pool, true, [](int) { return Mask<Real>(true); }, draws, workspace);
  });
}

template <class Real>
void regroup(World<Real>& world, const Regrouping& p, const Draws<Real>& draws) {
  each_table(world, [&](int first, Workspace<Real>& workspace) {
    const auto& pool = world.layout->tables[first];
    if (pool.teams.empty()) return;  // no pool, or not the first table of its pool
    Mask<Real> any = false;
    for (const int m : pool.teams) any = any || world.alive[m];
    const Mask<Real> parts = any && teams_part(world, pool, p);
    if (none(parts)) return;
    detail::remember_ties(world, pool, parts);
    detail::average_beliefs(world, pool, parts);
    detail::move_delegates(world, pool, parts, p);
    seat_teams<Real>(
        world, pool, parts, [&](int m) { return world.alive[m]; }, draws, workspace);
    for (const int m : pool.teams) {
      detail::restart_team(world, m, parts);
      note(workspace, parts && world.alive[m] && members(world, m) > 0.0,
           {.month = world.month, .kind = event::team_forms, .table = m}, mean_knowledge(world, m));
    }
  });
}

}  // namespace samen
