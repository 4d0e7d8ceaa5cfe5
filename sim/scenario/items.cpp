// Reads the items of the balance: [[item]].
#include "scenario/items.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "scenario/entry_reader.hpp"
#include "scenario/nearest.hpp"
#include "scenario/values.hpp"

namespace samen {
namespace {

/// The organisation with this name, or -1.
int organisation_named(const LayoutPlan& plan, const std::string& name) {
  const auto found = std::ranges::find(plan.organisations, name, &OrganisationLayout::name);
  return found == plan.organisations.end() ? -1
                                           : static_cast<int>(found - plan.organisations.begin());
}

std::vector<std::string> goals_of(const LayoutPlan& plan) {
  std::vector<std::string> names;
  for (const GoalSetPlan& set : plan.sets)
    for (const Goal& goal : set.goals)
      if (std::ranges::find(names, goal.name) == names.end()) names.push_back(goal.name);
  return names;
}

}  // namespace

double EntryReader::inside_share(std::size_t set, std::size_t goal) const {
  double stated = 0.0;
  bool any_drawn = false;
  for (std::size_t i = 0; i < plan_.organisations.size(); ++i) {
    bool sits = false, has_stake = false;
    for (const TablePlan& table : plan_.tables)
      if (std::ranges::find(table.members, static_cast<int>(i)) != table.members.end()) {
        sits = true;
        has_stake = has_stake || static_cast<std::size_t>(table.set) == set;
      }
    if (!sits) has_stake = !plan_.sets[set].of_one_table;
    if (!has_stake) continue;
    const auto& shares = scenario_.setting.initial_values.organisations[i].burden_shares;
    if (goal < shares.size())
      stated += shares[goal];
    else
      any_drawn = true;
  }
  return any_drawn ? std::max(stated, scenario_.setting.parameters.initial.burden_inside) : stated;
}

void EntryReader::read_bearer(Section& section, Item& item) {
  const bool avoided = item.kind == avoided_cost_kind;
  if (avoided && !section.has("whom"))
    section.complain("whom", "missing key '" + section.full_name("whom") + "'");
  item.whom = section.text("whom", std::string(organisations_together));
  if (avoided && std::ranges::find(item_bearers, item.whom) != item_bearers.end()) return;
  if (!avoided) {
    if (item.whom != organisations_together)
      section.complain("whom",
                       "extra revenue goes to \"organisations\", in proportion to what they "
                       "deliver; 'item.whom' cannot give it to \"" +
                           item.whom + "\"");
    return;
  }
  const int owner = organisation_named(plan_, item.whom);
  if (owner < 0) {
    std::vector<std::string> known(item_bearers.begin(), item_bearers.end());
    for (const OrganisationLayout& one : plan_.organisations) known.push_back(one.name);
    section.complain("whom", "'item.whom' must be " + listed(item_bearers) +
                                 " or the name of an organisation, got \"" + item.whom + "\"" +
                                 did_you_mean(item.whom, known));
  } else if (scenario_.setting.initial_values.organisations[static_cast<std::size_t>(owner)]
                 .burden_shares.empty()) {
    section.complain("whom", "'" + item.whom +
                                 "' draws its share of the burden anew in each run: state its "
                                 "'burden_shares', or give the item to \"organisations\"");
  }
}

void EntryReader::refuse_too_much(const Goal& goal, std::size_t position, double inside) {
  const double spared = goal.burden * goal.relief;
  const auto refuse = [&](double most, const std::string& what, auto&& counts) {
    double sum = 0.0;
    const Item* last = nullptr;
    for (const Item& item : items_)
      if (item.goal == goal.name && counts(item)) {
        sum += item.amount;
        last = &item;
      }
    if (last && sum > most + rounding * std::max(1.0, most))
      complaints_.add(last->place, "the items of goal '" + goal.name + "' state " + plain(sum) +
                                       " k€ a month of " + what + ", and full progress gives " +
                                       plain(most));
  };
  const auto avoided = [](const Item& item) { return item.kind == avoided_cost_kind; };
  refuse(goal.revenue, "extra revenue", [&](const Item& item) { return !avoided(item); });
  refuse(spared * (1.0 - inside), "avoided cost for the rest of society",
         [&](const Item& item) { return avoided(item) && is_outside(item.whom); });
  refuse(spared * inside, "avoided cost for organisations",
         [&](const Item& item) { return avoided(item) && !is_outside(item.whom); });
  for (std::size_t i = 0; i < plan_.organisations.size(); ++i) {
    const auto& shares = scenario_.setting.initial_values.organisations[i].burden_shares;
    const std::string& name = plan_.organisations[i].name;
    if (position < shares.size())
      refuse(spared * shares[position], "avoided cost for '" + name + "'",
             [&](const Item& item) { return item.whom == name; });
  }
}

void EntryReader::read_items() {
  if (!root_.has("item")) return;
  const std::vector<std::string> goals = goals_of(plan_);
  for (Section& section : root_.sections("item")) {
    Item item;
    item.place = section.table()->source();
    item.name = section.required_text("name");
    if (std::ranges::find(items_, item.name, &Item::name) != items_.end())
      section.complain("name", "two items are named '" + item.name + "'");
    if (!section.has("kind"))
      section.complain("kind", "missing key '" + section.full_name("kind") + "'");
    item.kind = item_kinds[section.one_of("kind", item_kinds, 0)];
    item.goal = section.required_text("goal");
    if (section.has("goal")) position_of(section, "goal", item.goal, goals, "goal");
    if (!section.has("amount"))
      section.complain("amount", "missing key '" + section.full_name("amount") + "'");
    item.amount = section.number("amount", 0.0, any_money, "k€/month");
    if (section.has("from")) item.from = month_within(section, "from");
    read_bearer(section, item);
    section.finish();
    items_.push_back(std::move(item));
  }
  using nlohmann::ordered_json;
  ordered_json list{{"items", ordered_json::array()}, {"goals", ordered_json::array()}};
  for (const Item& item : items_)
    list["items"].push_back({{"name", item.name},
                             {"kind", item.kind},
                             {"goal", item.goal},
                             {"amount", item.amount},
                             {"from", item.from},
                             {"whom", item.whom},
                             {"outside", is_outside(item.whom)}});
  for (std::size_t set = 0; set < plan_.sets.size(); ++set)
    for (std::size_t k = 0; k < plan_.sets[set].goals.size(); ++k) {
      const Goal& goal = plan_.sets[set].goals[k];
      const double inside = inside_share(set, k);
      refuse_too_much(goal, k, inside);
      list["goals"].push_back({{"burden", goal.burden},
                               {"growth", goal.growth},
                               {"relief", goal.relief},
                               {"revenue", goal.revenue},
                               {"inside", inside}});
    }
  scenario_.items = list.dump();
}

}  // namespace samen
