// `samen describe`: lists what can be set or measured.
#include <algorithm>
#include <iostream>
#include <map>
#include <sstream>
#include <vector>

#include <nlohmann/json.hpp>

#include "command/verbs.hpp"
#include "model/model.hpp"
#include "model/observables.hpp"
#include "model/parameter_table.hpp"
#include "model/world/changes.hpp"
#include "words/language.hpp"

namespace samen {
namespace {

struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

std::string plain_number(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

Table parameters_table() {
  Table table{
      {"parameter", "default", "unit", "range", "plausible", "neutral", "meaning", "source"}, {}};
  const Parameters defaults;
  for (const ParameterRow& row : parameter_table()) {
    const auto written = [](const Range& range) {
      return "[" + plain_number(range.low) + ", " + plain_number(range.high) + "]";
    };
    std::string range = written(row.range);
    if (row.is_choice()) {
      range.clear();
      for (const auto& choice : row.choices)
        range += (range.empty() ? "" : ", ") + std::string(choice);
    }
    table.rows.push_back(
        {row.key(),
         row.is_choice() ? std::string(row.choice(defaults)) : plain_number(row.value(defaults)),
         std::string(row.unit), range, row.plausible ? written(*row.plausible) : "",
         row.neutral ? plain_number(*row.neutral) : "", std::string(row.meaning),
         std::string(row.source)});
  }
  return table;
}

Table observables_table() {
  Table table{{"observable", "unit", "per", "meaning"}, {}};
  for (const Observable& row : observables)
    table.rows.push_back({std::string(row.name), std::string(row.unit),
                          row.axis == Axis::society
                              ? "month"
                              : "month, " + std::string(axis_names[static_cast<int>(row.axis)]),
                          std::string(row.meaning)});
  for (const Outcome& row : outcomes)
    table.rows.push_back(
        {std::string(row.name), std::string(row.unit), "run", std::string(row.meaning)});
  return table;
}

Table events_table() {
  Table table{{"event", "number", "what its value counts"}, {}};
  for (const EventRow& row : Mechanisms::events())
    table.rows.push_back({std::string(row.name), std::to_string(static_cast<int>(row.kind)),
                          std::string(row.value)});
  std::ranges::sort(table.rows, {}, [](const auto& row) { return std::stoi(row[1]); });
  return table;
}

Table schedule_table() {
  Table table{{"when", "rule", "concerns", "parameters", "section"}, {}};
  for (const ScheduledRule& rule : schedule())
    table.rows.push_back({std::string(rule.when), '`' + std::string(rule.verb) + '`',
                          std::string(rule.scope), std::string(rule.parameters),
                          std::string(rule.number)});
  return table;
}

/// The occasions that a change of levers may wait for.
Table occasions_table() {
  Table table{{"occasion", "number", "meaning"}, {}};
  const Language words;
  for (const auto& row : occasions<Lone>())
    table.rows.push_back({std::string(row.name),
                          row.has_number()
                              ? (row.whole ? "whole, [" : "[") + plain_number(row.range.low) +
                                    ", " + plain_number(row.range.high) + "]"
                              : "",
                          words("occasions." + std::string(row.key), {{"number", "#"}})});
  return table;
}

Table arms_table() {
  return {{"arm", "options of a board", "tables meet"},
          {{"nothing", "keep", "no"},
           {"alone", "keep, alone", "no"},
           {"only_together", "keep, together", "yes"},
           {"together", "keep, alone, together", "yes"}}};
}

void write_markdown(const Table& table, std::ostream& out) {
  const auto line = [&](const std::vector<std::string>& cells) {
    out << '|';
    for (const std::string& cell : cells) out << ' ' << cell << " |";
    out << '\n';
  };
  line(table.columns);
  line(std::vector<std::string>(table.columns.size(), "---"));
  for (const auto& row : table.rows) line(row);
}

void write_json(const Table& table, std::ostream& out) {
  auto all = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json entry;
    for (std::size_t c = 0; c < row.size(); ++c) entry[table.columns[c]] = row[c];
    all.push_back(entry);
  }
  out << all.dump(2) << '\n';
}

int describe(const Request& request) {
  const std::string what = request.files().empty() ? "" : request.file();
  const auto& format = request.value<std::string>("format");
  const std::map<std::string, Table (*)()> tables{
      {"parameters", parameters_table}, {"observables", observables_table},
      {"events", events_table},         {"schedule", schedule_table},
      {"occasions", occasions_table},   {"arms", arms_table}};
  require_known("", what, {"parameters", "observables", "events", "schedule", "occasions", "arms"});
  require_known("", format, {"markdown", "json"});
  const Table table = tables.at(what)();
  if (format == "json")
    write_json(table, std::cout);
  else
    write_markdown(table, std::cout);
  return done;
}

}  // namespace

Command verbs::describe() {
  return {.name = "describe",
          .about = "list parameters, observables, events, occasions, arms or the rules of a month",
          .usage = "parameters|observables|events|schedule|occasions|arms",
          .meaning =
              "Lists what can be set or measured: name, unit, range, meaning and source; what "
              "may happen; what a change of levers may wait for; and the rules of a month, in the "
              "order in which they act.",
          .example = "samen describe parameters --format json",
          .kind = Kind::built_in,
          .most_files = 1,
          .question = "",
          .options =
              [](boost::program_options::options_description_easy_init& add) {
                add("format",
                    boost::program_options::value<std::string>()->default_value("markdown"),
                    "markdown or json");
              },
          .act = samen::describe};
}

}  // namespace samen
