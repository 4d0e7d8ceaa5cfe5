#include "io/harmless_output.hpp"

namespace samen {

namespace {

constexpr char first_of_two = '\xc2';  // UTF-8: U+0080 to U+009F are c2 80 to c2 9f

}  // namespace

HarmlessOutput::~HarmlessOutput() {
  sync();
  stream_.rdbuf(beyond_);
}

bool HarmlessOutput::pass_on(std::string_view text) {
  const auto size = static_cast<std::streamsize>(text.size());
  if (first_control(text) == text.size()) return beyond_->sputn(text.data(), size) == size;
  const std::string harmless = without_controls(text);
  const auto shown = static_cast<std::streamsize>(harmless.size());
  return beyond_->sputn(harmless.data(), shown) == shown;
}

std::streambuf::int_type HarmlessOutput::overflow(int_type letter) {
  if (traits_type::eq_int_type(letter, traits_type::eof())) return traits_type::not_eof(letter);
  const char one = traits_type::to_char_type(letter);
  return xsputn(&one, 1) == 1 ? letter : traits_type::eof();
}

std::streamsize HarmlessOutput::xsputn(const char* letters, std::streamsize count) {
  if (count == 0) return 0;
  std::string_view text(letters, static_cast<std::size_t>(count));
  if (half_) {
    half_ = false;
    const std::string both{first_of_two, text[0]};
    if (!pass_on(both)) return 0;
    text.remove_prefix(1);
  }
  if (!text.empty() && text.back() == first_of_two) {
    half_ = true;
    text.remove_suffix(1);
  }
  return pass_on(text) ? count : 0;
}

int HarmlessOutput::sync() {
  if (half_) {
    half_ = false;
    if (!pass_on(std::string_view(&first_of_two, 1))) return -1;
  }
  return beyond_->pubsync();
}

}  // namespace samen
