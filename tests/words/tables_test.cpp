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

  void expect_every_language(const std::string& words) const {
    const auto frame = [&](const Language& language) {
      const Reply reply = reply_of(words + " --format markdown --language " + language.code());
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
