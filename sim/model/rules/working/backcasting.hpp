// 7.31 Counting back from the end (backcasting).
//
// A table that counts back from the end of its calendar gives each goal a deadline: the latest
// month that leaves enough time for the goals after it. A deadline that comes near urges those who
// have to deliver; a deadline that has passed does not. Sources: B11, B13, D23.
#pragma once

#include <algorithm>

#include "model/world/mechanism.hpp"

namespace samen {

struct Backcasting {
  double pull = 1.0;
  double window = 6.0;

  static constexpr std::array parameters{
      Parameter{&Backcasting::pull,
                "pull",
                "logit",
                {0, 20},
                "what a deadline of this very month adds to the inclination to deliver",
                "D23; assumption",
                adds_nothing},
      Parameter{&Backcasting::window,
                "window",
                "months",
                {1, 600},
                "months before a deadline in which it is felt",
                "D23; assumption"},
  };

  struct Levers {
    double backcasting = 0.0;

    static constexpr std::array parameters{
        Parameter{&Levers::backcasting,
                  "backcasting",
                  "share",
                  {0, 1},
                  "how far the table counts back from the end and sets a deadline for each goal",
                  "B11, D23; assumption"},
    };
  };
};
template <>
struct ParametersOf<Backcasting> {
  Backcasting backcasting;
  static constexpr auto member = &ParametersOf::backcasting;
  static constexpr std::string_view name = "backcasting", number = "7.31",
                                    title = "counting back from the end";
};

/// Work of the longest chain of goals that wait for goal k, without k itself [effective k€].
inline double work_after(const auto& layout, int set, int k) {
  double longest = 0.0;
  for (const int next : layout.goals_of(set)) {
    const auto& after = layout.goals[next].after;
    if (std::find(after.begin(), after.end(), k) != after.end())
      longest = std::max(longest, layout.goals[next].work + work_after(layout, set, next));
  }
  return longest;
}

/// The last month in which goal k must be reached. The calendar is divided in proportion to the
/// work along the longest chain of goals.
inline double deadline_of(const auto& layout, int set, int k) {
  double whole = 0.0;
  for (const int first : layout.goals_of(set))
    whole = std::max(whole, layout.goals[first].work + work_after(layout, set, first));
  return layout.calendar.months - 1.0 -
         (layout.calendar.months - 1.0) * work_after(layout, set, k) / whole;
}

/// When levers change: deadlines that no longer apply urge nobody.
template <class Real>
void drop_deadlines(World<Real>& world, const Backcasting&) {
  each_table(world, [&](int m, Workspace<Real>&) {
    if (world.levers(m).backcasting == 0.0) world.deadline_pull[m] = 0.0;
  });
}

/// The effect of deadlines this month on the inclination to deliver [logit].
template <class Real>
void feel_deadlines(World<Real>& world, const Backcasting& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    const double counted_back = world.levers(m).backcasting;
    if (counted_back == 0.0) return;
    const int set = layout.tables[m].set;
    Real nearest = 0.0;
    for (const int k : layout.goals_of(set)) {
      const double left = deadline_of(layout, set, k) - world.month;
      if (left < 0.0 || left > p.window) continue;
      nearest = greatest(nearest,
                         select(world.progress[k] < 1.0, Real(1.0 - left / p.window), Real(0.0)));
    }
    world.deadline_pull[m] = counted_back * p.pull * nearest;
  });
}

}  // namespace samen
