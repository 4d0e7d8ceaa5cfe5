#include "analysis/output/organisations.hpp"

#include <algorithm>
#include <cmath>

namespace samen::analysis {

namespace {

/// Each organisation as a group of its own.
std::vector<Group> each_of(const Balances& balances) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < balances.names().size(); ++i)
    groups.push_back({balances.names()[i], {i}});
  return groups;
}

template <class Of>
std::size_t count_losers(const Balances& balances, Of&& of) {
  const auto each = each_of(balances);
  return static_cast<std::size_t>(std::count_if(
      each.begin(), each.end(), [&](const Group& one) { return of(one).mean.mean < 0.0; }));
}

/// Two columns: a mean and the share below zero.
void add_columns(Table& table, const TableWords& words, const std::string& key,
                 const std::string& head) {
  table.columns.push_back({key, head});
  table.columns.push_back({key + "_below_zero", words("below")});
}

void add_cells(std::vector<Cell>& row, const Balance& balance, int digits) {
  row.emplace_back(Estimated{balance.mean, digits});
  row.emplace_back(Percentage{balance.below_zero});
}

std::string range_of(Language language, const Balance& balance, int digits) {
  if (std::isnan(balance.low)) return language("language.not_applicable");
  return number_in(language, balance.low, digits) + " … " +
         number_in(language, balance.high, digits);
}

/// One row for each group, with a mean and a share for each of its balances. A note gives the range
/// if groups have several members.
template <class Balances_>
void add_rows(Table& table, const TableWords& words, const std::vector<Group>& groups,
              Balances_&& balances_of) {
  double largest = 0.0;
  for (const Group& group : groups)
    for (const Balance& balance : balances_of(group))
      largest = std::max(largest, std::fabs(balance.mean.mean));
  const int digits = digits_of_balance(largest);
  for (const Group& group : groups) {
    std::vector<Cell> row{group.label}, range{"  " + words("between")};
    for (const Balance& balance : balances_of(group)) {
      add_cells(row, balance, digits);
      range.insert(range.end(), {range_of(words.language(), balance, digits), ""});
    }
    table.add(std::move(row));
    if (group.members.size() > 1) table.add(std::move(range));
  }
}

Table table_of_balances(const Balances& balances, const Batch& batch, const std::vector<int>& arms,
                        int point) {
  const TableWords words(batch.language(), "tables.organisations");
  Table table = words.table("organisations", {"organisation"});
  table.notes = {words("balance")};
  for (const int arm : arms) add_columns(table, words, batch.arm_name(arm), batch.arm_label(arm));
  const auto groups = balances.groups(most_organisations);
  add_rows(table, words, groups, [&](const Group& group) {
    std::vector<Balance> all;
    for (const int arm : arms) all.push_back(balances.at(group, {arm, point}));
    return all;
  });
  std::vector<Cell> least{words("least")};
  std::string who;
  for (const int arm : arms) {
    const auto worst = balances.worst_off({arm, point});
    least.emplace_back(Estimated{worst.mean, digits_of_balance(worst.mean.mean)});
    least.emplace_back(Percentage{worst.below_zero});
    who += (who.empty() ? "" : "; ") +
           words("least_of", {{"arm", batch.arm_label(arm)},
                              {"who", balances.names()[worst.most_often]},
                              {"share", percent_in(batch.language(), worst.share.mean)}});
  }
  table.add(std::move(least));
  const bool by_kind = groups.size() < balances.names().size();
  const bool others = arms.size() < batch.arms().size();
  table.notes.push_back(words(by_kind ? "below_of_organisations" : "below_of_runs",
                              {{"others", others ? words("others_at_zero") : ""}}));
  table.notes.push_back(words("least_most_often", {{"who", who}}));
  return table;
}

Table table_of_gains(const Balances& balances, const Batch& batch,
                     const std::vector<std::pair<int, int>>& pairs, int point) {
  const TableWords words(batch.language(), "tables.gains");
  Table table = words.table("gains", {"organisation"});
  const auto label = [&](const std::pair<int, int>& pair) {
    return batch.arm_label(pair.first) + " − " + batch.arm_label(pair.second);
  };
  for (const auto& pair : pairs)
    add_columns(table, words, batch.arm_name(pair.first) + "_less_" + batch.arm_name(pair.second),
                label(pair));
  add_rows(table, words, balances.groups(most_organisations), [&](const Group& group) {
    std::vector<Balance> all;
    for (const auto& [first, second] : pairs)
      all.push_back(balances.between(group, {first, point}, {second, point}));
    return all;
  });
  for (const auto& pair : pairs) {
    const Treatment first{pair.first, point}, second{pair.second, point};
    const Balance all = balances.between(balances.all(), first, second);
    const std::size_t lose = losers(balances, first, second);
    table.notes.push_back(words("lose", {{"arms", label(pair)},
                                         {"n", lose},
                                         {"all", balances.names().size()},
                                         {"who", balances.names()[all.least]},
                                         {"least", number_in(batch.language(), all.least_mean,
                                                             digits_of_balance(all.least_mean))},
                                         {"pairs", all.mean.n}}));
  }
  return table;
}

/// The groups, so few that each fits into the table at every point.
std::vector<Group> groups_at_points(const Balances& balances, std::size_t points,
                                    Language language) {
  constexpr std::size_t most_rows = 24;
  auto groups = balances.groups(most_rows / points);
  if (groups.size() * points > most_rows) {
    groups = {balances.all()};
    groups[0].label =
        language("tables.organisations_at_points.all", {{"n", groups[0].members.size()}});
  }
  return groups;
}

/// For a list design: the balances of the groups at each point, in the arms of the answer.
Table table_of_points(const Balances& balances, const Batch& batch) {
  const auto [first, second] = batch.answer_arms();
  const TableWords words(batch.language(), "tables.organisations_at_points");
  Table table = words.table("organisations", {"point", "organisation"});
  table.notes = {batch.language()("tables.organisations.balance")};
  add_columns(table, words, batch.arm_name(first), batch.arm_label(first));
  if (first != second) {
    add_columns(table, words, batch.arm_name(second), batch.arm_label(second));
    add_columns(table, words, "difference", words("difference"));
  }
  const auto groups = groups_at_points(balances, batch.points().size(), batch.language());
  for (const int point : batch.points())
    for (const Group& group : groups) {
      std::vector<Cell> row{batch.point_label(point), group.label};
      const auto add = [&](const Balance& balance) {
        add_cells(row, balance, digits_of_balance(balance.mean.mean));
      };
      add(balances.at(group, {first, point}));
      if (first != second) {
        add(balances.at(group, {second, point}));
        add(balances.between(group, {first, point}, {second, point}));
      }
      table.add(std::move(row));
    }
  table.notes.push_back(words("below_of_name"));
  return table;
}

}  // namespace

std::vector<int> arms_with_balances(const Balances& balances, const Batch& batch, int point) {
  std::vector<int> arms;
  for (const int arm : batch.arms()) {
    const Balance all = balances.at(balances.all(), {arm, point});
    if (all.mean.n > 0 && (all.low != 0.0 || all.high != 0.0 || all.mean.mean != 0.0))
      arms.push_back(arm);
  }
  return arms;
}

std::vector<std::pair<int, int>> gaining_pairs(const std::vector<int>& arms, const Batch& batch) {
  const auto [first, second] = batch.answer_arms();
  std::vector<std::pair<int, int>> pairs;
  if (first != second) pairs.emplace_back(first, second);
  for (const int arm : arms)
    if (arm != first && arm != second) pairs.emplace_back(arm, second);
  return pairs;
}

std::size_t losers(const Balances& balances, const Treatment& treatment) {
  return count_losers(balances, [&](const Group& one) { return balances.at(one, treatment); });
}

std::size_t losers(const Balances& balances, const Treatment& first, const Treatment& second) {
  return count_losers(balances,
                      [&](const Group& one) { return balances.between(one, first, second); });
}

std::vector<Table> tables_of_organisations(const Batch& batch) {
  constexpr std::size_t most_points = 12;
  if (!Balances::known(batch)) return {};
  const Balances balances(batch);
  if (!batch.varies_nothing()) {
    if (batch.design_kind() != "list" || batch.points().size() > most_points) return {};
    return {table_of_points(balances, batch)};
  }
  const int point = batch.representative_point();
  const auto arms = arms_with_balances(balances, batch, point);
  if (arms.empty()) return {};
  std::vector<Table> tables{table_of_balances(balances, batch, arms, point)};
  const auto pairs = gaining_pairs(arms, batch);
  if (!pairs.empty()) tables.push_back(table_of_gains(balances, batch, pairs, point));
  return tables;
}

}  // namespace samen::analysis
