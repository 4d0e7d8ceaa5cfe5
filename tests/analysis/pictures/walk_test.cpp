// The commitment walk: who sits at the table from when to when, and how it ended; and shocks in
// pictures and stories.
#include <algorithm>
#include <cmath>
#include <sstream>

#include "analysis/narrative/run_narrative.hpp"
#include "analysis/pictures/picture_kind.hpp"
#include "analysis/results/names.hpp"
#include "io/known_answer.hpp"

namespace samen::analysis::walk_test {
namespace {

class Drawn : public KnownAnswer {
 protected:
  static constexpr std::size_t seats = 3, months = 6;

  /// A column of the series of a run, by seat and month.
  static float& at(RunResult& result, const Scenario& scenario, std::string_view name,
                   std::size_t month, std::size_t seat) {
    const auto kept = recorded(scenario.record);
    for (std::size_t n = 0; n < kept.size(); ++n)
      if (observables[static_cast<std::size_t>(kept[n])].name == name)
        return result.series[n][month * seats + seat];
    throw std::invalid_argument("no series " + std::string(name));
  }

  /// Half a year of a table: the first member stays, the second comes in the third month, and the
  /// third leaves after the second month. A member stands at 0.4; an empty seat has the value 1.
  picture::Picture walk(Language language, int ended, Reason reason,
                        const std::string& more = "") const {
    const Scenario known = scenario(
        "arms = [\"together\"]\nreplicates = 2\nrecord = [\"tables\", \"organisations\", "
        "\"events\"]\n" +
        more);
    const Batch batch(
        written("a.h5", known,
                [&](RunResult& result) {
                  for (std::size_t t = 0; t < months; ++t)
                    for (std::size_t seat = 0; seat < seats; ++seat) {
                      const bool lives = ended < 0 || t < static_cast<std::size_t>(ended);
                      const bool sits = lives && (seat == 0 || (seat == 1) == (t >= 2));
                      at(result, known, "seated", t, seat) = sits ? 1.0 : 0.0;
                      at(result, known, "commitment", t, seat) = sits ? 0.4 : 1.0;
                    }
                  result.ended_at[0] = ended;
                  result.ended_by[0] = reason;
                  if (ended >= 0)
                    result.events.push_back({.month = ended,
                                             .kind = event::table_ends,
                                             .reason = reason,
                                             .table = 0,
                                             .value = 2.0});
                }),
        language);
    const auto kind = std::find_if(picture_kinds().begin(), picture_kinds().end(),
                                   [](const PictureKind& each) { return each.name == "walk"; });
    return kind->drawn({batch, language, 0, 0});
  }

  /// The values of each member as the data of the picture has them, month by month.
  static std::vector<std::vector<double>> lines_of(const picture::Picture& picture) {
    std::vector<std::vector<double>> lines;
    std::istringstream data(picture.data);
    for (std::string line; std::getline(data, line);) {
      if (line.starts_with("#")) {
        if (line.find("time, value") != std::string::npos) lines.emplace_back();
        continue;
      }
      std::istringstream row(line);
      std::string year, value;
      if (row >> year >> value) lines.back().push_back(std::stod(value));
    }
    return lines;
  }
};

TEST_F(Drawn, walk_shows_who_joins_late_from_the_month_of_joining) {
  const auto lines = lines_of(walk(Language("en"), -1, reason::none));
  ASSERT_EQ(lines.size(), seats);
  for (const auto& line : lines) ASSERT_EQ(line.size(), months);
  for (std::size_t t = 0; t < months; ++t) {
    EXPECT_NEAR(lines[0][t], 0.4, 1e-6) << t;
    EXPECT_EQ(std::isnan(lines[1][t]), t < 2) << t;  // the year before does not count
    if (t >= 2) {
      EXPECT_NEAR(lines[1][t], 0.4, 1e-6) << t;
    }
    EXPECT_EQ(std::isnan(lines[2][t]), t >= 2) << t;
  }
}

TEST_F(Drawn, walk_tells_success_from_failure) {
  EXPECT_EQ(walk(Language("en"), -1, reason::none).title,
            "1 of 3 has left the table: the commitment walk of one run");
  EXPECT_EQ(walk(Language("en"), 5, reason::goals_reached).title,
            "In 2021-04 the table ends with all goals reached, 2 of 3 still there: the commitment "
            "walk of one run");
  EXPECT_EQ(
      walk(Language("en"), 5, reason::too_few_members).title,
      "In 2021-04 the table ends (too few members), 2 of 3 still there: the commitment walk of "
      "one run");
  EXPECT_EQ(walk(Language("nl"), 5, reason::goals_reached).title,
            "In 2021-04 stopt de tafel met alle doelen bereikt, 2 van de 3 nog aan tafel: de "
            "engagementswandeling van één run");
}

TEST_F(Drawn, walk_says_where_a_line_begins) {
  EXPECT_NE(walk(Language("en"), -1, reason::none)
                .description.find("a line begins where a member joins and ends where"),
            std::string::npos);
}

TEST_F(Drawn, shocks_are_bands_in_the_pictures) {
  const std::string shock = "[[shock]]\nmonth = \"2020-12\"\nuntil = \"2021-02\"\nsize = 0.5\n";
  const auto words_of = [](const picture::Picture& picture) { return picture.script; };
  EXPECT_NE(words_of(walk(Language("en"), -1, reason::none, shock)).find("shock"),
            std::string::npos);
  EXPECT_NE(words_of(walk(Language("nl"), -1, reason::none, shock)).find("schok"),
            std::string::npos);
  EXPECT_EQ(words_of(walk(Language("en"), -1, reason::none)).find("shock"), std::string::npos);
}

TEST_F(Drawn, changes_of_levers_are_marked_and_told) {
  const std::string change =
      "[[change]]\nname = \"less pull\"\nmonth = \"2020-12\"\nuntil = \"2021-02\"\npuller = 0.2\n";
  EXPECT_NE(walk(Language("en"), -1, reason::none, change).script.find("less pull"),
            std::string::npos);
  const Scenario known = scenario(
      "arms = [\"together\"]\nreplicates = 4\nrecord = [\"tables\", \"events\"]\n" + change +
      "[[change]]\nwhen = \"mean trust > 0\"\nuntil = \"2021-03\"\npuller_kind = "
      "\"rotating\"\n[[change]]\nmonth = \"2020-12\"\nuntil = \"elan > 0\"\nmatch = 0.5\n"
      "[[change]]\nmonth = \"2020-12\"\non = false\nmethod = 0.5\n");
  const std::string file = path("a.h5");
  ResultsWriter writer(known, file, {"samen run", 1, "as compiled"});
  run_batch(known, 1, [&](const RunResult& result) { writer.write(result); });
  writer.finish();
  const auto told = [&](const std::string& language, const std::string& sentence) {
    const Reply reply = reply_of("explain " + file + " --language " + language);
    ASSERT_EQ(reply.exit, 0) << reply.complaint;
    EXPECT_NE(reply.text.find(sentence), std::string::npos) << sentence << '\n' << reply.text;
  };
  told("en", "levers change: puller to 0.2");
  told("en", "levers change: puller kind to in turn (mean trust is above 0");
  told("en", "levers go back to what they were: puller");
  told("en", "levers go back to what they were: match (élan is above 0");
  told("nl", "hefbomen worden weer wat ze waren: cofinanciering (het elan ligt boven 0");
  told("nl", "hefbomen veranderen: trekker naar 0,2");
  told("nl", "soort trekker naar om de beurt (het gemiddelde vertrouwen");
}

TEST_F(Drawn, shocks_are_told) {
  const Scenario known = scenario(
      "arms = [\"alone\"]\nreplicates = 4\nrecord = [\"tables\", \"events\"]\n[[shock]]\nmonth = "
      "\"2020-12\"\nuntil = \"2021-02\"\nsize = 0.5\n[[shock]]\nmonth = \"2021-03\"\nsize = 0.2\n"
      "organisation = \"association 2\"\n");
  const std::string file = path("a.h5");
  ResultsWriter writer(known, file, {"samen run", 1, "as compiled"});
  run_batch(known, 1, [&](const RunResult& result) { writer.write(result); });
  writer.finish();
  const Reply english = reply_of("explain " + file);
  ASSERT_EQ(english.exit, 0) << english.complaint;
  EXPECT_NE(english.text.find("a shock: 50 % of what is delivered falls away until 2021-02"),
            std::string::npos)
      << english.text;
  EXPECT_NE(english.text.find(
                "a shock strikes association 2: 20 % of what it delivers falls away that month"),
            std::string::npos)
      << english.text;
  const Reply dutch = reply_of("explain " + file + " --language nl");
  ASSERT_EQ(dutch.exit, 0) << dutch.complaint;
  EXPECT_NE(dutch.text.find("een schok: 50 % van wat geleverd wordt, valt weg tot en met 2021-02"),
            std::string::npos)
      << dutch.text;
  EXPECT_NE(dutch.text.find("een schok treft vereniging 2: 20 % van wat die levert, valt weg die"),
            std::string::npos)
      << dutch.text;
  EXPECT_EQ(dutch.text.find("association"), std::string::npos) << dutch.text;
}

}  // namespace
}  // namespace samen::analysis::walk_test
