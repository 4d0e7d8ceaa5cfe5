// The map of a grid: how many times the value of one arm another is worth.
#include <nlohmann/json.hpp>

#include "io/known_answer.hpp"

namespace samen::analysis::points_test {
namespace {

using nlohmann::json;

class Mapped : public KnownAnswer {
 protected:
  /// Alone makes 1 and 2 in turn; together makes 15, and 7.5 at the second point. At the third
  /// alone loses 1.
  std::string file(const std::string& measure) const {
    const std::string grid =
        "[design]\nkind = \"grid\"\n[design.factors]\nlevers.puller = [0, 0.5, 1]\n"
        "[scenario.answer]\nmeasure = \"" +
        measure + "\"\n";
    return written(
        "a.h5", scenario("arms = [\"alone\", \"together\"]\nreplicates = 10\n" + grid),
        [&](RunResult& result) {
          const int point = result.run.point;
          const double alone = point == 2 ? -1.0 : result.run.replicate % 2 ? 2.0 : 1.0;
          outcome(result, measure) = result.run.arm == Arm::alone ? alone : point == 1 ? 7.5 : 15.0;
        });
  }
  std::string summary(const std::string& words) const {
    const Reply reply = reply_of("summary " + words);
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    return reply.text;
  }
};

TEST_F(Mapped, says_how_many_times_one_arm_is_worth_the_other) {
  const std::string path = file("net_value");
  const json rows = json::parse(summary(path + " --format json")).at("points");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_NEAR(rows[0]["times"].get<double>(), 10.0, 1e-12);  // 15 / 1.5
  EXPECT_NEAR(rows[1]["times"].get<double>(), 5.0, 1e-12);
  EXPECT_TRUE(rows[2]["times"].is_null()) << "a ratio to a loss has no meaning";
  EXPECT_NE(summary(path).find("Together is worth ten times alone or more at 1 of 3 points, at 0 "
                               "with its whole interval"),
            std::string::npos);
}

TEST_F(Mapped, has_times_of_net_value_only) {
  const json rows = json::parse(summary(file("mean_progress") + " --format json")).at("points");
  EXPECT_FALSE(rows[0].contains("times"));
}

}  // namespace
}  // namespace samen::analysis::points_test
