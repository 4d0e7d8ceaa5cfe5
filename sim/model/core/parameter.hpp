// Each parameter is declared once: the plain member states name and default, the row beside it
// states unit, admissible range, meaning and source. The rows of all sections form one table
// (parameter_table.hpp). The scenario file, `--set`, the documents, the result file and the page
// read this table.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace samen {

struct Range {
  double low = 0.0;
  double high = 0.0;
  constexpr bool contains(double x) const { return low <= x && x <= high; }
};

/// Neutral values: 0 for terms and shares, 1 for factors and for shares that are kept.
inline constexpr double adds_nothing = 0.0, leaves_as_is = 1.0;

/// A member of a section: a number, a whole number or a choice among named settings. The range
/// states which values are admissible; a sweep explores values inside it. A coefficient on which a
/// claim may rest has a neutral value, at which its rule does nothing. Levers, initial states and
/// thresholds have no neutral value.
template <class Section>
struct Parameter {
  constexpr Parameter(double Section::*member, std::string_view called, std::string_view measured,
                      Range admissible, std::string_view means, std::string_view after,
                      std::optional<double> does_nothing = std::nullopt)
      : number(member),
        name(called),
        unit(measured),
        range(admissible),
        meaning(means),
        source(after),
        neutral(does_nothing) {}
  constexpr Parameter(int Section::*member, std::string_view called, std::string_view measured,
                      Range admissible, std::string_view means, std::string_view after)
      : whole(member),
        name(called),
        unit(measured),
        range(admissible),
        meaning(means),
        source(after) {}
  constexpr Parameter(int (*reads)(const Section&), void (*writes)(Section&, int),
                      std::string_view called, std::span<const std::string_view> settings,
                      std::string_view means, std::string_view after)
      : chosen(reads),
        choose(writes),
        choices(settings),
        name(called),
        unit("choice"),
        range{0.0, static_cast<double>(settings.size() - 1)},
        meaning(means),
        source(after) {}

  // Exactly one of these three is set.
  double Section::*number = nullptr;
  int Section::*whole = nullptr;
  int (*chosen)(const Section&) = nullptr;

  void (*choose)(Section&, int) = nullptr;
  std::span<const std::string_view> choices{};  ///< in the order of the enumerators, from 0
  std::string_view name;
  std::string_view unit;
  Range range;
  std::string_view meaning;
  std::string_view source;
  std::optional<double> neutral = std::nullopt;
  std::string_view settled_because{};  ///< why a lever cannot change during a run; empty if it can
  std::optional<Range> plausible = std::nullopt;  ///< the values its source leaves open, if it says

  /// The row of a parameter whose source leaves these values open: `samen doubt` moves it over all
  /// of them.
  constexpr Parameter plausible_between(double low, double high) const {
    Parameter same = *this;
    same.plausible = Range{low, high};
    return same;
  }
  /// The row of a lever that is fixed before the first month, and why.
  constexpr Parameter settled(std::string_view why) const {
    Parameter same = *this;
    same.settled_because = why;
    return same;
  }
  constexpr double value(const Section& section) const {
    return number ? section.*number : static_cast<double>(whole ? section.*whole : chosen(section));
  }
  constexpr void set(Section& section, double value) const {
    if (number)
      section.*number = value;
    else if (whole)
      section.*whole = static_cast<int>(value);
    else
      choose(section, static_cast<int>(value));
  }
  /// Whether both rows set the same member. Two choices are compared by what they set, because
  /// sanitizers do not treat addresses of functions as constants.
  constexpr bool same_member(const Parameter& other) const {
    if (choices.empty() || other.choices.empty())
      return choices.empty() && other.choices.empty() && number == other.number &&
             whole == other.whole;
    Section first{}, second{};
    choose(first, 0);
    choose(second, 1);
    return other.chosen(first) != other.chosen(second);
  }
};

namespace detail {

template <class Member>
struct MemberOf;
template <class Section, class Value>
struct MemberOf<Value Section::*> {
  using Whole = Section;
  using Part = Value;
};

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

}  // namespace detail

/// The row of a choice: an enumeration whose enumerators have these names, counted from 0.
template <auto member>
constexpr auto choice(std::string_view name, std::span<const std::string_view> names,
                      std::string_view meaning, std::string_view source) {
  using Member = detail::MemberOf<decltype(member)>;
  using Section = typename Member::Whole;
  return Parameter<Section>(
      [](const Section& section) { return static_cast<int>(section.*member); },
      [](Section& section, int value) {
        section.*member = static_cast<typename Member::Part>(value);
      },
      name, names, meaning, source);
}

/// True when every member of the section has exactly one row, every column is filled, every default
/// and neutral value is admissible, and every default is plausible.
template <class Section>
consteval bool well_described() {
  if (Section::parameters.size() != detail::member_count<Section>()) return false;
  const Section defaults{};
  for (const auto& row : Section::parameters) {
    if (row.name.empty() || row.meaning.empty() || row.source.empty() || row.unit.empty())
      return false;
    if (!row.range.contains(row.value(defaults)) ||
        !row.range.contains(row.neutral.value_or(row.range.low)))
      return false;
    if (row.plausible &&
        !(row.plausible->low < row.plausible->high && row.range.contains(row.plausible->low) &&
          row.range.contains(row.plausible->high) && row.plausible->contains(row.value(defaults))))
      return false;
    int same = 0;
    for (const auto& other : Section::parameters)
      same += row.same_member(other) || row.name == other.name;
    if (same != 1) return false;
  }
  return true;
}

}  // namespace samen
