#include "io/publish.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string_view>

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

void publish(const fs::path& part, const fs::path& path, Existing existing) {
  sync_to_disk(part);
  try {
    give_name(part, path, existing);
  } catch (const std::runtime_error& error) {
    throw Hdf5Error(error.what());
  }
  const fs::path folder = path.parent_path();
  sync_to_disk(folder.empty() ? "." : folder);
}

void require_own_part(const fs::path& part) {
  const auto refuse = [&] {
    throw Hdf5Error("'" + part.string() +
                    "' is in the way: it is no part of a result file that samen left");
  };
  std::error_code error;
  const fs::file_status status = fs::symlink_status(part, error);
  if (status.type() == fs::file_type::not_found) return;
  if (!fs::is_regular_file(status)) refuse();
  // The signature of an HDF5 file; zeros if the program was killed before it wrote the signature.
  constexpr std::string_view signature("\211HDF\r\n\032\n", 8), zeros("\0\0\0\0\0\0\0\0", 8);
  std::array<char, 8> begin{};
  std::ifstream file(part, std::ios::binary);
  file.read(begin.data(), begin.size());
  const std::string_view found(begin.data(), static_cast<std::size_t>(file.gcount()));
  if (!signature.starts_with(found) && !zeros.starts_with(found)) refuse();
}

WriteLock::WriteLock(const fs::path& file, const std::string& what, Hold hold)
    : descriptor_(::open(file.c_str(), O_CREAT | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0644)) {
  if (descriptor_ < 0) throw Hdf5Error("writing " + what + ": " + std::strerror(errno));
  // A program that was killed a moment ago holds its locks until the system has cleared it away.
  constexpr unsigned a_while = 10'000;  // µs
  constexpr int tries = 100;
  const int kind = hold == Hold::alone ? LOCK_EX : LOCK_SH;
  bool locked = ::flock(descriptor_, kind | LOCK_NB) == 0;
  for (int n = 0; n < tries && !locked && errno == EWOULDBLOCK; ++n) {
    ::usleep(a_while);
    locked = ::flock(descriptor_, kind | LOCK_NB) == 0;
  }
  const int reason = locked ? EWOULDBLOCK : errno;
  // Another program may have removed the file meanwhile; then the lock is on a file without a name.
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
