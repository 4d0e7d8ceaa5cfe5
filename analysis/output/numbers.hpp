// Numbers in the form that people read.
#pragma once

#include <optional>
#include <string>

#include "analysis/results/batch.hpp"
#include "analysis/results/names.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {

/// Width on screen: code points, not bytes.
std::size_t shown_width(const std::string& text);

/// A number with `digits` decimals and a thin space between thousands; "n/a" for NaN.
std::string shown_number(double value, int digits);

/// "6.94 [6.49, 7.39]"; only the mean if there is no interval; "n/a" without values.
std::string shown_estimate(const Estimate& estimate, int digits);

/// "[6.49, 7.39]"; "n/a" if there is none.
std::string shown_interval(const std::optional<Interval>& interval, int digits);

/// A share as "92 % [87, 95]". Rounding never shows 199 of 200 as 100 %.
std::string shown_percent(const Estimate& share);
std::string shown_percent(double share);

/// A bar that shows `value` between 0 and `full`; at most `width` characters long.
std::string bar(double value, double full, int width);

/// One block character whose height is a value between 0 and 1; a line of them is a small chart.
std::string block(double value);

// Numbers in a language: 1 234.5 [1.2, 3.4] or 1 234,5 [1,2; 3,4]; what does not apply in its
// words.
std::string number_in(Language language, double value, int digits);
std::string interval_in(Language language, const Interval& interval, int digits);
std::string bounds_in(Language language, const Estimate& estimate, int digits);
std::string estimate_in(Language language, const Estimate& estimate, int digits);
std::string percent_in(Language language, double share);
std::string percent_in(Language language, const Estimate& share);

/// "1.58 M€": a value in the unit of a display.
std::string amount_in(Language language, double value, const Display& display);
/// "1.58 M€ of net value"
std::string size_in(Language language, double value, const Measure& measure,
                    const Display& display);
/// "net value, M€"
std::string measure_in(Language language, const Measure& measure, const Display& display);

}  // namespace samen::analysis
