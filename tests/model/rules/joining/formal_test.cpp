// 7.25 Agreements are made formal, or not.
#include "model/rules/joining/formal.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::formal_test {
namespace {

Scene resting_on(Formality formality) {
  Scene scene = table_of(4).with_beacons(4.0).owning(0.5).trusting(0.4);
  scene.p().formal = {.binds = 0.6, .setup = 6.0, .hinders = 2.0};
  return scene.levers([=](Levers& levers) { levers.formality = formality; });
}

/// A month in which beacons neither come nor go, and work starts where nothing is in the way.
void hold_month(Scene& scene) {
  scene.p().beacons = {
      .knowledge = 1.0, .aspirations = 1.0, .mission = 1.0, .goals = 1.0, .falls_share = 0.0};
  scene.acts({"confirm_beacons", "draw_up_agreement", "start_operating"});
}

TEST(Formality, binds_members_by_degree) {
  EXPECT_EQ(resting_on(Formality::oral).world.leaving_factor[0], 1.0);
  Scene declared = resting_on(Formality::declaration);
  EXPECT_NEAR(declared.world.leaving_factor[0], 0.7, 1e-15);
  Scene contracted = resting_on(Formality::contract);
  EXPECT_NEAR(contracted.world.leaving_factor[0], 0.4, 1e-15);
}

TEST(Formality, hinders_private_persons) {
  Scene scene = resting_on(Formality::contract);
  scene.setting->layout.organisations[1].sector = Sector::private_particular;
  scene.acts({"bind_members"});
  EXPECT_NEAR(scene.world.leaving_factor[1], 0.4 * 3.0, 1e-15);
  Scene oral = resting_on(Formality::oral);
  oral.setting->layout.organisations[1].sector = Sector::private_particular;
  oral.acts({"bind_members"});
  EXPECT_EQ(oral.world.leaving_factor[1], 1.0);
}

TEST(Formality, takes_months_before_work_starts) {
  for (const auto& [formality, months] :
       {std::pair(Formality::oral, 0), {Formality::declaration, 3}, {Formality::contract, 6}}) {
    Scene scene = resting_on(formality);
    int waited = 0;
    while (waited < 20) {
      hold_month(scene);
      if (scene.world.operating[0]) break;
      ++waited;
    }
    EXPECT_EQ(waited, months);
    int signed_papers = 0;
    for (const Event& event : scene.world.events()) signed_papers += event.kind == event::agreement;
    EXPECT_EQ(signed_papers, formality == Formality::oral ? 0 : 1);
  }
}

TEST(Formality, months_without_the_beacons_do_not_count) {
  Scene scene = resting_on(Formality::contract);
  for (int t = 0; t < 4; ++t) hold_month(scene);
  scene.with_beacons(3.0);
  for (int t = 0; t < 40; ++t) hold_month(scene);
  EXPECT_EQ(scene.world.ready_months[0], 4.0);
  EXPECT_FALSE(scene.world.operating[0]);
}

TEST(Formality, fewer_leave_under_a_contract) {
  // 400 members of low satisfaction with the same luck. A member who stays without a contract also
  // stays with one, so the counts are ordered; equality in all 100 tables has a chance below 1e-6.
  Parameters p = first_edition();
  p.leaving.hazard = 2.0;
  int left[2] = {0, 0};
  for (const int contracted : {0, 1})
    for (std::uint32_t replicate = 0; replicate < 100; ++replicate) {
      Scene scene(SceneSize{.partners = 4}, p, Arm::only_together, 1, replicate);
      scene.levers([=](Levers& levers) {
        levers.formality = contracted ? Formality::contract : Formality::oral;
      });
      members_leave(scene.world, 0, p.leaving, scene.draws, scene.workspace());
      for (const Condition& member : scene.world.member) left[contracted] += !member;
    }
  EXPECT_LT(left[1], left[0]);
}

}  // namespace
}  // namespace samen::testing::formal_test
