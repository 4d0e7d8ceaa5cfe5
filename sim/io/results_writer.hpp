// Writes the result file of a batch (results_format.hpp), run by run in plan order.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "experiment/runner.hpp"
#include "io/build_identity.hpp"
#include "io/provenance.hpp"
#include "io/publish.hpp"
#include "io/receipt.hpp"

namespace samen {

struct Shard;

/// No file appears at `path` before `finish`: it grows as `path`.part, is closed, synced to the
/// disk and renamed. A writer that is destroyed before that removes what it wrote. Throws Hdf5Error
/// with the reason (a full disk, a folder that cannot be written).
class ResultsWriter {
 public:
  ResultsWriter(const Scenario& scenario, const std::string& path, const Provenance& provenance,
                Existing existing = Existing::replaced);
  /// Writes a shard: the runs of a range of the plan, with their numbers in the whole plan.
  ResultsWriter(const Scenario& scenario, const std::string& path, const Provenance& provenance,
                const RunRange& range, Existing existing = Existing::replaced);
  ~ResultsWriter();
  ResultsWriter(const ResultsWriter&) = delete;
  ResultsWriter& operator=(const ResultsWriter&) = delete;

  /// Writes a whole batch that may be killed and go on: the file grows as `part`.
  ResultsWriter(const Scenario& scenario, const std::string& path, const Provenance& provenance,
                const std::filesystem::path& part, Existing existing);

  void write(const RunResult& result);
  /// Ends a range of the plan in such a batch: writes what is gathered, and returns where its
  /// series lie. Once there is a receipt, the file is kept if it is not finished.
  Receipt receipt();
  /// Takes over the runs of a shard, which come next in the plan. Throws Hdf5Error or ResultsError
  /// if the shard, or the file of its series, is not what was written.
  void adopt(const Shard& shard);
  /// Closes the file. Returns the work that puts it on the disk under its name. That work does not
  /// call HDF5 and may be done on another thread. With a receipt the file is one of a shard without
  /// series.
  std::function<void()> close(const Receipt* receipt = nullptr);
  /// Closes the file and does the work.
  void finish();
  /// Path of the file until it has its name.
  const std::filesystem::path& part() const;

 private:
  class File;
  std::unique_ptr<File> file_;
};

/// Whether the file at `path` was written by a ResultsWriter.
bool is_results_file(const std::string& path);

/// The name of a batch: a hash of everything that determines its results, the resolved scenario and
/// the program.
std::string batch_name(const Scenario& scenario, const std::string& build = build_identity());

/// The same scenario for shards whose series lie elsewhere.
Scenario without_series(const Scenario& scenario);

/// Bytes that the series and tables of a batch will take on the disk, without events and decisions.
/// Series that are compressed count for a third.
double expected_bytes(const Scenario& scenario);
double expected_bytes_per_run(const Scenario& scenario);

}  // namespace samen
