// The published patterns are known to hold with the default parameters only.
#include "analysis/narrative/validity.hpp"

#include <fstream>
#include <map>

#include "io/known_answer.hpp"
#include "model/parameter_table.hpp"

namespace samen::analysis::validity_test {
namespace {

TEST(Validity, goes_by_the_defaults) {
  std::map<std::string, double> defaults;
  const Parameters parameters;
  for (const ParameterRow& row : parameter_table())
    if (!row.is_choice()) defaults[row.key()] = row.value(parameters);
  for (const ValidatedDefault& one : validated_defaults()) {
    ASSERT_TRUE(defaults.count(std::string(one.parameter))) << one.parameter;
    EXPECT_EQ(defaults[std::string(one.parameter)], one.value) << one.parameter;
  }
}

// Nothing is said if the parameters are the defaults, because all patterns hold with the defaults.
// This follows from the tables of samen validate in sim/model/ODD.md, which tests/run --update-odd
// makes.
TEST(Validity, needs_no_reservation_where_all_patterns_hold) {
  std::ifstream file(SAMEN_ODD);
  bool inside = false;
  int rows = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("<!-- validation: begin")) inside = true;
    if (line.starts_with("<!-- validation: end")) inside = false;
    if (!inside || !line.starts_with("| V")) continue;
    ++rows;
    EXPECT_FALSE(line.ends_with("| fails |")) << line;
  }
  EXPECT_GT(rows, 14) << "patterns and their criteria";
}

class ValidityOf : public KnownAnswer {
 protected:
  std::string said(const std::string& settings, const std::string& arms = "\"alone\", \"together\"",
                   const char* language = "en") const {
    const Scenario of =
        scenario("arms = [" + arms + "]\nreplicates = 6\nrecord = [\"summary\"]\n" + settings);
    return validity_of(Batch(written("a.h5", of,
                                     [](RunResult& result) {
                                       if (!has_tables(result.run.arm))
                                         outcome(result, "members") = not_applicable;
                                     })),
                       Language(language));
  }
};

TEST_F(ValidityOf, other_parameters_nothing_is_known_but_where_no_tables_meet) {
  EXPECT_TRUE(
      said("[giving]\nmatch_belief = 0.5\n").starts_with("Parameters differ from the defaults"));
  EXPECT_TRUE(said("[giving]\nmatch_belief = 0.5\n", "\"together\"", "nl")
                  .starts_with("De parameters wijken af van de standaard"));
  EXPECT_EQ(said("[giving]\nmatch_belief = 0.5\n", "\"nothing\", \"alone\""), "");
}

TEST_F(ValidityOf, the_defaults_nothing_needs_to_be_said_whatever_levers_are) {
  EXPECT_EQ(said(""), "");
  EXPECT_EQ(said("[levers]\nmatch = 0.5\npuller = 0\n"), "");
}

}  // namespace
}  // namespace samen::analysis::validity_test
