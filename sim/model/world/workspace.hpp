// The working memory and notes of a worker, and the interface that distributes work over workers.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "model/core/real.hpp"
#include "model/world/events.hpp"

namespace samen {

/// A note and its position in the order of the rules.
template <class Note>
struct NoteAt {
  std::int64_t order;
  Note note;
};
/// The notes of each replicate.
template <class Real, class Note>
using Notes = std::array<std::vector<NoteAt<Note>>, lanes<Real>>;

/// The workspace of one worker: scratch memory, so that a month allocates none, and the notes that
/// the worker took for each replicate: events and, on request, decisions.
template <class Real>
struct Workspace {
  std::vector<Real> skill, weight, skilled, effort;  ///< a team, see output.hpp
  struct {
    std::vector<Real> per_weight, reach, pull, supply;
  } line_ups[2];
  std::vector<Real> shares;     ///< per goal of a set
  std::vector<Real> expressed;  ///< per seat and goal of a table

  std::int64_t order = 0;  ///< number of the loop and of the item in it that the worker now works
                           ///< on
  bool keeps_events = true;
  bool keeps_decisions = false;
  Notes<Real, Event> events;
  Notes<Real, BoardDecision> decisions;
};

/// Records an event in every replicate in which it happened.
template <class Real>
void note(Workspace<Real>& workspace, const Mask<Real>& happened, Event event, const Real& value) {
  if (!workspace.keeps_events || none(happened)) return;
  for (int which = 0; which < lanes<Real>; ++which) {
    if (!lane(happened, which)) continue;
    event.value = lane(value, which);
    workspace.events[which].push_back({workspace.order, event});
  }
}
/// The same, with a reason for each replicate.
template <class Real>
void note(Workspace<Real>& workspace, const Mask<Real>& happened, Event event, const Real& value,
          const Real& reason) {
  if (!workspace.keeps_events || none(happened)) return;
  for (int which = 0; which < lanes<Real>; ++which) {
    if (!lane(happened, which)) continue;
    event.value = lane(value, which);
    event.reason = static_cast<Reason>(static_cast<int>(lane(reason, which)));
    workspace.events[which].push_back({workspace.order, event});
  }
}

/// Distributes a loop within one large world over threads. The model itself knows nothing of
/// threads.
class Executor {
 public:
  virtual ~Executor() = default;
  virtual int size() const = 0;
  /// Calls work(first, last, place) for ranges that together cover 0 … items. No two calls that run
  /// at the same time have the same `place` < size().
  virtual void parallel_for(int items, const std::function<void(int, int, int)>& work) = 0;
};

}  // namespace samen
