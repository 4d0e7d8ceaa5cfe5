// Worlds for tests, described in the terms of the model:
//
//   Scene scene = table_of(3).trusting(0.4).owning(0.5).operating();
//   revise_trust(scene.world, scene.p().trust, scene.draws);
//
// A scene is a started world of the arm `only_together` with one table and, by default, the
// parameters of the first edition. Worlds for laws (`lived_in`, `landscape`) have the default
// parameters, so that laws are tested with all rules active. Every setter of a scene applies to all
// its seats or pairs, and a test may change the world directly afterwards. The month is 0 unless
// `.at(t)` sets it. After a change of goals, mixes, capabilities, prices or production functions,
// `.renewed()` recomputes the values that rules derive from them.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "model/model.hpp"
#include "model/world/layout_plan.hpp"
#include "model/world/state.hpp"

namespace samen::testing {

/// The parameters of the first edition, as scenarios/validation/first.toml states them. Rules added
/// later are off, so that a test of one rule sees that rule alone.
inline Parameters first_edition() {
  Parameters p;
  p.budget.slack_waste = 0.0;
  p.decision.sharpness = 1.5;
  p.decision.nesting = 0.0;
  p.decision.satiation = 0.0;
  p.delegates.carry = 0.0;
  p.delivery.matching = 0.85;
  p.delivery.shadow = 0.0;
  p.delivery.patience = 3.0;
  p.delivery.self_serving = 0.0;
  p.delivery.lead = 0.0;
  p.delivery.follow = 0.0;
  p.delivery.example = 0.5;
  p.delivery.change_cost = 1.6;
  p.delivery.elan = 1.4;
  p.giving.match_belief = 1.0;
  p.giving.match_ceiling = 3.0;
  p.giving.refund_belief = 1.0;
  p.leaving.own_expectation = 0.0;
  p.leaving.neutral = 0.4;
  p.leaving.hope = 0.0;
  p.leaving.results_due = 12.0;
  p.leaving.quiet_start = 0.0;
  p.leaving.hazard = 0.04;
  p.leaving.giving_up = 0.0;
  p.leaving.sensitivity = 8.0;
  p.leaving.paid_share = 0.5;
  p.leaving.contagion = 0.0;
  p.meeting.attendance_boost = 1.15;
  p.meeting.without_structure = 1.0;
  p.mission.voiced = 0.0;
  p.mission.estrangement = 0.0;
  p.policy.plan_uptake = 0.02;
  p.policy.own_uptake = 0.0;
  p.prices.head = 0.0;
  p.prices.second_delegate = 0.0;
  p.prices.facilitation = 0.0;
  p.prices.transparency = 0.0;
  p.prices.accountability = 0.0;
  p.prices.deal = 0.0;
  p.production.full_effort = 0.0;
  p.production.trust_saves = 0.0;
  p.pulling.acceptance = 1.0;
  p.regrouping.sanctions_follow = 0;
  p.regrouping.sanction_kept = 1.0;
  return p;
}

struct SceneSize {
  int partners = 3;
  int goals = 3;
  int capabilities = 6;
};

inline Setting setting_of(const SceneSize& size, const Parameters& parameters = {},
                          double complexity = 0.7) {
  LayoutPlan plan;
  plan.capabilities = size.capabilities;
  GoalSetPlan set{"challenge", {}};
  for (int k = 0; k < size.goals; ++k) {
    Goal goal;
    goal.name = "goal " + std::to_string(k + 1);
    goal.complexity = complexity;
    if (k > 0) goal.after = {k - 1};
    set.goals.push_back(goal);
  }
  plan.sets = {set};
  TablePlan table;
  table.name = "table";
  table.levers = parameters.levers;
  Setting setting;
  setting.parameters = parameters;
  for (int i = 0; i < size.partners; ++i) {
    OrganisationLayout partner;
    partner.name = "partner " + std::to_string(i + 1);
    plan.organisations.push_back(partner);
    table.members.push_back(i);
  }
  plan.tables = {table};
  setting.layout = lay_out(plan);
  setting.initial_values.organisations.resize(size.partners);
  setting.initial_values.mixes.resize(size.goals);
  setting.initial_values.given_missions.resize(1);
  return setting;
}

/// `tables` tables of five among `organisations`; each table shares two members with the next; goal
/// sets are assigned to tables in turn; the last two organisations sit at no table.
inline Setting landscape(int organisations, int tables, int sets) {
  LayoutPlan plan;
  for (int s = 0; s < sets; ++s) {
    GoalSetPlan set{"set " + std::to_string(s), {}};
    for (int k = 0; k < 2 + s; ++k) {
      Goal goal;
      goal.name = "goal " + std::to_string(k);
      goal.work = 40;
      if (k > 0) goal.after = {k - 1};
      set.goals.push_back(goal);
    }
    plan.sets.push_back(set);
  }
  for (int i = 0; i < organisations; ++i) {
    OrganisationLayout owner;
    owner.name = "organisation " + std::to_string(i);
    plan.organisations.push_back(owner);
  }
  for (int m = 0; m < tables; ++m) {
    TablePlan table;
    table.name = "table " + std::to_string(m);
    table.set = m % sets;
    table.levers.operate_after = 1;
    for (int n = 0; n < 5; ++n) table.members.push_back((3 * m + n) % (organisations - 2));
    plan.tables.push_back(table);
  }
  Setting setting;
  setting.layout = lay_out(plan);
  setting.initial_values.organisations.resize(static_cast<std::size_t>(organisations));
  setting.initial_values.mixes.resize(setting.layout.goals.size());
  setting.initial_values.given_missions.resize(static_cast<std::size_t>(tables));
  return setting;
}

/// `organisations` organisations around `tables` tables, with a seat for all at each table, working
/// on `goals` small goals. The first `founders` are members from the start (0: all are).
inline Setting shared_tables(int organisations, int tables, const Parameters& parameters,
                             int founders = 0, int goals = 3) {
  LayoutPlan plan;
  GoalSetPlan set{"challenge", {}};
  for (int k = 0; k < goals; ++k) {
    Goal goal;
    goal.name = "goal " + std::to_string(k + 1);
    goal.work = 40;
    if (k > 0) goal.after = {k - 1};
    set.goals.push_back(goal);
  }
  plan.sets = {set};
  for (int i = 0; i < organisations; ++i) {
    OrganisationLayout owner;
    owner.name = "partner " + std::to_string(i + 1);
    plan.organisations.push_back(owner);
  }
  for (int m = 0; m < tables; ++m) {
    TablePlan table;
    table.name = "table " + std::to_string(m + 1);
    table.levers = parameters.levers;
    for (int i = 0; i < organisations; ++i) table.members.push_back(i);
    for (int i = 0; i < founders; ++i) table.founders.push_back(i);
    plan.tables.push_back(table);
  }
  Setting setting;
  setting.parameters = parameters;
  setting.layout = lay_out(plan);
  setting.initial_values.organisations.resize(static_cast<std::size_t>(organisations));
  setting.initial_values.mixes.resize(static_cast<std::size_t>(goals));
  setting.initial_values.given_missions.resize(static_cast<std::size_t>(tables));
  return setting;
}

class Scene {
 public:
  explicit Scene(const SceneSize& size, const Parameters& parameters = first_edition(),
                 Arm arm = Arm::only_together, std::uint64_t seed = 1, std::uint32_t replicate = 0,
                 double complexity = 0.7)
      : setting(std::make_shared<Setting>(setting_of(size, parameters, complexity))),
        draws(seed, replicate) {
    start(world, *setting, arm, draws);
    turn_to(world, 0);
  }
  explicit Scene(const Setting& stated, Arm arm = Arm::only_together, std::uint32_t replicate = 0)
      : setting(std::make_shared<Setting>(stated)), draws(1, replicate) {
    start(world, *setting, arm, draws);
    turn_to(world, 0);
  }

  /// Sets the clock to `month` and monthly columns to their neutral values.
  Scene& at(int month) {
    turn_to(world, month);
    for (const auto& column : columns<double>())
      if (column.persistence == Persistence::monthly) fill(world.*column.numbers, column.initial);
    return *this;
  }
  Scene& trusting(double x) { return fill(world.trust, x), fill(world.initial_trust, x), *this; }
  Scene& knowing(double x) { return fill(world.knowledge, x), *this; }
  Scene& owning(double x) { return fill(world.ownership, x), *this; }
  Scene& aligned(double x) { return fill(world.alignment, x), *this; }
  Scene& motivated(double x) { return fill(world.motivation, x), *this; }
  Scene& anchored(double x) { return fill(world.anchoring, x), *this; }
  Scene& mandated(double x) { return fill(world.mandate, x), *this; }
  Scene& with_elan(double x) { return fill(world.elan, x), *this; }
  Scene& with_method(double x) { return fill(world.method, x), *this; }
  Scene& with_beacons(double x) { return fill(world.beacons, x), *this; }
  Scene& with_puller(double x) { return fill(world.puller, x), *this; }
  Scene& with_budget(double x) { return fill(world.open_budget, x), *this; }
  Scene& pledging(double x) {
    fill(world.pledge, x);
    fill(world.total_pledge, x * static_cast<double>(world.pledge.size()));
    return *this;
  }
  Scene& delivering(double x) { return fill(world.delivered, x), *this; }
  Scene& present(bool here = true) {
    for (Condition& mask : world.present) mask = here;
    return *this;
  }
  Scene& operating(int since = 0) {
    for (Condition& mask : world.operating) mask = true;
    return fill(world.operating_since, since), *this;
  }
  Scene& skilled(double x) { return fill(world.capability, x), *this; }
  /// Recomputes the values that follow from goals, mixes, capabilities and prices: the burdens of
  /// this month, the logarithms of the mixes, the output of everyone alone, and the values that all
  /// rules use.
  Scene& renewed() {
    turn_to(world, world.month);
    world.conventions = {.fte_cost = p().budget.fte_cost,
                         .keep = p().decision.keep,
                         .least_members = p().leaving.least_members};
    for (std::size_t n = 0; n < world.required_mix.size(); ++n)
      world.log_of_mix[n] = logarithm(greatest(world.required_mix[n], 1e-300));
    for (const int i : layout().all_organisations()) renew_solo_output(world, i, workspace());
    return *this;
  }
  Scene& forgetting_events() {
    for (Workspace<double>& place : world.workspaces)
      for (auto& notes : place.events) notes.clear();
    return *this;
  }
  /// Changes the levers of the table (in this scene's own copy of the setting) and the values that
  /// follow from them alone. The delegates and the first teams do not change.
  Scene& levers(const std::function<void(Levers&)>& change) {
    for (TableLayout& table : setting->layout.tables) change(table.levers);
    return acts({"choose_measurement", "choose_puller", "bind_members", "set_terms"});
  }
  /// Makes start money flow as levers, month and funding state; budgets and puller do not change.
  Scene& with_start_money() {
    const std::vector<double> puller = world.puller;
    const std::vector<double> open_budget = world.open_budget;
    acts({"set_budget"});
    world.puller = puller;
    world.open_budget = open_budget;
    return *this;
  }

  /// Runs rules, by their names in the schedule, with the parameters of this scene.
  Scene& acts(std::initializer_list<std::string_view> verbs) {
    for (const std::string_view verb : verbs)
      EXPECT_TRUE(act(world, *setting, verb, draws)) << "no rule to " << verb;
    return *this;
  }

  Parameters& p() { return setting->parameters; }
  const Layout& layout() const { return setting->layout; }
  /// The workspace in which the rules work and take notes.
  Workspace<double>& workspace() { return world.workspaces[0]; }
  double& trust(int i, int j) { return world.trust[layout().pair(i, j)]; }
  double& knowledge(int i, int j) { return world.knowledge[layout().pair(i, j)]; }

  std::shared_ptr<Setting> setting;  ///< shared, so that copies of a scene stay valid
  Draws<double> draws;
  World<double> world;

 private:
  static void fill(std::vector<double>& column, double x) {
    for (double& value : column) value = x;
  }
};

inline Scene table_of(int partners, const Parameters& parameters = first_edition()) {
  return Scene(SceneSize{.partners = partners}, parameters);
}

/// Runs the next month and checks that it breaks no law of the model.
template <class Real>
void live_a_month(World<Real>& world, const Setting& setting, const Draws<Real>& draws) {
  advance(world, setting, draws);
  for (const auto& breach : world.breaches)
    EXPECT_EQ(breach.law, nullptr) << breach.law << " in month " << breach.month;
}
inline void live_a_month(Scene& scene) {
  live_a_month(scene.world, *scene.setting, scene.draws);
}

/// Output per k€ of an organisation alone, on goal k.
inline double solo_output(Scene& scene, int organisation, int k) {
  const Layout& layout = scene.renewed().layout();
  return scene.world
      .solo_output[layout.of_stake(layout.organisations[organisation].first_stake, k)];
}

/// Hash of the whole state in any month. (The hash of a run includes fixed columns only once.)
inline std::uint64_t state_of(const World<double>& world) {
  World<double> at_the_start = world;
  at_the_start.month = 0;
  return fingerprint(world, fingerprint(at_the_start, std::uint64_t{0}));
}

/// A world after some months with the draws of `replicate`, with default parameters unless others
/// are given: for laws that must hold everywhere.
inline Scene lived_in(std::uint32_t replicate, int months, const SceneSize& size = {},
                      const Parameters& parameters = {}, Arm arm = Arm::only_together) {
  Scene scene(size, parameters, arm, 1, replicate);
  scene.world.month = -1;
  for (int t = 0; t < months; ++t) live_a_month(scene);
  return scene;
}

}  // namespace samen::testing
