#include "results_file.hpp"

#include <filesystem>
#include <numeric>
#include <sstream>

#include "io/results_format.hpp"

namespace samen {

using hdf5::checked;
using hdf5::Handle;

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

/// How many values an attribute has.
hssize_t values_of(const Handle& attribute) {
  const Handle space{H5Aget_space(attribute), H5Sclose, "reading the size of an attribute"};
  return H5Sget_simple_extent_npoints(space);
}

}  // namespace

ResultsFile::ResultsFile(const std::string& path) : path_(path) {
  hdf5::speak_through_exceptions();
  if (!std::filesystem::exists(path)) throw ResultsError(path + ": no such file");
  const htri_t is_hdf5 = H5Fis_hdf5(path.c_str());
  if (is_hdf5 <= 0)
    throw ResultsError(path + ": no result file of samen run (no HDF5, or cut off at its start)");
  try {
    file_ = Handle(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "opening");
  } catch (const Hdf5Error& error) {
    throw ResultsError(path + ": damaged or cut off – " + error.what());
  }
  if (attribute("", results::format_attribute) != results::format)
    throw ResultsError(path + ": an HDF5 file, but no result file of samen run");
  if (H5Aexists(file_, results::version_attribute) <= 0)
    throw ResultsError(path + ": states no format version");
  const Handle version{H5Aopen(file_, results::version_attribute, H5P_DEFAULT), H5Aclose,
                       path + ": reading the version"};
  if (values_of(version) != 2)
    throw ResultsError(path + ": states no format version of two numbers");
  std::int32_t numbers[2] = {0, 0};
  checked(H5Aread(version, H5T_NATIVE_INT32, numbers), path + ": reading the version");
  if (numbers[0] != results::version_major)
    throw ResultsError(path + ": format version " + std::to_string(numbers[0]) + "." +
                       std::to_string(numbers[1]) + ", but this program reads version " +
                       std::to_string(results::version_major) + "; use the samen that wrote it");
  const std::string former(results::former_datasets.front().before);
  has_former_names_ = H5Lexists(file_, former.c_str(), H5P_DEFAULT) > 0;
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

bool ResultsFile::has(const std::string& name) const {
  return H5Lexists(file_, in_file(name).c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> ResultsFile::names() const {
  std::vector<std::string> names = hdf5::names_in(file_, H5O_TYPE_DATASET);
  for (std::string& name : names) name = today(name);
  return names;
}

Handle ResultsFile::dataset(const std::string& name) const {
  if (!has(name)) throw ResultsError(path_ + ": holds no '" + name + "'");
  return {H5Dopen2(file_, in_file(name).c_str(), H5P_DEFAULT), H5Dclose,
          path_ + ": opening " + name};
}

std::vector<std::size_t> ResultsFile::shape(const std::string& name) const {
  const auto size = hdf5::size_of(dataset(name));
  return {size.begin(), size.end()};
}

std::string ResultsFile::axis(const std::string& name, std::size_t number) const {
  return hdf5::axis_of(dataset(name), number);
}

std::string ResultsFile::last_axis(const std::string& name) const {
  return axis(name, shape(name).size() - 1);
}

template <class Number>
std::vector<Number> ResultsFile::read(const std::string& name) const {
  std::vector<Number> values(size_of(shape(name)));
  checked(
      H5Dread(dataset(name), hdf5::type_of<Number>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
      path_ + ": reading " + name);
  return values;
}

std::vector<double> ResultsFile::numbers(const std::string& name) const {
  return read<double>(name);
}

template <class Number>
void ResultsFile::read_rows(const std::string& name, std::size_t first, std::size_t count,
                            std::vector<Number>& values) const {
  const auto whole = shape(name);
  std::vector<hsize_t> start(whole.size(), 0);
  std::vector<hsize_t> size(whole.begin(), whole.end());
  start[0] = first;
  size[0] = count;
  values.resize(size_of(whole) / whole[0] * count);
  const Handle data = dataset(name);
  const Handle in_file{H5Dget_space(data), H5Sclose, "reading the shape of " + name};
  checked(H5Sselect_hyperslab(in_file, H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr),
          "selecting rows of " + name);
  checked(H5Dread(data, hdf5::type_of<Number>(), hdf5::space(size), in_file, H5P_DEFAULT,
                  values.data()),
          path_ + ": reading " + name);
}

void ResultsFile::for_each_block(const std::string& name, const Visit& visit) const {
  constexpr std::size_t bytes_at_once = 16 << 20;
  constexpr std::size_t least_rows = 64;  // a chunk as written, so that none is read twice
  const auto whole = shape(name);
  const std::size_t bytes_per_row =
      sizeof(float) * size_of(whole) / std::max<std::size_t>(1, whole[0]);
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

std::vector<std::int64_t> ResultsFile::integers(const std::string& name) const {
  return read<std::int64_t>(name);
}

std::vector<std::uint64_t> ResultsFile::hashes(const std::string& name) const {
  return read<std::uint64_t>(name);
}

std::vector<std::string> ResultsFile::texts(const std::string& name) const {
  const Handle type = hdf5::text_type();
  const Handle data = dataset(name);
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
  const Handle data = name.empty() ? Handle() : dataset(name);
  const hid_t owner = name.empty() ? static_cast<hid_t>(file_) : static_cast<hid_t>(data);
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

}  // namespace samen
