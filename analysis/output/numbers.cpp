#include "analysis/output/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace samen::analysis {
namespace {

constexpr std::string_view not_applicable = "n/a";

/// Number of decimals of a percentage. Near 0 and 100 there are so many that some never looks like
/// none, and most never looks like all.
int digits_of_percent(double percent) {
  constexpr int most_digits = 6;  // one in a hundred million
  constexpr double rounding = 1e-9;
  const double from_end = std::min(percent, 100.0 - percent);
  if (!(from_end > rounding && from_end < 1.0)) return 0;
  int digits = 1;
  for (double least = 0.05; from_end <= least && digits < most_digits; least /= 10.0) ++digits;
  return digits;
}

}  // namespace

std::size_t shown_width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

std::string shown_number(double value, int digits) {
  if (std::isnan(value)) return std::string(not_applicable);
  char text[400];  // the largest double has 309 digits before the decimal point
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  std::string number = text;
  if (number.find_first_not_of("-0.") == std::string::npos && number[0] == '-') number.erase(0, 1);
  std::size_t at = number.find('.');
  if (at == std::string::npos) at = number.size();
  const std::size_t first = number[0] == '-' ? 1 : 0;
  while (at > first + 3) number.insert(at -= 3, "\u202f");
  return number;
}

std::string shown_estimate(const Estimate& estimate, int digits) {
  if (estimate.n == 0) return std::string(not_applicable);
  std::string text = shown_number(estimate.mean, digits);
  if (estimate.interval) text += " " + shown_interval(estimate.interval, digits);
  return text;
}

std::string shown_interval(const std::optional<Interval>& interval, int digits) {
  if (!interval) return std::string(not_applicable);
  return "[" + shown_number(interval->low, digits) + ", " + shown_number(interval->high, digits) +
         "]";
}

std::string shown_percent(double share) {
  if (std::isnan(share)) return std::string(not_applicable);
  return shown_number(100.0 * share, digits_of_percent(100.0 * share)) + " %";
}

std::string shown_percent(const Estimate& share) {
  if (share.n == 0) return std::string(not_applicable);
  std::string text = shown_percent(share.mean);
  const int digits = digits_of_percent(100.0 * share.mean);
  if (share.interval)
    text += " [" + shown_number(100.0 * std::clamp(share.interval->low, 0.0, 1.0), digits) + ", " +
            shown_number(100.0 * std::clamp(share.interval->high, 0.0, 1.0), digits) + "]";
  return text;
}

std::string block(double value) {
  static const char* const levels[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  if (std::isnan(value)) return " ";
  return levels[static_cast<int>(std::clamp(value, 0.0, 1.0) * 7.0 + 0.5)];
}

std::string bar(double value, double full, int width) {
  static const char* const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const double length =
      full > 0.0 && !std::isnan(value) ? std::clamp(value / full, 0.0, 1.0) * width : 0.0;
  const int whole = static_cast<int>(length);
  std::string text;
  for (int n = 0; n < whole; ++n) text += "█";
  return text + eighths[static_cast<int>((length - whole) * 8.0)];
}

namespace {

/// Rewrites English numbers in the style of the language. If the language has a decimal comma, a
/// semicolon separates numbers.
std::string written_in(Language language, std::string text) {
  const char sign = language.decimal_sign();
  if (sign == '.') return text;
  std::replace(text.begin(), text.end(), ',', ';');
  std::replace(text.begin(), text.end(), '.', sign);
  for (std::size_t at = 0; (at = text.find(not_applicable, at)) != std::string::npos;)
    text.replace(at, not_applicable.size(), language("language.not_applicable"));
  return text;
}

}  // namespace

std::string number_in(Language language, double value, int digits) {
  return written_in(language, shown_number(value, digits));
}

std::string interval_in(Language language, const Interval& interval, int digits) {
  return written_in(language, shown_interval(interval, digits));
}

std::string bounds_in(Language language, const Estimate& estimate, int digits) {
  return written_in(language, shown_interval(estimate.interval, digits));
}

std::string estimate_in(Language language, const Estimate& estimate, int digits) {
  return written_in(language, shown_estimate(estimate, digits));
}

std::string percent_in(Language language, double share) {
  return written_in(language, shown_percent(share));
}

std::string percent_in(Language language, const Estimate& share) {
  return written_in(language, shown_percent(share));
}

std::string amount_in(Language language, double value, const Display& display) {
  return number_in(language, value, display.digits) +
         (display.unit.empty() ? "" : " " + display.unit);
}

std::string size_in(Language language, double value, const Measure& measure,
                    const Display& display) {
  return language("answer.size", {{"amount", amount_in(language, value, display)},
                                  {"measure", measure_in(language, measure.name)}});
}

std::string measure_in(Language language, const Measure& measure, const Display& display) {
  return measure_in(language, measure.name) +
         (display.label == measure.label ? "" : ", " + display.unit);
}

}  // namespace samen::analysis
