// samen report: writes a batch as one HTML page that opens by double click, in a language of
// sim/words.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/narrative/expectation.hpp"
#include "analysis/narrative/headline.hpp"
#include "analysis/narrative/points.hpp"
#include "analysis/narrative/reservations.hpp"
#include "analysis/narrative/run_narrative.hpp"
#include "analysis/narrative/sets.hpp"
#include "analysis/narrative/validity.hpp"
#include "analysis/output/item_tables.hpp"
#include "analysis/output/numbers.hpp"
#include "analysis/output/organisations.hpp"
#include "analysis/output/page.hpp"
#include "analysis/output/partner_sheets.hpp"
#include "analysis/output/partner_tips.hpp"
#include "analysis/output/request.hpp"
#include "analysis/output/table.hpp"
#include "analysis/pictures/drawing/doubt.hpp"
#include "analysis/pictures/drawing/picture.hpp"
#include "analysis/pictures/picture_kind.hpp"
#include "analysis/results/names.hpp"
#include "analysis/statistics/doubt.hpp"
#include "analysis/statistics/lifetimes.hpp"
#include "analysis/statistics/paired.hpp"
#include "analysis/statistics/responses.hpp"
#include "io/output_file.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

namespace fs = std::filesystem;

std::string contents_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// Parses the data of a picture as tables. A block starts with a line "# 0: what: column, column".
std::vector<std::vector<std::vector<std::string>>> tables_of_data(const std::string& data) {
  std::vector<std::vector<std::vector<std::string>>> tables;
  std::istringstream lines(data);
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> row;
    if (line.starts_with("# ")) {
      const std::size_t colon = line.rfind(": ");
      std::istringstream heads(colon == std::string::npos ? line.substr(2)
                                                          : line.substr(colon + 2));
      for (std::string head; std::getline(heads >> std::ws, head, ',');) row.push_back(head);
      tables.push_back({row});
      continue;
    }
    std::istringstream values(line);
    for (std::string value; values >> value;) row.push_back(value);
    if (!row.empty() && !tables.empty()) tables.back().push_back(row);
  }
  return tables;
}

class Report {
 public:
  /// `doubt` is null if there is none.
  Report(const PlotRequest& wanted, const Doubt* doubt)
      : wanted_(wanted),
        batch_(wanted.batch),
        doubt_(doubt),
        page_(batch_.title().empty() ? stem_of(batch_.file().path()) : batch_.title(),
              wanted.language) {}

  std::string html() {
    introduce();
    if (batch_.points().size() > 1) {  // the design is the purpose of the batch
      show_points();
      show_drivers();
    }
    show_pictures();
    show_organisations();
    show_partners();
    show_balance();
    show_numbers();
    show_survival();
    if (batch_.points().size() == 1) show_drivers();
    show_two_runs();
    state_assumptions();
    state_provenance();
    return page_.html();
  }

 private:
  std::string text(std::string_view key, Fillings fillings = {}) const {
    return wanted_.language(key, fillings);
  }
  std::string shown(const Estimate& estimate, int digits) const {
    if (estimate.n == 0) return text("language.not_applicable");
    std::string words = number_in(wanted_.language, estimate.mean, digits);
    if (estimate.interval && estimate.n >= least_for_interval)
      words += " " + interval_in(wanted_.language, *estimate.interval, digits);
    return words;
  }
  /// Omits the interval if there are too few runs.
  std::string percent(Estimate share) const {
    if (share.n < least_for_interval) share.interval.reset();
    return percent_in(wanted_.language, share);
  }
  std::string arm(int arm) const { return arm_in(wanted_.language, batch_.arm_name(arm)); }

  void introduce() {
    if (!batch_.question().empty()) page_.paragraph(batch_.question());
    page_.answer(capitalised(headline_of(batch_, wanted_.language)));
    std::string beside;
    for (const std::string& sentence : reservations_on(batch_, doubt_, wanted_.language))
      beside += (beside.empty() ? "" : " ") + sentence;
    if (!beside.empty()) page_.paragraph(beside);
    if (doubt_) add_drawn(picture_of(*doubt_, wanted_.language));
    if (const std::string validity = validity_of(batch_, wanted_.language); !validity.empty())
      page_.paragraph(validity);
    const bool one_point = batch_.varies_nothing();
    if (const auto multiplier = value_multiplier(batch_, wanted_.point, wanted_.language);
        multiplier && one_point)
      page_.paragraph(text("report.multiplier", {{"multiplier", *multiplier}}));
    const std::size_t points = batch_.points().size();
    page_.paragraph(text(batch_.ensemble() ? "report.batch_of_sets"
                         : points > 1      ? "report.batch_of_points"
                                           : "report.batch",
                         {{"first", batch_.months().front()},
                          {"last", batch_.months().back()},
                          {"n", batch_.runs()},
                          {"points", points}}));
    if (const std::string stop = batch_.file().attribute("", results::stop_rule_attribute);
        !stop.empty())
      page_.paragraph(text("report.stopped", {{"rule", capitalised(stop)}}));
    if (const std::string expected = batch_.expectation(); !expected.empty())
      page_.quote(text("report.expected", {{"what", expected}}));
    say_what_came_out();
    if (batch_.failed() > 0) page_.paragraph(batch_.failures() + ".");
  }

  /// Shows the result of each expectation, line by line.
  void say_what_came_out() {
    const auto expectations = expectations_of(batch_, wanted_.language);
    if (expectations.empty()) return;
    page_.paragraph(
        text("report.came_out", {{"what", expectations_in_short(expectations, wanted_.language)}}));
    std::vector<std::vector<std::string>> rows{
        {text("report.heads.expected"), text("report.heads.came_out"),
         text("report.heads.compared"), text("report.heads.difference"), "n"}};
    for (const Expectation& one : expectations)
      if (!one.found)
        rows.push_back({one.says, came_out_in(wanted_.language, one.came_out), one.comparison,
                        shown(one.difference, one.display.digits),
                        std::to_string(one.difference.n)});
    page_.table(rows);
    for (const std::string& reason : reasons_in_words(expectations, wanted_.language))
      page_.paragraph(reason);
  }

  /// Converts a table of the analyses to a table of the page.
  std::vector<std::vector<std::string>> rows_of(const Table& table) const {
    std::vector<std::vector<std::string>> rows(1);
    for (const Column& column : table.columns) rows[0].push_back(column.head);
    for (const auto& cells : table.rows) {
      rows.emplace_back();
      for (const Cell& cell : cells)
        rows.back().push_back(!cell.words().empty()                   ? cell.words()
                              : cell.kind() == Cell::Kind::count      ? std::to_string(cell.count())
                              : cell.kind() == Cell::Kind::percentage ? percent(cell.estimate())
                              : cell.kind() == Cell::Kind::words
                                  ? ""
                                  : shown(cell.estimate(), cell.digits()));
    }
    return rows;
  }
  void show_table(const Table& table) {
    page_.table(rows_of(table));
    for (const std::string& note : table.notes) page_.paragraph(note);
  }

  /// Shows all points of the design together; the sections after it are about one point.
  void show_points() {
    page_.section(text("report.sections.points"));
    add_pictures(Section::points);
    if (batch_.ensemble()) {
      const Table sets = table_of_sets(batch_, money_unit_of(batch_), wanted_.language);
      page_.paragraph(sets.title);
      show_table(sets);
      if (batch_.varies_nothing()) return;
    }
    const Table table = table_of_points(batch_, money_unit_of(batch_), wanted_.language);
    page_.paragraph(table.title);
    show_table(table);
  }

  /// Shows the other pictures of the batch. Designs and survival have their own sections.
  void show_pictures() {
    page_.section(text("report.sections.happened"));
    if (batch_.points().size() > 1)
      page_.paragraph(text("report.point", {{"point", batch_.point_label(wanted_.point)}}));
    add_pictures(Section::over_time);
  }

  void add_drawn(const picture::Picture& drawn) {
    try {
      page_.figure(contents_of(picture::draw(drawn, scratch_.path(), picture::Format::svg)));
    } catch (const picture::PictureError& undrawable) {
      replace_picture(drawn.name, undrawable.what(), drawn.data);
    }
  }

  void add_pictures(Section section) {
    for (const PictureKind& kind : pictures_in(section)) add_picture(kind);
  }

  void add_picture(const PictureKind& kind) {
    if (kind.missing(batch_)) return;
    try {
      add_drawn(kind.drawn(wanted_));
    } catch (const ResultsError& nothing_to_draw) {
      page_.paragraph(kind.name + ": " + nothing_to_draw.what() + ".");
    } catch (const std::invalid_argument& undrawable) {
      replace_picture(kind.name, undrawable.what(), "");
    }
  }

  /// Shows winners and losers at that point.
  void show_organisations() {
    if (!Balances::known(batch_)) return;
    const Balances balances(batch_);
    const auto arms = arms_with_balances(balances, batch_, wanted_.point);
    if (arms.empty()) return;
    page_.section(text("report.sections.organisations"));
    add_pictures(Section::organisations);
    const auto pairs = gaining_pairs(arms, batch_);
    std::vector<std::string> head{text("report.heads.balance")};
    for (const int each : arms) head.push_back(arm(each));
    for (const auto& [first, second] : pairs) head.push_back(arm(first) + " − " + arm(second));
    std::vector<std::vector<std::string>> rows{head};
    const auto cell_of = [&](const Balance& balance) {
      return shown(balance.mean, digits_of_balance(balance.mean.mean)) + "; " +
             percent({balance.below_zero.mean, std::nullopt, balance.below_zero.n}) + " < 0";
    };
    for (const Group& group : balances.groups(most_organisations)) {
      std::vector<std::string> row{group.label};
      for (const int each : arms) row.push_back(cell_of(balances.at(group, {each, wanted_.point})));
      for (const auto& [first, second] : pairs)
        row.push_back(
            cell_of(balances.between(group, {first, wanted_.point}, {second, wanted_.point})));
      rows.push_back(std::move(row));
    }
    page_.table(rows);
    page_.paragraph(text("report.balance", {{"who", who_has_least(balances, arms)}}));
  }

  /// Shows a folded sheet for each partner.
  void show_partners() {
    const auto sheets = partner_sheets(batch_, wanted_.point, wanted_.language);
    if (sheets.empty()) return;
    page_.section(text("partner.title"));
    if (const std::string worst = worst_off_partner(batch_, wanted_.point, wanted_.language);
        !worst.empty())
      page_.paragraph(worst);
    const auto tips = partner_tips(batch_, wanted_.language);
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      fold(sheets[i].name, sheets[i].table);
      if (i < tips.size()) fold(tips[i].table.title, tips[i].table);
      for (const Table& seat : sheets[i].delegates) fold(seat.title, seat);
    }
    page_.paragraph(text("partner.what"));
    if (tips.empty()) page_.paragraph(text("partner.untried"));
    if (const std::string setting = what_sheets_lack(batch_); !setting.empty())
      page_.paragraph(text("partner.lack", {{"setting", setting}}));
  }

  void fold(const std::string& title, const Table& table) {
    const std::vector<std::vector<std::string>> none;
    page_.details(title, table.rows.empty() ? none : rows_of(table), table.notes);
  }

  /// Shows the balance item by item, and whether tables pay for themselves.
  void show_balance() {
    std::vector<Table> tables = tables_of_items(batch_, wanted_.language);
    if (auto motor = table_of_motor(batch_, wanted_.point, wanted_.language))
      tables.push_back(std::move(*motor));
    if (tables.empty()) return;
    page_.section(text("report.sections.balance"));
    for (const Table& table : tables) {
      page_.paragraph(table.title);
      show_table(table);
    }
  }

  std::string who_has_least(const Balances& balances, const std::vector<int>& arms) const {
    std::string who;
    for (const int each : arms) {
      const auto worst = balances.worst_off({each, wanted_.point});
      who += (who.empty() ? "" : "; ") +
             text("report.has_least",
                  {{"arm", arm(each)},
                   {"who", balances.names()[worst.most_often]},
                   {"share", percent({worst.share.mean, std::nullopt, worst.share.n})}});
    }
    return who;
  }

  /// If a picture cannot be drawn, the page shows its data as a table instead.
  void replace_picture(const std::string& name, std::string why, const std::string& data) {
    // The temporary folder of gnuplot no longer exists when somebody reads the page.
    const std::string folder = scratch_.path().string() + "/";
    for (std::size_t at = 0; (at = why.find(folder, at)) != std::string::npos;)
      why.erase(at, folder.size());
    std::replace(why.begin(), why.end(), '\n', ' ');
    std::cerr << "samen report: the picture '" << name << "' could not be drawn: " << why << '\n';
    page_.paragraph(text(data.empty() ? "report.undrawn" : "report.undrawn_data",
                         {{"name", name}, {"why", why}}));
    for (const auto& rows : tables_of_data(data)) page_.table(rows);
  }

  void show_numbers() {
    page_.section(text("report.sections.numbers"));
    const MoneyUnit money = money_unit_of(batch_);
    std::vector<std::string> head{text("report.heads.mean")};
    std::vector<std::string> counts{text("points.heads.runs")};
    for (const int each : batch_.arms()) {
      head.push_back(arm(each));
      counts.push_back(std::to_string(batch_.runs_of({each, wanted_.point}).size()));
    }
    std::vector<std::vector<std::string>> rows{head};
    for (const Measure& measure : batch_.measures()) {
      const Display display = display_of(measure, money);
      std::vector<std::string> row{capitalised(measure_in(wanted_.language, measure, display))};
      for (const int each : batch_.arms()) {
        auto values = batch_.values(measure.name, {each, wanted_.point});
        for (double& value : values) value *= display.factor;
        row.push_back(shown(mean_of(measure, values), display.digits));
      }
      rows.push_back(std::move(row));
    }
    rows.push_back(counts);
    page_.table(rows);
    if (batch_.arms().size() > 1) show_differences(money);
  }

  void show_differences(const MoneyUnit& money) {
    const Measure& measure = batch_.answer_measure();
    const Display display = display_of(measure, money);
    std::vector<std::vector<std::string>> rows{
        {text("report.heads.same_luck",
              {{"measure", measure_in(wanted_.language, measure, display)}}),
         text("report.heads.difference"), text("report.heads.first_ahead"),
         text("report.heads.saved"), text("points.heads.pairs")}};
    for (std::size_t second = 0; second < batch_.arms().size(); ++second)
      for (std::size_t first = second + 1; first < batch_.arms().size(); ++first) {
        Paired pairs = paired(batch_.by_pair(measure.name, {batch_.arms()[first], wanted_.point}),
                              batch_.by_pair(measure.name, {batch_.arms()[second], wanted_.point}));
        for (auto* values : {&pairs.first, &pairs.second})
          for (double& value : *values) value *= display.factor;
        const PairedComparison found = paired_comparison(pairs.first, pairs.second);
        rows.push_back({arm(batch_.arms()[first]) + " − " + arm(batch_.arms()[second]),
                        shown(found.difference, display.digits), percent(found.probability_ahead),
                        percent({found.variance_saved, std::nullopt, found.n}),
                        std::to_string(found.n)});
      }
    page_.table(rows);
  }

  void show_survival() {
    const TableLifetimes lifetimes(batch_);
    if (lifetimes.arms().empty()) return;
    page_.section(text("report.sections.lifetimes"));
    add_pictures(Section::lifetimes);
    std::vector<std::vector<std::string>> rows{{text("report.heads.by_the_end")}};
    for (const int each : lifetimes.arms()) rows[0].push_back(arm(each));
    rows.push_back({text("report.spared")});
    for (const int each : lifetimes.arms())
      rows.back().push_back(
          percent(share_spared_by(lifetimes.by_competing_cause({each, wanted_.point}), broken_down,
                                  lifetimes.horizon(), lifetimes.unit())));
    for (std::size_t cause = 1; cause < lifetimes.causes().size(); ++cause) {
      std::vector<std::string> row{text(
          "report.ended", {{"reason", reason_in(wanted_.language, lifetimes.causes()[cause])}})};
      bool any = false;
      for (const int each : lifetimes.arms()) {
        const auto all = lifetimes.of({each, wanted_.point}, Ending::all);
        const Estimate share =
            share_ended_by(all, static_cast<int>(cause), lifetimes.horizon(), lifetimes.unit());
        any = any || share.mean > 0.0;
        row.push_back(percent(share));
      }
      if (any) rows.push_back(std::move(row));
    }
    if (rows.size() > 2)
      page_.table(rows);
    else
      page_.paragraph(text("report.none_ended"));
  }

  void show_drivers() {
    page_.section(text("report.sections.drivers"));
    if (batch_.factors().empty())
      page_.paragraph(text(doubt_ ? "report.nothing_varied_doubted" : "report.nothing_varied"));
    else
      add_pictures(Section::factors);
  }

  void show_two_runs() {
    if (!batch_.file().has("progress") && !batch_.file().has("society_avoided")) return;
    page_.section(text("report.sections.runs"));
    const RunNarrative narrative(batch_, wanted_.run);
    page_.paragraph(text("report.two_runs"));
    for (const std::string& paragraph : narrative_paragraphs(narrative, wanted_.language))
      page_.paragraph(paragraph);
    const auto [first, second] = batch_.answer_arms();
    const int other = narrative.treatment().arm == first ? second : first;
    const auto pair = batch_.pair_of(wanted_.run);
    const auto run = run_of_pair(batch_, {other, wanted_.point}, pair);
    if (!run || *run == wanted_.run) return;
    const RunNarrative same_luck(batch_, *run);
    for (const std::string& paragraph : narrative_paragraphs(same_luck, wanted_.language))
      page_.paragraph(paragraph);
    for (const std::string& paragraph :
         divergence_paragraphs(narrative, same_luck, wanted_.language))
      page_.paragraph(paragraph);
  }

  void state_assumptions() {
    page_.section(text("report.sections.assumptions"));
    page_.paragraph(text("report.assumptions"));
    std::vector<std::string> sources;
    std::istringstream lines(batch_.file().texts("sources").at(0));
    for (std::string line; std::getline(lines, line);)
      if (!line.empty()) sources.push_back(name_in(wanted_.language, line));
    if (!sources.empty()) {
      page_.paragraph(text("report.sources"));
      page_.list(sources);
    }
    page_.details(text("report.as_written"), batch_.file().texts("scenario_text").at(0));
    page_.details(text("report.as_resolved"), batch_.file().texts("scenario_resolved").at(0));
  }

  void state_provenance() {
    page_.section(text("report.sections.provenance"));
    const auto provenance = nlohmann::ordered_json::parse(batch_.file().texts("provenance").at(0));
    std::vector<std::vector<std::string>> rows{{text("report.heads.made_with"), ""}};
    for (const auto& [key, value] : provenance.items()) {
      std::string name = key;
      std::replace(name.begin(), name.end(), '_', ' ');
      rows.push_back({name, value.is_string() ? value.get<std::string>() : value.dump()});
    }
    page_.table(rows);
    page_.paragraph(
        text("report.file", {{"file", fs::path(batch_.file().path()).filename().string()}}));
  }

  const PlotRequest& wanted_;
  const Batch& batch_;
  const Doubt* doubt_;
  TemporaryFolder scratch_;  // holds pictures until they are in the page
  Page page_;
};

/// The doubt that the user names, or the doubt beside the file. Throws Misuse if the doubt is of
/// another scenario.
std::optional<Doubt> doubt_asked(const Request& request, const Batch& batch) {
  if (!request.has("doubt")) return doubt_beside(batch);
  const auto& folder = request.value<std::string>("doubt");
  Doubt doubt(folder);
  if (const std::string other = another_scenario(batch, doubt); !other.empty())
    throw Misuse("'" + folder + "' doubts another scenario: " + other);
  return doubt;
}

int write_report(const Request& request) {
  const Language language = language_of(request);
  const Batch batch(request.files().front(), language);
  PlotRequest wanted{
      batch, language,
      request.has("point") ? request.value<int>("point") : batch.representative_point(), 0};
  if (std::find(batch.points().begin(), batch.points().end(), wanted.point) == batch.points().end())
    throw Misuse("--point must be a design point, " + std::to_string(batch.points().front()) +
                 " to " + std::to_string(batch.points().back()) + ", got " +
                 std::to_string(wanted.point));
  wanted.run = middle_run(batch, representative_arm(batch, wanted.point));
  const std::string path = request.has("output")
                               ? request.value<std::string>("output")
                               : fs::path(batch.file().path()).replace_extension(".html").string();
  require_another_file(path, batch);
  const std::optional<Doubt> doubt = doubt_asked(request, batch);
  OutputFile file(path, request.existing());
  file.stream() << Report(wanted, doubt ? &*doubt : nullptr).html();
  file.publish();
  std::cout << path << '\n';
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  namespace po = boost::program_options;
  return samen::Command{
      .name = "report",
      .about =
          "one HTML page that opens offline: answer, pictures, ledger, survival, two runs told",
      .usage = "RESULTS.h5 [options]",
      .meaning =
          "Writes one self-contained HTML file beside the result file: the question, the answer "
          "with its\ninterval, pictures (values under the pointer), what drove it, the balance "
          "item by "
          "item, two runs told,\nassumptions and provenance. No network, no script; prints well.",
      .example = "samen report hefboom8.h5 --language nl",
      .kind = samen::Kind::files,
      .options =
          [](po::options_description_easy_init& add) {
            samen::analysis::add_language(add);
            add("point", po::value<int>(), "design point; default: the first");
            add("doubt", po::value<std::string>(),
                "folder that samen doubt left; default: RESULTS.doubt beside the file, where it is "
                "of the same scenario");
            add("output,o", po::value<std::string>(), "file; default: RESULTS.html beside it");
          },
      .act = samen::analysis::write_report}
      .run(count, words);
}
