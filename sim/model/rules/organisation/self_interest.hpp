// 7.26 Back to self-interest, and slowly beyond it.
//
// A hard talk, a setback or a long time without success pushes partners back to themselves for a
// while. Good experience moves the eco weight up, slowly: the orientation of persons hardly changes
// from month to month. Sources: E06, E11; de Matos Fernandes et al. (2022) (G14).
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind turns_to_self{22};
}
namespace reason {
inline constexpr Reason hard_talk{16}, setback{17}, late_success{18};
}

struct SelfInterest {
  double surge = 0.0;
  double recovery = 0.15;
  double patience = 18.0;
  double drift = 0.0;

  static constexpr std::array parameters{
      Parameter{
          &SelfInterest::surge,
          "surge",
          "share",
          {0, 1},
          "share of the eco weight that one hard talk, setback or month of late success takes",
          "E06; default 0: off",
          adds_nothing},
      Parameter{&SelfInterest::recovery,
                "recovery",
                "1/month",
                {0, 1},
                "share of what was taken that returns",
                "assumption"},
      Parameter{&SelfInterest::patience,
                "patience",
                "months",
                {1, 600},
                "months at work without a small win after which success is late",
                "E06; assumption"},
      Parameter{&SelfInterest::drift,
                "drift",
                "1/month",
                {0, 0.05},
                "share of the way to eco that a month with a small win moves a trusting member",
                "E11, G14: monthly r of at least 0.66; default 0: off",
                adds_nothing},
  };

  static constexpr std::array events{
      EventRow{event::turns_to_self, "turns_to_self", "share of the eco weight that is gone"},
  };
  static constexpr std::array reasons{
      ReasonRow{reason::hard_talk, "hard_talk"},
      ReasonRow{reason::setback, "setback"},
      ReasonRow{reason::late_success, "late_success"},
  };
};
template <>
struct ParametersOf<SelfInterest> {
  SelfInterest self_interest;
  static constexpr auto member = &ParametersOf::self_interest;
  static constexpr std::string_view name = "self_interest", number = "7.26",
                                    title = "back to self-interest, and beyond it";
};

/// The reason why the members of table m turn to self-interest this month, or none.
template <class Real>
Real why_turn(const World<Real>& world, int m, const SelfInterest& p) {
  const Mask<Real> late = world.operating[m] && world.months_without_win[m] >= p.patience;
  const Real waited = select(late, code_of(reason::late_success), code_of(reason::none));
  const Real setback = select(world.set_back[m], code_of(reason::setback), waited);
  return select(world.alive[m], select(world.hard_talk[m], code_of(reason::hard_talk), setback),
                code_of(reason::none));
}

/// Failures at its tables turn an organisation to self-interest. Small wins among trusted partners
/// raise its eco weight.
template <class Real>
void turn_to_self(World<Real>& world, const SelfInterest& p) {
  const auto& layout = *world.layout;
  if (p.surge == 0.0 && p.drift == 0.0) return;
  each_organisation(world, [&](int i, Workspace<Real>& workspace) {
    const Real before = world.self_interest[i];
    Real turned = before * (1.0 - p.recovery);
    Real closer = 0.0;
    for (const int seat : layout.organisations[i].seats) {
      const int m = layout.seats[seat].table;
      const Real why = select(world.sits(seat), why_turn(world, m, p), code_of(reason::none));
      const Mask<Real> turns = why != code_of(reason::none);
      turned += select(turns, p.surge * (1.0 - turned), 0.0);
      const Mask<Real> won = world.sits(seat) && world.operating[m] &&
                             world.operating_since[m] < world.month &&
                             world.months_without_win[m] == 0.0;
      closer = greatest(closer, select(won, mean_trust(world, seat), 0.0));
      note(workspace, turns && p.surge > 0.0,
           {.month = world.month, .kind = event::turns_to_self, .table = m, .organisation = i},
           share(turned), why);
    }
    world.self_interest[i] = share(turned);
    world.eco[i] = share(world.eco[i] + p.drift * closer * (1.0 - world.eco[i]));
  });
}

}  // namespace samen
