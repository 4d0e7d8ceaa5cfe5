// ODD.md says where each row of the source documents has gone. It must say so of every row, and the
// places to which it points must exist.
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "io/claims_reader.hpp"
#include "io/scenario_reader.hpp"
#include "model/observables.hpp"
#include "model/parameter_table.hpp"

namespace samen {
namespace {

const std::string& odd() {
  static const std::string text = [] {
    std::ostringstream all;
    all << std::ifstream(SAMEN_ODD).rdbuf();
    return all.str();
  }();
  return text;
}

/// "A01" … "E23" with the cell that says where.
std::multimap<std::string, std::string> rows() {
  const std::string heading = "\n## The documents, row by row\n";
  const std::size_t from = odd().find(heading);
  std::istringstream section(odd().substr(from, odd().find("\n## ", from + heading.size()) - from));
  const std::regex row(R"(\| ([A-E]\d\d) \| .* \| (.*) \|)");
  std::multimap<std::string, std::string> all;
  std::smatch found;
  for (std::string line; std::getline(section, line);)
    if (std::regex_match(line, found, row)) all.emplace(found[1], found[2]);
  return all;
}

std::set<std::string> names_of_the_model() {
  std::set<std::string> names;
  for (const ParameterRow& row : parameter_table()) names.insert(row.key());
  for (const Observable& observable : observables) names.emplace(observable.name);
  for (const Outcome& outcome : outcomes) names.emplace(outcome.name);
  return names;
}

TEST(Documents, have_each_of_their_rows_in_the_odd_once) {
  const auto all = rows();
  std::size_t expected = 0;
  for (const auto& [letter, last] :
       {std::pair{'A', 30}, {'B', 71}, {'C', 31}, {'D', 37}, {'E', 23}})
    for (int n = 1; n <= last; ++n, ++expected) {
      const std::string id = letter + std::string(n < 10 ? "0" : "") + std::to_string(n);
      EXPECT_EQ(all.count(id), 1U) << id;
    }
  EXPECT_EQ(all.size(), expected) << "rows that no document has";
}

// The model says something else than these rows, or nothing at all.
TEST(Documents, say_of_rows_that_the_model_does_not_represent_that_they_are_left_out) {
  for (const char* const id : {"A19", "A22", "A30", "B43", "B46", "B71", "C12", "C20", "C25", "D12",
                               "D14", "D21", "D24", "D32", "E01"})
    EXPECT_TRUE(rows().find(id)->second.starts_with("left out: ")) << id;
  for (const char* const id : {"A08", "B47", "C05", "C19", "D15", "D35", "E05", "E08"})
    EXPECT_NE(rows().find(id)->second.find("left out of it: "), std::string::npos) << id;
  EXPECT_NE(rows().find("E07")->second.find("claim E07"), std::string::npos)
      << "that contact brings more where partners look at the whole can be run";
}

TEST(Documents, point_to_sections_names_files_claims_and_debates_that_are_there) {
  std::set<std::string> claims, pointed_at;
  for (const ClaimsBatch& batch : read_claims(SAMEN_SCENARIOS "/claims.toml"))
    for (const Claim& claim : batch.claims) claims.insert(claim.id);
  const std::set<std::string> names = names_of_the_model();
  const std::filesystem::path scenarios = SAMEN_SCENARIOS;
  for (const auto& [id, where] : rows()) {
    if (where.starts_with("left out: ")) continue;
    std::istringstream places(where);
    for (std::string place; std::getline(places >> std::ws, place, ';');) {
      if (place.starts_with("claim ")) {
        EXPECT_TRUE(claims.count(place.substr(6))) << id << ": " << place;
        pointed_at.insert(place.substr(6));
      } else if (place.starts_with("`scenarios/")) {
        const std::string file = place.substr(11, place.size() - 12);
        EXPECT_TRUE(std::filesystem::exists(scenarios / file)) << id << ": " << place;
      } else if (place.starts_with("`")) {
        EXPECT_TRUE(names.count(place.substr(1, place.size() - 2))) << id << ": " << place;
      } else if (std::isdigit(place[0])) {
        const std::string heading = (place.find('.') == std::string::npos ? "\n## " : "\n### ");
        EXPECT_NE(odd().find(heading + place + " "), std::string::npos) << id << ": " << place;
      } else if (place.starts_with("X")) {
        EXPECT_NE(odd().find("\n| " + place + " | "), std::string::npos) << id << ": " << place;
      } else {
        EXPECT_TRUE(place.starts_with("left out of it: ")) << id << ": " << place;
      }
    }
  }
  EXPECT_EQ(pointed_at, claims) << "a claim that no row points to, or the other way about";
}

TEST(Debates, say_what_they_ask_what_to_expect_and_how_to_see_it) {
  int debates = 0;
  for (const auto& entry : std::filesystem::directory_iterator(SAMEN_SCENARIOS "/debates")) {
    const std::string path = entry.path(), name = entry.path().stem();
    const Scenario scenario = read_scenario(path);
    const std::string id = "X" + std::to_string(std::stoi(name.substr(1)));
    EXPECT_TRUE(scenario.title.starts_with(id + ' ') || scenario.title.starts_with(id + ':'))
        << path;
    EXPECT_FALSE(scenario.question.empty() || scenario.expect.empty() || scenario.sources.empty())
        << path;
    EXPECT_GE(scenario.design.points(), 2) << path;
    const std::string picture =
        scenario.design.plan.kind == DesignKind::list ? "cases" : "response";
    EXPECT_NE(scenario.text.find("samen run scenarios/debates/" + name + ".toml && samen plot " +
                                 name + ".h5 --picture " + picture + "\n"),
              std::string::npos)
        << path;
    EXPECT_NE(odd().find("\n| " + id + " | "), std::string::npos) << path;
    ++debates;
  }
  EXPECT_EQ(debates, 18);
}

}  // namespace
}  // namespace samen
