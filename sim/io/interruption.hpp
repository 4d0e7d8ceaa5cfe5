// Stops a program on a signal only where it can clean up, so that no unfinished file is left.
#pragma once

#include <string>

namespace samen {

/// Thrown after a signal; states what was kept.
struct Interrupted {
  int signal;
  std::string kept;
};

/// From now on SIGINT, SIGTERM and SIGHUP take effect at the next call of heed_signals.
void listen_for_signals();
/// Throws Interrupted after a signal.
void heed_signals();

}  // namespace samen
