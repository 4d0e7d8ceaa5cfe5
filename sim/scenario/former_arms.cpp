#include "scenario/former_arms.hpp"

#include <sstream>

#include "scenario/toml.hpp"

namespace samen {
namespace {

void rename(toml::node& node) {
  if (toml::value<std::string>* const name = node.as_string())
    *name = std::string(arm_of_today(name->get()));
}

/// Renames the arms in `arms`, in `arm` of a side of an expectation, and in `history` of a branch.
void rename_arms(toml::node& node) {
  if (toml::array* const list = node.as_array())
    for (toml::node& entry : *list) rename_arms(entry);
  toml::table* const table = node.as_table();
  if (!table) return;
  for (auto&& [key, value] : *table) {
    if (key.str() == "arm" || key.str() == "history") rename(value);
    if (toml::array* const list = key.str() == "arms" ? value.as_array() : nullptr)
      for (toml::node& entry : *list) rename(entry);
    rename_arms(value);
  }
}

}  // namespace

std::string with_arms_of_today(const std::string& scenario) {
  toml::parse_result file = toml::parse(std::string_view(scenario));
  if (!file) return scenario;  // the reader of this text reports what is wrong
  rename_arms(file.table());
  std::ostringstream text;
  text << file.table() << '\n';
  return text.str();
}

}  // namespace samen
