#include "io/run_table.hpp"

#include <nlohmann/json.hpp>

#include "io/hdf5.hpp"
#include "io/results_format.hpp"

namespace samen {

namespace {

using hdf5::checked;
using hdf5::Handle;

Handle opened(const std::filesystem::path& path) {
  hdf5::speak_through_exceptions();
  if (!std::filesystem::exists(path)) throw Hdf5Error(path.string() + ": no such file");
  return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose,
          path.string() + ": no result file, or a damaged one"};
}

template <class Number>
std::vector<Number> column(hid_t file, const std::string& name) {
  const Handle data{H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "opening " + name};
  const Handle space{H5Dget_space(data), H5Sclose, "reading " + name};
  std::vector<Number> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
  checked(H5Dread(data, hdf5::type_of<Number>(), H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
          "reading " + name);
  return values;
}

std::string text(hid_t file, const std::string& name) {
  const Handle data{H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, "opening " + name};
  const Handle type = hdf5::text_type();
  char* pointer = nullptr;
  checked(H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &pointer), "reading " + name);
  std::string words = pointer ? pointer : "";
  const Handle space{H5Dget_space(data), H5Sclose, "reading " + name};
  H5Dvlen_reclaim(type, space, H5P_DEFAULT, &pointer);
  return words;
}

}  // namespace

RunTable run_table_of(const std::filesystem::path& path) {
  const Handle file = opened(path);
  const auto provenance = nlohmann::json::parse(text(file, "provenance"));
  return {text(file, "scenario_resolved"),
          provenance.at("program").get<std::string>(),
          provenance.at("git_commit").get<std::string>() +
              (provenance.at("git_dirty").get<bool>() ? "+" : ""),
          column<std::int32_t>(file, results::run),
          column<std::int8_t>(file, results::status),
          column<std::uint64_t>(file, results::trajectory_hash)};
}

std::vector<double> column_of(const std::filesystem::path& path, const std::string& name) {
  return column<double>(opened(path), name);
}

}  // namespace samen
