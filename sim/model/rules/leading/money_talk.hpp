// 7.22 Talk about money.
//
// Talk of budgets can take a collaboration hostage (E20): at boards, when it is asked what everyone
// pays, time and élan go into it. A table may leave money out for a while (E21, A19): then nothing
// is pledged in money, nothing is matched, and content has all the time there is. Contested: X5.
#pragma once

#include "model/world/world.hpp"

namespace samen {

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
};

template <class Real>
void talk_about_money(World<Real>& world, const MoneyTalk& p) {
  const bool boards_meet = world.month % world.layout->calendar.board_interval == 0;
  each_table(world, [&](int m, Desk<Real>& desk) {
    const Levers& levers = world.levers(m);
    if (levers.money_free_months > 0 && world.month == levers.money_free_months)
      note(desk, world.alive[m],
           {.month = world.month, .kind = EventKind::money_enters, .table = m}, Real(0.0));
    const bool talk = boards_meet && !money_is_left_out(levers, world.month);
    world.content_time[m] *= talk ? 1.0 - p.time_lost : 1.0;
    world.elan[m] *= select(world.alive[m], talk ? 1.0 - p.elan_lost : 1.0, 1.0);
  });
}

}  // namespace samen
