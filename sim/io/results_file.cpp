#include "io/results_file.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <limits>
#include <numeric>
#include <sstream>

#include "io/results_format.hpp"
#include "io/stored_rows.hpp"
#include "scenario/former_arms.hpp"

namespace samen {

namespace fs = std::filesystem;
using hdf5::checked;
using hdf5::Handle;
using results::Holds;

namespace {

std::size_t size_of(const std::vector<std::size_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string shown(const std::vector<std::size_t>& size) {
  if (size.empty()) return "one value";
  std::string text;
  for (const std::size_t n : size) text += (text.empty() ? "" : " × ") + std::to_string(n);
  return text + (size == std::vector<std::size_t>{1} ? " value" : " values");
}

/// Number of values of an attribute.
hssize_t values_of(const Handle& attribute) {
  const Handle space{H5Aget_space(attribute), H5Sclose, "reading the size of an attribute"};
  return H5Sget_simple_extent_npoints(space);
}

const results::Column* column_named(const std::string& name) {
  const auto found = std::find_if(results::columns.begin(), results::columns.end(),
                                  [&](const auto& column) { return column.name == name; });
  return found == results::columns.end() ? nullptr : &*found;
}

/// The datasets to which an axis refers, by their addresses in the file. HDF5 stores this list in
/// an attribute.
std::vector<hobj_ref_t> scales_of(hid_t dataset, std::size_t axes) {
  std::vector<hobj_ref_t> scales(axes, HADDR_UNDEF);
  constexpr const char* list = "DIMENSION_LIST";
  if (axes == 0 || H5Aexists(dataset, list) <= 0) return scales;
  const Handle found{H5Aopen(dataset, list, H5P_DEFAULT), H5Aclose, "reading axes"};
  const Handle type{H5Aget_type(found), H5Tclose, "reading axes"};
  if (H5Tget_class(type) != H5T_VLEN || values_of(found) != static_cast<hssize_t>(axes))
    return scales;
  const Handle references{H5Tvlen_create(H5T_STD_REF_OBJ), H5Tclose, "reading axes"};
  std::vector<hvl_t> lists(axes);
  checked(H5Aread(found, references, lists.data()), "reading axes");
  for (std::size_t n = 0; n < axes; ++n)
    if (lists[n].len > 0) scales[n] = *static_cast<const hobj_ref_t*>(lists[n].p);
  const Handle space{H5Aget_space(found), H5Sclose, "reading axes"};
  H5Dvlen_reclaim(references, space, H5P_DEFAULT, lists.data());
  return scales;
}

/// Whether a dataset has enough data on the disk for all its values: a small file must not make its
/// reader allocate much memory.
bool has_data(hid_t dataset, std::size_t values, std::size_t bytes_each) {
  constexpr std::size_t most_compressed = 1032;  // by deflate
  const Handle creation{H5Dget_create_plist(dataset), H5Pclose, "reading a layout"};
  const std::size_t stored = H5Dget_storage_size(dataset);
  const std::size_t times = H5Pget_nfilters(creation) > 0 ? most_compressed : 1;
  return stored >= values / times * bytes_each;
}

/// Runs this work first in a child process and returns whether the child survives. libhdf5 trusts
/// the addresses of texts and lists of axes in a file and does not check that they lie in the file
/// (H5HG_read in 1.10). A changed byte may therefore kill the process. A fuzzer looks for such
/// crashes, so under a fuzzer there is no child.
template <class Doing>
bool can_be_survived([[maybe_unused]] const Doing& doing) {
#if defined(FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION)
  return true;
#else
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {
    // A child that outlived its killed parent would hold the locks that it inherits.
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(0);
    const rlimit none{};
    ::setrlimit(RLIMIT_CORE, &none);
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(nowhere, STDERR_FILENO);  // the parent reports in words what killed the child
    try {
      doing();
    } catch (...) {  // the real call reports it
    }
    ::_exit(0);
  }
  int ended = 0;
  while (child > 0 && ::waitpid(child, &ended, 0) < 0 && errno == EINTR) {
  }
  if (!WIFSIGNALED(ended)) return ended == 0;  // a sanitizer ends it with another exit code
  const int signal = WTERMSIG(ended);          // other signals come from outside
  return signal != SIGSEGV && signal != SIGBUS && signal != SIGABRT && signal != SIGFPE &&
         signal != SIGILL;
#endif
}

/// Whether a dataset stores its values in the file itself, as files of `samen run` do.
bool keeps_its_values(hid_t dataset) {
  const Handle creation{H5Dget_create_plist(dataset), H5Pclose, "reading a layout"};
  const H5D_layout_t layout = H5Pget_layout(creation);
  return layout != H5D_VIRTUAL && layout >= 0 &&
         (layout != H5D_CONTIGUOUS || H5Pget_external_count(creation) == 0);
}

}  // namespace

void ResultsFile::refuse(const std::string& why) const {
  throw ResultsError(path_ + ": " + why);
}

void ResultsFile::refuse_unreadable(const std::string& name) const {
  refuse("damaged – '" + name + "' cannot be read: " + hdf5::error_messages());
}

ResultsFile::ResultsFile(const std::string& path) : path_(path) {
  hdf5::silence_error_stack();
  require_readable();
  const auto in_a_copy = [&] {
    ResultsFile copy;
    copy.path_ = path;
    copy.read_shapes();
    require_intact_labels(copy);
  };
  if (!can_be_survived(in_a_copy)) refuse("damaged – libhdf5 cannot read its texts or axes");
  read_shapes();
  try {
    require_checksums();
    require_intact_runs(*this);
    require_intact_labels(*this);
  } catch (const Hdf5Error& error) {
    refuse(std::string("damaged – ") + error.what());
  }
}

ResultsFile ResultsFile::again(const std::string& path) {
  ResultsFile file;
  file.path_ = path;
  file.read_shapes();
  return file;
}

/// Opens the file and checks every dataset against the format, without reading values.
void ResultsFile::read_shapes() {
  open();
  try {
    auto names = hdf5::names_in(file_, H5O_TYPE_DATASET);
    has_former_names_ = std::find(names.begin(), names.end(),
                                  results::former_datasets.front().before) != names.end();
    for (std::string& name : names) name = today(name);
    read_axes(names);
    for (const std::string& name : names) {
      Shape shape = shape_of(name);
      if (!belongs(name, shape)) continue;
      shapes_.emplace(name, std::move(shape));
      names_.push_back(name);
    }
    if (has(results::arm)) {
      const auto arms = flag_meanings(results::arm);
      has_former_arms_ = std::find(arms.begin(), arms.end(), arm_of_before) != arms.end();
    }
  } catch (const Hdf5Error& error) {
    refuse(std::string("damaged – ") + error.what());
  }
}

/// Throws if a file of a version with checksums lacks one: somebody may have removed it to change
/// the values that it protects.
void ResultsFile::require_checksums() const {
  if (!states_checksums()) return;
  std::vector<std::string> of{"run", "event"};
  if (axes_.count("decision")) of.emplace_back("decision");
  for (const std::string& name : names_)
    if (is_series(name)) of.push_back(name);
  for (const std::string& what : of)
    if (!has(results::checksum_name(what)))
      refuse("damaged – the checksums '" + results::checksum_name(what) + "' are missing");
  if (H5Aexists(file_, results::labels_checksum_attribute) <= 0)
    refuse("damaged – the checksum of its labels is missing");
}

void ResultsFile::require_readable() const {
  std::error_code error;
  const fs::file_status status = fs::status(path_, error);
  if (status.type() == fs::file_type::not_found) refuse("no such file");
  if (error) refuse(error.message());
  if (fs::is_directory(status)) refuse("no result file of samen run (a folder)");
  if (!fs::is_regular_file(status)) refuse("no result file of samen run (a pipe or a device)");
  if (::access(path_.c_str(), R_OK) != 0) refuse(std::strerror(errno));
  if (H5Fis_hdf5(path_.c_str()) <= 0)
    refuse("no result file of samen run (no HDF5, or cut off at its start)");
}

void ResultsFile::open() {
  try {
    file_ = Handle(H5Fopen(path_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "opening");
  } catch (const Hdf5Error& failure) {
    refuse(std::string("damaged or cut off – ") + failure.what());
  }
  if (attribute("", results::format_attribute) != results::format)
    refuse("an HDF5 file, but no result file of samen run");
  if (H5Aexists(file_, results::version_attribute) <= 0) refuse("states no format version");
  const auto version = whole_numbers(results::version_attribute, 2);
  if (version[0] != results::version_major)
    refuse("format version " + std::to_string(version[0]) + "." + std::to_string(version[1]) +
           ", but this program reads version " + std::to_string(results::version_major) +
           "; use the samen that wrote it");
  minor_version_ = version[1];
}

void ResultsFile::read_axes(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (!results::is_axis(name)) continue;
    const Shape shape = shape_of(name);
    if (shape.kind != Kind::whole || shape.size.size() != 1)
      refuse("'" + name + "' is no axis: it has " + shown(shape.size));
    axes_[name] = shape.size[0];
    H5O_info_t about;
    checked(H5Oget_info_by_name2(file_, name.c_str(), &about, H5O_INFO_BASIC, H5P_DEFAULT),
            "looking for " + name);
    scales_[about.addr] = name;
  }
  for (const char* always : {"run", "month"})
    if (length_of(always) == 0) refuse("has no '" + std::string(always) + "', or an empty one");
  if (runs() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    refuse("has more runs than a plan can have");
  shapes_.emplace("run", shape_of("run"));
  const auto last = static_cast<double>(runs() - 1);
  const double first = row("run", 0)[0];
  if (first < 0.0 || first + last > std::numeric_limits<int>::max() ||
      row("run", runs() - 1)[0] != first + last)
    refuse("'run' does not count its runs");
  first_run_ = static_cast<int>(first);
  shapes_.clear();
}

std::string ResultsFile::in_file(const std::string& name) const {
  if (has_former_names_)
    for (const results::FormerDataset& row : results::former_datasets)
      if (row.now == name) return std::string(row.before);
  return name;
}

std::string ResultsFile::today(const std::string& name) const {
  if (has_former_names_)
    for (const results::FormerDataset& row : results::former_datasets)
      if (row.before == name) return std::string(row.now);
  return name;
}

std::string ResultsFile::arm_today(const std::string& name) const {
  return has_former_arms_ ? std::string(arm_of_today(name)) : name;
}

std::string ResultsFile::scenario() const {
  const std::string as_written = texts("scenario_resolved").at(0);
  return has_former_arms_ ? with_arms_of_today(as_written) : as_written;
}

std::size_t ResultsFile::length_of(const std::string& axis) const {
  const auto found = axes_.find(axis);
  return found == axes_.end() ? 0 : found->second;
}

/// Kind and size, as stated in the file.
ResultsFile::Shape ResultsFile::shape_of(const std::string& name) const {
  const Handle data{H5Dopen2(file_, in_file(name).c_str(), H5P_DEFAULT), H5Dclose,
                    "opening " + name};
  const Handle type{H5Dget_type(data), H5Tclose, "reading the type of " + name};
  const Handle space{H5Dget_space(data), H5Sclose, "reading the shape of " + name};
  const H5T_class_t kind = H5Tget_class(type);
  const std::size_t bytes = H5Tget_size(type);
  Shape shape;
  if (kind == H5T_STRING && H5Tis_variable_str(type) > 0)
    shape.kind = Kind::text;
  else if (kind == H5T_INTEGER && bytes <= sizeof(std::uint64_t))
    shape.kind = Kind::whole;
  else if (kind == H5T_FLOAT && bytes <= sizeof(double))
    shape.kind = Kind::number;
  else
    refuse("'" + name + "' holds neither numbers nor texts");
  if (H5Sget_simple_extent_type(space) != H5S_SCALAR &&
      H5Sget_simple_extent_type(space) != H5S_SIMPLE)
    refuse("'" + name + "' has no values");
  std::size_t values = 1;
  for (const hsize_t along : hdf5::size_of(data)) {
    if (along > 0 && values > std::numeric_limits<std::uint32_t>::max() * std::size_t{1024} / along)
      refuse("'" + name + "' says it has more values than can be");
    values *= along;
    shape.size.push_back(along);
  }
  if (!keeps_its_values(data)) refuse("'" + name + "' keeps its values in another file");
  if (!has_data(data, values, bytes))
    refuse("'" + name + "' says it has " + shown(shape.size) + ", but holds fewer");
  for (const hobj_ref_t scale : scales_of(data, shape.size.size())) {
    const auto axis = scales_.find(scale);
    shape.axes.push_back(axis == scales_.end() ? "" : axis->second);
  }
  return shape;
}

/// Throws ResultsError unless a dataset has these axes.
void ResultsFile::require_axes(const std::string& name, Shape& shape,
                               const std::vector<std::string>& axes) const {
  std::vector<std::size_t> expected;
  std::string along;
  for (const std::string& axis : axes) {
    if (!axes_.count(axis)) refuse("'" + name + "' lies along '" + axis + "', which is missing");
    expected.push_back(length_of(axis));
    along += (along.empty() ? "" : ", ") + axis;
  }
  if (shape.size != expected)
    refuse("'" + name + "' has " + shown(shape.size) + ", expected " + shown(expected) +
           (along.empty() ? "" : ": [" + along + "]"));
  shape.axes = axes;
}

/// Whether a dataset belongs to the format. Throws ResultsError if it does but has another shape.
bool ResultsFile::belongs(const std::string& name, Shape& shape) const {
  const auto along = [](const auto& column) {
    std::vector<std::string> axes;
    for (const std::string_view axis : column.axes)
      if (!axis.empty()) axes.emplace_back(axis);
    return axes;
  };
  if (results::is_axis(name)) return require_axes(name, shape, {name}), true;
  if (const auto* column = column_named(name)) {
    require_axes(name, shape, along(*column));
    const Kind expected = column->holds == Holds::text     ? Kind::text
                          : column->holds == Holds::number ? Kind::number
                                                           : Kind::whole;
    if (shape.kind != expected)
      refuse("'" + name + "' holds no " +
             (expected == Kind::text     ? "texts"
              : expected == Kind::number ? "numbers"
                                         : "whole numbers"));
    return true;
  }
  if (H5Aexists_by_name(file_, in_file(name).c_str(), "better", H5P_DEFAULT) > 0) {  // an outcome
    if (shape.kind == Kind::text) refuse("'" + name + "' holds no numbers");
    return require_axes(name, shape, {"run"}), true;
  }
  const bool all_named = std::none_of(shape.axes.begin(), shape.axes.end(),
                                      [](const std::string& axis) { return axis.empty(); });
  if (shape.axes.empty() || !all_named) return false;  // no reader uses it
  if (shape.kind == Kind::text && shape.axes[0] == "run") return false;
  return require_axes(name, shape, std::vector<std::string>(shape.axes)), true;
}

bool ResultsFile::is_series(const std::string& name) const {
  const auto found = shapes_.find(name);
  if (found == shapes_.end() || found->second.kind == Kind::text) return false;
  const auto& axes = found->second.axes;
  return (axes.size() == 2 || axes.size() == 3) && axes[0] == "run" && axes[1] == "month";
}

/// The admissible values of a column of whole numbers.
ResultsFile::Limits ResultsFile::limits_of(const std::string& name) const {
  constexpr Limits any{std::numeric_limits<std::int64_t>::min(),
                       std::numeric_limits<std::int64_t>::max()};
  const auto* column = column_named(name);
  if (!column) return any;
  const std::string of(column->of);
  const auto size = static_cast<std::int64_t>(length_of(of));
  switch (column->holds) {
    case Holds::count:
      return {0, std::numeric_limits<std::int32_t>::max()};
    case Holds::code:
      return {0, static_cast<std::int64_t>(flag_meanings(name).size()) - 1};
    case Holds::entry:  // without a design, all runs are at point 0
      return {0, std::max<std::int64_t>(size, of == "design_point" ? 1 : 0) - 1};
    case Holds::optional:
      return {-1, size - 1};
    default:
      return any;
  }
}

template <class Number>
void ResultsFile::require_within_limits(const std::string& name,
                                        const std::vector<Number>& values) const {
  const Limits limits = limits_of(name);
  if (limits.low == std::numeric_limits<std::int64_t>::min()) return;
  for (const Number value : values)
    if (!(value >= static_cast<Number>(limits.low) && value <= static_cast<Number>(limits.high)))
      refuse("'" + name + "' holds " + std::to_string(static_cast<std::int64_t>(value)) +
             ", expected " + std::to_string(limits.low) + " to " + std::to_string(limits.high));
}

hid_t ResultsFile::dataset(const std::string& name) const {
  if (!has(name)) refuse("holds no '" + name + "'");
  Handle& open = open_[name];
  if (open < 0)
    open = {H5Dopen2(file_, in_file(name).c_str(), H5P_DEFAULT), H5Dclose,
            path_ + ": opening " + name};
  return open;
}

std::vector<std::size_t> ResultsFile::shape(const std::string& name) const {
  const auto found = shapes_.find(name);
  if (found == shapes_.end()) refuse("holds no '" + name + "'");
  return found->second.size;
}

std::string ResultsFile::axis(const std::string& name, std::size_t number) const {
  const auto found = shapes_.find(name);
  if (found == shapes_.end()) refuse("holds no '" + name + "'");
  return number < found->second.axes.size() ? found->second.axes[number] : "";
}

std::string ResultsFile::last_axis(const std::string& name) const {
  return axis(name, shape(name).size() - 1);
}

template <class Number>
std::vector<Number> ResultsFile::read(const std::string& name) const {
  std::vector<Number> values(size_of(shape(name)));
  if (H5Dread(dataset(name), hdf5::type_of<Number>(), H5S_ALL, H5S_ALL, H5P_DEFAULT,
              values.data()) < 0)
    refuse_unreadable(name);
  require_within_limits(name, values);
  if (is_series(name)) require_intact_series(*this, name, 0, runs());
  return values;
}

std::vector<double> ResultsFile::numbers(const std::string& name) const {
  return read<double>(name);
}

template <class Number>
void ResultsFile::read_rows(const std::string& name, std::size_t first, std::size_t count,
                            std::vector<Number>& values) const {
  const auto whole = shape(name);
  if (whole.empty() || first + count > whole[0])
    refuse("'" + name + "' has no rows " + std::to_string(first) + " to " +
           std::to_string(first + count));
  std::vector<hsize_t> start(whole.size(), 0);
  std::vector<hsize_t> size(whole.begin(), whole.end());
  start[0] = first;
  size[0] = count;
  values.resize(size_of(whole) / whole[0] * count);
  const hid_t data = dataset(name);
  const Handle in_file{H5Dget_space(data), H5Sclose, "reading the shape of " + name};
  checked(H5Sselect_hyperslab(in_file, H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr),
          "selecting rows of " + name);
  if (H5Dread(data, hdf5::type_of<Number>(), hdf5::space(size), in_file, H5P_DEFAULT,
              values.data()) < 0)
    refuse_unreadable(name);
  require_within_limits(name, values);
  if (is_series(name)) require_intact_series(*this, name, first, count);
}

void ResultsFile::for_each_block(const std::string& name, const Visit& visit) const {
  constexpr std::size_t bytes_at_once = 16 << 20;
  constexpr std::size_t least_rows = 64;  // one chunk as written, so that no chunk is read twice
  const auto whole = shape(name);
  if (whole.empty() || size_of(whole) == 0) refuse("'" + name + "' is no column of runs");
  const std::size_t bytes_per_row = sizeof(float) * size_of(whole) / whole[0];
  const std::size_t rows =
      std::max<std::size_t>(least_rows, bytes_at_once / bytes_per_row / least_rows * least_rows);
  std::vector<float> values;
  for (std::size_t first = 0; first < whole[0]; first += rows) {
    read_rows(name, first, std::min(rows, whole[0] - first), values);
    visit(first, values);
  }
}

std::vector<double> ResultsFile::row(const std::string& name, std::size_t entry) const {
  std::vector<double> values;
  read_rows(name, entry, 1, values);
  return values;
}

std::vector<double> ResultsFile::rows(const std::string& name, std::size_t first,
                                      std::size_t count) const {
  std::vector<double> values;
  if (count > 0) read_rows(name, first, count, values);
  return values;
}

ResultsFile::Entries ResultsFile::entries_of(const std::string& axis,
                                             std::size_t row_of_run) const {
  const std::string name = axis + "_run";
  const auto run = static_cast<double>(first_run_) + static_cast<double>(row_of_run);
  // The first entry of `wanted` or a later run; entries are in the order of the runs.
  const auto first_from = [&](double wanted) {
    std::size_t low = 0, high = length_of(axis);
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      if (row(name, middle)[0] < wanted)
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  };
  const std::size_t first = first_from(run), end = first_from(run + 1.0);
  const auto of = rows(name, first, end < first ? 0 : end - first);
  if (end < first || std::any_of(of.begin(), of.end(), [&](double each) { return each != run; }))
    refuse("'" + name + "' is not in the order of the runs");
  return {first, end - first};
}

std::vector<std::int64_t> ResultsFile::integers(const std::string& name) const {
  return read<std::int64_t>(name);
}

std::vector<std::uint64_t> ResultsFile::hashes(const std::string& name) const {
  return read<std::uint64_t>(name);
}

std::vector<std::string> ResultsFile::texts(const std::string& name) const {
  const Handle type = hdf5::text_type();
  const hid_t data = dataset(name);
  std::vector<char*> pointers(size_of(shape(name)));
  checked(H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()),
          path_ + ": reading " + name);
  std::vector<std::string> all;
  for (const char* text : pointers) all.emplace_back(text ? text : "");
  const Handle space{H5Dget_space(data), H5Sclose, "reading the shape of " + name};
  H5Dvlen_reclaim(type, space, H5P_DEFAULT, pointers.data());
  return all;
}

std::vector<std::string> ResultsFile::flag_meanings(const std::string& name) const {
  return words_of(attribute(name, "flag_meanings"));
}

std::string ResultsFile::attribute(const std::string& name, const std::string& key) const {
  const hid_t owner = name.empty() ? static_cast<hid_t>(file_) : dataset(name);
  if (H5Aexists(owner, key.c_str()) <= 0) return "";
  const Handle found{H5Aopen(owner, key.c_str(), H5P_DEFAULT), H5Aclose, "opening " + key};
  const Handle type{H5Aget_type(found), H5Tclose, "reading the type of " + key};
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) > 0 || values_of(found) != 1)
    return "";
  std::string text(H5Tget_size(type), '\0');
  checked(H5Aread(found, type, text.data()), path_ + ": reading " + key);
  text.erase(std::min(text.find('\0'), text.size()));
  return text;
}

std::vector<std::int32_t> ResultsFile::whole_numbers(const std::string& name,
                                                     std::size_t count) const {
  if (H5Aexists(file_, name.c_str()) <= 0) refuse("states no " + name);
  const Handle found{H5Aopen(file_, name.c_str(), H5P_DEFAULT), H5Aclose, path_ + ": " + name};
  const Handle type{H5Aget_type(found), H5Tclose, path_ + ": " + name};
  if (H5Tget_class(type) != H5T_INTEGER || values_of(found) != static_cast<hssize_t>(count))
    refuse(name + " is not made of " + std::to_string(count) +
           (count == 1 ? " whole number" : " whole numbers"));
  std::vector<std::int32_t> numbers(count);
  checked(H5Aread(found, H5T_NATIVE_INT32, numbers.data()), path_ + ": reading " + name);
  return numbers;
}

}  // namespace samen
