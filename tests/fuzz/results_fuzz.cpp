// Result files as a hostile program might write them, read in every way there is. A file must be
// read or refused: everything else is a defect, and so is an object that stays open after a
// refusal. The bytes choose what is changed in a good file (spoil.hpp); the good files are those in
// the folder SAMEN_FUZZ_RESULTS.
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "io/merge.hpp"
#include "io/results_file.hpp"
#include "io/run_table.hpp"
#include "io/same_runs.hpp"
#include "io/stored_rows.hpp"
#include "spoil.hpp"

namespace {

namespace fs = std::filesystem;
using samen::ResultsFile;

/// The good files and room for a spoilt one.
class Folder {
 public:
  Folder() {
    const char* const results = std::getenv("SAMEN_FUZZ_RESULTS");
    if (results)
      for (const auto& entry : fs::directory_iterator(results))
        if (entry.path().extension() == ".h5") good_.push_back(entry.path());
    if (good_.empty()) {
      std::fputs("results_fuzz: SAMEN_FUZZ_RESULTS names no folder with result files\n", stderr);
      std::exit(2);
    }
    std::sort(good_.begin(), good_.end());
    std::string name = (fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path()) /
                       "samen-fuzz-XXXXXX";
    if (!::mkdtemp(name.data())) std::abort();
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::vector<std::string>& good() const { return good_; }
  std::string spoilt() const { return path_ / "spoilt.h5"; }
  std::string merged() const { return path_ / "merged.h5"; }

 private:
  fs::path path_;
  std::vector<std::string> good_;
};

/// Does work that may be refused.
template <class Work>
void try_to(const Work& work) {
  try {
    work();
  } catch (const samen::ResultsError&) {
  } catch (const samen::Hdf5Error&) {
  } catch (const samen::MergeError&) {
  }
}

void read_column(const ResultsFile& file, const std::string& name) {
  try_to([&] { file.numbers(name); });
  try_to([&] { file.integers(name); });
  try_to([&] { file.hashes(name); });
  try_to([&] { file.flag_meanings(name); });
  try_to([&] { file.row(name, 0); });
  try_to([&] { file.for_each_block(name, [](std::size_t, std::span<const float>) {}); });
  for (const char* attribute : {"units", "long_name", "better"})
    try_to([&] { file.attribute(name, attribute); });
}

void read_all(const ResultsFile& file, const ResultsFile& good) {
  for (const std::string& name : file.names()) {
    try_to([&] { file.texts(name); });
    read_column(file, name);
  }
  for (const char* axis : {"event", "decision"})
    for (std::size_t run = 0; run < file.runs(); run += std::max<std::size_t>(1, file.runs() / 4))
      try_to([&] { file.entries_of(axis, run); });
  try_to([&] { samen::require_intact(file); });
  try_to([&] { samen::different_columns(good, 0, file, 0); });
  try_to([&] { samen::different_columns(file, 0, good, 0); });
  try_to([&] { samen::different_labels(good, file); });
}

void merge_alone(const std::string& path, const std::string& output) {
  const samen::Shard shard = samen::shard_in(path);
  const auto shards = samen::in_order({shard}, shard.planned_runs);
  samen::merge(shards, output, "", [](double) {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder folder;
  samen::fuzz::Choices choices(std::span(data, size));
  const std::string& good = folder.good()[choices.below(folder.good().size())];
  const std::string spoilt = folder.spoilt();
  fs::copy_file(good, spoilt, fs::copy_options::overwrite_existing);
  samen::fuzz::spoil(spoilt, choices);
  try_to([&] { read_all(ResultsFile(spoilt), ResultsFile(good)); });
  try_to([&] { samen::run_table_of(spoilt); });
  samen::shard_at(spoilt);
  try_to([&] { merge_alone(spoilt, folder.merged()); });
  // An object that stays open after a refusal keeps the file from others.
  if (H5Fget_obj_count(H5F_OBJ_ALL, H5F_OBJ_ALL) != 0) std::abort();
  return 0;
}
