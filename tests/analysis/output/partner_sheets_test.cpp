// What is in it for each partner: numbers by hand.
#include "analysis/output/partner_sheets.hpp"

#include <cmath>

#include "io/known_answer.hpp"
#include "model/model.hpp"

namespace samen::analysis::partner_sheets_test {
namespace {

constexpr const char* three_arms =
    "arms = [\"nothing\", \"alone\", \"together\"]\nreplicates = 10\n";
enum Row : std::size_t { balance, above, better, tips, served };
enum Column : std::size_t { nothing = 1, alone, together };

/// Alone the first loses 10 k€ in every other run and gains 4 in the rest, the second always loses
/// 20, the third has 0. Together the first two have 30 more, and the third 5 less.
void gains_and_losses(RunResult& result) {
  if (result.run.arm == Arm::nothing) return;
  const double swing = result.run.replicate % 2 ? -10.0 : 4.0;
  const bool meets = result.run.arm == Arm::together;
  result.organisation_net = {swing + (meets ? 30.0 : 0.0), meets ? 10.0 : -20.0,
                             meets ? -5.0 : 0.0};
}

class Partners : public KnownAnswer {
 protected:
  std::string file(const std::string& record, const Formula& formula) const {
    return written("a.h5", scenario(three_arms + record), formula);
  }
  static const Estimate& at(const PartnerSheet& sheet, Row row, Column column) {
    return sheet.table.rows.at(row).at(column).estimate();
  }
};

TEST_F(Partners, have_a_sheet_each) {
  const Batch batch(file("record = [\"summary\"]\n", gains_and_losses));
  const auto sheets = partner_sheets(batch, 0, Language());
  ASSERT_EQ(sheets.size(), 3u);
  EXPECT_EQ(sheets[0].name, "association 1");
  EXPECT_NEAR(at(sheets[0], balance, alone).mean, -3.0, 1e-6);
  EXPECT_NEAR(at(sheets[0], balance, together).mean, 27.0, 1e-6);
  EXPECT_NEAR(at(sheets[0], above, alone).mean, 0.5, 1e-12);
  EXPECT_NEAR(at(sheets[0], better, together).mean, 1.0, 1e-12);
  EXPECT_NEAR(at(sheets[0], better, nothing).mean, 0.5, 1e-12) << "0 is above -10, not above 4";
  EXPECT_EQ(sheets[0].table.rows[better][alone].words(), "–");
  // Six months: 30 less would make the first indifferent, 5 more the third.
  EXPECT_NEAR(at(sheets[0], tips, together).mean, -5.0, 1e-6);
  EXPECT_NEAR(at(sheets[2], tips, together).mean, 5.0 / 6.0, 1e-6);
  // 0 of 10: the Wilson interval goes to z²/(n + z²) with z = 1.959964.
  EXPECT_NEAR(at(sheets[2], better, together).interval->high, 0.2775328, 1e-6);
  EXPECT_EQ(sheets[0].table.rows.size(), 4u) << "the own burden was not recorded";
}

TEST_F(Partners, name_the_worst_off) {
  const Batch batch(file("record = [\"summary\"]\n", gains_and_losses));
  EXPECT_EQ(
      worst_off_partner(batch, 0, Language()),
      "Of all partners association 3 has the least from together instead of alone: -5.00 k€ over "
      "all months, and its own balance is higher in 0 % [0, 28] of 10 pairs.");
}

TEST_F(Partners, see_how_much_of_their_own_burden_is_taken_away) {
  const std::string record = "record = [\"avoided_by_organisation\", \"burden_of_organisation\"]\n";
  const Scenario of = scenario(three_arms + record);
  // At the end the first has avoided 3 of 4 together; the others bear 1 and avoid nothing.
  const Batch batch(written("b.h5", of, [&](RunResult& result) {
    const std::vector<int> kept = recorded(of.record);
    constexpr std::size_t last = 5, own = 3;
    for (std::size_t n = 0; n < kept.size(); ++n) {
      const std::string_view name = observables[static_cast<std::size_t>(kept[n])].name;
      if (name == "burden_of_organisation")
        for (std::size_t i = 0; i < own; ++i) result.series[n][last * own + i] = 1.0F;
      if (name == "avoided_by_organisation" && result.run.arm == Arm::together)
        result.series[n][last * own] = 3.0F;
    }
  }));
  const auto sheets = partner_sheets(batch, 0, Language());
  EXPECT_NEAR(at(sheets[0], served, together).mean, 0.75, 1e-6);
  EXPECT_NEAR(at(sheets[0], served, nothing).mean, 0.0, 1e-12);
  EXPECT_NEAR(at(sheets[1], served, together).mean, 0.0, 1e-12);
}

TEST_F(Partners, name_the_setting_that_records_what_they_lack) {
  EXPECT_EQ(what_sheets_lack(Batch(file("record = [\"summary\"]\n", gains_and_losses))),
            "--set 'run.record=[\"summary\", \"organisations\", \"events\"]'");
  const Batch of_seats(
      written("b.h5",
              scenario(three_arms + std::string("record = [\"seated\", \"motivation\", "
                                                "\"mandate\", \"pledge\", \"days_given\", "
                                                "\"events\"]\n")),
              gains_and_losses));
  EXPECT_EQ(what_sheets_lack(of_seats),
            "--set 'run.record=[\"seated\", \"motivation\", \"mandate\", \"pledge\", "
            "\"days_given\", \"events\", \"avoided_by_organisation\", "
            "\"burden_of_organisation\"]'");
}

TEST_F(Partners, have_a_sheet_for_each_seat) {
  // Six months. The first sits for all of them, with a pledge in three; its delegate has motivation
  // 0.4, mandate 0.6 and gives half a day a month. In every other run another delegate comes in
  // month 2. The second leaves after three months, and in every other run falls short of what
  // others expect of it twice; the third is never there.
  const Scenario of =
      scenario(three_arms + std::string("record = [\"organisations\", \"events\"]\n"));
  const Batch batch(written("b.h5", of, [&](RunResult& result) {
    if (result.run.arm != Arm::together) return;
    const std::vector<int> kept = recorded(of.record);
    constexpr std::size_t months = 6, seats = 3;
    const auto value = [](std::string_view name, std::size_t month, std::size_t seat) {
      if (seat == 2 || (seat == 1 && month >= 3)) return 0.0;
      if (name == "seated") return 1.0;
      if (name == "motivation") return 0.4;
      if (name == "mandate") return 0.6;
      if (name == "pledge") return month % 2 == 0 ? 2.0 : 0.0;
      return name == "days_given" ? 0.5 : 0.0;
    };
    for (std::size_t n = 0; n < kept.size(); ++n) {
      const Observable& row = observables[static_cast<std::size_t>(kept[n])];
      if (row.axis != Axis::seat) continue;
      for (std::size_t month = 0; month < months; ++month)
        for (std::size_t seat = 0; seat < seats; ++seat)
          result.series[n][month * seats + seat] = static_cast<float>(value(row.name, month, seat));
    }
    if (result.run.replicate % 2)
      result.events.push_back(
          {.month = 2, .kind = event::delegate_replaced, .table = 0, .organisation = 0});
    result.events.push_back({.month = 3, .kind = event::leaves, .table = 0, .organisation = 1});
    for (const int month : {0, 1})
      if (result.run.replicate % 2)
        result.events.push_back({.month = month,
                                 .kind = event::expectation_missed,
                                 .table = 0,
                                 .organisation = 1,
                                 .value = 0.6});
  }));
  const auto sheets = partner_sheets(batch, 0, Language());
  enum Measure : std::size_t {
    months,
    motivation,
    mandate,
    go,
    days,
    stayed,
    left,
    replaced,
    missed
  };
  const auto found = [&](std::size_t partner, Measure measure) {
    return sheets.at(partner).delegates.at(0).rows.at(measure).back().estimate().mean;
  };
  ASSERT_EQ(sheets.at(0).delegates.size(), 1u);
  ASSERT_EQ(sheets[0].delegates[0].columns.back().key, "together");
  EXPECT_EQ(sheets[0].delegates[0].title, "association 1 at partnership: who sits there for it");
  EXPECT_NEAR(found(0, months), 6.0, 1e-12);
  EXPECT_NEAR(found(0, motivation), 0.4, 1e-6);
  EXPECT_NEAR(found(0, mandate), 0.6, 1e-6);
  EXPECT_NEAR(found(0, go), 0.5, 1e-6);
  EXPECT_NEAR(found(0, days), 3.0, 1e-6);
  EXPECT_NEAR(found(0, stayed), 1.0, 1e-12);
  EXPECT_NEAR(found(0, left), 0.0, 1e-12);
  EXPECT_NEAR(found(0, replaced), 0.5, 1e-12);
  EXPECT_NEAR(found(1, months), 3.0, 1e-12);
  EXPECT_NEAR(found(1, go), 2.0 / 3.0, 1e-6);
  EXPECT_NEAR(found(1, days), 1.5, 1e-6);
  EXPECT_NEAR(found(1, stayed), 0.0, 1e-12);
  EXPECT_NEAR(found(1, left), 1.0, 1e-12);
  EXPECT_NEAR(found(1, replaced), 0.0, 1e-12);
  EXPECT_NEAR(found(0, missed), 0.0, 1e-12);
  EXPECT_NEAR(found(1, missed), 1.0, 1e-12);
  EXPECT_NEAR(found(2, months), 0.0, 1e-12);
  EXPECT_TRUE(std::isnan(found(2, motivation))) << "nobody ever sat there";
}

TEST_F(Partners, have_no_sheets_where_they_are_many) {
  const std::string many =
      "[[organisation]]\nname = \"club\"\nnumber = 10\n";  // and the three associations
  const Batch batch(written("c.h5", scenario(three_arms + many), [](RunResult&) {}));
  EXPECT_TRUE(partner_sheets(batch, 0, Language()).empty());
  EXPECT_EQ(worst_off_partner(batch, 0, Language()), "");
}

TEST_F(Partners, stand_in_the_report_in_two_languages) {
  const std::string path = file("record = [\"summary\"]\n", gains_and_losses);
  const auto page_in = [&](const std::string& language) {
    const Reply reply = reply_of("report --force " + path + " --language " + language);
    EXPECT_EQ(reply.exit, 0) << reply.complaint;
    return contents_of(this->path("a.html"));
  };
  EXPECT_NE(page_in("en").find("<details><summary>association 3</summary>"), std::string::npos);
  EXPECT_NE(page_in("nl").find(
                "Van alle partners heeft vereniging 3 het minst aan samen in plaats van alleen"),
            std::string::npos);
}

}  // namespace
}  // namespace samen::analysis::partner_sheets_test
