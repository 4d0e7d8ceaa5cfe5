// What a file says about series that it does not have.
#include "analysis/results/recording.hpp"

#include "io/known_answer.hpp"

namespace samen::analysis::recording_test {
namespace {

class Recording : public KnownAnswer {
 protected:
  std::string file_with(const std::string& record) const {
    return written("a.h5", scenario("arms = [\"alone\", \"together\"]\nreplicates = 4\n" + record),
                   [](RunResult&) {});
  }
};

TEST_F(Recording, adds_a_series_to_what_was_recorded) {
  const auto asked = [&](const std::string& record) {
    return setting_that_records(ResultsFile(file_with(record)), {"trust"});
  };
  EXPECT_EQ(asked("record = [\"summary\"]\n"), R"(--set 'run.record=["summary", "trust"]')");
  EXPECT_EQ(asked("record = ['tables', 'trust']\n"), R"(--set 'run.record=["tables", "trust"]')");
  EXPECT_EQ(asked(""), R"(--set 'run.record=["summary", "tables", "events", "trust"]')");
}

TEST_F(Recording, takes_over_a_list_of_many_lines) {
  std::string list;
  std::size_t names = 0;
  for (const Observable& each : observables)
    if (each.name != "trust" && each.axis != Axis::pair) {
      list += (list.empty() ? "\"" : ", \"") + std::string(each.name) + "\"";
      ++names;
    }
  ASSERT_GT(names, 40u);
  const ResultsFile file(file_with("record = [" + list + "]\n"));
  EXPECT_EQ(setting_that_records(file, {"trust"}), "--set 'run.record=[" + list + ", \"trust\"]'");
}

TEST_F(Recording, names_only_what_is_missing) {
  const ResultsFile file(file_with("record = [\"progress\"]\n"));
  EXPECT_EQ(what_was_not_recorded(file, {"progress"}), "");
  EXPECT_EQ(what_was_not_recorded(file, {"progress", "trust", "seated"}),
            "'trust', 'seated' were not recorded: run it with "
            "--set 'run.record=[\"progress\", \"trust\", \"seated\"]'");
}

TEST_F(Recording, is_told_by_those_who_miss_a_series) {
  const std::string file = file_with("record = [\"summary\", \"events\"]\n");
  const auto expect_told = [&](const std::string& verb, const std::string& what) {
    const Reply reply = reply_of(verb);
    EXPECT_EQ(reply.exit, 2) << verb;
    EXPECT_NE(reply.complaint.find(what), std::string::npos) << verb << ": " << reply.complaint;
  };
  expect_told("export " + file + " --long progress",
              "'progress' was not recorded: run it with "
              "--set 'run.record=[\"summary\", \"events\", \"progress\"]'");
  expect_told("plot " + file + " --picture trust",
              "'seated', 'trust' were not recorded: run it with "
              "--set 'run.record=[\"summary\", \"events\", \"seated\", \"trust\"]'");
  expect_told("plot " + file + " --picture walk", "'seated', 'commitment' were not recorded");
  EXPECT_EQ(reply_of("export " + file + " --long society_net").exit, 0);
}

}  // namespace
}  // namespace samen::analysis::recording_test
