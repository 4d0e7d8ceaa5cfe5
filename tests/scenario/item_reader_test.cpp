// [[item]]: what it may say, and what is said back when it is wrong.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "io/scenario_reader.hpp"
#include "scenario/refusing.hpp"

namespace samen {
namespace {

using nlohmann::json;
using Lines = std::vector<std::string>;

class ReadingItems : public Refusing {
 protected:
  Scenario read(const std::string& text, const Overrides& overrides = {}) {
    return read_scenario(file("case.toml", sound + text), overrides);
  }
  Lines complaints(const std::string& text) {
    return complaints_when([&] { read(text); });
  }
  static std::string item(const std::string& name, const std::string& rest) {
    return "[[item]]\nname = \"" + name + "\"\ngoal = \"first\"\n" + rest;
  }
  static std::string avoided(const std::string& name, const std::string& amount,
                             const std::string& whom) {
    return item(name,
                "kind = \"avoided cost\"\namount = " + amount + "\nwhom = \"" + whom + "\"\n");
  }

  // Twelve lines. Full progress takes 0.5 × 20 = 10 k€ a month off the burden of a goal: 2.5 of
  // organisations, 7.5 of the rest of society.
  const std::string sound = R"([goals]
burden = 20
relief = 0.5
[[goal]]
name = "first"
[[goal]]
name = "second"
[[organisation]]
name = "club"
number = 3
[[table]]
name = "round"
)";
};

TEST_F(ReadingItems, takes_what_is_stated) {
  const Scenario scenario =
      read(avoided("less waste", "7.5", "municipality") +
           item("sales", "kind = \"extra revenue\"\namount = 2\nfrom = \"2014-07\"\n"));
  const json list = json::parse(scenario.items);
  EXPECT_EQ(list["items"][0], json({{"name", "less waste"},
                                    {"kind", "avoided cost"},
                                    {"goal", "first"},
                                    {"amount", 7.5},
                                    {"from", 0},
                                    {"whom", "municipality"},
                                    {"outside", true}}));
  EXPECT_EQ(list["items"][1]["from"], 12);
  EXPECT_EQ(list["items"][1]["whom"], "organisations");
  EXPECT_EQ(list["items"][1]["outside"], false);
  ASSERT_EQ(list["goals"].size(), 2u);
  EXPECT_EQ(list["goals"][1], json({{"burden", 20.0},
                                    {"growth", 0.03},
                                    {"relief", 0.5},
                                    {"revenue", 2.0},
                                    {"inside", 0.25}}));
  EXPECT_EQ(read("").items, "") << "no list, no text";
}

TEST_F(ReadingItems, may_not_exceed_what_the_goal_gives) {
  EXPECT_EQ(complaints(avoided("a", "2.5", "organisations") + avoided("b", "4", "society") +
                       avoided("c", "3.5", "funder")),
            Lines{})
      << "all of the burden that full progress takes away";
  EXPECT_EQ(complaints(avoided("a", "2.6", "organisations")),
            Lines{"case.toml:13:1: the items of goal 'first' state 2.6 k€ a month of avoided cost "
                  "for organisations, and full progress gives 2.5"});
  EXPECT_EQ(complaints(avoided("b", "4", "society") + avoided("c", "3.6", "funder")),
            Lines{"case.toml:19:1: the items of goal 'first' state 7.6 k€ a month of avoided cost "
                  "for the rest of society, and full progress gives 7.5"});
  EXPECT_EQ(
      complaints(item("d", "kind = \"extra revenue\"\namount = 2.1\n")),
      Lines{"case.toml:13:1: the items of goal 'first' state 2.1 k€ a month of extra revenue, "
            "and full progress gives 2"});
}

TEST_F(ReadingItems, go_to_one_organisation_that_states_its_share) {
  const std::string house =
      "[[organisation]]\nname = \"house\"\nburden_shares = [0.1, 0]\n";  // 1 k€ a month
  EXPECT_EQ(complaints(house + avoided("a", "1", "house")), Lines{});
  EXPECT_EQ(complaints(house + avoided("a", "1.5", "house")),
            Lines{"case.toml:16:1: the items of goal 'first' state 1.5 k€ a month of avoided cost "
                  "for 'house', and full progress gives 1"});
  EXPECT_EQ(complaints(avoided("a", "1", "club 2")),
            Lines{"case.toml:18:8: 'club 2' draws its share of the burden anew in each run: state "
                  "its 'burden_shares', or give the item to \"organisations\""});
}

TEST_F(ReadingItems, tells_all_that_is_wrong_at_once) {
  EXPECT_EQ(
      complaints("[[item]]\nname = \"a\"\nkind = \"avoided costs\"\ngoal = \"frist\"\namount = -1\n"
                 "whom = \"municipalty\"\nform = \"2014-01\"\n[[item]]\nname = \"a\"\nkind = "
                 "\"extra revenue\"\ngoal = \"first\"\nwhom = \"society\"\nfrom = \"2031-01\"\n"),
      (Lines{"case.toml:15:8: 'item.kind' must be 'avoided cost' or 'extra revenue', got 'avoided "
             "costs' (did you mean 'avoided cost'?)",
             "case.toml:16:8: no goal is named 'frist' (did you mean 'first'?)",
             "case.toml:17:10: 'item.amount' = -1 k€/month is outside [0, 1000000000]",
             "case.toml:18:8: 'item.whom' must be 'organisations', 'municipality', 'funder' or "
             "'society' or the name of an organisation, got \"municipalty\" (did you mean "
             "'municipality'?)",
             "case.toml:19:1: unknown key 'item.form' (did you mean 'from'?)",
             "case.toml:20:1: missing key 'item.amount'", "case.toml:21:8: two items are named 'a'",
             "case.toml:24:8: extra revenue goes to \"organisations\", in proportion to what they "
             "deliver; 'item.whom' cannot give it to \"society\"",
             "case.toml:25:8: 'item.from' lies outside the calendar"}));
}

TEST_F(ReadingItems, leave_a_design_free_to_vary_the_burden) {
  const std::string full = avoided("b", "7.5", "society");
  EXPECT_EQ(
      complaints(full + "[design]\nkind = \"grid\"\n[design.factors]\ngoals.burden = [5, 20]\n"),
      Lines{})
      << "the list belongs to the scenario, and to no point";
  EXPECT_EQ(complaints_when([&] {
              Overrides overrides;
              overrides.settings = {"goals.burden=5"};
              read(full, overrides);
            }).size(),
            1u);
}

}  // namespace
}  // namespace samen
