// samen report and samen plot: what opens offline, says what was found, and can be made again.
#include <algorithm>
#include <csignal>
#include <regex>
#include <set>
#include <sstream>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include "analysis/output/table.hpp"
#include "io/known_answer.hpp"
#include "io/results_file.hpp"

namespace samen::analysis::report_test {
namespace {

namespace fs = std::filesystem;

const std::regex not_a_number("\\bnan\\b");

/// The page without its addresses that name a language, not a place.
std::string without_namespaces(std::string html) {
  for (const char* name : {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"})
    for (std::size_t at; (at = html.find(name)) != std::string::npos;)
      html.erase(at, std::string(name).size());
  return html;
}

std::vector<std::string> pictures_in(const std::string& html) {
  std::vector<std::string> pictures;
  for (std::size_t at = 0; (at = html.find("<svg", at)) != std::string::npos;) {
    const std::size_t end = html.find("</svg>", at) + 6;
    pictures.push_back(html.substr(at, end - at));
    at = end;
  }
  return pictures;
}

/// Checks that the page, with its few empty elements closed, is XML: throws if any other element is
/// open.
void require_well_formed(std::string html) {
  html.erase(0, html.find("<html"));
  const std::size_t style = html.find("<style>") + 7;
  html.erase(style, html.find("</style>") - style);
  static const std::regex empty("<(meta|br|hr)([^>]*[^/])>");
  std::istringstream in(std::regex_replace(html, empty, "<$1$2/>"));
  boost::property_tree::ptree tree;
  boost::property_tree::read_xml(in, tree);
}

std::vector<std::string> ids_in(const std::string& html) {
  static const std::regex id("\\sid=[\"']([^\"']*)[\"']");
  std::vector<std::string> ids;
  for (std::sregex_iterator each(html.begin(), html.end(), id), end; each != end; ++each)
    ids.push_back((*each)[1]);
  return ids;
}

class Reported : public KnownAnswer {
 protected:
  /// A batch that was simulated, with something to tell.
  Scenario hefboom(int replicates) const {
    Overrides overrides;
    overrides.replicates = replicates;
    overrides.settings = {"run.record=[\"tables\",\"organisations\",\"events\",\"decisions\"]"};
    return read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", overrides);
  }
  std::string simulated(const std::string& name, const Scenario& of,
                        const Formula& change = {}) const {
    ResultsWriter writer(of, path(name), {"samen run", 1, "as compiled"});
    run_batch(of, 1, [&](const RunResult& result) {
      RunResult kept = result;
      if (change) change(kept);
      writer.write(kept);
    });
    writer.finish();
    return path(name);
  }
  std::string page_of(const std::string& words) const {
    const Reply reply = reply_of("report --force " + words);
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    return contents_of(path("a.html"));
  }
};

TEST_F(Reported, page_stands_alone) {
  const std::string html = page_of(simulated("a.h5", hefboom(6)));
  ASSERT_GT(html.size(), 100000u);
  EXPECT_EQ(html.substr(0, 15), "<!doctype html>");
  const std::string own = without_namespaces(html);
  for (const char* word :
       {"http://", "https://", "<script", "<link", "<img", "src=", "@import", "<iframe", "<object",
        "<embed", "javascript:", "onclick", "onload", "onmouse", "file://"})
    EXPECT_EQ(own.find(word), std::string::npos)
        << word << ": "
        << own.substr(own.find(word) - std::min<std::size_t>(own.find(word), 80), 160);
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(folder_))
    files += entry.path().filename() != "complaint";
  EXPECT_EQ(files, 2u) << "the result file and the page";
  EXPECT_EQ(html.find(folder_.string()), std::string::npos) << "no path of this machine";
}

TEST_F(Reported, page_is_well_formed_and_its_ids_are_unique) {
  const std::string html = page_of(simulated("a.h5", hefboom(6)));
  EXPECT_NO_THROW(require_well_formed(html));
  const auto pictures = pictures_in(html);
  EXPECT_GE(pictures.size(), 6u);
  for (const std::string& picture : pictures) {
    std::istringstream in(picture);
    boost::property_tree::ptree tree;
    EXPECT_NO_THROW(boost::property_tree::read_xml(in, tree)) << picture.substr(0, 300);
    EXPECT_FALSE(std::regex_search(picture, not_a_number)) << picture.substr(0, 300);
  }
  const auto ids = ids_in(html);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size());
  static const std::regex link("href=[\"']#([^\"']*)[\"']");
  for (std::sregex_iterator each(html.begin(), html.end(), link), end; each != end; ++each)
    EXPECT_EQ(std::count(ids.begin(), ids.end(), (*each)[1].str()), 1) << (*each)[1];
  static const std::regex used("url\\(#?([^)]*)\\)");
  for (std::sregex_iterator each(html.begin(), html.end(), used), end; each != end; ++each)
    EXPECT_EQ(std::count(ids.begin(), ids.end(), (*each)[1].str()), 1) << (*each)[1];
}

TEST_F(Reported, page_in_dutch_has_what_the_scenario_states_in_dutch) {
  const Scenario scenario = hefboom(6);
  std::string html = page_of(simulated("a.h5", scenario) + " --language nl");
  html.erase(html.find("Bronnen:"));  // the sources, and the scenario as written, are English
  std::set<std::string> stated{scenario.title, scenario.question,
                               scenario.expect.substr(0, scenario.expect.find('\n')),
                               "Tables standing"};
  for (const Goal& goal : scenario.setting.layout.goals) stated.insert(goal.name);
  for (const OrganisationLayout& owner : scenario.setting.layout.organisations)
    stated.insert(owner.name);
  for (const std::string& text : stated) EXPECT_EQ(html.find(text), std::string::npos) << text;
  for (const char* dutch : {"acht organisaties, zeven doelen", "vereniging 1",
                            "Vooraf verwacht: ", "bewoners tonen dat je hen kunt"})
    EXPECT_NE(html.find(dutch), std::string::npos) << dutch;
}

// Differences 0.5 and 1.5 M€ in turn: mean 1, 95 % 0.62 to 1.38 (R 4.2.2, t.test()).
void half_and_one_and_a_half(RunResult& result) {
  const double more = result.run.replicate % 2 ? 1500.0 : 500.0;
  outcome(result, "net_value") = 2000.0 + (result.run.arm == Arm::together ? more : 0.0);
  outcome(result, "avoided_cost") = 5000.0;
}

TEST_F(Reported, page_says_the_answer_with_its_interval) {
  const std::string html = page_of(simulated("a.h5", hefboom(10), half_and_one_and_a_half));
  EXPECT_NE(html.find("With these assumptions together ends 1.00 M€ of net value ahead of alone "
                      "(luck alone: 0.62 to 1.38, n = 10 pairs)."),
            std::string::npos);
  EXPECT_NE(html.find("<html lang=\"en\">"), std::string::npos);
  EXPECT_NE(html.find("1.00 [0.62, 1.38]"), std::string::npos) << "in the table of differences";
}

TEST_F(Reported, page_speaks_dutch) {
  const std::string file = simulated("a.h5", hefboom(10), half_and_one_and_a_half);
  const std::string html = page_of(file + " --language nl");
  EXPECT_NE(html.find("<html lang=\"nl\">"), std::string::npos);
  EXPECT_NE(html.find("Met deze aannames eindigt samen 1,00 M€ nettowaarde voor op alleen (enkel "
                      "toeval: 0,62 tot 1,38, n = 10 paren)"),
            std::string::npos);
  EXPECT_NE(html.find("1,00 [0,62; 1,38]"), std::string::npos);
  for (const char* english : {"What happened", "The numbers", "first ahead", "Provenance",
                              "How long tables last", "beats"})
    EXPECT_EQ(html.find(english), std::string::npos) << english;
  EXPECT_NO_THROW(require_well_formed(html));
  EXPECT_EQ(reply_of("report " + file + " --language de").exit, 2);
}

TEST_F(Reported, words_of_the_scenario_are_escaped) {
  constexpr const char* nasty = "<b>&\"quotes\" 'n </title><script>alert(1)</script>";
  Scenario of = hefboom(5);
  of.title = of.question = of.expect = nasty;
  of.text += nasty;
  of.sources = {nasty};
  of.setting.layout.goals[0].name = nasty;
  of.setting.layout.tables[0].name = nasty;
  of.setting.layout.organisations[0].name = nasty;
  const std::string html = page_of(simulated("a.h5", of));
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<b>"), std::string::npos);
  EXPECT_NO_THROW(require_well_formed(html));
  EXPECT_NE(html.find("<title>&lt;b&gt;&amp;&quot;quotes&quot; 'n"), std::string::npos);
}

TEST_F(Reported, page_of_a_batch_with_failures_counts_them) {
  const std::string file = simulated("a.h5", hefboom(6), [](RunResult& result) {
    if (result.run.replicate == 1 && result.run.arm == Arm::together) fail(result);
  });
  const std::string html = page_of(file);
  EXPECT_NE(html.find("1 of 24 runs failed"), std::string::npos);
  EXPECT_FALSE(std::regex_search(html, not_a_number));
}

TEST_F(Reported, page_of_few_runs_shows_no_intervals) {
  const std::string html = page_of(simulated("a.h5", hefboom(3)));
  static const std::regex interval("<td>[^<]*\\[[^<]*</td>");
  std::smatch found;
  EXPECT_FALSE(std::regex_search(html, found, interval)) << found.str();
  EXPECT_NE(html.find("Too few pairs of runs for an answer: 3."), std::string::npos);
}

TEST_F(Reported, page_of_the_summary_alone_is_a_page) {
  const Scenario of =
      scenario("arms = [\"alone\", \"together\"]\nreplicates = 6\nrecord = [\"summary\"]\n");
  EXPECT_NO_THROW(require_well_formed(page_of(written("a.h5", of, half_and_one_and_a_half))));
}

TEST_F(Reported, pictures_in_dutch_have_the_names_in_dutch) {
  const std::string file = simulated("a.h5", hefboom(5));
  ASSERT_EQ(
      reply_of("plot " + file + " --picture organisations --language nl -o " + path("nl")).exit, 0);
  const std::string drawn = contents_of(path("nl/organisations.svg"));
  EXPECT_NE(drawn.find("volkshogeschool 1"), std::string::npos);
  EXPECT_EQ(drawn.find("folk high school"), std::string::npos);
}

TEST_F(Reported, factors_in_dutch_pictures_have_words) {
  const Scenario of = scenario(
      "arms = [\"alone\", \"together\"]\nreplicates = 6\nrecord = [\"summary\"]\n[design]\n"
      "kind = \"grid\"\n[design.factors]\nlevers.puller = [0.0, 0.5]\nlevers.match = [0.0, 1.0]\n");
  const std::string file = written("a.h5", of, half_and_one_and_a_half);
  ASSERT_EQ(reply_of("plot " + file + " --picture phase --language nl -o " + path("nl")).exit, 0);
  const std::string drawn = contents_of(path("nl/phase.svg"));
  EXPECT_NE(drawn.find("trekker, vte"), std::string::npos);
}

// 100 k€ and a little more bring three times as much net value, and a tenth more tables per 100 k€.
TEST_F(Reported, picture_of_public_euros_divides_by_what_flowed) {
  const Scenario of = scenario(
      "arms = [\"alone\", \"together\"]\nreplicates = 6\nrecord = [\"summary\"]\n[design]\n"
      "kind = \"list\"\n[[design.point]]\nname = \"nothing spent\"\nlevers.match = 0\n"
      "[[design.point]]\nname = \"a match\"\nlevers.match = 1\n");
  const auto spend = [](double sum) {
    return [sum](RunResult& result) {
      half_and_one_and_a_half(result);
      const bool spent = result.run.point == 1 && result.run.arm == Arm::together;
      const double money = spent ? sum + result.run.replicate : 0.0;
      outcome(result, "public_money") = money;
      outcome(result, "net_value") += 3.0 * money;
      outcome(result, "tables_standing") = 0.4 + 0.001 * money;
    };
  };
  const std::string file = written("a.h5", of, spend(100.5));
  ASSERT_EQ(reply_of("plot " + file + " --picture euros -o " + path("en")).exit, 0);
  const std::string drawn = contents_of(path("en/euros.svg"));
  EXPECT_NE(drawn.find("3.0 · +10"), std::string::npos) << drawn;
  EXPECT_NE(drawn.find("a match (103 k€)"), std::string::npos);
  const Reply none =
      reply_of("plot " + written("b.h5", of, spend(-2.0)) + " --picture euros -o " + path("none"));
  EXPECT_EQ(none.exit, 2);
  EXPECT_NE(none.complaint.find("no point spends more public money"), std::string::npos);
}

TEST_F(Reported, page_of_outcomes_alone_is_a_page) {
  const Scenario of =
      scenario("arms = [\"alone\", \"together\"]\nreplicates = 6\nrecord = [\"outcomes\"]\n");
  EXPECT_TRUE(recorded(of.record).empty());
  EXPECT_NO_THROW(require_well_formed(page_of(simulated("a.h5", of))));
  EXPECT_FALSE(ResultsFile(path("a.h5")).has("society_net"));
}

TEST_F(Reported, factor_that_never_acts_is_named_in_pictures_and_moves_no_title) {
  const Scenario of = scenario(
      "arms = [\"alone\", \"together\"]\nreplicates = 6\nrecord = [\"summary\"]\n[design]\n"
      "kind = \"grid\"\n[design.factors]\nlevers.role_clarity = [0.0, 0.5, 1.0]\n");
  const std::string html = page_of(written("a.h5", of, half_and_one_and_a_half));
  EXPECT_NE(html.find("Role clarity never acts here"), std::string::npos);
  EXPECT_EQ(html.find("any level"), std::string::npos);
}

TEST_F(Reported, page_of_one_arm_is_a_page) {
  const Scenario of = scenario("arms = [\"together\"]\nreplicates = 6\nrecord = [\"tables\"]\n");
  const std::string html = page_of(simulated("a.h5", of));
  EXPECT_NO_THROW(require_well_formed(html));
  EXPECT_FALSE(std::regex_search(html, not_a_number));
  EXPECT_EQ(html.find(" of the way, of together"), std::string::npos) << "an arm beside itself";
  EXPECT_EQ(html.find("difference is of means"), std::string::npos);
}

TEST_F(Reported, page_of_every_design_is_a_page) {
  for (const char* design :
       {"kind = \"grid\"\n[design.factors]\nlevers.puller = [0.0, 0.5]\nlevers.match = [0.0, "
        "1.0]\n",
        "kind = \"lhs\"\nsize = 12\n[design.factors]\nlevers.puller = [0.0, 0.5]\n",
        "kind = \"morris\"\nsize = 4\n[design.factors]\nlevers.puller = [0.0, 0.5]\n",
        "kind = \"saltelli\"\nsize = 8\n[design.factors]\nlevers.puller = [0.0, 0.5]\n"}) {
    const Scenario of = scenario(
        "arms = [\"alone\", \"together\"]\nreplicates = 5\nrecord = [\"summary\"]\n[design]\n" +
        std::string(design));
    const std::string html = page_of(written(std::string("a.h5"), of, [&](RunResult& result) {
      half_and_one_and_a_half(result);
      outcome(result, "net_value") += 100.0 * of.design.place(result.run.point, 0) *
                                      (result.run.arm == Arm::together ? 1.0 : -1.0);
    }));
    EXPECT_NO_THROW(require_well_formed(html)) << design;
    EXPECT_GE(pictures_in(html).size(), 1u) << design;
    const auto ids = ids_in(html);
    EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), ids.size()) << design;
    fs::remove(path("a.html"));
  }
}

TEST_F(Reported, page_of_a_design_without_any_effect_is_a_page) {
  for (const char* kind : {"lhs", "morris", "saltelli"}) {
    const Scenario of = scenario(
        "arms = [\"alone\", \"together\"]\nreplicates = 5\nrecord = [\"summary\"]\n[design]\n"
        "kind = \"" +
        std::string(kind) + "\"\nsize = 8\n[design.factors]\nlevers.puller = [0.0, 0.5]\n");
    const std::string file = written("a.h5", of, half_and_one_and_a_half);
    const Reply pictures = reply_of("plot " + file + " -o " + path(kind));
    EXPECT_EQ(pictures.exit, 0) << kind << ": " << pictures.complaint;
    EXPECT_NO_THROW(require_well_formed(page_of(file))) << kind;
    fs::remove(path("a.html"));
  }
}

TEST_F(Reported, page_that_cannot_be_written_leaves_nothing) {
  const std::string file = simulated("a.h5", hefboom(5));
  for (const std::string& place : {path("nowhere/a.html"), std::string("/dev/full")}) {
    const Reply reply = reply_of("report " + file + " -o " + place);
    EXPECT_EQ(reply.exit, 1) << place;
    EXPECT_EQ(reply.text, "") << place;
    EXPECT_NE(reply.complaint.find(place), std::string::npos) << reply.complaint;
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder_))
    EXPECT_NE(entry.path().extension(), ".part") << entry.path();
}

TEST_F(Reported, result_file_is_not_written_over) {
  const std::string file = simulated("a.h5", hefboom(5));
  const std::string before = contents_of(file);
  EXPECT_NE(reply_of("report " + file + " -o " + file).exit, 0);
  EXPECT_TRUE(contents_of(file) == before) << "the result file is gone";
}

TEST_F(Reported, page_is_not_written_over_another_without_force) {
  const std::string file = simulated("a.h5", hefboom(5));
  std::ofstream(path("a.html")) << "precious";
  const Reply reply = reply_of("report " + file);
  EXPECT_EQ(reply.exit, 2);
  EXPECT_EQ(reply.complaint, "samen report: '" + path("a.html") +
                                 "' exists: choose another name, or replace it with "
                                 "--force\n");
  EXPECT_EQ(contents_of(path("a.html")), "precious");
}

TEST_F(Reported, pictures_in_the_way_are_named_all_at_once) {
  const std::string file = simulated("a.h5", hefboom(5));
  const std::string folder = path("a_pictures");
  fs::create_directories(folder);
  std::ofstream(folder + "/value.gp") << "mine";
  fs::create_symlink("../precious.dat", folder + "/ledger.dat");
  const Reply reply = reply_of("plot " + file);
  EXPECT_EQ(reply.exit, 2);
  EXPECT_EQ(reply.complaint,
            "samen plot: '" + folder + "/value.gp' exists, '" + folder +
                "/ledger.dat' is a link to '../precious.dat': choose another name, "
                "or replace them with --force\n");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 2) << "nothing else was written";
  EXPECT_EQ(reply_of("plot " + file + " --picture progress").exit, 0) << "not in the way";
  EXPECT_EQ(reply_of("plot " + file + " --picture progress").exit, 2);
  EXPECT_EQ(reply_of("plot " + file + " --force").exit, 0);
  EXPECT_NE(contents_of(folder + "/value.gp"), "mine");
  EXPECT_TRUE(fs::exists(path("precious.dat"))) << "asked, it is written through the link";
  for (const auto& entry : fs::directory_iterator(folder))
    EXPECT_FALSE(entry.is_directory()) << entry.path() << " is left";
}

TEST_F(Reported, drawing_that_is_stopped_leaves_nothing_behind) {
  const std::string file = simulated("a.h5", hefboom(5));
  // A gnuplot that stops the program that asked for a picture: the parent of the shell that runs
  // gnuplot.
  const fs::path folder = path("bin");
  fs::create_directories(folder);
  fs::create_directories(path("temporary"));
  std::ofstream(folder / "gnuplot") << "#!/bin/sh\nread -r _ _ _ asker _ </proc/$PPID/stat\n"
                                       "kill -TERM $asker\n"
                                       "PATH=${PATH#*:}; exec gnuplot \"$@\"\n";
  fs::permissions(folder / "gnuplot", fs::perms::owner_all);
  const std::string before = std::getenv("PATH");
  ::setenv("PATH", (folder.string() + ":" + before).c_str(), 1);
  ::setenv("TMPDIR", path("temporary").c_str(), 1);
  const Reply report = reply_of("report " + file), plot = reply_of("plot " + file);
  ::setenv("PATH", before.c_str(), 1);
  ::unsetenv("TMPDIR");
  for (const Reply& reply : {report, plot}) {
    EXPECT_EQ(reply.exit, 128 + SIGTERM);
    EXPECT_NE(reply.complaint.find("interrupted"), std::string::npos) << reply.complaint;
  }
  EXPECT_TRUE(fs::is_empty(path("temporary")));
  EXPECT_TRUE(fs::is_empty(path("a_pictures")));
  for (const auto& entry : fs::directory_iterator(folder_))
    EXPECT_NE(entry.path().extension(), ".part") << entry.path();
}

TEST_F(Reported, same_file_gives_the_same_page) {
  const std::string file = simulated("a.h5", hefboom(5));
  EXPECT_TRUE(page_of(file) == page_of(file));
}

TEST_F(Reported, pictures_are_made_again_by_their_scripts) {
  const std::string file = simulated("a.h5", hefboom(6));
  const Reply reply = reply_of("plot " + file);
  ASSERT_EQ(reply.exit, 0) << reply.complaint;
  std::istringstream lines(reply.text);
  std::size_t pictures = 0;
  for (std::string picture; std::getline(lines, picture); ++pictures) {
    const fs::path at(picture);
    ASSERT_TRUE(fs::exists(at)) << picture;
    EXPECT_GT(fs::file_size(at), 1000u);
    std::istringstream in(contents_of(at));
    boost::property_tree::ptree tree;
    EXPECT_NO_THROW(boost::property_tree::read_xml(in, tree)) << picture;
    const auto files_beside = [&] {
      std::set<std::string> names;
      for (const auto& entry : fs::directory_iterator(at.parent_path()))
        names.insert(entry.path().filename());
      return names;
    };
    const auto before = files_beside();
    fs::remove(at);
    const std::string script = at.stem().string() + ".gp";
    EXPECT_EQ(std::system(("cd " + at.parent_path().string() + " && gnuplot " + script + " 2>" +
                           path("gnuplot") + " >/dev/null")
                              .c_str()),
              0);
    EXPECT_EQ(contents_of(path("gnuplot")), "") << script;
    EXPECT_EQ(files_beside(), before) << script;
  }
  EXPECT_GE(pictures, 6u);
}

TEST_F(Reported, goal_shares_are_the_same_number_everywhere) {
  // 83 of 200 is 41.5 %. The double lies just below this, and a picture once wrote 0.41.
  const Scenario of =
      scenario("arms = [\"alone\", \"together\"]\nreplicates = 200\nrecord = [\"summary\"]\n");
  const std::string file = written("a.h5", of, [](RunResult& result) {
    half_and_one_and_a_half(result);
    if (result.run.arm != Arm::together) return;
    if (result.run.replicate < 83) result.reached_at[1] = 2 + result.run.replicate % 3;
    if (result.run.replicate < 170) result.reached_at[0] = 1;
  });
  const auto rows = records_of_csv(reply_of("summary " + file + " --format csv --only goals").text);
  EXPECT_EQ(std::stod(rows.at(1).at("together")), 0.415);
  EXPECT_NE(reply_of("summary " + file).text.find("42 % [35, 48]"), std::string::npos);
  const std::string page = page_of(file);
  EXPECT_NE(page.find("goal 2 in 42 %"), std::string::npos) << "title of the picture";
  EXPECT_NE(page.find("42 % [35 %, 48 %]"), std::string::npos) << "under the pointer";
  ASSERT_EQ(reply_of("plot " + file + " --picture goals -o " + path("drawn")).exit, 0);
  EXPECT_NE(contents_of(path("drawn/goals.dat")).find(" 0.415 "), std::string::npos);
  EXPECT_NE(contents_of(path("drawn/goals.gp")).find("\u200242 %"), std::string::npos)
      << "at its end";
}

TEST_F(Reported, title_of_progress_is_the_median_that_is_drawn) {
  const std::string file = simulated("a.h5", hefboom(9));
  ASSERT_EQ(reply_of("plot " + file + " --picture progress -o " + path("drawn")).exit, 0);
  const std::string picture = contents_of(path("drawn/progress.svg"));
  std::istringstream data(contents_of(path("drawn/progress.dat")));
  std::string last, line;
  bool mine = false;
  while (std::getline(data, line)) {
    if (line.starts_with("# ")) mine = line.find(": together:") != std::string::npos;
    if (mine && !line.empty() && line[0] != '#') last = line;
  }
  std::istringstream row(last);
  std::vector<double> numbers;
  for (double number; row >> number;) numbers.push_back(number);
  ASSERT_EQ(numbers.size(), 6u) << "year and five quantiles: " << last;
  const std::string median = shown_percent(numbers[3]);
  EXPECT_NE(picture.find("the median run of together has come " + median + " of the way"),
            std::string::npos)
      << median << picture.substr(0, 700);
}

TEST_F(Reported, picture_that_cannot_be_drawn_does_not_cost_the_page) {
  const std::string file = simulated("a.h5", hefboom(6));
  // A gnuplot that fails at one picture.
  const fs::path folder = path("bin");
  fs::create_directories(folder);
  std::ofstream(folder / "gnuplot") << "#!/bin/sh\ncase \"$*\" in *goals.gp*) echo 'no such luck' "
                                       ">&2; exit 1;; esac\nPATH=${PATH#*:}; exec gnuplot \"$@\"\n";
  fs::permissions(folder / "gnuplot", fs::perms::owner_all);
  const std::string before = std::getenv("PATH");
  ::setenv("PATH", (folder.string() + ":" + before).c_str(), 1);
  const Reply reply = reply_of("report " + file);
  ::setenv("PATH", before.c_str(), 1);
  EXPECT_EQ(reply.exit, 0);
  EXPECT_NE(reply.complaint.find("the picture 'goals' could not be drawn"), std::string::npos)
      << reply.complaint;
  const std::string page = contents_of(path("a.html"));
  EXPECT_NE(page.find("could not be drawn: gnuplot could not draw goals.gp: no such luck"),
            std::string::npos);
  EXPECT_NE(page.find("<th scope=\"col\">value</th>"), std::string::npos) << "its data as a table";
  EXPECT_NE(page.find("id=\"progress-title\""), std::string::npos) << "the other pictures stand";
  EXPECT_NO_THROW(require_well_formed(page));
}

TEST_F(Reported, pictures_have_the_format_asked_for) {
  const std::string file = simulated("a.h5", hefboom(5));
  for (const auto& [ending, start] :
       std::map<std::string, std::string>{{"png", "\x89PNG"}, {"pdf", "%PDF"}, {"svg", "<svg"}}) {
    const Reply reply = reply_of("plot --force " + file + " --picture progress --to " + ending +
                                 " -o " + path("pictures"));
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    EXPECT_EQ(contents_of(path("pictures/progress." + ending)).substr(0, 4), start);
  }
  const Reply unknown = reply_of("plot " + file + " --picture progess");
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_NE(unknown.complaint.find("did you mean 'progress'"), std::string::npos);
  EXPECT_EQ(reply_of("plot " + file + " --run 999").exit, 2);
  EXPECT_EQ(reply_of("plot " + file + " --point 3").exit, 2);
  EXPECT_EQ(reply_of("plot " + file + " --picture sobol").exit, 2) << "has no design";
}

}  // namespace
}  // namespace samen::analysis::report_test
