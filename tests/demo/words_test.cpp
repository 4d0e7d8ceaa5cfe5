// The words of the page, in both languages.
#include <array>
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "model/names.hpp"
#include "model/world/world.hpp"

namespace samen::testing {
namespace {

const std::string scenarios = SAMEN_SCENARIOS;

nlohmann::json words_in(const std::string& language) {
  return nlohmann::json::parse(std::ifstream(scenarios + "/../sim/demo/" + language + ".json"));
}

// 7.6: who was present learns of the others and gains ownership; no rule moves the mission.
TEST(Words, of_a_conflict_that_is_handled_say_what_the_rule_does) {
  for (const auto& [language, mission, knowing, owning] :
       {std::array{"english", "mission", "know each other", "ownership"},
        std::array{"dutch", "missie", "kent de anderen", "eigenaar"}}) {
    const std::string why = words_in(language)["events"]["conflict_handled"]["why"];
    EXPECT_EQ(std::string::npos, why.find(mission)) << why;
    EXPECT_NE(std::string::npos, why.find(knowing)) << why;
    EXPECT_NE(std::string::npos, why.find(owning)) << why;
  }
}

TEST(Words, name_every_kind_of_event) {
  for (const char* language : {"english", "dutch"}) {
    const nlohmann::json events = words_in(language)["events"];
    for (const std::string_view kind : event_names)
      for (const char* part : {"name", "line", "why"})
        EXPECT_TRUE(events.contains(kind) && events[std::string(kind)].contains(part))
            << language << ": " << kind << ' ' << part;
  }
}

}  // namespace
}  // namespace samen::testing
