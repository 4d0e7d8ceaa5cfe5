// Columns that grow with the events and decisions of a batch. Their rows are collected until they
// fill a chunk; the workers compress it as they do chunks of series.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/chunks.hpp"

namespace samen {

class ResultsFile;

class GrowingColumns {
 public:
  explicit GrowingColumns(int workers) : workers_(workers) {}

  /// Adds an empty column that is chunked along its only axis; the dataset stays open elsewhere.
  void add(const std::string& name, hid_t dataset);
  void append(const std::string& name, const void* rows, std::size_t count);
  /// Writes all chunks that are full. Throws Hdf5Error.
  void write_full_chunks() { write(false); }
  /// Writes what is left.
  void finish() { write(true); }

 private:
  struct Column {
    hid_t dataset = H5I_INVALID_HID;
    std::size_t bytes_a_row = 0, rows_in_chunk = 0;
    hsize_t written = 0;                    ///< rows in whole chunks
    std::vector<unsigned char> gathered{};  ///< rows that are not written yet
  };
  void write(bool everything);

  const int workers_;
  std::map<std::string, Column> columns_;
  std::vector<Chunk> chunks_;
};

/// Appends the rows of a column in another file, a few megabytes at a time.
void append_rows(const ResultsFile& source, const std::string& name, GrowingColumns& columns);

}  // namespace samen
