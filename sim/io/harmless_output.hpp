// Names and texts in files may come from strangers. This filter removes characters that control a
// terminal.
#pragma once

#include <ostream>
#include <streambuf>
#include <string_view>

#include "scenario/printable.hpp"

namespace samen {

/// While an object of this class lives, all output to a stream goes through `without_controls`.
class HarmlessOutput : private std::streambuf {
 public:
  explicit HarmlessOutput(std::ostream& stream) : stream_(stream), beyond_(stream.rdbuf(this)) {}
  ~HarmlessOutput() override;
  HarmlessOutput(const HarmlessOutput&) = delete;
  HarmlessOutput& operator=(const HarmlessOutput&) = delete;

 private:
  int_type overflow(int_type letter) override;
  std::streamsize xsputn(const char* letters, std::streamsize count) override;
  int sync() override;
  bool pass_on(std::string_view text);

  std::ostream& stream_;
  std::streambuf* beyond_;
  bool half_ = false;  ///< holds back a byte that may start a control character of two bytes
};

}  // namespace samen
