// The format of the result file: names, shapes, meaning and version, in one place.
//
// One HDF5 file per batch, readable as netCDF-4: every axis of every dataset is a named dimension,
// all values are plain numbers or UTF-8 strings, and everything except the parameters is at the
// root.
//
//   axes       run, month, goal, table, organisation, seat, pair, mission_entry, event, decision,
//              and, with a design, factor and design_point; all count from 0
//   per run    arm, replicate, pair_of_runs, point, status, message, seed, wall_seconds,
//              trajectory_hash; every outcome of observables.hpp (float64, NaN if it does not
//              apply or the run failed; attribute "better": more or neither); goal_reached_month
//              [run, goal]; table_operating_month, table_ended_month and table_ended_by [run,
//              table]; organisation_net [run, organisation] (float32): own balance at the end.
//              Months are those of the axis, -1 for never
//   series     [run, month] or [run, month, axis] per recorded observable, float32 (float64 on
//              request); NaN in failed runs and, for what is measured at tables, in arms without.
//              They lie in one piece, or, in a batch with more than 1 GB of them and where
//              run.compress asks for it, in chunks of whole runs, shuffled and deflated by the
//              filters of HDF5 (chunks.hpp); those of the whole, and any of which all runs together
//              have less than 64 kB, always lie in one piece
//   events     event_run, event_month, event_kind, event_reason, event_table, event_organisation
//              (-1 for none), event_value [event], in plan order. event_value is, by kind: the
//              beacon (1 to 4); the plan quality at the start of operations; 1 less the least
//              alignment in a conflict; the share of white space that a cut leaves; the number of
//              small wins; the goal (counted from 1); the satisfaction of a member who leaves; the
//              number of members when a table ends; the part of a pledge that passes the gate at a
//              refusal; the mutual knowledge in a new team; the increase of a pledge to what the
//              law requires; the breadth of the benefit when somebody joins; the method learned in
//              a network; the share that an obstacle takes; the size of a shock when it begins;
//              the number of a change of levers in the scenario (from 1) when it begins or ends
//   decisions  decision_* [decision], on request: one row for each seat and board month; an
//              organisation at no table has one with seat -1. Like events they lie in chunks of
//              rows, always shuffled and deflated
//   shocks     where the scenario states some: shock_month, shock_months (how many it lasts),
//              shock_size, shock_table, shock_organisation (-1 for all) [shock]
//   changes    where the scenario states some: change_name, change_month (-1: it waits for an
//              occasion, or is switched off), change_last (its last month; -1: to the end),
//              change_when (the key of the occasion), change_number (in the occasion), change_until
//              and change_until_number (of the occasion that ends it), change_levers (a line each:
//              puller = 0) [change]
//   labels     month_label; goal_name, goal_set; table_name, table_set; organisation_name, _kind,
//              _sector; seat_organisation, seat_table; pair_seat, pair_partner; mission_table,
//              mission_goal
//   design     if factors are varied: design_value, design_place (on the range, 0 to 1)
//              [design_point, factor]; design_block, design_step, design_label [design_point];
//              factor_name, _unit, _meaning, _low, _high, _scale, _choices (a line each) [factor].
//              The value of a choice is the index of its word, from 0. design_block is the base
//              row of a Saltelli design or the trajectory of a Morris design; design_step is 0 for
//              the base row, 1 for the second matrix, 2 + k for the base row with factor k of the
//              second; or the step along the trajectory. The attribute design_kind names the
//              design. factor_acts [factor], for lists, lhs and sobol run by samen run: 0 if moving
//              the factor alone changed no bit of the trial runs, 1 if it did, 2 untold
//   text       scenario_text, scenario_resolved, sources, provenance (JSON); claims (JSON) if the
//              runs test claims; patterns (JSON) if the scenario states patterns that judge its
//              runs; expected (JSON) if it states expectations; items (JSON) if it lists its
//              balance (scenario/items.hpp); doubt (JSON) if the runs show how far a result depends
//              on assumptions; ensemble (JSON) if the design points are sets of an ensemble,
//              ordered by set, each with all of the scenario's own points
//   group      parameters: one attribute per parameter, "section.name"
//   root       attribute batch names scenario and program; planned_runs counts the runs of the
//              whole batch, of which a shard has some (`run` says which). A shard may lack the
//              series and have a group `places` instead, its receipt (receipt.hpp). In a batch with
//              run.until the attribute stop_rule says when and why it ended, and planned_runs
//              counts what there is
//
// Two files of the same scenario, version and seed differ in /wall_seconds and /provenance only,
// for any number of workers. A change that a reader can notice raises the version: the second
// number if something is added, the first if something is moved, renamed or removed. 1.1: the
// series of society; provenance names the instruction set. 1.2: designs. 1.3: shards and stop
// rules. 1.4: claims, patterns. 1.5: shocks; members_left is renamed members, and the series
// members is renamed members_at_table (former_datasets has the old names); series may be absent,
// also those of society; the balance of each organisation, the burden borne, the expectations and
// the comparison of the answer; doubt; ensemble; factor_acts; checksums (see stored_rows.hpp):
// checksum_run, checksum_event, checksum_decision and for each series checksum_… [run], and the
// attribute labels_checksum. 1.6: the arm choice is renamed together, and the former together is
// renamed only_together (scenario/former_arms.hpp has the old names). 1.7: changes. 1.8: items.
// 1.9: change_until, tips.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace samen::results {

inline constexpr std::string_view format = "samen results";
inline constexpr int version_major = 1;
inline constexpr int version_minor = 9;
inline constexpr int checksums_since = 5;  ///< the second number

// Attributes of the root.
inline constexpr const char* format_attribute = "format";
inline constexpr const char* version_attribute = "format_version";  // two integers
inline constexpr const char* title_attribute = "title";
inline constexpr const char* question_attribute = "question";
inline constexpr const char* expect_attribute = "expect";
inline constexpr const char* answer_measure_attribute = "answer_measure";
inline constexpr const char* answer_arms_attribute = "answer_arms";        // "together alone"
inline constexpr const char* answer_compare_attribute = "answer_compare";  // arms or points
inline constexpr const char* answer_against_attribute = "answer_against";  // label of a point
inline constexpr const char* answer_as_attribute = "answer_as";            // difference or share
inline constexpr const char* batch_attribute = "batch";             // names scenario and program
inline constexpr const char* runs_attribute = "planned_runs";       // of the whole batch
inline constexpr const char* stop_rule_attribute = "stop_rule";     // why a batch ended early
inline constexpr const char* periods_attribute = "policy_periods";  // "2016-01 2021-01"
inline constexpr const char* design_kind_attribute = "design_kind";
inline constexpr const char* generator_attribute = "generator";
inline constexpr const char* program_attribute = "program_version";

inline constexpr const char* labels_checksum_attribute = "labels_checksum";

// Checksums of the rows of each run in some columns.
inline constexpr std::string_view checksum_prefix = "checksum_";
inline std::string checksum_name(std::string_view of) {
  return std::string(checksum_prefix) + std::string(of);
}

// Datasets that analyses use by name.
inline constexpr const char* run = "run";
inline constexpr const char* arm = "arm";
inline constexpr const char* replicate = "replicate";
inline constexpr const char* pair_of_runs = "pair_of_runs";
inline constexpr const char* point = "point";
inline constexpr const char* status = "status";
inline constexpr const char* message = "message";
inline constexpr const char* wall_seconds = "wall_seconds";
inline constexpr const char* trajectory_hash = "trajectory_hash";
inline constexpr const char* members = "members";
inline constexpr const char* members_at_table = "members_at_table";
inline constexpr const char* avoided_cost = "avoided_cost";
inline constexpr const char* seed = "seed";
inline constexpr const char* net_value = "net_value";
inline constexpr const char* goal_name = "goal_name";
inline constexpr const char* month_label = "month_label";
inline constexpr const char* goal_reached_month = "goal_reached_month";
inline constexpr const char* table_name = "table_name";
inline constexpr const char* table_ended_month = "table_ended_month";
inline constexpr const char* table_ended_by = "table_ended_by";
inline constexpr const char* table_operating_month = "table_operating_month";
inline constexpr const char* organisation_name = "organisation_name";
inline constexpr const char* organisation_kind = "organisation_kind";
inline constexpr const char* organisation_net = "organisation_net";
inline constexpr const char* claims = "claims";
inline constexpr const char* factor_name = "factor_name";
inline constexpr const char* factor_acts = "factor_acts";
inline constexpr const char* design_value = "design_value";
inline constexpr const char* design_place = "design_place";
inline constexpr const char* design_block = "design_block";
inline constexpr const char* design_step = "design_step";
inline constexpr const char* design_label = "design_label";

inline constexpr const char* patterns = "patterns";
inline constexpr const char* doubt = "doubt";
inline constexpr const char* ensemble = "ensemble";
inline constexpr const char* expected = "expected";
inline constexpr const char* items = "items";
inline constexpr const char* tips = "tips";

inline constexpr const char* shock_month = "shock_month";
inline constexpr const char* shock_months = "shock_months";
inline constexpr const char* shock_size = "shock_size";
inline constexpr const char* shock_table = "shock_table";
inline constexpr const char* shock_organisation = "shock_organisation";

inline constexpr const char* change_name = "change_name";
inline constexpr const char* change_month = "change_month";
inline constexpr const char* change_last = "change_last";
inline constexpr const char* change_when = "change_when";
inline constexpr const char* change_number = "change_number";
inline constexpr const char* change_until = "change_until";
inline constexpr const char* change_until_number = "change_until_number";
inline constexpr const char* change_levers = "change_levers";

/// The names of a dataset before version 1.5 and today.
struct FormerDataset {
  std::string_view before, now;
};
inline constexpr std::array former_datasets{FormerDataset{"members_left", members},
                                            FormerDataset{"members", members_at_table}};

// The axes. Each has its own column of whole numbers. The last two grow with the events and
// decisions.
inline constexpr std::array<std::string_view, 14> axes{
    "run",           "month",  "goal",         "table", "organisation", "seat",  "pair",
    "mission_entry", "factor", "design_point", "shock", "change",       "event", "decision"};

inline bool is_axis(std::string_view name) {
  return std::find(axes.begin(), axes.end(), name) != axes.end();
}

/// The kind of values of a column that analyses use by name.
enum class Holds {
  text,
  number,
  whole,     ///< any whole number
  count,     ///< a whole number from 0
  code,      ///< a number of the attribute flag_meanings, from 0
  entry,     ///< an entry of the axis `of`
  optional,  ///< the same, or -1 for none
};

struct Column {
  std::string_view name;
  std::array<std::string_view, 3> axes;  ///< "" after the last axis
  Holds holds;
  std::string_view of = "";
};

/// The shape of each dataset that analyses use by name. Other datasets may have any of the axes.
inline constexpr std::array columns{
    Column{"arm", {"run"}, Holds::code},
    Column{"replicate", {"run"}, Holds::count},
    Column{"pair_of_runs", {"run"}, Holds::count},
    Column{"point", {"run"}, Holds::entry, "design_point"},
    Column{"status", {"run"}, Holds::code},
    Column{"message", {"run"}, Holds::text},
    Column{"seed", {"run"}, Holds::whole},
    Column{"wall_seconds", {"run"}, Holds::number},
    Column{"trajectory_hash", {"run"}, Holds::whole},
    Column{"goal_reached_month", {"run", "goal"}, Holds::optional, "month"},
    Column{"table_operating_month", {"run", "table"}, Holds::optional, "month"},
    Column{"table_ended_month", {"run", "table"}, Holds::optional, "month"},
    Column{"table_ended_by", {"run", "table"}, Holds::code},
    Column{"progress", {"run", "month", "goal"}, Holds::number},
    Column{"society_avoided", {"run", "month"}, Holds::number},
    Column{"seated", {"run", "month", "seat"}, Holds::number},
    Column{"commitment", {"run", "month", "seat"}, Holds::number},
    Column{"trust", {"run", "month", "pair"}, Holds::number},
    Column{"knowledge", {"run", "month", "pair"}, Holds::number},
    Column{"event_run", {"event"}, Holds::whole},
    Column{"event_month", {"event"}, Holds::entry, "month"},
    Column{"event_kind", {"event"}, Holds::code},
    Column{"event_reason", {"event"}, Holds::code},
    Column{"event_table", {"event"}, Holds::optional, "table"},
    Column{"event_organisation", {"event"}, Holds::optional, "organisation"},
    Column{"event_value", {"event"}, Holds::number},
    Column{"decision_run", {"decision"}, Holds::whole},
    Column{"decision_month", {"decision"}, Holds::entry, "month"},
    Column{"decision_organisation", {"decision"}, Holds::entry, "organisation"},
    Column{"decision_seat", {"decision"}, Holds::optional, "seat"},
    Column{"decision_open_budget", {"decision"}, Holds::number},
    Column{"decision_value_alone", {"decision"}, Holds::number},
    Column{"decision_value_together", {"decision"}, Holds::number},
    Column{"decision_share_keep", {"decision"}, Holds::number},
    Column{"decision_share_alone", {"decision"}, Holds::number},
    Column{"decision_share_together", {"decision"}, Holds::number},
    Column{"decision_cap", {"decision"}, Holds::number},
    Column{"decision_margin", {"decision"}, Holds::number},
    Column{"decision_alone_open", {"decision"}, Holds::whole},
    Column{"decision_together_open", {"decision"}, Holds::whole},
    Column{"decision_block", {"decision"}, Holds::code},
    Column{"month_label", {"month"}, Holds::text},
    Column{"goal_name", {"goal"}, Holds::text},
    Column{"goal_set", {"goal"}, Holds::text},
    Column{"table_name", {"table"}, Holds::text},
    Column{"table_set", {"table"}, Holds::text},
    Column{"organisation_name", {"organisation"}, Holds::text},
    Column{"organisation_kind", {"organisation"}, Holds::text},
    Column{"organisation_sector", {"organisation"}, Holds::text},
    Column{"seat_organisation", {"seat"}, Holds::entry, "organisation"},
    Column{"seat_table", {"seat"}, Holds::entry, "table"},
    Column{"pair_seat", {"pair"}, Holds::entry, "seat"},
    Column{"pair_partner", {"pair"}, Holds::entry, "seat"},
    Column{"mission_table", {"mission_entry"}, Holds::entry, "table"},
    Column{"mission_goal", {"mission_entry"}, Holds::entry, "goal"},
    Column{"factor_name", {"factor"}, Holds::text},
    Column{"factor_unit", {"factor"}, Holds::text},
    Column{"factor_meaning", {"factor"}, Holds::text},
    Column{"factor_low", {"factor"}, Holds::number},
    Column{"factor_high", {"factor"}, Holds::number},
    Column{"factor_scale", {"factor"}, Holds::code},
    Column{"factor_choices", {"factor"}, Holds::text},
    Column{"design_value", {"design_point", "factor"}, Holds::number},
    Column{"design_place", {"design_point", "factor"}, Holds::number},
    Column{"design_block", {"design_point"}, Holds::count},
    Column{"design_step", {"design_point"}, Holds::count},
    Column{"design_label", {"design_point"}, Holds::text},
    Column{"shock_month", {"shock"}, Holds::whole},
    Column{"shock_months", {"shock"}, Holds::whole},
    Column{"shock_size", {"shock"}, Holds::number},
    Column{"shock_table", {"shock"}, Holds::optional, "table"},
    Column{"shock_organisation", {"shock"}, Holds::optional, "organisation"},
    Column{"change_name", {"change"}, Holds::text},
    Column{"change_month", {"change"}, Holds::optional, "month"},
    Column{"change_last", {"change"}, Holds::optional, "month"},
    Column{"change_when", {"change"}, Holds::text},
    Column{"change_number", {"change"}, Holds::number},
    Column{change_until, {"change"}, Holds::text},
    Column{change_until_number, {"change"}, Holds::number},
    Column{"change_levers", {"change"}, Holds::text},
    Column{"scenario_text", {}, Holds::text},
    Column{"scenario_resolved", {}, Holds::text},
    Column{"sources", {}, Holds::text},
    Column{"provenance", {}, Holds::text},
    Column{"claims", {}, Holds::text},
    Column{"patterns", {}, Holds::text},
    Column{expected, {}, Holds::text},
    Column{items, {}, Holds::text},
    Column{tips, {}, Holds::text},
    Column{doubt, {}, Holds::text},
    Column{ensemble, {}, Holds::text},
    Column{organisation_net, {"run", "organisation"}, Holds::number},
    Column{factor_acts, {"factor"}, Holds::code},
};

/// Status of a run.
inline constexpr std::array<std::string_view, 2> status_names{"ok", "failed"};

}  // namespace samen::results
