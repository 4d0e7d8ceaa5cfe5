// The arms as they were called before version 1.6 of result files: `together` left boards no own
// work, and `choice` all three options.
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
/// Whoever knows an arm of this name speaks of before: today none has it.
inline constexpr std::string_view arm_of_before = "choice";

/// The arm of today that was called so before.
constexpr std::string_view arm_of_today(std::string_view before) {
  for (const FormerArm& arm : former_arms)
    if (arm.before == before) return arm.now;
  return before;
}

/// What to say to whoever still asks for it.
inline constexpr std::string_view arm_of_before_is_gone =
    "'choice' is called 'together' now, and what was 'together' (own work forbidden) is "
    "'only_together'";

/// A scenario of before in the names of today, wherever it names an arm.
std::string with_arms_of_today(const std::string& scenario);

}  // namespace samen
