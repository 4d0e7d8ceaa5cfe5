// 7.21 The collaboration is anchored at home.
//
// A puller (convener) who visits the home organisations and a delegate who owns the matter bring it
// before the home board. A delegate who has become a stranger at home does so less (7.17). Without
// maintenance the link fades. Sources: B05, B38, B39, B48, B71, A27.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

struct Anchoring {
  double puller = 0.05;
  double delegate = 0.05;
  double fade = 0.02;

  static constexpr std::array parameters{
      Parameter{&Anchoring::puller,
                "puller",
                "1/month/FTE",
                {0, 1},
                "share of the missing link a full-time puller adds",
                "B48; assumption",
                adds_nothing},
      Parameter{&Anchoring::delegate,
                "delegate",
                "1/month",
                {0, 1},
                "share a motivated delegate who owns the matter adds",
                "B05, A27; assumption",
                adds_nothing},
      Parameter{&Anchoring::fade,
                "fade",
                "1/month",
                {0, 1},
                "share of the link that fades",
                "B05; assumption",
                adds_nothing},
  };

  template <class Real>
  struct State {
    std::vector<Real> anchoring;  ///< strength of the link between collaboration and home board
    std::vector<double>
        link_brought;  ///< share of the missing link that the persons sent add [1/month]

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {26, &State::anchoring, Per::seat, moving, Law::share, "anchoring is a share"},
          {0, &State::link_brought, Per::table, scratch},
      });
    }
  };
};
template <>
struct ParametersOf<Anchoring> {
  Anchoring anchoring;
  static constexpr auto member = &ParametersOf::anchoring;
  static constexpr std::string_view name = "anchoring", number = "7.21",
                                    title = "the collaboration is anchored at home";
};

template <class Real>
void anchor_at_home(World<Real>& world, const Anchoring& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    for (const int i : world.layout->seats_at(m)) {
      const Real link = world.anchoring[i];
      const Real added =
          (p.puller * world.pull(m) + p.delegate * world.ownership[i] * world.motivation[i] +
           world.link_brought[m]) *
          (1.0 - link) * (1.0 - world.estranged[i]);
      world.anchoring[i] = select(world.sits(i), share(link + added - p.fade * link), link);
    }
  });
}

}  // namespace samen
