// The tables of the analyses in every language: what people read beside the cells is in the
// catalogue, and what machines read is the same in all.
#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "io/known_answer.hpp"
#include "words/language.hpp"

namespace samen::testing {
namespace {

/// Titles, heads and notes of tables in Markdown, in their order.
std::vector<std::string> frame_of(const std::string& markdown) {
  std::vector<std::string> lines, frame;
  std::istringstream text(markdown);
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  for (std::size_t n = 0; n < lines.size(); ++n) {
    if (!lines[n].starts_with("| ")) {
      if (!lines[n].empty()) frame.push_back(lines[n]);
      continue;
    }
    if (n + 1 == lines.size() || !lines[n + 1].starts_with("| ---")) continue;
    std::istringstream heads(lines[n].substr(2));
    for (std::string head; std::getline(heads >> std::ws, head, '|');)
      frame.push_back(head.substr(0, head.find_last_not_of(' ') + 1));
  }
  return frame;
}

bool has_letters(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](unsigned char byte) { return byte < 0x80 && std::isalpha(byte) != 0; });
}

/// Whether the catalogue says that both languages use the same words.
bool is_said_alike(const std::string& text, const Language& language) {
  const auto keys = language.keys();
  return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) {
    const std::string* const english = Language().find(key);
    return english && *english == text && *language.find(key) == text;
  });
}

class Tables : public KnownAnswer {
 protected:
  std::string made(const std::string& name, const std::string& words) const {
    const Reply reply = reply_of_samen("run " + words + " --quiet -o " + path(name));
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    return path(name);
  }
  std::string design(const std::string& kind) const {
    std::string text = "include = '" SAMEN_SCENARIOS "/maurice4.toml'\n";
    text += "[run]\nreplicates = 2\nrecord = ['summary']\n";
    text += "[design]\nsize = 8\nkind = '" + kind + "'\n";
    if (kind == "saltelli") text += "second_order = true\n";
    text += "[design.factors]\nlevers.puller = [0.0, 1.0]\ntrust.gain = [0.04, 0.16]\n";
    return made(kind + ".h5", file(kind + ".toml", text));
  }

  /// The program of a verb, or `samen` for a verb that simulates.
  Reply said(const std::string& words) const {
    for (const char* verb : {"claims ", "validate "})
      if (words.starts_with(verb)) return reply_of_samen(words);
    return reply_of(words);
  }

  void expect_every_language(const std::string& words) const {
    const auto frame = [&](const Language& language) {
      const Reply reply = said(words + " --format markdown --language " + language.code());
      EXPECT_EQ(reply.exit, 0) << words << ": " << reply.complaint;
      return frame_of(reply.text);
    };
    const auto english = frame(Language());
    EXPECT_GT(english.size(), 5u) << words;
    for (const std::string& code : Language::codes()) {
      const Language language(code);
      if (language == Language()) continue;
      const auto other = frame(language);
      ASSERT_EQ(english.size(), other.size()) << words;
      for (std::size_t n = 0; n < english.size(); ++n)
        if (has_letters(english[n]) && english[n] == other[n]) {
          EXPECT_TRUE(is_said_alike(english[n], language))
              << "samen " << words << " --language " << code << ": " << english[n];
        }
    }
  }
};

TEST_F(Tables, of_a_batch_have_their_words_from_the_catalogue) {
  const std::string batch = made("a.h5", SAMEN_SCENARIOS "/maurice4.toml --replicates 12"),
                    other = made("b.h5", SAMEN_SCENARIOS
                                 "/maurice4.toml --replicates 3 --set levers.puller=0");
  for (const std::string& words :
       {"summary " + batch, "summary " + other, "compare " + batch,
        "compare " + batch + " " + other, "compare --measure net_of_organisation " + batch,
        "compare --measure invested " + batch, "survival " + batch,
        "survival --ending all " + batch + " " + other, "howmany " + batch,
        "howmany --detect 1 --width 2 " + batch})
    expect_every_language(words);
}

TEST_F(Tables, of_a_design_have_their_words_from_the_catalogue) {
  for (const char* kind : {"lhs", "morris", "saltelli"}) {
    const std::string batch = design(kind);
    for (const char* verb : {"summary ", "compare ", "sensitivity "})
      expect_every_language(verb + batch);
  }
}

TEST_F(Tables, of_a_doubt_have_their_words_from_the_catalogue) {
  const Reply reply = reply_of_samen(
      "doubt " SAMEN_SCENARIOS "/maurice4.toml --points 6 --replicates 2 --quiet -o " + path("d"));
  ASSERT_EQ(reply.exit, 0) << reply.complaint;
  expect_every_language("doubts --assumptions " + path("d"));
}

TEST_F(Tables, of_patterns_and_claims_have_their_words_from_the_catalogue) {
  const Reply decay = reply_of_samen("run " SAMEN_SCENARIOS
                                     "/validation/v01_decay.toml --replicates 4 --quiet -o " +
                                     path("v1.h5"));
  ASSERT_EQ(decay.exit, 0) << decay.complaint;
  const std::string claims = "claims " SAMEN_SCENARIOS
                             "/claims.toml --only B25,B26 --replicates 6 --force --quiet -o " +
                             path("claims");
  const std::string two_sets = file("sets.toml",
                                    "[ensemble]\ntitle = 'two'\nreason = 'a test'\n"
                                    "central = 'one'\n"
                                    "[[set]]\nname = 'one'\nholds = 14.0\n"
                                    "[set.values]\ntrust.gain = 0.08\n"
                                    "[[set]]\nname = 'other'\nholds = 13.0\n"
                                    "[set.values]\ntrust.gain = 0.1\n");
  for (const std::string& words :
       {"judge --mapping " + path("v1.h5"), claims,
        claims + " --without-remains --ensemble=" + two_sets,
        "verdicts " + path("claims") + "/*.h5",
        std::string("validate --only V1 --replicates 4 --quiet"),
        std::string("validate --only V1 --replicates 2 --quiet --spread 0.1 --draws 2"),
        "validate --only V1 --replicates 2 --quiet --ablate " +
            file("one.toml", "[trust]\ngain = 0.1\n")})
    expect_every_language(words);
  const Reply verdicts = reply_of("verdicts " + path("claims") + "/*.h5 --language nl");
  EXPECT_NE(verdicts.text.find("kon het anders uitkomen"), std::string::npos) << verdicts.text;
  const Reply judged = reply_of("judge " + path("v1.h5") + " --language nl");
  EXPECT_NE(judged.text.find("bijdragen slinken"), std::string::npos) << judged.text;
}

TEST_F(Tables, of_pictures_have_their_words_from_the_catalogue) {
  const std::string words =
      "plot --list " + made("a.h5", SAMEN_SCENARIOS "/maurice4.toml --replicates 3");
  const auto lines = [](const std::string& text) {
    std::vector<std::string> all;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) all.push_back(line);
    return all;
  };
  const auto english = lines(reply_of(words).text),
             dutch = lines(reply_of(words + " --language nl").text);
  ASSERT_EQ(english.size(), dutch.size());
  EXPECT_GT(english.size(), 15u);
  const auto after_its_name = [](const std::string& line) {
    return line.substr(line.find(' ', line.find_first_not_of(' ')));
  };
  for (std::size_t n = 0; n < english.size(); ++n)
    EXPECT_NE(after_its_name(english[n]), after_its_name(dutch[n]));
}

TEST_F(Tables, that_are_not_shown_say_so_to_who_asks_for_a_language) {
  const std::string scenario = SAMEN_SCENARIOS "/maurice4.toml --language nl --dry-run";
  for (const std::string& words :
       {"run " + scenario, "doubt " + scenario,
        std::string("claims " SAMEN_SCENARIOS "/claims.toml --only B25 --language nl --dry-run"),
        "run " SAMEN_SCENARIOS
        "/maurice4.toml --replicates 2 --language nl --quiet --shard 1/2 -o " +
            path("half.h5")}) {
    const Reply reply = reply_of_samen(words);
    EXPECT_EQ(reply.exit, 0) << words << ": " << reply.complaint;
    EXPECT_NE(reply.complaint.find("--language nl changes nothing here"), std::string::npos)
        << words;
  }
}

TEST_F(Tables, are_the_same_for_machines_in_every_language) {
  const std::string batch = made("a.h5", SAMEN_SCENARIOS "/maurice4.toml --replicates 6");
  for (const char* verb : {"summary ", "compare ", "survival ", "howmany "})
    for (const char* format : {" --format csv", " --format json"}) {
      const std::string words = verb + batch + format;
      const Reply english = reply_of(words), dutch = reply_of(words + " --language nl");
      EXPECT_EQ(english.text, dutch.text) << words;
      EXPECT_NE(dutch.complaint.find("the same in every language"), std::string::npos) << words;
    }
}

TEST_F(Tables, of_a_run_that_ends_are_in_the_language_that_was_asked_for) {
  const Reply reply = reply_of_samen("run " SAMEN_SCENARIOS
                                     "/maurice4.toml --replicates 6 --quiet --language nl -o " +
                                     path("a.h5"));
  EXPECT_EQ(reply.text, reply_of("summary --language nl " + path("a.h5")).text);
  EXPECT_NE(reply.text.find("\nAntwoord: "), std::string::npos) << reply.text;
  EXPECT_EQ(reply_of_samen("run " SAMEN_SCENARIOS "/maurice4.toml --language xx").exit, 2);
}

}  // namespace
}  // namespace samen::testing
