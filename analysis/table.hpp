// Aligned tables for the terminal.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace samen {

/// Width on screen: code points, not bytes.
std::size_t shown_width(const std::string& text);

/// First column to the left, the others to the right.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> head) : rows_{std::move(head)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  void write(std::ostream& out) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

/// A number with `digits` behind the point and a thin gap between thousands; "n/a" for
/// not-a-number.
std::string shown_number(double value, int digits);

/// A bar of `value` between 0 and `full`, `width` characters long at the most.
std::string bar(double value, double full, int width);

/// One block character for a value between 0 and 1: a line of them is a small chart.
std::string block(double value);

}  // namespace samen
