#include "io/scenario_reader.hpp"

#include <filesystem>

#include "io/shipped.hpp"
#include "io/toml_file.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;

/// Included files are in the folder of the including file; standard input has no known folder.
std::string path_beside(const std::string& name, const std::string& from) {
  return from == "-" ? name : (fs::path(from).parent_path() / name).lexically_normal().string();
}

}  // namespace

const IncludedFiles& files_beside() {
  static const IncludedFiles files{
      path_beside, [](const std::string& path, std::string& why) { return contents_of(path, why); },
      shipped};
  return files;
}

Scenario scenario_from(const std::string& text, const std::string& name,
                       const Overrides& overrides) {
  Reading reading = reading_of(text, name, overrides, files_beside());
  if (!reading.complaints.empty()) throw ScenarioError(std::move(reading.complaints));
  return std::move(reading.scenario);
}

Scenario read_scenario(const std::string& path, const Overrides& overrides) {
  return scenario_from(contents_of(path), path, overrides);
}

}  // namespace samen
