// samen explain: narrates one run – its outcome, its events, the decisions of boards and their
// limits, and its turning points. It also names the first month in which a run with the same draws
// differs, and says why.
#include <algorithm>
#include <charconv>
#include <iostream>
#include <sstream>

#include "analysis/narrative/board_decisions.hpp"
#include "analysis/narrative/divergence.hpp"
#include "analysis/narrative/phrasebook.hpp"
#include "analysis/narrative/run_narrative.hpp"
#include "analysis/narrative/timeline.hpp"
#include "analysis/narrative/turning_points.hpp"
#include "analysis/output/numbers.hpp"
#include "analysis/output/request.hpp"
#include "analysis/output/table.hpp"
#include "analysis/results/recording.hpp"
#include "analysis/results/settings.hpp"

namespace samen::analysis {
namespace {

constexpr std::size_t line_width = 100;
constexpr std::size_t sentence_width = 78;  // in characters, beside the months of the timeline

std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::istringstream in(text);
  std::vector<std::string> lines{""};
  for (std::string word; in >> word;) {
    if (!lines.back().empty() && shown_width(lines.back()) + 1 + shown_width(word) > width)
      lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
  }
  return lines;
}

void write_paragraph(const std::string& text) {
  for (const std::string& line : wrapped(text, line_width)) std::cout << line << '\n';
  std::cout << '\n';
}

// ---- which runs ---------------------------------------------------------------------------------

std::optional<std::size_t> as_number(const std::string& word) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return number;
}

/// The run that was asked for by number or by arm, or the median run of the first arm of the
/// answer.
std::size_t run_asked(const Request& request, const Batch& batch) {
  int arm = batch.answer_arms().first;
  if (request.has("run")) {
    const auto& word = request.value<std::string>("run");
    if (const auto number = as_number(word)) return *number;
    arm = batch.arm_named(word);
  }
  return middle_run(batch, {arm, batch.representative_point()});
}

/// The run of a batch in an arm that has the same draws as the narrated run.
std::size_t run_beside(const RunNarrative& narrative, const Batch& batch, int arm) {
  const auto run = run_of_pair(batch, {arm, narrative.treatment().point},
                               narrative.batch().pair_of(narrative.run()));
  if (!run)
    throw Misuse(batch.file().path() + ": no run of " + batch.arm_name(arm) + ", replicate " +
                 std::to_string(narrative.batch().replicate_of(narrative.run())) +
                 ", that came to its end: there is nothing to compare with");
  return *run;
}

/// The run to compare with: the requested one, or the run of the other arm of the answer.
std::optional<RunNarrative> other_narrative(const Request& request, const RunNarrative& narrative,
                                            const std::optional<Batch>& other) {
  const Batch& batch = narrative.batch();
  if (other) {
    require_shared_luck(batch, *other);
    return RunNarrative(*other, run_beside(narrative, *other, other->arm_named(narrative.arm())));
  }
  if (request.has("against")) {
    const auto& word = request.value<std::string>("against");
    const auto number = as_number(word);
    return RunNarrative(batch,
                        number ? *number : run_beside(narrative, batch, batch.arm_named(word)));
  }
  const auto [first, second] = batch.answer_arms();
  const int arm = narrative.treatment().arm == first ? second : first;
  const auto run =
      run_of_pair(batch, {arm, narrative.treatment().point}, batch.pair_of(narrative.run()));
  if (!run || *run == narrative.run()) return std::nullopt;
  return RunNarrative(batch, *run);
}

// ---- tables -------------------------------------------------------------------------------------

Table timeline_for_people(const Phrasebook& say, Detail detail) {
  const RunNarrative& narrative = say.narrative();
  Table table{"chronicle", say("explain.timeline"), {{"month", ""}, {"sentence", ""}}, {}, {}};
  for (const Chapter& chapter : timeline_of(narrative, detail)) {
    const bool opens =
        std::count(narrative.periods().begin(), narrative.periods().end(), chapter.first);
    table.add({narrative.month(chapter.first) + " … " + narrative.month(chapter.last),
               say(opens ? "explain.period" : "explain.start")});
    if (chapter.lines.empty()) table.add({"", say("explain.nothing")});
    for (const TimelineEntry& line : chapter.lines) {
      std::string months = "  " + narrative.month(line.month());
      if (line.until() > line.month()) months += " … " + narrative.month(line.until());
      for (const std::string& part : wrapped(say.sentence(line), sentence_width)) {
        table.add({months, part});
        months.clear();
      }
    }
  }
  return table;
}

/// The word if it is the same for all events; otherwise `otherwise`.
template <class Word>
std::string shared(const RunEvents& events, const Word& word, const std::string& otherwise = "") {
  const std::string first = word(events.front());
  const bool same = std::all_of(events.begin(), events.end(),
                                [&](const RunEvent& event) { return word(event) == first; });
  return same ? first : otherwise;
}

Table timeline_for_machines(const Phrasebook& say, Detail detail) {
  const RunNarrative& narrative = say.narrative();
  const auto kind = [](const RunEvent& event) { return event.kind; };
  const auto who = [&](const RunEvent& event) {
    return event.organisation < 0 ? "" : narrative.organisation(event.organisation);
  };
  const auto where = [&](const RunEvent& event) {
    return event.table < 0 ? "" : narrative.table(event.table);
  };
  const auto reason = [](const RunEvent& event) { return event.reason; };
  Table table{"chronicle",
              say("explain.timeline"),
              {{"month", "month"},
               {"until", "until"},
               {"kind", "kind"},
               {"who", "who"},
               {"table", "table"},
               {"reason", "reason"},
               {"value", "value"},
               {"count", "count"},
               {"sentence", "sentence"}},
              {},
              {}};
  for (const Chapter& chapter : timeline_of(narrative, detail))
    for (const TimelineEntry& line : chapter.lines) {
      double sum = 0.0;
      for (const RunEvent& event : line.events) sum += event.value;
      table.add({narrative.month(line.month()), narrative.month(line.until()),
                 shared(line.events, kind, event_groups()[line.group].name),
                 shared(line.events, who), shared(line.events, where), shared(line.events, reason),
                 Number{sum, 2}, static_cast<std::int64_t>(line.events.size()),
                 say.sentence(line)});
    }
  return table;
}

/// A column with its translated header.
Column column_of(const Phrasebook& say, const std::string& key) {
  return {key, say("explain.heads." + key)};
}

Table table_of_decisions(const Phrasebook& say) {
  const RunNarrative& narrative = say.narrative();
  const auto head = [&](const char* key) { return column_of(say, key); };
  constexpr std::array reasons{"white_space", "mandate", "board", "value"};
  Table table{"decisions",
              say("explain.decisions"),
              {head("organisation"), head("boards"), head("keep"), head("alone"), head("together"),
               head("together_closed"), head("white_space"), head("mandate"), head("board"),
               head("value"), head("first_held"), head("last_held")},
              {},
              {}};
  const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  const auto month = [&](int t) { return t < 0 ? "" : narrative.month(t); };
  for (const auto& [who, organisations, sum] : decisions_by_organisation(narrative)) {
    std::vector<Cell> row{
        organisations == 1 ? who : who + " (" + std::to_string(organisations) + ")",
        count(sum.boards),
        count(sum.keep),
        count(sum.alone),
        count(sum.together),
        count(sum.together_closed)};
    for (const char* const reason : reasons) {
      const auto held = std::find_if(sum.held.begin(), sum.held.end(),
                                     [&](const auto& entry) { return entry.first == reason; });
      row.emplace_back(count(held == sum.held.end() ? 0 : held->second));
    }
    row.emplace_back(month(sum.first_held));
    row.emplace_back(month(sum.last_held));
    table.add(row);
  }
  return table;
}

/// Removes empty columns: those without a count above 0 and without a word.
Table without_empty_columns(Table table) {
  const auto says_nothing = [](const Cell& cell) {
    return cell.kind() == Cell::Kind::count ? cell.count() == 0 : cell.words().empty();
  };
  for (std::size_t c = table.columns.size(); c-- > 0;) {
    if (!std::all_of(table.rows.begin(), table.rows.end(),
                     [&](const auto& row) { return says_nothing(row[c]); }))
      continue;
    const auto at = static_cast<std::ptrdiff_t>(c);
    table.columns.erase(table.columns.begin() + at);
    for (auto& row : table.rows) row.erase(row.begin() + at);
  }
  return table;
}

Table table_of_turning_points(const Phrasebook& say) {
  const RunNarrative& narrative = say.narrative();
  const ProgressSeries& progress_series = narrative.progress_series();
  const auto head = [&](const char* key) { return column_of(say, key); };
  Table table{"turning_points",
              say("explain.turning_points", {{"series", name_of(progress_series, say.language())}}),
              {head("month"), head("before"), head("after"), head("around")},
              {},
              {}};
  for (const TurningPoint& point : turning_points_of(narrative, say.language())) {
    std::string around;
    for (const std::string& sentence : point.around)
      around += (around.empty() ? "" : "; ") + sentence;
    table.add({narrative.month(point.month), Number{point.before, progress_series.digits},
               Number{point.after, progress_series.digits}, around});
  }
  return table;
}

Table turning_points_for_people(const Phrasebook& say) {
  Table table = table_of_turning_points(say);
  std::vector<std::vector<Cell>> rows;
  for (const auto& row : table.rows) {
    const auto lines =
        wrapped(row[3].words().empty() ? say("explain.nothing") : row[3].words(), sentence_width);
    rows.push_back({row[0], row[1], row[2], lines.front()});
    for (std::size_t n = 1; n < lines.size(); ++n) rows.push_back({"", "", "", lines[n]});
  }
  table.rows = std::move(rows);
  if (!table.rows.empty()) table.notes.push_back(caution_in(say.language()));
  return table;
}

Table table_of_divergence(const Phrasebook& say, const RunNarrative& second) {
  const RunNarrative& first = say.narrative();
  const Divergence divergence = divergence_of(first, second);
  const auto head = [&](const char* key) { return column_of(say, key); };
  Table table{"parting",
              say("explain.parting"),
              {head("what"), head("month"), head("first"), head("second")},
              {},
              {}};
  table.add({"run", "", std::to_string(first.run()), std::to_string(second.run())});
  table.add({"arm", "", first.arm(), second.arm()});
  for (const auto& difference : setting_differences(first.batch(), second.batch()))
    table.add({difference.name, "", difference.first, difference.second});
  for (const std::string& series : divergence.series)
    table.add({series, first.month(*divergence.first), "", ""});
  for (const auto& [one, other] : divergence.decisions) {
    const auto shares = [&](const RunDecision& decision) {
      const bool held = !decision.blocks.empty();
      return say(held ? "explain.shares_held" : "explain.shares",
                 {{"keep", percent_in(say.language(), decision.keep)},
                  {"alone", percent_in(say.language(), decision.alone)},
                  {"together", percent_in(say.language(), decision.together)},
                  {"reason", held ? say.reason(decision.blocks.front()) : ""}});
    };
    table.add({say("explain.decision", {{"who", first.organisation(one.organisation)}}),
               first.month(one.month), shares(one), shares(other)});
  }
  for (const RunEvent& event : divergence.only_first)
    table.add({event.kind, first.month(event.month), say.sentence(event), ""});
  for (const RunEvent& event : divergence.only_second)
    table.add({event.kind, first.month(event.month), "",
               Phrasebook(second, say.language()).sentence(event)});
  if (divergence.visible) table.add({"visible", first.month(*divergence.visible), "", ""});
  return table;
}

// ---- the narrative
// --------------------------------------------------------------------------------

/// The reason for choosing this run; "" if the user asked for its number.
std::string choice_of(const Request& request, const Phrasebook& say) {
  if (request.has("run") && as_number(request.value<std::string>("run"))) return "";
  const RunNarrative& narrative = say.narrative();
  const Batch& batch = narrative.batch();
  const std::size_t points = batch.points().size();
  return say(batch.ensemble() ? "explain.middle_at_central"
             : points > 1     ? "explain.middle_at_first"
                              : "explain.middle",
             {{"points", points},
              {"measure", measure_in(say.language(), batch.answer_measure().name)},
              {"arm", arm_in(say.language(), narrative.arm())},
              {"last", batch.runs() - 1}});
}

void write_narrative(const Request& request, const Phrasebook& say,
                     const std::optional<RunNarrative>& other, Detail detail) {
  const RunNarrative& narrative = say.narrative();
  const Language language = say.language();
  const Batch& batch = narrative.batch();
  if (!batch.title().empty()) std::cout << batch.title() << '\n';
  write_paragraph(say("explain.told", {{"run", capitalised(name_of(narrative, language))},
                                       {"file", batch.file().path()}}) +
                  " " + choice_of(request, say));
  write_paragraph(outcome_of(narrative, language));
  write(std::cout, {timeline_for_people(say, detail)}, format_of(request), language);
  std::cout << '\n';
  if (!narrative.has_events())
    write_paragraph(
        say("explain.no_events",
            {{"command", "samen run … " + setting_that_records(batch.file(), {"events"})}}));
  write_paragraph(decisions_in_words(narrative, language));
  if (narrative.has_decisions()) {
    write(std::cout, {without_empty_columns(table_of_decisions(say))}, format_of(request),
          language);
    std::cout << '\n';
  }
  if (const Table turns = turning_points_for_people(say); !turns.rows.empty()) {
    write(std::cout, {turns}, format_of(request), language);
    std::cout << '\n';
  }
  if (const std::string band = band_of(narrative, language); !band.empty()) write_paragraph(band);
  if (!other) return;
  std::cout << say("explain.beside", {{"run", name_of(*other, language)}}) << '\n';
  for (const std::string& paragraph : divergence_paragraphs(narrative, *other, language))
    write_paragraph(paragraph);
}

int explain(const Request& request) {
  if (request.files().size() > 1 && request.has("against"))
    throw Misuse("--against compares within one file: leave it out, or the second file");
  const Language language = language_of(request);
  const Batch batch(request.files().front(), language);
  std::optional<Batch> other_batch;
  if (request.files().size() > 1) other_batch.emplace(request.files()[1], language);
  const RunNarrative narrative(batch, run_asked(request, batch));
  const std::optional<RunNarrative> other = other_narrative(request, narrative, other_batch);
  const Detail detail = request.has("all") ? Detail::everything : Detail::minute;
  const bool for_people =
      format_of(request) == Format::text || format_of(request) == Format::markdown;
  const Phrasebook say(narrative, language);
  if (for_people && !request.has("only")) {
    write_narrative(request, say, other, detail);
    return done;
  }
  std::vector<Table> tables{for_people ? timeline_for_people(say, detail)
                                       : timeline_for_machines(say, detail)};
  if (narrative.has_decisions()) tables.push_back(table_of_decisions(say));
  tables.push_back(for_people ? turning_points_for_people(say) : table_of_turning_points(say));
  if (other) tables.push_back(table_of_divergence(say, *other));
  show(request, tables);
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  namespace po = boost::program_options;
  return samen::Command{
      .name = "explain",
      .about = "tell one run as a story, and when and why two runs part",
      .usage = "RESULTS.h5 [OTHER.h5]",
      .meaning =
          "Tells one run: what came of it, what happened when, what the boards decided and what "
          "held\nthem back, where it turned. Then it says in which month the run parts from one "
          "with the\nsame luck, and why: from the other arm of the answer, from --against, or from "
          "the same\nrun of OTHER.h5, made with the same seed. Tables: chronicle, decisions, "
          "turning_points,\nparting.",
      .example = "samen explain hefboom8.h5 --run together --against only_together",
      .most_files = 2,
      .options =
          [](po::options_description_easy_init& add) {
            add("run", po::value<std::string>(),
                "the run to tell: its number, or an arm for the run in its middle");
            add("against", po::value<std::string>(),
                "the run to compare with: its number, or an arm");
            add("all", "tell every event");
            samen::analysis::add_language(add);
          },
      .act = samen::analysis::explain}
      .run(count, words);
}
