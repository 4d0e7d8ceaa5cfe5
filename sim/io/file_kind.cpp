#include "io/file_kind.hpp"

#include <algorithm>

#include "io/toml_file.hpp"
#include "scenario/pattern_reader.hpp"

namespace samen {

FileKind kind_of_file(const std::string& path) {
  std::string why;
  const auto text = path == "-" ? std::nullopt : contents_of(path, why);
  if (!text) return FileKind::scenario;
  Complaints ignored;
  const toml::table file = parsed(*text, path, ignored);
  if (file.contains("claim") || file.contains("claims")) return FileKind::claims;
  if (file.contains("calibration")) return FileKind::calibration;
  if (file.contains("ensemble") || file.contains("set")) return FileKind::ensemble;
  const bool common = std::all_of(file.begin(), file.end(), [](const auto& section) {
    return is_common(section.first.str()) && section.second.is_table();
  });
  return common && !file.empty() ? FileKind::parameters : FileKind::scenario;
}

}  // namespace samen
