// Shards of a batch put together, and the folder they wait in.
#include "io/merge.hpp"

#include <chrono>
#include <thread>

#include "io/hdf5.hpp"
#include "io/known_answer.hpp"
#include "io/publish.hpp"
#include "io/results_file.hpp"
#include "io/results_format.hpp"
#include "io/run_table.hpp"
#include "io/shard_folder.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;

constexpr const char* fifty = R"(arms = ["alone", "together"]
record = ["tables", "events", "decisions"]
replicates = 50
)";
constexpr int runs = 100;  // of which 64 go together

/// Gives every run different numbers: its outcome, and as many events as its number has binary
/// ones.
void number(RunResult& result) {
  const int index = result.run.index;
  outcome(result, "net_value") = 1000.0 + index;
  result.trajectory_hash = 7000000000000000000u + static_cast<std::uint64_t>(index);
  for (auto& series : result.series)
    for (std::size_t n = 0; n < series.size(); ++n)
      series[n] = index + 0.001 * static_cast<double>(n);
  for (int bit = 1; bit <= index; bit *= 2)
    if (index & bit) {
      Event event{};
      event.month = bit % 6;
      event.value = 0.5 + index;
      result.events.push_back(event);
    }
  result.decisions.resize(static_cast<std::size_t>(index % 3));
  for (BoardDecision& decision : result.decisions) decision.cap = 0.01 * index;
  if (index == 37) fail(result);
}

class Merging : public KnownAnswer {
 protected:
  const Scenario batch_ = scenario(fifty);

  std::string shard(const std::string& name, const Scenario& of, const RunRange& range) const {
    ResultsWriter writer(of, path(name), {"samen run", 1, "as compiled"}, range);
    for (int index = range.first; index < range.end(); ++index) {
      RunResult result = blank(of, run_at(of, index));
      number(result);
      writer.write(result);
    }
    writer.finish();
    return path(name);
  }

  std::vector<Shard> shards(const std::vector<RunRange>& ranges) const {
    std::vector<Shard> all;
    for (const RunRange& range : ranges)
      all.push_back(
          shard_at(shard("from" + std::to_string(range.first) + ".h5", batch_, range)).value());
    return all;
  }

  /// What MergeError says.
  std::string complaint_of(std::vector<Shard> all) const {
    try {
      in_order(std::move(all), runs);
    } catch (const MergeError& error) {
      return error.what();
    }
    return "";
  }

  int difference(const std::string& one, const std::string& other) const {
    const std::string command = "h5diff --exclude-path /wall_seconds --exclude-path /provenance " +
                                quoted(path(one)) + " " + quoted(path(other)) + " >" +
                                quoted(path("difference")) + " 2>&1";
    // If columns differ in length, h5diff only says that it cannot compare them, and exits with 0.
    const int exit = std::system(command.c_str());
    return exit != 0 ? exit : static_cast<int>(!contents_of(path("difference")).empty());
  }

  std::string text_attribute(const std::string& name, const char* attribute) const {
    const hdf5::Handle file{H5Fopen(path(name).c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose,
                            "opening"};
    if (H5Aexists(file, attribute) <= 0) return "none";
    const hdf5::Handle found{H5Aopen(file, attribute, H5P_DEFAULT), H5Aclose, "opening"};
    const hdf5::Handle type{H5Aget_type(found), H5Tclose, "reading"};
    std::string text(H5Tget_size(type), '\0');
    hdf5::checked(H5Aread(found, type, text.data()), "reading");
    return text;
  }
};

const auto unheard = [](double) {};

TEST_F(Merging, gives_the_file_of_a_batch_that_was_never_split) {
  written("whole.h5", batch_, number);
  for (const std::vector<RunRange>& ranges : {std::vector<RunRange>{{0, 100}},
                                              {{0, 64}, {64, 36}},
                                              {{0, 32}, {32, 32}, {64, 32}, {96, 4}},
                                              {{0, 1}, {1, 2}, {3, 97}}}) {
    merge(in_order(shards(ranges), runs), path("merged.h5"), "", unheard);
    EXPECT_EQ(difference("whole.h5", "merged.h5"), 0) << contents_of(path("difference"));
    EXPECT_EQ(text_attribute("merged.h5", results::stop_rule_attribute), "none");
  }
  shard("part.h5", batch_, {0, 64});
  EXPECT_NE(difference("whole.h5", "part.h5"), 0) << "a part passes for the whole";
}

TEST_F(Merging, numbers_events_and_decisions_by_the_run_in_the_whole) {
  merge(in_order(shards({{0, 32}, {32, 68}}), runs), path("merged.h5"), "", unheard);
  const auto of_events = column_of(path("merged.h5"), "event_run");
  const auto values = column_of(path("merged.h5"), "event_value");
  const auto of_decisions = column_of(path("merged.h5"), "decision_run");
  std::vector<double> events, decisions;
  for (int index = 0; index < runs; ++index) {
    if (index == 37) continue;  // it failed
    for (int bit = 1; bit <= index; bit *= 2)
      if (index & bit) events.push_back(index);
    decisions.insert(decisions.end(), static_cast<std::size_t>(index % 3), index);
  }
  EXPECT_EQ(of_events, events);
  EXPECT_EQ(of_decisions, decisions);
  ASSERT_EQ(values.size(), events.size());
  EXPECT_EQ(values.back(), 99.5);
  const RunTable table = run_table_of(path("merged.h5"));
  ASSERT_EQ(table.run.size(), 100u);
  EXPECT_EQ(table.run[40], 40);
  EXPECT_EQ(table.hash[40], 7000000000000000040u);
  EXPECT_EQ(table.failed[37], 1);
  EXPECT_EQ(table.failed[38], 0);
}

TEST_F(Merging, of_a_batch_that_a_rule_stopped_says_so) {
  merge(in_order(shards({{0, 32}, {32, 32}}), 64), path("merged.h5"), "stopped at 32", unheard);
  const Shard merged = shard_at(path("merged.h5")).value();
  EXPECT_EQ(merged.planned_runs, 64);
  EXPECT_EQ(merged.range, (RunRange{0, 64}));
  EXPECT_TRUE(is_whole(merged));
  EXPECT_EQ(merged.batch, batch_name(batch_));
  EXPECT_EQ(text_attribute("merged.h5", results::stop_rule_attribute), "stopped at 32");
}

TEST_F(Merging, breaks_off_without_a_trace) {
  const auto all = in_order(shards({{0, 64}, {64, 36}}), runs);
  const auto stop = [](double) { throw std::runtime_error("stop"); };
  EXPECT_THROW(merge(all, path("merged.h5"), "", stop), std::runtime_error);
  EXPECT_FALSE(fs::exists(path("merged.h5")));
  EXPECT_FALSE(fs::exists(path("merged.h5.part")));
  std::vector<double> heard;
  merge(all, path("merged.h5"), "", [&](double share) { heard.push_back(share); });
  EXPECT_EQ(heard, (std::vector<double>{0.5, 1.0}));
}

TEST_F(Merging, while_a_batch_goes_on_takes_shards_in_any_order_and_under_any_name) {
  written("whole.h5", batch_, number);
  const auto all = in_order(shards({{0, 32}, {32, 32}, {64, 36}}), runs);
  {
    Merger merger(path("merged.h5"), runs);
    for (const std::size_t n : {1u, 2u, 0u}) {
      Shard unnamed = all[n];
      unnamed.path = path("unnamed.part");
      fs::rename(all[n].path, unnamed.path);
      const auto work = merger.add(unnamed);
      fs::rename(unnamed.path, all[n].path);
      work();
    }
    merger.finish(all, "");
  }
  EXPECT_EQ(difference("whole.h5", "merged.h5"), 0) << contents_of(path("difference"));
  {
    Merger given_up(path("again.h5"), runs);
    given_up.add(all[0])();
    EXPECT_TRUE(fs::exists(path("again.h5.part")));
    EXPECT_THROW(Merger(path("again.h5"), runs), Hdf5Error) << "another run is writing it";
    EXPECT_THROW(ResultsWriter(batch_, path("again.h5"), {}), Hdf5Error);
    EXPECT_TRUE(fs::exists(path("again.h5.part"))) << "it is not theirs";
  }
  EXPECT_FALSE(fs::exists(path("again.h5.part")));
}

TEST_F(Merging, says_what_is_wrong_with_a_shard_cut_short_meanwhile) {
  const auto all = in_order(shards({{0, 64}, {64, 36}}), runs);
  Merger merger(path("merged.h5"), runs);
  const auto work = merger.add(all[0]);
  fs::resize_file(all[0].path, 4096);
  try {
    work();
    FAIL() << "it was copied";
  } catch (const Hdf5Error& error) {
    EXPECT_NE(std::string(error.what()).find("shorter than it says"), std::string::npos);
  }
}

TEST_F(Merging, asks_for_each_run_once) {
  EXPECT_EQ(complaint_of(shards({{64, 36}, {0, 64}})), "") << "in whatever order";
  EXPECT_NE(complaint_of(shards({{0, 32}, {64, 36}})).find("runs 32 to 63 are missing"),
            std::string::npos);
  EXPECT_NE(complaint_of(shards({{32, 68}})).find("runs 0 to 31 are missing"), std::string::npos);
  EXPECT_NE(complaint_of(shards({{0, 64}})).find("runs 64 to 99 are missing of 100"),
            std::string::npos);
  EXPECT_NE(complaint_of({}).find("runs 0 to 99 are missing"), std::string::npos);
  EXPECT_NE(complaint_of(shards({{0, 64}, {32, 68}})).find("some of which another shard holds too"),
            std::string::npos);
}

TEST_F(Merging, asks_for_shards_of_one_batch) {
  auto all = shards({{0, 64}});
  const Scenario other = scenario(fifty + std::string("seed = 2\n"));
  all.push_back(shard_at(shard("other.h5", other, {64, 36})).value());
  EXPECT_NE(complaint_of(all).find("are of different batches"), std::string::npos);
}

TEST_F(Merging, knows_a_shard_from_what_is_none) {
  const Shard found = shards({{32, 64}}).front();
  EXPECT_EQ(found.range, (RunRange{32, 64}));
  EXPECT_EQ(found.planned_runs, 100);
  EXPECT_FALSE(is_whole(found));
  EXPECT_FALSE(shard_at(path("none.h5")));
  std::ofstream(path("text.h5")) << "no HDF5";
  EXPECT_FALSE(shard_at(path("text.h5")));
  fs::resize_file(found.path, fs::file_size(found.path) - 1);
  EXPECT_FALSE(shard_at(found.path)) << "a byte short";
}

TEST_F(Merging, folder_tells_what_is_left_whatever_the_size_of_the_shards) {
  std::string text = fifty;
  text.replace(text.find("50"), 2, "100");
  const Scenario hundred = scenario(text);
  ShardFolder folder(path("batch.h5"));
  EXPECT_FALSE(folder.exists());
  folder.enter({});
  using Ranges = std::vector<RunRange>;
  EXPECT_EQ(folder.remaining_for({}, hundred, 128), (Ranges{{0, 128}, {128, 72}}));
  EXPECT_EQ(folder.remaining_for({2, 3}, hundred, 64), (Ranges{{64, 64}}));
  shard("batch.h5.shards/runs-0000000064-0000000127.h5", hundred, {64, 64});
  EXPECT_EQ(folder.remaining_for({}, hundred, 64), (Ranges{{0, 64}, {128, 64}, {192, 8}}));
  EXPECT_EQ(folder.remaining_for({}, hundred, 128), (Ranges{{0, 64}, {128, 72}}));
  EXPECT_EQ(folder.remaining_for({}, hundred, 1000), (Ranges{{0, 64}, {128, 72}}));
  EXPECT_EQ(folder.remaining_for({2, 3}, hundred, 64), Ranges{});
  shard("batch.h5.shards/runs-0000000128-0000000199.h5", hundred, {128, 72});
  shard("batch.h5.shards/runs-0000000000-0000000063.h5", hundred, {0, 64});
  EXPECT_EQ(folder.remaining_for({}, hundred, 1000), Ranges{});
  EXPECT_EQ(folder.shards_of(hundred).front().range, (RunRange{0, 64})) << "by first run";
  EXPECT_THROW(folder.shards_of(scenario(fifty + std::string("seed = 2\n"))), MergeError);
  folder.remove();
  EXPECT_FALSE(folder.exists());
}

TEST_F(Merging, folder_cuts_the_plan_where_a_stop_rule_looks) {
  const Scenario known = scenario(R"(arms = ["alone", "together"]
record = ["summary"]
replicates = 600
until = { observable = "net_value", half_width = 200 }
)");
  const ShardFolder folder(path("batch.h5"));
  EXPECT_EQ(folder.remaining_for({}, known, 1000000),
            (std::vector<RunRange>{{0, 256}, {256, 256}, {512, 512}, {1024, 176}}));
  EXPECT_EQ(folder.remaining_for({}, known, 320),
            (std::vector<RunRange>{
                {0, 256}, {256, 64}, {320, 192}, {512, 128}, {640, 320}, {960, 64}, {1024, 176}}));
}

TEST_F(Merging, folder_keeps_others_out) {
  ShardFolder folder(path("batch.h5"));
  folder.enter({});
  std::ofstream(path("batch.h5.shards/runs-0000000000-0000000099.h5.part")) << "left by a kill";
  ShardFolder second(path("batch.h5"));
  EXPECT_THROW(second.enter({}), Hdf5Error);
  EXPECT_THROW(second.enter({1, 2}), Hdf5Error);
  EXPECT_TRUE(fs::exists(path("batch.h5.shards/runs-0000000000-0000000099.h5.part")))
      << "it may be the other's";
  folder.remove();
  ShardFolder one(path("batch.h5")), two(path("batch.h5")), same(path("batch.h5"));
  one.enter({1, 2});
  two.enter({2, 2});
  EXPECT_THROW(same.enter({2, 2}), Hdf5Error);
  EXPECT_THROW(second.enter({}), Hdf5Error);
  std::ofstream(path("batch.h5.shards/runs-0000000000-0000000099.h5.part")) << "left by a kill";
  one.remove();
  EXPECT_THROW(ShardFolder(path("none/batch.h5")).enter({}), Hdf5Error);
  EXPECT_FALSE(fs::exists(path("none")));
}

TEST_F(Merging, waits_for_the_lock_of_a_program_that_is_on_its_way_out) {
  const std::string file = path("lock");
  auto other = std::make_unique<WriteLock>(file, "it");
  std::thread going([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    other.reset();
  });
  EXPECT_NO_THROW(WriteLock(file, "it"));
  going.join();
  const WriteLock stays(file, "it");
  EXPECT_THROW(WriteLock(file, "it"), Hdf5Error);
}

TEST_F(Merging, folder_drops_what_a_kill_left_half_done) {
  fs::create_directory(path("batch.h5.shards"));
  std::ofstream(path("batch.h5.shards/runs-0000000000-0000000099.h5.part")) << "left by a kill";
  ShardFolder folder(path("batch.h5"));
  folder.enter({});
  EXPECT_FALSE(fs::exists(path("batch.h5.shards/runs-0000000000-0000000099.h5.part")));
}

}  // namespace
}  // namespace samen
