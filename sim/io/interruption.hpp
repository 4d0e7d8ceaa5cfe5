// Stops a program on a signal only where it can clean up, so that no unfinished file is left.
#pragma once

#include <string>

namespace samen {

/// Thrown after a signal; states what was kept.
struct Interrupted {
  int signal;
  std::string kept;
};

/// From now on SIGINT, SIGTERM and SIGHUP take effect at the next call of throw_if_interrupted.
void install_signal_handlers();
/// Throws Interrupted after a signal.
void throw_if_interrupted();

}  // namespace samen
