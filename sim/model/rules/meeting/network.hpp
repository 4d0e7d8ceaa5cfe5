// 7.13 Tables learn from each other.
//
// Twice a year the tables of a network meet. Each table takes over part of what the best table does
// better: quality of method, and – if its organisations have a learning culture – skills. A plan
// needs knowledge of the table's own partners; other tables cannot give that knowledge. Sources:
// C01, C31.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind network_learns{26};
}

struct Network {
  int interval = 6;
  double method = 0.2;
  double skill = 0.005;

  static constexpr std::array parameters{
      Parameter{&Network::interval,
                "interval",
                "months",
                {1, 1200},
                "months between gatherings of the learning network",
                "C31"},
      Parameter{&Network::method,
                "method",
                "1/gathering",
                {0, 1},
                "share of the distance to the best method taken over by a full member",
                "C31; assumption",
                adds_nothing},
      Parameter{&Network::skill,
                "skill",
                "1/gathering",
                {0, 1},
                "share of the distance to the best skill taken over at full learning culture",
                "C31; assumption",
                adds_nothing},
  };

  struct Levers {
    double network = 0.0;

    static constexpr std::array parameters{
        Parameter{&Levers::network,
                  "network",
                  "share",
                  {0, 1},
                  "how fully the table takes part in the learning network of tables",
                  "C31"},
    };
  };

  static constexpr std::array events{
      EventRow{event::network_learns, "network_learns", "quality of method learned"},
  };
};
template <>
struct ParametersOf<Network> {
  Network network;
  static constexpr auto member = &ParametersOf::network;
  static constexpr std::string_view name = "network", number = "7.13",
                                    title = "tables learn from each other";
};

/// The tables of the network gather. They learn from the best method and the best skills as these
/// were before the gathering.
template <class Real>
void gather_network(World<Real>& world, const Network& p) {
  const auto& layout = *world.layout;
  if (world.month == 0 || world.month % p.interval != 0) return;
  if (!any_table_with(world, &Network::Levers::network)) return;
  const int capabilities = layout.capabilities;
  // First read: the best of all tables, stored in a workspace that no rule uses meanwhile.
  auto& top = world.workspaces[0].line_ups[0].pull;
  Real best_method = 0.0;
  std::fill(top.begin(), top.end(), Real(0.0));
  for (const int m : layout.all_tables()) {
    if (world.levers(m).network == 0.0) continue;
    best_method = greatest(best_method, select(world.alive[m], world.method[m], 0.0));
    for (const int j : layout.seats_at(m))
      for (int c = 0; c < capabilities; ++c)
        top[c] =
            greatest(top[c], select(world.sits(j), world.skill(world.organisation_of(j), c), 0.0));
  }
  // Then write: the tables, then the organisations.
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const double part = world.levers(m).network;
    if (part == 0.0 || none(world.alive[m])) return;
    const Real gap = greatest(0.0, best_method - world.method[m]);
    const Real gained = select(world.alive[m], part * p.method * gap, 0.0);
    world.method[m] = share(world.method[m] + gained);
    world.gathered[m] = 1.0;
    note(workspace, gained > 0.0, {.month = world.month, .kind = event::network_learns, .table = m},
         gained);
  });
  each_organisation(world, [&](int i, Workspace<Real>&) {
    Real part = 0.0;
    for (const int seat : layout.organisations[i].seats)
      part = greatest(
          part, select(world.sits(seat), world.levers(layout.seats[seat].table).network, 0.0));
    if (none(part > 0.0)) return;
    for (int c = 0; c < capabilities; ++c) {
      Real& skill = world.capability[i * capabilities + c];
      const Real gap = greatest(0.0, top[c] - skill);
      skill += part * p.skill * world.learning[i] * gap;
    }
  });
}

}  // namespace samen
