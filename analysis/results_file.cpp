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
  const Handle version{H5Aopen(file_, results::version_attribute, H5P_DEFAULT), H5Aclose,
                       path + ": reading the version"};
  std::int32_t numbers[2] = {0, 0};
  checked(H5Aread(version, H5T_NATIVE_INT32, numbers), path + ": reading the version");
  if (numbers[0] != results::version_major)
    throw ResultsError(path + ": format version " + std::to_string(numbers[0]) + "." +
                       std::to_string(numbers[1]) + ", but this program reads version " +
                       std::to_string(results::version_major) + "; use the samen that wrote it");
}

bool ResultsFile::has(const std::string& name) const {
  return H5Lexists(file_, name.c_str(), H5P_DEFAULT) > 0;
}

Handle ResultsFile::dataset(const std::string& name) const {
  if (!has(name)) throw ResultsError(path_ + ": holds no '" + name + "'");
  return {H5Dopen2(file_, name.c_str(), H5P_DEFAULT), H5Dclose, path_ + ": opening " + name};
}

std::vector<std::size_t> ResultsFile::shape(const std::string& name) const {
  const Handle data = dataset(name);
  const Handle space{H5Dget_space(data), H5Sclose, "reading the shape of " + name};
  std::vector<hsize_t> size(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space)));
  H5Sget_simple_extent_dims(space, size.data(), nullptr);
  return {size.begin(), size.end()};
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

std::vector<double> ResultsFile::numbers(const std::string& name, std::size_t first,
                                         std::size_t count) const {
  const auto whole = shape(name);
  std::vector<hsize_t> start(whole.size(), 0);
  std::vector<hsize_t> size(whole.begin(), whole.end());
  start[0] = first;
  size[0] = count;
  std::vector<double> values(size_of(whole) / whole[0] * count);
  const Handle data = dataset(name);
  const Handle in_file{H5Dget_space(data), H5Sclose, "reading the shape of " + name};
  checked(H5Sselect_hyperslab(in_file, H5S_SELECT_SET, start.data(), nullptr, size.data(), nullptr),
          "selecting rows of " + name);
  checked(H5Dread(data, H5T_NATIVE_DOUBLE, hdf5::space(size), in_file, H5P_DEFAULT, values.data()),
          path_ + ": reading " + name);
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
  if (H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) > 0) return "";
  std::string text(H5Tget_size(type), '\0');
  checked(H5Aread(found, type, text.data()), path_ + ": reading " + key);
  text.erase(std::min(text.find('\0'), text.size()));
  return text;
}

}  // namespace samen
