// What is put in and what comes out.
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "analysis/pictures/parts/captions.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

using picture::Picture;

/// What of the goals' burden is left with whom, beside what doing nothing leaves.
std::string burden_left(const PlotRequest& request, int arm, const Money& money) {
  const PlotWords words(request);
  const Batch& batch = request.batch;
  if (!batch.has_measure("burden_of_organisations")) return "";
  const auto borne = [&](int by) {
    const auto amount = [&](const char* measure) {
      return words.number(mean_of_arm(request, measure, by) / money.keuro, money.digits);
    };
    return amount("burden_of_organisations") +
           words(" on the organisations and ", " bij de organisaties en ") +
           amount("burden_of_society") +
           words(" on the rest of society", " bij de rest van de samenleving");
  };
  std::string left =
      words("; burden of the goals left: ", "; lasten van de doelen die blijven: ") + borne(arm);
  if (batch.has_arm("nothing") && batch.arm_name(arm) != "nothing")
    left += words("; in nothing ", "; bij niets doen ") + borne(batch.arm_named("nothing"));
  return left;
}

Picture ledger(const PlotRequest& request) {
  const PlotWords words(request);
  const int arm = request.batch.answer_arms().first;
  const Money money = money_of(request.batch);
  const auto amount = [&](const char* measure) {
    return mean_of_arm(request, measure, arm) / money.keuro;
  };
  using picture::Entry;
  std::vector<picture::LedgerLine> lines{
      {words("own effort", "eigen inzet"), -amount("own_effort"), Entry::change},
      {words("matched money", "bijgelegd geld"), -amount("matched_money"), Entry::change},
      {words("seed money", "startgeld"), -amount("seed_money"), Entry::change},
      {words("avoided cost", "vermeden kosten"), amount("avoided_cost"), Entry::change},
      {words("extra revenue", "extra inkomsten"), amount("extra_revenue"), Entry::change}};
  const double plain = std::accumulate(
      lines.begin(), lines.end(), 0.0,
      [](double sum, const picture::LedgerLine& line) { return sum + line.amount; });
  const double net = amount(results::net_value);
  const double shown_step = std::pow(10.0, -money.digits);
  if (std::fabs(net - plain) > shown_step / 2.0)
    lines.push_back({words("discounting", "verdiscontering"), net - plain, Entry::change});
  lines.push_back({words("net value", "nettowaarde"), net, Entry::total});
  const double invested = amount("invested");
  std::string title = words.arm(arm) + words(" puts in ", " zet ") +
                      words.number(invested, money.digits) + " " + money.unit +
                      words(" and ends at ", " in en eindigt op ") +
                      words.number(net, money.digits) + " " + money.unit;
  return picture_of(picture::Waterfall{
      words.caption("ledger", std::move(title),
                    words("the ledger of ", "de balans van ") + words.arm(arm) + ", " + money.unit +
                        words(", mean of n = ", ", gemiddelde van n = ") +
                        runs_counted(request, arm) + burden_left(request, arm, money)),
      money.unit, money.digits, std::move(lines)});
}

}  // namespace

PictureKind ledger_picture() {
  return {.place = 5,
          .name = "ledger",
          .about = "what is put in and what comes out, as a waterfall",
          .missing = nothing_missing,
          .drawn = ledger,
          .section = Section::happenings,
          .place_in_section = 5};
}

}  // namespace samen::analysis
