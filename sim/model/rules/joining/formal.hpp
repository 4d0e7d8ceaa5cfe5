// 7.25 Agreements are made formal, or not.
//
// An agreement can be a spoken word, a declaration of intent or a binding contract. The more formal
// the agreement, the more seldom members leave and the later work can start. Private persons, who
// fit no box, then leave sooner. Sources: B31, C04, C21, D08, D13, D36.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

/// The form of the agreement on which a collaboration rests (C04).
enum class Formality { oral, declaration, contract };
inline constexpr std::array<std::string_view, 3> formality_names{"oral", "declaration", "contract"};

namespace event {
inline constexpr EventKind agreement{20};
}

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

  struct Levers {
    Formality formality = Formality::oral;

    static constexpr std::array parameters{
        choice<&Levers::formality>("formality", formality_names,
                                   "spoken word, declaration of intent or binding contract",
                                   "C04, D08"),
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> ready_months;  ///< months in which only the agreement was missing

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {62, &State::ready_months, Per::table, moving},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::agreement, "agreement", "how formal: 1/2 a declaration, 1 a contract"},
  };
};
template <>
struct ParametersOf<Formal> {
  Formal formal;
  static constexpr auto member = &ParametersOf::formal;
  static constexpr std::string_view name = "formal", number = "7.25",
                                    title = "agreements are made formal";
};

/// 0 for a spoken word, one half for a declaration of intent, 1 for a binding contract.
inline double formality(const auto& levers) {
  return 0.5 * static_cast<double>(levers.formality);
}

/// Before the first month: sets how the form of the agreement changes the rate of leaving.
template <class Real>
void bind_members(World<Real>& world, const Formal& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const double degree = formality(world.levers(m));
    for (const int i : world.layout->seats_at(m)) {
      const auto& owner = world.layout->organisations[world.organisation_of(i)];
      const double outside = owner.sector == Sector::private_particular ? p.hinders * degree : 0.0;
      world.leaving_factor[i] = (1.0 - p.binds * degree) * (1.0 + outside);
    }
  });
}

/// A table that is ready to operate waits until its agreement is signed.
template <class Real>
void draw_up_agreement(World<Real>& world, const Formal& p) {
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const double degree = formality(world.levers(m));
    const Mask<Real> ready = world.ready[m];
    if (degree == 0.0 || none(ready)) return;
    world.ready[m] = ready && world.ready_months[m] >= p.setup * degree;
    world.ready_months[m] += select(ready, 1.0, 0.0);
    note(workspace, world.ready[m], {.month = world.month, .kind = event::agreement, .table = m},
         Real(degree));
  });
}

}  // namespace samen
