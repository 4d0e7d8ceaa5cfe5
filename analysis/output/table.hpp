// Tables of results: aligned for people, CSV, JSON or Markdown for machines.
#pragma once

#include <array>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/output/numbers.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// A number as people read it; machines get all its digits.
struct Number {
  double value = 0.0;
  int digits = 2;
};
/// A mean with its interval, or a share between 0 and 1 shown in per cent; no interval of fewer
/// than least_for_interval, for people or machines.
struct Estimated {
  Estimate estimate;
  int digits = 2;
};
struct Percentage {
  Estimate share;
};
/// A p-value: very small ones in words for people.
struct PValue {
  double value = 0.0;
};
/// The interval of an estimate alone.
struct Bounds {
  Estimate estimate;
  int digits = 2;
};

/// What stands in a table: words, a count, a number, a mean or share with its interval.
class Cell {
 public:
  enum class Kind { words, count, number, p_value, estimate, percentage, bounds };

  Cell(std::string words) : kind_(Kind::words), words_(std::move(words)) {}
  Cell(const char* words) : kind_(Kind::words), words_(words) {}
  Cell(std::int64_t count) : kind_(Kind::count), count_(count) {}
  Cell(Number number) : kind_(Kind::number), digits_(number.digits) {
    estimate_.mean = number.value;
  }
  Cell(PValue p) : kind_(Kind::p_value) { estimate_.mean = p.value; }
  Cell(Estimated mean)
      : kind_(Kind::estimate), estimate_(guarded(mean.estimate)), digits_(mean.digits) {}
  /// People read the words instead.
  Cell(Estimated mean, std::string words)
      : kind_(Kind::estimate),
        words_(std::move(words)),
        estimate_(guarded(mean.estimate)),
        digits_(mean.digits) {}
  Cell(Percentage percentage) : kind_(Kind::percentage), estimate_(guarded(percentage.share)) {}

  Cell(Bounds bounds)
      : kind_(Kind::bounds), estimate_(guarded(bounds.estimate)), digits_(bounds.digits) {}

  Kind kind() const { return kind_; }
  const std::string& words() const { return words_; }
  std::int64_t count() const { return count_; }
  /// Of a number its value as the mean; of estimates what they are.
  const Estimate& estimate() const { return estimate_; }
  int digits() const { return digits_; }
  bool has_interval() const {
    return kind_ == Kind::estimate || kind_ == Kind::percentage || kind_ == Kind::bounds;
  }

 private:
  Kind kind_;
  std::string words_;
  std::int64_t count_ = 0;
  Estimate estimate_;
  int digits_ = 2;
};

/// A column: its name for machines and its head for people.
struct Column {
  std::string key;
  std::string head;
};

/// For machines an estimate is three columns: key, key_low and key_high.
struct Table {
  std::string key;
  std::string title;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> notes;  ///< below the table, for people only

  void add(std::vector<Cell> row);
};

enum class Format { text, csv, json, markdown };
/// Throws std::invalid_argument unless it is one of these.
Format format_named(std::string_view name);

/// A text as a field of CSV (RFC 4180), quoted where need be. What a spreadsheet would take for a
/// formula, as a text that is no number and begins with = + - @, gets a single quote before it.
std::string csv_field(std::string text);

/// All tables. CSV: one below the other, each after a line "# key" where there are several. JSON:
/// an object of lists of rows, null for what does not apply.
void write(std::ostream& out, const std::vector<Table>& tables, Format format);

enum class Align { left, right };

/// Rows of texts as aligned columns.
void write_aligned(std::ostream& out, const std::vector<std::vector<std::string>>& rows,
                   const std::vector<Align>& alignment);

}  // namespace samen::analysis
