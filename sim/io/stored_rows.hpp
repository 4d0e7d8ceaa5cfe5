// The rows of a column as stored in a result file, and their checksums.
//
// checksum_run holds, for each run, the checksum of its row in every column of runs except
// wall_seconds and the monthly series. checksum_SERIES holds the checksum of the run's months in
// one series; checksum_event and checksum_decision hold the checksums of its events and of its
// decisions. The attribute labels_checksum is the checksum of everything else except provenance. A
// checksum is the CRC-32 of the column's name and of the bytes of its rows. The checksum of several
// columns is the exclusive or of their checksums, so the order in which columns are written or
// merged does not matter.
#pragma once

#include <libdeflate.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace samen {

class ResultsFile;

using Checksum = std::uint32_t;

inline Checksum checksum_of(Checksum begun, const void* bytes, std::size_t size) {
  return ::libdeflate_crc32(begun, bytes, size);
}

/// The checksum of a column without rows.
inline Checksum checksum_of(std::string_view name) {
  return checksum_of(0, name.data(), name.size());
}

/// Rows of a column with all their bytes; each text ends with a zero.
struct StoredRows {
  std::vector<char> bytes;
  std::vector<std::size_t> ends;  ///< ends of the rows in `bytes`
  std::string_view row(std::size_t n) const {
    const std::size_t begin = n == 0 ? 0 : ends[n - 1];
    return {bytes.data() + begin, ends[n] - begin};
  }
};

/// Returns `count` rows from `first` on; for a dataset without axes, its one value. Throws
/// ResultsError or Hdf5Error.
StoredRows stored_rows(const ResultsFile& file, const std::string& name, std::size_t first,
                       std::size_t count);

/// Columns that checksum_run covers.
std::vector<std::string> columns_of_runs(const ResultsFile& file);
/// Columns along an axis of events or decisions.
std::vector<std::string> columns_along(const ResultsFile& file, const std::string& axis);
/// Labels and texts that labels_checksum covers.
std::vector<std::string> labels_of(const ResultsFile& file);

/// Throws ResultsError that names the run if values differ from those that were written. Files of
/// versions before 1.5 have no checksums and are accepted.
void require_intact_runs(const ResultsFile& file);
void require_intact_labels(const ResultsFile& file);
void require_intact_series(const ResultsFile& file, const std::string& name, std::size_t first,
                           std::size_t count);
/// The same for the events or decisions of the run in one row.
void require_intact_entries(const ResultsFile& file, const std::string& axis, std::size_t row);
/// The same for a whole file.
void require_intact(const ResultsFile& file);

}  // namespace samen
