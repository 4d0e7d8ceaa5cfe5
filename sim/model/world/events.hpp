// The notes a run takes: events, their reasons, and the decisions of boards.
#pragma once

#include <cstdint>
#include <string_view>

namespace samen {

/// The kind of an event. Each mechanism declares its own kinds. The number of a kind is unique and
/// never changes, because result files store it.
enum class EventKind : std::int8_t {};

/// The reason of an event; `none` if the kind needs no reason. Mechanisms declare reasons as they
/// declare kinds.
enum class Reason : std::int8_t {};
namespace reason {
inline constexpr Reason none{0};
}

/// A kind of event, its name, and what the value of such an event counts ("" if it counts nothing).
struct EventRow {
  EventKind kind;
  std::string_view name;
  std::string_view value;
};

struct ReasonRow {
  Reason reason;
  std::string_view name;
};

struct Event {
  int month = 0;
  EventKind kind{};
  Reason reason = reason::none;
  int table = -1;
  int organisation = -1;
  double value = 0.0;  ///< see EventRow
};

/// A reason as a number in a state variable, so that each replicate can have its own reason.
constexpr double code_of(Reason reason) {
  return static_cast<double>(reason);
}

/// The decision of one board about one seat. A run keeps decisions only on request.
struct BoardDecision {
  int month = 0;
  int organisation = 0;
  int seat = -1;  ///< -1: the organisation sits at no table
  double open_budget = 0.0;
  double value_alone = 0.0, value_together = 0.0;
  double share_keep = 0.0, share_alone = 0.0, share_together = 0.0;
  double cap = 0.0;     ///< upper limit of the pledge, set by home board and mandate
  double margin = 0.0;  ///< best share minus second best among the open options
  bool alone_open = false, together_open = false;
  Reason block = reason::none;  ///< the reason that limited the pledge
};

}  // namespace samen
