#include "scenario/printable.hpp"

#include <cstdio>

namespace samen {
namespace {

constexpr char first_of_two = '\xc2';  // UTF-8: U+0080 to U+009F are c2 80 to c2 9f

int code_of(char letter) {
  return static_cast<unsigned char>(letter);
}

/// Length in bytes of the control character at the start of a text; 0 if the first character is
/// another one.
std::size_t control_at(std::string_view text) {
  const int code = code_of(text[0]);
  const bool one_byte = (code < 0x20 && text[0] != '\n' && text[0] != '\t') || code == 0x7f;
  if (text[0] == '\r' && text.size() > 1 && text[1] == '\n') return 0;  // an end of a line
  if (one_byte) return 1;
  const bool two = text[0] == first_of_two && text.size() > 1 && code_of(text[1]) < 0xa0;
  return two ? 2 : 0;
}

}  // namespace

std::size_t first_control(std::string_view text) {
  for (std::size_t n = 0; n < text.size(); ++n)
    if (control_at(text.substr(n)) > 0) return n;
  return text.size();
}

std::string without_controls(std::string_view text) {
  std::string harmless;
  for (;;) {
    const std::size_t next = first_control(text);
    harmless += text.substr(0, next);
    if (next == text.size()) return harmless;
    const std::size_t bytes = control_at(text.substr(next));
    char shown[8];  // the form of JSON and most languages
    std::snprintf(shown, sizeof shown, "\\u%04x",
                  static_cast<unsigned>(code_of(text[next + bytes - 1])));
    harmless += shown;
    text.remove_prefix(next + bytes);
  }
}

}  // namespace samen
