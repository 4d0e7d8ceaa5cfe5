// spoil result|text FILE SEED: damages a result file, or a text such as a scenario, in its place.
// The same seed damages the same file in the same way.
#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "spoil.hpp"

namespace {

using samen::fuzz::Choices;

std::vector<std::uint8_t> bytes_of(std::uint64_t seed) {
  constexpr std::size_t bytes = 48;  // enough for some changes
  std::mt19937_64 generator(seed);
  std::vector<std::uint8_t> all(bytes);
  for (std::uint8_t& byte : all) byte = static_cast<std::uint8_t>(generator());
  return all;
}

/// A value to put where another value was expected.
std::string hostile_value(Choices& choices) {
  static const std::vector<std::string> values{"-1",
                                               "0",
                                               "1e308",
                                               "-1e308",
                                               "nan",
                                               "inf",
                                               "9007199254740993",
                                               "9223372036854775807",
                                               "-9223372036854775808",
                                               "10000000",
                                               "1e-320",
                                               "\"\"",
                                               "\"\\u0000\"",
                                               "\"0000-99\"",
                                               "\"9999-12\"",
                                               "[]",
                                               "[[[[[[[[]]]]]]]]",
                                               "{}",
                                               "{ a = 1 }",
                                               "true",
                                               "1979-05-27",
                                               "\"../../../../etc/passwd\"",
                                               "\"/dev/zero\"",
                                               "\"fuzzed.toml\"",
                                               "[\"a\", 1]",
                                               "[0, 9007199254740993]"};
  if (choices.byte() % 8 == 0) return '"' + std::string(choices.below(65536), 'x') + '"';
  return values[choices.below(values.size())];
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines{""};
  for (const char letter : text)
    if (letter == '\n')
      lines.emplace_back();
    else
      lines.back() += letter;
  return lines;
}

void spoil_line(std::vector<std::string>& lines, Choices& choices) {
  std::string& line = lines[choices.below(lines.size())];
  const std::string other = lines[choices.below(lines.size())];
  const std::size_t equals = line.find('=');
  switch (choices.below(8)) {
    case 0:
      line.clear();
      break;
    case 1:
      line += '\n' + other;
      break;
    case 2:
      line.insert(choices.below(line.size() + 1), 1, static_cast<char>(choices.byte()));
      break;
    case 3:
      line.resize(choices.below(line.size() + 1));
      break;
    case 4:
      lines.resize(1 + choices.below(lines.size()));
      break;
    default:
      if (equals == std::string::npos)
        line = "include = " + hostile_value(choices) + '\n' + line;
      else
        line = line.substr(0, equals + 1) + ' ' + hostile_value(choices);
  }
}

void spoil_text(const std::string& path, Choices& choices) {
  constexpr int most_changes = 4;
  std::ifstream in(path, std::ios::binary);
  auto lines = lines_of({std::istreambuf_iterator<char>(in), {}});
  if (!in.is_open()) throw std::runtime_error("cannot read '" + path + "'");
  const std::size_t changes = 1 + choices.below(most_changes);
  for (std::size_t n = 0; n < changes; ++n) spoil_line(lines, choices);
  std::ofstream out(path, std::ios::binary);
  for (const std::string& line : lines) out << line << '\n';
  if (!out.flush()) throw std::runtime_error("cannot write '" + path + "'");
}

}  // namespace

int main(int count, char** words) try {
  const std::string kind = count == 4 ? words[1] : "";
  if (kind != "result" && kind != "text") {
    std::cerr << "usage: spoil result|text FILE SEED\n";
    return 2;
  }
  const auto bytes = bytes_of(std::stoull(words[3]));
  Choices choices(bytes);
  kind == "text" ? spoil_text(words[2], choices) : samen::fuzz::spoil(words[2], choices);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "spoil: " << error.what() << '\n';
  return 1;
}
