#include "analysis/output/doubt_tables.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace samen::analysis {
namespace {

constexpr std::size_t resamples = 1000;

Language language_of(const Doubt& doubt) {
  return doubt.as_it_stands().scenario().language();
}

std::string named(const ArmPair& arms, Language language) {
  return name_in(language, arms.first) + " − " + name_in(language, arms.second);
}

}  // namespace

std::string reach_in(const Language& language, const Doubt& doubt) {
  const std::string spread = percent_in(language, doubt.spread());
  if (doubt.wider() == 0) return language("beside.reach", {{"spread", spread}});
  return language("beside.reach_wider", {{"spread", spread}, {"wider", doubt.wider()}});
}

namespace {

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

Cell share(const Estimate& share, Language language) {
  if (share.n == 0) return language("language.not_applicable");
  return Percentage{share};
}

Table table_of_differences(const Doubt& doubt, const ShownDoubt& shown) {
  const Language language = language_of(doubt);
  const TableWords words(language, "tables.doubted");
  Table table = words.table("differences",
                            {"money", "difference", "usual", "pairs", "above", "clearly_above",
                             "clearly_below", "median", "q05", "q25", "q75", "q95", "sets"},
                            {{"what", shown.display().label}});
  for (const DoubtedFunding& funding : doubt.fundings())
    for (const ArmPair& arms : doubt.comparisons()) {
      const auto add = [&](const DoubtedDifference& found, const std::string& money) {
        table.add({money, named(arms, language), shown.estimate(found.usual),
                   static_cast<std::int64_t>(found.usual.n), share(found.above, language),
                   share(found.clearly_above, language), share(found.clearly_below, language),
                   shown.quantile_of(found.means, 0.5), shown.quantile_of(found.means, 0.05),
                   shown.quantile_of(found.means, 0.25), shown.quantile_of(found.means, 0.75),
                   shown.quantile_of(found.means, 0.95),
                   static_cast<std::int64_t>(found.means.size())});
      };
      const std::string money = name_in(language, funding.funding());
      add(funding.difference(arms), money);
      if (const auto across = funding.across_ensemble(arms)) add(*across, money + ", ensemble");
    }
  return table;
}

/// Notes on which assumptions were moved, and how.
std::vector<std::string> notes_on(const Doubt& doubt) {
  const DoubtedFunding& funding = doubt.as_it_stands();
  const Language language = language_of(doubt);
  const TableWords words(language, "tables.doubted");
  std::vector<std::string> notes{words("assumptions", {{"n", doubt.parameters().size()},
                                                       {"varied", doubt.count("varied")},
                                                       {"spread", reach_in(language, doubt)},
                                                       {"idle", doubt.count("never acts")},
                                                       {"zero", doubt.count("zero")},
                                                       {"fixed", doubt.count("cannot move")}}),
                                 words("size", {{"n", funding.sets().points().size()},
                                                {"chosen", name_in(language, doubt.size_chosen())},
                                                {"replicates", funding.replicates()}}),
                                 words("clearly")};
  if (funding.across_ensemble(doubt.comparisons().front())) notes.push_back(words("no_sample"));
  if (!doubt.own_money()) notes.push_back(words("no_outside_money"));
  for (const DoubtedFunding& each : doubt.fundings())
    if (each.sets().failed() > 0) notes.push_back(each.sets().failures());
  return notes;
}

Table table_of_drivers(const Doubt& doubt) {
  const ArmPair arms = doubt.comparisons().front();
  const Language language = language_of(doubt);
  const TableWords words(language, "tables.drivers");
  Table table =
      words.table("drivers", {"money", "assumption", "correlation", "low", "high", "meaning"},
                  {{"arms", named(arms, language)}});
  RankMeasure measure = RankMeasure::partial;
  for (const DoubtedFunding& funding : doubt.fundings()) {
    const Drivers found = funding.drivers(arms, resamples);
    measure = found.measure;
    for (const Driver& driver : found.strongest) {
      const Factor& factor = funding.sets().factors()[driver.factor];
      table.add({name_in(language, funding.funding()), factor.name,
                 Estimated{{driver.value, driver.interval, found.n}, 2}, Number{factor.low, 3},
                 Number{factor.high, 3}, meaning_in(language, factor.name, factor.meaning)});
    }
  }
  table.notes = {words(measure == RankMeasure::partial ? "partial" : "by_itself")};
  return table;
}

Table table_of_money(const Doubt& doubt, const MoneyUnit& money) {
  const Batch& batch = doubt.as_it_stands().scenario();
  const TableWords words(batch.language(), "tables.outside_money");
  Table table = words.table("outside_money", {"arm", "all", "match", "start", "gift"},
                            {{"unit", money.unit}});
  for (const int arm : batch.arms()) {
    const OutsideMoney outside = outside_money_of(batch, {arm, batch.points().front()});
    const auto cell = [&](double keuro) { return Number{keuro / money.keuro, money.digits}; };
    table.add({batch.arm_label(arm), cell(outside.all), cell(outside.match), cell(outside.start),
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
  const Language language = language_of(doubt);
  const TableWords words(language, "tables.assumptions");
  Table table =
      words.table("assumptions", {"assumption", "usual", "low", "high", "fate", "source"});
  for (const DoubtedParameter& each : doubt.parameters())
    table.add({each.name, Number{each.usual, 4}, Number{each.low, 4}, Number{each.high, 4},
               name_in(language, each.role), each.source});
  return table;
}

}  // namespace samen::analysis
