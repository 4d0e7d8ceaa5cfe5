// Where rules work and take their notes, and who shares the work out.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "model/core/real.hpp"
#include "model/world/events.hpp"

namespace samen {

/// What was noted and where in the order of the rules.
template <class Note>
struct NoteAt {
  std::int64_t order;
  Note note;
};
/// Notes of each replicate.
template <class Real, class Note>
using Notes = std::array<std::vector<NoteAt<Note>>, lanes<Real>>;

/// The place one worker works at: scratch space, so that a month allocates nothing, and the notes
/// taken there – events and, on request, decisions – for each replicate.
template <class Real>
struct Workspace {
  std::vector<Real> skill, weight, skilled, effort;  ///< a team (output.hpp)
  struct {
    std::vector<Real> per_weight, reach, pull;
  } line_ups[2];
  std::vector<Real> shares;     ///< per goal of a set
  std::vector<Real> expressed;  ///< per seat and goal of a table

  std::int64_t order = 0;  ///< of the loop and the item in it that is worked on
  bool keeps_events = true;
  bool keeps_decisions = false;
  Notes<Real, Event> events;
  Notes<Real, BoardDecision> decisions;
};

/// Notes an event in every replicate where it happened.
template <class Real>
void note(Workspace<Real>& workspace, const Mask<Real>& happened, Event event, const Real& value) {
  if (!workspace.keeps_events || none(happened)) return;
  for (int which = 0; which < lanes<Real>; ++which) {
    if (!lane(happened, which)) continue;
    event.value = lane(value, which);
    workspace.events[which].push_back({workspace.order, event});
  }
}
/// … with a reason of its own in each replicate.
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

/// Shares a loop within one large world out over threads; the model itself knows none.
class Executor {
 public:
  virtual ~Executor() = default;
  virtual int size() const = 0;
  /// Calls work(first, last, place) for ranges that make up 0 … items, place < size() being free.
  virtual void parallel_for(int items, const std::function<void(int, int, int)>& work) = 0;
};

}  // namespace samen
