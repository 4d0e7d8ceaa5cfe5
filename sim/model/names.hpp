// The events and reasons of all mechanisms, by number, with the names that result files, documents
// and the page use.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "model/schedule.hpp"

namespace samen {

namespace detail {

/// The name of a number that is no longer in use.
inline constexpr std::string_view retired = "retired";

template <class Rows, class NumberOf>
constexpr std::size_t numbers_in(const Rows& rows, NumberOf number_of) {
  std::size_t most = 0;
  for (const auto& row : rows) most = std::max(most, static_cast<std::size_t>(number_of(row)));
  return most + 1;
}

/// A table of names by number; `number_of(row)` is the index of a row's name.
template <std::size_t n, class Rows, class NumberOf>
constexpr std::array<std::string_view, n> by_number(const Rows& rows, NumberOf number_of) {
  std::array<std::string_view, n> names{};
  names.fill(retired);
  for (const auto& row : rows) names[static_cast<std::size_t>(number_of(row))] = row.name;
  return names;
}

inline constexpr auto kind_of = [](const EventRow& row) { return row.kind; };
inline constexpr auto reason_of = [](const ReasonRow& row) { return row.reason; };

}  // namespace detail

/// Names of the kinds of events, indexed by the number that result files store.
inline constexpr auto event_names =
    detail::by_number<detail::numbers_in(Mechanisms::events(), detail::kind_of)>(
        Mechanisms::events(), detail::kind_of);

/// Names of the reasons, indexed by the number that result files store.
inline constexpr auto reason_names = [] {
  auto names = detail::by_number<detail::numbers_in(Mechanisms::reasons(), detail::reason_of)>(
      Mechanisms::reasons(), detail::reason_of);
  names[0] = "none";
  return names;
}();

}  // namespace samen
