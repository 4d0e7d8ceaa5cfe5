// 7.33 Partners are called to account, or only learn.
#include "model/rules/trusting/accountability.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::accountability_test {
namespace {

/// Three partners at work who pledged 10 k€ each; the third delivers far less than the others.
Scene lagging(double accountability = 1.0) {
  Scene scene = table_of(3).operating().pledging(10.0).with_puller(0.5).trusting(0.6);
  scene.world.delivered = {0.9, 0.8, 0.2};
  scene.p().accountability = {.reminder = 0.4,
                              .tolerance = 0.05,
                              .answer = 0.5,
                              .memory = 0.8,
                              .cost = 0.1,
                              .harm = 3.0,
                              .padding = 0.5,
                              .distrust = 0.02,
                              .lesson = 0.5};
  return scene.levers([=](Levers& levers) {
    levers.accountability = accountability;
    levers.measure = 1.0;
  });
}

/// What a seat delivers if it sets out to deliver this much.
double answered(Scene& scene, int i, double intended) {
  scene.delivering(intended).acts({"answer_reminders"});
  return scene.world.delivered[i];
}

int sanctions(const Scene& scene) {
  int n = 0;
  for (const Event& event : scene.world.events()) n += event.kind == event::sanction;
  return n;
}

TEST(Accountability, sanctions_who_stays_below_the_others_and_counts_the_time_it_takes) {
  Scene scene = lagging();
  call_to_account(scene.world, scene.p().accountability);
  // The partners other than the third deliver 0.85 on average. The third is 0.65 below this, 0.60
  // beyond what nobody minds. The second is 0.55 - 0.8 < 0 below the others, and the first is not
  // below them either.
  EXPECT_NEAR(scene.world.pressure[2], 0.5 * 0.60, 1e-15);
  EXPECT_EQ(scene.world.pressure[0], 0.0);
  EXPECT_EQ(scene.world.pressure[1], 0.0);
  EXPECT_NEAR(scene.world.sanction_time[0], 0.1 * 0.60 * 10.0 * (1.0 + 3.0), 1e-14);
  ASSERT_EQ(sanctions(scene), 1);
  EXPECT_EQ(scene.world.events().back().organisation, 2);
  EXPECT_NEAR(scene.world.events().back().value, 0.60, 1e-15);
}

TEST(Accountability, pressure_adds_up_and_is_forgotten) {
  Scene scene = lagging();
  for (int t = 0; t < 2; ++t) call_to_account(scene.world, scene.p().accountability);
  EXPECT_NEAR(scene.world.pressure[2], 0.8 * 0.30 + 0.30, 1e-15);
  scene.delivering(0.9);
  call_to_account(scene.world, scene.p().accountability);
  EXPECT_NEAR(scene.world.pressure[2], 0.8 * 0.54, 1e-15);
  EXPECT_EQ(scene.world.sanction_time[0], 0.0);
}

TEST(Accountability, the_sanctioned_and_the_reminded_deliver_more) {
  Scene scene = lagging();
  scene.world.pressure = {0.0, 0.0, 0.3};
  // By reminding, half a puller makes good 0.4 * 0.5 = 0.2 of what is missing.
  EXPECT_NEAR(answered(scene, 0, 0.4), 0.4 + 0.2 * 0.6, 1e-15);
  EXPECT_NEAR(answered(scene, 2, 0.4), 0.4 + 0.12 + 0.3, 1e-15);
  EXPECT_EQ(answered(scene, 2, 0.9), 1.0);
  scene.with_puller(0.0);
  EXPECT_NEAR(answered(scene, 0, 0.4), 0.4, 1e-15);
}

TEST(Accountability, time_for_sanctions_is_coordination_of_the_table) {
  const auto overhead = [](double time) {
    Scene scene = lagging();
    scene.world.sanction_time[0] = time;
    scene.acts({"announce_money", "reach_threshold", "produce"});
    EXPECT_NEAR(scene.world.table_account[0].balance(), 0.0, 1e-12);
    return scene.world.overhead_paid[0];
  };
  EXPECT_NEAR(overhead(2.4) - overhead(0.0), 2.4, 1e-12);
}

TEST(Accountability, without_it_nothing_happens) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Scene scene = lived_in(replicate, 40);
    const auto before = state_of(scene.world);
    call_to_account(scene.world, scene.p().accountability);
    EXPECT_EQ(state_of(scene.world), before);
    EXPECT_EQ(answered(scene, 0, 0.37), 0.37);
  }
}

TEST(Accountability, sees_no_more_than_is_measured) {
  Scene unmeasured = lagging().levers([](Levers& levers) { levers.measure = 0.0; });
  call_to_account(unmeasured.world, unmeasured.p().accountability);
  EXPECT_EQ(unmeasured.world.pressure[2], 0.0);
}

TEST(MeasureUse, control_costs_trust_and_honest_reports) {
  Scene scene = lagging().levers([](Levers& levers) { levers.measure_use = MeasureUse::control; });
  EXPECT_NEAR(scene.world.informed[0], 0.5, 1e-15);
  call_to_account(scene.world, scene.p().accountability);
  EXPECT_NEAR(scene.trust(0, 1), 0.6 * 0.98, 1e-15);
  EXPECT_NEAR(scene.world.pressure[2], 0.5 * 0.5 * 0.60, 1e-15);  // half as much is seen
}

TEST(MeasureUse, learning_feeds_reflection) {
  const auto won = [](MeasureUse use) {
    Scene scene = lagging().with_method(0.5).present();
    scene.levers([=](Levers& levers) {
      levers.measure_use = use;
      levers.reflection = 0.1;
    });
    Reflection p;
    p.wear = 0.0;
    reflect(scene.world, p);
    return scene.world.method[0] - 0.5;
  };
  EXPECT_NEAR(won(MeasureUse::learning), 1.5 * won(MeasureUse::seeing), 1e-15);
  EXPECT_EQ(won(MeasureUse::control), won(MeasureUse::seeing));
}

TEST(Accountability, raises_what_is_delivered_of_a_pledge_over_the_months) {
  // 20 replicates, paired: the same luck with and without accountability; all must lie above
  // (chance 2^-20).
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    const auto ratio = [&](double accountability) {
      Parameters p = first_edition();
      p.levers.operate_after = 0;
      p.levers.accountability = accountability;
      Scene scene(SceneSize{.partners = 5}, p, Arm::only_together, 1, replicate);
      scene.world.month = -1;
      double pledged = 0.0, delivered = 0.0;
      for (int t = 0; t < 60; ++t) {
        live_a_month(scene);
        pledged += scene.world.total_pledge[0];
        delivered += scene.world.total_effort[0];
      }
      return delivered / pledged;
    };
    EXPECT_GT(ratio(1.0), ratio(0.0)) << replicate;
  }
}

}  // namespace
}  // namespace samen::testing::accountability_test
