// The levers, parameters, state, events and reasons of all mechanisms of a list, joined.
#pragma once

#include <array>
#include <concepts>

#include "model/world/mechanism.hpp"

namespace samen {

namespace detail {

// A mechanism may have no levers, state, events or reasons; then an empty list is used.
template <class Mechanism>
struct LeversOf {};
template <class Mechanism>
requires requires {
  typename Mechanism::Levers;
}
struct LeversOf<Mechanism> : Mechanism::Levers {};

template <class Mechanism>
concept HasSection = requires {
  ParametersOf<Mechanism>::name;
};
template <class Mechanism>
struct SectionOf {};
template <HasSection Mechanism>
struct SectionOf<Mechanism> : ParametersOf<Mechanism> {};

template <class Mechanism, class Real>
struct StateOf {};
template <class Mechanism, class Real>
requires requires {
  typename Mechanism::template State<Real>;
}
struct StateOf<Mechanism, Real> : Mechanism::template State<Real> {};

template <class Row, class... Arrays>
constexpr auto joined(const Arrays&... arrays) {
  std::array<Row, (std::size_t{0} + ... + std::tuple_size_v<Arrays>)> all{};
  std::size_t n = 0;
  const auto add = [&](const auto& rows) {
    for (const auto& row : rows) all[n++] = row;
  };
  (add(arrays), ...);
  return all;
}

template <class Row>
inline constexpr std::array<Row, 0> no_rows{};

template <class Mechanism>
constexpr auto events_of() {
  if constexpr (requires { Mechanism::events; })
    return Mechanism::events;
  else
    return no_rows<EventRow>;
}
template <class Mechanism>
constexpr auto reasons_of() {
  if constexpr (requires { Mechanism::reasons; })
    return Mechanism::reasons;
  else
    return no_rows<ReasonRow>;
}
template <class Mechanism>
constexpr auto purposes_of() {
  if constexpr (requires { Mechanism::purposes; })
    return Mechanism::purposes;
  else
    return no_rows<PurposeRow>;
}
template <class Mechanism, class World, class Real>
constexpr auto columns_of() {
  if constexpr (requires { typename Mechanism::template State<Real>; })
    return Mechanism::template State<Real>::columns();
  else
    return no_rows<Column<World, Real>>;
}

}  // namespace detail

template <class... Each>
struct Composition {
  struct Levers : detail::LeversOf<Each>... {};
  struct Sections : detail::SectionOf<Each>... {};
  template <class Real>
  struct State : detail::StateOf<Each, Real>... {};

  /// The columns of the whole `World`.
  template <class World, class Real>
  static constexpr auto columns() {
    return detail::joined<Column<World, Real>>(detail::columns_of<Each, World, Real>()...);
  }
  static constexpr auto events() { return detail::joined<EventRow>(detail::events_of<Each>()...); }
  static constexpr auto reasons() {
    return detail::joined<ReasonRow>(detail::reasons_of<Each>()...);
  }
  static constexpr auto purposes() {
    return detail::joined<PurposeRow>(detail::purposes_of<Each>()...);
  }

  /// Calls visit.template operator()<Mechanism>() for each.
  template <class Visit>
  static constexpr void for_each(Visit&& visit) {
    (visit.template operator()<Each>(), ...);
  }
};

/// The parameters of one mechanism, taken from those of the model.
template <class Mechanism, class Whole>
constexpr auto& part(Whole& all) {
  return all.*ParametersOf<Mechanism>::member;
}

}  // namespace samen
