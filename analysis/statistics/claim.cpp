#include "analysis/statistics/claim.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>

#include <nlohmann/json.hpp>

#include "analysis/results/acting.hpp"
#include "analysis/results/recording.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {

namespace {

using Json = nlohmann::json;

std::vector<double> negated(std::vector<double> values) {
  for (double& value : values) value = -value;
  return values;
}

/// p value of the equivalence test (two one-sided tests): the mean lies between -s and s.
double p_within(const std::vector<double>& values, double s) {
  return std::max(p_of_mean_above(values, -s), p_of_mean_above(negated(values), -s));
}

/// p value that at least one of several tests is significant: Bonferroni.
double any_of(std::initializer_list<double> p_values) {
  return std::min(1.0, static_cast<double>(p_values.size()) * std::min(p_values));
}

std::string number_text(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", value);
  return text;
}

/// The quantity that a side of a claim measures in each run.
struct Estimand {
  std::string measure, per;
  int from = -1, to = -1;
  auto operator<=>(const Estimand&) const = default;
};

Estimand estimand_of(const Json& side) {
  return {side.at("measure"), side.at("per"), side.at("from"), side.at("to")};
}

/// Measures the runs of a file; computes each estimand only once.
class Measurement {
 public:
  explicit Measurement(const Batch& batch) : batch_(batch) {}

  /// Returns one number for each run.
  const std::vector<double>& of(const Estimand& estimand) {
    const auto [at, is_new] = known_.try_emplace(estimand);
    if (is_new) at->second = measured(estimand);
    return at->second;
  }

 private:
  std::vector<double> measured(const Estimand& estimand) const {
    if (estimand.to < 0) return batch_.column(estimand.measure);
    if (estimand.from < 0) return share_by(estimand.measure, estimand.to);
    std::vector<double> values = mean_over(estimand.measure, estimand);
    if (estimand.per.empty()) return values;
    const std::vector<double> parts = mean_over(estimand.per, estimand);
    for (std::size_t run = 0; run < values.size(); ++run)
      values[run] = parts[run] > 0.0 ? values[run] / parts[run] : std::nan("");
    return values;
  }

  /// Share of the entries whose month is at most `last`.
  std::vector<double> share_by(const std::string& name, int last) const {
    if (batch_.file().shape(name).size() != 2 || batch_.file().axis(name, 0) != "run")
      throw ResultsError(batch_.file().path() + ": '" + name + "' has no months to share out");
    const std::vector<double> months = batch_.file().numbers(name);
    const std::size_t entries = months.size() / batch_.runs();
    std::vector<double> shares(batch_.runs());
    for (std::size_t n = 0; n < months.size(); ++n)
      if (months[n] >= 0.0 && months[n] <= last)
        shares[n / entries] += 1.0 / static_cast<double>(entries);
    return shares;
  }

  /// Mean over months and entries; NaN values are excluded.
  std::vector<double> mean_over(const std::string& name, const Estimand& estimand) const {
    if (const auto missing = what_was_not_recorded(batch_.file(), {name}); !missing.empty())
      throw ResultsError(batch_.file().path() + ": " + missing);
    if (!batch_.file().is_series(name) || estimand.to >= static_cast<int>(batch_.months().size()))
      throw ResultsError(batch_.file().path() + ": '" + name +
                         "' is no monthly series up to month " + std::to_string(estimand.to));
    const auto shape = batch_.file().shape(name);
    const std::size_t months = shape.at(1);
    const std::size_t entries = shape.size() > 2 ? shape[2] : 1;
    std::vector<double> means(batch_.runs(), std::nan(""));
    batch_.file().for_each_block(name, [&](std::size_t first, std::span<const float> values) {
      for (std::size_t row = 0; row < values.size() / (months * entries); ++row) {
        std::vector<double> taken;
        for (int t = estimand.from; t <= estimand.to; ++t)
          for (std::size_t k = 0; k < entries; ++k)
            taken.push_back(static_cast<double>(
                values[(row * months + static_cast<std::size_t>(t)) * entries + k]));
        means[first + row] = mean_of(taken).mean;
      }
    });
    return means;
  }

  const Batch& batch_;
  std::map<Estimand, std::vector<double>> known_;
};

using Pairs = std::map<std::int64_t, double>;

/// The measure of a side, by pair; `point` names the design point of the side.
Pairs by_pair(const Batch& batch, Measurement& measurement, const Json& side, const char* point) {
  const std::vector<double>& values = measurement.of(estimand_of(side));
  const double times = side.at("times");
  Pairs pairs;
  for (const std::size_t run :
       batch.runs_of({batch.arm_named(side.at("arm")), side.at(point).get<int>()}))
    if (!std::isnan(values[run])) pairs[batch.pair_of(run)] = times * values[run];
  return pairs;
}

Pairs less(const Pairs& first, const Pairs& second) {
  Pairs differences;
  for (const auto& [pair, value] : first)
    if (const auto other = second.find(pair); other != second.end())
      differences[pair] = value - other->second;
  return differences;
}

/// The paired differences that a claim states.
std::vector<Pairs> differences_of(const Batch& batch, Measurement& measurement, const Json& claim,
                                  const char* point) {
  std::vector<Pairs> sides;
  for (const Json& side : claim.at("sides"))
    sides.push_back(by_pair(batch, measurement, side, point));
  if (claim.at("expect") == "peak")
    return {less(sides.at(1), sides.at(0)), less(sides.at(1), sides.at(2))};
  if (claim.contains("grounds"))
    return {less(less(sides.at(0), sides.at(1)), less(sides.at(2), sides.at(3)))};
  if (!claim.contains("than")) return {less(sides.at(0), sides.at(1))};
  for (auto& [pair, value] : sides.at(0)) value -= claim.at("than").get<double>();
  return {sides.at(0)};
}

std::vector<double> values_of(const Pairs& pairs) {
  std::vector<double> values;
  for (const auto& [pair, value] : pairs) values.push_back(value);
  return values;
}

/// Share of an effect that remains: the neutral differences divided by the original ones, in the
/// pairs that have both.
Estimate share_that_remains(const Pairs& neutral, const Pairs& original) {
  std::vector<double> left, whole;
  for (const auto& [pair, value] : original)
    if (const auto other = neutral.find(pair); other != neutral.end()) {
      whole.push_back(value);
      left.push_back(other->second);
    }
  Estimate share = guarded(ratio_of_means(left, whole));
  share.mean += 0.0;  // avoids the sign of a negative zero
  return share;
}

/// "a puller − none", or the words of another claim.
std::string comparison_of(const Json& claim) {
  const Json& sides = claim.at("sides");
  const auto name = [&](std::size_t n) { return sides[n].at("name").get<std::string>(); };
  if (claim.at("expect") == "peak")
    return name(1) + " − the better of " + name(0) + " and " + name(2);
  if (claim.contains("than")) return name(0) + " − " + number_text(claim.at("than"));
  const std::string difference = name(0) + " − " + name(1);
  if (!claim.contains("grounds")) return difference;
  return "(" + difference + ") where " + claim.at("grounds")[0].get<std::string>() +
         ", less the same where " + claim.at("grounds")[1].get<std::string>();
}

/// "mean progress", "delivered per pledged", "months … share by month 12"
std::string shown_measure(const Batch& batch, const Json& side) {
  std::string name = side.at("measure");
  if (!side.at("per").get<std::string>().empty())
    name += " per " + side.at("per").get<std::string>();
  std::replace(name.begin(), name.end(), '_', ' ');
  const int from = side.at("from"), to = side.at("to");
  const auto label = [&](int month) { return batch.months().at(static_cast<std::size_t>(month)); };
  if (to < 0) return name;
  if (from < 0) return name + ", share by " + label(to);
  return name + (from == to ? ", " + label(to) : ", " + label(from) + " to " + label(to));
}

std::string unit_of(const Batch& batch, const Json& side) {
  const Estimand estimand = estimand_of(side);
  if (!estimand.per.empty() || (estimand.from < 0 && estimand.to >= 0)) return "share";
  return batch.file().attribute(estimand.measure, "units");
}

/// Whether two sides have different settings but identical runs, bit by bit.
bool differ_in_vain(const Batch& batch, const Json& first, const Json& second) {
  const auto treatment = [&](const Json& side) {
    return Treatment{batch.arm_named(side.at("arm")), side.at("point")};
  };
  return treatment(first) != treatment(second) &&
         same_runs(batch, treatment(first), treatment(second));
}

ClaimFinding finding_of(const Batch& batch, Measurement& measurement, const Json& claim) {
  ClaimFinding finding;
  finding.id = claim.at("id");
  finding.rows = claim.contains("rows") ? claim.at("rows").get<std::vector<std::string>>()
                                        : std::vector<std::string>{claim.at("row")};
  finding.source = claim.at("source");
  finding.says = claim.at("says");
  finding.scenario = claim.at("scenario");
  finding.number = claim.at("number");
  finding.smallest = claim.at("smallest");
  finding.expected = static_cast<Expected>(std::find(expected_names.begin(), expected_names.end(),
                                                     claim.at("expect").get<std::string>()) -
                                           expected_names.begin());
  finding.measure = shown_measure(batch, claim.at("sides")[0]);
  finding.unit = unit_of(batch, claim.at("sides")[0]);
  finding.comparison = comparison_of(claim);
  finding.encodes = claim.value("encodes", std::vector<std::string>());
  finding.by_definition = claim.value("by_definition", std::string());
  const std::vector<Pairs> found = differences_of(batch, measurement, claim, "point");
  for (const Pairs& pairs : found) finding.differences.push_back(values_of(pairs));
  std::size_t nearest = 0;
  finding.effect = mean_of(finding.differences[0]);
  for (std::size_t n = 1; n < found.size(); ++n)
    if (const Estimate other = mean_of(finding.differences[n]); other.mean < finding.effect.mean) {
      finding.effect = other;
      nearest = n;
    }
  const Json& sides = claim.at("sides");
  finding.never_acts = sides.size() > 1;
  for (std::size_t n = 1; n < sides.size(); ++n)
    finding.never_acts = finding.never_acts && differ_in_vain(batch, sides[0], sides[n]);
  if (finding.never_acts) {
    finding.effect.interval.reset();
    return finding;
  }
  if (!sides[0].contains("neutral_point")) return finding;
  const std::vector<Pairs> neutral = differences_of(batch, measurement, claim, "neutral_point");
  for (const Pairs& pairs : neutral) finding.neutral_differences.push_back(values_of(pairs));
  finding.remains = share_that_remains(neutral[nearest], found[nearest]);
  return finding;
}

}  // namespace

VerdictTests tests_of(Expected expected, const std::vector<std::vector<double>>& differences,
                      double smallest) {
  const std::vector<double>& first = differences.front();
  switch (expected) {
    case Expected::more:
      return {p_of_mean_above(first, smallest), p_of_mean_above(negated(first), smallest),
              p_within(first, smallest)};
    case Expected::less:
      return tests_of(Expected::more, {negated(first)}, smallest);
    case Expected::same:
      return {p_within(first, smallest),
              any_of({p_of_mean_above(first, smallest), p_of_mean_above(negated(first), smallest)}),
              1.0};
    case Expected::peak:
      break;
  }
  const std::vector<double>& second = differences.at(1);
  return {std::max(p_of_mean_above(first, smallest), p_of_mean_above(second, smallest)),
          any_of({p_of_mean_above(negated(first), smallest),
                  p_of_mean_above(negated(second), smallest)}),
          any_of({p_of_mean_above(negated(first), -smallest),
                  p_of_mean_above(negated(second), -smallest)})};
}

std::vector<Judgement> judged(const std::vector<VerdictTests>& tests) {
  std::vector<double> p_values;
  for (const VerdictTests& claim : tests)
    p_values.insert(p_values.end(), {claim.supported, claim.opposite, claim.not_supported});
  const std::vector<double> adjusted = adjusted_for_false_discovery(p_values);
  std::vector<Judgement> judgements;
  for (std::size_t n = 0; n < tests.size(); ++n) {
    const double* const of_claim = &adjusted[3 * n];
    Judgement judgement{Verdict::too_close, *std::min_element(of_claim, of_claim + 3)};
    for (const Verdict verdict : {Verdict::not_supported, Verdict::opposite, Verdict::supported})
      if (const double p = of_claim[static_cast<int>(verdict)]; p <= false_discovery_rate)
        judgement = {verdict, p};
    judgements.push_back(judgement);
  }
  return judgements;
}

bool could_have_failed(Origin origin) {
  return origin == Origin::mixed || origin == Origin::emerges;
}

Origin origin_of(const ClaimFinding& finding, Verdict verdict, Verdict neutral) {
  if (!finding.by_definition.empty()) return Origin::by_definition;
  if (finding.encodes.empty()) return Origin::emerges;
  if (finding.neutral_differences.empty()) return Origin::not_tried;
  const bool stands = verdict == neutral;
  if (!finding.remains.interval) return stands ? Origin::emerges : Origin::mixed;
  if (!stands && finding.remains.mean < built_in_below) return Origin::built_in;
  return stands && finding.remains.mean >= emerges_from ? Origin::emerges : Origin::mixed;
}

std::vector<ClaimFinding> findings_of(const Batch& batch) {
  if (!batch.file().has(results::claims))
    throw ResultsError(batch.file().path() +
                       ": no claims were put to these runs; samen claims makes such files");
  Json all = Json::parse(batch.file().texts(results::claims).at(0));
  for (Json& claim : all.at("claims"))
    for (Json& side : claim.at("sides")) {
      side.at("arm") = batch.file().arm_today(side.at("arm").get<std::string>());
      for (const char* key : {"measure", "per"})
        side.at(key) = batch.file().today(side.at(key).get<std::string>());
    }
  Measurement measurement(batch);
  std::vector<ClaimFinding> findings;
  for (const Json& claim : all.at("claims"))
    findings.push_back(finding_of(batch, measurement, claim));
  return findings;
}

}  // namespace samen::analysis
