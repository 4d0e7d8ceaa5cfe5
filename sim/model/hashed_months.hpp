// The months whose state enters the trajectory hash of a run. A difference between two runs in one
// month leaves accounts that differ from then on. A hash each year therefore misses little that a
// hash each month would see: only a difference that is gone before the year is out and has touched
// no account.
#pragma once

#include "model/core/real.hpp"

namespace samen {

/// Whether the state after a month enters the hash: in single precision after the first month, the
/// last month of each year and the last month of all; in double precision after every month, as
/// before there was single precision.
template <class Real>
constexpr bool enters_hash(int month, int months) {
  return !is_single<Real> || month == 0 || month % 12 == 11 || month == months - 1;
}

}  // namespace samen
