#include "scenario/values.hpp"

#include <array>
#include <cmath>
#include <numeric>

namespace samen {

std::optional<YearMonth> year_month(std::string_view text) {
  constexpr std::string_view form = "dddd-dd";
  if (text.size() != form.size()) return std::nullopt;
  for (std::size_t n = 0; n < form.size(); ++n)
    if (form[n] == 'd' ? text[n] < '0' || text[n] > '9' : text[n] != form[n]) return std::nullopt;
  const YearMonth at{std::stoi(std::string(text.substr(0, 4))),
                     std::stoi(std::string(text.substr(5)))};
  if (at.year < 1 || at.month < 1 || at.month > 12) return std::nullopt;
  return at;
}

YearMonth month_of(Section& section, std::string_view key, YearMonth fallback) {
  if (!section.has(key)) return fallback;
  const auto stated = section.stated_text(key);
  if (!stated) return fallback;
  const std::string& given = *stated;
  if (const auto at = year_month(given)) return *at;
  section.complain(key, "'" + section.full_name(key) + "' must be a month as \"2013-07\", got \"" +
                            given + "\"");
  return fallback;
}

void expect_sum(Section& section, std::string_view key, const std::vector<double>& shares) {
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (!shares.empty() && std::fabs(sum - 1.0) > rounding)
    section.complain(
        key, "the shares of '" + section.full_name(key) + "' must sum to 1, got " + plain(sum));
}

void expect_count(Section& section, std::string_view key, std::size_t given, int expected,
                  std::string_view of_what) {
  if (given != 0 && given != static_cast<std::size_t>(expected))
    section.complain(key, "'" + section.full_name(key) + "' must hold " + std::to_string(expected) +
                              " numbers, one per " + std::string(of_what) + ", got " +
                              std::to_string(given));
}

namespace {

/// Refuses a distribution whose centre or ends lie outside the admissible range of its attribute.
/// Draws in its tails are clipped to the range.
Distribution checked(Distribution stated, Section& section, std::string_view kind, Range range,
                     std::string_view unit) {
  const bool ends = stated.kind == Distribution::Kind::uniform;
  constexpr double widest_lognormal = 3.0;  // at one sd, a factor of twenty up or down
  for (const double value : {stated.first, ends ? stated.second : stated.first})
    if (!range.contains(value)) {
      section.complain(kind, "'" + section.full_name(kind) + "' reaches " + plain(value) + " " +
                                 std::string(unit) + ", outside [" + plain(range.low) + ", " +
                                 plain(range.high) + "]");
      return stated;
    }
  if (stated.kind == Distribution::Kind::lognormal && stated.second > widest_lognormal)
    section.complain(kind, "'" + section.full_name(kind) +
                               "' has a deviation of the logarithm of " + plain(stated.second) +
                               ", at most " + plain(widest_lognormal) + " is sensible");
  return stated;
}

}  // namespace

std::optional<Distribution> distribution(Section& section, std::string_view key, Range range,
                                         std::string_view unit) {
  const toml::node* node = section.node(key);
  if (!node) return std::nullopt;
  if (!node->is_table())
    return Distribution{Distribution::Kind::fixed, section.number(key, 0.0, range, unit), 0.0};
  static constexpr std::array<std::string_view, 3> kinds{"normal", "uniform", "lognormal"};
  Section inside = section.section(key);
  std::optional<Distribution> chosen;
  int named = 0;
  for (std::size_t n = 0; n < kinds.size(); ++n) {
    if (!inside.has(kinds[n])) continue;
    ++named;
    const auto pair = inside.numbers(kinds[n], {-1e9, 1e9}, unit);
    if (pair.size() != 2)
      inside.complain(kinds[n], "'" + inside.full_name(kinds[n]) + "' must hold two numbers: " +
                                    (n == 0   ? "mean and standard deviation"
                                     : n == 1 ? "low and high end"
                                              : "median and standard deviation of the logarithm"));
    else if (n == 1 ? pair[0] > pair[1] : pair[1] < 0.0)
      inside.complain(kinds[n], "'" + inside.full_name(kinds[n]) + "' = [" + plain(pair[0]) + ", " +
                                    plain(pair[1]) + "] is no distribution");
    else
      chosen = checked({static_cast<Distribution::Kind>(n + 1), pair[0], pair[1]}, inside, kinds[n],
                       range, unit);
  }
  if (inside.finish() && named != 1)
    section.complain(key, "'" + section.full_name(key) +
                              "' must be a number or one of normal, uniform and lognormal");
  return chosen;
}

}  // namespace samen
