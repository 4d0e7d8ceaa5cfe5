#include "model/model.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace samen {
namespace {

constexpr Key everyone = 0;

/// Draws `count` weights from a symmetric Dirichlet distribution and scales them to `total`.
template <class At>
void draw_shares(const Draws& draws, double concentration, int count, Real total, At&& at,
                 Real* shares) {
  Real sum = 0.0;
  for (int n = 0; n < count; ++n) {
    shares[n] = draws.gamma(concentration, at(n));
    sum += shares[n];
  }
  for (int n = 0; n < count; ++n) shares[n] *= total / sum;
}

void resize(World& world, const Layout& layout) {
  const auto organisations = layout.organisations.size();
  const auto seats = layout.seats.size();
  const auto tables = layout.tables.size();
  const auto goals = layout.goals.size();
  const auto pairs = static_cast<std::size_t>(layout.pairs);
  const auto stake_entries = static_cast<std::size_t>(layout.stake_entries);
  const auto capabilities = static_cast<std::size_t>(layout.capabilities);

  for (auto* column :
       {&world.income, &world.growth, &world.white_space, &world.cut, &world.eco, &world.learning,
        &world.change_cost, &world.reciprocity, &world.open_budget, &world.initial_burden})
    column->assign(organisations, 0.0);
  world.capability.assign(organisations * capabilities, 0.0);
  world.account.assign(organisations, {});
  world.organisation_flows.assign(organisations, {});

  for (auto* column : {&world.solo_pledge, &world.value_alone, &world.delivered_in})
    column->assign(layout.stakes.size(), 0.0);
  for (auto* column : {&world.aspiration, &world.burden_share}) column->assign(stake_entries, 0.0);

  for (auto* column : {&world.member, &world.present}) column->assign(seats, false);
  for (auto* column : {&world.motivation, &world.ownership, &world.anchoring, &world.mandate,
                       &world.alignment, &world.pledge, &world.cap, &world.delivered, &world.effort,
                       &world.value_together, &world.satisfaction})
    column->assign(seats, 0.0);
  world.expressed.assign(static_cast<std::size_t>(layout.expressed_entries), 0.0);
  for (auto* column : {&world.trust, &world.initial_trust, &world.knowledge})
    column->assign(pairs, 0.0);

  for (auto* column : {&world.alive, &world.operating}) column->assign(tables, false);
  for (auto* column : {&world.method, &world.elan, &world.beacons, &world.plan_quality,
                       &world.integration, &world.puller, &world.low_elan_months,
                       &world.unpaid_months, &world.total_pledge, &world.total_effort,
                       &world.matched, &world.overhead_paid, &world.wage_paid, &world.work_done})
    column->assign(tables, 0.0);
  for (auto* column : {&world.operating_since, &world.ended_at}) column->assign(tables, never);
  world.ended_by.assign(tables, Reason::none);
  for (auto* column : {&world.mission, &world.given_mission})
    column->assign(static_cast<std::size_t>(layout.mission_entries), 0.0);
  world.table_account.assign(tables, {});

  for (auto* column : {&world.progress, &world.output}) column->assign(goals, 0.0);
  world.reached_at.assign(goals, never);
  world.required_mix.assign(goals * capabilities, 0.0);
  world.flows.assign(layout.sets.size(), {});
  for (auto* column : {&world.avoided, &world.revenue, &world.invested, &world.net_value})
    column->assign(layout.sets.size(), 0.0);

  std::size_t largest_table = 0;
  for (const TableLayout& table : layout.tables)
    largest_table = std::max(largest_table, static_cast<std::size_t>(table.seats));
  world.work_pairs.assign(std::max(3 * largest_table, tables) * capabilities, 0.0);
  world.work_seats.assign(std::max(seats, static_cast<std::size_t>(layout.expressed_entries)), 0.0);
  world.work_goals.assign(goals, 0.0);
}

Real attribute(const std::optional<Distribution>& stated, const Distribution& usual,
               const Draws& draws, const Address& at) {
  return stated.value_or(usual).at(draws, at);
}

Distribution normal(double mean, double sd) {
  return {Distribution::Kind::normal, mean, sd};
}

void draw_capabilities(World& world, const Setting& setting, int i, const Draws& draws) {
  const Initial& p = setting.parameters.initial;
  const int n = world.layout->capabilities;
  const Key key = world.layout->organisations[i].key;
  const auto& stated = setting.initial_values.organisations[i].capabilities;
  Real* skill = &world.capability[static_cast<std::size_t>(i) * n];
  if (!stated.empty()) {
    std::copy(stated.begin(), stated.end(), skill);
    return;
  }
  const auto between = [&](double low, double high, Purpose purpose, int c) {
    const auto word = draws.uniform({.purpose = purpose, .i = key, .j = static_cast<Key>(c)});
    return low + (high - low) * word;
  };
  for (int c = 0; c < n; ++c) skill[c] = between(p.skill_low, p.skill_high, Purpose::capability, c);
  const int field = i % n;
  const int second = (i + 2) % n;
  skill[field] = between(p.main_skill_low, p.main_skill_high, Purpose::main_capability, field);
  skill[second] = greatest(skill[second], between(p.second_skill_low, p.second_skill_high,
                                                  Purpose::second_capability, second));
  Real mean = 0.0;
  for (int c = 0; c < n; ++c) mean += skill[c] / n;
  for (int c = 0; c < n; ++c)
    skill[c] = p.skill_difference * skill[c] + (1.0 - p.skill_difference) * mean;
}

void draw_organisation(World& world, const Setting& setting, int i, const Draws& draws) {
  const Initial& p = setting.parameters.initial;
  const Layout& layout = *world.layout;
  const OrganisationStart& stated = setting.initial_values.organisations[i];
  const Key key = layout.organisations[i].key;
  const auto at = [&](Purpose purpose) { return Address{.purpose = purpose, .i = key}; };

  world.income[i] = greatest(0.0, attribute(stated.income, {Distribution::Kind::fixed, p.income, 0},
                                            draws, at(Purpose::income)) /
                                      12.0);
  constexpr double most_growth = 0.5;  // ends of the admissible range of growth
  world.growth[i] = clip(attribute(stated.growth, normal(p.growth_mean, p.growth_sd), draws,
                                   at(Purpose::income_growth)),
                         -most_growth, most_growth);
  world.eco[i] =
      share(attribute(stated.eco, normal(p.eco_mean, p.eco_sd), draws, at(Purpose::eco_weight)));
  world.learning[i] = share(attribute(stated.learning, normal(p.learning_mean, p.learning_sd),
                                      draws, at(Purpose::learning_culture)));
  constexpr double most_change = 2.0;  // upper end of the admissible range of the change cost
  world.change_cost[i] =
      clip(attribute(stated.change_cost, normal(p.change_cost_mean, p.change_cost_sd), draws,
                     at(Purpose::change_cost)),
           0.0, most_change);
  const Mask reciprocates = draws.uniform(at(Purpose::reciprocity)) < p.reciprocators;
  const Real type = select(reciprocates, p.reciprocity_high, p.reciprocity_low);
  world.reciprocity[i] =
      stated.reciprocity ? share(stated.reciprocity->at(draws, at(Purpose::reciprocity))) : type;
  double deal = 0.0;
  for (const int seat : layout.organisations[i].seats)
    deal = std::max(deal, world.levers(layout.seats[seat].table).deal);
  const Real white_space =
      attribute(stated.white_space, {Distribution::Kind::fixed, p.white_space, 0}, draws,
                at(Purpose::white_space));
  world.white_space[i] =
      share(white_space * (has_tables(world.arm) ? 1.0 + p.deal_space * deal : 1.0));
  world.cut[i] = 1.0;
  draw_capabilities(world, setting, i, draws);

  for (const int s : layout.stakes_of(i)) {
    const int first = layout.stakes[s].first_goal;
    const int goals = layout.sets[layout.stakes[s].set].goals;
    if (!stated.aspirations.empty()) {
      std::copy(stated.aspirations.begin(), stated.aspirations.end(),
                world.aspiration.begin() + first);
    } else {
      draw_shares(
          draws, p.aspiration_concentration, goals, 1.0,
          [&](int k) {
            return Address{.purpose = Purpose::aspiration,
                           .table = static_cast<Key>(layout.stakes[s].set),
                           .i = key,
                           .j = static_cast<Key>(k)};
          },
          &world.aspiration[first]);
    }
  }
}

/// Splits the inside share of each goal's burden over the organisations with a stake in it.
void draw_burdens(World& world, const Setting& setting, const Draws& draws) {
  const Initial& p = setting.parameters.initial;
  const Layout& layout = *world.layout;
  for (const int set : layout.all_sets())
    for (const int k : layout.goals_of(set)) {
      Real drawn_total = 0.0;
      double stated_total = 0.0;
      for (const int s : layout.all_stakes()) {
        const StakeLayout& stake = layout.stakes[s];
        if (stake.set != set) continue;
        const auto& stated = setting.initial_values.organisations[stake.organisation].burden_shares;
        Real& burden = world.burden_share[layout.of_stake(s, k)];
        if (!stated.empty()) {
          burden = stated[k - layout.sets[set].first_goal];
          stated_total += stated[k - layout.sets[set].first_goal];
        } else {
          burden = draws.gamma(p.burden_concentration,
                               {.purpose = Purpose::burden_share,
                                .table = static_cast<Key>(set),
                                .i = layout.organisations[stake.organisation].key,
                                .j = static_cast<Key>(k - layout.sets[set].first_goal)});
          drawn_total += burden;
        }
      }
      const double left = std::max(0.0, p.burden_inside - stated_total);
      for (const int s : layout.all_stakes()) {
        const StakeLayout& stake = layout.stakes[s];
        if (stake.set != set) continue;
        if (setting.initial_values.organisations[stake.organisation].burden_shares.empty())
          world.burden_share[layout.of_stake(s, k)] *= left / drawn_total;
      }
    }
}

void draw_goal(World& world, const Setting& setting, int k, const Draws& draws) {
  const int n = world.layout->capabilities;
  Real* mix = &world.required_mix[static_cast<std::size_t>(k) * n];
  const auto& stated = setting.initial_values.mixes[k];
  if (!stated.empty()) {
    std::copy(stated.begin(), stated.end(), mix);
    return;
  }
  draw_shares(
      draws, setting.parameters.initial.mix_concentration, n, 1.0,
      [&](int c) {
        return Address{.purpose = Purpose::required_mix,
                       .table = everyone,
                       .i = static_cast<Key>(k),
                       .j = static_cast<Key>(c)};
      },
      mix);
}

void draw_table(World& world, const Setting& setting, int m, const Draws& draws) {
  const Parameters& p = setting.parameters;
  const Layout& layout = *world.layout;
  const TableLayout& at = layout.tables[m];
  const int goals = layout.sets[at.set].goals;
  world.alive[m] = has_tables(world.arm);
  world.method[m] = at.levers.method;
  world.elan[m] = p.initial.elan;
  const auto& stated = setting.initial_values.given_missions[m];
  if (!stated.empty())
    std::copy(stated.begin(), stated.end(), world.given_mission.begin() + at.first_mission);
  else
    draw_shares(
        draws, p.initial.mission_concentration, goals, 1.0,
        [&](int k) {
          return Address{
              .purpose = Purpose::given_mission, .table = at.key, .j = static_cast<Key>(k)};
        },
        &world.given_mission[at.first_mission]);

  for (const int i : layout.seats_at(m)) {
    const OrganisationStart& owner =
        setting.initial_values.organisations[layout.seats[i].organisation];
    const Key key = layout.seats[i].key;
    const auto address = [&](Purpose purpose) {
      return Address{.purpose = purpose, .table = at.key, .i = key};
    };
    world.member[i] = true;
    world.motivation[i] = share(
        attribute(owner.motivation, normal(p.delegates.motivation_mean, p.delegates.motivation_sd),
                  draws, address(Purpose::motivation)));
    // None, limited or broad mandate with probability 1/4, 1/2, 1/4.
    const Real word = draws.uniform(address(Purpose::mandate));
    const Real level = select(word < 0.25, 0.0, select(word < 0.75, 0.5, 1.0));
    world.mandate[i] = owner.mandate ? share(owner.mandate->at(draws, address(Purpose::mandate)))
                                     : share(level + p.initial.mandate - 0.5);
    world.ownership[i] = p.initial.ownership;
    world.anchoring[i] = p.initial.anchoring;
    for (const int k : layout.goals_of(at.set))
      world.expressed[layout.of_seat(i, k)] =
          world.aspiration[layout.of_stake(layout.seats[i].stake, k)];
    for (const int j : layout.seats_at(m)) {
      if (i == j) continue;
      const Real z = draws.normal(
          {.purpose = Purpose::initial_trust, .table = at.key, .i = key, .j = layout.seats[j].key});
      constexpr double edge = 0.02;  // nobody starts with blind trust or none at all
      const Real trust = clip(p.initial.trust_mean + p.initial.trust_sd * z, edge, 1.0 - edge);
      world.initial_trust[layout.pair(i, j)] = trust;
      world.trust[layout.pair(i, j)] = trust;
      world.knowledge[layout.pair(i, j)] = p.initial.knowledge;
    }
  }
}

bool is_share(Real x) {
  return x >= 0.0 && x <= 1.0;
}

/// The laws every month must leave intact, in the words of the model.
void check_laws(const World& world) {
  const auto all = [](const std::vector<Real>& values, auto&& law) {
    return std::all_of(values.begin(), values.end(), law);
  };
  const auto positive = [](Real x) { return x >= 0.0 && std::isfinite(x); };
  expect(all(world.progress, is_share), "progress is a share");
  expect(all(world.trust, is_share), "trust is a share");
  expect(all(world.knowledge, is_share), "knowledge is a share");
  expect(all(world.ownership, is_share), "ownership is a share");
  expect(all(world.anchoring, is_share), "anchoring is a share");
  expect(all(world.motivation, is_share), "motivation is a share");
  expect(all(world.elan, is_share), "élan is a share");
  expect(all(world.method, is_share), "quality of method is a share");
  expect(all(world.open_budget, positive), "an open budget is finite and not negative");
  expect(all(world.pledge, positive), "a pledge is finite and not negative");
  expect(all(world.solo_pledge, positive), "a solo pledge is finite and not negative");
  expect(all(world.capability, positive), "a capability is finite and not negative");
  constexpr double half_a_cent = 5e-6;  // k€
  for (const TableAccount& account : world.table_account)
    expect(std::fabs(account.balance()) <= half_a_cent, "the ledger closes to half a cent");
}

}  // namespace

void start(World& world, const Setting& setting, Arm arm, const Draws& draws) {
  const Layout& layout = setting.layout;
  world.layout = &layout;
  world.arm = arm;
  world.month = 0;
  world.events.clear();
  world.decisions.clear();
  resize(world, layout);
  for (const int i : layout.all_organisations()) draw_organisation(world, setting, i, draws);
  for (const int k : layout.all_goals()) draw_goal(world, setting, k, draws);
  draw_burdens(world, setting, draws);
  for (const int m : layout.all_tables()) draw_table(world, setting, m, draws);
  for (const int i : layout.all_organisations()) world.initial_burden[i] = burden_on(world, i);
  world.month = -1;
}

void advance(World& world, const Setting& setting, const Draws& draws) {
  const Parameters& p = setting.parameters;
  ++world.month;
  open_policy_period(world, p.policy);
  set_budget(world, p.budget, draws);
  delegates_move_on(world, p.delegates, draws);
  meet(world, p.meeting, draws);
  shape_mission(world, p.mission);
  face_conflict(world, p.conflict, draws);
  keep_elan(world, p.elan);
  anchor_at_home(world, p.anchoring);
  reflect(world, p.reflection);
  confirm_beacons(world, p.beacons);
  decide(world, p.decision, p.output, draws);
  deliver(world, p.delivery, p.decision, draws);
  produce(world, p.production, p.output, p.budget);
  account(world, p.ledger);
  revise_trust(world, p.trust, draws);
  learn(world, p.learning);
  stay_or_leave(world, p.leaving, p.decision, draws);
  check_laws(world);
}

namespace {

std::uint64_t mixed_in(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9e3779b97f4a7c15ULL;
  return hash ^ (hash >> 29);
}

std::uint64_t mixed_in(std::uint64_t hash, const std::vector<Real>& column) {
  for (const Real value : column) hash = mixed_in(hash, std::bit_cast<std::uint64_t>(value));
  return hash;
}

/// Rows of an account: nothing but numbers.
template <class Row>
std::uint64_t mixed_in(std::uint64_t hash, const std::vector<Row>& rows) {
  using Words = std::array<std::uint64_t, sizeof(Row) / sizeof(std::uint64_t)>;
  for (const Row& row : rows)
    for (const std::uint64_t word : std::bit_cast<Words>(row)) hash = mixed_in(hash, word);
  return hash;
}

std::uint64_t mixed_in(std::uint64_t hash, const std::vector<Mask>& column) {
  for (const Mask value : column) hash = mixed_in(hash, static_cast<std::uint64_t>(bool(value)));
  return hash;
}

}  // namespace

std::uint64_t fingerprint(const World& world, std::uint64_t previous) {
  std::uint64_t hash = mixed_in(previous, static_cast<std::uint64_t>(world.month));
  for (const auto* column :
       {// organisations
        &world.income, &world.growth, &world.white_space, &world.cut, &world.eco, &world.learning,
        &world.change_cost, &world.reciprocity, &world.open_budget, &world.initial_burden,
        &world.capability,
        // stakes
        &world.solo_pledge, &world.value_alone, &world.delivered_in, &world.aspiration,
        &world.burden_share,
        // seats
        &world.motivation, &world.ownership, &world.anchoring, &world.mandate, &world.alignment,
        &world.pledge, &world.cap, &world.delivered, &world.effort, &world.value_together,
        &world.satisfaction, &world.expressed,
        // pairs
        &world.trust, &world.initial_trust, &world.knowledge,
        // tables
        &world.method, &world.elan, &world.beacons, &world.plan_quality, &world.integration,
        &world.puller, &world.operating_since, &world.ended_at, &world.low_elan_months,
        &world.unpaid_months, &world.total_pledge, &world.total_effort, &world.matched,
        &world.overhead_paid, &world.wage_paid, &world.work_done, &world.mission,
        &world.given_mission,
        // goals and sets
        &world.progress, &world.output, &world.required_mix, &world.reached_at, &world.avoided,
        &world.revenue, &world.invested, &world.net_value})
    hash = mixed_in(hash, *column);
  for (const auto* column : {&world.member, &world.present, &world.alive, &world.operating})
    hash = mixed_in(hash, *column);
  for (const Reason cause : world.ended_by)
    hash = mixed_in(hash, static_cast<std::uint64_t>(cause));
  hash = mixed_in(hash, world.account);
  hash = mixed_in(hash, world.organisation_flows);
  hash = mixed_in(hash, world.table_account);
  return mixed_in(hash, world.flows);
}

}  // namespace samen
