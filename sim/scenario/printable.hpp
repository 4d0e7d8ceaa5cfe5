// Makes names and texts from files safe to show: removes characters that control a terminal.
#pragma once

#include <string>
#include <string_view>

namespace samen {

/// Position of the first control character of a UTF-8 text, apart from tabs and line ends; the size
/// of the text if there is none.
std::size_t first_control(std::string_view text);

/// Returns the text with each control character written as its number: "\u001b".
std::string without_controls(std::string_view text);

}  // namespace samen
