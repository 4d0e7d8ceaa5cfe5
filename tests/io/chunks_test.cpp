// Series in compressed chunks: what is in them, and where their borders lie.
#include "io/chunks.hpp"

#include <cmath>
#include <fstream>
#include <optional>
#include <random>

#include "io/hdf5.hpp"
#include "io/known_answer.hpp"
#include "io/merge.hpp"
#include "io/results_file.hpp"
#include "io/same_runs.hpp"
#include "io/stored_rows.hpp"

namespace samen {
namespace {

using hdf5::Handle;

constexpr const char* hefboom = SAMEN_SCENARIOS "/hefboom8.toml";

Handle dataset_of(const std::string& file, const std::string& name) {
  const Handle opened{H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "opening"};
  return {H5Dopen2(opened, name.c_str(), H5P_DEFAULT), H5Dclose, "dataset"};
}

/// Bytes of the chunk that begins with a run, as they lie in the file.
std::string chunk_at(const std::string& file, const std::string& name, hsize_t run) {
  const Handle data = dataset_of(file, name);
  const std::vector<hsize_t> at{run, 0, 0};
  hsize_t size = 0;
  EXPECT_GE(H5Dget_chunk_storage_size(data, at.data(), &size), 0);
  std::string bytes(size, '\0');
  std::uint32_t skipped = 0;
  EXPECT_GE(H5Dread_chunk(data, H5P_DEFAULT, at.data(), &skipped, bytes.data()), 0);
  return bytes;
}

std::vector<hsize_t> chunk_of(const std::string& file, const std::string& name) {
  const Handle data = dataset_of(file, name);
  const Handle creation{H5Dget_create_plist(data), H5Pclose, "layout"};
  if (H5Pget_layout(creation) != H5D_CHUNKED) return {};
  std::vector<hsize_t> chunk(hdf5::size_of(data).size());
  H5Pget_chunk(creation, static_cast<int>(chunk.size()), chunk.data());
  EXPECT_EQ(H5Pget_nfilters(creation), 2);
  return chunk;
}

int index_of(std::string_view name) {
  const auto found = std::find_if(observables.begin(), observables.end(),
                                  [&](const Observable& each) { return each.name == name; });
  return static_cast<int>(found - observables.begin());
}

TEST(Chunks, become_shorter_unless_they_are_chance) {
  Chunk chunk;
  const std::vector<float> same(50000, 0.25f);
  compress(same.data(), same.size() * sizeof(float), sizeof(float), chunk);
  EXPECT_LT(chunk.size, same.size() * sizeof(float) / 100);
  EXPECT_EQ(chunk.skipped, 0u);
  std::mt19937_64 bits(7);
  std::vector<std::uint64_t> chance(5000);
  for (auto& each : chance) each = bits();
  compress(chance.data(), chance.size() * sizeof(double), sizeof(double), chunk);
  EXPECT_EQ(chunk.size, chance.size() * sizeof(double)) << "as long as before, and no longer";
  EXPECT_EQ(chunk.skipped, 2u) << "the second filter, deflate";
}

TEST(Chunks, begin_and_end_with_shards) {
  struct Case {
    int replicates;
    std::vector<std::string> settings;
  };
  const std::string grid = "design.factors={\"levers.puller\"=[0.0,0.5,1.0]}";
  for (const Case& each : std::vector<Case>{{2, {}},
                                            {17, {}},
                                            {200, {}},
                                            {640, {}},
                                            {50, {"design.kind='grid'", grid}},
                                            {40, {"design.kind='grid'", grid}},
                                            {17, {"branch.at='2018-01'"}},
                                            {1000, {"run.arms=['alone','together']"}}}) {
    std::vector<std::string> settings = each.settings;
    settings.emplace_back("run.compress='always'");
    const Scenario scenario =
        read_scenario(hefboom, {.settings = settings, .replicates = each.replicates});
    const int step = runs_between_borders(scenario);
    for (const int most_runs : {1, 100, 217})
      for (const RunRange& shard : run_ranges_of(scenario, most_runs))
        EXPECT_EQ(shard.first % step, 0) << each.replicates << " replicates, run " << shard.first;
    for (const int series : recorded(scenario.record)) {
      const int together = runs_in_chunk(scenario, series);
      if (together == 0) continue;
      EXPECT_EQ(step % together, 0);
      EXPECT_TRUE(together == 1 || together * bytes_of_series(scenario, series) <= 256u << 10);
    }
  }
  const auto together_of = [](std::string_view name, int replicates,
                              const char* setting = "run.compress='always'") {
    return runs_in_chunk(read_scenario(hefboom, {.settings = {setting}, .replicates = replicates}),
                         index_of(name));
  };
  EXPECT_EQ(together_of("elan", 640), 128);
  EXPECT_EQ(together_of("commitment", 640), 32);
  EXPECT_EQ(together_of("trust", 640), 4);
  EXPECT_EQ(together_of("society_net", 640), 0) << "it would not become much shorter";
  EXPECT_EQ(together_of("elan", 5), 0) << "a few kilobytes lie in one piece";
  EXPECT_EQ(together_of("elan", 640, "run.compress='large'"), 0) << "0.6 GB: memory takes them up";
  EXPECT_EQ(together_of("elan", 1280, "run.compress='large'"), 128) << "1.3 GB";
  EXPECT_EQ(together_of("elan", 1280, "run.compress='never'"), 0);
}

class ChunksOfBatch : public KnownAnswer {
 protected:
  /// Runs of 150 months with other numbers in each run, month and entry.
  Scenario batch(int replicates) const {
    return read_scenario(hefboom, {.settings = {"run.arms=['alone','together']",
                                                "run.record=['outcomes','trust','progress']",
                                                "run.compress='always'"},
                                   .replicates = replicates});
  }
  static void number(RunResult& result) {
    const auto index = static_cast<float>(result.run.index);
    for (auto& series : result.series)
      for (std::size_t n = 0; n < series.size(); ++n)
        series[n] = index + 0.001f * static_cast<float>(n % 977);
    if (result.run.index == 37) fail(result);
  }
  std::string shard(const Scenario& of, const RunRange& range, const Formula& formula) const {
    const std::string name = path("from" + std::to_string(range.first) + ".h5");
    ResultsWriter writer(of, name, {"samen run", 2, "as compiled"}, range);
    for (int index = range.first; index < range.end(); ++index) {
      RunResult result = blank(of, run_at(of, index));
      formula(result);
      writer.write(result);
    }
    writer.finish();
    return name;
  }
};

TEST_F(ChunksOfBatch, hold_what_was_written) {
  const Scenario of = batch(600);
  const std::string file = written("whole.h5", of, number);
  EXPECT_EQ(chunk_of(file, "trust"), (std::vector<hsize_t>{4, 150, 64}));
  EXPECT_EQ(chunk_of(file, "progress"), (std::vector<hsize_t>{32, 150, 7}));
  EXPECT_EQ(chunk_of(file, "net_value"), std::vector<hsize_t>{});
  EXPECT_LT(std::filesystem::file_size(file), 1200u * 150u * 71u * 4u / 5u);
  const ResultsFile results(file);
  require_intact(results);
  for (const std::size_t run : {0u, 3u, 36u, 37u, 511u, 512u, 1199u}) {
    const auto trust = results.row("trust", run);
    ASSERT_EQ(trust.size(), 150u * 64u);
    for (std::size_t n = 0; n < trust.size(); n += 97) {
      if (run == 37)
        ASSERT_TRUE(std::isnan(trust[n])) << "it failed";
      else
        ASSERT_EQ(trust[n], static_cast<float>(run) + 0.001f * static_cast<float>(n % 977));
    }
  }
}

TEST_F(ChunksOfBatch, are_read_by_the_tools_of_hdf5) {
  const std::string file = written("whole.h5", batch(40), number);
  const std::string plain = path("plain.h5");
  ASSERT_EQ(std::system(("h5repack -f NONE -l CONTI " + file + " " + plain).c_str()), 0);
  EXPECT_EQ(chunk_of(plain, "trust"), std::vector<hsize_t>{});
  EXPECT_EQ(std::system(("h5diff " + file + " " + plain + " trust").c_str()), 0);
  EXPECT_GT(std::filesystem::file_size(plain), 3 * std::filesystem::file_size(file));
}

TEST_F(ChunksOfBatch, are_merged_as_they_are_where_borders_agree) {
  const Scenario of = batch(40);  // 80 runs, of which 64 go together
  const std::string whole = written("whole.h5", of, number);
  EXPECT_EQ(chunk_of(whole, "progress"), (std::vector<hsize_t>{32, 150, 7}));
  for (const std::vector<RunRange>& ranges :
       {std::vector<RunRange>{{0, 64}, {64, 16}},
        {{0, 32}, {32, 48}},
        {{0, 30}, {30, 1}, {31, 49}},  // borders within chunks
        {{0, 2}, {2, 3}, {5, 60}, {65, 15}}}) {
    std::vector<Shard> shards;
    for (const RunRange& range : ranges) shards.push_back(shard_in(shard(of, range, number)));
    int failures = 0;
    for (const Shard& each : shards) failures += each.failed;
    EXPECT_EQ(failures, 1);
    merge(in_order(shards, 80), path("merged.h5"), "", [](double) {});
    const ResultsFile merged(path("merged.h5"));
    require_intact(merged);
    for (const char* series : {"trust", "progress", "checksum_trust"})
      EXPECT_EQ(stored_rows(merged, series, 0, 80).bytes,
                stored_rows(ResultsFile(whole), series, 0, 80).bytes)
          << series << " in " << ranges.size() << " shards";
    if (ranges.front().count == 64) {
      EXPECT_EQ(chunk_at(path("merged.h5"), "progress", 64),
                chunk_at(path("from64.h5"), "progress", 0));
      EXPECT_EQ(chunk_at(path("merged.h5"), "trust", 68), chunk_at(path("from64.h5"), "trust", 4));
    }
  }
}

TEST_F(ChunksOfBatch, hold_rows_of_events_across_blocks_and_shards) {
  const Scenario of =
      read_scenario(hefboom, {.settings = {"run.arms=['alone','together']",
                                           "run.record=['outcomes','events','decisions']"},
                              .replicates = 300});
  const auto eventful = [](RunResult& result) {
    const int index = result.run.index;
    result.events.resize(static_cast<std::size_t>(index % 37));
    for (std::size_t n = 0; n < result.events.size(); ++n) {
      result.events[n].month = static_cast<int>(n);
      result.events[n].value = index + 0.01 * static_cast<double>(n);
    }
    result.decisions.resize(static_cast<std::size_t>(index % 11));
    for (BoardDecision& decision : result.decisions) decision.cap = 0.001 * index;
  };
  const std::string whole = written("whole.h5", of, eventful);
  EXPECT_EQ(chunk_of(whole, "event_value"), std::vector<hsize_t>{4096});
  EXPECT_EQ(chunk_of(whole, "decision_alone_open"), std::vector<hsize_t>{4096});
  EXPECT_EQ(chunk_of(whole, "event"), std::vector<hsize_t>{4096});
  const ResultsFile file(whole);
  require_intact(file);
  const auto of_run = file.integers("event_run");
  const auto number = file.integers("event");
  const auto values = file.numbers("event_value");
  std::size_t row = 0;
  for (int index = 0; index < 600; ++index)
    for (int n = 0; n < index % 37; ++n, ++row) {
      ASSERT_EQ(of_run[row], index);
      ASSERT_EQ(number[row], static_cast<std::int64_t>(row));
      ASSERT_EQ(values[row], index + 0.01 * n);
    }
  ASSERT_EQ(row, of_run.size());
  ASSERT_GT(row, 8192u) << "two chunks and a part";
  std::vector<Shard> shards;
  for (const RunRange& range : std::vector<RunRange>{{0, 1}, {1, 255}, {256, 320}, {576, 24}})
    shards.push_back(shard_in(shard(of, range, eventful)));
  merge(
      in_order(shards, 600), path("merged.h5"), "", [](double) {}, Existing::replaced, 2);
  const ResultsFile merged(path("merged.h5"));
  require_intact(merged);
  EXPECT_EQ(chunk_of(path("merged.h5"), "event_value"), std::vector<hsize_t>{4096});
  EXPECT_EQ(different_labels(file, merged), std::vector<std::string>{});
  for (const char* axis : {"event", "decision"}) {
    ASSERT_EQ(merged.length_of(axis), file.length_of(axis));
    EXPECT_EQ(merged.integers(axis), file.integers(axis));
    for (const std::string& column : columns_along(file, axis))
      EXPECT_EQ(merged.numbers(column), file.numbers(column)) << column;
  }
}

/// Bytes that this process has read so far; nothing where the system does not count them.
std::optional<std::uint64_t> bytes_read() {
  std::ifstream counted("/proc/self/io");
  std::string name;
  std::uint64_t bytes = 0;
  if (counted >> name >> bytes && name == "rchar:") return bytes;
  return std::nullopt;
}

TEST_F(ChunksOfBatch, are_unpacked_once_by_who_reads_run_by_run) {
  written("whole.h5", batch(160), number);
  ASSERT_EQ(chunk_of(path("whole.h5"), "progress"), (std::vector<hsize_t>{32, 150, 7}));
  ASSERT_TRUE(bytes_read()) << "Linux counts in /proc/self/io what is read";
  hsize_t stored = 0;
  {
    const ResultsFile file(path("whole.h5"));
    file.row("progress", 0);  // opens the dataset and reads its index
    stored = H5Dget_storage_size(file.dataset("progress"));
    const auto before = bytes_read();
    for (std::size_t run = 0; run < 320; ++run) ASSERT_EQ(file.row("progress", run).size(), 1050u);
    EXPECT_LT(*bytes_read() - *before, 2 * stored) << "not once for each of the 32 runs in a chunk";
  }
  const auto after = bytes_read();
  for (std::size_t run = 0; run < 320; ++run) {
    const hdf5::Handle anew = dataset_of(path("whole.h5"), "progress");
    const std::vector<hsize_t> count{1, 150, 7}, start{run, 0, 0};
    const hdf5::Handle place{H5Dget_space(anew), H5Sclose, "space"};
    const hdf5::Handle memory = hdf5::space(count);
    H5Sselect_hyperslab(place, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr);
    std::vector<float> values(1050);
    ASSERT_GE(H5Dread(anew, H5T_NATIVE_FLOAT, memory, place, H5P_DEFAULT, values.data()), 0);
  }
  EXPECT_GT(*bytes_read() - *after, 16 * stored)
      << "who opens it for each run unpacks it each time";
}

TEST_F(ChunksOfBatch, with_changed_bytes_are_refused) {
  const std::string file = written("damaged.h5", batch(40), number);
  haddr_t place = 0;
  hsize_t size = 0;
  {
    const Handle data = dataset_of(file, "trust");
    const std::vector<hsize_t> at{8, 0, 0};
    unsigned skipped = 0;
    ASSERT_GE(H5Dget_chunk_info_by_coord(data, at.data(), &skipped, &place, &size), 0);
  }
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekp(static_cast<std::streamoff>(place + size / 2));
  bytes.write("\x5a\xa5\x5a\xa5", 4);
  bytes.close();
  const Reply verified = reply_of_samen("verify " + file);
  EXPECT_EQ(verified.exit, 2) << verified.text;
  for (const Reply& reply : {verified, reply_of("export " + file + " --long trust")}) {
    EXPECT_EQ(reply.exit, 2) << reply.complaint;
    EXPECT_NE(reply.complaint.find("damaged – 'trust' cannot be read"), std::string::npos)
        << reply.complaint;
    EXPECT_NE(reply.complaint.find(file), std::string::npos) << reply.complaint;
  }
  EXPECT_EQ(reply_of("export " + file + " --long progress -o " + path("fine.csv")).exit, 0);
}

}  // namespace
}  // namespace samen
