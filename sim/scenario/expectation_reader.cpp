#include "scenario/expectation_reader.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "scenario/design_points.hpp"
#include "scenario/entry_reader.hpp"
#include "scenario/file_layers.hpp"
#include "scenario/former_names.hpp"
#include "scenario/nearest.hpp"

namespace samen {
namespace {

using nlohmann::ordered_json;

enum class Told { expected, found };

constexpr std::array<std::string_view, 3> directions{"more", "less", "same"};
constexpr std::array<std::string_view, 3> verdicts{"as expected", "not as expected",
                                                   "too close to call"};
constexpr Range any_number{-1e12, 1e12}, any_size{0.0, 1e12};

class ExpectationReader {
 public:
  explicit ExpectationReader(const Scenario& scenario) : scenario_(scenario) {
    for (const Outcome& outcome : outcomes) measures_.push_back(outcome.name);
    if (scenario.design.factors.empty()) return;
    if (scenario.design.ensemble.any()) {  // each set of the ensemble has the same expectations
      labels_ = scenario.design.ensemble.points;
      return;
    }
    for (int point = 0; point < scenario.design.points(); ++point)
      labels_.push_back(scenario.design.label(point));
  }

  /// Reads an entry of [[scenario.expected]], or one of [[scenario.found]].
  void read(Section& section, Told told, ordered_json& all) const {
    ordered_json entry{{"says", section.required_text("says")}, {"found", told == Told::found}};
    const Sides sides = compared(section, entry);
    if (section.has("why"))
      entry["why"] = reason_of(section.section("why"), told);
    else if (told == Told::found)
      missing(section, "why");
    section.finish();
    for (const ordered_json& one : in_pairs(entry, sides)) all.push_back(one);
  }

  /// Checks the point against which the answer compares the others.
  void check_answer(Section& head) const {
    if (!head.has("answer")) return;
    Section answer = head.section("answer");
    if (!scenario_.answer.against.empty()) check_label(answer, "against", scenario_.answer.against);
  }

 private:
  static void missing(Section& section, const char* key) {
    section.complain(key, "missing key '" + section.full_name(key) + "'");
  }

  struct Sides {
    std::vector<ordered_json> first, second;
  };

  /// Reads what is compared into `entry`, and returns its sides.
  Sides compared(Section& section, ordered_json& entry) const {
    const std::size_t usual = static_cast<std::size_t>(
        std::find(measures_.begin(), measures_.end(), scenario_.answer.measure) -
        measures_.begin());
    entry["measure"] = measures_[section.one_of("measure", measures_, usual)];
    entry["direction"] = directions[section.one_of("direction", directions, 0)];
    entry["by"] = section.number("by", 0.0, any_size, "");
    entry["share"] = section.number("share", 0.0, any_share, "");
    if (!section.has("direction")) missing(section, "direction");
    if (entry["direction"] == "same" && !section.has("by"))
      section.complain("by", "'" + section.full_name("by") +
                                 "' must say how large a difference still counts as the same");
    for (const char* key : {"by", "share"})
      if (section.has("by") && section.has("share"))
        section.complain(key, "give 'by' or 'share', not both");
    Sides sides{sides_of(section, "first", scenario_.answer.first), {}};
    if (!section.has("than")) {
      sides.second = sides_of(section, "second", scenario_.answer.first);
      return sides;
    }
    entry["than"] = section.number("than", 0.0, any_number, "");
    if (section.has("second"))
      section.complain("than", "give a side 'second' or a number 'than', not both");
    if (section.has("share")) section.complain("share", "'share' needs a side 'second'");
    return sides;
  }

  /// Reads why it came out so: the same comparison with other settings (`with`), or another
  /// comparison of these runs.
  ordered_json reason_of(Section section, Told told) const {
    ordered_json why{{"says", section.required_text("says")}};
    if (told == Told::expected) {
      why["came_out"] = verdicts[section.one_of("came_out", verdicts, 0)];
      if (!section.has("came_out")) missing(section, "came_out");
    } else {
      why["came_out"] = verdicts[0];  // it is told where it is as it was found
    }
    if (section.has("with")) {
      why["with"] = section.texts("with");
      if (why["with"].empty())
        section.complain("with", "'" + section.full_name("with") +
                                     "' must list settings, for instance [\"levers.match=0\"]");
      why["name"] = section.text("name");
      if (section.has("first")) section.complain("with", "give settings 'with' or sides, not both");
    } else {
      const Sides sides = compared(section, why);
      const std::vector<ordered_json> pairs = in_pairs(why, sides);
      if (pairs.size() != 1)
        section.complain("first",
                         "a reason has one comparison, got " + std::to_string(pairs.size()));
      else
        why = pairs.front();
    }
    section.finish();
    return why;
  }

  /// The entry once for each pair of its sides.
  static std::vector<ordered_json> in_pairs(const ordered_json& entry, const Sides& sides) {
    std::vector<ordered_json> all;
    for (const ordered_json& one : sides.first)
      for (std::size_t n = 0; n < std::max<std::size_t>(1, sides.second.size()); ++n) {
        ordered_json whole = entry;
        whole["first"] = one;
        if (!sides.second.empty()) {
          whole["second"] = sides.second[n];
          // A side without a point has the point of the other side.
          if (sides.second[n]["point"] == "") whole["second"]["point"] = one["point"];
          if (one["point"] == "") whole["first"]["point"] = sides.second[n]["point"];
        }
        all.push_back(std::move(whole));
      }
    return all;
  }

  void check_label(Section& section, const char* key, const std::string& label) const {
    if (std::find(labels_.begin(), labels_.end(), label) != labels_.end()) return;
    constexpr std::size_t few = 12;
    std::string hint = did_you_mean(label, labels_);
    if (labels_.empty())
      hint = "; nothing is varied";
    else if (hint.empty() && labels_.size() <= few)
      hint = "; expected " + listed(labels_);
    section.complain(key, "unknown design point '" + label + "'" + hint);
  }

  /// Returns a side, repeated for each of its points.
  std::vector<ordered_json> sides_of(Section& section, const char* key, Arm usual) const {
    if (!section.has(key)) missing(section, key);
    Section side = section.section(key);
    const auto arm = static_cast<std::size_t>(arm_at(side, "arm", usual));
    std::vector<std::string> points;
    if (side.has("points")) {
      points = side.texts("points");
      if (side.has("point")) side.complain("point", "give 'point' or 'points', not both");
    } else {
      points = {side.text("point")};
    }
    const std::string less = side.text("less");
    for (const std::string& point : points)
      if (!point.empty()) check_label(side, side.has("points") ? "points" : "point", point);
    if (!less.empty()) check_label(side, "less", less);
    side.finish();
    std::vector<ordered_json> sides;
    for (const std::string& point : points)
      sides.push_back({{"arm", arm_names[arm]}, {"point", point}, {"less", less}});
    return sides;
  }

  const Scenario& scenario_;
  std::vector<std::string_view> measures_;
  std::vector<std::string> labels_;
};

/// The distinct lists of settings with which the reasons of a scenario are shown.
std::vector<std::vector<std::string>> contrasts_of(const std::string& expectations) {
  std::vector<std::vector<std::string>> all;
  if (expectations.empty()) return all;
  for (const ordered_json& entry : ordered_json::parse(expectations)) {
    if (!entry.contains("why") || !entry["why"].contains("with")) continue;
    auto settings = entry["why"]["with"].get<std::vector<std::string>>();
    if (std::find(all.begin(), all.end(), settings) == all.end()) all.push_back(settings);
  }
  return all;
}

}  // namespace

void check_contrasts(const Scenario& scenario, const toml::table& file, Complaints& complaints) {
  for (const auto& settings : contrasts_of(scenario.expected)) {
    toml::table contrast = file;
    leave_out_design(contrast);
    contrast.erase("item");  // items are checked against the scenario as it stands
    for (const std::string& setting : settings)
      apply_setting(contrast, setting, "[scenario] why with " + setting, complaints);
    refuse_overridden(contrast, settings, complaints);
    if (!complaints.all().empty()) return;
    EntryReader(contrast, complaints).read();
  }
}

std::string read_expectations(Section head, const Scenario& scenario) {
  const ExpectationReader reader(scenario);
  reader.check_answer(head);
  ordered_json all = ordered_json::array();
  for (Section& section : head.sections("expected")) reader.read(section, Told::expected, all);
  for (Section& section : head.sections("found")) reader.read(section, Told::found, all);
  return all.empty() ? "" : all.dump();
}

}  // namespace samen
