// 7.33.1 New ideas are tried.
#include "model/rules/working/renewal.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::renewal_test {
namespace {

/// A table with `spent` k€ a month of work, a part of which goes to experiments.
Scene at_work(double spent, double experiments, double novelty, std::uint32_t replicate = 0) {
  Scene scene(SceneSize{}, first_edition(), Arm::together, 1, replicate);
  scene.present().operating().knowing(1.0).with_elan(0.5).levers([=](Levers& levers) {
    levers.experiments = experiments;
    levers.novelty = novelty;
    levers.safety = 0.0;
  });
  scene.world.work_done = {spent};
  for (double& weight : scene.world.mission) weight = 1.0 / 3.0;
  return scene;
}

/// Two organisations of three skills that have nothing in common, or everything.
Scene pair_of(double shared) {
  Scene scene(SceneSize{.partners = 2, .goals = 1, .capabilities = 2});
  scene.world.capability = {1.0, shared, shared, 1.0};
  return scene;
}

TEST(Renewal, the_difference_of_skills_by_hand) {
  Scene apart = pair_of(0.0);
  EXPECT_EQ(difference(apart.world, 0, 1), 1.0);
  Scene half = pair_of(1.0 / 3.0);  // shares 3/4 and 1/4 against 1/4 and 3/4
  EXPECT_NEAR(difference(half.world, 0, 1), 0.5, 1e-15);
  Scene alike = pair_of(1.0);
  EXPECT_EQ(difference(alike.world, 0, 1), 0.0);
}

TEST(Renewal, strangers_learn_most_from_a_middle_difference) {
  const auto variety = [](double shared, double knowledge) {
    Scene scene = pair_of(shared);
    scene.knowing(knowledge);
    return variety_at(scene.world, 0);
  };
  EXPECT_EQ(variety(0.0, 1.0), 1.0);  // wholly different, and known: all of it
  EXPECT_EQ(variety(0.0, 0.0), 0.0);  // wholly different strangers do not understand
  EXPECT_NEAR(variety(1.0 / 3.0, 0.0), 0.25, 1e-15);  // 0.5 (1 - 0.5)
  EXPECT_NEAR(variety(1.0 / 3.0, 1.0), 0.5, 1e-15);
}

TEST(Renewal, a_given_mission_frames_the_search) {
  Scene scene = pair_of(0.0);
  scene.knowing(1.0).levers([](Levers& levers) { levers.mission = MissionStart::empty; });
  Renewal p{.own_variety = 0.1, .meeting_variety = 0.8, .framed = 0.5};
  EXPECT_NEAR(chance_of_new(scene.world, 0, p), 0.1 + 0.9 * 0.8, 1e-15);
  scene.levers([](Levers& levers) { levers.mission = MissionStart::given; });
  EXPECT_NEAR(chance_of_new(scene.world, 0, p), 0.1 + 0.9 * 0.8 * 0.5, 1e-15);
}

TEST(Renewal, an_experiment_waits_until_it_is_paid) {
  Scene scene = at_work(20.0, 0.1, 0.0);  // 2 k€ a month
  scene.p().renewal.price = 5.0;
  scene.acts({"try_ideas"});
  double aside = 0.0;
  for (const double x : scene.world.set_aside) aside += x;
  EXPECT_NEAR(aside, 2.0, 1e-12);
  EXPECT_TRUE(scene.world.events().empty());
}

TEST(Renewal, a_known_idea_brings_half_of_what_others_do_already) {
  Scene scene = at_work(1000.0, 0.1, 0.0);
  scene.p().renewal = {.price = 5.0, .known_works = 1.0, .known_gain = 0.5, .known_best = 1.1};
  scene.acts({"try_ideas"});
  EXPECT_NEAR(scene.world.way[0], 1.05, 1e-15);
  EXPECT_EQ(scene.world.found[0], 0.0);  // it is not new
}

TEST(Renewal, a_new_idea_that_works_goes_further) {
  Scene scene = at_work(1000.0, 0.1, 1.0);
  scene.p().renewal = {
      .price = 5.0, .own_variety = 1.0, .new_works = 1.0, .new_gain = 0.15, .best = 2.0};
  // exp(-1) as a draw is an exponential of 1: the mean gain, 0.15 of the way to 2.
  scene.draws.replace({.purpose = purpose::idea_gain, .table = scene.layout().tables[0].key},
                      static_cast<std::uint32_t>(std::exp(-1.0) * 4294967296.0));
  scene.acts({"try_ideas"});
  EXPECT_NEAR(scene.world.way[0], 1.15, 1e-6);
  EXPECT_EQ(scene.world.found[0], 3.0);  // one on each goal
}

TEST(Renewal, failure_costs_elan_and_daring_where_there_is_no_room_for_it) {
  const auto after = [](double safety) {
    Scene scene(SceneSize{.goals = 1}, first_edition(), Arm::together);
    scene.present().operating().with_elan(0.5).levers([=](Levers& levers) {
      levers.experiments = 0.1;
      levers.safety = safety;
    });
    scene.world.work_done = {100.0};
    scene.world.mission = {1.0};
    scene.p().renewal = {
        .price = 5.0, .own_variety = 1.0, .new_works = 0.0, .failure_elan = 0.1, .shies = 0.2};
    scene.acts({"try_ideas"});
    return std::pair(scene.world.elan[0], scene.world.daring[0]);
  };
  EXPECT_NEAR(after(0.0).first, 0.45, 1e-15);
  EXPECT_NEAR(after(0.0).second, 0.8, 1e-15);
  EXPECT_EQ(after(1.0), std::pair(0.5, 1.0));
}

TEST(Renewal, what_goes_to_experiments_does_not_produce) {
  Scene scene = at_work(0.0, 0.25, 1.0);
  scene.p().renewal.alone = 0.4;
  scene.acts({"set_aside_for_experiments"});
  EXPECT_EQ(scene.world.producing[0], 0.75);
  for (const double share : scene.world.own_producing) EXPECT_EQ(share, 0.6);
}

TEST(Renewal, one_in_three_new_ideas_works) {
  // 400 experiments on each of 3 goals: standard deviation of the share 0.0136; bounds at 5 of
  // them.
  int works = 0;
  for (std::uint32_t replicate = 0; replicate < 400; ++replicate) {
    Scene scene = at_work(1000.0, 0.1, 1.0, replicate);
    scene.p().renewal = {.own_variety = 1.0, .new_works = 0.33};
    scene.acts({"try_ideas"});
    works += static_cast<int>(scene.world.found[0]);
  }
  EXPECT_NEAR(works / 1200.0, 0.33, 0.068);
}

TEST(Renewal, ways_go_home_with_members_who_are_linked) {
  Scene scene = at_work(10.0, 0.1, 1.0);
  scene.anchored(0.5);
  scene.p().renewal = {.taken_home = 0.1, .taken_over = 0.0};
  scene.world.way[0] = 1.4;
  scene.acts({"take_ways_over"});
  for (const int s : scene.layout().sets[0].stakes)
    EXPECT_NEAR(scene.world.own_way[scene.layout().of_stake(s, 0)], 1.0 + 0.1 * 0.5 * 0.4, 1e-15);
}

TEST(Renewal, a_better_way_is_taken_over_by_all_in_the_end) {
  Scene scene = at_work(10.0, 0.1, 1.0);
  scene.anchored(0.0);
  scene.p().renewal = {.taken_home = 0.1, .taken_over = 0.01};
  scene.world.way[0] = 1.5;
  scene.acts({"take_ways_over"});
  for (const int s : scene.layout().sets[0].stakes)
    EXPECT_NEAR(scene.world.own_way[scene.layout().of_stake(s, 0)], 1.005, 1e-15);
}

TEST(Renewal, is_off_unless_it_is_asked) {
  Parameters other;
  other.renewal.new_gain = 0.9;
  other.renewal.taken_over = 0.5;
  for (const Arm arm : {Arm::alone, Arm::together}) {
    const Scene plain = lived_in(3, 60, {}, {}, arm);
    const Scene moved = lived_in(3, 60, {}, other, arm);
    EXPECT_EQ(state_of(plain.world), state_of(moved.world));
  }
}

TEST(Renewal, finds_better_ways_for_organisations_alone_too) {
  // Mean over 20 replicates of the best way of an organisation; it is 1 without experiments.
  double found = 0.0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Parameters p;
    p.renewal.alone = 0.3;
    p.renewal.price = 0.5;
    const Scene scene = lived_in(replicate, 120, {}, p, Arm::alone);
    double best = 0.0;
    for (const double way : scene.world.own_way) best = std::max(best, way);
    found += best;
  }
  EXPECT_GT(found / 20.0, 1.05);
}

TEST(Renewal, obeys_the_laws_of_the_model) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p;
    p.levers.experiments = 0.5;
    p.renewal.alone = 0.5;
    p.renewal.price = 0.5;
    Scene scene(SceneSize{}, p, Arm::together, 1, replicate);
    for (int month = 0; month < 120; ++month) live_a_month(scene);
    for (const double way : scene.world.way) EXPECT_LE(way, p.renewal.best);
  }
}

}  // namespace
}  // namespace samen::testing::renewal_test
