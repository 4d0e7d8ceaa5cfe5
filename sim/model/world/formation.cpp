#include "model/world/formation.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "model/core/contract.hpp"

namespace samen {
namespace {

/// The organisations of the pool in the order in which they convene tables.
std::vector<int> conveners(std::span<const int> pool, std::span<const Key> keys,
                           const Draws<double>& luck) {
  std::vector<std::pair<double, int>> order;
  for (const int i : pool)
    order.emplace_back(luck.uniform({.purpose = purpose::convenes, .i = keys[i]}), i);
  std::sort(order.begin(), order.end());
  std::vector<int> in_order;
  for (const auto& [chance, i] : order) in_order.push_back(i);
  return in_order;
}

int seats_of(const Formation& formation, Key table, const Draws<double>& luck) {
  const int choices = formation.most_seats - formation.least_seats + 1;
  const double u = luck.uniform({.purpose = purpose::table_size, .table = table});
  return formation.least_seats + std::min(choices - 1, static_cast<int>(u * choices));
}

/// Finds the nearest organisations. It searches east and west of a place until no further
/// organisation can be nearer.
class Neighbourhood {
 public:
  Neighbourhood(std::span<const int> pool, std::span<const Place> places) : places_(places) {
    for (const int i : pool) from_west_.emplace_back(places[i].x, i);
    std::sort(from_west_.begin(), from_west_.end());
  }

  /// The `count` organisations of the pool nearest to the convener. Ties go to the organisation
  /// that the scenario names first.
  std::vector<int> nearest(int convener, std::size_t count) const {
    if (count == 0) return {};
    const Place here = places_[convener];
    const auto start =
        std::lower_bound(from_west_.begin(), from_west_.end(), std::pair(here.x, convener));
    std::vector<std::pair<double, int>> best;  // squared distances with their organisations, in
                                               // order
    const auto look = [&](const std::pair<double, int>& located) {
      const auto [x, i] = located;
      const double east = x - here.x, north = places_[i].y - here.y;
      if (best.size() == count && east * east > best.back().first) return false;
      if (i == convener) return true;
      const std::pair found(east * east + north * north, i);
      best.insert(std::upper_bound(best.begin(), best.end(), found), found);
      if (best.size() > count) best.pop_back();
      return true;
    };
    for (auto east = start; east != from_west_.end() && look(*east);) ++east;
    for (auto west = start; west != from_west_.begin() && look(*std::prev(west));) --west;
    std::vector<int> neighbours;
    for (const auto& [distance, i] : best) neighbours.push_back(i);
    return neighbours;
  }

 private:
  std::span<const Place> places_;
  std::vector<std::pair<double, int>> from_west_;  ///< each x with its organisation
};

void invite_at_random(std::vector<int>& members, int seats, Key table, std::span<const int> pool,
                      const Draws<double>& luck) {
  std::unordered_set<int> seated(members.begin(), members.end());
  for (Key attempt = 0; static_cast<int>(members.size()) < seats; ++attempt) {
    const double u = luck.uniform({.purpose = purpose::invited, .table = table, .i = attempt});
    const auto at = static_cast<std::size_t>(u * static_cast<double>(pool.size()));
    const int i = pool[std::min(at, pool.size() - 1)];
    if (seated.insert(i).second) members.push_back(i);
  }
}

}  // namespace

Place drawn_place(const Draws<double>& luck, Key organisation) {
  return {luck.uniform({.purpose = purpose::place, .i = organisation, .j = 0}),
          luck.uniform({.purpose = purpose::place, .i = organisation, .j = 1})};
}

std::vector<std::vector<int>> formed_tables(const Formation& formation, std::span<const Key> tables,
                                            std::span<const int> pool,
                                            std::span<const Place> places,
                                            std::span<const Key> keys, const Draws<double>& luck) {
  expect(formation.most_seats <= static_cast<int>(pool.size()),
         "a table has no more seats than there are organisations to invite");
  const Neighbourhood neighbourhood(pool, places);
  const std::vector<int> order = conveners(pool, keys, luck);
  std::vector<std::vector<int>> all;
  for (std::size_t m = 0; m < tables.size(); ++m) {
    std::vector<int>& members = all.emplace_back(1, order[m % order.size()]);
    const int seats = seats_of(formation, tables[m], luck);
    if (formation.invite == Invitation::random) {
      invite_at_random(members, seats, tables[m], pool, luck);
    } else {
      const auto invited =
          neighbourhood.nearest(members.front(), static_cast<std::size_t>(seats - 1));
      members.insert(members.end(), invited.begin(), invited.end());
    }
  }
  return all;
}

}  // namespace samen
