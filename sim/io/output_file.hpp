// Output files of all programs. A file appears completely or not at all. It replaces an existing
// file, or the target of a link, only if the user asks for it.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace samen {

/// Whether an output file replaces an existing file of its name.
enum class Existing { replaced, kept };

/// The output is not possible, for a reason that the user can remove.
struct OutputRefused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Whether output to this path goes to another program or device: a pipe or a device, also
/// /dev/stdout.
bool is_stream(const std::filesystem::path& path);

/// The file that a path leads to after following all links.
std::filesystem::path without_links(std::filesystem::path path);

/// Throws OutputRefused, with all names, if files exist that must be kept, or if a name belongs to
/// a folder or a link. A stream is always free.
void require_free(const std::vector<std::filesystem::path>& outputs, Existing existing);

/// Renames a finished file to its final name. Throws OutputRefused if another program has meanwhile
/// created a file of that name that must be kept, and otherwise std::runtime_error with the
/// system's reason.
void give_name(const std::filesystem::path& part, const std::filesystem::path& path,
               Existing existing);

/// A text file during writing.
class OutputFile {
 public:
  /// Follows a link only if existing files are replaced. Throws as require_free does, and
  /// std::runtime_error with the reason of the system if the file cannot be written.
  OutputFile(const std::filesystem::path& path, Existing existing);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  std::ostream& stream() { return stream_; }
  /// The temporary path of the file, so that another program can write to it.
  const std::filesystem::path& part() const { return part_; }
  /// Renames the file to its final name. Throws std::runtime_error if the file is not complete, for
  /// example on a full disk; then nothing is left.
  void publish();

 private:
  std::filesystem::path path_, part_;
  Existing existing_;
  std::ofstream stream_;
  bool published_ = false;
};

/// A temporary folder, removed with this object.
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

/// The name of a result file without folder and extension: "hefboom8" for results/hefboom8.h5.
std::string stem_of(const std::string& path);

}  // namespace samen
