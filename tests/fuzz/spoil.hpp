// Damages result files. HDF5 itself writes the damage, so the files are valid HDF5 with wrong
// content, and the readers of Samen must find what is wrong.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace samen::fuzz {

/// Decisions taken from bytes, of a fuzzer or random; all 0 after the last byte.
class Choices {
 public:
  explicit Choices(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  bool any() const { return !bytes_.empty(); }
  std::uint8_t byte();
  std::uint64_t whole();
  /// A number from 0 to `count` - 1; 0 if `count` is 0.
  std::size_t below(std::size_t count) { return count ? whole_of_two() % count : 0; }
  bool yes() { return byte() % 2 == 1; }

 private:
  std::size_t whole_of_two() { return byte() * std::size_t{256} + byte(); }
  std::span<const std::uint8_t> bytes_;
};

/// Changes a result file in one place or a few: removes, renames or redirects datasets and
/// attributes, or changes their type, shape or value; it may also remove checksums. Throws
/// Hdf5Error if the file cannot be opened for writing.
void spoil(const std::string& path, Choices& choices);

}  // namespace samen::fuzz
