// samen sensitivity: which factors of a design drive the outcome, or the difference between arms.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "analysis/output/inert_rows.hpp"
#include "analysis/output/request.hpp"
#include "analysis/output/table.hpp"
#include "analysis/results/acting.hpp"
#include "analysis/results/batch.hpp"
#include "analysis/statistics/elementary_effects.hpp"
#include "analysis/statistics/rank_correlation.hpp"
#include "analysis/statistics/responses.hpp"
#include "analysis/statistics/sobol_indices.hpp"
#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {
namespace {

/// The mark of an estimate that is indistinguishable from zero, and its explanation.
constexpr const char* not_distinct = " °";
constexpr const char* not_distinct_means =
    "°: not told from zero – the interval holds it, or noise of the replicates makes as much";

struct Subject {
  Response response;
  Display display;
  std::string label;  ///< "net value, M€: together − alone"
};

Subject subject_of(const Request& request, const Batch& batch) {
  const Measure& measure = request.has("measure")
                               ? batch.measure(request.value<std::string>("measure"))
                               : batch.answer_measure();
  Subject subject{
      {measure.name, 0, std::nullopt}, display_of(measure, money_unit_for(request, batch)), ""};
  if (request.has("arm")) {
    if (request.has("of") || request.has("against"))
      throw Misuse("--arm asks for one arm, --of and --against for a difference: not both");
    subject.response.arm = batch.arm_named(request.value<std::string>("arm"));
  } else {
    const auto [first, second] = batch.answer_arms();
    const auto named = [&](const char* option, int otherwise) {
      return request.has(option) ? batch.arm_named(request.value<std::string>(option)) : otherwise;
    };
    subject.response.arm = named("of", first);
    subject.response.less = named("against", second);
    if (subject.response.arm == *subject.response.less) subject.response.less.reset();
  }
  subject.label = subject.display.label + ": " + batch.arm_name(subject.response.arm);
  if (subject.response.less) subject.label += " − " + batch.arm_name(*subject.response.less);
  return subject;
}

std::string counted_replicates(const Responses& responses) {
  return std::to_string(responses.replicates()) +
         (responses.replicates() == 1 ? " replicate" : " replicates");
}

/// The estimate, marked if it is indistinguishable from zero.
Cell marked(const Estimated& estimated, bool distinct) {
  if (distinct) return estimated;
  return {estimated, shown_estimate(guarded(estimated.estimate), estimated.digits) + not_distinct};
}

Cell index_cell(const SobolIndex& index, std::size_t blocks) {
  return marked({{index.value, index.interval, blocks}, 2}, !index.indistinguishable_from_zero);
}

Table table_of_indices(const Batch& batch, const Responses& responses, const Subject& subject,
                       const SobolIndices& indices) {
  Table table{"sobol",
              "Sobol indices, " + subject.label + " – share of the variance [95 %, bootstrap]",
              {{"factor", "factor"},
               {"first", "first order: alone"},
               {"total", "total: with all interactions"},
               {"noise_floor", "noise floor of the total"}},
              {},
              {}};
  for (std::size_t n = 0; n < indices.factors.size(); ++n) {
    const FactorIndices& found = indices.factors[n];
    table.add({batch.factors()[n].name, index_cell(found.first, indices.blocks),
               index_cell(found.total, indices.blocks),
               Number{found.total.noise_floor.value_or(std::nan("")), 3}});
  }
  if (indices.state == SobolState::constant_output)
    table.notes.push_back("the outcome is the same at every point: there is no variance to share");
  if (indices.state == SobolState::too_few_blocks)
    table.notes.push_back("too few whole base rows for an index");
  table.notes.push_back(
      std::to_string(indices.blocks) + " base rows (" +
      std::to_string(indices.blocks *
                     ((indices.pairs.empty() ? 1 : 2) * batch.factors().size() + 2)) +
      " points), " + counted_replicates(responses) + " each; " + std::to_string(indices.dropped) +
      " rows dropped because a run of them failed; mean " +
      shown_number(indices.mean, subject.display.digits) + ", standard deviation " +
      shown_number(std::sqrt(indices.variance), subject.display.digits));
  table.notes.push_back(
      indices.noise_share ? "noise of the replicates makes " + shown_percent(*indices.noise_share) +
                                " of the variance, and of a total as much as its noise floor"
                          : "one replicate: what part of this is noise of the simulation is "
                            "unknown; run 5 or more");
  table.notes.push_back(
      "first order: Saltelli et al. 2010; total: Jansen 1999; intervals: bootstrap over base rows");
  table.notes.push_back(not_distinct_means);
  return table;
}

Table table_of_pairs(const Batch& batch, const Subject& subject, const SobolIndices& indices) {
  Table table{"sobol_pairs",
              "Second order, " + subject.label +
                  " – what two factors do together beyond each alone [95 %, bootstrap]",
              {{"factor", "factor"}, {"with", "with"}, {"second", "share of the variance"}},
              {},
              {}};
  auto pairs = indices.pairs;
  std::stable_sort(pairs.begin(), pairs.end(), [](const PairIndex& a, const PairIndex& b) {
    return a.index.value > b.index.value;
  });
  for (const PairIndex& pair : pairs)
    table.add({batch.factors()[pair.first].name, batch.factors()[pair.second].name,
               index_cell(pair.index, indices.blocks)});
  table.notes = {"Saltelli 2002; intervals: bootstrap over base rows"};
  return table;
}

Table table_of_effects(const Batch& batch, const Responses& responses, const Subject& subject) {
  const ElementaryEffects effects = elementary_effects(trajectories(batch, responses));
  Table table{"morris",
              "Elementary effects (Morris), " + subject.label + " – change over the whole range",
              {{"factor", "factor"},
               {"mu_star", "μ*, size [95 %]"},
               {"mu", "μ, direction [95 %]"},
               {"sigma", "σ, interaction"},
               {"noise_floor", "μ* of noise alone"}},
              {},
              {}};
  const int digits = subject.display.digits;
  for (std::size_t n = 0; n < effects.factors.size(); ++n) {
    const FactorEffects& found = effects.factors[n];
    const Number floor{found.noise_floor.value_or(std::nan("")), digits};
    const Estimated size{found.mean_absolute, digits}, direction{found.mean, digits};
    table.add({batch.factors()[n].name, marked(size, !found.indistinguishable_from_zero), direction,
               Number{found.deviation, digits}, floor});
  }
  table.notes = {std::to_string(effects.trajectories) + " trajectories, " +
                     counted_replicates(responses) + " each; " + std::to_string(effects.dropped) +
                     " dropped because a run of them failed",
                 "intervals over trajectories",
                 "σ large beside μ*: the effect depends on the other factors, or is curved",
                 not_distinct_means};
  return table;
}

Table table_of_correlations(const Batch& batch, const Responses& responses,
                            const Subject& subject) {
  std::vector<std::size_t> ordered;
  Table table{"prcc",
              "Partial rank correlation, " + subject.label,
              {{"factor", "factor"}, {"prcc", "PRCC [95 %]"}, {"p", "p"}},
              {},
              {}};
  for (std::size_t n = 0; n < batch.factors().size(); ++n) {
    if (is_ordered(batch.factors()[n]))
      ordered.push_back(n);
    else
      table.notes.push_back(batch.factors()[n].name +
                            " is left out: its words have no order (samen compare --between "
                            "points shows them)");
  }
  std::vector<std::vector<double>> points;
  std::vector<double> outputs;
  for (const int point : batch.points()) {
    auto& place = points.emplace_back();
    for (const std::size_t n : ordered) place.push_back(batch.factor_place(point, n));
    outputs.push_back(responses.mean_at(point));
  }
  const RankCorrelations found = partial_rank_correlations(points, outputs);
  for (std::size_t n = 0; n < ordered.size(); ++n) {
    const RankCorrelation& one = found.factors[n];
    table.add({batch.factors()[ordered[n]].name, Estimated{{one.value, one.interval, found.n}, 2},
               PValue{one.p_value}});
  }
  table.notes.push_back(std::to_string(found.n) + " points, means of " +
                        counted_replicates(responses) + "; " + std::to_string(found.dropped) +
                        " dropped because a run of them failed");
  table.notes.push_back(
      "1: the outcome always rises with the factor, −1: always falls; a factor "
      "that helps and then harms shows nothing");
  return table;
}

/// Notes on what the difference between the two ends means, and what its interval covers.
std::vector<std::string> basis_of(const Batch& batch, const Responses& responses,
                                  const MainEffects& effects) {
  const std::string n = std::to_string(effects.n);
  const std::string replicates = counted_replicates(responses);
  std::vector<std::string> notes;
  switch (effects.resampled) {
    case Resampled::points:
      notes = {"difference: over the whole range, the other factors held by linear regression;",
               "interval: other points and other luck (jackknife over n = " + n + " points, and " +
                   replicates + ")"};
      break;
    case Resampled::rows:
      notes = {"difference: over the whole range, from steps that change the factor alone;",
               "interval: other rows and other luck (jackknife over n = " + n + " base rows, and " +
                   replicates + ")"};
      break;
    case Resampled::trajectories:
      notes = {"difference: over the whole range, the mean elementary effect (μ);",
               "interval: other trajectories and other luck (jackknife over n = " + n +
                   " trajectories, and " + replicates + ")"};
      break;
    case Resampled::replicates:
      notes = {
          "difference: highest level less lowest, averaged over all combinations of the others;",
          "interval: other luck at these very points (Student t over n = " + n +
              (effects.n == 1 ? " replicate)" : " replicates)")};
      break;
  }
  if (responses.replicates() == 1 && effects.resampled != Resampled::replicates)
    notes.emplace_back("one replicate: what all points owe to its luck is in no interval");
  for (const std::size_t factor : effects.inseparable)
    notes.push_back(batch.factors()[factor].name +
                    " is left out: these points cannot tell it from the others");
  return notes;
}

Table table_of_main_effects(const Batch& batch, const Responses& responses,
                            const Subject& subject) {
  Table table{"main_effects",
              "Low against high, " + subject.label,
              {{"factor", "factor"},
               {"low_level", "low"},
               {"high_level", "high"},
               {"low", "there"},
               {"high", "and there"},
               {"difference", "difference [95 %]"}},
              {},
              {}};
  const int digits = subject.display.digits;
  MainEffects effects = main_effects(batch, responses);
  std::stable_sort(effects.factors.begin(), effects.factors.end(),
                   [](const MainEffect& a, const MainEffect& b) {
                     return std::fabs(a.difference.mean) > std::fabs(b.difference.mean);
                   });
  for (const MainEffect& effect : effects.factors) {
    const Factor& factor = batch.factors()[effect.factor];
    table.add({factor.name, level_label(factor, effect.low_value),
               level_label(factor, effect.high_value), Number{effect.low, digits},
               Number{effect.high, digits}, Estimated{effect.difference, digits}});
  }
  table.notes = basis_of(batch, responses, effects);
  return table;
}

int explain_variance(const Request& request) {
  const Batch batch(request.files().front());
  const Subject subject = subject_of(request, batch);
  const Responses responses(batch, subject.response, subject.display.factor);
  std::vector<Table> tables;
  if (batch.design_kind() == "saltelli") {
    const SobolIndices indices = sobol_indices(saltelli_blocks(batch, responses));
    tables.push_back(table_of_indices(batch, responses, subject, indices));
    if (!indices.pairs.empty()) tables.push_back(table_of_pairs(batch, subject, indices));
  } else if (batch.design_kind() == "morris") {
    tables.push_back(table_of_effects(batch, responses, subject));
  } else {
    tables.push_back(table_of_correlations(batch, responses, subject));
  }
  tables.push_back(table_of_main_effects(batch, responses, subject));
  name_inert(batch, tables);
  if (batch.failed() > 0) tables.back().notes.push_back(batch.failures());
  show(request, tables);
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  namespace po = boost::program_options;
  return samen::Command{
      .name = "sensitivity",
      .about = "which factors of a design drive the outcome: Sobol, Morris, rank correlation",
      .usage = "RESULTS.h5 [options]",
      .meaning =
          "Of a batch with a [design]: Sobol indices from a saltelli design, elementary effects "
          "from a\nmorris design, partial rank correlation from any other; and what comes out "
          "where "
          "each factor is\nlow and where it is high, the others held. Second order where the "
          "design has\nsecond_order = true. Explains the paired difference that answers "
          "the scenario's question,\nunless --arm asks for one arm. Points that lack a run are "
          "dropped and counted; what noise of\nthe replicates could have made is said.",
      .example = "samen run saltelli.toml && samen sensitivity saltelli.h5 --measure net_value",
      .options =
          [](po::options_description_easy_init& add) {
            add("measure", po::value<std::string>(),
                "what is explained; default: the measure of the scenario's answer");
            add("arm", po::value<std::string>(), "explain one arm, not a difference");
            add("of", po::value<std::string>(), "first arm of the difference");
            add("against", po::value<std::string>(), "second arm of the difference");
          },
      .act = samen::analysis::explain_variance}
      .run(count, words);
}
