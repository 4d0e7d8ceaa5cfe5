// 7.6 What is there to spend.
//
// The open budget of an organisation is the white space (organisational slack) of its plan, less
// what unsolved problems squeeze out of it. An organisation with much slack becomes careless: part
// of what it pays does not become work (7.34). A government may for a while widen the room of all
// organisations, whether they meet or not. Start money pays a table's puller first; afterwards the
// partners must pay the puller themselves. Sources: B24, B57, B58, B61; burden on organisations
// that do nothing, A08; survival after funding ends, Feinberg, Bontempo & Greenberg (2008); slack
// that fosters experiments and relaxes discipline, Nohria & Gulati (1996), Academy of Management
// Journal 39(5), and money beyond what can be spent well, Jensen (1986), American Economic Review
// 76(2).
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

namespace event {
inline constexpr EventKind cut{6};
}
namespace purpose {
inline constexpr Purpose cut{32};
}

struct Budget {
  double cut_hazard = 0.04;
  double cut_factor = 0.3;
  double squeeze = 0.009;
  double fte_cost = 5.8;
  double carried_share = 0.5;
  double unpaid_puller = 0.1;
  double slack_waste = 6.0;
  double public_space = 0.0;
  int space_months = 48;

  static constexpr std::array parameters{
      Parameter{&Budget::cut_hazard,
                "cut_hazard",
                "1/year",
                {0, 12},
                "rate at which a cut strikes an organisation",
                "assumption; FL"},
      Parameter{&Budget::cut_factor,
                "cut_factor",
                "share",
                {0, 1},
                "what a cut leaves of the white space (slack) until the next period",
                "assumption"},
      Parameter{&Budget::squeeze,
                "squeeze",
                "k€/k€",
                {0, 1},
                "open budget lost per k€ of burden above that of the start",
                "assumption; A08",
                adds_nothing},
      Parameter{&Budget::fte_cost,
                "fte_cost",
                "k€/month",
                {0.1, 100},
                "cost of one full-time equivalent",
                "FL: 60-80 k€ a year"}
          .plausible_between(5.0, 6.67),
      Parameter{&Budget::carried_share,
                "carried_share",
                "share",
                {0, 1},
                "share of the pledges the partners will spend on their puller",
                "assumption; B58",
                adds_nothing},
      Parameter{&Budget::unpaid_puller,
                "unpaid_puller",
                "FTE",
                {0, 10},
                "puller a table finds without money before it operates",
                "B56; assumption",
                adds_nothing},
      Parameter{
          &Budget::slack_waste,
          "slack_waste",
          "1/share of income",
          {0, 1000},
          "how soon white space makes careless: over its inverse half of what is spent is work",
          "Nohria & Gulati (1996), Jensen (1986); rule added for V14, which falls at 2; "
          "assumption; 0: all is work",
          adds_nothing},
      Parameter{&Budget::public_space,
                "public_space",
                "k€/month",
                {0, 10000},
                "outside money that widens the room of each organisation, in every arm",
                "B61; 0: none",
                adds_nothing},
      Parameter{&Budget::space_months,
                "space_months",
                "months",
                {0, 1200},
                "months in which it does",
                "as levers.seed_months; assumption"},
  };

  struct Levers {
    double seed_money = 6.0;
    int seed_months = 48;
    double puller = 0.6;

    static constexpr std::array parameters{
        Parameter{&Levers::seed_money,
                  "seed_money",
                  "k€/month",
                  {0, 10000},
                  "start money that pays the puller",
                  "B57; FL"},
        Parameter{&Levers::seed_months,
                  "seed_months",
                  "months",
                  {0, 1200},
                  "months the seed money flows",
                  "F1; assumption"},
        Parameter{&Levers::puller,
                  "puller",
                  "FTE",
                  {0, 10},
                  "size of the puller (convener, backbone) the table wants",
                  "B25, D30-D31; FL"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> cut;          ///< factor on the white space, 1 without a cut
    std::vector<Real> open_budget;  ///< D [k€/month]
    std::vector<Real> lives;        ///< 1, and 0 where the organisation has ended
    std::vector<Real> slack;        ///< slack for renewal, before burdens squeeze it [k€/month]
    std::vector<Money<Real>> space_given;  ///< outside money for the slack, since the start [k€]
    std::vector<Real> tightest_space;      ///< level of the smallest white space (SpaceLevel)
    std::vector<Mask<Real>> seeded;        ///< start money flows
    std::vector<Real> puller;              ///< f [FTE]
    std::vector<Real> funded;              ///< 1 while the funder grants start money and match
    std::vector<double> wanted_puller;     ///< size of the puller that the table wants to pay [FTE]
    std::vector<Real> employs;             ///< of it, employed by a body of its own [FTE]

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {4, &State::cut, Per::organisation, moving},
          {9, &State::open_budget, Per::organisation, moving, amount,
           "an open budget is finite and not negative"},
          {111, &State::lives, Per::organisation, optional, Law::share, "life is a share", 1.0},
          {0, &State::slack, Per::organisation, scratch},
          {117, &State::space_given, Per::organisation, optional, amount,
           "outside money for the slack is finite and not negative"},
          {12, &State::tightest_space, Per::organisation, moving},
          {0, &State::seeded, Per::table, scratch},
          {49, &State::puller, Per::table, moving},
          {86, &State::funded, Per::table, moving, free, "", 1.0},
          {0, &State::wanted_puller, Per::table, scratch},
          {0, &State::employs, Per::table, monthly},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::cut, "cut", "what it leaves of the white space"},
  };
  static constexpr std::array purposes{
      PurposeRow{purpose::cut, "cut"},
  };
};
template <>
struct ParametersOf<Budget> {
  Budget budget;
  static constexpr auto member = &ParametersOf::budget;
  static constexpr std::string_view name = "budget", number = "7.6",
                                    title = "what is there to spend";
};

/// The factor that cuts put on the white space of organisation i from this month on. Cuts are drawn
/// or scheduled.
template <class Real>
void strike_cuts(World<Real>& world, int i, const Budget& p, const Draws<Real>& draws,
                 Workspace<Real>& workspace) {
  const Real before = world.cut[i];
  const Mask<Real> struck =
      draws.uniform({.purpose = purpose::cut,
                     .month = world.month,
                     .i = world.layout->organisations[i].key}) < p.cut_hazard / 12.0;
  world.cut[i] = select(struck, least(before, p.cut_factor), before);
  for (const ScheduledCut& cut : world.layout->cuts)
    if (cut.month == world.month && (cut.organisation < 0 || cut.organisation == i))
      world.cut[i] = least(world.cut[i], cut.factor);
  note(workspace, world.cut[i] < before,
       {.month = world.month, .kind = event::cut, .organisation = i}, world.cut[i]);
}

/// The slack that remains after plan and cuts, and what public money adds to it.
template <class Real>
void plan_slack(World<Real>& world, const Budget& p, const Draws<Real>& draws) {
  const bool widened = p.public_space > 0.0 && world.month < p.space_months;
  each_organisation(world, [&](int i, Workspace<Real>& workspace) {
    strike_cuts(world, i, p, draws, workspace);
    world.slack[i] =
        world.white_space[i] * world.cut[i] * income_at(world, i, world.month) * world.lives[i];
    if (!widened) return;
    const Real given = p.public_space * world.lives[i];
    world.slack[i] += given;
    world.space_given[i] += given;
  });
}

/// Share of an organisation's spending that becomes work. It depends on the white space of its
/// plan. A member without an organisation spends its own time, so all of it becomes work.
template <class Real>
Real discipline_of(const World<Real>& world, int i, const Budget& p) {
  if (!world.layout->organisations[i].structure) return Real(1.0);
  const Real slack = p.slack_waste * world.white_space[i];
  return 1.0 / (1.0 + slack * slack);
}

/// Sets the open budget, the discipline of spending and the puller that the money can pay.
template <class Real>
void set_budget(World<Real>& world, const Budget& p) {
  each_organisation(world, [&](int i, Workspace<Real>&) {
    const Real squeezed = greatest(0.0, burden_on(world, i) - world.initial_burden[i]);
    world.open_budget[i] = greatest(0.0, world.slack[i] - p.squeeze * squeezed);
    if (p.slack_waste > 0.0) world.discipline[i] = discipline_of(world, i, p);
  });
  each_table(world, [&](int m, Workspace<Real>&) {
    const auto& levers = world.levers(m);
    world.seeded[m] = world.alive[m] && world.funded[m] > 0.0 &&
                      (levers.seed_money > 0.0 && world.month < levers.seed_months);
    const double wanted = world.wanted_puller[m];
    const double funded = least(wanted, levers.seed_money / p.fte_cost);
    const Real carried = least(wanted, p.carried_share * world.total_pledge[m] / p.fte_cost);
    const double unpaid = least(wanted, p.unpaid_puller);
    const Real unfunded = select(world.operating[m], carried, unpaid);
    const Real size = greatest(select(world.seeded[m], funded, unfunded), world.employs[m]);
    world.puller[m] = select(world.alive[m], size, world.puller[m]);
  });
}

}  // namespace samen
