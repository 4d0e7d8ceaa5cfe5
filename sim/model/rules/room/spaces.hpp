// 7.29 White space in plan, organisation and person.
//
// What a partner can spend on renewal needs room at three levels: the plan leaves a share of the
// income open, the organisation has staff who are not fully booked, and the persons themselves have
// time. The smallest binds, and only the part of the cheque paid in staff needs staff and persons.
// Sources: B61 ("not on top of the job"), B19.
#pragma once

#include <algorithm>

#include "model/rules/joining/delegation.hpp"

namespace samen {

/// Where white space is looked for.
enum class SpaceLevels { plan, all };
/// The level at which it is smallest.
enum class SpaceLevel { plan, organisation, person };

inline constexpr std::array<std::string_view, 2> levels_names{"plan", "all"};

struct Spaces {
  SpaceLevels levels = SpaceLevels::plan;
  double payroll = 0.7;
  double free_staff = 0.05;
  double free_person = 0.1;
  double own_part = 0.3;

  static constexpr std::array parameters{
      choice<&Spaces::levels>("levels", levels_names,
                              "white space of the plan alone, or of plan, organisation and person",
                              "B61"),
      Parameter{&Spaces::payroll,
                "payroll",
                "share of income",
                {0, 1},
                "what an organisation spends on staff",
                "assumption"},
      Parameter{&Spaces::free_staff,
                "free_staff",
                "share",
                {0, 1},
                "share of the staff that is not fully booked",
                "B61; assumption"},
      Parameter{&Spaces::free_person,
                "free_person",
                "FTE",
                {0, 1},
                "time a person has beside the job",
                "B61; assumption"},
      Parameter{&Spaces::own_part,
                "own_part",
                "share",
                {0.01, 1},
                "part of the staff work that the delegates do themselves",
                "B61; assumption"},
  };
};

/// Persons of organisation i at tables, at least one.
template <class Real>
double persons(const World<Real>& world, int i) {
  double sent = 0.0;
  for (const int seat : world.layout->organisations[i].seats)
    sent += persons_per_seat(world.levers(world.layout->seats[seat].table));
  return sent > 1.0 ? sent : 1.0;
}

/// The open budget of organisation i, of what its plan leaves open and its income [k€/month].
template <class Real>
Real room_at_all_levels(World<Real>& world, int i, const Real& plan, const Real& income,
                        double fte_cost, const Spaces& p) {
  if (p.levels == SpaceLevels::plan) return plan;
  constexpr double least_part = 1e-9;  // a cheque without staff needs no room in staff
  const double in_staff =
      std::max(least_part, world.layout->organisations[i].cheque[static_cast<int>(Cheque::staff)]);
  const Real organisation = p.free_staff * p.payroll * income / in_staff;
  const Real person = p.free_person * persons(world, i) * fte_cost / (p.own_part * in_staff);
  const auto code = [](SpaceLevel level) { return static_cast<double>(level); };
  const Real staff = least(organisation, person);
  const Real tighter =
      select(organisation <= person, code(SpaceLevel::organisation), code(SpaceLevel::person));
  world.tightest_space[i] = select(plan <= staff, code(SpaceLevel::plan), tighter);
  return least(plan, staff);
}

}  // namespace samen
