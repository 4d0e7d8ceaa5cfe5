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

/// The mark of an estimate that is indistinguishable from zero.
constexpr const char* not_distinct = " °";

std::string mark_in_words(Language language) {
  return language("tables.sensitivity.not_distinct", {{"mark", "°"}});
}

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
  subject.label = subject.display.label + ": " + batch.arm_label(subject.response.arm);
  if (subject.response.less) subject.label += " − " + batch.arm_label(*subject.response.less);
  return subject;
}

std::string counted_replicates(const Batch& batch, const Responses& responses) {
  return batch.language().counted("tables.sensitivity.replicates", responses.replicates());
}

/// The estimate, marked if it is indistinguishable from zero.
Cell marked(const Estimated& estimated, bool distinct, Language language) {
  if (distinct) return estimated;
  return {estimated,
          estimate_in(language, guarded(estimated.estimate), estimated.digits) + not_distinct};
}

Cell index_cell(const SobolIndex& index, std::size_t blocks, Language language) {
  return marked({{index.value, index.interval, blocks}, 2}, !index.indistinguishable_from_zero,
                language);
}

Table table_of_indices(const Batch& batch, const Responses& responses, const Subject& subject,
                       const SobolIndices& indices) {
  const Language language = batch.language();
  const TableWords words(language, "tables.sobol");
  Table table =
      words.table("sobol", {"factor", "first", "total", "noise_floor"}, {{"what", subject.label}});
  for (std::size_t n = 0; n < indices.factors.size(); ++n) {
    const FactorIndices& found = indices.factors[n];
    table.add({batch.factors()[n].name, index_cell(found.first, indices.blocks, language),
               index_cell(found.total, indices.blocks, language),
               Number{found.total.noise_floor.value_or(std::nan("")), 3}});
  }
  if (indices.state == SobolState::constant_output) table.notes.push_back(words("constant"));
  if (indices.state == SobolState::too_few_blocks) table.notes.push_back(words("too_few"));
  const auto number = [&](double value) {
    return number_in(language, value, subject.display.digits);
  };
  table.notes.push_back(words(
      "rows",
      {{"rows", indices.blocks},
       {"points", indices.blocks * ((indices.pairs.empty() ? 1 : 2) * batch.factors().size() + 2)},
       {"replicates", counted_replicates(batch, responses)},
       {"dropped", indices.dropped},
       {"mean", number(indices.mean)},
       {"deviation", number(std::sqrt(indices.variance))}}));
  table.notes.push_back(
      indices.noise_share ? words("noise", {{"share", percent_in(language, *indices.noise_share)}})
                          : words("noise_unknown"));
  table.notes.push_back(words("methods"));
  table.notes.push_back(mark_in_words(language));
  return table;
}

Table table_of_pairs(const Batch& batch, const Subject& subject, const SobolIndices& indices) {
  const TableWords words(batch.language(), "tables.sobol_pairs");
  Table table = words.table("sobol_pairs", {"factor", "with", "second"}, {{"what", subject.label}});
  auto pairs = indices.pairs;
  std::stable_sort(pairs.begin(), pairs.end(), [](const PairIndex& a, const PairIndex& b) {
    return a.index.value > b.index.value;
  });
  for (const PairIndex& pair : pairs)
    table.add({batch.factors()[pair.first].name, batch.factors()[pair.second].name,
               index_cell(pair.index, indices.blocks, batch.language())});
  table.notes = {words("methods")};
  return table;
}

Table table_of_effects(const Batch& batch, const Responses& responses, const Subject& subject) {
  const ElementaryEffects effects = elementary_effects(trajectories(batch, responses));
  const TableWords words(batch.language(), "tables.morris");
  Table table = words.table("morris", {"factor", "mu_star", "mu", "sigma", "noise_floor"},
                            {{"what", subject.label}});
  const int digits = subject.display.digits;
  for (std::size_t n = 0; n < effects.factors.size(); ++n) {
    const FactorEffects& found = effects.factors[n];
    const Number floor{found.noise_floor.value_or(std::nan("")), digits};
    const Estimated size{found.mean_absolute, digits}, direction{found.mean, digits};
    table.add({batch.factors()[n].name,
               marked(size, !found.indistinguishable_from_zero, batch.language()), direction,
               Number{found.deviation, digits}, floor});
  }
  table.notes = {words("trajectories", {{"n", effects.trajectories},
                                        {"replicates", counted_replicates(batch, responses)},
                                        {"dropped", effects.dropped}}),
                 words("intervals"), words("large_sigma"), mark_in_words(batch.language())};
  return table;
}

Table table_of_correlations(const Batch& batch, const Responses& responses,
                            const Subject& subject) {
  std::vector<std::size_t> ordered;
  const TableWords words(batch.language(), "tables.prcc");
  Table table = words.table("prcc", {"factor", "prcc", "p"}, {{"what", subject.label}});
  for (std::size_t n = 0; n < batch.factors().size(); ++n) {
    if (is_ordered(batch.factors()[n]))
      ordered.push_back(n);
    else
      table.notes.push_back(words("no_order", {{"factor", batch.factors()[n].name}}));
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
  table.notes.push_back(words("points", {{"n", found.n},
                                         {"replicates", counted_replicates(batch, responses)},
                                         {"dropped", found.dropped}}));
  table.notes.push_back(words("meaning"));
  return table;
}

/// Notes on what the difference between the two ends means, and what its interval covers.
std::vector<std::string> basis_of(const Batch& batch, const Responses& responses,
                                  const MainEffects& effects) {
  const TableWords words(batch.language(), "tables.main_effects");
  const Filling n{"n", effects.n}, replicates{"replicates", counted_replicates(batch, responses)};
  std::vector<std::string> notes;
  switch (effects.resampled) {
    case Resampled::points:
      notes = {words("regression"), words("over_points", {n, replicates})};
      break;
    case Resampled::rows:
      notes = {words("steps"), words("over_rows", {n, replicates})};
      break;
    case Resampled::trajectories:
      notes = {words("elementary"), words("over_trajectories", {n, replicates})};
      break;
    case Resampled::replicates:
      notes = {words("levels"), words.counted("over_replicates", effects.n)};
      break;
  }
  if (responses.replicates() == 1 && effects.resampled != Resampled::replicates)
    notes.push_back(words("one_replicate"));
  for (const std::size_t factor : effects.inseparable)
    notes.push_back(words("inseparable", {{"factor", batch.factors()[factor].name}}));
  return notes;
}

Table table_of_main_effects(const Batch& batch, const Responses& responses,
                            const Subject& subject) {
  const TableWords words(batch.language(), "tables.main_effects");
  Table table = words.table("main_effects",
                            {"factor", "low_level", "high_level", "low", "high", "difference"},
                            {{"what", subject.label}});
  const int digits = subject.display.digits;
  MainEffects effects = main_effects(batch, responses);
  std::stable_sort(effects.factors.begin(), effects.factors.end(),
                   [](const MainEffect& a, const MainEffect& b) {
                     return std::fabs(a.difference.mean) > std::fabs(b.difference.mean);
                   });
  for (const MainEffect& effect : effects.factors) {
    const Factor& factor = batch.factors()[effect.factor];
    const auto level = [&](double value) {
      std::string label = level_label(factor, value);
      if (factor.choices.empty())
        std::replace(label.begin(), label.end(), '.', batch.language().decimal_sign());
      return label;
    };
    table.add({factor.name, level(effect.low_value), level(effect.high_value),
               Number{effect.low, digits}, Number{effect.high, digits},
               Estimated{effect.difference, digits}});
  }
  table.notes = basis_of(batch, responses, effects);
  return table;
}

int explain_variance(const Request& request) {
  const Batch batch(request.files().front(), language_of_tables(request));
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
            samen::analysis::add_language(add);
          },
      .act = samen::analysis::explain_variance}
      .run(count, words);
}
