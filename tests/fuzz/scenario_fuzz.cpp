// Any text as a scenario, a claims file, a calibration, an ensemble or a parameter set, as `samen
// check` reads them. The reader must accept the text or complain: everything else is a defect, and
// so is reading that takes for ever.
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "io/calibration_reader.hpp"
#include "io/claims_reader.hpp"
#include "io/ensemble_file.hpp"
#include "io/file_kind.hpp"
#include "io/scenario_reader.hpp"
#include "io/toml_file.hpp"

namespace {

namespace fs = std::filesystem;

/// A folder with the scenarios, so that includes and claims find theirs, and with the text of the
/// moment.
class Folder {
 public:
  Folder() {
    std::string name = (fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path()) /
                       "samen-fuzz-XXXXXX";
    if (!::mkdtemp(name.data())) std::abort();
    path_ = name;
    fs::copy(SAMEN_SCENARIOS, path_, fs::copy_options::recursive);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  /// Writes the text into the folder and returns its path.
  std::string with(const std::string& text) const {
    const fs::path file = path_ / "fuzzed.toml";
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }

 private:
  fs::path path_;
};

/// Whether a text asks for something on which the reader may spend minutes and gigabytes, with
/// reason: a thousand organisations of a kind are welcome, and no defect.
bool asks_for_much(const toml::node& node) {
  constexpr std::int64_t much = 200, refused = 1000000000;
  if (const auto* list = node.as_array())
    return std::any_of(list->begin(), list->end(), asks_for_much);
  const auto* table = node.as_table();
  return table && std::any_of(table->begin(), table->end(), [&](const auto& entry) {
           const std::string_view key = entry.first.str();
           const std::int64_t value = entry.second.template value<std::int64_t>().value_or(0);
           return asks_for_much(entry.second) ||
                  ((key == "number" || key == "size") && value > much && value < refused);
         });
}

void read(const std::string& path, const std::string& text) {
  switch (samen::kind_of_file(path)) {
    case samen::FileKind::claims:
      samen::read_claims(path);
      return;
    case samen::FileKind::calibration:
      samen::read_calibration(path);
      return;
    case samen::FileKind::ensemble:
      samen::read_ensemble_file(path);
      return;
    case samen::FileKind::parameters:
      samen::read_common_parameters(path);
      return;
    case samen::FileKind::scenario:
      samen::scenario_from(text, path);
      return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder folder;
  const std::string text(data, data + size);
  samen::Complaints ignored;
  if (asks_for_much(samen::parsed(text, "", ignored))) return -1;
  try {
    read(folder.with(text), text);
  } catch (const samen::ScenarioError&) {  // refused, with complaints: as it should be
  }
  return 0;
}
