// Tables of results: aligned text for people; CSV, JSON or Markdown for machines.
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

/// A number, rounded for people and exact for machines.
struct Number {
  double value = 0.0;
  int digits = 2;
};
/// A mean with its interval, or a share between 0 and 1 shown in per cent. With fewer values than
/// least_for_interval it has no interval, neither for people nor for machines.
struct Estimated {
  Estimate estimate;
  int digits = 2;
};
struct Percentage {
  Estimate share;
};
/// A p value; people see very small ones in words.
struct PValue {
  double value = 0.0;
};
/// Only the interval of an estimate.
struct Bounds {
  Estimate estimate;
  int digits = 2;
};

/// One cell of a table: words, a count, a number, or a mean or share with its interval.
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
  /// A mean that people see as words.
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
  /// For a number, an estimate with this mean and no interval; for an estimate, the estimate
  /// itself.
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

/// A column: its key for machines and its header for people.
struct Column {
  std::string key;
  std::string head;
};

/// Machines get three columns for an estimate: key, key_low and key_high.
struct Table {
  std::string key;
  std::string title;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  std::vector<std::string> notes;  ///< below the table, for people only

  void add(std::vector<Cell> row);
};

/// The words of one table in a language: WHERE.title, WHERE.COLUMN for the heads, and its notes and
/// rows.
class TableWords {
 public:
  TableWords(Language language, std::string where)
      : language_(language), where_(std::move(where)) {}

  std::string operator()(std::string_view name, Fillings fillings = {}) const {
    return language_(key(name), fillings);
  }
  std::string counted(std::string_view name, std::size_t n, Fillings fillings = {}) const {
    return language_.counted(key(name), n, fillings);
  }
  Column column(std::string_view name, Fillings fillings = {}) const {
    return {std::string(name), (*this)(name, fillings)};
  }
  /// An empty table with its title and these columns.
  Table table(std::string name, std::initializer_list<std::string_view> columns,
              Fillings fillings = {}) const;
  Language language() const { return language_; }

 private:
  std::string key(std::string_view name) const { return where_ + '.' + std::string(name); }

  Language language_;
  std::string where_;
};

enum class Format { text, csv, json, markdown };
/// Throws std::invalid_argument for an unknown name.
Format format_named(std::string_view name);
/// Whether programs read the format; it is the same in every language.
constexpr bool is_for_machines(Format format) {
  return format == Format::csv || format == Format::json;
}

/// Formats a text as a field of CSV (RFC 4180), quoted if necessary. A text that a spreadsheet
/// would interpret as a formula (not a number, and starting with = + - @) gets a single quote
/// before it.
std::string csv_field(std::string text);

/// Writes all tables. CSV: one below the other; if there are several, each follows a line "# key".
/// JSON: an object with a list of rows for each table; null for a value that does not apply. The
/// language decides how people see numbers.
void write(std::ostream& out, const std::vector<Table>& tables, Format format,
           Language language = {});

enum class Align { left, right };

/// Writes rows of texts as aligned columns.
void write_aligned(std::ostream& out, const std::vector<std::vector<std::string>>& rows,
                   const std::vector<Align>& alignment);

}  // namespace samen::analysis
