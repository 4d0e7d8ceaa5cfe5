#include "io/output_file.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace samen {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void cannot_write(const fs::path& path, int why) {
  throw std::runtime_error("cannot write " + path.string() + ": " +
                           (why ? std::strerror(why) : "the disk is full"));
}

/// Opens a new file under an unused name, or a stream that another program reads. Returns 0, or the
/// system's error number.
int open_for(std::ofstream& file, const fs::path& part, bool stream) {
  constexpr int anew = O_CREAT | O_EXCL | O_NOFOLLOW;
  constexpr int readable = 0666;
  const int descriptor =
      ::open(part.c_str(), O_WRONLY | O_CLOEXEC | (stream ? O_NONBLOCK : anew), readable);
  if (descriptor < 0) return errno;
  errno = 0;
  file.open(part, std::ios::binary);
  const int failure = errno;
  ::close(descriptor);  // not earlier: the reader of a pipe would see its end
  return file ? 0 : failure;
}

constexpr const char* is_folder = "is a folder: name a file with -o";

/// The reason why a file may not be written; "" if it may.
std::string obstacle(const fs::path& path, Existing existing) {
  std::error_code none;
  if (is_stream(path)) return "";
  if (fs::is_directory(fs::status(path, none))) return is_folder;
  if (existing == Existing::replaced) return "";
  const fs::file_status status = fs::symlink_status(path, none);
  if (fs::is_symlink(status)) return "is a link to '" + fs::read_symlink(path, none).string() + "'";
  return fs::exists(status) ? "exists" : "";
}

}  // namespace

bool is_stream(const fs::path& path) {
  std::error_code none;
  const fs::file_status status = fs::status(path, none);
  if (!fs::exists(status) || fs::is_directory(status)) return false;
  // /dev/stdout may lead to a file; that file is then written directly.
  const std::string name = path.string();
  return !fs::is_regular_file(status) || name == "/dev/stdout" || name == "/dev/stderr" ||
         name.starts_with("/dev/fd/");
}

fs::path without_links(fs::path path) {
  constexpr int most_links = 40;  // the limit of Linux
  std::error_code none;
  for (int n = 0; n < most_links && fs::is_symlink(fs::symlink_status(path, none)); ++n)
    path = path.parent_path() / fs::read_symlink(path, none);
  return path;
}

void require_free(const std::vector<fs::path>& outputs, Existing existing) {
  std::string complaints;
  int number = 0;
  bool folder = false;
  for (const fs::path& path : outputs)
    if (const std::string why = obstacle(path, existing); !why.empty()) {
      complaints += (number++ == 0 ? "'" : ", '") + path.string() + "' " + why;
      folder = folder || why == is_folder;
    }
  if (number == 0) return;
  throw OutputRefused(complaints +
                      (folder ? ""
                              : ": choose another name, or replace " +
                                    std::string(number == 1 ? "it" : "them") + " with --force"));
}

void give_name(const fs::path& part, const fs::path& path, Existing existing) {
  const unsigned flags = existing == Existing::kept ? RENAME_NOREPLACE : 0;
  int failure = 0;
  if (::renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, path.c_str(), flags) != 0) failure = errno;
  if (failure == EINVAL && flags != 0)  // the file system lacks this flag; link() also fails if the
                                        // file exists
    failure = ::link(part.c_str(), path.c_str()) == 0 && ::unlink(part.c_str()) == 0 ? 0 : errno;
  if (failure == EEXIST)
    throw OutputRefused("'" + path.string() +
                        "' was made by another program meanwhile and is left as it is");
  if (failure != 0) cannot_write(path, failure);
}

OutputFile::OutputFile(const fs::path& path, Existing existing)
    : path_(is_stream(path) ? path : without_links(path)),
      part_(is_stream(path) ? path_.string()
                            : path_.string() + "." + std::to_string(::getpid()) + ".part"),
      existing_(existing) {
  require_free({path}, existing);
  const int failure = open_for(stream_, part_, part_ == path_);
  if (failure == ENXIO)
    throw OutputRefused("'" + path.string() +
                        "' is a pipe that nobody reads: start its reader first");
  if (failure == EEXIST) throw OutputRefused("'" + part_.string() + "' is in the way");
  if (!stream_.is_open()) cannot_write(path, failure);
}

OutputFile::~OutputFile() {
  stream_.close();
  std::error_code ignored;
  if (!published_ && part_ != path_) fs::remove(part_, ignored);
}

void OutputFile::publish() {
  errno = 0;
  stream_.close();
  if (!stream_) cannot_write(path_, errno);
  if (part_ != path_) give_name(part_, path_, existing_);
  published_ = true;
}

TemporaryFolder::TemporaryFolder(const fs::path& inside) {
  std::string name = inside / ".samen-XXXXXX";
  if (!::mkdtemp(name.data()))
    throw std::runtime_error("cannot make a folder in " + inside.string() + ": " +
                             std::strerror(errno));
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string stem_of(const std::string& path) {
  return fs::path(path).stem().string();
}

}  // namespace samen
