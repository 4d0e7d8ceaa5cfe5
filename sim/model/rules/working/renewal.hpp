// 7.33.1 New ideas are tried.
//
// A part of the work may go to small experiments. Each tries one idea on one goal: a known one, as
// others use it already, or a new one. New ideas come from differences that are understood: whoever
// combines what was apart finds what is new, but partners who differ and hardly know each other do
// not understand one another (Fleming 2001, Management Science 47(1); Nooteboom et al. 2007,
// Research Policy 36(7)). A mission that was given frames what is looked for. Known ideas mostly
// work and soon bring nothing more; new ones mostly fail, and the few that work go further
// (March 1991, Organization Science 2(1); one in three ideas works in the trials of Kohavi et al.
// 2009). Failure costs élan, and where there is no room for it partners shy from what is new
// (Edmondson 1999, Administrative Science Quarterly 44(2); Sitkin 1992). What works at a table goes
// home with its members and, slowly, to others. Organisations alone may experiment as well, from
// their own variety. Sources: B35, B60, B62, C19, D17, D19, D20.
#pragma once

#include "model/rules/working/output.hpp"
#include "model/world/mechanism.hpp"
#include "model/world/shocks.hpp"

namespace samen {

namespace event {
inline constexpr EventKind experiment_works{36}, experiment_fails{37};
}
namespace purpose {
inline constexpr Purpose new_idea{71}, idea_works{72}, idea_gain{73};
}

struct Renewal {
  double price = 5.0;
  double alone = 0.0;
  double alone_novelty = 1.0;
  double own_variety = 0.1;
  double meeting_variety = 0.8;
  double framed = 0.5;
  double known_works = 0.8;
  double known_gain = 0.5;
  double known_best = 1.1;
  double new_works = 0.33;
  double new_gain = 0.15;
  double best = 2.0;
  double success_elan = 0.05;
  double failure_elan = 0.1;
  double shies = 0.2;
  double taken_home = 0.05;
  double taken_over = 0.01;

  static constexpr std::array parameters{
      Parameter{&Renewal::price,
                "price",
                "k€",
                {0.1, 1e4},
                "price of a small experiment",
                "a month of one person; assumption"},
      Parameter{&Renewal::alone,
                "alone",
                "share",
                {0, 1},
                "share of the work alone that goes to small experiments",
                "0: none; as levers.experiments at a table",
                adds_nothing},
      Parameter{&Renewal::alone_novelty,
                "alone_novelty",
                "share",
                {0, 1},
                "share of the experiments alone that look for a new idea instead of a known one",
                "as levers.novelty at a table"},
      Parameter{&Renewal::own_variety,
                "own_variety",
                "share",
                {0, 1},
                "chance that an organisation that looks for a new idea by itself finds one",
                "assumption",
                adds_nothing},
      Parameter{&Renewal::meeting_variety,
                "meeting_variety",
                "share",
                {0, 1},
                "share of the ideas still missing that wholly different members who know each "
                "other add",
                "Fleming (2001), Nooteboom et al. (2007), B35; assumption",
                adds_nothing},
      Parameter{&Renewal::framed,
                "framed",
                "share",
                {0, 1},
                "share of that variety that a given mission takes away",
                "B62; assumption",
                adds_nothing},
      Parameter{&Renewal::known_works,
                "known_works",
                "share",
                {0, 1},
                "chance that a known idea works",
                "assumption",
                adds_nothing},
      Parameter{&Renewal::known_gain,
                "known_gain",
                "share",
                {0, 1},
                "share of the way to what others use already that a known idea brings",
                "assumption",
                adds_nothing},
      Parameter{&Renewal::known_best,
                "known_best",
                "factor",
                {1, 10},
                "yield with the best known way, relative to the way at the start",
                "D20; assumption",
                leaves_as_is},
      Parameter{&Renewal::new_works,
                "new_works",
                "share",
                {0, 1},
                "chance that a new idea works",
                "Kohavi et al. (2009): one in three",
                adds_nothing},
      Parameter{&Renewal::new_gain,
                "new_gain",
                "share",
                {0, 1},
                "mean share of the way to what is possible that a new idea that works brings",
                "assumption",
                adds_nothing},
      Parameter{&Renewal::best,
                "best",
                "factor",
                {1, 10},
                "yield with the best way possible, relative to the way at the start",
                "assumption",
                leaves_as_is},
      Parameter{&Renewal::success_elan,
                "success_elan",
                "share",
                {0, 1},
                "share of the missing élan that a celebrated experiment that works gives",
                "D19; assumption",
                adds_nothing},
      Parameter{&Renewal::failure_elan,
                "failure_elan",
                "share",
                {0, 1},
                "share of élan lost by an experiment that fails without any safety",
                "B60; assumption",
                adds_nothing},
      Parameter{&Renewal::shies,
                "shies",
                "share",
                {0, 1},
                "share of the daring lost by an experiment that fails without any safety; one that "
                "works restores as much of what is missing",
                "B60, Edmondson (1999); assumption",
                adds_nothing},
      Parameter{&Renewal::taken_home,
                "taken_home",
                "1/month",
                {0, 1},
                "share of the distance to the table's way that a fully linked home organisation "
                "takes over",
                "C19; assumption",
                adds_nothing},
      Parameter{&Renewal::taken_over,
                "taken_over",
                "1/month",
                {0, 1},
                "share of the distance to the best way of all that any organisation takes over",
                "C19, C31; assumption",
                adds_nothing},
  };

  struct Levers {
    double experiments = 0.0;
    double novelty = 1.0;

    static constexpr std::array parameters{
        Parameter{&Levers::experiments,
                  "experiments",
                  "share",
                  {0, 1},
                  "share of the work that goes to small experiments",
                  "B60, D17; assumption"},
        Parameter{&Levers::novelty,
                  "novelty",
                  "share",
                  {0, 1},
                  "share of the experiments that look for a new idea instead of a known one",
                  "B62, D20; assumption"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> set_aside;  ///< for the next experiment on the goal [k€]
    std::vector<Real> daring;     ///< share of its wish for new ideas that a table acts on
    std::vector<Real> own_aside;  ///< alone, for the next experiment on the goal [k€]
    std::vector<Real> found;      ///< new ideas that worked at the table, since the start
    std::vector<Real> own_found;  ///< new ideas that worked alone, since the start

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {119, &State::set_aside, Per::table_goal, optional, amount,
           "what is set aside for experiments is finite and not negative"},
          {120, &State::daring, Per::table, optional, Law::share, "daring is a share", 1.0},
          {122, &State::own_aside, Per::stake_goal, optional, amount,
           "what is set aside alone is finite and not negative"},
          {123, &State::found, Per::table, optional, amount,
           "the number of ideas that worked is finite and not negative"},
          {124, &State::own_found, Per::organisation, optional, amount,
           "the number of own ideas that worked is finite and not negative"},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::experiment_works, "experiment_works",
               "what the way found adds to the yield at the start"},
      EventRow{event::experiment_fails, "experiment_fails", "number of the goal, counted from 1"},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::new_idea, "new_idea"},
      PurposeRow{purpose::idea_works, "idea_works"},
      PurposeRow{purpose::idea_gain, "idea_gain"},
  };
};
template <>
struct ParametersOf<Renewal> {
  Renewal renewal;
  static constexpr auto member = &ParametersOf::renewal;
  static constexpr std::string_view name = "renewal", number = "7.33.1",
                                    title = "new ideas are tried";
};

/// How different the skills of two organisations are, 0 … 1: half the sum of the distances between
/// the shares that their skills have of all their skill.
template <class Real>
Real difference(const World<Real>& world, int one, int other) {
  const int capabilities = world.layout->capabilities;
  Real all_one = 0.0, all_other = 0.0;
  for (int c = 0; c < capabilities; ++c) {
    all_one += world.skill(one, c);
    all_other += world.skill(other, c);
  }
  Real distance = 0.0;
  for (int c = 0; c < capabilities; ++c)
    distance += magnitude(world.skill(one, c) / above_zero(all_one) -
                          world.skill(other, c) / above_zero(all_other));
  return 0.5 * distance;
}

/// Variety that meets at table m, 0 … 1: the difference between members, as far as they understand
/// each other. Strangers (κ = 0) lose D of a difference D, so that it pays most halfway.
template <class Real>
Real variety_at(const World<Real>& world, int m) {
  const auto& layout = *world.layout;
  Real sum = 0.0, pairs = 0.0;
  for (const int i : layout.seats_at(m))
    for (const int j : layout.seats_at(m)) {
      if (i == j) continue;
      const Real apart = difference(world, world.organisation_of(i), world.organisation_of(j));
      const Real understood = 1.0 - apart * (1.0 - world.knowledge[layout.pair(i, j)]);
      const Mask<Real> here = world.member[i] && world.member[j];
      sum += select(here, apart * understood, Real(0.0));
      pairs += select(here, Real(1.0), Real(0.0));
    }
  return sum / greatest(pairs, Real(1.0));
}

/// Chance that members of table m who look for a new idea find one.
template <class Real>
Real chance_of_new(const World<Real>& world, int m, const Renewal& p) {
  const double frame = world.levers(m).mission == MissionStart::given ? p.framed : 0.0;
  return p.own_variety +
         (1.0 - p.own_variety) * p.meeting_variety * (1.0 - frame) * variety_at(world, m);
}

/// How an experiment goes: whether its idea is new, whether it works, and the yield of the way of
/// working that it leads to.
template <class Real>
struct TriedIdea {
  Mask<Real> is_new, works;
  Real way;
};

/// An experiment from a way of working with yield `way`. With chance `finds_new` its idea is new;
/// otherwise it is a known one. `at` is the address of its draws, but for their purpose.
template <class Real>
TriedIdea<Real> tried_idea(const Real& way, const Real& finds_new, const Renewal& p, Address at,
                           const Draws<Real>& draws) {
  const auto draw = [&](Purpose purpose) {
    at.purpose = purpose;
    return draws.uniform(at);
  };
  const Mask<Real> is_new = draw(purpose::new_idea) < finds_new;
  const Mask<Real> works =
      draw(purpose::idea_works) < select(is_new, Real(p.new_works), Real(p.known_works));
  const Real gained = least(1.0, -p.new_gain * logarithm(draw(purpose::idea_gain)));
  const Real further = select(is_new, gained * greatest(0.0, p.best - way),
                              p.known_gain * greatest(0.0, p.known_best - way));
  return {is_new, works, way + select(works, further, Real(0.0))};
}

/// What an experiment that was `made` does to élan and daring of table m.
template <class Real>
void take_it_in(World<Real>& world, int m, const Mask<Real>& made, const TriedIdea<Real>& outcome,
                const Renewal& p) {
  const auto& levers = world.levers(m);
  const Real without_room = 1.0 - levers.safety * world.safety_kept[m];
  const Mask<Real> works = made && outcome.works;
  const Mask<Real> fails = made && !outcome.works;
  Real& elan = world.elan[m];
  Real& daring = world.daring[m];
  elan = share(elan + select(works, p.success_elan * levers.celebrate * (1.0 - elan), Real(0.0)) -
               select(fails, p.failure_elan * without_room * elan, Real(0.0)));
  daring = share(daring + select(works, p.shies * (1.0 - daring), Real(0.0)) -
                 select(fails, p.shies * without_room * daring, Real(0.0)));
}

/// Sets aside what goes to experiments this month: it does not produce.
template <class Real>
void set_aside_for_experiments(World<Real>& world, const Renewal& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    world.producing[m] = 1.0 - world.levers(m).experiments;
  });
  if (p.alone == 0.0) return;
  each_organisation(world,
                    [&](int i, Workspace<Real>&) { world.own_producing[i] = 1.0 - p.alone; });
}

/// Table m makes the experiments that it can pay: at most one on a goal in a month.
template <class Real>
void experiment_together(World<Real>& world, int m, const Renewal& p, const Draws<Real>& draws,
                         Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const auto& at = layout.tables[m];
  const auto& levers = world.levers(m);
  const Real spent = levers.experiments * world.work_done[m];
  if (none(spent > 0.0)) return;
  const auto shares = std::span(workspace.shares).first(layout.sets[at.set].goals);
  share_over_goals(world, m, *world.yields, shares);
  const Real finds_new = levers.novelty * world.daring[m] * chance_of_new(world, m, p);
  for (const int k : layout.goals_of(at.set)) {
    const int entry = layout.of_table(m, k);
    world.set_aside[entry] += spent * shares[k - layout.sets[at.set].first_goal];
    const Mask<Real> made = spent > 0.0 && world.set_aside[entry] >= p.price;
    if (none(made)) continue;
    world.set_aside[entry] -= select(made, p.price, Real(0.0));
    const TriedIdea<Real> outcome =
        tried_idea(world.way[entry], finds_new, p,
                   {.month = world.month, .table = at.key, .j = static_cast<Key>(k)}, draws);
    world.way[entry] = select(made, outcome.way, world.way[entry]);
    world.found[m] += select(made && outcome.is_new && outcome.works, Real(1.0), Real(0.0));
    take_it_in(world, m, made, outcome, p);
    note(workspace, made && outcome.works,
         {.month = world.month, .kind = event::experiment_works, .table = m},
         Real(world.way[entry] - 1.0));
    note(workspace, made && !outcome.works,
         {.month = world.month, .kind = event::experiment_fails, .table = m}, Real(k + 1));
  }
}

/// The owner of stake s makes the experiments that it can pay. Their ways of working count once it
/// has taken stock (7.28).
template <class Real>
void experiment_alone(World<Real>& world, int s, const Renewal& p, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  const auto& stake = layout.stakes[s];
  const Real spent = p.alone * solo_means(world, s);
  if (none(spent > 0.0)) return;
  Real weight_left = 0.0;
  for (const int k : layout.goals_of(stake.set))
    weight_left += world.aspiration[layout.of_stake(s, k)] * unfinished(world, k);
  for (const int k : layout.goals_of(stake.set)) {
    const int entry = layout.of_stake(s, k);
    world.own_aside[entry] +=
        spent * world.aspiration[entry] * unfinished(world, k) / above_zero(weight_left);
    const Mask<Real> made = spent > 0.0 && world.own_aside[entry] >= p.price;
    if (none(made)) continue;
    world.own_aside[entry] -= select(made, p.price, Real(0.0));
    const TriedIdea<Real> outcome =
        tried_idea(world.own_way[entry], Real(p.alone_novelty * p.own_variety), p,
                   {.month = world.month,
                    .i = layout.organisations[stake.organisation].key,
                    .j = static_cast<Key>(k)},
                   draws);
    world.own_way[entry] = select(made, outcome.way, world.own_way[entry]);
    world.own_found[stake.organisation] +=
        select(made && outcome.is_new && outcome.works, Real(1.0), Real(0.0));
  }
}

template <class Real>
void try_ideas(World<Real>& world, const Renewal& p, const Draws<Real>& draws) {
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    if (world.levers(m).experiments > 0.0) experiment_together(world, m, p, draws, workspace);
  });
  if (p.alone == 0.0) return;
  each_organisation(world, [&](int i, Workspace<Real>&) {
    for (const int s : world.layout->stakes_of(i)) experiment_alone(world, s, p, draws);
  });
}

/// Yield of the best way of working on goal k that any table or organisation of the set has found.
template <class Real>
Real best_way(const World<Real>& world, int set, int k) {
  const auto& layout = *world.layout;
  Real best = 1.0;
  for (const int m : layout.sets[set].tables)
    best = greatest(best, world.way[layout.of_table(m, k)]);
  for (const int s : layout.sets[set].stakes)
    best = greatest(best, world.own_way[layout.of_stake(s, k)]);
  return best;
}

/// Organisations take better ways of working over: slowly from whoever has the best, and sooner
/// from their own table, as far as they are linked with it.
template <class Real>
void take_ways_over(World<Real>& world, const Renewal& p) {
  const auto& layout = *world.layout;
  each_set(world, [&](int set, Workspace<Real>&) {
    for (const int k : layout.goals_of(set)) {
      const Real best = best_way(world, set, k);
      if (none(best > 1.0)) continue;
      for (const int s : layout.sets[set].stakes) {
        Real& own = world.own_way[layout.of_stake(s, k)];
        own += p.taken_over * (best - own);
      }
      for (const int m : layout.sets[set].tables)
        for (const int i : layout.seats_at(m)) {
          Real& own = world.own_way[layout.of_stake(layout.seats[i].stake, k)];
          const Real linked = select(world.sits(i), p.taken_home * world.anchoring[i], Real(0.0));
          own += linked * greatest(0.0, world.way[layout.of_table(m, k)] - own);
        }
    }
  });
}

}  // namespace samen
