// 7.39 New members join, outsiders are let in.
//
// An open table has seats for organisations that did not found it. Organisations join if its goals
// are worth the effort to them. They join more readily if the goals are worth it to many others and
// if much has been won already: broad benefits make a success grow. A newcomer starts with the
// trust, knowledge and ownership that everyone had at the start. A person without an organisation –
// a resident, a volunteer, an expert by experience – fits no box. The members admit such a person
// only after months of waiting: sooner if they trust the person, later if the table works like an
// organisation itself. Such a table also pushes the person out more easily (7.38). Sources: E09,
// E10, A28; C02, D13, D36.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind joins{25};
}
namespace purpose {
inline constexpr Purpose entry{65};
}

struct Entry {
  double rate = 2.0;
  double unproven = 0.3;
  double admission = 12.0;
  double closes = 0.5;

  static constexpr std::array parameters{
      Parameter{&Entry::rate,
                "rate",
                "1/year",
                {0, 12},
                "rate at which a candidate joins where all gain and all small wins are won",
                "E10; assumption"},
      Parameter{&Entry::unproven,
                "unproven",
                "share",
                {0, 1},
                "part of that rate before the first small win",
                "E10, D19; assumption",
                leaves_as_is},
      Parameter{&Entry::admission,
                "admission",
                "months",
                {1, 1200},
                "mean time at the door of who has no organisation behind it, if fully trusted",
                "D13; assumption"},
      Parameter{&Entry::closes,
                "closes",
                "share",
                {0, 1},
                "part of its chance to be let in that a professional table takes away",
                "D36; assumption"},
  };

  struct Levers {
    double open = 1.0;

    static constexpr std::array parameters{
        Parameter{&Levers::open,
                  "open",
                  "share",
                  {0, 1},
                  "how open the table is to those who did not found it",
                  "E09, A28"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Mask<Real>> joins;  ///< this month

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {0, &State::joins, Per::seat, scratch},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::joins, "joins", "breadth of the benefit"},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::entry, "entry"},
  };
};
template <>
struct ParametersOf<Entry> {
  Entry entry;
  static constexpr auto member = &ParametersOf::entry;
  static constexpr std::string_view name = "entry", number = "7.39", title = "new members join";
};

/// Monthly chance that a candidate joins.
template <class Real>
Real joining_chance(const Real& breadth, const Real& won, double open, const Entry& p) {
  return share(p.rate / 12.0 * open * breadth * (p.unproven + (1.0 - p.unproven) * won));
}

/// Monthly chance that the members admit a candidate without an organisation.
template <class Real>
Real admission_chance(const Real& trusted, const Real& professional, double open, const Entry& p) {
  return share(open * trusted * (1.0 - p.closes * professional) / p.admission);
}

/// The candidates of table m join, all at the same time.
template <class Real>
void admit_members(World<Real>& world, int m, const Entry& p, const Draws<Real>& draws,
                   Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const auto& at = layout.tables[m];
  Real gain = 0.0;
  Real everyone = 0.0;
  for (const int i : layout.seats_at(m)) {
    const Mask<Real> counts = world.member[i] || world.waits[i];
    everyone += select(counts, Real(1.0), Real(0.0));
    gain += select(counts && world.would_gain[i], Real(1.0), Real(0.0));
  }
  const Real breadth = gain / greatest(everyone, 1.0);
  const Real joining = joining_chance(breadth, world.won[at.set], world.levers(m).open, p);
  for (const int i : layout.seats_at(m)) {
    if (none(world.waits[i])) continue;
    const Mask<Real> knocks = world.waits[i] && world.alive[m] && world.would_gain[i];
    const Real trusted =
        mean_over_members(world, m, [&](int j) { return world.trust[layout.pair(j, i)]; });
    const Real chance =
        layout.organisations[layout.seats[i].organisation].structure
            ? joining
            : admission_chance(trusted, professional(world, m), world.levers(m).open, p);
    world.joins[i] = knocks && draws.uniform({.purpose = purpose::entry,
                                              .month = world.month,
                                              .table = at.key,
                                              .i = layout.seats[i].key}) < chance;
    note(workspace, world.joins[i],
         {.month = world.month,
          .kind = event::joins,
          .table = m,
          .organisation = layout.seats[i].organisation},
         breadth);
  }
  for (const int i : layout.seats_at(m)) {
    if (none(world.waits[i])) continue;
    world.member[i] = world.member[i] || world.joins[i];
    world.waits[i] = world.waits[i] && !world.joins[i];
  }
}

template <class Real>
void new_members_join(World<Real>& world, const Entry& p, const Draws<Real>& draws) {
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    if (none(world.alive[m]) || !world.layout->tables[m].has_waiting) return;
    admit_members(world, m, p, draws, workspace);
  });
}

}  // namespace samen
