// 7.7 White space in plan, organisation and person.
//
// White space is what the field calls organisational slack (Bourgeois 1981; Nohria & Gulati 1996).
// A partner that spends on renewal needs slack at three levels: the plan leaves a share of the
// income open, the staff are not fully booked, and the persons themselves have time. The smallest
// of the three decides. Only the part of the contribution that is paid in staff needs staff and
// persons. Sources: B61 ("not on top of the job"), B19.
#pragma once

#include <algorithm>

#include "model/world/mechanism.hpp"

namespace samen {

/// At which levels the model limits white space.
enum class SpaceLevels { plan, all };

inline constexpr std::array<std::string_view, 2> levels_names{"plan", "all"};

struct Spaces {
  SpaceLevels levels = SpaceLevels::plan;
  double payroll = 0.7;
  double free_staff = 0.05;
  double free_person = 0.1;
  double own_part = 0.3;

  static constexpr std::array parameters{
      choice<&Spaces::levels>(
          "levels", levels_names,
          "white space (slack) of the plan alone, or of plan, organisation and person", "B61"),
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
template <>
struct ParametersOf<Spaces> {
  Spaces spaces;
  static constexpr auto member = &ParametersOf::spaces;
  static constexpr std::string_view name = "spaces", number = "7.7",
                                    title = "white space (slack) in plan, organisation, person";
};

/// Number of persons of organisation i at tables, at least one.
template <class Real>
double persons_of(const World<Real>& world, int i) {
  double sent = 0.0;
  for (const int seat : world.layout->organisations[i].seats) sent += world.persons[seat];
  return sent > 1.0 ? sent : 1.0;
}

/// Limits the slack of the plan to the time that staff and persons have.
template <class Real>
void limit_slack(World<Real>& world, const Spaces& p) {
  if (p.levels == SpaceLevels::plan) return;
  each_organisation(world, [&](int i, Workspace<Real>&) {
    constexpr double least_part = 1e-9;  // a contribution without staff needs no free staff
    const double in_staff = std::max(
        least_part, world.layout->organisations[i].cheque[static_cast<int>(Cheque::staff)]);
    const Real plan = world.slack[i];
    const Real income = income_at(world, i, world.month);
    const Real organisation = p.free_staff * p.payroll * income / in_staff;
    const Real person =
        p.free_person * persons_of(world, i) * world.conventions.fte_cost / (p.own_part * in_staff);
    const auto code = [](SpaceLevel level) { return static_cast<double>(level); };
    const Real staff = least(organisation, person);
    const Real tighter =
        select(organisation <= person, code(SpaceLevel::organisation), code(SpaceLevel::person));
    world.tightest_space[i] = select(plan <= staff, code(SpaceLevel::plan), tighter);
    world.slack[i] = least(plan, staff);
  });
}

}  // namespace samen
