// 7.42 Organisations may end.
//
// An organisation ends if its own balance – burden avoided and revenue less own effort – has stayed
// below a floor: it leaves its tables, stops work alone and pledges nothing. The need it served
// remains: others bear its part of the burden. Organisations are mortal: Hannan & Freeman (1984),
// American Sociological Review 49(2).
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

/// Whether organisations end if their balance stays below the floor.
enum class MayEnd { no, yes };
inline constexpr std::array<std::string_view, 2> may_end_names{"no", "yes"};

namespace event {
inline constexpr EventKind organisation_ends{30};
}

struct Ending {
  MayEnd may_end = MayEnd::no;
  double floor = 3.0;
  int months = 12;

  static constexpr std::array parameters{
      choice<&Ending::may_end>("may_end", may_end_names,
                               "whether organisations end whose balance stays below the floor",
                               "assumption; no: all outlive the run"),
      Parameter{&Ending::floor,
                "floor",
                "months of income",
                {0, 1200},
                "loss since the start below which an own balance is too low",
                "assumption"},
      Parameter{&Ending::months,
                "months",
                "months",
                {1, 1200},
                "months in a row below it that end an organisation",
                "assumption"},
  };

  template <class Real>
  struct State {
    std::vector<Real> months_below;  ///< months in a row below the floor

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {112, &State::months_below, Per::organisation, optional, amount,
           "months below the floor are finite and not negative"},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::organisation_ends, "organisation_ends", "its own balance [k€]"},
  };
};
template <>
struct ParametersOf<Ending> {
  Ending ending;
  static constexpr auto member = &ParametersOf::ending;
  static constexpr std::string_view name = "ending", number = "7.42",
                                    title = "organisations may end";
};

/// Organisation i leaves everything, where it `ends`.
template <class Real>
void leave_everything(World<Real>& world, int i, const Mask<Real>& ends) {
  const auto& layout = *world.layout;
  world.lives[i] = select(ends, Real(0.0), world.lives[i]);
  world.open_budget[i] = select(ends, Real(0.0), world.open_budget[i]);
  for (const int s : layout.stakes_of(i))
    world.solo_pledge[s] = select(ends, Real(0.0), world.solo_pledge[s]);
  for (const int seat : layout.organisations[i].seats) {
    world.member[seat] = world.member[seat] && !ends;
    world.waits[seat] = world.waits[seat] && !ends;
    world.present[seat] = world.present[seat] && !ends;
    world.pledge[seat] = select(ends, Real(0.0), world.pledge[seat]);
    world.value_together[seat] = select(ends, Real(0.0), world.value_together[seat]);
  }
}

/// Ends the organisations whose own balance has stayed below the floor.
template <class Real>
void organisations_end(World<Real>& world, const Ending& p) {
  if (p.may_end == MayEnd::no) return;
  each_organisation(world, [&](int i, Workspace<Real>& workspace) {
    const Real balance(world.account[i].net());
    const Mask<Real> below =
        world.lives[i] > 0.0 && balance < -p.floor * income_at(world, i, world.month);
    world.months_below[i] = select(below, world.months_below[i] + 1.0, Real(0.0));
    const Mask<Real> ends = below && world.months_below[i] >= p.months;
    if (none(ends)) return;
    leave_everything(world, i, ends);
    note(workspace, ends,
         {.month = world.month, .kind = event::organisation_ends, .organisation = i}, balance);
  });
}

}  // namespace samen
