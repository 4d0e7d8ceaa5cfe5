#include "analysis/results/batch.hpp"

#include <algorithm>
#include <cmath>
#include <iostream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "analysis/results/names.hpp"
#include "io/results_format.hpp"
#include "scenario/former_arms.hpp"
#include "scenario/nearest.hpp"

namespace samen::analysis {

namespace {

std::vector<int> in_order_of_appearance(const std::vector<std::int64_t>& values) {
  std::vector<int> distinct;
  for (const auto value : values)
    if (std::find(distinct.begin(), distinct.end(), value) == distinct.end())
      distinct.push_back(static_cast<int>(value));
  return distinct;
}

std::vector<int> distinct_in_order(const std::vector<std::int64_t>& values) {
  std::vector<int> distinct(values.begin(), values.end());
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  return distinct;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    lines.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return lines;
}

std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  if (const auto at = name.find("keuro"); at != std::string::npos) name.replace(at, 5, "k€");
  return name;
}

/// Status of a run with an outcome that is not a finite number.
constexpr std::int64_t not_finite = 2;

/// Whether each text is a month like "2013-07".
bool are_months(const std::vector<std::string>& labels) {
  return std::all_of(labels.begin(), labels.end(), [](const std::string& label) {
    constexpr std::string_view form = "dddd-dd";
    return std::equal(label.begin(), label.end(), form.begin(), form.end(),
                      [](char letter, char wanted) {
                        return wanted == 'd' ? letter >= '0' && letter <= '9' : letter == wanted;
                      });
  });
}

/// At most four significant digits, without trailing zeros.
std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

}  // namespace

Batch::Batch(const std::string& path, Language language)
    : file_(path),
      language_(language),
      arm_words_(file_.flag_meanings(results::arm)),
      arm_(file_.integers(results::arm)),
      pair_(file_.integers(results::pair_of_runs)),
      replicate_(file_.integers(results::replicate)),
      point_(file_.integers(results::point)),
      status_(file_.integers(results::status)),
      arms_(in_order_of_appearance(arm_)),
      points_(distinct_in_order(point_)),
      months_(file_.texts(results::month_label)),
      goals_(named(results::goal_name)),
      organisations_(named("organisation_name")) {
  for (std::string& word : arm_words_) word = file_.arm_today(word);
  if (!are_months(months_))
    throw ResultsError(path + ": damaged – '" + std::string(results::month_label) +
                       "' holds no months, expected \"2013-07\" and the like");
  if (file_.has(results::table_name)) tables_ = named(results::table_name);
  read_measures();
  leave_out_infinite();
  read_design();
  read_ensemble();
  for (std::size_t run = 0; run < runs(); ++run)
    if (ran(run)) runs_of_[treatment_of(run)].push_back(run);
}

std::vector<std::string> Batch::named(const std::string& dataset) const {
  std::vector<std::string> names = file_.texts(dataset);
  for (std::string& name : names) name = name_in(language_, name);
  return names;
}

void Batch::read_measures() {
  for (const std::string& name : file_.names()) {
    const std::string better = file_.attribute(name, "better");
    if (better.empty()) continue;
    const std::string unit = file_.attribute(name, "units");
    const std::string* const word = language_.find("observables." + name);
    measures_.push_back({name, word ? *word : in_words(name), unit,
                         file_.attribute(name, "long_name"), better == "more",
                         name_in(language_, unit)});
  }
}

void Batch::leave_out_infinite() {
  for (const Measure& measure : measures_) {
    const auto& values = column(measure.name);
    for (std::size_t run = 0; run < runs(); ++run)
      if (ran(run) && std::isinf(values[run])) status_[run] = not_finite;
  }
}

std::string Batch::why_left_out(std::size_t run) const {
  if (status_[run] != not_finite) return file_.texts(results::message).at(run);
  std::vector<std::string> infinite;
  for (const Measure& measure : measures_)
    if (std::isinf(column(measure.name)[run])) infinite.push_back(measure.name);
  return language_.counted("failures.infinite", infinite.size(), {{"measures", listed(infinite)}});
}

void Batch::read_design() {
  if (!file_.has(results::factor_name)) return;
  design_kind_ = file_.attribute("", results::design_kind_attribute);
  const auto names = file_.texts(results::factor_name);
  const auto units = file_.texts("factor_unit");
  const auto meanings = file_.texts("factor_meaning");
  const auto low = file_.numbers("factor_low");
  const auto high = file_.numbers("factor_high");
  const auto scales = file_.integers("factor_scale");
  const auto scale_words = file_.flag_meanings("factor_scale");
  const auto choices = file_.texts("factor_choices");
  for (std::size_t n = 0; n < names.size(); ++n)
    factors_.push_back({names[n], units[n], meanings[n], low[n], high[n],
                        scale_words.at(static_cast<std::size_t>(scales[n])), lines_of(choices[n])});
  factor_values_ = file_.numbers(results::design_value);
  factor_places_ = file_.numbers(results::design_place);
  for (const auto block : file_.integers(results::design_block))
    blocks_.push_back(static_cast<int>(block));
  for (const auto step : file_.integers(results::design_step))
    steps_.push_back(static_cast<int>(step));
  point_labels_ = named(results::design_label);
}

void Batch::read_ensemble() {
  if (!file_.has(results::ensemble)) return;
  try {
    const auto stated = nlohmann::json::parse(file_.texts(results::ensemble).at(0));
    EnsembleDesign read;
    stated.at("title").get_to(read.title);
    stated.at("central").get_to(read.central);
    stated.at("sets").get_to(read.sets);
    stated.at("points").get_to(read.points);
    if (read.sets.size() * read.own_points() != point_labels_.size())
      throw ResultsError(file_.path() + ": damaged – its design points are not those of '" +
                         std::string(results::ensemble) + "'");
    for (std::string& label : read.points) label = name_in(language_, label);
    ensemble_ = std::move(read);
  } catch (const nlohmann::json::exception& error) {
    throw ResultsError(file_.path() + ": the ensemble cannot be read: " + error.what());
  }
}

std::size_t EnsembleDesign::central_set() const {
  const auto found = std::find(sets.begin(), sets.end(), central);
  return found == sets.end() ? 0 : static_cast<std::size_t>(found - sets.begin());
}

int Batch::representative_point() const {
  if (!ensemble_) return points_.front();
  const int central = ensemble_->point(ensemble_->central_set(), 0);
  const bool there = std::find(points_.begin(), points_.end(), central) != points_.end();
  return there ? central : points_.front();
}

std::size_t Batch::failed() const {
  return static_cast<std::size_t>(
      std::count_if(status_.begin(), status_.end(), [](auto status) { return status != 0; }));
}

std::string Batch::failures() const {
  if (failed() == 0) return "";
  const auto infinite = std::count(status_.begin(), status_.end(), not_finite);
  return language_(infinite > 0 ? "failures.some_infinite" : "failures.some",
                   {{"failed", failed()}, {"n", runs()}, {"infinite", infinite}});
}

Treatment Batch::treatment_of(std::size_t run) const {
  return {static_cast<int>(arm_[run]), static_cast<int>(point_[run])};
}

bool Batch::has_arm(const std::string& name) const {
  return std::any_of(arms_.begin(), arms_.end(), [&](int arm) { return arm_name(arm) == name; });
}

int Batch::arm_named(const std::string& name) const {
  std::vector<std::string> known;
  for (const int arm : arms_) {
    if (arm_name(arm) == name) return arm;
    known.push_back(arm_name(arm));
  }
  if (name == arm_of_before)
    throw ResultsError("the arm " + std::string(arm_of_before_is_gone) + "; " + file_.path() +
                       " has " + listed(known));
  throw ResultsError(file_.path() + ": has no arm '" + name + "'" + did_you_mean(name, known) +
                     "; it has " + listed(known));
}

bool Batch::meets(int arm) const {
  const auto& members = column(results::members);
  for (std::size_t run = 0; run < runs(); ++run)
    if (arm_[run] == arm && ran(run) && !std::isnan(members[run])) return true;
  return false;
}

double Batch::factor_value(int point, std::size_t factor) const {
  return factor_values_.at(static_cast<std::size_t>(point) * factors_.size() + factor);
}

double Batch::factor_place(int point, std::size_t factor) const {
  // A choice among words is placed by its index; a choice among numbers by its value.
  const Factor& varied = factors_.at(factor);
  if (varied.scale == "choice" && varied.low < varied.high)
    return (factor_value(point, factor) - varied.low) / (varied.high - varied.low);
  return factor_places_.at(static_cast<std::size_t>(point) * factors_.size() + factor);
}

std::string Batch::point_label(int point) const {
  return point_labels_.empty() ? "" : point_labels_.at(static_cast<std::size_t>(point));
}

std::string Batch::factor_label(int point, std::size_t factor) const {
  const double value = factor_value(point, factor);
  const auto& choices = factors_[factor].choices;
  const bool names_one = value >= 0.0 && value < static_cast<double>(choices.size());
  std::string label = names_one ? choices[static_cast<std::size_t>(value)] : short_number(value);
  if (label.find_first_not_of("0123456789.-") == std::string::npos)
    std::replace(label.begin(), label.end(), '.', language_.decimal_sign());
  return label;
}

bool Batch::has_measure(const std::string& name) const {
  return std::any_of(measures_.begin(), measures_.end(),
                     [&](const Measure& measure) { return measure.name == name; });
}

const Measure& Batch::measure(const std::string& name) const {
  std::vector<std::string> known;
  for (const Measure& measure : measures_) {
    if (measure.name == name) return measure;
    known.push_back(measure.name);
  }
  for (const auto& [before, now] : results::former_datasets)
    if (name == before && std::find(known.begin(), known.end(), now) != known.end()) {
      std::cerr << "note: '" << before << "' is called '" << now
                << "' now; the next version no longer knows the former name\n";
      return measure(std::string(now));
    }
  throw ResultsError(file_.path() + ": has no measure '" + name + "'" + did_you_mean(name, known) +
                     "; it has " + listed(known));
}

const Measure& Batch::answer_measure() const {
  return measure(file_.today(file_.attribute("", results::answer_measure_attribute)));
}

std::pair<int, int> Batch::answer_arms() const {
  const std::string names = file_.attribute("", results::answer_arms_attribute);
  const std::string first = file_.arm_today(names.substr(0, names.find(' ')));
  const std::string second = file_.arm_today(names.substr(names.find(' ') + 1));
  if (has_arm(first) && has_arm(second)) return {arm_named(first), arm_named(second)};
  return {arms_.back(), arms_.front()};
}

bool Batch::asks_about_points() const {
  if (points_.size() < 2 || (ensemble_ && ensemble_->own_points() == 1)) return false;
  return arms_.size() == 1 || file_.attribute("", results::answer_compare_attribute) == "points";
}

int Batch::answer_point() const {
  const std::string label = file_.attribute("", results::answer_against_attribute);
  if (ensemble_)
    for (std::size_t own = 0; own < ensemble_->points.size(); ++own)
      if (ensemble_->points[own] == name_in(language_, label))
        return ensemble_->point(ensemble_->central_set(), own);
  for (const int point : points_)
    if (!label.empty() && point_label(point) == name_in(language_, label)) return point;
  return representative_point();
}

bool Batch::answer_as_share() const {
  return file_.attribute("", results::answer_as_attribute) == "share";
}

const std::vector<double>& Batch::column(const std::string& measure) const {
  auto& values = columns_[measure];
  if (values.empty()) {
    if (file_.shape(measure).size() != 1 || file_.axis(measure, 0) != "run")
      throw ResultsError(file_.path() + ": '" + measure + "' has no number for each run");
    values = file_.numbers(measure);
  }
  return values;
}

const std::vector<std::size_t>& Batch::runs_of(const Treatment& treatment) const {
  static const std::vector<std::size_t> none;
  const auto found = runs_of_.find(treatment);
  return found == runs_of_.end() ? none : found->second;
}

std::vector<double> Batch::values(const std::string& measure, const Treatment& treatment) const {
  const auto& all = column(measure);
  std::vector<double> values;
  for (const std::size_t run : runs_of(treatment)) values.push_back(all[run]);
  return values;
}

std::map<std::int64_t, double> Batch::by_pair(const std::string& measure,
                                              const Treatment& treatment) const {
  const auto& all = column(measure);
  std::map<std::int64_t, double> values;
  for (const std::size_t run : runs_of(treatment)) values[pair_[run]] = all[run];
  return values;
}

std::vector<std::size_t> Batch::periods() const {
  std::vector<std::size_t> starts;
  std::istringstream labels(file_.attribute("", results::periods_attribute));
  for (std::string label; labels >> label;) {
    const auto found = std::find(months_.begin(), months_.end(), label);
    if (found != months_.end()) starts.push_back(static_cast<std::size_t>(found - months_.begin()));
  }
  return starts;
}

std::string Batch::title() const {
  return name_in(language_, file_.attribute("", results::title_attribute));
}

std::string Batch::question() const {
  return name_in(language_, file_.attribute("", results::question_attribute));
}

std::string Batch::expectation() const {
  std::string text = name_in(language_, file_.attribute("", results::expect_attribute));
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

MoneyUnit money_unit_of(const Batch& batch) {
  constexpr double large = 1000.0, small = 100.0;  // k€
  const auto& avoided = batch.column(results::avoided_cost);
  double most = 0.0;
  for (std::size_t run = 0; run < batch.runs(); ++run)
    if (batch.ran(run)) most = std::max(most, avoided[run]);
  if (most >= large) return {"M€", 1000.0, 2};
  return {"k€", 1.0, most >= small ? 0 : 2};
}

Display display_of(const Measure& measure, const MoneyUnit& money) {
  if (measure.unit == "k€")
    return {measure.label + ", " + money.unit, money.unit, 1.0 / money.keuro, money.digits};
  const bool plain = measure.unit == "share" || measure.unit == "1" || measure.unit.empty();
  const std::string& unit = measure.shown_unit;
  const bool named = measure.label.find(unit) != std::string::npos;
  return {measure.label + (plain || named ? "" : ", " + unit), plain ? "" : unit, 1.0, 2};
}

}  // namespace samen::analysis
