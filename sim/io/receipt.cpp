#include "io/receipt.hpp"

#include <fcntl.h>

#include <algorithm>
#include <numeric>
#include <sstream>

#include "io/hdf5.hpp"
#include "io/publish.hpp"

namespace samen {

namespace fs = std::filesystem;
using hdf5::checked;
using hdf5::Handle;

namespace {

constexpr const char* group_name = "places";
constexpr const char* file_attribute = "file";
constexpr const char* names_attribute = "series";  // one word each
constexpr const char* pieces_name = "pieces";      // those of all series, one after the other
constexpr const char* counts_name = "pieces_of_series";
constexpr const char* checksums_name = "checksums";  // of the runs, series after series
constexpr hsize_t numbers_a_piece = 3;
static_assert(sizeof(PlacedSeries::Piece) == numbers_a_piece * sizeof(std::int64_t));

constexpr const char* reading = "reading a receipt";

void write(hid_t group, const char* name, hid_t type, const std::vector<hsize_t>& size,
           const void* values) {
  const Handle extent = hdf5::space(size);
  const Handle made{H5Dcreate2(group, name, type, extent, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                    H5Dclose, "writing a receipt"};
  checked(H5Dwrite(made, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), "writing a receipt");
}

/// Reads numbers, of which there are at most `most`.
template <class Number>
std::vector<Number> read(hid_t group, const char* name, hsize_t most) {
  const Handle found{H5Dopen2(group, name, H5P_DEFAULT), H5Dclose, reading};
  hsize_t numbers = 1;
  for (const hsize_t along : hdf5::size_of(found)) {
    if (along > most) throw Hdf5Error(std::string(reading) + ": it has more than it can have");
    numbers *= along;
  }
  if (numbers > most) throw Hdf5Error(std::string(reading) + ": it has more than it can have");
  std::vector<Number> values(numbers);
  checked(H5Dread(found, hdf5::type_of<Number>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
          reading);
  return values;
}

std::string text_in(hid_t group, const char* name) {
  const Handle found{H5Aopen(group, name, H5P_DEFAULT), H5Aclose, reading};
  const Handle type{H5Aget_type(found), H5Tclose, reading};
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) != 0)
    throw Hdf5Error(std::string(reading) + ": " + name + " is no text");
  std::string text(H5Tget_size(type), '\0');
  checked(H5Aread(found, type, text.data()), reading);
  return text;
}

Handle group_in(hid_t shard) {
  return {H5Gopen2(shard, group_name, H5P_DEFAULT), H5Gclose, reading};
}

}  // namespace

void write_receipt(hid_t shard, const Receipt& receipt) {
  const Handle group{H5Gcreate2(shard, group_name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose,
                     "writing a receipt"};
  hdf5::attribute(group, file_attribute, receipt.file.string());
  std::string names;
  std::vector<PlacedSeries::Piece> pieces;
  std::vector<std::int32_t> counts, checksums;
  for (const PlacedSeries& series : receipt.series) {
    names += (names.empty() ? "" : " ") + series.name;
    counts.push_back(static_cast<std::int32_t>(series.pieces.size()));
    pieces.insert(pieces.end(), series.pieces.begin(), series.pieces.end());
    checksums.insert(checksums.end(), series.checksums.begin(), series.checksums.end());
  }
  if (names.empty()) return;
  hdf5::attribute(group, names_attribute, names);
  write(group, counts_name, H5T_NATIVE_INT32, {counts.size()}, counts.data());
  write(group, pieces_name, H5T_NATIVE_INT64, {pieces.size(), numbers_a_piece}, pieces.data());
  write(group, checksums_name, H5T_NATIVE_INT32, {checksums.size()}, checksums.data());
}

fs::path file_of_series(hid_t shard) {
  if (H5Lexists(shard, group_name, H5P_DEFAULT) <= 0) return "";
  return fs::path(text_in(group_in(shard), file_attribute)).filename();  // never one elsewhere
}

std::optional<Receipt> receipt_in(hid_t shard, std::size_t runs) {
  Receipt receipt{file_of_series(shard)};
  if (receipt.file.empty()) return std::nullopt;
  const Handle group = group_in(shard);
  if (H5Aexists(group, names_attribute) <= 0) return receipt;
  std::istringstream names(text_in(group, names_attribute));
  for (std::string name; names >> name;) receipt.series.push_back({name});
  const std::size_t series = receipt.series.size();
  const auto counts = read<std::int32_t>(group, counts_name, series);
  const auto numbers = read<std::int64_t>(group, pieces_name, series * runs * numbers_a_piece);
  const auto checksums = read<std::int32_t>(group, checksums_name, series * runs);
  const std::int64_t pieces = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  if (counts.size() != series || checksums.size() != series * runs ||
      std::any_of(counts.begin(), counts.end(), [](int count) { return count < 0; }) ||
      numbers.size() != static_cast<std::size_t>(pieces) * numbers_a_piece)
    throw Hdf5Error(std::string(reading) + ": it does not hold its runs");
  std::size_t next = 0;
  for (std::size_t n = 0; n < series; ++n) {
    const auto begin = checksums.begin() + static_cast<std::ptrdiff_t>(n * runs);
    receipt.series[n].checksums.assign(begin, begin + static_cast<std::ptrdiff_t>(runs));
    for (int piece = 0; piece < counts[n]; ++piece, next += numbers_a_piece)
      receipt.series[n].pieces.push_back({numbers[next], numbers[next + 1], numbers[next + 2]});
  }
  return receipt;
}

void free_but([[maybe_unused]] const fs::path& file,
              [[maybe_unused]] std::vector<PlacedSeries::Piece> pieces) {
#ifdef __linux__
  std::sort(pieces.begin(), pieces.end(),
            [](const auto& one, const auto& other) { return one.at < other.at; });
  const Descriptor descriptor(file, O_RDWR);
  std::int64_t end = 0;
  const auto free_until = [&](std::int64_t next) {
    if (next > end)
      static_cast<void>(
          ::fallocate(descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, end, next - end));
  };
  for (const auto& piece : pieces) {
    free_until(piece.at);
    end = std::max(end, piece.at + piece.bytes);
  }
  free_until(static_cast<std::int64_t>(fs::file_size(file)));
#endif
}

}  // namespace samen
