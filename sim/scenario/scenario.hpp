// A scenario: the world, the design that varies it, and the record of its runs. It is the content
// of a TOML file after reading (scenario_reader.hpp).
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

/// The number type of the runs. Money that accumulates over the months is in double precision in
/// both.
enum class Precision { single_precision, double_precision };
inline constexpr std::array<std::string_view, 2> precision_names{"single", "double"};

/// Whether monthly series are compressed in the result file. Compression takes more
/// time than it saves until there is more than a computer keeps in memory before it reaches the
/// disk.
enum class Compression { of_large_batches, of_all, of_none };
inline constexpr std::array<std::string_view, 3> compression_names{"large", "always", "never"};

/// What to keep of every run besides its outcomes.
struct Record {
  bool society = true;         ///< monthly series of society
  bool tables = true;          ///< monthly series of goals and tables
  bool organisations = false;  ///< monthly series of organisations and seats
  bool pairs = false;          ///< monthly series of ordered pairs
  bool events = true;
  bool decisions = false;
  bool double_precision = false;  ///< of series; outcomes always have it
  Compression compression = Compression::of_large_batches;
  std::vector<int> also = {};  ///< single observables, as indices into `observables`
};

/// Indices into `observables` of those that a record stores, in ascending order.
std::vector<int> recorded(const Record& record);

/// The comparison that answers the question of the scenario: between two arms, or between the
/// points of its design in the first of these arms.
struct Answer {
  Arm first = Arm::together;
  Arm second = Arm::alone;
  std::string measure = "net_value";
  bool between_points = false;
  std::string against{};  ///< label of the reference point; empty: the first point
  bool as_share = false;  ///< differences as shares of the value at the reference point
};

/// Writes a fraction as a scenario states it, with the fewest digits that identify the double:
/// "0.3".
std::string shortest_text(double value);

/// A key of the scenario that a design varies, and the values it takes.
struct DesignFactor {
  std::string name;           ///< "section.key"
  std::string unit, meaning;  ///< of the parameter; empty if the key is not a parameter
  FactorRange range;
  std::vector<std::string> choices{};  ///< of a choice: its settings as a scenario writes them
  std::vector<double> numbers{};       ///< of a choice among numbers: the numbers
};

/// Whether a factor changes any result of a run.
enum class Acting : std::int8_t { nowhere, somewhere, untold };
inline constexpr std::array<std::string_view, 3> acting_names{"nowhere", "somewhere", "untold"};

/// The setting of a design point, or what is wrong with it.
struct PointSetting {
  Setting setting;
  std::vector<std::string> complaints{};
};

/// The ensemble whose sets are the points of a list (ensemble.hpp). The points are ordered by set;
/// each set has all of the scenario's own points.
struct SetsOfEnsemble {
  std::string title, central;
  std::vector<std::string> sets{};    ///< names of the sets; empty if there is no ensemble
  std::vector<std::string> points{};  ///< labels of the scenario's own points, if it has any
  bool any() const { return !sets.empty(); }
};

/// The design of the experiment; empty unless the scenario states one.
struct Design {
  SamplingPlan plan;
  std::vector<DesignFactor> factors;
  Sample sample;
  std::vector<std::string> labels;  ///< of the points, if the scenario names them
  SetsOfEnsemble ensemble;
  /// The setting of a point.
  std::function<PointSetting(int point)> setting;
  /// The setting at any places on the ranges of all factors, not only at design points.
  std::function<PointSetting(const std::vector<double>& places)> setting_on;
  /// For each factor whether it acts, as far as this was tried (acting.hpp); empty if not tried.
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

/// What a case calls a lever; in one language, or in all of them if it names none.
struct LeverWord {
  std::string lever, language, text;
};

/// What a scenario says of its play on the stage of the classroom page; the page finds out what it
/// leaves open.
struct Staging {
  std::optional<int> month;  ///< in which the room decides
  std::string unit;          ///< people whose wages a sum is told in, "street workers"
  double unit_cost = 0.0;    ///< k€ a year of one of them; 0: the wage cost of the scenario
  std::string turn;          ///< the scenario of the last act, by the name of its file
  std::vector<std::string> levers;  ///< those that may be asked about in the last act, in order
};

struct Scenario {
  std::string title, question, expect;
  std::vector<std::string> sources;
  Answer answer;
  Staging staging;
  std::vector<LeverWord> words;  ///< of the classroom page
  Setting setting;
  std::vector<Arm> arms{Arm::nothing, Arm::alone, Arm::together};
  int replicates = 100;  ///< number of replicates; with a stop rule, the maximum
  std::optional<StopRule> until;
  std::uint64_t seed = 1;
  int layouts = 1;  ///< number of layouts drawn, each from its own seed, if patterns judge the runs
  Precision precision = Precision::single_precision;
  Record record;
  Design design;
  std::vector<Pattern> patterns;   ///< patterns that judge the runs
  std::vector<std::string> notes;  ///< remarks on the file that are not errors
  std::string text;                ///< the file as read
  std::string resolved;  ///< with includes and settings applied and every parameter stated
  std::string expected;  ///< expectations and findings that runs can check, and why they came out
                         ///< so, as JSON (expectation_reader.hpp)
  std::string items;     ///< the balance as a list, as JSON (items.hpp), or empty
  std::string claims;    ///< the claims that its design points test (claims_reader.hpp), or empty
  std::string doubt;     ///< its part in an experiment on assumptions (doubt_design.hpp), or empty
  std::string tips;      ///< what tips each partner, as JSON (command/tipping.hpp), or empty
};

/// "2013-07" for month t of the calendar.
std::string month_label(const Calendar& calendar, int t);

/// "puller = 0", …: one text for each lever of a change.
std::vector<std::string> stated_levers(const Change& change);

/// The start and end of a change: "once beacon 4 stands, until 2020-12".
std::string stated_time(const Calendar& calendar, const Change& change);

/// Whether levers wait for an occasion at any point of the design. If so, replicates run one by
/// one.
bool awaits_occasions(const Scenario& scenario);

/// Joins complaints, one a line.
std::string in_lines(const std::vector<std::string>& complaints);

/// What is wrong with the number of runs of a scenario; "" if a result file can number them.
std::string too_many_runs(const Scenario& scenario);

}  // namespace samen
