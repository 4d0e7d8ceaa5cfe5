// 7.16 Aspirations are brought to the table, or kept back.
#include "model/rules/meeting/disclosure.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::disclosure_test {
namespace {

Scene reserved(double disclosure) {
  Parameters p = first_edition();
  p.levers.disclosure = disclosure;
  return Scene(SceneSize{.partners = 3, .goals = 2}, p);
}

TEST(Disclosure, mixes_the_true_aspirations_with_all_goals_alike) {
  Scene scene = reserved(0.25);
  scene.world.aspiration = {0.9, 0.1, 0.5, 0.5, 0.0, 1.0};
  EXPECT_NEAR(brought(scene.world, 0, 0), 0.25 * 0.9 + 0.75 * 0.5, 1e-15);
  EXPECT_NEAR(brought(scene.world, 0, 1), 0.25 * 0.1 + 0.75 * 0.5, 1e-15);
  EXPECT_NEAR(brought(scene.world, 2, 1), 0.25 + 0.75 * 0.5, 1e-15);
}

TEST(Disclosure, of_everything_is_the_true_aspirations_to_the_bit) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    const Scene scene = lived_in(replicate, 12, {.partners = 4, .goals = 3});
    for (const int i : scene.layout().all_seats())
      for (int k = 0; k < 3; ++k)
        EXPECT_EQ(brought(scene.world, i, k), scene.world.aspiration[i * 3 + k]);
  }
}

TEST(Disclosure, grows_with_trust_and_safety_where_people_meet) {
  const auto after = [](double trust, double safety, bool present) {
    Scene scene = reserved(0.4).trusting(trust).present(present);
    scene.levers([=](Levers& levers) { levers.safety = safety; });
    disclose(scene.world, {.opening = 0.2});
    return scene.world.disclosed[0];
  };
  EXPECT_NEAR(after(0.5, 0.6, true), 0.4 + 0.2 * 0.6 * 0.5 * 0.6, 1e-15);
  EXPECT_EQ(after(0.5, 0.6, false), 0.4);
  EXPECT_EQ(after(0.5, 0.0, true), 0.4);
  EXPECT_EQ(after(0.0, 0.6, true), 0.4);
  EXPECT_GT(after(0.9, 0.6, true), after(0.5, 0.6, true));
}

TEST(Disclosure, hidden_aspirations_do_not_reach_the_mission_and_still_decide) {
  Scene scene = reserved(0.0);
  scene.world.aspiration = {1.0, 0.0, 1.0, 0.0, 1.0, 0.0};
  for (double& expressed : scene.world.expressed) expressed = 0.5;
  shape_mission(scene.world, scene.p().mission);
  EXPECT_NEAR(scene.world.mission[0], 0.5, 1e-15);
  // All want the first goal and none says so: half aligned with what they agree on.
  EXPECT_NEAR(scene.world.alignment[0], 0.5, 1e-15);
  EXPECT_GT(value_of_goal(scene.world, 0, 0, scene.p().decision),
            value_of_goal(scene.world, 0, 1, scene.p().decision));
}

TEST(Disclosure, stays_a_share_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p;
    p.levers.disclosure = 0.1 * replicate;
    p.disclosure.opening = 1.0;
    const Scene scene = lived_in(replicate, 60, {}, p);  // the laws are checked each month
    for (const double shown : scene.world.disclosed) EXPECT_GE(shown, p.levers.disclosure);
  }
}

}  // namespace
}  // namespace samen::testing::disclosure_test
