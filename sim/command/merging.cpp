#include "command/merging.hpp"

#include <cstdio>

#include <unistd.h>

#include "command/batches.hpp"
#include "command/programs.hpp"
#include "experiment/runner.hpp"
#include "io/interruption.hpp"
#include "io/merge.hpp"
#include "io/stored_rows.hpp"

namespace samen {

namespace fs = std::filesystem;

void merge_visibly(const std::vector<Shard>& shards, const fs::path& output,
                   const std::string& stop_rule, Existing existing, bool quiet) {
  if (!quiet && ::isatty(STDERR_FILENO) == 1) std::fputs("merging …\r", stderr);
  merge(
      shards, output, stop_rule, [](double) { throw_if_interrupted(); }, existing,
      available_cores());
}

int failed_in(const std::vector<Shard>& shards) {
  int failures = 0;
  for (const Shard& shard : shards) failures += shard.failed;
  return failures;
}

int show_summary(const std::string& file, const std::string& language) {
  return show("summary", {operand(file), "--language", language});
}

}  // namespace samen
