#include "io/interruption.hpp"

#include <atomic>
#include <csignal>
#include <ctime>

namespace samen {

namespace {

/// The signal that asked to stop, 0 for none.
std::atomic<int> stop_signal = 0;
std::atomic<double> heard_at = 0.0;  ///< seconds

double now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);  // allowed in a signal handler
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// Records the first signal; the program stops after the next finished run. A second signal ends
/// the program at once. Signals within `together` of the first count as the first, because timeout
/// signals its child and then the whole group.
void note_signal(int which) {
  constexpr double together = 0.5;  // seconds
  if (stop_signal == 0) {
    heard_at = now();
    stop_signal = which;
  } else if (now() - heard_at > together) {
    std::signal(which, SIG_DFL);
    std::raise(which);
  }
}

}  // namespace

void install_signal_handlers() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const auto before = std::signal(signal, note_signal);
    if (signal == SIGHUP && before == SIG_IGN) std::signal(signal, SIG_IGN);  // started with nohup
  }
}

void throw_if_interrupted() {
  if (const int signal = stop_signal) throw Interrupted{signal, "nothing was kept"};
}

}  // namespace samen
