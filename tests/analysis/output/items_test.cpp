// The balance of the choices as a list: items against numbers by hand and against the ledger of
// simulated runs; and the motor below it.
#include <nlohmann/json.hpp>

#include "analysis/output/item_tables.hpp"
#include "io/known_answer.hpp"

namespace samen::analysis::items_test {
namespace {

using nlohmann::json;

constexpr const char* three_arms =
    "arms = [\"nothing\", \"alone\", \"together\"]\nreplicates = 10\n";

// Full progress of a goal takes 10 of its 20 k€ a month, a quarter of it off organisations.
constexpr const char* three_items = R"([goals]
burden = 20
growth = 0
relief = 0.5
[[item]]
name = "waste"
kind = "avoided cost"
goal = "first, with a comma"
amount = 4
whom = "municipality"
[[item]]
name = "transport"
kind = "avoided cost"
goal = "first, with a comma"
amount = 2
whom = "organisations"
from = "2021-02"
[[item]]
name = "sales"
kind = "extra revenue"
goal = "first, with a comma"
amount = 1
)";

/// Progress of the first goal together: 0.25 and 0.75 in turn, in all six months.
void progress_together(RunResult& result) {
  if (result.run.arm != Arm::together) return;
  constexpr std::size_t months = 6, goals = 2;
  for (auto& series : result.series)  // the others are of the whole
    for (std::size_t t = 0; t < months && series.size() == months * goals; ++t)
      series[t * goals] = result.run.replicate % 2 ? 0.75F : 0.25F;
}

class Items : public KnownAnswer {
 protected:
  std::string file(const std::string& record) const {
    return written("a.h5", scenario(three_arms + record + three_items), progress_together);
  }
  json summary_of(const std::string& path) const {
    const Reply reply = reply_of("summary " + path + " --format json");
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    return json::parse(reply.text);
  }
  static void expect_rows(const json& rows, const char* arm, const std::vector<double>& values) {
    ASSERT_EQ(rows.size(), values.size()) << rows;
    for (std::size_t n = 0; n < values.size(); ++n)
      EXPECT_NEAR(rows[n][arm].get<double>(), values[n], 1e-9) << arm << ", row " << n;
  }
};

TEST_F(Items, break_down_what_the_arms_bring) {
  const json list = summary_of(file("record = [\"progress\"]\n"));
  const json& rows = list.at("items");
  // avoided 10 × 0.5 × 6; waste 4 × 0.5 × 6; transport 2 × 0.5 × 3, for it begins in month 4; the
  // rest of organisations 30/4 - 3 and of society 30 × 3/4 - 12; revenue 2 × 0.5 × 6, sales half
  expect_rows(rows, "together", {30, 12, 3, 4.5, 10.5, 6, 3, 3, 36});
  expect_rows(rows, "nothing", {0, 0, 0, 0, 0, 0, 0, 0, 0});
  EXPECT_EQ(rows[1]["item"], "  waste");
  EXPECT_EQ(rows[1]["whom"], "municipality");
  EXPECT_EQ(rows[2]["from"], "2021-02");
  // R 4.2.2: t.test(rep(c(6, 18), 5))$conf.int is 7.475686 16.524314
  EXPECT_NEAR(rows[1]["together_low"].get<double>(), 7.475686, 1e-5);
  EXPECT_NEAR(rows[1]["together_high"].get<double>(), 16.524314, 1e-5);
}

TEST_F(Items, tell_who_gets_it_and_who_bears_what_is_left) {
  const json list = summary_of(file("record = [\"progress\"]\n"));
  const json& gained = list.at("bearers");
  EXPECT_EQ(gained[0]["bearer"], "organisations");
  expect_rows(gained, "together", {6, 12, 7.5, 10.5, 36});
  // Two goals of 20 k€ over six months: 240, a quarter on organisations.
  const json& borne = list.at("borne");
  expect_rows(borne, "nothing", {6, 24, 54, 156, 240});
  expect_rows(borne, "together", {3, 12, 49.5, 145.5, 210});
}

TEST_F(Items, say_which_series_is_missing) {
  const json rows = summary_of(file("record = [\"outcomes\"]\n")).at("items");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_NE(
      rows[0]["missing"].get<std::string>().find("'progress' was not recorded: run it with --set "
                                                 "'run.record=[\"outcomes\", \"progress\"]'"),
      std::string::npos)
      << rows;
}

TEST_F(Items, are_not_told_where_nobody_lists_them) {
  const std::string none = written("b.h5", scenario(three_arms), [](RunResult&) {});
  EXPECT_FALSE(summary_of(none).contains("items"));
}

TEST_F(Items, are_told_of_one_setting) {
  const std::string design =
      "[design]\nkind = \"grid\"\n[design.factors]\nlevers.puller = [0, 1]\n";
  const std::string file =
      written("c.h5", scenario(three_arms + std::string(three_items) + design), [](RunResult&) {});
  const json rows = summary_of(file).at("items");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_NE(rows[0]["missing"].get<std::string>().find("this file has 2 design points"),
            std::string::npos);
}

// Series are stored with 24 bits: sums of 150 months agree to five digits.
TEST_F(Items, sum_to_the_ledger_of_the_runs) {
  Overrides few;
  few.replicates = 2;
  const Scenario maurice = read_scenario(SAMEN_SCENARIOS "/maurice4.toml", few);
  ResultsWriter writer(maurice, path("m.h5"), {"samen run", 1, "as compiled"});
  run_batch(maurice, 1, [&](const RunResult& result) { writer.write(result); });
  writer.finish();
  const Batch batch(path("m.h5"));
  const ItemBalance balance(batch);
  for (const int arm : batch.arms()) {
    const auto& runs = balance.runs_of(arm);
    const auto expect_sums = [&](const char* outcome, auto&& amount) {
      const auto sums = batch.values(outcome, {arm, 0});
      ASSERT_EQ(sums.size(), runs.size());
      for (std::size_t n = 0; n < sums.size(); ++n)
        EXPECT_NEAR(amount(runs[n]), sums[n], 1e-5 * (1.0 + sums[n])) << outcome;
    };
    expect_sums("avoided_cost", [](const auto& r) { return r.avoided_inside + r.avoided_outside; });
    expect_sums("extra_revenue", [](const auto& r) { return r.revenue; });
    expect_sums("burden_of_organisations", [](const auto& r) { return r.borne_inside; });
    expect_sums("burden_of_society", [](const auto& r) { return r.borne_outside; });
  }
}

TEST_F(Items, change_no_bit_of_a_run) {
  const auto hashes_with = [&](const std::string& sections) {
    std::vector<std::uint64_t> hashes;
    run_batch(scenario(three_arms + sections), 1,
              [&](const RunResult& result) { hashes.push_back(result.trajectory_hash); });
    return hashes;
  };
  const std::string with = three_items;
  EXPECT_EQ(hashes_with(with), hashes_with(with.substr(0, with.find("[[item"))));
}

TEST_F(Items, motor_turns_where_income_exceeds_cost) {
  // In four of ten runs income is half of the cost, in six it is 1.25 of it, from month 3 on.
  const std::string file = written("d.h5", scenario(three_arms), [](RunResult& result) {
    const bool meets = result.run.arm == Arm::together, turns = result.run.replicate % 10 >= 4;
    outcome(result, "self_financing") = !meets ? not_applicable : turns ? 1.25 : 0.5;
    outcome(result, "self_financing_since") = meets && turns ? 3.0 : not_applicable;
  });
  const json rows = summary_of(file).at("motor");
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_FALSE(rows[0].contains("alone")) << "where no table meets there is no motor";
  EXPECT_NEAR(rows[0]["together"].get<double>(), 0.95, 1e-12);
  EXPECT_NEAR(rows[1]["together"].get<double>(), 0.6, 1e-12);
  EXPECT_EQ(rows[2]["together"], "2021-02");
  EXPECT_NEAR(rows[3]["together"].get<double>(), 0.8, 1e-12)
      << "half of the runs have 1.25 or more";
}

}  // namespace
}  // namespace samen::analysis::items_test
