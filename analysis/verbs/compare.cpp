// samen compare: compares arms, scenarios or design points pair by pair, with the same draws.
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "analysis/narrative/sets.hpp"
#include "analysis/output/request.hpp"
#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "analysis/statistics/balances.hpp"
#include "analysis/statistics/bootstrap.hpp"
#include "analysis/statistics/paired.hpp"
#include "analysis/statistics/statistics.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

/// One treatment of one file.
struct Side {
  const Batch* batch = nullptr;
  Treatment treatment;
  std::string label;
};
struct Comparison {
  Side first, second;
};

enum class Between { arms, points, files };
constexpr std::array<std::string_view, 3> between_names{"arms", "points", "files"};

/// Requires that runs with the same number in two files had the same draws.
void require_shared_luck(const Batch& one, const Batch& other) {
  const auto seed_of = [](const Batch& batch) { return batch.file().hashes(results::seed).at(0); };
  if (seed_of(one) != seed_of(other))
    throw Misuse(one.file().path() + " has seed " + std::to_string(seed_of(one)) + " and " +
                 other.file().path() + " has seed " + std::to_string(seed_of(other)) +
                 ": without the same seed nothing is paired; run one of them again with --seed");
}

/// "no_puller" for no_puller.h5
std::string name_of(const Batch& batch) {
  const std::string& path = batch.file().path();
  const std::size_t from = path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1;
  return path.substr(from, path.rfind('.') > from ? path.rfind('.') - from : std::string::npos);
}

/// The arms that --arm names; otherwise those that every file has. A comparison within an arm omits
/// the arm that does nothing.
std::vector<int> arms_asked(const Request& request, const Batch& batch) {
  if (request.has("arm")) {
    std::vector<int> arms;
    for (const auto& name : request.value<std::vector<std::string>>("arm"))
      arms.push_back(batch.arm_named(name));
    return arms;
  }
  std::vector<int> arms = batch.arms();
  if (arms.size() > 1)
    std::erase_if(arms, [&](int arm) { return batch.arm_name(arm) == "nothing"; });
  return arms;
}

/// One arm compared with another at each design point.
std::vector<Comparison> between_arms(const Request& request, const Batch& batch) {
  std::vector<std::pair<int, int>> pairs;
  if (request.has("of") || request.has("against")) {
    const auto named = [&](const char* option, int otherwise) {
      return request.has(option) ? batch.arm_named(request.value<std::string>(option)) : otherwise;
    };
    const auto [first, second] = batch.answer_arms();
    pairs.emplace_back(named("of", first), named("against", second));
    if (pairs[0].first == pairs[0].second)
      throw Misuse("--of and --against are both '" + batch.arm_name(pairs[0].first) + "'");
  } else if (batch.arms().size() > 1 && batch.points().size() > 1) {
    pairs.push_back(batch.answer_arms());
  } else {
    for (std::size_t second = 0; second < batch.arms().size(); ++second)
      for (std::size_t first = second + 1; first < batch.arms().size(); ++first)
        pairs.emplace_back(batch.arms()[first], batch.arms()[second]);
  }
  std::vector<Comparison> comparisons;
  for (const int point : batch.points())
    for (const auto& [first, second] : pairs) {
      const std::string where = batch.points().size() > 1 ? batch.point_label(point) + ": " : "";
      comparisons.push_back({{&batch, {first, point}, where + batch.arm_label(first)},
                             {&batch, {second, point}, batch.arm_label(second)}});
    }
  return comparisons;
}

/// Compares every design point with a base point, arm by arm.
std::vector<Comparison> between_points(const Request& request, const Batch& batch) {
  if (batch.points().size() < 2)
    throw Misuse(batch.file().path() + " has no design: there are no points to compare");
  const int base = request.has("base") ? request.value<int>("base") : batch.points().front();
  if (std::find(batch.points().begin(), batch.points().end(), base) == batch.points().end())
    throw Misuse("--base must be a design point, 0 to " + std::to_string(batch.points().back()) +
                 ", got " + std::to_string(base));
  std::vector<Comparison> comparisons;
  for (const int arm : arms_asked(request, batch))
    for (const int point : batch.points()) {
      if (point == base) continue;
      comparisons.push_back(
          {{&batch, {arm, point}, batch.arm_label(arm) + ": " + batch.point_label(point)},
           {&batch, {arm, base}, batch.point_label(base)}});
    }
  return comparisons;
}

/// Compares every file with the first one, arm by arm.
std::vector<Comparison> between_files(const Request& request,
                                      const std::vector<std::unique_ptr<Batch>>& batches) {
  const Batch& base = *batches.front();
  std::vector<Comparison> comparisons;
  for (std::size_t n = 1; n < batches.size(); ++n) {
    const Batch& other = *batches[n];
    require_shared_luck(base, other);
    for (const int arm : arms_asked(request, base)) {
      if (!other.has_arm(base.arm_name(arm))) continue;
      const Treatment first{other.arm_named(base.arm_name(arm)), other.points().front()};
      comparisons.push_back({{&other, first, base.arm_label(arm) + ": " + name_of(other)},
                             {&base, {arm, base.points().front()}, name_of(base)}});
    }
  }
  if (comparisons.empty()) throw Misuse("the files have no arm in common");
  return comparisons;
}

Paired pairs_of(const Comparison& comparison, const std::string& measure) {
  return paired(comparison.first.batch->by_pair(measure, comparison.first.treatment),
                comparison.second.batch->by_pair(measure, comparison.second.treatment));
}

Estimate bootstrapped(const std::vector<double>& values) {
  Estimate estimate = mean_of(values);
  const Interval interval = bca_of_mean(values);
  estimate.interval.reset();
  if (!std::isnan(interval.low)) estimate.interval = interval;
  return estimate;
}

Table table_of_differences(const std::vector<Comparison>& comparisons, const Measure& measure,
                           const MoneyUnit& money, Language language) {
  const Display display = display_of(measure, money);
  const TableWords words(language, "tables.compared");
  Table table = words.table(measure.name,
                            {"comparison", "mean_first", "mean_second", "difference", "bootstrap",
                             "first_ahead", "effect_size", "variance_saved", "n"},
                            {{"what", display.label}});
  std::size_t fewest = std::numeric_limits<std::size_t>::max();
  for (const Comparison& comparison : comparisons) {
    Paired pairs = pairs_of(comparison, measure.name);
    for (auto* values : {&pairs.first, &pairs.second})
      for (double& value : *values) value *= display.factor;
    const PairedComparison found = paired_comparison(pairs.first, pairs.second);
    fewest = std::min(fewest, found.n);
    const auto mean = [&](const std::vector<double>& values) {
      return Number{mean_of(values).mean, display.digits};
    };
    table.add({comparison.first.label + " − " + comparison.second.label, mean(pairs.first),
               mean(pairs.second), Estimated{found.difference, display.digits},
               Bounds{bootstrapped(differences(pairs)), display.digits},
               Percentage{found.probability_ahead}, Estimated{found.effect_size, 2},
               Percentage{{found.variance_saved, std::nullopt, found.n}},
               static_cast<std::int64_t>(found.n)});
  }
  table.notes = {words(measure.more_is_better ? "ahead" : "ahead_of_neither"), words("saved")};
  if (fewest < least_for_interval)
    table.notes.push_back(words("too_few", {{"n", least_for_interval}}));
  return table;
}

/// The ratio of together to alone (claim: ten times the value).
Table table_of_multipliers(const std::vector<const Batch*>& batches, Language language) {
  constexpr double claimed = 10.0;
  const TableWords words(language, "tables.multiplier");
  Table table =
      words.table("multiplier", {"where", "ratio", "low", "median", "high", "ten_times", "n"});
  table.notes = {words("no_ratio")};
  for (const Batch* batch : batches) {
    if (!batch->has_arm("together") || !batch->has_arm("alone")) continue;
    for (const int point : batch->points()) {
      const Paired pairs =
          paired(batch->by_pair(results::net_value, {batch->arm_named("together"), point}),
                 batch->by_pair(results::net_value, {batch->arm_named("alone"), point}));
      std::vector<double> ratios;
      for (std::size_t n = 0; n < pairs.first.size(); ++n)
        if (pairs.second[n] > 0.0) ratios.push_back(pairs.first[n] / pairs.second[n]);
      Estimate ratio = guarded(ratio_of_means(pairs.first, pairs.second));
      if (pairs.first.empty() || mean_of(pairs.second).mean <= 0.0 || ratio.mean <= 0.0)
        ratio = {};  // a ratio to zero or to a loss has no meaning
      const auto large = static_cast<std::size_t>(std::count_if(
          ratios.begin(), ratios.end(), [](double value) { return value >= claimed; }));
      table.add({batch->points().size() > 1 ? batch->point_label(point) : name_of(*batch),
                 Estimated{ratio, 1}, Number{quantile(ratios, 0.05), 1},
                 Number{quantile(ratios, 0.5), 1}, Number{quantile(ratios, 0.95), 1},
                 Percentage{share_of(large, ratios.size())},
                 static_cast<std::int64_t>(ratios.size())});
    }
  }
  return table;
}

/// Each treatment alone: whether it pays for itself, and how evenly the effort is spread.
Table table_of_burdens(const std::vector<const Batch*>& batches, Language language) {
  const TableWords words(language, "tables.burdens");
  Table table = words.table("burdens", {"treatment", "self_financing", "pays", "effort_gini", "n"});
  for (const Batch* batch : batches)
    for (const int point : batch->points())
      for (const int arm : batch->arms()) {
        const Treatment treatment{arm, point};
        auto ratios = batch->values("self_financing", treatment);
        std::erase_if(ratios, [](double value) { return std::isnan(value); });
        const Estimate load = mean_of(batch->values("effort_gini", treatment));
        if (ratios.empty() && load.n == 0) continue;
        const auto pays = static_cast<std::size_t>(
            std::count_if(ratios.begin(), ratios.end(), [](double value) { return value >= 1.0; }));
        std::string label = batch->arm_label(arm);
        if (batches.size() > 1) label = name_of(*batch) + ": " + label;
        if (batch->points().size() > 1) label = batch->point_label(point) + ": " + label;
        table.add({label, Estimated{mean_of(ratios), 2}, Percentage{share_of(pays, ratios.size())},
                   Estimated{load, 2},
                   static_cast<std::int64_t>(batch->runs_of(treatment).size())});
      }
  return table;
}

/// The balance of each organisation: a measure with one value for each organisation.
constexpr const char* of_organisations = "net_of_organisation";

/// Paired differences organisation by organisation.
Table table_of_organisations(const std::vector<Comparison>& comparisons, Language language) {
  const TableWords words(language, "tables.compared_organisations");
  Table table =
      words.table(of_organisations, {"comparison", "organisation", "mean_first", "mean_second",
                                     "difference", "bootstrap", "below_zero", "n"});
  table.notes = {words("balance")};
  std::map<const Batch*, std::unique_ptr<Balances>> of_batch;
  const auto balances_of = [&](const Side& side) -> const Balances& {
    auto& found = of_batch[side.batch];
    if (!found) found = std::make_unique<Balances>(*side.batch);
    return *found;
  };
  for (const Comparison& comparison : comparisons) {
    const Balances& first = balances_of(comparison.first);
    const Balances& second = balances_of(comparison.second);
    if (first.names() != second.names())
      throw Misuse(comparison.first.batch->file().path() + " and " +
                   comparison.second.batch->file().path() + " have other organisations");
    for (std::size_t i = 0; i < first.names().size(); ++i) {
      const Paired pairs = paired(first.by_pair(i, comparison.first.treatment),
                                  second.by_pair(i, comparison.second.treatment));
      const PairedComparison found = paired_comparison(pairs.first, pairs.second);
      const double mean = mean_of(pairs.first).mean;
      const int digits = digits_of_balance(mean);
      table.add({comparison.first.label + " − " + comparison.second.label, first.names()[i],
                 Number{mean, digits}, Number{mean_of(pairs.second).mean, digits},
                 Estimated{found.difference, digits},
                 Bounds{bootstrapped(differences(pairs)), digits},
                 Percentage{share_of(found.behind, found.n)}, static_cast<std::int64_t>(found.n)});
    }
  }
  return table;
}

std::vector<std::string> measures_asked(const Request& request, const Batch& batch) {
  if (!request.has("measure")) return {batch.answer_measure().name};
  std::vector<std::string> names;
  for (const auto& name : request.value<std::vector<std::string>>("measure")) {
    if (name == of_organisations) {
      names.push_back(name);
      continue;
    }
    if (name != "all") {
      names.push_back(batch.measure(name).name);
      continue;
    }
    for (const Measure& measure : batch.measures()) names.push_back(measure.name);
  }
  return names;
}

Between kind_of(const Request& request, const Batch& base, std::size_t files) {
  if (!request.has("between"))
    return files > 1                                           ? Between::files
           : base.arms().size() == 1 && !base.varies_nothing() ? Between::points
                                                               : Between::arms;
  const auto& name = request.value<std::string>("between");
  const std::vector<std::string> known(between_names.begin(), between_names.end());
  require_known("--between", name, known);
  const auto kind =
      static_cast<Between>(std::find(known.begin(), known.end(), name) - known.begin());
  if ((kind == Between::files) != (files > 1))
    throw Misuse(files > 1 ? "several files are compared with --between files"
                           : "--between files needs two result files or more");
  return kind;
}

int compare(const Request& request) {
  std::vector<std::unique_ptr<Batch>> batches;
  const Language language = language_of_tables(request);
  for (const std::string& path : request.files())
    batches.push_back(std::make_unique<Batch>(path, language));
  const Batch& base = *batches.front();
  const Between between = kind_of(request, base, batches.size());
  const auto comparisons = between == Between::files    ? between_files(request, batches)
                           : between == Between::points ? between_points(request, base)
                                                        : between_arms(request, base);
  if (comparisons.empty())
    throw Misuse(base.file().path() +
                 " has one arm: nothing to compare it with; give a second file" +
                 (base.points().size() > 1 ? ", or --between points" : ""));
  const MoneyUnit money = money_unit_for(request, base);
  std::vector<Table> tables;
  for (const auto& batch : batches)
    if (batch->ensemble()) tables.push_back(table_of_sets(*batch, money, language));
  for (const std::string& measure : measures_asked(request, base))
    tables.push_back(
        measure == of_organisations
            ? table_of_organisations(comparisons, language)
            : table_of_differences(comparisons, base.measure(measure), money, language));
  std::vector<const Batch*> all;
  for (const auto& batch : batches) all.push_back(batch.get());
  tables.push_back(table_of_multipliers(all, language));
  if (tables.back().rows.empty()) tables.pop_back();
  tables.push_back(table_of_burdens(all, language));
  for (const Batch* batch : all)
    if (batch->failed() > 0)
      tables.back().notes.push_back(batch->file().path() + ": " + batch->failures());
  show(request, tables);
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  namespace po = boost::program_options;
  return samen::Command{
      .name = "compare",
      .about = "paired differences between arms, scenarios or design points, with intervals",
      .usage = "RESULTS.h5 [MORE.h5…] [options]",
      .meaning =
          "Compares run by run under the same luck: the arms of a file; the points of its design\n"
          "(--between points); or several files of the same seed, the first of which is the base.\n"
          "Shows the mean difference with t and bootstrap (BCa) intervals, how often the first is\n"
          "ahead, the effect size, what shared luck saves; the value multiplier together over "
          "alone,\nself-financing after the seed money, and how evenly the effort is spread.",
      .example =
          "samen run scenarios/hefboom8.toml --set levers.puller=0 -o no_puller.h5\n"
          "         samen compare hefboom8.h5 no_puller.h5 --measure net_value",
      .most_files = 100,
      .options =
          [](po::options_description_easy_init& add) {
            add("measure", po::value<samen::Words>()->composing(),
                "what is compared; default: the measure of the scenario's answer; 'all'; "
                "net_of_organisation: the own balance of each organisation; may be repeated");
            add("between", po::value<std::string>(), "arms, points or files");
            add("of", po::value<std::string>(), "first arm; with --against");
            add("against", po::value<std::string>(), "second arm");
            add("arm", po::value<samen::Words>()->composing(),
                "arm within which points or files are compared; may be repeated");
            add("base", po::value<int>(), "design point the others are compared with; default: 0");
            samen::analysis::add_language(add);
          },
      .act = samen::analysis::compare}
      .run(count, words);
}
