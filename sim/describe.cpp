#include "describe.hpp"

#include <sstream>
#include <vector>

#include <nlohmann/json.hpp>

#include "model/model.hpp"
#include "model/observables.hpp"
#include "model/parameter_table.hpp"

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
  Table table{{"parameter", "default", "unit", "range", "neutral", "meaning", "source"}, {}};
  const Parameters defaults;
  for (const ParameterRow& row : parameter_table()) {
    std::string range =
        "[" + plain_number(row.range.low) + ", " + plain_number(row.range.high) + "]";
    if (row.is_choice()) {
      range.clear();
      for (const auto& choice : row.choices)
        range += (range.empty() ? "" : ", ") + std::string(choice);
    }
    table.rows.push_back(
        {row.key(),
         row.is_choice() ? std::string(row.choice(defaults)) : plain_number(row.value(defaults)),
         std::string(row.unit), range, row.neutral ? plain_number(*row.neutral) : "",
         std::string(row.meaning), std::string(row.source)});
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

Table arms_table() {
  return {{"arm", "options of a board", "tables meet"},
          {{"nothing", "keep", "no"},
           {"alone", "keep, alone", "no"},
           {"together", "keep, together", "yes"},
           {"choice", "keep, alone, together", "yes"}}};
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

}  // namespace

void describe(const std::string& what, const std::string& format, std::ostream& out) {
  const Table table = what == "parameters"    ? parameters_table()
                      : what == "observables" ? observables_table()
                                              : arms_table();
  if (format == "json")
    write_json(table, out);
  else
    write_markdown(table, out);
}

}  // namespace samen
