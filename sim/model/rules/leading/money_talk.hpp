// 7.10 Talk about money.
//
// Talk about budgets can take a collaboration hostage (E20): when boards ask who pays what, the
// talk costs time and élan. A table may exclude money for a while (E21, A19). Then nobody pledges
// money, no money is matched, and all meeting time goes to content. Contested: X5.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind money_enters{16};
}

struct MoneyTalk {
  double time_lost = 0.0;
  double elan_lost = 0.0;

  static constexpr std::array parameters{
      Parameter{&MoneyTalk::time_lost,
                "time_lost",
                "share",
                {0, 1},
                "share of getting to know each other that talk of money takes in a board month",
                "E20; 0: none",
                adds_nothing},
      Parameter{&MoneyTalk::elan_lost,
                "elan_lost",
                "share",
                {0, 1},
                "share of élan that it costs then",
                "E20; 0: none",
                adds_nothing},
  };

  struct Levers {
    int money_free_months = 0;

    static constexpr std::array parameters{
        Parameter{&Levers::money_free_months,
                  "money_free_months",
                  "months",
                  {0, 1200},
                  "months in which money is no subject: none is pledged, none is matched",
                  "E21, A19, X5"},
    };
  };

  static constexpr std::array events{
      EventRow{event::money_enters, "money_enters", ""},
  };
};
template <>
struct ParametersOf<MoneyTalk> {
  MoneyTalk money_talk;
  static constexpr auto member = &ParametersOf::money_talk;
  static constexpr std::string_view name = "money_talk", number = "7.10",
                                    title = "talk about money";
};

template <class Real>
void talk_about_money(World<Real>& world, const MoneyTalk& p) {
  const bool at_boards = boards_meet(world);
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const auto& levers = world.levers(m);
    const bool left_out = world.month < levers.money_free_months;
    if (world.money_left_out[m] > 0.0 && !left_out)
      note(workspace, world.alive[m],
           {.month = world.month, .kind = event::money_enters, .table = m}, Real(0.0));
    world.money_left_out[m] = left_out ? 1.0 : 0.0;
    const bool talk = at_boards && !left_out;
    world.content_time[m] *= talk ? 1.0 - p.time_lost : 1.0;
    world.elan[m] *= select(world.alive[m], talk ? 1.0 - p.elan_lost : 1.0, 1.0);
  });
}

}  // namespace samen
