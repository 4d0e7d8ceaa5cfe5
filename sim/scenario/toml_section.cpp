#include "scenario/toml_section.hpp"

#include <algorithm>
#include <sstream>
#include <tuple>

#include "scenario/nearest.hpp"
#include "scenario/printable.hpp"

namespace samen {
namespace {

std::string shown_value(const toml::node& node) {
  std::ostringstream out;
  node.visit([&](const auto& value) {
    if constexpr (toml::is_value<decltype(value)>)
      out << toml::node_view<const toml::node>{value};
    else
      out << (value.is_table() ? "a table" : "an array");
  });
  return out.str();
}

std::string interval(Range range) {
  return "[" + plain(range.low) + ", " + plain(range.high) + "]";
}

}  // namespace

std::string plain(double value) {
  std::ostringstream out;
  out.precision(12);
  out << value;
  return out.str();
}

std::optional<double> exact_number(const toml::node& node) {
  constexpr std::int64_t most = std::int64_t{1} << 53;  // doubles represent all whole numbers up to
                                                        // this
  if (const auto* real = node.as_floating_point()) return real->get();
  const auto* integer = node.as_integer();
  if (!integer || integer->get() > most || integer->get() < -most) return std::nullopt;
  return static_cast<double>(integer->get());
}

std::string beyond_exact(const std::string& name, const toml::node& node) {
  return "'" + name + "' must be a number; whole ones go to 2^53 = 9007199254740992, got " +
         shown_value(node);
}

std::string Complaint::shown() const {
  if (file.empty()) return text;
  if (line == 0) return file + ": " + text;
  return file + ":" + std::to_string(line) + ":" + std::to_string(column) + ": " + text;
}

namespace {

Complaint placed_at(const toml::source_region& at, std::string text) {
  const std::string file = at.path ? *at.path : "";
  // A text from the command line, or a computed one, has no lines.
  const bool typed = file.starts_with("--") || file.starts_with("[");
  return {file, typed ? 0 : at.begin.line, typed ? 0 : at.begin.column, std::move(text)};
}

}  // namespace

void Complaints::add(const toml::source_region& at, std::string text) {
  all_.push_back(placed_at(at, std::move(text)));
}

void Complaints::note(const toml::source_region& at, std::string text) {
  notes_.push_back(placed_at(at, std::move(text)));
}

std::vector<std::string> Complaints::lines(const std::string& path) const {
  std::vector<Complaint> sorted = all_;
  for (Complaint& complaint : sorted)
    if (complaint.file.empty()) complaint.file = path;
  std::sort(sorted.begin(), sorted.end(), [](const Complaint& a, const Complaint& b) {
    return std::tie(a.file, a.line, a.column, a.text) < std::tie(b.file, b.line, b.column, b.text);
  });
  std::vector<std::string> lines;
  for (const Complaint& complaint : sorted) lines.push_back(complaint.shown());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

bool Section::has(std::string_view key) {
  return node(key) != nullptr;
}

const toml::node* Section::node(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  return table_ ? table_->get(key) : nullptr;
}

std::string Section::full_name(std::string_view key) const {
  if (name_.empty()) return std::string(key);
  return key.empty() ? name_ : name_ + "." + std::string(key);
}

void Section::complain(std::string_view key, std::string text) {
  const toml::node* at = table_ ? table_->get(key) : nullptr;
  if (at)
    complaints_->add(at->source(), std::move(text));
  else if (table_)
    complaints_->add(table_->source(), std::move(text));
  else
    complaints_->add(std::move(text));
}

void Section::note(std::string_view key, std::string text) {
  const toml::node* const at = table_ ? table_->get(key) : nullptr;
  complaints_->note(at ? at->source() : toml::source_region{}, std::move(text));
}

void Section::wrong_type(std::string_view key, const toml::node& node, std::string_view expected) {
  std::ostringstream type;
  if (node.is_value()) type << node.type() << ' ';
  complain(key, "'" + full_name(key) + "' must be " + std::string(expected) + ", got " +
                    type.str() + shown_value(node));
}

double Section::stated_number(std::string_view key, const toml::node& node) {
  if (const auto number = exact_number(node)) return *number;
  complaints_->add(node.source(), beyond_exact(full_name(key), node));
  return static_cast<double>(node.as_integer()->get());
}

double Section::checked(std::string_view key, double value, Range admissible,
                        std::string_view unit) {
  if (!admissible.contains(value))
    complain(key, "'" + full_name(key) + "' = " + plain(value) + (unit.empty() ? "" : " ") +
                      std::string(unit) + " is outside " + interval(admissible));
  return value;
}

double Section::number(std::string_view key, double fallback, Range admissible,
                       std::string_view unit) {
  const toml::node* found = node(key);
  if (!found) return fallback;
  if (found->is_number()) return checked(key, stated_number(key, *found), admissible, unit);
  wrong_type(key, *found, "a number");
  return fallback;
}

std::int64_t Section::large(std::string_view key, std::int64_t fallback, Range admissible) {
  const toml::node* found = node(key);
  if (!found) return fallback;
  if (const auto* integer = found->as_integer()) {
    checked(key, static_cast<double>(integer->get()), admissible, "");
    return integer->get();
  }
  wrong_type(key, *found, "a whole number");
  return fallback;
}

int Section::whole(std::string_view key, int fallback, Range admissible, std::string_view unit) {
  const toml::node* found = node(key);
  if (!found) return fallback;
  if (const auto* integer = found->as_integer()) {
    const double value = checked(key, static_cast<double>(integer->get()), admissible, unit);
    return admissible.contains(value) ? static_cast<int>(value) : fallback;
  }
  wrong_type(key, *found, "a whole number");
  return fallback;
}

bool Section::truth(std::string_view key, bool fallback) {
  const toml::node* found = node(key);
  if (!found) return fallback;
  if (const auto* truth = found->as_boolean()) return truth->get();
  wrong_type(key, *found, "true or false");
  return fallback;
}

/// Refuses control characters: terminals that show the text would obey them.
void Section::require_printable(std::string_view key, const std::string& text) {
  if (const std::size_t at = first_control(text); at < text.size())
    complain(key, "'" + full_name(key) + "' holds a control character: '" + without_controls(text) +
                      "'");
}

std::optional<std::string> Section::stated_text(std::string_view key) {
  const toml::node* found = node(key);
  if (!found) return std::nullopt;
  if (const auto* string = found->as_string()) {
    require_printable(key, string->get());
    return string->get();
  }
  wrong_type(key, *found, "a text in quotes");
  return std::nullopt;
}

std::string Section::text(std::string_view key, std::string fallback) {
  return stated_text(key).value_or(std::move(fallback));
}

std::string Section::required_text(std::string_view key) {
  if (!has(key)) complain(key, "missing key '" + full_name(key) + "'");
  return text(key);
}

std::vector<std::string> Section::texts(std::string_view key) {
  std::vector<std::string> all;
  const toml::node* found = node(key);
  if (!found) return all;
  const auto* array = found->as_array();
  if (!array) {
    wrong_type(key, *found, "a list of texts");
    return all;
  }
  for (const toml::node& entry : *array) {
    if (const auto* string = entry.as_string()) {
      require_printable(key, string->get());
      all.push_back(string->get());
    } else {
      wrong_type(key, entry, "a list of texts");
    }
  }
  return all;
}

std::vector<double> Section::numbers(std::string_view key, Range admissible,
                                     std::string_view unit) {
  std::vector<double> all;
  const toml::node* found = node(key);
  if (!found) return all;
  const auto* array = found->as_array();
  if (!array) {
    wrong_type(key, *found, "a list of numbers");
    return all;
  }
  for (const toml::node& entry : *array) {
    if (entry.is_number())
      all.push_back(checked(key, stated_number(key, entry), admissible, unit));
    else
      wrong_type(key, entry, "a list of numbers");
  }
  return all;
}

std::size_t Section::one_of(std::string_view key, std::span<const std::string_view> names,
                            std::size_t fallback) {
  if (!has(key)) return fallback;
  const std::string given = text(key, std::string(names[fallback]));
  const auto found = std::find(names.begin(), names.end(), given);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  complain(key, "'" + full_name(key) + "' must be " + listed(names) + ", got '" + given + "'" +
                    did_you_mean(given, names));
  return fallback;
}

std::vector<std::size_t> Section::some_of(std::string_view key,
                                          std::span<const std::string_view> names,
                                          std::vector<std::size_t> fallback) {
  if (!has(key)) return fallback;
  std::vector<std::size_t> chosen;
  for (const std::string& given : texts(key)) {
    const auto found = std::find(names.begin(), names.end(), given);
    const auto index = static_cast<std::size_t>(found - names.begin());
    if (found == names.end())
      complain(key, "'" + full_name(key) + "' may hold " + listed(names) + ", got '" + given + "'" +
                        did_you_mean(given, names));
    else if (std::count(chosen.begin(), chosen.end(), index))
      complain(key, "'" + full_name(key) + "' names '" + given + "' twice");
    else
      chosen.push_back(index);
  }
  return chosen;
}

Section Section::section(std::string_view key) {
  const toml::node* found = node(key);
  if (found && !found->is_table()) wrong_type(key, *found, "a section");
  return {found ? found->as_table() : nullptr, full_name(key), *complaints_};
}

std::vector<Section> Section::sections(std::string_view key) {
  std::vector<Section> all;
  const toml::node* found = node(key);
  if (!found) return all;
  const auto* array = found->as_array();
  if (!array) {
    wrong_type(key, *found, "one or more sections in double brackets");
    return all;
  }
  for (const toml::node& entry : *array) {
    if (const auto* table = entry.as_table())
      all.emplace_back(table, full_name(key), *complaints_);
    else
      wrong_type(key, entry, "one or more sections in double brackets");
  }
  return all;
}

bool Section::finish() {
  if (!table_) return true;
  bool all_known = true;
  for (const auto& [key, value] : *table_) {
    const std::string_view given = key.str();
    if (std::find(known_.begin(), known_.end(), given) != known_.end()) continue;
    all_known = false;
    const toml::source_region& at = key.source().begin ? key.source() : value.source();
    const bool section = name_.empty() && !value.is_value();
    std::string hint = did_you_mean(given, known_);
    for (const auto& [wrong, right] : mistaken_)
      if (given == wrong) hint = " (did you mean '" + right + "'?)";
    constexpr std::size_t few = 8;
    if (hint.empty() && known_.size() <= few) hint = "; expected " + listed(known_);
    complaints_->add(at, std::string(section ? "unknown section" : "unknown key") + " '" +
                             full_name(given) + "'" + hint);
  }
  return all_known;
}

}  // namespace samen
