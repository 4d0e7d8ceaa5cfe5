// 7.16.1 The steps of an exercise: what each is for, what is not there before, what it costs.
#include "model/rules/meeting/steps.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "model/rules/working/output.hpp"
#include "model/rules/working/prices.hpp"
#include "model/scene.hpp"

namespace samen::testing {
namespace {

constexpr double tiny = 1e-14;

Steps stated() {
  return {.half_day = 0.25,
          .circle = 0.4,
          .contributing = 0.8,
          .order = 0.8,
          .fiche = 0.8,
          .asks = 0.5,
          .least_staff = 0.0,
          .delegate_reach = 0.6,
          .honour = 0.6,
          .fades = 0.0,
          .walk = 0.8,
          .looking_back = 0.8,
          .prepared = 0.5};
}

/// A quarter of a day, in which a work form does half of what it can.
Step step_of(StepKind kind, int month = 0) {
  return {.kind = kind, .month = month, .days = 0.25};
}

/// The table takes these steps.
Scene& with(Scene& scene, std::vector<Step> steps) {
  Layout& layout = scene.setting->layout;
  layout.steps = std::move(steps);
  for (TableLayout& table : layout.tables) table.steps = {}, table.step_days = {};
  place_steps(layout);
  return scene;
}

/// Three members, two of whom are present, with a method of one half: the dose of a step is 1/4.
Scene exercise(std::vector<Step> steps) {
  Scene scene = table_of(3).present().with_method(0.5).trusting(0.4);
  scene.world.present[2] = false;
  scene.p().steps = stated();
  return with(scene, std::move(steps));
}

int count(const Scene& scene, EventKind kind) {
  return static_cast<int>(
      std::ranges::count_if(scene.world.events(), [&](const Event& e) { return e.kind == kind; }));
}

// ---- By hand -------------------------------------------------------------------------------

TEST(Steps, in_an_opportunity_circle_those_present_move_towards_what_they_voice) {
  Scene scene = exercise({step_of(StepKind::opportunity_circle)});
  scene.world.expressed = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  scene.acts({"take_steps"});
  // Dose 1/4, so that each goes 0.4 · 1/4 of the way to (1/2, 1/2, 0).
  const std::array expected{0.95, 0.05, 0.0, 0.05, 0.95, 0.0, 0.0, 0.0, 1.0};
  for (std::size_t n = 0; n < expected.size(); ++n)
    EXPECT_NEAR(scene.world.expressed[n], expected[n], tiny) << n;
  EXPECT_EQ(count(scene, event::step_held), 1);
}

TEST(Steps, who_contributes_makes_the_matter_its_own_as_far_as_it_is_close) {
  for (const StepKind kind : {StepKind::opportunity_circle, StepKind::statement, StepKind::goals}) {
    Scene scene = exercise({step_of(kind)});
    scene.owning(0.5);
    scene.p().mission.ownership_gain = 0.0;
    scene.p().mission.ownership_loss = 0.1;
    scene.acts({"take_steps", "shape_mission"});
    const double aligned = scene.world.alignment[0];
    EXPECT_GT(aligned, 0.0);
    EXPECT_NEAR(scene.world.ownership[0], 0.5 + 0.8 * 0.25 * aligned * 0.5, tiny);
    EXPECT_NEAR(scene.world.ownership[2], 0.45, tiny);
  }
}

TEST(Steps, a_work_form_of_its_own_quality_takes_the_place_of_the_method) {
  Step step = step_of(StepKind::looking_back);
  step.method = 1.0;
  step.days = 0.5;  // three quarters of what it can
  Scene scene = exercise({step});
  scene.acts({"take_steps"});
  EXPECT_NEAR(scene.world.method[0], 0.5 + 0.8 * 0.75 * 0.5, tiny);
}

TEST(Steps, fiches_tell_those_present_what_the_others_can_bring) {
  Scene scene = exercise({step_of(StepKind::fiche)});
  scene.knowing(0.2).acts({"take_steps"});
  EXPECT_NEAR(scene.knowledge(0, 1), 0.2 + 0.8 * 0.25 * 0.8, tiny);
  EXPECT_NEAR(scene.knowledge(1, 0), 0.36, tiny);
  EXPECT_EQ(scene.knowledge(0, 2), 0.2);
  EXPECT_EQ(scene.knowledge(2, 0), 0.2);
}

TEST(Steps, fiches_and_cheques_set_what_partners_expect_of_each_other) {
  Scene scene = exercise({step_of(StepKind::fiche)});
  scene.world.open_budget = {3.0, 1.0, 2.0};
  scene.knowing(0.2).acts({"take_steps"});
  // The mean is 2; who knows 0.36 of a partner sees that much of how it differs.
  EXPECT_NEAR(scene.world.expected[scene.layout().pair(0, 1)], 0.5 * (2.0 - 0.36), tiny);
  EXPECT_NEAR(scene.world.expected[scene.layout().pair(1, 0)], 0.5 * (2.0 + 0.36), tiny);
  EXPECT_EQ(scene.world.expected[scene.layout().pair(0, 2)], 0.0);
  with(scene, {step_of(StepKind::cheque)});
  scene.motivated(0.5).mandated(1.0).acts({"take_steps"});
  EXPECT_NEAR(scene.world.expected[scene.layout().pair(1, 0)], scene.world.cheque[0], tiny);
  EXPECT_NEAR(scene.world.cheque[0], 3.0 * 0.6 * 0.5, tiny);
}

TEST(Steps, what_partners_have_stated_stands_on_fiches_and_is_no_matter_of_cheques) {
  Scene scene = exercise({step_of(StepKind::fiche)});
  scene.setting->layout.organisations[0].expects = {0.0, 1.25, OrganisationLayout::unstated};
  scene.world.open_budget = {3.0, 1.0, 2.0};
  scene.knowing(0.2).acts({"take_steps"});
  const int stated = scene.layout().pair(0, 1), other = scene.layout().pair(1, 0);
  EXPECT_EQ(scene.world.expected[stated], 1.25);
  EXPECT_NEAR(scene.world.expected[other], 0.5 * (2.0 + 0.36), tiny) << "as where nobody states";
  with(scene, {step_of(StepKind::cheque)});
  scene.motivated(0.5).mandated(1.0).acts({"take_steps"});
  EXPECT_EQ(scene.world.expected[stated], 1.25);
  EXPECT_NEAR(scene.world.expected[other], scene.world.cheque[0], tiny);
}

TEST(Steps, a_stated_amount_stands_on_the_cheque_as_far_as_there_is_room) {
  Scene scene = exercise({step_of(StepKind::cheque)});
  scene.setting->layout.organisations[0].writes = 1.5;
  scene.setting->layout.organisations[1].writes = 1.5;
  scene.setting->layout.organisations[2].writes = 1.5;
  scene.with_budget(2.0).motivated(0.5).mandated(0.5);
  scene.world.open_budget[1] = 1.0;
  scene.acts({"take_steps"});
  EXPECT_NEAR(scene.world.cheque[0], 1.5, tiny);
  EXPECT_NEAR(scene.world.cheque[1], 1.0, tiny);
  EXPECT_EQ(scene.world.cheque[2], 0.0) << "it is not present";
}

TEST(Steps, a_cheque_is_what_the_board_would_give_if_it_was_asked_and_agrees) {
  Step step = step_of(StepKind::cheque);
  step.prepares = Preparation::delegate;
  Scene scene = exercise({step});
  scene.renewed().with_budget(2.0).anchored(1.0).motivated(0.5).mandated(0.5);
  std::ranges::fill(scene.world.value_together, 3.0 * scene.world.conventions.keep);
  scene.acts({"take_steps"});
  EXPECT_NEAR(scene.world.cheque[0], 2.0 * 0.75, tiny);
  EXPECT_EQ(scene.world.cheque[2], 0.0);
  std::ranges::fill(scene.world.value_alone, 2.0 * scene.world.conventions.keep);
  scene.forgetting_events().acts({"take_steps"});
  EXPECT_NEAR(scene.world.cheque[0], 2.0 * 0.5, tiny);
  EXPECT_EQ(count(scene, event::cheque_written), 2);
  // Nobody asked the board: as far as mandate and motivation of the delegate reach.
  scene = exercise({step_of(StepKind::cheque)});
  scene.renewed().with_budget(2.0).anchored(1.0).motivated(0.5).mandated(0.5);
  scene.acts({"take_steps"});
  EXPECT_NEAR(scene.world.cheque[0], 2.0 * 0.6 * 0.5 * 0.5, tiny);
}

TEST(Steps, cheques_and_expectations_are_forgotten) {
  Scene scene = exercise({step_of(StepKind::cheque, 5)});
  scene.p().steps.fades = 0.1;
  scene.world.cheque = {2.0, 1.0, 0.0};
  scene.world.expected[scene.layout().pair(1, 0)] = 2.0;
  scene.acts({"take_steps"});
  EXPECT_NEAR(scene.world.cheque[0], 1.8, tiny);
  EXPECT_NEAR(scene.world.expected[scene.layout().pair(1, 0)], 1.8, tiny);
}

TEST(Steps, less_staff_than_a_tenth_of_a_post_is_a_tenth_or_none) {
  Scene scene = exercise({});
  scene.renewed().with_budget(2.0);
  scene.setting->layout.organisations[0].cheque = {0.4, 0.6, 0.0, 0.0};
  Steps p = stated();
  p.least_staff = 0.1;
  const double post = 0.1 * scene.world.conventions.fte_cost;
  ASSERT_LT(post, 1.0);
  const auto written = [&](double staff) {
    return with_whole_post(scene.world, 0, staff / 0.6, p) - staff / 0.6 * 0.4;
  };
  EXPECT_NEAR(written(0.4 * post), 0.0, tiny);
  EXPECT_NEAR(written(0.6 * post), post, tiny);
  EXPECT_NEAR(written(1.5 * post), 1.5 * post, tiny);
  scene.with_budget(0.5 * post);  // nobody gives more than there is
  EXPECT_NEAR(with_whole_post(scene.world, 0, 0.9 * post, p), 0.5 * post, tiny);
}

TEST(Steps, boards_raise_pledges_towards_cheques_from_what_they_would_keep) {
  Scene scene = exercise({step_of(StepKind::cheque)});
  scene.operating().with_budget(2.0).pledging(0.5);
  scene.world.cheque = {1.5, 0.2, 9.0};
  std::ranges::fill(scene.world.solo_pledge, 0.5);
  scene.acts({"honour_cheques"});
  EXPECT_NEAR(scene.world.pledge[0], 0.5 + 0.6 * 1.0, tiny);
  EXPECT_NEAR(scene.world.pledge[1], 0.5, tiny);  // pledges more than it wrote
  EXPECT_NEAR(scene.world.pledge[2], 1.5, tiny);  // all that is left
  EXPECT_NEAR(scene.world.total_pledge[0], 3.1, tiny);
}

TEST(Steps, on_a_commitment_walk_who_stands_behind_comes_closer) {
  Scene scene = exercise({step_of(StepKind::commitment_walk)});
  scene.aligned(1.0).trusting(0.0);
  std::ranges::fill(scene.world.cap, 1.0);
  scene.world.ownership = {0.2, 0.8, 0.2};
  // Positions 0.1, 0.4 and 0.1: their mean is 0.2.
  scene.acts({"take_steps"});
  EXPECT_NEAR(scene.world.ownership[0], 0.2 + 0.8 * 0.25 * 0.1 * 0.8, tiny);
  EXPECT_EQ(scene.world.ownership[1], 0.8);
  EXPECT_EQ(scene.world.ownership[2], 0.2);  // was not there
}

TEST(Steps, a_question_put_beforehand_strengthens_the_link_home) {
  Step step = step_of(StepKind::agenda);
  for (const Preparation who : {Preparation::nobody, Preparation::delegate, Preparation::puller}) {
    step.prepares = who;
    Scene scene = exercise({step});
    scene.anchored(0.4).motivated(0.5).with_puller(0.2).acts({"take_steps"});
    const double by = who == Preparation::nobody ? 0.0 : who == Preparation::delegate ? 0.5 : 0.2;
    EXPECT_NEAR(scene.world.anchoring[0], 0.4 + 0.5 * by * 0.6, tiny);
    EXPECT_EQ(scene.world.anchoring[2], 0.4);
  }
}

TEST(Steps, an_agreed_order_binds_effort_to_the_goal_whose_turn_it_is) {
  Scene scene = exercise({step_of(StepKind::goals)});
  scene.acts({"take_steps"});
  EXPECT_NEAR(scene.world.agreed_order[0], 0.2, tiny);
  scene.with_beacons(0.0);
  scene.world.mission = {0.2, 0.3, 0.5};
  std::array<double, 3> shares{};
  const auto shared = [&](double first) {
    scene.world.progress = {first, 0.0, 0.0};
    share_over_goals<double>(scene.world, 0, scene.p().output, shares);
    return shares;
  };
  EXPECT_NEAR(shared(0.0)[0], 0.8 * 0.2 + 0.2, tiny);
  EXPECT_NEAR(shares[2], 0.8 * 0.5, tiny);
  EXPECT_NEAR(shared(1.0)[1], 0.8 * 0.3 / 0.8 + 0.2, tiny);
  EXPECT_NEAR(shares[0], 0.0, tiny);
}

TEST(Steps, cost_what_is_bought_better_facilitation_and_preparing) {
  Step step = step_of(StepKind::statement);
  step.method = 1.0;
  step.price = 0.7;
  step.prepares = Preparation::delegate;
  Scene scene = exercise({step});
  scene.p().prices = {.head = 0.4,
                      .informal_days = 0.0,
                      .second_delegate = 0.0,
                      .facilitation = 2.0,
                      .transparency = 0.0,
                      .accountability = 0.0,
                      .reflection_days = 0.0,
                      .deal = 0.0,
                      .prepared_days = 0.5};
  scene.levers([](Levers& levers) { levers.method = 0.6; });
  scene.world.meeting_days[0] = 0.25;
  scene.world.meetings_held[0] = 0.25;
  scene.acts({"pay_prices"});
  const TableAccount<double>& account = scene.world.table_account[0];
  // Two of three are present: 1/4 day there and 1/2 day at home.
  EXPECT_NEAR(account.meetings, 2 * 0.4 * 0.75, tiny);
  // 1/4 day at the half of full facilitation that the method is, the other half, and the purchase.
  EXPECT_NEAR(account.facilitation, 2.0 * 0.5 * 0.25 + 2.0 * 0.5 * 0.25 + 0.7, tiny);
}

TEST(Steps, are_meetings_that_surely_take_place_and_count_by_their_length) {
  Scene scene = exercise({step_of(StepKind::agenda, 3), step_of(StepKind::agenda, 3)});
  const TableLayout& table = scene.layout().tables[0];
  EXPECT_EQ(dated_weight(table, 3), 0.5);
  EXPECT_EQ(dated_weight(table, 2), 1.0);
  Levers levers;
  levers.meeting_rate = 0.25;
  EXPECT_EQ(meeting_chance(table, levers, 3), 1.0);
  EXPECT_EQ(meeting_chance(table, levers, 2), 0.25);
}

// ---- What is not there before --------------------------------------------------------------

/// Four who could confirm anything, with steps in months 1 and 2.
Scene ready(std::vector<Step> steps) {
  Scene scene = table_of(4).aligned(1.0).owning(1.0).knowing(1.0).anchored(1.0).with_beacons(0.0);
  return with(scene, std::move(steps));
}
void confirm(Scene& scene, int month) {
  scene.at(month).acts({"take_steps", "confirm_beacons", "draw_up_agreement", "start_operating"});
}

TEST(Steps, what_a_step_is_for_is_not_there_before_and_all_can_be_there_at_once) {
  Scene scene = ready({step_of(StepKind::statement, 4), step_of(StepKind::goals, 4)});
  for (const int month : {0, 1, 2, 3}) {
    confirm(scene, month);
    EXPECT_EQ(scene.world.beacons[0], std::min(month + 1, 2)) << month;
  }
  confirm(scene, 4);
  EXPECT_EQ(scene.world.beacons[0], 4.0);
  EXPECT_TRUE(scene.world.operating[0]);
}

TEST(Steps, without_its_goals_a_table_does_not_start) {
  Scene scene = ready({step_of(StepKind::goals, 2)});
  scene.levers([](Levers& levers) { levers.operate_after = 0; });
  confirm(scene, 0);
  confirm(scene, 1);
  EXPECT_FALSE(scene.world.operating[0]);
  confirm(scene, 2);
  EXPECT_TRUE(scene.world.operating[0]);
}

TEST(Steps, who_takes_one_does_not_wait_to_know_each_other) {
  Scene scene = ready({step_of(StepKind::opportunity_circle, 1)});
  scene.knowing(0.0);
  confirm(scene, 0);
  EXPECT_EQ(scene.world.beacons[0], 0.0);
  confirm(scene, 1);
  EXPECT_EQ(scene.world.beacons[0], 2.0);
  Scene others = ready({step_of(StepKind::fiche, 1)});
  others.knowing(0.0);
  confirm(others, 1);
  EXPECT_EQ(others.world.beacons[0], 0.0);
}

// ---- Neutral ---------------------------------------------------------------------------------

std::vector<Step> all_kinds(int every) {
  std::vector<Step> steps;
  for (std::size_t n = 0; n < step_kind_names.size(); ++n) {
    steps.push_back(step_of(static_cast<StepKind>(n), static_cast<int>(n) * every));
    steps.back().prepares = static_cast<Preparation>(n % 3);
  }
  return steps;
}

/// The state after a year, for a table with these steps or dated meetings.
std::uint64_t after_a_year(const std::vector<Step>& steps, const std::vector<double>& dated,
                           const Steps& p) {
  Scene scene(SceneSize{.partners = 5});
  scene.p().steps = p;
  with(scene, steps);
  scene.setting->layout.tables[0].dated_meetings = dated;
  scene.world.month = -1;
  for (int month = 0; month < 12; ++month) live_a_month(scene);
  return state_of(scene.world);
}

TEST(Steps, with_an_agenda_and_a_chair_are_dated_meetings) {
  const std::vector agenda{step_of(StepKind::agenda, 0), step_of(StepKind::agenda, 2)};
  const std::vector<double> calendar(3, 0.0), dated{0.25, 0.0, 0.25};
  EXPECT_EQ(after_a_year(agenda, calendar, stated()), after_a_year({}, dated, stated()));
  const std::vector circle{step_of(StepKind::opportunity_circle, 0), agenda[1]};
  EXPECT_NE(after_a_year(circle, calendar, stated()), after_a_year({}, dated, stated()));
}

TEST(Steps, without_their_effects_leave_only_what_they_hold_back) {
  Steps off = stated();
  for (double Steps::*effect : {&Steps::circle, &Steps::contributing, &Steps::order, &Steps::fiche,
                                &Steps::asks, &Steps::honour, &Steps::walk, &Steps::looking_back})
    off.*effect = 0.0;
  const std::vector<double> calendar(8, 0.0);
  std::vector<double> dated(8, 0.0);
  std::vector<Step> steps;
  for (const StepKind kind : {StepKind::fiche, StepKind::commitment_walk, StepKind::looking_back}) {
    const int month = static_cast<int>(kind);
    steps.push_back(step_of(kind, month));
    dated[static_cast<std::size_t>(month)] = 0.25;
  }
  EXPECT_EQ(after_a_year(steps, calendar, off), after_a_year({}, dated, off));
}

TEST(Steps, that_take_no_time_are_not_held) {
  std::vector<Step> none = all_kinds(1);
  for (Step& step : none) step.days = 0.0;
  EXPECT_EQ(after_a_year(none, {}, stated()), after_a_year({}, {}, stated()));
}

// ---- Direction and laws ----------------------------------------------------------------------

TEST(Steps, longer_and_with_a_better_method_do_more) {
  double before = 0.0;
  for (const double days : {0.1, 0.25, 0.5, 1.0, 3.0}) {
    Step step = step_of(StepKind::fiche);
    step.days = days;
    Scene scene = exercise({step});
    const double dose = dose_of(scene.world, 0, step, stated());
    EXPECT_GT(dose, before);
    EXPECT_LT(dose, 0.5);
    EXPECT_GT(dose_of(scene.with_method(0.9).world, 0, step, stated()), dose);
    before = dose;
  }
}

TEST(Steps, keep_the_laws_wherever_they_are_taken) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Setting setting = shared_tables(6, 2, Parameters{}, 4);
    setting.parameters.steps = {.circle = 1.0,
                                .contributing = 1.0,
                                .order = 1.0,
                                .fiche = 1.0,
                                .honour = 1.0,
                                .walk = 1.0,
                                .looking_back = 1.0,
                                .prepared = 1.0};
    setting.layout.steps = all_kinds(1 + static_cast<int>(replicate) % 4);
    for (Step& step : setting.layout.steps) step.method = 1.0, step.days = 5.0;
    place_steps(setting.layout);
    Scene scene(setting, Arm::together, replicate);
    scene.world.month = -1;
    for (int month = 0; month < 48; ++month) {
      live_a_month(scene);
      for (const int i : setting.layout.all_organisations()) {
        double given = 0.0;
        for (const int seat : setting.layout.organisations[i].seats)
          given += scene.world.pledge[seat];
        for (const int s : setting.layout.stakes_of(i)) given += scene.world.solo_pledge[s];
        if (boards_meet(scene.world)) {
          EXPECT_LE(given, scene.world.open_budget[i] * (1.0 + 1e-12));
        }
      }
    }
  }
}

}  // namespace
}  // namespace samen::testing
