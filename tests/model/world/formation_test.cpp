// Tables that come about by invitation.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "model/core/contract.hpp"
#include "model/world/formation.hpp"

namespace samen::formation_test {
namespace {

struct Neighbourhood {
  std::vector<Place> places;
  std::vector<Key> keys;
  std::vector<int> everyone;
};

/// Organisations in a row, one unit apart.
Neighbourhood in_a_row(int organisations) {
  Neighbourhood row;
  for (int i = 0; i < organisations; ++i) {
    row.places.push_back({static_cast<double>(i), 0.0});
    row.keys.push_back(key_of("organisation") + static_cast<Key>(i));
    row.everyone.push_back(i);
  }
  return row;
}

std::vector<Key> table_keys(int tables) {
  std::vector<Key> keys;
  for (int m = 1; m <= tables; ++m) keys.push_back(key_of("table") + static_cast<Key>(m));
  return keys;
}

std::vector<std::vector<int>> formed(const Neighbourhood& among, const Formation& formation,
                                     int tables, std::uint64_t seed = 1) {
  return formed_tables(formation, table_keys(tables), among.everyone, among.places, among.keys,
                       luck_of_layout(seed));
}

TEST(Formation, invites_the_nearest_and_in_that_order) {
  const Neighbourhood row = in_a_row(50);
  for (const auto& members : formed(row, {Invitation::nearest, 5, 5}, 50)) {
    const int convener = members.front();
    std::vector<int> others = row.everyone;
    others.erase(others.begin() + convener);
    std::sort(others.begin(), others.end(), [&](int a, int b) {  // if equally near, the first named
      return std::pair(std::abs(a - convener), a) < std::pair(std::abs(b - convener), b);
    });
    others.resize(4);
    EXPECT_EQ(std::vector<int>(members.begin() + 1, members.end()), others);
  }
}

TEST(Formation, finds_the_nearest_in_the_plane) {
  Neighbourhood town = in_a_row(200);
  const auto luck = luck_of_layout(5);
  for (int i = 0; i < 200; ++i) town.places[i] = drawn_place(luck, town.keys[i]);
  for (const auto& members : formed(town, {Invitation::nearest, 8, 8}, 200)) {
    const Place here = town.places[members.front()];
    std::vector<std::pair<double, int>> all;
    for (const int i : town.everyone) {
      const double x = town.places[i].x - here.x, y = town.places[i].y - here.y;
      all.emplace_back(x * x + y * y, i);
    }
    std::sort(all.begin(), all.end());
    for (std::size_t n = 0; n < members.size(); ++n) EXPECT_EQ(members[n], all[n].second);
  }
}

TEST(Formation, lets_everyone_convene_once_before_anyone_does_twice) {
  const Neighbourhood row = in_a_row(20);
  const auto tables = formed(row, {Invitation::random, 3, 3}, 40);
  std::multiset<int> conveners;
  for (int m = 0; m < 20; ++m) conveners.insert(tables[static_cast<std::size_t>(m)].front());
  for (const int i : row.everyone) EXPECT_EQ(conveners.count(i), 1u);
}

TEST(Formation, seats_nobody_twice_at_one_table) {
  const Neighbourhood row = in_a_row(12);
  for (const Invitation invite : {Invitation::nearest, Invitation::random})
    for (const auto& members : formed(row, {invite, 12, 12}, 12)) {
      EXPECT_EQ(members.size(), 12u);
      EXPECT_EQ(std::set<int>(members.begin(), members.end()).size(), 12u);
    }
}

// 2,000 tables of 4 to 12: each size is as likely, 222 expected, standard error 14.
TEST(Formation, draws_every_size_between_the_ends_as_often) {
  const Neighbourhood row = in_a_row(100);
  std::map<std::size_t, int> sizes;
  for (const auto& members : formed(row, {Invitation::random, 4, 12}, 2000))
    ++sizes[members.size()];
  EXPECT_EQ(sizes.begin()->first, 4u);
  EXPECT_EQ(sizes.rbegin()->first, 12u);
  for (const auto& [size, count] : sizes) EXPECT_NEAR(count, 2000.0 / 9.0, 4.5 * 14.0) << size;
}

// 3,000 tables of 5 among 60: 200 invitations each beside convening, standard error 14.
TEST(Formation, at_random_invites_everyone_as_often) {
  const Neighbourhood row = in_a_row(60);
  std::vector<int> invited(60, 0);
  for (const auto& members : formed(row, {Invitation::random, 5, 5}, 3000))
    for (std::size_t n = 1; n < members.size(); ++n)
      ++invited[static_cast<std::size_t>(members[n])];
  for (const int count : invited) EXPECT_NEAR(count, 200.0, 4.5 * 14.0);
}

TEST(Formation, is_the_same_for_the_same_seed_and_another_for_another) {
  const Neighbourhood row = in_a_row(30);
  const Formation formation{Invitation::random, 3, 9};
  EXPECT_EQ(formed(row, formation, 10, 7), formed(row, formation, 10, 7));
  EXPECT_NE(formed(row, formation, 10, 7), formed(row, formation, 10, 8));
}

TEST(Formation, of_one_table_more_leaves_the_others_as_they_are) {
  const Neighbourhood row = in_a_row(30);
  for (const Invitation invite : {Invitation::nearest, Invitation::random}) {
    const auto few = formed(row, {invite, 3, 9}, 10);
    const auto more = formed(row, {invite, 3, 9}, 11);
    EXPECT_TRUE(std::equal(few.begin(), few.end(), more.begin()));
  }
}

TEST(Formation, refuses_a_table_larger_than_the_pool) {
  const Neighbourhood row = in_a_row(4);
  EXPECT_THROW(formed(row, {Invitation::nearest, 5, 5}, 1), ContractViolation);
}

TEST(Formation, draws_places_all_over_the_unit_square) {
  const auto luck = luck_of_layout(3);
  double x = 0.0, y = 0.0, product = 0.0;
  constexpr int n = 20000;
  for (Key i = 0; i < n; ++i) {
    const Place place = drawn_place(luck, i);
    ASSERT_TRUE(place.x > 0.0 && place.x < 1.0 && place.y > 0.0 && place.y < 1.0);
    x += place.x / n;
    y += place.y / n;
    product += (place.x - 0.5) * (place.y - 0.5) / n;
  }
  const double error = std::sqrt(1.0 / 12.0 / n);
  EXPECT_NEAR(x, 0.5, 4.5 * error);
  EXPECT_NEAR(y, 0.5, 4.5 * error);
  EXPECT_NEAR(product, 0.0, 4.5 / 12.0 / std::sqrt(n));
}

}  // namespace
}  // namespace samen::formation_test
