// What a mechanism consists of. A mechanism is one struct with its parameters. Inside it are, as
// far as the mechanism has them:
//
//   parameters            a row per parameter
//   Levers                what a table may choose for itself, with rows
//   State<Real>           its columns, with rows
//   events, reasons, purposes  what it notes, why, and what it draws
//
// Beside the struct stand the name of its section and its rules. Rules are functions of the world,
// their own parameters and, where there is chance, the draws. A mechanism that acts on another one
// writes into a column of the other; this column is neutral if nobody writes. The schedule lists
// all mechanisms. The model takes its levers, parameters, state, events and reasons from that list,
// so that only the schedule knows a mechanism. A rule sees the world as a template.
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
