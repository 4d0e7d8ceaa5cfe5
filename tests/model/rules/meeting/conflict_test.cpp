// 7.19 Conflict is faced or not: when it arises, what it teaches and what it costs.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::conflict_test {
namespace {

using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

/// A conflict is certain where nobody is aligned.
Conflict certain() {
  Conflict p;
  p.rate = 1.0;
  p.lesson = 0.05;
  p.damage = 0.10;
  return p;
}

/// A table that handles every conflict (skill 1) or none (skill 0).
Scene table_at_odds(bool skilled) {
  Scene scene = table_of(3).aligned(0.0).present().with_method(skilled ? 1.0 : 0.0);
  scene.levers([](Levers& levers) { levers.safety = 1.0; });
  return scene.knowing(0.3).trusting(0.4).owning(0.2).with_elan(0.5);
}

Scene random_world(std::uint32_t replicate) {
  const int r = static_cast<int>(replicate);
  return lived_in(replicate, 3 + 2 * r, {.partners = 3 + r % 6, .goals = 1 + r % 4});
}

/// What comes of distance in a month, by these parameters.
void hold_month(Scene& scene, const Conflict& p) {
  scene.p().conflict = p;
  scene.acts({"recall_tension", "raise_conflicts", "smooth_over", "face_conflict"});
}

/// A month in which the draw for `purpose` is below (or not below) `chance`.
int month_when(const Scene& scene, Purpose purpose, double chance, bool below) {
  Address at{.purpose = purpose, .table = scene.layout().tables[0].key};
  while (at.month < 60000 && (scene.draws.uniform(at) < chance) != below) ++at.month;
  return at.month;
}

TEST(Conflict, handled_it_teaches_and_binds_those_present) {
  Scene scene = table_at_odds(true);
  scene.world.present[2] = false;
  hold_month(scene, certain());
  EXPECT_NEAR(scene.knowledge(0, 1), 0.35, 1e-15);
  EXPECT_NEAR(scene.knowledge(1, 0), 0.35, 1e-15);
  EXPECT_EQ(scene.knowledge(0, 2), 0.3);
  EXPECT_EQ(scene.knowledge(2, 0), 0.3);
  EXPECT_NEAR(scene.world.ownership[0], 0.25, 1e-15);
  EXPECT_EQ(scene.world.ownership[2], 0.2);
  EXPECT_EQ(scene.trust(0, 1), 0.4);
  EXPECT_EQ(scene.world.elan[0], 0.5);
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.events()[0].kind, event::conflict_handled);
  EXPECT_EQ(scene.world.events()[0].value, 1.0);
}

TEST(Conflict, left_alone_it_costs_trust_of_those_present_and_elan) {
  Scene scene = table_at_odds(false);
  scene.world.present[2] = false;
  hold_month(scene, certain());
  EXPECT_NEAR(scene.trust(0, 1), 0.36, 1e-15);
  EXPECT_NEAR(scene.trust(1, 0), 0.36, 1e-15);
  EXPECT_EQ(scene.trust(0, 2), 0.4);
  EXPECT_EQ(scene.trust(2, 0), 0.4);
  EXPECT_NEAR(scene.world.elan[0], 0.45, 1e-15);
  EXPECT_EQ(scene.knowledge(0, 1), 0.3);
  EXPECT_EQ(scene.world.ownership[0], 0.2);
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.events()[0].kind, event::conflict_unhandled);
}

TEST(Conflict, it_needs_no_meeting_to_cost_elan) {
  Scene scene = table_at_odds(false).present(false);
  hold_month(scene, certain());
  EXPECT_NEAR(scene.world.elan[0], 0.45, 1e-15);
  EXPECT_EQ(scene.trust(0, 1), 0.4);
}

TEST(Conflict, it_arises_where_the_least_aligned_member_stands_far_from_the_mission) {
  Conflict p = certain();
  p.rate = 0.15;
  Scene scene = table_at_odds(true).aligned(0.9);
  scene.world.alignment[1] = 0.4;  // chance 0.15 * 0.6 = 0.09
  for (const double edge : {0.089, 0.091}) {
    // A draw just below and one just above the hand-worked chance.
    const bool arises = edge < 0.09;
    Draws<double> draws = scene.draws;
    draws.replace({.purpose = purpose::conflict, .table = scene.layout().tables[0].key},
                  static_cast<std::uint32_t>(edge * 0x1p32));
    Scene tried = scene;
    tried.draws = draws;
    hold_month(tried, p);
    EXPECT_EQ(tried.world.events().size(), arises ? 1u : 0u) << edge;
    if (arises) {
      EXPECT_NEAR(tried.world.events().at(0).value, 0.6, 1e-15);
    }
  }
}

TEST(Conflict, safety_and_method_together_decide_whether_it_is_handled) {
  Scene scene = table_at_odds(true).with_method(0.36);
  scene.levers([](Levers& levers) { levers.safety = 0.25; });  // sqrt(0.36 * 0.25) = 0.3
  for (const double edge : {0.299, 0.301}) {
    Draws<double> draws = scene.draws;
    draws.replace({.purpose = purpose::conflict_handled, .table = scene.layout().tables[0].key},
                  static_cast<std::uint32_t>(edge * 0x1p32));
    Scene tried = scene;
    tried.draws = draws;
    hold_month(tried, certain());
    ASSERT_EQ(tried.world.events().size(), 1u);
    EXPECT_EQ(tried.world.events()[0].kind,
              edge < 0.3 ? event::conflict_handled : event::conflict_unhandled);
  }
}

TEST(Conflict, the_months_of_the_draw_go_both_ways) {
  Conflict p = certain();
  p.rate = 0.5;
  Scene scene = table_at_odds(true);
  for (const bool arises : {true, false}) {
    Scene tried = scene;
    tried.at(month_when(scene, purpose::conflict, 0.5, arises));
    hold_month(tried, p);
    EXPECT_EQ(tried.world.events().size(), arises ? 1u : 0u);
  }
}

TEST(Conflict, a_member_who_left_causes_none) {
  Scene scene = table_at_odds(false).aligned(1.0);
  scene.world.alignment[2] = 0.0;
  scene.world.member[2] = scene.world.present[2] = false;
  for (int t = 0; t < 100; ++t) hold_month(scene.at(t), certain());
  EXPECT_TRUE(scene.world.events().empty());
}

TEST(Conflict, without_a_rate_nothing_ever_happens) {
  Conflict p = certain();
  p.rate = 0.0;
  Scene scene = table_at_odds(false);
  const auto before = state_of(scene.world);
  for (int t = 0; t < 500; ++t) hold_month(scene.at(t), p);
  EXPECT_EQ(state_of(scene.at(0).world), before);
  EXPECT_TRUE(scene.world.events().empty());
}

TEST(Conflict, without_lesson_and_damage_it_leaves_no_trace_but_the_event) {
  Conflict p = certain();
  p.lesson = p.damage = 0.0;
  for (const bool skilled : {true, false}) {
    Scene scene = table_at_odds(skilled);
    const auto before = state_of(scene.world);
    hold_month(scene, p);
    EXPECT_EQ(state_of(scene.world), before);
    EXPECT_EQ(scene.world.events().size(), 1u);
  }
}

TEST(Conflict, harmony_is_never_rewarded) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).aligned(1.0).present();
    const auto before = state_of(scene.world);
    hold_month(scene, certain());
    EXPECT_EQ(state_of(scene.world), before);
  }
}

TEST(Conflict, each_cause_moves_the_outcome_its_way) {
  struct Cause {
    const char* name;
    bool skilled;
    std::function<void(Scene&, Conflict&, double)> set;
    std::function<double(Scene&)> outcome;
    int sign;
  };
  const auto handled = [](Scene& s) {
    double n = 0;
    for (const Event& event : s.world.events()) n += event.kind == event::conflict_handled;
    return n;
  };
  const auto arisen = [](Scene& s) { return static_cast<double>(s.world.events().size()); };
  const std::vector<Cause> causes{
      {"rate", true, [](Scene&, Conflict& p, double x) { p.rate = x; }, arisen, +1},
      {"alignment", true, [](Scene& s, Conflict&, double x) { s.aligned(x); }, arisen, -1},
      {"method", true, [](Scene& s, Conflict&, double x) { s.with_method(x); }, handled, +1},
      {"safety", true,
       [](Scene& s, Conflict&, double x) { s.levers([x](Levers& l) { l.safety = x; }); }, handled,
       +1},
      {"lesson for knowledge", true, [](Scene&, Conflict& p, double x) { p.lesson = 0.001 * x; },
       [](Scene& s) { return s.knowledge(0, 1); }, +1},
      {"lesson for ownership", true, [](Scene&, Conflict& p, double x) { p.lesson = 0.001 * x; },
       [](Scene& s) { return s.world.ownership[0]; }, +1},
      {"damage to trust", false, [](Scene&, Conflict& p, double x) { p.damage = 0.01 * x; },
       [](Scene& s) { return s.trust(0, 1); }, -1},
      {"damage to elan", false, [](Scene&, Conflict& p, double x) { p.damage = 0.01 * x; },
       [](Scene& s) { return s.world.elan[0]; }, -1}};
  for (const Cause& cause : causes) {
    const auto outcome = [&](double x) {
      Scene scene = table_at_odds(cause.skilled);
      Conflict p = certain();
      cause.set(scene, p, x);
      for (int t = 0; t < 200; ++t) hold_month(scene.at(t), p);
      return cause.outcome(scene);
    };
    EXPECT_GT(cause.sign * (outcome(0.8) - outcome(0.3)), 1e-9) << cause.name;
  }
}

// 10,000 months at 0.5 * (1 - 0.4) = 0.3: standard error 0.0046; about 3,000 conflicts handled with
// probability 0.3: 0.0084. 5 standard errors each give a false alarm in 1.7 million (and the draws
// are fixed: the test passes always or never).
TEST(Conflict, conflicts_arise_and_are_handled_as_often_as_they_should) {
  Conflict p = certain();
  p.rate = 0.5;
  p.lesson = p.damage = 0.0;
  Scene scene = table_at_odds(true).aligned(0.8).with_method(0.36);
  scene.world.alignment[1] = 0.4;
  scene.levers([](Levers& levers) { levers.safety = 0.25; });
  constexpr int months = 10000;
  for (int t = 0; t < months; ++t) hold_month(scene.at(t), p);
  const auto arisen = static_cast<double>(scene.world.events().size());
  double handled = 0;
  for (const Event& event : scene.world.events()) handled += event.kind == event::conflict_handled;
  EXPECT_NEAR(arisen / months, 0.3, 5 * std::sqrt(0.3 * 0.7 / months));
  EXPECT_NEAR(handled / arisen, 0.3, 5 * std::sqrt(0.3 * 0.7 / arisen));
}

TEST(Conflict, in_any_world_shares_stay_shares_and_no_conflict_builds_trust) {
  Conflict p = certain();
  p.lesson = 0.7;
  p.damage = 1.0;
  int handled = 0, unhandled = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).aligned(0.0);
    const World<double> before = scene.world;
    hold_month(scene, p);
    for (const auto* column :
         {&scene.world.knowledge, &scene.world.trust, &scene.world.ownership, &scene.world.elan})
      for (const double x : *column) EXPECT_TRUE(x >= 0.0 && x <= 1.0) << x;
    for (std::size_t pair = 0; pair < before.trust.size(); ++pair) {
      EXPECT_LE(scene.world.trust[pair], before.trust[pair]);
      EXPECT_GE(scene.world.knowledge[pair], before.knowledge[pair]);
    }
    if (none(scene.world.alive[0])) continue;
    const Event last = scene.world.events().back();
    const bool good = last.kind == event::conflict_handled;
    ++(good ? handled : unhandled);
    EXPECT_EQ(scene.world.elan[0], good ? before.elan[0] : 0.0);
  }
  EXPECT_GT(handled, 0);
  EXPECT_GT(unhandled, 0);
}

TEST(Conflict, the_absent_are_left_as_they_were) {
  for (const bool skilled : {true, false}) {
    Scene scene = table_at_odds(skilled).present(false);
    const World<double> before = scene.world;
    hold_month(scene, certain());
    EXPECT_EQ(scene.world.trust, before.trust);
    EXPECT_EQ(scene.world.knowledge, before.knowledge);
    EXPECT_EQ(scene.world.ownership, before.ownership);
  }
}

TEST(Conflict, an_ended_table_is_left_as_it_was) {
  for (const bool skilled : {true, false}) {
    Scene scene = table_at_odds(skilled);
    scene.world.alive[0] = false;
    const auto before = state_of(scene.world);
    hold_month(scene, certain());
    EXPECT_EQ(state_of(scene.world), before);
    EXPECT_TRUE(scene.world.events().empty());
  }
}

TEST(Conflict, relabelling_partners_changes_nothing) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    Scene reversed = scene;
    // A matrix over ordered pairs, read backwards, is the matrix of the partners in reverse order.
    const auto reverse = [](World<double>& world) {
      for (auto* column : {&world.alignment, &world.ownership, &world.knowledge, &world.trust})
        std::ranges::reverse(*column);
      for (auto* column : {&world.member, &world.present}) std::ranges::reverse(*column);
    };
    reverse(reversed.world);
    for (int t = 0; t < 20; ++t) {
      hold_month(scene.at(t), certain());
      hold_month(reversed.at(t), certain());
    }
    reverse(reversed.world);
    EXPECT_EQ(state_of(scene.world), state_of(reversed.world));
  }
}

}  // namespace
}  // namespace samen::conflict_test
