#include "io/output_file.hpp"

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace samen {

namespace fs = std::filesystem;

namespace {

/// A device or a pipe has no part to be renamed.
bool is_special(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return fs::exists(status) && !fs::is_regular_file(status);
}

}  // namespace

OutputFile::OutputFile(fs::path path)
    : path_(std::move(path)),
      part_(is_special(path_) ? path_.string() : path_.string() + ".part"),
      stream_(part_, std::ios::binary) {
  if (!stream_)
    throw std::runtime_error("cannot write " + path_.string() + ": " + std::strerror(errno));
}

OutputFile::~OutputFile() {
  stream_.close();
  std::error_code ignored;
  if (!published_ && part_ != path_) fs::remove(part_, ignored);
}

void OutputFile::publish() {
  errno = 0;
  stream_.close();
  if (!stream_)
    throw std::runtime_error("cannot write " + path_.string() + ": " +
                             (errno ? std::strerror(errno) : "the disk is full"));
  if (part_ != path_) fs::rename(part_, path_);
  published_ = true;
}

std::string stem_of(const std::string& path) {
  return fs::path(path).stem().string();
}

}  // namespace samen
