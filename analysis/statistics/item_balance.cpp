#include "analysis/statistics/item_balance.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include <nlohmann/json.hpp>

#include "analysis/results/recording.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

using nlohmann::json;

constexpr const char* progress_of_goals = "progress";

}  // namespace

bool ItemBalance::stated(const Batch& batch) {
  return batch.file().has(results::items);
}

std::string ItemBalance::missing(const Batch& batch) {
  if (batch.points().size() > 1)
    return "it is told of one setting, and this file has " + std::to_string(batch.points().size()) +
           " design points";
  return what_was_not_recorded(batch.file(), {progress_of_goals});
}

ItemBalance::ItemBalance(const Batch& batch) : names_(batch.file().texts(results::goal_name)) {
  if (const std::string why = missing(batch); !why.empty())
    throw ResultsError(batch.file().path() + ": the balance item by item: " + why);
  const json stated = json::parse(batch.file().texts(results::items).at(0), nullptr, false);
  try {
    for (const json& goal : stated.at("goals"))
      goals_.push_back({goal.at("burden"), goal.at("growth"), goal.at("relief"), goal.at("revenue"),
                        goal.at("inside")});
    for (const json& item : stated.at("items"))
      items_.push_back({item.at("name"), item.at("goal"), item.at("whom"), item.at("outside"),
                        item.at("kind") == "avoided cost", item.at("amount"), item.at("from")});
  } catch (const json::exception&) {
    throw ResultsError(batch.file().path() + ": the items of its balance cannot be read");
  }
  if (goals_.size() != names_.size())
    throw ResultsError(batch.file().path() + ": the items of its balance are of other goals");
  for (const bool outside : {false, true})
    for (const StatedItem& item : items_)
      if (item.outside == outside &&
          std::find(bearers_.begin(), bearers_.end(), item.whom) == bearers_.end())
        bearers_.push_back(item.whom);
  for (const int arm : batch.arms()) runs_[arm];
  const std::size_t per_run = names_.size() * batch.months().size();
  batch.file().for_each_block(progress_of_goals,
                              [&](std::size_t first, std::span<const float> values) {
                                for (std::size_t row = 0; row < values.size() / per_run; ++row)
                                  if (batch.ran(first + row))
                                    runs_[batch.treatment_of(first + row).arm].push_back(
                                        run_of(values.subspan(row * per_run, per_run)));
                              });
}

RunOfItems ItemBalance::run_of(std::span<const float> values) const {
  constexpr double months_a_year = 12.0;
  RunOfItems run{std::vector<double>(items_.size()), std::vector<double>(items_.size())};
  for (std::size_t k = 0; k < goals_.size(); ++k) {
    const StatedGoal& goal = goals_[k];
    for (std::size_t t = 0; t < values.size() / goals_.size(); ++t) {
      const double x = static_cast<double>(values[t * goals_.size() + k]);
      const double grown = std::pow(1.0 + goal.growth, static_cast<double>(t) / months_a_year);
      const double burden = goal.burden * grown, avoided = burden * goal.relief * x;
      run.avoided_inside += goal.inside * avoided;
      run.avoided_outside += (1.0 - goal.inside) * avoided;
      run.borne_inside += goal.inside * (burden - avoided);
      run.borne_outside += (1.0 - goal.inside) * (burden - avoided);
      run.revenue += goal.revenue * x;
      for (std::size_t n = 0; n < items_.size(); ++n) {
        const StatedItem& item = items_[n];
        if (item.goal != names_[k] || t < item.from) continue;
        run.earned[n] += item.amount * x * (item.avoided ? grown : 1.0);
        if (item.avoided) run.borne[n] += item.amount * grown * (1.0 - x);
      }
    }
  }
  return run;
}

}  // namespace samen::analysis
