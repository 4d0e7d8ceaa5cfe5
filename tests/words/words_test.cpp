// The catalogue of words: what a language must have, so that nothing is told in another language.
#include "words/language.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "io/scenario_reader.hpp"
#include "model/names.hpp"
#include "model/observables.hpp"
#include "model/parameter_table.hpp"
#include "model/world/changes.hpp"

namespace samen::testing {
namespace {

namespace fs = std::filesystem;
using Texts = std::set<std::string>;

const fs::path root = fs::path(SAMEN_SCENARIOS).parent_path();

bool starts_with_one_of(std::string_view key, std::initializer_list<std::string_view> groups) {
  return std::any_of(groups.begin(), groups.end(),
                     [&](std::string_view group) { return key.starts_with(group); });
}

/// What the rows of the model and the scenarios say in English themselves.
bool said_elsewhere(std::string_view key) {
  return starts_with_one_of(
      key, {"levers.", "parameters.", "units.", "observables.", "names.", "sources."});
}

/// The languages other than the language of model and scenarios.
std::vector<Language> translations() {
  std::vector<Language> all;
  for (const std::string& code : Language::codes())
    if (Language(code) != Language()) all.emplace_back(code);
  return all;
}

void expect_words(const Language& language, const std::string& key) {
  EXPECT_NE(language.find(key), nullptr) << "sim/words/" << language.code() << ".json: " << key;
}

Texts places_of(const std::string& sentence) {
  Texts places;
  const std::regex place("\\{(\\w+)\\}");
  for (auto at = std::sregex_iterator(sentence.begin(), sentence.end(), place);
       at != std::sregex_iterator(); ++at)
    places.insert((*at)[1]);
  return places;
}

TEST(Languages, are_the_files_of_the_catalogue) {
  Texts files;
  for (const auto& entry : fs::directory_iterator(root / "sim/words"))
    if (entry.path().extension() == ".json") files.insert(entry.path().stem());
  const auto codes = Language::codes();
  EXPECT_EQ(Texts(codes.begin(), codes.end()), files);
  EXPECT_TRUE(files.contains("en") && files.contains("nl"));
  EXPECT_THROW(Language("xx"), WordsMissing);
}

TEST(Languages, say_the_same_sentences_with_the_same_places) {
  for (const Language& language : translations()) {
    for (const std::string_view key : language.keys())
      if (!said_elsewhere(key)) expect_words(Language(), std::string(key));
    for (const std::string_view key : Language().keys()) {
      expect_words(language, std::string(key));
      if (const std::string* sentence = language.find(key); sentence) {
        EXPECT_EQ(places_of(*sentence), places_of(*Language().find(key)))
            << language.code() << ": " << key;
      }
    }
  }
}

TEST(Languages, have_words_for_every_event_and_reason) {
  for (const std::string& code : Language::codes()) {
    for (const std::string_view kind : event_names)
      for (const char* part : {".name", ".line", ".why"})
        if (kind != detail::retired)
          expect_words(Language(code), "events." + std::string(kind) + part);
    for (const std::string_view reason : reason_names)
      if (reason != detail::retired) expect_words(Language(code), "reasons." + std::string(reason));
  }
}

TEST(Languages, have_words_for_every_occasion) {
  for (const std::string& code : Language::codes())
    for (const auto& occasion : occasions<Lone>()) {
      const std::string key = "occasions." + std::string(occasion.key);
      expect_words(Language(code), key);
      EXPECT_EQ(places_of(*Language(code).find(key)).contains("number"), occasion.has_number())
          << key;
    }
}

TEST(Languages, have_words_for_every_step) {
  for (const std::string& code : Language::codes())
    for (std::size_t kind = 0; kind < step_kind_names.size(); ++kind)
      expect_words(Language(code), "steps." + std::to_string(kind));
}

TEST(Languages, have_words_for_every_observable_and_lever_and_its_settings) {
  for (const Language& language : translations()) {
    for (const Observable& row : observables)
      expect_words(language, "observables." + std::string(row.name));
    for (const Outcome& row : outcomes)
      expect_words(language, "observables." + std::string(row.name));
    for (const LeverRow& row : lever_table()) {
      expect_words(language, "levers." + row.key() + ".name");
      expect_words(language, "levers." + row.key() + ".meaning");
      for (const std::string_view choice : row.choices)
        expect_words(language, "choices." + std::string(choice));
    }
  }
}

TEST(Languages, have_words_for_every_parameter_and_no_other) {
  for (const Language& language : translations()) {
    Texts known;
    for (const ParameterRow& row : parameter_table()) {
      known.insert("parameters." + row.key());
      if (!language.find("levers." + row.key() + ".meaning"))
        expect_words(language, "parameters." + row.key());
    }
    for (const std::string_view key : language.keys())
      if (key.starts_with("parameters.")) {
        EXPECT_TRUE(known.contains(std::string(key))) << key;
      }
  }
}

// ---- scenarios ----------------------------------------------------------------------------------

/// The scenarios that can be run; files of claims, parameters and calibration are no scenarios.
std::vector<fs::path> shipped() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(SAMEN_SCENARIOS)) {
    const std::string name = entry.path().filename();
    if (entry.path().extension() == ".toml" && name != "claims.toml" && name != "first.toml" &&
        name != "calibration.toml" && name != "ensemble.toml")
      files.push_back(entry.path());
  }
  return files;
}

/// A text as files of words have it: in one line, and without the number of a member of a kind.
std::string as_listed(const std::string& text) {
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
  return std::regex_replace(line, std::regex(" [0-9]+$"), "");
}

Texts texts_of(const Scenario& scenario) {
  const Layout& layout = scenario.setting.layout;
  Texts texts{scenario.title, scenario.question, scenario.expect};
  for (const Goal& goal : layout.goals) texts.insert(goal.name);
  for (const TableLayout& table : layout.tables) texts.insert(table.name);
  for (const LeverWord& word : scenario.words)
    if (word.language.empty()) texts.insert(word.text);
  for (const Change& change : layout.changes) texts.insert(change.name);
  for (const Step& step : layout.steps) texts.insert(step.name);
  for (const OrganisationLayout& owner : layout.organisations) {
    texts.insert(owner.name);
    texts.insert(owner.kind);
  }
  texts.insert(scenario.design.labels.begin(), scenario.design.labels.end());
  if (!scenario.expected.empty())
    for (const auto& entry : nlohmann::json::parse(scenario.expected)) {
      texts.insert(entry.at("says").get<std::string>());
      if (!entry.contains("why")) continue;
      texts.insert(entry.at("why").at("says").get<std::string>());
      texts.insert(entry.at("why").value("name", ""));
    }
  for (const Pattern& pattern : scenario.patterns) {
    texts.insert(pattern.title);
    for (const Criterion& criterion : pattern.criteria) texts.insert(criterion.name);
  }
  if (!scenario.items.empty()) {
    const auto stated = nlohmann::json::parse(scenario.items);
    for (const auto& item : stated.at("items")) texts.insert(item.at("name").get<std::string>());
  }
  texts.erase("");
  return texts;
}

TEST(Languages, have_words_for_all_that_our_scenarios_state) {
  ASSERT_GT(shipped().size(), 40u);
  for (const fs::path& file : shipped()) {
    const Scenario scenario = read_scenario(file.string());
    const std::string room = file.parent_path().filename();
    for (const Language& language : translations()) {
      const auto stated = [&](const std::string& text) {
        return language.find("names." + text) || language.find("sources." + text);
      };
      for (const std::string& text : texts_of(scenario))
        EXPECT_TRUE(stated(as_listed(text)) || stated(text))
            << file << ": \"" << text << "\" is not in sim/words/" << language.code() << ".json";
      if (room == "validation" || room == "claims") continue;
      for (const std::string& source : scenario.sources)
        EXPECT_TRUE(stated(source)) << file << ": \"" << source << '"';
    }
  }
}

// ---- sentences ----------------------------------------------------------------------------------

TEST(Sentences, are_filled_at_their_places) {
  const Language english, dutch("nl");
  EXPECT_EQ(english("happened.goal", {{"goal", "1 “first”"}}), "goal 1 “first” is reached");
  EXPECT_EQ(dutch("happened.goal", {{"goal", "1 “eerste”"}}), "doel 1 “eerste” is bereikt");
  EXPECT_EQ(english.counted("happened.times", 1), "1 time");
  EXPECT_EQ(english.counted("happened.times", 0), "0 times");
  EXPECT_EQ(english.listed({"a", "b", "c"}, "list.and"), "a, b and c");
  EXPECT_EQ(dutch.listed({"a", "b"}, "list.or"), "a of b");
  EXPECT_EQ(dutch.listed({"a"}, "list.or"), "a");
}

TEST(Sentences, that_are_missing_or_incomplete_are_our_mistake) {
  const auto complaint = [](const auto& act) {
    try {
      act();
    } catch (const WordsMissing& missing) {
      return std::string(missing.what());
    }
    return std::string();
  };
  EXPECT_EQ(complaint([] { Language("nl")("happened.nothing_like_it"); }),
            "no words for 'happened.nothing_like_it' in language 'nl'");
  EXPECT_EQ(complaint([] { Language()("happened.goal"); }),
            "nothing for {goal} in: goal {goal} is reached");
}

std::string contents_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// The first group of every match in a text.
Texts matches_in(const std::string& text, const std::regex& pattern) {
  Texts all;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), pattern);
       at != std::sregex_iterator(); ++at)
    all.insert((*at)[1]);
  return all;
}

const std::regex key_in_quotes("\"([a-z_]+(\\.[A-Za-z0-9_]+)+)\"");
const std::regex word_in_quotes("\"(\\w+)\"");

/// The texts between quotes in the sources of a folder.
Texts quoted_in(const fs::path& folder, const std::regex& literal = key_in_quotes) {
  Texts all;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    all.merge(matches_in(contents_of(entry.path()), literal));
  return all;
}

bool is_sentence(const std::string& key) {
  return Language().find(key) || Language().find(key + ".one");
}

TEST(Sentences, that_analyses_say_are_there) {
  for (const char* room : {"results", "output", "narrative", "verbs"})
    for (const std::string& key : quoted_in(root / "analysis" / room))
      if (starts_with_one_of(
              key, {"happened.", "run.", "boards.", "divergence.", "answer.", "points.", "beside.",
                    "expected.", "validity.", "explain.", "report.", "items.", "motor.", "partner.",
                    "failures.", "inert.", "endings.", "summary."})) {
        EXPECT_TRUE(is_sentence(key) || key == "run.record") << key;
      }
  Texts pictures;
  for (const std::string_view key : Language().keys())
    if (key.starts_with("picture."))
      pictures.insert(std::string(key.substr(0, key.rfind('.') + 1)));
  for (const std::string& key : quoted_in(root / "analysis/pictures"))
    if (pictures.contains("picture." + key.substr(0, key.find('.') + 1))) {
      EXPECT_TRUE(is_sentence("picture." + key)) << key;
    }
}

TEST(Sentences, that_the_command_says_are_there) {
  for (const std::string& key : quoted_in(root / "sim/command"))
    if (key.starts_with("new.")) {
      EXPECT_TRUE(is_sentence(key)) << key;
    }
}

/// A statement that names the words of a table, TableWords words(language, "tables.arms"), and what
/// follows up to the next one.
struct UseOfTable {
  Texts tables;  ///< one, or several among which the statement chooses
  std::string code;
};

std::vector<UseOfTable> uses_of_tables(const std::string& source) {
  std::vector<UseOfTable> uses;
  const std::regex table("\"(tables\\.\\w+)\"");
  std::size_t end = 0;
  for (std::size_t at; (at = source.find("\"tables.", end)) != std::string::npos;) {
    const std::size_t begin = source.find_last_of(";{}", at) + 1;
    if (!uses.empty()) uses.back().code += source.substr(end, begin - end);
    end = source.find(';', at);
    const std::string statement = source.substr(begin, end - begin);
    if (Texts tables = matches_in(statement, table); !tables.empty())
      uses.push_back({std::move(tables), statement});
    else if (!uses.empty())
      uses.back().code += statement;
  }
  if (!uses.empty()) uses.back().code += source.substr(end);
  return uses;
}

TEST(Sentences, of_tables_are_there) {
  const std::regex said("\\bwords(?:\\.counted|\\.column)?\\(([^{}();]*)"),
      built("\\bwords\\.table\\([^{;]*\\{([^}]*)\\}");
  std::size_t tables = 0;
  for (const char* room : {"output", "narrative", "verbs"})
    for (const auto& entry : fs::directory_iterator(root / "analysis" / room))
      for (const UseOfTable& use : uses_of_tables(contents_of(entry.path()))) {
        Texts names;
        for (const std::regex& call : {said, built})
          for (const std::string& code : matches_in(use.code, call))
            names.merge(matches_in(code, word_in_quotes));
        if (std::regex_search(use.code, built)) names.insert("title");
        tables += use.tables.size();
        for (const std::string& name : names)
          EXPECT_TRUE(std::any_of(
              use.tables.begin(), use.tables.end(),
              [&](const std::string& table) { return is_sentence(table + '.' + name); }))
              << entry.path() << ": " << *use.tables.begin() << '.' << name;
      }
  EXPECT_GT(tables, 10u);
}

TEST(Sentences, that_nobody_says_are_not_kept) {
  Texts said = quoted_in(root / "analysis");
  said.merge(quoted_in(root / "sim/command"));
  const Texts words = quoted_in(root / "analysis", word_in_quotes);
  for (const std::string_view whole : Language().keys()) {
    // These keys are named by what a file holds.
    if (said_elsewhere(whole) ||
        starts_with_one_of(
            whole, {"language.", "page.", "arm", "choices.", "events.", "occasions.", "beacons.",
                    "steps.", "reasons.", "divergence.may.", "run.series.", "explain.heads.",
                    "picture.trust.", "picture.knowledge."}))
      continue;
    std::string key(whole);
    for (const char* plural : {".one", ".other"})
      if (key.ends_with(plural)) key.erase(key.rfind('.'));
    const bool in_picture = key.starts_with("picture.");
    const std::string short_key = in_picture ? key.substr(key.find('.') + 1) : key;
    const std::size_t dot = key.rfind('.');
    const std::string name = key.substr(dot + 1);
    const bool of_table = key.starts_with("tables.") && said.contains(key.substr(0, dot)) &&
                          (name == "title" || words.contains(name));
    EXPECT_TRUE(said.contains(short_key) || of_table || short_key.find('.') == std::string::npos)
        << whole;
  }
}

TEST(Sentences, of_the_page_are_all_shown) {
  std::string page;
  for (const auto& entry : fs::recursive_directory_iterator(root / "sim/demo"))
    if (const std::string kind = entry.path().extension(); kind == ".js" || kind == ".html")
      page += contents_of(entry.path());
  for (const std::string_view key : Language().keys()) {
    // These keys are named by a number or by the reason why a lever is fixed.
    if (!key.starts_with("page.") ||
        starts_with_one_of(key, {"page.groups.", "page.speeds.", "page.fixed_"}))
      continue;
    const std::string word(key.substr(key.rfind('.') + 1));
    EXPECT_TRUE(std::regex_search(page, std::regex("\\b" + word + "\\b"))) << key;
  }
}

// 7.19: members who were present learn of each other and gain ownership; no rule moves the mission.
TEST(Sentences, of_a_conflict_that_is_handled_say_what_the_rule_does) {
  for (const auto& [code, mission, knowing, owning] :
       {std::array{"en", "mission", "know each other", "ownership"},
        std::array{"nl", "missie", "kent de anderen", "eigenaar"}}) {
    const std::string why = *Language(code).find("events.conflict_handled.why");
    EXPECT_EQ(std::string::npos, why.find(mission)) << why;
    EXPECT_NE(std::string::npos, why.find(knowing)) << why;
    EXPECT_NE(std::string::npos, why.find(owning)) << why;
  }
}

}  // namespace
}  // namespace samen::testing
