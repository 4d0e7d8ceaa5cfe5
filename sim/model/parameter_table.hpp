// All parameters as one run-time table, for readers, writers, documents and the page.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/core/parameter.hpp"

namespace samen {

struct Parameters;
struct Levers;

/// One member of `Whole`: the parameters of a scenario, or the levers of a table.
template <class Whole>
struct TableRow {
  std::string_view section;
  std::string_view name;
  std::string_view unit;  ///< "choice" where settings have names
  Range range;
  std::string_view meaning;
  std::string_view source;
  std::optional<double> neutral;              ///< value at which its rule does nothing
  std::optional<Range> plausible;             ///< the values its source leaves open, if it says
  std::span<const std::string_view> choices;  ///< empty for a number
  std::string_view settled;  ///< why a lever cannot change during a run; empty if it can
  bool whole;                ///< whole numbers only
  std::function<double(const Whole&)> value;  ///< for a choice, its index
  std::function<void(Whole&, double)> set;

  bool is_choice() const { return !choices.empty(); }
  bool is_fraction() const { return !whole && !is_choice(); }
  /// "section.name"
  std::string key() const { return std::string(section) + '.' + std::string(name); }
  /// The name of the chosen setting.
  std::string_view choice(const Whole& from) const {
    return choices[static_cast<std::size_t>(value(from))];
  }
};
using ParameterRow = TableRow<Parameters>;
using LeverRow = TableRow<Levers>;

struct SectionRow {
  std::string_view name;
  std::string_view number;  ///< number of its section in ODD.md, "" if it has none
  std::string_view title;
  std::vector<ParameterRow> rows;
};

/// The sections in the order of their declaration, with their parameters.
const std::vector<SectionRow>& sections();
/// The parameters of all sections.
const std::vector<ParameterRow>& parameter_table();
/// The levers, which each table may set for itself. The rows are the same as those of section
/// "levers".
const std::vector<LeverRow>& lever_table();

/// The row of "section.name"; null if there is none.
const ParameterRow* parameter_named(std::string_view key);

}  // namespace samen
