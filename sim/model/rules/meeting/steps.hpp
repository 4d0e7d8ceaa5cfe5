// 7.16.1 The steps of an exercise.
//
// Partners who design a collaboration do not only meet: they do something, and each work form is
// for something else. An opportunity circle lets everyone voice what is wanted, as in the nominal
// group of Delbecq & Van de Ven (1971), J. Applied Behavioral Science 7(4), and in appreciative
// inquiry (Cooperrider & Srivastva 1987); a statement that all write is theirs; goals in order say
// what comes first (Locke & Latham 2002, American Psychologist 57(9)); a fiche tells what each can
// bring; a cheque is a pledge before all, and those who have given their word keep to it (Cialdini
// 2001; Kerr & Kaufman-Gilliland 1994, J. Personality and Social Psychology 66(3)); a commitment
// walk shows where all stand; looking back teaches (Tannenbaum & Cerasoli 2013, Human Factors
// 55(1)). A step is a dated meeting. What a step is for is not there before: without its goals a
// table does not start. Sizes are assumptions, set so that the exercise of 2013 as it was played
// ends with what its report tells. Sources: B09, B12, B13, B15, B19, B21-B23, B34, B36.
#pragma once

#include <array>

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind step_held{33}, cheque_written{34};
}
namespace purpose {
inline constexpr Purpose cheque_approval{70};
}

struct Steps {
  double half_day = 0.25;
  double circle = 0.5;
  double contributing = 0.4;
  double order = 0.8;
  double fiche = 0.8;
  double asks = 0.35;
  double least_staff = 0.1;
  double delegate_reach = 0.6;
  double honour = 0.6;
  double fades = 0.03;
  double walk = 0.5;
  double looking_back = 0.3;
  double prepared = 0.3;

  static constexpr std::array parameters{
      Parameter{&Steps::half_day,
                "half_day",
                "days",
                {1e-3, 31},
                "length at which a work form does half of what it can",
                "a work form fills a half-day (B09); assumption"},
      Parameter{&Steps::circle,
                "circle",
                "share",
                {0, 1},
                "share of the way to what all present voice that an opportunity circle brings each",
                "B34; assumption",
                adds_nothing},
      Parameter{&Steps::contributing,
                "contributing",
                "share",
                {0, 1},
                "share of the missing ownership that contributing to aspirations, statement or "
                "goals adds, at full alignment",
                "B36; assumption",
                adds_nothing},
      Parameter{&Steps::order,
                "order",
                "share",
                {0, 1},
                "share of the effort that an agreed order of goals binds to the goal whose turn it "
                "is",
                "B13; assumption",
                adds_nothing},
      Parameter{&Steps::fiche,
                "fiche",
                "share",
                {0, 1},
                "share of the unknown that partners learn of each other from their fiches",
                "B15-B17; assumption",
                adds_nothing},
      Parameter{
          &Steps::asks,
          "asks",
          "share",
          {0, 1},
          "share of the open budget of a partner that a fiche expects of it; of a stranger as "
          "of the mean partner",
          "B15; assumption",
          adds_nothing},
      Parameter{&Steps::least_staff,
                "least_staff",
                "FTE",
                {0, 10},
                "least staff on a cheque: what is less is rounded to this or to none",
                "B19: at least a tenth; 0: any"},
      Parameter{&Steps::delegate_reach,
                "delegate_reach",
                "share",
                {0, 1},
                "share of the open budget that a delegate with a full mandate and full motivation "
                "puts on a cheque by itself",
                "B70; assumption; as decision.mandate_reach"},
      Parameter{&Steps::honour,
                "honour",
                "share",
                {0, 1},
                "share of what a pledge lacks to the cheque that the home board adds",
                "Kerr & Kaufman-Gilliland (1994), Cialdini (2001); assumption",
                adds_nothing},
      Parameter{&Steps::fades,
                "fades",
                "1/month",
                {0, 1},
                "share of a cheque and of what partners expect that is forgotten",
                "assumption: half in two years"},
      Parameter{&Steps::walk,
                "walk",
                "share",
                {0, 1},
                "ownership that a commitment walk adds, per distance to the mean position and of "
                "what is missing",
                "B23; assumption",
                adds_nothing},
      Parameter{&Steps::looking_back,
                "looking_back",
                "share",
                {0, 1},
                "share of the missing quality of method won by looking back",
                "Tannenbaum & Cerasoli (2013); assumption",
                adds_nothing},
      Parameter{&Steps::prepared,
                "prepared",
                "share",
                {0, 1},
                "share of the missing link with the home board that a question put to it adds",
                "B05, B38; assumption",
                adds_nothing},
  };

  template <class Real>
  struct State {
    std::vector<Real> cheque;  ///< what stands on the cheque of the seat [k€/month]

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {114, &State::cheque, Per::seat, optional, amount, "a cheque is finite and not negative"},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::step_held, "step_held", "kind of the step, from 0 (agenda) to 7"},
      EventRow{event::cheque_written, "cheque_written", "what stands on the cheque, k€ a month"},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::cheque_approval, "cheque_approval"},
  };
};
template <>
struct ParametersOf<Steps> {
  Steps steps;
  static constexpr auto member = &ParametersOf::steps;
  static constexpr std::string_view name = "steps", number = "7.16.1",
                                    title = "the steps of an exercise";
};

/// Whether a step takes place in this month; a step without any time never does.
inline bool is_held(const Step& step, int month) {
  return step.month == month && step.days > 0.0;
}

/// The beacon that a step of this kind is for, or 0.
constexpr int beacon_of(StepKind kind) {
  switch (kind) {
    case StepKind::opportunity_circle:
      return 2;
    case StepKind::statement:
      return 3;
    case StepKind::goals:
      return 4;
    default:
      return 0;
  }
}

/// How much of what it can a work form does: its quality, and the more the longer it takes.
template <class Real>
Real dose_of(const World<Real>& world, int m, const Step& step, const Steps& p) {
  const double enough = 1.0 - power(0.5, step.days / p.half_day);
  return enough * (step.method < 0.0 ? world.method[m] : Real(step.method));
}

/// Whether seat i takes part in what happens at its table this month.
template <class Real>
Mask<Real> takes_part(const World<Real>& world, int i) {
  return world.sits(i) && world.present[i];
}

/// Says what table m can come to this month: what a later step is for is not within reach; each
/// step for a beacon that is held lets one more be confirmed at once; and who has taken one does
/// not wait to know each other first.
template <class Real>
void see_what_is_within_reach(World<Real>& world, int m) {
  const auto& layout = *world.layout;
  double reach = 4.0, at_once = 1.0, goals = 1.0, strangers_may = 0.0;
  for (const int n : layout.tables[m].steps) {
    const Step& step = layout.steps[n];
    const int beacon = beacon_of(step.kind);
    if (step.days == 0.0 || beacon == 0) continue;
    if (step.month == world.month) at_once += 1.0;
    if (step.month <= world.month) {
      strangers_may = 1.0;
      continue;
    }
    reach = std::min(reach, beacon - 1.0);
    if (step.kind == StepKind::goals) goals = 0.0;
  }
  world.within_reach[m] = reach;
  world.at_most[m] = at_once;
  world.has_goals[m] = goals;
  world.strangers_may[m] = strangers_may;
}

/// Delegates or the puller put the question of the step to the home boards of table m.
template <class Real>
void prepare_at_home(World<Real>& world, int m, const Step& step, const Steps& p) {
  if (step.prepares == Preparation::nobody) return;
  for (const int i : world.layout->seats_at(m)) {
    const Real who = step.prepares == Preparation::delegate ? world.motivation[i]
                                                            : least(Real(1.0), world.pull(m));
    const Real link = world.anchoring[i];
    const Real added = p.prepared * who * (1.0 - link) * (1.0 - world.estranged[i]);
    world.anchoring[i] = select(takes_part(world, i), share(link + added), link);
  }
}

/// Opportunity circle: those present move towards what all of them voice.
template <class Real>
void voice_together(World<Real>& world, int m, const Real& moved) {
  const auto& layout = *world.layout;
  Real n = 0.0;
  for (const int i : layout.seats_at(m)) n += select(takes_part(world, i), Real(1.0), Real(0.0));
  for (const int k : layout.goals_of(layout.tables[m].set)) {
    Real sum = 0.0;
    for (const int i : layout.seats_at(m))
      sum += select(takes_part(world, i), world.expressed[layout.of_seat(i, k)], Real(0.0));
    const Real common = sum / greatest(n, Real(1.0));
    for (const int i : layout.seats_at(m)) {
      Real& voiced = world.expressed[layout.of_seat(i, k)];
      voiced = select(takes_part(world, i), voiced + moved * (common - voiced), voiced);
    }
  }
}

/// What the organisation at seat i has stated that it expects of the one at seat j, or unstated.
template <class Real>
double stated_expectation(const World<Real>& world, int i, int j) {
  return world.layout->organisations[world.organisation_of(i)].expects_of(world.organisation_of(j));
}

/// Fiches: those present learn what the others can bring, and say what they expect of each: what
/// they have stated, or a share of what they see.
template <class Real>
void read_fiches(World<Real>& world, int m, const Real& learned, const Steps& p) {
  const auto& layout = *world.layout;
  const Real mean = mean_over_members(
      world, m, [&](int j) { return world.open_budget[world.organisation_of(j)]; });
  for (const int i : layout.seats_at(m))
    for (const int j : layout.seats_at(m)) {
      if (i == j) continue;
      const Mask<Real> both = takes_part(world, i) && takes_part(world, j);
      Real& known = world.knowledge[layout.pair(i, j)];
      known = select(both, share(known + learned * (1.0 - known)), known);
      const Real seen = mean + known * (world.open_budget[world.organisation_of(j)] - mean);
      const double stated = stated_expectation(world, i, j);
      Real& expected = world.expected[layout.pair(i, j)];
      expected = select(both, stated < 0.0 ? p.asks * seen : Real(stated), expected);
    }
}

/// Those present expect of each other what stands on the cheques, unless they have stated what they
/// expect.
template <class Real>
void see_cheques(World<Real>& world, int m) {
  const auto& layout = *world.layout;
  for (const int i : layout.seats_at(m))
    for (const int j : layout.seats_at(m)) {
      if (i == j || stated_expectation(world, i, j) >= 0.0) continue;
      Real& expected = world.expected[layout.pair(i, j)];
      expected = select(takes_part(world, i) && takes_part(world, j), world.cheque[j], expected);
    }
}

/// An amount of which the staff is rounded: less than the least post is one, or none [k€/month].
template <class Real>
Real with_whole_post(const World<Real>& world, int organisation, const Real& amount,
                     const Steps& p) {
  const double part =
      world.layout->organisations[organisation].cheque[static_cast<std::size_t>(Cheque::staff)];
  constexpr double rounds_up = 0.5;  // of the least post
  const double least_post = p.least_staff * world.conventions.fte_cost;
  const Real staff = part * amount;
  const Real whole = select(staff >= rounds_up * least_post, Real(least_post), Real(0.0));
  const Real posts = select(staff < least_post, whole, staff);
  return least(amount - staff + posts, world.open_budget[organisation]);
}

/// Cheques: what those present bring: what their organisation has stated; or what their home board
/// says, if it was asked and agrees, and otherwise they themselves, as far as mandate and
/// motivation reach.
template <class Real>
void write_cheques(World<Real>& world, int m, const Step& step, const Steps& p,
                   const Draws<Real>& draws, Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const bool asked = step.prepares != Preparation::nobody;
  for (const int i : layout.seats_at(m)) {
    const int owner = world.organisation_of(i);
    const Real budget = world.open_budget[owner];
    const Real worth = world.value_together[i];
    const Real alone = world.value_alone[layout.seats[i].stake];  // 0 where that is no option
    const Real by_board = budget * (worth / (worth + alone + world.conventions.keep));
    const Real by_delegate = budget * (p.delegate_reach * world.mandate[i] * world.motivation[i]);
    const Mask<Real> agrees =
        Mask<Real>(asked) && draws.uniform({.purpose = purpose::cheque_approval,
                                            .month = world.month,
                                            .table = layout.tables[m].key,
                                            .i = layout.seats[i].key}) < world.anchoring[i];
    const double stated = layout.organisations[owner].writes;
    const Real promised = stated < 0.0 ? select(agrees, by_board, by_delegate) : Real(stated);
    const Real amount = with_whole_post<Real>(world, owner, promised, p);
    const Mask<Real> here = takes_part(world, i);
    world.cheque[i] = select(here, amount, world.cheque[i]);
    note(workspace, here && amount > 0.0,
         {.month = world.month, .kind = event::cheque_written, .table = m, .organisation = owner},
         amount);
  }
}

/// Commitment walk: all take a place and say why; who stands behind the others comes closer.
template <class Real>
void walk(World<Real>& world, int m, const Real& closer) {
  const Real mean = mean_over_members(world, m, [&](int i) { return commitment(world, i); });
  for (const int i : world.layout->seats_at(m)) {
    Real& owned = world.ownership[i];
    const Real behind = greatest(Real(0.0), mean - commitment(world, i));
    owned = select(takes_part(world, i), share(owned + closer * behind * (1.0 - owned)), owned);
  }
}

/// Table m takes a step.
template <class Real>
void take_step(World<Real>& world, int m, const Step& step, const Steps& p,
               const Draws<Real>& draws, Workspace<Real>& workspace) {
  const Mask<Real> meets = world.alive[m];
  const Real dose = dose_of(world, m, step, p);
  if (beacon_of(step.kind) > 0)
    world.contributed[m] += select(meets, p.contributing * dose, Real(0.0));
  prepare_at_home(world, m, step, p);
  switch (step.kind) {
    case StepKind::agenda:
    case StepKind::statement:  // all it adds is that everyone contributes
      break;
    case StepKind::opportunity_circle:
      voice_together<Real>(world, m, p.circle * dose);
      break;
    case StepKind::goals: {
      Real& bound = world.agreed_order[m];
      bound = select(meets, share(bound + p.order * dose * (1.0 - bound)), bound);
      break;
    }
    case StepKind::fiche:
      read_fiches<Real>(world, m, p.fiche * dose, p);
      break;
    case StepKind::cheque:
      write_cheques(world, m, step, p, draws, workspace);
      see_cheques(world, m);
      break;
    case StepKind::commitment_walk:
      walk<Real>(world, m, p.walk * dose);
      break;
    case StepKind::looking_back: {
      Real& method = world.method[m];
      method = select(meets, share(method + p.looking_back * dose * (1.0 - method)), method);
      break;
    }
  }
  note(workspace, meets, {.month = world.month, .kind = event::step_held, .table = m},
       Real(static_cast<double>(step.kind)));
}

/// Cheques and what partners expect of each other fade.
template <class Real>
void forget(World<Real>& world, int m, const Steps& p) {
  const auto& layout = *world.layout;
  for (const int i : layout.seats_at(m)) {
    world.cheque[i] *= 1.0 - p.fades;
    for (const int j : layout.seats_at(m)) world.expected[layout.pair(i, j)] *= 1.0 - p.fades;
  }
}

/// Tables take the steps of this month, in the order of the scenario.
template <class Real>
void take_steps(World<Real>& world, const Steps& p, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  if (layout.steps.empty()) return;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    if (layout.tables[m].steps.empty()) return;
    see_what_is_within_reach(world, m);
    forget(world, m, p);
    if (none(world.alive[m])) return;
    for (const int n : layout.tables[m].steps)
      if (is_held(layout.steps[n], world.month))
        take_step(world, m, layout.steps[n], p, draws, workspace);
  });
}

/// Home boards raise what they pledge towards their cheques, from what they would keep.
template <class Real>
void honour_cheques(World<Real>& world, const Steps& p) {
  const auto& layout = *world.layout;
  if (layout.steps.empty() || !boards_meet(world)) return;
  each_organisation(world, [&](int organisation, Workspace<Real>&) {
    Real kept = world.open_budget[organisation];
    for (const int s : layout.stakes_of(organisation)) kept -= world.solo_pledge[s];
    for (const int i : layout.organisations[organisation].seats) kept -= world.pledge[i];
    for (const int i : layout.organisations[organisation].seats) {
      const Mask<Real> asked = world.sits(i) && world.operating[layout.seats[i].table];
      const Real missing = p.honour * greatest(Real(0.0), world.cheque[i] - world.pledge[i]);
      const Real added = select(asked, least(missing, greatest(Real(0.0), kept)), Real(0.0));
      world.pledge[i] += added;
      kept -= added;
    }
  });
  each_table(world, [&](int m, Workspace<Real>&) { add_up_pledges(world, m); });
}

}  // namespace samen
