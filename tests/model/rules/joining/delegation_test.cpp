// 7.40 Whom a partner sends.
#include "model/rules/joining/delegation.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::delegation_test {
namespace {

Delegation stated() {
  return {.top_mandate = 0.7,
          .top_anchoring = 0.04,
          .young_mandate = 0.3,
          .young_elan = 0.05,
          .young_contact = 0.5};
}

Scene sending(DelegateProfile sent) {
  Parameters p = first_edition();
  p.levers.delegates = sent;
  p.delegation = stated();
  return Scene(SceneSize{.partners = 3}, p);
}

TEST(Delegation, somebody_from_the_top_brings_mandate_and_a_future_leader_little) {
  Levers levers;
  EXPECT_EQ(mandate_sent(levers, 0.5, stated()), 0.5);
  levers.delegates = DelegateProfile::top;
  EXPECT_NEAR(mandate_sent(levers, 0.5, stated()), 0.5 + 0.7 * 0.5, 1e-15);
  levers.delegates = DelegateProfile::young;
  EXPECT_NEAR(mandate_sent(levers, 0.5, stated()), 0.15, 1e-15);
  levers.delegates = DelegateProfile::both;
  EXPECT_NEAR(mandate_sent(levers, 0.5, stated()), 0.85, 1e-15);
}

TEST(Delegation, counts_from_the_start_and_from_the_same_luck) {
  const Scene one = sending(DelegateProfile::one), top = sending(DelegateProfile::top);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(top.world.mandate[i], one.world.mandate[i] + 0.7 * (1.0 - one.world.mandate[i]),
                1e-15);
}

TEST(Delegation, the_top_anchors_and_does_not_move) {
  const auto after = [](DelegateProfile sent) {
    Scene scene = sending(sent).anchored(0.4).with_elan(0.4);
    anchor_at_home(scene.world, scene.p().anchoring);
    keep_elan(scene.world, scene.p().elan);
    return std::pair(scene.world.anchoring[0], scene.world.elan[0]);
  };
  const auto one = after(DelegateProfile::one), top = after(DelegateProfile::top),
             young = after(DelegateProfile::young), both = after(DelegateProfile::both);
  EXPECT_NEAR(top.first - one.first, 0.04 * 0.6, 1e-15);
  EXPECT_EQ(top.second, one.second);
  EXPECT_EQ(young.first, one.first);
  EXPECT_NEAR(young.second - one.second, 0.05 * 0.6, 1e-15);
  EXPECT_EQ(both, (std::pair(top.first, young.second)));
}

TEST(Delegation, future_leaders_get_to_know_more_at_a_meeting) {
  const auto learned = [](DelegateProfile sent) {
    Scene scene = sending(sent).knowing(0.2).motivated(1.0).with_elan(1.0);
    scene.setting->layout.tables[0].dated_meetings = {1.0};
    meet(scene.world, scene.p().meeting, scene.draws);
    return scene.knowledge(0, 1) - 0.2;
  };
  ASSERT_GT(learned(DelegateProfile::one), 0.0);
  EXPECT_NEAR(learned(DelegateProfile::young), 1.5 * learned(DelegateProfile::one), 1e-15);
  EXPECT_EQ(learned(DelegateProfile::top), learned(DelegateProfile::one));
}

TEST(Delegation, both_cost_the_meetings_of_two) {
  const auto cost = [](DelegateProfile sent) {
    Scene scene = sending(sent).present();
    const Prices prices{.head = 0.25,
                        .informal_days = 0.0,
                        .second_delegate = 0.25,
                        .facilitation = 0.0,
                        .accountability = 0.0,
                        .reflection_days = 0.0};
    pay_prices(scene.world, prices);
    return scene.world.table_account[0].running;
  };
  EXPECT_NEAR(cost(DelegateProfile::one), 3 * 0.25, 1e-15);
  EXPECT_EQ(cost(DelegateProfile::both), 2.0 * cost(DelegateProfile::one));
  EXPECT_EQ(cost(DelegateProfile::top), cost(DelegateProfile::one));
}

}  // namespace
}  // namespace samen::testing::delegation_test
