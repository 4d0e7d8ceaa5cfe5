// How a file gets its name: only when all of it is on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "io/output_file.hpp"

namespace samen {

/// Waits until a file or folder is on the disk. Throws Hdf5Error with the reason when it cannot be.
void sync_to_disk(const std::filesystem::path& path);

/// Gives the closed file `part` its name: synced, renamed, the folder synced. Throws Hdf5Error,
/// also where another file has got that name and is to be kept.
void publish(const std::filesystem::path& part, const std::filesystem::path& path,
             Existing existing);

/// Throws Hdf5Error unless a part can be (over)written: there is none, or what an earlier start
/// left of one. It is never written through a link, nor over what is no part of a result file.
void require_own_part(const std::filesystem::path& part);

/// An open file, closed when it goes.
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

/// Lets the system begin to put on the disk what it holds of some bytes of a file (of all: 0 and
/// 0), so that little is left for the end.
void start_syncing(int descriptor, std::int64_t first, std::int64_t bytes);

enum class Hold { alone, with_others };

/// Keeps others from a file while it is being written; the lock goes with the process.
class WriteLock {
 public:
  /// Throws Hdf5Error when another process holds it ("another run is writing …"), or with the
  /// reason the system gives for not opening the file.
  WriteLock(const std::filesystem::path& file, const std::string& what, Hold hold = Hold::alone);
  ~WriteLock();
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace samen
