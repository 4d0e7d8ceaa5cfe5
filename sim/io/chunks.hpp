// How the monthly series of a batch that compresses lie in a result file: in chunks of whole runs,
// each shuffled and deflated (RFC 1950) by any of the workers, as the filters of HDF5 do, so that
// every reader of HDF5 undoes it. Chunks of events and decisions, which are rows of all runs, are
// made alike (growing_columns.hpp). Chunks of series depend on the scenario alone, and shards end
// where chunks do, so that a merge copies chunks as they are.
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

/// Whether the series of a batch are compressed; events and decisions always are.
bool compresses(const Scenario& scenario);

/// How many runs of a series share a chunk; 0 if it lies in one piece, uncompressed: because the
/// batch does not compress, the series of all runs together is too small for an index of chunks, or
/// because it is one of the whole, which are short and become half as long at best.
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

/// Copies rows of a dataset, a few megabytes at a time, to the rows of another from `row` on.
void copy_rows(hid_t from, hid_t to, hsize_t row);

/// Whether a dataset lies in such chunks.
bool lies_in_chunks(hid_t dataset);

}  // namespace samen
