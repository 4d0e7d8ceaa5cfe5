// A program that a signal asks to stop does so where it can tidy up, so that nothing unfinished is
// left.
#pragma once

#include <string>

namespace samen {

/// A signal asked to stop; says what was kept.
struct Interrupted {
  int signal;
  std::string kept;
};

/// From now on SIGINT, SIGTERM and SIGHUP take effect at the next call of heed_signals.
void listen_for_signals();
/// Throws Interrupted after a signal.
void heed_signals();

}  // namespace samen
