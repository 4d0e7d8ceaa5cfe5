// samen explain: one run told as a story – what came of it, what happened when, what the boards
// decided and what held them back, where it turned – and the first month in which it and a run with
// the same luck part, and why.
#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>
#include <sstream>

#include "command.hpp"
#include "story.hpp"

namespace samen {
namespace {

constexpr std::size_t line_width = 100;
constexpr std::size_t sentence_width = 78;  // beside the months of the chronicle
constexpr auto english = Language::english;

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

std::string month_of(const Story& story, int t) {
  return t < 0 ? "" : story.batch().months().at(static_cast<std::size_t>(t));
}

// ---- which runs --------------------------------------------------------------------------------

std::optional<std::size_t> as_number(const std::string& word) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return number;
}

/// A run by its number, or the middle run of an arm by its name.
std::size_t run_named(const Batch& batch, const std::string& word) {
  if (const auto number = as_number(word)) return *number;
  if (!batch.has_arm(word) && word.find_first_of("0123456789") != std::string::npos)
    throw Misuse("--run: expected a number from 0 to " + std::to_string(batch.runs() - 1) +
                 " or an arm, got '" + word + "'");
  return middle_run(batch, {batch.arm_named(word), batch.points().front()});
}

std::size_t told_run(const Request& request, const Batch& batch) {
  if (request.has("run")) return run_named(batch, request.value<std::string>("run"));
  return middle_run(batch, {batch.answer_arms().first, batch.points().front()});
}

/// The run of an arm with the luck of the story told.
std::size_t run_beside(const Story& story, int arm) {
  const Batch& batch = story.batch();
  const auto run = run_of_pair(batch, {arm, story.treatment().point}, batch.pair_of(story.run()));
  if (!run)
    throw Misuse("replicate " + std::to_string(batch.replicate_of(story.run())) + " of " +
                 batch.arm_name(arm) + " failed: there is nothing to compare with");
  return *run;
}

/// The run of the other file with the arm, the luck and the design point of the story told.
std::size_t run_in(const Batch& other, const Story& story) {
  require_shared_luck(story.batch(), other);
  const Treatment treatment{other.arm_named(story.arm()), story.treatment().point};
  const auto run = run_of_pair(other, treatment, story.batch().pair_of(story.run()));
  if (!run)
    throw Misuse(other.file().path() + ": no run of " + story.arm() + ", replicate " +
                 std::to_string(story.batch().replicate_of(story.run())) +
                 ", that came to its end");
  return *run;
}

/// The run to compare with: what was asked for, or the other arm of the answer.
std::optional<Story> other_story(const Request& request, const Story& story,
                                 const std::optional<Batch>& other) {
  const Batch& batch = story.batch();
  if (other) return Story(*other, run_in(*other, story));
  if (request.has("against")) {
    const auto& word = request.value<std::string>("against");
    if (const auto number = as_number(word)) return Story(batch, *number);
    return Story(batch, run_beside(story, batch.arm_named(word)));
  }
  const auto [first, second] = batch.answer_arms();
  const int arm = story.treatment().arm == first ? second : first;
  const auto run = run_of_pair(batch, {arm, story.treatment().point}, batch.pair_of(story.run()));
  if (!run || *run == story.run()) return std::nullopt;
  return Story(batch, *run);
}

// ---- tables ------------------------------------------------------------------------------------

Table chronicle_for_people(const Story& story, Detail detail) {
  Table table{"chronicle", "What happened", {{"month", ""}, {"sentence", ""}}, {}, {}};
  for (const Chapter& chapter : story.chronicle(detail, english)) {
    const bool opens = std::count(story.periods().begin(), story.periods().end(), chapter.first);
    table.add({month_of(story, chapter.first) + " … " + month_of(story, chapter.last),
               opens ? "A NEW POLICY PERIOD" : "THE START"});
    if (chapter.lines.empty()) table.add({"", "nothing noted"});
    for (const ChronicleLine& line : chapter.lines) {
      std::string months = "  " + month_of(story, line.month);
      if (line.until > line.month) months += " … " + month_of(story, line.until);
      for (const std::string& part : wrapped(line.sentence, sentence_width)) {
        table.add({months, part});
        months.clear();
      }
    }
  }
  return table;
}

Table chronicle_for_machines(const Story& story, Detail detail) {
  Table table{"chronicle",
              "What happened",
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
  for (const Chapter& chapter : story.chronicle(detail, english))
    for (const ChronicleLine& line : chapter.lines)
      table.add({month_of(story, line.month), month_of(story, line.until), line.kind, line.who,
                 line.table, line.reason, Number{line.value, 2},
                 static_cast<std::int64_t>(line.count), line.sentence});
  return table;
}

Table table_of_decisions(const Story& story) {
  constexpr std::array reasons{"white_space", "mandate", "board", "value"};
  Table table{
      "decisions",
      "What the boards decided: the option with the largest share, and what held pledges back",
      {{"organisation", "organisation"},
       {"boards", "boards"},
       {"keep", "keep"},
       {"alone", "alone"},
       {"together", "together"},
       {"together_closed", "no table open"},
       {"white_space", "white space"},
       {"mandate", "mandate"},
       {"board", "board"},
       {"value", "value"},
       {"first_held", "held first"},
       {"last_held", "held last"}},
      {},
      {}};
  const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  for (const Decisions& part : story.decided()) {
    std::vector<Cell> row{part.organisations == 1
                              ? part.who
                              : part.who + " (" + std::to_string(part.organisations) + ")",
                          count(part.boards),
                          count(part.keep),
                          count(part.alone),
                          count(part.together),
                          count(part.together_closed)};
    for (const char* const reason : reasons) {
      const auto held = std::find_if(part.held.begin(), part.held.end(),
                                     [&](const auto& entry) { return entry.first == reason; });
      row.emplace_back(count(held == part.held.end() ? 0 : held->second));
    }
    row.emplace_back(month_of(story, part.first_held));
    row.emplace_back(month_of(story, part.last_held));
    table.add(row);
  }
  return table;
}

/// Without the columns that say nothing: no count above 0, no word.
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

Table table_of_turning_points(const Story& story) {
  const Course& course = story.course();
  Table table{
      "turning_points",
      "Turning points: where " + course.label + " speeds up or slows down most, gain a year",
      {{"month", "month"},
       {"before", "year before"},
       {"after", "year after"},
       {"around", "in the three months before and after"}},
      {},
      {}};
  for (const TurningPoint& point : story.turning_points(english)) {
    std::string around;
    for (const std::string& sentence : point.around)
      around += (around.empty() ? "" : "; ") + sentence;
    table.add({month_of(story, point.month), Number{point.before, course.digits},
               Number{point.after, course.digits}, around});
  }
  return table;
}

Table turning_points_for_people(const Story& story) {
  Table table = table_of_turning_points(story);
  std::vector<std::vector<Cell>> rows;
  for (const auto& row : table.rows) {
    const auto lines =
        wrapped(row[3].words().empty() ? "nothing noted" : row[3].words(), sentence_width);
    rows.push_back({row[0], row[1], row[2], lines.front()});
    for (std::size_t n = 1; n < lines.size(); ++n) rows.push_back({"", "", "", lines[n]});
  }
  table.rows = std::move(rows);
  return table;
}

Table table_of_parting(const Story& first, const Story& second) {
  const Parting parting = parting_of(first, second);
  Table table{
      "parting",
      "Where the two runs part",
      {{"what", "what"}, {"month", "month"}, {"first", "first run"}, {"second", "second run"}},
      {},
      {}};
  table.add({"run", "", std::to_string(first.run()), std::to_string(second.run())});
  table.add({"arm", "", first.arm(), second.arm()});
  if (&first.batch() != &second.batch())
    for (const auto& difference : setting_differences(first.batch(), second.batch()))
      table.add({difference.name, "", difference.first, difference.second});
  for (const std::string& series : parting.series)
    table.add({series, month_of(first, *parting.first), "", ""});
  for (const auto& [one, other] : parting.decisions) {
    const auto shares = [](const BoardDecision& decision) {
      return "keep " + shown_percent(decision.keep) + ", alone " + shown_percent(decision.alone) +
             ", together " + shown_percent(decision.together) +
             (decision.blocks.empty() ? "" : ", held back by " + decision.blocks.front());
    };
    table.add({"decision of " + first.organisation(one.organisation), month_of(first, one.month),
               shares(one), shares(other)});
  }
  for (const Happening& event : parting.only_first)
    table.add({event.kind, month_of(first, event.month), sentence_of(first, event, english), ""});
  for (const Happening& event : parting.only_second)
    table.add({event.kind, month_of(first, event.month), "", sentence_of(second, event, english)});
  if (parting.visible) table.add({"visible", month_of(first, *parting.visible), "", ""});
  return table;
}

// ---- telling -----------------------------------------------------------------------------------

/// Why this run is told.
std::string choice_of(const Request& request, const Story& story) {
  const Batch& batch = story.batch();
  const bool by_number =
      request.has("run") && as_number(request.value<std::string>("run")).has_value();
  const std::string others =
      "--run N tells another, 0 to " + std::to_string(batch.runs() - 1) + ".";
  if (by_number) return "";
  const std::string where = batch.points().size() > 1 ? " at this design point" : "";
  return "It is the run in the middle: by " + batch.answer_measure().label +
         " about half of the runs of " + story.arm() + where + " do better and half worse. " +
         others;
}

void tell(const Request& request, const Story& story, const std::optional<Story>& other,
          Detail detail) {
  const Batch& batch = story.batch();
  if (!batch.title().empty()) std::cout << batch.title() << '\n';
  write_paragraph(capitalised(story.name(english)) + " of " + batch.file().path() + ". " +
                  choice_of(request, story));
  write_paragraph(story.outcome(english));
  write(std::cout, {chronicle_for_people(story, detail)}, request.format());
  std::cout << '\n';
  if (!story.has_events())
    write_paragraph(
        "Events were not recorded, so only what the table of runs keeps is told; to have "
        "them: samen run … --set 'run.record=[\"tables\",\"events\"]'");
  write_paragraph(story.decided_in_words(english));
  if (story.has_decisions()) {
    write(std::cout, {without_empty_columns(table_of_decisions(story))}, request.format());
    std::cout << '\n';
  }
  if (const Table turns = turning_points_for_people(story); !turns.rows.empty()) {
    write(std::cout, {turns}, request.format());
    std::cout << '\n';
  }
  if (const std::string band = story.band(english); !band.empty()) write_paragraph(band);
  if (!other) return;
  std::cout << "Beside " << other->name(english) << '\n';
  for (const std::string& paragraph : parting_paragraphs(story, *other, english))
    write_paragraph(paragraph);
}

void explain(const Request& request) {
  if (request.files().size() > 1 && request.has("against"))
    throw Misuse("--against compares within one file: leave it out, or the second file");
  const Batch batch(request.files().front());
  std::optional<Batch> other_batch;
  if (request.files().size() > 1) other_batch.emplace(request.files()[1]);
  const Story story(batch, told_run(request, batch));
  const std::optional<Story> other = other_story(request, story, other_batch);
  const Detail detail = request.has("all") ? Detail::everything : Detail::minute;
  const bool for_people = request.format() == Format::text || request.format() == Format::markdown;
  if (for_people && !request.has("only")) return tell(request, story, other, detail);
  std::vector<Table> tables{for_people ? chronicle_for_people(story, detail)
                                       : chronicle_for_machines(story, detail)};
  if (story.has_decisions()) tables.push_back(table_of_decisions(story));
  tables.push_back(for_people ? turning_points_for_people(story) : table_of_turning_points(story));
  if (other) tables.push_back(table_of_parting(story, *other));
  request.show(tables);
}

}  // namespace
}  // namespace samen

int main(int count, char** words) {
  namespace po = boost::program_options;
  return samen::Command{
      .name = "explain",
      .about = "tell one run as a story, and when and why two runs part",
      .usage = "RESULTS.h5 [OTHER.h5]",
      .meaning =
          "Tells one run: what came of it, what happened when, what the boards decided and what "
          "held\n"
          "them back, where it turned. Then it says in which month the run parts from one with "
          "the\n"
          "same luck, and why: from the other arm of the answer, from --against, or from the same\n"
          "run of OTHER.h5, made with the same seed. Tables: chronicle, decisions, "
          "turning_points,\n"
          "parting.",
      .example = "samen explain hefboom8.h5 --run together --against choice",
      .most_files = 2,
      .options =
          [](po::options_description_easy_init& add) {
            add("run", po::value<std::string>(),
                "the run to tell: its number, or an arm for the run in its middle");
            add("against", po::value<std::string>(),
                "the run to compare with: its number, or an arm");
            add("all", "tell every event");
          },
      .act = samen::explain}
      .run(count, words);
}
