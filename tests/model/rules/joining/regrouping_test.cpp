// 7.4 Temporary teams dissolve and regroup.
#include "model/rules/joining/regrouping.hpp"

#include <cmath>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::regrouping_test {
namespace {

Parameters temporary(int months, double carry_over, double ratings = 0.0) {
  Parameters p = first_edition();
  p.levers.team_months = months;
  p.levers.carry_over = carry_over;
  p.levers.ratings = ratings;
  p.levers.operate_after = 1;
  return p;
}

/// The members of table m, as organisations.
std::set<int> team(const Scene& scene, int m) {
  std::set<int> members;
  for (const int i : scene.layout().seats_at(m))
    if (scene.world.member[static_cast<std::size_t>(i)])
      members.insert(scene.layout().seats[static_cast<std::size_t>(i)].organisation);
  return members;
}

std::vector<std::set<int>> teams(const Scene& scene) {
  std::vector<std::set<int>> all;
  for (const int m : scene.layout().all_tables()) all.push_back(team(scene, m));
  return all;
}

/// Trust at table m of organisation a in b, where every table seats all in the same order.
double& trust_at(Scene& scene, int m, int a, int b) {
  const int seat = scene.layout().tables[static_cast<std::size_t>(m)].first_seat;
  return scene.trust(seat + a, seat + b);
}
double& knowledge_at(Scene& scene, int m, int a, int b) {
  const int seat = scene.layout().tables[static_cast<std::size_t>(m)].first_seat;
  return scene.knowledge(seat + a, seat + b);
}

void regroup_at(Scene& scene, int month) {
  scene.at(month).acts({"regroup"});
}

TEST(Regrouping, seats_everyone_in_exactly_one_of_teams_of_equal_size) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene(shared_tables(12, 3, temporary(6, 0.5)), Arm::only_together, replicate);
    for (const int month : {0, 6, 12}) {
      if (month > 0) regroup_at(scene, month);
      std::set<int> seated;
      for (const auto& members : teams(scene)) {
        EXPECT_EQ(members.size(), 4u);
        seated.insert(members.begin(), members.end());
      }
      EXPECT_EQ(seated.size(), 12u);
    }
  }
}

TEST(Regrouping, happens_every_so_many_months_and_in_no_other) {
  Scene scene(shared_tables(12, 3, temporary(6, 0.5)));
  const auto first = teams(scene);
  for (int month = 0; month < 6; ++month) {
    regroup_at(scene, month);
    EXPECT_EQ(teams(scene), first) << month;
  }
  regroup_at(scene, 6);
  EXPECT_NE(teams(scene), first);
  EXPECT_EQ(scene.world.events().size(), 3u);
}

TEST(Regrouping, lots_put_any_two_together_as_often_as_chance_would) {
  // Two given of twelve share a team of four with probability 3/11. n = 4000 regroupings; the band
  // of four standard errors has a false-alarm rate below 1 in 10 000.
  Scene scene(shared_tables(12, 3, temporary(1, 0.5)));
  int together = 0;
  constexpr int n = 4000;
  for (int month = 1; month <= n; ++month) {
    regroup_at(scene, month);
    for (const auto& members : teams(scene)) together += members.contains(2) && members.contains(9);
  }
  const double p = 3.0 / 11.0;
  EXPECT_NEAR(static_cast<double>(together) / n, p, 4.0 * std::sqrt(p * (1.0 - p) / n));
}

TEST(Regrouping, keeps_the_share_of_a_tie_that_carries_over) {
  // Trust 0.4 grown to 0.8 and knowledge 0.15 grown to 0.55: half carries over, 0.6 and 0.35; what
  // was never built stays what it was.
  Scene scene(shared_tables(8, 2, temporary(6, 0.5)));
  scene.trusting(0.4).knowing(0.15).anchored(0.9);
  scene.p().initial.knowledge = 0.15;
  scene.p().initial.anchoring = 0.4;
  const auto first = team(scene, 0);
  const int a = *first.begin(), b = *std::next(first.begin());
  trust_at(scene, 0, a, b) = 0.8;
  knowledge_at(scene, 0, a, b) = 0.55;
  regroup_at(scene, 6);
  for (const int m : {0, 1}) {
    EXPECT_NEAR(trust_at(scene, m, a, b), 0.6, 1e-15);
    EXPECT_NEAR(knowledge_at(scene, m, a, b), 0.35, 1e-15);
    EXPECT_NEAR(trust_at(scene, m, b, a), 0.4, 1e-15);
    EXPECT_NEAR(knowledge_at(scene, m, b, a), 0.15, 1e-15);
  }
  for (const double link : scene.world.anchoring) EXPECT_NEAR(link, 0.65, 1e-15);
}

TEST(Regrouping, keeps_everything_or_nothing_of_a_tie_at_the_ends) {
  for (const double carry_over : {0.0, 1.0}) {
    Scene scene(shared_tables(8, 2, temporary(6, carry_over)));
    scene.trusting(0.3).knowing(0.15);
    for (double& trust : scene.world.trust) trust = 0.7;
    regroup_at(scene, 6);
    for (const int m : {0, 1})
      EXPECT_NEAR(trust_at(scene, m, 1, 2), carry_over == 1.0 ? 0.7 : 0.3, 1e-15);
  }
}

// ---- Who cannot tell persons apart -------------------------------------------------------------

/// Eight members in two teams of four. The first member of the first team trusts its team-mates by
/// 0.9, 0.6 and 0.3; all other trust is 0.4. So its team taught it 0.6.
Scene taught(double anonymous, double carry_over = 1.0) {
  Parameters p = temporary(6, carry_over);
  p.levers.anonymous = anonymous;
  Scene scene(shared_tables(8, 2, p));
  scene.trusting(0.4);
  const std::set<int> team_mates = team(scene, 0);
  double trust = 0.9;
  for (const int b : team_mates) {
    if (b == *team_mates.begin()) continue;
    for (const int m : {0, 1}) trust_at(scene, m, *team_mates.begin(), b) = trust;
    trust -= 0.3;
  }
  return scene;
}

// Trust in a team-mate of 0.9 goes half-way to 0.6: 0.75; trust in the others goes half-way from
// 0.4: 0.5.
TEST(Anonymous, believes_of_the_next_team_what_the_last_one_taught) {
  Scene scene = taught(0.5);
  const std::set<int> last = team(scene, 0);
  const int a = *last.begin(), b = *std::next(last.begin()), other = *team(scene, 1).begin();
  regroup_at(scene, 6);
  for (const int m : {0, 1}) {
    EXPECT_NEAR(trust_at(scene, m, a, b), 0.75, 1e-14);
    EXPECT_NEAR(trust_at(scene, m, a, other), 0.5, 1e-14);
    EXPECT_NEAR(trust_at(scene, m, b, a), 0.4, 1e-14) << "its own team taught it 0.4";
  }
}

TEST(Anonymous, wholly_makes_all_alike) {
  Scene scene = taught(1.0);
  const int a = *team(scene, 0).begin();
  regroup_at(scene, 6);
  for (const int m : {0, 1})
    for (int b = 0; b < 8; ++b)
      if (b != a) {
        EXPECT_NEAR(trust_at(scene, m, a, b), 0.6, 1e-14);
      }
}

TEST(Anonymous, is_nobody_by_default) {
  EXPECT_EQ(Levers{}.anonymous, 0.0);
  Scene scene = taught(0.0);
  const int a = *team(scene, 0).begin();
  std::vector<double> before;
  for (int b = 0; b < 8; ++b) before.push_back(b == a ? 0.0 : trust_at(scene, 0, a, b));
  regroup_at(scene, 6);
  for (int b = 0; b < 8; ++b)
    if (b != a) {
      EXPECT_NEAR(trust_at(scene, 1, a, b), before[static_cast<std::size_t>(b)], 1e-14);
    }
}

TEST(Anonymous, counts_what_is_carried_over) {
  // Nothing survives, so that what was taught is what everyone began with.
  Scene scene = taught(1.0, 0.0);
  for (double& trust : scene.world.initial_trust) trust = 0.4;
  regroup_at(scene, 6);
  const int a = *team(scene, 0).begin();
  for (int b = 0; b < 8; ++b)
    if (b != a) {
      EXPECT_NEAR(trust_at(scene, 0, a, b), 0.4, 1e-15);
    }
}

TEST(Anonymous, is_part_of_what_makes_tables_one_pool) {
  Setting setting = shared_tables(8, 2, temporary(6, 0.5));
  EXPECT_EQ(setting.layout.tables[1].pool, 0);
  LayoutPlan plan;
  plan.capabilities = 6;
  plan.sets = {{"challenge", {Goal{}}}};
  for (int i = 0; i < 4; ++i) {
    OrganisationLayout owner;
    owner.name = "partner " + std::to_string(i + 1);
    plan.organisations.push_back(owner);
  }
  for (const double anonymous : {0.0, 1.0}) {
    TablePlan table;
    table.name = anonymous == 0.0 ? "known" : "unknown";
    table.levers.team_months = 6;
    table.levers.anonymous = anonymous;
    table.members = {0, 1, 2, 3};
    plan.tables.push_back(table);
  }
  EXPECT_EQ(lay_out(plan).tables[1].pool, 1);
}

// ---- Sanctions among new partners --------------------------------------------------------------

/// Eight members in two teams. Members at the first table have a pressure of 0.6, seats that nobody
/// uses 0.2.
Scene pressed(int follows, double kept) {
  Scene scene(shared_tables(8, 2, temporary(6, 0.5)));
  scene.p().regrouping.sanctions_follow = follows;
  scene.p().regrouping.sanction_kept = kept;
  for (const int i : scene.layout().all_seats())
    scene.world.pressure[static_cast<std::size_t>(i)] =
        !scene.world.member[static_cast<std::size_t>(i)]               ? 0.2
        : scene.layout().seats[static_cast<std::size_t>(i)].table == 0 ? 0.6
                                                                       : 0.0;
  return scene;
}

TEST(Sanctions, go_along_with_whom_they_met_as_far_as_they_are_kept) {
  for (const double kept : {0.0, 0.5, 1.0}) {
    Scene scene = pressed(1, kept);
    const std::set<int> met = team(scene, 0);
    regroup_at(scene, 6);
    for (const int i : scene.layout().all_seats()) {
      const int who = scene.layout().seats[static_cast<std::size_t>(i)].organisation;
      EXPECT_NEAR(scene.world.pressure[static_cast<std::size_t>(i)],
                  met.contains(who) ? 0.6 * kept : 0.0, 1e-15);
    }
  }
}

TEST(Sanctions, stay_at_the_seat_where_they_do_not_follow) {
  Scene scene = pressed(0, 0.5);
  const std::vector<double> before = scene.world.pressure;
  regroup_at(scene, 6);
  EXPECT_EQ(scene.world.pressure, before);
}

TEST(Regrouping, keeps_beliefs_and_pressure_shares_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    Parameters p = temporary(1 + static_cast<int>(replicate % 4), 0.1 * replicate);
    p.levers.anonymous = 1.0 - 0.1 * replicate;
    p.levers.accountability = 0.8;
    p.levers.operate_after = 0;
    p.regrouping.sanctions_follow = 1;
    p.regrouping.sanction_kept = 0.1 * replicate;
    Scene scene(shared_tables(9, 3, p), Arm::only_together, replicate);
    scene.world.month = -1;
    for (int month = 0; month < 20; ++month) live_a_month(scene);  // laws are checked every month
  }
}

TEST(Regrouping, leaves_a_new_team_with_nothing_agreed_and_nothing_pledged) {
  Scene scene(shared_tables(8, 2, temporary(6, 1.0)));
  scene.operating().with_beacons(3.0).with_elan(0.9).owning(0.8).pledging(2.0).present();
  regroup_at(scene, 6);
  for (const int m : {0, 1}) {
    const auto at = static_cast<std::size_t>(m);
    EXPECT_FALSE(bool(scene.world.operating[at]));
    EXPECT_EQ(scene.world.beacons[at], 0.0);
    EXPECT_EQ(scene.world.elan[at], scene.p().initial.elan);
    EXPECT_EQ(scene.world.total_pledge[at], 0.0);
    EXPECT_EQ(scene.world.operating_since[at], never);
  }
  for (const double pledge : scene.world.pledge) EXPECT_EQ(pledge, 0.0);
  for (const double ownership : scene.world.ownership)
    EXPECT_EQ(ownership, scene.p().initial.ownership);
}

TEST(Regrouping, takes_motivation_along_to_the_next_team) {
  Scene scene(shared_tables(8, 2, temporary(6, 0.0)));
  scene.motivated(0.1);
  for (const int i : scene.layout().all_seats())
    if (scene.world.member[static_cast<std::size_t>(i)])
      scene.world.motivation[static_cast<std::size_t>(i)] = 0.9;
  regroup_at(scene, 6);
  for (const double motivation : scene.world.motivation) EXPECT_EQ(motivation, 0.9);
}

TEST(Regrouping, leaves_out_who_left_its_team) {
  Scene scene(shared_tables(8, 2, temporary(6, 0.5)));
  const int gone = *team(scene, 1).begin();
  for (const int seat : scene.layout().organisations[static_cast<std::size_t>(gone)].seats)
    scene.world.member[static_cast<std::size_t>(seat)] = false;
  for (const int month : {6, 12, 18}) {
    regroup_at(scene, month);
    EXPECT_EQ(team(scene, 0).size() + team(scene, 1).size(), 7u);
    EXPECT_FALSE(team(scene, 0).contains(gone) || team(scene, 1).contains(gone));
  }
}

TEST(Regrouping, joins_the_people_of_a_table_that_ended_to_those_that_live) {
  Scene scene(shared_tables(9, 3, temporary(6, 0.5)));
  close_table(scene.world, 1, code_of(reason::faded), scene.workspace());
  regroup_at(scene, 6);
  EXPECT_TRUE(team(scene, 1).empty());
  const std::set<std::size_t> sizes{team(scene, 0).size(), team(scene, 2).size()};
  EXPECT_EQ(sizes, (std::set<std::size_t>{4, 5}));
}

TEST(Regrouping, forms_no_team_below_the_least_number_of_members) {
  Scene scene(shared_tables(8, 4, temporary(6, 0.5)));  // two teams of four, not four of two
  EXPECT_EQ(team(scene, 0).size(), 4u);
  EXPECT_EQ(team(scene, 1).size(), 4u);
  EXPECT_TRUE(team(scene, 2).empty() && team(scene, 3).empty());
}

TEST(Regrouping, follows_a_reached_goal_where_teams_last_as_long_as_needed) {
  for (const int at_goals : {0, 1}) {
    Scene scene(shared_tables(12, 3, temporary(100, 0.5)));
    scene.p().regrouping.at_goals = at_goals;
    const auto first = teams(scene);
    scene.world.reached_at[1] = 7;
    regroup_at(scene, 7);
    EXPECT_EQ(teams(scene), first);
    regroup_at(scene, 8);
    EXPECT_EQ(teams(scene) != first, at_goals == 1);
  }
}

TEST(Ratings, visible_to_all_revise_the_trust_of_those_outside_the_team) {
  // An outsider trusts 0.4 and reads that 0.9 was delivered: 0.4 + 0.5 0.08 0.5 = 0.42.
  Scene scene(shared_tables(8, 2, temporary(6, 0.5, 0.5)));
  scene.operating().trusting(0.4).pledging(1.0).delivering(0.9);
  scene.p().trust.gain = 0.08;
  rate_each_other(scene.world, scene.p().trust);
  const auto here = team(scene, 0), there = team(scene, 1);
  for (const int m : {0, 1}) {
    EXPECT_NEAR(trust_at(scene, m, *there.begin(), *here.begin()), 0.42, 1e-15);
    EXPECT_NEAR(trust_at(scene, m, *here.begin(), *there.begin()), 0.42, 1e-15);
  }
  EXPECT_EQ(trust_at(scene, 0, *here.begin(), *std::next(here.begin())), 0.4)
      << "in the team one sees for oneself";
}

TEST(Ratings, of_weight_zero_change_nothing) {
  Scene scene(shared_tables(8, 2, temporary(6, 0.5, 0.0)));
  scene.operating().pledging(1.0).delivering(0.9);
  const auto before = state_of(scene.world);
  rate_each_other(scene.world, scene.p().trust);
  EXPECT_EQ(state_of(scene.world), before);
}

TEST(Regrouping, does_not_touch_tables_that_last) {
  Parameters p;
  Scene scene(shared_tables(8, 2, p));
  const auto before = state_of(scene.at(6).world);
  regroup_at(scene, 6);
  EXPECT_EQ(state_of(scene.world), before);
}

TEST(Regrouping, on_random_worlds_seats_nobody_twice_and_breaks_no_law) {
  for (std::uint32_t replicate = 0; replicate < 8; ++replicate) {
    Parameters p = temporary(5 + static_cast<int>(replicate), 0.125 * replicate, 0.3);
    p.leaving.hazard = 0.4;
    p.regrouping.at_goals = 1;
    Scene scene(shared_tables(13, 3, p), Arm::together, replicate);
    scene.world.month = -1;
    for (int t = 0; t < 80; ++t) {
      live_a_month(scene);
      for (const auto& owner : scene.layout().organisations) {
        int seats = 0;
        for (const int seat : owner.seats)
          seats += scene.world.member[static_cast<std::size_t>(seat)];
        EXPECT_LE(seats, 1);
      }
    }
  }
}

TEST(Regrouping, does_not_care_who_works_at_it) {
  class Backwards : public Executor {
   public:
    int size() const override { return 3; }
    void parallel_for(int items, const std::function<void(int, int, int)>& work) override {
      for (int item = items - 1; item >= 0; --item) work(item, item + 1, (7 * item) % size());
    }
  };
  Parameters p = temporary(6, 0.5, 0.5);
  p.levers.network = 1.0;
  p.levers.mandated = 0.3;
  const Setting setting = shared_tables(13, 3, p);
  const Draws<double> draws(1, 0);
  Backwards executor;
  World<double> one, many;
  many.executor = &executor;
  start(one, setting, Arm::together, draws);
  start(many, setting, Arm::together, draws);
  for (int t = 0; t < 40; ++t) {
    live_a_month(one, setting, draws);
    live_a_month(many, setting, draws);
    ASSERT_EQ(state_of(one), state_of(many)) << t;
  }
}

/// V15: temporary teams that remember each other get further than strangers each time.
TEST(Regrouping, strangers_get_less_done_than_a_tribe) {
  // 40 pairs of 72 months; the paired mean must exceed twice its standard error: a false alarm in
  // one of forty worlds where carry-over makes no difference.
  constexpr int n = 40;
  double sum = 0.0, squares = 0.0;
  for (std::uint32_t replicate = 0; replicate < n; ++replicate) {
    double progress[2];
    for (const int tribe : {0, 1}) {
      Setting setting = shared_tables(12, 3, temporary(12, tribe));
      for (Goal& goal : setting.layout.goals) goal.work = 150;
      Scene scene(setting, Arm::only_together, replicate);
      scene.world.month = -1;
      for (int t = 0; t < 72; ++t) live_a_month(scene);
      progress[tribe] = 0.0;
      for (const double x : scene.world.progress) progress[tribe] += x / 3.0;
    }
    const double gain = progress[1] - progress[0];
    sum += gain;
    squares += gain * gain;
  }
  const double mean = sum / n;
  EXPECT_GT(mean, 2.0 * std::sqrt((squares / n - mean * mean) / n));
}

}  // namespace
}  // namespace samen::testing::regrouping_test
