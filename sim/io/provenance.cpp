#include "io/provenance.hpp"

#include <hdf5.h>

#include <ctime>

#include <nlohmann/json.hpp>

#include "io/build_identity.hpp"

namespace samen {
namespace {

std::string now_in_utc() {
  const std::time_t now = std::time(nullptr);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", std::gmtime(&now));
  return text;
}

}  // namespace

std::string provenance_text(const Scenario& scenario, const Provenance& provenance) {
  unsigned major = 0, minor = 0, release = 0;
  H5get_libversion(&major, &minor, &release);
  const auto dotted = [](int a, int b, int c) {
    return std::to_string(a) + "." + std::to_string(b) + "." + std::to_string(c);
  };
  const nlohmann::ordered_json text{
      {"program", "samen " + program_version()},
      {"git_commit", build().git_commit},
      {"git_dirty", build().git_dirty},
      {"build_identity", build_identity()},
      {"compiler", build().compiler},
      {"build", build().flags},
      {"libraries",
       {{"hdf5",
         dotted(static_cast<int>(major), static_cast<int>(minor), static_cast<int>(release))},
        {"eigen", build().eigen},
        {"tbb", build().tbb},
        {"toml++", build().tomlplusplus},
        {"boost", build().boost}}},
      {"command_line", provenance.command_line},
      {"workers", provenance.workers},
      {"instruction_set", provenance.instruction_set},
      {"started_at", now_in_utc()},
      {"precision", precision_names[static_cast<std::size_t>(scenario.precision)]},
      {"seed", scenario.seed},
      {"generator", "Philox4x32-10"},
      {"addressing", "(seed, replicate, month, purpose, table, i, j, attempt)"},
  };
  return text.dump(2);
}

}  // namespace samen
