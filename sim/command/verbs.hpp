// The verbs that simulate. A verb is a file that defines its command. The verbs in the list are
// built in. Verbs that judge many runs are separate programs (sim/CMakeLists.txt), so that `samen
// run` does not have to load them.
#pragma once

#include <array>

#include "command/command.hpp"

namespace samen::verbs {

Command run();
Command new_table();
Command claims();
Command doubt();
Command check();
Command merge();
Command verify();
Command rerun();
Command validate();
Command calibrate();
Command describe();

/// The built-in verbs, in the order of `samen --help`.
inline constexpr std::array all{run, new_table, doubt, check, merge, verify, rerun, describe};

}  // namespace samen::verbs
