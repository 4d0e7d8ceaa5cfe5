// A setting as bytes: what the page hands to the engine in the browser.
#include "demo/setting_bytes.hpp"

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen::demo {
namespace {

const std::string scenarios = SAMEN_SCENARIOS;

Writer written(Setting setting) {
  Writer writer;
  pass(writer, setting);
  return writer;
}

Setting read(const std::vector<unsigned char>& bytes, bool* complete = nullptr) {
  Setting setting;
  Reader reader(bytes.data(), bytes.size());
  pass(reader, setting);
  if (complete) *complete = reader.complete();
  return setting;
}

std::vector<std::uint64_t> hashes_of(const Scenario& scenario) {
  std::vector<std::uint64_t> hashes;
  run_batch(scenario, 1, [&](const RunResult& result) {
    EXPECT_FALSE(result.failed) << result.message;
    hashes.push_back(result.trajectory_hash);
  });
  return hashes;
}

TEST(SettingBytes, ASettingReadBackHasTheSameBytesAndTheSameRuns) {
  for (const char* name : {"hefboom8", "maurice4", "flanders"}) {
    Scenario scenario = read_scenario(scenarios + "/" + name + ".toml", {.replicates = 1});
    const Writer bytes = written(scenario.setting);
    bool complete = false;
    const Setting back = read(bytes.bytes, &complete);
    EXPECT_TRUE(complete) << name;
    EXPECT_EQ(bytes.bytes, written(back).bytes) << name;
    const auto expected = hashes_of(scenario);
    scenario.setting = back;
    EXPECT_EQ(expected, hashes_of(scenario)) << name;
  }
}

TEST(SettingBytes, ABranchATableOfMeetingsAndAShockComeBack) {
  const Setting setting =
      scenario_from(
          "[branch]\nat = \"2018-01\"\nhistory = \"alone\"\n[[goal]]\nname = \"one\"\n"
          "[[organisation]]\nname = \"a\"\nnumber = 3\nincome = { lognormal = [500, 0.4] }\n"
          "[[table]]\nmeetings = [{ month = \"2013-09\", days = 0.5 }]\n"
          "[[shock]]\nmonth = \"2015-01\"\nsize = 0.25\n[[cut]]\nmonth = \"2017-01\"\n",
          "test")
          .setting;
  const Setting back = read(written(setting).bytes);
  ASSERT_TRUE(back.branch);
  EXPECT_EQ(54, back.branch->month);
  EXPECT_EQ(Arm::alone, back.branch->history);
  EXPECT_EQ((std::vector<double>{0.0, 0.0, 0.5}), back.layout.tables[0].dated_meetings);
  EXPECT_EQ(0.25, back.layout.shocks[0].size);
  EXPECT_EQ(42, back.layout.cuts[0].month);
  ASSERT_TRUE(back.initial_values.organisations[2].income);
  EXPECT_EQ(Distribution::Kind::lognormal, back.initial_values.organisations[2].income->kind);
  EXPECT_EQ(500.0, back.initial_values.organisations[2].income->first);
}

TEST(SettingBytes, APlaceSaysWhereAScalarLies) {
  Setting setting = read_scenario(scenarios + "/hefboom8.toml").setting;
  const Writer before = written(setting);
  setting.parameters.trust.loss = 0.123;
  const Writer after = written(setting);
  ASSERT_EQ(before.bytes.size(), after.bytes.size());
  std::vector<double> changed;
  for (const Place& place : after.places)
    if (std::memcmp(&before.bytes[place.offset], &after.bytes[place.offset], place.size) != 0) {
      double value = 0.0;
      ASSERT_EQ(sizeof value, place.size);
      std::memcpy(&value, &after.bytes[place.offset], sizeof value);
      changed.push_back(value);
    }
  EXPECT_EQ(std::vector<double>{0.123}, changed);
}

TEST(SettingBytes, APlaceSaysHowManyItemsAListHas) {
  Setting setting = read_scenario(scenarios + "/hefboom8.toml").setting;
  const Writer before = written(setting);
  setting.layout.tables[0].teams = {0};
  const Writer after = written(setting);
  ASSERT_EQ(before.places.size() + 1, after.places.size());
  std::size_t n = 0;
  while (before.places[n].items == after.places[n].items) ++n;
  EXPECT_EQ(0u, before.places[n].items);
  EXPECT_EQ(1u, after.places[n].items);
  EXPECT_EQ(before.places[n].offset, after.places[n].offset);
  EXPECT_EQ(after.places[n].end(), after.places[n + 1].offset);
}

TEST(SettingBytes, BytesCutShortOrTooManyAreNoSetting) {
  const std::vector<unsigned char> bytes =
      written(read_scenario(scenarios + "/maurice4.toml").setting).bytes;
  bool complete = true;
  for (std::size_t count = 0; count < bytes.size(); count += 97) {
    read({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count)}, &complete);
    EXPECT_FALSE(complete) << count;
  }
  std::vector<unsigned char> longer = bytes;
  longer.push_back(0);
  read(longer, &complete);
  EXPECT_FALSE(complete);
}

}  // namespace
}  // namespace samen::demo
