// Counts the instructions of this thread in hardware. Timings drift on a shared machine;
// instruction counts do not.
#pragma once

#include <cstdint>

#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace samen {

class Instructions {
 public:
  Instructions() {
    perf_event_attr what{};
    what.type = PERF_TYPE_HARDWARE;
    what.size = sizeof what;
    what.config = PERF_COUNT_HW_INSTRUCTIONS;
    what.exclude_kernel = 1;
    what.exclude_hv = 1;
    counter_ = static_cast<int>(::syscall(SYS_perf_event_open, &what, 0, -1, -1, 0));
  }
  ~Instructions() {
    if (counter_ >= 0) ::close(counter_);
  }
  Instructions(const Instructions&) = delete;
  Instructions& operator=(const Instructions&) = delete;

  /// Instructions since the start; 0 if the machine does not allow counting.
  double so_far() const {
    std::uint64_t value = 0;
    if (counter_ < 0 || ::read(counter_, &value, sizeof value) != sizeof value) return 0.0;
    return static_cast<double>(value);
  }

 private:
  int counter_ = -1;
};

}  // namespace samen
