// 7.29 Boards learn from what paid, if `decision.rule` is payoff.
//
// Reinforcement learning, a rival to deciding by imagined value. Each option has a propensity, and
// boards divide the budget in proportion to the propensities. The yield of an option since the last
// board, times the share that the option had, adds to its propensity. A small part of this yield
// goes to the other options instead (experimentation). Boards slowly forget the past; they imagine
// nothing and look at nobody else. Roth & Erev (1995), Games and Economic Behavior 8(1); Erev &
// Roth (1998), American Economic Review 88(4); the reading of public-goods games that fits best,
// according to Burton-Chellew, Nax & West (2015), Proc. R. Soc. B 282 (G10).
//
// The payoff of an option, per own k€ delivered, is the progress of a goal this month, times the
// organisation's own part of the effort in it. The value of this progress is the own burden that it
// takes away and the extra revenue that it brings over `months`. Keeping pays `decision.keep` per
// k€.
#pragma once

#include "model/world/mechanism.hpp"
#include "model/world/options.hpp"
#include "model/world/shocks.hpp"

namespace samen {

struct Payoff {
  double months = 48.0;
  double eco = 0.0;
  double strength = 9.0;
  double forgetting = 0.1;
  double experimentation = 0.2;

  static constexpr std::array parameters{
      Parameter{&Payoff::months,
                "months",
                "months",
                {1, 600},
                "months of relief and revenue that progress made now counts for",
                "as decision.horizon; assumption"},
      Parameter{&Payoff::eco,
                "eco",
                "share",
                {0, 1},
                "how far relief for everyone is felt as payoff, by the eco weight",
                "G10: own payoff only; assumption"},
      Parameter{&Payoff::strength,
                "strength",
                "boards",
                {0.01, 1000},
                "propensity at the start, in boards of what keeping pays",
                "Erev & Roth (1998): 9, from memory"},
      Parameter{&Payoff::forgetting,
                "forgetting",
                "1/board",
                {0, 1},
                "share of a propensity that is forgotten",
                "Erev & Roth (1998): 0.1, from memory"},
      Parameter{&Payoff::experimentation,
                "experimentation",
                "share",
                {0, 1},
                "share of a reinforcement that goes to the other options",
                "Erev & Roth (1998): 0.2, from memory"},
  };

  template <class Real>
  struct State {
    std::vector<Real> keep_propensity;      ///< propensity of keeping; 0 before the first board
    std::vector<Real> alone_propensity;     ///< 0: never tried
    std::vector<Real> alone_earned;         ///< since the last board
    std::vector<Real> alone_spent;          ///< since the last board
    std::vector<Real> together_propensity;  ///< of the table; 0: never tried
    std::vector<Real> together_earned;      ///< since the last board
    std::vector<Real> together_spent;       ///< since the last board

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {13, &State::keep_propensity, Per::organisation, moving, amount,
           "a propensity is finite and not negative"},
          {18, &State::alone_propensity, Per::stake, moving, amount,
           "a propensity is finite and not negative"},
          {19, &State::alone_earned, Per::stake, moving, amount,
           "a payoff is finite and not negative"},
          {20, &State::alone_spent, Per::stake, moving, amount,
           "an effort is finite and not negative"},
          {37, &State::together_propensity, Per::seat, moving, amount,
           "a propensity is finite and not negative"},
          {38, &State::together_earned, Per::seat, moving, amount,
           "a payoff is finite and not negative"},
          {39, &State::together_spent, Per::seat, moving, amount,
           "an effort is finite and not negative"},
      });
    }
  };
};
template <>
struct ParametersOf<Payoff> {
  Payoff payoff;
  static constexpr auto member = &ParametersOf::payoff;
  static constexpr std::string_view name = "payoff", number = "7.29",
                                    title = "boards learn from what paid";
};

/// Payoff of full progress on goal k to the owner of stake s, if its effort made all of it [k€].
template <class Real>
Real payoff_of_goal(const World<Real>& world, int s, int k, const Payoff& p) {
  const auto& layout = *world.layout;
  const Goal& goal = layout.goals[k];
  const GoalSet& set = layout.sets[layout.stakes[s].set];
  const double relief = world.burden[k] * goal.relief * p.months;
  const Real eco = p.eco * eco_weight(world, layout.stakes[s].organisation);
  const Real own = world.burden_share[layout.of_stake(s, k)] * relief + goal.revenue * p.months;
  const Real common = set.goals * world.aspiration[layout.of_stake(s, k)] * relief;
  return (1.0 - eco) * own + eco * common;
}

/// Adds this month's payoffs, by who made the progress, until the next board.
template <class Real>
void earn_payoffs(World<Real>& world, const Payoff& p) {
  const auto& layout = *world.layout;
  if (!world.learns_from_payoff) return;
  each_set(world, [&](int set, Workspace<Real>&) {
    for (const int s : layout.sets[set].stakes) {
      const Real delivered = solo_effort(world, s);
      Real row = 0.0;
      for (const int k : layout.goals_of(set))
        row +=
            select(world.earlier_progress[k] < 1.0, world.aspiration[layout.of_stake(s, k)], 0.0);
      for (const int k : layout.goals_of(set)) {
        const Real part =
            select(world.earlier_progress[k] < 1.0, world.aspiration[layout.of_stake(s, k)], 0.0) /
            above_zero(row);
        const Real mine = solo_work(world, s) * part * world.solo_output[layout.of_stake(s, k)];
        const Real made = world.progress[k] - world.earlier_progress[k];
        world.alone_earned[s] +=
            payoff_of_goal(world, s, k, p) * made * mine / above_zero(world.output[k]);
      }
      world.alone_spent[s] += delivered;
    }
    for (const int m : layout.sets[set].tables)
      for (const int i : layout.seats_at(m)) {
        const Real part = world.effort[i] / above_zero(world.total_effort[m]);
        for (const int k : layout.goals_of(set)) {
          const Real made = world.progress[k] - world.earlier_progress[k];
          const Real ours = world.table_output[layout.of_table(m, k)] / above_zero(world.output[k]);
          world.together_earned[i] +=
              payoff_of_goal(world, layout.seats[i].stake, k, p) * made * ours * part;
        }
        world.together_spent[i] += world.effort[i];
      }
  });
}

namespace detail {

/// Calls visit(open, propensity, payoff per k€) for every option of an organisation.
template <class Real, class Visit>
void each_option(World<Real>& world, int organisation, double keep, Visit&& visit) {
  const auto& layout = *world.layout;
  const auto paid = [](const Real& earned, const Real& spent) {
    return select(spent > 0.0, earned / above_zero(spent), 0.0);
  };
  visit(Mask<Real>(true), world.keep_propensity[organisation], Real(keep));
  for (const int s : layout.stakes_of(organisation)) {
    const Mask<Real> open = may_work_alone(world, s);
    if (none(open)) continue;
    visit(open, world.alone_propensity[s], paid(world.alone_earned[s], world.alone_spent[s]));
  }
  for (const int i : layout.organisations[organisation].seats)
    visit(Mask<Real>(world.sits(i) && world.operating[layout.seats[i].table]),
          world.together_propensity[i], paid(world.together_earned[i], world.together_spent[i]));
}

}  // namespace detail

/// Reinforces the options of an organisation by their payoffs since its last board. A newly open
/// option gets the mean propensity of the known options, so that it is tried as often as they are.
template <class Real>
void reinforce_options(World<Real>& world, int organisation, const Payoff& p) {
  const auto& layout = *world.layout;
  const double keep = world.conventions.keep;
  Real& kept = world.keep_propensity[organisation];
  kept = select(kept == 0.0, p.strength * keep, kept);
  Real total = 0.0, options = 0.0, known = 0.0, reinforcements = 0.0;
  detail::each_option<Real>(world, organisation, keep,
                            [&](const Mask<Real>& open, const Real& propensity, const Real&) {
                              total += select(open, propensity, 0.0);
                              options += select(open, 1.0, 0.0);
                              known += select(open && propensity > 0.0, 1.0, 0.0);
                            });
  const Real fresh = total / known;
  detail::each_option<Real>(world, organisation, keep,
                            [&](const Mask<Real>& open, const Real& propensity, const Real& paid) {
                              reinforcements += select(open, propensity / total * paid, 0.0);
                            });
  const Real others = greatest(1.0, options - 1.0);
  detail::each_option<Real>(
      world, organisation, keep, [&](const Mask<Real>& open, Real& propensity, const Real& paid) {
        const Real own = propensity / total * paid;
        const double tried = p.experimentation;
        const Real reinforced = (1.0 - p.forgetting) * propensity + (1.0 - tried) * own +
                                tried * (reinforcements - own) / others;
        propensity = select(open, select(propensity > 0.0, reinforced, fresh), propensity);
      });
  for (const int s : layout.stakes_of(organisation))
    world.alone_earned[s] = world.alone_spent[s] = 0.0;
  for (const int i : layout.organisations[organisation].seats)
    world.together_earned[i] = world.together_spent[i] = 0.0;
}

/// Boards under the payoff rule weigh their options by propensity.
template <class Real>
void reinforce(World<Real>& world, const Payoff& p) {
  const auto& layout = *world.layout;
  if (!world.learns_from_payoff || !boards_meet(world)) return;
  each_organisation(world, [&](int i, Workspace<Real>&) {
    reinforce_options(world, i, p);
    world.keep_weight[i] = world.keep_propensity[i];
    for (const int s : layout.stakes_of(i))
      world.alone_weight[s] = select(may_work_alone(world, s), world.alone_propensity[s], 0.0);
    for (const int seat : layout.organisations[i].seats)
      world.together_weight[seat] =
          select(world.sits(seat) && world.operating[layout.seats[seat].table],
                 world.together_propensity[seat], 0.0);
  });
}

}  // namespace samen
