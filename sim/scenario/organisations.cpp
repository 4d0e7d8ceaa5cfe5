#include "scenario/entry_reader.hpp"

#include <algorithm>

#include "scenario/values.hpp"

namespace samen {

void EntryReader::read_organisations() {
  seed_ = read_seed();
  for (Section& section : root_.sections("organisation")) read_organisation(section);
  if (plan_.organisations.empty())
    complaints_.add("a scenario needs at least one [[organisation]]");
  for (Section& section : root_.sections("organisation")) read_ties(section);
  refuse_same_names();
  refuse_too_much_burden();
}

void EntryReader::read_organisation(Section& section) {
  const std::string name = section.required_text("name");
  const int number = section.whole("number", 1, {1, 10000000}, "organisations");
  OrganisationLayout owner;
  OrganisationStart start;
  owner.kind = section.text("kind", name);
  section.often_mistaken("type", "kind");
  owner.sector = static_cast<Sector>(
      section.one_of("sector", sector_names, static_cast<std::size_t>(owner.sector)));
  owner.structure = section.truth("structure", true);
  read_cheque(section, owner);
  start.income = distribution(section, "income", any_money, "k€/year");
  start.growth = distribution(section, "growth", {-0.5, 0.5}, "1/year");
  start.white_space = distribution(section, "white_space", any_share, "share of income");
  start.eco = distribution(section, "eco", any_share, "share");
  start.learning = distribution(section, "learning", any_share, "share");
  start.change_cost = distribution(section, "change_cost", {0, 2}, "factor");
  start.reciprocity = distribution(section, "reciprocity", any_share, "share");
  start.motivation = distribution(section, "motivation", any_share, "share");
  start.mandate = distribution(section, "mandate", any_share, "share");
  start.capabilities = section.numbers("capabilities", {0, 10}, "k€/k€");
  expect_count(section, "capabilities", start.capabilities.size(), plan_.capabilities,
               "capability");
  start.aspirations = per_goal(section, "aspirations");
  expect_sum(section, "aspirations", start.aspirations);
  start.burden_shares = per_goal(section, "burden_shares");
  section.allow("trust");  // ties are read after the names of all organisations are known
  section.allow("expects");
  const std::optional<Place> place = read_place(section);
  section.finish();
  // Factor 2: a design stores the organisations of the scenario and those of its points.
  constexpr std::size_t bytes_each =
      2 * (sizeof(OrganisationLayout) + sizeof(OrganisationStart) + sizeof(Place) + sizeof(int));
  if (!fits(section, number, bytes_each, "organisations")) return;
  std::vector<int>& group = groups_[name];
  const Key first_key = key_of(name);
  for (int n = 1; n <= number; ++n) {
    group.push_back(static_cast<int>(plan_.organisations.size()));
    owner.name = one_of_many(name, n, number);
    owner.key = number == 1 ? first_key : first_key + static_cast<Key>(n);
    places_.push_back(place.value_or(drawn_place(luck_of_layout(seed_), owner.key)));
    plan_.organisations.push_back(owner);
    scenario_.setting.initial_values.organisations.push_back(start);
  }
}

std::optional<Place> EntryReader::read_place(Section& section) {
  if (!section.has("place")) return {};
  const std::vector<double> given = section.numbers("place", {-1e6, 1e6}, "");
  if (given.size() == 2) return Place{given[0], given[1]};
  if (section.node("place")->is_array())
    section.complain("place", "'" + section.full_name("place") +
                                  "' must be two numbers, [x, y], got " +
                                  std::to_string(given.size()));
  return {};
}

std::vector<double> EntryReader::per_goal(Section& section, std::string_view key) {
  auto values = section.numbers(key, any_share, "share");
  if (!values.empty() && plan_.sets.size() > 1) {
    section.complain(
        key, "'" + section.full_name(key) + "' can be stated only where all goals form one set");
    return {};
  }
  expect_count(section, key, values.size(), static_cast<int>(plan_.sets[0].goals.size()), "goal");
  return values.size() == plan_.sets[0].goals.size() ? values : std::vector<double>{};
}

void EntryReader::read_cheque(Section& section, OrganisationLayout& owner) {
  if (!section.has("cheque")) return;
  Section cheque = section.section("cheque");
  owner.writes = cheque.number("amount", owner.writes, any_money, "k€/month");
  std::vector<double> parts;
  bool split = false;
  for (const std::string_view part : cheque_names) {
    split = split || cheque.has(part);
    parts.push_back(cheque.number(part, 0.0, any_share, "share"));
  }
  const bool only_amount = cheque.has("amount") && !split;
  if (cheque.finish() && !only_amount) expect_sum(section, "cheque", parts);
  if (!only_amount) std::copy(parts.begin(), parts.end(), owner.cheque.begin());
}

void EntryReader::refuse_same_names() {
  std::vector<std::pair<Key, std::string>> named;
  for (const OrganisationLayout& owner : plan_.organisations)
    named.emplace_back(owner.key, owner.name);
  refuse_same_keys(std::move(named), "organisations");
}

void EntryReader::refuse_too_much_burden() {
  const auto& starts = scenario_.setting.initial_values.organisations;
  for (std::size_t k = 0; k < plan_.sets[0].goals.size(); ++k) {
    double sum = 0.0;
    for (const OrganisationStart& start : starts)
      if (!start.burden_shares.empty()) sum += start.burden_shares[k];
    if (sum > 1.0 + rounding)
      complaints_.add("the 'burden_shares' of goal '" + plan_.sets[0].goals[k].name +
                      "' must sum to at most 1 over the organisations, got " + plain(sum));
  }
}

std::uint64_t EntryReader::read_seed() {
  return static_cast<std::uint64_t>(root_.section("run").large("seed", 1, {0, 0x1p63}));
}

}  // namespace samen
