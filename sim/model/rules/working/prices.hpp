// 7.34.1 What working together costs beside the work.
//
// Time around a table, method, openness and the help of a government cost money too. These are
// running costs and do not use the white space of the plan. Members who are present pay for their
// own time, all members share the purchases of the table, and public money pays for a deal. A call
// may have a budget for governance, which pays part of the rest (C29). The partners' time costs far
// more than the invoices, but few count it. Prices are those of about 2013: prices of 2023 times
// 0.80, because of the rise of labour cost in Belgium. Sources: A03, A04, C29; labour cost,
// Eurostat; the rest is assumed.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

struct Prices {
  double head = 0.34;
  double informal_days = 1.0;
  double second_delegate = 0.34;
  double facilitation = 1.6;
  double transparency = 0.7;
  double accountability = 0.08;
  double reflection_days = 2.0;
  double deal = 35.0;
  double prepared_days = 0.5;

  static constexpr std::array parameters{
      // 47.1 € an hour in 2023, times 0.80, a fifth for overhead, 7.6 hours.
      Parameter{
          &Prices::head,
          "head",
          "k€/person-day",
          {0, 10},
          "value of a day of a delegate's time",
          "labour cost per hour in Belgium, Eurostat (2023: 47.1 €); overhead 20 %: assumption",
          adds_nothing},
      Parameter{&Prices::informal_days,
                "informal_days",
                "days/day",
                {0, 10},
                "days that wholly informal time adds to a day of meeting",
                "as long as the meeting itself; assumption",
                adds_nothing},
      Parameter{&Prices::second_delegate,
                "second_delegate",
                "k€/person-day",
                {0, 10},
                "value of a day of the time of the second of two delegates",
                "as the first; assumption",
                adds_nothing},
      // 0.9 k€ a day, 2.25 days for each facilitated day (preparation, report), times 0.80. The
      // open values are both low ends, times 0.80, to both high ends.
      Parameter{&Prices::facilitation,
                "facilitation",
                "k€/day",
                {0, 100},
                "a day of meeting at full method, above agenda and chair",
                "0.6-1.2 k€ a day, 1.5-3 days billed for each day of meeting; assumption",
                adds_nothing}
          .plausible_between(0.72, 2.88),
      // Licences 3 k€ a year, a tenth of an editor 7, set-up 0.4, times 0.80. The open values: 4.5
      // to
      // 19 k€ a year, times 0.80.
      Parameter{&Prices::transparency,
                "transparency",
                "k€/month",
                {0, 100},
                "full transparency: a platform and who keeps it",
                "licences 1-5 k€ a year, 0.05-0.2 FTE; assumption",
                adds_nothing}
          .plausible_between(0.3, 1.27),
      Parameter{&Prices::accountability,
                "accountability",
                "k€/k€",
                {0, 1},
                "measuring in full what was delivered, per k€ of it",
                "rule of thumb for evaluation 5-10 % of the cost (BetterEvaluation); 3-15 %",
                adds_nothing}
          .plausible_between(0.03, 0.15),
      Parameter{&Prices::reflection_days,
                "reflection_days",
                "days/month",
                {0, 31},
                "days a month that full reflection takes of each, before the table works",
                "assumption; afterwards the effort pays it",
                adds_nothing},
      Parameter{&Prices::deal,
                "deal",
                "k€/year",
                {0, 10000},
                "public money that a full deal takes",
                "half an official; assumption",
                adds_nothing},
      Parameter{&Prices::prepared_days,
                "prepared_days",
                "days/step",
                {0, 31},
                "days that a delegate spends on putting the question of a step to the home board",
                "assumption",
                adds_nothing},
  };

  struct Levers {
    double governance_paid = 0.0;

    static constexpr std::array parameters{
        Parameter{&Levers::governance_paid,
                  "governance_paid",
                  "share",
                  {0, 1},
                  "share of time around the table and of what is bought for it that public money "
                  "pays",
                  "C29; 0: members pay all"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> running_cost;  ///< cost to the member on seat i this month [k€]
    std::vector<Real> days_outside;  ///< days of each who is present with those outside, this month
    std::vector<Real> days_given;    ///< days of the delegates on seat i this month
    std::vector<Real> deal_cost;     ///< public cost of a deal, this month [k€]
    std::vector<Real> governance;    ///< public cost of a budget for governance, this month [k€]
    std::vector<Real> gathered;      ///< days each spent at a gathering of tables this month

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {0, &State::running_cost, Per::seat, scratch},
          {0, &State::days_outside, Per::table, monthly},
          {0, &State::days_given, Per::seat, scratch},
          {0, &State::deal_cost, Per::table, scratch},
          {0, &State::governance, Per::table, scratch},
          {0, &State::gathered, Per::table, monthly},
      });
    }
  };
};
template <>
struct ParametersOf<Prices> {
  Prices prices;
  static constexpr auto member = &ParametersOf::prices;
  static constexpr std::string_view name = "prices", number = "7.34.1",
                                    title = "what working together costs";
};

/// The quality of method that an agenda and a chair alone give, without a facilitator.
inline constexpr double agenda_and_chair = 0.2;

/// Share of full method that is bought.
inline double facilitated(double method) {
  return std::max(0.0, method - agenda_and_chair) / (1.0 - agenda_and_chair);
}

/// What the steps of an exercise cost table m this month: what is bought for them, and facilitation
/// as far as their work form is better than the method of the table [k€].
inline double price_of_steps(const auto& layout, int m, int month, const auto& levers,
                             const Prices& p) {
  double price = 0.0;
  for (const int n : layout.tables[m].steps) {
    const Step& step = layout.steps[n];
    if (step.month != month || step.days == 0.0) continue;
    const double better = std::max(0.0, facilitated(step.method) - facilitated(levers.method));
    price += step.price + p.facilitation * better * step.days;
  }
  return price;
}

/// Days that a delegate at table m spends this month on preparing steps at home.
inline double days_of_preparing(const auto& layout, int m, int month, const Prices& p) {
  double days = 0.0;
  for (const int n : layout.tables[m].steps) {
    const Step& step = layout.steps[n];
    if (step.month == month && step.days > 0.0 && step.prepares == Preparation::delegate)
      days += p.prepared_days;
  }
  return days;
}

/// Days that each present member spends this month: at the meeting, preparing it at home and with
/// those outside; informally around it; and looking back.
template <class Real>
struct Days {
  Money<Real> meeting, informal, reflection;
  Money<Real> all() const { return meeting + informal + reflection; }
};
template <class Real>
Days<Real> days_of_a_head(const World<Real>& world, int m, const Prices& p) {
  const auto& levers = world.levers(m);
  const double length = world.meeting_days[m];
  return {length + days_of_preparing(*world.layout, m, world.month, p) + world.days_outside[m],
          length * levers.informal * p.informal_days,
          select(world.operating[m], 0.0, levers.reflection * p.reflection_days)};
}

/// Adds this month's purchases of table m, and the time of a network gathering, to the ledger of
/// the table. Returns the sum, which its members share [k€].
template <class Real>
Money<Real> buy(World<Real>& world, int m, const Prices& p) {
  const auto& levers = world.levers(m);
  TableAccount<Real>& account = world.table_account[m];
  const double measured = std::max(levers.measure, levers.accountability);
  const Real done = world.total_effort[m] + world.matched[m] + world.gift_paid[m];
  const Mask<Real> buys = world.alive[m] && members(world, m) > 0.0;
  const Money<Real> facilitation =
      select(buys,
             p.facilitation * facilitated(levers.method) * world.meetings_held[m] +
                 price_of_steps(*world.layout, m, world.month, levers, p),
             0.0);
  const Money<Real> transparency = select(buys, p.transparency * levers.transparency, 0.0);
  const Money<Real> accountability = select(buys, p.accountability * measured * done, 0.0);
  const Money<Real> gathering = select(buys, p.head * world.gathered[m], 0.0);
  account.facilitation += facilitation;
  account.transparency += transparency;
  account.accountability += accountability;
  account.meetings += gathering;
  return facilitation + transparency + accountability + gathering;
}

template <class Real>
void pay_prices(World<Real>& world, const Prices& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    TableAccount<Real>& account = world.table_account[m];
    const Money<Real> each_share = buy(world, m, p) / greatest(members(world, m), Real(1.0));
    const Days<Real> days = days_of_a_head(world, m, p);
    const double granted = world.levers(m).governance_paid;
    Money<Real> by_the_call = 0.0;
    for (const int i : layout.seats_at(m)) {
      const Mask<Real> sits = world.sits(i);
      const Money<Real> there = select(sits && world.present[i], 1.0, 0.0);
      const Money<Real> second = there * p.second_delegate * (world.persons[i] - 1.0) * days.all();
      account.meetings += there * p.head * days.meeting;
      account.informal += there * p.head * days.informal;
      account.looking_back += there * p.head * days.reflection;
      account.second_delegates += second;
      const Money<Real> paid = there * p.head * days.all() + second + select(sits, each_share, 0.0);
      const Money<Real> public_part = granted * paid;
      by_the_call += public_part;
      world.running_cost[i] = Real(paid - public_part);
      world.days_given[i] = Real(there * days.all() * world.persons[i]);
      account.running += paid - public_part;
    }
    world.governance[m] = Real(by_the_call);
    account.public_money += by_the_call;
    const double public_money = p.deal / 12.0 * world.levers(m).deal;
    world.deal_cost[m] = select(world.alive[m], public_money, 0.0);
    account.public_money += world.deal_cost[m];
    account.deal += world.deal_cost[m];
  });
}

}  // namespace samen
