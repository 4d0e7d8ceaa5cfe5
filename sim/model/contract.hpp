// Contracts: what must hold whatever a user does. A broken one is our mistake; the runner keeps it
// as data of the run.
#pragma once

#include <stdexcept>

namespace samen {

struct ContractViolation : std::logic_error {
  using std::logic_error::logic_error;
};

inline void expect(bool holds, const char* law) {
  if (!holds) throw ContractViolation(law);
}

}  // namespace samen
