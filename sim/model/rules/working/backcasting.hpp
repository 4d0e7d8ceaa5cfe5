// 7.33 Counting back from the end.
//
// A table that counts back from the end of its calendar gives each goal the latest month in which
// it must be reached, so that what comes after it still fits. A deadline that comes near pulls at
// those who have to deliver; one that has passed does not. Sources: B11, B13, D23.
#pragma once

#include <algorithm>

#include "model/world/world.hpp"

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
};

/// Work of the longest row of goals that wait for goal k, k not included [effective k€].
inline double work_after(const Layout& layout, int set, int k) {
  double longest = 0.0;
  for (const int next : layout.goals_of(set)) {
    const auto& after = layout.goals[next].after;
    if (std::find(after.begin(), after.end(), k) != after.end())
      longest = std::max(longest, layout.goals[next].work + work_after(layout, set, next));
  }
  return longest;
}

/// The last month in which goal k must be reached: months are shared out by work along the longest
/// row of goals.
inline double deadline_of(const Layout& layout, int set, int k) {
  double whole = 0.0;
  for (const int first : layout.goals_of(set))
    whole = std::max(whole, layout.goals[first].work + work_after(layout, set, first));
  return layout.calendar.months - 1.0 -
         (layout.calendar.months - 1.0) * work_after(layout, set, k) / whole;
}

/// What deadlines add this month to the inclination to deliver at table m [logit].
template <class Real>
Real deadline_pull(const World<Real>& world, int m, const Backcasting& p) {
  const Layout& layout = *world.layout;
  const double counted_back = world.levers(m).backcasting;
  if (counted_back == 0.0) return 0.0;
  const int set = layout.tables[m].set;
  Real nearest = 0.0;
  for (const int k : layout.goals_of(set)) {
    const double left = deadline_of(layout, set, k) - world.month;
    if (left < 0.0 || left > p.window) continue;
    nearest =
        greatest(nearest, select(world.progress[k] < 1.0, Real(1.0 - left / p.window), Real(0.0)));
  }
  return counted_back * p.pull * nearest;
}

}  // namespace samen
