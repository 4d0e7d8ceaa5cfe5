// Reading a result file (io/results_format.hpp). Analyses learn names, units and meaning from the
// file itself.
#pragma once

#include <cstdint>
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

  bool has(const std::string& name) const;
  /// Sizes along the axes.
  std::vector<std::size_t> shape(const std::string& name) const;
  /// All values, row by row, as doubles.
  std::vector<double> numbers(const std::string& name) const;
  /// The values of `count` entries of the first axis from `first` on.
  std::vector<double> numbers(const std::string& name, std::size_t first, std::size_t count) const;
  std::vector<std::int64_t> integers(const std::string& name) const;
  std::vector<std::uint64_t> hashes(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;
  /// The words behind the numbers of a dataset of flags.
  std::vector<std::string> flag_meanings(const std::string& name) const;
  /// Attribute of a dataset ("" for the file itself); "" when absent.
  std::string attribute(const std::string& dataset, const std::string& name) const;
  const std::string& path() const { return path_; }

 private:
  hdf5::Handle dataset(const std::string& name) const;
  template <class Number>
  std::vector<Number> read(const std::string& name) const;

  std::string path_;
  hdf5::Handle file_;
};

}  // namespace samen
