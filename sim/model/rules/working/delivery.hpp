// 7.32 Partners deliver what they pledged, more or less.
//
// The delivery of a partner mixes its own inclination with reciprocity. The inclination comes from
// ownership, élan (momentum) and motivation, less the change asked of the partner once matters are
// concrete. Reciprocity is imperfect conditional cooperation; trust is the belief about what the
// others do. If a team is temporary and knows its end, the shadow of the future shrinks: the less
// time is left, the less it pays to be seen giving. With unequal means, each partner follows the
// norm that asks less of itself: equal amounts if it has more, equal shares if it has less. A
// member who pulls a table may go first: it gives more than it otherwise would, and the others see
// it before they choose. Confirmed beacons (milestones) absorb part of a shock (shocks.hpp).
// Sources: E03, E04, E06, B37, B52, B54; Fischbacher & Gächter (2010), American Economic Review
// 100(1): people match others slightly less than fully; Dal Bó (2005), American Economic Review
// 95(5): cooperation rises with the chance that there is a next round; Güth, Levati, Sutter & van
// der Heijden (2007), J. Public Economics 91, and Gächter et al. (2012), Economic Inquiry 50(4):
// leaders give more, and the others follow what they see.
#pragma once

#include "model/world/mechanism.hpp"
#include "model/world/shocks.hpp"

namespace samen {

namespace purpose {
inline constexpr Purpose delivery_noise{39};
}

struct Delivery {
  double base = 0.2;
  double ownership = 2.2;
  double elan = 1.5;
  double motivation = 1.2;
  double change_cost = 3.8;
  double matching = 0.82;
  double noise = 0.05;
  double backbone = 0.6;
  double example = 0.0;
  double shadow = 1.8;
  double patience = 12.0;
  double lead = 0.3;
  double follow = 0.5;
  double self_serving = 0.3;

  static constexpr std::array parameters{
      Parameter{&Delivery::base,
                "base",
                "logit",
                {-10, 10},
                "inclination to deliver with nothing speaking for or against",
                "assumption"},
      Parameter{&Delivery::ownership,
                "ownership",
                "logit",
                {0, 20},
                "what full ownership adds to it",
                "B37; assumption",
                adds_nothing},
      Parameter{&Delivery::elan,
                "elan",
                "logit",
                {0, 20},
                "what full élan adds to it",
                "A14; assumption; fitted to V3",
                adds_nothing},
      Parameter{&Delivery::motivation,
                "motivation",
                "logit",
                {0, 20},
                "what the delegate's motivation above one half adds to it",
                "B21; assumption",
                adds_nothing},
      Parameter{&Delivery::change_cost,
                "change_cost",
                "logit",
                {0, 20},
                "what own change takes from it once matters are concrete",
                "E03; fitted to E03",
                adds_nothing},
      Parameter{&Delivery::matching,
                "matching",
                "share",
                {0, 1},
                "how fully reciprocators match what they believe of others",
                "G8: 0.7-0.95; Fischbacher & Gächter (2010)"}
          .plausible_between(0.7, 0.95),
      Parameter{&Delivery::noise, "noise", "share", {0, 1}, "spread of delivery", "assumption"},
      Parameter{&Delivery::backbone,
                "backbone",
                "share",
                {0, 1},
                "share of a shock four beacons absorb",
                "B54; assumption",
                adds_nothing},
      Parameter{&Delivery::example,
                "example",
                "share",
                {0, 1},
                "how far a legitimate member who pulls and delivered more than is believed of the "
                "others lifts that belief",
                "G17; assumption; 0: follow stands in its place"},
      Parameter{
          &Delivery::shadow,
          "shadow",
          "logit",
          {0, 20},
          "inclination that goes where no future is left to a temporary team",
          "Keser & van Winden (2000), Dal Bó (2005); rule added for V1 and V2; assumption; 0: "
          "the end casts none",
          adds_nothing},
      Parameter{&Delivery::patience,
                "patience",
                "months",
                {0.01, 1200},
                "months to go at which half of that is gone",
                "assumption"},
      Parameter{&Delivery::lead,
                "lead",
                "share",
                {0, 1},
                "share of what is missing that a member who pulls delivers on top, going first",
                "Güth et al. (2007), Gächter et al. (2012); rule added for V5; assumption",
                adds_nothing},
      Parameter{
          &Delivery::follow,
          "follow",
          "share",
          {0, 1},
          "how far what is believed of the others moves to what who pulls has just delivered, "
          "up or down",
          "Güth et al. (2007), Gächter & Renner (2018); rule added for V5; assumption; 0: nobody "
          "waits for a leader",
          adds_nothing},
      Parameter{
          &Delivery::self_serving,
          "self_serving",
          "share",
          {0, 1},
          "how far who has more than a partner expects that partner's amount of it and not "
          "its share",
          "Reuben & Riedl (2013), Babcock & Loewenstein (1997); rule added for V2; assumption",
          adds_nothing},
  };

  template <class Real>
  struct State {
    std::vector<Real> delivered;      ///< share of the pledge delivered this month
    std::vector<Real> deadline_pull;  ///< effect of deadlines on the inclination to deliver [logit]
    std::vector<Real> own_choice;     ///< effect of the delegate's own choice on the inclination
                                      ///< [logit]

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {31, &State::delivered, Per::seat, moving},
          {0, &State::deadline_pull, Per::table, scratch},
          {0, &State::own_choice, Per::seat, scratch},
      });
    }
  };

  static constexpr std::array purposes{
      PurposeRow{purpose::delivery_noise, "delivery_noise"},
  };
};
template <>
struct ParametersOf<Delivery> {
  Delivery delivery;
  static constexpr auto member = &ParametersOf::delivery;
  static constexpr std::string_view name = "delivery", number = "7.32", title = "partners deliver";
};

/// Share of the future that is left to table m: 0 in the last month of a temporary team, 1 if the
/// table is permanent.
template <class Real>
double future_left(const World<Real>& world, int m, const Delivery& p) {
  const int months = world.levers(m).team_months;
  if (months == 0) return 1.0;
  const double to_go = months - 1 - world.month % months;
  return to_go / (to_go + p.patience);
}

/// Inclination of seat i to deliver, before reciprocity.
template <class Real>
Real inclination(const World<Real>& world, int i, const Delivery& p) {
  const int m = world.layout->seats[i].table;
  return logistic(p.base + p.ownership * world.ownership[i] + p.elan * world.elan[m] +
                  p.motivation * (world.motivation[i] - 0.5) -
                  p.change_cost * world.change_felt[i] * world.concrete[m] +
                  world.deadline_pull[m] - p.shadow * (1.0 - future_left(world, m, p)) +
                  world.own_choice[i]);
}

/// Whether seat i leads by example: it pulls its table and has pledged, so that the others have
/// something to see.
template <class Real>
Mask<Real> leads_by_example(const World<Real>& world, int i) {
  return world.member[i] && world.pulls[i] && world.pledge[i] > 0.0;
}

/// Delivery of the members who pull at table m: of this month if they have already delivered,
/// otherwise of last month; 0 if nobody pulls.
template <class Real>
Real example_set(const World<Real>& world, int m) {
  Real sum = 0.0;
  Real n = 0.0;
  for (const int i : world.layout->seats_at(m)) {
    const Mask<Real> leads = leads_by_example(world, i);
    sum += select(leads, world.delivered[i], 0.0);
    n += select(leads, Real(1.0), Real(0.0));
  }
  return sum / greatest(n, 1.0);
}

/// The delivery that seat i expects of the others, as a share of its own means. As far as the seat
/// is self-serving, it expects from a partner with less means only the amount that this partner
/// gives. All see the open budgets.
template <class Real>
Real expected_of_others(const World<Real>& world, int i, const Delivery& p) {
  if (p.self_serving == 0.0) return mean_trust(world, i);
  const Real mine = above_zero(world.open_budget[world.organisation_of(i)]);
  return mean_over_others(world, i, [&](int j) {
    const Real means = least(1.0, world.open_budget[world.organisation_of(j)] / mine);
    return world.trust[world.layout->pair(i, j)] * (1.0 - p.self_serving + p.self_serving * means);
  });
}

/// The belief of seat i about the others: its expectation, or more if a legitimate puller delivered
/// more last month.
template <class Real>
Real belief_of(const World<Real>& world, int i, const Real& example, const Delivery& p) {
  const Real expected = expected_of_others(world, i, p);
  const Real lifted = p.example * world.legitimacy[world.layout->seats[i].table] *
                      greatest(0.0, example - expected);
  return expected + select(world.pulls[i], 0.0, lifted);
}

/// The delivery that seat i intends, given this belief about the others.
template <class Real>
Real intended_delivery(const World<Real>& world, int i, const Real& belief, const Delivery& p,
                       const Draws<Real>& draws) {
  const auto& seat = world.layout->seats[i];
  const Real weight = world.reciprocity[seat.organisation];
  const Real own = (1.0 - weight) * inclination(world, i, p);
  const Real matched = weight * p.matching * belief;
  const Real owned = weight * (1.0 - p.matching) * world.ownership[i];
  const Real z = draws.normal({.purpose = purpose::delivery_noise,
                               .month = world.month,
                               .table = world.layout->tables[seat.table].key,
                               .i = seat.key});
  return share(own + matched + owned + p.noise * z);
}

/// The member who pulls table m goes first and gives more. The others see it and choose again;
/// their first choice rested on last month's `example`.
template <class Real>
void follow_the_lead(World<Real>& world, int m, const Mask<Real>& at_work, const Real& example,
                     const Delivery& p, const Draws<Real>& draws) {
  Mask<Real> led = false;
  for (const int i : world.layout->seats_at(m)) {
    const Mask<Real> leads = at_work && leads_by_example(world, i);
    led = led || leads;
    const Real more = world.delivered[i] + p.lead * (1.0 - world.delivered[i]);
    world.delivered[i] = select(leads, more, world.delivered[i]);
  }
  if (p.follow == 0.0 || none(led)) return;
  const Real seen = example_set(world, m);
  for (const int i : world.layout->seats_at(m)) {
    const Mask<Real> follows = led && world.member[i] && !world.pulls[i];
    if (none(follows)) continue;
    const Real belief = belief_of(world, i, example, p);
    const Real moved = belief + p.follow * (seen - belief);
    world.delivered[i] =
        select(follows, intended_delivery(world, i, moved, p, draws), world.delivered[i]);
  }
}

/// Sets the delivery that partners intend.
template <class Real>
void deliver(World<Real>& world, const Delivery& p, const Draws<Real>& draws) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const Mask<Real> at_work = world.alive[m] && world.operating[m];
    if (none(at_work)) return;
    const Real example = example_set(world, m);
    for (const int i : world.layout->seats_at(m)) {
      const Real belief = belief_of(world, i, example, p);
      world.delivered[i] =
          select(at_work && world.member[i], intended_delivery(world, i, belief, p, draws),
                 world.delivered[i]);
    }
    if (p.lead > 0.0 || p.follow > 0.0) follow_the_lead(world, m, at_work, example, p, draws);
  });
}

/// Shocks take their part of the delivery; beacons absorb some of each shock.
template <class Real>
void suffer_shocks(World<Real>& world, const Delivery& p) {
  const auto& layout = *world.layout;
  if (layout.shocks.empty()) return;
  note_shocks(world);
  each_table(world, [&](int m, Workspace<Real>&) {
    const Mask<Real> at_work = world.alive[m] && world.operating[m];
    if (none(at_work)) return;
    for (const int i : layout.seats_at(m)) {
      const Real kept = 1.0 - shock_on(layout, world.month, world.organisation_of(i), m) *
                                  (1.0 - p.backbone * world.beacons[m] / 4.0);
      world.delivered[i] =
          select(at_work && world.member[i], share(kept * world.delivered[i]), world.delivered[i]);
    }
  });
}

}  // namespace samen
