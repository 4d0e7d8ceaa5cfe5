// The months whose state enters the trajectory hash of a run. If two runs differ in one month,
// their accounts differ in all later months. A yearly hash therefore misses only a difference that
// vanishes within the year and touches no account.
#pragma once

#include "model/core/real.hpp"

namespace samen {

/// Whether the state after a month enters the hash. In single precision: after the first month, the
/// last month of each year and the last month of the run. In double precision: after every month,
/// so that its hashes stay those of the version before single precision.
template <class Real>
constexpr bool enters_hash(int month, int months) {
  return !is_single<Real> || month == 0 || month % 12 == 11 || month == months - 1;
}

}  // namespace samen
