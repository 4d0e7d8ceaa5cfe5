#include "model/formation.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

#include "model/contract.hpp"

namespace samen {
namespace {

namespace geometry = boost::geometry;
using Point = geometry::model::point<double, 2, geometry::cs::cartesian>;
using Located = std::pair<Point, int>;  // of an organisation
using Neighbourhood = geometry::index::rtree<Located, geometry::index::quadratic<16>>;

Point point_of(const Place& place) {
  return {place.x, place.y};
}

/// The pool in the order in which it convenes.
std::vector<int> conveners(std::span<const int> pool, std::span<const Key> keys,
                           const Draws<double>& luck) {
  std::vector<std::pair<double, int>> order;
  for (const int i : pool)
    order.emplace_back(luck.uniform({.purpose = Purpose::convenes, .i = keys[i]}), i);
  std::sort(order.begin(), order.end());
  std::vector<int> in_order;
  for (const auto& [chance, i] : order) in_order.push_back(i);
  return in_order;
}

int seats_of(const Formation& formation, Key table, const Draws<double>& luck) {
  const int choices = formation.most_seats - formation.least_seats + 1;
  const double u = luck.uniform({.purpose = Purpose::table_size, .table = table});
  return formation.least_seats + std::min(choices - 1, static_cast<int>(u * choices));
}

/// The `seats` - 1 nearest to the convener; among equals the one named first in the scenario.
void invite_nearest(std::vector<int>& members, int seats, const Neighbourhood& neighbourhood,
                    std::span<const Place> places) {
  const Place here = places[members.front()];
  std::vector<Located> found;
  neighbourhood.query(geometry::index::nearest(point_of(here), static_cast<unsigned>(seats)),
                      std::back_inserter(found));
  std::vector<std::pair<double, int>> order;
  for (const auto& [point, i] : found) {
    const double x = places[i].x - here.x;
    const double y = places[i].y - here.y;
    if (i != members.front()) order.emplace_back(x * x + y * y, i);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [distance, i] : order)
    if (static_cast<int>(members.size()) < seats) members.push_back(i);
}

void invite_at_random(std::vector<int>& members, int seats, Key table, std::span<const int> pool,
                      const Draws<double>& luck) {
  std::unordered_set<int> seated(members.begin(), members.end());
  for (Key attempt = 0; static_cast<int>(members.size()) < seats; ++attempt) {
    const double u = luck.uniform({.purpose = Purpose::invited, .table = table, .i = attempt});
    const auto at = static_cast<std::size_t>(u * static_cast<double>(pool.size()));
    const int i = pool[std::min(at, pool.size() - 1)];
    if (seated.insert(i).second) members.push_back(i);
  }
}

}  // namespace

Place drawn_place(const Draws<double>& luck, Key organisation) {
  return {luck.uniform({.purpose = Purpose::place, .i = organisation, .j = 0}),
          luck.uniform({.purpose = Purpose::place, .i = organisation, .j = 1})};
}

std::vector<std::vector<int>> formed_tables(const Formation& formation, std::span<const Key> tables,
                                            std::span<const int> pool,
                                            std::span<const Place> places,
                                            std::span<const Key> keys, const Draws<double>& luck) {
  expect(formation.most_seats <= static_cast<int>(pool.size()),
         "a table has no more seats than there are organisations to invite");
  std::vector<Located> located;
  if (formation.invite == Invitation::nearest)
    for (const int i : pool) located.emplace_back(point_of(places[i]), i);
  const Neighbourhood neighbourhood(located);
  const std::vector<int> order = conveners(pool, keys, luck);
  std::vector<std::vector<int>> all;
  for (std::size_t m = 0; m < tables.size(); ++m) {
    std::vector<int>& members = all.emplace_back(1, order[m % order.size()]);
    const int seats = seats_of(formation, tables[m], luck);
    if (formation.invite == Invitation::nearest)
      invite_nearest(members, seats, neighbourhood, places);
    else
      invite_at_random(members, seats, tables[m], pool, luck);
  }
  return all;
}

}  // namespace samen
