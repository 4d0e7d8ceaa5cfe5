// Replicates side by side: in whole runs every replicate of a block lives as it does alone.
#include "model/names.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "model/parameter_table.hpp"
#include "model/scene.hpp"

namespace samen::testing::blocks_test {
namespace {

auto parts(const Event& event) {
  return std::tuple(event.month, event.kind, event.reason, event.table, event.organisation,
                    bits_of(event.value));
}
auto parts(const BoardDecision& d) {
  return std::tuple(d.month, d.organisation, d.seat, d.alone_open, d.together_open, d.block,
                    bits_of(d.open_budget), bits_of(d.value_alone), bits_of(d.value_together),
                    bits_of(d.share_keep), bits_of(d.share_alone), bits_of(d.share_together),
                    bits_of(d.cap), bits_of(d.margin));
}
template <class Note>
bool same_notes(const std::vector<Note>& some, const std::vector<Note>& others) {
  return std::ranges::equal(some, others,
                            [](const Note& a, const Note& b) { return parts(a) == parts(b); });
}

/// Lives a run from the start and keeps all notes; returns the hash of each month.
template <class Real>
std::vector<Hash<Real>> live(World<Real>& world, const Setting& setting, Arm arm,
                             const Draws<Real>& draws, int months) {
  start(world, setting, arm, draws);
  world.workspaces[0].keeps_decisions = true;
  std::vector<Hash<Real>> hashes{fingerprint(world, Hash<Real>{})};
  for (int t = 0; t < months; ++t) {
    live_a_month(world, setting, draws);
    hashes.push_back(fingerprint(world, hashes.back()));
  }
  return hashes;
}

/// Kinds of events that happened, in some month, in some but not all replicates of a block.
using Seen = std::set<EventKind>;

/// Expects that a block of replicates gives in each arm what its replicates give one by one.
Seen expect_runs_side_by_side(const Setting& setting, const std::string& what,
                              std::uint32_t first = 0, int months = 150) {
  Seen seen;
  World<Block> block;
  World<Lone> world;  // both used again: what a run leaves behind must not matter
  for (const Arm arm : {Arm::nothing, Arm::alone, Arm::only_together, Arm::together}) {
    const auto all = live(block, setting, arm, Draws<Block>(1, first), months);
    std::map<std::pair<EventKind, int>, std::set<int>> where;
    for (int r = 0; r < lanes<Block>; ++r) {
      const auto replicate = first + static_cast<std::uint32_t>(r);
      const auto one = live(world, setting, arm, Draws<Lone>(1, replicate), months);
      for (int t = 0; t <= months; ++t) {
        const std::uint64_t of_block = lane(all[static_cast<std::size_t>(t)], r);
        if (of_block == lane(one[static_cast<std::size_t>(t)], 0)) continue;
        ADD_FAILURE() << what << ": replicate " << replicate << " in arm "
                      << arm_names[static_cast<std::size_t>(arm)] << " parts after " << t
                      << " months";
        return seen;
      }
      EXPECT_TRUE(same_notes(block.events(r), world.events())) << what << ' ' << replicate;
      EXPECT_TRUE(same_notes(block.decisions(r), world.decisions())) << what << ' ' << replicate;
      EXPECT_FALSE(world.decisions().empty());
      for (const Event& event : world.events()) where[{event.kind, event.month}].insert(r);
    }
    for (const auto& [when, replicates] : where)
      if (static_cast<int>(replicates.size()) < lanes<Block>) seen.insert(when.first);
  }
  return seen;
}

TEST(Block, of_replicates_lives_as_each_of_them_at_tables_of_every_size) {
  for (const SceneSize& size :
       {SceneSize{}, SceneSize{.partners = 1, .goals = 1, .capabilities = 1},
        SceneSize{.partners = 2, .goals = 5, .capabilities = 3},
        SceneSize{.partners = 8, .goals = 4, .capabilities = 7},
        SceneSize{.partners = 13, .goals = 2, .capabilities = 4}})
    expect_runs_side_by_side(setting_of(size), std::to_string(size.partners) + " partners");
}

TEST(Block, of_replicates_lives_as_each_of_them_at_every_complexity) {
  for (const double complexity : {0.0, 0.2, 1.0 / 3.0, 1.0})
    expect_runs_side_by_side(setting_of({.partners = 4}, {}, complexity),
                             "complexity " + std::to_string(complexity));
}

/// Parameters under which much happens: conflict, noise, cuts, leaving, the end of tables.
Parameters eventful() {
  Parameters p;
  p.levers.operate_after = 2;
  p.levers.neutrality = 0.7;
  p.levers.measure = 0.5;
  p.levers.safety = 0.4;
  p.levers.teams = 0.3;
  p.levers.deal = 0.5;
  p.levers.match_cap = 10.0;
  p.levers.seed_months = 30;
  p.budget.cut_hazard = 0.1;
  p.initial.white_space = 0.08;
  p.conflict.rate = 0.5;
  p.beacons.falls_below = 0.9;
  p.beacons.falls_share = 0.8;
  p.leaving.hazard = 0.3;
  p.ledger.discount_rate = 0.03;
  p.levers.accountability = 0.5;
  p.levers.measure_use = MeasureUse::control;
  p.levers.formality = Formality::declaration;
  p.levers.delegates = DelegateProfile::both;
  p.levers.disclosure = 0.5;
  p.levers.surfacing = 0.5;
  p.levers.backcasting = 0.5;
  p.self_interest.surge = 0.2;
  p.self_interest.drift = 0.01;
  p.spaces.levels = SpaceLevels::all;
  return p;
}

/// One lever that changes for some months.
Change changed(int month, int last, std::string_view name, double value) {
  const auto& rows = lever_table();
  const auto row = std::ranges::find(rows, name, &LeverRow::name);
  EXPECT_NE(row, rows.end()) << name;
  return {.month = month, .last = last, .levers = {{static_cast<int>(row - rows.begin()), value}}};
}

TEST(Block, of_replicates_does_not_wait_for_what_comes_to_some) {
  Setting setting = setting_of({.partners = 3, .goals = 2});
  setting.layout.changes = {changed(0, 60, "match", 0.0)};
  setting.layout.changes[0].when.occasion = 0;
  World<Block> block;
  EXPECT_THROW(start(block, setting, Arm::together, Draws<Block>(1, 0)), ContractViolation);
}

TEST(Block, of_replicates_lives_as_each_of_them_where_much_happens) {
  Seen seen;
  for (const DecisionRule rule :
       {DecisionRule::quorum, DecisionRule::consent, DecisionRule::unanimity})
    for (const MissionStart mission : {MissionStart::empty, MissionStart::given}) {
      Parameters p = eventful();
      p.levers.rule = rule;
      p.levers.mission = mission;
      p.decision.rule = mission == MissionStart::empty ? BoardRule::value : BoardRule::payoff;
      Setting setting = setting_of({.partners = 6, .goals = 3}, p);
      for (Goal& goal : setting.layout.goals) goal.work = 30.0;
      setting.layout.cuts = {{.month = 12, .factor = 0.4, .organisation = 2},
                             {.month = 40, .factor = 0.2, .organisation = -1}};
      setting.layout.shocks = {{.month = 20, .size = 0.5},
                               {.month = 35, .size = 0.9, .table = 0, .organisation = 1}};
      setting.layout.tables[0].dated_meetings = {2.0, 0.0, 1.0, 0.5};
      const auto name = "rule " + std::to_string(static_cast<int>(rule)) + ", mission " +
                        std::to_string(static_cast<int>(mission));
      seen.merge(expect_runs_side_by_side(setting, name, 37));
    }
  for (const PullerKind kind :
       {PullerKind::none, PullerKind::volunteer, PullerKind::partner, PullerKind::rotating}) {
    const bool refund = kind == PullerKind::rotating;
    Parameters p = eventful();
    p.levers.puller_kind = kind;
    p.levers.lead_gift = 60.0;
    p.levers.threshold = 8.0;
    p.levers.refund = refund ? Refund::yes : Refund::no;
    p.levers.funder_role = FunderRole::partner;
    p.levers.role_clarity = 0.3;
    p.levers.money_free_months = kind == PullerKind::none ? 70 : 6;
    p.levers.term_months = 12;
    p.giving.crowd_out = 0.2;
    p.money_talk.elan_lost = p.money_talk.time_lost = 0.02;
    p.deal.doors = 0.02;
    p.pulling.hired_bias_costs = 0.5;
    Setting setting = setting_of({.partners = 6, .goals = 3}, p);
    setting.layout.tables[0].funder = 2;
    setting.layout.steps = {{.name = "fiches", .kind = StepKind::fiche, .month = 3},
                            {.name = "cheques", .kind = StepKind::cheque, .month = 14}};
    place_steps(setting.layout);
    setting.layout.changes = {
        changed(20, 60, "puller_kind", 2.0),    changed(30, 40, "match", 0.0),
        changed(25, 45, "funder_role", 0.0),    changed(33, 50, "deal", 0.7),
        changed(28, 70, "accountability", 0.0), changed(65, 150, "involvement", 0.5)};
    setting.layout.goals[1].needs = "residents";
    const auto name = "puller of kind " + std::to_string(static_cast<int>(kind));
    seen.merge(expect_runs_side_by_side(setting, name, 37));
  }
  Parameters p = eventful();
  p.levers.operate_after = 1;
  p.levers.mandated = 0.5;
  p.obligation.least_share = 0.8;
  p.levers.joint = 0.3;
  p.levers.network = 0.7;
  p.levers.experiments = 0.3;
  p.renewal.alone = 0.2;
  p.renewal.price = 0.5;
  p.levers.own_body = OwnBody::yes;
  p.levers.body_after = 1;
  p.outside.alone = 0.3;
  p.levers.friction = 1.5;
  p.levers.obstacles = 4.0;
  p.levers.bottleneck = 0.5;
  p.levers.critical_friend = 0.2;
  p.levers.transparency = 0.5;
  p.bottleneck.relapse = 0.1;
  p.drift.noise = 0.05;
  p.production.overlap = 0.3;
  p.entry.rate = 6.0;
  p.ending = {.may_end = MayEnd::yes, .floor = 0.2, .months = 3};
  p.decision.nesting = 0.5;
  p.decision.satiation = 1.0;
  p.delegates.carry = 0.2;
  p.leaving.contagion = 0.05;
  p.leaving.own_expectation = 0.3;
  p.leaving.hope = p.leaving.giving_up = 0.1;
  p.leaving.quiet_start = 0.5;
  p.mission.voiced = 0.5;
  p.mission.estrangement = 0.2;
  p.beacons.graded = 0.5;
  p.production.full_effort = 1.0;
  p.production.trust_saves = p.delivery.lead = p.delivery.self_serving = 0.3;
  p.delivery.follow = 0.5;
  p.delivery.shadow = 1.0;
  p.budget.slack_waste = 6.0;
  Setting open = shared_tables(7, 2, p, 4);
  open.layout.organisations[2].sector = Sector::government;
  open.layout.organisations[5].structure = false;
  open.layout.goals[1].needs = "residents";
  seen.merge(expect_runs_side_by_side(open, "open tables", 5));
  p.levers.team_months = 9;
  p.levers.ratings = 0.5;
  p.regrouping.at_goals = 1;
  seen.merge(expect_runs_side_by_side(shared_tables(11, 3, p), "temporary teams", 5));
  for (std::size_t kind = 0; kind < event_names.size(); ++kind)
    EXPECT_TRUE(seen.contains(static_cast<EventKind>(kind))) << event_names[kind];
}

TEST(Block, of_replicates_lives_as_each_of_them_from_a_stated_world) {
  Setting setting = setting_of({.partners = 4, .goals = 2, .capabilities = 3}, eventful());
  using enum Distribution::Kind;
  OrganisationStart& first = setting.initial_values.organisations[0];
  first.income = Distribution{lognormal, 600.0, 0.4};
  first.growth = Distribution{normal, 0.01, 0.3};
  first.white_space = Distribution{uniform, 0.01, 0.2};
  first.aspirations = {0.7, 0.3};
  first.capabilities = {0.9, 0.0, 0.3};
  first.burden_shares = {0.1, 0.2};
  setting.initial_values.organisations[1].mandate = Distribution{uniform, 0.0, 1.0};
  setting.initial_values.organisations[2].reciprocity = Distribution{fixed, 0.4, 0.0};
  setting.initial_values.mixes[1] = {0.5, 0.5, 0.0};
  setting.initial_values.given_missions[0] = {0.25, 0.75};
  expect_runs_side_by_side(setting, "a stated world", 5);
}

TEST(Block, of_replicates_lives_as_each_of_them_in_a_landscape_of_tables) {
  Setting shared = landscape(12, 2, 1);
  shared.parameters.learning.rate = 0.2;
  expect_runs_side_by_side(shared, "two tables that share organisations");
  Setting many = landscape(14, 4, 2);
  many.parameters = eventful();
  many.parameters.leaving.hazard = 1.0;
  expect_runs_side_by_side(many, "tables on two sets of goals", 3, 60);
}

// ---- Laws ----------------------------------------------------------------------------------

template <class Real>
World<Real> sound(const Setting& setting) {
  World<Real> world;
  start(world, setting, Arm::only_together, Draws<Real>(1, 0));
  return world;
}

TEST(Laws, are_noted_when_broken_with_the_month_and_only_the_first) {
  const Setting setting = setting_of({});
  const Draws<double> draws(1, 0);
  World<double> world = sound<double>(setting);
  advance(world, setting, draws);
  advance(world, setting, draws);
  EXPECT_EQ(world.breaches[0].law, nullptr);
  world.table_account[0].own += 1e-5;
  advance(world, setting, draws);
  EXPECT_STREQ(world.breaches[0].law, "the ledger closes to half a cent");
  EXPECT_EQ(world.breaches[0].month, 2);
  world.trust[1] = std::numeric_limits<double>::quiet_NaN();
  advance(world, setting, draws);
  EXPECT_STREQ(world.breaches[0].law, "the ledger closes to half a cent");
  EXPECT_EQ(world.breaches[0].month, 2);
  start(world, setting, Arm::only_together, draws);
  EXPECT_EQ(world.breaches[0].law, nullptr);
}

TEST(Laws, are_noted_in_the_replicate_that_broke_them) {
  const Setting setting = setting_of({});
  const Draws<Block> draws(1, 0);
  World<Block> world = sound<Block>(setting);
  constexpr int first = 1;
  constexpr int second = block_lanes - 1;
  set_lane(world.capability[0], first, -1.0);
  advance(world, setting, draws);
  set_lane(world.initial_trust[1], second, 0.0);
  set_lane(world.trust[1], second, std::numeric_limits<double>::quiet_NaN());
  advance(world, setting, draws);
  for (int r = 0; r < block_lanes; ++r) {
    const auto& breach = world.breaches[static_cast<std::size_t>(r)];
    if (r == first) {
      EXPECT_STREQ(breach.law, "a capability is finite and not negative");
      EXPECT_EQ(breach.month, 0);
    } else if (r == second) {
      EXPECT_STREQ(breach.law, "trust is a share");
      EXPECT_EQ(breach.month, 1);
    } else {
      EXPECT_EQ(breach.law, nullptr) << r;
    }
  }
}

}  // namespace
}  // namespace samen::testing::blocks_test
