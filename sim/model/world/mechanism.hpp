// What a mechanism is made of. A mechanism is one struct with its parameters, and inside it, as far
// as it has them:
//
//   parameters            a row per parameter
//   Levers                what a table may choose for itself, with rows
//   State<Real>           its columns, with rows
//   events, reasons, purposes  what it notes, why, and what it draws
//
// and beside it the name of its section and its rules: functions of the world, its own parameters
// and, where there is chance, the draws. What it does to another mechanism it writes into a column
// of the other's that is neutral otherwise. The schedule lists all mechanisms; levers, parameters,
// state, events and reasons of the model are composed from there, so that nothing but the schedule
// knows a mechanism, and a rule sees the world as a template.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>
#include <vector>

#include "model/core/draws.hpp"
#include "model/core/parameter.hpp"
#include "model/core/real.hpp"
#include "model/world/accounts.hpp"
#include "model/world/columns.hpp"
#include "model/world/entities.hpp"
#include "model/world/events.hpp"
#include "model/world/workspace.hpp"

namespace samen {

template <class Real>
struct World;
struct Levers;
struct Layout;

/// The section of the parameters that a mechanism has: its member, its name in scenarios, its
/// number in ODD.md and its title.
template <class Mechanism>
struct ParametersOf;

}  // namespace samen
