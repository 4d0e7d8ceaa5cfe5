// Seats and tables: who is a member, and which tables exist and operate.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind table_ends{10};
}

struct Seating {
  struct Levers {
    double mandated = 0.0;

    static constexpr std::array parameters{
        Parameter{
            &Levers::mandated,
            "mandated",
            "share",
            {0, 1},
            "how far taking part is imposed by law: no leaving, a least pledge, less ownership",
            "E02-E05"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Mask<Real>> member;     ///< of its table
    std::vector<Mask<Real>> waits;      ///< the organisation is not a member yet and may join
    std::vector<Mask<Real>> alive;      ///< the table has not ended
    std::vector<Mask<Real>> operating;  ///< at work
    std::vector<Real> operating_since;  ///< month, or `never`
    std::vector<Real> ended_at;         ///< month in which the table ended, or `never`
    std::vector<Real> ended_by;         ///< code_of the reason why it ended
    std::vector<double> persons;        ///< number of persons whom a partner sends

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {92, &State::member, Per::seat, moving},
          {95, &State::waits, Per::seat, moving},
          {98, &State::alive, Per::table, moving},
          {99, &State::operating, Per::table, moving},
          {50, &State::operating_since, Per::table, moving, free, "", never},
          {51, &State::ended_at, Per::table, moving, free, "", never},
          {52, &State::ended_by, Per::table, moving},
          {0, &State::persons, Per::seat, scratch, free, "", 1.0},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::table_ends, "table_ends", "members left"},
  };
};

/// Ends table m if `cause` (code_of a reason) is not none. A table that has already ended keeps its
/// first reason.
template <class Real>
void close_table(World<Real>& world, int m, const Real& cause, Workspace<Real>& workspace) {
  const Mask<Real> ends = world.alive[m] && cause != code_of(reason::none);
  if (none(ends)) return;
  world.alive[m] = world.alive[m] && !ends;
  world.ended_at[m] = select(ends, world.month, world.ended_at[m]);
  world.ended_by[m] = select(ends, cause, world.ended_by[m]);
  world.total_pledge[m] = select(ends, 0.0, world.total_pledge[m]);
  for (const int i : world.layout->seats_at(m)) {
    world.pledge[i] = select(ends, 0.0, world.pledge[i]);
    world.value_together[i] = select(ends, 0.0, world.value_together[i]);
    world.present[i] = world.present[i] && !ends;
  }
  note(workspace, ends, {.month = world.month, .kind = event::table_ends, .table = m},
       members(world, m), cause);
}

}  // namespace samen
