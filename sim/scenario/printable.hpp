// Names and texts of files as terminals may show them: no character steers one.
#pragma once

#include <string>
#include <string_view>

namespace samen {

/// Where the first control character of a UTF-8 text begins, but for tabs and ends of lines; its
/// size where there is none.
std::size_t first_control(std::string_view text);

/// The same text with "\u001b" for the character of that number, and so on.
std::string without_controls(std::string_view text);

}  // namespace samen
