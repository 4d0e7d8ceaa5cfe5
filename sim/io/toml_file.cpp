#include "io/toml_file.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "io/scenario_reader.hpp"

namespace samen {

namespace {
namespace fs = std::filesystem;

/// Reads a stream to its end, or to one byte beyond the largest file.
std::string read_from(std::istream& in) {
  std::string text;
  std::array<char, 1 << 16> part;
  while (text.size() <= largest_file && in) {
    const std::size_t wanted = std::min(part.size(), largest_file + 1 - text.size());
    in.read(part.data(), static_cast<std::streamsize>(wanted));
    text.append(part.data(), static_cast<std::size_t>(in.gcount()));
  }
  return text;
}

}  // namespace

std::optional<std::string> contents_of(const std::string& path, std::string& why) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  std::optional<std::string> text;
  why = "cannot read this file";
  if (path == "-") {
    text = read_from(std::cin);
  } else if (fs::is_directory(status)) {
    why = "a folder, no file";
  } else if (fs::exists(status) && !fs::is_regular_file(status)) {
    why = "a device or a pipe, no file; - reads standard input";
  } else if (std::ifstream file(path, std::ios::binary); file) {
    text = read_from(file);
    if (file.bad()) text.reset();
  }
  if (!text || text->size() <= largest_file) return text;
  why = "more than " + std::to_string(largest_file >> 20) + " MB: no file to be read has as much";
  return std::nullopt;
}

std::string contents_of(const std::string& path) {
  std::string why;
  auto text = contents_of(path, why);
  if (!text) throw ScenarioError({path + ": " + why});
  return std::move(*text);
}

void refuse(const Complaints& complaints, const std::string& path) {
  if (!complaints.all().empty()) throw ScenarioError(complaints.lines(path));
}

ScenarioError::ScenarioError(std::vector<std::string> lines)
    : std::runtime_error(in_lines(lines)), complaints(std::move(lines)) {}

}  // namespace samen
