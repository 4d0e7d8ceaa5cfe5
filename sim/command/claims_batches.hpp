// Texts about the batches of a claims file.
#pragma once

#include <string>
#include <vector>

#include "command/command.hpp"
#include "io/claims_reader.hpp"

namespace samen {

int runs_in(const std::vector<ClaimsBatch>& batches);

/// The notes on all batches, each once.
Words notes_of(const std::vector<ClaimsBatch>& batches);

/// "40 claims, 60 settings, 2 result files, 12000 runs"
std::string count_of(const std::vector<ClaimsBatch>& batches);

}  // namespace samen
