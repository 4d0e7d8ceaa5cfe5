// Reads a table with separators, as spreadsheets save it (RFC 4180): the fields of a row stand
// between commas, semicolons or tabs, whichever the first row has; a field in double quotes may
// hold separators, line ends and, doubled, quotes. A byte order mark, empty rows and rows that
// begin with # are left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace samen {

struct CsvRow {
  std::size_t line = 0;             ///< of the file, from 1
  std::vector<std::string> fields;  ///< without blanks around them
};

struct CsvTable {
  std::vector<CsvRow> rows;
  std::vector<std::string> complaints;  ///< each begins with `name` and a line
};

CsvTable csv_from(std::string_view text, const std::string& name);

}  // namespace samen
