// One table of a TOML file, read key by key. Every complaint is kept with its place, so that a
// reader reports all mistakes at once. A key that no reader asks for is unknown.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/parameter_table.hpp"
#include "scenario/toml.hpp"

namespace samen {

inline constexpr Range any_share{0, 1};

struct Complaint {
  std::string file;
  std::size_t line = 0, column = 0;  ///< 0: no place in a file
  std::string text;
  std::string shown() const;
};

class Complaints {
 public:
  void add(const toml::source_region& at, std::string text);
  void add(std::string text) { all_.push_back({"", 0, 0, std::move(text)}); }
  const std::vector<Complaint>& all() const { return all_; }
  /// Returns all complaints in the order of the files, each once; complaints without a file are
  /// attributed to `path`.
  std::vector<std::string> lines(const std::string& path) const;
  /// Adds a note: a remark that is not an error.
  void note(const toml::source_region& at, std::string text);
  const std::vector<Complaint>& notes() const { return notes_; }

 private:
  std::vector<Complaint> all_, notes_;
};

class Section {
 public:
  /// Messages put `name` and a dot before keys. `table` may be null; then every key is absent.
  Section(const toml::table* table, std::string name, Complaints& complaints)
      : table_(table), name_(std::move(name)), complaints_(&complaints) {}

  bool has(std::string_view key);
  const toml::table* table() const { return table_; }

  double number(std::string_view key, double fallback, Range admissible, std::string_view unit);
  int whole(std::string_view key, int fallback, Range admissible, std::string_view unit);
  std::int64_t large(std::string_view key, std::int64_t fallback, Range admissible);
  bool truth(std::string_view key, bool fallback);
  std::string text(std::string_view key, std::string fallback = "");
  /// The stated text, or nothing (with a complaint if the value is not a text).
  std::optional<std::string> stated_text(std::string_view key);
  /// The same as text(), but complains if the key is absent.
  std::string required_text(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::vector<double> numbers(std::string_view key, Range admissible, std::string_view unit);
  /// Index into `names`.
  std::size_t one_of(std::string_view key, std::span<const std::string_view> names,
                     std::size_t fallback);
  std::vector<std::size_t> some_of(std::string_view key, std::span<const std::string_view> names,
                                   std::vector<std::size_t> fallback);
  Section section(std::string_view key);
  std::vector<Section> sections(std::string_view key);
  const toml::node* node(std::string_view key);
  /// Admits a key that another reader reads.
  void allow(std::string_view key) { node(key); }

  /// Complains about the value of a key, or about the section if the key is absent.
  void complain(std::string_view key, std::string text);
  /// Adds a note about a key that is present.
  void note(std::string_view key, std::string text);
  std::string full_name(std::string_view key) const;

  /// Registers a wrong key that users often write in place of `right`; the complaint names `right`.
  void often_mistaken(std::string_view wrong, std::string_view right) {
    mistaken_.emplace_back(wrong, right);
  }

  /// Complains about every key that no reader asked for, and names the nearest known key. Returns
  /// true if there was nothing to complain about.
  bool finish();

 private:
  void wrong_type(std::string_view key, const toml::node& node, std::string_view expected);
  void require_printable(std::string_view key, const std::string& text);
  double stated_number(std::string_view key, const toml::node& node);
  double checked(std::string_view key, double value, Range admissible, std::string_view unit);

  const toml::table* table_;
  std::string name_;
  Complaints* complaints_;
  std::vector<std::string> known_;
  std::vector<std::pair<std::string, std::string>> mistaken_;  ///< wrong and right names of keys
};

/// The number that a node states; nothing for a whole number beyond 2^53, which a double may not
/// represent.
std::optional<double> exact_number(const toml::node& node);
/// The complaint about a numeric node that has no exact_number.
std::string beyond_exact(const std::string& name, const toml::node& node);

/// The value that a section states for a row, or `usual`. The value of a choice is the index of its
/// setting.
template <class Whole>
double value_of(Section& section, const TableRow<Whole>& row, double usual) {
  if (row.is_choice())
    return static_cast<double>(
        section.one_of(row.name, row.choices, static_cast<std::size_t>(usual)));
  if (row.whole) return section.whole(row.name, static_cast<int>(usual), row.range, row.unit);
  return section.number(row.name, usual, row.range, row.unit);
}

/// Reads the values of one section, one for each row.
template <class Whole>
void read_parameters(Section& section, const std::vector<TableRow<Whole>>& rows, Whole& into) {
  for (const TableRow<Whole>& row : rows) row.set(into, value_of(section, row, row.value(into)));
}

/// A number as a person writes it: no trailing zeros.
std::string plain(double value);

}  // namespace samen
