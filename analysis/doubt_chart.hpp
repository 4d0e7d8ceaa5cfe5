// The picture of a doubt.
#pragma once

#include "doubt.hpp"
#include "language.hpp"
#include "picture.hpp"

namespace samen {

/// How the difference that answers the question lies over the sets of assumptions, with each
/// funding of the tables, and what decides it.
picture::Picture picture_of(const Doubt& doubt, Language language);

}  // namespace samen
