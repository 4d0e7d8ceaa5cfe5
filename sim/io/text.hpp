// What is asked of texts that people wrote.
#pragma once

#include <string>
#include <string_view>

namespace samen {

/// The text without blanks around it.
std::string trimmed(std::string_view text);

/// The text with small letters for A to Z.
std::string lowered(std::string_view text);

/// Whether the bytes are text in UTF-8 (RFC 3629).
bool is_utf8(std::string_view text);

}  // namespace samen
