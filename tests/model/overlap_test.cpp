// 7.34 Isolated impact: what several organisations do alone on one goal overlaps (D01). And ties
// that would carry work elsewhere (B17).
#include <gtest/gtest.h>

#include "model/observables/statistics.hpp"
#include "model/scene.hpp"

namespace samen::testing::overlap_test {
namespace {

/// Organisations that work alone on one goal, each with 3 k€ a month.
Scene alone(int organisations, double overlap) {
  Scene scene(SceneSize{.partners = organisations, .goals = 1}, {}, Arm::alone);
  for (double& pledge : scene.world.solo_pledge) pledge = 3.0;
  for (double& yield : scene.world.solo_output) yield = 0.5;
  scene.p().production.overlap = overlap;
  return scene;
}

double output_of(Scene scene) {
  scene.acts({"announce_money", "reach_threshold", "produce"});
  return scene.world.output[0];
}

TEST(Overlap, takes_from_n_equals_the_part_that_repeats_the_others) {
  // 4 times 1.5 is 6; of that three quarters come together, and 0.4 of those are lost.
  EXPECT_NEAR(output_of(alone(4, 0.4)), 6.0 * (1.0 - 0.4 * 0.75), 1e-12);
  EXPECT_NEAR(output_of(alone(4, 1.0)), 1.5, 1e-12) << "all do the same";
}

TEST(Overlap, takes_nothing_from_who_is_the_only_one) {
  EXPECT_EQ(output_of(alone(1, 1.0)), output_of(alone(1, 0.0)));
  Scene scene = alone(4, 1.0);
  for (const std::size_t s : {1, 2, 3}) scene.world.solo_pledge[s] = 0.0;
  EXPECT_NEAR(output_of(scene), 1.5, 1e-12);
}

TEST(Overlap, of_zero_changes_nothing) {
  EXPECT_EQ(output_of(alone(4, 0.0)), 6.0);
}

TEST(SideDyads, are_pairs_with_strong_ties_both_ways) {
  Scene scene = table_of(3).trusting(0.4).knowing(0.4);
  EXPECT_EQ(side_dyads(scene.world, 0), 0.0);
  scene.trust(0, 1) = scene.knowledge(0, 1) = 0.6;
  EXPECT_EQ(side_dyads(scene.world, 0), 0.0) << "one way only";
  scene.trust(1, 0) = scene.knowledge(1, 0) = 0.6;
  EXPECT_EQ(side_dyads(scene.world, 0), 1.0);
}

TEST(Observables, of_organisations_add_up_over_the_tables_they_sit_at) {
  const Setting setting = shared_tables(3, 2, {});
  World<Lone> world;
  start(world, setting, Arm::only_together, Draws<Lone>(1, 0));
  world.pledge = {1.0, 2.0, 4.0, 8.0, 16.0, 32.0};
  world.effort = {0.5, 0.0, 0.0, 0.25, 0.0, 0.0};
  int met = 0;
  for (const Observable& each : observables) {
    const bool pledged = each.name == "pledge_at_tables",
               delivered = each.name == "effort_at_tables";
    if (!pledged && !delivered) continue;
    ++met;
    EXPECT_EQ(lane(each.value(world, 0), 0), pledged ? 9.0 : 0.75);
    EXPECT_EQ(lane(each.value(world, 2), 0), pledged ? 36.0 : 0.0);
  }
  EXPECT_EQ(met, 2);
}

}  // namespace
}  // namespace samen::testing::overlap_test
