// 7.5.1 The partnership becomes a body of its own.
//
// A network administrative organisation is a separate body that runs a network: it has staff, a
// board and money of its own (Provan & Kenis 2008, JPART 18(2); Human & Provan 2000, Administrative
// Science Quarterly 45(2)). It keeps a part of what the work done in it earns, and pays
// coordination, upkeep and staff from its purse before it asks its members. Wages go on whatever
// members deliver: what is short is called in from them, and they dissolve a body that calls too
// long. What it cannot use soon goes into the work. It has a price: statutes and a set-up, upkeep,
// and members who let go. The more the body does by itself, the less the matter is theirs, unless
// the link with the home organisations is kept; the report of the exercise asks for that in the
// same breath as for a standing of its own. And a body that lives from what it earns leans towards
// what earns: mission drift (Froelich 1999, Nonprofit and Voluntary Sector Quarterly 28(3); Jones
// 2007, 36(2)). Sources: X17, B39, B48, D15.
#pragma once

#include "model/world/mechanism.hpp"

namespace samen {

/// Whether a table becomes a body of its own.
enum class OwnBody { no, yes };
inline constexpr std::array<std::string_view, 2> own_body_names{"no", "yes"};

namespace event {
inline constexpr EventKind body_founded{38}, body_dissolved{39};
}

struct Body {
  double setup = 10.0;
  double upkeep = 0.8;
  double reserve = 6.0;
  double short_of = 0.5;
  int patience = 6;
  double lets_go = 0.03;
  double drift = 0.2;

  static constexpr std::array parameters{
      Parameter{&Body::setup,
                "setup",
                "k€",
                {0, 1e4},
                "what founding the body costs its members: statutes, advice, a first account",
                "assumption",
                adds_nothing},
      Parameter{&Body::upkeep,
                "upkeep",
                "k€/month",
                {0, 1000},
                "what the body costs besides its staff: books, insurance, a board that meets",
                "about 10 k€ a year; assumption",
                adds_nothing},
      Parameter{&Body::reserve,
                "reserve",
                "months",
                {0, 1200},
                "months of its bills that the body keeps in its purse before it puts more into the "
                "work",
                "usual advice 3 to 6 months (Calabrese 2013); assumption"},
      Parameter{&Body::short_of,
                "short_of",
                "share",
                {0, 1},
                "a body is short in a month in which members are called for more than this share "
                "of its upkeep and wages",
                "below it what they pay is a fee; assumption"},
      Parameter{&Body::patience,
                "patience",
                "months",
                {1, 1200},
                "months in a row in which a body is short, before its members dissolve it",
                "assumption"},
      Parameter{&Body::lets_go,
                "lets_go",
                "1/month",
                {0, 1},
                "share of ownership that a member without a link home loses to a body with "
                "full-time staff",
                "B48, Provan & Kenis (2008), Human & Provan (2000); assumption",
                adds_nothing},
      Parameter{&Body::drift,
                "drift",
                "share",
                {0, 1},
                "how far a body that keeps all it earns draws the mission towards what earns",
                "Froelich (1999), Jones (2007); assumption",
                adds_nothing},
  };

  struct Levers {
    OwnBody own_body = OwnBody::no;
    int body_after = 4;
    double body_keeps = 0.5;

    static constexpr std::array parameters{
        choice<&Levers::own_body>("own_body", own_body_names,
                                  "whether the partnership becomes a body of its own, with a "
                                  "purse, staff and upkeep",
                                  "X17; Provan & Kenis (2008)"),
        Parameter{&Levers::body_after,
                  "body_after",
                  "beacons",
                  {0, 4},
                  "beacons (milestones) that stand before the body is founded; 0 founds it at once",
                  "as levers.operate_after: with the goals the members and their boards decide"},
        Parameter{&Levers::body_keeps,
                  "body_keeps",
                  "share",
                  {0, 1},
                  "share of the revenue from work done in the body that it keeps",
                  "assumption"},
    };
  };

  template <class Real>
  struct State {
    std::vector<Real> is_body;                   ///< 1 while the table is a body of its own
    std::vector<Real> given_up;                  ///< 1 once members dissolved it for want of money
    std::vector<Real> months_short;              ///< months in a row in which members were called
    std::vector<Real> setup_due;                 ///< what founding it costs, this month [k€]
    std::vector<Money<Real>> delivered_in_body;  ///< at seat i, since it was founded [k€]

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {125, &State::is_body, Per::table, optional, Law::share, "being a body is a share"},
          {126, &State::given_up, Per::table, optional, Law::share,
           "having been dissolved is a share"},
          {127, &State::months_short, Per::table, optional, amount,
           "months in which a body is short are finite and not negative"},
          {0, &State::setup_due, Per::table, monthly},
          {128, &State::delivered_in_body, Per::seat, optional, amount,
           "what is delivered in a body is finite and not negative"},
      });
    }
  };

  static constexpr std::array events{
      EventRow{event::body_founded, "body_founded", "what founding it costs [k€]"},
      EventRow{event::body_dissolved, "body_dissolved", "what its purse gives back [k€]"},
  };
};
template <>
struct ParametersOf<Body> {
  Body body;
  static constexpr auto member = &ParametersOf::body;
  static constexpr std::string_view name = "body", number = "7.5.1",
                                    title = "the partnership becomes a body of its own";
};

/// The purse of table m [k€].
template <class Real>
Money<Real> purse(const World<Real>& world, int m) {
  return greatest(world.table_account[m].purse(), Money<Real>(0.0));
}

/// The body employs the staff that the table wants, and what it earns draws the mission.
template <class Real>
void run_body(World<Real>& world, const Body& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const Mask<Real> body = world.is_body[m] > 0.0;
    if (none(body)) return;
    world.employs[m] = select(body, Real(world.wanted_puller[m] * world.paid[m]), Real(0.0));
    world.earning_pull[m] = select(body, Real(p.drift * world.levers(m).body_keeps), Real(0.0));
  });
}

/// Dissolves the body of table m where it `ends`: its purse goes back to whoever earned it, by what
/// each delivered in the body.
template <class Real>
void dissolve(World<Real>& world, int m, const Mask<Real>& ends, Workspace<Real>& workspace) {
  if (none(ends)) return;
  const auto& layout = *world.layout;
  const Money<Real> left = select(ends, purse(world, m), 0.0);
  Money<Real> delivered = 0.0;
  for (const int i : layout.seats_at(m)) delivered += world.delivered_in_body[i];
  for (const int i : layout.seats_at(m)) {
    const Money<Real> part = left * world.delivered_in_body[i] / above_zero(delivered);
    world.late_revenue[i] += Real(part);
    world.table_account[m].returned += part;
    world.delivered_in_body[i] = select(ends, Money<Real>(0.0), world.delivered_in_body[i]);
  }
  world.is_body[m] = select(ends, Real(0.0), world.is_body[m]);
  world.months_short[m] = select(ends, Real(0.0), world.months_short[m]);
  note(workspace, ends, {.month = world.month, .kind = event::body_dissolved, .table = m},
       Real(left));
}

/// A table that chose so becomes a body once it has the beacons it waits for. A body is dissolved
/// when its table ends or no longer chooses it, and when it has been short for too long; then it is
/// not founded again.
template <class Real>
void found_body(World<Real>& world, const Body& p) {
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const auto& levers = world.levers(m);
    const Mask<Real> body = world.is_body[m] > 0.0;
    const bool chosen = levers.own_body == OwnBody::yes;
    if (!chosen && none(body)) return;
    const Mask<Real> short_too_long = body && world.months_short[m] >= p.patience;
    world.given_up[m] = select(short_too_long, Real(1.0), world.given_up[m]);
    dissolve<Real>(world, m, body && (short_too_long || !world.alive[m] || Mask<Real>(!chosen)),
                   workspace);
    const Mask<Real> founded = !body && Mask<Real>(chosen) && world.alive[m] &&
                               world.given_up[m] == 0.0 && world.beacons[m] >= levers.body_after &&
                               members(world, m) > 0.0;
    if (none(founded)) return;
    world.is_body[m] = select(founded, Real(1.0), world.is_body[m]);
    world.setup_due[m] = select(founded, Real(p.setup), Real(0.0));
    note(workspace, founded, {.month = world.month, .kind = event::body_founded, .table = m},
         Real(p.setup));
  });
}

/// Members let go of what the body does by itself, as far as the link with their home organisation
/// is not kept.
template <class Real>
void let_go(World<Real>& world, const Body& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    if (none(world.is_body[m] > 0.0)) return;
    const Real by_itself = p.lets_go * world.is_body[m] * professional(world, m);
    for (const int i : world.layout->seats_at(m)) {
      const Real lost = by_itself * (1.0 - world.anchoring[i]) * world.ownership[i];
      world.ownership[i] -= select(world.sits(i), lost, Real(0.0));
    }
  });
}

/// What the body has at hand this month: for its bills, and for the work what it need not keep in
/// reserve.
template <class Real>
void open_purse(World<Real>& world, const Body& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const Mask<Real> body = world.is_body[m] > 0.0 && world.alive[m];
    if (none(body)) return;
    const Money<Real> in_purse = select(body, purse(world, m), 0.0);
    const Money<Real> bills =
        p.upkeep + world.conventions.fte_cost * world.employs[m] + world.overhead_paid[m];
    const Money<Real> surplus = greatest(Money<Real>(0.0), in_purse - p.reserve * bills);
    world.own_means[m] = Real(in_purse - surplus);
    world.own_surplus[m] = Real(surplus);
    world.upkeep_due[m] = select(body, Real(p.upkeep), Real(0.0));
  });
}

/// Calls in from the members, in equal parts, what the founding cost and what the body could not
/// pay.
template <class Real>
void call_on_members(World<Real>& world, const Body& p) {
  const auto& layout = *world.layout;
  each_table(world, [&](int m, Workspace<Real>&) {
    const Mask<Real> body = world.is_body[m] > 0.0;
    if (none(body)) return;
    TableAccount<Real>& account = world.table_account[m];
    const Money<Real> wage = world.conventions.fte_cost * world.puller[m];
    const Money<Real> unpaid =
        select(world.employs[m] > 0.0, greatest(Money<Real>(0.0), wage - world.wage_paid[m]), 0.0);
    const Mask<Real> asks = body && world.alive[m] && members(world, m) > 0.0;
    const Money<Real> called =
        select(asks, unpaid + (world.upkeep_due[m] - world.upkeep_paid[m]), 0.0);
    const Money<Real> setup = select(asks, world.setup_due[m], 0.0);
    const Money<Real> each_part = (called + setup) / greatest(members(world, m), Real(1.0));
    for (const int i : layout.seats_at(m))
      world.running_cost[i] += select(world.sits(i), Real(each_part), Real(0.0));
    account.running += called + setup;
    account.called += called;
    account.setup += setup;
    const Mask<Real> short_of = called > p.short_of * (world.upkeep_due[m] + wage);
    world.months_short[m] = select(short_of, world.months_short[m] + 1.0, Real(0.0));
  });
}

/// Counts what is delivered in the body, and marks how much of its revenue the body keeps.
template <class Real>
void keep_revenue(World<Real>& world, const Body&) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const Mask<Real> body = world.is_body[m] > 0.0;
    if (none(body)) return;
    const double keeps = world.levers(m).body_keeps;
    for (const int i : world.layout->seats_at(m)) {
      world.delivered_in_body[i] += select(body, world.effort[i], 0.0);
      world.kept_delivery[i] = Real(keeps * world.delivered_in_body[i]);
    }
  });
}

}  // namespace samen
