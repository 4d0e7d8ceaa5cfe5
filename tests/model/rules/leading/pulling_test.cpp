// 7.9 Who pulls: the volunteer's dilemma (L13), burning out, partners and rotating roles.
#include <cmath>
#include <cstdint>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::pulling_test {
namespace {

using testing::lived_in;
using testing::Scene;
using testing::state_of;
using testing::table_of;

Scene table_pulled_by(PullerKind kind, int partners = 4) {
  Scene scene = table_of(partners).with_puller(0.5).with_method(0.6);
  scene.levers([kind](Levers& levers) { levers.puller_kind = kind, levers.puller = 0.6; });
  return scene;
}

std::vector<int> who_pulls(const Scene& scene) {
  std::vector<int> seats;
  for (std::size_t i = 0; i < scene.world.pulls.size(); ++i)
    if (scene.world.pulls[i]) seats.push_back(static_cast<int>(i));
  return seats;
}

int count(const Scene& scene, EventKind kind) {
  int n = 0;
  for (const Event& event : scene.world.events()) n += event.kind == kind;
  return n;
}

// ---- The volunteer's dilemma -------------------------------------------------------------------

TEST(VolunteersDilemma, has_the_chances_of_its_mixed_equilibrium) {
  // L13, at a cost of a fifth of the benefit: p* = 1 - 0.2^(1/(n-1)), nobody 0.2^(n/(n-1)).
  EXPECT_NEAR(volunteering_chance(8.0, 0.2), 0.205403, 5e-7);
  for (const auto& [n, nobody] :
       {std::pair{2, 0.04}, {4, 0.116961}, {8, 0.158919}, {16, 0.179652}}) {
    const double chance = volunteering_chance(static_cast<double>(n), 0.2);
    EXPECT_NEAR(std::pow(1.0 - chance, n), nobody, 5e-7) << n;
    EXPECT_NEAR(std::pow(0.2, n / (n - 1.0)), nobody, 5e-7) << n;
  }
}

TEST(VolunteersDilemma, leaves_a_member_indifferent_between_acting_and_waiting) {
  for (const int n : {2, 3, 8, 30})
    for (const double cost : {0.05, 0.2, 0.7}) {
      const double p = volunteering_chance(static_cast<double>(n), cost);
      // Acting gives V - C for sure, waiting gives V unless none of the others acts.
      EXPECT_NEAR(1.0 - cost, 1.0 - std::pow(1.0 - p, n - 1), 1e-12) << n << ' ' << cost;
    }
}

TEST(VolunteersDilemma, at_its_ends_everyone_acts_or_nobody) {
  EXPECT_EQ(volunteering_chance(8.0, 0.0), 1.0);
  EXPECT_EQ(volunteering_chance(8.0, 1.0), 0.0);
  EXPECT_EQ(volunteering_chance(1.0, 0.2), 1.0) << "a lone member has nobody to wait for";
}

TEST(VolunteersDilemma, of_eight_partners_nobody_pulls_as_often_as_it_says) {
  // n = 4000 first boards; 4 standard errors of 0.158919, false alarm 6e-5.
  int nobody = 0;
  std::int64_t volunteers = 0;
  constexpr int boards = 4000;
  Scene scene = table_pulled_by(PullerKind::volunteer, 8);
  for (std::uint32_t replicate = 0; replicate < boards; ++replicate) {
    scene.draws = Draws<double>(7, replicate);
    for (Condition& pulls : scene.world.pulls) pulls = false;
    fill_puller_role(scene.world, scene.p().pulling, scene.draws);
    nobody += who_pulls(scene).empty();
    volunteers += static_cast<std::int64_t>(who_pulls(scene).size());
  }
  EXPECT_NEAR(nobody / double{boards}, 0.158919, 4.0 * std::sqrt(0.158919 * 0.841081 / boards));
  constexpr double p = 0.205403, members = 8.0;
  EXPECT_NEAR(static_cast<double>(volunteers) / (members * boards), p,
              4.0 * std::sqrt(p * (1.0 - p) / (members * boards)));
}

// ---- Consent -----------------------------------------------------------------------------------

/// Four members who all step up, asked to consent at a chance of 0.5 + 0.5 (0.4 + 0.2) / 2 = 0.65.
Scene asked_to_consent(DecisionRule rule, double acceptance = 0.5) {
  Scene scene = table_pulled_by(PullerKind::volunteer).trusting(0.4).owning(0.2);
  scene.levers([rule](Levers& levers) { levers.rule = rule, levers.quorum = 0.6; });
  scene.p().pulling.cost_over_benefit = 0.0;
  scene.p().pulling.burn_out = 0.0;
  scene.p().pulling.trust_in_support = 0.5;
  scene.p().pulling.acceptance = acceptance;
  return scene;
}

double drawn_for(const Scene& scene, int j, int i) {
  return scene.draws.uniform({.purpose = purpose::consent,
                              .month = scene.world.month,
                              .table = scene.layout().tables[0].key,
                              .i = scene.layout().seats[j].key,
                              .j = scene.layout().seats[i].key});
}

// Two of three are enough for a quorum of 0.6; else all three must agree.
TEST(Consent, is_asked_of_each_of_the_others) {
  for (const auto& [rule, needed] : {std::pair{DecisionRule::quorum, 2},
                                     {DecisionRule::consent, 3},
                                     {DecisionRule::unanimity, 3}}) {
    int let = 0, refused = 0;
    for (int month = 0; month < 60; month += 3) {
      Scene scene = asked_to_consent(rule).at(month);
      fill_puller_role(scene.world, scene.p().pulling, scene.draws);
      for (int i = 0; i < 4; ++i) {
        int agree = 0;
        for (int j = 0; j < 4; ++j) agree += j != i && drawn_for(scene, j, i) < 0.65;
        EXPECT_EQ(bool(scene.world.pulls[i]), agree >= needed) << month << ' ' << i;
        (agree >= needed ? let : refused) += 1;
      }
      EXPECT_EQ(count(scene, event::puller_steps_up), static_cast<int>(who_pulls(scene).size()));
    }
    EXPECT_GT(let, 0);
    EXPECT_GT(refused, 0);
  }
}

TEST(Consent, is_not_asked_for_where_everybody_accepts) {
  Scene scene = asked_to_consent(DecisionRule::unanimity, 1.0).trusting(0.0).owning(0.0);
  fill_puller_role(scene.world, scene.p().pulling, scene.draws);
  EXPECT_EQ(who_pulls(scene), (std::vector{0, 1, 2, 3}));
}

TEST(Consent, is_given_to_whom_all_support_and_never_where_nobody_is_accepted_or_supported) {
  Scene supported = asked_to_consent(DecisionRule::unanimity, 0.0).trusting(1.0).owning(1.0);
  fill_puller_role(supported.world, supported.p().pulling, supported.draws);
  EXPECT_EQ(who_pulls(supported).size(), 4u);
  Scene strangers = asked_to_consent(DecisionRule::quorum, 0.0).trusting(0.0).owning(0.0);
  fill_puller_role(strangers.world, strangers.p().pulling, strangers.draws);
  EXPECT_TRUE(who_pulls(strangers).empty());
}

TEST(Consent, of_a_lone_member_is_its_own) {
  Scene scene = asked_to_consent(DecisionRule::unanimity, 0.0).trusting(0.0).owning(0.0);
  for (const int i : {0, 1, 3}) scene.world.member[i] = false;
  fill_puller_role(scene.world, scene.p().pulling, scene.draws);
  EXPECT_EQ(who_pulls(scene), (std::vector{2}));
}

TEST(Consent, comes_more_often_with_acceptance_with_trust_and_where_fewer_are_needed) {
  const auto installed = [](DecisionRule rule, double acceptance, double trust) {
    int n = 0;
    for (std::uint32_t replicate = 0; replicate < 200; ++replicate) {
      Scene scene = asked_to_consent(rule, acceptance).trusting(trust);
      scene.draws = Draws<double>(5, replicate);
      fill_puller_role(scene.world, scene.p().pulling, scene.draws);
      n += static_cast<int>(who_pulls(scene).size());
    }
    return n;
  };
  const int usual = installed(DecisionRule::unanimity, 0.5, 0.4);
  EXPECT_GT(installed(DecisionRule::unanimity, 0.8, 0.4), usual);
  EXPECT_GT(installed(DecisionRule::unanimity, 0.5, 0.9), usual);
  EXPECT_GT(installed(DecisionRule::quorum, 0.5, 0.4), usual);
}

TEST(Consent, leaves_the_luck_of_volunteers_alone_in_any_world) {
  // A volunteer who is let in also steps up if no consent is asked.
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Parameters p;
    p.levers.puller_kind = PullerKind::volunteer;
    p.pulling.acceptance = 1.0;
    const Scene free = lived_in(replicate, 1, {.partners = 6}, p);
    p.pulling.acceptance = 0.3;
    const Scene asked = lived_in(replicate, 1, {.partners = 6}, p);
    for (std::size_t i = 0; i < 6; ++i)
      EXPECT_LE(bool(asked.world.pulls[i]), bool(free.world.pulls[i])) << replicate;
  }
}

TEST(Volunteers, decide_at_boards_and_only_while_nobody_pulls) {
  Scene scene = table_pulled_by(PullerKind::volunteer);
  scene.p().pulling.cost_over_benefit = 0.0;
  scene.p().pulling.burn_out = 0.0;
  fill_puller_role(scene.at(1).world, scene.p().pulling, scene.draws);
  EXPECT_TRUE(who_pulls(scene).empty());
  scene.world.pulls[2] = true;
  fill_puller_role(scene.at(3).world, scene.p().pulling, scene.draws);
  EXPECT_EQ(who_pulls(scene), (std::vector{2}));
  scene.world.pulls[2] = false;
  fill_puller_role(scene.at(3).world, scene.p().pulling, scene.draws);
  EXPECT_EQ(who_pulls(scene), (std::vector{0, 1, 2, 3}));
  EXPECT_EQ(count(scene, event::puller_steps_up), 4);
}

TEST(Volunteers, work_part_time_up_to_what_the_table_wants) {
  for (const auto& [volunteers, size] : {std::pair{0, 0.0}, {1, 0.25}, {2, 0.5}, {3, 0.6}}) {
    Scene scene = table_pulled_by(PullerKind::volunteer);
    scene.p().pulling.part_time = 0.25;
    scene.p().pulling.burn_out = 0.0;
    for (int i = 0; i < volunteers; ++i) scene.world.pulls[i] = true;
    fill_puller_role(scene.at(1).world, scene.p().pulling, scene.draws);
    EXPECT_NEAR(scene.world.puller[0], size, 1e-15) << volunteers;
  }
}

TEST(Volunteers, are_paid_by_nobody) {
  Scene scene = table_pulled_by(PullerKind::volunteer).operating().pledging(2.0).delivering(1.0);
  scene.levers([](Levers& levers) { levers.seed_money = 6.0, levers.seed_months = 48; });
  for (const int month : {0, 60}) {  // while start money flows and after
    scene.at(month).acts({"plan_slack", "limit_slack", "set_budget"});
    EXPECT_EQ(scene.world.puller[0], 0.0) << "nobody is hired";
    scene.with_puller(0.4);
    scene.acts({"announce_money", "reach_threshold", "produce"});
    EXPECT_EQ(scene.world.wage_paid[0], 0.0);
    EXPECT_NEAR(scene.world.table_account[0].balance(), 0.0, 1e-12);
  }
}

TEST(Volunteers, burn_out_the_sooner_the_more_is_asked_of_each) {
  // 0.6 FTE asked of one: 1.0 / 12 * 0.6 = 0.05 a month; of two half as much each. n = 3000,
  // 4 standard errors, false alarm 6e-5 each.
  constexpr int months = 3000;
  for (const int volunteers : {1, 2}) {
    const double chance = 0.05 / volunteers;
    int burnt = 0;
    Scene scene = table_pulled_by(PullerKind::volunteer);
    for (std::uint32_t replicate = 0; replicate < months; ++replicate) {
      scene.draws = Draws<double>(3, replicate);
      scene.motivated(0.8).at(1).forgetting_events();
      for (int i = 0; i < 4; ++i) {
        scene.world.pulls[i] = i < volunteers;
        scene.world.burnt_out[i] = false;
      }
      fill_puller_role(scene.world, scene.p().pulling, scene.draws);
      burnt += scene.world.burnt_out[0];
      if (!scene.world.burnt_out[0]) continue;
      EXPECT_FALSE(scene.world.pulls[0]);
      EXPECT_NEAR(scene.world.motivation[0], 0.4, 1e-15);
      EXPECT_EQ(scene.world.events()[0].kind, event::puller_burns_out);
      EXPECT_NEAR(scene.world.events()[0].value, 0.6 / volunteers, 1e-15);
    }
    EXPECT_NEAR(burnt / double{months}, chance, 4.0 * std::sqrt(chance * (1 - chance) / months));
  }
}

TEST(Volunteers, once_burnt_out_do_not_step_up_again_until_another_person_comes) {
  Scene scene = table_pulled_by(PullerKind::volunteer);
  scene.p().pulling.cost_over_benefit = 0.0;
  scene.p().pulling.burn_out = 0.0;
  scene.world.burnt_out[1] = true;
  fill_puller_role(scene.world, scene.p().pulling, scene.draws);
  EXPECT_EQ(who_pulls(scene), (std::vector{0, 2, 3}));
  succeed(scene.world, 1, true, scene.p().delegates, scene.draws);
  reset_successors(scene.world, 0);
  EXPECT_FALSE(scene.world.burnt_out[1]);
  succeed(scene.world, 2, true, scene.p().delegates, scene.draws);
  reset_successors(scene.world, 0);
  EXPECT_EQ(who_pulls(scene), (std::vector{0, 3})) << "the role was the person's";
}

TEST(Volunteers, end_no_table_for_want_of_pay) {
  for (const PullerKind kind : {PullerKind::none, PullerKind::volunteer}) {
    Scene scene = table_pulled_by(kind).operating().with_puller(0.0).with_elan(0.9).at(60);
    for (int t = 0; t < 40; ++t)
      end_table(scene.world, 0, scene.p().leaving, scene.draws, scene.workspace());
    EXPECT_TRUE(scene.world.alive[0]);
  }
  Scene hired = table_pulled_by(PullerKind::neutral).operating().with_puller(0.0).with_elan(0.9);
  for (int t = 0; t < 12; ++t)
    end_table(hired.at(60).world, 0, hired.p().leaving, hired.draws, hired.workspace());
  EXPECT_FALSE(hired.world.alive[0]);
}

// ---- A partner who pulls -----------------------------------------------------------------------

TEST(PartnerWhoPulls, is_worth_support_times_neutrality) {
  // Support 0.25 * 0.8 + 0.75 * 0.4 = 0.5; neutrality 0.5 * 0.6, so bias 0.7 costs half of itself.
  Scene scene = table_pulled_by(PullerKind::partner).trusting(0.1).owning(0.4);
  for (int j = 1; j < 4; ++j) scene.trust(j, 0) = 0.8;
  scene.world.ownership[0] = 1.0;  // what the puller owns is no support of others
  scene.levers([](Levers& levers) { levers.neutrality = 0.5; });
  Pulling p;
  p.trust_in_support = 0.25;
  p.partner_neutrality = 0.6;
  p.bias_costs = 0.5;
  fill_puller_role(scene.world, p, scene.draws);
  EXPECT_EQ(who_pulls(scene), (std::vector{0}));
  EXPECT_NEAR(scene.world.bias[0], 0.7, 1e-15);
  EXPECT_NEAR(scene.world.legitimacy[0], 0.5 * (1.0 - 0.5 * 0.7), 1e-15);
  EXPECT_NEAR(scene.world.pull(0), 0.5 * 0.325, 1e-15) << "what it is worth, not what it costs";
  EXPECT_EQ(scene.world.puller[0], 0.5) << "paid as a hired one";
}

TEST(PartnerWhoPulls, draws_the_mission_towards_its_own_aspirations) {
  Scene scene({.partners = 3, .goals = 2});
  scene.world.aspiration = {1.0, 0.0, 0.0, 1.0, 0.0, 1.0};
  scene.world.expressed = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5};
  scene.levers([](Levers& levers) { levers.puller_kind = PullerKind::partner; });
  scene.p().pulling.partner_neutrality = 0.6;
  scene.p().mission.host_pull = 0.5;
  fill_puller_role(scene.world, scene.p().pulling, scene.draws);
  draw_up_mission(scene.world, 0, scene.p().mission);
  EXPECT_NEAR(scene.world.mission[0], 0.5 + 0.4 * 0.5 * 0.5, 1e-15);
  for (const PullerKind kind : {PullerKind::rotating, PullerKind::volunteer, PullerKind::none}) {
    Scene other = scene;
    other.levers([kind](Levers& levers) { levers.puller_kind = kind, levers.neutrality = 0.0; });
    other.world.bias[0] = 0.0;
    fill_puller_role(other.world, other.p().pulling, other.draws);
    draw_up_mission(other.world, 0, other.p().mission);
    EXPECT_EQ(other.world.mission[0], 0.5) << "no bias of one host";
  }
}

TEST(PartnerWhoPulls, leaves_nobody_to_pull_and_no_bias_when_it_goes) {
  Scene scene = table_pulled_by(PullerKind::partner);
  scene.world.member[0] = false;
  fill_puller_role(scene.world, scene.p().pulling, scene.draws);
  EXPECT_TRUE(who_pulls(scene).empty());
  EXPECT_EQ(scene.world.puller[0], 0.0);
  EXPECT_EQ(scene.world.bias[0], 0.0);
}

// ---- A rotating role ---------------------------------------------------------------------------

TEST(RotatingRole, goes_round_the_members_from_the_host_on) {
  Scene scene = table_pulled_by(PullerKind::rotating);
  scene.setting->layout.tables[0].host = 2;
  scene.world.member[3] = false;
  scene.p().pulling.rotation_months = 5;
  std::vector<int> turns;
  for (int t = 0; t < 20; ++t) {
    fill_puller_role(scene.at(t).world, scene.p().pulling, scene.draws);
    ASSERT_EQ(who_pulls(scene).size(), 1u);
    if (t % 5 == 2) turns.push_back(who_pulls(scene)[0]);
  }
  EXPECT_EQ(turns, (std::vector{2, 0, 1, 2}));
  EXPECT_EQ(count(scene, event::puller_hands_over), 3);
}

TEST(RotatingRole, costs_craft_each_time_it_passes_and_nothing_at_the_start) {
  Scene scene = table_pulled_by(PullerKind::rotating);
  scene.p().pulling.handover_loss = 0.1;
  scene.p().pulling.rotation_months = 6;
  fill_puller_role(scene.at(0).world, scene.p().pulling, scene.draws);
  EXPECT_EQ(scene.world.method[0], 0.6);
  fill_puller_role(scene.at(6).world, scene.p().pulling, scene.draws);
  EXPECT_NEAR(scene.world.method[0], 0.54, 1e-15);
}

TEST(RotatingRole, passes_at_once_when_who_has_it_leaves_and_stays_with_a_last_member) {
  Scene scene = table_pulled_by(PullerKind::rotating);
  fill_puller_role(scene.at(0).world, scene.p().pulling, scene.draws);
  scene.world.member[0] = false;
  fill_puller_role(scene.at(1).world, scene.p().pulling, scene.draws);
  EXPECT_EQ(who_pulls(scene), (std::vector{1}));
  for (const int i : {2, 3}) scene.world.member[i] = false;
  scene.with_method(0.6);
  fill_puller_role(scene.at(12).world, scene.p().pulling, scene.draws);
  EXPECT_EQ(who_pulls(scene), (std::vector{1}));
  EXPECT_EQ(scene.world.method[0], 0.6) << "handing over to oneself loses nothing";
}

TEST(RotatingRole, is_as_legitimate_as_the_support_of_whose_turn_it_is) {
  Scene scene = table_pulled_by(PullerKind::rotating).trusting(0.3).owning(0.5);
  scene.levers([](Levers& levers) { levers.neutrality = 0.0; });
  fill_puller_role(scene.world, scene.p().pulling, scene.draws);
  EXPECT_NEAR(scene.world.legitimacy[0], 0.4, 1e-15);
}

// ---- Leading by example ------------------------------------------------------------------------

double delivered_by_others(Scene scene, double example) {
  scene.p().delivery.example = example;
  scene.p().delivery.noise = 0.0;
  for (double& weight : scene.world.reciprocity) weight = 0.6;
  scene.acts({"feel_change", "feel_deadlines", "deliver", "answer_reminders", "suffer_shocks"});
  return scene.world.delivered[1];
}

TEST(LeadingByExample, lifts_what_the_others_believe_and_deliver) {
  Scene scene = table_pulled_by(PullerKind::partner).operating().pledging(1.0).trusting(0.4);
  scene.world.pulls[0] = true;
  scene.world.delivered[0] = 0.9;
  scene.world.legitimacy[0] = 0.8;
  scene.p().delivery.matching = 0.85;
  // Belief 0.4 + 0.5 * 0.8 * (0.9 - 0.4) = 0.6 instead of 0.4.
  EXPECT_NEAR(delivered_by_others(scene, 0.5) - delivered_by_others(scene, 0.0), 0.6 * 0.85 * 0.2,
              1e-12);
}

TEST(LeadingByExample, takes_a_member_who_pulls_and_delivers_more_than_is_believed) {
  Scene scene = table_pulled_by(PullerKind::partner).operating().pledging(1.0).trusting(0.4);
  scene.world.delivered[0] = 0.9;
  EXPECT_EQ(delivered_by_others(scene, 1.0), delivered_by_others(scene, 0.0)) << "nobody pulls";
  scene.world.pulls[0] = true;
  scene.world.delivered[0] = 0.3;
  EXPECT_EQ(delivered_by_others(scene, 1.0), delivered_by_others(scene, 0.0)) << "a bad example";
  scene.world.delivered[0] = 0.9;
  scene.world.pledge[0] = 0.0;
  EXPECT_EQ(delivered_by_others(scene, 1.0), delivered_by_others(scene, 0.0)) << "words alone";
}

// ---- Laws --------------------------------------------------------------------------------------

TEST(Pulling, a_neutral_puller_leaves_the_world_as_it_is) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = lived_in(replicate, 3 + static_cast<int>(replicate));
    const auto before = state_of(scene.world);
    fill_puller_role(scene.world, scene.p().pulling, scene.draws);
    EXPECT_EQ(state_of(scene.world), before);
  }
}

TEST(Pulling, bias_costs_a_hired_puller_legitimacy_only_where_asked_for) {
  Scene scene = table_pulled_by(PullerKind::neutral);
  scene.levers([](Levers& levers) { levers.neutrality = 0.7; });
  fill_puller_role(scene.world, {}, scene.draws);
  EXPECT_EQ(scene.world.legitimacy[0], 1.0);
  Pulling p;
  p.hired_bias_costs = 0.5;
  fill_puller_role(scene.world, p, scene.draws);
  EXPECT_NEAR(scene.world.legitimacy[0], 0.85, 1e-15);
}

TEST(Pulling, no_kind_is_no_puller) {
  // The world is as if the table wanted no puller; only its wish for one differs.
  Parameters none, zero;
  none.levers.puller_kind = PullerKind::none;
  zero.levers.puller = 0.0;
  for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
    const Scene a = lived_in(replicate, 100, {.partners = 5}, none);
    const Scene b = lived_in(replicate, 100, {.partners = 5}, zero);
    EXPECT_EQ(state_of(a.world), state_of(b.world));
  }
}

TEST(Pulling, in_any_world_shares_stay_shares_and_only_members_pull) {
  for (const PullerKind kind : {PullerKind::volunteer, PullerKind::partner, PullerKind::rotating}) {
    Parameters parameters;
    parameters.levers.puller_kind = kind;
    parameters.levers.operate_after = 1;
    parameters.leaving.hazard = 1.0;
    parameters.pulling.burn_out = 3.0;
    parameters.pulling.rotation_months = 4;
    for (std::uint32_t replicate = 0; replicate < 10; ++replicate) {
      const Scene scene = lived_in(replicate, 60, {.partners = 6}, parameters);
      EXPECT_LE(scene.world.puller[0], scene.world.levers(0).puller);
      if (!scene.world.alive[0]) continue;
      int pullers = 0;
      for (int i = 0; i < 6; ++i) pullers += scene.world.sits(i) && scene.world.pulls[i];
      EXPECT_LE(pullers, kind == PullerKind::volunteer ? 6 : 1);
    }
  }
}

}  // namespace
}  // namespace samen::pulling_test
