// 7.23 The funding regime.
//
// Money for the long run, for a plan period, or by yearly calls (D02): where it comes in terms,
// each new term has to be won, and writing for it takes time. What stands on confirmed beacons
// convinces. Until the next call a table that was not chosen has neither start money nor match.
// Sources: D02, B58; renewal of recognised organisations per five years, FL.
#pragma once

#include "model/world/world.hpp"

namespace samen {

struct Funding {
  double renewed = 0.6;
  double renewed_by_beacons = 0.3;
  double writing = 0.3;

  static constexpr std::array parameters{
      Parameter{&Funding::renewed,
                "renewed",
                "share",
                {0, 1},
                "chance to win a new term without any beacon",
                "D02; assumption",
                leaves_as_is},
      Parameter{&Funding::renewed_by_beacons,
                "renewed_by_beacons",
                "share",
                {0, 1},
                "what four beacons add to that chance",
                "FL: 0.9 in five years; assumption",
                adds_nothing},
      Parameter{&Funding::writing,
                "writing",
                "share",
                {0, 1},
                "share of getting to know each other that a month of applying takes",
                "D02; assumption",
                adds_nothing},
  };
};

template <class Real>
void renew_funding(World<Real>& world, const Funding& p, const Draws<Real>& draws) {
  each_table(world, [&](int m, Desk<Real>& desk) {
    world.content_time[m] = 1.0;
    const int term = world.levers(m).term_months;
    if (term == 0 || world.month == 0 || world.month % term != 0) return;
    const Real word = draws.uniform(
        {.purpose = Purpose::renewal, .month = world.month, .table = world.layout->tables[m].key});
    const Mask<Real> won = word < share(p.renewed + p.renewed_by_beacons * world.beacons[m] / 4.0);
    const Mask<Real> had = world.funded[m] > 0.0;
    world.funded[m] = select(world.alive[m], select(won, 1.0, 0.0), world.funded[m]);
    world.content_time[m] = 1.0 - p.writing;
    Event event{.month = world.month, .kind = EventKind::funding_lapses, .table = m};
    note(desk, world.alive[m] && had && !won, event, Real(term));
    event.kind = EventKind::funding_returns;
    note(desk, world.alive[m] && !had && won, event, Real(term));
  });
}

}  // namespace samen
