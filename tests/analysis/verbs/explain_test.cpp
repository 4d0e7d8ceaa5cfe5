// Stories told from real result files.
#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "analysis/narrative/board_decisions.hpp"
#include "analysis/narrative/divergence.hpp"
#include "analysis/narrative/phrasebook.hpp"
#include "analysis/narrative/run_narrative.hpp"
#include "analysis/narrative/timeline.hpp"
#include "analysis/narrative/turning_points.hpp"
#include "analysis/results/settings.hpp"
#include "experiment/runner.hpp"
#include "folder.hpp"
#include "io/results_format.hpp"
#include "io/results_writer.hpp"
#include "io/scenario_reader.hpp"
#include "model/names.hpp"

namespace samen::analysis::explain_test {
namespace {

class Explained : public InFolder {
 protected:
  Explained() { scenario_ = scenario(); }

  static Scenario scenario(const std::vector<std::string>& settings = {}) {
    Overrides overrides;
    overrides.replicates = 5;
    overrides.settings = {"run.record=[\"tables\",\"events\",\"decisions\"]"};
    overrides.settings.insert(overrides.settings.end(), settings.begin(), settings.end());
    return read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", overrides);
  }

  std::string written(const Scenario& scenario, const std::string& name,
                      const std::function<void(RunResult&)>& spoil = {}) {
    const std::string path = (folder_ / name).string();
    ResultsWriter writer(scenario, path, {"samen run", 1, "as compiled"});
    runs_.clear();
    run_batch(scenario, 1, [&](const RunResult& result) {
      runs_.push_back(result);
      if (spoil) spoil(runs_.back());
      writer.write(runs_.back());
    });
    writer.finish();
    return path;
  }

  std::string complaint(const std::function<void()>& act) {
    try {
      act();
    } catch (const ResultsError& error) {
      return error.what();
    }
    return "";
  }

  Scenario scenario_;
  std::vector<RunResult> runs_;
};

std::size_t run_of(const Batch& batch, const std::string& arm, std::int64_t pair) {
  return run_of_pair(batch, {batch.arm_named(arm), 0}, pair).value();
}

bool tells(const std::vector<std::string>& paragraphs, const std::string& words) {
  return std::any_of(paragraphs.begin(), paragraphs.end(), [&](const std::string& paragraph) {
    return paragraph.find(words) != std::string::npos;
  });
}

TEST_F(Explained, runs_have_the_events_and_boards_that_were_simulated) {
  const Batch batch(written(scenario_, "a.h5"));
  for (std::size_t run = 0; run < batch.runs(); ++run) {
    const RunNarrative narrative(batch, run);
    std::vector<RunEvent> events = narrative.events();
    std::erase_if(events, [](const auto& event) { return event.kind == "start_money_ends"; });
    ASSERT_EQ(events.size(), runs_[run].events.size());
    for (std::size_t n = 0; n < events.size(); ++n) {
      const Event& event = runs_[run].events[n];
      EXPECT_EQ(events[n].month, event.month);
      EXPECT_EQ(events[n].kind, event_names[static_cast<std::size_t>(event.kind)]);
      EXPECT_EQ(events[n].reason, reason_names[static_cast<std::size_t>(event.reason)]);
      EXPECT_EQ(events[n].organisation, event.organisation);
    }
    EXPECT_EQ(narrative.decisions().size(), 50u * 8u) << "fifty boards of eight organisations";
    for (const RunDecision& decision : narrative.decisions())
      EXPECT_NEAR(decision.keep + decision.alone + decision.together, 1.0, 1e-6);
  }
}

TEST_F(Explained, chronicle_counts_every_event_and_is_read_in_a_minute) {
  const Batch batch(written(scenario_, "a.h5"));
  for (std::size_t run = 0; run < batch.runs(); ++run) {
    const RunNarrative narrative(batch, run);
    for (const Detail detail : {Detail::minute, Detail::everything}) {
      std::size_t events = 0, lines = 0;
      for (const Chapter& chapter : timeline_of(narrative, detail))
        for (const TimelineEntry& line : chapter.lines) {
          events += line.events.size();
          ++lines;
          EXPECT_LE(chapter.first, line.month());
          EXPECT_GE(chapter.last, line.until());
        }
      EXPECT_EQ(events, narrative.events().size());
      if (detail == Detail::minute)
        EXPECT_LE(lines, 25u);
      else
        EXPECT_EQ(lines, events);
    }
  }
  const auto chapters = timeline_of(RunNarrative(batch, 0), Detail::minute);
  ASSERT_EQ(chapters.size(), 3u) << "the start and two policy periods";
  EXPECT_EQ(batch.months()[static_cast<std::size_t>(chapters[1].first)], "2016-01");
}

TEST_F(Explained, what_levers_add_is_told_in_both_languages) {
  const Batch batch(written(
      scenario({"levers.accountability=1", "levers.formality=contract", "levers.surfacing=0",
                "self_interest.surge=0.3", "spaces.levels=all", "spaces.free_staff=0.02"}),
      "a.h5"));
  const RunNarrative narrative(batch, run_of(batch, "together", 0));
  for (const auto& [language, told] :
       {std::pair{
            Language("en"),
            std::vector<std::string>{"called to account", "signs a binding contract",
                                     "friction is smoothed over", "own interest", "no staff free"}},
        {Language("nl"), std::vector<std::string>{"aangesproken: ", "tekent een bindend contract",
                                                  "wrijving wordt toegedekt", "eigen belang",
                                                  "geen personeel vrij"}}}) {
    const Phrasebook say(narrative, language);
    std::vector<std::string> sentences;
    for (const Chapter& chapter : timeline_of(narrative, Detail::everything))
      for (const TimelineEntry& line : chapter.lines) sentences.push_back(say.sentence(line));
    for (const std::string& words : told) EXPECT_TRUE(tells(sentences, words)) << words;
  }
}

TEST_F(Explained, turning_points_are_where_the_pace_of_recorded_progress_changes) {
  const Batch batch(written(scenario_, "a.h5"));
  const RunNarrative narrative(batch, run_of(batch, "together", 0));
  const auto progress = batch.file().row("progress", narrative.run());
  const auto mean = [&](int t) {
    double sum = 0.0;
    for (std::size_t k = 0; k < 7; ++k) sum += progress[static_cast<std::size_t>(t) * 7 + k] / 7.0;
    return sum;
  };
  const auto points = turning_points_of(narrative, Language("en"));
  ASSERT_FALSE(points.empty());
  for (const TurningPoint& point : points) {
    const int end = std::min(149, point.month + 12);
    const int start = std::max(0, point.month - 12);
    EXPECT_NEAR(point.before, (mean(point.month) - mean(start)) * 12.0 / (point.month - start),
                1e-12);
    EXPECT_NEAR(point.after, (mean(end) - mean(point.month)) * 12.0 / (end - point.month), 1e-12);
  }
}

TEST_F(Explained, what_happens_around_a_turning_point_is_not_called_its_cause) {
  const Batch batch(written(scenario_, "a.h5"));
  const auto told_in_a_run = [&](const char* language, const char* words) {
    for (int replicate = 0; replicate < 5; ++replicate) {
      const RunNarrative narrative(batch, run_of(batch, "together", replicate));
      if (tells(narrative_paragraphs(narrative, Language(language)), words)) return true;
    }
    return false;
  };
  EXPECT_TRUE(told_in_a_run("en", "need not be its cause"));
  EXPECT_TRUE(told_in_a_run("nl", "hoeft er niet de oorzaak van"));
  const RunNarrative nothing(batch, run_of(batch, "nothing", 0));
  EXPECT_FALSE(tells(narrative_paragraphs(nothing, Language("en")), "its cause"))
      << "no turning point";
}

TEST_F(Explained, boards_are_counted_once_by_their_largest_share) {
  const Batch batch(written(scenario_, "a.h5"));
  for (const auto& [arm, may_go_alone] : {std::pair{"alone", true}, {"only_together", false}}) {
    const RunNarrative narrative(batch, run_of(batch, arm, 2));
    const auto parts = decisions_by_organisation(narrative);
    EXPECT_EQ(parts.size(), 8u);
    for (const auto& [who, organisations, sum] : parts) {
      EXPECT_EQ(organisations, 1u) << who;
      EXPECT_EQ(sum.boards, 50u);
      EXPECT_EQ(sum.keep + sum.alone + sum.together, sum.boards);
      EXPECT_EQ(sum.alone_closed, may_go_alone ? 0u : 50u);
      EXPECT_GE(sum.together_closed, may_go_alone ? 50u : 1u) << "before a table is at work";
    }
  }
}

TEST_F(Explained, middle_run_has_as_many_above_as_below) {
  const Batch batch(written(scenario_, "a.h5"));
  const Treatment together{batch.arm_named("together"), 0};
  const auto values = batch.values("net_value", together);
  const double middle = batch.column("net_value")[middle_run(batch, together)];
  EXPECT_EQ(std::count_if(values.begin(), values.end(), [&](double v) { return v < middle; }), 2);
  EXPECT_EQ(std::count_if(values.begin(), values.end(), [&](double v) { return v > middle; }), 2);
}

TEST_F(Explained, arms_part_at_the_first_board) {
  const Batch batch(written(scenario_, "a.h5"));
  const RunNarrative together(batch, run_of(batch, "only_together", 1));
  const RunNarrative alone(batch, run_of(batch, "alone", 1));
  const Divergence divergence = divergence_of(together, alone);
  EXPECT_EQ(divergence.first, 0);
  EXPECT_EQ(divergence.first_decisions, 0);
  EXPECT_EQ(divergence.decisions.size(), 8u) << "all go alone, where they may";
  ASSERT_TRUE(divergence.visible.has_value());
  EXPECT_GT(*divergence.visible, 0);
  EXPECT_TRUE(tells(divergence_paragraphs(together, alone, Language("en")),
                    "under “alone” they keep their money or work alone"));
  EXPECT_TRUE(
      tells(divergence_paragraphs(together, alone, Language("nl")), "gaan uiteen in 2013-07"));
}

TEST_F(Explained, runs_never_part_from_themselves) {
  const Batch batch(written(scenario_, "a.h5"));
  const RunNarrative one(batch, run_of(batch, "only_together", 0));
  const Divergence none = divergence_of(one, RunNarrative(batch, one.run()));
  EXPECT_FALSE(none.first.has_value());
  EXPECT_FALSE(none.visible.has_value());
  EXPECT_TRUE(tells(divergence_paragraphs(one, one, Language("en")), "They never part"));
}

TEST_F(Explained, scenarios_part_where_their_difference_begins) {
  const Batch four_years(written(scenario_, "four_years.h5"));
  const Batch longer(written(scenario({"levers.seed_months=57"}), "longer.h5"));
  const auto differences = setting_differences(four_years, longer);
  ASSERT_EQ(differences.size(), 1u);
  EXPECT_EQ(differences[0].name, "levers.seed_months");
  EXPECT_EQ(differences[0].first, "48");
  EXPECT_EQ(differences[0].second, "57");
  const std::size_t run = run_of(four_years, "together", 3);
  const Divergence divergence =
      divergence_of(RunNarrative(four_years, run), RunNarrative(longer, run));
  EXPECT_EQ(divergence.first, 48) << "the first month without start money";
}

TEST_F(Explained, runs_that_do_not_share_their_luck_are_refused) {
  const Batch batch(written(scenario_, "a.h5"));
  EXPECT_NE(complaint([&] {
              divergence_of(RunNarrative(batch, 0), RunNarrative(batch, batch.runs() - 1));
            }).find("replicates 0 and 4"),
            std::string::npos);
  scenario_.seed = 7;
  const Batch elsewhere(written(scenario_, "b.h5"));
  EXPECT_NE(complaint([&] {
              divergence_of(RunNarrative(batch, 0), RunNarrative(elsewhere, 0));
            }).find("seed 2013"),
            std::string::npos);
}

TEST_F(Explained, runs_that_are_not_there_or_failed_have_no_story) {
  const auto broken = [](RunResult& result) {
    if (result.run.index != 6) return;
    const PlannedRun run = result.run;
    result = {};
    result.run = run;
    result.failed = true;
    result.message = "trust is a share (month 149)";
  };
  const Batch batch(written(scenario_, "a.h5", broken));
  EXPECT_NE(
      complaint([&] { RunNarrative(batch, 6); }).find("run 6 failed and has no story: trust is"),
      std::string::npos);
  EXPECT_NE(complaint([&] { RunNarrative(batch, 20); }).find("expected a run from 0 to 19, got 20"),
            std::string::npos);
}

TEST_F(Explained, who_pulls_and_who_pays_is_told_in_both_languages) {
  const Batch batch(written(
      scenario({"levers.puller_kind=volunteer", "pulling.burn_out=6", "levers.money_free_months=6",
                "levers.term_months=12", "funding.renewed=0.3", "levers.threshold=12"}),
      "unpaid.h5"));
  std::vector<std::string> english, dutch;
  for (const std::int64_t pair : {0, 1, 2, 3, 4}) {
    const RunNarrative narrative(batch, run_of(batch, "together", pair));
    for (const Chapter& chapter : timeline_of(narrative, Detail::everything))
      for (const TimelineEntry& line : chapter.lines) {
        english.push_back(Phrasebook(narrative, Language("en")).sentence(line));
        dutch.push_back(Phrasebook(narrative, Language("nl")).sentence(line));
      }
  }
  for (const char* words : {"new volunteer puller", "as unpaid puller: ", "money becomes a subject",
                            "the application for a new term fails", "a new term of funding is won",
                            "1 board that pledges too little"})
    EXPECT_TRUE(tells(english, words)) << words;
  for (const char* words :
       {"nieuwe vrijwillige trekker", "opgebrand", "geld komt ter sprake",
        "de aanvraag voor een nieuwe termijn mislukt", "een nieuwe termijn is toegekend",
        "1 bestuursronde zegt te weinig toe"})
    EXPECT_TRUE(tells(dutch, words)) << words;
  EXPECT_FALSE(tells(english, "the partners pay the puller")) << "nobody pays a volunteer";

  const Batch rotating(written(scenario({"levers.puller_kind=rotating"}), "rotating.h5"));
  const RunNarrative narrative(rotating, run_of(rotating, "together", 0));
  EXPECT_TRUE(tells(narrative_paragraphs(narrative, Language("en")), "role of puller"));
  EXPECT_TRUE(tells(narrative_paragraphs(narrative, Language("nl")), "trekkersrol"));
}

TEST_F(Explained, without_events_the_table_of_runs_is_told) {
  const Batch batch(written(scenario({"run.record=[\"tables\"]"}), "bare.h5"));
  const RunNarrative narrative(batch, middle_run(batch, {batch.arm_named("together"), 0}));
  EXPECT_FALSE(narrative.has_events());
  EXPECT_FALSE(narrative.has_decisions());
  const auto& events = narrative.events();
  EXPECT_TRUE(std::any_of(events.begin(), events.end(),
                          [](const auto& event) { return event.kind == "operating"; }));
  const auto paragraphs = narrative_paragraphs(narrative, Language("en"));
  EXPECT_TRUE(tells(paragraphs, "the table gets to work"));
  EXPECT_TRUE(tells(paragraphs, "Events were not recorded"));
  EXPECT_TRUE(tells(paragraphs, "decided was not recorded"));
}

TEST_F(Explained, tell_of_what_happens_only_where_it_is_asked_for_in_both_languages) {
  Scenario open = scenario_from(R"([[goal]]
name = "first"
[[organisation]]
name = "club"
number = 6
[[organisation]]
name = "resident"
structure = false
[[table]]
name = "platform"
founders = ["club 1", "club 2", "club 3", "club 4"]
[levers]
operate_after = 0
mandated = 0.3
obstacles = 6
network = 1
bottleneck = 1
[entry]
rate = 12
admission = 1
[leaving]
pushed_out = 3
[network]
interval = 6
method = 0.5
[run]
replicates = 3
arms = ["together"]
record = ["tables", "events"]
)",
                                "open.toml");
  Scenario pool = scenario_from(R"([[goal]]
name = "first"
[[organisation]]
name = "club"
number = 9
[[table]]
name = "red"
network = 1
[[table]]
name = "blue"
network = 1
method = 0.9
[levers]
team_months = 12
[run]
replicates = 3
arms = ["together"]
record = ["tables", "events"]
)",
                                "pool.toml");
  std::vector<std::string> english, dutch;
  for (const Scenario* scenario : {&open, &pool}) {
    const Batch batch(written(*scenario, scenario == &open ? "open.h5" : "pool.h5"));
    for (std::size_t run = 0; run < batch.runs(); ++run) {
      const RunNarrative narrative(batch, run);
      for (const RunEvent& event : narrative.events()) {
        english.push_back(Phrasebook(narrative, Language("en")).sentence(event));
        dutch.push_back(Phrasebook(narrative, Language("nl")).sentence(event));
      }
    }
  }
  for (const char* words :
       {"new: ", "pushed out", "what the law asks", "practical obstacle", "out of the way",
        "learning network", "a new team forms", "through which all must pass"})
    EXPECT_TRUE(tells(english, words)) << words;
  for (const char* words :
       {"nieuw: ", "buitengewerkt", "wat de wet vraagt", "praktische hindernis",
        "uit de weg geruimd", "lerend netwerk", "een nieuw team", "waar alles langs moet"})
    EXPECT_TRUE(tells(dutch, words)) << words;
  for (const std::string_view kind : event_names)
    if (kind.find('_') != std::string_view::npos) {
      EXPECT_FALSE(tells(english, std::string(kind))) << kind;
    }
}

}  // namespace
}  // namespace samen::analysis::explain_test
