// A signal that asks a program to stop is heeded where it can tidy up: nothing half done is left.
#pragma once

#include <string>

namespace samen {

/// A signal asked to stop; what was kept.
struct Interrupted {
  int signal;
  std::string kept;
};

/// Lets SIGINT, SIGTERM and SIGHUP be heeded at the next call of heed_signals.
void listen_for_signals();
/// Throws Interrupted after a signal.
void heed_signals();

}  // namespace samen
