// How tables form if the scenario does not list their members.
//
// A convener invites organisations: either the nearest ones, because most partners are found close
// by; or random ones. The random choice represents the blind dates of one report (B41) and is the
// neutral baseline. The membership is part of the layout: it is drawn once from the seed of the
// scenario and is the same for all arms and replicates, which differ in everything else.
//
// Propinquity in the choice of partners: Rivera, Soderstrom & Uzzi (2010), Annual Review of
// Sociology 36, 91-115.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "model/core/draws.hpp"

namespace samen {

namespace purpose {
inline constexpr Purpose place{42}, convenes{43}, table_size{44}, invited{45};
}

enum class Invitation { listed, nearest, random };
inline constexpr std::array<std::string_view, 3> invitation_names{"listed", "nearest", "random"};

struct Place {
  double x = 0.0, y = 0.0;
};

struct Formation {
  Invitation invite = Invitation::nearest;
  int least_seats = 8, most_seats = 8;  ///< every number of seats between them is equally likely

  static constexpr std::array purposes{
      PurposeRow{purpose::place, "place"}, PurposeRow{purpose::convenes, "convenes"},
      PurposeRow{purpose::table_size, "table_size"}, PurposeRow{purpose::invited, "invited"}};
};

/// The draws of the layout; their replicate number belongs to no replicate.
inline Draws<double> luck_of_layout(std::uint64_t seed) {
  constexpr std::uint32_t no_replicate = 0xffffffff;
  return Draws<double>(seed, no_replicate);
}

/// The place of an organisation whose place the scenario does not state: uniform in the unit
/// square.
Place drawn_place(const Draws<double>& luck, Key organisation);

/// Returns the members of the tables with these keys: the convener first, then the others in the
/// order of invitation. Conveners are drawn without replacement from the pool of organisations as
/// long as the pool lasts. `places` and `keys` are those of all organisations. Throws
/// ContractViolation if a table has more seats than the pool has organisations.
std::vector<std::vector<int>> formed_tables(const Formation& formation, std::span<const Key> tables,
                                            std::span<const int> pool,
                                            std::span<const Place> places,
                                            std::span<const Key> keys, const Draws<double>& luck);

}  // namespace samen
