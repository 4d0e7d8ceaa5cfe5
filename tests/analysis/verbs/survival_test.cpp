// samen survival, its picture and its place in the report: what became of the tables, where
// reaching the goals competes with breaking down.
#include <cmath>

#include "analysis/results/batch.hpp"
#include "analysis/statistics/lifetimes.hpp"
#include "io/known_answer.hpp"

namespace samen::analysis::survival_test {
namespace {

/// A hundred tables in each arm over six months. Together: 7 break down, the last three of them
/// when few tables are left to break down, and 83 reach their goals. Only together: 30 break down
/// and 40 reach their goals.
class CompetingEnds : public KnownAnswer {
 protected:
  std::string file() const {
    const Scenario of = scenario(
        "arms = [\"together\", \"only_together\"]\nrecord = [\"summary\"]\nreplicates = 100\n");
    return written("a.h5", of, [](RunResult& result) {
      constexpr std::array<int, 7> late{0, 1, 2, 3, 4, 4, 4};
      const bool together = result.run.arm == Arm::together;
      const int replicate = result.run.replicate;
      const int failing = together ? 7 : 30, ending = together ? 90 : 70;
      if (replicate < failing) {
        result.ended_at[0] =
            together ? late.at(static_cast<std::size_t>(replicate)) : replicate % 5;
        result.ended_by[0] = replicate % 2 == 0 ? reason::too_few_members : reason::faded;
      } else if (replicate < ending) {
        result.ended_at[0] = replicate % 4;
        result.ended_by[0] = reason::goals_reached;
      }
    });
  }
  std::vector<std::map<std::string, std::string>> records(const std::string& file,
                                                          const std::string& table) const {
    return records_of_csv(reply_of("survival " + file + " --format csv --only " + table).text);
  }
};

double number(const std::map<std::string, std::string>& record, const std::string& key) {
  return std::stod(record.at(key));
}

// R: d <- data.frame(time, status), status 0 still there, 1 broken down, 2 goals reached;
// timepoints(cmprsk::cuminc(d$time, d$status), c(2, 4, 6))$est, and the same from
// summary(survival::survfit(Surv(time, factor(status, 0:2)) ~ 1, data = d), times = c(2, 4, 6)):
// $pstate and $std.err; bounds 1 - S^exp(±qnorm(.975) se / (S (-log S))) with S = 1 - pstate.
struct Reference {
  double time, broken_down, error, low, high, reached_goals;
};
constexpr std::array together{
    Reference{2, 0.02, 0.0140000000000, 0.00503978804156, 0.0776044918211, 0.42},
    Reference{4, 0.04, 0.0195959179423, 0.01520342403542, 0.1030667737228, 0.83},
    Reference{6, 0.07, 0.0255147016443, 0.03399984782293, 0.1412259920380, 0.83}};
constexpr std::array only_together{
    Reference{2, 0.12, 0.0324961536185, 0.0699992091284, 0.201628532630, 0.20},
    Reference{4, 0.24, 0.0427083130081, 0.1678274989567, 0.336321631752, 0.40},
    Reference{6, 0.30, 0.0458257569496, 0.2203488547834, 0.400164059564, 0.40}};

TEST_F(CompetingEnds, have_the_cumulative_incidence_of_r) {
  const Batch batch(file());
  const TableLifetimes tables(batch);
  for (const auto& [arm, rows] :
       {std::pair{"together", together}, std::pair{"only_together", only_together}}) {
    const auto competing = tables.by_competing_cause({batch.arm_named(arm), 0});
    const auto curve = cumulative_incidence(competing, broken_down);
    for (const Reference& row : rows) {
      const Estimate share = share_ended_by(competing, broken_down, row.time, Unit::lifetime);
      EXPECT_NEAR(share.mean, row.broken_down, 1e-12);
      EXPECT_NEAR(share.interval->low, row.low, 1e-10);
      EXPECT_NEAR(share.interval->high, row.high, 1e-10);
      EXPECT_NEAR(share_ended_by(competing, reached_goals, row.time, Unit::lifetime).mean,
                  row.reached_goals, 1e-12);
      const auto last = std::find_if(curve.rbegin(), curve.rend(),
                                     [&](const auto& point) { return point.time <= row.time; });
      EXPECT_NEAR(last->incidence, row.broken_down, 1e-12);
      EXPECT_NEAR(last->standard_error, row.error, 1e-10);
    }
  }
}

TEST_F(CompetingEnds, are_shares_of_all_tables_in_the_first_table) {
  const std::string results = file();
  const auto rows = records(results, "breakdown");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_NEAR(number(rows[0], "broken_down"), 0.07, 1e-9);
  EXPECT_NEAR(number(rows[0], "not_broken_down"), 0.93, 1e-9);
  EXPECT_NEAR(number(rows[0], "reached_goals"), 0.83, 1e-9);
  EXPECT_NEAR(number(rows[1], "not_broken_down"), 0.70, 1e-9);
  const std::string text = reply_of("survival " + results).text;
  EXPECT_LT(text.find("cumulative incidence"), text.find("Cause-specific")) << text;
  EXPECT_EQ(text.find("72 %"), text.rfind("72 %")) << "Kaplan–Meier in its own table alone";
  EXPECT_GT(text.find("72 %"), text.find("Cause-specific")) << text;
  const auto periods = records(results, "periods");
  EXPECT_NEAR(number(periods.at(0), "broken_down"), 0.07, 1e-9) << "by the end of its period";
}

TEST_F(CompetingEnds, are_what_picture_and_report_say) {
  const std::string results = file();
  const Reply drawn = reply_of("plot " + results + " --picture survival -o " + path("drawn"));
  ASSERT_EQ(drawn.exit, 0) << drawn.complaint;
  const std::string picture = contents_of(path("drawn/survival.svg"));
  EXPECT_NE(
      picture.find("Not broken down by 2021: 93 % of the tables (together), 70 % (only together)"),
      std::string::npos)
      << picture.substr(0, 900);
  EXPECT_EQ(reply_of("report " + results).exit, 0);
  const std::string page = contents_of(path("a.html"));
  EXPECT_NE(page.find(">not broken down</th>"), std::string::npos);
  EXPECT_NE(page.find("93 % [86"), std::string::npos) << "1 - 0.1412 to 1 - 0.0340";
  EXPECT_EQ(page.find("72 %"), std::string::npos);
}

TEST_F(CompetingEnds, of_whatever_kind_end_a_table_when_all_are_asked) {
  const std::string results = file();
  const auto rows = records_of_csv(
      reply_of("survival " + results + " --ending all --format csv --only lifetimes").text);
  EXPECT_NEAR(number(rows.at(0), "survival"), 0.10, 1e-9) << "7 and 83 of 100 have ended";
}

}  // namespace
}  // namespace samen::analysis::survival_test
