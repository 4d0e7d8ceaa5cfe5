// 7.27 Agreements are made formal, or not.
//
// From a spoken word to a declaration of intent to a binding contract: the more formal, the rarer a
// member leaves, the longer it takes before work can start, and the harder it is for those who fit
// no box – private persons – to stay. Sources: B31, C04, C21, D08, D13, D36.
#pragma once

#include "model/world/world.hpp"

namespace samen {

struct Formal {
  double binds = 0.6;
  double setup = 6.0;
  double hinders = 2.0;

  static constexpr std::array parameters{
      Parameter{&Formal::binds,
                "binds",
                "share",
                {0, 1},
                "share of the rate of leaving that a binding contract prevents",
                "C04; assumption",
                adds_nothing},
      Parameter{&Formal::setup,
                "setup",
                "months",
                {0, 120},
                "months a binding contract takes once a table is ready to operate",
                "C04, C21; assumption",
                adds_nothing},
      Parameter{&Formal::hinders,
                "hinders",
                "factor",
                {0, 20},
                "what a binding contract adds to the rate at which private persons leave",
                "D13, D36; assumption"},
  };
};

/// 0 a spoken word, one half a declaration of intent, 1 a binding contract.
inline double formality(const Levers& levers) {
  return 0.5 * static_cast<double>(levers.formality);
}

/// Factor on the rate at which seat i leaves.
template <class Real>
double formal_ties(const World<Real>& world, int i, const Formal& p) {
  const double formal = formality(world.levers(world.layout->seats[i].table));
  const auto& owner = world.layout->organisations[world.organisation_of(i)];
  const double outside = owner.sector == Sector::private_particular ? p.hinders * formal : 0.0;
  return (1.0 - p.binds * formal) * (1.0 + outside);
}

/// Whether the papers of table m are in order: the months it was ready to operate have sufficed.
template <class Real>
Mask<Real> papers_in_order(World<Real>& world, int m, const Mask<Real>& ready, const Formal& p,
                           Desk<Real>& desk) {
  const double formal = formality(world.levers(m));
  if (formal == 0.0) return ready;
  const Mask<Real> done = ready && world.ready_months[m] >= p.setup * formal;
  world.ready_months[m] += select(ready, 1.0, 0.0);
  note(desk, done, {.month = world.month, .kind = EventKind::agreement, .table = m}, Real(formal));
  return done;
}

}  // namespace samen
