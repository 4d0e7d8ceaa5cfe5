// State variables as columns, described by one row each. A row states what the column has one entry
// for, which law its values obey, whether rules change it, and its initial value. Each mechanism
// declares its own columns; the world is the union of all of them (world.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "model/core/parameter.hpp"
#include "model/core/real.hpp"

namespace samen {

/// What a column has one entry for.
enum class Per {
  organisation,
  organisation_capability,
  stake,
  stake_goal,
  seat,
  seat_goal,
  pair,
  table,
  table_goal,
  table_capability,
  goal,
  goal_capability,
  set,
};

enum class Law { free, share, amount };

/// How long a value lasts. `fixed`: no rule changes it. `moving`: rules change it. `optional`:
/// rules change it, and it enters the hash only if it differs from its initial value, so that a
/// mechanism that is off does not change the hash. `scratch`: working memory, not state. `monthly`:
/// reset to its neutral value at the start of each month.
enum class Persistence { fixed, moving, optional, scratch, monthly };

constexpr bool is_state(Persistence persistence) {
  return persistence == Persistence::fixed || persistence == Persistence::moving ||
         persistence == Persistence::optional;
}

/// A column of `Holder`. Its values are numbers, conditions or money, one for each replicate; or
/// plain numbers that follow from levers and the calendar and are the same for all replicates.
template <class Holder, class Real>
struct Column {
  int number = 0;  ///< its permanent number in the hash of the state; 0: not part of the state
  std::vector<Real> Holder::*numbers = nullptr;
  std::vector<Mask<Real>> Holder::*conditions = nullptr;
  std::vector<Money<Real>> Holder::*money = nullptr;  ///< where Money<Real> is no Real
  std::vector<double> Holder::*plain = nullptr;
  Per per{};
  Persistence persistence = Persistence::moving;
  Law law = Law::free;
  const char* law_in_words = "";
  double initial = 0.0;

  constexpr Column() = default;
  template <class Value>
  constexpr Column(int its_number, std::vector<Value> Holder::*values, Per of,
                   Persistence stays = Persistence::moving, Law obeys = Law::free,
                   const char* in_words = "", double at_first = 0.0)
      : number(its_number),
        per(of),
        persistence(stays),
        law(obeys),
        law_in_words(in_words),
        initial(at_first) {
    if constexpr (std::is_same_v<Value, Real>)
      numbers = values;
    else if constexpr (std::is_same_v<Value, Mask<Real>>)
      conditions = values;
    else if constexpr (std::is_same_v<Value, Money<Real>>)
      money = values;
    else
      plain = values;
  }

  /// The same column as a column of a struct that contains this one.
  template <class Whole>
  constexpr operator Column<Whole, Real>() const {
    Column<Whole, Real> same;
    same.number = number;
    if (numbers) same.numbers = numbers;
    if (conditions) same.conditions = conditions;
    if (money) same.money = money;
    if (plain) same.plain = plain;
    same.per = per;
    same.persistence = persistence;
    same.law = law;
    same.law_in_words = law_in_words;
    same.initial = initial;
    return same;
  }
  constexpr bool same_member(const Column& other) const {
    return numbers == other.numbers && conditions == other.conditions && money == other.money &&
           plain == other.plain;
  }
};

/// True if every member of a state has exactly one row, a column that is state (and no other) has
/// its own number in the hash, an optional column holds numbers, and every law has a text.
template <class State, class Real>
consteval bool well_kept() {
  constexpr auto rows = State::columns();
  if (rows.size() != detail::member_count<State>()) return false;
  for (const auto& row : rows) {
    if (is_state(row.persistence) != (row.number > 0)) return false;
    if (row.persistence == Persistence::optional && !row.numbers && !row.money) return false;
    if ((row.law == Law::free) != (row.law_in_words[0] == '\0')) return false;
    int same = 0;
    for (const auto& other : rows)
      same += row.same_member(other) || (row.number > 0 && row.number == other.number);
    if (same != 1) return false;
  }
  return true;
}

}  // namespace samen
