// The smallest change that tips a partner: found by running, and the same as running it by hand.
#include "command/tipping.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

/// maurice4 with both arms of the answer, and these settings.
Scenario four(std::vector<std::string> settings, int replicates) {
  settings.push_back(R"(run.arms=["alone", "together"])");
  return scenario_from("include = '" SAMEN_SCENARIOS "/maurice4.toml'\n", "test.toml",
                       {.settings = settings, .replicates = replicates});
}

/// Mean balance of an organisation together, less alone.
double difference_by_hand(const Scenario& scenario, std::size_t i) {
  double sum = 0.0;
  run_batch(scenario, 1, [&](const RunResult& result) {
    sum += (result.run.arm == Arm::together ? 1.0 : -1.0) * result.organisation_net.at(i);
  });
  return sum / scenario.replicates;
}

TEST(Tips, turn_the_sign_of_what_a_partner_gains) {
  constexpr int replicates = 8;
  const Scenario scenario = four({}, replicates);
  const auto partners = tips_of(scenario, 1);
  ASSERT_EQ(partners.size(), scenario.setting.layout.organisations.size());
  int tipped = 0;
  for (std::size_t i = 0; i < partners.size(); ++i) {
    EXPECT_EQ(partners[i].now.pairs, replicates);
    EXPECT_NEAR(partners[i].now.mean, difference_by_hand(scenario, i), 1e-6);
    double part = 0.0;
    for (const Tip& tip : partners[i].tips) {
      if (tip.found != Tipping::tips) continue;
      ++tipped;
      EXPECT_NE(tip.difference.mean > 0.0, partners[i].now.mean > 0.0) << tip.key;
      EXPECT_GE(tip.part_of_range(), part) << "the smallest part of its range first";
      part = tip.part_of_range();
      EXPECT_GE(tip.then, tip.range.low);
      EXPECT_LE(tip.then, tip.range.high);
    }
  }
  ASSERT_GT(tipped, 0);
}

TEST(Tips, are_what_the_same_setting_by_hand_gives) {
  const auto partners = tips_of(four({}, 8), 1);
  int tried = 0;
  for (std::size_t i = 0; i < partners.size(); ++i)
    for (const Tip& tip : partners[i].tips) {
      if (tip.found != Tipping::tips || tried == 4) continue;
      ++tried;
      const double by_hand =
          difference_by_hand(four({tip.key + '=' + shortest_text(tip.then)}, 8), i);
      EXPECT_NEAR(tip.difference.mean, by_hand, 1e-6) << tip.key;
    }
  EXPECT_GT(tried, 0);
}

TEST(Tips, are_the_same_for_any_number_of_workers) {
  const Scenario scenario = four({}, 5);
  EXPECT_EQ(json_of(tips_of(scenario, 1), scenario.answer),
            json_of(tips_of(scenario, 3), scenario.answer));
}

TEST(Tips, set_what_tables_state_themselves) {
  const Scenario base = four({}, 2);
  const std::string table = base.setting.layout.tables.front().name;
  const Scenario scenario = four({"table.\"" + table + "\".match=0.5"}, 2);
  const auto partners = tips_of(scenario, 1);
  const auto of_match = std::ranges::find_if(
      partners.front().tips, [](const Tip& tip) { return tip.key.ends_with(".match"); });
  ASSERT_NE(of_match, partners.front().tips.end());
  EXPECT_EQ(of_match->key, "table.\"" + table + "\".match");
  EXPECT_EQ(of_match->now, 0.5);
}

TEST(Tips, say_what_cannot_be_set_for_one_partner_alone) {
  // Three of one entry have no keys of their own.
  const Scenario scenario = scenario_from(
      "[[goal]]\nname = \"g\"\n[[organisation]]\nname = \"club\"\nnumber = 3\n[[table]]\nname = "
      "\"t\"\n[run]\nreplicates = 3\narms = [\"alone\", \"together\"]\n",
      "test.toml");
  for (const PartnerTips& partner : tips_of(scenario, 1))
    for (const Tip& tip : partner.tips)
      EXPECT_EQ(tip.found == Tipping::cannot_be_set, tip.key.starts_with("organisation."))
          << tip.key;
}

TEST(Tips, are_for_two_arms_and_few_partners) {
  Scenario scenario = four({}, 2);
  scenario.arms = {Arm::together};
  EXPECT_TRUE(tips_of(scenario, 1).empty());
}

TEST(Tips, are_written_with_all_that_was_tried) {
  const Scenario scenario = four({}, 4);
  const auto partners = tips_of(scenario, 1);
  const auto json = nlohmann::json::parse(json_of(partners, scenario.answer));
  EXPECT_EQ(json.at("first"), "together");
  EXPECT_EQ(json.at("second"), "alone");
  ASSERT_EQ(json.at("partners").size(), partners.size());
  for (const auto& partner : json.at("partners")) EXPECT_EQ(partner.at("tips").size(), 6u);
}

}  // namespace
}  // namespace samen
