// Levers are the interventions whose effect a study asks for: what the people around a table can
// choose. Each mechanism declares its own levers. Parameters (one section for each mechanism)
// describe how all organisations work; levers describe one table and may differ between tables.
#pragma once

#include "model/schedule.hpp"

namespace samen {

struct Levers : Mechanisms::Levers {};

}  // namespace samen
