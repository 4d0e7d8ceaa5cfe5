// A contract states what must hold whatever a user does. A broken contract is a programming error;
// the runner keeps it as data of the run.
#pragma once

#include <stdexcept>

namespace samen {

struct ContractViolation : std::logic_error {
  using std::logic_error::logic_error;
};

#if defined(__cpp_exceptions)
inline void expect(bool holds, const char* law) {
  if (!holds) throw ContractViolation(law);
}
#else  // a program without exceptions, such as that of the browser, stops
inline void expect(bool holds, const char*) {
  if (!holds) __builtin_trap();
}
#endif

}  // namespace samen
