// The rules of the model (sim/model/ODD.md) once more, as plain objects with the standard library:
// a yardstick for the speed of the engine and an independent check of it. Only the numbers of a
// scenario are shared; the luck is not, so results agree in distribution, never run by run.
#pragma once

#include <cstdint>
#include <vector>

#include "model/model.hpp"

namespace samen::plain {

struct Result {
  std::vector<double> outcomes;             ///< in the order of `outcomes`; NaN: not applicable
  std::vector<std::vector<double>> series;  ///< per series of the whole, goals and tables, in the
                                            ///< order of `recorded(Record{})`: month × entry
};

/// One run. Throws std::invalid_argument when the scenario uses what this version leaves out:
/// several tables or goal sets; anything stated of organisations but incomes, as numbers; stated
/// mixes; shocks and scheduled cuts; given missions, deals, small teams, unshared measurement and
/// beacon rules other than the quorum.
Result run(const Setting& setting, Arm arm, std::uint64_t seed);

}  // namespace samen::plain
