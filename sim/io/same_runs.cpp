#include "io/same_runs.hpp"

#include <algorithm>
#include <array>

#include "io/results_format.hpp"
#include "io/stored_rows.hpp"

namespace samen {

namespace {

bool same_entries(const ResultsFile& one, const ResultsFile::Entries& of_one,
                  const ResultsFile& other, const ResultsFile::Entries& of_other,
                  const std::string& column) {
  if (of_one.count != of_other.count || !other.has(column)) return false;
  return of_one.count == 0 || stored_rows(one, column, of_one.first, of_one.count).bytes ==
                                  stored_rows(other, column, of_other.first, of_other.count).bytes;
}

}  // namespace

std::vector<std::string> different_columns(const ResultsFile& one, std::size_t row_of_one,
                                           const ResultsFile& other, std::size_t row_of_other) {
  std::vector<std::string> different;
  for (const std::string& name : columns_along(one, "run")) {
    // Checksums follow from their columns, which are compared directly.
    if (name == results::wall_seconds || name.starts_with(results::checksum_prefix)) continue;
    if (!other.has(name) || stored_rows(one, name, row_of_one, 1).bytes !=
                                stored_rows(other, name, row_of_other, 1).bytes)
      different.push_back(name);
  }
  for (const std::string axis : {"event", "decision"}) {
    const std::string number = axis + "_run";  // each file counts it from its own first run
    if (one.length_of(axis) == 0 || !other.has(number)) continue;
    const auto of_one = one.entries_of(axis, row_of_one);
    const auto of_other = other.entries_of(axis, row_of_other);
    for (const std::string& name : columns_along(one, axis))
      if (name != number && !same_entries(one, of_one, other, of_other, name))
        different.push_back(name);
  }
  return different;
}

std::vector<std::string> different_labels(const ResultsFile& one, const ResultsFile& other) {
  // The runs follow from the texts of the scenario; claims and similar texts do not change them.
  constexpr std::array<std::string_view, 11> texts{
      "scenario_text",      "scenario_resolved", "sources",      results::claims,
      results::patterns,    results::expected,   results::doubt, results::ensemble,
      results::factor_acts, results::items,      results::tips};
  std::vector<std::string> different;
  for (const std::string& name : labels_of(one)) {
    if (std::find(texts.begin(), texts.end(), name) != texts.end()) continue;
    const auto rows = [&](const ResultsFile& file) {
      const auto size = file.shape(name);
      return stored_rows(file, name, 0, size.empty() ? 1 : size[0]).bytes;
    };
    if (!other.has(name) || rows(one) != rows(other)) different.push_back(name);
  }
  return different;
}

}  // namespace samen
