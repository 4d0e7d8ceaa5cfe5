// How a verb that simulates ends: one place says what went wrong and decides the exit code.
#pragma once

#include <functional>

#include "command/command.hpp"

namespace samen {

/// Throws Misuse if a word is not UTF-8.
void require_utf8(const Words& words);

/// Acts and returns the exit code; writes thrown errors to standard error.
int exit_code_of(const std::function<int()>& act);

/// A verb that is a program of its own, beside `samen`.
int run_program(const Command& command, int count, char** words);

}  // namespace samen
