#include "io/coefficient.hpp"

#include <regex>

#include "model/parameter_table.hpp"

namespace samen {

bool Coefficient::is_lever() const {
  return name.starts_with("levers.");
}

bool Coefficient::of_a_rule() const {
  return neutral || (!is_lever() && !name.starts_with("initial."));
}

const std::vector<Coefficient>& coefficients() {
  static const std::vector<Coefficient> all = [] {
    std::vector<Coefficient> rows;
    for (const ParameterRow& row : parameter_table())
      rows.push_back({row.key(), std::string(row.source), row.neutral});
    return rows;
  }();
  return all;
}

bool cites(std::string_view source, std::string_view row) {
  static const std::regex rows("([A-Z])([0-9]+)(?:-([A-Z])([0-9]+))?");
  const std::string text(source);
  std::smatch wanted;
  const std::string name(row);
  static const std::regex one("([A-Z])([0-9]+)");
  if (!std::regex_match(name, wanted, one)) return false;
  const int number = std::stoi(wanted[2]);
  for (std::sregex_iterator at(text.begin(), text.end(), rows), end; at != end; ++at) {
    const std::smatch& found = *at;
    if (found[1] != wanted[1]) continue;
    const int first = std::stoi(found[2]);
    const bool a_range = found[4].matched && found[3] == found[1];
    if (first <= number && number <= (a_range ? std::stoi(found[4]) : first)) return true;
  }
  return false;
}

}  // namespace samen
