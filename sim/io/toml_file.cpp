#include "io/toml_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <tuple>

#include "io/scenario_reader.hpp"

namespace samen {

std::optional<std::string> contents_of(const std::string& path) {
  std::ostringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
    return text.str();
  }
  std::ifstream file(path);
  if (!file || std::filesystem::is_directory(path)) return std::nullopt;
  text << file.rdbuf();
  return text.str();
}

toml::table parsed(const std::string& text, const std::string& path, Complaints& complaints) {
  try {
    return toml::parse(text, path);
  } catch (const toml::parse_error& error) {
    complaints.add(error.source(), std::string(error.description()));
    return {};
  }
}

void refuse(const Complaints& complaints, const std::string& path) {
  if (complaints.all().empty()) return;
  std::vector<Complaint> sorted = complaints.all();
  for (Complaint& complaint : sorted)
    if (complaint.file.empty()) complaint.file = path;
  std::sort(sorted.begin(), sorted.end(), [](const Complaint& a, const Complaint& b) {
    return std::tie(a.file, a.line, a.column, a.text) < std::tie(b.file, b.line, b.column, b.text);
  });
  std::vector<std::string> lines;
  for (const Complaint& complaint : sorted) lines.push_back(complaint.shown());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  throw ScenarioError(std::move(lines));
}

namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
  return text;
}

}  // namespace

ScenarioError::ScenarioError(std::vector<std::string> lines)
    : std::runtime_error(joined(lines)), complaints(std::move(lines)) {}

}  // namespace samen
