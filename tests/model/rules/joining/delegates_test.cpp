// 7.8 Delegates move on: what a successor takes over.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::delegates_test {
namespace {

using testing::first_edition;
using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

/// Everybody moves on this month; successors are all alike.
Delegates everybody() {
  Delegates p;
  p.turnover = 12.0;
  p.ownership_kept = 0.4;
  p.knowledge_kept = 0.4;
  p.knowledge_of_newcomer = 0.7;
  p.trust_kept = 0.4;
  p.motivation_mean = 0.65;
  p.motivation_sd = 0.0;
  return p;
}

Scene random_world(std::uint32_t replicate) {
  const int r = static_cast<int>(replicate);
  return lived_in(replicate, 3 + 2 * r, {.partners = 3 + r % 6, .goals = 1 + r % 4});
}

Address address(const Scene& scene, Purpose purpose, int i) {
  return {.purpose = purpose,
          .month = scene.world.month,
          .table = scene.layout().tables[0].key,
          .i = scene.layout().seats[i].key};
}

/// Moves to the first month in which, of all seats, only seat 0 draws below `chance`.
void go_to_month_of_first_only(Scene& scene, double chance) {
  const auto only_first = [&] {
    for (const int i : scene.layout().all_seats())
      if ((scene.draws.uniform(address(scene, purpose::move_on, i)) < chance) != (i == 0))
        return false;
    return true;
  };
  scene.at(0);
  while (scene.world.month < 60000 && !only_first()) ++scene.world.month;
}

TEST(Delegates, a_successor_takes_over_part_and_the_others_stay_as_they_were) {
  Delegates p = everybody();
  p.turnover = 0.6;  // 0.05 a month
  Scene scene = table_of(3).owning(0.5).knowing(0.5).trusting(0.3).motivated(0.9);
  for (double& trust : scene.world.trust) trust = 0.8;  // 0.5 gained since the start
  go_to_month_of_first_only(scene, 0.05);
  delegates_move_on(scene.world, p, scene.draws);

  EXPECT_NEAR(scene.world.ownership[0], 0.4 * 0.5, 1e-15);
  EXPECT_NEAR(scene.world.motivation[0], 0.65, 1e-15);
  for (int j : {1, 2}) {
    EXPECT_NEAR(scene.knowledge(0, j), 0.4 * 0.5, 1e-15);
    EXPECT_NEAR(scene.knowledge(j, 0), 0.7 * 0.5, 1e-15);
    EXPECT_NEAR(scene.trust(0, j), 0.3 + 0.4 * 0.5, 1e-15);
    EXPECT_EQ(scene.trust(j, 0), 0.8);
    EXPECT_EQ(scene.world.ownership[j], 0.5);
    EXPECT_EQ(scene.world.motivation[j], 0.9);
  }
  EXPECT_EQ(scene.knowledge(1, 2), 0.5);
  EXPECT_EQ(scene.trust(2, 1), 0.8);
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.events()[0].kind, event::delegate_replaced);
  EXPECT_EQ(scene.world.events()[0].organisation, 0);
  EXPECT_EQ(scene.world.events()[0].table, 0);
}

TEST(Delegates, the_draw_decides_whether_one_moves_on) {
  Delegates p = everybody();
  p.turnover = 0.6;  // 0.05 a month
  for (const double draw : {0.0499, 0.0501}) {
    Scene scene = table_of(3).owning(0.5).at(17);
    scene.draws.replace(address(scene, purpose::move_on, 1),
                        static_cast<std::uint32_t>(draw * 0x1p32));
    delegates_move_on(scene.world, p, scene.draws);
    EXPECT_EQ(scene.world.ownership[1], draw < 0.05 ? 0.4 * 0.5 : 0.5) << draw;
  }
}

TEST(Delegates, two_successors_know_each_other_least) {
  Scene scene = table_of(2).knowing(0.5);
  delegates_move_on(scene.world, everybody(), scene.draws);
  EXPECT_NEAR(scene.knowledge(0, 1), 0.4 * 0.7 * 0.5, 1e-15);
  EXPECT_NEAR(scene.knowledge(1, 0), 0.4 * 0.7 * 0.5, 1e-15);
}

TEST(Delegates, lost_trust_recovers_towards_the_start_too) {
  Scene scene = table_of(2).trusting(0.6);
  scene.trust(0, 1) = 0.1;
  delegates_move_on(scene.world, everybody(), scene.draws);
  EXPECT_NEAR(scene.trust(0, 1), 0.6 - 0.4 * 0.5, 1e-15);
}

TEST(Delegates, the_motivation_of_a_successor_is_drawn) {
  Delegates p = everybody();
  p.motivation_mean = 0.5;
  p.motivation_sd = 0.1;
  Scene scene = table_of(3).at(7);
  delegates_move_on(scene.world, p, scene.draws);
  for (const int i : scene.layout().all_seats()) {
    const double z = scene.draws.normal(address(scene, purpose::new_motivation, i));
    EXPECT_NEAR(scene.world.motivation[i], 0.5 + 0.1 * z, 1e-15);
  }
}

TEST(Delegates, without_turnover_nothing_changes) {
  Delegates p = everybody();
  p.turnover = 0.0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    const auto before = state_of(scene.world);
    const auto events = scene.world.events().size();
    for (int t = 0; t < 50; ++t) delegates_move_on(scene.at(t).world, p, scene.draws);
    scene.at(2 + 2 * static_cast<int>(replicate));
    EXPECT_EQ(state_of(scene.world), before);
    EXPECT_EQ(scene.world.events().size(), events);
  }
}

TEST(Delegates, a_successor_who_takes_everything_over_differs_in_motivation_only) {
  Delegates p = everybody();
  p.ownership_kept = p.knowledge_kept = p.knowledge_of_newcomer = 1.0;
  p.trust_kept = 1.0;
  Scene scene = lived_in(3, 40);
  const World<double> before = scene.world;
  delegates_move_on(scene.world, p, scene.draws);
  EXPECT_NE(scene.world.motivation, before.motivation);
  EXPECT_EQ(scene.world.ownership, before.ownership);
  EXPECT_EQ(scene.world.knowledge, before.knowledge);
  for (std::size_t pair = 0; pair < before.trust.size(); ++pair)
    EXPECT_NEAR(scene.world.trust[pair], before.trust[pair], 1e-15);
}

TEST(Delegates, each_share_kept_keeps_more_of_its_own) {
  struct Kept {
    const char* name;
    double Delegates::*share;
    std::function<double(Scene&)> outcome;
  };
  const std::vector<Kept> rows{
      {"ownership", &Delegates::ownership_kept, [](Scene& s) { return s.world.ownership[0]; }},
      {"knowledge", &Delegates::knowledge_kept, [](Scene& s) { return s.knowledge(0, 1); }},
      {"newcomer", &Delegates::knowledge_of_newcomer, [](Scene& s) { return s.knowledge(1, 0); }},
      {"trust", &Delegates::trust_kept, [](Scene& s) { return s.trust(0, 1); }},
      {"mean", &Delegates::motivation_mean, [](Scene& s) { return s.world.motivation[0]; }}};
  for (const Kept& row : rows) {
    const auto outcome = [&](double share) {
      Scene scene = table_of(2).owning(0.5).knowing(0.5).trusting(0.3);
      for (double& trust : scene.world.trust) trust = 0.8;
      Delegates p = everybody();
      p.*row.share = share;
      delegates_move_on(scene.world, p, scene.draws);
      return row.outcome(scene);
    };
    EXPECT_LT(outcome(0.2), outcome(0.9)) << row.name;
  }
}

TEST(Delegates, who_moves_on_at_a_low_turnover_also_does_at_a_high_one) {
  int low_moves = 0, high_moves = 0;
  for (int t = 0; t < 400; ++t) {
    const auto who = [&](double turnover) {
      Scene scene = table_of(3).at(t);
      Delegates p = everybody();
      p.turnover = turnover;
      delegates_move_on(scene.world, p, scene.draws);
      std::vector<int> moved;
      for (const Event& event : scene.world.events()) moved.push_back(event.organisation);
      return moved;
    };
    const auto low = who(0.3), high = who(1.2);
    EXPECT_TRUE(std::ranges::includes(high, low));
    low_moves += static_cast<int>(low.size());
    high_moves += static_cast<int>(high.size());
  }
  EXPECT_GT(low_moves, 0);
  EXPECT_GT(high_moves, low_moves);
}

// 15,000 delegate-months at 0.1: standard error 0.0024; about 1,500 successors with motivation of
// mean 0.5 and sd 0.1: standard errors 0.0026 (mean) and 0.0018 (sd). Each at 5 standard errors:
// a false alarm in 1.7 million (and the draws are fixed: the test passes always or never).
TEST(Delegates, turnover_and_motivation_have_the_moments_they_should) {
  Delegates p = everybody();
  p.turnover = 1.2;
  p.motivation_mean = 0.5;
  p.motivation_sd = 0.1;
  Scene scene = table_of(3);
  constexpr int months = 5000;
  int moved = 0;
  double sum = 0.0, squares = 0.0;
  for (int t = 0; t < months; ++t) {
    scene.forgetting_events();
    delegates_move_on(scene.at(t).world, p, scene.draws);
    for (const Event& event : scene.world.events()) {
      const double motivation = scene.world.motivation[event.organisation];
      ++moved;
      sum += motivation;
      squares += (motivation - 0.5) * (motivation - 0.5);
    }
  }
  EXPECT_NEAR(moved / (3.0 * months), 0.1, 5 * std::sqrt(0.1 * 0.9 / (3.0 * months)));
  EXPECT_NEAR(sum / moved, 0.5, 5 * 0.1 / std::sqrt(moved));
  EXPECT_NEAR(std::sqrt(squares / moved), 0.1, 5 * 0.1 / std::sqrt(2.0 * moved));
}

// ---- Delegates who carry -------------------------------------------------------------------

/// Three partners around two tables that trust and know each other differently.
Scene two_tables(double carry) {
  Parameters p = first_edition();
  p.delegates.carry = carry;
  Scene scene(testing::shared_tables(3, 2, p));
  scene.trusting(0.2).knowing(0.1);
  const Layout& layout = scene.layout();
  for (const int i : layout.seats_at(1))
    for (const int j : layout.seats_at(1))
      if (i != j) scene.trust(i, j) = 0.6, scene.knowledge(i, j) = 0.5;
  for (const int k : layout.all_goals()) {
    scene.world.expressed[layout.of_seat(0, k)] = k == 0 ? 1.0 : 0.0;
    scene.world.expressed[layout.of_seat(3, k)] = k == 1 ? 1.0 : 0.0;
  }
  return scene;
}

// Trust 0.2 and 0.6, mean 0.4; knowledge 0.1 and 0.5; a quarter of the way.
TEST(Carrying, brings_trust_knowledge_and_views_from_one_table_to_the_other) {
  Scene scene = two_tables(0.25).acts({"carry_along"});
  EXPECT_NEAR(scene.trust(0, 1), 0.25, 1e-15);
  EXPECT_NEAR(scene.trust(3, 4), 0.55, 1e-15);
  EXPECT_NEAR(scene.knowledge(0, 1), 0.2, 1e-15);
  EXPECT_NEAR(scene.knowledge(3, 4), 0.5, 1e-15) << "nothing is unlearned";
  const Layout& layout = scene.layout();
  EXPECT_NEAR(scene.world.expressed[layout.of_seat(0, 0)], 0.875, 1e-15);
  EXPECT_NEAR(scene.world.expressed[layout.of_seat(0, 1)], 0.125, 1e-15);
  EXPECT_NEAR(scene.world.expressed[layout.of_seat(3, 1)], 0.875, 1e-15);
}

TEST(Carrying, of_nothing_gives_the_same_bits_and_needs_a_second_table) {
  Scene off = two_tables(0.0);
  const std::uint64_t before = state_of(off.world);
  EXPECT_EQ(state_of(off.acts({"carry_along"}).world), before);
  Scene alone = random_world(3);
  const std::uint64_t single = state_of(alone.world);
  alone.p().delegates.carry = 0.7;
  EXPECT_EQ(state_of(alone.acts({"carry_along"}).world), single);
  Scene parted = two_tables(0.7);  // none of the partners is left at the second table
  for (const int i : {3, 4, 5}) parted.world.member[i] = false;
  const std::uint64_t left = state_of(parted.world);
  EXPECT_EQ(state_of(parted.acts({"carry_along"}).world), left);
}

TEST(Carrying, brings_tables_nearer_the_more_is_carried) {
  const auto apart = [](double carry) {
    Scene scene = two_tables(carry).acts({"carry_along"});
    return scene.trust(3, 4) - scene.trust(0, 1);
  };
  EXPECT_NEAR(apart(0.0), 0.4, 1e-15);
  EXPECT_GT(apart(0.1), apart(0.5));
  EXPECT_NEAR(apart(1.0), 0.0, 1e-15);
}

TEST(Carrying, keeps_shares_shares_the_mean_of_trust_and_views_whole_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 8; ++replicate) {
    Parameters p;
    Scene scene(testing::shared_tables(4, 3, p), Arm::only_together, replicate);
    scene.world.month = -1;
    for (int t = 0; t < 20; ++t) testing::live_a_month(scene);
    const std::vector<double> trust = scene.world.trust, known = scene.world.knowledge;
    scene.p().delegates.carry = 0.1 * (replicate + 1);
    scene.acts({"carry_along"});
    const auto sum = [](const std::vector<double>& values) {
      double total = 0.0;
      for (const double value : values) total += value;
      return total;
    };
    bool all_sit = true;
    for (const int i : scene.layout().all_seats()) all_sit = all_sit && scene.world.sits(i);
    if (all_sit) {
      EXPECT_NEAR(sum(scene.world.trust), sum(trust), 1e-12);
    }
    for (std::size_t pair = 0; pair < trust.size(); ++pair) {
      EXPECT_GE(scene.world.knowledge[pair], known[pair]);
      EXPECT_LE(scene.world.knowledge[pair], 1.0);
      EXPECT_GE(scene.world.trust[pair], 0.0);
      EXPECT_LE(scene.world.trust[pair], 1.0);
    }
    for (const int i : scene.layout().all_seats()) {
      double whole = 0.0;
      for (const int k : scene.layout().all_goals())
        whole += scene.world.expressed[scene.layout().of_seat(i, k)];
      EXPECT_NEAR(whole, 1.0, 1e-12);
    }
  }
}

TEST(Delegates, in_any_world_shares_stay_shares_and_trust_moves_towards_the_start) {
  Delegates p = everybody();
  p.turnover = 6.0;
  p.motivation_mean = 0.9;
  p.motivation_sd = 1.0;  // many draws beyond both ends
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    const World<double> before = scene.world;
    delegates_move_on(scene.world, p, scene.draws);
    for (const auto* column : {&scene.world.motivation, &scene.world.ownership,
                               &scene.world.knowledge, &scene.world.trust})
      for (const double x : *column) EXPECT_TRUE(x >= 0.0 && x <= 1.0) << x;
    for (std::size_t pair = 0; pair < before.trust.size(); ++pair)
      EXPECT_LE(std::fabs(scene.world.trust[pair] - before.initial_trust[pair]),
                std::fabs(before.trust[pair] - before.initial_trust[pair]) + 1e-15);
  }
}

TEST(Delegates, a_seat_without_a_member_has_no_successor) {
  Scene scene = table_of(3).owning(0.5).motivated(0.9);
  scene.world.member[1] = false;
  delegates_move_on(scene.world, everybody(), scene.draws);
  EXPECT_EQ(scene.world.ownership[1], 0.5);
  EXPECT_EQ(scene.world.motivation[1], 0.9);
  EXPECT_EQ(scene.world.events().size(), 2u);
}

TEST(Delegates, what_was_known_and_trusted_between_a_member_and_one_who_left_stays) {
  Scene scene = table_of(3).knowing(0.5).trusting(0.3);
  for (double& trust : scene.world.trust) trust = 0.8;
  scene.world.member[2] = false;
  delegates_move_on(scene.world, everybody(), scene.draws);
  for (int i : {0, 1}) {
    EXPECT_EQ(scene.knowledge(i, 2), 0.5);
    EXPECT_EQ(scene.knowledge(2, i), 0.5);
    EXPECT_EQ(scene.trust(i, 2), 0.8);
    EXPECT_EQ(scene.trust(2, i), 0.8);
  }
  EXPECT_LT(scene.knowledge(0, 1), 0.5);
  EXPECT_LT(scene.trust(0, 1), 0.8);
}

TEST(Delegates, an_ended_table_is_left_as_it_was) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    scene.world.alive[0] = false;
    const auto before = state_of(scene.world);
    delegates_move_on(scene.world, everybody(), scene.draws);
    EXPECT_EQ(state_of(scene.world), before);
  }
}

TEST(Delegates, relabelling_partners_changes_nothing) {
  Delegates p = everybody();
  p.turnover = 6.0;
  p.motivation_sd = 0.1;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    Scene reversed = random_world(replicate);
    // A matrix over ordered pairs, read backwards, is the matrix of the partners in reverse order.
    const auto reverse = [](World<double>& world) {
      for (auto* column : {&world.motivation, &world.ownership, &world.knowledge, &world.trust,
                           &world.initial_trust})
        std::ranges::reverse(*column);
      std::ranges::reverse(world.member);
    };
    reverse(reversed.world);
    auto& seats = reversed.setting->layout.seats;
    for (const int i : scene.layout().all_seats())
      seats[i].key = scene.layout().seats[seats.size() - 1 - i].key;
    delegates_move_on(scene.world, p, scene.draws);
    delegates_move_on(reversed.world, p, reversed.draws);
    reverse(reversed.world);
    EXPECT_EQ(scene.world.motivation, reversed.world.motivation);
    EXPECT_EQ(scene.world.ownership, reversed.world.ownership);
    EXPECT_EQ(scene.world.trust, reversed.world.trust);
    for (std::size_t pair = 0; pair < scene.world.knowledge.size(); ++pair)
      EXPECT_NEAR(scene.world.knowledge[pair], reversed.world.knowledge[pair], 1e-15);
  }
}

}  // namespace
}  // namespace samen::delegates_test
