// Values that several kinds of entries use: months, shares that sum to one, and distributions.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/model.hpp"
#include "scenario/toml_section.hpp"

namespace samen {

inline constexpr Range any_money{0, 1e9};

struct YearMonth {
  int year = 0, month = 0;
  int index() const { return year * 12 + month - 1; }
};

/// "2013-07": four digits, a dash, two digits.
std::optional<YearMonth> year_month(std::string_view text);
YearMonth month_of(Section& section, std::string_view key, YearMonth fallback);

/// Tolerance of a sum of shares: three times 0.333333 counts as 1.
inline constexpr double rounding = 1e-6 + 1e-9;

void expect_sum(Section& section, std::string_view key, const std::vector<double>& shares);
void expect_count(Section& section, std::string_view key, std::size_t given, int expected,
                  std::string_view of_what);

/// A number, or one of normal, uniform and lognormal; nothing if the key is absent.
std::optional<Distribution> distribution(Section& section, std::string_view key, Range range,
                                         std::string_view unit);

}  // namespace samen
