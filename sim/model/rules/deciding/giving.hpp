// 7.27 What announced money does to giving.
//
// An announced lead gift shows that others believe in the matter, and it is there before any
// partner gives. List & Lucking-Reiley (2002), J. Political Economy 110(1), found that such a gift
// does far more than the promise to give pledges back. A match adds to what partners bring, but
// boards may expect only part of it. Matches richer than one to one do no better than one to one
// (Karlan & List 2007, American Economic Review 97(5)). Part of a match crowds out own giving (Huck
// & Rasul 2011, J. Public Economics 95). If nothing starts below a threshold, boards fear to lose
// what they pledge. A refund reduces that fear, as far as the prospect of a later refund moves
// givers. Outside money can match work alone on the same terms as work at a table. Then both ways
// receive equal money, and the remaining difference comes from the ways themselves. Sources: B55,
// B57, B58; H1, H3, H5; L11, L12; V6, V7.
#pragma once

#include "model/world/mechanism.hpp"
#include "model/world/shocks.hpp"

namespace samen {

/// Whether pledges below the threshold are given back (7.27).
enum class Refund { no, yes };
inline constexpr std::array<std::string_view, 2> refund_names{"no", "yes"};

namespace event {
inline constexpr EventKind threshold_missed{15};
}

struct Giving {
  double match_belief = 0.4;
  double match_ceiling = 1.0;
  double crowd_out = 0.0;
  double lead_signal = 0.5;
  int gift_months = 24;
  double refund_belief = 0.3;
  double solo_match = 0.0;
  double solo_match_cap = 25.0;

  static constexpr std::array parameters{
      Parameter{&Giving::match_belief,
                "match_belief",
                "share",
                {0, 1},
                "how fully boards count on the match when they weigh working together",
                "fitted to V6; 1: in full"},
      Parameter{&Giving::match_ceiling,
                "match_ceiling",
                "k€/k€",
                {0, 3},
                "match above which boards expect nothing more from it",
                "H1: a richer match does no more; 3: every match counts"},
      Parameter{&Giving::crowd_out,
                "crowd_out",
                "share",
                {0, 1},
                "share of the own pledge that a match of one to one replaces",
                "H3: 0-0.4; 0: none"},
      Parameter{&Giving::lead_signal,
                "lead_signal",
                "share",
                {0, 1},
                "share of the missing trust in what others bring that a lead gift of all the work "
                "gives boards",
                "H5; assumption",
                adds_nothing},
      Parameter{&Giving::gift_months,
                "gift_months",
                "months",
                {1, 1200},
                "months of operation over which a lead gift is spent in equal parts",
                "assumption"},
      Parameter{
          &Giving::refund_belief,
          "refund_belief",
          "share",
          {0, 1},
          "how fully boards count on getting pledges back that are promised to be refunded",
          "H6: a rebate of later moves giving 0.3/1.1 as much as a match; rule added for V7; 1: in "
          "full"},
      Parameter{&Giving::solo_match,
                "solo_match",
                "k€/k€",
                {0, 10},
                "outside money for each own k€ that is worked alone, in every arm with own work",
                "B18, as levers.match; 0: none",
                adds_nothing},
      Parameter{&Giving::solo_match_cap,
                "solo_match_cap",
                "k€/month",
                {0, 10000},
                "ceiling of that money for one organisation",
                "H7, as levers.match_cap"},
  };

  struct Levers {
    double match = 1.0;
    double match_cap = 25.0;
    double lead_gift = 0.0;
    double threshold = 0.0;
    Refund refund = Refund::no;

    static constexpr std::array parameters{
        Parameter{&Levers::match,
                  "match",
                  "k€/k€",
                  {0, 3},
                  "outside money for each k€ the partners deliver",
                  "B18; H1"},
        Parameter{&Levers::match_cap,
                  "match_cap",
                  "k€/month",
                  {0, 10000},
                  "ceiling of the match",
                  "H7; assumption"},
        Parameter{&Levers::lead_gift,
                  "lead_gift",
                  "k€",
                  {0, 1e6},
                  "money announced at the start and spent once the table operates",
                  "H3, H5, B57"}
            .settled("it is announced before the first month"),
        Parameter{&Levers::threshold,
                  "threshold",
                  "k€/month",
                  {0, 1e6},
                  "own money, match and gift below which nothing is undertaken",
                  "L12, H5; 0: none"},
        choice<&Levers::refund>("refund", refund_names,
                                "whether pledges come back where the threshold is missed",
                                "H5, V7"),
    };
  };

  static constexpr std::array events{
      EventRow{event::threshold_missed, "threshold_missed", "what is pledged [k€/month]"},
  };
};
template <>
struct ParametersOf<Giving> {
  Giving giving;
  static constexpr auto member = &ParametersOf::giving;
  static constexpr std::string_view name = "giving", number = "7.27",
                                    title = "what announced money does to giving";
};

/// The lead gift as a share of all the work that the goals of the table need, at most 1.
template <class Real>
double lead_share(const World<Real>& world, int m) {
  const auto& layout = *world.layout;
  const double gift = world.levers(m).lead_gift;
  if (gift == 0.0) return 0.0;
  double work = 0.0;
  for (const int k : layout.goals_of(layout.tables[m].set)) work += layout.goals[k].work;
  return least(1.0, gift / work);
}

/// Sets the threshold that pledges must reach, and the refund that boards expect below it.
template <class Real>
void renew_terms(World<Real>& world, const Giving& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    world.threshold[m] = world.levers(m).threshold;
    world.refunded[m] = world.levers(m).refund == Refund::yes ? p.refund_belief : 0.0;
  });
}

/// Before the first month: sets the terms and the lead gift.
template <class Real>
void set_terms(World<Real>& world, const Giving& p) {
  renew_terms(world, p);
  each_table(world,
             [&](int m, Workspace<Real>&) { world.gift_left[m] = world.levers(m).lead_gift; });
}

/// Announces this month's money: a match, as promised and as boards expect it; the giving that it
/// crowds out; and the lead gift with its signal, until it is spent. The match of work alone has
/// the same terms.
template <class Real>
void announce_money(World<Real>& world, const Giving& p) {
  each_table(world, [&](int m, Workspace<Real>&) {
    const auto& levers = world.levers(m);
    const bool granted = world.money_left_out[m] == 0.0;
    const Real offered =
        granted ? select(world.funded[m] > 0.0, Real(levers.match), Real(0.0)) : Real(0.0);
    world.match_offered[m] = offered;
    world.match_imagined[m] = p.match_belief * least(offered, Real(p.match_ceiling));
    world.own_kept[m] = 1.0 - p.crowd_out * least(offered, Real(1.0));
    world.gift_due[m] = least(world.gift_left[m], Real(levers.lead_gift / p.gift_months));
    world.encouraged[m] =
        select(world.gift_left[m] > 0.0, p.lead_signal * lead_share(world, m), 0.0);
  });
  const double solo_imagined = p.match_belief * least(p.solo_match, p.match_ceiling);
  const double solo_kept = 1.0 - p.crowd_out * least(p.solo_match, 1.0);
  each_organisation(world, [&](int i, Workspace<Real>&) {
    world.solo_imagined[i] = solo_imagined;
    world.solo_kept[i] = solo_kept;
  });
}

/// Own money, match and gift that a month's pledges bring to table m.
template <class Real>
Real raised(const World<Real>& world, int m) {
  const Real own = world.total_pledge[m];
  return own + least(world.match_offered[m] * own, Real(world.levers(m).match_cap)) +
         world.gift_due[m];
}

/// Whether the pledges at table m are below the threshold.
template <class Real>
Mask<Real> below_threshold(const World<Real>& world, int m) {
  if (world.threshold[m] == 0.0) return Mask<Real>(false);
  return !(raised(world, m) >= world.threshold[m]);
}

/// Tells the boards that a threshold was missed.
template <class Real>
void face_threshold(World<Real>& world, const Giving&) {
  if (!boards_meet(world)) return;
  each_table(world, [&](int m, Workspace<Real>& workspace) {
    const Mask<Real> missed = world.total_pledge[m] > 0.0 && below_threshold(world, m);
    note(workspace, missed, {.month = world.month, .kind = event::threshold_missed, .table = m},
         world.total_pledge[m]);
  });
}

/// Decides whether the table starts anything this month, and whether members get their pledges
/// back. The pledge itself remains and stays visible to all.
template <class Real>
void reach_threshold(World<Real>& world, const Giving&) {
  each_table(world, [&](int m, Workspace<Real>&) {
    world.missed[m] = below_threshold(world, m);
    world.given_back[m] = world.missed[m] && Mask<Real>(world.levers(m).refund == Refund::yes);
  });
}

/// Adds outside money to the effort that each organisation spends alone this month, up to the
/// ceiling.
template <class Real>
void match_own_work(World<Real>& world, const Giving& p) {
  if (p.solo_match == 0.0) return;
  each_organisation(world, [&](int i, Workspace<Real>&) {
    Real own = 0.0;
    for (const int s : world.layout->stakes_of(i)) own += solo_effort(world, s);
    const Real match = least(p.solo_match * own, Real(p.solo_match_cap));
    world.solo_matched[i] = match;
    world.solo_match_rate[i] = select(own > 0.0, match / above_zero(own), 0.0);
  });
}

}  // namespace samen
