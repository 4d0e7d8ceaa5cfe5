// The ledger: money in and money out.
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "analysis/pictures/parts/captions.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

/// The costs of working together on top of the work; result files of older versions lack some of
/// them.
constexpr std::array running_lines{"meeting_time",        "informal_time", "second_delegates",
                                   "reflection_time",     "facilitation",  "transparency_cost",
                                   "accountability_cost", "deal_cost",     "body_calls"};

/// The remaining burden of the goals and who bears it, compared with doing nothing.
std::string burden_left(const PlotRequest& request, int arm, const MoneyUnit& money) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  if (!batch.has_measure("burden_of_organisations")) return "";
  const auto borne = [&](std::string_view key, int by) {
    const auto amount = [&](const char* of) {
      return words.number(mean_of_arm(request, of, by) / money.keuro, money.digits);
    };
    return words(key, {{"organisations", amount("burden_of_organisations")},
                       {"society", amount("burden_of_society")}});
  };
  const std::string left = borne("ledger.left", arm);
  if (!batch.has_arm("nothing") || batch.arm_name(arm) == "nothing") return left;
  return left + borne("ledger.in_nothing", batch.arm_named("nothing"));
}

Picture ledger(const PlotRequest& request) {
  const PlotWords words(request);
  const int arm = request.batch.answer_arms().first;
  const MoneyUnit money = money_unit_of(request.batch);
  const auto amount = [&](const char* measure) {
    return mean_of_arm(request, measure, arm) / money.keuro;
  };
  using picture::Entry;
  std::vector<picture::LedgerLine> lines;
  const auto add = [&](const char* measure, double sign) {
    lines.push_back({measure_in(request.language, measure), sign * amount(measure), Entry::change});
  };
  for (const char* put_in : {"own_effort", "matched_money", "seed_money"}) add(put_in, -1.0);
  if (request.batch.has_measure("body_spending") && amount("body_spending") != 0.0)
    add("body_spending", -1.0);
  for (const char* line : running_lines)
    if (request.batch.has_measure(line) && amount(line) != 0.0) add(line, -1.0);
  for (const char* come_out : {"avoided_cost", "extra_revenue"}) add(come_out, 1.0);
  const double plain = std::accumulate(
      lines.begin(), lines.end(), 0.0,
      [](double sum, const picture::LedgerLine& line) { return sum + line.amount; });
  const double net = amount(results::net_value);
  const double shown_step = std::pow(10.0, -money.digits);
  if (std::fabs(net - plain) > shown_step / 2.0)
    lines.push_back({words("ledger.discounting"), net - plain, Entry::change});
  lines.push_back({measure_in(request.language, results::net_value), net, Entry::total});
  const auto shown = [&](double value) {
    return words.number(value, money.digits) + " " + money.unit;
  };
  return picture_of(picture::Waterfall{
      words.caption(
          "ledger",
          words("ledger.title", {{"arm", words.arm(arm)},
                                 {"invested", shown(amount("invested"))},
                                 {"net", shown(net)}}),
          words("ledger.about",
                {{"arm", words.arm(arm)}, {"unit", money.unit}, {"n", runs_drawn(request, arm)}}) +
              burden_left(request, arm, money)),
      money.unit, money.digits, std::move(lines)});
}

}  // namespace

PictureKind ledger_picture() {
  return {.place = 5,
          .name = "ledger",
          .about = "what is put in and what comes out, as a waterfall",
          .missing = nothing_missing,
          .drawn = ledger,
          .section = Section::over_time,
          .place_in_section = 5};
}

}  // namespace samen::analysis
