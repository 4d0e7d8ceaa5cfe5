#include "scenario/expectation_reader.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "scenario/former_names.hpp"
#include "scenario/nearest.hpp"

namespace samen {
namespace {

using nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> directions{"more", "less", "same"};
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

  void read(Section& section, ordered_json& all) const {
    const std::size_t usual = static_cast<std::size_t>(
        std::find(measures_.begin(), measures_.end(), scenario_.answer.measure) -
        measures_.begin());
    ordered_json entry{{"says", section.required_text("says")},
                       {"measure", measures_[section.one_of("measure", measures_, usual)]},
                       {"direction", directions[section.one_of("direction", directions, 0)]},
                       {"by", section.number("by", 0.0, any_size, "")},
                       {"share", section.number("share", 0.0, any_share, "")}};
    if (!section.has("direction")) missing(section, "direction");
    if (entry["direction"] == "same" && !section.has("by"))
      section.complain("by", "'" + section.full_name("by") +
                                 "' must say how large a difference still counts as the same");
    for (const char* key : {"by", "share"})
      if (section.has("by") && section.has("share"))
        section.complain(key, "give 'by' or 'share', not both");
    const auto first = sides_of(section, "first", scenario_.answer.first);
    std::vector<ordered_json> second;
    if (section.has("than")) {
      entry["than"] = section.number("than", 0.0, any_number, "");
      if (section.has("second"))
        section.complain("than", "give a side 'second' or a number 'than', not both");
      if (section.has("share")) section.complain("share", "'share' needs a side 'second'");
    } else {
      second = sides_of(section, "second", scenario_.answer.first);
    }
    section.finish();
    add(all, entry, first, second);
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

  static void add(ordered_json& all, const ordered_json& entry,
                  const std::vector<ordered_json>& first, const std::vector<ordered_json>& second) {
    for (const ordered_json& one : first)
      for (std::size_t n = 0; n < std::max<std::size_t>(1, second.size()); ++n) {
        ordered_json whole = entry;
        whole["first"] = one;
        if (!second.empty()) {
          whole["second"] = second[n];
          // A side without a point has the point of the other side.
          if (second[n]["point"] == "") whole["second"]["point"] = one["point"];
          if (one["point"] == "") whole["first"]["point"] = second[n]["point"];
        }
        all.push_back(std::move(whole));
      }
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

}  // namespace

std::string read_expectations(Section head, const Scenario& scenario) {
  const ExpectationReader reader(scenario);
  reader.check_answer(head);
  ordered_json all = ordered_json::array();
  for (Section& section : head.sections("expected")) reader.read(section, all);
  return all.empty() ? "" : all.dump();
}

}  // namespace samen
