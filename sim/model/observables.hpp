// The observables: one row each, with name, unit, axis, meaning and a function of the world. The
// rows are in observables/series.cpp and observables/outcomes.cpp. The result file, `samen
// describe` and the analyses read these rows, so a new observable needs only a new row.
#pragma once

#include <array>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>

#include "model/core/real.hpp"

namespace samen {

struct Layout;
template <class Real>
struct World;

/// The entity for which an observable is measured each month.
enum class Axis { society, goal, table, mission, organisation, seat, pair };
inline constexpr std::array<std::string_view, 7> axis_names{
    "society", "goal", "table", "mission", "organisation", "seat", "pair"};

/// Whether an axis belongs to tables. Such observables have no meaning in arms without tables.
constexpr bool at_tables(Axis axis) {
  return axis == Axis::table || axis == Axis::mission || axis == Axis::seat || axis == Axis::pair;
}

int size_of(const Layout& layout, Axis axis);

/// A measure as a function of a world with one replicate or a block of them. It computes in the
/// precision of the engine and returns double precision.
template <class... Entry>
class Measure {
 public:
  template <class Value>
  constexpr explicit Measure(Value) : lone_(&of<Value, Lone>), block_(&of<Value, Block>) {}

  template <class Real>
  Money<Real> operator()(const World<Real>& world, Entry... entry) const {
    if constexpr (std::is_same_v<Real, Block>)
      return block_(world, entry...);
    else
      return lone_(world, entry...);
  }

 private:
  template <class Real>
  using Function = Money<Real> (*)(const World<Real>&, Entry...);
  template <class Value, class Real>
  static Money<Real> of(const World<Real>& world, Entry... entry) {
    return Money<Real>(Value{}(world, entry...));
  }

  Function<Lone> lone_;
  Function<Block> block_;
};

/// A monthly series; `value(world, n)` is the value of entry n of its axis.
struct Observable {
  std::string_view name;
  std::string_view unit;
  Axis axis;
  std::string_view meaning;
  Measure<int> value;

  template <class Value>
  constexpr Observable(std::string_view its_name, std::string_view its_unit, Axis its_axis,
                       std::string_view its_meaning, Value its_value)
      : name(its_name), unit(its_unit), axis(its_axis), meaning(its_meaning), value(its_value) {}
};

/// Whether more of an outcome is better; `neither` passes no judgement.
enum class Better { more, neither };

/// One number for each run, measured at its end.
struct Outcome {
  std::string_view name;
  std::string_view unit;
  std::string_view meaning;
  Better better;
  Measure<> value;

  template <class Value>
  constexpr Outcome(std::string_view its_name, std::string_view its_unit,
                    std::string_view its_meaning, Better its_better, Value its_value)
      : name(its_name),
        unit(its_unit),
        meaning(its_meaning),
        better(its_better),
        value(its_value) {}
};

extern const std::span<const Observable> observables;
extern const std::span<const Outcome> outcomes;

inline constexpr double not_applicable = std::numeric_limits<double>::quiet_NaN();

/// The name of a measure in the previous version. Readers still accept it.
struct FormerName {
  std::string_view before, now;
};
inline constexpr std::array former_outcomes{FormerName{"members_left", "members"}};
inline constexpr std::array former_series{FormerName{"members", "members_at_table"}};

/// Returns today's name of a measure; a name that has not changed is returned as it is.
template <std::size_t n>
constexpr std::string_view present_name(const std::array<FormerName, n>& former,
                                        std::string_view name) {
  for (const FormerName& row : former)
    if (row.before == name) return row.now;
  return name;
}

}  // namespace samen
