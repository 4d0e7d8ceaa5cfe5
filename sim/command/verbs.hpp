// The verbs that simulate. A verb is a file that defines its command. It is built in if it stands
// in the list. Verbs that judge many runs are programs of their own (sim/CMakeLists.txt), so that
// nobody who only runs a scenario waits for them.
#pragma once

#include <array>

#include "command/command.hpp"

namespace samen::verbs {

Command run();
Command claims();
Command doubt();
Command check();
Command merge();
Command verify();
Command rerun();
Command validate();
Command calibrate();
Command describe();

/// The verbs that are built in, in the order of `samen --help`.
inline constexpr std::array all{run, doubt, check, merge, verify, rerun, describe};

}  // namespace samen::verbs
