// Parameters, declared once: the plain member states name and default, the row beside it states
// unit, admissible range, meaning and source. One visitor serves the scenario file, `--set`, the
// generated tables and the attributes of the result file.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace samen {

struct Range {
  double low = 0.0;
  double high = 0.0;
  constexpr bool contains(double x) const { return low <= x && x <= high; }
};

/// Neutral values: of what is added or is a share, and of a factor or of a share that is kept.
inline constexpr double adds_nothing = 0.0, leaves_as_is = 1.0;

/// A number (double or int) of a section. Admissible, not explored: a sweep chooses inside it. A
/// coefficient that a claim of the documents may rest on has a neutral value, at which its rule
/// does nothing. Levers, states at the start and thresholds have none.
template <class Section, class Number>
struct Parameter {
  Number Section::*member;
  std::string_view name;
  std::string_view unit;
  Range range;
  std::string_view meaning;
  std::string_view source;
  std::optional<double> neutral = std::nullopt;
};

/// One of a few named settings; `names` in the order of the enumerators, from 0.
template <class Section, class Enum, std::size_t n>
struct Choice {
  Enum Section::*member;
  std::string_view name;
  std::array<std::string_view, n> names;
  std::string_view meaning;
  std::string_view source;
};

/// A section of the parameters: one mechanism.
template <class Whole, class Part>
struct SectionRow {
  Part Whole::*member;
  std::string_view name;
  std::string_view meaning;
};

namespace detail {

struct Anything {
  template <class T>
  constexpr operator T() const;
};

template <class T, class... Initialisers>
consteval std::size_t member_count() {
  if constexpr (requires { T{Initialisers{}..., Anything{}}; })
    return member_count<T, Initialisers..., Anything>();
  else
    return sizeof...(Initialisers);
}

template <class Row>
concept IsChoice = requires(const Row& row) {
  row.names;
};

template <class A, class B>
constexpr bool same_member(const A& a, const B& b) {
  if constexpr (std::is_same_v<decltype(a.member), decltype(b.member)>)
    return a.member == b.member;
  else
    return false;
}

}  // namespace detail

/// True when every member of the section has exactly one row, every column is filled and every
/// default and neutral value is admissible.
template <class Section>
consteval bool well_described() {
  constexpr auto& rows = Section::parameters;
  constexpr std::size_t n = std::tuple_size_v<std::remove_cvref_t<decltype(rows)>>;
  if (n != detail::member_count<Section>()) return false;
  const Section defaults{};
  bool good = true;
  const auto check = [&](const auto& row) {
    good = good && !row.name.empty() && !row.meaning.empty() && !row.source.empty();
    if constexpr (detail::IsChoice<std::remove_cvref_t<decltype(row)>>) {
      good = good && static_cast<std::size_t>(defaults.*(row.member)) < row.names.size();
    } else {
      good = good && !row.unit.empty() && row.range.contains(defaults.*(row.member)) &&
             row.range.contains(row.neutral.value_or(row.range.low));
    }
    int same = 0;
    const auto compare = [&](const auto& other) {
      same += detail::same_member(row, other) || row.name == other.name;
    };
    std::apply([&](const auto&... other) { (compare(other), ...); }, Section::parameters);
    good = good && same == 1;
  };
  std::apply([&](const auto&... row) { (check(row), ...); }, Section::parameters);
  return good;
}

/// visit(row, value) for each parameter of one section, in the order of the rows.
template <class Section, class Visit>
constexpr void for_each_parameter_of(Section& section, Visit&& visit) {
  const auto one = [&](const auto& row) { visit(row, section.*(row.member)); };
  std::apply([&](const auto&... row) { (one(row), ...); },
             std::remove_const_t<Section>::parameters);
}

/// visit(section row, row, value) for each parameter of each section.
template <class Whole, class Visit>
constexpr void for_each_parameter(Whole& whole, Visit&& visit) {
  const auto in_section = [&](const auto& part) {
    for_each_parameter_of(whole.*(part.member),
                          [&](const auto& row, auto& value) { visit(part, row, value); });
  };
  std::apply([&](const auto&... part) { (in_section(part), ...); },
             std::remove_const_t<Whole>::sections);
}

}  // namespace samen
