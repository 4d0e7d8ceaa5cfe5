#include "analysis/results/changes.hpp"

#include <algorithm>
#include <sstream>

#include "io/results_format.hpp"

namespace samen::analysis {

namespace {

/// "puller = 0", one a line.
std::vector<std::pair<std::string, std::string>> levers_in(const std::string& text) {
  constexpr std::string_view is = " = ";
  std::vector<std::pair<std::string, std::string>> levers;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (const auto at = line.find(is); at != std::string::npos)
      levers.emplace_back(line.substr(0, at), line.substr(at + is.size()));
  return levers;
}

}  // namespace

std::vector<StatedChange> changes_of(const ResultsFile& file) {
  if (!file.has(results::change_name)) return {};
  const auto names = file.texts(results::change_name), occasions = file.texts(results::change_when),
             levers = file.texts(results::change_levers);
  const auto first = file.integers(results::change_month),
             last = file.integers(results::change_last);
  const auto numbers = file.numbers(results::change_number);
  std::vector<std::string> ends(names.size());
  std::vector<double> end_numbers(names.size());
  if (file.has(results::change_until)) {
    ends = file.texts(results::change_until);
    end_numbers = file.numbers(results::change_until_number);
  }
  std::vector<std::string> factors;
  if (file.has(results::factor_name)) factors = file.texts(results::factor_name);
  std::vector<StatedChange> changes;
  for (std::size_t n = 0; n < names.size(); ++n) {
    const std::string own = "change.\"" + names[n] + "\".";
    changes.push_back(
        {names[n], static_cast<int>(first.at(n)), static_cast<int>(last.at(n)), occasions.at(n),
         numbers.at(n), ends.at(n), end_numbers.at(n), levers_in(levers.at(n)),
         std::any_of(factors.begin(), factors.end(),
                     [&](const std::string& factor) { return factor.starts_with(own); })});
  }
  return changes;
}

}  // namespace samen::analysis
