#include "io/stored_rows.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>

#include "io/results_file.hpp"
#include "io/results_format.hpp"

namespace samen {

using hdf5::checked;
using hdf5::Handle;

namespace {

constexpr std::size_t bytes_at_once = 16 << 20;

bool is_checksum(const std::string& name) {
  return name.starts_with(results::checksum_prefix);
}

/// Calls `visit` with the rows of a column, a few megabytes at a time.
void for_each_stored(const ResultsFile& file, const std::string& name, std::size_t first,
                     std::size_t count,
                     const std::function<void(std::size_t at, const StoredRows&)>& visit) {
  const auto size = file.shape(name);
  const std::size_t values =
      std::accumulate(size.begin() + 1, size.end(), std::size_t{1}, std::multiplies<>());
  const std::size_t rows =
      std::max<std::size_t>(1, bytes_at_once / sizeof(double) / std::max<std::size_t>(1, values));
  for (std::size_t at = first; at < first + count; at += rows)
    visit(at, stored_rows(file, name, at, std::min(rows, first + count - at)));
}

[[noreturn]] void refuse(const ResultsFile& file, const std::string& what) {
  throw ResultsError(file.path() + ": damaged – " + what +
                     " is not what was written (its checksum is another)");
}

}  // namespace

StoredRows stored_rows(const ResultsFile& file, const std::string& name, std::size_t first,
                       std::size_t count) {
  const hid_t data = file.dataset(name);
  const Handle type{H5Dget_type(data), H5Tclose, "reading the type of " + name};
  const Handle space{H5Dget_space(data), H5Sclose, "reading the shape of " + name};
  const auto whole = file.shape(name);
  std::vector<hsize_t> start(whole.size(), 0), size(whole.begin(), whole.end());
  if (whole.empty()) {
    count = 1;
  } else {
    start[0] = first;
    size[0] = count;
    checked(H5Sselect_hyperslab(space, H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr),
            "selecting rows of " + name);
  }
  const std::size_t values =
      std::accumulate(size.begin(), size.end(), std::size_t{1}, std::multiplies<>());
  const Handle in_memory = hdf5::space(size);
  StoredRows rows;
  if (H5Tis_variable_str(type) > 0) {
    const Handle text = hdf5::text_type();
    std::vector<char*> pointers(values);
    checked(H5Dread(data, text, in_memory, space, H5P_DEFAULT, pointers.data()), "reading " + name);
    for (const char* each : pointers) {
      const char* const words = each ? each : "";
      rows.bytes.insert(rows.bytes.end(), words, words + std::strlen(words) + 1);
      rows.ends.push_back(rows.bytes.size());
    }
    H5Dvlen_reclaim(text, in_memory, H5P_DEFAULT, pointers.data());
    return rows;
  }
  const std::size_t bytes = H5Tget_size(type);
  rows.bytes.resize(values * bytes);
  if (H5Dread(data, type, in_memory, space, H5P_DEFAULT, rows.bytes.data()) < 0)
    throw ResultsError(file.path() + ": damaged – '" + name +
                       "' cannot be read: " + hdf5::error_messages());
  for (std::size_t n = 1; n <= count; ++n) rows.ends.push_back(values / count * bytes * n);
  return rows;
}

std::vector<std::string> columns_along(const ResultsFile& file, const std::string& axis) {
  std::vector<std::string> columns;
  for (const std::string& name : file.names())
    if (file.axis(name, 0) == axis && !results::is_axis(name)) columns.push_back(name);
  return columns;
}

std::vector<std::string> columns_of_runs(const ResultsFile& file) {
  auto columns = columns_along(file, "run");
  std::erase_if(columns, [&](const std::string& name) {
    return file.is_series(name) || is_checksum(name) || name == results::wall_seconds;
  });
  return columns;
}

std::vector<std::string> labels_of(const ResultsFile& file) {
  std::vector<std::string> labels;
  for (const std::string& name : file.names()) {
    const std::string axis = file.shape(name).empty() ? "" : file.axis(name, 0);
    if (axis != "run" && axis != "event" && axis != "decision" && !results::is_axis(name) &&
        name != "provenance")
      labels.push_back(name);
  }
  return labels;
}

void require_intact_runs(const ResultsFile& file) {
  const std::string name = results::checksum_name("run");
  if (!file.has(name)) return;
  std::vector<Checksum> sums(file.runs(), 0);
  for (const std::string& column : columns_of_runs(file))
    for_each_stored(file, column, 0, file.runs(), [&](std::size_t at, const StoredRows& rows) {
      for (std::size_t n = 0; n < rows.ends.size(); ++n)
        sums[at + n] ^= checksum_of(checksum_of(column), rows.row(n).data(), rows.row(n).size());
    });
  const auto stated = file.integers(name);
  for (std::size_t n = 0; n < sums.size(); ++n)
    if (static_cast<Checksum>(stated[n]) != sums[n])
      refuse(file, "run " + std::to_string(file.first_run() + static_cast<int>(n)));
}

void require_intact_labels(const ResultsFile& file) {
  if (H5Aexists(file.handle(), results::labels_checksum_attribute) <= 0) return;
  Checksum sum = 0;
  for (const std::string& name : labels_of(file)) {
    const auto size = file.shape(name);
    Checksum one = checksum_of(name);
    const StoredRows rows = stored_rows(file, name, 0, size.empty() ? 1 : size[0]);
    sum ^= checksum_of(one, rows.bytes.data(), rows.bytes.size());
  }
  if (static_cast<Checksum>(file.whole_numbers(results::labels_checksum_attribute, 1)[0]) != sum)
    refuse(file, "a name, label or text");
}

void require_intact_series(const ResultsFile& file, const std::string& name, std::size_t first,
                           std::size_t count) {
  const std::string stated_name = results::checksum_name(name);
  if (count == 0 || !file.has(stated_name)) return;
  const auto stated = file.rows(stated_name, first, count);
  for_each_stored(file, name, first, count, [&](std::size_t at, const StoredRows& rows) {
    for (std::size_t n = 0; n < rows.ends.size(); ++n) {
      const Checksum sum = checksum_of(checksum_of(name), rows.row(n).data(), rows.row(n).size());
      if (static_cast<Checksum>(static_cast<std::int64_t>(stated[at - first + n])) != sum)
        refuse(file, "'" + name + "' of run " +
                         std::to_string(file.first_run() + static_cast<int>(at + n)));
    }
  });
}

namespace {

/// Checks all events or decisions, run by run; `columns` are those along the axis.
void require_intact_entries(const ResultsFile& file, const std::string& axis, std::size_t row,
                            const ResultsFile::Entries& entries) {
  Checksum sum = 0;
  if (entries.count > 0)
    for (const std::string& column : columns_along(file, axis)) {
      const StoredRows rows = stored_rows(file, column, entries.first, entries.count);
      sum ^= checksum_of(checksum_of(column), rows.bytes.data(), rows.bytes.size());
    }
  const double stated = file.row(results::checksum_name(axis), row)[0];
  if (static_cast<Checksum>(static_cast<std::int64_t>(stated)) != sum)
    refuse(file,
           "an " + axis + " of run " + std::to_string(file.first_run() + static_cast<int>(row)));
}

/// The same for all runs; it reads the columns in large parts.
void require_intact_entries(const ResultsFile& file, const std::string& axis) {
  const std::string name = results::checksum_name(axis);
  if (!file.has(name) || !file.has(axis + "_run")) return;
  const auto of = file.integers(axis + "_run");
  const std::int64_t first = file.first_run(), end = first + static_cast<std::int64_t>(file.runs());
  if (!std::is_sorted(of.begin(), of.end()) ||
      (!of.empty() && (of.front() < first || of.back() >= end)))
    refuse(file, "'" + axis + "_run'");
  std::vector<Checksum> sums(file.runs(), 0);
  for (const std::string& column : columns_along(file, axis)) {
    std::vector<Checksum> own(file.runs(), checksum_of(column));
    for_each_stored(file, column, 0, of.size(), [&](std::size_t at, const StoredRows& rows) {
      for (std::size_t n = 0; n < rows.ends.size(); ++n) {
        Checksum& sum = own[static_cast<std::size_t>(of[at + n] - first)];
        sum = checksum_of(sum, rows.row(n).data(), rows.row(n).size());
      }
    });
    for (std::size_t n = 0; n < of.size(); ++n)
      if (n == 0 || of[n] != of[n - 1]) {
        const auto run = static_cast<std::size_t>(of[n] - first);
        sums[run] ^= own[run];
      }
  }
  const auto stated = file.integers(name);
  for (std::size_t n = 0; n < sums.size(); ++n)
    if (static_cast<Checksum>(stated[n]) != sums[n])
      refuse(file,
             "an " + axis + " of run " + std::to_string(first + static_cast<std::int64_t>(n)));
}

}  // namespace

void require_intact_entries(const ResultsFile& file, const std::string& axis, std::size_t row) {
  if (file.has(results::checksum_name(axis)))
    require_intact_entries(file, axis, row, file.entries_of(axis, row));
}

void require_intact(const ResultsFile& file) {
  require_intact_runs(file);
  require_intact_labels(file);
  for (const std::string& name : file.names())
    if (file.is_series(name)) require_intact_series(file, name, 0, file.runs());
  for (const char* axis : {"event", "decision"}) require_intact_entries(file, axis);
}

}  // namespace samen
