// The state variables, one row each: what there is one of, its value before the first month, the
// law it must obey, and whether the rules change it. Storage, laws and hashes come from here.
#pragma once

#include "model/world/world.hpp"

namespace samen {

/// What there is one entry of, in a column.
enum class Per {
  organisation,
  organisation_capability,
  stake,
  stake_goal,
  seat,
  seat_goal,
  pair,
  table,
  table_goal,
  table_capability,
  goal,
  goal_capability,
  set,
};

constexpr std::size_t entries(const Layout& layout, Per per) {
  const auto capabilities = static_cast<std::size_t>(layout.capabilities);
  switch (per) {
    case Per::organisation:
      return layout.organisations.size();
    case Per::organisation_capability:
      return layout.organisations.size() * capabilities;
    case Per::stake:
      return layout.stakes.size();
    case Per::stake_goal:
      return static_cast<std::size_t>(layout.stake_entries);
    case Per::seat:
      return layout.seats.size();
    case Per::seat_goal:
      return static_cast<std::size_t>(layout.expressed_entries);
    case Per::pair:
      return static_cast<std::size_t>(layout.pairs);
    case Per::table:
      return layout.tables.size();
    case Per::table_goal:
      return static_cast<std::size_t>(layout.mission_entries);
    case Per::table_capability:
      return layout.tables.size() * capabilities;
    case Per::goal:
      return layout.goals.size();
    case Per::goal_capability:
      return layout.goals.size() * capabilities;
    case Per::set:
      return layout.sets.size();
  }
  return 0;
}

enum class Law { free, share, amount };

/// Whether rules change it, or it stays what it was; scratch is no state.
enum class Course { fixed, moving, scratch };

template <class Real>
struct Column {
  std::vector<Real> World<Real>::*values;
  Per per;
  Course course = Course::moving;
  Law law = Law::free;
  const char* law_in_words = "";
  double initial = 0.0;
};

template <class Real>
constexpr auto columns() {
  using W = World<Real>;
  using enum Per;
  using enum Course;
  using enum Law;
  return std::to_array<Column<Real>>({
      {&W::income, organisation, fixed},
      {&W::growth, organisation, fixed},
      {&W::white_space, organisation},
      {&W::cut, organisation},
      {&W::eco, organisation, moving, Law::share, "an eco weight is a share"},
      {&W::learning, organisation, fixed},
      {&W::change_cost, organisation, fixed},
      {&W::reciprocity, organisation, fixed},
      {&W::open_budget, organisation, moving, amount, "an open budget is finite and not negative"},
      {&W::initial_burden, organisation, fixed},
      {&W::self_interest, organisation, moving, Law::share, "self-interest is a share"},
      {&W::tightest_space, organisation},
      {&W::keep_propensity, organisation, moving, amount,
       "a propensity is finite and not negative"},
      {&W::capability, organisation_capability, moving, amount,
       "a capability is finite and not negative"},

      {&W::solo_pledge, stake, moving, amount, "a solo pledge is finite and not negative"},
      {&W::value_alone, stake},
      {&W::delivered_in, stake},
      {&W::alone_propensity, stake, moving, amount, "a propensity is finite and not negative"},
      {&W::alone_earned, stake, moving, amount, "a payoff is finite and not negative"},
      {&W::alone_spent, stake, moving, amount, "an effort is finite and not negative"},
      {&W::aspiration, stake_goal, fixed},
      {&W::burden_share, stake_goal, fixed},
      {&W::solo_output, stake_goal},

      {&W::motivation, seat, moving, Law::share, "motivation is a share"},
      {&W::ownership, seat, moving, Law::share, "ownership is a share"},
      {&W::anchoring, seat, moving, Law::share, "anchoring is a share"},
      {&W::mandate, seat, fixed},
      {&W::alignment, seat},
      {&W::pledge, seat, moving, amount, "a pledge is finite and not negative"},
      {&W::cap, seat},
      {&W::delivered, seat},
      {&W::effort, seat},
      {&W::value_together, seat},
      {&W::satisfaction, seat},
      {&W::pressure, seat, moving, Law::share, "pressure is a share"},
      {&W::disclosed, seat, moving, Law::share, "what is disclosed is a share"},
      {&W::together_propensity, seat, moving, amount, "a propensity is finite and not negative"},
      {&W::together_earned, seat, moving, amount, "a payoff is finite and not negative"},
      {&W::together_spent, seat, moving, amount, "an effort is finite and not negative"},
      {&W::expressed, seat_goal},

      {&W::trust, pair, moving, Law::share, "trust is a share"},
      {&W::initial_trust, pair, fixed},
      {&W::knowledge, pair, moving, Law::share, "knowledge is a share"},

      {&W::method, table, moving, Law::share, "quality of method is a share"},
      {&W::elan, table, moving, Law::share, "élan is a share"},
      {&W::beacons, table},
      {&W::plan_quality, table},
      {&W::integration, table},
      {&W::puller, table},
      {&W::operating_since, table, moving, free, "", never},
      {&W::ended_at, table, moving, free, "", never},
      {&W::ended_by, table},
      {&W::low_elan_months, table},
      {&W::unpaid_months, table},
      {&W::total_pledge, table},
      {&W::total_effort, table},
      {&W::matched, table},
      {&W::overhead_paid, table},
      {&W::wage_paid, table},
      {&W::work_done, table},
      {&W::sanction_time, table, moving, amount, "time for sanctions is finite and not negative"},
      {&W::ready_months, table},
      {&W::tension, table, moving, Law::share, "tension is a share"},
      {&W::months_without_win, table},
      {&W::mission, table_goal},
      {&W::given_mission, table_goal, fixed},
      {&W::table_output, table_goal},
      {&W::best_skill, table_capability, scratch},
      {&W::friction, table, moving, amount, "institutional friction is finite and not negative"},
      {&W::relapse, table, moving, Law::share, "a relapse of roles is a share"},

      {&W::progress, goal, moving, Law::share, "progress is a share"},
      {&W::earlier_progress, goal, scratch},
      {&W::output, goal},
      {&W::required_mix, goal_capability, fixed},
      {&W::log_of_mix, goal_capability, scratch},
      {&W::reached_at, goal, moving, free, "", never},

      {&W::delivered_to, set},
      {&W::avoided, set},
      {&W::revenue, set},
      {&W::invested, set},
      {&W::net_value, set},

      {&W::legitimacy, table, moving, Law::share, "legitimacy is a share", 1.0},
      {&W::bias, table, moving, Law::share, "bias is a share"},
      {&W::gift_left, table, moving, amount, "what is left of a gift is not negative"},
      {&W::gift_paid, table},
      {&W::funded, table, moving, free, "", 1.0},
      {&W::content_time, table, scratch, free, "", 1.0},
      {&W::change_eased, table, scratch, free, "", 1.0},
      {&W::plan_support, table, scratch, free, "", 1.0},
      {&W::safety_kept, table, scratch, free, "", 1.0},
      {&W::funder_pull, table, scratch},
  });
}

/// The columns of conditions.
template <class Real>
struct MaskColumn {
  std::vector<Mask<Real>> World<Real>::*values;
  Per per;
  Course course = Course::moving;
};
template <class Real>
constexpr auto mask_columns() {
  using W = World<Real>;
  return std::to_array<MaskColumn<Real>>({
      {&W::member, Per::seat},
      {&W::present, Per::seat},
      {&W::leaves, Per::seat, Course::scratch},
      {&W::waits, Per::seat},
      {&W::joins, Per::seat, Course::scratch},
      {&W::obstructed, Per::table},
      {&W::alive, Per::table},
      {&W::operating, Per::table},
      {&W::pulls, Per::seat},
      {&W::burnt_out, Per::seat},
      {&W::hard_talk, Per::table, Course::scratch},
      {&W::set_back, Per::table, Course::scratch},
  });
}

/// Numbers and conditions in the state of one replicate, but for the accounts.
inline std::size_t size_of_state(const Layout& layout) {
  std::size_t numbers = 0;
  for (const Column<double>& column : columns<double>()) numbers += entries(layout, column.per);
  for (const MaskColumn<double>& column : mask_columns<double>())
    numbers += entries(layout, column.per);
  return numbers;
}

/// Calls visit(rows, per) for the columns of accounts.
template <class AnyWorld, class Visit>
void for_each_account(AnyWorld& world, Visit&& visit) {
  visit(world.account, Per::organisation);
  visit(world.organisation_flows, Per::organisation);
  visit(world.table_account, Per::table);
  visit(world.flows, Per::set);
}

/// Memory the state of a world takes [bytes], all its replicates together.
template <class Real>
double bytes_of_state(const World<Real>& world) {
  double bytes = 0.0;
  const auto add = [&](const auto& values) {
    bytes += static_cast<double>(values.size() * sizeof(values[0]));
  };
  for (const Column<Real>& column : columns<Real>()) add(world.*column.values);
  for (const MaskColumn<Real>& column : mask_columns<Real>()) add(world.*column.values);
  for_each_account(world, [&](const auto& rows, Per) { add(rows); });
  return bytes;
}

}  // namespace samen
