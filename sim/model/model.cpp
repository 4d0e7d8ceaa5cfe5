// The model for one replicate, and its schedule in words.
#include "model/advance.hpp"

namespace samen {

SAMEN_MODEL_FOR(double)

// Visible in the engine's library, because other programs call it.
[[gnu::visibility("default")]] std::vector<ScheduledRule> schedule() {
  std::vector<ScheduledRule> all;
  const auto add = [&](std::string_view when, const auto& rules) {
    for (const Rule<double>& rule : rules)
      all.push_back({when, rule.verb, whom_names[static_cast<std::size_t>(rule.whom)], rule.section,
                     rule.number});
  };
  add("before the first month", first_rules<double>());
  add("each month", month_of_rules<double>());
  return all;
}

}  // namespace samen
