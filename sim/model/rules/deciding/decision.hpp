// 7.28 Boards decide: nothing, alone or together.
//
// Four times a year each home board divides its open budget over its options, by the value of each:
// avoided cost, extra revenue and – the more it thinks in terms of the whole – relief of the burden
// on everyone. The value of working together is what the others would add, as a board with
// imperfect knowledge and trust sees it. The cost of changing oneself lowers this value; the cost
// grows as matters become concrete. Shares follow the choice axiom of Luce (1959), Individual
// Choice Behavior. The seats of an organisation can count as one option (nesting): a second table
// that resembles the first gives no second reason to work together, just as a blue bus beside a red
// one gives no second reason to travel by bus (Debreu 1960; McFadden 1978). Every pledge passes the
// mandate gate: the home board approves it, or the mandate of the delegate limits it. If board and
// delegate are one person, this person chooses only once between keeping and giving
// (levers.direct). The higher this lever, the less the board keeps and the more the delegate
// decides (7.32). Sources: A02, A03, A16, A23, B04, B21, B38, B46, B70, C14, E03, E11.
#pragma once

#include "model/rules/working/output.hpp"
#include "model/world/mechanism.hpp"
#include "model/world/options.hpp"

namespace samen {

/// The decision rule of boards: imagined value, or learning from payoffs (payoff.hpp).
enum class BoardRule { value, payoff };

inline constexpr std::array<std::string_view, 2> board_rule_names{"value", "payoff"};

/// Whether an organisation without a table – it left, or the table ended – may work alone in the
/// arm `only_together` as in `together`.
enum class LeaversAlone { no, yes };
inline constexpr std::array<std::string_view, 2> leavers_alone_names{"no", "yes"};

namespace event {
inline constexpr EventKind refusal{11};
}
namespace reason {
inline constexpr Reason white_space{9}, mandate{10}, board{11}, value{12}, staff{14}, person{15},
    bottleneck{19};
}
namespace purpose {
inline constexpr Purpose approval{38};
}

struct Decision {
  double horizon = 48.0;
  double keep = 0.4;
  double sharpness = 1.25;
  double stranger_discount = 0.6;
  double integration_hope = 0.2;
  double partner_effort = 0.5;
  double change_weight = 0.6;
  double change_floor = 0.2;
  double concrete_after = 18.0;
  double deal_eases = 0.6;
  double joint_eases = 0.5;
  double individual_surge = 0.75;
  double mandate_reach = 0.6;
  double least_budget = 0.001;
  double nesting = 1.0;
  double satiation = 1.0;
  BoardRule rule = BoardRule::value;
  LeaversAlone leavers_alone = LeaversAlone::no;

  static constexpr std::array parameters{
      Parameter{&Decision::horizon,
                "horizon",
                "months",
                {1, 600},
                "months of relief a board counts as the value of a goal",
                "assumption"},
      Parameter{&Decision::keep,
                "keep",
                "k€/k€",
                {1e-6, 100},
                "value of keeping a k€ for own use",
                "assumption"},
      Parameter{&Decision::sharpness,
                "sharpness",
                "exponent",
                {0, 20},
                "how sharply boards follow value (Luce)",
                "Luce (1959); fitted to V6 and V7"},
      Parameter{&Decision::stranger_discount,
                "stranger_discount",
                "factor",
                {0, 2},
                "skill expected of an unknown partner, relative to the mean",
                "B16, B67; assumption",
                leaves_as_is},
      Parameter{&Decision::integration_hope,
                "integration_hope",
                "share",
                {0, 1},
                "integration expected above the present one",
                "assumption"},
      Parameter{&Decision::partner_effort,
                "partner_effort",
                "share",
                {0, 1},
                "share of its open budget a partner is expected to bring at least",
                "assumption"},
      Parameter{&Decision::change_weight,
                "change_weight",
                "factor",
                {0, 10},
                "weight of own change cost in the value of together",
                "E03; assumption",
                adds_nothing},
      Parameter{&Decision::change_floor,
                "change_floor",
                "share",
                {0, 1},
                "part of the change cost that counts before matters are concrete",
                "E03; assumption",
                leaves_as_is},
      Parameter{&Decision::concrete_after,
                "concrete_after",
                "months",
                {0.1, 600},
                "months of operation until the collaboration is fully concrete",
                "E03; assumption"},
      Parameter{&Decision::deal_eases,
                "deal_eases",
                "share",
                {0, 1},
                "share of the change cost a non-monetary deal takes away",
                "E22; assumption",
                adds_nothing},
      Parameter{&Decision::joint_eases,
                "joint_eases",
                "share",
                {0, 1},
                "share of the change cost joint implementation takes away from an owner",
                "E04; assumption",
                adds_nothing},
      Parameter{&Decision::individual_surge,
                "individual_surge",
                "factor",
                {0, 10},
                "what individual implementation of an imposed collaboration adds to the change "
                "cost, relative to it",
                "E04: 0.5-1; assumption",
                adds_nothing}
          .plausible_between(0.5, 1.0),
      Parameter{&Decision::mandate_reach,
                "mandate_reach",
                "share",
                {0, 1},
                "share of the pledge a full mandate covers without the board",
                "B70; assumption",
                adds_nothing},
      Parameter{&Decision::least_budget,
                "least_budget",
                "k€/month",
                {1e-9, 1},
                "floor of the open budget in the value per own k€",
                "numerical"},
      Parameter{&Decision::nesting,
                "nesting",
                "share",
                {0, 1},
                "how far the seats of an organisation are one option among its options: 0 each "
                "its own, 1 together as much as the best of them",
                "McFadden (1978), Debreu (1960); 0: each its own",
                adds_nothing},
      Parameter{
          &Decision::satiation,
          "satiation",
          "factor",
          {0, 100},
          "how soon relief for everyone is worth less as progress is made: half when progress "
          "is its inverse",
          "Gossen (1854); assumption; 0: it is worth the same at any time",
          adds_nothing},
      choice<&Decision::rule>(
          "rule", board_rule_names,
          "boards go by imagined value (Luce), or learn from what paid (Roth and Erev)",
          "G10: both must lead to the same conclusions"),
      choice<&Decision::leavers_alone>(
          "leavers_alone", leavers_alone_names,
          "whether organisations without a table any more may work alone in every arm with tables",
          "assumption; no: where own work is forbidden it stays so"),
  };

  struct Levers {
    double joint = 1.0;
    double deal = 0.0;
    double direct = 0.0;

    static constexpr std::array parameters{
        Parameter{&Levers::joint,
                  "joint",
                  "share",
                  {0, 1},
                  "implementation: 1 joint, 0 each for itself",
                  "E04; assumption"},
        Parameter{&Levers::deal,
                  "deal",
                  "share",
                  {0, 1},
                  "non-monetary deal: a government removes barriers instead of paying",
                  "E22; assumption"},
        Parameter{&Levers::direct,
                  "direct",
                  "share",
                  {0, 1},
                  "how far keeping or giving is chosen by the delegate and no longer by the board: "
                  "1 where both are one person",
                  "Luce (1959); a player of a public-goods game chooses once"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> self_interest;       ///< share of the eco weight that is lost for a while
    std::vector<Real> keep_weight;         ///< weight of keeping the open budget, at this board
    std::vector<Real> solo_pledge;         ///< S [k€/month]
    std::vector<Real> value_alone;         ///< u_alone per k€, of the last board
    std::vector<Real> alone_weight;        ///< weight of working alone, at this board
    std::vector<Real> together_weight;     ///< weight of the table, at this board
    std::vector<Real> mandate;             ///< of the delegate
    std::vector<Real> pledge;              ///< P [k€/month]
    std::vector<Real> cap;                 ///< upper limit of the pledge at the last board
    std::vector<Real> value_together;      ///< u_together per k€, of the last board
    std::vector<Real> total_pledge;        ///< of all members [k€/month]
    std::vector<Mask<Real>> approved;      ///< by the home board, at this board
    std::vector<Mask<Real>> held_at_node;  ///< the host's board stopped the pledge, at this board
    std::vector<Mask<Real>> would_gain;    ///< the seat would gain more as a member than by keeping
    std::vector<Real> change_eased;        ///< factor on the cost of change
    std::vector<Real> change_felt;         ///< own cost of change, weighed and eased
    std::vector<Real> concrete;            ///< how concrete the collaboration is, 0 … 1
    std::vector<Real> match_imagined;      ///< match that boards expect per own k€
    std::vector<Real> solo_imagined;       ///< match that boards expect per own k€ of work alone
    std::vector<Real> solo_kept;           ///< share of own work that remains if outside money
                                           ///< matches it (crowding out)
    std::vector<Real> own_kept;            ///< share of the own pledge that remains if a match is
                                           ///< offered (crowding out)
    std::vector<Real> encouraged;          ///< share of the missing trust that the signal of a lead
                                           ///< gift fills
    std::vector<double> threshold;         ///< pledges below it start nothing [k€/month]
    std::vector<double> refunded;          ///< share of a pledge that boards expect to get back
    std::vector<double> money_left_out;    ///< 1 while the table does not talk about money

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {11, &State::self_interest, Per::organisation, moving, Law::share,
           "self-interest is a share"},
          {0, &State::keep_weight, Per::organisation, scratch},
          {15, &State::solo_pledge, Per::stake, moving, amount,
           "a solo pledge is finite and not negative"},
          {16, &State::value_alone, Per::stake, moving},
          {0, &State::alone_weight, Per::stake, scratch},
          {0, &State::together_weight, Per::seat, scratch},
          {27, &State::mandate, Per::seat, fixed},
          {29, &State::pledge, Per::seat, moving, amount, "a pledge is finite and not negative"},
          {30, &State::cap, Per::seat, moving},
          {33, &State::value_together, Per::seat, moving},
          {55, &State::total_pledge, Per::table, moving},
          {0, &State::approved, Per::seat, scratch},
          {0, &State::held_at_node, Per::seat, scratch},
          {0, &State::would_gain, Per::seat, scratch},
          {0, &State::change_eased, Per::table, scratch, free, "", 1.0},
          {0, &State::change_felt, Per::seat, scratch},
          {0, &State::concrete, Per::table, scratch},
          {0, &State::match_imagined, Per::table, scratch},
          {0, &State::solo_imagined, Per::organisation, scratch},
          {0, &State::solo_kept, Per::organisation, scratch, free, "", 1.0},
          {0, &State::own_kept, Per::table, scratch, free, "", 1.0},
          {0, &State::encouraged, Per::table, scratch},
          {0, &State::threshold, Per::table, scratch},
          {0, &State::refunded, Per::table, scratch},
          {0, &State::money_left_out, Per::table, scratch},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::refusal, "refusal", "what the gate lets through"},
  };
  static constexpr std::array reasons{
      ReasonRow{reason::white_space, "white_space"},
      ReasonRow{reason::mandate, "mandate"},
      ReasonRow{reason::board, "board"},
      ReasonRow{reason::value, "value"},
      ReasonRow{reason::staff, "staff"},
      ReasonRow{reason::person, "person"},
      ReasonRow{reason::bottleneck, "bottleneck"},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::approval, "approval"},
  };
};
template <>
struct ParametersOf<Decision> {
  Decision decision;
  static constexpr auto member = &ParametersOf::decision;
  static constexpr std::string_view name = "decision", number = "7.28", title = "boards decide";
};

/// Value to the owner of stake s of full progress on goal k [k€]. At eco weight 0 the owner counts
/// its own burden and revenue. At eco weight 1 it counts the burden of everyone, weighted by its
/// aspiration for the goal and lowered by satiation as the goal progresses.
template <class Real>
Real value_of_goal(const World<Real>& world, int s, int k, const Decision& p) {
  const auto& layout = *world.layout;
  const Goal& goal = layout.goals[k];
  const GoalSet& set = layout.sets[layout.stakes[s].set];
  const double relief = world.burden[k] * goal.relief * p.horizon;
  const Real eco = eco_weight(world, layout.stakes[s].organisation);
  const Real own = world.burden_share[layout.of_stake(s, k)] * relief +
                   goal.revenue * p.horizon / set.organisations;
  const Real common = set.goals * world.aspiration[layout.of_stake(s, k)] * relief /
                      (1.0 + p.satiation * world.progress[k]);
  return (1.0 - eco) * own + eco * common;
}

/// u_alone: value per own k€ of working alone on the goals of the stake, including the match that
/// boards expect.
template <class Real>
Real value_of_alone(const World<Real>& world, int s, const Decision& p) {
  const auto& layout = *world.layout;
  const Output& output = *world.yields;
  Real weight_left = 0.0;
  Real value = 0.0;
  for (const int k : layout.goals_of(layout.stakes[s].set)) {
    const Real part = world.aspiration[layout.of_stake(s, k)] * unfinished(world, k);
    weight_left += part;
    value += value_of_goal(world, s, k, p) * openness(world, k, output) * part *
             world.solo_output[layout.of_stake(s, k)] / layout.goals[k].work;
  }
  return (1.0 + world.solo_imagined[layout.stakes[s].organisation]) *
         (value / above_zero(weight_left));
}

/// How concrete the collaboration has become: 0 before operations, 1 after `concrete_after` months.
template <class Real>
Real concreteness(const World<Real>& world, int m, const Decision& p) {
  return select(world.operating[m],
                least(1.0, (world.month - world.operating_since[m]) / p.concrete_after), 0.0);
}

/// Own cost of change, weighed by egoism and eased by deals and joint implementation.
template <class Real>
Real felt_change_cost(const World<Real>& world, int i, const Decision& p) {
  const auto& levers = world.levers(world.layout->seats[i].table);
  const int owner = world.organisation_of(i);
  return world.change_cost[owner] * (1.0 - eco_weight(world, owner)) *
         (1.0 - p.deal_eases * levers.deal) *
         (1.0 - p.joint_eases * levers.joint * world.ownership[i]) *
         (1.0 + p.individual_surge * levers.mandated * (1.0 - levers.joint)) *
         world.change_eased[world.layout->seats[i].table];
}

/// Mean skill over the members of table m and all capabilities.
template <class Real>
Real mean_skill(const World<Real>& world, int m) {
  const int capabilities = world.layout->capabilities;
  return mean_over_members(world, m, [&](int j) {
    Real sum = 0.0;
    for (int c = 0; c < capabilities; ++c) sum += world.skill(world.organisation_of(j), c);
    return sum / capabilities;
  });
}

/// Fills the team as seat i imagines it. The seat expects a partner it hardly knows to have
/// somewhat less skill than the mean, and expects contributions in proportion to its trust.
template <class Real>
void imagine_team(const World<Real>& world, int i, const Real& mean, const Decision& p,
                  Team<Real>& team) {
  const auto& layout = *world.layout;
  const auto& at = layout.tables[layout.seats[i].table];
  const int capabilities = layout.capabilities;
  const int m = layout.seats[i].table;
  const Real matched = 1.0 + world.match_imagined[m];
  const Real gift = world.gift_due[m] / greatest(members(world, m) - 1.0, 1.0);
  for (const int j : layout.seats_at(layout.seats[i].table)) {
    const int row = j - at.first_seat;
    const Real known = j == i ? Real(1.0) : world.knowledge[layout.pair(i, j)];
    const Real unknown = (1.0 - known) * p.stranger_discount * mean;
    for (int c = 0; c < capabilities; ++c)
      team.skill[row * capabilities + c] =
          known * world.skill(world.organisation_of(j), c) + unknown;
    const Real theirs =
        greatest(world.pledge[j], p.partner_effort * world.open_budget[world.organisation_of(j)]);
    const Real trust = world.trust[layout.pair(i, j)];
    const Real believed = j == i ? world.open_budget[world.organisation_of(i)]
                                 : theirs * (trust + world.encouraged[m] * (1.0 - trust));
    team.effort[row] =
        select(world.member[j], matched * believed + (j == i ? Real(0.0) : gift), 0.0);
  }
}

/// Expected value of a k€ under a threshold. It is worth `value` if the pledges at table m reach
/// the threshold, and `keep` if it is refunded; the board expects pledges of `together` k€ a month.
template <class Real>
Real risked(const World<Real>& world, int m, const Real& value, const Real& together, double keep) {
  const double threshold = world.threshold[m];
  if (threshold == 0.0) return value;
  const Real risk = greatest(0.0, 1.0 - together / threshold);
  return (1.0 - risk) * value + risk * (world.refunded[m] * keep);
}

/// u_together: value per own k€ of putting the open budget of seat i into its table. `shares`
/// divide the table's effort over its goals, `mean` is the mean skill and `known` the mean
/// knowledge at the table.
template <class Real>
Real value_of_together(const World<Real>& world, int i, std::span<const Real> shares,
                       const Real& mean, const Real& known, const Decision& p,
                       Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const Output& output = *world.yields;
  const auto& seat = layout.seats[i];
  const auto& at = layout.tables[seat.table];
  const int me = i - at.first_seat;
  const int sweeps = output.imagined_sweeps;
  Team<Real> team = team_at(world, seat.table, workspace);
  imagine_team(world, i, mean, p, team);
  weigh_skills(team, Real(output.specialisation * known), output,
               [&](int row) { return world.member[at.first_seat + row]; });

  std::array line_ups{line_up(team, nobody, workspace, 0), line_up(team, me, workspace, 1)};
  const Real imagined = line_ups[0].total;
  const Real together = least(1.0, p.integration_hope + world.integration[seat.table]);
  Real value = 0.0;
  for (const int k : layout.goals_of(at.set)) {
    const Real part = shares[k - layout.sets[at.set].first_goal];
    if (none(part > 0.0)) continue;
    const Real beside = team.effort[me] * world.solo_output[layout.of_stake(seat.stake, k)];
    const auto [with_me, without_me] = team_outputs(world, k, team, line_ups, sweeps, output);
    const Real added =
        world.way[layout.of_table(seat.table, k)] * greatest(0.0, with_me - without_me);
    value += value_of_goal(world, seat.stake, k, p) * openness(world, k, output) * part *
             ((1.0 - together) * beside + together * added) / layout.goals[k].work;
  }
  const Real per_own = value / greatest(world.open_budget[seat.organisation], p.least_budget);
  const Real resistance =
      p.change_weight * felt_change_cost(world, i, p) *
      (p.change_floor + (1.0 - p.change_floor) * concreteness(world, seat.table, p));
  return risked(world, seat.table, Real(per_own / (1.0 + resistance)), imagined, p.keep);
}

/// Computes the value of together for every seat of table m.
template <class Real>
void weigh_together(World<Real>& world, int m, const Decision& p, Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const Output& output = *world.yields;
  if (none(world.alive[m])) return;
  world.integration[m] =
      select(world.alive[m], integration(world, m, output), world.integration[m]);
  const auto shares = std::span(workspace.shares).first(layout.sets[layout.tables[m].set].goals);
  share_over_goals(world, m, output, shares);
  const Real mean = mean_skill(world, m);
  const Real known = mean_knowledge(world, m);
  for (const int i : layout.seats_at(m)) {
    const Mask<Real> here = world.sits(i);
    if (none(here)) continue;
    const Real value = value_of_together<Real>(world, i, shares, mean, known, p, workspace);
    world.value_together[i] = select(here, value, world.value_together[i]);
  }
}

/// The reason why a seat did not pledge more; if several apply, the first.
template <class Real>
Real what_blocks(const World<Real>& world, int i, const Mask<Real>& approved, const Decision& p) {
  const Real worth =
      select(world.value_together[i] < p.keep, code_of(reason::value), code_of(reason::none));
  const Real refused =
      select(world.mandate[i] == 0.0, code_of(reason::mandate), code_of(reason::board));
  const int owner = world.organisation_of(i);
  const auto tightest = [&](SpaceLevel level) {
    return world.tightest_space[owner] == static_cast<double>(level);
  };
  const Real level = select(tightest(SpaceLevel::organisation), code_of(reason::staff),
                            select(tightest(SpaceLevel::person), code_of(reason::person), worth));
  const Real willing = select(worth == code_of(reason::none), level, worth);
  return select(world.open_budget[owner] == 0.0, code_of(reason::white_space),
                select(approved, willing, refused));
}

/// Records the decision of an organisation about one seat (-1: it sits at no table), per replicate.
template <class Real>
void note_decision(const World<Real>& world, int organisation, int seat, const Real& keep,
                   const Real& alone, const Real& together, const Real& block,
                   Workspace<Real>& workspace) {
  if (!workspace.keeps_decisions) return;
  Mask<Real> alone_open(false);
  for (const int s : world.layout->stakes_of(organisation))
    alone_open = alone_open || may_work_alone(world, s);
  const Real best = greatest(keep, greatest(alone, together));
  const Real worst = least(keep, least(alone, together));
  const Real second = keep + alone + together - best - worst;
  Real value_alone = 0.0;
  for (const int s : world.layout->stakes_of(organisation))
    value_alone = greatest(value_alone, world.value_alone[s]);
  for (int which = 0; which < lanes<Real>; ++which)
    workspace.decisions[which].push_back(
        {workspace.order,
         {
             .month = world.month,
             .organisation = organisation,
             .seat = seat,
             .open_budget = lane(world.open_budget[organisation], which),
             .value_alone = lane(value_alone, which),
             .value_together = seat >= 0 ? lane(world.value_together[seat], which) : 0.0,
             .share_keep = lane(keep, which),
             .share_alone = lane(alone, which),
             .share_together = lane(together, which),
             .cap = seat >= 0 ? lane(world.cap[seat], which) : 0.0,
             .margin = lane(Real(best - second), which),
             .alone_open = lane(alone_open, which),
             .together_open = seat >= 0 && lane(together, which) > 0.0,
             .block = static_cast<Reason>(static_cast<int>(lane(block, which))),
         }});
}

/// How far the delegates of an organisation decide instead of its board: the largest lever `direct`
/// among its operating tables.
template <class Real>
Real left_to_delegates(const World<Real>& world, int organisation) {
  Real direct = 0.0;
  for (const int i : world.layout->organisations[organisation].seats) {
    const int m = world.layout->seats[i].table;
    const double here = world.levers(m).direct;
    if (here > 0.0)
      direct = greatest(direct, select(world.sits(i) && world.operating[m], Real(here), Real(0.0)));
  }
  return direct;
}

/// Nested logit: the factor on the weights of an organisation's seats. It is 1 if each seat is an
/// option of its own, and smaller the more the seats count as one option. With s = 1 - nesting and
/// the largest weight w*, the factor is w* (Σ (w / w*)^(1/s))^s / Σ w. At s = 0 it is w* / Σ w. The
/// proportions between the seats do not change.
template <class Real>
Real nested(const World<Real>& world, int organisation, const Decision& p) {
  const auto& seats = world.layout->organisations[organisation].seats;
  if (p.nesting == 0.0 || seats.size() < 2) return Real(1.0);
  Real best = 0.0;
  Real total = 0.0;
  for (const int i : seats) {
    best = greatest(best, world.together_weight[i]);
    total += world.together_weight[i];
  }
  const double scale = 1.0 - p.nesting;
  Real inclusive = 1.0;
  if (scale > 0.0) {
    Real alike = 0.0;  // from 1, if only the best seat counts, to the number of seats
    for (const int i : seats)
      alike += power(Real(world.together_weight[i] / above_zero(best)), 1.0 / scale);
    inclusive = power(greatest(alike, Real(1.0)), scale);
  }
  return select(best > 0.0, best * inclusive / above_zero(total), 1.0);
}

/// Nests the seats of each organisation: together they count as one option, by `nesting`.
template <class Real>
void nest_seats(World<Real>& world, const Decision& p) {
  if (p.nesting == 0.0) return;
  each_organisation(world, [&](int i, Workspace<Real>&) {
    const Real factor = nested(world, i, p);
    for (const int seat : world.layout->organisations[i].seats)
      world.together_weight[seat] *= factor;
  });
}

/// Divides the open budget of one organisation over its options.
template <class Real>
void divide_budget(World<Real>& world, int organisation, const Decision& p,
                   Workspace<Real>& workspace) {
  const auto& layout = *world.layout;
  const OrganisationLayout& owner = layout.organisations[organisation];
  const Real budget = world.open_budget[organisation];
  const Real keep =
      (1.0 - left_to_delegates(world, organisation)) * world.keep_weight[organisation];
  Real total = keep;
  for (const int s : layout.stakes_of(organisation)) total += world.alone_weight[s];
  for (const int i : owner.seats) total += world.together_weight[i];
  const Mask<Real> worthless = total == 0.0;  // if delegates choose and no option has any value
  total = select(worthless, 1.0, total);
  const Real kept = select(worthless, 1.0, keep / total);

  Real alone = 0.0;
  for (const int s : layout.stakes_of(organisation)) {
    const Real part = world.alone_weight[s] / total;
    world.solo_pledge[s] = budget * part * world.solo_kept[organisation];
    alone += part;
  }
  if (owner.seats.empty())
    note_decision<Real>(world, organisation, -1, kept, alone, 0.0,
                        select(budget == 0.0, code_of(reason::white_space), code_of(reason::none)),
                        workspace);
  for (const int i : owner.seats) {
    const Real part = world.together_weight[i] / total;
    const Mask<Real> at_home = world.approved[i];
    const Mask<Real> approved = at_home && !world.held_at_node[i];
    const Real let_through = select(approved, 1.0, p.mandate_reach * world.mandate[i]);
    world.cap[i] = select(world.sits(i), let_through, world.cap[i]);
    const Mask<Real> asked = world.sits(i) && world.operating[layout.seats[i].table];
    const int m = layout.seats[i].table;
    const double in_kind =
        world.money_left_out[m] > 0.0 ? 1.0 - owner.cheque[static_cast<int>(Cheque::money)] : 1.0;
    const Real given = world.own_kept[m] * in_kind;
    world.pledge[i] = select(asked, budget * part * world.cap[i] * given, 0.0);
    const Real blocked = select(at_home && world.held_at_node[i] && budget > 0.0,
                                code_of(reason::bottleneck), what_blocks(world, i, approved, p));
    const Real block = select(asked, blocked, code_of(reason::none));
    note(workspace, block != code_of(reason::none),
         {.month = world.month,
          .kind = event::refusal,
          .table = layout.seats[i].table,
          .organisation = organisation},
         world.cap[i], block);
    note_decision(world, organisation, i, kept, alone, part, block, workspace);
  }
}

/// Home boards approve the pledges of their delegates, or leave them to the mandate.
template <class Real>
void ask_home_boards(World<Real>& world, const Decision&, const Draws<Real>& draws) {
  const auto& layout = *world.layout;
  if (!boards_meet(world)) return;
  each_table(world, [&](int m, Workspace<Real>&) {
    for (const int i : layout.seats_at(m))
      world.approved[i] = draws.uniform({.purpose = purpose::approval,
                                         .month = world.month,
                                         .table = layout.tables[m].key,
                                         .i = layout.seats[i].key}) < world.anchoring[i];
  });
}

/// Computes the value per k€ of alone and of together, and the weight of each option in the
/// division of the budget. An option that is not open has weight 0.
template <class Real>
void weigh_options(World<Real>& world, const Decision& p) {
  const auto& layout = *world.layout;
  world.learns_from_payoff = p.rule == BoardRule::payoff;
  if (!boards_meet(world)) return;
  const bool finds_ways_alone = !none(world.own_producing[0] < 1.0);
  if (has_tables(world.arm) || finds_ways_alone)  // the yield of work alone may have changed
    each_organisation(
        world, [&](int i, Workspace<Real>& workspace) { renew_solo_output(world, i, workspace); });
  each_table(world,
             [&](int m, Workspace<Real>& workspace) { weigh_together(world, m, p, workspace); });
  each_organisation(world, [&](int i, Workspace<Real>&) {
    for (const int s : layout.stakes_of(i)) {
      world.alone_weight[s] = 0.0;
      const Mask<Real> open = may_work_alone(world, s);
      if (none(open)) continue;
      world.value_alone[s] = select(open, value_of_alone(world, s, p), world.value_alone[s]);
      if (p.rule == BoardRule::value)
        world.alone_weight[s] = select(open, power(world.value_alone[s], p.sharpness), 0.0);
    }
    if (p.rule != BoardRule::value) return;
    world.keep_weight[i] = power(p.keep, p.sharpness);
    for (const int seat : layout.organisations[i].seats) {
      const Mask<Real> possible = world.sits(seat) && world.operating[layout.seats[seat].table];
      world.together_weight[seat] =
          none(possible) ? Real(0.0)
                         : select(possible, power(world.value_together[seat], p.sharpness), 0.0);
    }
  });
}

/// Boards divide their open budgets over the options they have.
template <class Real>
void decide(World<Real>& world, const Decision& p) {
  if (!boards_meet(world)) return;
  nest_seats(world, p);
  each_organisation(
      world, [&](int i, Workspace<Real>& workspace) { divide_budget(world, i, p, workspace); });
  each_table(world, [&](int m, Workspace<Real>&) { add_up_pledges(world, m); });
}

/// Computes for each operating table how concrete the collaboration is, and for each seat the cost
/// of change it feels.
template <class Real>
void feel_change(World<Real>& world, const Decision& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    if (none(world.alive[m] && world.operating[m])) return;
    world.concrete[m] = concreteness(world, m, p);
    for (const int i : world.layout->seats_at(m))
      world.change_felt[i] = felt_change_cost(world, i, p);
  });
}

/// Weight of giving to the table of seat i over keeping [logit]. The logistic of this number is the
/// share that a board with no other option would give.
template <class Real>
Real for_the_table(const World<Real>& world, int i, const Decision& p) {
  if (p.rule == BoardRule::payoff)
    return logarithm(above_zero(world.together_propensity[i])) -
           logarithm(above_zero(world.keep_propensity[world.organisation_of(i)]));
  const Real ratio = world.value_together[i] / p.keep;
  return p.sharpness * logarithm(above_zero(ratio));
}

/// When levers change: boards that leave nothing to delegates decide again.
template <class Real>
void withdraw_discretion(World<Real>& world, const Decision&) {
  each_table(world, [&](int m, Workspace<Real>&) {
    if (world.levers(m).direct > 0.0) return;
    for (const int i : world.layout->seats_at(m)) world.own_choice[i] = 0.0;
  });
}

/// Delegates choose between keeping and giving, as far as boards leave the choice to them.
template <class Real>
void grant_discretion(World<Real>& world, const Decision& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const double direct = world.levers(m).direct;
    if (direct == 0.0 || none(world.alive[m] && world.operating[m])) return;
    for (const int i : world.layout->seats_at(m))
      world.own_choice[i] = direct * for_the_table(world, i, p);
  });
}

/// Value to the owner of seat i of a k€ with its match, put into its table together with the others
/// [k€/k€].
template <class Real>
Real benefit_of(const World<Real>& world, int i, std::span<const Real> shares, const Decision& p) {
  const auto& layout = *world.layout;
  const auto& seat = layout.seats[i];
  const int set = layout.tables[seat.table].set;
  Real value = 0.0;
  for (const int k : layout.goals_of(set))
    value += value_of_goal(world, seat.stake, k, p) * openness(world, k, *world.yields) *
             shares[k - layout.sets[set].first_goal] *
             world.solo_output[layout.of_stake(seat.stake, k)] / layout.goals[k].work;
  return (1.0 + world.levers(seat.table).match) * value;
}

/// At tables with waiting candidates: marks the seats, of members and candidates alike, that would
/// gain more at the table than by keeping.
template <class Real>
void weigh_joining(World<Real>& world, const Decision& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const auto& at = layout.tables[m];
    if (none(world.alive[m]) || !at.has_waiting) return;
    const auto shares = std::span(workspace.shares).first(layout.sets[at.set].goals);
    share_over_goals(world, m, *world.yields, shares);
    for (const int i : layout.seats_at(m))
      world.would_gain[i] = benefit_of<Real>(world, i, shares, p) > p.keep;
  });
}

}  // namespace samen
