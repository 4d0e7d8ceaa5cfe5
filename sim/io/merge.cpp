#include "io/merge.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <numeric>

#include "io/chunks.hpp"
#include "io/growing_columns.hpp"
#include "io/hdf5.hpp"
#include "io/publish.hpp"
#include "io/receipt.hpp"
#include "io/results_file.hpp"
#include "io/results_format.hpp"
#include "io/stored_rows.hpp"

namespace samen {

namespace {

namespace fs = std::filesystem;
using hdf5::checked;
using hdf5::Handle;
using hdf5::names_in;
using hdf5::size_of;

Handle dataset_in(hid_t file, const std::string& name) {
  return {H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "opening " + name};
}

/// Copies the attributes of an object, except those in which HDF5 records its axes.
void copy_attributes(hid_t from, hid_t to) {
  const auto copy = [](hid_t owner, const char* name, const H5A_info_t*, void* out) -> herr_t {
    static const std::array<std::string, 4> of_axes{"DIMENSION_LIST", "REFERENCE_LIST", "CLASS",
                                                    "NAME"};
    if (std::find(of_axes.begin(), of_axes.end(), name) != of_axes.end()) return 0;
    const Handle found{H5Aopen(owner, name, H5P_DEFAULT), H5Aclose, "reading an attribute"};
    const Handle type{H5Aget_type(found), H5Tclose, "reading an attribute"};
    const Handle space{H5Aget_space(found), H5Sclose, "reading an attribute"};
    std::vector<char> value(H5Tget_size(type) *
                            static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    checked(H5Aread(found, type, value.data()), "reading an attribute");
    const Handle made{
        H5Acreate2(*static_cast<hid_t*>(out), name, type, space, H5P_DEFAULT, H5P_DEFAULT),
        H5Aclose, "writing an attribute"};
    return H5Awrite(made, type, value.data());
  };
  checked(H5Aiterate2(from, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, copy, &to),
          "copying attributes");
}

/// Opens a file that a WriteLock protects; HDF5's own lock would shut us out.
Handle access_to_ours() {
  Handle access = hdf5::direct_access();
  checked(H5Pset_file_locking(access, false, true), "preparing a file");
  return access;
}

/// Whether the rows of a dataset are contiguous in the file, so that they can be copied as bytes.
bool lies_in_one_piece(hid_t dataset) {
  const Handle creation{H5Dget_create_plist(dataset), H5Pclose, "reading a layout"};
  const Handle type{H5Dget_type(dataset), H5Tclose, "reading a type"};
  return H5Pget_layout(creation) == H5D_CONTIGUOUS && H5Tis_variable_str(type) == 0;
}

/// Bytes of one file and their place in another.
struct Piece {
  haddr_t from = 0, to = 0;
  std::size_t bytes = 0;
};

[[noreturn]] void fail(const std::string& doing) {
  throw Hdf5Error(doing + ": " + std::strerror(errno));
}

void copy(const Descriptor& from, const Descriptor& to, const Piece& piece) {
  static thread_local std::vector<char> buffer(1 << 20);
  for (std::size_t done = 0; done < piece.bytes;) {
    const auto at = static_cast<off_t>(done);
    const ssize_t got = ::pread(from, buffer.data(), std::min(buffer.size(), piece.bytes - done),
                                static_cast<off_t>(piece.from) + at);
    if (got < 0) fail("reading a shard");
    if (got == 0) throw Hdf5Error("reading a shard: it is shorter than it says");
    for (ssize_t put = 0; put < got;) {
      const ssize_t written = ::pwrite(to, buffer.data() + put, static_cast<std::size_t>(got - put),
                                       static_cast<off_t>(piece.to) + at + put);
      if (written < 0) fail("writing the merged file");
      put += written;
    }
    done += static_cast<std::size_t>(got);
  }
}

bool is_split(const std::string& axis) {
  return axis == "run" || axis == "event" || axis == "decision";
}

}  // namespace

class Merger::File {
 public:
  File(const fs::path& output, int runs, Existing existing, int workers)
      : output_(output),
        part_(output.string() + ".part"),
        existing_(existing),
        workers_(workers),
        runs_(static_cast<hsize_t>(runs)) {}
  ~File() {
    scales_.clear();
    file_ = Handle();
    std::error_code ignored;
    if (!finished_) fs::remove(part_, ignored);
  }

  std::function<void()> add(const Shard& shard) {
    const ResultsFile source(shard.path);
    if (places_.empty()) create_like(source);
    std::vector<Piece> pieces;
    for (const auto& [name, place] : places_) {
      const Handle from = dataset_in(source.handle(), source.in_file(name));
      const std::size_t bytes = H5Dget_storage_size(from);
      const haddr_t begin = H5Dget_offset(from);
      if (begin == HADDR_UNDEF ||
          bytes != place.row_bytes * static_cast<std::size_t>(shard.range.count))
        throw Hdf5Error("reading " + shard.path.string() + ": " + name +
                        " does not hold its runs in one piece");
      pieces.push_back(
          {begin, place.offset + place.row_bytes * static_cast<haddr_t>(shard.range.first), bytes});
    }
    // Opened now, because the shard may get its final name meanwhile.
    const auto from = std::make_shared<Descriptor>(shard.path, O_RDONLY);
    const auto to = std::make_shared<Descriptor>(part_, O_WRONLY);
    return [from, to, pieces = std::move(pieces)] {
      for (const Piece& piece : pieces) {
        copy(*from, *to, piece);
        start_syncing(*to, static_cast<std::int64_t>(piece.to),
                      static_cast<std::int64_t>(piece.bytes));
      }
    };
  }

  void finish(const std::vector<Shard>& shards, const std::string& stop_rule) {
    file_ = Handle(H5Fopen(part_.c_str(), H5F_ACC_RDWR, access_to_ours()), H5Fclose,
                   "opening " + part_.string());
    const auto runs = static_cast<std::int32_t>(runs_);
    const Handle planned{H5Aopen(file_, results::runs_attribute, H5P_DEFAULT), H5Aclose,
                         "counting the runs"};
    checked(H5Awrite(planned, H5T_NATIVE_INT32, &runs), "counting the runs");
    if (!stop_rule.empty()) hdf5::attribute(file_, results::stop_rule_attribute, stop_rule);
    {
      Growing growing{GrowingColumns(workers_)};
      open(growing);
      for (const Shard& shard : shards) add_rest(shard, growing);
      growing.columns.finish();
      for (const std::string& name : names_in(file_, H5O_TYPE_DATASET))
        if (is_split(name) && !growing.has(name)) number(dataset_in(file_, name));
    }
    checked(H5Fflush(file_, H5F_SCOPE_LOCAL), "writing " + part_.string());
    file_.close("closing " + part_.string());
    hdf5::require_whole(part_.string());
    publish(part_, output_, existing_);
    finished_ = true;
  }

 private:
  struct Place {
    haddr_t offset = 0;
    std::size_t row_bytes = 0;
  };

  /// Creates the same file with room for all runs and without rows.
  void create_like(const ResultsFile& shard) {
    const Handle creation{H5Pcreate(H5P_FILE_CREATE), H5Pclose, "preparing the file"};
    H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_obj_track_times(creation, false);
    file_ = Handle(H5Fcreate(part_.c_str(), H5F_ACC_TRUNC, creation, access_to_ours()), H5Fclose,
                   "creating " + part_.string());
    copy_attributes(shard.handle(), file_);
    for (const std::string& name : shard.names()) create(shard, name);
    for (const std::string& group : names_in(shard.handle(), H5O_TYPE_GROUP))
      checked(
          H5Ocopy(shard.handle(), group.c_str(), file_, group.c_str(), H5P_DEFAULT, H5P_DEFAULT),
          "copying " + group);
    scales_.clear();
    file_.close("closing " + part_.string());
  }

  void create(const ResultsFile& shard, const std::string& name) {
    const Handle from = dataset_in(shard.handle(), shard.in_file(name));
    const bool is_scale = results::is_axis(name);
    std::vector<std::string> axes;
    for (std::size_t n = 0; n < shard.shape(name).size(); ++n) axes.push_back(shard.axis(name, n));
    const bool split = !axes.empty() && is_split(axes[0]);
    std::vector<hsize_t> size = size_of(from), most = size;
    if (split && axes[0] == "run") {
      size[0] = most[0] = runs_;
    } else if (split) {
      size[0] = 0;
      most[0] = H5S_UNLIMITED;
    }
    const Handle type{H5Dget_type(from), H5Tclose, "reading a type"};
    const Handle creation{H5Dget_create_plist(from), H5Pclose, "preparing " + name};
    const bool in_one_piece = split && !is_scale && lies_in_one_piece(from);
    if (in_one_piece) H5Pset_alloc_time(creation, H5D_ALLOC_TIME_EARLY);
    const Handle extent = size.empty() ? hdf5::space({}) : hdf5::space(size, most);
    Handle made{H5Dcreate2(file_, name.c_str(), type, extent, H5P_DEFAULT, creation, H5P_DEFAULT),
                H5Dclose, "making " + name};
    if (is_scale) {
      checked(H5DSset_scale(made, name.c_str()), "making axis " + name);
    } else {
      for (std::size_t n = 0; n < axes.size(); ++n)
        checked(H5DSattach_scale(made, scales_.at(axes[n]), static_cast<unsigned>(n)),
                "attaching an axis to " + name);
      // As the writer does: h5diff follows this list and would find times in every axis.
      if (name == results::wall_seconds)
        checked(H5Adelete(scales_.at("run"), "REFERENCE_LIST"), "unlisting wall_seconds");
    }
    copy_attributes(from, made);
    if (in_one_piece)
      places_[name] = {H5Dget_offset(made), H5Dget_storage_size(made) / runs_};
    else if (!split)
      copy_rows(from, made, 0);
    else if (!is_scale)
      rest_.push_back(name);
    if (is_scale) scales_.emplace(name, std::move(made));
  }

  /// The compressed columns of events and decisions while shards are added.
  struct Growing {
    GrowingColumns columns;
    std::map<std::string, Handle> datasets{};
    std::map<std::string, std::int64_t> rows{};  ///< of the axes
    bool has(const std::string& name) const { return datasets.count(name) > 0; }
  };

  void open(Growing& growing) const {
    std::vector<std::string> names = rest_;
    for (const char* axis : {"event", "decision"})
      if (H5Lexists(file_, axis, H5P_DEFAULT) > 0) names.emplace_back(axis);
    for (const std::string& name : names) {
      Handle dataset = dataset_in(file_, name);
      if (size_of(dataset) != std::vector<hsize_t>{0} || !lies_in_chunks(dataset)) continue;
      growing.columns.add(name, dataset);
      growing.datasets.emplace(name, std::move(dataset));
    }
  }

  /// Adds the rows of datasets that grow or hold texts.
  void add_rest(const Shard& shard, Growing& growing) {
    const ResultsFile source = ResultsFile::again(shard.path);
    for (const std::string& name : rest_) {
      const Handle from = dataset_in(source.handle(), source.in_file(name));
      const Handle to = dataset_in(file_, name);
      if (source.axis(name, 0) == "run") {
        const auto first = static_cast<hsize_t>(shard.range.first);
        if (!copy_chunks(from, to, first)) copy_rows(from, to, first);
      } else if (growing.has(name)) {
        append_rows(source, name, growing.columns);
        continue;
      } else {
        const hsize_t before = size_of(to).at(0);
        const hsize_t after = before + size_of(from).at(0);
        checked(H5Dset_extent(to, &after), "extending " + name);
        copy_rows(from, to, before);
      }
      checked(H5Dflush(to), "writing " + name);  // closing reports no error
    }
    for (const char* axis : {"event", "decision"}) {
      if (!source.has(axis)) continue;
      if (growing.has(axis)) {
        std::int64_t& before = growing.rows[axis];
        std::vector<std::int64_t> numbers(source.length_of(axis));
        std::iota(numbers.begin(), numbers.end(), before);
        growing.columns.append(axis, numbers.data(), numbers.size());
        before += static_cast<std::int64_t>(numbers.size());
        continue;
      }
      const Handle scale = dataset_in(file_, axis);
      const hsize_t rows = size_of(scale).at(0) + source.length_of(axis);
      checked(H5Dset_extent(scale, &rows), std::string("extending ") + axis);
    }
    growing.columns.write_full_chunks();
  }

  /// 0, 1, 2, … along an axis.
  static void number(hid_t scale) {
    std::vector<std::int64_t> index(size_of(scale).at(0));
    if (index.empty()) return;
    std::iota(index.begin(), index.end(), 0);
    checked(H5Dwrite(scale, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, index.data()),
            "numbering an axis");
  }

  /// Returns the path if a part of it can be written.
  static fs::path writable(const fs::path& part) {
    require_own_part(part);
    return part;
  }

  const fs::path output_, part_;
  const Existing existing_;
  const int workers_;
  const WriteLock lock_{writable(part_), output_.string()};
  const hsize_t runs_;
  Handle file_;
  std::map<std::string, Handle> scales_;
  std::map<std::string, Place> places_;  ///< places of the rows copied as bytes
  std::vector<std::string> rest_;        ///< datasets that HDF5 copies, in chunks or by rows
  bool finished_ = false;
};

Merger::Merger(const fs::path& output, int runs, Existing existing, int workers)
    : file_(std::make_unique<File>(output, runs, existing, workers)) {}
Merger::~Merger() = default;
std::function<void()> Merger::add(const Shard& shard) {
  return file_->add(shard);
}
void Merger::finish(const std::vector<Shard>& shards, const std::string& stop_rule) {
  file_->finish(shards, stop_rule);
}

namespace {

std::string counted_runs(const RunRange& range) {
  return "runs " + std::to_string(range.first) + " to " + std::to_string(range.end() - 1);
}

}  // namespace

Shard shard_in(const fs::path& path) {
  const ResultsFile file(path);
  const int planned = file.whole_numbers(results::runs_attribute, 1)[0];
  const RunRange range{file.first_run(), static_cast<int>(file.runs())};
  if (planned < range.end())
    throw ResultsError(path.string() + ": holds " + counted_runs(range) + " of " +
                       std::to_string(planned));
  const std::string batch = file.attribute("", results::batch_attribute);
  if (batch.empty()) throw ResultsError(path.string() + ": it does not name its batch");
  const auto status = file.integers(results::status);
  const auto failed = static_cast<int>(status.size() - std::count(status.begin(), status.end(), 0));
  return {path, batch, planned, range, failed, file_of_series(file.handle())};
}

std::optional<Shard> shard_at(const fs::path& path) {
  try {
    return shard_in(path);
  } catch (const ResultsError&) {
    return std::nullopt;
  }
}

std::vector<Shard> in_order(std::vector<Shard> shards, int runs) {
  std::sort(shards.begin(), shards.end(), [](const Shard& a, const Shard& b) {
    return std::pair(a.range.first, a.path) < std::pair(b.range.first, b.path);
  });
  int next = 0;
  for (const Shard& shard : shards) {
    if (shard.batch != shards.front().batch)
      throw MergeError(shard.path.string() + " and " + shards.front().path.string() +
                       " are of different batches: another scenario, seed or version of samen");
    if (shard.range.first < next)
      throw MergeError(shard.path.string() + " holds " + counted_runs(shard.range) +
                       ", some of which another shard holds too: leave one of them out");
    if (shard.range.first > next)
      throw MergeError(counted_runs({next, shard.range.first - next}) +
                       " are missing: run them with --resume, or give their shards");
    next = shard.range.end();
  }
  if (next < runs)
    throw MergeError(counted_runs({next, runs - next}) + " are missing of " + std::to_string(runs) +
                     ": run them with --resume, or give their shards");
  return shards;
}

void merge(const std::vector<Shard>& shards, const fs::path& output, const std::string& stop_rule,
           const std::function<void(double)>& progress, Existing existing, int workers) {
  for (const Shard& shard : shards)
    if (!shard.series_in.empty())
      throw MergeError("the series of " + shard.path.string() + " are in " +
                       (shard.path.parent_path() / shard.series_in).string() +
                       ": finish the batch with the command that began it and --resume");
  Merger merger(output, shards.back().range.end(), existing, workers);
  double done = 0.0;
  for (const Shard& shard : shards) {
    require_intact(ResultsFile(shard.path));
    merger.add(shard)();
    progress(done += 1.0 / static_cast<double>(shards.size()));
  }
  merger.finish(shards, stop_rule);
}

}  // namespace samen
