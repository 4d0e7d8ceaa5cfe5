#include "scenario/file_layers.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

#include "scenario/setting_key.hpp"
#include "scenario/toml_text.hpp"

namespace samen {
namespace {

/// Moves a node of any type to `key` of a table. Unlike a copy, the node keeps its source position.
void put(toml::table& table, const toml::key& key, toml::node&& node) {
  std::move(node).visit(
      [&](auto&& value) { table.insert_or_assign(key, std::forward<decltype(value)>(value)); });
}

/// Merges `over` into `base`: tables key by key; any other value replaces the old one.
void lay_over(toml::table& base, toml::table&& over) {
  for (auto&& [key, value] : over) {
    toml::table* below = base.get_as<toml::table>(key.str());
    if (below && value.is_table())
      lay_over(*below, std::move(*value.as_table()));
    else
      put(base, key, std::move(value));
  }
}

/// Removes from an included file what refers to texts or points that the including file replaces.
void drop_what_is_replaced(toml::table& included, const toml::table& over) {
  toml::table* const head = included["scenario"].as_table();
  if (!head) return;
  if (over["scenario"]["expect"] || over["design"]) {
    head->erase("expected");
    head->erase("found");
  }
  if (toml::table* const answer = (*head)["answer"].as_table(); answer && over["design"])
    answer->erase("against");
}

/// Merges a file into a file that it includes.
void lay_file_over(toml::table& base, toml::table&& file) {
  const auto is_list = [](const toml::table& one) {
    return one["design"]["kind"].value<std::string>() == "list";
  };
  if (file["design"]["kind"] && is_list(file) != is_list(base))
    base.erase("design");  // a list of points and a list of factors exclude each other
  drop_what_is_replaced(base, file);
  lay_over(base, std::move(file));
}

class Includes {
 public:
  Includes(const IncludedFiles& files, Complaints& complaints)
      : files_(files), complaints_(complaints) {}

  toml::table with_includes(toml::table file, const std::string& path,
                            std::vector<std::string> chain) {
    const toml::node* const node = file.get("include");
    if (!node) return file;
    std::vector<const toml::node*> names{node};
    if (const toml::array* const list = node->as_array()) {
      names.clear();
      for (const toml::node& name : *list) names.push_back(&name);
    }
    chain.push_back(path);
    toml::table whole;
    for (const toml::node* const name : names)
      if (auto base = included(*name, path, chain)) lay_file_over(whole, std::move(*base));
    file.erase("include");
    lay_file_over(whole, std::move(file));
    return whole;
  }

 private:
  std::optional<toml::table> included(const toml::node& node, const std::string& path,
                                      const std::vector<std::string>& chain) {
    const auto complain = [&](const std::string& text) {
      complaints_.add(node.source(), text);
      return std::nullopt;
    };
    if (!node.is_string())
      return complain("'include' must be the name of a scenario file in quotes, or a list of them");
    const std::string name = node.as_string()->get();
    const std::string base = files_.path(name, path);
    if (std::find(chain.begin(), chain.end(), base) != chain.end())
      return complain("'" + name + "' includes itself");
    constexpr int most = 100;  // files; a limit, because lists that include lists grow without end
    if (++included_ == most + 1)
      complain("more than " + std::to_string(most) + " files are included");
    if (included_ > most) return std::nullopt;
    std::string why;
    const auto text = files_.text(base, why);
    if (!text) return complain("the included file '" + base + "': " + why);
    return with_includes(parsed(*text, base, complaints_), base, chain);
  }

  const IncludedFiles& files_;
  Complaints& complaints_;
  int included_ = 0;
};

/// Reads a value as a scenario states it; words need no quotes. Complains about any other text.
std::optional<toml::table> value_from(const std::string& value, const std::string& shown,
                                      const toml::source_region& typed, Complaints& complaints) {
  if (value.find_first_of("\n\r") != std::string::npos) {
    complaints.add(typed, "expected one value, got more than one line");
    return std::nullopt;
  }
  const auto entry = [&](const std::string& text) {
    return toml::parse(std::string_view(text), std::string_view(shown));
  };
  if (toml::parse_result stated = entry("value = " + value)) return std::move(stated).table();
  std::ostringstream quoted;
  quoted << toml::value<std::string>(value);
  toml::parse_result words = entry("value = " + quoted.str());
  if (words) return std::move(words).table();
  complaints.add(typed, std::string(words.error().description()));  // it is not UTF-8
  return std::nullopt;
}

}  // namespace

toml::table with_includes(toml::table file, const std::string& path, const IncludedFiles& files,
                          Complaints& complaints) {
  return Includes(files, complaints).with_includes(std::move(file), path, {});
}

void apply_setting(toml::table& file, const std::string& setting, const std::string& shown,
                   Complaints& complaints) {
  const toml::source_region typed{{}, {}, std::make_shared<std::string>(shown)};
  const auto parts = setting_from(setting);
  if (!parts) {
    const std::string section = setting.substr(0, setting.find('.'));
    complaints.add(typed, has_entries(section)
                              ? no_single_values(section)
                              : "expected section.key=value, for instance levers.puller=0");
    return;
  }
  const SettingKey& key = parts->key;
  auto entry = value_from(parts->value, shown, typed, complaints);
  if (!entry) return;
  if (!key.of_entry() && file.contains(key.section) && !file.get(key.section)->is_table()) {
    complaints.add(typed, "'" + key.section + "' is no section of single values");
    return;
  }
  const toml::source_region stated = entry->get("value")->source();
  toml::table* home = home_of(file, key);
  if (!home && key.of_entry()) {
    complaints.add(typed, no_such_entry(file, key));
    return;
  }
  if (!home)
    home = file.insert_or_assign(toml::key(key.section, stated), toml::table{})
               .first->second.as_table();
  put(*home, toml::key(key.key, stated), std::move(*entry->get("value")));
}

void add_change(toml::table& file, const DatedSetting& change, Complaints& complaints) {
  const std::string shown = "change of " + change.setting;
  const toml::source_region typed{{}, {}, std::make_shared<std::string>(shown)};
  const auto parts = setting_from(change.setting);
  if (!parts || parts->key.of_entry() || parts->key.section != "levers") {
    complaints.add(typed, "expected levers.key=value, for instance levers.puller=0");
    return;
  }
  auto value = value_from(parts->value, shown, typed, complaints);
  if (!value) return;
  if (!file.contains("change")) file.insert("change", toml::array{});
  toml::array* const changes = file["change"].as_array();
  if (!changes) {
    complaints.add(typed, "'change' must be entries [[change]]");
    return;
  }
  const auto is_ours = [](const toml::node& entry) {
    const toml::table* const one = entry.as_table();
    return one && (*one)["name"].value_or(std::string()).starts_with("page ");
  };
  const auto number = 1 + std::count_if(changes->begin(), changes->end(), is_ours);
  toml::table entry{{"name", "page " + std::to_string(number)}, {"month", change.month}};
  if (!change.until.empty()) entry.insert("until", change.until);
  put(entry, toml::key(parts->key.key, typed), std::move(*value->get("value")));
  changes->push_back(std::move(entry));
}

void refuse_overridden(const toml::table& file, const std::vector<std::string>& settings,
                       Complaints& complaints) {
  for (const std::string& setting : settings) {
    const auto parts = setting_from(setting);
    if (!parts || !overridden(file, parts->key).everywhere()) continue;
    const toml::source_region typed{{}, {}, std::make_shared<std::string>("--set " + setting)};
    complaints.add(typed, about_overridden(file, parts->key));
  }
}

}  // namespace samen
