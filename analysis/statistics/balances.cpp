#include "analysis/statistics/balances.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "io/results_format.hpp"

namespace samen::analysis {

namespace {

/// For each run, the values of its organisations.
using Rows = std::vector<std::vector<double>>;

Balance balance_of(const Group& group, const Rows& rows) {
  constexpr double lowest = 0.05, highest = 0.95;  // nine in ten
  std::vector<double> means, shares, all;
  std::vector<double> sums(group.members.size(), 0.0);
  std::size_t below = 0;
  for (const auto& row : rows) {
    const auto members = static_cast<double>(row.size());
    const auto losing = std::count_if(row.begin(), row.end(), [](double v) { return v < 0.0; });
    means.push_back(std::accumulate(row.begin(), row.end(), 0.0) / members);
    shares.push_back(static_cast<double>(losing) / members);
    below += static_cast<std::size_t>(losing);
    all.insert(all.end(), row.begin(), row.end());
    for (std::size_t n = 0; n < row.size(); ++n) sums[n] += row[n];
  }
  Balance balance;
  balance.mean = mean_of(means);
  balance.low = quantile(all, lowest);
  balance.high = quantile(std::move(all), highest);
  balance.below_zero =
      group.members.size() == 1 ? share_of(below, rows.size()) : mean_of_shares(shares);
  const auto least = std::min_element(sums.begin(), sums.end());
  balance.least = group.members[static_cast<std::size_t>(least - sums.begin())];
  balance.least_mean = *least / static_cast<double>(rows.size());
  return balance;
}

}  // namespace

bool Balances::known(const Batch& batch) {
  return batch.file().has(results::organisation_net);
}

Balances::Balances(const Batch& batch) : batch_(batch) {
  if (!known(batch))
    throw ResultsError(batch.file().path() +
                       ": has no balance of each organisation: run its scenario again with this "
                       "version of samen");
  names_ = batch.organisations();
  kinds_ = batch.organisation_kinds();
  values_ = batch.file().numbers(results::organisation_net);
  if (values_.size() != batch.runs() * names_.size() || kinds_.size() != names_.size())
    throw ResultsError(batch.file().path() + ": '" + results::organisation_net + "' has " +
                       std::to_string(values_.size()) + " values for " +
                       std::to_string(batch.runs()) + " runs of " + std::to_string(names_.size()) +
                       " organisations");
}

std::vector<Group> Balances::groups(std::size_t most) const {
  const bool each = names_.size() <= most;
  std::vector<Group> groups;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const std::string& label = each ? names_[i] : kinds_[i];
    const auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
      return !each && group.label == label;
    });
    if (found == groups.end())
      groups.push_back({label, {i}});
    else
      found->members.push_back(i);
  }
  for (Group& group : groups)
    if (group.members.size() > 1) group.label += " (" + std::to_string(group.members.size()) + ")";
  return groups;
}

Group Balances::all() const {
  Group group{"", std::vector<std::size_t>(names_.size())};
  std::iota(group.members.begin(), group.members.end(), std::size_t{0});
  return group;
}

Balance Balances::at(const Group& group, const Treatment& treatment) const {
  Rows rows;
  for (const std::size_t run : batch_.runs_of(treatment)) {
    rows.emplace_back();
    for (const std::size_t i : group.members) rows.back().push_back(of(run, i));
  }
  return balance_of(group, rows);
}

Balance Balances::between(const Group& group, const Treatment& first,
                          const Treatment& second) const {
  std::map<std::int64_t, std::size_t> others;
  for (const std::size_t run : batch_.runs_of(second)) others[batch_.pair_of(run)] = run;
  Rows rows;
  for (const std::size_t run : batch_.runs_of(first)) {
    const auto other = others.find(batch_.pair_of(run));
    if (other == others.end()) continue;
    rows.emplace_back();
    for (const std::size_t i : group.members)
      rows.back().push_back(of(run, i) - of(other->second, i));
  }
  return balance_of(group, rows);
}

std::map<std::int64_t, double> Balances::by_pair(std::size_t organisation,
                                                 const Treatment& treatment) const {
  std::map<std::int64_t, double> values;
  for (const std::size_t run : batch_.runs_of(treatment))
    values[batch_.pair_of(run)] = of(run, organisation);
  return values;
}

Balances::Worst Balances::worst_off(const Treatment& treatment) const {
  std::vector<double> least;
  std::vector<std::size_t> times(names_.size(), 0);
  std::size_t below = 0;
  for (const std::size_t run : batch_.runs_of(treatment)) {
    std::size_t who = 0;
    for (std::size_t i = 1; i < names_.size(); ++i)
      if (of(run, i) < of(run, who)) who = i;
    least.push_back(of(run, who));
    below += of(run, who) < 0.0 ? 1 : 0;
    ++times[who];
  }
  const auto most = std::max_element(times.begin(), times.end());
  return {mean_of(least), share_of(below, least.size()),
          static_cast<std::size_t>(most - times.begin()), share_of(*most, least.size())};
}

int digits_of_balance(double largest) {
  constexpr double hundreds = 100.0, tens = 10.0;
  return std::fabs(largest) >= hundreds ? 0 : std::fabs(largest) >= tens ? 1 : 2;
}

}  // namespace samen::analysis
