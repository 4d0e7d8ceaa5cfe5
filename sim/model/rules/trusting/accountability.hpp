// 7.25 Partners are called to account, or only learn.
//
// Two ways to hold partners to what they pledged: the puller reminds them, and partners answer a
// partner who stays below the others – peer punishment, which costs the one who gives it and more
// the one who gets it, and raises what is delivered next month in proportion to how far that was
// below. What is measured can serve to learn, which feeds reflection, or to control, which costs
// trust and honest reports. Nothing rewards control as such. Sources: B31, B32, C06, D27, X9; Fehr
// & Gächter (2000), American Economic Review 90(4) (G4); Balliet, Mulder & Van Lange (2011),
// Psychological Bulletin 137(4) (G12, V4).
#pragma once

#include "model/world/world.hpp"

namespace samen {

struct Accountability {
  double reminder = 0.3;
  double tolerance = 0.05;
  double answer = 0.5;
  double memory = 0.8;
  double cost = 0.1;
  double harm = 3.0;
  double padding = 0.5;
  double distrust = 0.02;
  double lesson = 0.5;

  static constexpr std::array parameters{
      Parameter{&Accountability::reminder,
                "reminder",
                "1/FTE",
                {0, 1},
                "share of what is missing that a full-time puller's reminders bring in",
                "B32; assumption",
                adds_nothing},
      Parameter{&Accountability::tolerance,
                "tolerance",
                "share",
                {0, 1},
                "distance below the others that nobody minds",
                "assumption"},
      Parameter{&Accountability::answer,
                "answer",
                "share",
                {0, 1},
                "share of a sanctioned distance made good the next month",
                "G4; assumption",
                adds_nothing},
      Parameter{&Accountability::memory,
                "memory",
                "share",
                {0, 1},
                "what a month leaves of the pressure of a sanction",
                "assumption"},
      Parameter{&Accountability::cost,
                "cost",
                "k€/k€",
                {0, 10},
                "time the others spend on a sanction, per k€ that was missing",
                "G4; assumption"},
      Parameter{&Accountability::harm,
                "harm",
                "factor",
                {0, 10},
                "time the sanctioned partner loses, per k€ the sanctioners spend",
                "three to one as in Fehr & Gächter (2002), from memory"},
      Parameter{&Accountability::padding,
                "padding",
                "share",
                {0, 1},
                "share of the measurement that dishonest reports spoil under full control",
                "C06, D27; assumption",
                adds_nothing},
      Parameter{&Accountability::distrust,
                "distrust",
                "1/month",
                {0, 1},
                "share of trust that measurement for control takes",
                "C06, D27; assumption",
                adds_nothing},
      Parameter{&Accountability::lesson,
                "lesson",
                "factor",
                {0, 10},
                "what full measurement for learning adds to what reflection yields",
                "D27; assumption",
                adds_nothing},
  };
};

/// How well partners see what others deliver: the measurement, less what padding spoils of it.
inline double informed(const Levers& levers, const Accountability& p) {
  return levers.measure_use == MeasureUse::control ? levers.measure * (1.0 - p.padding)
                                                   : levers.measure;
}

/// Factor on what reflection yields at a table with these levers.
inline double lessons_of_measurement(const Levers& levers, const Accountability& p) {
  return levers.measure_use == MeasureUse::learning ? 1.0 + p.lesson * levers.measure : 1.0;
}

/// What seat i delivers, reminded by the puller and pressed by the sanctions of the months before.
template <class Real>
Real answered(const World<Real>& world, int i, const Real& delivered, const Accountability& p) {
  const int m = world.layout->seats[i].table;
  const double called = world.levers(m).accountability;
  if (called == 0.0) return delivered;
  const Real reminded = share(p.reminder * called * least(1.0, world.puller[m]));
  return share(delivered + reminded * (1.0 - delivered) + world.pressure[i]);
}

/// Partners sanction, all at once, whoever delivered less than the mean of the others; the time it
/// takes is coordination of the month after.
template <class Real>
void call_to_account(World<Real>& world, const Accountability& p) {
  const Layout& layout = *world.layout;
  each_table(world, [&](int m, Desk<Real>& desk) {
    const Levers& levers = world.levers(m);
    const Mask<Real> at_work = world.alive[m] && world.operating[m];
    if (none(at_work)) return;
    if (levers.measure_use == MeasureUse::control) {
      const double kept = 1.0 - p.distrust * levers.measure;
      for (const int i : layout.seats_at(m))
        for (const int j : layout.seats_at(m))
          if (i != j)
            world.trust[layout.pair(i, j)] *=
                select(at_work && world.member[i] && world.member[j], kept, 1.0);
    }
    if (levers.accountability == 0.0) return;
    const double seen = levers.accountability * informed(levers, p);
    world.sanction_time[m] = select(at_work, 0.0, world.sanction_time[m]);
    for (const int i : layout.seats_at(m)) {
      const Mask<Real> watched = at_work && world.member[i] && world.pledge[i] > 0.0;
      const Real others = mean_over_others(world, i, [&](int j) { return world.delivered[j]; });
      const Real below = greatest(0.0, others - world.delivered[i] - p.tolerance);
      const Real sanctioned = select(watched, seen * below, 0.0);
      const Real pressed = share(p.memory * world.pressure[i] + p.answer * sanctioned);
      world.pressure[i] = select(at_work, pressed, world.pressure[i]);
      const Real spent = p.cost * sanctioned * world.pledge[i];
      const Real lost = p.harm * spent;
      world.sanction_time[m] += spent + lost;
      note(desk, sanctioned > 0.0,
           {.month = world.month,
            .kind = EventKind::sanction,
            .table = m,
            .organisation = layout.seats[i].organisation},
           sanctioned);
    }
  });
}

}  // namespace samen
