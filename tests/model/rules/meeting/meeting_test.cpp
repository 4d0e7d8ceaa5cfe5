// 7.12 Delegates meet: who comes, what they learn of each other, and whom they grow to trust.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::meeting_test {
namespace {

using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

Meeting stated() {
  Meeting p;
  p.attendance_boost = 1.15;
  p.attendance_floor = 0.25;
  p.motivation_base = 0.4;
  p.formal_contact = 0.5;
  p.unaided = 0.5;
  p.know = 0.10;
  p.affection = 0.035;
  p.forget = 0.005;
  return p;
}

/// Every delegate comes whenever there is a meeting.
Meeting everybody_comes() {
  Meeting p = stated();
  p.attendance_boost = 1.0;
  p.attendance_floor = 1.0;
  return p;
}

/// A table that meets at the given rate, with informal time 0.3.
Scene table_meeting(double rate, int partners = 3) {
  Scene scene = table_of(partners);
  scene.levers([rate](Levers& levers) {
    levers.meeting_rate = rate;
    levers.informal = 0.3;
  });
  return scene;
}

Scene random_world(std::uint32_t replicate) {
  const int r = static_cast<int>(replicate);
  return lived_in(replicate, 3 + 2 * r, {.partners = 3 + r % 6, .goals = 1 + r % 4});
}

TEST(Meeting, attendance_follows_motivation_and_elan) {
  Scene scene = table_meeting(0.75).motivated(0.8).with_elan(0.5);
  // 0.75 * 1.15 * (1/4 + 3/4 * 0.8 * (0.4 + 0.6 * 0.5)) = 0.8625 * 0.67
  EXPECT_NEAR(attendance(scene.world, 0, 0.75, stated()), 0.577875, 1e-15);
}

TEST(Meeting, a_motivated_delegate_of_a_lively_table_surely_comes) {
  Scene scene = table_meeting(1.0).motivated(1.0).with_elan(1.0);
  EXPECT_EQ(attendance(scene.world, 0, 1.0, stated()), 1.0);  // 1.15, clipped
}

TEST(Meeting, who_has_no_organisation_behind_them_comes_less_often) {
  Scene scene = table_meeting(0.75).motivated(0.8).with_elan(0.5);
  scene.setting->layout.organisations[1].structure = false;
  Meeting p = stated();
  p.without_structure = 0.6;
  EXPECT_NEAR(attendance(scene.world, 1, 0.75, p), 0.6 * 0.577875, 1e-15);
  EXPECT_EQ(attendance(scene.world, 0, 0.75, p), attendance(scene.world, 0, 0.75, stated()));
  p.without_structure = 1.0;
  EXPECT_EQ(attendance(scene.world, 1, 0.75, p), attendance(scene.world, 0, 0.75, p));
}

TEST(Meeting, leaves_its_length_and_the_days_to_be_expected_for_who_pays_them) {
  Scene scene = table_meeting(0.75);
  meet(scene.world, stated(), scene.draws);
  EXPECT_EQ(scene.world.meeting_days[0], 1.0);
  EXPECT_EQ(scene.world.meetings_held[0], 0.75);
  scene.setting->layout.tables[0].dated_meetings = {0.5, 0.0};
  meet(scene.world, stated(), scene.draws);
  EXPECT_EQ(scene.world.meeting_days[0], 0.5);
  EXPECT_EQ(scene.world.meetings_held[0], 0.5) << "dated meetings surely take place";
  meet(scene.at(1).world, stated(), scene.draws);
  EXPECT_EQ(scene.world.meetings_held[0], 0.0);
}

TEST(Meeting, a_meeting_teaches_and_endears) {
  Scene scene = table_meeting(1.0).knowing(0.2).trusting(0.4).with_method(0.6);
  meet(scene.world, everybody_comes(), scene.draws);
  for (int i : {0, 1, 2})
    for (int j : {0, 1, 2}) {
      if (i == j) continue;
      EXPECT_NEAR(scene.knowledge(i, j), 0.2 + 0.10 * (0.5 + 0.3) * (0.5 + 0.5 * 0.6) * 0.8, 1e-15);
      EXPECT_NEAR(scene.trust(i, j), 0.4 + 0.035 * 0.3 * 0.6, 1e-15);
    }
}

TEST(Meeting, who_does_not_meet_forgets_and_keeps_trust) {
  Scene scene = table_meeting(0.0).knowing(0.2).trusting(0.4);
  meet(scene.world, everybody_comes(), scene.draws);
  EXPECT_NEAR(scene.knowledge(0, 1), 0.2 * 0.995, 1e-15);
  EXPECT_EQ(scene.trust(0, 1), 0.4);
  for (const Condition here : scene.world.present) EXPECT_FALSE(here);
}

TEST(Meeting, the_draw_decides_who_comes_and_an_absent_one_is_forgotten) {
  Scene scene = table_meeting(0.5);
  const auto comes = [&](int i) {
    return scene.draws.uniform({.purpose = purpose::attendance,
                                .month = scene.world.month,
                                .table = scene.layout().tables[0].key,
                                .i = scene.layout().seats[i].key}) < 0.5;
  };
  while (scene.world.month < 60000 && !(!comes(0) && comes(1) && comes(2))) ++scene.world.month;
  scene.knowing(0.2).trusting(0.4).with_method(0.6);
  meet(scene.world, everybody_comes(), scene.draws);
  EXPECT_FALSE(scene.world.present[0]);
  EXPECT_TRUE(scene.world.present[1]);
  EXPECT_TRUE(scene.world.present[2]);
  EXPECT_NEAR(scene.knowledge(0, 1), 0.2 * 0.995, 1e-15);
  EXPECT_NEAR(scene.knowledge(1, 0), 0.2 * 0.995, 1e-15);
  EXPECT_NEAR(scene.knowledge(1, 2), 0.2512, 1e-15);  // as in the hand-worked meeting
  EXPECT_EQ(scene.trust(0, 1), 0.4);
  EXPECT_EQ(scene.trust(1, 0), 0.4);
  EXPECT_NEAR(scene.trust(2, 1), 0.4063, 1e-15);
}

TEST(Meeting, dated_meetings_count_by_their_length_and_the_rate_holds_afterwards) {
  const auto after = [](int month) {
    Scene scene = table_meeting(0.0).knowing(0.2).trusting(0.4).with_method(0.6).at(month);
    scene.setting->layout.tables[0].dated_meetings = {2.0, 0.0};
    meet(scene.world, everybody_comes(), scene.draws);
    return std::pair{scene.knowledge(0, 1), scene.trust(0, 1)};
  };
  EXPECT_NEAR(after(0).first, 0.2 + 2 * 0.0512, 1e-15);  // two days instead of one
  EXPECT_NEAR(after(0).second, 0.4 + 2 * 0.0063, 1e-15);
  EXPECT_NEAR(after(1).first, 0.199, 1e-15);
  EXPECT_NEAR(after(2).first, 0.199, 1e-15);
}

TEST(Meeting, without_learning_affection_and_forgetting_only_presence_changes) {
  Meeting p = stated();
  p.know = p.affection = p.forget = 0.0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    const World<double> before = scene.world;
    meet(scene.at(replicate % 7).world, p, scene.draws);
    scene.world.present = before.present;
    scene.world.month = before.month;
    EXPECT_EQ(state_of(scene.world), state_of(before));
  }
}

TEST(Meeting, without_informal_time_no_trust_grows) {
  Scene scene = table_meeting(1.0).knowing(0.2).trusting(0.4);
  scene.levers([](Levers& levers) { levers.informal = 0.0; });
  meet(scene.world, everybody_comes(), scene.draws);
  EXPECT_EQ(scene.trust(0, 1), 0.4);
  EXPECT_GT(scene.knowledge(0, 1), 0.2);
}

TEST(Meeting, each_cause_moves_attendance_its_way) {
  struct Cause {
    const char* name;
    std::function<void(Scene&, Meeting&, double)> set;
    double low, high;
  };
  const std::vector<Cause> causes{
      {"motivation", [](Scene& s, Meeting&, double x) { s.motivated(x); }, 0.3, 0.9},
      {"elan", [](Scene& s, Meeting&, double x) { s.with_elan(x); }, 0.2, 0.8},
      {"boost", [](Scene&, Meeting& p, double x) { p.attendance_boost = x; }, 0.8, 1.2},
      {"floor", [](Scene&, Meeting& p, double x) { p.attendance_floor = x; }, 0.1, 0.5},
      {"base", [](Scene&, Meeting& p, double x) { p.motivation_base = x; }, 0.1, 0.7}};
  for (const Cause& cause : causes) {
    const auto outcome = [&](double x) {
      Scene scene = table_meeting(0.5).motivated(0.6).with_elan(0.5);
      Meeting p = stated();
      cause.set(scene, p, x);
      return attendance(scene.world, 0, 0.5, p);
    };
    EXPECT_LT(outcome(cause.low), outcome(cause.high)) << cause.name;
  }
}

TEST(Meeting, each_cause_moves_knowledge_and_trust_its_way) {
  struct Cause {
    const char* name;
    std::function<void(Scene&, Meeting&, double)> set;
    double low, high;
    int knowledge, trust;  // sign of the effect
  };
  const auto lever = [](double Levers::*member) {
    return [member](Scene& s, Meeting&, double x) {
      s.levers([&](Levers& levers) { levers.*member = x; });
    };
  };
  const std::vector<Cause> causes{
      {"informal", lever(&Levers::informal), 0.1, 0.6, +1, +1},
      {"method", [](Scene& s, Meeting&, double x) { s.with_method(x); }, 0.2, 0.8, +1, 0},
      {"know", [](Scene&, Meeting& p, double x) { p.know = x; }, 0.05, 0.2, +1, 0},
      {"formal", [](Scene&, Meeting& p, double x) { p.formal_contact = x; }, 0.2, 0.8, +1, 0},
      {"unaided", [](Scene&, Meeting& p, double x) { p.unaided = x; }, 0.2, 0.8, +1, 0},
      {"affection", [](Scene&, Meeting& p, double x) { p.affection = x; }, 0.01, 0.1, 0, +1},
      {"rate", lever(&Levers::meeting_rate), 0.0, 1.0, +1, +1}};
  const auto sign = [](double x) { return (x > 0.0) - (x < 0.0); };
  for (const Cause& cause : causes) {
    const auto outcome = [&](double x) {
      Scene scene = table_meeting(1.0).knowing(0.2).trusting(0.4).with_method(0.6);
      Meeting p = everybody_comes();
      cause.set(scene, p, x);
      meet(scene.world, p, scene.draws);
      return std::pair{scene.knowledge(0, 1), scene.trust(0, 1)};
    };
    const auto low = outcome(cause.low), high = outcome(cause.high);
    EXPECT_EQ(sign(high.first - low.first), cause.knowledge) << cause.name;
    EXPECT_EQ(sign(high.second - low.second), cause.trust) << cause.name;
  }
}

TEST(Meeting, a_pair_that_does_not_meet_forgets_faster_where_forgetting_is_faster) {
  const auto left = [](double forget) {
    Scene scene = table_meeting(0.0).knowing(0.5);
    Meeting p = stated();
    p.forget = forget;
    meet(scene.world, p, scene.draws);
    return scene.knowledge(0, 1);
  };
  EXPECT_GT(left(0.01), left(0.05));
}

TEST(Meeting, who_comes_at_low_elan_also_comes_at_high_elan) {
  int low_count = 0, high_count = 0;
  for (int t = 0; t < 300; ++t) {
    Scene low = table_meeting(0.5).motivated(0.8).with_elan(0.1).at(t);
    Scene high = table_meeting(0.5).motivated(0.8).with_elan(0.9).at(t);
    meet(low.world, stated(), low.draws);
    meet(high.world, stated(), high.draws);
    for (int i : {0, 1, 2}) {
      EXPECT_LE(low.world.present[i], high.world.present[i]);
      low_count += low.world.present[i];
      high_count += high.world.present[i];
    }
  }
  EXPECT_GT(low_count, 0);
  EXPECT_GT(high_count, low_count);
}

// 6,000 delegate-months at the hand-worked probability 0.577875: standard error 0.0064; 5 standard
// errors give a false alarm in 1.7 million (and the draws are fixed: it passes always or never).
TEST(Meeting, delegates_come_as_often_as_they_should) {
  Scene scene = table_meeting(0.75).motivated(0.8).with_elan(0.5);
  constexpr int n = 6000;
  int came = 0;
  for (int t = 0; t < n / 3; ++t) {
    meet(scene.at(t).world, stated(), scene.draws);
    for (const Condition here : scene.world.present) came += here;
  }
  EXPECT_NEAR(came / static_cast<double>(n), 0.577875, 5 * std::sqrt(0.577875 * 0.422125 / n));
}

TEST(Meeting, in_any_world_shares_stay_shares_even_at_the_ends_of_the_ranges) {
  Meeting p = everybody_comes();
  p.know = p.affection = p.forget = p.formal_contact = 1.0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    scene.setting->layout.tables[0].dated_meetings = std::vector<double>(200, 5.0);
    if (replicate % 2 == 0) scene.levers([](Levers& levers) { levers.informal = 1.0; });
    meet(scene.world, p, scene.draws);
    for (const auto* column : {&scene.world.knowledge, &scene.world.trust})
      for (const double x : *column) EXPECT_TRUE(x >= 0.0 && x <= 1.0) << x;
  }
}

TEST(Meeting, in_any_world_only_pairs_that_met_learn_and_only_members_come) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).present(false);
    scene.world.member[0] = false;
    const World<double> before = scene.world;
    meet(scene.world, stated(), scene.draws);
    EXPECT_FALSE(scene.world.present[0]);
    for (const int i : scene.layout().all_seats())
      for (const int j : scene.layout().all_seats()) {
        if (i == j) continue;
        const int pair = scene.layout().pair(i, j);
        const bool met = scene.world.present[i] && scene.world.present[j];
        const bool members = before.member[i] && before.member[j] && before.alive[0];
        const double learned = scene.world.knowledge[pair] - before.knowledge[pair];
        const double liked = scene.world.trust[pair] - before.trust[pair];
        EXPECT_EQ(learned > 0.0, met);
        EXPECT_EQ(learned < 0.0, members && !met);
        EXPECT_EQ(liked > 0.0, met);
        EXPECT_GE(liked, 0.0);
      }
  }
}

TEST(Meeting, an_ended_table_does_not_meet) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    scene.world.alive[0] = false;
    const auto before = state_of(scene.world);
    meet(scene.world, everybody_comes(), scene.draws);
    EXPECT_EQ(state_of(scene.world), before);
  }
}

TEST(Meeting, relabelling_partners_changes_nothing) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    Scene reversed = random_world(replicate);
    // A matrix over ordered pairs, read backwards, is the matrix of the partners in reverse order.
    const auto reverse = [](World<double>& world) {
      for (auto* column : {&world.motivation, &world.knowledge, &world.trust})
        std::ranges::reverse(*column);
      for (auto* column : {&world.member, &world.present}) std::ranges::reverse(*column);
    };
    reverse(reversed.world);
    auto& seats = reversed.setting->layout.seats;
    for (const int i : scene.layout().all_seats())
      seats[i].key = scene.layout().seats[seats.size() - 1 - i].key;
    meet(scene.world, stated(), scene.draws);
    meet(reversed.world, stated(), reversed.draws);
    reverse(reversed.world);
    EXPECT_EQ(state_of(scene.world), state_of(reversed.world));
  }
}

}  // namespace
}  // namespace samen::meeting_test
