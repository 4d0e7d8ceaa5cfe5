// Reads a result file (io/results_format.hpp) of any origin. Its content is checked here and
// nowhere else: kind and shape of every dataset when the file is opened, codes and numbers of
// entries when they are read. Analyses learn names, units and meanings from the file itself.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "io/hdf5.hpp"
#include "io/results_format.hpp"

namespace samen {

/// The file cannot be used; the message states the reason and the remedy.
struct ResultsError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class ResultsFile {
 public:
  /// Throws ResultsError if the file is missing, is not an HDF5 file or not a result file, is of a
  /// newer version, or does not have the shape of its version.
  explicit ResultsFile(const std::string& path);
  /// The same for a file that this program has opened before and nobody has changed since: checks
  /// shapes but not checksums.
  static ResultsFile again(const std::string& path);

  bool has(const std::string& name) const { return shapes_.count(name) > 0; }
  /// The datasets of the format at the root, in the order of creation.
  const std::vector<std::string>& names() const { return names_; }
  /// Number of runs in the file, and the number in the plan of its first run.
  std::size_t runs() const { return length_of("run"); }
  int first_run() const { return first_run_; }
  /// Size of an axis; 0 for an axis that the file does not have.
  std::size_t length_of(const std::string& axis) const;
  /// Monthly series, as [run, month] or [run, month, entry].
  bool is_series(const std::string& name) const;
  /// Sizes along the axes.
  std::vector<std::size_t> shape(const std::string& name) const;
  /// Name of an axis of a dataset; "" if the file states none.
  std::string axis(const std::string& name, std::size_t number) const;
  std::string last_axis(const std::string& name) const;
  /// All values, row by row, as doubles.
  std::vector<double> numbers(const std::string& name) const;
  /// Calls `visit` for a dataset of runs block by block, a few megabytes at a time, in single
  /// precision: with the number of the first run, and the values of the block, run after run.
  using Visit = std::function<void(std::size_t first, std::span<const float> values)>;
  void for_each_block(const std::string& name, const Visit& visit) const;
  /// All values of one entry of the first axis.
  std::vector<double> row(const std::string& name, std::size_t entry) const;
  /// The same for `count` entries from `first` on, one after the other.
  std::vector<double> rows(const std::string& name, std::size_t first, std::size_t count) const;
  /// The position of the events or decisions (`axis`) of one run among all of them.
  struct Entries {
    std::size_t first = 0, count = 0;
  };
  Entries entries_of(const std::string& axis, std::size_t row) const;
  std::vector<std::int64_t> integers(const std::string& name) const;
  std::vector<std::uint64_t> hashes(const std::string& name) const;
  std::vector<std::string> texts(const std::string& name) const;
  /// The words for the codes of a dataset of flags.
  std::vector<std::string> flag_meanings(const std::string& name) const;
  /// Attribute of a dataset ("" for the file itself); "" if it is absent.
  std::string attribute(const std::string& dataset, const std::string& name) const;
  /// Whether files of its version protect their content by checksums (stored_rows.hpp).
  bool states_checksums() const { return minor_version_ >= results::checksums_since; }
  /// Whole numbers of an attribute of the file. Throws ResultsError unless there are exactly this
  /// many.
  std::vector<std::int32_t> whole_numbers(const std::string& name, std::size_t count) const;
  /// today() returns today's name of a dataset that the file, its claims or its patterns name;
  /// in_file() returns its name in this file. All other functions here take today's names.
  std::string today(const std::string& name) const;
  std::string in_file(const std::string& name) const;
  /// Today's name of an arm that the file, or a text in it, names.
  std::string arm_today(const std::string& name) const;
  /// The resolved scenario of the runs, in today's names.
  std::string scenario() const;
  const std::string& path() const { return path_; }
  hid_t handle() const { return file_; }
  /// A dataset, which stays open as long as the file. HDF5 then caches the chunk it unpacked last,
  /// so a reader of run after run unpacks each chunk once. Throws ResultsError if there is none.
  hid_t dataset(const std::string& name) const;

 private:
  enum class Kind { text, whole, number };
  struct Shape {
    Kind kind = Kind::number;
    std::vector<std::size_t> size;
    std::vector<std::string> axes;  ///< "" if the name of an axis is unknown
  };
  /// The admissible values of a column of whole numbers.
  struct Limits {
    std::int64_t low = 0, high = 0;
  };

  ResultsFile() = default;
  [[noreturn]] void refuse(const std::string& why) const;
  [[noreturn]] void refuse_unreadable(const std::string& name) const;
  void require_readable() const;
  void require_checksums() const;
  void open();
  void read_shapes();
  void read_axes(const std::vector<std::string>& names);
  Shape shape_of(const std::string& name) const;
  void require_axes(const std::string& name, Shape& shape,
                    const std::vector<std::string>& axes) const;
  bool belongs(const std::string& name, Shape& shape) const;
  Limits limits_of(const std::string& name) const;
  template <class Number>
  void require_within_limits(const std::string& name, const std::vector<Number>& values) const;
  template <class Number>
  std::vector<Number> read(const std::string& name) const;
  template <class Number>
  void read_rows(const std::string& name, std::size_t first, std::size_t count,
                 std::vector<Number>& values) const;

  std::string path_;
  hdf5::Handle file_;
  mutable std::map<std::string, hdf5::Handle> open_;  ///< datasets
  std::map<std::string, std::size_t> axes_;           ///< sizes of the axes, by name
  std::map<haddr_t, std::string> scales_;  ///< names of the axes, by their address in the file
  std::map<std::string, Shape> shapes_;
  std::vector<std::string> names_;
  int first_run_ = 0, minor_version_ = 0;
  bool has_former_names_ = false, has_former_arms_ = false;
};

}  // namespace samen
