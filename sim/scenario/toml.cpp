#define TOML_IMPLEMENTATION
#include "scenario/toml.hpp"
