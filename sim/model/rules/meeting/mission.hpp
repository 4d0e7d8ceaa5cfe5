// 7.17 A mission takes shape.
//
// Delegates express the aspirations of their organisations and move towards those they trust, more
// easily with a good method: Friedkin & Johnsen (1990), J. Mathematical Sociology 15(3–4), with
// stubbornness falling in the quality of the method. The mission is what the members share (an
// empty table), or most of it was given beforehand. Members who take part make it their own if it
// is close to their aspirations: the aspirations of their organisations, or the positions that the
// delegates adopted in the talks. A delegate who has moved far is a stranger at home: the gap
// between negotiators and their constituents, Walton & McKersie (1965), A Behavioral Theory of
// Labor Negotiations. Sources: B34, B36, B62, B65, D26; limits: DeGroot (1974), JASA 69.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

/// The start of the mission: from the aspirations of the partners, or from a text written
/// beforehand (B62).
enum class MissionStart { empty, given };
inline constexpr std::array<std::string_view, 2> mission_names{"empty", "given"};

struct Mission {
  double stubbornness_floor = 0.15;
  double stubbornness_span = 0.55;
  double own_weight = 0.5;
  double given_weight = 0.8;
  double host_pull = 0.5;
  double ownership_gain = 0.20;
  double given_ownership = 0.6;
  double operating_ownership = 0.35;
  double ownership_loss = 0.02;
  double mandated_ownership = 0.5;
  double voiced = 1.0;
  double estrangement = 0.3;

  static constexpr std::array parameters{
      Parameter{&Mission::stubbornness_floor,
                "stubbornness_floor",
                "share",
                {0, 1},
                "weight of the organisation's own aspirations with a perfect method",
                "Friedkin & Johnsen (1990); assumption"},
      Parameter{&Mission::stubbornness_span,
                "stubbornness_span",
                "share",
                {0, 1},
                "what the absence of method adds to it",
                "B34; assumption",
                adds_nothing},
      Parameter{&Mission::own_weight,
                "own_weight",
                "share",
                {0, 1},
                "weight of one's present view against those one trusts",
                "assumption"},
      Parameter{&Mission::given_weight,
                "given_weight",
                "share",
                {0, 1},
                "weight of a given mission against what the members express",
                "B62; assumption",
                adds_nothing},
      Parameter{&Mission::host_pull,
                "host_pull",
                "share",
                {0, 1},
                "how far a partisan puller draws the mission towards the host",
                "D34; assumption",
                adds_nothing},
      Parameter{&Mission::ownership_gain,
                "ownership_gain",
                "1/meeting",
                {0, 1},
                "share of the missing ownership gained at a meeting, at full method and alignment",
                "B36; assumption"},
      Parameter{&Mission::given_ownership,
                "given_ownership",
                "factor",
                {0, 1},
                "on that gain where the mission was given",
                "B62; assumption",
                leaves_as_is},
      Parameter{&Mission::operating_ownership,
                "operating_ownership",
                "factor",
                {0, 1},
                "on that gain once the table operates",
                "assumption",
                leaves_as_is},
      Parameter{&Mission::ownership_loss,
                "ownership_loss",
                "1/month",
                {0, 1},
                "share of ownership lost in a month without meeting",
                "B37; assumption",
                adds_nothing},
      Parameter{&Mission::mandated_ownership,
                "mandated_ownership",
                "factor",
                {0, 1},
                "on the gain of ownership where taking part is imposed by law",
                "E02; assumption",
                leaves_as_is},
      Parameter{&Mission::voiced,
                "voiced",
                "share",
                {0, 1},
                "how far alignment is of what a partner now stands for at the table, and not of "
                "what its organisation aspires to at home",
                "B34; assumption; 0: of the aspirations at home",
                adds_nothing},
      Parameter{&Mission::estrangement,
                "estrangement",
                "factor",
                {0, 1},
                "share of the link home and of satisfaction that is lost where what a partner "
                "stands for has nothing left of what its organisation aspires to",
                "Walton & McKersie (1965); assumption; 0: home does not mind",
                adds_nothing},
  };

  struct Levers {
    MissionStart mission = MissionStart::empty;

    static constexpr std::array parameters{
        choice<&Levers::mission>("mission", mission_names,
                                 "the table starts empty, or with a mission given from outside",
                                 "B62, D06"),
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> ownership;        ///< how far the seat has made the matter its own
    std::vector<Real> alignment;        ///< of its aspirations with the mission
    std::vector<Real> disclosed;        ///< share of the true aspirations that the seat shows
    std::vector<Real> expressed;        ///< seat × goal: aspirations as brought to the table
    std::vector<Real> mission;          ///< table × goal: weights
    std::vector<Real> given_mission;    ///< table × goal: filled in beforehand
    std::vector<Real> estranged;        ///< distance from home, by what the seat has come to stand
                                        ///< for
    std::vector<Real> bias;             ///< of a partner who pulls
    std::vector<Real> funder_pull;      ///< how far a funder draws the mission
    std::vector<Real> earning_pull;     ///< how far what earns draws it
    std::vector<Real> contributed;      ///< share of the missing ownership that work forms add this
                                        ///< month, at full alignment
    std::vector<double> host_favoured;  ///< how far the puller favours the host, as the lever
                                        ///< states

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {25, &State::ownership, Per::seat, moving, Law::share, "ownership is a share"},
          {28, &State::alignment, Per::seat, moving},
          {36, &State::disclosed, Per::seat, moving, Law::share, "what is disclosed is a share",
           1.0},
          {40, &State::expressed, Per::seat_goal, moving},
          {65, &State::mission, Per::table_goal, moving},
          {66, &State::given_mission, Per::table_goal, fixed},
          {0, &State::estranged, Per::seat, scratch},
          {83, &State::bias, Per::table, moving, Law::share, "bias is a share"},
          {0, &State::funder_pull, Per::table, scratch},
          {0, &State::earning_pull, Per::table, monthly},
          {0, &State::contributed, Per::table, monthly},
          {0, &State::host_favoured, Per::table, scratch},
      });
    }
  };
};
template <>
struct ParametersOf<Mission> {
  Mission mission;
  static constexpr auto member = &ParametersOf::mission;
  static constexpr std::string_view name = "mission", number = "7.17",
                                    title = "a mission takes shape";
};

/// Moves the expressed aspirations of all members who met somebody, at the same time.
template <class Real>
void express_aspirations(World<Real>& world, int m, const Mission& p, Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const int set = layout.tables[m].set;
  const int first = layout.seats[layout.tables[m].first_seat].first_expressed;
  const Real stubborn = share(p.stubbornness_floor + p.stubbornness_span * (1.0 - world.method[m]));
  const auto next = [&](int i, int k) -> Real& {
    return workspace.expressed[layout.of_seat(i, k) - first];
  };
  for (const int i : layout.seats_at(m)) {
    Real total_trust = 0.0;
    for (const int k : layout.goals_of(set)) next(i, k) = 0.0;
    for (const int j : layout.seats_at(m)) {
      if (i == j) continue;
      const Real weight =
          select(world.present[i] && world.present[j], world.trust[layout.pair(i, j)], 0.0);
      total_trust += weight;
      for (const int k : layout.goals_of(set))
        next(i, k) += weight * world.expressed[layout.of_seat(j, k)];
    }
    const Mask<Real> moved = total_trust > 0.0;
    const Real norm = 1.0 / select(moved, total_trust, 1.0);
    for (const int k : layout.goals_of(set)) {
      const Real now = world.expressed[layout.of_seat(i, k)];
      const Real own = brought(world, i, k);
      const Real view = p.own_weight * now + (1.0 - p.own_weight) * (next(i, k) * norm);
      next(i, k) = select(moved, stubborn * own + (1.0 - stubborn) * view, now);
    }
  }
  for (const int i : layout.seats_at(m))
    for (const int k : layout.goals_of(set)) world.expressed[layout.of_seat(i, k)] = next(i, k);
}

/// Forms the mission of table m from the expressed aspirations of all its members, absent members
/// included.
template <class Real>
void draw_up_mission(World<Real>& world, int m, const Mission& p) {
  const auto& layout = *world.layout;
  const auto& at = layout.tables[m];
  const auto& levers = world.levers(m);
  double revenue = 0.0;  // of all goals reached [k€/month]
  for (const int k : layout.goals_of(at.set)) revenue += layout.goals[k].revenue;
  for (const int k : layout.goals_of(at.set)) {
    const Real shared =
        mean_over_members(world, m, [&](int i) { return world.expressed[layout.of_seat(i, k)]; });
    const Real given = world.given_mission[layout.of_table(m, k)];
    const Real drawn_up = levers.mission == MissionStart::given
                              ? p.given_weight * given + (1.0 - p.given_weight) * shared
                              : shared;
    const Real host = world.aspiration[layout.of_stake(layout.seats[at.host].stake, k)];
    const Real bias = world.host_favoured[m] + world.bias[m];
    const Real pulled = drawn_up + bias * p.host_pull * (host - drawn_up);
    const int payer = at.funder < 0 ? at.host : at.funder;
    const Real agenda = world.aspiration[layout.of_stake(layout.seats[payer].stake, k)];
    Real& mission = world.mission[layout.of_table(m, k)];
    mission = select(world.alive[m], pulled + world.funder_pull[m] * (agenda - pulled), mission);
    if (revenue == 0.0 || none(world.earning_pull[m] > 0.0)) continue;
    const double earning = layout.goals[k].revenue / revenue;
    mission += select(world.alive[m], world.earning_pull[m] * (earning - mission), Real(0.0));
  }
}

/// The position of seat i on goal k: the aspiration of its organisation, moved by the share
/// `voiced` towards what the delegate expresses.
template <class Real>
Real stance(const World<Real>& world, int i, int k, const Mission& p) {
  const auto& layout = *world.layout;
  const Real home = world.aspiration[layout.of_stake(layout.seats[i].stake, k)];
  if (p.voiced == 0.0) return home;
  return home + p.voiced * (world.expressed[layout.of_seat(i, k)] - home);
}

/// Alignment of seat i: 1 minus half the distance between its position and the mission.
template <class Real>
Real alignment_with_mission(const World<Real>& world, int i, const Mission& p) {
  const auto& layout = *world.layout;
  const int m = layout.seats[i].table;
  Real distance = 0.0;
  for (const int k : layout.goals_of(layout.tables[m].set))
    distance += magnitude(stance(world, i, k, p) - world.mission[layout.of_table(m, k)]);
  return share(1.0 - 0.5 * distance);
}

/// Estrangement of seat i from home: half the distance between what it expresses and what its
/// organisation aspires to, times how much the home organisation minds.
template <class Real>
Real estrangement(const World<Real>& world, int i, const Mission& p) {
  const auto& layout = *world.layout;
  Real distance = 0.0;
  for (const int k : layout.goals_of(layout.tables[layout.seats[i].table].set))
    distance += magnitude(world.expressed[layout.of_seat(i, k)] -
                          world.aspiration[layout.of_stake(layout.seats[i].stake, k)]);
  return p.estrangement * share(0.5 * distance);
}

template <class Real>
void shape_mission(World<Real>& world, const Mission& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    if (none(world.alive[m])) return;
    express_aspirations(world, m, p, workspace);
    draw_up_mission(world, m, p);
    const double given = world.levers(m).mission == MissionStart::given ? p.given_ownership : 1.0;
    const double imposed = 1.0 - (1.0 - p.mandated_ownership) * world.levers(m).mandated;
    const Real gain = p.ownership_gain * world.method[m] * (given * imposed) *
                          select(world.operating[m], p.operating_ownership, 1.0) +
                      world.contributed[m];
    for (const int i : layout.seats_at(m)) {
      const Mask<Real> here = world.sits(i);
      world.alignment[i] = select(here, alignment_with_mission(world, i, p), world.alignment[i]);
      if (p.estrangement > 0.0)
        world.estranged[i] = select(here, estrangement(world, i, p), Real(0.0));
      const Real won = gain * world.alignment[i] * (1.0 - world.ownership[i]);
      const Real lost = -p.ownership_loss * world.ownership[i];
      world.ownership[i] =
          share(world.ownership[i] + select(here, select(world.present[i], won, lost), 0.0));
    }
  });
}

}  // namespace samen
