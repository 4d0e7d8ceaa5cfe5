// Reports the error of a verb that simulates and decides its exit code, in one place.
#pragma once

#include <functional>

#include "command/command.hpp"

namespace samen {

/// Throws Misuse if a word is not UTF-8.
void require_utf8(const Words& words);

/// Calls `act` and returns the exit code; prints an exception on standard error.
int exit_code_of(const std::function<int()>& act);

/// Runs a verb that is a separate program beside `samen`.
int run_program(const Command& command, int count, char** words);

}  // namespace samen
