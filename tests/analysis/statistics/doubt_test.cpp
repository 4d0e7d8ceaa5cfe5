// The experiment of samen doubt, and what is said of its result files.
#include "analysis/statistics/doubt.hpp"

#include <cmath>

#include "analysis/narrative/reservations.hpp"
#include "analysis/output/doubt_tables.hpp"
#include "analysis/pictures/drawing/doubt.hpp"
#include "experiment/runner.hpp"
#include "io/doubt_design.hpp"
#include "io/known_answer.hpp"

namespace samen::analysis::doubt_test {
namespace {

namespace fs = std::filesystem;

const std::string hefboom8 = std::string(SAMEN_SCENARIOS) + "/hefboom8.toml";

const Assumption& named(const std::vector<Assumption>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Assumption& each) { return each.name == name; });
  if (found == all.end()) throw std::invalid_argument("no assumption " + name);
  return *found;
}

bool is_among(const std::vector<Assumption>& all, const std::string& name) {
  return std::any_of(all.begin(), all.end(),
                     [&](const Assumption& each) { return each.name == name; });
}

TEST(Doubted, assumptions_are_what_their_source_says_and_no_lever) {
  const Scenario scenario = read_scenario(hefboom8);
  const auto all = assumptions_of(scenario, 0.2);
  EXPECT_TRUE(is_among(all, "meeting.attendance_boost"));
  EXPECT_FALSE(is_among(all, "production.pair_overhead")) << "counted in Flanders";
  EXPECT_FALSE(is_among(all, "levers.safety")) << "a lever of the table";
  for (const Assumption& each : all) {
    const auto plausible = parameter_named(each.name)->plausible;
    EXPECT_TRUE(each.source.find("assumption") != std::string::npos ||
                each.source.find("fitted to") != std::string::npos || plausible)
        << each.name;
    EXPECT_FALSE(each.name.starts_with("levers.")) << each.name;
    EXPECT_EQ(each.role == AssumptionRole::zero, each.usual == 0.0) << each.name;
    if (each.role != AssumptionRole::varied) continue;
    EXPECT_LT(each.low, each.high) << each.name;
    if (plausible) continue;
    EXPECT_GE(each.low, each.usual - 0.2 * std::fabs(each.usual) - 1e-12) << each.name;
    EXPECT_LE(each.high, each.usual + 0.2 * std::fabs(each.usual) + 1e-12) << each.name;
  }
}

TEST(Doubted, assumptions_stay_within_spread_and_what_is_admissible) {
  const Scenario scenario = read_scenario(
      hefboom8, {.settings = {"delegates.motivation_mean=0.9", "leaving.faded_months=3"}});
  const auto all = assumptions_of(scenario, 0.2);
  EXPECT_DOUBLE_EQ(named(all, "trust.gain").low, 0.064);
  EXPECT_DOUBLE_EQ(named(all, "trust.gain").high, 0.096);
  EXPECT_DOUBLE_EQ(named(all, "delegates.motivation_mean").low, 0.72) << "of the scenario's value";
  EXPECT_EQ(named(all, "delegates.motivation_mean").high, 1.0) << "a share";
  EXPECT_EQ(named(all, "leaving.faded_months").role, AssumptionRole::too_coarse)
      << "2.4 to 3.6 months";
  EXPECT_EQ(named(assumptions_of(scenario, 0.4), "leaving.faded_months").low, 2.0);
}

TEST(Doubted, an_assumption_moves_over_all_that_its_source_leaves_open) {
  const auto all = assumptions_of(read_scenario(hefboom8), 0.2);
  EXPECT_EQ(named(all, "policy.own_uptake").low, 0.0) << "no source says what it is";
  EXPECT_EQ(named(all, "policy.own_uptake").high, 1.0);
  EXPECT_DOUBLE_EQ(named(all, "delivery.matching").low, 0.656) << "less than the 0.7 of its source";
  EXPECT_DOUBLE_EQ(named(all, "delivery.matching").high, 0.984);
  const auto narrow = assumptions_of(read_scenario(hefboom8), 0.01);
  EXPECT_EQ(named(narrow, "delivery.matching").low, 0.7);
  EXPECT_EQ(named(narrow, "delivery.matching").high, 0.95);
}

TEST(Doubted, a_scenario_that_states_a_value_of_its_own_moves_it_by_the_spread) {
  const auto all =
      assumptions_of(read_scenario(hefboom8, {.settings = {"delegates.turnover=0.5"}}), 0.2);
  EXPECT_DOUBLE_EQ(named(all, "delegates.turnover").low, 0.4) << "sources leave 0.08 to 0.3 open";
  EXPECT_DOUBLE_EQ(named(all, "delegates.turnover").high, 0.6);
}

TEST(Doubted, assumptions_that_every_organisation_replaces_never_act) {
  int replaced = 0;
  for (const auto& entry : fs::directory_iterator(SAMEN_SCENARIOS)) {
    if (entry.path().extension() != ".toml" || entry.path().stem() == "claims") continue;
    const Scenario scenario = plain(read_scenario(entry.path()), FundingCase::as_it_stands, 1);
    const auto all = assumptions_of(scenario, 0.2);
    for (const Assumption& each : all)
      if (each.role == AssumptionRole::never_acts) ++replaced;
    EXPECT_EQ(in_doubt(scenario, all, 2, 1).design.points(), 2) << entry.path();
    EXPECT_NO_THROW(moved(scenario, {all}, RangeEnd::high)) << entry.path();
  }
  EXPECT_GT(replaced, 6) << "of keten alone there are eight";
}

TEST(Doubted, own_money_is_all_there_is_wherever_outside_money_was_set) {
  std::string text = "include = \"" + hefboom8 + "\"\n[levers]\nmatch = 0.5\n" +
                     "[giving]\nsolo_match = 1\n" +
                     "[[table]]\nname = \"one\"\nmatch = 1\nlead_gift = 10\n" +
                     "[[table]]\nname = \"other\"\nseed_money = 3\n";
  const Scenario scenario = scenario_from(text, "two tables");
  for (const TableLayout& table :
       plain(scenario, FundingCase::own_money, 4).setting.layout.tables) {
    EXPECT_EQ(table.levers.match, 0.0) << table.name;
    EXPECT_EQ(table.levers.lead_gift, 0.0) << table.name;
    EXPECT_EQ(table.levers.seed_money, 0.0) << table.name;
    EXPECT_EQ(table.levers.puller, 0.6) << "the rest stays";
  }
  EXPECT_EQ(plain(scenario, FundingCase::own_money, 4).setting.parameters.giving.solo_match, 0.0);
  const Scenario same = plain(scenario, FundingCase::as_it_stands, 4);
  EXPECT_EQ(same.setting.parameters.giving.solo_match, 1.0);
  EXPECT_EQ(same.setting.layout.tables[0].levers.match, 1.0);
  EXPECT_EQ(same.setting.layout.tables[1].levers.match, 0.5);
  EXPECT_EQ(same.replicates, 4);
  EXPECT_FALSE(same.record.tables || same.record.events);
}

TEST(Doubted, scenario_as_it_stands_runs_as_it_did) {
  Scenario scenario = read_scenario(hefboom8, {.settings = {}, .replicates = 3});
  const auto hashes = [](const Scenario& of) {
    std::vector<std::uint64_t> found;
    run_batch(of, 1, [&](const RunResult& result) { found.push_back(result.trajectory_hash); });
    return found;
  };
  EXPECT_EQ(hashes(plain(scenario, FundingCase::as_it_stands, 3)), hashes(scenario));
  EXPECT_NE(hashes(plain(scenario, FundingCase::own_money, 3)), hashes(scenario));
}

TEST(Doubted, design_moves_all_that_is_varied_and_nothing_else) {
  const Scenario scenario = read_scenario(hefboom8);
  auto all = assumptions_of(scenario, 0.1);
  for (Assumption& each : all)
    if (each.role == AssumptionRole::varied && each.name != "trust.gain" &&
        each.name != "leaving.faded_months" && each.name != "elan.half_life")
      each.role = AssumptionRole::never_acts;
  const Scenario sets = in_doubt(plain(scenario, FundingCase::as_it_stands, 16), all, 8, 7);
  ASSERT_EQ(sets.design.points(), 8);
  std::vector<std::string> names;
  for (const DesignFactor& factor : sets.design.factors) names.push_back(factor.name);
  EXPECT_EQ(names, std::vector<std::string>{"trust.gain"}) << "6 months moved by a tenth stay 6";
  std::set<double> seen;
  for (int point = 0; point < 8; ++point) {
    const double gain = setting_at(sets.design, point).parameters.trust.gain;
    EXPECT_GE(gain, 0.072);
    EXPECT_LE(gain, 0.088);
    seen.insert(gain);
  }
  EXPECT_EQ(seen.size(), 8u) << "a cell each";
}

TEST(Doubted, groups_are_moved_together_and_at_point_zero_nothing_is) {
  const Scenario base = plain(read_scenario(hefboom8), FundingCase::as_it_stands, 16);
  const auto all = assumptions_of(base, 0.2);
  const Assumption gain = named(all, "trust.gain"), boost = named(all, "meeting.attendance_boost");
  const Scenario by_groups = moved(base, {{gain}, {gain, boost}}, RangeEnd::high);
  ASSERT_EQ(by_groups.design.points(), 3);
  EXPECT_EQ(setting_at(by_groups.design, 0).parameters.trust.gain, 0.08);
  EXPECT_DOUBLE_EQ(setting_at(by_groups.design, 1).parameters.trust.gain, 0.096);
  EXPECT_EQ(setting_at(by_groups.design, 1).parameters.meeting.attendance_boost, 1.08);
  EXPECT_DOUBLE_EQ(setting_at(by_groups.design, 2).parameters.meeting.attendance_boost, 1.31);
  EXPECT_DOUBLE_EQ(setting_at(moved(base, {{gain}}, RangeEnd::low).design, 1).parameters.trust.gain,
                   0.064);
}

// ---- what is said of it -------------------------------------------------------------------------

/// A doubt over two assumptions of which one decides: together ends 1 M€ times (4 place − 1) ahead
/// of alone, so that 30 of 40 sets in cells of equal width are above 0. With own money only,
/// together has 2 M€ less, so that 10 sets are above 0.
class DoubtKnown : public KnownAnswer {
 protected:
  Scenario known(int replicates) const {
    return scenario("arms = [\"alone\", \"together\", \"only_together\"]\nreplicates = " +
                    std::to_string(replicates) + "\nrecord = [\"summary\"]\n");
  }

  static void make_known(RunResult& result, double ahead, double outside) {
    // One replicate above, the next as much below: the mean is exact.
    const double luck = result.run.replicate % 2 ? 100.0 : -100.0;
    const bool together = result.run.arm == Arm::together;
    const bool bound = result.run.arm == Arm::only_together;
    outcome(result, "net_value") =
        5000.0 + (together ? ahead + luck : 0.0) + (bound ? 500.0 + luck : 0.0);
    outcome(result, "burden_of_society") = outcome(result, "net_value");  // the same, no better
    outcome(result, "avoided_cost") = 9000.0;
    outcome(result, "members") = result.run.arm == Arm::alone ? not_applicable : 3.0;
    outcome(result, "own_effort") = 1000.0;
    outcome(result, "matched_money") = together ? outside : 0.0;
    outcome(result, "seed_money") = together ? outside / 4.0 : 0.0;
    outcome(result, "invested") = 1000.0 + (together ? 1.25 * outside : 0.0);
  }

  /// Writes the four files. Of the assumptions trust.gain and another one move.
  std::string doubt_folder(const Scenario& of, const std::string& other = "conflict.rate") const {
    auto all = assumptions_of(of, 0.2);
    for (Assumption& each : all)
      if (each.name != "trust.gain" && each.name != other && each.role == AssumptionRole::varied)
        each.role = AssumptionRole::never_acts;
    fs::create_directories(path("known.doubt"));
    for (const FundingCase funding : {FundingCase::as_it_stands, FundingCase::own_money}) {
      const bool own = funding == FundingCase::own_money;
      const double less = own ? 2000.0 : 0.0, outside = own ? 0.0 : 800.0;
      const std::string suffix = own ? "_own_money.h5" : ".h5";
      Scenario base = plain(of, funding, 10);
      base.doubt = json_of({"scenario", funding, 0.2, "asked for"}, all);
      written("known.doubt/scenario" + suffix, base,
              [&](RunResult& result) { make_known(result, 1000.0 - less, outside); });
      Scenario sets = in_doubt(plain(of, funding, 6), all, 40, 1);
      sets.doubt = json_of({"sets", funding, 0.2, "asked for"}, all);
      const std::size_t gain = sets.design.factors[0].name == "trust.gain" ? 0 : 1;
      written("known.doubt/sets" + suffix, sets, [&](RunResult& result) {
        const double place = sets.design.place(result.run.point, gain);
        make_known(result, 1000.0 * (4.0 * place - 1.0) - less, outside);
      });
    }
    return path("known.doubt");
  }
};

TEST_F(DoubtKnown, share_of_the_sets_is_counted) {
  const Doubt doubt(doubt_folder(known(10)));
  EXPECT_EQ(doubt.count("varied"), 2u);
  ASSERT_EQ(doubt.fundings().size(), 2u);
  const ArmPair answer{"together", "alone"};
  EXPECT_EQ(doubt.comparisons().front(), answer);
  const DoubtedDifference found = doubt.as_it_stands().difference(answer);
  EXPECT_DOUBLE_EQ(found.usual.mean, 1000.0);
  EXPECT_EQ(found.usual.n, 10u);
  EXPECT_EQ(found.above.n, 40u);
  EXPECT_DOUBLE_EQ(found.above.mean, 0.75);
  // Wilson (1927) of 30 in 40; R 4.2.2: prop.test(30, 40, correct = FALSE)
  EXPECT_NEAR(found.above.interval->low, 0.5981, 1e-4);
  EXPECT_NEAR(found.above.interval->high, 0.8581, 1e-4);
  EXPECT_LT(found.clearly_above.mean, 0.75) << "the sets next to 0 are not clear";
  EXPECT_GT(found.clearly_above.mean, 0.65);
  EXPECT_DOUBLE_EQ(doubt.own_money()->difference(answer).above.mean, 0.25);
  EXPECT_DOUBLE_EQ(doubt.own_money()->difference({"only_together", "alone"}).above.mean, 1.0);
}

TEST_F(DoubtKnown, who_moves_further_than_the_spread_is_counted) {
  const Doubt narrow(doubt_folder(known(10)));
  EXPECT_EQ(narrow.wider(), 0u);
  EXPECT_EQ(reach_in(Language("en"), narrow), "20 % off");
  fs::remove_all(path("known.doubt"));
  const Doubt wide(doubt_folder(known(10), "policy.own_uptake"));
  EXPECT_EQ(wide.count("varied"), 2u);
  EXPECT_EQ(wide.wider(), 1u);
  EXPECT_EQ(reach_in(Language("en"), wide),
            "20 % off (1 further, as far as their sources leave open)");
  EXPECT_EQ(reach_in(Language("nl"), wide), "20 % (1 verder, zo ver als hun bronnen openlaten)");
}

TEST_F(DoubtKnown, what_decides_is_named) {
  const Doubt doubt(doubt_folder(known(10)));
  const DoubtedFunding& funding = doubt.as_it_stands();
  const Drivers found = funding.drivers({"together", "alone"}, 200);
  ASSERT_EQ(found.strongest.size(), 2u);
  EXPECT_EQ(funding.sets().factors()[found.strongest[0].factor].name, "trust.gain");
  EXPECT_GT(found.strongest[0].value, 0.999);
}

TEST_F(DoubtKnown, answer_has_its_reservations_beside_it) {
  const Scenario of = known(10);
  const std::string file =
      written("known.h5", of, [](RunResult& result) { make_known(result, 1000.0, 800.0); });
  {
    const Batch batch(file);
    EXPECT_FALSE(doubt_beside(batch));
    EXPECT_EQ(
        reservations_on(batch, nullptr),
        (std::vector<std::string>{
            "Together has outside money that alone does not get: 1.00 M€ a run (match 0.80, "
            "start money 0.20).",
            "Only together (own work forbidden) ends 0.50 M€ ahead of alone (0.42 to 0.58, n = 10 "
            "pairs).",
            "The interval is luck only: samen doubt SCENARIO.toml shows how far this hangs on "
            "the assumptions."}));
  }
  doubt_folder(of);
  const Batch batch(file);
  const auto doubt = doubt_beside(batch);
  ASSERT_TRUE(doubt);
  const auto told = reservations_on(batch, &*doubt);
  ASSERT_EQ(told.size(), 6u);
  EXPECT_EQ(told[1],
            "Only together (own work forbidden) ends 0.50 M€ ahead of alone (0.42 to 0.58, n = 10 "
            "pairs).");
  // t(9) = 2.262 of 100, -100 …: 105.4 / sqrt(10) * 2.262 = 75.
  EXPECT_EQ(told[2], "With own money only alone is ahead by 1.00 M€ (0.92 to 1.08, n = 10 pairs).");
  EXPECT_EQ(told[3],
            "With all 2 assumptions that act up to 20 % off, together is ahead of alone in 75 % "
            "[60, 86] of 40 sets of assumptions, with own money only in 25 % [14, 40].");
  EXPECT_TRUE(
      told[4].starts_with("What decides most (partial rank correlation): trust.gain 1.00 (share of "
                          "a pleasant surprise taken into trust)"))
      << told[4];
  EXPECT_EQ(told[5],
            "Only together beats alone in 100 % [91, 100] of the sets, with own money only "
            "in 100 % [91, 100].");
  const auto dutch = reservations_on(batch, &*doubt, Language("nl"));
  EXPECT_EQ(
      dutch[0],
      "Samen krijgt geld van buiten dat alleen niet krijgt: 1,00 M€ per run (cofinanciering 0,80, "
      "startgeld 0,20).");
  EXPECT_TRUE(
      dutch[4].starts_with("Wat het zwaarst weegt (partiële rangcorrelatie): trust.gain 1,00 (deel "
                           "van een meevaller dat in vertrouwen omslaat)"))
      << dutch[4];
  EXPECT_EQ(dutch[2],
            "Met enkel eigen geld ligt alleen 1,00 M€ voor (0,92 tot 1,08, n = 10 paren).");
  const Reply summary = reply_of("summary " + file);
  for (const std::string& sentence : told)
    EXPECT_NE(summary.text.find("        " + sentence + "\n"), std::string::npos) << sentence;
}

TEST_F(DoubtKnown, of_a_measure_of_which_more_is_not_better_nobody_wins) {
  const Scenario of = scenario(
      "arms = [\"alone\", \"together\", \"only_together\"]\nreplicates = 10\nrecord = "
      "[\"summary\"]\n"
      "[scenario.answer]\nmeasure = \"burden_of_society\"\n");
  const Batch batch(
      written("known.h5", of, [](RunResult& result) { make_known(result, 1000.0, 800.0); }));
  const Doubt doubt(doubt_folder(of));
  const auto told = reservations_on(batch, &doubt);
  EXPECT_EQ(told[1],
            "Only together (own work forbidden) has 0.50 M€ more than alone (0.42 to 0.58, n = 10 "
            "pairs).");
  EXPECT_EQ(told[2], "With own money only alone has more by 1.00 M€ (0.92 to 1.08, n = 10 pairs).");
  EXPECT_NE(told[3].find("together has more than alone in 75 %"), std::string::npos) << told[3];
  EXPECT_NE(told[5].find("Only together has more than alone in 100 %"), std::string::npos)
      << told[5];
  for (const Language language : {Language("en"), Language("nl")})
    for (const std::string& sentence : reservations_on(batch, &doubt, language))
      for (const char* winning : {"ahead", "beats", "voor ", "wint"})
        EXPECT_EQ(sentence.find(winning), std::string::npos) << sentence;
  const std::string title = picture_of(doubt, Language("en")).title;
  EXPECT_EQ(title.find("ahead"), std::string::npos) << title;
}

TEST_F(DoubtKnown, of_points_is_of_the_scenario_without_them) {
  const Scenario of = scenario(
      "arms = [\"alone\", \"together\"]\nreplicates = 10\nrecord = [\"summary\"]\n[design]\n"
      "kind = \"grid\"\n[design.factors]\nlevers.match = [0, 1]\n");
  const Batch batch(written("points.h5", of, [](RunResult& result) {
    make_known(result, 1000.0, result.run.point == 0 ? 0.0 : 800.0);
  }));
  EXPECT_EQ(reservations_on(batch, nullptr),
            (std::vector<std::string>{
                "Outside money a run, over the design points: together 0.00 to 1.00 M€.",
                "The intervals are luck only: they say nothing of the assumptions."}));
  const Doubt doubt(doubt_folder(of));
  EXPECT_EQ(another_scenario(batch, doubt), "") << "a doubt leaves the design out";
  EXPECT_EQ(reservations_on(batch, &doubt)[1],
            "The intervals are luck only: they say nothing of the assumptions (samen doubts shows "
            "them for the scenario without its points).");
}

TEST_F(DoubtKnown, of_another_scenario_is_not_beside_an_answer) {
  doubt_folder(known(10));
  Scenario other = scenario(
      "arms = [\"alone\", \"together\"]\nreplicates = 10\nrecord = [\"summary\"]\n[levers]\nmatch "
      "= "
      "0.5\n");
  const Batch batch(
      written("known.h5", other, [](RunResult& result) { make_known(result, 1000.0, 800.0); }));
  EXPECT_FALSE(doubt_beside(batch));
  EXPECT_NE(another_scenario(batch, Doubt(path("known.doubt"))).find("levers.match"),
            std::string::npos);
}

TEST_F(DoubtKnown, report_draws_it_below_the_answer) {
  const Scenario of = known(10);
  const std::string file =
      written("known.h5", of, [](RunResult& result) { make_known(result, 1000.0, 800.0); });
  const auto page = [&](const std::string& options) {
    const Reply reply = reply_of("report --force " + file + " -o " + path("page.html") + options);
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    return contents_of(path("page.html"));
  };
  EXPECT_EQ(page("").find("sets of assumptions"), std::string::npos);
  const std::string folder = doubt_folder(of);
  const std::string english = page("");
  for (const char* words :
       {"Together is ahead of alone in 75 % of the sets of assumptions",
        "Own money only: together is ahead in 25 % of 40 sets",
        "With own money only alone is ahead by 1.00 M€", "trust.gain", "the scenario itself"})
    EXPECT_NE(english.find(words), std::string::npos) << words;
  const std::string dutch = page(" --language nl --doubt " + folder);
  for (const char* words : {"Samen ligt voor op alleen in 75 % van de reeksen aannames",
                            "Enkel eigen geld: samen ligt voor in 25 % van 40 reeksen",
                            "Met enkel eigen geld ligt alleen 1,00 M€ voor"})
    EXPECT_NE(dutch.find(words), std::string::npos) << words;
  const Scenario other = scenario(
      "arms = [\"alone\", \"together\"]\nreplicates = 10\nrecord = [\"summary\"]\n[levers]\nmatch "
      "= "
      "0.5\n");
  const std::string of_other =
      written("other.h5", other, [](RunResult& result) { make_known(result, 1000.0, 800.0); });
  const Reply refused = reply_of("report " + of_other + " --doubt " + folder);
  EXPECT_EQ(refused.exit, 2);
  EXPECT_NE(refused.complaint.find("doubts another scenario: levers.match 0.5 here"),
            std::string::npos)
      << refused.complaint;
}

TEST_F(DoubtKnown, table_is_for_machines_too) {
  const std::string folder = doubt_folder(known(10));
  const Reply csv = reply_of("doubts " + folder + " --format csv --only differences");
  ASSERT_EQ(csv.exit, 0) << csv.complaint;
  const auto rows = records_of_csv(csv.text);
  ASSERT_EQ(rows.size(), 4u);  // two comparisons, two kinds of money
  EXPECT_EQ(rows[0].at("difference"), "together − alone");
  EXPECT_EQ(rows[0].at("above"), "0.75");
  EXPECT_EQ(rows[2].at("money"), "own money only");
  EXPECT_EQ(rows[2].at("above"), "0.25");
  const auto parameters =
      records_of_csv(reply_of("doubts " + folder + " --format csv --only assumptions").text);
  EXPECT_EQ(parameters.size(), Doubt(folder).parameters().size());
  EXPECT_NE(reply_of("doubts " + folder).text.find("change no run"), std::string::npos);
  fs::remove(fs::path(folder) / "sets.h5");
  EXPECT_EQ(reply_of("doubts " + folder).exit, 2);
}

}  // namespace
}  // namespace samen::analysis::doubt_test
