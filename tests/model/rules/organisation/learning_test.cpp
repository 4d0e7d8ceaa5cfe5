// 7.37 Organisations learn from each other at work.
#include "model/rules/organisation/learning.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::learning_test {
namespace {

void hold_month(Scene& scene) {
  learn(scene.world, scene.p().learning);
}

/// Three partners at work with two skills; a learning culture of one half, integration 0.6.
Scene at_work() {
  Scene scene({.partners = 3, .goals = 1, .capabilities = 2});
  scene.operating().motivated(0.6);
  scene.world.capability = {0.2, 0.9, 0.5, 0.1, 0.8, 0.3};
  scene.world.learning = {0.5, 0.5, 0.5};
  scene.world.integration = {0.6};
  scene.p().learning.rate = 0.1;
  scene.p().learning.strain = 0.01;
  return scene;
}

const std::vector<double> skills_at_the_start{0.2, 0.9, 0.5, 0.1, 0.8, 0.3};

// ---- By hand -------------------------------------------------------------------------------

TEST(Learning, takes_over_a_share_of_the_distance_to_the_best) {
  // A month brings 0.5 0.1 0.6 = 0.03 of the distance to 0.8 and 0.9.
  Scene scene = at_work();
  hold_month(scene);
  const double expected[] = {0.2 + 0.03 * 0.6, 0.9, 0.5 + 0.03 * 0.3,
                             0.1 + 0.03 * 0.8, 0.8, 0.3 + 0.03 * 0.6};
  for (int entry = 0; entry < 6; ++entry)
    EXPECT_NEAR(scene.world.capability[entry], expected[entry], 1e-15) << entry;
}

TEST(Learning, depends_on_the_culture_of_the_learner) {
  Scene scene = at_work();
  scene.world.learning = {1.0, 0.25, 0.5};
  hold_month(scene);
  EXPECT_NEAR(scene.world.capability[0], 0.2 + 0.06 * 0.6, 1e-15);
  EXPECT_NEAR(scene.world.capability[2], 0.5 + 0.015 * 0.3, 1e-15);
}

TEST(Learning, is_from_what_the_others_could_before_this_month) {
  // With rate, culture and integration 1 everyone is as good as the best was, in one month.
  Scene scene = at_work();
  scene.p().learning.rate = 1.0;
  scene.world.learning = {1.0, 1.0, 1.0};
  scene.world.integration = {1.0};
  hold_month(scene);
  for (const int i : {0, 1, 2}) {
    EXPECT_NEAR(scene.world.skill(i, 0), 0.8, 1e-15);
    EXPECT_NEAR(scene.world.skill(i, 1), 0.9, 1e-15);
  }
}

TEST(Learning, is_from_current_members_only) {
  // Without the third one the best of the first skill is 0.5.
  Scene scene = at_work();
  scene.world.member[2] = false;
  hold_month(scene);
  EXPECT_NEAR(scene.world.capability[0], 0.2 + 0.03 * 0.3, 1e-15);
  EXPECT_EQ(scene.world.capability[2], 0.5);
  EXPECT_EQ(scene.world.capability[5], 0.3);  // who left learns no more
}

TEST(Learning, happens_at_each_table_one_sits_at) {
  LayoutPlan plan;
  plan.capabilities = 1;
  plan.sets = {{"challenge", {Goal{.name = "goal"}}}};
  for (const char* name : {"a", "b", "c"}) {
    OrganisationLayout organisation;
    organisation.name = name;
    plan.organisations.push_back(organisation);
  }
  for (const int other : {1, 2}) {
    TablePlan table;
    table.name = other == 1 ? "first table" : "second table";
    table.members = {0, other};
    plan.tables.push_back(table);
  }
  Setting setting;
  setting.layout = lay_out(plan);
  setting.initial_values.organisations.resize(3);
  setting.initial_values.mixes.resize(1);
  setting.initial_values.given_missions.resize(2);
  World<double> world;
  start(world, setting, Arm::only_together, Draws<double>(1, 0));
  world.operating = {true, true};
  world.learning = {0.5, 0.5, 0.5};
  world.integration = {0.6, 0.2};
  world.capability = {0.4, 0.6, 0.9};
  Learning p;
  p.rate = 0.1;
  learn(world, p);
  // 0.03 of the distance to 0.6 at one table and 0.01 of the distance to 0.9 at the other.
  EXPECT_NEAR(world.capability[0], 0.4 + 0.03 * 0.2 + 0.01 * 0.5, 1e-15);
  EXPECT_EQ(world.capability[1], 0.6);
  EXPECT_EQ(world.capability[2], 0.9);
}

TEST(Learning, strains_a_delegate_under_a_cut) {
  Scene scene = at_work();
  scene.world.cut = {0.3, 1.0, 1.0};
  hold_month(scene);
  EXPECT_NEAR(scene.world.motivation[0], 0.594, 1e-15);
  EXPECT_EQ(scene.world.motivation[1], 0.6);
  hold_month(scene);
  EXPECT_NEAR(scene.world.motivation[0], 0.99 * 0.594, 1e-15);
}

// ---- Neutral values ------------------------------------------------------------------------

TEST(Learning, does_not_happen_without_rate_culture_or_integration) {
  const std::function<void(Scene&)> off[] = {
      [](Scene& s) { s.p().learning.rate = 0.0; },
      [](Scene& s) { s.world.learning.assign(3, 0.0); },
      [](Scene& s) { s.world.integration = {0.0}; },
  };
  for (const auto& switch_off : off) {
    Scene scene = at_work();
    switch_off(scene);
    hold_month(scene);
    EXPECT_EQ(scene.world.capability, skills_at_the_start);
  }
}

TEST(Learning, does_not_happen_before_operations_or_after_the_end) {
  for (const bool ended : {false, true}) {
    Scene scene = at_work();
    scene.world.cut.assign(3, 0.3);
    (ended ? scene.world.alive : scene.world.operating)[0] = false;
    hold_month(scene);
    EXPECT_EQ(scene.world.capability, skills_at_the_start);
    EXPECT_EQ(scene.world.motivation, (std::vector<double>{0.6, 0.6, 0.6}));
  }
}

TEST(Learning, has_nothing_to_give_among_equals) {
  Scene scene = at_work().skilled(0.4);
  hold_month(scene);
  EXPECT_EQ(scene.world.capability, std::vector<double>(6, 0.4));
}

TEST(Strain, does_not_wear_without_weight_or_cut_or_who_left) {
  Scene weightless = at_work();
  weightless.p().learning.strain = 0.0;
  weightless.world.cut.assign(3, 0.3);
  hold_month(weightless);
  EXPECT_EQ(weightless.world.motivation, (std::vector<double>{0.6, 0.6, 0.6}));
  Scene uncut = at_work();
  hold_month(uncut);
  EXPECT_EQ(uncut.world.motivation, (std::vector<double>{0.6, 0.6, 0.6}));
  Scene left = at_work();
  left.world.cut.assign(3, 0.3);
  left.world.member[1] = false;
  hold_month(left);
  EXPECT_EQ(left.world.motivation[1], 0.6);
  EXPECT_LT(left.world.motivation[0], 0.6);
}

// ---- Direction -----------------------------------------------------------------------------

TEST(Learning, goes_faster_where_the_field_says_it_should) {
  struct Row {
    const char* what;
    std::function<void(Scene&)> low, high;
  };
  const Row rows[] = {
      {"rate", [](Scene& s) { s.p().learning.rate = 0.01; },
       [](Scene& s) { s.p().learning.rate = 0.1; }},
      {"culture", [](Scene& s) { s.world.learning.assign(3, 0.2); },
       [](Scene& s) { s.world.learning.assign(3, 0.8); }},
      {"integration", [](Scene& s) { s.world.integration = {0.2}; },
       [](Scene& s) { s.world.integration = {0.8}; }},
      {"the best", [](Scene& s) { s.world.capability[4] = 0.6; },
       [](Scene& s) { s.world.capability[4] = 0.9; }},
  };
  for (const Row& row : rows) {
    Scene low = at_work();
    Scene high = at_work();
    row.low(low);
    row.high(high);
    hold_month(low);
    hold_month(high);
    EXPECT_GT(high.world.capability[0], low.world.capability[0]) << row.what;
  }
}

// ---- Laws ----------------------------------------------------------------------------------

TEST(Learning, never_loses_a_skill_nor_passes_the_best_and_touches_nothing_else) {
  int learned = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Parameters p;
    p.levers.operate_after = static_cast<int>(replicate % 3);
    p.learning.rate = 0.05 * (1 + replicate % 20);
    p.budget.cut_hazard = 0.5;
    p.leaving.hazard = 0.2;
    Scene scene = lived_in(replicate, 24,
                           {.partners = 3 + static_cast<int>(replicate % 8),
                            .goals = 2,
                            .capabilities = 2 + static_cast<int>(replicate % 6)},
                           p);
    const World<double> before = scene.world;
    hold_month(scene);
    const int capabilities = scene.layout().capabilities;
    for (int c = 0; c < capabilities; ++c) {
      double best = 0.0;
      for (const int i : scene.layout().all_organisations())
        best = std::max(best, before.skill(i, c));
      for (const int i : scene.layout().all_organisations()) {
        EXPECT_GE(scene.world.skill(i, c), before.skill(i, c)) << replicate;
        EXPECT_LE(scene.world.skill(i, c), best * (1.0 + 1e-12)) << replicate;
        EXPECT_TRUE(before.sits(i) || scene.world.skill(i, c) == before.skill(i, c)) << replicate;
        learned += scene.world.skill(i, c) > before.skill(i, c);
      }
    }
    for (std::size_t i = 0; i < before.motivation.size(); ++i) {
      EXPECT_LE(scene.world.motivation[i], before.motivation[i]);
      EXPECT_GE(scene.world.motivation[i], 0.0);
    }
    scene.world.capability = before.capability;
    scene.world.motivation = before.motivation;
    EXPECT_EQ(state_of(scene.world), state_of(before)) << replicate;
  }
  EXPECT_GT(learned, 0);
}

TEST(Learning, does_not_depend_on_the_order_at_the_table) {
  Scene straight = at_work();
  Scene turned = at_work();
  std::rotate(turned.world.capability.begin(), turned.world.capability.begin() + 2,
              turned.world.capability.end());
  hold_month(straight);
  hold_month(turned);
  std::rotate(straight.world.capability.begin(), straight.world.capability.begin() + 2,
              straight.world.capability.end());
  EXPECT_EQ(turned.world.capability, straight.world.capability);
}

}  // namespace
}  // namespace samen::testing::learning_test
