#include "analysis/output/doubt_tables.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace samen::analysis {
namespace {

constexpr std::size_t resamples = 1000;

std::string named(const ArmPair& arms) {
  return arms.first + " − " + arms.second;
}

/// Shows a measure in the reader's unit.
class ShownDoubt {
 public:
  ShownDoubt(const Doubt& doubt, const MoneyUnit& money)
      : display_(display_of(doubt.as_it_stands().scenario().answer_measure(), money)) {}

  const Display& display() const { return display_; }
  Number quantile_of(std::vector<double> means, double probability) const {
    for (double& mean : means) mean *= display_.factor;
    return {quantile(std::move(means), probability), display_.digits};
  }
  Estimated estimate(Estimate raw) const {
    raw.mean *= display_.factor;
    if (raw.interval)
      raw.interval =
          Interval{raw.interval->low * display_.factor, raw.interval->high * display_.factor};
    return {raw, display_.digits};
  }

 private:
  Display display_;
};

Cell share(const Estimate& share) {
  if (share.n == 0) return "n/a";
  return Percentage{share};
}

Table table_of_differences(const Doubt& doubt, const ShownDoubt& shown) {
  Table table{"differences",
              "In how many sets of assumptions a difference holds, " + shown.display().label,
              {{"money", "money"},
               {"difference", "difference"},
               {"usual", "at the scenario [95 %, luck]"},
               {"pairs", "n, pairs"},
               {"above", "% of sets above 0 [95 %]"},
               {"clearly_above", "clearly above"},
               {"clearly_below", "clearly below"},
               {"median", "median"},
               {"q05", "5 %"},
               {"q25", "25 %"},
               {"q75", "75 %"},
               {"q95", "95 %"},
               {"sets", "n, sets"}},
              {},
              {}};
  for (const DoubtedFunding& funding : doubt.fundings())
    for (const ArmPair& arms : doubt.comparisons()) {
      const auto add = [&](const DoubtedDifference& found, const std::string& money) {
        table.add({money, named(arms), shown.estimate(found.usual),
                   static_cast<std::int64_t>(found.usual.n), share(found.above),
                   share(found.clearly_above), share(found.clearly_below),
                   shown.quantile_of(found.means, 0.5), shown.quantile_of(found.means, 0.05),
                   shown.quantile_of(found.means, 0.25), shown.quantile_of(found.means, 0.75),
                   shown.quantile_of(found.means, 0.95),
                   static_cast<std::int64_t>(found.means.size())});
      };
      add(funding.difference(arms), funding.funding());
      if (const auto across = funding.across_ensemble(arms))
        add(*across, funding.funding() + ", ensemble");
    }
  return table;
}

/// Notes on which assumptions were moved, and how.
std::vector<std::string> notes_on(const Doubt& doubt) {
  const DoubtedFunding& funding = doubt.as_it_stands();
  const auto counted = [&](const char* role) { return std::to_string(doubt.count(role)); };
  std::vector<std::string> notes{
      std::to_string(doubt.parameters().size()) + " parameters are assumptions: " +
          counted("varied") + " act here and are up to " + shown_percent(doubt.spread()) +
          " off, all at once; " + counted("never acts") + " change no run; " + counted("zero") +
          " are zero and " + counted("cannot move") + " cannot move that little",
      std::to_string(funding.sets().points().size()) + " sets (" + doubt.size_chosen() + "), " +
          std::to_string(funding.replicates()) +
          " replicates of each arm in each; levers and the scenario's own numbers stay as they are",
      "clearly: the 95 % interval of that set's mean lies on that side"};
  if (funding.across_ensemble(doubt.comparisons().front()))
    notes.push_back(
        "ensemble: over sets that fit the evidence; they are no sample, so their share has no "
        "interval");
  if (!doubt.own_money())
    notes.push_back("no money comes from outside, so there is nothing to take away");
  for (const DoubtedFunding& each : doubt.fundings())
    if (each.sets().failed() > 0) notes.push_back(each.sets().failures());
  return notes;
}

Table table_of_drivers(const Doubt& doubt) {
  const ArmPair arms = doubt.comparisons().front();
  Table table{"drivers",
              "What decides " + named(arms),
              {{"money", "money"},
               {"assumption", "assumption"},
               {"correlation", "rank correlation [95 %]"},
               {"low", "from"},
               {"high", "to"},
               {"meaning", "meaning"}},
              {},
              {}};
  RankMeasure measure = RankMeasure::partial;
  for (const DoubtedFunding& funding : doubt.fundings()) {
    const Drivers found = funding.drivers(arms, resamples);
    measure = found.measure;
    for (const Driver& driver : found.strongest) {
      const Factor& factor = funding.sets().factors()[driver.factor];
      table.add({funding.funding(), factor.name,
                 Estimated{{driver.value, driver.interval, found.n}, 2}, Number{factor.low, 3},
                 Number{factor.high, 3}, factor.meaning});
    }
  }
  table.notes = {measure == RankMeasure::partial
                     ? "partial rank correlation: the others held; intervals resample the sets"
                     : "rank correlation of each by itself, for the sets are fewer than twice the "
                       "assumptions; intervals resample the sets"};
  return table;
}

Table table_of_money(const Doubt& doubt, const MoneyUnit& money) {
  const Batch& batch = doubt.as_it_stands().scenario();
  Table table{"outside_money",
              "Outside money a run at the scenario, " + money.unit,
              {{"arm", "arm"},
               {"all", "all"},
               {"match", "match"},
               {"start", "start money"},
               {"gift", "lead gift"}},
              {},
              {}};
  for (const int arm : batch.arms()) {
    const OutsideMoney outside = outside_money_of(batch, {arm, batch.points().front()});
    const auto cell = [&](double keuro) { return Number{keuro / money.keuro, money.digits}; };
    table.add({batch.arm_name(arm), cell(outside.all), cell(outside.match), cell(outside.start),
               cell(outside.gift)});
  }
  return table;
}

}  // namespace

std::vector<Table> tables_of(const Doubt& doubt, const MoneyUnit& money) {
  const ShownDoubt shown(doubt, money);
  std::vector<Table> tables{table_of_differences(doubt, shown), table_of_drivers(doubt),
                            table_of_money(doubt, money)};
  tables.front().notes = notes_on(doubt);
  return tables;
}

Table table_of_parameters(const Doubt& doubt) {
  Table table{"assumptions",
              "The assumptions",
              {{"assumption", "assumption"},
               {"usual", "usual"},
               {"low", "from"},
               {"high", "to"},
               {"fate", "what became of it"},
               {"source", "source"}},
              {},
              {}};
  for (const DoubtedParameter& each : doubt.parameters())
    table.add({each.name, Number{each.usual, 4}, Number{each.low, 4}, Number{each.high, 4},
               each.role, each.source});
  return table;
}

}  // namespace samen::analysis
