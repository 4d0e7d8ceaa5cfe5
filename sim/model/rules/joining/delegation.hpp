// 7.28 Whom a partner sends.
//
// One delegate; somebody from the top, who frees time and money and hardly moves; a future leader,
// who moves and has little mandate; or one of each, who share the seat. Together they cost the
// meetings of two. Sources: E13, E14.
#pragma once

#include "model/world/world.hpp"

namespace samen {

struct Delegation {
  double top_mandate = 0.7;
  double top_anchoring = 0.04;
  double young_mandate = 0.3;
  double young_elan = 0.04;
  double young_contact = 0.5;

  static constexpr std::array parameters{
      Parameter{&Delegation::top_mandate,
                "top_mandate",
                "share",
                {0, 1},
                "share of the missing mandate somebody from the top brings",
                "E14; assumption",
                adds_nothing},
      Parameter{&Delegation::top_anchoring,
                "top_anchoring",
                "1/month",
                {0, 1},
                "share of the missing link with the own board somebody from the top adds",
                "E14; assumption",
                adds_nothing},
      Parameter{&Delegation::young_mandate,
                "young_mandate",
                "factor",
                {0, 1},
                "on the mandate of a future leader",
                "E13; assumption",
                leaves_as_is},
      Parameter{&Delegation::young_elan,
                "young_elan",
                "1/month",
                {0, 1},
                "share of the missing élan future leaders restore",
                "E13; assumption",
                adds_nothing},
      Parameter{&Delegation::young_contact,
                "young_contact",
                "factor",
                {0, 10},
                "what future leaders add to what a meeting does for acquaintance and trust",
                "E13; assumption",
                adds_nothing},
  };
};

inline bool sends_top(const Levers& levers) {
  return levers.delegates == Sent::top || levers.delegates == Sent::both;
}
inline bool sends_young(const Levers& levers) {
  return levers.delegates == Sent::young || levers.delegates == Sent::both;
}
inline double persons_per_seat(const Levers& levers) {
  return levers.delegates == Sent::both ? 2.0 : 1.0;
}

/// The mandate of whom a partner sends, of whom `one` is the mandate of the usual delegate.
template <class Real>
Real mandate_sent(const Levers& levers, const Real& one, const Delegation& p) {
  if (sends_top(levers)) return share(one + p.top_mandate * (1.0 - one));
  return sends_young(levers) ? Real(p.young_mandate * one) : one;
}

/// What whom the partners send adds a month to the missing link home, to the missing élan, and the
/// factor on what a meeting does.
inline double top_link(const Levers& levers, const Delegation& p) {
  return sends_top(levers) ? p.top_anchoring : 0.0;
}
inline double young_elan(const Levers& levers, const Delegation& p) {
  return sends_young(levers) ? p.young_elan : 0.0;
}
inline double contact(const Levers& levers, const Delegation& p) {
  return sends_young(levers) ? 1.0 + p.young_contact : 1.0;
}

}  // namespace samen
