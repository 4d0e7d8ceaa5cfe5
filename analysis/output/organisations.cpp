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
void add_columns(Table& table, const std::string& key, const std::string& head, const char* below) {
  table.columns.push_back({key, head});
  table.columns.push_back({key + "_below_zero", below});
}

void add_cells(std::vector<Cell>& row, const Balance& balance, int digits) {
  row.emplace_back(Estimated{balance.mean, digits});
  row.emplace_back(Percentage{balance.below_zero});
}

std::string range_of(const Balance& balance, int digits) {
  if (std::isnan(balance.low)) return "n/a";
  return shown_number(balance.low, digits) + " … " + shown_number(balance.high, digits);
}

/// One row for each group, with a mean and a share for each of its balances. A note gives the range
/// if groups have several members.
template <class Balances_>
void add_rows(Table& table, const std::vector<Group>& groups, Balances_&& balances_of) {
  double largest = 0.0;
  for (const Group& group : groups)
    for (const Balance& balance : balances_of(group))
      largest = std::max(largest, std::fabs(balance.mean.mean));
  const int digits = digits_of_balance(largest);
  for (const Group& group : groups) {
    std::vector<Cell> row{group.label}, range{"  nine in ten lie between"};
    for (const Balance& balance : balances_of(group)) {
      add_cells(row, balance, digits);
      range.insert(range.end(), {range_of(balance, digits), ""});
    }
    table.add(std::move(row));
    if (group.members.size() > 1) table.add(std::move(range));
  }
}

constexpr const char* what_a_balance_is =
    "own balance: avoided own burden + revenue − own effort − running costs, over all months, not "
    "discounted;";

Table table_of_balances(const Balances& balances, const Batch& batch, const std::vector<int>& arms,
                        int point) {
  Table table{"organisations",
              "What organisations get: own balance, k€",
              {{"organisation", "mean [95 % interval of the mean]"}},
              {},
              {what_a_balance_is}};
  for (const int arm : arms)
    add_columns(table, batch.arm_name(arm), batch.arm_name(arm), "below 0");
  const auto groups = balances.groups(most_organisations);
  add_rows(table, groups, [&](const Group& group) {
    std::vector<Balance> all;
    for (const int arm : arms) all.push_back(balances.at(group, {arm, point}));
    return all;
  });
  std::vector<Cell> least{"who has least in a run"};
  std::string who;
  for (const int arm : arms) {
    const auto worst = balances.worst_off({arm, point});
    least.emplace_back(Estimated{worst.mean, digits_of_balance(worst.mean.mean)});
    least.emplace_back(Percentage{worst.below_zero});
    who += (who.empty() ? "" : "; ") + batch.arm_name(arm) + " – " +
           balances.names()[worst.most_often] + ", in " + shown_percent(worst.share.mean);
  }
  table.add(std::move(least));
  const bool by_kind = groups.size() < balances.names().size();
  table.notes.push_back(std::string("below 0: share of the ") +
                        (by_kind ? "organisations, mean of runs" : "runs") +
                        (arms.size() < batch.arms().size() ? "; in other arms all are at 0" : ""));
  table.notes.push_back("who has least most often: " + who + " of the runs");
  return table;
}

Table table_of_gains(const Balances& balances, const Batch& batch,
                     const std::vector<std::pair<int, int>>& pairs, int point) {
  Table table{"gains",
              "Who gains and who loses: own balance, k€, same luck, another choice",
              {{"organisation", "mean difference [95 % interval of the mean]"}},
              {},
              {}};
  const auto label = [&](const std::pair<int, int>& pair) {
    return batch.arm_name(pair.first) + " − " + batch.arm_name(pair.second);
  };
  for (const auto& pair : pairs)
    add_columns(table, batch.arm_name(pair.first) + "_less_" + batch.arm_name(pair.second),
                label(pair), "below 0");
  add_rows(table, balances.groups(most_organisations), [&](const Group& group) {
    std::vector<Balance> all;
    for (const auto& [first, second] : pairs)
      all.push_back(balances.between(group, {first, point}, {second, point}));
    return all;
  });
  for (const auto& pair : pairs) {
    const Treatment first{pair.first, point}, second{pair.second, point};
    const Balance all = balances.between(balances.all(), first, second);
    const std::size_t lose = losers(balances, first, second);
    table.notes.push_back(label(pair) + ": " + std::to_string(lose) + " of " +
                          std::to_string(balances.names().size()) +
                          " lose by it on average; least: " + balances.names()[all.least] + " (" +
                          shown_number(all.least_mean, digits_of_balance(all.least_mean)) +
                          " k€); n = " + std::to_string(all.mean.n) + " pairs");
  }
  return table;
}

/// The groups, so few that each fits into the table at every point.
std::vector<Group> groups_at_points(const Balances& balances, std::size_t points) {
  constexpr std::size_t most_rows = 24;
  auto groups = balances.groups(most_rows / points);
  if (groups.size() * points > most_rows) {
    groups = {balances.all()};
    groups[0].label = "all " + std::to_string(groups[0].members.size()) + " organisations";
  }
  return groups;
}

/// For a list design: the balances of the groups at each point, in the arms of the answer.
Table table_of_points(const Balances& balances, const Batch& batch) {
  const auto [first, second] = batch.answer_arms();
  Table table{"organisations",
              "What organisations get: own balance, k€ [95 % interval of the mean]",
              {{"point", "design point"}, {"organisation", "organisation"}},
              {},
              {what_a_balance_is}};
  add_columns(table, batch.arm_name(first), batch.arm_name(first), "below 0");
  if (first != second) {
    add_columns(table, batch.arm_name(second), batch.arm_name(second), "below 0");
    add_columns(table, "difference", "paired difference", "below 0");
  }
  const auto groups = groups_at_points(balances, batch.points().size());
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
  table.notes.emplace_back(
      "below 0: share of the organisations of that name, mean of runs or pairs");
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
