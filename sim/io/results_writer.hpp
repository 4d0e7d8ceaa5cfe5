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

namespace samen {

/// Nothing appears under `path` before `finish`: the file grows as `path`.part, is closed, synced
/// to the disk and renamed. A writer that goes away unfinished removes what it wrote. Throws
/// Hdf5Error (full disk, folder that cannot be written) with the reason.
class ResultsWriter {
 public:
  ResultsWriter(const Scenario& scenario, const std::string& path, const Provenance& provenance,
                Existing existing = Existing::replaced);
  /// A shard: the runs of a stretch of the plan, under their numbers in the whole.
  ResultsWriter(const Scenario& scenario, const std::string& path, const Provenance& provenance,
                const RunRange& stretch, Existing existing = Existing::replaced);
  ~ResultsWriter();
  ResultsWriter(const ResultsWriter&) = delete;
  ResultsWriter& operator=(const ResultsWriter&) = delete;

  void write(const RunResult& result);
  /// Closes the file. What it returns puts it on the disk under its name; it does not call HDF5 and
  /// may be done on another thread.
  std::function<void()> close();
  /// Both.
  void finish();
  /// Where the file lies until it has its name.
  const std::filesystem::path& part() const;

 private:
  class File;
  std::unique_ptr<File> file_;
};

/// Whether the file at `path` was written by a ResultsWriter.
bool is_results_file(const std::string& path);

/// Names a batch by all that decides what comes out: the scenario as resolved and the program.
std::string batch_name(const Scenario& scenario, const std::string& build = build_identity());

/// Bytes the series and tables of a batch will take, without events and decisions.
double expected_bytes(const Scenario& scenario);
double expected_bytes_per_run(const Scenario& scenario);

}  // namespace samen
