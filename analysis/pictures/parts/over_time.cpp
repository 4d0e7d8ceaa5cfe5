#include "analysis/pictures/parts/over_time.hpp"

#include <algorithm>
#include <span>

#include "analysis/statistics/statistics.hpp"

namespace samen::analysis {
namespace {

std::vector<picture::Quantiles> quantiles_over_runs(const std::vector<float>& runs,
                                                    std::size_t months, double unit) {
  std::vector<picture::Quantiles> all;
  std::vector<double> column(runs.size() / months);
  for (std::size_t t = 0; t < months; ++t) {
    for (std::size_t run = 0; run < column.size(); ++run)
      column[run] = unit * static_cast<double>(runs[run * months + t]);
    std::sort(column.begin(), column.end());
    const auto at = [&](double share) { return quantile_of_sorted(column, share); };
    all.push_back({at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)});
  }
  return all;
}

}  // namespace

Monthly monthly_means(const PlotRequest& request, const std::string& series) {
  const Batch& batch = request.batch;
  const auto shape = batch.file().shape(series);
  const std::size_t months = shape[1];
  const std::size_t entries = shape.size() > 2 ? shape[2] : 1;
  Monthly all;
  batch.file().for_each_block(series, [&](std::size_t first, std::span<const float> values) {
    for (std::size_t row = 0; row < values.size() / (months * entries); ++row) {
      const Treatment treatment = batch.treatment_of(first + row);
      if (!batch.ran(first + row) || treatment.point != request.point) continue;
      auto& own = all[treatment.arm];
      for (std::size_t t = 0; t < months; ++t) {
        double sum = 0.0;
        for (std::size_t k = 0; k < entries; ++k)
          sum += static_cast<double>(values[(row * months + t) * entries + k]);
        own.push_back(static_cast<float>(sum / static_cast<double>(entries)));
      }
    }
  });
  return all;
}

std::vector<picture::Fan> fans_of(const PlotRequest& request, const Monthly& monthly, double unit) {
  std::vector<picture::Fan> fans;
  for (const int arm : request.batch.arms()) {
    const auto found = monthly.find(arm);
    if (found == monthly.end()) continue;
    fans.push_back({PlotWords(request).arm(arm),
                    picture::ink_of(request.batch.arm_name(arm), fans.size()),
                    quantiles_over_runs(found->second, request.batch.months().size(), unit)});
  }
  return fans;
}

}  // namespace samen::analysis
