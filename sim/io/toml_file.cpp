#include "io/toml_file.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <tuple>

#include "io/scenario_reader.hpp"

namespace samen {

namespace {

namespace fs = std::filesystem;

/// All that a stream holds, as far as one byte beyond the largest file.
std::string read_from(std::istream& in) {
  std::string text(largest_file + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

constexpr int deepest = 64;  // parts of a dotted key

toml::source_position position_of(const std::string& text, std::size_t letter) {
  const std::size_t line = text.rfind('\n', letter);
  const auto lines =
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(letter), '\n');
  return {static_cast<toml::source_index>(lines + 1),
          static_cast<toml::source_index>(line == std::string::npos ? letter + 1 : letter - line)};
}

/// Where a key of more dotted parts than any file needs stands: tables as deep as that cannot be
/// taken apart again (toml++'s own limit is on values only).
std::optional<toml::source_position> too_deep(const std::string& text) {
  int parts = 1;
  std::string quotes;  // those a text began with, while inside one
  for (std::size_t n = 0; n < text.size(); ++n) {
    const char letter = text[n];
    if (!quotes.empty()) {
      const bool ends = text.compare(n, quotes.size(), quotes) == 0;
      if (letter == '\\' && quotes[0] == '"') ++n;
      if (ends) n += quotes.size() - 1;
      if (ends || (letter == '\n' && quotes.size() == 1)) quotes.clear();
    } else if (letter == '"' || letter == '\'') {
      const bool three = text.compare(n, 3, std::string(3, letter)) == 0;
      quotes = std::string(three ? 3 : 1, letter);
      n += quotes.size() - 1;
    } else if (letter == '#') {
      n = std::min(text.find('\n', n), text.size()) - 1;
      parts = 1;
    } else if (letter == '.') {
      if (++parts > deepest) return position_of(text, n);
    } else if (std::isalnum(static_cast<unsigned char>(letter)) == 0 && letter != '_' &&
               letter != '-' && letter != ' ' && letter != '\t') {
      parts = 1;
    }
  }
  return std::nullopt;
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

toml::table parsed(const std::string& text, const std::string& path, Complaints& complaints) {
  const auto source = std::make_shared<const std::string>(path);
  if (const auto deep = too_deep(text)) {
    complaints.add({*deep, *deep, source}, "a key of more than " + std::to_string(deepest) +
                                               " parts with dots between them");
    return {};
  }
  try {
    return toml::parse(text, path);
  } catch (const toml::parse_error& error) {
    std::string what(error.description());
    if (what.find("parsing date") != std::string::npos)
      what += "; a month is written in quotes, as \"2015-01\"";
    complaints.add(error.source(), what);
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
