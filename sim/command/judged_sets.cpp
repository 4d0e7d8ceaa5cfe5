#include "command/judged_sets.hpp"

#include "io/publish.hpp"

namespace samen {

std::vector<analysis::JudgedPattern> judged_runs(const std::vector<Configuration>& configurations,
                                                 const std::vector<std::string>& only,
                                                 const std::string& command_line, int workers,
                                                 Progress& progress) {
  const TemporaryFolder folder;
  std::vector<std::string> results;
  simulate(configurations, folder.path(), command_line, workers, progress, results);
  auto judged = analysis::judged_patterns(by_layouts(configurations, results));
  analysis::keep_only(judged, only);
  return judged;
}

}  // namespace samen
