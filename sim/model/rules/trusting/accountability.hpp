// 7.33 Partners are called to account, or only learn.
//
// Two mechanisms hold partners to their pledges. The puller (convener) reminds them. And partners
// sanction a partner who delivers less than the others: peer punishment costs the giver, costs the
// receiver more, and raises the receiver's delivery of next month in proportion to the shortfall.
// Measurement can serve to learn, which feeds reflection, or to control, which costs trust and
// honest reports. Control as such has no benefit. Sources: B31, B32, C06, D27, X9; Fehr & Gächter
// (2000), American Economic Review 90(4) (G4); Balliet, Mulder & Van Lange (2011), Psychological
// Bulletin 137(4) (G12, V4).
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

/// The purpose of shared measurement: to see, to learn together, or to control (D27, C06, X9).
enum class MeasureUse { seeing, learning, control };
inline constexpr std::array<std::string_view, 3> measure_use_names{"seeing", "learning", "control"};

namespace event {
inline constexpr EventKind sanction{19};
}

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

  struct Levers {
    double accountability = 0.0;
    MeasureUse measure_use = MeasureUse::seeing;

    static constexpr std::array parameters{
        Parameter{
            &Levers::accountability,
            "accountability",
            "share",
            {0, 1},
            "how far partners are reminded of what they pledged and sanctioned if below others",
            "B31, B32, X9; G4, G12"},
        choice<&Levers::measure_use>(
            "measure_use", measure_use_names,
            "what shared measurement serves: to see, to learn together, or to control",
            "D27, C06, X9"),
    };
  };

  static constexpr std::array events{
      EventRow{event::sanction, "sanction", "sanctioned distance below the others"},
  };
};
template <>
struct ParametersOf<Accountability> {
  Accountability accountability;
  static constexpr auto member = &ParametersOf::accountability;
  static constexpr std::string_view name = "accountability", number = "7.33",
                                    title = "partners are called to account";
};

/// Sets how visible delivery is and how much reflection yields, by the use of measurement.
template <class Real>
void choose_measurement(World<Real>& world, const Accountability& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const auto& levers = world.levers(m);
    world.informed[m] = levers.measure;
    if (levers.measure_use == MeasureUse::control) world.informed[m] *= 1.0 - p.padding;
    world.lesson[m] =
        levers.measure_use == MeasureUse::learning ? 1.0 + p.lesson * levers.measure : 1.0;
  });
}

/// When levers change: where sanctions stop, earlier sanctions no longer press or cost time.
template <class Real>
void lift_sanctions(World<Real>& world, const Accountability&) {
  each_table(world, [&](int m, Workspace<Real>&) {
    if (!world.turned(m, &Accountability::Levers::accountability) ||
        world.levers(m).accountability > 0.0)
      return;
    world.sanction_time[m] = 0.0;
    for (const int i : world.layout->seats_at(m)) world.pressure[i] = 0.0;
  });
}

/// Adds the effect of reminders by the puller and of earlier sanctions to the delivery.
template <class Real>
void answer_reminders(World<Real>& world, const Accountability& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const double called = world.levers(m).accountability;
    const Mask<Real> at_work = world.alive[m] && world.operating[m];
    if (called == 0.0 || none(at_work)) return;
    const Real reminded = share(p.reminder * called * least(1.0, world.puller[m]));
    for (const int i : world.layout->seats_at(m)) {
      const Real intended = world.delivered[i];
      const Real answered = share(intended + reminded * (1.0 - intended) + world.pressure[i]);
      world.delivered[i] = select(at_work && world.member[i], answered, intended);
    }
  });
}

/// Partners sanction, all at the same time, each partner whose delivery is below the mean of the
/// others by more than the tolerance. The time that sanctions take counts as coordination of the
/// next month.
template <class Real>
void call_to_account(World<Real>& world, const Accountability& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const auto& levers = world.levers(m);
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
    const double seen = levers.accountability * world.informed[m];
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
      note(workspace, sanctioned > 0.0,
           {.month = world.month,
            .kind = event::sanction,
            .table = m,
            .organisation = layout.seats[i].organisation},
           sanctioned);
    }
  });
}

}  // namespace samen
