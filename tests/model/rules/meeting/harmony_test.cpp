// 7.18 Friction is brought up, or smoothed over.
#include "model/rules/meeting/harmony.hpp"

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::harmony_test {
namespace {

Harmony stated() {
  return {.weakens = 0.1, .builds = 0.25, .returns = 0.2, .hardens = 0.5};
}

/// A table where friction surely arises.
Scene friendly(double surfacing) {
  Scene scene = table_of(3).present().aligned(0.0).owning(0.5).trusting(0.6).with_elan(0.7);
  scene.p().conflict.rate = 1.0;
  return scene.levers([=](Levers& levers) { levers.surfacing = surfacing; });
}

void month(Scene& scene) {
  scene.p().harmony = stated();
  scene.acts({"recall_tension", "raise_conflicts", "smooth_over", "face_conflict"});
}

TEST(Harmony, what_is_smoothed_over_weakens_commitment_and_stays) {
  Scene scene = friendly(0.0);
  month(scene);
  EXPECT_NEAR(scene.world.ownership[0], 0.5 * 0.9, 1e-15);
  EXPECT_NEAR(scene.world.tension[0], 0.25, 1e-15);
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_EQ(scene.world.events()[0].kind, event::conflict_smoothed);
}

TEST(Harmony, is_never_rewarded) {
  Scene scene = friendly(0.0);
  month(scene);
  EXPECT_EQ(scene.trust(0, 1), 0.6);
  EXPECT_EQ(scene.world.elan[0], 0.7);
  for (const double owned : scene.world.ownership) EXPECT_LT(owned, 0.5);
}

TEST(Harmony, full_tension_comes_out_by_itself_and_is_spent) {
  Scene scene = friendly(0.0);
  scene.world.tension = {1.0};
  month(scene);
  EXPECT_EQ(scene.world.tension[0], 0.0);
  ASSERT_EQ(scene.world.events().size(), 1u);
  EXPECT_NE(scene.world.events()[0].kind, event::conflict_smoothed);
}

TEST(Harmony, tension_returns_where_nobody_disagrees_any_more) {
  // Aligned, so that only tension can bring a conflict: chance 0.2 * 1. 500 draws, binomial
  // standard deviation 8.9; bounds at 5 of them: false alarm below 1e-6.
  int conflicts = 0;
  for (std::uint32_t replicate = 0; replicate < 500; ++replicate) {
    Scene scene(SceneSize{}, {}, Arm::only_together, 1, replicate);
    scene.present().aligned(1.0).levers([](Levers& levers) { levers.surfacing = 0.0; });
    scene.world.tension = {1.0};
    month(scene);
    conflicts += !scene.world.events().empty();
  }
  EXPECT_NEAR(conflicts, 100, 45);
}

TEST(Harmony, old_tension_is_harder_to_handle) {
  const auto handled = [](double tension) {
    int n = 0;
    for (std::uint32_t replicate = 0; replicate < 300; ++replicate) {
      Scene scene(SceneSize{}, {}, Arm::only_together, 1, replicate);
      scene.present().aligned(0.0).with_method(1.0);
      scene.p().conflict.rate = 1.0;
      scene.levers([](Levers& levers) { levers.safety = 1.0; });
      scene.world.tension = {tension};
      month(scene);
      for (const Event& event : scene.world.events()) n += event.kind == event::conflict_handled;
    }
    return n;
  };
  EXPECT_EQ(handled(0.0), 300);
  // Chance 1 - 0.5: standard deviation 8.7; bounds at 5 of them.
  EXPECT_NEAR(handled(1.0), 150, 44);
}

TEST(Harmony, where_all_is_brought_up_nothing_is_stored) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p;
    p.conflict.rate = 1.0;
    const Scene scene = lived_in(replicate, 60, {}, p);
    EXPECT_EQ(scene.world.tension[0], 0.0);
    for (const Event& event : scene.world.events()) EXPECT_NE(event.kind, event::conflict_smoothed);
  }
}

}  // namespace
}  // namespace samen::testing::harmony_test
