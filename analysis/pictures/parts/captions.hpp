// The texts of a picture, and the reasons why a file does not support it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/pictures/picture_kind.hpp"

namespace samen::analysis {

/// Texts of a picture in its language.
class PlotWords {
 public:
  explicit PlotWords(const PlotRequest& request) : request_(request) {}

  /// The sentence of picture.KEY.
  std::string operator()(std::string_view key, Fillings fillings = {}) const {
    return request_.language("picture." + std::string(key), fillings);
  }
  std::string counted(std::string_view key, std::size_t n, Fillings fillings) const {
    return request_.language.counted("picture." + std::string(key), n, fillings);
  }
  std::string number(double value, int digits) const {
    return number_in(request_.language, value, digits);
  }
  std::string percent(double share) const { return percent_in(request_.language, share); }
  std::string arm(int arm) const { return arm_in(request_.language, request_.batch.arm_name(arm)); }
  std::string measure(const Measure& measure, const Display& display) const {
    return measure_in(request_.language, measure, display);
  }
  /// Caption of a picture of one design point; it names the point if there are several.
  picture::Caption caption(const char* name, std::string title, const std::string& subtitle) const {
    const Batch& batch = request_.batch;
    return caption_of_all(
        name, std::move(title),
        batch.points().size() == 1
            ? subtitle
            : subtitle + (*this)("at_point", {{"point", batch.point_label(request_.point)}}));
  }
  picture::Caption caption_of_all(const char* name, std::string title, std::string subtitle) const {
    // A sentence that starts with the name of a parameter keeps its lower-case letter.
    if (title.substr(0, title.find(' ')).find('.') == std::string::npos)
      title = capitalised(std::move(title));
    return {name, std::move(title), capitalised(std::move(subtitle)),
            request_.language.decimal_sign()};
  }

 private:
  const PlotRequest& request_;
};

std::size_t runs_drawn(const PlotRequest& request, int arm);

std::string last_year(const Batch& batch);
picture::Month first_month(const Batch& batch);

/// Marks, in chronological order, the starts of policy periods, the shocks and the changes of
/// levers.
std::vector<picture::Mark> marks_in_time(const PlotRequest& request);

double mean_of_arm(const PlotRequest& request, const char* measure, int arm);

/// The reasons why a file does not support a picture: what the picture needs and the file lacks.
std::optional<std::string> nothing_missing(const Batch&);
std::optional<std::string> needs(const Batch& batch, const std::vector<std::string>& series);
std::optional<std::string> without_tables(const Batch& batch);

}  // namespace samen::analysis
