#include "model/parameter_table.hpp"

#include <algorithm>

#include "model/model.hpp"

namespace samen {
namespace {

// Compile-time checks of the rows of all mechanisms. They are in this file so that they are
// compiled only once.
static_assert(
    [] {
      bool good = true;
      Mechanisms::for_each([&]<class Mechanism>() {
        if constexpr (requires { typename Mechanism::template State<double>; })
          good = good && well_kept<typename Mechanism::template State<double>, double>();
      });
      return good;
    }(),
    "a column of the state has no row, or one that does not hold");

/// Whether all numbers and all names of the rows differ.
template <class Rows, class NumberOf>
consteval bool all_distinct(const Rows& rows, NumberOf number_of) {
  for (std::size_t a = 0; a < rows.size(); ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (number_of(rows[a]) == number_of(rows[b]) || rows[a].name == rows[b].name) return false;
  return true;
}
static_assert(all_distinct(Mechanisms::events(), [](const EventRow& row) { return row.kind; }));
static_assert(all_distinct(Mechanisms::reasons(), [](const ReasonRow& row) { return row.reason; }));
static_assert(all_distinct(Mechanisms::purposes(),
                           [](const PurposeRow& row) { return row.purpose; }));
static_assert(
    [] {
      const auto all = Mechanisms::columns<World<double>, double>();
      for (std::size_t a = 0; a < all.size(); ++a)
        for (std::size_t b = 0; b < a; ++b)
          if (all[a].number > 0 && all[a].number == all[b].number) return false;
      return true;
    }(),
    "two columns have one number in the hash of the state");

/// Adds the rows of one section, or of the levers of one mechanism; `reach` finds the part in the
/// whole.
template <class Whole, class Part, class Reach>
void add_rows(std::vector<TableRow<Whole>>& table, std::string_view section, Reach reach) {
  static_assert(well_described<Part>());
  for (const Parameter<Part>& row : Part::parameters)
    table.push_back({section, row.name, row.unit, row.range, row.meaning, row.source, row.neutral,
                     row.plausible, row.choices, row.settled_because, row.whole != nullptr,
                     [&row, reach](const Whole& from) { return row.value(reach(from)); },
                     [&row, reach](Whole& into, double value) { row.set(reach(into), value); }});
}

/// Adds the levers of all mechanisms; `reach` finds them in the whole.
template <class Whole, class Reach>
void add_levers(std::vector<TableRow<Whole>>& table, Reach reach) {
  Mechanisms::for_each([&]<class Mechanism>() {
    if constexpr (requires { typename Mechanism::Levers; })
      add_rows<Whole, typename Mechanism::Levers>(table, "levers", reach);
  });
}

std::vector<SectionRow> described() {
  std::vector<SectionRow> all{{"levers", "", "what the people around a table can choose", {}}};
  add_levers(
      all[0].rows, [](auto& whole) -> auto& { return whole.levers; });
  Mechanisms::for_each([&]<class Mechanism>() {
    if constexpr (requires { ParametersOf<Mechanism>::name; }) {
      using Its = ParametersOf<Mechanism>;
      all.push_back({Its::name, Its::number, Its::title, {}});
      add_rows<Parameters, Mechanism>(
          all.back().rows, Its::name, [](auto& whole) -> auto& { return part<Mechanism>(whole); });
    }
  });
  return all;
}

}  // namespace

const std::vector<SectionRow>& sections() {
  static const std::vector<SectionRow> all = described();
  return all;
}

const std::vector<ParameterRow>& parameter_table() {
  static const std::vector<ParameterRow> all = [] {
    std::vector<ParameterRow> rows;
    for (const SectionRow& one : sections())
      rows.insert(rows.end(), one.rows.begin(), one.rows.end());
    return rows;
  }();
  return all;
}

const std::vector<LeverRow>& lever_table() {
  static const std::vector<LeverRow> all = [] {
    std::vector<LeverRow> rows;
    add_levers(
        rows, [](auto& levers) -> auto& { return levers; });
    return rows;
  }();
  return all;
}

const ParameterRow* parameter_named(std::string_view key) {
  const auto& rows = parameter_table();
  const auto found = std::ranges::find_if(rows, [&](const auto& row) { return row.key() == key; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace samen
