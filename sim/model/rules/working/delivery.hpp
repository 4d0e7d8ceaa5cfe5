// 7.12 Partners deliver what they pledged, more or less.
//
// What a partner delivers mixes its own inclination – ownership, élan, motivation, less the change
// asked of it once matters are concrete – with reciprocity: imperfect conditional cooperation,
// trust being the belief about what the others do. Confirmed beacons absorb part of a shock
// (shock.hpp).
// Sources: E03, E04, E06, B37, B52, B54; Fischbacher & Gächter (2010), American Economic Review
// 100(1): people match others slightly less than fully.
#pragma once

#include "model/rules/deciding/decision.hpp"
#include "model/rules/trusting/accountability.hpp"
#include "model/rules/working/backcasting.hpp"
#include "model/rules/working/shock.hpp"

namespace samen {

struct Delivery {
  double base = 0.2;
  double ownership = 2.2;
  double elan = 1.4;
  double motivation = 1.2;
  double change_cost = 1.6;
  double matching = 0.85;
  double noise = 0.05;
  double backbone = 0.6;
  double example = 0.5;

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
                "A14; assumption",
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
                "E03; assumption",
                adds_nothing},
      Parameter{&Delivery::matching,
                "matching",
                "share",
                {0, 1},
                "how fully reciprocators match what they believe of others",
                "G8: 0.7-0.95; Fischbacher & Gächter (2010)"},
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
                "G17; assumption"},
  };
};

/// Inclination of seat i to deliver, of its own accord.
template <class Real>
Real inclination(const World<Real>& world, int i, const Delivery& p, const Decide& decide,
                 const Backcasting& deadlines = {}) {
  const int m = world.layout->seats[i].table;
  return logistic(p.base + p.ownership * world.ownership[i] + p.elan * world.elan[m] +
                  p.motivation * (world.motivation[i] - 0.5) -
                  p.change_cost * felt_change_cost(world, i, decide) *
                      concreteness(world, m, decide) +
                  deadline_pull(world, m, deadlines));
}

/// What the members who pull at table m delivered last month; 0 where none does.
template <class Real>
Real example_set(const World<Real>& world, int m) {
  Real sum = 0.0;
  Real n = 0.0;
  for (const int i : world.layout->seats_at(m)) {
    const Mask<Real> leads = world.member[i] && world.pulls[i] && world.pledge[i] > 0.0;
    sum += select(leads, world.delivered[i], 0.0);
    n += select(leads, Real(1.0), Real(0.0));
  }
  return sum / greatest(n, 1.0);
}

template <class Real>
void deliver(World<Real>& world, const Delivery& p, const Decide& decide, const Draws<Real>& draws,
             const Accountability& account = {}, const Backcasting& deadlines = {}) {
  const Layout& layout = *world.layout;
  note_shocks(world);
  each_table(world, [&](int m, Desk<Real>&) {
    const Mask<Real> at_work = world.alive[m] && world.operating[m];
    if (none(at_work)) return;
    const Real example = example_set(world, m);
    for (const int i : layout.seats_at(m)) {
      const Real trust = mean_trust(world, i);
      const Real lifted = p.example * world.legitimacy[m] * greatest(0.0, example - trust);
      const Real belief = trust + select(world.pulls[i], 0.0, lifted);
      const Real kept = 1.0 - shock_on(layout, world.month, world.organisation_of(i), m) *
                                  (1.0 - p.backbone * world.beacons[m] / 4.0);
      const Real weight = world.reciprocity[world.organisation_of(i)];
      const Real own = (1.0 - weight) * inclination(world, i, p, decide, deadlines);
      const Real matched = weight * p.matching * belief;
      const Real owned = weight * (1.0 - p.matching) * world.ownership[i];
      const Real z = draws.normal({.purpose = Purpose::delivery_noise,
                                   .month = world.month,
                                   .table = layout.tables[m].key,
                                   .i = layout.seats[i].key});
      const Real delivered = share(
          kept * answered<Real>(world, i, share(own + matched + owned + p.noise * z), account));
      world.delivered[i] = select(at_work && world.member[i], delivered, world.delivered[i]);
    }
  });
}

}  // namespace samen
