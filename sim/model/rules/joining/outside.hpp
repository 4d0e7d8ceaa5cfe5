// 7.25.1 Those outside take it up, or not.
//
// Some goals are reached by others than the partners: residents who can be asked, a municipality
// that opens doors, initiatives that begin. What partners do for such a goal counts as far as those
// outside take it up. They do so more if they see results (observability, Rogers 2003) and if they
// are involved, the more so the better the method. They are involved early or late: whoever is
// asked once mission and goals stand is asked to agree, not to take part, and closes (Arnstein
// 1969, J. American Institute of Planners 35(4); Ansell & Gash 2008, JPART 18(4); Bryson et al.
// 2013, Public Administration Review 73(1)). A body of its own (7.5.1) is somebody to talk to:
// legitimacy outside (Human & Provan 2000, Administrative Science Quarterly 45(2)). Being involved
// takes days of the partners too. Sources: D13, E08, C19.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind outside_asked{40};
}

struct Outside {
  double involve = 0.08;
  double shows = 0.03;
  double affront = 0.5;
  double entity = 0.5;
  double days = 0.25;
  double alone = 0.0;

  static constexpr std::array parameters{
      Parameter{&Outside::involve,
                "involve",
                "1/month",
                {0, 1},
                "share of the missing openness that involving those outside adds, in full and with "
                "a perfect method",
                "half in nine months; assumption",
                adds_nothing},
      Parameter{&Outside::shows,
                "shows",
                "1/month",
                {0, 1},
                "share of the missing openness that results add, once all goals are reached",
                "Rogers (2003); assumption",
                adds_nothing},
      Parameter{&Outside::affront,
                "affront",
                "share",
                {0, 1},
                "share of their openness that those outside lose if they are asked first when all "
                "beacons stand",
                "Arnstein (1969), Bryson et al. (2013); assumption",
                adds_nothing},
      Parameter{&Outside::entity,
                "entity",
                "share",
                {0, 10},
                "what a body of its own adds to what involving them does",
                "Human & Provan (2000); assumption",
                adds_nothing},
      Parameter{&Outside::days,
                "days",
                "days/month",
                {0, 31},
                "days a month that involving them in full takes of each member who is present",
                "assumption",
                adds_nothing},
      Parameter{&Outside::alone,
                "alone",
                "share",
                {0, 1},
                "how far organisations that may work alone involve those outside, from the first "
                "month",
                "0: not; as levers.involvement at a table, and without its price",
                adds_nothing},
  };

  struct Levers {
    double involvement = 0.0;

    static constexpr std::array parameters{
        Parameter{&Levers::involvement,
                  "involvement",
                  "share",
                  {0, 1},
                  "how far the table involves those outside who must take a goal up",
                  "D13, E08; Ansell & Gash (2008)"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> won_over;   ///< per goal: share of the missing openness that was won
    std::vector<Real> affronted;  ///< per goal: share of the openness that was lost
    std::vector<Real> asked;      ///< per goal: 1 once those outside have been asked

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {129, &State::won_over, Per::goal, optional, Law::share, "openness won is a share"},
          {130, &State::affronted, Per::goal, optional, Law::share, "openness lost is a share"},
          {131, &State::asked, Per::goal, optional, Law::share, "having been asked is a share"},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::outside_asked, "outside_asked",
               "share of their openness that those outside lose by it"},
  };
};
template <>
struct ParametersOf<Outside> {
  Outside outside;
  static constexpr auto member = &ParametersOf::outside;
  static constexpr std::string_view name = "outside", number = "7.25.1",
                                    title = "those outside take it up, or not";
};

/// Share of what is done for goal k that those outside take up.
template <class Real>
Real openness_outside(const World<Real>& world, int k) {
  const double willing = world.layout->goals[k].willing;
  return (1.0 - world.affronted[k]) * (willing + (1.0 - willing) * world.won_over[k]);
}

/// Asks those outside of goal k for the first time, at the tables that involve them. The more of
/// the table's plan stands, the more of their openness they lose.
template <class Real>
void ask_outside(World<Real>& world, int set, int k, const Outside& p, Workspace<Real>& workspace) {
  constexpr double all_beacons = 4.0;
  const Mask<Real> first = world.asked[k] == 0.0;
  for (const int m : world.layout->sets[set].tables) {
    const Mask<Real> asks = first && world.alive[m] && world.levers(m).involvement > 0.0;
    if (none(asks)) continue;
    const Real lost = p.affront * world.beacons[m] / all_beacons;
    world.affronted[k] = select(asks, greatest(world.affronted[k], lost), world.affronted[k]);
    world.asked[k] = select(asks, Real(1.0), world.asked[k]);
    note(workspace, asks, {.month = world.month, .kind = event::outside_asked, .table = m}, lost);
  }
}

/// How much those outside of the goals of a set are involved this month, 0 … 1.
template <class Real>
Real involved(const World<Real>& world, int set, const Outside& p) {
  Real sum = may_go_alone(world.arm) ? Real(p.alone) : Real(0.0);
  for (const int m : world.layout->sets[set].tables)
    sum +=
        select(world.alive[m],
               world.levers(m).involvement * world.method[m] * (1.0 + p.entity * world.is_body[m]),
               Real(0.0));
  return least(Real(1.0), sum);
}

/// Those outside are asked, involved, and see results; they open to the goals that need them.
template <class Real>
void open_outside(World<Real>& world, const Outside& p) {
  const auto& layout = *world.layout;
  each_set(world, [&](int set, Workspace<Real>& workspace) {
    Real results = 0.0;
    for (const int k : layout.goals_of(set)) results += world.progress[k] / layout.sets[set].goals;
    const Real gain = p.involve * involved(world, set, p);
    for (const int k : layout.goals_of(set)) {
      if (layout.goals[k].needs.empty()) continue;
      if (may_go_alone(world.arm) && p.alone > 0.0) world.asked[k] = 1.0;
      ask_outside(world, set, k, p, workspace);
      world.affronted[k] *= 1.0 - gain;
      const Real seen = least(Real(1.0), gain + p.shows * results);
      world.won_over[k] = share(world.won_over[k] + seen * (1.0 - world.won_over[k]));
      world.taken_up[k] = openness_outside(world, k);
    }
  });
  each_table(world, [&](int m, Workspace<Real>&) {
    const auto goals = layout.goals_of(layout.tables[m].set);
    const bool needed =
        std::ranges::any_of(goals, [&](int k) { return !layout.goals[k].needs.empty(); });
    if (needed) world.days_outside[m] = p.days * world.levers(m).involvement;
  });
}

}  // namespace samen
