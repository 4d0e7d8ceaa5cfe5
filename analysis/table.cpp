#include "table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace samen {

std::size_t shown_width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

void TextTable::write(std::ostream& out) const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_)
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (widths.size() <= c) widths.push_back(0);
      widths[c] = std::max(widths[c], shown_width(row[c]));
    }
  for (const auto& row : rows_) {
    std::string line = "  ";
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string gap(widths[c] - shown_width(row[c]), ' ');
      line += c == 0 ? row[c] + gap : "   " + gap + row[c];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
  }
}

std::string shown_number(double value, int digits) {
  if (std::isnan(value)) return "n/a";
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  std::string number = text;
  if (number.find_first_not_of("-0.") == std::string::npos && number[0] == '-') number.erase(0, 1);
  std::size_t at = number.find('.');
  if (at == std::string::npos) at = number.size();
  const std::size_t first = number[0] == '-' ? 1 : 0;
  while (at > first + 3) number.insert(at -= 3, "\u202f");
  return number;
}

std::string block(double value) {
  static const char* const levels[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  if (std::isnan(value)) return " ";
  return levels[static_cast<int>(std::clamp(value, 0.0, 1.0) * 7.0 + 0.5)];
}

std::string bar(double value, double full, int width) {
  static const char* const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double length =
      full > 0.0 && !std::isnan(value) ? std::clamp(value / full, 0.0, 1.0) * width : 0.0;
  const int whole = static_cast<int>(length);
  std::string text;
  for (int n = 0; n < whole; ++n) text += "█";
  return text + eighths[static_cast<int>((length - whole) * 8.0)];
}

}  // namespace samen
