#include "io/interruption.hpp"

#include <atomic>
#include <csignal>

namespace samen {

namespace {

/// The signal that asked to stop, 0 for none.
std::atomic<int> stop_signal = 0;

}  // namespace

void listen_for_signals() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const auto before = std::signal(signal, [](int which) {
      stop_signal = which;          // seen when the next run is done
      std::signal(which, SIG_DFL);  // a second one does not wait
    });
    if (signal == SIGHUP && before == SIG_IGN) std::signal(signal, SIG_IGN);  // nohup
  }
}

void heed_signals() {
  if (const int signal = stop_signal) throw Interrupted{signal, "nothing was kept"};
}

}  // namespace samen
