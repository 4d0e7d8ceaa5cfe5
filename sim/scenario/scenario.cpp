#include "scenario/scenario.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <limits>

#include "model/parameter_table.hpp"
#include "model/world/changes.hpp"
#include "scenario/setting_key.hpp"
#include "scenario/toml_section.hpp"
#include "scenario/values.hpp"

namespace samen {
namespace {

constexpr int most_runs = std::numeric_limits<int>::max();  // limit of a result file

/// "beacon 4 stands"
std::string stated_occasion(const Awaited& awaited) {
  std::string text(occasions<Lone>()[static_cast<std::size_t>(awaited.occasion)].name);
  if (const std::size_t place = text.find('#'); place != std::string::npos)
    text.replace(place, 1, plain(awaited.number));
  return text;
}

}  // namespace

std::vector<int> recorded(const Record& record) {
  const auto in_group = [&](Axis axis) {
    switch (axis) {
      case Axis::society:
        return record.society;
      case Axis::goal:
      case Axis::table:
      case Axis::mission:
        return record.tables;
      case Axis::organisation:
      case Axis::seat:
        return record.organisations;
      case Axis::pair:
        return record.pairs;
    }
    return false;
  };
  std::vector<int> kept;
  for (int n = 0; n < static_cast<int>(observables.size()); ++n)
    if (in_group(observables[n].axis) ||
        std::find(record.also.begin(), record.also.end(), n) != record.also.end())
      kept.push_back(n);
  return kept;
}

std::string month_label(const Calendar& calendar, int t) {
  const int index = calendar.start_year * 12 + calendar.start_month - 1 + t;
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d", index / 12, index % 12 + 1);
  return text;
}

std::string shortest_text(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  std::string number(text.data(), end);
  if (number.find_first_of(".en") == std::string::npos)
    number += ".0";  // otherwise TOML would
                     // read an integer
  return number;
}

double Design::value(int point, std::size_t factor) const {
  const DesignFactor& varied = factors[factor];
  const double value = factor_value(varied.range, place(point, factor));
  return varied.numbers.empty() ? value : varied.numbers[static_cast<std::size_t>(value)];
}

std::string Design::text(int point, std::size_t factor) const {
  const DesignFactor& varied = factors[factor];
  const double value = factor_value(varied.range, place(point, factor));
  if (varied.range.scale == Scale::choice) return varied.choices[static_cast<std::size_t>(value)];
  return varied.range.scale == Scale::integer ? std::to_string(static_cast<long long>(value))
                                              : shortest_text(value);
}

std::string Design::label(int point) const {
  if (!labels.empty()) return labels[static_cast<std::size_t>(point)];
  std::string label;
  for (std::size_t n = 0; n < factors.size(); ++n) {
    const DesignFactor& varied = factors[n];
    const bool fraction =
        varied.range.scale == Scale::linear || varied.range.scale == Scale::logarithmic;
    char number[32];
    std::snprintf(number, sizeof number, "%.4g", value(point, n));
    label += (n ? ", " : "") + varied.name + " = " + (fraction ? number : text(point, n));
  }
  return label;
}

std::vector<std::string> stated_levers(const Change& change) {
  std::vector<std::string> all;
  for (const LeverValue& one : change.levers) {
    const LeverRow& row = lever_table()[static_cast<std::size_t>(one.lever)];
    const std::string value = row.is_choice()
                                  ? std::string(row.choices[static_cast<std::size_t>(one.value)])
                                  : plain(one.value);
    all.push_back(std::string(row.name) + " = " + value);
  }
  return all;
}

std::string stated_time(const Calendar& calendar, const Change& change) {
  const std::string once = change.again ? "whenever " : "once ";
  std::string text = change.when ? once + stated_occasion(change.when)
                                 : "from " + month_label(calendar, change.month);
  if (change.until) text += " until " + stated_occasion(change.until);
  if (change.last != Change::to_the_end) text += " until " + month_label(calendar, change.last);
  return change.on ? text : text + " – switched off";
}

bool awaits_occasions(const Scenario& scenario) {
  // A design may vary the end of a change; what else it varies of a change turns no month into an
  // occasion.
  const auto is_occasion = [](const std::string& end) { return !year_month(end); };
  const auto& factors = scenario.design.factors;
  return has_occasions(scenario.setting.layout) ||
         std::ranges::any_of(factors, [&](const DesignFactor& factor) {
           const auto key = key_from(factor.name);
           return key && key->section == "change" && key->key == "until" &&
                  std::ranges::any_of(factor.choices, is_occasion);
         });
}

std::string in_lines(const std::vector<std::string>& complaints) {
  std::string text;
  for (const std::string& line : complaints) text += (text.empty() ? "" : "\n") + line;
  return text;
}

std::string too_many_runs(const Scenario& scenario) {
  const double runs = static_cast<double>(scenario.replicates) *
                      static_cast<double>(scenario.arms.size()) * scenario.design.points();
  return runs > most_runs ? "more than " + std::to_string(most_runs) + " runs: split the batch"
                          : "";
}

}  // namespace samen
