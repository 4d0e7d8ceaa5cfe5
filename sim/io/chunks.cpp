#include "io/chunks.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <memory>
#include <new>
#include <numeric>

#include "experiment/runner.hpp"
#include "io/hdf5.hpp"

namespace samen {

using hdf5::checked;
using hdf5::Handle;

namespace {

constexpr std::size_t most_bytes = 256 << 10;  // of a chunk: a reader of one run unpacks it all
constexpr double least_of_batch = 1e9;  // bytes of series; below this the disk is not waited for
constexpr std::size_t least_of_series = 64 << 10;  // below this an index of chunks is a burden
constexpr std::size_t bytes_at_once = 16 << 20;    // that are copied
constexpr unsigned level = 1;                      // higher levels save less than they cost
constexpr std::uint32_t skips_deflate = 1u << 1;   // the second filter

/// Groups the first bytes of all values, then the second bytes …, as the shuffle filter of HDF5
/// does.
template <std::size_t bytes_a_value>
void shuffle(const unsigned char* from, std::size_t values, unsigned char* to) {
  for (std::size_t byte = 0; byte < bytes_a_value; ++byte)
    for (std::size_t n = 0; n < values; ++n) *to++ = from[n * bytes_a_value + byte];
}

libdeflate_compressor* compressor() {
  static thread_local const std::unique_ptr<libdeflate_compressor,
                                            decltype(&libdeflate_free_compressor)>
      own(libdeflate_alloc_compressor(level), libdeflate_free_compressor);
  if (!own) throw std::bad_alloc();
  return own.get();
}

struct Division {
  std::vector<hsize_t> size, chunk;
};

/// The chunks of a dataset; none if it is contiguous or not compressed.
Division division_of(hid_t dataset) {
  const Handle creation{H5Dget_create_plist(dataset), H5Pclose, "reading a layout"};
  Division division{hdf5::size_of(dataset), {}};
  if (H5Pget_layout(creation) != H5D_CHUNKED || H5Pget_nfilters(creation) != 2) return division;
  division.chunk.resize(division.size.size());
  checked(H5Pget_chunk(creation, static_cast<int>(division.chunk.size()), division.chunk.data()),
          "reading a layout");
  return division;
}

}  // namespace

int runs_between_borders(const Scenario& scenario) {
  const int arms = static_cast<int>(scenario.arms.size());
  if (!runs_in_blocks(scenario)) return smallest_range(scenario, 0).count;
  if (scenario.replicates <= replicates_together) return arms * scenario.replicates;
  // With several design points, groups of full size are followed by smaller ones.
  const int points = scenario.design.points();
  return arms *
         (points == 1 ? replicates_together : std::gcd(replicates_together, scenario.replicates));
}

std::size_t bytes_of_series(const Scenario& scenario, int observable) {
  const Layout& layout = scenario.setting.layout;
  return static_cast<std::size_t>(layout.calendar.months) *
         static_cast<std::size_t>(size_of(layout, observables[observable].axis)) *
         (scenario.record.double_precision ? sizeof(double) : sizeof(float));
}

bool compresses(const Scenario& scenario) {
  if (scenario.record.compression != Compression::of_large_batches)
    return scenario.record.compression == Compression::of_all;
  double bytes = 0.0;
  for (const int n : recorded(scenario.record))
    bytes += static_cast<double>(bytes_of_series(scenario, n));
  return bytes * number_of_runs(scenario) >= least_of_batch;
}

int runs_in_chunk(const Scenario& scenario, int observable) {
  if (observables[observable].axis == Axis::society || !compresses(scenario)) return 0;
  const std::size_t bytes_a_run = bytes_of_series(scenario, observable);
  const auto runs = static_cast<std::size_t>(number_of_runs(scenario));
  if (bytes_a_run * runs < least_of_series) return 0;
  const int most = runs_between_borders(scenario);
  int together = 1;
  for (int n = 1; n <= most; ++n)
    if (most % n == 0 && static_cast<std::size_t>(n) * bytes_a_run <= most_bytes) together = n;
  return together;
}

void keep_in_chunks(hid_t creation, const std::vector<hsize_t>& chunk) {
  checked(H5Pset_chunk(creation, static_cast<int>(chunk.size()), chunk.data()),
          "dividing a dataset");
  checked(H5Pset_shuffle(creation), "preparing to shuffle");
  checked(H5Pset_deflate(creation, level), "preparing to compress");
}

void compress(const void* values, std::size_t bytes, std::size_t bytes_a_value, Chunk& chunk) {
  static thread_local std::vector<unsigned char> shuffled;
  shuffled.resize(std::max(shuffled.size(), bytes));
  const auto* const from = static_cast<const unsigned char*>(values);
  if (bytes_a_value == sizeof(double))
    shuffle<sizeof(double)>(from, bytes / sizeof(double), shuffled.data());
  else if (bytes_a_value == sizeof(float))
    shuffle<sizeof(float)>(from, bytes / sizeof(float), shuffled.data());
  else
    std::copy_n(from, bytes, shuffled.begin());
  chunk.bytes.resize(std::max(chunk.bytes.size(), bytes));
  chunk.size =
      libdeflate_zlib_compress(compressor(), shuffled.data(), bytes, chunk.bytes.data(), bytes);
  chunk.skipped = 0;
  if (chunk.size > 0) return;
  std::copy_n(shuffled.begin(), bytes, chunk.bytes.begin());  // deflate would make it longer
  chunk.size = bytes;
  chunk.skipped = skips_deflate;
}

bool lies_in_chunks(hid_t dataset) {
  return !division_of(dataset).chunk.empty();
}

bool copy_chunks(hid_t from, hid_t to, hsize_t row) {
  const Division source = division_of(from), target = division_of(to);
  if (source.chunk.empty() || source.chunk != target.chunk || row % source.chunk[0] != 0)
    return false;
  // Only the first axis is divided, and a chunk that is not full is the last.
  const hsize_t rows = source.size[0], end = row + rows;
  if (!std::equal(source.size.begin() + 1, source.size.end(), source.chunk.begin() + 1) ||
      (rows % source.chunk[0] != 0 && end != target.size[0]))
    return false;
  std::vector<unsigned char> bytes;
  std::vector<hsize_t> at(source.size.size(), 0);
  for (hsize_t first = 0; first < rows; first += source.chunk[0]) {
    at[0] = first;
    hsize_t size = 0;
    checked(H5Dget_chunk_storage_size(from, at.data(), &size), "reading a shard");
    if (size == 0) throw Hdf5Error("reading a shard: some of its runs are missing");
    bytes.resize(size);
    std::uint32_t skipped = 0;
    checked(H5Dread_chunk(from, H5P_DEFAULT, at.data(), &skipped, bytes.data()), "reading a shard");
    at[0] = row + first;
    checked(H5Dwrite_chunk(to, H5P_DEFAULT, skipped, at.data(), size, bytes.data()),
            "writing the merged file");
  }
  return true;
}

void copy_rows(hid_t from, hid_t to, hsize_t at) {
  const Handle type{H5Dget_type(from), H5Tclose, "reading a type"};
  const Handle memory_type{H5Tget_native_type(type, H5T_DIR_ASCEND), H5Tclose, "reading a type"};
  std::vector<hsize_t> count = hdf5::size_of(from);
  if (count.empty()) {  // one value
    std::vector<char> value(H5Tget_size(memory_type));
    checked(H5Dread(from, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, value.data()), "reading");
    checked(H5Dwrite(to, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, value.data()), "writing");
    if (H5Tis_variable_str(type) > 0) {
      const Handle scalar = hdf5::space({});
      H5Dvlen_reclaim(memory_type, scalar, H5P_DEFAULT, value.data());
    }
    return;
  }
  const hsize_t rows = count[0];
  const std::size_t row_bytes =
      H5Tget_size(memory_type) *
      std::accumulate(count.begin() + 1, count.end(), std::size_t{1}, std::multiplies<>());
  const hsize_t at_once = std::max<hsize_t>(1, bytes_at_once / row_bytes);
  std::vector<char> values;
  const Handle in_source{H5Dget_space(from), H5Sclose, "reading a shape"};
  const Handle in_target{H5Dget_space(to), H5Sclose, "reading a shape"};
  std::vector<hsize_t> start(count.size(), 0);
  for (hsize_t row = 0; row < rows; row += at_once) {
    count[0] = std::min(at_once, rows - row);
    values.resize(count[0] * row_bytes);
    const Handle in_memory = hdf5::space(count);
    start[0] = row;
    H5Sselect_hyperslab(in_source, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr);
    checked(H5Dread(from, memory_type, in_memory, in_source, H5P_DEFAULT, values.data()),
            "reading a shard");
    start[0] = at + row;
    H5Sselect_hyperslab(in_target, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr);
    checked(H5Dwrite(to, memory_type, in_memory, in_target, H5P_DEFAULT, values.data()),
            "writing the merged file");
    if (H5Tis_variable_str(type) > 0)
      H5Dvlen_reclaim(memory_type, in_memory, H5P_DEFAULT, values.data());
  }
}

}  // namespace samen
