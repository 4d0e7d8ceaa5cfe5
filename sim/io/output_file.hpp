// What is written, by whichever program: there as a whole, or not at all, and never over what was
// there, or through a link, unless asked.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace samen {

/// What happens to a file that already has the name of one that is written.
enum class Existing { replaced, kept };

/// Something is in the way of what was to be written; the user can mend it.
struct OutputRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Whether what is written there goes on to somebody else: a pipe or a device, /dev/stdout too.
bool is_stream(const std::filesystem::path& path);

/// The file that a name stands for, through all links.
std::filesystem::path without_links(std::filesystem::path path);

/// Throws OutputRefused, naming all of them, where files are there already and to be kept, or where
/// a name is a folder's or a link's. What is no file but a stream may be written to.
void require_free(const std::vector<std::filesystem::path>& outputs, Existing existing);

/// Gives a finished file its name. Throws OutputRefused where another program has made a file of
/// that name meanwhile that is to be kept, std::runtime_error with the system's reason.
void give_name(const std::filesystem::path& part, const std::filesystem::path& path,
               Existing existing);

/// A text file that is written.
class OutputFile {
 public:
  /// A link is followed only where what exists is replaced. Throws as require_free does, and
  /// std::runtime_error with the system's reason where the file cannot be written.
  OutputFile(const std::filesystem::path& path, Existing existing);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  std::ostream& stream() { return stream_; }
  /// Where it lies until it has its name, for another program to write to.
  const std::filesystem::path& part() const { return part_; }
  /// Gives the file its name. Throws std::runtime_error where not all of it could be written, as
  /// on a full disk; nothing is left then.
  void publish();

 private:
  std::filesystem::path path_, part_;
  Existing existing_;
  std::ofstream stream_;
  bool published_ = false;
};

/// A folder of its own, with a name that nothing has, that goes away with its owner.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(
      const std::filesystem::path& inside = std::filesystem::temp_directory_path());
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The name of a result file without folder and ending: "hefboom8" for results/hefboom8.h5.
std::string stem_of(const std::string& path);

}  // namespace samen
