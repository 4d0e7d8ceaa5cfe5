// samen export: writes result files as CSV, for EMA Workbench, SALib, OpenMOLE, R and spreadsheets.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iostream>
#include <string>
#include <vector>

#include "analysis/output/request.hpp"
#include "analysis/output/table.hpp"
#include "analysis/results/batch.hpp"
#include "analysis/results/recording.hpp"
#include "io/interruption.hpp"
#include "io/output_file.hpp"
#include "io/results_format.hpp"
#include "scenario/nearest.hpp"

namespace samen::analysis {
namespace {

/// CSV for most programs, or for spreadsheets in languages with a decimal comma.
enum class Dialect { comma, semicolon };
constexpr std::array<std::string_view, 2> dialect_names{"comma", "semicolon"};

/// Writes rows of a CSV file (RFC 4180). A value that does not apply is an empty field.
class Csv {
 public:
  Csv(std::ostream& out, Dialect dialect) : out_(out), dialect_(dialect) {}

  Csv& text(std::string_view text) {
    next();
    line_ += csv_field(std::string(text));
    return *this;
  }
  template <class Value>
  Csv& number(Value value) {
    next();
    if constexpr (std::is_floating_point_v<Value>)
      if (std::isnan(value)) return *this;
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    const std::size_t from = line_.size();
    line_.append(text.data(), end);
    if (dialect_ == Dialect::semicolon)
      std::replace(line_.begin() + static_cast<std::ptrdiff_t>(from), line_.end(), '.', ',');
    return *this;
  }
  void end_row() {
    line_ += '\n';
    out_.write(line_.data(), static_cast<std::streamsize>(line_.size()));
    line_.clear();
    first_ = true;
  }

 private:
  void next() {
    if (!first_) line_ += dialect_ == Dialect::comma ? ',' : ';';
    first_ = false;
  }

  std::ostream& out_;
  Dialect dialect_;
  std::string line_;
  bool first_ = true;
};

/// Writes one row for each run: its settings and its outcomes.
void write_experiments(const Batch& batch, Csv& csv) {
  const auto hashes = batch.file().hashes(results::trajectory_hash);
  const auto seeds = batch.file().hashes(results::seed);
  for (const char* head : {"run", "arm", "replicate", "pair", "point", "block", "step"})
    csv.text(head);
  for (const Factor& factor : batch.factors()) csv.text(factor.name);
  for (const char* head : {"seed", "status"}) csv.text(head);
  for (const Measure& measure : batch.measures()) csv.text(measure.name);
  csv.text("trajectory_hash").end_row();
  for (std::size_t run = 0; run < batch.runs(); ++run) {
    throw_if_interrupted();
    const Treatment treatment = batch.treatment_of(run);
    const bool varied = !batch.factors().empty();
    csv.number(run).text(batch.arm_name(treatment.arm)).number(batch.replicate_of(run));
    csv.number(batch.pair_of(run)).number(treatment.point);
    csv.number(varied ? batch.block_of(treatment.point) : 0);
    csv.number(varied ? batch.step_of(treatment.point) : 0);
    for (std::size_t n = 0; n < batch.factors().size(); ++n) {
      if (batch.factors()[n].choices.empty())
        csv.number(batch.factor_value(treatment.point, n));
      else
        csv.text(batch.factor_label(treatment.point, n));
    }
    csv.number(seeds[run]).text(batch.ran(run) ? "ok" : "failed");
    for (const Measure& measure : batch.measures()) csv.number(batch.column(measure.name)[run]);
    csv.number(hashes[run]).end_row();
  }
}

/// Names of the entries of a series' last axis; one empty name if the series has no such axis.
/// Goals and tables have names, seats have organisation and table, and other entries have numbers.
std::vector<std::string> entries_of(const Batch& batch, const std::string& series) {
  const auto shape = batch.file().shape(series);
  if (shape.size() < 3) return {""};
  const std::string axis = batch.file().last_axis(series);
  if (axis == "goal") return batch.goals();
  if (axis == "table") return batch.tables();
  const auto owners = batch.file().texts("organisation_name");
  if (axis == "organisation") return owners;
  std::vector<std::string> names;
  if (axis == "seat") {
    const auto owner = batch.file().integers("seat_organisation");
    const auto table = batch.file().integers("seat_table");
    for (std::size_t n = 0; n < owner.size(); ++n)
      names.push_back(owners[static_cast<std::size_t>(owner[n])] + " at " +
                      batch.tables()[static_cast<std::size_t>(table[n])]);
    return names;
  }
  for (std::size_t n = 0; n < shape[2]; ++n) names.push_back(std::to_string(n));
  return names;
}

/// Writes one row for each run, month and entry; the requested series follow each other.
void write_long(const Batch& batch, const std::vector<std::string>& series, Csv& csv) {
  for (const char* head : {"series", "run", "arm", "replicate", "point", "month", "entry", "value"})
    csv.text(head);
  csv.end_row();
  for (const std::string& name : series) {
    const auto entries = entries_of(batch, name);
    const std::size_t months = batch.months().size();
    batch.file().for_each_block(name, [&](std::size_t first, std::span<const float> values) {
      throw_if_interrupted();
      for (std::size_t n = 0; n < values.size(); ++n) {
        const std::size_t run = first + n / (months * entries.size());
        const Treatment treatment = batch.treatment_of(run);
        if (std::isnan(values[n]))
          continue;  // a failed run, or an arm to which the series does
                     // not apply
        csv.text(name).number(run).text(batch.arm_name(treatment.arm));
        csv.number(batch.replicate_of(run)).number(treatment.point);
        csv.text(batch.months()[n / entries.size() % months]).text(entries[n % entries.size()]);
        csv.number(values[n]).end_row();
      }
    });
  }
}

/// Names of the monthly series in the file.
std::vector<std::string> series_in(const Batch& batch) {
  std::vector<std::string> names;
  for (const std::string& name : batch.file().names())
    if (batch.file().is_series(name)) names.push_back(name);
  return names;
}

std::vector<std::string> series_asked(const Request& request, const Batch& batch) {
  const auto known = series_in(batch);
  std::vector<std::string> chosen;
  for (const auto& name : request.value<std::vector<std::string>>("long")) {
    if (name == "all") return known;
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const std::string missing = what_was_not_recorded(batch.file(), {name});
      throw Misuse(
          "--long: " + (missing.empty() ? "'" + name + "' is no monthly series" : missing) +
          did_you_mean(name, known) + "; the file has " + (known.empty() ? "none" : listed(known)));
    }
    chosen.push_back(name);
  }
  return chosen;
}

int export_as_csv(const Request& request) {
  const Batch batch(request.files().front());
  const auto& words = request.value<std::string>("separator");
  const std::vector<std::string> known(dialect_names.begin(), dialect_names.end());
  require_known("--separator", words, known);
  const auto dialect = words == "comma" ? Dialect::comma : Dialect::semicolon;
  const auto write_to = [&](std::ostream& out) {
    Csv csv(out, dialect);
    if (request.has("long"))
      write_long(batch, series_asked(request, batch), csv);
    else
      write_experiments(batch, csv);
  };
  if (!request.has("output") || request.value<std::string>("output") == "-") {
    write_to(std::cout);
    return done;
  }
  require_another_file(request.value<std::string>("output"), batch);
  OutputFile file(request.value<std::string>("output"), request.existing());
  write_to(file.stream());
  file.publish();
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  namespace po = boost::program_options;
  return samen::Command{
      .name = "export",
      .about = "a result file as CSV: one row a run, or its monthly series in long form",
      .usage = "RESULTS.h5 [options]",
      .meaning =
          "Writes CSV to standard output or to a file. Without --long one row a run: arm, "
          "replicate,\npair (runs with the same number share their luck), design point with its "
          "factors, outcomes.\nWith --long one row a run, month and entry of each series. Of a "
          "Saltelli design block is the\nbase row and step 0 A, 1 B, 2 + k the row with factor k "
          "of B; of a Morris design block is the\ntrajectory. An empty field does not apply.",
      .example = "samen export hefboom8.h5 --long progress --long mean_trust -o long.csv",
      .kind = samen::Kind::files,
      .options =
          [](po::options_description_easy_init& add) {
            add("long", po::value<std::vector<std::string>>()->composing(),
                "a monthly series in long form; 'all'; may be repeated");
            add("separator", po::value<std::string>()->default_value("comma"),
                "comma; or semicolon, with decimal commas, as spreadsheets want in many countries");
            add("output,o", po::value<std::string>(), "file; default: standard output");
          },
      .act = samen::analysis::export_as_csv}
      .run(count, words);
}
