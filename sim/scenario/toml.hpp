// toml++ as this project uses it, compiled in toml.cpp. Errors are return values, because the code
// also runs in a browser without exceptions.
#pragma once

#define TOML_HEADER_ONLY 0
#define TOML_EXCEPTIONS 0
#define TOML_ASSERT(condition) static_cast<void>(0)  // it fails wrongly in debug builds

#include <toml++/toml.h>
