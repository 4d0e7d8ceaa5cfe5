// 7.28 Boards decide: nothing, alone or together.
#include "model/rules/deciding/decision.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::decision_test {
namespace {

/// Goals without growth, so that a burden of 40 k€ stays one: relief for 48 months is 1536 k€.
Scene steady(SceneSize size, double complexity = 0.7, Arm arm = Arm::together) {
  Scene scene(size, first_edition(), arm, 1, 0, complexity);
  for (Goal& goal : scene.setting->layout.goals) {
    goal.burden = 40.0;
    goal.growth = 0.0;
    goal.relief = 0.8;
    goal.revenue = 2.0;
    goal.work = 150.0;
  }
  scene.p().decision.horizon = 48.0;
  return scene.renewed();
}

/// Two partners with one skill each and a goal that asks for both equally (epsilon 1/2). They know
/// each other well and half trust each other; each has 2 k€ and expects the other to bring half.
/// The first one imagines efforts 2 (1 + 1) = 4 and max(P, 1) (1 + 1) 1/2.
Scene complements() {
  Scene scene = steady({.partners = 2, .goals = 1, .capabilities = 2}, 1.0 / 6.0);
  scene.world.required_mix = {0.5, 0.5};
  scene.world.capability = {1.0, 0.0, 0.0, 1.0};
  scene.world.mission = {1.0};
  scene.world.aspiration = {1.0, 1.0};
  scene.world.burden_share = {0.5, 0.5};
  scene.world.eco = {1.0, 1.0};
  scene.world.change_cost = {0.8, 0.8};
  scene.world.integration = {0.3};
  scene.knowing(1.0).trusting(0.5).with_budget(2.0).pledging(0.0);
  scene.levers([](Levers& levers) { levers.match = 1.0; });
  Decision& p = scene.p().decision;
  p.partner_effort = 0.5;
  p.integration_hope = 0.2;
  p.stranger_discount = 0.6;
  Output& output = scene.p().output;
  output.focus = output.specialisation = 4.0;
  output.least_supply = 1e-30;
  return scene.renewed();
}

double u_together(Scene& scene, int seat = 0) {
  scene.renewed().acts({"announce_money"});
  const World<double>& world = scene.world;
  std::vector<double> shares(world.layout->goals.size());
  share_over_goals<double>(world, 0, scene.p().output, shares);
  return value_of_together<double>(world, seat, shares, mean_skill(world, 0),
                                   mean_knowledge(world, 0), scene.p().decision, scene.workspace());
}

void hold_board(Scene& scene) {
  scene.acts({"announce_money", "ask_home_boards", "weigh_options", "decide", "face_threshold"});
}

// ---- What a goal is worth ------------------------------------------------------------------

TEST(ValueOfGoal, mixes_own_and_common_value_by_eco_weight) {
  // Month 12: burden 40 1.03 = 41.2, relief over 48 months 41.2 0.8 48 = 1582.08. Own: a tenth of
  // that and a third of the revenue 2 48. Common: 3 goals times aspiration 0.2. Eco weight 1/4.
  Scene scene = steady({.partners = 3, .goals = 3});
  for (Goal& goal : scene.setting->layout.goals) goal.growth = 0.03;
  scene.at(12);
  scene.world.burden_share[scene.layout().of_stake(1, 2)] = 0.1;
  scene.world.aspiration[scene.layout().of_stake(1, 2)] = 0.2;
  scene.world.eco[1] = 0.25;
  const double own = 0.1 * 1582.08 + 2.0 * 48.0 / 3.0;
  const double common = 3 * 0.2 * 1582.08;
  EXPECT_NEAR(value_of_goal(scene.world, 1, 2, scene.p().decision), 0.75 * own + 0.25 * common,
              1e-9);
  EXPECT_NEAR(0.75 * own + 0.25 * common, 379.968, 1e-9);
}

TEST(ValueOfGoal, of_an_egoist_ignores_aspirations_and_of_an_eco_player_own_burden) {
  Scene scene = steady({.partners = 2, .goals = 2});
  const auto value = [&](double eco, double burden, double aspiration) {
    scene.world.eco[0] = eco;
    scene.world.burden_share[scene.layout().of_stake(0, 1)] = burden;
    scene.world.aspiration[scene.layout().of_stake(0, 1)] = aspiration;
    return value_of_goal(scene.world, 0, 1, scene.p().decision);
  };
  EXPECT_EQ(value(0.0, 0.1, 0.2), value(0.0, 0.1, 0.9));
  EXPECT_EQ(value(1.0, 0.1, 0.2), value(1.0, 0.6, 0.2));
  EXPECT_LT(value(0.0, 0.1, 0.2), value(0.0, 0.2, 0.2));
  EXPECT_LT(value(1.0, 0.1, 0.2), value(1.0, 0.1, 0.3));
}

/// What the third goal is worth to the second of three partners.
double worth(double satiation, double progress, double eco = 0.25) {
  Scene scene = steady({.partners = 3, .goals = 3});
  scene.world.burden_share[scene.layout().of_stake(1, 2)] = 0.1;
  scene.world.aspiration[scene.layout().of_stake(1, 2)] = 0.2;
  scene.world.eco[1] = eco;
  scene.world.progress[2] = progress;
  scene.p().decision.satiation = satiation;
  return value_of_goal(scene.world, 1, 2, scene.p().decision);
}

// Relief 40 0.8 48 = 1536: own 153.6 and a third of 96, common 3 0.2 1536 = 921.6. At half the
// progress and a factor of 2 the common part is worth the half.
TEST(Satiation, makes_relief_for_everyone_worth_less_as_progress_is_made) {
  EXPECT_NEAR(worth(2.0, 0.0), 0.75 * 185.6 + 0.25 * 921.6, 1e-9);
  EXPECT_NEAR(worth(2.0, 0.5), 0.75 * 185.6 + 0.25 * 460.8, 1e-9);
  EXPECT_NEAR(worth(2.0, 1.0), 0.75 * 185.6 + 0.25 * 307.2, 1e-9);
}

TEST(Satiation, of_nothing_is_as_unknown_as_to_egoists_and_before_anything_is_done) {
  EXPECT_EQ(worth(0.0, 0.7), worth(0.0, 0.0));
  EXPECT_EQ(worth(5.0, 0.7, 0.0), worth(0.0, 0.0, 0.0));
  EXPECT_EQ(worth(5.0, 0.0), worth(0.0, 0.0));
}

TEST(Satiation, lowers_what_a_k_euro_is_worth_and_how_much_the_eco_weight_tells) {
  EXPECT_GT(worth(1.0, 0.2), worth(1.0, 0.6));
  EXPECT_GT(worth(1.0, 0.6), worth(3.0, 0.6));
  EXPECT_LT(worth(3.0, 0.6, 0.9) - worth(3.0, 0.6, 0.1),
            worth(0.0, 0.6, 0.9) - worth(0.0, 0.6, 0.1));
}

TEST(Satiation, leaves_values_between_nothing_and_what_they_were_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 12; ++replicate) {
    const Scene scene = lived_in(replicate, 40, {.partners = 5}, {}, Arm::together);
    Decision usual = scene.setting->parameters.decision;
    usual.satiation = 0.0;
    Decision sated = usual;
    sated.satiation = 0.5 * (replicate + 1);
    for (const int i : scene.layout().all_organisations())
      for (const int s : scene.layout().stakes_of(i))
        for (const int k : scene.layout().all_goals()) {
          EXPECT_GE(value_of_goal(scene.world, s, k, sated), 0.0);
          EXPECT_LE(value_of_goal(scene.world, s, k, sated),
                    value_of_goal(scene.world, s, k, usual));
        }
  }
}

// ---- Alone ---------------------------------------------------------------------------------

TEST(ValueAlone, adds_up_what_own_aspirations_would_reach) {
  // Skills 1/2 everywhere, so a k€ yields 1/2. Eco weight 1: v = 2 a 1536 = 1843.2 and 1228.8;
  // goal 2 waits for goal 1: open 1 - 0.75 0.7 = 0.475.
  Scene scene = steady({.partners = 2, .goals = 2}).skilled(0.5).renewed();
  scene.world.eco = {1.0, 1.0};
  scene.world.aspiration = {0.6, 0.4, 0.5, 0.5};
  scene.p().output.order_binds = 0.75;
  const auto u = [&] { return value_of_alone(scene.world, 0, scene.p().decision); };
  EXPECT_NEAR(u(), 0.5 / 150 * (1843.2 * 0.6 + 1228.8 * 0.475 * 0.4), 1e-10);
  scene.world.progress = {1.0, 0.0};  // all effort to goal 2, which is open now
  EXPECT_NEAR(u(), 0.5 / 150 * 1228.8, 1e-10);
  scene.world.progress = {1.0, 1.0};
  EXPECT_EQ(u(), 0.0);
}

TEST(ValueAlone, falls_with_complexity) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    double before = 1e9;
    for (const double complexity : {0.0, 0.35, 0.7, 1.0}) {
      const Scene scene({.partners = 3}, first_edition(), Arm::together, 1, replicate, complexity);
      const double now = value_of_alone(scene.world, 0, scene.setting->parameters.decision);
      EXPECT_LT(now, before) << replicate << ' ' << complexity;
      before = now;
    }
  }
}

// ---- Together ------------------------------------------------------------------------------

TEST(ValueTogether, counts_what_the_team_makes_more_because_of_me) {
  // Alone I make sqrt(1/2)^2 = 1/2 per k€: beside the other 4/2 = 2.
  // Team of 4 and 1: 5 (sqrt(4/5 1/2) + sqrt(1/5 1/2))^2 = (5 + 2 sqrt(4)) / 2 = 4.5, the other
  // alone, doing both parts with one skill, (sqrt(1/2 1/2))^2 = 1/4. Added 4.25.
  // Integration 0.2 + 0.3 = 1/2: (2 + 4.25) / 2 = 3.125. Worth 1536 / 150 each, per own 2 k€.
  Scene scene = complements();
  EXPECT_NEAR(u_together(scene), 1536.0 / 150.0 * 3.125 / 2.0, 1e-9);
}

TEST(ValueTogether, of_partners_working_side_by_side_is_what_each_makes) {
  Scene scene = complements();
  scene.p().decision.integration_hope = 0.0;
  scene.world.integration = {0.0};
  EXPECT_NEAR(u_together(scene), 1536.0 / 150.0 * 2.0 / 2.0, 1e-9);
}

TEST(ValueTogether, hopes_for_at_most_full_integration) {
  Scene scene = complements();
  scene.world.integration = {0.95};
  EXPECT_NEAR(u_together(scene), 1536.0 / 150.0 * 4.25 / 2.0, 1e-9);
}

TEST(ValueTogether, believes_a_pledge_when_it_is_more_than_half_the_budget) {
  // The other pledged 3: imagined 3 (1 + 1) 1/2 = 3. Team (sqrt(4) + sqrt(3))^2 / 2 =
  // 3.5 + sqrt(12), the other alone 3/4.
  Scene scene = complements();
  scene.world.pledge[1] = 3.0;
  const double added = 3.5 + std::sqrt(12.0) - 0.75;
  EXPECT_NEAR(u_together(scene), 1536.0 / 150.0 * (2.0 + added) / 2.0 / 2.0, 1e-9);
}

TEST(ValueTogether, discounts_partners_by_my_trust_in_them_and_not_by_theirs_in_me) {
  // Trust 1: the other is imagined with 2 k€: (sqrt(4) + sqrt(2))^2 / 2 = 3 + sqrt(8), alone 1/2.
  Scene scene = complements();
  scene.trust(0, 1) = 1.0;
  scene.trust(1, 0) = 0.0;
  const double added = 3.0 + std::sqrt(8.0) - 0.5;
  EXPECT_NEAR(u_together(scene), 1536.0 / 150.0 * (2.0 + added) / 2.0 / 2.0, 1e-9);
}

TEST(ValueTogether, sees_strangers_as_mediocre_and_everyone_doing_everything) {
  // Nothing known: both skills of the other look like 0.6 times the mean 1/2 = 0.3, and the labour
  // is not divided. Supplies (4 + 0.3) / 2 and 0.3 / 2: (sqrt(2.15/2) + sqrt(0.15/2))^2; the other
  // alone 0.3.
  Scene scene = complements().knowing(0.0);
  const double team = std::pow(std::sqrt(2.15 / 2) + std::sqrt(0.15 / 2), 2);
  EXPECT_NEAR(u_together(scene), 1536.0 / 150.0 * (2.0 + team - 0.3) / 2.0 / 2.0, 1e-9);
}

TEST(ValueTogether, takes_the_mean_skill_of_the_members_only) {
  Scene scene = steady({.partners = 3, .goals = 1, .capabilities = 2}, 1.0 / 6.0).knowing(0.0);
  scene.world.integration = {0.0};
  scene.with_budget(2.0).trusting(0.5);
  scene.world.mission = {1.0};
  scene.world.capability = {1.0, 0.0, 0.0, 1.0, 0.9, 0.9};
  scene.world.member[2] = false;
  const double left = u_together(scene);
  scene.world.capability[4] = scene.world.capability[5] = 0.1;
  EXPECT_EQ(u_together(scene), left);
  scene.world.member[2] = true;
  EXPECT_NE(u_together(scene), left);
}

TEST(ValueTogether, shrinks_by_the_own_change_it_asks) {
  // Eco weight 0: worth 1536 / 2 + 2 48 / 2 = 816. Nine of 18 months in: concreteness 1/2; owner
  // 1/2 with joint implementation: 0.6 0.8 (0.2 + 0.8 0.5) (1 - 0.5 0.5) = 0.216.
  Scene scene = complements().owning(0.5).operating(0).at(9);
  scene.world.eco = {0.0, 0.0};
  Decision& p = scene.p().decision;
  p.change_weight = 0.6;
  p.change_floor = 0.2;
  p.concrete_after = 18.0;
  p.joint_eases = 0.5;
  scene.levers([](Levers& levers) { levers.joint = 1.0, levers.deal = 0.0; });
  EXPECT_NEAR(u_together(scene), 816.0 / 150.0 * 3.125 / 2.0 / 1.216, 1e-9);
}

TEST(ValueTogether, does_not_shrink_without_weight_or_cost_of_change_or_ego) {
  Scene scene = complements().operating(0).at(18);
  const double plain = u_together(scene);
  scene.world.eco = {0.0, 0.0};
  const double resisted = u_together(scene);
  scene.p().decision.change_weight = 0.0;
  const double weightless = u_together(scene);
  scene.p().decision.change_weight = 0.6;
  scene.world.change_cost = {0.0, 0.0};
  const double free = u_together(scene);
  EXPECT_NEAR(plain, 1536.0 / 150.0 * 3.125 / 2.0, 1e-9);  // eco weight 1
  EXPECT_NEAR(weightless, 816.0 / 150.0 * 3.125 / 2.0, 1e-9);
  EXPECT_EQ(free, weightless);
  EXPECT_LT(resisted, free);
}

TEST(ValueTogether, is_zero_without_anything_to_bring) {
  Scene scene = complements();
  scene.world.open_budget[0] = 0.0;
  EXPECT_EQ(u_together(scene), 0.0);
}

TEST(ValueTogether, takes_a_tiny_budget_for_the_least_one) {
  // Half of the least budget imagines half the efforts of a member who has just the least.
  Scene scene = complements();
  scene.p().decision.least_budget = 2.0;
  scene.with_budget(1.0);
  EXPECT_NEAR(u_together(scene), 1536.0 / 150.0 * 3.125 / 2.0 / 2.0, 1e-9);
}

TEST(ValueTogether, is_homogeneous_of_degree_one_in_the_imagined_match) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = lived_in(replicate, 7, {.partners = 3 + static_cast<int>(replicate) % 6});
    if (none(scene.world.alive[0])) continue;
    scene.p().giving.match_belief = 1.0;
    scene.p().giving.match_ceiling = 3.0;
    scene.levers([](Levers& levers) { levers.match = 0.0; });
    const double unmatched = u_together(scene);
    scene.levers([](Levers& levers) { levers.match = 1.5, levers.match_cap = 0.0; });
    EXPECT_NEAR(u_together(scene) / unmatched, 2.5, 1e-9) << replicate;
  }
}

TEST(ValueTogether, moves_with_what_the_field_says_it_should) {
  const auto with = [](const std::function<void(Scene&)>& change) {
    Scene scene = complements().owning(0.3).operating(0).at(6);
    scene.world.eco = {0.2, 0.2};
    change(scene);
    return u_together(scene);
  };
  struct Row {
    const char* what;
    std::function<void(Scene&)> low, high;
    int direction;
  };
  const Row rows[] = {
      {"trust", [](Scene& s) { s.trusting(0.2); }, [](Scene& s) { s.trusting(0.8); }, 1},
      {"knowledge", [](Scene& s) { s.knowing(0.1); }, [](Scene& s) { s.knowing(0.9); }, 1},
      {"ownership", [](Scene& s) { s.owning(0.1); }, [](Scene& s) { s.owning(0.9); }, 1},
      {"months operating", [](Scene& s) { s.at(1); }, [](Scene& s) { s.at(18); }, -1},
      {"change cost",
       [](Scene& s) {
         s.world.change_cost = {0.1, 0.1};
       },
       [](Scene& s) {
         s.world.change_cost = {1.5, 1.5};
       },
       -1},
      {"deal", [](Scene& s) { s.levers([](Levers& l) { l.deal = 0.0; }); },
       [](Scene& s) { s.levers([](Levers& l) { l.deal = 1.0; }); }, 1},
      {"joint implementation", [](Scene& s) { s.levers([](Levers& l) { l.joint = 0.0; }); },
       [](Scene& s) { s.levers([](Levers& l) { l.joint = 1.0; }); }, 1},
      {"integration", [](Scene& s) { s.world.integration = {0.0}; },
       [](Scene& s) { s.world.integration = {0.7}; }, 1},
      {"horizon", [](Scene& s) { s.p().decision.horizon = 12; },
       [](Scene& s) { s.p().decision.horizon = 60; }, 1},
      {"stranger discount", [](Scene& s) { s.knowing(0.2).p().decision.stranger_discount = 0.2; },
       [](Scene& s) { s.knowing(0.2).p().decision.stranger_discount = 0.9; }, 1},
  };
  for (const Row& row : rows)
    EXPECT_GT(row.direction * (with(row.high) - with(row.low)), 0.0) << row.what;
}

TEST(Concreteness, grows_from_the_start_of_operations) {
  Scene scene = table_of(3).at(12);
  Decision p;
  p.concrete_after = 18.0;
  EXPECT_EQ(concreteness(scene.world, 0, p), 0.0);
  scene.operating(3);
  EXPECT_NEAR(concreteness(scene.world, 0, p), 0.5, 1e-15);
  EXPECT_EQ(concreteness(scene.at(3).world, 0, p), 0.0);
  EXPECT_EQ(concreteness(scene.at(40).world, 0, p), 1.0);
}

TEST(ChangeCost, is_eased_by_eco_weight_deals_and_ownership_of_a_joint_plan) {
  // 0.8 (1 - 0.25) (1 - 0.6 0.5) (1 - 0.5 1 0.6) = 0.8 0.75 0.7 0.7.
  Scene scene = table_of(3).owning(0.6).levers([](Levers& l) { l.deal = 0.5, l.joint = 1.0; });
  scene.world.change_cost[0] = 0.8;
  scene.world.eco[0] = 0.25;
  Decision p;
  p.deal_eases = 0.6;
  p.joint_eases = 0.5;
  EXPECT_NEAR(felt_change_cost(scene.world, 0, p), 0.294, 1e-15);
  p.deal_eases = p.joint_eases = 0.0;
  EXPECT_NEAR(felt_change_cost(scene.world, 0, p), 0.6, 1e-15);
}

// ---- Luce shares and the mandate gate ------------------------------------------------------

/// A member with 6 k€, u_alone 1 and u_together 9/4; keep 1/4 and exponent 1/2 give the weights
/// 1/2, 1 and 3/2.
Scene three_options(Arm arm = Arm::together) {
  Scene scene({.partners = 3}, first_edition(), arm);
  scene.with_budget(6.0).mandated(0.5).operating();
  for (double& part : scene.world.mission) part = 1.0 / 3.0;
  for (double& value : scene.world.value_alone) value = 1.0;
  for (double& value : scene.world.value_together) value = 2.25;
  Decision& p = scene.p().decision;
  p.keep = 0.25;
  p.sharpness = 0.5;
  p.mandate_reach = 0.6;
  return scene;
}

/// Divides a budget over the options that boards find open, at the values stated by the scene.
void divide(Scene& scene, int organisation = 0) {
  World<double>& world = scene.world;
  const Decision& p = scene.p().decision;
  const std::vector<double> alone = world.value_alone, together = world.value_together;
  scene.acts({"announce_money", "ask_home_boards", "weigh_options"});
  const auto weigh = [&](std::vector<double>& weights, const std::vector<double>& values) {
    for (std::size_t n = 0; n < weights.size(); ++n)
      if (weights[n] > 0.0) weights[n] = std::pow(values[n], p.sharpness);
  };
  weigh(world.alone_weight, world.value_alone = alone);
  weigh(world.together_weight, world.value_together = together);
  divide_budget(world, organisation, p, scene.workspace());
}

TEST(Decision, weighs_what_is_open_by_its_value_the_more_the_sharper) {
  for (const double sharpness : {0.0, 0.5, 1.5, 5.0}) {
    Scene scene = three_options();
    scene.p().decision.sharpness = sharpness;
    scene.acts({"announce_money", "weigh_options"});
    for (const int i : scene.layout().all_organisations()) {
      const auto raised = [&](double value) {
        EXPECT_GT(value, 0.0);
        return std::pow(value, sharpness);
      };
      const World<double>& world = scene.world;
      const double alone = raised(world.value_alone[i]), together = raised(world.value_together[i]);
      EXPECT_NEAR(world.keep_weight[i], raised(0.25), 1e-14);
      EXPECT_NEAR(world.alone_weight[i] / alone, 1.0, 1e-13);
      EXPECT_NEAR(world.together_weight[i] / together, 1.0, 1e-13);
    }
  }
}

TEST(Decision, divides_the_budget_in_luce_shares) {
  Scene scene = three_options().anchored(1.0);
  divide(scene);
  EXPECT_NEAR(scene.world.solo_pledge[0], 2.0, 1e-12);  // 6 (1 of 3)
  EXPECT_NEAR(scene.world.pledge[0], 3.0, 1e-12);       // 6 (3/2 of 3)
  EXPECT_EQ(scene.world.cap[0], 1.0);
}

TEST(Decision, keeps_to_the_options_of_the_arm) {
  Scene together = three_options(Arm::only_together).anchored(1.0);
  divide(together);
  EXPECT_EQ(together.world.solo_pledge[0], 0.0);
  EXPECT_NEAR(together.world.pledge[0], 4.5, 1e-12);  // 6 (3/2 of 2)
  Scene alone = three_options(Arm::alone).anchored(1.0);
  divide(alone);
  EXPECT_NEAR(alone.world.solo_pledge[0], 4.0, 1e-12);  // 6 (1 of 3/2)
  EXPECT_EQ(alone.world.pledge[0], 0.0);
  Scene nothing = three_options(Arm::nothing).anchored(1.0);
  divide(nothing);
  EXPECT_EQ(nothing.world.solo_pledge[0], 0.0);
  EXPECT_EQ(nothing.world.pledge[0], 0.0);
}

TEST(Decision, offers_together_only_once_the_table_operates) {
  Scene scene = three_options().anchored(1.0);
  scene.world.operating[0] = false;
  divide(scene);
  EXPECT_NEAR(scene.world.solo_pledge[0], 4.0, 1e-12);
  EXPECT_EQ(scene.world.pledge[0], 0.0);
}

TEST(Decision, offers_nothing_together_to_who_left_or_whose_table_ended) {
  for (const bool left : {true, false}) {
    Scene scene = three_options().anchored(1.0);
    if (left) scene.world.member[0] = false;
    if (!left) scene.world.alive[0] = false;
    divide(scene);
    EXPECT_NEAR(scene.world.solo_pledge[0], 4.0, 1e-12);
    EXPECT_EQ(scene.world.pledge[0], 0.0);
  }
}

// ---- One person ----------------------------------------------------------------------------

/// The member of three_options(), asked directly to this degree.
Scene asked(double direct, Arm arm = Arm::only_together) {
  Scene scene = three_options(arm).anchored(1.0);
  scene.levers([direct](Levers& levers) { levers.direct = direct; });
  return scene;
}

// Weights 1/2 and 3/2; asked half directly, 1/4 and 3/2, so 6 k€ are divided 1 to 6.
TEST(DirectChoice, takes_weight_from_keeping) {
  Scene scene = asked(0.5);
  divide(scene);
  EXPECT_NEAR(scene.world.pledge[0], 6.0 * 6.0 / 7.0, 1e-12);
  Scene wholly = asked(1.0);
  divide(wholly);
  EXPECT_EQ(wholly.world.pledge[0], 6.0) << "all is at the table's disposal";
  Scene choice = asked(1.0, Arm::together);
  divide(choice);
  EXPECT_NEAR(choice.world.pledge[0], 3.6, 1e-12);  // 6 (3/2 of 5/2)
}

// ln (9/4 over 1/4) is ln 9, times 1/2 is ln 3: the delegate gives the same 3/2 of 2 as the board.
TEST(DirectChoice, is_the_board_s_own_asked_once) {
  Scene scene = asked(1.0).acts({"grant_discretion"});
  EXPECT_NEAR(scene.world.own_choice[0], std::log(3.0), 1e-14);
  EXPECT_NEAR(logistic(scene.world.own_choice[0]), 0.75, 1e-14);
  Scene half = asked(0.5).acts({"grant_discretion"});
  EXPECT_NEAR(half.world.own_choice[0], std::log(3.0) / 2.0, 1e-14);
}

TEST(DirectChoice, is_the_board_s_own_where_boards_learn_from_what_paid) {
  Scene scene = asked(1.0);
  scene.p().decision.rule = BoardRule::payoff;
  scene.world.keep_propensity[0] = 1.0;
  scene.world.together_propensity[0] = 4.0;
  scene.acts({"grant_discretion"});
  EXPECT_NEAR(logistic(scene.world.own_choice[0]), 0.8, 1e-14);
}

TEST(DirectChoice, is_not_asked_for_by_default) {
  EXPECT_EQ(Levers{}.direct, 0.0);
  Scene scene = asked(0.0).acts({"grant_discretion"});
  for (const double choice : scene.world.own_choice) EXPECT_EQ(choice, 0.0);
  divide(scene);
  EXPECT_NEAR(scene.world.pledge[0], 4.5, 1e-12);  // as in other tests
}

TEST(DirectChoice, counts_at_tables_at_work_only) {
  for (const bool left : {true, false}) {
    Scene scene = asked(1.0, Arm::together);
    if (left) scene.world.member[0] = false;
    if (!left) scene.world.operating[0] = false;
    divide(scene);
    EXPECT_NEAR(scene.world.solo_pledge[0], 4.0, 1e-12);  // 6 (1 of 3/2), as without the table
  }
}

TEST(DirectChoice,
     gives_the_table_more_of_the_pledge_and_the_delegate_more_to_say_the_more_direct) {
  double pledged = 0.0, chosen = 0.0;
  for (const double direct : {0.1, 0.4, 0.9}) {
    Scene scene = asked(direct).acts({"grant_discretion"});
    divide(scene);
    EXPECT_GT(scene.world.pledge[0], pledged);
    EXPECT_GT(scene.world.own_choice[0], chosen);
    pledged = scene.world.pledge[0], chosen = scene.world.own_choice[0];
  }
}

TEST(DirectChoice, that_is_worth_nothing_keeps_all) {
  Scene scene = asked(1.0);
  for (double& value : scene.world.value_together) value = 0.0;
  scene.workspace().keeps_decisions = true;
  divide(scene);
  EXPECT_EQ(scene.world.pledge[0], 0.0);
  EXPECT_EQ(scene.world.decisions().back().share_keep, 1.0);
  scene.acts({"grant_discretion"});
  EXPECT_LT(scene.world.own_choice[0], -100.0);
}

TEST(DirectChoice, pledges_no_more_than_is_open_in_any_world) {
  for (const BoardRule rule : {BoardRule::value, BoardRule::payoff})
    for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
      Parameters p;
      p.levers.operate_after = 0;
      p.levers.direct = 0.1 * (replicate + 1);
      p.decision.rule = rule;
      Scene scene =
          lived_in(replicate, 28, {.partners = 4}, p, Arm::together);  // a board is the last
      for (const int i : scene.layout().all_organisations()) {
        double pledged = scene.world.solo_pledge[i];
        for (const int seat : scene.layout().organisations[i].seats)
          pledged += scene.world.pledge[seat];
        EXPECT_LE(pledged, scene.world.open_budget[i] * (1.0 + 1e-12)) << replicate;
      }
    }
}

TEST(Decision, without_sharpness_divides_equally) {
  Scene scene = three_options().anchored(1.0);
  scene.p().decision.sharpness = 0.0;
  divide(scene);
  EXPECT_NEAR(scene.world.solo_pledge[0], 2.0, 1e-12);
  EXPECT_NEAR(scene.world.pledge[0], 2.0, 1e-12);
}

TEST(Decision, follows_value_more_the_sharper_it_is) {
  double before = 0.0;
  for (const double sharpness : {0.0, 0.5, 1.5, 5.0}) {
    Scene scene = three_options().anchored(1.0);
    scene.p().decision.sharpness = sharpness;
    divide(scene);
    EXPECT_GT(scene.world.pledge[0], before);
    before = scene.world.pledge[0];
  }
}

TEST(Decision, leaves_less_for_others_the_more_keeping_is_worth) {
  double before = 7.0;
  for (const double keep : {1e-6, 0.25, 1.0, 10.0}) {
    Scene scene = three_options().anchored(1.0);
    scene.p().decision.keep = keep;
    divide(scene);
    EXPECT_LT(scene.world.pledge[0] + scene.world.solo_pledge[0], before);
    before = scene.world.pledge[0] + scene.world.solo_pledge[0];
  }
}

TEST(Decision, without_the_board_covers_what_the_mandate_reaches) {
  // Cap 0.6 0.5 = 0.3 on 3 k€; the solo pledge knows no gate.
  Scene scene = three_options().anchored(0.0);
  divide(scene);
  EXPECT_NEAR(scene.world.cap[0], 0.3, 1e-15);
  EXPECT_NEAR(scene.world.pledge[0], 0.9, 1e-12);
  EXPECT_NEAR(scene.world.solo_pledge[0], 2.0, 1e-12);
}

TEST(Decision, does_not_need_the_board_with_a_mandate_that_reaches_all_the_way) {
  Scene scene = three_options().anchored(0.0).mandated(1.0);
  scene.p().decision.mandate_reach = 1.0;
  divide(scene);
  EXPECT_NEAR(scene.world.pledge[0], 3.0, 1e-12);
}

TEST(Decision, grows_with_the_mandate_where_the_board_refuses) {
  double before = -1.0;
  for (const double mandate : {0.0, 0.5, 1.0}) {
    Scene scene = three_options().anchored(0.0).mandated(mandate);
    divide(scene);
    EXPECT_GT(scene.world.pledge[0], before);
    before = scene.world.pledge[0];
  }
}

TEST(Decision, is_approved_by_the_home_board_as_often_as_the_table_is_anchored) {
  Scene scene = three_options().anchored(0.4);
  int yes = 0;
  int no = 0;
  for (int month = 0; month < 60; month += 3) {
    divide(scene.at(month));
    const double drawn = scene.draws.uniform({.purpose = purpose::approval,
                                              .month = month,
                                              .table = scene.layout().tables[0].key,
                                              .i = scene.layout().organisations[0].key});
    (drawn < 0.4 ? yes : no) += 1;
    EXPECT_EQ(scene.world.cap[0], drawn < 0.4 ? 1.0 : 0.6 * 0.5) << month;
  }
  EXPECT_GT(yes, 0);
  EXPECT_GT(no, 0);
}

TEST(Decision, gives_a_seat_each_where_an_organisation_sits_at_two_tables) {
  // Weights: keep 1/2, two seats 3/2 each: 6 (3/7) each; the stake alone 0 in this arm.
  Setting setting = setting_of({.partners = 3});
  LayoutPlan plan;
  plan.sets = {{"challenge", {Goal{.name = "goal"}}}};
  for (const char* name : {"a", "b", "c"}) {
    OrganisationLayout organisation;
    organisation.name = name;
    plan.organisations.push_back(organisation);
  }
  for (const char* name : {"first table", "second table"}) {
    TablePlan table;
    table.name = name;
    table.members = {0, 1, 2};
    plan.tables.push_back(table);
  }
  setting.layout = lay_out(plan);
  setting.initial_values.mixes.resize(1);
  setting.initial_values.given_missions.resize(2);
  const Draws<double> draws(1, 0);
  World<double> world;
  start(world, setting, Arm::only_together, draws);
  world.month = 0;
  for (Condition& operating : world.operating) operating = true;
  for (double& value : world.value_together) value = 2.25;
  for (double& budget : world.open_budget) budget = 6.0;
  for (double& anchoring : world.anchoring) anchoring = 1.0;
  Decision p;
  p.keep = 0.25;
  p.sharpness = 0.5;
  weigh_options(world, p);
  EXPECT_NEAR(world.keep_weight[0], 0.5, 1e-15);
  for (const int s : world.layout->stakes_of(0)) EXPECT_EQ(world.alone_weight[s], 0.0);
  for (const int seat : world.layout->organisations[0].seats) world.together_weight[seat] = 1.5;
  ask_home_boards(world, p, draws);
  divide_budget(world, 0, p, world.workspaces[0]);
  for (const int seat : world.layout->organisations[0].seats)
    EXPECT_NEAR(world.pledge[seat], 6.0 * 3.0 / 7.0, 1e-12);
}

TEST(Decision, is_taken_by_boards_only_and_stands_until_the_next) {
  Scene scene = three_options().anchored(1.0).pledging(1.25);
  scene.setting->layout.calendar.board_interval = 3;
  const World<double> before = scene.world;
  for (const int month : {1, 2, 4, 5}) {
    hold_board(scene.at(month));
    EXPECT_EQ(scene.world.pledge, before.pledge) << month;
    EXPECT_EQ(scene.world.value_together, before.value_together) << month;
    EXPECT_EQ(scene.world.solo_pledge, before.solo_pledge) << month;
  }
  for (const int month : {0, 3}) {
    scene.world.pledge = before.pledge;
    hold_board(scene.at(month));
    EXPECT_NE(scene.world.pledge, before.pledge) << month;
  }
}

TEST(Decision, values_the_table_before_it_operates) {
  Scene scene = table_of(3).with_budget(2.0);
  scene.world.mission = {0.4, 0.3, 0.3};
  hold_board(scene);
  for (const double value : scene.world.value_together) EXPECT_GT(value, 0.0);
  for (const double pledge : scene.world.pledge) EXPECT_EQ(pledge, 0.0);
  EXPECT_EQ(scene.world.total_pledge[0], 0.0);
}

TEST(Decision, sees_the_pledges_of_the_board_before_and_not_of_today) {
  // All decide at once: what an organisation pledges today moves nobody's value of today.
  Scene scene = complements().operating().anchored(1.0);
  scene.world.pledge = {3.0, 3.0};
  Scene imagined = scene;
  imagined.world.integration[0] = integration(imagined.world, 0, scene.p().output);
  const double first = u_together(imagined, 0);
  const double second = u_together(imagined, 1);
  hold_board(scene);
  EXPECT_EQ(scene.world.value_together[0], first);
  EXPECT_EQ(scene.world.value_together[1], second);
}

TEST(Decision, adds_the_pledges_up) {
  Scene scene = three_options().anchored(1.0);
  scene.world.mission = {0.4, 0.3, 0.3};
  hold_board(scene);
  EXPECT_NEAR(scene.world.total_pledge[0],
              scene.world.pledge[0] + scene.world.pledge[1] + scene.world.pledge[2], 1e-15);
  EXPECT_GT(scene.world.total_pledge[0], 0.0);
}

// ---- Seats in one option -------------------------------------------------------------------

/// Four partners around this many tables, in the arm together, each with 6 k€; keep weighs 1/2.
Scene around(int tables, double nesting, BoardRule rule = BoardRule::value) {
  Parameters p = first_edition();
  p.decision.nesting = nesting;
  p.decision.rule = rule;
  p.decision.keep = 0.25;
  p.decision.sharpness = 0.5;
  p.levers.operate_after = 0;
  Scene scene(shared_tables(4, tables, p));
  scene.with_budget(6.0).anchored(1.0).trusting(0.4).knowing(0.3).operating();
  for (double& part : scene.world.mission) part = 1.0 / 3.0;
  return scene;
}

/// What the first organisation pledges at each table if its seats have these weights.
std::vector<double> pledged_at(const std::vector<double>& weights, double nesting) {
  Scene scene = around(static_cast<int>(weights.size()), nesting);
  World<double>& world = scene.world;
  scene.acts({"announce_money", "ask_home_boards", "weigh_options"});
  const auto& seats = scene.layout().organisations[0].seats;
  for (std::size_t n = 0; n < seats.size(); ++n) world.together_weight[seats[n]] = weights[n];
  scene.acts({"decide"});
  std::vector<double> pledges;
  for (const int seat : seats) pledges.push_back(world.pledge[seat]);
  return pledges;
}

double in_all(const std::vector<double>& pledges) {
  double sum = 0.0;
  for (const double pledge : pledges) sum += pledge;
  return sum;
}

// Seats of 1.2 and 0.9, scale 1/2: sqrt(1.44 + 0.81) = 1.5 beside keep 1/2, so together gets 3/4 of
// 6 k€, divided 4 to 3. As one option the seats weigh 1.2 of 1.7; each as its own option, 2.1 of
// 2.6.
TEST(Nesting, weighs_the_seats_by_their_inclusive_value) {
  const std::vector<double> half = pledged_at({1.2, 0.9}, 0.5);
  EXPECT_NEAR(half[0], 4.5 * 4.0 / 7.0, 1e-12);
  EXPECT_NEAR(half[1], 4.5 * 3.0 / 7.0, 1e-12);
  EXPECT_NEAR(in_all(pledged_at({1.2, 0.9}, 1.0)), 6.0 * 1.2 / 1.7, 1e-12);
  EXPECT_NEAR(in_all(pledged_at({1.2, 0.9}, 0.0)), 6.0 * 2.1 / 2.6, 1e-12);
}

TEST(Nesting, of_nothing_leaves_each_seat_its_own_option) {
  Scene scene = around(2, 0.0).acts({"announce_money", "ask_home_boards", "weigh_options"});
  const std::vector<double> before = scene.world.together_weight;
  nest_seats(scene.world, scene.p().decision);
  EXPECT_EQ(scene.world.together_weight, before);
}

TEST(Nesting, changes_nothing_where_an_organisation_has_one_seat) {
  EXPECT_EQ(pledged_at({1.3}, 1.0), pledged_at({1.3}, 0.0));
  EXPECT_EQ(pledged_at({1.3}, 0.6), pledged_at({1.3}, 0.0));
}

TEST(Nesting, pledges_less_in_sum_the_more_the_seats_are_one_and_keeps_their_proportions) {
  double before = 6.0;
  for (const double nesting : {0.0, 1e-9, 0.3, 0.6, 0.9, 0.999, 1.0 - 1e-12, 1.0}) {
    const std::vector<double> pledges = pledged_at({1.5, 0.5, 1.0}, nesting);
    EXPECT_LE(in_all(pledges), before + 1e-9) << nesting;
    EXPECT_NEAR(pledges[0], 3.0 * pledges[1], 1e-12);
    EXPECT_NEAR(pledges[2], 2.0 * pledges[1], 1e-12);
    before = in_all(pledges);
  }
  EXPECT_NEAR(in_all(pledged_at({1.5, 0.5, 1.0}, 1e-9)), in_all(pledged_at({1.5, 0.5, 1.0}, 0.0)),
              1e-7)
      << "continuous where it is off";
  EXPECT_NEAR(in_all(pledged_at({1.5, 1.5, 1.0}, 1.0 - 1e-9)),
              in_all(pledged_at({1.5, 1.5, 1.0}, 1.0)), 1e-7)
      << "and where it is full";
}

TEST(Nesting, of_seats_without_value_keeps_all) {
  EXPECT_EQ(in_all(pledged_at({0.0, 0.0}, 0.5)), 0.0);
  EXPECT_NEAR(in_all(pledged_at({0.0, 1.5}, 1.0)), 4.5, 1e-12);
}

// The red bus and the blue bus: identical tables are no second reason to work together.
TEST(Nesting, in_full_makes_the_same_pledge_at_one_table_and_at_many_like_it) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    const auto pledged = [&](int tables, double nesting) {
      Scene scene = around(tables, nesting);
      const double share = 0.05 + 0.09 * replicate;
      scene.trusting(share).knowing(1.0 - share).motivated(share).owning(share);
      scene.acts({"announce_money", "ask_home_boards", "weigh_options", "decide"});
      std::vector<double> sums;
      for (const int i : scene.layout().all_organisations()) {
        double sum = 0.0;
        for (const int seat : scene.layout().organisations[i].seats)
          sum += scene.world.pledge[seat];
        sums.push_back(sum);
      }
      return sums;
    };
    const std::vector<double> one = pledged(1, 1.0);
    for (const int tables : {2, 3, 6}) {
      const std::vector<double> many = pledged(tables, 1.0), apart = pledged(tables, 0.0);
      for (std::size_t i = 0; i < one.size(); ++i) {
        EXPECT_NEAR(many[i], one[i], 1e-9) << replicate << ' ' << tables;
        EXPECT_GT(apart[i], one[i]) << "each its own option";
      }
    }
  }
}

// The law on which full nesting rests, with all other rules at their defaults and with alone open
// as well: members around two halves of a table do the same as members around the whole.
TEST(Nesting, in_full_changes_no_pledge_where_a_table_is_split_into_identical_halves) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    const auto divided = [&](int tables) {
      Parameters p;
      p.decision.nesting = 1.0;
      p.levers.operate_after = 0;
      Scene scene(shared_tables(4, tables, p), Arm::together, replicate);
      const double share = 0.05 + 0.09 * replicate;
      scene.with_budget(6.0).anchored(1.0).operating();
      scene.trusting(share).knowing(1.0 - share).motivated(share).owning(share);
      for (double& part : scene.world.mission) part = 1.0 / 3.0;
      scene.acts({"announce_money", "ask_home_boards", "weigh_options", "decide"});
      std::vector<double> pledges = scene.world.solo_pledge;
      for (const int i : scene.layout().all_organisations()) {
        double sum = 0.0;
        for (const int seat : scene.layout().organisations[i].seats)
          sum += scene.world.pledge[seat];
        EXPECT_GT(sum, 0.0);
        pledges.push_back(sum);
      }
      return pledges;
    };
    const std::vector<double> whole = divided(1), halves = divided(2);
    ASSERT_EQ(halves.size(), whole.size());
    for (std::size_t n = 0; n < whole.size(); ++n)
      EXPECT_NEAR(halves[n], whole[n], 1e-9) << replicate << ' ' << n;
  }
}

TEST(Nesting, pledges_no_more_than_is_open_in_any_world) {
  for (const BoardRule rule : {BoardRule::value, BoardRule::payoff})
    for (std::uint32_t replicate = 0; replicate < 6; ++replicate) {
      Parameters p;
      p.levers.operate_after = 0;
      p.decision.rule = rule;
      p.decision.nesting = 0.2 * replicate;
      Scene scene(shared_tables(5, 3, p), Arm::together, replicate);
      scene.world.month = -1;
      for (int t = 0; t < 28; ++t) live_a_month(scene);  // a board is the last
      for (const int i : scene.layout().all_organisations()) {
        double pledged = 0.0;
        for (const int s : scene.layout().stakes_of(i)) pledged += scene.world.solo_pledge[s];
        for (const int seat : scene.layout().organisations[i].seats)
          pledged += scene.world.pledge[seat];
        EXPECT_LE(pledged, scene.world.open_budget[i] * (1.0 + 1e-12)) << replicate;
      }
    }
}

// ---- What holds a pledge back --------------------------------------------------------------

Reason refusal(Scene scene) {
  scene.forgetting_events();
  divide(scene);
  for (const Event& event : scene.world.events())
    if (event.kind == event::refusal) return event.reason;
  return reason::none;
}

TEST(Refusal, names_the_first_thing_that_holds_a_pledge_back) {
  EXPECT_EQ(refusal(three_options().anchored(0.0).mandated(0.0).with_budget(0.0)),
            reason::white_space);
  EXPECT_EQ(refusal(three_options().anchored(0.0).mandated(0.0)), reason::mandate);
  EXPECT_EQ(refusal(three_options().anchored(0.0).mandated(0.5)), reason::board);
  Scene worthless = three_options().anchored(1.0);
  worthless.world.value_together[0] = 0.2;  // keep is 0.25
  EXPECT_EQ(refusal(worthless), reason::value);
  EXPECT_EQ(refusal(three_options().anchored(1.0)), reason::none);
}

// ---- Laws ----------------------------------------------------------------------------------

Parameters from_the_start() {
  Parameters p;
  p.levers.operate_after = 0;
  p.leaving.hazard = 0.3;
  return p;
}

SceneSize size_of(std::uint32_t replicate) {
  return {.partners = 3 + static_cast<int>(replicate * 5 % 8),
          .goals = 1 + static_cast<int>(replicate % 7)};
}

TEST(Decision, keeps_luce_shares_that_sum_to_one) {
  for (const Arm arm : {Arm::nothing, Arm::alone, Arm::only_together, Arm::together})
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
      Scene scene(size_of(replicate), from_the_start(), arm, 1, replicate);
      scene.world.month = -1;
      scene.workspace().keeps_decisions = true;
      for (int t = 0; t < 30; ++t) live_a_month(scene);
      EXPECT_EQ(scene.world.decisions().size(), 10 * scene.layout().organisations.size());
      for (const BoardDecision& decision : scene.world.decisions()) {
        EXPECT_NEAR(decision.share_keep + decision.share_alone + decision.share_together, 1.0,
                    1e-12);
        EXPECT_GT(decision.share_keep, 0.0);
        EXPECT_GE(decision.share_alone, 0.0);
        EXPECT_GE(decision.share_together, 0.0);
        EXPECT_GE(decision.margin, 0.0);
        EXPECT_LE(decision.margin, 1.0);
        EXPECT_EQ(decision.share_alone > 0.0, may_go_alone(arm) && decision.value_alone > 0.0);
        EXPECT_EQ(decision.share_together > 0.0, decision.together_open);
        EXPECT_LE(decision.together_open, has_tables(arm));
      }
    }
}

TEST(Decision, pledges_no_more_than_is_open) {
  for (const Arm arm : {Arm::alone, Arm::only_together, Arm::together}) {
    double pledged = 0.0;
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
      Scene scene(size_of(replicate), from_the_start(), arm, 1, replicate);
      scene.world.month = -1;
      for (int t = 0; t < 36; ++t) {
        live_a_month(scene);
        const World<double>& world = scene.world;
        if (t % 3 != 0) continue;
        for (const int i : scene.layout().all_organisations()) {
          double sum = 0.0;
          for (const int s : scene.layout().stakes_of(i)) sum += world.solo_pledge[s];
          for (const int seat : scene.layout().organisations[i].seats) {
            sum += world.pledge[seat];
            EXPECT_GE(world.cap[seat], 0.0);
            EXPECT_LE(world.cap[seat], 1.0);
          }
          EXPECT_LE(sum, world.open_budget[i] * (1.0 + 1e-12)) << replicate;
          pledged += sum;
        }
      }
    }
    EXPECT_GT(pledged, 0.0);
  }
}

TEST(Decision, leaves_those_who_left_and_ended_tables_without_pledge_and_value) {
  int left = 0;
  int ended = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Parameters p = from_the_start();
    p.leaving.hazard = 2.0;
    Scene scene = lived_in(replicate, 40, size_of(replicate), p, Arm::together);
    hold_board(scene.at(42));
    for (const int i : scene.layout().all_seats()) {
      if (scene.world.sits(i)) continue;
      left += !scene.world.member[i];
      ended += !scene.world.alive[0];
      EXPECT_EQ(scene.world.pledge[i], 0.0) << replicate;
      EXPECT_EQ(scene.world.value_together[i], 0.0) << replicate;
    }
    EXPECT_EQ(scene.world.total_pledge[0] > 0.0,
              scene.world.alive[0] &&
                  scene.world.pledge != std::vector<double>(scene.world.pledge.size(), 0.0));
  }
  EXPECT_GT(left, 0);
  EXPECT_GT(ended, 0);
}

TEST(Decision, changes_nothing_by_being_written_down) {
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    std::uint64_t hash[2] = {0, 0};
    for (const bool keep : {false, true}) {
      Scene scene(size_of(replicate), from_the_start(), Arm::together, 1, replicate);
      scene.world.month = -1;
      scene.workspace().keeps_decisions = keep;
      for (int t = 0; t < 24; ++t) {
        live_a_month(scene);
        hash[keep] = fingerprint(scene.world, hash[keep]);
      }
      EXPECT_EQ(scene.world.decisions().empty(), !keep);
    }
    EXPECT_EQ(hash[0], hash[1]) << replicate;
  }
}

}  // namespace
}  // namespace samen::testing::decision_test
