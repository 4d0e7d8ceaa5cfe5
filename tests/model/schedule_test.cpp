// The month as a table: every rule has a name and a place, and only what stands in the table acts.
#include "model/schedule.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "model/parameter_table.hpp"
#include "model/scene.hpp"

namespace samen::testing::schedule_test {
namespace {

std::vector<Rule<double>> all_rules() {
  std::vector<Rule<double>> all;
  std::ranges::copy(first_rules<double>(), std::back_inserter(all));
  std::ranges::copy(month_of_rules<double>(), std::back_inserter(all));
  return all;
}

/// Sections of the parameters that belong to no single rule: what is chosen, how things start, and
/// what effort yields, which several rules go by.
const std::set<std::string_view> without_a_rule{"levers", "initial", "output"};

TEST(Schedule, repeats_rules_of_the_start_when_levers_change_and_adds_others) {
  std::set<std::string_view> verbs;
  int repeated = 0;
  for (const Rule<double>& rule : change_rules<double>()) {
    EXPECT_TRUE(verbs.insert(rule.verb).second) << rule.verb;
    for (const Rule<double>& other : all_rules())
      if (other.verb == rule.verb) {
        EXPECT_EQ(other.act, rule.act) << rule.verb;
        ++repeated;
      }
  }
  EXPECT_EQ(repeated, 3);
}

TEST(Schedule, names_every_rule_by_a_verb_of_its_own) {
  std::set<std::string_view> verbs;
  for (const Rule<double>& rule : all_rules()) {
    EXPECT_FALSE(rule.verb.empty());
    EXPECT_TRUE(verbs.insert(rule.verb).second) << rule.verb;
    EXPECT_NE(rule.act, nullptr) << rule.verb;
  }
}

TEST(Schedule, is_documented_with_the_number_of_every_draw) {
  std::ostringstream odd;
  odd << std::ifstream(SAMEN_ODD).rdbuf();
  for (const PurposeRow& row : Mechanisms::purposes()) {
    const std::string number = " (" + std::to_string(static_cast<int>(row.purpose)) + ")";
    EXPECT_NE(odd.str().find(number), std::string::npos)
        << row.name << number << " is missing in the table of draws";
  }
}

TEST(Schedule, has_a_rule_for_every_section_and_a_section_for_every_rule) {
  std::set<std::string_view> expected, named;
  for (const SectionRow& section : sections()) expected.insert(section.name);
  for (const std::string_view section : without_a_rule) EXPECT_EQ(expected.erase(section), 1u);
  for (const Rule<double>& rule : all_rules()) named.insert(rule.section);
  EXPECT_EQ(named, expected);
}

TEST(Schedule, acts_in_the_order_of_the_sections_of_its_description) {
  // A mechanism that acts more than once has its place where it acts first; 7.34.1 is after 7.34.
  double last = 0.0;
  std::set<std::string_view> met;
  for (const Rule<double>& rule : month_of_rules<double>()) {
    if (!met.insert(rule.section).second) continue;
    const double number = std::stod(std::string(rule.number.substr(2)));
    EXPECT_GT(number, last) << rule.verb << ' ' << rule.number;
    last = number;
  }
}

TEST(Schedule, is_told_in_words_as_it_acts) {
  std::vector<Rule<double>> rules;
  std::ranges::copy(first_rules<double>(), std::back_inserter(rules));
  std::ranges::copy(change_rules<double>(), std::back_inserter(rules));
  std::ranges::copy(month_of_rules<double>(), std::back_inserter(rules));
  const std::vector<ScheduledRule> told = schedule();
  ASSERT_EQ(told.size(), rules.size());
  for (std::size_t n = 0; n < rules.size(); ++n) {
    EXPECT_EQ(told[n].verb, rules[n].verb);
    EXPECT_EQ(told[n].parameters, rules[n].section);
  }
}

TEST(Schedule, knows_rules_by_their_verbs_only) {
  Scene scene = table_of(3);
  for (const Rule<double>& rule : all_rules()) {
    Scene tried = scene;
    EXPECT_TRUE(act(tried.world, *tried.setting, rule.verb, tried.draws)) << rule.verb;
  }
  const auto before = state_of(scene.world);
  for (const std::string_view nothing : {"", "produces", "trust"})
    EXPECT_FALSE(act(scene.world, *scene.setting, nothing, scene.draws)) << nothing;
  EXPECT_EQ(state_of(scene.world), before);
}

/// Parameters under which much that is optional happens.
Parameters eventful() {
  Parameters p;
  p.levers.operate_after = 1;
  p.levers.delegates = DelegateProfile::both;
  p.levers.formality = Formality::declaration;
  p.levers.measure = 0.5;
  p.levers.measure_use = MeasureUse::control;
  p.levers.surfacing = 0.5;
  p.levers.accountability = 0.5;
  p.levers.backcasting = 0.5;
  p.levers.bottleneck = 0.5;
  p.levers.lead_gift = 30.0;
  p.levers.threshold = 2.0;
  p.levers.refund = Refund::yes;
  p.levers.term_months = 12;
  p.levers.money_free_months = 6;
  p.levers.obstacles = 1.0;
  p.levers.direct = 0.5;
  p.spaces.levels = SpaceLevels::all;
  p.money_talk = {.time_lost = 0.2, .elan_lost = 0.01};
  p.funding.writing = 0.25;
  p.budget.cut_hazard = 0.1;
  p.leaving.hazard = 0.1;
  p.entry.rate = 1.0;
  return p;
}

TEST(Schedule, a_month_is_its_rules_one_by_one_in_order) {
  for (const BoardRule rule : {BoardRule::value, BoardRule::payoff})
    for (const Arm arm : {Arm::nothing, Arm::alone, Arm::only_together, Arm::together})
      for (std::uint32_t replicate = 0; replicate < 3; ++replicate) {
        Parameters p = eventful();
        p.decision.rule = rule;
        const Setting setting = shared_tables(6, 2, p, 4);
        Scene whole(setting, arm, replicate), parts(setting, arm, replicate);
        whole.world.month = -1;
        for (int month = 0; month < 40; ++month) {
          live_a_month(whole);
          parts.at(month);
          for (const Rule<double>& each : month_of_rules<double>()) parts.acts({each.verb});
          ASSERT_EQ(state_of(parts.world), state_of(whole.world)) << month;
        }
        EXPECT_EQ(parts.world.events().size(), whole.world.events().size());
      }
}

TEST(Schedule, in_another_order_is_another_month) {
  Scene straight = lived_in(0, 9, {}, eventful()), turned = lived_in(0, 9, {}, eventful());
  const auto rules = month_of_rules<double>();
  straight.at(9), turned.at(9);
  for (const auto& rule : rules) straight.acts({rule.verb});
  for (std::size_t n = rules.size(); n > 0; --n) turned.acts({rules[n - 1].verb});
  EXPECT_NE(state_of(turned.world), state_of(straight.world));
}

// ---- What is optional and off ----------------------------------------------------------------

TEST(Schedule, mechanisms_that_are_off_leave_what_others_go_by_neutral) {
  using W = World<double>;
  for (const Arm arm : {Arm::only_together, Arm::together})
    for (std::uint32_t replicate = 0; replicate < 3; ++replicate)
      for (const int months : {1, 12, 40}) {
        const Scene scene = lived_in(replicate, months, {.partners = 5}, first_edition(), arm);
        const auto all = [&](const char* name, std::vector<double> W::*column, double neutral) {
          for (const double x : scene.world.*column) EXPECT_EQ(x, neutral) << name;
        };
        const auto never_so = [&](const char* name, std::vector<Condition> W::*column) {
          for (const bool holds : scene.world.*column) EXPECT_FALSE(holds) << name;
        };
        all("contact", &W::contact, 1.0);
        all("leaving_factor", &W::leaving_factor, 1.0);
        all("persons", &W::persons, 1.0);
        all("lesson", &W::lesson, 1.0);
        all("contributed", &W::contributed, 0.0);
        all("agreed_order", &W::agreed_order, 0.0);
        all("within_reach", &W::within_reach, 4.0);
        all("at_most", &W::at_most, 1.0);
        all("has_goals", &W::has_goals, 1.0);
        all("strangers_may", &W::strangers_may, 0.0);
        all("expected", &W::expected, 0.0);
        all("content", &W::content, 1.0);
        all("elan_brought", &W::elan_brought, 0.0);
        all("link_brought", &W::link_brought, 0.0);
        all("informed", &W::informed, scene.world.levers(0).measure);
        all("threshold", &W::threshold, 0.0);
        all("refunded", &W::refunded, 0.0);
        all("money_left_out", &W::money_left_out, 0.0);
        all("content_time", &W::content_time, 1.0);
        all("change_eased", &W::change_eased, 1.0);
        all("plan_support", &W::plan_support, 1.0);
        all("safety_kept", &W::safety_kept, 1.0);
        all("funder_pull", &W::funder_pull, 0.0);
        all("returning", &W::returning, 0.0);
        all("handling", &W::handling, 1.0);
        all("deadline_pull", &W::deadline_pull, 0.0);
        all("own_choice", &W::own_choice, 0.0);
        all("own_kept", &W::own_kept, 1.0);
        all("discipline", &W::discipline, 1.0);
        all("estranged", &W::estranged, 0.0);
        all("workable", &W::workable, 1.0);
        all("lives", &W::lives, 1.0);
        all("gift_due", &W::gift_due, 0.0);
        all("encouraged", &W::encouraged, 0.0);
        never_so("held_at_node", &W::held_at_node);
        never_so("missed", &W::missed);
        never_so("given_back", &W::given_back);
        EXPECT_FALSE(scene.world.learns_from_payoff);
      }
}

TEST(Schedule, mechanisms_that_are_on_show_in_what_others_go_by) {
  Parameters p = eventful();
  p.delegation = {.top_anchoring = 0.04, .young_elan = 0.05, .young_contact = 0.5};
  p.formal.binds = 0.6;
  p.accountability.padding = 0.5;
  const Scene scene = lived_in(0, 4, {.partners = 5}, p);
  const World<double>& world = scene.world;
  EXPECT_EQ(world.contact[0], 1.5);
  EXPECT_EQ(world.elan_brought[0], 0.05);
  EXPECT_EQ(world.link_brought[0], 0.04);
  EXPECT_EQ(world.persons[0], 2.0);
  EXPECT_NEAR(world.leaving_factor[0], 0.7, 1e-15);
  EXPECT_NEAR(world.informed[0], 0.25, 1e-15);
  EXPECT_EQ(world.threshold[0], 2.0);
  EXPECT_EQ(world.refunded[0], p.giving.refund_belief);
  EXPECT_EQ(world.money_left_out[0], 1.0) << "until month 6";
  EXPECT_EQ(world.match_offered[0], 0.0);
  EXPECT_GT(world.gift_due[0], 0.0);
  EXPECT_GT(world.encouraged[0], 0.0);
}

}  // namespace
}  // namespace samen::testing::schedule_test
