#include "io/text.hpp"

#include <boost/locale/utf.hpp>

namespace samen {

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

std::string lowered(std::string_view text) {
  std::string small(text);
  for (char& letter : small)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return small;
}

bool is_utf8(std::string_view text) {
  using Letters = boost::locale::utf::utf_traits<char>;
  for (auto at = text.begin(); at != text.end();)
    if (!boost::locale::utf::is_valid_codepoint(Letters::decode(at, text.end()))) return false;
  return true;
}

}  // namespace samen
