// The parts of a mechanism. A mechanism is one struct with its parameters. It may contain:
//
//   parameters            a row per parameter
//   Levers                what a table may choose for itself, with rows
//   State<Real>           its columns, with rows
//   events, reasons, purposes  what it notes, why, and what it draws
//
// Beside the struct stand the name of its section and its rules. A rule is a function of the world,
// its own parameters and, if it draws, the draws. A mechanism that acts on another one writes into
// a column of that other mechanism; the column is neutral if nobody writes. The schedule lists all
// mechanisms, and the model takes levers, parameters, state, events and reasons from this list; no
// other place names a mechanism. Rules take the world as a template parameter.
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

/// The parameter section of a mechanism: its member in Parameters, its name in scenarios, its
/// number in ODD.md and its title.
template <class Mechanism>
struct ParametersOf;

}  // namespace samen
