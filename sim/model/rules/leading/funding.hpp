// 7.3 The funding regime.
//
// A funder gives money for the long run, for a plan period, or by yearly calls (D02). If money
// comes in terms, a table must win each new term, and its members spend time on the proposal.
// Confirmed beacons (milestones) convince the funder. A table that was not chosen has neither start
// money nor match until the next call. Sources: D02, B58; renewal of recognised organisations per
// five years, FL.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind funding_lapses{17}, funding_returns{18};
}
namespace purpose {
inline constexpr Purpose renewal{50};
}

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

  struct Levers {
    int term_months = 0;

    static constexpr std::array parameters{
        Parameter{&Levers::term_months,
                  "term_months",
                  "months",
                  {0, 1200},
                  "term after which start money and match must be won again; 0: never",
                  "D02: 12 is a yearly call, 60 a plan period"},
    };
  };

  static constexpr std::array events{
      EventRow{event::funding_lapses, "funding_lapses", "term [months]"},
      EventRow{event::funding_returns, "funding_returns", "term [months]"},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::renewal, "renewal"},
  };
};
template <>
struct ParametersOf<Funding> {
  Funding funding;
  static constexpr auto member = &ParametersOf::funding;
  static constexpr std::string_view name = "funding", number = "7.3", title = "the funding regime";
};

/// When levers change: money that no longer depends on a call flows again.
template <class Real>
void secure_funding(World<Real>& world, const Funding&) {
  each_table(world, [&](int m, Workspace<Real>&) {
    if (world.turned(m, &Funding::Levers::term_months) && world.levers(m).term_months == 0)
      world.funded[m] = 1.0;
  });
}

template <class Real>
void renew_funding(World<Real>& world, const Funding& p, const Draws<Real>& draws) {
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const int term = world.levers(m).term_months;
    if (term == 0 || world.month == 0 || world.month % term != 0) return;
    const Real word = draws.uniform(
        {.purpose = purpose::renewal, .month = world.month, .table = world.layout->tables[m].key});
    const Mask<Real> won = word < share(p.renewed + p.renewed_by_beacons * world.beacons[m] / 4.0);
    const Mask<Real> had = world.funded[m] > 0.0;
    world.funded[m] = select(world.alive[m], select(won, 1.0, 0.0), world.funded[m]);
    world.content_time[m] *= 1.0 - p.writing;
    Event event{.month = world.month, .kind = event::funding_lapses, .table = m};
    note(workspace, world.alive[m] && had && !won, event, Real(term));
    event.kind = event::funding_returns;
    note(workspace, world.alive[m] && !had && won, event, Real(term));
  });
}

}  // namespace samen
