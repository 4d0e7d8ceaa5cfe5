// The verbs that are built in. A verb is a file that defines its command, and a name in this list.
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

/// In the order of `samen --help`.
inline constexpr std::array all{run,    claims, doubt,    check,     merge,
                                verify, rerun,  validate, calibrate, describe};

}  // namespace samen::verbs
