// A contract states what must always hold, whatever a user does. A broken contract is a programming
// error; the runner stores its message with the run.
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
#else  // a program without exceptions, such as the one in the browser, stops
inline void expect(bool holds, const char*) {
  if (!holds) __builtin_trap();
}
#endif

}  // namespace samen
