// The names of arms before version 1.6 of result files. The old `together` forbade own work; the
// old `choice` had all three options.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace samen {

struct FormerArm {
  std::string_view before, now;
};
inline constexpr std::array former_arms{FormerArm{"together", "only_together"},
                                        FormerArm{"choice", "together"}};
/// An old name that no arm has today. A text that contains it uses the old names.
inline constexpr std::string_view arm_of_before = "choice";

/// Today's name of an arm, from its old name.
constexpr std::string_view arm_of_today(std::string_view before) {
  for (const FormerArm& arm : former_arms)
    if (arm.before == before) return arm.now;
  return before;
}

/// The message to a user of the old name.
inline constexpr std::string_view arm_of_before_is_gone =
    "'choice' is called 'together' now, and what was 'together' (own work forbidden) is "
    "'only_together'";

/// Renames the arms of an old scenario to today's names, wherever the scenario names an arm.
std::string with_arms_of_today(const std::string& scenario);

}  // namespace samen
