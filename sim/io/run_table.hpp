// The run table of a result file: what is needed to repeat its runs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace samen {

struct RunTable {
  std::string scenario;             ///< resolved text
  std::string program, build;       ///< that wrote the file; see build_identity.hpp
  std::string precision;            ///< of its numbers; empty if all runs are in double precision
  std::vector<std::int32_t> run;    ///< number in the plan
  std::vector<std::int8_t> failed;  ///< 1 if it failed
  std::vector<std::uint64_t> hash;  ///< of the trajectory
};

/// Throws ResultsError if the file cannot be read or is not a result file.
RunTable run_table_of(const std::filesystem::path& file);

/// One number for each run of a file.
std::vector<double> column_of(const std::filesystem::path& file, const std::string& name);

}  // namespace samen
