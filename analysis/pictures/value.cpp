// Net value since the start.

#include "analysis/narrative/headline.hpp"
#include "analysis/pictures/parts/over_time.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

Picture value(const PlotRequest& request) {
  const PlotWords words(request);
  const MoneyUnit money = money_unit_of(request.batch);
  auto monthly = monthly_means(request, "society_net");
  const std::size_t months = request.batch.months().size();
  for (auto& [arm, runs] : monthly)
    for (std::size_t n = 0; n < runs.size(); ++n)
      if (n % months > 0) runs[n] += runs[n - 1];
  return picture_of(picture::FanChart{
      words.caption("value", short_headline(request.batch, request.point, request.language),
                    words(request.batch.arms().size() < 2 ? "value.about_one_arm" : "value.about",
                          {{"unit", money.unit},
                           {"fan", words("fan")},
                           {"n", runs_drawn(request, request.batch.answer_arms().first)}})),
      money.unit, first_month(request.batch), fans_of(request, monthly, 1.0 / money.keuro),
      marks_in_time(request)});
}

}  // namespace

PictureKind value_picture() {
  return {.place = 2,
          .name = "value",
          .about = "net value since the start over time, arm by arm",
          .missing = [](const Batch& batch) { return needs(batch, {"society_net"}); },
          .drawn = value,
          .section = Section::over_time,
          .place_in_section = 2};
}

}  // namespace samen::analysis
