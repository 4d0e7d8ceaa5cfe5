// samen report: a batch as one HTML page that opens by double click, in English or Dutch.
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
#include "analysis/narrative/unheld.hpp"
#include "analysis/output/numbers.hpp"
#include "analysis/output/organisations.hpp"
#include "analysis/output/page.hpp"
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

/// The data of a picture as tables: a block begins with a line "# 0: what: column, column".
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
  /// `doubt`: null where there is none.
  Report(const PlotRequest& wanted, const Doubt* doubt)
      : wanted_(wanted),
        batch_(wanted.batch),
        doubt_(doubt),
        page_(batch_.title().empty() ? stem_of(batch_.file().path()) : batch_.title(),
              wanted.language) {}

  std::string html() {
    introduce();
    if (batch_.points().size() > 1) {  // what a design is for
      show_points();
      show_drivers();
    }
    show_pictures();
    show_organisations();
    show_numbers();
    show_survival();
    if (batch_.points().size() == 1) show_drivers();
    tell_two_runs();
    state_assumptions();
    state_provenance();
    return page_.html();
  }

 private:
  std::string text(const char* english, const char* dutch) const {
    return std::string(in(wanted_.language, english, dutch));
  }
  std::string number(double value, int digits) const {
    return number_in(wanted_.language, value, digits);
  }
  std::string shown(const Estimate& estimate, int digits) const {
    if (estimate.n == 0) return text("n/a", "n.v.t.");
    std::string words = number(estimate.mean, digits);
    if (estimate.interval && estimate.n >= least_for_interval)
      words += " [" + number(estimate.interval->low, digits) + text(", ", "; ") +
               number(estimate.interval->high, digits) + "]";
    return words;
  }
  std::string percent(const Estimate& share) const {
    std::string words = share.n < least_for_interval
                            ? shown_percent(Estimate{share.mean, std::nullopt, share.n})
                            : shown_percent(share);
    if (wanted_.language == Language::english) return words;
    if (const auto comma = words.find(", "); comma != std::string::npos) words[comma] = ';';
    std::replace(words.begin(), words.end(), '.', ',');
    return words;
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
    if (const std::string unheld = unheld_in(batch_, wanted_.language); !unheld.empty())
      page_.paragraph(unheld);
    const bool one_point = batch_.points().size() == 1;
    if (const auto multiplier = value_multiplier(batch_, wanted_.point, wanted_.language);
        multiplier && one_point)
      page_.paragraph(text("Value multiplier, net value together over alone: ",
                           "Waardevermenigvuldiger, nettowaarde samen gedeeld door alleen: ") +
                      *multiplier + ".");
    page_.paragraph(
        batch_.months().front() + text(" to ", " tot ") + batch_.months().back() + ", " +
        std::to_string(batch_.runs()) + " runs" +
        (batch_.points().size() > 1 ? ", " + std::to_string(batch_.points().size()) +
                                          text(" design points", " ontwerppunten")
                                    : "") +
        text(". Runs with the same number share their luck: what differs between the choices is "
             "the choice.",
             ". Runs met hetzelfde nummer delen hun toeval: wat tussen de keuzes verschilt is de "
             "keuze."));
    if (const std::string stop = batch_.file().attribute("", results::stop_rule_attribute);
        !stop.empty())
      page_.paragraph(
          capitalised(stop) +
          text(". The stop depended on the interval, which is a little too narrow for "
               "it.",
               ". Het stoppen hing af van het interval, dat daardoor iets te smal is."));
    if (const std::string expected = batch_.expectation(); !expected.empty())
      page_.quote(text("Expected beforehand: ", "Vooraf verwacht: ") + expected);
    say_what_came_out();
    if (batch_.failed() > 0) page_.paragraph(batch_.failures() + ".");
  }

  /// Of what was expected, line by line.
  void say_what_came_out() {
    const auto expectations = expectations_of(batch_, wanted_.language);
    if (expectations.empty()) return;
    page_.paragraph(text("What came out: ", "Wat eruit kwam: ") +
                    expectations_in_short(expectations, wanted_.language));
    std::vector<std::vector<std::string>> rows{
        {text("expected", "verwacht"), text("came out", "kwam uit"), text("compared", "vergeleken"),
         text("difference [95 %]", "verschil [95 %]"), "n"}};
    for (const Expectation& one : expectations)
      rows.push_back({one.says, came_out_in(wanted_.language, one.came_out), one.comparison,
                      shown(one.difference, one.display.digits), std::to_string(one.difference.n)});
    page_.table(rows);
  }

  /// A table of the analyses as one of the page.
  void show_table(const Table& table) {
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
    page_.table(rows);
    for (const std::string& note : table.notes) page_.paragraph(note);
  }

  /// All points of the design beside each other; the sections below tell of one.
  void show_points() {
    page_.section(text("All design points", "Alle ontwerppunten"));
    add_pictures(Section::points);
    const Table table = table_of_points(batch_, money_of(batch_), wanted_.language);
    page_.paragraph(table.title);
    show_table(table);
  }

  /// What shows how the batch went; designs and survival have places of their own.
  void show_pictures() {
    page_.section(text("What happened", "Wat er gebeurde"));
    if (batch_.points().size() > 1)
      page_.paragraph(text("Design point: ", "Ontwerppunt: ") + batch_.point_label(wanted_.point));
    add_pictures(Section::happenings);
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

  /// Who gains and who loses, at the point told.
  void show_organisations() {
    if (!Balances::known(batch_)) return;
    const Balances balances(batch_);
    const auto arms = arms_with_balances(balances, batch_, wanted_.point);
    if (arms.empty()) return;
    page_.section(text("What organisations get", "Wat organisaties eraan hebben"));
    add_pictures(Section::organisations);
    const auto pairs = gaining_pairs(arms, batch_);
    std::vector<std::string> head{text("own balance, k€: mean [95 %], share below zero",
                                       "eigen balans, k€: gemiddelde [95 %], deel onder nul")};
    for (const int each : arms) head.push_back(arm(each));
    for (const auto& [first, second] : pairs) head.push_back(arm(first) + " − " + arm(second));
    std::vector<std::vector<std::string>> rows{head};
    const auto told = [&](const Balance& balance) {
      return shown(balance.mean, digits_of_balance(balance.mean.mean)) + "; " +
             percent({balance.below_zero.mean, std::nullopt, balance.below_zero.n}) + " < 0";
    };
    for (const Group& group : balances.groups(most_organisations)) {
      std::vector<std::string> row{group.label};
      for (const int each : arms) row.push_back(told(balances.at(group, {each, wanted_.point})));
      for (const auto& [first, second] : pairs)
        row.push_back(
            told(balances.between(group, {first, wanted_.point}, {second, wanted_.point})));
      rows.push_back(std::move(row));
    }
    page_.table(rows);
    page_.paragraph(
        text(
            "An organisation's own balance is the part of its own burden that is avoided, and its "
            "revenue, less its own effort, over all months; differences are between runs with the "
            "same luck. Who has least most often: ",
            "De eigen balans van een organisatie is het deel van haar eigen lasten dat vermeden "
            "wordt, plus haar inkomsten, min haar eigen inzet, over alle maanden; verschillen zijn "
            "tussen runs met hetzelfde toeval. Wie het vaakst het minst heeft: ") +
        who_has_least(balances, arms) + ".");
  }

  std::string who_has_least(const Balances& balances, const std::vector<int>& arms) const {
    std::string who;
    for (const int each : arms) {
      const auto worst = balances.worst_off({each, wanted_.point});
      who += (who.empty() ? "" : "; ") + arm(each) + " – " + balances.names()[worst.most_often] +
             ", in " + percent({worst.share.mean, std::nullopt, worst.share.n}) +
             text(" of the runs", " van de runs");
    }
    return who;
  }

  /// One picture that cannot be drawn does not cost the page: what it shows stands in a table.
  void replace_picture(const std::string& name, std::string why, const std::string& data) {
    // Where gnuplot tried is a folder that is gone when the page is read.
    const std::string folder = scratch_.path().string() + "/";
    for (std::size_t at = 0; (at = why.find(folder, at)) != std::string::npos;)
      why.erase(at, folder.size());
    std::replace(why.begin(), why.end(), '\n', ' ');
    std::cerr << "samen report: the picture '" << name << "' could not be drawn: " << why << '\n';
    page_.paragraph(text("The picture ‘", "De figuur ‘") + name +
                    text("’ could not be drawn: ", "’ kon niet getekend worden: ") + why +
                    (data.empty() ? "" : text(" Its data:", " De gegevens:")));
    for (const auto& rows : tables_of_data(data)) page_.table(rows);
  }

  void show_numbers() {
    page_.section(text("The numbers", "De cijfers"));
    const Money money = money_of(batch_);
    std::vector<std::string> head{text("mean of the runs [95 %]", "gemiddelde van de runs [95 %]")};
    std::vector<std::string> counts{text("n, runs", "n, runs")};
    for (const int each : batch_.arms()) {
      head.push_back(arm(each));
      counts.push_back(std::to_string(batch_.runs_of({each, wanted_.point}).size()));
    }
    std::vector<std::vector<std::string>> rows{head};
    for (const Measure& measure : batch_.measures()) {
      const Display display = display_of(measure, money);
      std::string label = capitalised(measure_in(wanted_.language, measure.name));
      if (!display.unit.empty() && label.find(display.unit) == std::string::npos &&
          wanted_.language == Language::english)
        label = capitalised(display.label);
      else if (measure.unit == "k€")
        label += ", " + display.unit;
      std::vector<std::string> row{label};
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

  void show_differences(const Money& money) {
    const Measure& measure = batch_.answer_measure();
    const Display display = display_of(measure, money);
    std::vector<std::vector<std::string>> rows{
        {measure_in(wanted_.language, measure.name) +
             (display.unit.empty() ? "" : ", " + display.unit) +
             text(", same luck", ", zelfde toeval"),
         text("difference [95 %]", "verschil [95 %]"),
         text("first ahead [95 %]", "eerste voor [95 %]"),
         text("variance saved by shared luck", "variantie bespaard door gedeeld toeval"),
         text("n, pairs", "n, paren")}};
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
    page_.section(text("How long tables last", "Hoe lang tafels het volhouden"));
    add_pictures(Section::lifetimes);
    std::vector<std::vector<std::string>> rows{
        {text("by the end of the calendar [95 %]", "aan het einde [95 %]")}};
    for (const int each : lifetimes.arms()) rows[0].push_back(arm(each));
    rows.push_back({text("not broken down", "niet gestrand")});
    for (const int each : lifetimes.arms())
      rows.back().push_back(
          percent(share_spared_by(lifetimes.fates({each, wanted_.point}), broken_down,
                                  lifetimes.horizon(), lifetimes.unit())));
    for (std::size_t cause = 1; cause < lifetimes.causes().size(); ++cause) {
      std::vector<std::string> row{text("ended: ", "gestopt: ") +
                                   reason_in(wanted_.language, lifetimes.causes()[cause])};
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
      page_.paragraph(text("No table ended in any run.", "In geen enkele run stopte een tafel."));
  }

  void show_drivers() {
    page_.section(text("What drove it", "Wat het verschil maakte"));
    if (batch_.factors().empty() && doubt_) {
      page_.paragraph(
          text("Nothing was varied in this batch but the choice itself; which assumptions decide "
               "stands in the picture of the doubt above. What a lever does shows when the "
               "scenario has a [design], or is run with one setting changed (samen run … --set "
               "levers.puller=0) and both files are put to samen compare.",
               "In deze reeks is niets gevarieerd dan de keuze zelf; welke aannames beslissen "
               "staat in de figuur van de twijfel hierboven. Wat een hefboom doet blijkt als het "
               "scenario een [design] heeft, of met één instelling anders gedraaid wordt (samen "
               "run … --set levers.puller=0) en samen compare beide bestanden vergelijkt."));
      return;
    }
    if (batch_.factors().empty()) {
      page_.paragraph(
          text("Nothing was varied in this batch but the choice itself, so what drives the outcome "
               "cannot be told from it. Give the scenario a [design] and run it again; or run it "
               "with one setting changed (samen run … --set levers.puller=0) and samen compare the "
               "two files.",
               "In deze reeks is niets gevarieerd dan de keuze zelf, dus wat de uitkomst drijft "
               "valt er niet uit af te lezen. Geef het scenario een [design] en draai opnieuw; of "
               "draai het met één instelling anders (samen run … --set levers.puller=0) en "
               "vergelijk beide bestanden met samen compare."));
      return;
    }
    add_pictures(Section::factors);
  }

  void tell_two_runs() {
    if (!batch_.file().has("progress") && !batch_.file().has("society_avoided")) return;
    page_.section(text("Two runs told", "Twee runs verteld"));
    const RunNarrative narrative(batch_, wanted_.run);
    page_.paragraph(
        text("The run in the middle of its arm, and what became of the same luck under "
             "another choice.",
             "De middelste run van zijn keuze, en wat er met hetzelfde toeval van kwam "
             "bij een andere keuze."));
    for (const std::string& told : narrative_paragraphs(narrative, wanted_.language))
      page_.paragraph(told);
    const auto [first, second] = batch_.answer_arms();
    const int other = narrative.treatment().arm == first ? second : first;
    const auto pair = batch_.pair_of(wanted_.run);
    const auto run = run_of_pair(batch_, {other, wanted_.point}, pair);
    if (!run || *run == wanted_.run) return;
    const RunNarrative same_luck(batch_, *run);
    for (const std::string& told : narrative_paragraphs(same_luck, wanted_.language))
      page_.paragraph(told);
    for (const std::string& told : divergence_paragraphs(narrative, same_luck, wanted_.language))
      page_.paragraph(told);
  }

  void state_assumptions() {
    page_.section(text("Assumptions", "Aannames"));
    page_.paragraph(text(
        "Everything follows from the rules of the model (sim/model/ODD.md) and the numbers "
        "below. Amounts and organisations are illustrative unless the sources say otherwise; a "
        "result holds for the model, and for the world as far as the model does.",
        "Alles volgt uit de regels van het model (sim/model/ODD.md) en de getallen hieronder. "
        "Bedragen en organisaties zijn illustratief tenzij de bronnen anders zeggen; een "
        "uitkomst geldt voor het model, en voor de wereld voor zover het model dat doet."));
    std::vector<std::string> sources;
    std::istringstream lines(batch_.file().texts("sources").at(0));
    for (std::string line; std::getline(lines, line);)
      if (!line.empty()) sources.push_back(name_in(wanted_.language, line));
    if (!sources.empty()) {
      page_.paragraph(text("Sources:", "Bronnen:"));
      page_.list(sources);
    }
    page_.details(text("The scenario as written", "Het scenario zoals geschreven"),
                  batch_.file().texts("scenario_text").at(0));
    page_.details(
        text("The scenario with every parameter stated", "Het scenario met elke parameter vermeld"),
        batch_.file().texts("scenario_resolved").at(0));
  }

  void state_provenance() {
    page_.section(text("Provenance", "Herkomst"));
    const auto provenance = nlohmann::ordered_json::parse(batch_.file().texts("provenance").at(0));
    std::vector<std::vector<std::string>> rows{{text("made with", "gemaakt met"), ""}};
    for (const auto& [key, value] : provenance.items()) {
      std::string name = key;
      std::replace(name.begin(), name.end(), '_', ' ');
      rows.push_back({name, value.is_string() ? value.get<std::string>() : value.dump()});
    }
    page_.table(rows);
    page_.paragraph(text("Results file: ", "Resultaatbestand: ") +
                    fs::path(batch_.file().path()).filename().string());
  }

  const PlotRequest& wanted_;
  const Batch& batch_;
  const Doubt* doubt_;
  TemporaryFolder scratch_;  // for pictures on their way into the page
  Page page_;
};

/// The doubt named, or the one beside the file. Throws Misuse for one of another scenario.
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
  PlotRequest wanted{batch, language,
                     request.has("point") ? request.value<int>("point") : batch.points().front(),
                     0};
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
          "with its\ninterval, pictures (values under the pointer), what drove it, two runs told, "
          "assumptions and\nprovenance. No network, no script; prints well.",
      .example = "samen report hefboom8.h5 --language nl",
      .kind = samen::Kind::files,
      .options =
          [](po::options_description_easy_init& add) {
            add("language", po::value<std::string>()->default_value("en"), "en or nl");
            add("point", po::value<int>(), "design point; default: the first");
            add("doubt", po::value<std::string>(),
                "folder that samen doubt left; default: RESULTS.doubt beside the file, where it is "
                "of the same scenario");
            add("output,o", po::value<std::string>(), "file; default: RESULTS.html beside it");
          },
      .act = samen::analysis::write_report}
      .run(count, words);
}
