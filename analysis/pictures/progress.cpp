// Progress of the goals over time.
#include <string>
#include <vector>

#include "analysis/pictures/parts/over_time.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

/// "66 %": the median of an arm at the end.
std::string median_at_end(const PlotWords& words, const std::vector<picture::Fan>& fans,
                          const std::string& arm) {
  for (const picture::Fan& fan : fans)
    if (fan.label == arm) return words.percent(fan.months.back().median);
  return "–";
}

Picture progress(const PlotRequest& request) {
  const PlotWords words(request);
  const auto [first, second] = request.batch.answer_arms();
  const auto fans = fans_of(request, monthly_means(request, "progress"), 1.0);
  return picture_of(picture::FanChart{
      words.caption(
          "progress",
          words(first == second ? "progress.title_alone" : "progress.title",
                {{"year", last_year(request.batch)},
                 {"first", words.arm(first)},
                 {"first_share", median_at_end(words, fans, words.arm(first))},
                 {"second", words.arm(second)},
                 {"second_share", median_at_end(words, fans, words.arm(second))}}),
          words("progress.about", {{"fan", words("fan")}, {"n", runs_drawn(request, first)}})),
      words("progress.value"), first_month(request.batch), fans, marks_in_time(request),
      picture::Print::percent});
}

}  // namespace

PictureKind progress_picture() {
  return {.place = 1,
          .name = "progress",
          .about = "progress of the goals over time, arm by arm",
          .missing = [](const Batch& batch) { return needs(batch, {"progress"}); },
          .drawn = progress,
          .section = Section::over_time,
          .place_in_section = 1};
}

}  // namespace samen::analysis
