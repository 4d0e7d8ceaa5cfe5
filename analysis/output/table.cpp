#include "analysis/output/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

namespace samen::analysis {

Format format_named(std::string_view name) {
  constexpr std::array<std::string_view, 4> names{"text", "csv", "json", "markdown"};  // as Format
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw std::invalid_argument("no format '" + std::string(name) + "'");
  return static_cast<Format>(found - names.begin());
}

std::string csv_field(std::string text) {
  const auto is_number = [&] {
    char* end = nullptr;
    std::strtod(text.c_str(), &end);
    return end == text.c_str() + text.size();
  };
  // Spreadsheets would interpret such a text as a formula (OWASP, CSV injection).
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos &&
      !is_number())
    text.insert(0, "'");
  if (text.find_first_of(",;\"\n\r") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) quoted += letter == '"' ? "\"\"" : std::string(1, letter);
  return quoted + '"';
}

namespace {

std::string shown(const Cell& cell, Language language) {
  constexpr double smallest_p = 1e-4;
  switch (cell.kind()) {
    case Cell::Kind::words:
      return cell.words();
    case Cell::Kind::count:
      return number_in(language, static_cast<double>(cell.count()), 0);
    case Cell::Kind::number:
      return number_in(language, cell.estimate().mean, cell.digits());
    case Cell::Kind::p_value:
      return cell.estimate().mean < smallest_p ? "< " + number_in(language, smallest_p, 4)
                                               : number_in(language, cell.estimate().mean, 4);
    case Cell::Kind::estimate:
      return cell.words().empty() ? estimate_in(language, cell.estimate(), cell.digits())
                                  : cell.words();
    case Cell::Kind::percentage:
      return percent_in(language, cell.estimate());
    case Cell::Kind::bounds:
      return bounds_in(language, cell.estimate(), cell.digits());
  }
  return {};
}

/// All digits that identify a double; "" if the value does not apply.
std::string exact(double value) {
  if (std::isnan(value)) return "";
  char text[32];
  for (const int digits : {15, 17}) {
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    if (std::strtod(text, nullptr) == value) break;
  }
  return text;
}

bool has_intervals(const Table& table, std::size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(),
                     [&](const auto& row) { return row[column].has_interval(); });
}

/// Calls `receive` for every value of a row with its machine name: words, counts or numbers.
template <class Receive>
void for_each_value(const Table& table, const std::vector<Cell>& row, Receive&& receive) {
  const double missing = std::nan("");
  for (std::size_t c = 0; c < row.size(); ++c) {
    const std::string& key = table.columns[c].key;
    const Estimate& estimate = row[c].estimate();
    if (row[c].kind() == Cell::Kind::words)
      receive(key, row[c].words());
    else if (row[c].kind() == Cell::Kind::count)
      receive(key, row[c].count());
    else if (row[c].kind() != Cell::Kind::bounds)
      receive(key, row[c].has_interval() && estimate.n == 0 ? missing : estimate.mean);
    if (!has_intervals(table, c)) continue;
    receive(key + "_low", estimate.interval ? estimate.interval->low : missing);
    receive(key + "_high", estimate.interval ? estimate.interval->high : missing);
  }
}

void write_csv(std::ostream& out, const Table& table) {
  std::string head;
  const auto name = [&](const std::string& key) {
    head += (head.empty() ? "" : ",") + csv_field(key);
  };
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const std::string& key = table.columns[c].key;
    const bool bounds_alone = !table.rows.empty() && table.rows[0][c].kind() == Cell::Kind::bounds;
    if (!bounds_alone) name(key);
    if (!has_intervals(table, c)) continue;
    name(key + "_low");
    name(key + "_high");
  }
  out << head << '\n';
  for (const auto& row : table.rows) {
    std::string line;
    bool first = true;
    for_each_value(table, row, [&](const std::string&, const auto& value) {
      if (!std::exchange(first, false)) line += ',';
      using Value = std::remove_cvref_t<decltype(value)>;
      if constexpr (std::is_same_v<Value, std::string>)
        line += csv_field(value);
      else if constexpr (std::is_same_v<Value, double>)
        line += exact(value);
      else
        line += std::to_string(value);
    });
    out << line << '\n';
  }
}

nlohmann::ordered_json json_of(const Table& table) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const auto& row : table.rows) {
    nlohmann::ordered_json object;
    for_each_value(table, row, [&](const std::string& key, const auto& value) {
      object[key] = value;  // NaN becomes null
    });
    rows.push_back(std::move(object));
  }
  return rows;
}

std::vector<std::vector<std::string>> texts_of(const Table& table, Language language) {
  std::vector<std::vector<std::string>> rows(1);
  for (const Column& column : table.columns) rows[0].push_back(column.head);
  for (const auto& row : table.rows) {
    rows.emplace_back();
    for (const Cell& cell : row) rows.back().push_back(shown(cell, language));
  }
  return rows;
}

/// Words are aligned to the left, numbers to the right.
std::vector<Align> alignment_of(const Table& table) {
  std::vector<Align> alignment;
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    alignment.push_back(
        std::all_of(table.rows.begin(), table.rows.end(),
                    [&](const auto& row) { return row[c].kind() == Cell::Kind::words; })
            ? Align::left
            : Align::right);
  return alignment;
}

void write_markdown(std::ostream& out, const Table& table, Language language) {
  if (!table.title.empty()) out << "**" << table.title << "**\n\n";
  const auto rows = texts_of(table, language);
  for (std::size_t n = 0; n < rows.size(); ++n) {
    for (std::string text : rows[n]) {
      for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
        text.insert(at, "\\");
      std::replace(text.begin(), text.end(), '\n', ' ');
      out << "| " << text << ' ';
    }
    out << "|\n";
    if (n > 0) continue;
    for (const Align align : alignment_of(table))
      out << (align == Align::left ? "| --- " : "| ---: ");
    out << "|\n";
  }
  for (const std::string& note : table.notes) out << '\n' << note << '\n';
}

void write_text(std::ostream& out, const Table& table, Language language) {
  if (!table.title.empty()) out << table.title << '\n';
  write_aligned(out, texts_of(table, language), alignment_of(table));
  for (const std::string& note : table.notes) out << "  " << note << '\n';
}

}  // namespace

void Table::add(std::vector<Cell> row) {
  if (row.size() != columns.size())
    throw std::logic_error("table '" + key + "' has " + std::to_string(columns.size()) +
                           " columns, got a row of " + std::to_string(row.size()));
  rows.push_back(std::move(row));
}

Table TableWords::table(std::string name, std::initializer_list<std::string_view> columns,
                        Fillings fillings) const {
  Table table{std::move(name), (*this)("title", fillings), {}, {}, {}};
  for (const std::string_view each : columns) table.columns.push_back(column(each, fillings));
  return table;
}

void write_aligned(std::ostream& out, const std::vector<std::vector<std::string>>& rows,
                   const std::vector<Align>& alignment) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows)
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (widths.size() <= c) widths.push_back(0);
      widths[c] = std::max(widths[c], shown_width(row[c]));
    }
  for (const auto& row : rows) {
    std::string line = " ";
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string gap(widths[c] - shown_width(row[c]), ' ');
      line += c == 0 ? " " : "   ";
      line += alignment[c] == Align::left ? row[c] + gap : gap + row[c];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
  }
}

void write(std::ostream& out, const std::vector<Table>& tables, Format format, Language language) {
  if (format == Format::json) {
    auto all = nlohmann::ordered_json::object();
    for (const Table& table : tables) all[table.key] = json_of(table);
    out << all.dump(2) << '\n';
    return;
  }
  bool first = true;
  for (const Table& table : tables) {
    if (!std::exchange(first, false)) out << '\n';
    if (format == Format::text) write_text(out, table, language);
    if (format == Format::markdown) write_markdown(out, table, language);
    if (format != Format::csv) continue;
    if (tables.size() > 1) out << "# " << table.key << '\n';
    write_csv(out, table);
  }
}

}  // namespace samen::analysis
