// 7.24 Beacons are confirmed: conditions, decision rules, hysteresis (L28), the vote (L20) and the
// start of operations.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::beacons_test {
namespace {

using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

Beacons stated() {
  Beacons p;
  p.knowledge = 0.30;
  p.aspirations = 0.20;
  p.mission = 0.30;
  p.goals = 0.35;
  p.home = 0.35;
  p.falls_below = 0.4;
  p.falls_share = 0.5;
  p.objection_below = 0.4;
  p.joy = 0.08;
  return p;
}

/// Four aligned members who know each other and whose boards know the table; quorum 3/4.
Scene ready(int partners = 4, int operate_after = 4) {
  Scene scene = table_of(partners).aligned(0.5).owning(0.9).knowing(0.5).anchored(0.5);
  scene.levers([operate_after](Levers& levers) {
    levers.rule = DecisionRule::quorum;
    levers.quorum = 0.75;
    levers.operate_after = operate_after;
    levers.celebrate = 0.5;
  });
  return scene.with_beacons(0.0).with_elan(0.2);
}

/// As if `carriers` members carry the beacon wholly and the others not at all.
void let_carry(Scene& scene, int carriers) {
  for (const int i : scene.layout().all_seats())
    scene.world.ownership[i] = i < carriers ? 1.0 : 0.0;
}

/// Beacons come and go by these parameters, and work starts where it may.
void hold_month(Scene& scene, const Beacons& p) {
  scene.p().beacons = p;
  scene.acts({"confirm_beacons", "draw_up_agreement", "start_operating"});
}

int count(const Scene& scene, EventKind kind) {
  return static_cast<int>(
      std::ranges::count_if(scene.world.events(), [&](const Event& e) { return e.kind == kind; }));
}

Scene random_world(std::uint32_t replicate) {
  const int r = static_cast<int>(replicate);
  return lived_in(replicate, 3 + 2 * r, {.partners = 3 + r % 6, .goals = 1 + r % 4});
}

TEST(Beacons, four_are_confirmed_one_a_month_and_each_is_celebrated) {
  Scene scene = ready();
  for (int t = 0; t < 6; ++t) {
    hold_month(scene.at(t), stated());
    const int confirmed = std::min(t + 1, 4);
    EXPECT_EQ(scene.world.beacons[0], confirmed);
    EXPECT_NEAR(scene.world.elan[0], 0.2 + confirmed * 0.08 * 0.5, 1e-15);
    EXPECT_EQ(scene.world.operating[0], t >= 3);
    EXPECT_EQ(count(scene, event::beacon_gained), confirmed);
  }
  EXPECT_EQ(scene.world.events()[1].kind, event::beacon_gained);
  EXPECT_EQ(scene.world.events()[1].month, 1);
  EXPECT_EQ(scene.world.events()[1].value, 2.0);
}

TEST(Beacons, each_asks_for_ownership_times_alignment_above_its_threshold) {
  // The highest number of beacons that members with this ownership times alignment can reach.
  struct Row {
    double carried;
    double reached;
  };
  for (const Row& row : {Row{0.19, 1}, {0.21, 2}, {0.29, 2}, {0.31, 3}, {0.34, 3}, {0.36, 4}}) {
    Scene scene = ready().aligned(0.5).owning(2.0 * row.carried);
    for (int t = 0; t < 8; ++t) hold_month(scene, stated());
    EXPECT_EQ(scene.world.beacons[0], row.reached) << row.carried;
  }
}

TEST(Beacons, reaching_a_threshold_is_not_exceeding_it) {
  Beacons p = stated();
  p.knowledge = p.aspirations = p.home = 0.25;
  Scene known = ready().knowing(0.25);
  hold_month(known, p);
  EXPECT_EQ(known.world.beacons[0], 0.0);
  Scene carried = ready().with_beacons(1.0).owning(0.5);
  hold_month(carried, p);
  EXPECT_EQ(carried.world.beacons[0], 1.0);
  Scene home = ready().with_beacons(3.0).anchored(0.25);
  hold_month(home, p);
  EXPECT_EQ(home.world.beacons[0], 3.0);
}

TEST(Beacons, the_first_asks_for_mean_knowledge_and_no_quorum) {
  Scene scene = ready(3).owning(0.0).knowing(0.0);
  scene.knowledge(0, 1) = scene.knowledge(1, 0) = 0.9;  // mean 1.8 / 6 = 0.3
  hold_month(scene, stated());
  EXPECT_EQ(scene.world.beacons[0], 0.0);
  scene.knowledge(0, 1) = 0.92;
  hold_month(scene, stated());
  EXPECT_EQ(scene.world.beacons[0], 1.0);
}

TEST(Beacons, the_last_also_asks_for_the_home_boards) {
  Scene scene = ready().with_beacons(3.0);
  scene.world.anchoring = {0.1, 0.1, 0.2, 0.99};  // mean 0.3475
  hold_month(scene, stated());
  EXPECT_EQ(scene.world.beacons[0], 3.0);
  scene.world.anchoring[0] = 0.12;  // mean 0.3525
  hold_month(scene, stated());
  EXPECT_EQ(scene.world.beacons[0], 4.0);
  Scene earlier = ready().with_beacons(2.0).anchored(0.0);
  hold_month(earlier, stated());
  EXPECT_EQ(earlier.world.beacons[0], 3.0);
}

TEST(Beacons, a_quorum_is_a_share_of_the_members) {
  for (const int carriers : {2, 3}) {
    Scene scene = ready(4).with_beacons(1.0);
    let_carry(scene, carriers);
    hold_month(scene, stated());
    EXPECT_EQ(scene.world.beacons[0], carriers == 3 ? 2.0 : 1.0);
  }
  Scene scene = ready(4).with_beacons(1.0);
  let_carry(scene, 2);
  scene.world.member[3] = false;  // two of three: still no three quarters
  hold_month(scene, stated());
  EXPECT_EQ(scene.world.beacons[0], 1.0);
  scene.world.member[2] = false;  // two of two
  hold_month(scene, stated());
  EXPECT_EQ(scene.world.beacons[0], 2.0);
}

TEST(Beacons, the_decision_rules_differ_in_what_the_least_willing_can_stop) {
  // Threshold 0.2: three members carry the beacon; the fourth is wholly against it, reluctant or
  // for it.
  struct Row {
    DecisionRule rule;
    double fourth;
    bool confirmed;
  };
  using enum DecisionRule;
  for (const Row& row : {Row{quorum, 0.0, true},
                         {quorum, 0.1, true},
                         {quorum, 0.3, true},
                         {consent, 0.0, false},
                         {consent, 0.07, false},
                         {consent, 0.09, true},
                         {consent, 0.3, true},
                         {unanimity, 0.0, false},
                         {unanimity, 0.19, false},
                         {unanimity, 0.3, true}}) {
    Scene scene = ready(4).with_beacons(1.0).aligned(1.0).owning(0.3);
    scene.levers([&](Levers& levers) { levers.rule = row.rule; });
    scene.world.ownership[3] = row.fourth;
    hold_month(scene, stated());
    EXPECT_EQ(scene.world.beacons[0], row.confirmed ? 2.0 : 1.0)
        << static_cast<int>(row.rule) << ' ' << row.fourth;
  }
}

// The vote (L20): eight members who each carry a beacon with probability p, all 256 outcomes
// weighted exactly. Unanimity p^8; six of eight: the binomial tail.
TEST(Beacons, a_quorum_of_six_in_eight_says_yes_far_more_often_than_all_eight) {
  struct Row {
    double p, unanimous, quorum;
  };
  for (const Row& row : {Row{0.8, 0.167772, 0.796918}, Row{0.9, 0.430467, 0.961908}})
    for (const DecisionRule rule : {DecisionRule::unanimity, DecisionRule::quorum}) {
      double yes = 0.0;
      for (unsigned carriers = 0; carriers < 256; ++carriers) {
        Scene scene = ready(8).with_beacons(1.0).aligned(1.0);
        scene.levers([rule](Levers& levers) { levers.rule = rule; });
        for (int i = 0; i < 8; ++i) scene.world.ownership[i] = (carriers >> i & 1u) ? 0.3 : 0.1;
        hold_month(scene, stated());
        const int n = std::popcount(carriers);
        if (scene.world.beacons[0] == 2.0) yes += std::pow(row.p, n) * std::pow(1 - row.p, 8 - n);
      }
      EXPECT_NEAR(yes, rule == DecisionRule::quorum ? row.quorum : row.unanimous, 5e-7);
    }
}

// Hysteresis (L28), support as a share of the members: the second beacon is up at 0.75 (quorum) and
// falls below 0.40 (falls_share), a member carrying it for both alike (falls_below 1).
TEST(Beacons, rise_at_three_quarters_and_fall_below_two_fifths_of_the_members) {
  Beacons p = stated();
  p.falls_below = 1.0;
  p.falls_share = 0.40;
  Scene scene = ready(100).with_beacons(1.0).aligned(1.0);
  const std::vector<int> support{50, 76, 60, 45, 39, 60, 76};
  const std::vector<int> up{0, 1, 1, 1, 0, 0, 1};
  for (std::size_t t = 0; t < support.size(); ++t) {
    let_carry(scene, support[t]);
    hold_month(scene, p);
    EXPECT_EQ(scene.world.beacons[0], 1.0 + up[t]) << support[t];
  }
  EXPECT_EQ(count(scene, event::beacon_gained), 2);
  EXPECT_EQ(count(scene, event::beacon_lost), 1);
}

// The same (L28), with support as ownership times alignment of every member: the threshold is 0.75,
// and the beacon falls below 0.40 / 0.75 of the threshold. The third beacon asks for more than
// anyone carries.
TEST(Beacons, rise_at_three_quarters_and_fall_below_two_fifths_of_the_support) {
  Beacons p = stated();
  p.aspirations = 0.75;
  p.mission = 0.99;
  p.falls_below = 0.40 / 0.75;
  Scene scene = ready().with_beacons(1.0).aligned(1.0);
  const std::vector<double> support{0.5, 0.76, 0.6, 0.45, 0.39, 0.6, 0.76};
  const std::vector<int> up{0, 1, 1, 1, 0, 0, 1};
  for (std::size_t t = 0; t < support.size(); ++t) {
    scene.owning(support[t]);
    hold_month(scene, p);
    EXPECT_EQ(scene.world.beacons[0], 1.0 + up[t]) << support[t];
  }
}

TEST(Beacons, the_highest_falls_when_fewer_than_half_still_carry_it) {
  // Threshold of the third: 0.30; it holds a member above 0.12. Two of four are enough to keep it.
  for (const int carriers : {1, 2}) {
    Scene scene = ready(4).with_beacons(3.0).aligned(1.0).owning(0.11);
    for (int i = 0; i < carriers; ++i) scene.world.ownership[i] = 0.13;
    hold_month(scene, stated());
    EXPECT_EQ(scene.world.beacons[0], carriers == 2 ? 3.0 : 2.0);
    ASSERT_EQ(scene.world.events().size(), carriers == 2 ? 0u : 1u);
    if (carriers == 1) {
      EXPECT_EQ(scene.world.events()[0].kind, event::beacon_lost);
      EXPECT_EQ(scene.world.events()[0].value, 3.0);
    }
    EXPECT_EQ(scene.world.elan[0], 0.2);  // a loss is not celebrated
  }
}

TEST(Beacons, none_falls_in_a_month_in_which_one_is_gained) {
  // A quorum of two fifths carries the next one; the three others carry nothing any more.
  Scene scene = ready(5).with_beacons(2.0).aligned(1.0);
  scene.levers([](Levers& levers) { levers.quorum = 0.4; });
  let_carry(scene, 2);
  hold_month(scene, stated());
  EXPECT_EQ(scene.world.beacons[0], 3.0);
  EXPECT_EQ(count(scene, event::beacon_gained), 1);
  EXPECT_EQ(count(scene, event::beacon_lost), 0);
}

TEST(Beacons, the_first_never_falls) {
  Scene scene = ready().with_beacons(4.0).owning(0.0).knowing(0.0);
  for (const double left : {3.0, 2.0, 1.0, 1.0, 1.0}) {
    hold_month(scene, stated());
    EXPECT_EQ(scene.world.beacons[0], left);
  }
}

TEST(Beacons, operations_start_after_the_beacon_the_table_chose_and_for_good) {
  for (const int after : {0, 1, 2, 3, 4}) {
    Scene scene = ready(4, after).knowing(0.6);
    int started = -1;
    for (int t = 0; t < 6; ++t) {
      hold_month(scene.at(t), stated());
      if (started < 0 && scene.world.operating[0]) started = t;
    }
    const int expected = std::max(after, 1) - 1;
    EXPECT_EQ(started, expected) << after;
    EXPECT_EQ(scene.world.operating_since[0], expected);
    EXPECT_NEAR(scene.world.plan_quality[0], 0.6, 1e-15);
    EXPECT_EQ(count(scene, event::operating), 1);

    scene.owning(0.0).knowing(0.1);
    for (int t = 6; t < 12; ++t) hold_month(scene.at(t), stated());
    EXPECT_EQ(scene.world.beacons[0], 1.0);
    EXPECT_TRUE(scene.world.operating[0]);
    EXPECT_EQ(scene.world.operating_since[0], expected);
    EXPECT_NEAR(scene.world.plan_quality[0], 0.6, 1e-15);
  }
}

TEST(Beacons, a_table_that_starts_at_once_needs_no_beacon) {
  Scene scene = ready(4, 0).owning(0.0).knowing(0.1).at(5);
  hold_month(scene, stated());
  EXPECT_EQ(scene.world.beacons[0], 0.0);
  EXPECT_TRUE(scene.world.operating[0]);
  EXPECT_EQ(scene.world.operating_since[0], 5.0);
  EXPECT_NEAR(scene.world.plan_quality[0], 0.1, 1e-15);
}

// ---- A graded start ------------------------------------------------------------------------

/// The effort that 2 k€ from each, delivered in full, become at a table at work with this many
/// beacons.
std::vector<double> worked(double beacons, double graded) {
  Scene scene = ready(4, 0).operating().pledging(2.0).delivering(1.0).owning(0.0).knowing(0.0);
  scene.with_beacons(beacons);
  scene.p().beacons.graded = graded;
  scene.acts({"start_operating", "announce_money", "reach_threshold", "produce"});
  return scene.world.effort;
}

// Three of four beacons: three quarters of 2 k€; with half the grading seven eighths.
TEST(GradedStart, works_as_much_of_a_pledge_as_the_beacons_carry) {
  EXPECT_EQ(worked(3.0, 1.0), std::vector(4, 1.5));
  EXPECT_EQ(worked(3.0, 0.5), std::vector(4, 1.75));
  EXPECT_EQ(worked(0.0, 1.0), std::vector(4, 0.0));
}

TEST(GradedStart, is_a_cliff_by_default_and_where_all_beacons_stand) {
  EXPECT_EQ(Beacons{}.graded, 0.0);
  for (const double beacons : {0.0, 1.0, 2.0, 3.0, 4.0})
    EXPECT_EQ(worked(beacons, 0.0), std::vector(4, 2.0));
  EXPECT_EQ(worked(4.0, 1.0), std::vector(4, 2.0));
}

TEST(GradedStart, works_more_with_each_beacon_and_less_the_more_it_is_graded) {
  for (const double beacons : {0.0, 1.0, 2.0, 3.0}) {
    EXPECT_LT(worked(beacons, 0.6)[0], worked(beacons + 1.0, 0.6)[0]);
    EXPECT_GT(worked(beacons, 0.4)[0], worked(beacons, 0.6)[0]);
  }
}

TEST(GradedStart, leaves_the_month_in_which_pledges_open_and_blames_nobody) {
  Scene cliff = ready(4, 2), graded = ready(4, 2);
  Beacons p = stated();
  for (int t = 0; t < 5; ++t) {
    p.graded = 0.0;
    hold_month(cliff.at(t), p);
    p.graded = 1.0;
    hold_month(graded.at(t), p);
    EXPECT_EQ(graded.world.operating, cliff.world.operating);
    EXPECT_EQ(graded.world.delivered, cliff.world.delivered);
  }
}

TEST(GradedStart, spends_no_more_than_is_pledged_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p;
    p.levers.operate_after = static_cast<int>(replicate % 5);
    p.beacons.graded = 0.1 * (replicate + 1);
    const Scene scene = lived_in(replicate, 30, {.partners = 5}, p);
    EXPECT_NEAR(scene.world.table_account[0].balance(), 0.0, 5e-6);
    EXPECT_GE(scene.world.workable[0], 1.0 - p.beacons.graded - 1e-15);
    EXPECT_LE(scene.world.workable[0], 1.0);
    for (const int i : scene.layout().all_seats())
      EXPECT_LE(scene.world.effort[i], scene.world.pledge[i] * (1.0 + 1e-12));
  }
}

TEST(Beacons, without_joy_or_celebration_elan_stays) {
  Beacons joyless = stated();
  joyless.joy = 0.0;
  Scene scene = ready();
  for (int t = 0; t < 4; ++t) hold_month(scene, joyless);
  EXPECT_EQ(scene.world.beacons[0], 4.0);
  EXPECT_EQ(scene.world.elan[0], 0.2);
  Scene sober = ready();
  sober.levers([](Levers& levers) { levers.celebrate = 0.0; });
  for (int t = 0; t < 4; ++t) hold_month(sober, stated());
  EXPECT_EQ(sober.world.beacons[0], 4.0);
  EXPECT_EQ(sober.world.elan[0], 0.2);
}

TEST(Beacons, beyond_reach_nothing_is_ever_confirmed) {
  Beacons p = stated();
  p.knowledge = 1.0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).with_beacons(0.0);
    scene.levers([](Levers& levers) { levers.operate_after = 4; });
    const auto before = state_of(scene.world);
    const auto events = scene.world.events().size();
    hold_month(scene, p);
    EXPECT_EQ(state_of(scene.world), before);
    EXPECT_EQ(scene.world.events().size(), events);
  }
}

TEST(Beacons, without_a_falling_share_none_falls) {
  Beacons p = stated();
  p.falls_share = 0.0;
  Scene scene = ready().with_beacons(4.0).owning(0.0);
  for (int t = 0; t < 12; ++t) hold_month(scene, p);
  EXPECT_EQ(scene.world.beacons[0], 4.0);
}

TEST(Beacons, each_cause_moves_their_number_its_way) {
  struct Cause {
    const char* name;
    double from;  // beacons at the start
    std::function<void(Scene&, Beacons&, double)> set;
    double low, high;
    int sign;
  };
  const auto number = [](double Beacons::*member) {
    return [member](Scene&, Beacons& p, double x) { p.*member = x; };
  };
  const std::vector<Cause> causes{
      {"ownership", 1, [](Scene& s, Beacons&, double x) { s.owning(x); }, 0.3, 0.9, +1},
      {"alignment", 1, [](Scene& s, Beacons&, double x) { s.aligned(x); }, 0.1, 0.9, +1},
      {"known", 0, [](Scene& s, Beacons&, double x) { s.knowing(x); }, 0.2, 0.5, +1},
      {"anchoring", 3, [](Scene& s, Beacons&, double x) { s.anchored(x); }, 0.2, 0.5, +1},
      {"knowledge", 0, number(&Beacons::knowledge), 0.3, 0.7, -1},
      {"aspirations", 1, number(&Beacons::aspirations), 0.2, 0.7, -1},
      {"mission", 2, number(&Beacons::mission), 0.2, 0.7, -1},
      {"goals", 3, number(&Beacons::goals), 0.2, 0.7, -1},
      {"home", 3, number(&Beacons::home), 0.2, 0.7, -1},
      {"quorum", 1,
       [](Scene& s, Beacons&, double x) {
         let_carry(s, 2);
         s.levers([x](Levers& levers) { levers.quorum = x; });
       },
       0.4, 0.6, -1},
      {"objection_below", 1,
       [](Scene& s, Beacons& p, double x) {
         s.world.ownership[3] = 0.2;
         s.levers([](Levers& levers) { levers.rule = DecisionRule::consent; });
         p.objection_below = x;
       },
       0.4, 0.6, -1},
      {"falls_below", 2,
       [](Scene& s, Beacons& p, double x) {
         s.owning(0.2);
         p.falls_below = x;
       },
       0.4, 0.6, -1},
      {"falls_share", 2,
       [](Scene& s, Beacons& p, double x) {
         let_carry(s, 2);
         p.falls_share = x;
       },
       0.4, 0.6, -1}};
  for (const Cause& cause : causes) {
    const auto outcome = [&](double x) {
      Scene scene = ready(4).with_beacons(cause.from);
      Beacons p = stated();
      cause.set(scene, p, x);
      hold_month(scene, p);
      return scene.world.beacons[0];
    };
    EXPECT_EQ(outcome(cause.high) - outcome(cause.low), cause.sign) << cause.name;
  }
}

TEST(Beacons, in_any_world_they_move_one_at_a_time_between_none_and_four) {
  int gained = 0, lost = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate)
    for (const double carried : {0.0, 0.3, 1.0})
      for (const double from : {0.0, 1.0, 2.0, 3.0, 4.0}) {
        Scene scene = random_world(replicate).with_beacons(from).owning(carried).with_elan(0.97);
        scene.levers([&](Levers& levers) {
          levers.rule = static_cast<DecisionRule>(replicate % 3);
          levers.celebrate = 1.0;
        });
        const World<double> before = scene.world;
        hold_month(scene, stated());
        const double step = scene.world.beacons[0] - from;
        EXPECT_TRUE(step == -1.0 || step == 0.0 || step == 1.0) << step;
        EXPECT_GE(scene.world.beacons[0], 0.0);
        EXPECT_LE(scene.world.beacons[0], 4.0);
        EXPECT_EQ(scene.world.elan[0], step > 0.0 ? 1.0 : before.elan[0]);
        EXPECT_GE(scene.world.operating[0], before.operating[0]);
        EXPECT_EQ(scene.world.ownership, before.ownership);
        EXPECT_EQ(scene.world.knowledge, before.knowledge);
        gained += step > 0.0;
        lost += step < 0.0;
      }
  EXPECT_GT(gained, 0);
  EXPECT_GT(lost, 0);
}

TEST(Beacons, who_left_counts_for_nothing) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate)
    for (const double from : {0.0, 1.0, 3.0}) {
      Scene scene = random_world(replicate).with_beacons(from);
      scene.world.member[1] = false;
      Scene other = scene;
      other.world.ownership[1] = other.world.alignment[1] = other.world.anchoring[1] = 1.0;
      for (const int j : scene.layout().all_seats())
        other.knowledge(1, j) = other.knowledge(j, 1) = 1.0;
      hold_month(scene, stated());
      hold_month(other, stated());
      EXPECT_EQ(scene.world.beacons, other.world.beacons);
      EXPECT_EQ(scene.world.plan_quality, other.world.plan_quality);
    }
}

TEST(Beacons, an_ended_table_is_left_as_it_was) {
  for (const double carried : {0.0, 0.9}) {
    Scene scene = ready(4, 0).with_beacons(2.0).owning(carried);
    scene.world.alive[0] = false;
    const auto before = state_of(scene.world);
    hold_month(scene, stated());
    EXPECT_EQ(state_of(scene.world), before);
    EXPECT_TRUE(scene.world.events().empty());
  }
}

TEST(Beacons, relabelling_partners_changes_nothing) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate)
    for (const double from : {0.0, 1.0, 2.0, 3.0}) {
      Scene scene = random_world(replicate).with_beacons(from);
      Scene reversed = scene;
      // A matrix over ordered pairs, read backwards, is that of the partners in reverse order.
      for (auto* column : {&reversed.world.ownership, &reversed.world.alignment,
                           &reversed.world.anchoring, &reversed.world.knowledge})
        std::ranges::reverse(*column);
      std::ranges::reverse(reversed.world.member);
      hold_month(scene, stated());
      hold_month(reversed, stated());
      EXPECT_EQ(scene.world.beacons, reversed.world.beacons);
      EXPECT_EQ(scene.world.operating, reversed.world.operating);
      EXPECT_NEAR(scene.world.plan_quality[0], reversed.world.plan_quality[0], 1e-15);
    }
}

}  // namespace
}  // namespace samen::beacons_test
