#include "io/run_table.hpp"

#include <nlohmann/json.hpp>

#include "io/results_file.hpp"
#include "io/results_format.hpp"

namespace samen {

RunTable run_table_of(const std::filesystem::path& path) {
  const ResultsFile file(path);
  RunTable table;
  try {
    const auto provenance = nlohmann::json::parse(file.texts("provenance").at(0));
    table.program = provenance.at("program").get<std::string>();
    const std::string commit = provenance.at("git_commit").get<std::string>() +
                               (provenance.at("git_dirty").get<bool>() ? "+" : "");
    table.build = provenance.value("build_identity", commit);
    table.precision = provenance.value("precision", "");
  } catch (const nlohmann::json::exception& error) {
    throw ResultsError(path.string() + ": its provenance cannot be read: " + error.what());
  }
  table.scenario = file.scenario();
  table.hash = file.hashes(results::trajectory_hash);
  const auto failed = file.integers(results::status);
  table.failed.assign(failed.begin(), failed.end());
  for (std::size_t n = 0; n < file.runs(); ++n)
    table.run.push_back(file.first_run() + static_cast<int>(n));
  return table;
}

std::vector<double> column_of(const std::filesystem::path& path, const std::string& name) {
  return ResultsFile(path).numbers(name);
}

}  // namespace samen
