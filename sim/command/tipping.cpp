#include "command/tipping.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>

#include <nlohmann/json.hpp>

#include "experiment/runner.hpp"
#include "io/doubt_design.hpp"
#include "io/interruption.hpp"
#include "io/scenario_reader.hpp"
#include "model/parameter_table.hpp"
#include "scenario/setting_key.hpp"
#include "scenario/toml_section.hpp"
#include "scenario/toml_text.hpp"

namespace samen {
namespace {

constexpr const char* name_in_complaints = "samen run --tips";
constexpr int rungs = 4;     // of the ladder to each end
constexpr int halvings = 4;  // of the step in which the sign turned
constexpr int most_pairs = 200;

/// A thing that may change: of all, or of one partner by itself.
struct Thing {
  std::string_view section, key;
  std::string_view own;  ///< its name in [[organisation]], if it is the partner's alone
  Range range;           ///< within which it is tried
};
constexpr std::array things{
    Thing{"levers", "match", "", {0, 3}},
    Thing{"levers", "seed_money", "", {0, 24}},  // two pullers and more
    Thing{"initial", "trust_mean", "", {0, 1}},
    Thing{"initial", "burden_inside", "", {0, 1}},
    Thing{"initial", "mandate", "mandate", {0, 1}},
    Thing{"initial", "white_space", "white_space", {0, 0.15}},  // the largest that a plan allows
};

/// The middle of a value that an organisation states: a number, or a distribution.
std::optional<double> middle_of(const toml::node& stated) {
  if (const auto number = stated.value<double>()) return number;
  const toml::table* const drawn = stated.as_table();
  if (!drawn) return {};
  for (const char* const centre : {"mean", "median"})
    if (const auto number = (*drawn)[centre].value<double>()) return number;
  const auto low = (*drawn)["low"].value<double>(), high = (*drawn)["high"].value<double>();
  return low && high ? std::optional(0.5 * (*low + *high)) : std::nullopt;
}

OwnDifference summed(const std::vector<double>& differences) {
  OwnDifference found;
  found.pairs = static_cast<int>(differences.size());
  for (const double one : differences) found.mean += one / found.pairs;
  double squares = 0.0;
  for (const double one : differences) squares += (one - found.mean) * (one - found.mean);
  if (found.pairs > 1) found.deviation = std::sqrt(squares / (found.pairs - 1));
  return found;
}

class Ladder {
 public:
  Ladder(const Scenario& scenario, int workers)
      : answer_(scenario.answer),
        workers_(workers),
        plain_(
            plain(scenario, FundingCase::as_it_stands, std::min(scenario.replicates, most_pairs))) {
    Complaints none;
    file_ = parsed(plain_.resolved, name_in_complaints, none);
    now_ = *differences({});
  }

  PartnerTips of(std::size_t i) {
    const std::string& name = plain_.setting.layout.organisations[i].name;
    PartnerTips partner{name, now_[i], {}};
    for (const Thing& thing : things) partner.tips.push_back(tip(i, thing, name));
    const auto place = [](const Tip& tip) {
      return tip.found == Tipping::tips ? tip.part_of_range() : HUGE_VAL;
    };
    std::ranges::stable_sort(partner.tips, {}, place);
    return partner;
  }

 private:
  using OfAll = std::vector<OwnDifference>;  ///< one for each organisation

  /// The differences of all organisations under some settings; null if those are refused.
  const OfAll* differences(const std::vector<std::string>& settings) {
    const auto [at, is_new] = known_.try_emplace(settings);
    if (is_new) at->second = run(settings);
    return at->second ? &*at->second : nullptr;
  }

  std::optional<OfAll> run(const std::vector<std::string>& settings) {
    Scenario changed;
    try {
      changed = scenario_from(plain_.resolved, name_in_complaints, {.settings = settings});
    } catch (const ScenarioError&) {
      return {};
    }
    changed.arms = {answer_.first, answer_.second};
    changed.record = plain_.record;
    const std::size_t owners = changed.setting.layout.organisations.size();
    std::map<int, std::array<std::vector<double>, 2>> pairs;
    run_batch(changed, workers_, [&](const RunResult& result) {
      throw_if_interrupted();
      if (result.failed) return;
      pairs[result.run.replicate][result.run.arm == answer_.first ? 0 : 1] =
          result.organisation_net;
    });
    std::vector<std::vector<double>> each(owners);
    for (const auto& [replicate, nets] : pairs)
      for (std::size_t i = 0; i < owners; ++i)
        if (nets[0].size() == owners && nets[1].size() == owners)
          each[i].push_back(nets[0][i] - nets[1][i]);
    OfAll all;
    for (const auto& one : each) all.push_back(summed(one));
    return all;
  }

  /// The keys that set a thing: those of tables where they state their own.
  std::vector<std::string> keys_of_thing(const Thing& thing, const std::string& name) const {
    if (!thing.own.empty())
      return {SettingKey{"organisation", name, std::string(thing.own)}.written()};
    const SettingKey common{std::string(thing.section), "", std::string(thing.key)};
    if (thing.section != "levers") return {common.written()};
    const Overridden own = overridden(file_, common);
    std::vector<std::string> keys = own.instead;
    if (!own.everywhere()) keys.insert(keys.begin(), common.written());
    return keys;
  }

  /// Its value in the scenario, and whether that is drawn.
  std::pair<double, bool> value_now(const Thing& thing, const std::string& name) const {
    const std::string common = std::string(thing.section) + '.' + std::string(thing.key);
    const double usual = parameter_named(common)->value(plain_.setting.parameters);
    if (thing.own.empty()) {
      const auto& tables = plain_.setting.layout.tables;
      if (thing.section != "levers" || tables.empty()) return {usual, false};
      const auto row = std::ranges::find(lever_table(), thing.key, &LeverRow::name);
      return {row->value(tables.front().levers), false};
    }
    const toml::table* const home =
        home_of(file_, SettingKey{"organisation", name, std::string(thing.own)});
    const toml::node* const stated = home ? home->get(thing.own) : nullptr;
    if (!stated) return {usual, true};
    return {middle_of(*stated).value_or(usual), !stated->is_number()};
  }

  Tip tip(std::size_t i, const Thing& thing, const std::string& name) {
    const std::vector<std::string> keys = keys_of_thing(thing, name);
    Tip tip{.key = keys.front(), .range = thing.range};
    std::tie(tip.now, tip.drawn) = value_now(thing, name);
    tip.range.low = std::min(tip.range.low, tip.now);
    tip.range.high = std::max(tip.range.high, tip.now);
    for (const double end : {tip.range.low, tip.range.high}) climb(tip, i, keys, end);
    return tip;
  }

  const OwnDifference* at(std::size_t i, const std::vector<std::string>& keys, double value) {
    std::vector<std::string> settings;
    for (const std::string& key : keys) settings.push_back(key + '=' + shortest_text(value));
    const OfAll* const all = differences(settings);
    return all ? &(*all)[i] : nullptr;
  }

  bool turned(std::size_t i, const OwnDifference& there) const {
    return (there.mean > 0.0) != (now_[i].mean > 0.0);
  }

  /// Goes from the present value to one end of the range, and keeps where the partner tips if that
  /// is nearer than what the other end gave.
  void climb(Tip& tip, std::size_t i, const std::vector<std::string>& keys, double end) {
    if (end == tip.now) return;
    double here = tip.now;
    for (int rung = 1; rung <= rungs; ++rung) {
      double there = tip.now + (end - tip.now) * rung / rungs;
      const OwnDifference* found = at(i, keys, there);
      if (!found && tip.found != Tipping::tips) tip.found = Tipping::cannot_be_set;
      if (!found) return;
      if (turned(i, *found)) {
        for (int n = 0; n < halvings; ++n) {
          const double middle = 0.5 * (here + there);
          const OwnDifference* const between = at(i, keys, middle);
          const bool tips = between && turned(i, *between);
          (tips ? there : here) = middle;
          if (tips) found = between;
        }
        const bool nearer = std::fabs(there - tip.now) < std::fabs(tip.then - tip.now);
        if (tip.found == Tipping::tips && !nearer) return;
        tip.found = Tipping::tips;
        tip.then = there;
        tip.difference = *found;
        return;
      }
      here = there;
    }
  }

  Answer answer_;
  int workers_;
  Scenario plain_;
  toml::table file_;
  std::map<std::vector<std::string>, std::optional<OfAll>> known_;
  OfAll now_;
};

}  // namespace

double Tip::part_of_range() const {
  return std::fabs(then - now) / (range.high - range.low);
}

std::vector<PartnerTips> tips_of(const Scenario& scenario, int workers) {
  const auto runs = [&](Arm arm) { return std::ranges::count(scenario.arms, arm) > 0; };
  const std::size_t owners = scenario.setting.layout.organisations.size();
  if (!runs(scenario.answer.first) || !runs(scenario.answer.second) || owners > most_partners)
    return {};
  Ladder ladder(scenario, workers);
  std::vector<PartnerTips> partners;
  for (std::size_t i = 0; i < owners; ++i) partners.push_back(ladder.of(i));
  return partners;
}

std::string json_of(const std::vector<PartnerTips>& partners, const Answer& answer) {
  const auto difference = [](const OwnDifference& one) {
    return nlohmann::ordered_json{
        {"mean", one.mean}, {"deviation", one.deviation}, {"pairs", one.pairs}};
  };
  constexpr std::array<std::string_view, 3> founds{"tips", "stays", "cannot be set"};
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const PartnerTips& partner : partners) {
    nlohmann::ordered_json tips = nlohmann::ordered_json::array();
    for (const Tip& tip : partner.tips) {
      nlohmann::ordered_json row{
          {"key", tip.key},         {"now", tip.now},
          {"drawn", tip.drawn},     {"low", tip.range.low},
          {"high", tip.range.high}, {"found", founds[static_cast<std::size_t>(tip.found)]}};
      if (tip.found == Tipping::tips) {
        row["then"] = tip.then;
        row["part"] = tip.part_of_range();
        row["difference"] = difference(tip.difference);
      }
      tips.push_back(std::move(row));
    }
    all.push_back({{"organisation", partner.organisation},
                   {"now", difference(partner.now)},
                   {"tips", std::move(tips)}});
  }
  const auto name_of = [](Arm arm) {
    return std::string(arm_names[static_cast<std::size_t>(arm)]);
  };
  return nlohmann::ordered_json{
      {"first", name_of(answer.first)}, {"second", name_of(answer.second)}, {"partners", all}}
      .dump(2);
}

}  // namespace samen
