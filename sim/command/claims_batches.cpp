#include "command/claims_batches.hpp"

#include <algorithm>

#include "command/batches.hpp"

namespace samen {

int runs_in(const std::vector<ClaimsBatch>& batches) {
  int runs = 0;
  for (const ClaimsBatch& batch : batches) runs += number_of_runs(batch.scenario);
  return runs;
}

Words notes_of(const std::vector<ClaimsBatch>& batches) {
  Words notes;
  for (const ClaimsBatch& batch : batches)
    for (const std::string& note : batch.scenario.notes)
      if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
  return notes;
}

std::string count_of(const std::vector<ClaimsBatch>& batches) {
  int claims = 0, points = 0;
  for (const ClaimsBatch& batch : batches) {
    claims += static_cast<int>(batch.claims.size());
    points += batch.scenario.design.points();
  }
  return counted(claims, "claim") + ", " + counted(points, "setting") + ", " +
         counted(static_cast<int>(batches.size()), "result file") + ", " +
         counted(runs_in(batches), "run");
}

}  // namespace samen
