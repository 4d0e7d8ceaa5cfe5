// 7.20 What announced money does to giving.
//
// A lead gift that is announced tells that others believe in the matter, and lies in the pot before
// anyone has to move: List & Lucking-Reiley (2002), J. Political Economy 110(1), found that it does
// far more than the promise to give pledges back. A match adds to what partners bring, but boards
// need not count on it in full, richer ones do no better than one to one (Karlan & List 2007,
// American Economic Review 97(5)), and part of it replaces own giving (Huck & Rasul 2011, J. Public
// Economics 95). Where nothing is undertaken below a threshold, boards fear for what they pledge,
// and a refund takes part of that fear away. Sources: B55, B57, B58; H1, H3, H5; L11, L12; V6, V7.
#pragma once

#include "model/rules/room/budget.hpp"

namespace samen {

struct Giving {
  double match_belief = 1.0;
  double match_ceiling = 3.0;
  double crowd_out = 0.0;
  double lead_signal = 0.5;
  int gift_months = 24;

  static constexpr std::array parameters{
      Parameter{&Giving::match_belief,
                "match_belief",
                "share",
                {0, 1},
                "how fully boards count on the match when they weigh working together",
                "V6; 1: in full"},
      Parameter{&Giving::match_ceiling,
                "match_ceiling",
                "k€/k€",
                {0, 3},
                "match above which boards expect nothing more from it",
                "H1: 1; 3: every match counts"},
      Parameter{&Giving::crowd_out,
                "crowd_out",
                "share",
                {0, 1},
                "share of the own pledge that a match of one to one replaces",
                "H3: 0-0.4; 0: none"},
      Parameter{&Giving::lead_signal,
                "lead_signal",
                "share",
                {0, 1},
                "share of the missing trust in what others bring that a lead gift of all the work "
                "gives boards",
                "H5; assumption",
                adds_nothing},
      Parameter{&Giving::gift_months,
                "gift_months",
                "months",
                {1, 1200},
                "months of operation over which a lead gift is spent in equal parts",
                "assumption"},
  };
};

/// k€ of match for each own k€ this month, as promised.
template <class Real>
Real match_offered(const World<Real>& world, int m) {
  const Levers& levers = world.levers(m);
  if (money_is_left_out(levers, world.month)) return Real(0.0);
  return select(world.funded[m] > 0.0, Real(levers.match), Real(0.0));
}

/// … as a board counts on it.
template <class Real>
Real match_imagined(const World<Real>& world, int m, const Giving& p) {
  return p.match_belief * least(match_offered(world, m), Real(p.match_ceiling));
}

/// What a board still pledges of its own where a match is offered.
template <class Real>
Real not_crowded_out(const World<Real>& world, int m, const Giving& p) {
  return 1.0 - p.crowd_out * least(match_offered(world, m), Real(1.0));
}

/// The part of an organisation's pledge that may be made while money is no subject.
inline double pledged_in_kind(const Levers& levers, const OrganisationLayout& owner, int month) {
  return money_is_left_out(levers, month) ? 1.0 - owner.cheque[static_cast<int>(Cheque::money)]
                                          : 1.0;
}

/// The lead gift over all the work that the goals of the table ask for, at most 1.
inline double lead_share(const Layout& layout, int m) {
  if (layout.tables[m].levers.lead_gift == 0.0) return 0.0;
  double work = 0.0;
  for (const int k : layout.goals_of(layout.tables[m].set)) work += layout.goals[k].work;
  return least(1.0, layout.tables[m].levers.lead_gift / work);
}

/// Trust in what the others bring, after the signal of a lead gift that is not spent yet.
template <class Real>
Real encouraged(const World<Real>& world, int m, const Real& trust, const Giving& p) {
  const double signal = p.lead_signal * lead_share(*world.layout, m);
  return trust + select(world.gift_left[m] > 0.0, signal, 0.0) * (1.0 - trust);
}

/// The part of the lead gift that is there for this month.
template <class Real>
Real gift_due(const World<Real>& world, int m, const Giving& p) {
  return least(world.gift_left[m], Real(world.levers(m).lead_gift / p.gift_months));
}

/// Own money, match and gift that a month of pledges brings to table m.
template <class Real>
Real raised(const World<Real>& world, int m, const Giving& p) {
  const Real own = world.total_pledge[m];
  return own + least(match_offered(world, m) * own, Real(world.levers(m).match_cap)) +
         gift_due(world, m, p);
}

/// Whether what is pledged at table m reaches the threshold below which nothing is undertaken.
template <class Real>
Mask<Real> undertaken(const World<Real>& world, int m, const Giving& p) {
  if (world.levers(m).threshold == 0.0) return Mask<Real>(true);
  return raised(world, m, p) >= world.levers(m).threshold;
}

/// What a board expects from a k€ that is worth `value` if the threshold is reached, when it
/// expects `together` k€ a month to come together; `keep` is what a k€ given back is worth.
template <class Real>
Real risked(const Levers& levers, const Real& value, const Real& together, double keep) {
  if (levers.threshold == 0.0) return value;
  const Real risk = greatest(0.0, 1.0 - together / levers.threshold);
  const double given_back = levers.refund == Refund::yes ? keep : 0.0;
  return (1.0 - risk) * value + risk * given_back;
}

/// Whether what is pledged at table m stays at home after all: too little came together, and it is
/// given back. The pledge itself stands, for all to see.
template <class Real>
Mask<Real> given_back(const World<Real>& world, int m, const Giving& p) {
  return Mask<Real>(world.levers(m).refund == Refund::yes) && !undertaken(world, m, p);
}

/// A threshold that is missed is known at the board.
template <class Real>
void face_threshold(World<Real>& world, int m, const Giving& p, Desk<Real>& desk) {
  const Mask<Real> missed = world.total_pledge[m] > 0.0 && !undertaken(world, m, p);
  note(desk, missed, {.month = world.month, .kind = EventKind::threshold_missed, .table = m},
       world.total_pledge[m]);
}

}  // namespace samen
