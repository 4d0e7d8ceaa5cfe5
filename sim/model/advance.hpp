// Templates over the number type: the world before the first month, the month, its laws and the
// hash. model.cpp compiles them for one replicate; model_block.cpp and work_block.cpp for a block
// of replicates side by side.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "model/model.hpp"
#include "model/schedule.hpp"
#include "model/world/state.hpp"

namespace samen {
namespace {

constexpr Key everyone = 0;

/// Draws `count` weights from a symmetric Dirichlet distribution and scales them to `total`.
template <class Real, class At>
void draw_shares(const Draws<Real>& draws, double concentration, int count, const Real& total,
                 At&& at, Real* shares) {
  Real sum = 0.0;
  for (int n = 0; n < count; ++n) {
    shares[n] = draws.gamma(concentration, at(n));
    sum += shares[n];
  }
  const Real norm = total / sum;
  for (int n = 0; n < count; ++n) shares[n] *= norm;
}

template <class Real>
void resize(World<Real>& world, const Layout& layout) {
  for (const auto& column : columns<Real>())
    visit_column(world, column, [&]<class Value>(std::vector<Value>& values) {
      const std::size_t number = entries(layout, column.per);
      if constexpr (std::is_same_v<Value, Mask<Real>>)
        values.assign(number, false);
      else
        values.assign(number, column.initial);
    });
  for_each_account(world, [&](int, auto& rows, Per per) { rows.assign(entries(layout, per), {}); });
  world.burden.assign(layout.goals.size(), 0.0);

  std::size_t seats = 1, goals = 1, entries_of_team = 1;
  for (const GoalSet& set : layout.sets)
    goals = std::max(goals, static_cast<std::size_t>(set.goals));
  for (const TableLayout& table : layout.tables)
    seats = std::max(seats, static_cast<std::size_t>(table.seats));
  entries_of_team = seats * static_cast<std::size_t>(layout.capabilities);
  world.workspaces.resize(world.executor ? static_cast<std::size_t>(world.executor->size()) : 1);
  for (Workspace<Real>& workspace : world.workspaces) {
    for (auto* space : {&workspace.skill, &workspace.weight, &workspace.skilled})
      space->resize(entries_of_team);
    workspace.effort.resize(seats);
    for (auto& space : workspace.line_ups) {
      space.reach.resize(seats);
      for (auto* column : {&space.per_weight, &space.pull, &space.supply})
        column->resize(static_cast<std::size_t>(layout.capabilities));
    }
    workspace.shares.resize(goals);
    workspace.expressed.resize(seats * goals);
    for (auto& notes : workspace.events) notes.clear();
    for (auto& notes : workspace.decisions) notes.clear();
  }
  world.loops = 0;
  world.breaches = {};
}

/// Sets the values that all rules use.
template <class Real>
void set_conventions(World<Real>& world, const Parameters& p) {
  world.initial = &p.initial;
  world.yields = &p.output;
  world.conventions = {.fte_cost = p.budget.fte_cost,
                       .keep = p.decision.keep,
                       .least_members = p.leaving.least_members,
                       .leavers_alone = p.decision.leavers_alone == LeaversAlone::yes};
}

/// Resets the monthly columns, by which rules pass values to each other, to their neutral values.
template <class Real>
void begin_month(World<Real>& world) {
  for (const auto& column : columns<Real>())
    if (column.persistence == Persistence::monthly)
      std::ranges::fill(world.*column.numbers, Real(column.initial));
}

template <class Real>
Real attribute(const std::optional<Distribution>& stated, const Distribution& usual,
               const Draws<Real>& draws, const Address& at) {
  return stated.value_or(usual).at(draws, at);
}

inline Distribution normal(double mean, double sd) {
  return {Distribution::Kind::normal, mean, sd};
}

template <class Real>
void draw_capabilities(World<Real>& world, const Setting& setting, int i,
                       const Draws<Real>& draws) {
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
  for (int c = 0; c < n; ++c) skill[c] = between(p.skill_low, p.skill_high, purpose::capability, c);
  const int field = i % n;
  const int second = (i + 2) % n;
  skill[field] = between(p.main_skill_low, p.main_skill_high, purpose::main_capability, field);
  skill[second] = greatest(skill[second], between(p.second_skill_low, p.second_skill_high,
                                                  purpose::second_capability, second));
  Real mean = 0.0;
  for (int c = 0; c < n; ++c) mean += skill[c] / n;
  for (int c = 0; c < n; ++c)
    skill[c] = p.skill_difference * skill[c] + (1.0 - p.skill_difference) * mean;
}

template <class Real>
void draw_organisation(World<Real>& world, const Setting& setting, int i,
                       const Draws<Real>& draws) {
  const Initial& p = setting.parameters.initial;
  const Layout& layout = *world.layout;
  const OrganisationStart& stated = setting.initial_values.organisations[i];
  const Key key = layout.organisations[i].key;
  const auto at = [&](Purpose purpose) { return Address{.purpose = purpose, .i = key}; };

  world.income[i] = greatest(0.0, attribute(stated.income, {Distribution::Kind::fixed, p.income, 0},
                                            draws, at(purpose::income)) /
                                      12.0);
  constexpr double most_growth = 0.5;  // the admissible range of growth is ± this number
  world.growth[i] = clip(attribute(stated.growth, normal(p.growth_mean, p.growth_sd), draws,
                                   at(purpose::income_growth)),
                         -most_growth, most_growth);
  world.eco[i] =
      share(attribute(stated.eco, normal(p.eco_mean, p.eco_sd), draws, at(purpose::eco_weight)));
  world.learning[i] = share(attribute(stated.learning, normal(p.learning_mean, p.learning_sd),
                                      draws, at(purpose::learning_culture)));
  constexpr double most_change = 2.0;  // upper end of the admissible range of the cost of change
  world.change_cost[i] =
      clip(attribute(stated.change_cost, normal(p.change_cost_mean, p.change_cost_sd), draws,
                     at(purpose::change_cost)),
           0.0, most_change);
  const Mask<Real> reciprocates = draws.uniform(at(purpose::reciprocity)) < p.reciprocators;
  const Real type = select(reciprocates, p.reciprocity_high, p.reciprocity_low);
  world.reciprocity[i] =
      stated.reciprocity ? share(stated.reciprocity->at(draws, at(purpose::reciprocity))) : type;
  const auto deal_at = [&](int m) { return world.levers(m).deal; };
  const Real white_space =
      attribute(stated.white_space, {Distribution::Kind::fixed, p.white_space, 0}, draws,
                at(purpose::white_space));
  world.white_space[i] =
      share(white_space * (has_tables(world.arm) ? slack_by_deals(layout, i, p, deal_at) : 1.0));
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
          draws, p.aspiration_concentration, goals, Real(1.0),
          [&](int k) {
            return Address{.purpose = purpose::aspiration,
                           .table = static_cast<Key>(layout.stakes[s].set),
                           .i = key,
                           .j = static_cast<Key>(k)};
          },
          &world.aspiration[first]);
    }
  }
}

/// Divides the inside share of each goal's burden among the organisations with a stake in it.
template <class Real>
void draw_burdens(World<Real>& world, const Setting& setting, const Draws<Real>& draws) {
  const Initial& p = setting.parameters.initial;
  const Layout& layout = *world.layout;
  each_set(world, [&](int set, Workspace<Real>&) {
    for (const int k : layout.goals_of(set)) {
      Real drawn_total = 0.0;
      double stated_total = 0.0;
      for (const int s : layout.sets[set].stakes) {
        const StakeLayout& stake = layout.stakes[s];
        const auto& stated = setting.initial_values.organisations[stake.organisation].burden_shares;
        Real& burden = world.burden_share[layout.of_stake(s, k)];
        if (!stated.empty()) {
          burden = stated[k - layout.sets[set].first_goal];
          stated_total += stated[k - layout.sets[set].first_goal];
        } else {
          burden = draws.gamma(p.burden_concentration,
                               {.purpose = purpose::burden_share,
                                .table = static_cast<Key>(set),
                                .i = layout.organisations[stake.organisation].key,
                                .j = static_cast<Key>(k - layout.sets[set].first_goal)});
          drawn_total += burden;
        }
      }
      const double left = std::max(0.0, p.burden_inside - stated_total);
      for (const int s : layout.sets[set].stakes) {
        const StakeLayout& stake = layout.stakes[s];
        if (setting.initial_values.organisations[stake.organisation].burden_shares.empty())
          world.burden_share[layout.of_stake(s, k)] *= left / drawn_total;
      }
    }
  });
}

template <class Real>
void draw_goal(World<Real>& world, const Setting& setting, int k, const Draws<Real>& draws) {
  const int n = world.layout->capabilities;
  const auto first = static_cast<std::size_t>(k) * static_cast<std::size_t>(n);
  const auto& stated = setting.initial_values.mixes[k];
  if (!stated.empty())
    std::copy(stated.begin(), stated.end(), &world.required_mix[first]);
  else
    draw_shares(
        draws, setting.parameters.initial.mix_concentration, n, Real(1.0),
        [&](int c) {
          return Address{.purpose = purpose::required_mix,
                         .table = everyone,
                         .i = static_cast<Key>(k),
                         .j = static_cast<Key>(c)};
        },
        &world.required_mix[first]);
  for (std::size_t c = first; c < first + static_cast<std::size_t>(n); ++c)
    world.log_of_mix[c] = logarithm(above_zero(world.required_mix[c]));
}

template <class Real>
void draw_table(World<Real>& world, const Setting& setting, int m, const Draws<Real>& draws) {
  const Parameters& p = setting.parameters;
  const Layout& layout = *world.layout;
  const TableLayout& at = layout.tables[m];
  const int goals = layout.sets[at.set].goals;
  world.alive[m] = Mask<Real>(has_tables(world.arm));
  world.method[m] = world.levers(m).method;
  world.elan[m] = p.initial.elan;
  const auto& stated = setting.initial_values.given_missions[m];
  if (!stated.empty())
    std::copy(stated.begin(), stated.end(), world.given_mission.begin() + at.first_mission);
  else
    draw_shares(
        draws, p.initial.mission_concentration, goals, Real(1.0),
        [&](int k) {
          return Address{
              .purpose = purpose::given_mission, .table = at.key, .j = static_cast<Key>(k)};
        },
        &world.given_mission[at.first_mission]);

  const Key people = layout.tables[at.pool].key;  // the persons at all tables of a pool are the
                                                  // same
  for (const int i : layout.seats_at(m)) {
    const OrganisationStart& owner =
        setting.initial_values.organisations[layout.seats[i].organisation];
    const Key key = layout.seats[i].key;
    const auto address = [&](Purpose purpose) {
      return Address{.purpose = purpose, .table = people, .i = key};
    };
    world.waits[i] = layout.seats[i].waits;
    world.member[i] = at.pool == m && !layout.seats[i].waits;
    world.motivation[i] = share(
        attribute(owner.motivation, normal(p.delegates.motivation_mean, p.delegates.motivation_sd),
                  draws, address(purpose::motivation)));
    // None, limited or broad mandate with probability 1/4, 1/2, 1/4.
    const Real word = draws.uniform(address(purpose::mandate));
    const Real level = select(word < 0.25, 0.0, select(word < 0.75, 0.5, 1.0));
    world.mandate[i] = owner.mandate ? share(owner.mandate->at(draws, address(purpose::mandate)))
                                     : share(level + p.initial.mandate - 0.5);
    world.ownership[i] = p.initial.ownership;
    world.anchoring[i] = p.initial.anchoring;
    for (const int k : layout.goals_of(at.set))
      world.expressed[layout.of_seat(i, k)] = brought(world, i, k);
    for (const int j : layout.seats_at(m)) {
      if (i == j) continue;
      const Real z = draws.normal(
          {.purpose = purpose::initial_trust, .table = people, .i = key, .j = layout.seats[j].key});
      constexpr double edge = 0.02;  // nobody starts with full trust or with none
      const Real trust =
          clip(Real(p.initial.trust_mean + p.initial.trust_sd * z), edge, 1.0 - edge);
      const int partner = layout.seats[j].organisation;
      const bool stated_trust = !owner.trust.empty() && owner.trust[partner];
      const Real at_first = stated_trust ? Real(*owner.trust[partner]) : trust;
      world.initial_trust[layout.pair(i, j)] = at_first;
      world.trust[layout.pair(i, j)] = at_first;
      world.knowledge[layout.pair(i, j)] = p.initial.knowledge;
    }
  }
}

/// Combines the results of part(first, last) over 0 … items: in one call without an executor or
/// for a short column, otherwise in parallel.
template <class Result, class Part, class Together>
Result over_parts(Executor* executor, std::size_t items, const Result& neutral, Part&& part,
                  Together&& together) {
  constexpr std::size_t size = 4096;  // a task takes as long as some hundred items
  if (!executor || items <= size) return part(std::size_t{0}, items);
  std::vector<Result> of_place(static_cast<std::size_t>(executor->size()), neutral);
  const auto parts = static_cast<int>((items + size - 1) / size);
  executor->parallel_for(parts, [&](int first, int last, int place) {
    Result& sum = of_place[static_cast<std::size_t>(place)];
    sum = together(sum, part(static_cast<std::size_t>(first) * size,
                             std::min(static_cast<std::size_t>(last) * size, items)));
  });
  Result all = neutral;
  for (const Result& result : of_place) all = together(all, result);
  return all;
}

/// Whether all entries of a column obey a law, per replicate.
template <class Real, class Value, class Law>
Mask<Real> holds(Executor* executor, const std::vector<Value>& values, Law&& law) {
  return over_parts(
      executor, values.size(), Mask<Real>(true),
      [&](std::size_t first, std::size_t last) {
        Mask<Real> intact = true;
        for (std::size_t n = first; n < last; ++n) intact = intact && law(values[n]);
        return intact;
      },
      [](const Mask<Real>& a, const Mask<Real>& b) { return Mask<Real>(a && b); });
}

/// Records a breach in each replicate that has none yet.
template <class Real>
void break_law(World<Real>& world, const Mask<Real>& intact, const char* law) {
  if (none(!intact)) return;
  for (int which = 0; which < lanes<Real>; ++which)
    if (!lane(intact, which) && !world.breaches[which].law)
      world.breaches[which] = {law, world.month};
}

/// Checks the laws that must hold after every month, and records each breach.
template <class Real>
void check_laws(World<Real>& world) {
  constexpr double most = std::numeric_limits<typename NumberType<Real>::Number>::max();
  for (const auto& column : columns<Real>()) {
    if (column.law == Law::free) continue;
    const double high = column.law == Law::share ? 1.0 : most;
    const auto within = [=](const auto& x) { return x >= 0.0 && x <= high; };
    break_law(world,
              column.money ? holds<Real>(world.executor, world.*column.money, within)
                           : holds<Real>(world.executor, world.*column.numbers, within),
              column.law_in_words);
  }
  constexpr double half_a_cent = 5e-6;  // k€
  const auto closes = [=](const TableAccount<Real>& account) {
    return magnitude(account.balance()) <= half_a_cent;
  };
  break_law(world, holds<Real>(world.executor, world.table_account, closes),
            "the ledger closes to half a cent");
}

}  // namespace

/// The parts of the month, which two compilers build side by side: who meets and what is said, and
/// what boards decide and what comes of it.
enum class PartOfMonth { talk, work };

/// The rules of a part of the month, in the order of the schedule. The boards' first rule opens the
/// part `work`.
template <class Real, PartOfMonth part>
std::span<const Rule<Real>> rules_of() {
  static constexpr auto rules = [] {
    constexpr auto month = month_of_rules<Real>();
    constexpr std::size_t cut = [&] {
      std::size_t n = 0;
      while (month[n].verb != "ask_home_boards") ++n;
      return n;
    }();
    constexpr std::size_t first = part == PartOfMonth::talk ? 0 : cut;
    constexpr std::size_t last = part == PartOfMonth::talk ? cut : month.size();
    std::array<Rule<Real>, last - first> some{};
    std::copy(month.begin() + first, month.begin() + last, some.begin());
    return some;
  }();
  return rules;
}

template <class Real>
void start(World<Real>& world, const Setting& setting, Arm arm, const Draws<Real>& draws) {
  const Layout& layout = setting.layout;
  world.layout = &layout;
  world.arm = arm;
  resize(world, layout);
  turn_to(world, 0);
  set_conventions(world, setting.parameters);
  begin_changes(world);
  each_organisation(world,
                    [&](int i, Workspace<Real>&) { draw_organisation(world, setting, i, draws); });
  each(world, static_cast<int>(layout.goals.size()),
       [&](int k, Workspace<Real>&) { draw_goal(world, setting, k, draws); });
  draw_burdens(world, setting, draws);
  each_table(world, [&](int m, Workspace<Real>&) { draw_table(world, setting, m, draws); });
  for (const Rule<Real>& rule : first_rules<Real>()) rule.act(world, setting.parameters, draws);
  each_organisation(world, [&](int i, Workspace<Real>& workspace) {
    world.initial_burden[i] = burden_on(world, i);
    renew_solo_output(world, i, workspace);
  });
  world.month = -1;
}

template <class Real>
void advance(World<Real>& world, const Setting& setting, const Draws<Real>& draws) {
  turn_to(world, world.month + 1);
  set_conventions(world, setting.parameters);
  begin_month(world);
  if (change_levers(world))
    for (const Rule<Real>& rule : change_rules<Real>()) rule.act(world, setting.parameters, draws);
  for (const auto& rules :
       {rules_of<Real, PartOfMonth::talk>(), rules_of<Real, PartOfMonth::work>()})
    for (const Rule<Real>& rule : rules) rule.act(world, setting.parameters, draws);
  check_laws(world);
}

template <class Real>
bool act(World<Real>& world, const Setting& setting, std::string_view verb,
         const Draws<Real>& draws) {
  set_conventions(world, setting.parameters);
  const auto acts = [&](const auto& rules) {
    const auto rule = std::ranges::find(rules, verb, &Rule<Real>::verb);
    if (rule == rules.end()) return false;
    rule->act(world, setting.parameters, draws);
    return true;
  };
  // change_rules() is left out: its rules need the levers before a change.
  return acts(first_rules<Real>()) || acts(rules_of<Real, PartOfMonth::talk>()) ||
         acts(rules_of<Real, PartOfMonth::work>());
}

namespace {

/// Sum, over the entries of a column, of a hash of each entry's words and position. A sum does not
/// depend on the order of the work. `words(entry, visit)` visits the `size` words of an entry.
template <class Real, class Value, class Words>
Hash<Real> sum_of_hashes(Executor* executor, std::uint64_t number, const std::vector<Value>& values,
                         std::uint64_t size, Words&& words) {
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15ULL;
  constexpr std::uint64_t stride = 0xd1342543de82ef95ULL;
  return over_parts(
      executor, values.size(), Hash<Real>{},
      [&](std::size_t first, std::size_t last) {
        std::uint64_t key = number * golden + first * size * stride;
        Hash<Real> sum{};
        for (std::size_t n = first; n < last; ++n)
          words(values[n], [&](const Hash<Real>& word) {
            key += stride;
            const Hash<Real> keyed = word ^ Hash<Real>{key};
            sum += wide_product(keyed, Hash<Real>(keyed >> 32)) + word;
          });
        return sum;
      },
      [](const Hash<Real>& a, const Hash<Real>& b) { return Hash<Real>(a + b); });
}

/// The same sum over only those numbers that differ from their initial value. `numbers(entry,
/// visit)` visits the `size` numbers of an entry.
template <class Real, class Value, class Numbers>
Hash<Real> sum_of_changes(Executor* executor, std::uint64_t number,
                          const std::vector<Value>& values, double initial, std::uint64_t size,
                          Numbers&& numbers) {
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15ULL;
  constexpr std::uint64_t stride = 0xd1342543de82ef95ULL;
  return over_parts(
      executor, values.size(), Hash<Real>{},
      [&](std::size_t first, std::size_t last) {
        std::uint64_t key = number * golden + first * size * stride;
        Hash<Real> sum{};
        for (std::size_t n = first; n < last; ++n)
          numbers(values[n], [&](const auto& x) {
            key += stride;
            const Hash<Real> word(bits_of(x));
            const Hash<Real> keyed = word ^ Hash<Real>{key};
            const Hash<Real> hash = wide_product(keyed, Hash<Real>(keyed >> 32)) + word;
            sum += bits_of(Money<Real>(select(x == initial, Money<Real>(0.0), number_of(hash))));
          });
        return sum;
      },
      [](const Hash<Real>& a, const Hash<Real>& b) { return Hash<Real>(a + b); });
}

/// Added to the hash number of an account, for its rows of `later` and `of_bodies`.
constexpr std::uint64_t later_accounts = 1000, accounts_of_bodies = 2000;

template <class Real>
Hash<Real> finalised(Hash<Real> hash) {  // finaliser of MurmurHash3, with products of 32 bits
  for (const std::uint64_t odd : {0xff51afd7ed558ccdULL, 0xc4ceb9fe1a85ec53ULL}) {
    const Hash<Real> factor{odd};
    hash = hash ^ (hash >> 33);
    hash = wide_product(hash, factor) + ((wide_product(Hash<Real>(hash >> 32), factor) +
                                          wide_product(hash, Hash<Real>(factor >> 32)))
                                         << 32);
  }
  return hash ^ (hash >> 33);
}

}  // namespace

template <class Real>
Hash<Real> fingerprint(const World<Real>& world, const Hash<Real>& previous) {
  Hash<Real> total{};
  const auto add = [&](int number, const auto& values, std::uint64_t size, auto&& words) {
    total += sum_of_hashes<Real>(world.executor, static_cast<std::uint64_t>(number), values, size,
                                 words);
  };
  const bool first = world.month <= 0;
  for (const auto& column : columns<Real>()) {
    if (!is_state(column.persistence)) continue;
    if (column.persistence == Persistence::fixed && !first) continue;
    const auto add_numbers = [&](const auto& numbers) {
      if (column.persistence == Persistence::optional)
        total +=
            sum_of_changes<Real>(world.executor, static_cast<std::uint64_t>(column.number), numbers,
                                 column.initial, 1, [](const auto& x, auto&& visit) { visit(x); });
      else
        add(column.number, numbers, 1, [](const auto& x, auto&& visit) { visit(bits_of(x)); });
    };
    if (column.numbers)
      add_numbers(world.*column.numbers);
    else if (column.money)
      add_numbers(world.*column.money);
    else
      add(column.number, world.*column.conditions, 1, [](const Mask<Real>& mask, auto&& visit) {
        visit(bits_of(Real(select(mask, 1.0, 0.0))));
      });
  }
  for_each_account(world, [&](int number, const auto& rows, Per) {
    using Row = typename std::remove_cvref_t<decltype(rows)>::value_type;
    add(number, rows, Row::numbers.size(), [](const Row& row, auto&& visit) {
      for (const auto part : Row::numbers) visit(bits_of(row.*part));
    });
    const auto add_changes = [&](std::uint64_t offset, const auto& parts) {
      total += sum_of_changes<Real>(world.executor, static_cast<std::uint64_t>(number) + offset,
                                    rows, 0.0, parts.size(), [&](const Row& row, auto&& visit) {
                                      for (const auto part : parts) visit(row.*part);
                                    });
    };
    add_changes(later_accounts, Row::later);
    add_changes(accounts_of_bodies, Row::of_bodies);
  });
  const Hash<Real> month{static_cast<std::uint64_t>(world.month + 1)};
  return finalised<Real>(previous ^ (total + month));
}

template <class Real>
void branch_off(World<Real>& world, const Setting& setting, Arm arm) {
  set_conventions(world, setting.parameters);
  branch_to(world, arm);
}

}  // namespace samen

/// Compiles the model for a number type; the part `work` too, unless another unit does.
#define SAMEN_MODEL_FOR(Real)                                                            \
  template void start(World<Real>&, const Setting&, Arm, const Draws<Real>&);            \
  template void advance(World<Real>&, const Setting&, const Draws<Real>&);               \
  template bool act(World<Real>&, const Setting&, std::string_view, const Draws<Real>&); \
  template void branch_off(World<Real>&, const Setting&, Arm);                           \
  template Hash<Real> fingerprint(const World<Real>&, const Hash<Real>&);
