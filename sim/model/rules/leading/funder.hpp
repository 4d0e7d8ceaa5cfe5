// 7.1 The funder sits at the table.
//
// A funder who is also a partner shortens the distance: it bends rules, the government learns, and
// plans include the collaboration sooner. But as long as its role is unclear, its own agenda draws
// the mission, and the others do not speak openly before the partner who pays them. Sources:
// C17–C19, D34, X10.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

/// Whether the funder stays outside or is a partner at the table (X10, 7.1).
enum class FunderRole { outside, partner };
inline constexpr std::array<std::string_view, 2> funder_role_names{"outside", "partner"};

struct Funder {
  double eases = 0.25;
  double support = 0.5;
  double pull = 0.5;
  double silences = 0.5;

  static constexpr std::array parameters{
      Parameter{&Funder::eases,
                "eases",
                "share",
                {0, 1},
                "share of the change cost that a funder at the table takes away, by its rules",
                "C19: 0-0.5; assumption",
                adds_nothing}
          .plausible_between(0.0, 0.5),
      Parameter{&Funder::support,
                "support",
                "factor",
                {0, 10},
                "what a funder who knows its partners adds to the uptake by a new plan",
                "C19; assumption",
                adds_nothing},
      Parameter{&Funder::pull,
                "pull",
                "share",
                {0, 1},
                "how far a funder without a clear role draws the mission towards its own agenda",
                "D34; assumption",
                adds_nothing},
      Parameter{&Funder::silences,
                "silences",
                "share",
                {0, 1},
                "share of the safety to speak up that a funder without a clear role takes away",
                "C18; assumption",
                adds_nothing},
  };

  struct Levers {
    FunderRole funder_role = FunderRole::outside;
    double role_clarity = 1.0;

    static constexpr std::array parameters{
        choice<&Levers::funder_role>(
            "funder_role", funder_role_names,
            "the funder pays from outside, or sits at the table (the table names it: funder)",
            "X10, C17-C19, D34"),
        Parameter{&Levers::role_clarity,
                  "role_clarity",
                  "share",
                  {0, 1},
                  "how clear it is in which role a funder at the table speaks",
                  "C18, D34; assumption"},
    };
  };
};
template <>
struct ParametersOf<Funder> {
  Funder funder;
  static constexpr auto member = &ParametersOf::funder;
  static constexpr std::string_view name = "funder", number = "7.1",
                                    title = "the funder sits at the table";
};

/// When levers change: a funder with a new role loses the effects of its old one.
template <class Real>
void change_role_of_funder(World<Real>& world, const Funder&) {
  each_table(world, [&](int m, Workspace<Real>&) {
    if (!world.turned(m, &Funder::Levers::funder_role)) return;
    world.change_eased[m] = 1.0;
    world.plan_support[m] = 1.0;
    world.funder_pull[m] = 0.0;
    world.safety_kept[m] = 1.0;
  });
}

/// Sets the effects of the funder at each table for this month.
template <class Real>
void seat_funder(World<Real>& world, const Funder& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    const auto& at = layout.tables[m];
    const auto& levers = world.levers(m);
    if (levers.funder_role == FunderRole::outside || at.funder < 0) return;
    const Mask<Real> sits = world.sits(at.funder);
    const double clear = levers.role_clarity;
    const Real known = mean_over_others(
        world, at.funder, [&](int j) { return world.knowledge[layout.pair(at.funder, j)]; });
    world.change_eased[m] = select(sits, 1.0 - p.eases, 1.0);
    world.plan_support[m] = select(sits, 1.0 + p.support * known, Real(1.0));
    world.funder_pull[m] = select(sits, p.pull * (1.0 - clear), 0.0);
    world.safety_kept[m] = select(sits, 1.0 - p.silences * (1.0 - clear), 1.0);
  });
}

}  // namespace samen
