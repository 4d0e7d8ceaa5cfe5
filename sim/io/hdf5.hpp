// RAII over the HDF5 C API: handles close themselves, and failures become exceptions with the
// library's message.
#pragma once

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <hdf5.h>
#include <hdf5_hl.h>

namespace samen {

struct Hdf5Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

namespace hdf5 {

/// The error messages of HDF5, innermost first.
inline std::string error_messages() {
  std::string words;
  H5Ewalk2(
      H5E_DEFAULT, H5E_WALK_UPWARD,
      [](unsigned, const H5E_error2_t* error, void* out) -> herr_t {
        auto& text = *static_cast<std::string*>(out);
        if (text.empty() && error->desc) text = error->desc;
        return 0;
      },
      &words);
  H5Eclear2(H5E_DEFAULT);
  // If the system caused the failure, its own message suffices: "No space left on device".
  constexpr std::string_view of_system = "error message = '";
  if (const auto at = words.find(of_system); at != std::string::npos) {
    words.erase(0, at + of_system.size());
    words.erase(std::min(words.find('\''), words.size()));
  }
  return words.empty() ? "unknown reason" : words;
}

/// Returns a result, or throws "`doing`: reason" if it signals a failure.
template <class Result>
Result checked(Result result, const std::string& doing) {
  if (result < 0) throw Hdf5Error(doing + ": " + error_messages());
  return result;
}

/// Keeps HDF5 from printing its error stack; call once before use.
inline void silence_error_stack() {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

class Handle {
 public:
  using Close = herr_t (*)(hid_t);
  Handle() = default;
  Handle(hid_t id, Close closes, const std::string& doing)
      : id_(checked(id, doing)), close_(closes) {}
  Handle(Handle&& other) noexcept { swap(other); }
  Handle& operator=(Handle&& other) noexcept { return swap(other), *this; }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }
  operator hid_t() const { return id_; }
  /// Closes the handle now, so that a failure (a full disk) is reported.
  void close(const std::string& doing) { checked(close_(std::exchange(id_, -1)), doing); }

 private:
  void swap(Handle& other) {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
  }
  hid_t id_ = -1;
  Close close_ = nullptr;
};

/// Access for writing: bytes go to the system at once, so that the write that meets a full disk
/// fails.
inline Handle direct_access() {
  Handle access{H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "preparing a file"};
  checked(H5Pset_sieve_buf_size(access, 0), "preparing a file");
  return access;
}

/// Throws unless a file that was just closed is complete: closing reports no error if the file
/// could not grow to its full length.
inline void require_whole(const std::string& path) {
  Handle access{H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "preparing a file"};
  checked(H5Pset_file_locking(access, false, true), "preparing a file");  // we hold the lock on it
  const Handle file{H5Fopen(path.c_str(), H5F_ACC_RDONLY, access), H5Fclose,
                    "writing " + path + " to its end"};
}

inline Handle space(const std::vector<hsize_t>& size, const std::vector<hsize_t>& most = {}) {
  if (size.empty()) return {H5Screate(H5S_SCALAR), H5Sclose, "making a scalar"};
  return {H5Screate_simple(static_cast<int>(size.size()), size.data(),
                           most.empty() ? nullptr : most.data()),
          H5Sclose, "making a space"};
}

/// Variable-length UTF-8.
inline Handle text_type() {
  Handle type{H5Tcopy(H5T_C_S1), H5Tclose, "making a text type"};
  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

/// Sizes of a dataset along its axes.
inline std::vector<hsize_t> size_of(hid_t dataset) {
  const Handle extent{H5Dget_space(dataset), H5Sclose, "reading a shape"};
  std::vector<hsize_t> size(static_cast<std::size_t>(H5Sget_simple_extent_ndims(extent)));
  H5Sget_simple_extent_dims(extent, size.data(), nullptr);
  return size;
}

/// Names of the objects of one kind at the root of a file, in the order of creation. Throws if one
/// of them is a link to another place or file. (They are requested one by one, because H5Literate
/// frees memory that it does not own if the file is damaged.)
inline std::vector<std::string> names_in(hid_t file, H5O_type_t kind) {
  const std::string doing = "listing what a file holds";
  H5G_info_t root;
  checked(H5Gget_info(file, &root), doing);
  std::vector<std::string> names;
  for (hsize_t n = 0; n < root.nlinks; ++n) {
    const auto by_number = [&](char* text, std::size_t size) {
      return checked(H5Lget_name_by_idx(file, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, n, text, size,
                                        H5P_DEFAULT),
                     doing);
    };
    std::string name(static_cast<std::size_t>(by_number(nullptr, 0)), '\0');
    by_number(name.data(), name.size() + 1);
    H5L_info_t link;
    checked(H5Lget_info(file, name.c_str(), &link, H5P_DEFAULT), doing);
    if (link.type != H5L_TYPE_HARD) throw Hdf5Error("'" + name + "' is a link to elsewhere");
    H5O_info_t about;
    checked(H5Oget_info_by_name2(file, name.c_str(), &about, H5O_INFO_BASIC, H5P_DEFAULT), doing);
    if (about.type == kind) names.push_back(name);
  }
  return names;
}

template <class Number>
hid_t type_of() {
  if constexpr (std::is_same_v<Number, float>) return H5T_NATIVE_FLOAT;
  if constexpr (std::is_same_v<Number, double>) return H5T_NATIVE_DOUBLE;
  if constexpr (std::is_same_v<Number, std::int8_t>) return H5T_NATIVE_INT8;
  if constexpr (std::is_same_v<Number, std::int32_t>) return H5T_NATIVE_INT32;
  if constexpr (std::is_same_v<Number, std::int64_t>) return H5T_NATIVE_INT64;
  if constexpr (std::is_same_v<Number, std::uint64_t>) return H5T_NATIVE_UINT64;
}

inline void attribute(hid_t object, const std::string& name, const std::string& text) {
  // Fixed length, so that netCDF shows it as a plain character attribute.
  Handle type{H5Tcopy(H5T_C_S1), H5Tclose, "making a text type"};
  H5Tset_size(type, text.empty() ? 1 : text.size());
  H5Tset_cset(type, H5T_CSET_UTF8);
  const Handle scalar = space({});
  const Handle made{H5Acreate2(object, name.c_str(), type, scalar, H5P_DEFAULT, H5P_DEFAULT),
                    H5Aclose, "making attribute " + name};
  checked(H5Awrite(made, type, text.c_str()), "writing attribute " + name);
}

template <class Number>
void attribute(hid_t object, const std::string& name, const std::vector<Number>& values) {
  const Handle size = space({values.size()});
  const Handle made{
      H5Acreate2(object, name.c_str(), type_of<Number>(), size, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
      "making attribute " + name};
  checked(H5Awrite(made, type_of<Number>(), values.data()), "writing attribute " + name);
}

}  // namespace hdf5
}  // namespace samen
