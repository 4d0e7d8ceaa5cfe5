// The question of a design, and its most important factors.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/parts/captions.hpp"
#include "analysis/statistics/responses.hpp"

namespace samen::analysis {

/// The question of a design: the difference between the arms that answer the scenario's question.
struct Question {
  Response response;
  Display display;
  std::string label;
  explicit Question(const PlotRequest& request)
      : display(display_of(request.batch.answer_measure(), money_unit_of(request.batch))) {
    const PlotWords words(request);
    const auto [first, second] = request.batch.answer_arms();
    response = {request.batch.answer_measure().name, first, std::nullopt};
    label = measure_in(request.language, response.measure) + ", " + words.arm(first);
    if (first != second) {
      response.less = second;
      label += " − " + words.arm(second);
    }
    if (!display.unit.empty()) label += ", " + display.unit;
  }
};

/// How much a factor matters.
struct Weight {
  std::string factor;
  double size = 0.0;
  std::optional<Interval> interval;
};

/// The most important factors: the first, and all whose intervals overlap its interval.
std::vector<std::string> foremost(std::vector<Weight> weights);

/// The finding on these factors, by the sentence picture.KEY: "a and b move the outcome most".
std::string claim_of(const PlotRequest& request, const std::vector<std::string>& factors,
                     std::string_view key);

/// "; levers.puller never acts here", for the end of a subtitle; "" if all factors act.
std::string inert_in_words(const PlotRequest& request);

/// Throws ResultsError if no factor acts.
void require_one_acts(const Batch& batch, bool none);

/// A factor in the words of the language, or its key if the language has none.
std::string factor_in(Language language, const Factor& factor);

/// A factor in words, with its unit.
std::string axis_of(Language language, const Factor& factor);

/// The best treatments: those whose paired 95 % interval of the difference to the leading one
/// contains zero.
std::vector<bool> best_of(const Batch& batch, const std::string& measure,
                          const std::vector<Treatment>& treatments);

/// An estimate in the unit of a display.
Estimate shown_in(const Display& display, Estimate estimate);

}  // namespace samen::analysis
