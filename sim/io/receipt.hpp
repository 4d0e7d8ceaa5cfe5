// The receipt of a shard whose series lie in the file of the batch already, which grows beside it:
// where, and with which checksums. A file that a killed program was writing with HDF5 cannot be
// opened any more, but the bytes of its finished series are where the receipt says; who goes on
// takes them from there and holds them to their checksums.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <hdf5.h>

namespace samen {

struct PlacedSeries {
  /// A chunk as it lies in the file, or rows that lie in one piece.
  struct Piece {
    std::int64_t at = 0, bytes = 0;
    std::int64_t skipped = 0;  ///< filters of the chunk that were not used
  };
  std::string name;
  std::vector<Piece> pieces{};            ///< in the order of the runs
  std::vector<std::int32_t> checksums{};  ///< of the runs
};

struct Receipt {
  std::filesystem::path file;  ///< in the folder of the shard
  std::vector<PlacedSeries> series{};
};

/// Adds a receipt to a shard without series.
void write_receipt(hid_t shard, const Receipt& receipt);
/// The receipt in a shard of `runs` runs; nothing if it holds its series itself. Throws Hdf5Error.
std::optional<Receipt> receipt_in(hid_t shard, std::size_t runs);
/// Only the name of the file; empty if the shard holds its series itself.
std::filesystem::path file_of_series(hid_t shard);

/// Gives back to the system what of a file no piece takes up; does nothing where it cannot.
void free_but(const std::filesystem::path& file, std::vector<PlacedSeries::Piece> pieces);

}  // namespace samen
