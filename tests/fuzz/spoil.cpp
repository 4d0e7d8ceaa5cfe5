#include "spoil.hpp"

#include <array>
#include <limits>
#include <optional>
#include <vector>

#include "io/hdf5.hpp"
#include "io/results_format.hpp"

namespace samen::fuzz {

using hdf5::Handle;

std::uint8_t Choices::byte() {
  if (bytes_.empty()) return 0;
  const std::uint8_t first = bytes_.front();
  bytes_ = bytes_.subspan(1);
  return first;
}

std::uint64_t Choices::whole() {
  std::uint64_t value = 0;
  for (std::size_t n = 0; n < sizeof value; ++n) value = value << 8 | byte();
  return value;
}

namespace {

/// Does the work if HDF5 allows it; otherwise the file stays as it is.
template <class Work>
void if_possible(const Work& work) {
  try {
    work();
  } catch (const Hdf5Error&) {
  }
}

std::vector<std::string> datasets_of(hid_t file) {
  std::vector<std::string> names;
  if_possible([&] { names = hdf5::names_in(file, H5O_TYPE_DATASET); });
  return names;
}

std::vector<std::string> attributes_of(hid_t object) {
  std::vector<std::string> names;
  const auto add = [](hid_t, const char* name, const H5A_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, add, &names);
  return names;
}

Handle own(hid_t type) {
  return {type, H5Tclose, "making a type"};
}

Handle any_type(Choices& choices) {
  switch (choices.below(12)) {
    case 0:
      return own(H5Tcopy(H5T_NATIVE_INT8));
    case 1:
      return own(H5Tcopy(H5T_NATIVE_INT32));
    case 2:
      return own(H5Tcopy(H5T_NATIVE_INT64));
    case 3:
      return own(H5Tcopy(H5T_NATIVE_UINT64));
    case 4:
      return own(H5Tcopy(H5T_NATIVE_FLOAT));
    case 5:
      return own(H5Tcopy(H5T_NATIVE_DOUBLE));
    case 6:
      return own(H5Tcopy(H5T_NATIVE_LDOUBLE));
    case 7:
      return hdf5::text_type();
    case 8: {
      Handle type = own(H5Tcopy(H5T_C_S1));
      H5Tset_size(type, 1 + choices.below(4096));
      return type;
    }
    case 9:
      return own(H5Tvlen_create(H5T_NATIVE_INT32));
    case 10:
      return own(H5Tcreate(H5T_OPAQUE, 1 + choices.below(64)));
    default: {
      Handle type = own(H5Tcreate(H5T_COMPOUND, sizeof(double)));
      H5Tinsert(type, "value", 0, H5T_NATIVE_DOUBLE);
      return type;
    }
  }
}

constexpr hsize_t most_written = 1 << 16;  // values; longer datasets are made but not written

/// Sizes that are right, nearly right, or far from right.
std::vector<hsize_t> any_size(std::vector<hsize_t> size, Choices& choices) {
  size.resize(choices.yes() ? size.size() : choices.below(4), 1);
  for (hsize_t& along : size) {
    const std::array<hsize_t, 9> sizes{along, along + 1, along - (along > 0),
                                       0,     1,         2,
                                       48,    4096,      hsize_t{1} << (12 + choices.below(30))};
    along = sizes[choices.below(sizes.size())];
  }
  return size;
}

hsize_t values_in(const std::vector<hsize_t>& size) {
  hsize_t values = 1;
  for (const hsize_t along : size) {
    if (along > 0 && values > std::numeric_limits<std::uint32_t>::max() / along)
      return std::numeric_limits<hsize_t>::max();
    values *= along;
  }
  return values;
}

/// Replaces a dataset by one with the same name but another type or shape, along the axes of other
/// datasets or of none.
void replace(hid_t file, const std::string& name, const std::vector<std::string>& names,
             Choices& choices) {
  std::vector<hsize_t> before;
  std::optional<Handle> type;
  {
    const Handle data{H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "opening"};
    before = hdf5::size_of(data);
    type = own(H5Dget_type(data));
  }
  if (choices.yes()) type = any_type(choices);
  const auto size = any_size(before, choices);
  const bool written = values_in(size) <= most_written;
  const Handle creation{H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "preparing"};
  if (written && choices.byte() % 4 != 0) {
    H5Pset_alloc_time(creation, H5D_ALLOC_TIME_EARLY);
  } else if (!size.empty()) {
    const std::vector<hsize_t> chunk(size.size(), 16);
    H5Pset_chunk(creation, static_cast<int>(chunk.size()), chunk.data());
    H5Pset_deflate(creation, 1);
  }
  H5Ldelete(file, name.c_str(), H5P_DEFAULT);
  const Handle space = hdf5::space(size);
  const Handle made{
      H5Dcreate2(file, name.c_str(), *type, space, H5P_DEFAULT, creation, H5P_DEFAULT), H5Dclose,
      "making"};
  if (choices.yes()) hdf5::attribute(made, "better", std::string("more"));
  for (unsigned axis = 0; axis < size.size() && choices.yes(); ++axis) {
    const std::string& scale = names[choices.below(names.size())];
    if (scale == name) continue;
    const Handle along{H5Dopen2(file, scale.c_str(), H5P_DEFAULT), H5Dclose, "opening"};
    H5DSattach_scale(made, along, axis);
  }
}

double any_number(Choices& choices) {
  constexpr std::array numbers{-1.0,
                               -3.0,
                               127.0,
                               2147483648.0,
                               1e300,
                               -1e300,
                               std::numeric_limits<double>::quiet_NaN(),
                               std::numeric_limits<double>::infinity(),
                               0.0,
                               1.0};
  const std::size_t which = choices.below(numbers.size() + 1);
  return which < numbers.size() ? numbers[which] : static_cast<double>(choices.whole());
}

std::string any_text(Choices& choices) {
  constexpr std::size_t most_letters = 64, long_text = 100000;
  switch (choices.below(6)) {
    case 0:
      return "";
    case 1:
      return std::string(long_text, 'x');
    case 2:
      return R"({"program": 1, "git_commit": null, "git_dirty": "no"})";
    case 3:
      return "include = \"/dev/zero\"\n";
    case 4:
      return "{";
    default: {
      std::string text(choices.below(most_letters), ' ');
      for (char& letter : text) letter = static_cast<char>(choices.byte());
      return text;
    }
  }
}

/// Puts another value at one place, or at all places.
void change_values(hid_t file, const std::string& name, Choices& choices) {
  const Handle data{H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "opening"};
  const Handle type = own(H5Dget_type(data));
  const Handle space{H5Dget_space(data), H5Sclose, "reading a shape"};
  const auto size = hdf5::size_of(data);
  std::size_t values = values_in(size);
  if (values == 0 || values > most_written) return;
  if (!size.empty() && choices.yes()) {
    std::vector<hsize_t> at;
    for (const hsize_t along : size) at.push_back(choices.below(along));
    H5Sselect_elements(space, H5S_SELECT_SET, 1, at.data());
    values = 1;
  }
  const Handle in_memory = hdf5::space({values});
  if (H5Tget_class(type) == H5T_STRING) {
    const std::string text = any_text(choices);
    const std::vector<const char*> pointers(values, text.c_str());
    H5Dwrite(data, hdf5::text_type(), in_memory, space, H5P_DEFAULT, pointers.data());
  } else {
    const std::vector<double> numbers(values, any_number(choices));
    H5Dwrite(data, H5T_NATIVE_DOUBLE, in_memory, space, H5P_DEFAULT, numbers.data());
  }
}

/// Removes an attribute, or gives it another type, size and value.
void change_attribute(hid_t object, Choices& choices) {
  const auto names = attributes_of(object);
  if (names.empty()) return;
  const std::string& name = names[choices.below(names.size())];
  H5Adelete(object, name.c_str());
  if (choices.byte() % 4 == 0) return;
  const Handle type = any_type(choices);
  const auto size = any_size({1}, choices);
  if (values_in(size) * H5Tget_size(type) > most_written) return;  // HDF5 keeps no larger one
  const Handle space = hdf5::space(size);
  const Handle made{H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT),
                    H5Aclose, "making"};
  const H5T_class_t kind = H5Tget_class(type);
  if (kind == H5T_VLEN || H5Tis_variable_str(type) > 0) return;  // the attribute stays empty
  std::vector<std::uint8_t> bytes(values_in(size) * H5Tget_size(type), choices.byte());
  if (!bytes.empty()) H5Awrite(made, type, bytes.data());
}

void point_elsewhere(hid_t file, const std::string& name, const std::string& other,
                     Choices& choices) {
  H5Ldelete(file, name.c_str(), H5P_DEFAULT);
  switch (choices.below(4)) {
    case 0:
      H5Lcreate_soft(other.c_str(), file, name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
      break;
    case 1:
      H5Lcreate_external("/dev/zero", other.c_str(), file, name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
      break;
    case 2:
      H5Lcreate_hard(file, other.c_str(), file, name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
      break;
    default:
      const Handle group{H5Gcreate2(file, name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                         H5Gclose, "making"};
  }
}

/// Removes all checksums and makes the file one of the version before checksums. Then it is not the
/// checksum that finds a changed value.
void remove_checksums(hid_t file, const std::vector<std::string>& names) {
  for (const std::string& name : names)
    if (name.starts_with(results::checksum_prefix)) H5Ldelete(file, name.c_str(), H5P_DEFAULT);
  if (H5Aexists(file, results::labels_checksum_attribute) > 0)
    H5Adelete(file, results::labels_checksum_attribute);
  if (H5Aexists(file, results::version_attribute) <= 0) return;
  const Handle version{H5Aopen(file, results::version_attribute, H5P_DEFAULT), H5Aclose, "opening"};
  const std::int32_t former[2] = {results::version_major, results::checksums_since - 1};
  H5Awrite(version, H5T_NATIVE_INT32, former);
}

void change_once(hid_t file, Choices& choices) {
  const auto names = datasets_of(file);
  if (names.empty()) return;
  const std::string& name = names[choices.below(names.size())];
  const std::string& other = names[choices.below(names.size())];
  switch (choices.below(8)) {
    case 0:
      H5Ldelete(file, name.c_str(), H5P_DEFAULT);
      break;
    case 1:
      H5Lmove(file, name.c_str(), file, (choices.yes() ? other + "_" : "x").c_str(), H5P_DEFAULT,
              H5P_DEFAULT);
      break;
    case 2:
      point_elsewhere(file, name, other, choices);
      break;
    case 3:
      change_attribute(file, choices);
      break;
    case 4: {
      const Handle data{H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "opening"};
      change_attribute(data, choices);
      break;
    }
    case 5:
    case 6:
      change_values(file, name, choices);
      break;
    default:
      replace(file, name, names, choices);
  }
}

}  // namespace

void spoil(const std::string& path, Choices& choices) {
  hdf5::silence_error_stack();
  constexpr int most_changes = 4;
  const Handle file{H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "opening " + path};
  if (choices.yes()) remove_checksums(file, datasets_of(file));
  for (int n = 0; n == 0 || (n < most_changes && choices.any()); ++n)
    if_possible([&] { change_once(file, choices); });
}

}  // namespace samen::fuzz
