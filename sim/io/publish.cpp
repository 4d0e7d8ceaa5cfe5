#include "io/publish.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "io/hdf5.hpp"

namespace samen {

namespace fs = std::filesystem;

Descriptor::Descriptor(const fs::path& path, int flags) : number_(::open(path.c_str(), flags)) {
  if (number_ < 0) throw Hdf5Error("opening " + path.string() + ": " + std::strerror(errno));
}
Descriptor::~Descriptor() {
  ::close(number_);
}

void sync_to_disk(const fs::path& path) {
  const Descriptor descriptor(path, O_RDONLY);
  if (::fsync(descriptor) != 0)
    throw Hdf5Error("syncing " + path.string() + " to the disk: " + std::strerror(errno));
}

void start_syncing([[maybe_unused]] int descriptor, [[maybe_unused]] std::int64_t first,
                   [[maybe_unused]] std::int64_t bytes) {
#ifdef __linux__
  ::sync_file_range(descriptor, first, bytes, SYNC_FILE_RANGE_WRITE);
#endif
}

void publish(const fs::path& part, const fs::path& path) {
  sync_to_disk(part);
  std::error_code error;
  fs::rename(part, path, error);
  if (error) throw Hdf5Error("renaming " + part.string() + ": " + error.message());
  const fs::path folder = path.parent_path();
  sync_to_disk(folder.empty() ? "." : folder);
}

WriteLock::WriteLock(const fs::path& file, const std::string& what, Hold hold)
    : descriptor_(::open(file.c_str(), O_CREAT | O_WRONLY, 0644)) {
  if (descriptor_ < 0) throw Hdf5Error("writing " + what + ": " + std::strerror(errno));
  const bool locked =
      ::flock(descriptor_, (hold == Hold::alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0;
  const int reason = locked ? EWOULDBLOCK : errno;
  // A file that was removed meanwhile keeps nobody from its name.
  struct stat held {
  }, named{};
  if (locked && ::fstat(descriptor_, &held) == 0 && ::stat(file.c_str(), &named) == 0 &&
      held.st_ino == named.st_ino)
    return;
  ::close(descriptor_);
  throw Hdf5Error(reason == EWOULDBLOCK
                      ? "another run is writing " + what
                      : "locking " + file.string() + ": " + std::strerror(reason));
}

WriteLock::~WriteLock() {
  ::close(descriptor_);
}

}  // namespace samen
