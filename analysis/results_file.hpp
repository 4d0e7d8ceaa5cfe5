// Reading a result file (io/results_format.hpp). Analyses learn names, units and meaning from the
// file itself.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "io/hdf5.hpp"

namespace samen {

/// The file cannot be used; the message says why and what to do.
struct ResultsError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class ResultsFile {
 public:
  /// Throws ResultsError for a file that is missing, no HDF5, no result file or of a newer version.
  explicit ResultsFile(const std::string& path);

  /// Names are those of today, also where an earlier version wrote the file.
  bool has(const std::string& name) const;
  /// The datasets at the root, in the order they were made.
  std::vector<std::string> names() const;
  /// Sizes along the axes.
  std::vector<std::size_t> shape(const std::string& name) const;
  /// Name of an axis of a dataset; "" where the file gives none.
  std::string axis(const std::string& name, std::size_t number) const;
  std::string last_axis(const std::string& name) const;
  /// All values, row by row, as doubles.
  std::vector<double> numbers(const std::string& name) const;
  /// Hands a dataset of runs on block by block, some megabytes at a time, in single precision:
  /// the number of the first run and the values of the block, run after run.
  using Visit = std::function<void(std::size_t first, std::span<const float> values)>;
  void for_each_block(const std::string& name, const Visit& visit) const;
  /// All values of one entry of the first axis.
  std::vector<double> row(const std::string& name, std::size_t entry) const;
  /// … of `count` entries from `first` on, one after the other.
  std::vector<double> rows(const std::string& name, std::size_t first, std::size_t count) const;
  std::vector<std::int64_t> integers(const std::string& name) const;
  std::vector<std::uint64_t> hashes(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;
  /// The words behind the numbers of a dataset of flags.
  std::vector<std::string> flag_meanings(const std::string& name) const;
  /// Attribute of a dataset ("" for the file itself); "" when absent.
  std::string attribute(const std::string& dataset, const std::string& name) const;
  /// What a dataset is called today that the file, its claims or its patterns name.
  std::string today(const std::string& name) const;
  const std::string& path() const { return path_; }

 private:
  hdf5::Handle dataset(const std::string& name) const;
  /// What this file calls a dataset.
  std::string in_file(const std::string& name) const;
  template <class Number>
  std::vector<Number> read(const std::string& name) const;
  template <class Number>
  void read_rows(const std::string& name, std::size_t first, std::size_t count,
                 std::vector<Number>& values) const;

  std::string path_;
  hdf5::Handle file_;
  bool has_former_names_ = false;
};

}  // namespace samen
