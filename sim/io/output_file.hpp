// A text file that is written: there as a whole, or not at all.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

namespace samen {

class OutputFile {
 public:
  /// Throws std::runtime_error with the system's reason where the file cannot be written.
  explicit OutputFile(std::filesystem::path path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  std::ostream& stream() { return stream_; }
  /// Gives the file its name. Throws std::runtime_error where not all of it could be written, as
  /// on a full disk; nothing is left then.
  void publish();

 private:
  std::filesystem::path path_, part_;
  std::ofstream stream_;
  bool published_ = false;
};

/// The name of a result file without folder and ending: "hefboom8" for results/hefboom8.h5.
std::string stem_of(const std::string& path);

}  // namespace samen
