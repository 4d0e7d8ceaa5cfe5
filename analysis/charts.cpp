#include "charts.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>

#include "acting.hpp"
#include "answer.hpp"
#include "chart_organisations.hpp"
#include "io/results_format.hpp"
#include "lifetimes.hpp"
#include "responses.hpp"
#include "shocks.hpp"
#include "story.hpp"
#include "table.hpp"

namespace samen {

namespace {

using picture::Caption;
using picture::Picture;

// ---- words --------------------------------------------------------------------------------------

/// Texts of a scene in its language.
class Words {
 public:
  explicit Words(const Scene& scene) : scene_(scene) {}

  std::string operator()(const char* english, const char* dutch) const {
    return std::string(in(scene_.language, english, dutch));
  }
  std::string number(double value, int digits) const {
    return number_in(scene_.language, value, digits);
  }
  std::string percent(double share) const {
    std::string text = shown_percent(share);
    if (scene_.language == Language::dutch) std::replace(text.begin(), text.end(), '.', ',');
    return text;
  }
  std::string arm(int arm) const { return arm_in(scene_.language, scene_.batch.arm_name(arm)); }
  /// Of what is drawn at one design point, which is named where there are several.
  Caption caption(const char* name, std::string title, const std::string& subtitle) const {
    const Batch& batch = scene_.batch;
    return caption_of_all(name, std::move(title),
                          batch.points().size() == 1 ? subtitle
                                                     : subtitle + (*this)("; at ", "; bij ") +
                                                           batch.point_label(scene_.point));
  }
  Caption caption_of_all(const char* name, std::string title, std::string subtitle) const {
    // A sentence that begins with the name of a parameter keeps it as it is.
    if (title.substr(0, title.find(' ')).find('.') == std::string::npos)
      title = capitalised(std::move(title));
    return {name, std::move(title), capitalised(std::move(subtitle)),
            scene_.language == Language::dutch ? picture::DecimalSign::comma
                                               : picture::DecimalSign::point};
  }

 private:
  const Scene& scene_;
};

std::string runs_counted(const Scene& scene, int arm) {
  return std::to_string(scene.batch.runs_of({arm, scene.point}).size()) + " runs";
}

std::string last_year(const Batch& batch) {
  return batch.months().back().substr(0, 4);
}

picture::Month first_month(const Batch& batch) {
  const std::string& label = batch.months().front();
  return {std::stoi(label.substr(0, 4)), std::stoi(label.substr(5, 2))};
}

std::vector<picture::Mark> period_marks(const Scene& scene) {
  std::vector<picture::Mark> marks;
  for (const std::size_t month : scene.batch.periods())
    marks.push_back({static_cast<double>(month), Words(scene)("policy period", "beleidsperiode")});
  return marks;
}

/// " (federation)", where a shock does not strike all.
std::string struck(const Scene& scene, const StatedShock& shock) {
  std::string whom;
  if (shock.organisation >= 0)
    whom = scene.batch.organisations().at(static_cast<std::size_t>(shock.organisation));
  else if (shock.table >= 0)
    whom = scene.batch.tables().at(static_cast<std::size_t>(shock.table));
  return whom.empty() ? "" : " (" + whom + ")";
}

/// Where policy periods open and shocks strike, in the order of time.
std::vector<picture::Mark> marks_in_time(const Scene& scene) {
  std::vector<picture::Mark> marks = period_marks(scene);
  for (const StatedShock& shock : shocks_of(scene.batch.file()))
    marks.push_back({static_cast<double>(shock.month),
                     Words(scene)("shock", "schok") + struck(scene, shock),
                     static_cast<double>(shock.months)});
  std::stable_sort(marks.begin(), marks.end(), [](const picture::Mark& a, const picture::Mark& b) {
    return a.month < b.month;
  });
  return marks;
}

// ---- series -------------------------------------------------------------------------------------

/// One number a month for each run of an arm, run after run.
using Monthly = std::map<int, std::vector<float>>;

/// Reads a series once: the mean over its entries in each month, of the runs at the point.
Monthly monthly_means(const Scene& scene, const std::string& series) {
  const Batch& batch = scene.batch;
  const auto shape = batch.file().shape(series);
  const std::size_t months = shape[1];
  const std::size_t entries = shape.size() > 2 ? shape[2] : 1;
  Monthly all;
  batch.file().for_each_block(series, [&](std::size_t first, std::span<const float> values) {
    for (std::size_t row = 0; row < values.size() / (months * entries); ++row) {
      const Treatment treatment = batch.treatment_of(first + row);
      if (!batch.ran(first + row) || treatment.point != scene.point) continue;
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

std::vector<picture::Fan> fans_of(const Scene& scene, const Monthly& monthly, double unit) {
  std::vector<picture::Fan> fans;
  for (const int arm : scene.batch.arms()) {
    const auto found = monthly.find(arm);
    if (found == monthly.end()) continue;
    fans.push_back({Words(scene).arm(arm), picture::ink_of(scene.batch.arm_name(arm), fans.size()),
                    quantiles_over_runs(found->second, scene.batch.months().size(), unit)});
  }
  return fans;
}

/// "66 %": where the median run of an arm ends.
std::string median_at_end(const Words& words, const std::vector<picture::Fan>& fans,
                          const std::string& arm) {
  for (const picture::Fan& fan : fans)
    if (fan.label == arm) return words.percent(fan.months.back().median);
  return "–";
}

double mean_of_arm(const Scene& scene, const char* measure, int arm) {
  return mean_of(scene.batch.values(measure, {arm, scene.point})).mean;
}

std::optional<std::string> needs(const Batch& batch, const char* dataset,
                                 const std::string& parts) {
  if (batch.file().has(dataset)) return std::nullopt;
  return "needs --set 'run.record=[\"events\", " + parts + "]' when it is run";
}

std::optional<std::string> without_tables(const Batch& batch) {
  if (batch.meets(told_treatment(batch, batch.points().front()).arm)) return std::nullopt;
  return "no arm has tables that meet";
}

std::optional<std::string> needs_seats(const Batch& batch) {
  if (const auto missing = without_tables(batch)) return missing;
  return needs(batch, "commitment", "\"organisations\"");
}

std::optional<std::string> needs_pairs(const Batch& batch, const char* series) {
  if (const auto missing = without_tables(batch)) return missing;
  if (batch.file().has("seated") && batch.file().has(series)) return std::nullopt;
  return needs(batch, series, "\"organisations\", \"pairs\"");
}

// ---- progress, value, goals ---------------------------------------------------------------------

std::string lines_and_bands(const Words& words) {
  return words("line: median; bands: the middle 50 % and 90 % of the runs",
               "lijn: mediaan; banden: de middelste 50 % en 90 % van de runs");
}

Picture progress(const Scene& scene) {
  const Words words(scene);
  const auto [first, second] = scene.batch.answer_arms();
  const auto fans = fans_of(scene, monthly_means(scene, "progress"), 1.0);
  return picture_of(picture::FanChart{
      words.caption("progress",
                    words("by ", "eind ") + last_year(scene.batch) +
                        words(" the median run of ", " is de middelste run van ") +
                        words.arm(first) + words(" has come ", " ") +
                        median_at_end(words, fans, words.arm(first)) +
                        words(" of the way", " van de weg gekomen") +
                        (first == second ? ""
                                         : words(", of ", ", die van ") + words.arm(second) + " " +
                                               median_at_end(words, fans, words.arm(second))),
                    words("progress of the goals, their mean in each run; ",
                          "voortgang van de doelen, hun gemiddelde in elke run; ") +
                        lines_and_bands(words) + ", n = " + runs_counted(scene, first) +
                        words(" an arm", " per keuze")),
      words("progress", "voortgang"), first_month(scene.batch), fans, marks_in_time(scene),
      picture::Print::percent});
}

Picture value(const Scene& scene) {
  const Words words(scene);
  const Money money = money_of(scene.batch);
  auto monthly = monthly_means(scene, "society_net");
  const std::size_t months = scene.batch.months().size();
  for (auto& [arm, runs] : monthly)
    for (std::size_t n = 0; n < runs.size(); ++n)
      if (n % months > 0) runs[n] += runs[n - 1];
  return picture_of(picture::FanChart{
      words.caption("value", answer_in_short(scene.batch, scene.point, scene.language),
                    (scene.batch.arms().size() < 2
                         ? words("the title tells the mean, the line is the median: ",
                                 "de titel noemt het gemiddelde, de lijn is de mediaan: ")
                         : words("the difference is of means, the lines are medians: ",
                                 "het verschil is van gemiddelden, de lijnen zijn medianen: ")) +
                        words("net value since the start, ", "nettowaarde sinds het begin, ") +
                        money.unit +
                        words(": avoided cost and extra revenue less what was put in; ",
                              ": vermeden kosten en extra inkomsten min de inzet; ") +
                        lines_and_bands(words) +
                        ", n = " + runs_counted(scene, scene.batch.answer_arms().first) +
                        words(" an arm", " per keuze")),
      money.unit, first_month(scene.batch), fans_of(scene, monthly, 1.0 / money.keuro),
      marks_in_time(scene)});
}

Picture goals(const Scene& scene) {
  const Words words(scene);
  const Batch& batch = scene.batch;
  const int arm = batch.answer_arms().first;
  const auto reached = batch.file().integers(results::goal_reached_month);
  const auto& runs = batch.runs_of({arm, scene.point});
  picture::CurveChart chart;
  std::vector<double> at_end;
  constexpr std::size_t most = 8;  // curves a reader can follow
  for (std::size_t k = 0; k < std::min(most, batch.goals().size()); ++k) {
    std::vector<std::int64_t> months;
    for (const std::size_t run : runs) {
      const auto month = reached[run * batch.goals().size() + k];
      if (month >= 0) months.push_back(month);
    }
    std::sort(months.begin(), months.end());
    picture::Curve curve{std::to_string(k + 1) + " " + batch.goals()[k],
                         picture::ink_of("", k),
                         {{0.0, 0.0, std::nullopt}}};
    for (std::size_t n = 0; n < months.size(); ++n) {
      if (n + 1 < months.size() && months[n + 1] == months[n]) continue;
      const Estimate share = share_of(n + 1, runs.size());
      curve.points.push_back({static_cast<double>(months[n]), share.mean, share.interval});
    }
    at_end.push_back(share_of(months.size(), runs.size()).mean);
    curve.points.push_back({static_cast<double>(batch.months().size()), at_end.back(),
                            share_of(months.size(), runs.size()).interval});
    chart.curves.push_back(std::move(curve));
  }
  chart.caption = words.caption(
      "goals",
      words.arm(arm) + words(" reaches the first goal in ", " bereikt het eerste doel in ") +
          words.percent(at_end.front()) + words(" of the runs, goal ", " van de runs, doel ") +
          std::to_string(at_end.size()) + " in " + words.percent(at_end.back()),
      words("share of the runs that have reached each goal; band: 95 % interval (Wilson), n = ",
            "deel van de runs dat elk doel bereikt heeft; band: 95%-interval (Wilson), n = ") +
          runs_counted(scene, arm));
  chart.value_axis = words("share of runs", "deel van de runs");
  chart.print = picture::Print::percent;
  chart.value_range = Interval{0.0, 1.0};
  chart.first = first_month(batch);
  chart.marks = marks_in_time(scene);
  return picture_of(chart);
}

// ---- money --------------------------------------------------------------------------------------

/// What of the goals' burden is left with whom, beside what doing nothing leaves.
std::string burden_left(const Scene& scene, int arm, const Money& money) {
  const Words words(scene);
  const Batch& batch = scene.batch;
  if (!batch.has_measure("burden_of_organisations")) return "";
  const auto borne = [&](int by) {
    const auto amount = [&](const char* measure) {
      return words.number(mean_of_arm(scene, measure, by) / money.keuro, money.digits);
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

Picture ledger(const Scene& scene) {
  const Words words(scene);
  const int arm = scene.batch.answer_arms().first;
  const Money money = money_of(scene.batch);
  const auto amount = [&](const char* measure) {
    return mean_of_arm(scene, measure, arm) / money.keuro;
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
                        runs_counted(scene, arm) + burden_left(scene, arm, money)),
      money.unit, money.digits, std::move(lines)});
}

Picture differences_of_pairs(const Scene& scene) {
  const Words words(scene);
  const Batch& batch = scene.batch;
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_of(batch));
  const auto [first, second] = batch.answer_arms();
  auto values = differences(paired(batch.by_pair(measure.name, {first, scene.point}),
                                   batch.by_pair(measure.name, {second, scene.point})));
  for (double& value : values) value *= display.factor;
  const auto count_with = [&](double sign) {
    return std::count_if(values.begin(), values.end(),
                         [&](double value) { return sign * value > 0.0; });
  };
  const bool first_leads = count_with(1.0) >= count_with(-1.0);
  const int leader = first_leads ? first : second;
  const int other = first_leads ? second : first;
  const auto wins = count_with(first_leads ? 1.0 : -1.0);
  const std::string ahead = words(" ahead", " voor");
  const std::string unit = display.unit.empty() ? "" : ", " + display.unit;
  return picture_of(picture::DifferenceChart{
      words.caption("differences",
                    words.arm(leader) + words(" is ahead of ", " ligt voor op ") +
                        words.arm(other) + " in " + std::to_string(wins) +
                        words(" of ", " van de ") + std::to_string(values.size()) +
                        words(" pairs", " paren"),
                    words("each dot a pair of runs with the same luck: ",
                          "elke stip een paar runs met hetzelfde toeval: ") +
                        measure_in(scene.language, measure.name) + ", " + words.arm(first) + " − " +
                        words.arm(second) + "; n = " + std::to_string(values.size())),
      words("difference", "verschil") + unit,
      words("pairs", "paren"),
      {words.arm(first) + ahead, picture::ink_of(batch.arm_name(first), 0)},
      {words.arm(second) + ahead, picture::ink_of(batch.arm_name(second), 1)},
      values,
      mean_of(values)});
}

// ---- tables -------------------------------------------------------------------------------------

/// Share of the tables of an arm that have not broken down, month by month.
picture::Curve spared_curve(const Scene& scene, const TableLifetimes& lifetimes, int arm,
                            std::size_t place) {
  picture::Curve curve{Words(scene).arm(arm),
                       picture::ink_of(scene.batch.arm_name(arm), place),
                       {{0.0, 1.0, std::nullopt}}};
  const auto fates = lifetimes.fates({arm, scene.point});
  for (const IncidencePoint& point : cumulative_incidence(fates, broken_down, lifetimes.unit())) {
    std::optional<Interval> spared;
    if (point.interval) spared = Interval{1.0 - point.interval->high, 1.0 - point.interval->low};
    curve.points.push_back({point.time, 1.0 - point.incidence, spared});
  }
  const Estimate last = share_spared_by(fates, broken_down, lifetimes.horizon(), lifetimes.unit());
  curve.points.push_back({lifetimes.horizon(), last.mean, last.interval});
  return curve;
}

/// "93 % (together), 70 % (choice)"
std::string shares_at_end(const Words& words, const std::vector<picture::Curve>& curves) {
  std::string text;
  for (const picture::Curve& curve : curves)
    text += (text.empty() ? words.percent(curve.points.back().value) +
                                words(" of the tables", " van de tafels")
                          : ", " + words.percent(curve.points.back().value)) +
            " (" + curve.label + ")";
  return text;
}

Picture survival(const Scene& scene) {
  const Words words(scene);
  const Batch& batch = scene.batch;
  const TableLifetimes lifetimes(batch);
  picture::CurveChart chart;
  for (const int arm : lifetimes.arms())
    chart.curves.push_back(spared_curve(scene, lifetimes, arm, chart.curves.size()));
  const bool none =
      std::all_of(chart.curves.begin(), chart.curves.end(),
                  [](const picture::Curve& curve) { return curve.points.back().value == 1.0; });
  chart.caption = words.caption(
      "survival",
      none ? words("no table has broken down by ", "geen tafel is gestrand tegen eind ") +
                 last_year(batch)
           : words("not broken down by ", "niet gestrand tegen eind ") + last_year(batch) + ": " +
                 shares_at_end(words, chart.curves),
      words("share of all tables that have not ended with goals not reached (one less the "
            "cumulative incidence, Aalen–Johansen; reaching the goals is no breakdown); band: 95 % "
            "interval, the run as the unit; n = ",
            "deel van alle tafels dat niet ophield met doelen niet bereikt (één min de cumulatieve "
            "incidentie, Aalen–Johansen; wie de doelen bereikt is niet gestrand); band: "
            "95%-interval, de run als eenheid; n = ") +
          runs_counted(scene, lifetimes.arms().front()));
  chart.value_axis = words("share of tables", "deel van de tafels");
  chart.print = picture::Print::percent;
  chart.value_range = Interval{0.0, 1.0};
  chart.first = first_month(batch);
  chart.marks = marks_in_time(scene);
  return picture_of(chart);
}

/// Names of the seats: the organisation, and its table where there are several.
std::vector<std::string> seat_names(const Batch& batch) {
  const auto& owners = batch.organisations();
  const auto owner = batch.file().integers("seat_organisation");
  std::vector<std::string> names;
  for (const auto organisation : owner)
    names.push_back(owners.at(static_cast<std::size_t>(organisation)));
  return names;
}

constexpr std::size_t most_members = 12;  // lines or rows a reader can tell apart

/// Seats of the first table, as many as can be told apart.
std::vector<std::size_t> seats_of_first_table(const Batch& batch) {
  const auto table = batch.file().integers("seat_table");
  std::vector<std::size_t> seats;
  for (std::size_t n = 0; n < table.size() && seats.size() < most_members; ++n)
    if (table[n] == 0) seats.push_back(n);
  return seats;
}

/// Mean over the months of a year up to each, as far as the seat has been taken since its member
/// came; a gap while nobody sits there.
std::vector<double> running_mean(const std::vector<double>& values,
                                 const std::vector<double>& seated, std::size_t seats,
                                 std::size_t seat) {
  constexpr std::size_t year = 12;
  const std::size_t months = values.size() / seats;
  std::vector<double> means(months, std::nan(""));
  std::size_t since = 0;
  for (std::size_t t = 0; t < months; ++t) {
    if (!(seated[t * seats + seat] > 0.0)) {
      since = t + 1;
      continue;
    }
    const std::size_t from = std::max(since, t + 1 > year ? t + 1 - year : 0);
    double sum = 0.0;
    for (std::size_t s = from; s <= t; ++s) sum += values[s * seats + seat];
    means[t] = sum / static_cast<double>(t + 1 - from);
  }
  return means;
}

std::string run_in_words(const Scene& scene) {
  const Words words(scene);
  return "run " + std::to_string(scene.run) + " (" +
         words.arm(scene.batch.treatment_of(scene.run).arm) + ")";
}

/// Who sat at the first table of a run, and how that ended.
struct Seating {
  std::vector<std::size_t> seats;    ///< ever taken, as many as can be told apart
  std::size_t ever = 0, stayed = 0;  ///< stayed: to the end of the run or of the table
  bool has_joiners = false;
  std::optional<std::string> end, reason;  ///< month and cause, as the file names them
};

Seating seating_of(const Scene& scene, const std::vector<double>& seated) {
  const ResultsFile& file = scene.batch.file();
  const auto table = file.integers("seat_table");
  const std::size_t seats = table.size();
  const auto ended = file.row(results::table_ended_month, scene.run).at(0);
  const auto sits = [&](std::size_t t, std::size_t seat) { return seated[t * seats + seat] > 0.0; };
  const std::size_t months = scene.batch.months().size();
  const std::size_t last = ended > 0.0 ? static_cast<std::size_t>(ended) - 1 : months - 1;
  Seating seating;
  for (std::size_t seat = 0; seat < seats; ++seat) {
    if (table[seat] != 0) continue;
    std::size_t first = 0;
    while (first < months && !sits(first, seat)) ++first;
    if (first == months) continue;
    ++seating.ever;
    seating.stayed += sits(last, seat) ? 1 : 0;
    seating.has_joiners = seating.has_joiners || first > 0;
    if (seating.seats.size() < most_members) seating.seats.push_back(seat);
  }
  if (ended < 0.0) return seating;
  seating.end = scene.batch.months().at(static_cast<std::size_t>(ended));
  const auto cause = static_cast<std::size_t>(file.row(results::table_ended_by, scene.run).at(0));
  seating.reason = file.flag_meanings(results::table_ended_by).at(cause);
  // Who left in the month in which the table ended sat there the month before.
  const Story story(scene.batch, scene.run);
  for (const Happening& event : story.happenings())
    if (event.kind == "table_ends" && event.table == 0 && !std::isnan(event.value))
      seating.stayed = static_cast<std::size_t>(event.value);
  return seating;
}

/// "3 of 5", "3 van de 5"
std::string walk_title(const Words& words, Language language, const Seating& seating) {
  const auto of_all = [&](std::size_t n) {
    return std::to_string(n) + words(" of ", " van de ") + std::to_string(seating.ever);
  };
  const std::size_t gone = seating.ever - seating.stayed;
  std::string title;
  if (seating.end && seating.reason == "goals_reached")
    title = words("in ", "in ") + *seating.end +
            words(" the table ends with all goals reached, ",
                  " stopt de tafel met alle doelen bereikt, ") +
            of_all(seating.stayed) + words(" still there", " nog aan tafel");
  else if (seating.end)
    title = words("in ", "in ") + *seating.end + words(" the table ends (", " stopt de tafel (") +
            reason_in(language, *seating.reason) + "), " + of_all(seating.stayed) +
            words(" still there", " nog aan tafel");
  else if (gone == 0)
    title = words("all ", "alle ") + std::to_string(seating.ever) +
            words(" are still at the table", " zitten nog aan tafel");
  else
    title = of_all(gone) + (gone == 1 ? words(" has", " is") : words(" have", " zijn")) +
            words(" left the table", " opgestapt");
  return title + words(": the commitment walk of one run", ": de engagementswandeling van één run");
}

Picture walk(const Scene& scene) {
  const Words words(scene);
  const Batch& batch = scene.batch;
  const auto names = seat_names(batch);
  const auto commitment = batch.file().row("commitment", scene.run);
  const auto seated = batch.file().row("seated", scene.run);
  const Seating seating = seating_of(scene, seated);
  if (seating.seats.empty())
    throw ResultsError(batch.file().path() + ": nobody sits at the first table in run " +
                       std::to_string(scene.run));
  std::vector<picture::Fan> members;
  for (const std::size_t seat : seating.seats) {
    picture::Fan member{names[seat], picture::ink_of("", members.size()), {}};
    for (const double at : running_mean(commitment, seated, names.size(), seat))
      member.months.push_back({at, at, at, at, at});
    members.push_back(std::move(member));
  }
  return picture_of(picture::Walk{
      words.caption(
          "walk", walk_title(words, scene.language, seating),
          run_in_words(scene) +
              words(": what the home organisation covers × ownership and trust, 0 to 1, mean of "
                    "twelve months; ",
                    ": wat de achterban dekt × eigenaarschap en vertrouwen, 0 tot 1, gemiddelde "
                    "van twaalf maanden; ") +
              (seating.has_joiners ? words("a line begins where a member joins and ends",
                                           "een lijn begint waar een lid aansluit en stopt")
                                   : words("a line ends", "een lijn stopt")) +
              words(" where a member leaves or the table stops",
                    " waar een lid vertrekt of de tafel ophoudt") +
              (seating.ever > members.size()
                   ? words("; drawn: the first ", "; getekend: de eerste ") +
                         std::to_string(members.size())
                   : "")),
      words("commitment", "engagement"), first_month(batch), members, marks_in_time(scene)});
}

/// What members of the first table have of each other, in the last month they still sit together.
Picture heat_map(const Scene& scene, const std::string& series, const std::string& label,
                 const std::string& towards) {
  const Words words(scene);
  const Batch& batch = scene.batch;
  const auto seats = seats_of_first_table(batch);
  const auto names = seat_names(batch);
  const auto from = batch.file().integers("pair_seat");
  const auto to = batch.file().integers("pair_partner");
  const auto values = batch.file().row(series, scene.run);
  const auto seated = batch.file().row("seated", scene.run);
  const auto sits = [&](std::size_t t, std::size_t seat) {
    return seated[t * names.size() + seat] > 0.0;
  };
  std::size_t month = batch.months().size() - 1;
  while (month > 0 && std::none_of(seats.begin(), seats.end(),
                                   [&](std::size_t seat) { return sits(month, seat); }))
    --month;
  picture::HeatMap map;
  for (const std::size_t seat : seats) map.rows.push_back(names[seat]);
  map.columns = map.rows;
  map.values.assign(seats.size() * seats.size(), std::nan(""));
  std::vector<double> received(seats.size(), 0.0), givers(seats.size(), 0.0);
  for (std::size_t pair = 0; pair < from.size(); ++pair) {
    const auto place = [&](std::int64_t seat) {
      const auto found = std::find(seats.begin(), seats.end(), static_cast<std::size_t>(seat));
      return static_cast<std::size_t>(found - seats.begin());
    };
    const std::size_t row = place(from[pair]), column = place(to[pair]);
    if (row == seats.size() || column == seats.size() || row == column) continue;
    if (!sits(month, seats[row]) || !sits(month, seats[column])) continue;
    const double value = values[month * from.size() + pair];
    map.values[row * seats.size() + column] = value;
    received[column] += value;
    givers[column] += 1.0;
  }
  std::size_t least = seats.size(), most = seats.size();
  for (std::size_t n = 0; n < seats.size(); ++n) {
    if (givers[n] == 0.0) continue;
    received[n] /= givers[n];
    if (least == seats.size() || received[n] < received[least]) least = n;
    if (most == seats.size() || received[n] > received[most]) most = n;
  }
  std::string title = label + words(": nobody is left at the table", ": niemand zit nog aan tafel");
  if (least < seats.size())
    title = label + words(" runs from ", " gaat van ") + words.number(received[least], 2) + " (" +
            map.rows[least] + words(") to ", ") tot ") + words.number(received[most], 2) + " (" +
            map.rows[most] + ")";
  map.caption = words.caption(
      series.c_str(), std::move(title),
      run_in_words(scene) + ", " + batch.months()[month] + ": " + label +
          words(", 0 to 1, of who stands in the row ", ", 0 tot 1, van wie in de rij staat ") +
          towards +
          words(" who stands in the column; empty: no longer at the table",
                " wie in de kolom staat; leeg: niet meer aan tafel"));
  map.row_axis = words("who", "wie");
  map.column_axis = towards + words(" whom", " wie");
  map.value_axis = label;
  map.range = Interval{0.0, 1.0};
  return picture_of(map);
}

Picture trust(const Scene& scene) {
  const Words words(scene);
  return heat_map(scene, "trust", words("trust", "vertrouwen"), words("in", "in"));
}
Picture knowledge(const Scene& scene) {
  const Words words(scene);
  return heat_map(scene, "knowledge", words("knowledge of each other", "kennis van elkaar"),
                  words("about", "over"));
}

// ---- designs ------------------------------------------------------------------------------------

std::optional<std::string> no_grid(const Batch& batch) {
  if (batch.design_kind() == "grid" && batch.factors().size() == 2) return std::nullopt;
  return "needs a design of kind grid with two factors";
}
std::optional<std::string> no_morris(const Batch& batch) {
  if (batch.design_kind() == "morris") return std::nullopt;
  return "needs a design of kind morris";
}
std::optional<std::string> no_saltelli(const Batch& batch) {
  if (batch.design_kind() == "saltelli") return std::nullopt;
  return "needs a design of kind saltelli";
}
std::optional<std::string> no_design(const Batch& batch) {
  const auto& factors = batch.factors();
  if (std::none_of(factors.begin(), factors.end(), is_ordered))
    return "needs a [design] that varies something";
  if (batch.design_kind() != "list") return std::nullopt;  // others have levels to compare
  const std::vector<bool> acting = acting_factors(batch);
  const auto found = main_effects(
      batch,
      Responses(batch, {batch.answer_measure().name, batch.answer_arms().first, std::nullopt}));
  for (const MainEffect& effect : found.factors)
    if (acting[effect.factor]) return std::nullopt;
  return "no factor of the design has acting levels to compare";
}

/// What a design explains: the difference of the arms that answer the question.
struct Question {
  Response response;
  Display display;
  std::string label;
  explicit Question(const Scene& scene)
      : display(display_of(scene.batch.answer_measure(), money_of(scene.batch))) {
    const Words words(scene);
    const auto [first, second] = scene.batch.answer_arms();
    response = {scene.batch.answer_measure().name, first, std::nullopt};
    label = measure_in(scene.language, response.measure) + ", " + words.arm(first);
    if (first != second) {
      response.less = second;
      label += " − " + words.arm(second);
    }
    if (!display.unit.empty()) label += ", " + display.unit;
  }
};

/// How much a factor does.
struct Weight {
  std::string factor;
  double size = 0.0;
  std::optional<Interval> interval;
};

/// The factors that do most: the first, and all whose intervals reach into its own.
std::vector<std::string> foremost(std::vector<Weight> weights) {
  std::stable_sort(weights.begin(), weights.end(),
                   [](const Weight& a, const Weight& b) { return a.size > b.size; });
  const Weight& first = weights.front();
  const double least = first.interval ? first.interval->low : first.size;
  std::vector<std::string> names;
  for (const Weight& one : weights)
    if (names.empty() || (one.interval ? one.interval->high : one.size) > least)
      names.push_back(one.factor);
  return names;
}

/// "a and b", then what they do: in the singular or the plural.
std::string claim_of(const Words& words, const std::vector<std::string>& factors,
                     const std::string& singular, const std::string& plural) {
  constexpr std::size_t most = 3;
  if (factors.size() > most)
    return words("no factor stands out: the intervals of ", "geen factor springt eruit: de ") +
           std::to_string(factors.size()) +
           words(" of them reach into each other", " intervallen overlappen");
  std::string text = factors.front();
  for (std::size_t n = 1; n < factors.size(); ++n)
    text += (n + 1 < factors.size() ? ", " : words(" and ", " en ")) + factors[n];
  return text + (factors.size() == 1 ? singular : plural);
}

/// "; levers.puller never acts here", for the end of a subtitle; empty where all factors act.
std::string inert_in_words(const Scene& scene) {
  const std::string inert = inert_factors(scene.batch, scene.language);
  return inert.empty() ? "" : "; " + inert;
}

void require_one_acts(const Batch& batch, bool none) {
  if (none)
    throw ResultsError(batch.file().path() + ": no factor of the design acts in these runs");
}

std::string axis_of(const Factor& factor) {
  return factor.name + (factor.unit.empty() || factor.unit == "1" ? "" : ", " + factor.unit);
}

Picture phase(const Scene& scene) {
  const Words words(scene);
  const Batch& batch = scene.batch;
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_of(batch));
  const auto [first, second] = batch.answer_arms();
  picture::PhaseDiagram chart;
  std::map<double, std::size_t> columns, rows;
  for (const int point : batch.points()) {
    columns[batch.factor_place(point, 0)] = 0;
    rows[batch.factor_place(point, 1)] = 0;
  }
  const auto number = [](auto& places) {
    std::size_t n = 0;
    for (auto& [place, at] : places) at = n++;
  };
  number(columns);
  number(rows);
  chart.x_values.resize(columns.size());
  chart.y_values.resize(rows.size());
  chart.cells.resize(columns.size() * rows.size());
  std::size_t wins = 0;
  for (const int point : batch.points()) {
    const std::size_t x = columns[batch.factor_place(point, 0)];
    const std::size_t y = rows[batch.factor_place(point, 1)];
    chart.x_values[x] = batch.factor_label(point, 0);
    chart.y_values[y] = batch.factor_label(point, 1);
    const Estimate difference =
        mean_of(differences(paired(batch.by_pair(measure.name, {first, point}),
                                   batch.by_pair(measure.name, {second, point}))));
    picture::PhaseCell& cell = chart.cells[y * columns.size() + x];
    cell.difference = std::fabs(difference.mean) * display.factor;
    if (!difference.interval) continue;
    if (difference.interval->low > 0.0) cell.winner = 0;
    if (difference.interval->high < 0.0) cell.winner = 1;
    wins += difference.interval->low > 0.0 ? 1 : 0;
  }
  chart.x_axis = axis_of(batch.factors()[0]);
  chart.y_axis = axis_of(batch.factors()[1]);
  chart.contenders = {{words.arm(first), picture::ink_of(batch.arm_name(first), 0)},
                      {words.arm(second), picture::ink_of(batch.arm_name(second), 1)}};
  chart.too_close = words("too close to call", "te dicht bij elkaar");
  chart.digits = display.digits == 0 ? 0 : 1;
  const std::size_t n = batch.runs_of({first, batch.points().front()}).size();
  const bool hatched = std::any_of(chart.cells.begin(), chart.cells.end(),
                                   [](const picture::PhaseCell& cell) { return !cell.winner; });
  chart.caption = words.caption_of_all(
      "phase",
      words.arm(first) + words(" is ahead in ", " ligt voor in ") + std::to_string(wins) +
          words(" of ", " van de ") + std::to_string(chart.cells.size()) +
          words(" cases", " gevallen"),
      words("who is ahead and by how much: ", "wie voorligt en hoeveel: ") +
          measure_in(scene.language, measure.name) +
          (display.unit.empty() ? "" : ", " + display.unit) +
          (hatched ? words("; hatched: the 95 % interval of the paired difference holds zero; n = ",
                           "; gearceerd: het 95%-interval van het verschil bevat nul; n = ")
                   : words("; everywhere the 95 % interval of the paired difference excludes zero; "
                           "n = ",
                           "; overal sluit het 95%-interval van het verschil nul uit; n = ")) +
          std::to_string(n) + words(" pairs a cell", " paren per vak") + inert_in_words(scene));
  return picture_of(chart);
}

/// "n = 60 points": what the intervals of main effects are over.
std::string resampled_in_words(const Words& words, const MainEffects& effects) {
  switch (effects.resampled) {
    case Resampled::points:
      return words("points", "punten");
    case Resampled::rows:
      return words("base rows", "basisrijen");
    case Resampled::trajectories:
      return words("trajectories", "trajecten");
    case Resampled::replicates:
      return words("replicates, at these points", "replica's, in deze punten");
  }
  return "";
}

Picture tornado(const Scene& scene) {
  const Words words(scene);
  const Batch& batch = scene.batch;
  const Question question(scene);
  const Responses responses(batch, question.response, question.display.factor);
  const MainEffects effects = main_effects(batch, responses);
  if (effects.factors.empty())
    throw ResultsError(batch.file().path() + ": no factor has runs to compare");
  picture::Tornado chart;
  chart.base = effects.average;
  std::vector<Weight> weights;
  bool clear = false;  // whether any interval excludes nought
  const std::vector<bool> acting = acting_factors(batch);
  for (const MainEffect& effect : effects.factors) {
    if (!acting[effect.factor]) continue;
    const Factor& factor = batch.factors()[effect.factor];
    const Estimate difference = guarded(effect.difference);
    const double sign = difference.mean < 0.0 ? -1.0 : 1.0;
    Weight weight{factor.name, sign * difference.mean, std::nullopt};
    if (const auto& found = difference.interval) {
      weight.interval = sign < 0.0 ? Interval{-found->high, -found->low} : *found;
      clear = clear || weight.interval->low > 0.0;
    }
    const auto setting = [&](double value, double response, const Interval& reach) {
      return picture::Setting{level_label(factor, value), response,
                              difference.interval ? std::optional(reach) : std::nullopt};
    };
    chart.swings.push_back({factor.name, setting(effect.low_value, effect.low, effect.low_reach),
                            setting(effect.high_value, effect.high, effect.high_reach)});
    weights.push_back(std::move(weight));
  }
  require_one_acts(batch, weights.empty());
  chart.value_axis = question.label;
  const bool told = clear || !weights.front().interval;
  chart.caption = words.caption_of_all(
      "tornado",
      told ? claim_of(words, foremost(std::move(weights)),
                      words(" moves the outcome most", " weegt het zwaarst"),
                      words(" move the outcome most", " wegen het zwaarst"))
           : words("no factor moves the outcome clear of chance",
                   "geen enkele factor beweegt de uitkomst duidelijk meer dan toeval"),
      question.label +
          words(": at the low and the high end of each factor, the others held; line: 95 % "
                "interval of the effect, clear of zero where it stays on its side; n = ",
                ": aan het lage en het hoge eind van elke factor, de andere gelijk; lijn: "
                "95%-interval van het effect, duidelijk waar het aan zijn kant blijft; n = ") +
          std::to_string(effects.n) + " " + resampled_in_words(words, effects) +
          (effects.resampled == Resampled::replicates
               ? ""
               : " × " + std::to_string(responses.replicates()) +
                     words(" replicates", " replica's")) +
          inert_in_words(scene));
  return picture_of(chart);
}

Picture morris(const Scene& scene) {
  const Words words(scene);
  const Question question(scene);
  const Responses responses(scene.batch, question.response, question.display.factor);
  const ElementaryEffects effects = elementary_effects(trajectories(scene.batch, responses));
  picture::MorrisPlot chart;
  std::vector<Weight> weights;
  const std::vector<bool> acting = acting_factors(scene.batch);
  for (std::size_t n = 0; n < effects.factors.size(); ++n) {
    if (!acting[n]) continue;
    const FactorEffects& found = effects.factors[n];
    weights.push_back(
        {scene.batch.factors()[n].name, found.mean_absolute.mean, found.mean_absolute.interval});
    chart.factors.push_back({scene.batch.factors()[n].name, found.mean_absolute.mean,
                             found.deviation, found.mean_absolute.interval});
  }
  require_one_acts(scene.batch, weights.empty());
  chart.caption = words.caption_of_all(
      "morris",
      claim_of(
          words, foremost(std::move(weights)),
          words(" has the largest elementary effects", " heeft de grootste elementaire effecten"),
          words(" have the largest elementary effects",
                " hebben de grootste elementaire effecten")),
      question.label +
          words(": change over the whole range of a factor; n = ",
                ": verandering over het hele bereik van een factor; n = ") +
          std::to_string(effects.trajectories) + words(" trajectories", " trajecten") +
          inert_in_words(scene));
  chart.mu_star_axis =
      words("μ*, mean size of the effect", "μ*, gemiddelde grootte van het effect");
  chart.sigma_axis = words("σ, interaction and curvature", "σ, wisselwerking en kromming");
  return picture_of(chart);
}

Picture sobol(const Scene& scene) {
  const Words words(scene);
  const Question question(scene);
  const Responses responses(scene.batch, question.response, question.display.factor);
  const SobolIndices indices = sobol_indices(saltelli_blocks(scene.batch, responses));
  if (indices.state != SobolState::estimated)
    throw ResultsError(scene.batch.file().path() + ": the outcome has no variance to share out");
  picture::IndexChart chart;
  std::vector<Weight> weights;
  const std::vector<bool> acting = acting_factors(scene.batch);
  for (std::size_t n = 0; n < indices.factors.size(); ++n) {
    if (!acting[n]) continue;
    const FactorIndices& found = indices.factors[n];
    weights.push_back({scene.batch.factors()[n].name, found.total.value, found.total.interval});
    chart.indices.push_back({scene.batch.factors()[n].name, found.first.value, found.total.value,
                             found.first.interval, found.total.interval});
  }
  require_one_acts(scene.batch, weights.empty());
  chart.caption = words.caption_of_all(
      "sobol",
      claim_of(words, foremost(std::move(weights)),
               words(" has the largest share of the variance",
                     " heeft het grootste aandeel in de variantie"),
               words(" have the largest shares of the variance",
                     " hebben de grootste aandelen in de variantie")),
      question.label +
          words(": share of the variance; line: 95 % interval, bootstrap over n = ",
                ": deel van de variantie; lijn: 95%-interval, bootstrap over n = ") +
          std::to_string(indices.blocks) + words(" base rows", " basisrijen") +
          (indices.noise_share
               ? words("; noise of the replicates makes ", "; ruis van de replica's maakt ") +
                     words.percent(*indices.noise_share) + words(" of it", " ervan uit")
               : "") +
          inert_in_words(scene));
  chart.value_axis = words("share of the variance", "deel van de variantie");
  chart.first_label = words("alone", "alleen");
  chart.total_label = words("with all interactions", "met alle wisselwerkingen");
  return picture_of(chart);
}

std::optional<std::string> no_response(const Batch& batch) {
  const std::size_t factors = batch.factors().size();
  if (batch.design_kind() == "grid" && (factors == 1 || factors == 2)) return std::nullopt;
  return "needs a design of kind grid with one factor or two";
}
std::optional<std::string> no_cases(const Batch& batch) {
  if (batch.design_kind() == "list") return std::nullopt;
  return "needs a design of kind list";
}

/// Which of some treatments no other is clearly better than: the paired 95 % interval of the
/// difference to the best one holds zero.
std::vector<bool> best_of(const Batch& batch, const std::string& measure,
                          const std::vector<Treatment>& treatments) {
  std::vector<double> means;
  for (const Treatment& treatment : treatments)
    means.push_back(mean_of(batch.values(measure, treatment)).mean);
  const auto top =
      static_cast<std::size_t>(std::max_element(means.begin(), means.end()) - means.begin());
  std::vector<bool> best;
  for (std::size_t n = 0; n < treatments.size(); ++n) {
    const Estimate behind = mean_of(differences(
        paired(batch.by_pair(measure, treatments[top]), batch.by_pair(measure, treatments[n]))));
    best.push_back(n == top || !behind.interval || behind.interval->low <= 0.0);
  }
  return best;
}

Estimate shown_in(const Display& display, Estimate estimate) {
  estimate.mean *= display.factor;
  if (estimate.interval)
    estimate.interval =
        Interval{estimate.interval->low * display.factor, estimate.interval->high * display.factor};
  return guarded(estimate);
}

/// A factor in a sentence: "money free months" for "levers.money_free_months".
std::string spoken(const Factor& factor) {
  std::string words = factor.name.substr(factor.name.rfind('.') + 1);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

/// A line of a response: its name and its treatments, in the order of the factor.
struct Line {
  std::string label;
  picture::Ink ink;
  std::vector<Treatment> treatments;
};

/// A line for each level of the second factor, or for each arm.
std::vector<Line> lines_of(const Scene& scene) {
  const Batch& batch = scene.batch;
  std::vector<int> points = batch.points();
  std::stable_sort(points.begin(), points.end(), [&](int a, int b) {
    return batch.factor_place(a, 0) < batch.factor_place(b, 0);
  });
  std::vector<Line> lines;
  if (batch.factors().size() == 1) {
    for (const int arm : batch.arms()) {
      lines.push_back(
          {Words(scene).arm(arm), picture::ink_of(batch.arm_name(arm), lines.size()), {}});
      for (const int point : points) lines.back().treatments.push_back({arm, point});
    }
    return lines;
  }
  std::map<double, std::vector<Treatment>> levels;
  for (const int point : points)
    levels[batch.factor_place(point, 1)].push_back({told_treatment(batch, point).arm, point});
  for (const auto& [place, treatments] : levels)
    lines.push_back(
        {spoken(batch.factors()[1]) + " " + batch.factor_label(treatments.front().point, 1),
         picture::ink_of("", lines.size()), treatments});
  return lines;
}

/// The levels of a line that are best: "3 or 4", "1 … 4", "any".
std::string best_levels(const Scene& scene, const Line& line, const std::vector<bool>& best) {
  const Words words(scene);
  std::vector<std::string> levels;
  for (std::size_t n = 0; n < best.size(); ++n)
    if (best[n]) levels.push_back(scene.batch.factor_label(line.treatments[n].point, 0));
  if (levels.size() == 1) return levels.front();
  if (levels.size() == best.size()) return words("any level", "elke stand");
  return levels.front() + (levels.size() == 2 ? words(" or ", " of ") : " … ") + levels.back();
}

/// "at operate after 0 for complexity 0.1, 3 or 4 for complexity 0.7", "at puller 4 in all cases"
std::string finding_of(const Scene& scene, const std::vector<Line>& lines,
                       const std::vector<std::vector<bool>>& best) {
  const Words words(scene);
  std::vector<std::string> where;
  for (std::size_t k = 0; k < lines.size(); ++k)
    where.push_back(best_levels(scene, lines[k], best[k]));
  const std::string at = words("at ", "bij ") + spoken(scene.batch.factors().front()) + " ";
  const bool alike = std::equal(where.begin() + 1, where.end(), where.begin());
  if (lines.size() > 1 && alike) return at + where[0] + words(" in all cases", " in alle gevallen");
  const auto told = [&](std::size_t k) {
    return where[k] + words(" for ", " voor ") + lines[k].label;
  };
  return at + (lines.size() == 1 ? told(0) : told(0) + ", " + told(lines.size() - 1));
}

Picture response(const Scene& scene) {
  const Words words(scene);
  const Batch& batch = scene.batch;
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_of(batch));
  const Factor& factor = batch.factors().front();
  picture::ResponseChart chart;
  std::map<double, std::string> levels;
  const auto at = [&](int point) { return batch.factor_value(point, 0); };
  for (const int point : batch.points()) levels[at(point)] = batch.factor_label(point, 0);
  for (const auto& [value, label] : levels) chart.levels.push_back({value, label});
  const std::vector<Line> lines = lines_of(scene);
  std::vector<std::vector<bool>> best;
  for (const Line& line : lines) {
    best.push_back(best_of(batch, measure.name, line.treatments));
    picture::Response drawn{line.label, line.ink, {}};
    for (std::size_t n = 0; n < line.treatments.size(); ++n) {
      const Estimate mean =
          shown_in(display, mean_of(measure, batch.values(measure.name, line.treatments[n])));
      drawn.points.push_back(
          {at(line.treatments[n].point), mean.mean, mean.interval, best.back()[n]});
    }
    chart.responses.push_back(std::move(drawn));
  }
  chart.factor_axis = axis_of(factor);
  chart.value_axis =
      measure_in(scene.language, measure.name) + (display.unit.empty() ? "" : ", " + display.unit);
  const std::size_t n = batch.runs_of(lines.front().treatments.front()).size();
  std::string whose;
  if (batch.factors().size() == 2) whose = ", " + words.arm(lines.front().treatments.front().arm);
  chart.caption = words.caption_of_all(
      "response",
      acts(batch, 0) ? measure_in(scene.language, measure.name) +
                           words(" is highest ", " is het hoogst ") + finding_of(scene, lines, best)
                     : spoken(factor) + words(" never acts here", " doet hier nooit iets"),
      chart.value_axis + whose +
          words("; line: mean; band: its 95 % interval; dots: no other level is better (paired 95 "
                "% interval); n = ",
                "; lijn: gemiddelde; band: het 95%-interval; punten: geen andere stand is beter "
                "(gepaard 95%-interval); n = ") +
          std::to_string(n) + words(" runs a point", " runs per punt") + inert_in_words(scene));
  return picture_of(chart);
}

Picture cases(const Scene& scene) {
  const Words words(scene);
  const Batch& batch = scene.batch;
  const Measure& measure = batch.answer_measure();
  const Display display = display_of(measure, money_of(batch));
  std::vector<Treatment> treatments;
  for (const int point : batch.points())
    treatments.push_back({told_treatment(batch, point).arm, point});
  const std::vector<bool> best = best_of(batch, measure.name, treatments);
  picture::CaseChart chart;
  std::vector<std::string> winners;
  for (std::size_t n = 0; n < treatments.size(); ++n) {
    const std::string label = batch.point_label(treatments[n].point);
    const Estimate mean =
        shown_in(display, mean_of(measure, batch.values(measure.name, treatments[n])));
    chart.cases.push_back({label, mean.mean, mean.interval, best[n]});
    if (best[n]) winners.push_back(label);
  }
  chart.digits = display.digits;
  chart.value_axis =
      measure_in(scene.language, measure.name) + (display.unit.empty() ? "" : ", " + display.unit);
  std::string who = winners.front();
  if (winners.size() > 1)
    who += words(" and ", " en ") + std::to_string(winners.size() - 1) + words(" more", " andere");
  const std::size_t n = batch.runs_of(treatments.front()).size();
  chart.caption = words.caption_of_all(
      "cases",
      measure_in(scene.language, measure.name) +
          words(" is highest with: ", " is het hoogst met: ") + who,
      chart.value_axis + ", " + words.arm(treatments.front().arm) +
          words("; bars: means with 95 % intervals; dark: no other is better (paired 95 % "
                "interval); n = ",
                "; balken: gemiddelden met 95%-interval; donker: geen andere is beter (gepaard "
                "95%-interval); n = ") +
          std::to_string(n) + words(" runs each", " runs elk") + inert_in_words(scene));
  return picture_of(chart);
}

std::optional<std::string> no_pairs_to_compare(const Batch& batch) {
  if (batch.arms().size() > 1) return std::nullopt;
  return "has one arm, so nothing to compare it with";
}
std::optional<std::string> nothing_missing(const Batch&) {
  return std::nullopt;
}

}  // namespace

const std::vector<ChartKind>& chart_kinds() {
  static const std::vector<ChartKind> kinds{
      {"progress", "progress of the goals over time, arm by arm",
       [](const Batch& batch) { return needs(batch, "progress", "\"tables\""); }, progress},
      {"value", "net value since the start over time, arm by arm",
       [](const Batch& batch) { return needs(batch, "society_net", "\"summary\""); }, value},
      {"goals", "when each goal is reached", nothing_missing, goals},
      {"differences", "paired differences, pair by pair", no_pairs_to_compare,
       differences_of_pairs},
      {"ledger", "what is put in and what comes out, as a waterfall", nothing_missing, ledger},
      {"organisations", "who gains and who loses: the own balance of each organisation",
       no_balances, organisations_drawn},
      {"walk", "the commitment walk of the members in one run", needs_seats, walk},
      {"trust", "trust between the members at the end, as a heat map",
       [](const Batch& batch) { return needs_pairs(batch, "trust"); }, trust},
      {"knowledge", "what members know of each other at the end, as a heat map",
       [](const Batch& batch) { return needs_pairs(batch, "knowledge"); }, knowledge},
      {"survival", "how many tables have not broken down, over time", without_tables, survival},
      {"phase", "who is ahead where, over two factors", no_grid, phase},
      {"response", "an outcome against a factor, for each level of a second one or each arm",
       no_response, response},
      {"cases", "what came of each point of a list", no_cases, cases},
      {"tornado", "which factors move the outcome, low against high", no_design, tornado},
      {"morris", "elementary effects: size against interaction", no_morris, morris},
      {"sobol", "shares of the variance, alone and with interactions", no_saltelli, sobol},
  };
  return kinds;
}

Treatment told_treatment(const Batch& batch, int point) {
  const auto [first, second] = batch.answer_arms();
  std::vector<int> candidates{first, second};
  candidates.insert(candidates.end(), batch.arms().begin(), batch.arms().end());
  for (const int arm : candidates)
    if (batch.meets(arm)) return {arm, point};
  return {first, point};
}

}  // namespace samen
