// The months whose state enters the trajectory hash of a run. A difference between two runs in one
// month leaves accounts that differ from then on. A hash each year therefore misses little that a
// hash each month would see: only a difference that is gone before the year is out and has touched
// no account.
#pragma once

#include "model/core/real.hpp"

namespace samen {

/// In single precision the first month, the last of each year, and the last of all; in double
/// precision every month, as before there was single precision.
template <class Real>
constexpr bool enters_hash(int month, int months) {
  return !is_single<Real> || month == 0 || month % 12 == 11 || month == months - 1;
}

}  // namespace samen
