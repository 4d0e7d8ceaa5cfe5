// Storage of the monthly series in a result file: in chunks of whole runs, each shuffled and
// deflated (RFC 1950) by any of the workers exactly as the filters of HDF5 do, so that every reader
// of HDF5 can read them. The scenario alone determines the chunks, and shards end where chunks end,
// so a merge copies chunks unchanged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <hdf5.h>

#include "scenario/scenario.hpp"

namespace samen {

/// A number of runs that is a multiple of the length of every chunk. The length of a shard is a
/// multiple of it, except for the last shard.
int runs_between_borders(const Scenario& scenario);

/// Bytes of a recorded series, named by its index in `observables`, per run.
std::size_t bytes_of_series(const Scenario& scenario, int observable);

/// Number of runs of a series in a chunk; 0 if it is contiguous and uncompressed: because the
/// series of all runs together is too small for an index of chunks, or because it is a series of
/// society, which is short and compresses to half at best.
int runs_in_chunk(const Scenario& scenario, int observable);

/// Prepares a dataset for such chunks.
void keep_in_chunks(hid_t creation, const std::vector<hsize_t>& chunk);

/// A chunk as stored in the file.
struct Chunk {
  std::vector<unsigned char> bytes;  ///< the first `size` of them; the rest is unused
  std::size_t size = 0;
  std::uint32_t skipped = 0;  ///< filters that were not used, as H5Dwrite_chunk counts them
};

/// Shuffles and deflates the values of a chunk, of 1, 4 or 8 bytes each, into `chunk`.
void compress(const void* values, std::size_t bytes, std::size_t bytes_a_value, Chunk& chunk);

/// Copies all chunks of a dataset to the rows of another from `row` on. If the two datasets are not
/// divided into chunks in the same way there, returns false and copies nothing.
bool copy_chunks(hid_t from, hid_t to, hsize_t row);

/// Whether a dataset is stored in such chunks.
bool lies_in_chunks(hid_t dataset);

}  // namespace samen
