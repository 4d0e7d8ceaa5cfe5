// Levers: what the people around a table can choose – the interventions whose effect one asks for.
// Each mechanism declares its own. Common parameters (one section per mechanism) describe how
// organisations work; levers describe one table and may differ from table to table.
#pragma once

#include "model/schedule.hpp"

namespace samen {

struct Levers : Mechanisms::Levers {};

}  // namespace samen
