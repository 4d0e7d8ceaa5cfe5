// toml++ as this project has it, compiled in toml.cpp: errors are returned, so that a browser,
// which has no exceptions, reads with the same code.
#pragma once

#define TOML_HEADER_ONLY 0
#define TOML_EXCEPTIONS 0
#define TOML_ASSERT(condition) static_cast<void>(0)  // it fails in debug builds of the right answer

#include <toml++/toml.h>
