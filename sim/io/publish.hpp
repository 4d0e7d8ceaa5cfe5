// Publishes a file: renames it to its final name only after all of it is on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "io/output_file.hpp"

namespace samen {

/// Waits until a file or folder is on the disk. Throws Hdf5Error with the reason if this fails.
void sync_to_disk(const std::filesystem::path& path);

/// Publishes the closed file `part`: syncs it, renames it, and syncs the folder. Throws Hdf5Error,
/// also if another file now has that name and must be kept.
void publish(const std::filesystem::path& part, const std::filesystem::path& path,
             Existing existing);

/// Throws Hdf5Error unless a part file can be written or overwritten: either none exists, or it
/// remains from an earlier start. A link is never followed, and a file that is not part of a result
/// file is never overwritten.
void require_own_part(const std::filesystem::path& part);

/// An open file that closes itself.
class Descriptor {
 public:
  /// `flags` as of open(2). Throws Hdf5Error with the reason.
  Descriptor(const std::filesystem::path& path, int flags);
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  operator int() const { return number_; }

 private:
  int number_ = -1;
};

/// Asks the system to start writing some bytes of a file to the disk (0 and 0: all), so that little
/// remains for the end.
void start_syncing(int descriptor, std::int64_t first, std::int64_t bytes);

enum class Hold { alone, with_others };

/// Locks a file against others while it is being written. The lock ends with the process.
class WriteLock {
 public:
  /// Waits a second for another process to let go of the lock. Throws Hdf5Error if it does not
  /// ("another run is writing …"), or with the reason of the system if the file cannot be opened.
  WriteLock(const std::filesystem::path& file, const std::string& what, Hold hold = Hold::alone);
  ~WriteLock();
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace samen
