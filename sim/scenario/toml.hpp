// toml++ as this project uses it, compiled in toml.cpp. It returns errors, so that the same code
// reads in a browser, which has no exceptions.
#pragma once

#define TOML_HEADER_ONLY 0
#define TOML_EXCEPTIONS 0
#define TOML_ASSERT(condition) static_cast<void>(0)  // it fails in debug builds on a right answer

#include <toml++/toml.h>
