// 7.43 Levers change on the way.
#include "model/world/changes.hpp"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "model/parameter_table.hpp"
#include "model/scene.hpp"

namespace samen::testing::changes_test {
namespace {

constexpr int months = 36;

/// The place of a lever in the table of levers.
int place_of(std::string_view name) {
  const auto& rows = lever_table();
  for (std::size_t n = 0; n < rows.size(); ++n)
    if (rows[n].name == name) return static_cast<int>(n);
  ADD_FAILURE() << "no lever " << name;
  return -1;
}
LeverValue value_of(std::string_view name, double value) {
  return {place_of(name), value};
}
/// The place of an occasion in their table.
int occasion(std::string_view key) {
  const auto all = occasions<double>();
  for (std::size_t n = 0; n < all.size(); ++n)
    if (all[n].key == key) return static_cast<int>(n);
  ADD_FAILURE() << "no occasion " << key;
  return -1;
}

/// Two tables that share six organisations, two of which wait, with a funder at each; much that is
/// optional happens.
Setting eventful() {
  Parameters p;
  p.levers.operate_after = 1;
  p.levers.measure = 0.5;
  p.levers.surfacing = 0.5;
  p.levers.bottleneck = 0.2;
  p.levers.term_months = 12;
  p.levers.obstacles = 1.0;
  p.levers.friction = 0.5;
  p.levers.network = 0.2;
  p.levers.accountability = 0.3;
  p.levers.seed_months = 24;
  p.levers.threshold = 1.0;
  p.money_talk = {.time_lost = 0.2, .elan_lost = 0.01};
  p.leaving.hazard = 0.1;
  p.entry.rate = 1.0;
  Setting setting = shared_tables(6, 2, p, 4);
  for (TableLayout& table : setting.layout.tables) table.funder = table.first_seat + 1;
  return setting;
}

/// Another value of a lever than `usual`, one that acts.
double another(const LeverRow& row, double usual) {
  if (row.is_choice()) return usual == 0.0 ? 1.0 : 0.0;
  if (row.name == "operate_after") return 3.0;
  if (row.whole) return usual + 6.0;
  const double high = std::min(row.range.high, 2.0 * usual + 0.8);
  return high == usual ? 0.5 * usual : high;
}

struct Life {
  std::uint64_t hash = 0;
  std::vector<std::uint64_t> chain;  ///< hash after each month
  double net_value = 0.0;
};
Life life_of(const Setting& setting, Arm arm = Arm::together, std::uint32_t replicate = 0) {
  Scene scene(setting, arm, replicate);
  scene.world.month = -1;
  Life life;
  for (int month = 0; month < months; ++month) {
    live_a_month(scene);
    life.hash = fingerprint(scene.world, life.hash);
    life.chain.push_back(life.hash);
  }
  life.net_value = scene.world.net_value[0];
  return life;
}

Setting with(Setting setting, std::vector<Change> changes) {
  setting.layout.changes = std::move(changes);
  return setting;
}

std::vector<std::size_t> changeable() {
  std::vector<std::size_t> places;
  for (std::size_t n = 0; n < lever_table().size(); ++n)
    if (lever_table()[n].settled.empty()) places.push_back(n);
  return places;
}

// ---- By hand -------------------------------------------------------------------------------

TEST(Change, holds_from_its_month_to_its_last_month_and_goes_back) {
  Setting setting =
      with(eventful(), {{.month = 3, .last = 5, .levers = {value_of("puller", 0.2)}}});
  Scene scene(setting);
  scene.world.month = -1;
  for (int month = 0; month < 9; ++month) {
    live_a_month(scene);
    const bool changed = month >= 3 && month <= 5;
    EXPECT_EQ(scene.world.levers(0).puller, changed ? 0.2 : 0.6) << month;
    EXPECT_EQ(scene.world.levers(1).puller, changed ? 0.2 : 0.6) << month;
    EXPECT_EQ(scene.world.levers(0).method, 0.6);
    EXPECT_EQ(scene.world.wanted_puller[0], changed ? 0.2 : 0.6) << month;
  }
}

TEST(Change, of_one_table_leaves_the_other) {
  Setting setting =
      with(eventful(), {{.month = 1, .tables = {1}, .levers = {value_of("match", 3.0)}}});
  Scene scene(setting);
  scene.world.month = -1;
  for (int month = 0; month < 3; ++month) live_a_month(scene);
  EXPECT_EQ(scene.world.levers(0).match, 1.0);
  EXPECT_EQ(scene.world.levers(1).match, 3.0);
}

TEST(Change, that_is_stated_last_holds) {
  Setting setting = with(eventful(), {{.month = 1, .levers = {value_of("puller", 0.2)}},
                                      {.month = 2, .last = 3, .levers = {value_of("puller", 1.0)}},
                                      {.month = 0, .levers = {value_of("method", 0.9)}}});
  Scene scene(setting);
  scene.world.month = -1;
  const double expected[] = {0.6, 0.2, 1.0, 1.0, 0.2};
  for (const double puller : expected) {
    live_a_month(scene);
    EXPECT_EQ(scene.world.levers(0).puller, puller);
    EXPECT_EQ(scene.world.levers(0).method, 0.9);
  }
}

TEST(Change, is_noted_when_it_begins_and_ends_at_tables_that_live) {
  const Setting setting = with(
      eventful(), {{.month = 9, .levers = {value_of("match", 0.5)}},
                   {.month = 2, .last = 3, .tables = {1}, .levers = {value_of("match", 0.0)}}});
  const auto noted = [&](Arm arm) {
    Scene scene(setting, arm);
    scene.world.month = -1;
    for (int month = 0; month < 6; ++month) live_a_month(scene);
    std::vector<Event> events;
    for (const Event& event : scene.world.events())
      if (event.kind == event::change_begins || event.kind == event::change_ends)
        events.push_back(event);
    return events;
  };
  const std::vector<Event> events = noted(Arm::together);
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].kind, event::change_begins);
  EXPECT_EQ(events[1].kind, event::change_ends);
  EXPECT_EQ(events[0].month, 2);
  EXPECT_EQ(events[1].month, 4);
  EXPECT_EQ(events[0].table, 1);
  EXPECT_EQ(events[0].value, 2.0);
  EXPECT_TRUE(noted(Arm::alone).empty());
}

// ---- What levers decide before the first month, and what they leave behind -------------------

/// A scene in month 12, in which one lever changes.
Scene turning(const Setting& base, std::string_view lever, double value) {
  Scene scene(with(base, {{.month = 12, .levers = {value_of(lever, value)}}}));
  scene.world.month = -1;
  for (int month = 0; month < 12; ++month) live_a_month(scene);
  return scene;
}
/// Lets the levers of the month change, and the rules act that follow a change.
void turn(Scene& scene) {
  scene.at(scene.world.month + 1);
  EXPECT_TRUE(change_levers(scene.world));
  for (const Rule<double>& rule : change_rules<double>())
    rule.act(scene.world, scene.p(), scene.draws);
}

TEST(Change, of_the_method_begins_at_the_quality_of_the_new_one) {
  Scene scene = turning(eventful(), "method", 0.9);
  EXPECT_NE(scene.world.method[0], 0.6);  // it wears and is won
  turn(scene);
  EXPECT_EQ(scene.world.method[0], 0.9);
}

TEST(Change, of_something_else_leaves_the_method_as_it_has_become) {
  Scene scene = turning(eventful(), "match", 0.0);
  const double become = scene.world.method[0], friction = scene.world.friction[0];
  turn(scene);
  EXPECT_EQ(scene.world.method[0], become);
  EXPECT_EQ(scene.world.friction[0], friction);
}

TEST(Change, of_friction_begins_it_anew) {
  Setting setting = eventful();
  setting.layout.organisations[0].sector = Sector::government;
  Scene scene = turning(setting, "friction", 0.8);
  EXPECT_LT(scene.world.friction[0], 0.5);
  turn(scene);
  EXPECT_EQ(scene.world.friction[0], 0.8);
}

TEST(Change, of_the_kind_of_puller_lays_the_role_down) {
  Setting setting = eventful();
  for (TableLayout& table : setting.layout.tables) {
    table.levers.puller_kind = PullerKind::partner;
    table.levers.neutrality = 0.5;
  }
  Scene scene = turning(setting, "puller_kind", static_cast<double>(PullerKind::neutral));
  const int host = scene.layout().tables[0].host;
  scene.world.pulls[host] = true;
  scene.world.bias[0] = 0.4;
  scene.world.legitimacy[0] = 0.3;
  turn(scene);
  EXPECT_FALSE(scene.world.pulls[host]);
  EXPECT_EQ(scene.world.bias[0], 0.0);
  EXPECT_EQ(scene.world.legitimacy[0], 1.0);
  EXPECT_EQ(scene.world.host_favoured[0], 0.5);  // 1 - neutrality, of a hired puller
}

TEST(Change, to_a_volunteer_pays_nobody) {
  Scene scene = turning(eventful(), "puller_kind", static_cast<double>(PullerKind::volunteer));
  EXPECT_EQ(scene.world.paid[0], 1.0);
  turn(scene);
  EXPECT_EQ(scene.world.paid[0], 0.0);
  EXPECT_EQ(scene.world.wanted_puller[0], 0.0);
}

TEST(Change, of_the_deal_widens_the_white_space_by_what_it_is_more) {
  Setting setting = eventful();
  for (TableLayout& table : setting.layout.tables) table.levers.deal = 0.5;
  Scene scene = turning(setting, "deal", 1.0);
  const double before = scene.world.white_space[0];
  turn(scene);
  EXPECT_NEAR(scene.world.white_space[0], before * (1.0 + 0.3) / (1.0 + 0.3 * 0.5), 1e-12);
}

TEST(Change, of_the_role_of_the_funder_leaves_nothing_of_it) {
  Setting setting = eventful();
  for (TableLayout& table : setting.layout.tables) {
    table.levers.funder_role = FunderRole::partner;
    table.levers.role_clarity = 0.5;
  }
  Scene scene = turning(setting, "funder_role", static_cast<double>(FunderRole::outside));
  EXPECT_LT(scene.world.change_eased[0], 1.0);
  EXPECT_GT(scene.world.funder_pull[0], 0.0);
  turn(scene);
  EXPECT_EQ(scene.world.change_eased[0], 1.0);
  EXPECT_EQ(scene.world.plan_support[0], 1.0);
  EXPECT_EQ(scene.world.funder_pull[0], 0.0);
  EXPECT_EQ(scene.world.safety_kept[0], 1.0);
}

TEST(Change, that_ends_sanctions_lets_them_rest) {
  Scene scene = turning(eventful(), "accountability", 0.0);
  scene.world.sanction_time[0] = 2.0;
  scene.world.pressure[0] = 0.4;
  turn(scene);
  EXPECT_EQ(scene.world.sanction_time[0], 0.0);
  EXPECT_EQ(scene.world.pressure[0], 0.0);
}

TEST(Change, to_lasting_money_ends_a_lapse) {
  Scene scene = turning(eventful(), "term_months", 0.0);
  scene.world.funded = {0.0, 0.0};
  turn(scene);
  EXPECT_EQ(scene.world.funded[0], 1.0);
}

TEST(Change, clears_obstacles_where_none_arise_any_more) {
  Scene scene = turning(eventful(), "obstacles", 0.0);
  scene.world.obstructed[0] = true;
  turn(scene);
  EXPECT_FALSE(scene.world.obstructed[0]);
}

TEST(Change, says_when_money_becomes_a_subject_again) {
  Scene scene(with(eventful(),
                   {{.month = 6, .last = 8, .levers = {value_of("money_free_months", 1200.0)}}}));
  scene.world.month = -1;
  for (int month = 0; month < 12; ++month) {
    live_a_month(scene);
    EXPECT_EQ(scene.world.money_left_out[0], month >= 6 && month <= 8 ? 1.0 : 0.0) << month;
  }
  std::vector<int> entered;
  for (const Event& event : scene.world.events())
    if (event.kind == event::money_enters && event.table == 0) entered.push_back(event.month);
  EXPECT_EQ(entered, std::vector<int>{9});
}

// ---- Laws of every lever -------------------------------------------------------------------

TEST(Change, in_month_0_is_the_lever_itself) {
  for (const std::size_t n : changeable())
    for (const Arm arm : {Arm::only_together, Arm::together}) {
      const LeverRow& row = lever_table()[n];
      Setting itself = eventful();
      const double value = another(row, row.value(itself.layout.tables[0].levers));
      const Setting changed =
          with(itself, {{.month = 0, .levers = {{static_cast<int>(n), value}}}});
      for (TableLayout& table : itself.layout.tables) row.set(table.levers, value);
      EXPECT_EQ(life_of(changed, arm).hash, life_of(itself, arm).hash) << row.name;
    }
}

TEST(Change, to_the_value_that_is_there_changes_no_bit) {
  const std::uint64_t hash = life_of(eventful()).hash;
  for (const std::size_t n : changeable()) {
    const LeverRow& row = lever_table()[n];
    const Setting base = eventful();
    const double value = row.value(base.layout.tables[0].levers);
    EXPECT_EQ(
        life_of(with(base, {{.month = 20, .last = 30, .levers = {{static_cast<int>(n), value}}}}))
            .hash,
        hash)
        << row.name;
  }
}

TEST(Change, changes_nothing_before_its_month_nor_after_the_end) {
  const Life base = life_of(eventful());
  for (const std::size_t n : changeable()) {
    const LeverRow& row = lever_table()[n];
    const double value = another(row, row.value(eventful().layout.tables[0].levers));
    const auto changed = [&](int month) {
      return life_of(
          with(eventful(), {{.month = month, .levers = {{static_cast<int>(n), value}}}}));
    };
    EXPECT_EQ(changed(months).hash, base.hash) << row.name;
    EXPECT_EQ(changed(months - 1).chain[months - 2], base.chain[months - 2]) << row.name;
  }
}

/// A world in the same state that has kept nothing else.
void copy_state(const World<double>& from, World<double>& to) {
  for (const auto& column : columns<double>()) {
    if (!is_state(column.persistence)) continue;
    if (column.numbers)
      to.*column.numbers = from.*column.numbers;
    else if (column.money)
      to.*column.money = from.*column.money;
    else if (column.conditions)
      to.*column.conditions = from.*column.conditions;
    else
      to.*column.plain = from.*column.plain;
  }
  to.account = from.account;
  to.organisation_flows = from.organisation_flows;
  to.table_account = from.table_account;
  to.flows = from.flows;
  to.month = from.month;
}

TEST(Change, that_has_ended_leaves_nothing_but_the_state) {
  // Boards keep between their meetings which pledges did not pass, so a board meets next.
  constexpr int first = 8, last = 23;
  for (std::size_t n = 0; n <= lever_table().size(); ++n) {
    const bool none = n == lever_table().size();
    if (!none && !lever_table()[n].settled.empty()) continue;
    Setting base = eventful();
    for (TableLayout& table : base.layout.tables) {
      table.levers.accountability = 0.0;
      table.levers.obstacles = 0.0;
      table.levers.friction = 0.0;
    }
    Setting changed = base;
    if (!none) {
      const LeverRow& row = lever_table()[n];
      const double value = another(row, row.value(base.layout.tables[0].levers));
      changed.layout.changes = {
          {.month = first, .last = last, .levers = {{static_cast<int>(n), value}}}};
    }
    Scene lived(changed, Arm::together), fresh(base, Arm::together);
    lived.world.month = -1;
    for (int month = 0; month <= last; ++month) live_a_month(lived);
    if (!none) turn(lived);
    lived.world.month = last;
    copy_state(lived.world, fresh.world);
    fresh.renewed();
    fresh.world.month = last;
    lived.world.levers_now.clear();
    lived.setting->layout.changes.clear();
    live_a_month(lived);
    live_a_month(fresh);
    EXPECT_EQ(fingerprint(lived.world, std::uint64_t{0}),
              fingerprint(fresh.world, std::uint64_t{0}))
        << (none ? "no lever" : lever_table()[n].name);
  }
}

TEST(Change, gives_levers_their_effect_on_the_way) {
  // Of the levers of tables that do something here, all but those of the very first months.
  const Life base = life_of(eventful());
  for (const char* lever : {"puller", "match", "seed_money", "meeting_rate", "method", "informal",
                            "safety", "reflection", "transparency", "puller_kind", "formality",
                            "friction", "obstacles", "accountability", "deal"}) {
    const LeverRow& row = lever_table()[static_cast<std::size_t>(place_of(lever))];
    const double value = another(row, row.value(eventful().layout.tables[0].levers));
    EXPECT_NE(life_of(with(eventful(), {{.month = 10, .levers = {value_of(lever, value)}}})).hash,
              base.hash)
        << lever;
  }
}

TEST(Change, without_any_asks_for_nothing) {
  Scene scene = table_of(3);
  EXPECT_TRUE(scene.world.levers_now.empty());
  EXPECT_FALSE(change_levers(scene.world));
  EXPECT_EQ(&scene.world.levers(0), &scene.layout().tables[0].levers);
}

TEST(Change, is_forgotten_when_the_world_starts_again) {
  const Setting plain = eventful();
  const Setting changed = with(plain, {{.month = 0, .levers = {value_of("puller", 2.0)}}});
  World<double> world;
  const Draws<double> draws(1, 0);
  start(world, changed, Arm::together, draws);
  EXPECT_EQ(world.levers(0).puller, 2.0);
  start(world, plain, Arm::together, draws);
  EXPECT_EQ(world.levers(0).puller, 0.6);
}

// ---- Occasions -----------------------------------------------------------------------------

/// Whether an occasion has come at the table of a scene.
bool has_come(const Scene& scene, std::string_view key, double number = 0.0) {
  return occasions<double>()[static_cast<std::size_t>(occasion(key))].holds(scene.world, 0, number);
}

TEST(Occasion, is_a_beacon_that_stands) {
  Scene scene = table_of(3).with_beacons(2.0);
  EXPECT_TRUE(has_come(scene, "beacon_stands", 2.0));
  EXPECT_FALSE(has_come(scene, "beacon_stands", 3.0));
}

TEST(Occasion, is_a_goal_that_is_reached) {
  Scene scene = table_of(3);
  EXPECT_FALSE(has_come(scene, "goal_is_reached", 2.0));
  scene.world.reached_at[1] = 7.0;
  EXPECT_TRUE(has_come(scene, "goal_is_reached", 2.0));
  EXPECT_FALSE(has_come(scene, "goal_is_reached", 1.0));
  EXPECT_FALSE(has_come(scene, "goal_is_reached", 9.0));
}

TEST(Occasion, is_a_table_at_work) {
  EXPECT_FALSE(has_come(table_of(3), "table_operates"));
  EXPECT_TRUE(has_come(table_of(3).operating(), "table_operates"));
}

TEST(Occasion, is_the_end_of_start_money) {
  Scene scene = table_of(3);  // 48 months
  EXPECT_FALSE(has_come(scene.at(47), "seed_money_ends"));
  EXPECT_TRUE(has_come(scene.at(48), "seed_money_ends"));
  scene.at(47).world.funded[0] = 0.0;
  EXPECT_TRUE(has_come(scene, "seed_money_ends"));
  scene.levers([](Levers& levers) { levers.seed_money = 0.0; });
  EXPECT_FALSE(has_come(scene.at(48), "seed_money_ends"));
}

TEST(Occasion, is_trust_below_or_above_a_number) {
  Scene scene = table_of(3).trusting(0.4);
  scene.trust(0, 1) = 0.1;  // mean of six pairs: 0.35
  EXPECT_TRUE(has_come(scene, "mean_trust_below", 0.36));
  EXPECT_FALSE(has_come(scene, "mean_trust_below", 0.34));
  EXPECT_TRUE(has_come(scene, "mean_trust_above", 0.34));
  EXPECT_FALSE(has_come(scene, "mean_trust_above", 0.36));
}

TEST(Occasion, is_little_elan_few_members_or_a_cut) {
  Scene scene = table_of(4).with_elan(0.3);
  EXPECT_TRUE(has_come(scene, "elan_below", 0.31));
  EXPECT_FALSE(has_come(scene, "elan_below", 0.3));
  EXPECT_TRUE(has_come(scene, "elan_above", 0.29));
  EXPECT_FALSE(has_come(scene, "elan_above", 0.3));
  EXPECT_FALSE(has_come(scene, "members_below", 4.0));
  scene.world.member[1] = false;
  EXPECT_TRUE(has_come(scene, "members_below", 4.0));
  EXPECT_FALSE(has_come(scene, "a_budget_is_cut"));
  scene.world.cut[1] = 0.3;  // it has left
  EXPECT_FALSE(has_come(scene, "a_budget_is_cut"));
  scene.world.cut[0] = 0.3;
  EXPECT_TRUE(has_come(scene, "a_budget_is_cut"));
}

TEST(Occasion, begins_a_change_once_and_for_each_table_by_itself) {
  Scene scene(with(
      eventful(),
      {{.last = 20, .when = {occasion("elan_below"), 0.2}, .levers = {value_of("match", 0.0)}}}));
  const auto month_with = [&](int month, double first, double second) {
    scene.at(month).world.elan = {first, second};
    change_levers(scene.world);
    return std::vector<double>{scene.world.levers(0).match, scene.world.levers(1).match};
  };
  using Matches = std::vector<double>;
  EXPECT_EQ(month_with(0, 0.5, 0.5), (Matches{1.0, 1.0}));
  EXPECT_EQ(month_with(1, 0.5, 0.1), (Matches{1.0, 0.0}));
  EXPECT_EQ(month_with(2, 0.5, 0.9), (Matches{1.0, 0.0}));  // it has come
  EXPECT_EQ(month_with(20, 0.1, 0.9), (Matches{0.0, 0.0}));
  EXPECT_EQ(month_with(21, 0.1, 0.1), (Matches{1.0, 1.0}));
  EXPECT_EQ(month_with(22, 0.1, 0.1), (Matches{1.0, 1.0}));  // too late
}

TEST(Occasion, does_not_come_at_a_table_that_has_ended) {
  Scene scene(with(eventful(),
                   {{.when = {occasion("elan_below"), 1.0}, .levers = {value_of("match", 0.0)}}}));
  scene.world.alive[0] = false;
  scene.at(1);
  change_levers(scene.world);
  EXPECT_EQ(scene.world.levers(0).match, 1.0);
  EXPECT_EQ(scene.world.levers(1).match, 0.0);
}

// ---- Occasions that end a change -----------------------------------------------------------

/// The match of both tables in a month that begins with this élan.
std::array<double, 2> match_with(Scene& scene, int month, double first, double second) {
  scene.at(month).world.elan = {first, second};
  change_levers(scene.world);
  return {scene.world.levers(0).match, scene.world.levers(1).match};
}
using Matches = std::array<double, 2>;

TEST(End, of_a_change_is_awaited_by_each_table_and_stays) {
  Scene scene(with(
      eventful(),
      {{.month = 2, .until = {occasion("elan_above"), 0.5}, .levers = {value_of("match", 0.0)}}}));
  EXPECT_EQ(match_with(scene, 1, 0.9, 0.1), (Matches{1.0, 1.0}));
  EXPECT_EQ(match_with(scene, 2, 0.9, 0.1), (Matches{0.0, 0.0}));  // it holds for a month
  EXPECT_EQ(match_with(scene, 3, 0.9, 0.5), (Matches{1.0, 0.0}));
  EXPECT_EQ(match_with(scene, 4, 0.1, 0.6), (Matches{1.0, 1.0}));
  EXPECT_EQ(match_with(scene, 5, 0.1, 0.1), (Matches{1.0, 1.0}));
}

TEST(End, lets_a_change_begin_again_where_it_says_so) {
  Change change{.when = {occasion("elan_below"), 0.2},
                .until = {occasion("elan_above"), 0.5},
                .levers = {value_of("match", 0.0)}};
  for (const bool again : {false, true}) {
    change.again = again;
    Scene scene(with(eventful(), {change}));
    const double second = again ? 0.0 : 1.0;
    EXPECT_EQ(match_with(scene, 1, 0.1, 0.3), (Matches{0.0, 1.0}));
    EXPECT_EQ(match_with(scene, 2, 0.3, 0.3), (Matches{0.0, 1.0}));
    EXPECT_EQ(match_with(scene, 3, 0.6, 0.3), (Matches{1.0, 1.0}));
    EXPECT_EQ(match_with(scene, 4, 0.3, 0.3), (Matches{1.0, 1.0}));
    EXPECT_EQ(match_with(scene, 5, 0.1, 0.1), (Matches{second, 0.0}));
    EXPECT_EQ(match_with(scene, 6, 0.6, 0.3), (Matches{1.0, 0.0}));
  }
}

TEST(End, is_noted_each_time_it_comes) {
  Scene scene(with(eventful(), {{.when = {occasion("elan_below"), 0.2},
                                 .until = {occasion("elan_above"), 0.5},
                                 .again = true,
                                 .levers = {value_of("match", 0.0)}}}));
  const double elan[] = {0.3, 0.1, 0.6, 0.3, 0.1, 0.3, 0.9};
  for (int month = 0; month < 7; ++month) match_with(scene, month, elan[month], 0.3);
  std::vector<std::pair<int, bool>> noted;  // month, and whether the change begins
  for (const Event& event : scene.world.events())
    if (event.kind == event::change_begins || event.kind == event::change_ends)
      noted.emplace_back(event.month, event.kind == event::change_begins);
  EXPECT_EQ(noted,
            (std::vector<std::pair<int, bool>>{{1, true}, {2, false}, {4, true}, {6, false}}));
}

TEST(End, that_never_comes_is_no_end) {
  for (const Arm arm : {Arm::only_together, Arm::together}) {
    const Change open{.month = 4, .levers = {value_of("puller", 0.2), value_of("match", 0.5)}};
    Change ended = open;
    ended.until = {occasion("members_below"), 1.0};
    EXPECT_EQ(life_of(with(eventful(), {ended}), arm).hash,
              life_of(with(eventful(), {open}), arm).hash);
  }
}

TEST(End, gives_the_world_that_a_last_month_gives) {
  // The table operates from some month on; a change that ends then had the month before as its
  // last.
  const auto begun = [](Change change) {
    change.levers = {value_of("match", 0.0)};
    change.tables = {0};
    return with(eventful(), {change});
  };
  Scene scene(begun({.month = 0, .until = {occasion("table_operates")}}));
  scene.world.month = -1;
  int back = -1;
  for (int month = 0; month < months && back < 0; ++month) {
    live_a_month(scene);
    if (scene.world.levers(0).match != 0.0) back = month;
  }
  ASSERT_GT(back, 0);
  EXPECT_EQ(life_of(begun({.month = 0, .until = {occasion("table_operates")}})).hash,
            life_of(begun({.month = 0, .last = back - 1})).hash);
}

TEST(Change, that_is_off_changes_no_bit) {
  EXPECT_EQ(life_of(with(eventful(), {{.month = 0, .on = false, .levers = {value_of("match", 0.0)}},
                                      {.when = {occasion("elan_below"), 1.0},
                                       .on = false,
                                       .levers = {value_of("puller", 0.0)}}}))
                .hash,
            life_of(eventful()).hash);
}

TEST(Occasion, has_a_name_and_words_of_its_own) {
  const auto all = occasions<double>();
  for (std::size_t n = 0; n < all.size(); ++n) {
    EXPECT_EQ(all[n].has_number(), all[n].range.high > 0.0) << all[n].name;
    for (std::size_t k = 0; k < n; ++k) {
      EXPECT_NE(all[n].name, all[k].name);
      EXPECT_NE(all[n].key, all[k].key);
    }
  }
}

}  // namespace
}  // namespace samen::testing::changes_test
