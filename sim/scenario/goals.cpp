#include "scenario/entry_reader.hpp"

#include <algorithm>

#include "scenario/nearest.hpp"
#include "scenario/values.hpp"

namespace samen {

Goal EntryReader::read_goal(Section& section, const Goal& usual) {
  Goal goal = usual;
  goal.work = section.number("work", usual.work, {1e-6, 1e9}, "effective k€");
  goal.burden = section.number("burden", usual.burden, any_money, "k€/month");
  goal.growth = section.number("growth", usual.growth, {-0.5, 0.5}, "1/year");
  goal.relief = section.number("relief", usual.relief, any_share, "share");
  goal.revenue = section.number("revenue", usual.revenue, any_money, "k€/month");
  goal.complexity = section.number("complexity", usual.complexity, any_share, "share");
  goal.needs = section.text("needs", usual.needs);
  goal.willing = section.number("willing", usual.willing, any_share, "share");
  return goal;
}

void EntryReader::read_goals() {
  static constexpr std::array<std::string_view, 2> orders{"chain", "free"};
  Section common = root_.section("goals");
  const Goal usual = read_goal(common, Goal{});
  const bool chain = common.one_of("order", orders, 0) == 0;
  common.finish();

  struct Stated {
    Section section;
    std::size_t set, position;
  };
  std::vector<Stated> stated;
  for (Section& section : root_.sections("goal")) {
    Goal goal = read_goal(section, usual);
    goal.name = section.required_text("name");
    const std::string set_name = section.text("set", "goals");
    auto set = std::find_if(plan_.sets.begin(), plan_.sets.end(),
                            [&](const GoalSetPlan& plan) { return plan.name == set_name; });
    if (set == plan_.sets.end()) {
      plan_.sets.push_back({set_name, {}});
      set = plan_.sets.end() - 1;
    }
    for (const Goal& other : set->goals)
      if (other.name == goal.name)
        section.complain("name", "two goals are named '" + goal.name + "'");
    section.allow("after");
    auto mix = section.numbers("mix", any_share, "share");
    expect_count(section, "mix", mix.size(), plan_.capabilities, "capability");
    expect_sum(section, "mix", mix);
    const auto set_index = static_cast<std::size_t>(set - plan_.sets.begin());
    mixes_.push_back({set_index, std::move(mix)});
    stated.push_back({section, set_index, set->goals.size()});
    set->goals.push_back(goal);
  }
  if (plan_.sets.empty()) {
    complaints_.add("a scenario needs at least one [[goal]]");
    plan_.sets.push_back({"goals", {usual}});
    mixes_.push_back({0, {}});
  }
  for (Stated& at : stated) read_order(at.section, at.set, at.position, chain);
  refuse_cycles();
  for (std::size_t set = 0; set < plan_.sets.size(); ++set)
    for (auto& [of_set, mix] : mixes_)
      if (of_set == set) scenario_.setting.initial_values.mixes.push_back(mix);
}

void EntryReader::read_order(Section& section, std::size_t set, std::size_t position, bool chain) {
  auto& goals = plan_.sets[set].goals;
  std::vector<int> after;
  if (section.has("after")) {
    std::vector<std::string> names;
    for (const Goal& goal : goals) names.push_back(goal.name);
    for (const std::string& name : section.texts("after")) {
      const int before = position_of(section, "after", name, names, "goal");
      if (before >= 0) after.push_back(before);
    }
  } else if (chain && position > 0) {
    after.push_back(static_cast<int>(position) - 1);
  }
  goals[position].after = after;
  section.finish();
}

void EntryReader::refuse_cycles() {
  for (const GoalSetPlan& set : plan_.sets) {
    std::vector<bool> placed(set.goals.size(), false);
    for (std::size_t round = 0; round < set.goals.size(); ++round)
      for (std::size_t k = 0; k < set.goals.size(); ++k)
        placed[k] = placed[k] || std::all_of(set.goals[k].after.begin(), set.goals[k].after.end(),
                                             [&](int before) { return placed[before]; });
    std::vector<std::string> caught;
    for (std::size_t k = 0; k < set.goals.size(); ++k)
      if (!placed[k]) caught.push_back(set.goals[k].name);
    if (caught.empty()) continue;
    const toml::node* goals = root_.node("goal");
    complaints_.add(goals->source(),
                    "the order of the goals runs in a circle through " + listed(caught));
  }
}

}  // namespace samen
