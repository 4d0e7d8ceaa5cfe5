// The picture of who gains and who loses.
#pragma once

#include <optional>
#include <string>

#include "charts.hpp"

namespace samen {

std::optional<std::string> no_balances(const Batch& batch);

/// The own balance of each organisation in each arm, on its side of zero; of each kind where there
/// are many.
picture::Picture organisations_drawn(const Scene& scene);

}  // namespace samen
