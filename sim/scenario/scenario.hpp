// A scenario: the world, what is varied in it, and what is kept of its runs. It is the content of a
// TOML file after reading (scenario_reader.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.hpp"
#include "model/observables.hpp"
#include "scenario/pattern.hpp"
#include "scenario/sampling.hpp"

namespace samen {

/// The numbers in which runs are computed. Money that is summed over the months is in double
/// precision in both.
enum class Precision { single_precision, double_precision };
inline constexpr std::array<std::string_view, 2> precision_names{"single", "double"};

/// Whether monthly series are compressed in the result file. Compression takes more
/// time than it saves until there is more than a computer keeps in memory before it reaches the
/// disk.
enum class Compression { of_large_batches, of_all, of_none };
inline constexpr std::array<std::string_view, 3> compression_names{"large", "always", "never"};

/// What to keep of every run besides its outcomes.
struct Record {
  bool society = true;         ///< monthly series of the whole
  bool tables = true;          ///< monthly series of goals and tables
  bool organisations = false;  ///< monthly series of organisations and seats
  bool pairs = false;          ///< monthly series of ordered pairs
  bool events = true;
  bool decisions = false;
  bool double_precision = false;  ///< of series; outcomes always have it
  Compression compression = Compression::of_large_batches;
  std::vector<int> also = {};  ///< single observables, as indices into `observables`
};

/// The observables that a record keeps, as indices into `observables`, in their order.
std::vector<int> recorded(const Record& record);

/// Which comparison answers the question of the scenario: that of two arms, or that of the points
/// of its design in the first of these arms.
struct Answer {
  Arm first = Arm::together;
  Arm second = Arm::alone;
  std::string measure = "net_value";
  bool between_points = false;
  std::string against{};  ///< label of the point with which the others are compared; empty: the
                          ///< first
  bool as_share = false;  ///< differences as shares of the value at that point
};

/// Writes a fraction as a scenario states it, with as few digits as distinguish it from its
/// neighbours: "0.3".
std::string shortest_text(double value);

/// A key of the scenario that a design varies, and the values it takes.
struct DesignFactor {
  std::string name;           ///< "section.key"
  std::string unit, meaning;  ///< those of the parameter; empty for keys that are no parameter
  FactorRange range;
  std::vector<std::string> choices{};  ///< of a choice: values as a scenario writes them
  std::vector<double> numbers{};       ///< of a choice among numbers: the numbers
};

/// Whether a factor changes anything that happens in a run.
enum class Acting : std::int8_t { nowhere, somewhere, untold };
inline constexpr std::array<std::string_view, 3> acting_names{"nowhere", "somewhere", "untold"};

/// The setting of a design point, or what is wrong with it.
struct PointSetting {
  Setting setting;
  std::vector<std::string> complaints{};
};

/// The ensemble whose sets are the points of a list (ensemble.hpp). The points go set by set; each
/// set has all of the scenario's own points.
struct SetsOfEnsemble {
  std::string title, central;
  std::vector<std::string> sets{};    ///< names of the sets; empty if the points are no sets
  std::vector<std::string> points{};  ///< labels of the scenario's own points, if it has any
  bool any() const { return !sets.empty(); }
};

/// What is varied; nothing, unless the scenario states it.
struct Design {
  SamplingPlan plan;
  std::vector<DesignFactor> factors;
  Sample sample;
  std::vector<std::string> labels;  ///< of the points, if the scenario names them
  SetsOfEnsemble ensemble;
  /// The setting of a point.
  std::function<PointSetting(int point)> setting;
  /// The setting at places on the ranges of all factors; these places need not be a point.
  std::function<PointSetting(const std::vector<double>& places)> setting_on;
  /// For each factor whether it acts, as far as this was tried (acting.hpp); empty if it was not
  /// tried.
  std::vector<Acting> acting;

  int points() const { return factors.empty() ? 1 : static_cast<int>(sample.block.size()); }
  /// Place of a factor on its range, 0 to 1.
  double place(int point, std::size_t factor) const {
    return sample.unit[static_cast<std::size_t>(point) * factors.size() + factor];
  }
  /// The number; for a choice among words its index.
  double value(int point, std::size_t factor) const;
  /// The value as a scenario writes it.
  std::string text(int point, std::size_t factor) const;
  /// "levers.puller = 0.2, goals.complexity = 0.7", or the name the scenario gives.
  std::string label(int point) const;
};

/// When to stop adding replicates: as soon as the paired difference between the answer's arms in an
/// outcome is known precisely enough.
struct StopRule {
  std::string measure;
  double half_width = 0.0;  ///< half width of the 95 % interval of the difference, in the unit of
                            ///< the outcome, at the widest design point
};

struct Scenario {
  std::string title, question, expect;
  std::vector<std::string> sources;
  Answer answer;
  Setting setting;
  std::vector<Arm> arms{Arm::nothing, Arm::alone, Arm::together};
  int replicates = 100;  ///< number of replicates, or the largest number if there is a stop rule
  std::optional<StopRule> until;
  std::uint64_t seed = 1;
  int layouts = 1;  ///< worlds drawn, each from a seed of its own, if patterns judge the runs
  Precision precision = Precision::single_precision;
  Record record;
  Design design;
  std::vector<Pattern> patterns;   ///< patterns that judge the runs
  std::vector<std::string> notes;  ///< what the reader of the file should know although it is no
                                   ///< mistake
  std::string text;                ///< the file as read
  std::string resolved;  ///< with includes and settings applied and every parameter stated
  std::string expected;  ///< the part of `expect` that runs can check, as JSON
                         ///< (expectation_reader.hpp)
  std::string claims;    ///< what its design points test (claims_reader.hpp), or nothing
  std::string doubt;  ///< its place in an experiment on assumptions (doubt_design.hpp), or nothing
};

/// "2013-07" for month t of the calendar.
std::string month_label(const Calendar& calendar, int t);

/// "puller = 0", for each lever of a change.
std::vector<std::string> stated_levers(const Change& change);

/// When a change begins and ends: "once beacon 4 stands, until 2020-12".
std::string stated_time(const Calendar& calendar, const Change& change);

/// Joins complaints, one a line.
std::string in_lines(const std::vector<std::string>& complaints);

/// What is wrong with the number of runs that a scenario asks for; "" if a result file can number
/// them.
std::string too_many_runs(const Scenario& scenario);

}  // namespace samen
