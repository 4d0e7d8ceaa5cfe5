// The model for one replicate, and its schedule in words.
#include "model/advance.hpp"

namespace samen {

SAMEN_MODEL_FOR(Lone)

// Visible in the engine's library, because other programs call it.
[[gnu::visibility("default")]] std::vector<ScheduledRule> schedule() {
  std::vector<ScheduledRule> all;
  const auto add = [&](std::string_view when, const auto& rules) {
    for (const Rule<Lone>& rule : rules)
      all.push_back({when, rule.verb, scope_names[static_cast<std::size_t>(rule.scope)],
                     rule.section, rule.number});
  };
  add("before the first month", first_rules<Lone>());
  add("when levers change", change_rules<Lone>());
  add("each month", month_of_rules<Lone>());
  return all;
}

}  // namespace samen
