#include "io/csv.hpp"

#include <algorithm>

#include "io/text.hpp"

namespace samen {
namespace {

/// The separator of a table: that which its first row has outside quotes; semicolons come first, as
/// a comma may be a decimal sign.
char separator_of(std::string_view row) {
  bool quoted = false;
  std::string outside;
  for (const char letter : row) {
    if (letter == '"') quoted = !quoted;
    if (!quoted && letter == '\n') break;
    if (!quoted) outside += letter;
  }
  for (const char separator : {';', '\t', ','})
    if (outside.find(separator) != std::string::npos) return separator;
  return ',';
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  CsvTable table() {
    while (at_ < text_.size()) {
      if (starts_remark()) {
        skip_line();
        continue;
      }
      if (separator_ == '\0') separator_ = separator_of(text_.substr(at_));
      CsvRow row = read_row();
      if (std::ranges::any_of(row.fields, [](const auto& field) { return !field.empty(); }))
        table_.rows.push_back(std::move(row));
    }
    return std::move(table_);
  }

 private:
  /// Whether the line is empty or a remark.
  bool starts_remark() const {
    const std::string_view line = text_.substr(at_, text_.find('\n', at_) - at_);
    const std::string start = trimmed(line);
    return start.empty() || start.front() == '#';
  }
  void skip_line() {
    const std::size_t end = text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    ++line_;
  }
  void complain(std::size_t line, const std::string& what) {
    table_.complaints.push_back(name_ + ":" + std::to_string(line) + ": " + what);
  }

  CsvRow read_row() {
    CsvRow row{line_, {}};
    for (bool more = true; more;) {
      row.fields.push_back(read_field());
      more = at_ < text_.size() && text_[at_] == separator_;
      if (more || at_ < text_.size()) ++at_;
    }
    ++line_;
    return row;
  }

  /// Reads up to the next separator or line end, which stays.
  std::string read_field() {
    std::string field;
    while (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n') {
      if (text_[at_] == '"' && trimmed(field).empty()) {
        field = read_quoted();
        const std::size_t end = std::min(text_.find(separator_, at_), text_.find('\n', at_));
        const std::string rest = trimmed(text_.substr(at_, end - at_));
        if (!rest.empty())
          complain(line_, "after the closing quote comes '" + rest +
                              "': a quote inside a quoted field is doubled");
        at_ = std::min(end, text_.size());
        return trimmed(field);
      }
      field += text_[at_++];
    }
    return trimmed(field);
  }

  std::string read_quoted() {
    const std::size_t first_line = line_;
    std::string field;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        field += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += text_[at_++];
      } else {
        ++at_;
        return field;
      }
    }
    complain(first_line, "a quote opens here and is never closed");
    return field;
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 0, line_ = 1;
  char separator_ = '\0';
  CsvTable table_;
};

}  // namespace

CsvTable csv_from(std::string_view text, const std::string& name) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  return Reader(text, name).table();
}

}  // namespace samen
