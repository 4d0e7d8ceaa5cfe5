// 7.40 Whom a partner sends.
//
// A partner sends one delegate; or somebody from the top, who frees time and money and hardly
// changes position; or a future leader, who changes position and has little mandate; or one of
// each. Then two persons share one seat, and both must be paid for meetings. Sources: E13, E14.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

/// The persons whom a partner sends: one delegate, one from the top, a future leader, or both
/// (E13).
enum class DelegateProfile { one, top, young, both };
inline constexpr std::array<std::string_view, 4> delegates_names{"one", "top", "young", "both"};

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

  struct Levers {
    DelegateProfile delegates = DelegateProfile::one;

    static constexpr std::array parameters{
        choice<&Levers::delegates>(
            "delegates", delegates_names,
            "whom a partner sends: one delegate, one from the top, a future leader, or both",
            "E13, E14")
            .settled("whom partners send is decided before the first month"),
    };
  };
};
template <>
struct ParametersOf<Delegation> {
  Delegation delegation;
  static constexpr auto member = &ParametersOf::delegation;
  static constexpr std::string_view name = "delegation", number = "7.40",
                                    title = "whom a partner sends";
};

inline bool sends_top(const auto& levers) {
  return levers.delegates == DelegateProfile::top || levers.delegates == DelegateProfile::both;
}
inline bool sends_young(const auto& levers) {
  return levers.delegates == DelegateProfile::young || levers.delegates == DelegateProfile::both;
}
/// The mandate of the persons sent, if an ordinary delegate has mandate `usual`.
template <class Real>
Real mandate_sent(const auto& levers, const Real& usual, const Delegation& p) {
  if (sends_top(levers)) return share(usual + p.top_mandate * (1.0 - usual));
  return sends_young(levers) ? Real(p.young_mandate * usual) : usual;
}

/// Before the first month: partners send their delegates.
template <class Real>
void send_delegates(World<Real>& world, const Delegation& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    const auto& levers = world.levers(m);
    for (const int i : layout.seats_at(m)) {
      world.mandate[i] = mandate_sent<Real>(levers, world.mandate[i], p);
      world.persons[i] = levers.delegates == DelegateProfile::both ? 2.0 : 1.0;
    }
    if (sends_top(levers)) world.link_brought[m] = p.top_anchoring;
    if (!sends_young(levers)) return;
    world.elan_brought[m] = p.young_elan;
    world.contact[m] = 1.0 + p.young_contact;
  });
}

}  // namespace samen
