// The monthly series.
#include "model/observables/statistics.hpp"
#include "model/world/views.hpp"

namespace samen {
namespace {

constexpr std::array series_rows{
    // society
    Observable{
        "society_burden", "k€/month", Axis::society, "burden of the unsolved part of all goals",
        [](const auto& w, int) { return over_sets(w, [](const auto& f) { return f.burden; }); }},
    Observable{
        "society_avoided", "k€/month", Axis::society, "burden taken away by progress",
        [](const auto& w, int) { return over_sets(w, [](const auto& f) { return f.avoided; }); }},
    Observable{
        "society_revenue", "k€/month", Axis::society, "extra revenue from progress",
        [](const auto& w, int) { return over_sets(w, [](const auto& f) { return f.revenue; }); }},
    Observable{
        "society_invested", "k€/month", Axis::society,
        "own effort delivered, match, start money, lead gift and what bodies of their own pay",
        [](const auto& w, int) {
          return over_sets(
              w, [](const auto& f) { return f.own + f.match + f.seed + f.gift + f.drawn; });
        }},
    Observable{
        "society_net", "k€/month", Axis::society,
        "avoided burden and revenue less what was invested and running costs",
        [](const auto& w, int) { return over_sets(w, [](const auto& f) { return f.net(); }); }},
    Observable{"society_running", "k€/month", Axis::society,
               "what working together costs beside the work",
               [](const auto& w, int) {
                 return over_sets(w, [](const auto& f) { return f.running + f.deal; });
               }},
    // goals
    Observable{"progress", "share", Axis::goal, "progress of the goal",
               [](const auto& w, int k) { return w.progress[k]; }},
    Observable{"best_way", "factor", Axis::goal,
               "yield by the best way of working found, 1 at the start",
               [](const auto& w, int k) { return best_way(w, set_of(*w.layout, k), k); }},
    Observable{"taken_up", "share", Axis::goal,
               "share of what is done for the goal that those outside take up, 1 where it needs "
               "nobody",
               [](const auto& w, int k) { return w.taken_up[k]; }},
    // tables
    Observable{"alive", "share", Axis::table, "1 while the table exists",
               [](const auto& w, int m) { return select(w.alive[m], 1.0, 0.0); }},
    Observable{"members_at_table", "members", Axis::table,
               "members of the table, 0 once it has ended",
               [](const auto& w, int m) { return select(w.alive[m], members(w, m), 0.0); }},
    Observable{"elan", "share", Axis::table, "élan (momentum)",
               [](const auto& w, int m) { return w.elan[m]; }},
    Observable{"method", "share", Axis::table, "quality of the method (governance)",
               [](const auto& w, int m) { return w.method[m]; }},
    Observable{"integration", "share", Axis::table,
               "integration, from co-operation to collaboration",
               [](const auto& w, int m) { return w.integration[m]; }},
    Observable{"beacons", "beacons", Axis::table, "beacons (milestones) that stand",
               [](const auto& w, int m) { return w.beacons[m]; }},
    Observable{"puller", "FTE", Axis::table, "size of the puller (convener)",
               [](const auto& w, int m) { return w.puller[m]; }},
    Observable{"mean_ownership", "share", Axis::table, "mean ownership of the members",
               [](const auto& w, int m) {
                 return mean_over_members(w, m, [&](int i) { return w.ownership[i]; });
               }},
    Observable{"mean_alignment", "share", Axis::table,
               "mean alignment of the members' aspirations with the mission",
               [](const auto& w, int m) {
                 return mean_over_members(w, m, [&](int i) { return w.alignment[i]; });
               }},
    Observable{"aspiration_spread", "share", Axis::table,
               "mean distance of the members' expressed aspirations to their mean",
               [](const auto& w, int m) { return aspiration_spread(w, m); }},
    Observable{"mean_anchoring", "share", Axis::table, "mean anchoring in the home organisations",
               [](const auto& w, int m) {
                 return mean_over_members(w, m, [&](int i) { return w.anchoring[i]; });
               }},
    Observable{"mean_trust", "share", Axis::table, "mean trust over ordered pairs of members",
               [](const auto& w, int m) {
                 return mean_over_pairs(w, m, [&](int pair) { return w.trust[pair]; });
               }},
    Observable{"mean_knowledge", "share", Axis::table,
               "mean knowledge of each other over ordered pairs of members",
               [](const auto& w, int m) { return mean_knowledge(w, m); }},
    Observable{"mean_commitment", "share", Axis::table,
               "mean position of the members on the commitment walk",
               [](const auto& w, int m) {
                 return mean_over_members(w, m, [&](int i) { return commitment(w, i); });
               }},
    Observable{"least_commitment", "share", Axis::table,
               "position of the least committed member on the commitment walk",
               [](const auto& w, int m) {
                 return least_over_members(w, m, [&](int i) { return commitment(w, i); });
               }},
    Observable{"pledge_variation", "1", Axis::table,
               "standard deviation of the members' pledges over their mean (n/a without any)",
               [](const auto& w, int m) { return pledge_variation(w, m); }},
    Observable{"pledge_follows_motivation", "1", Axis::table,
               "correlation of the members' pledges with the motivation of their delegates (n/a "
               "where all are equal)",
               [](const auto& w, int m) { return follows_motivation(w, m, w.pledge); }},
    Observable{"cheque_follows_motivation", "1", Axis::table,
               "correlation of what stands on the members' cheques with the motivation of their "
               "delegates (n/a where all are equal)",
               [](const auto& w, int m) { return follows_motivation(w, m, w.cheque); }},
    Observable{"cheques", "k€/month", Axis::table,
               "what stands on the cheques of an exercise and is not forgotten yet",
               [](const auto& w, int m) {
                 return mean_over_members(w, m, [&](int i) { return w.cheque[i]; }) * members(w, m);
               }},
    Observable{"pledged", "k€/month", Axis::table, "pledged at the last boards",
               [](const auto& w, int m) { return w.total_pledge[m]; }},
    Observable{"delivered", "k€/month", Axis::table, "own effort delivered",
               [](const auto& w, int m) { return w.total_effort[m]; }},
    Observable{"matched", "k€/month", Axis::table, "outside money on top of it",
               [](const auto& w, int m) { return w.matched[m]; }},
    Observable{"overhead", "k€/month", Axis::table, "coordination paid",
               [](const auto& w, int m) { return w.overhead_paid[m]; }},
    Observable{"wage", "k€/month", Axis::table, "wage of the puller",
               [](const auto& w, int m) { return w.wage_paid[m]; }},
    Observable{"running", "k€/month", Axis::table,
               "paid by the members for working together, beside the effort",
               [](const auto& w, int m) { return running_at(w, m); }},
    Observable{"own_body", "share", Axis::table, "1 while the table is a body of its own",
               [](const auto& w, int m) { return w.is_body[m]; }},
    Observable{"purse", "k€", Axis::table, "what a body of its own has in its purse",
               [](const auto& w, int m) { return purse(w, m); }},
    Observable{"drawn", "k€/month", Axis::table,
               "what a body of its own pays from its purse, for bills and for the work",
               [](const auto& w, int m) { return w.drawn[m]; }},
    Observable{"deal_paid", "k€/month", Axis::table, "public money that the deal takes",
               [](const auto& w, int m) { return w.deal_cost[m]; }},
    Observable{"attendance", "share", Axis::table, "share of the members who are present",
               [](const auto& w, int m) { return attendance_at(w, m); }},
    Observable{"legitimacy", "share", Axis::table, "legitimacy of the puller, 1 for a hired one",
               [](const auto& w, int m) { return w.legitimacy[m]; }},
    Observable{"gift_spent", "k€/month", Axis::table, "spent of the lead gift",
               [](const auto& w, int m) { return w.gift_paid[m]; }},
    Observable{"sanction_time", "k€/month", Axis::table,
               "time taken by the sanctions of this month, given and received",
               [](const auto& w, int m) { return w.sanction_time[m]; }},
    Observable{"tension", "share", Axis::table, "tension from friction that was smoothed over",
               [](const auto& w, int m) { return w.tension[m]; }},
    Observable{"mean_disclosed", "share", Axis::table,
               "mean share of the members' true aspirations that is shown",
               [](const auto& w, int m) {
                 return mean_over_members(w, m, [&](int i) { return w.disclosed[i]; });
               }},
    Observable{"daring", "share", Axis::table,
               "share of its wish for new ideas that the table acts on",
               [](const auto& w, int m) { return w.daring[m]; }},
    Observable{"waiting", "organisations", Axis::table, "organisations that may still join",
               [](const auto& w, int m) { return waiting(w, m); }},
    Observable{"friction", "factor", Axis::table,
               "institutional friction: what it adds to the cost of coordination",
               [](const auto& w, int m) { return w.friction[m]; }},
    Observable{"obstructed", "share", Axis::table, "1 while a practical obstacle stands",
               [](const auto& w, int m) { return select(w.obstructed[m], 1.0, 0.0); }},
    Observable{"relapse", "share", Axis::table, "how far roles have slipped back to one decider",
               [](const auto& w, int m) { return w.relapse[m]; }},
    Observable{"side_dyads", "pairs", Axis::table,
               "pairs with ties above one half both ways: who would also work together elsewhere",
               [](const auto& w, int m) { return side_dyads(w, m); }},
    Observable{"mission", "share", Axis::mission, "weight of the goal in the table's mission",
               [](const auto& w, int entry) { return w.mission[entry]; }},
    // organisations
    Observable{"open_budget", "k€/month", Axis::organisation, "open budget",
               [](const auto& w, int i) { return w.open_budget[i]; }},
    Observable{"white_space", "share of income", Axis::organisation,
               "white space (slack) in the policy plan",
               [](const auto& w, int i) { return w.white_space[i]; }},
    Observable{"tightest_space", "level", Axis::organisation,
               "level of the smallest white space: 0 plan, 1 organisation, 2 person",
               [](const auto& w, int i) { return w.tightest_space[i]; }},
    Observable{"eco_weight", "share", Axis::organisation, "eco weight it decides by",
               [](const auto& w, int i) { return eco_weight(w, i); }},
    Observable{"effort_alone", "k€", Axis::organisation, "delivered alone, summed from the start",
               [](const auto& w, int i) { return w.account[i].effort_alone; }},
    Observable{"effort_together", "k€", Axis::organisation,
               "delivered at its tables, summed from the start",
               [](const auto& w, int i) { return w.account[i].effort_together; }},
    Observable{"pledge_at_tables", "k€/month", Axis::organisation,
               "pledged at all its tables at the last boards",
               [](const auto& w, int i) { return at_tables_of(w, i, w.pledge); }},
    Observable{"effort_at_tables", "k€/month", Axis::organisation,
               "delivered at all its tables this month",
               [](const auto& w, int i) { return at_tables_of(w, i, w.effort); }},
    Observable{"paid_in_money", "k€", Axis::organisation,
               "part of its effort paid in money, summed from the start",
               [](const auto& w, int i) {
                 return w.account[i].own() *
                        w.layout->organisations[i].cheque[static_cast<int>(Cheque::money)];
               }},
    Observable{"paid_in_staff", "k€", Axis::organisation,
               "part of its effort paid in staff, summed from the start",
               [](const auto& w, int i) {
                 return w.account[i].own() *
                        w.layout->organisations[i].cheque[static_cast<int>(Cheque::staff)];
               }},
    Observable{"paid_in_volunteers", "k€", Axis::organisation,
               "part of its effort paid in volunteers' time, summed from the start",
               [](const auto& w, int i) {
                 return w.account[i].own() *
                        w.layout->organisations[i].cheque[static_cast<int>(Cheque::volunteers)];
               }},
    Observable{"paid_in_kind", "k€", Axis::organisation,
               "part of its effort paid in kind (rooms, secretariat), summed from the start",
               [](const auto& w, int i) {
                 return w.account[i].own() *
                        w.layout->organisations[i].cheque[static_cast<int>(Cheque::in_kind)];
               }},
    Observable{"avoided_by_organisation", "k€", Axis::organisation,
               "own burden avoided, summed from the start",
               [](const auto& w, int i) { return w.account[i].avoided; }},
    Observable{"revenue_of_organisation", "k€", Axis::organisation,
               "extra revenue received, summed from the start",
               [](const auto& w, int i) { return w.account[i].revenue; }},
    Observable{"running_of_organisation", "k€", Axis::organisation,
               "running costs of working together paid, summed from the start",
               [](const auto& w, int i) { return w.account[i].running; }},
    Observable{"burden_of_organisation", "k€", Axis::organisation,
               "own burden still borne, summed from the start",
               [](const auto& w, int i) { return w.account[i].burden; }},
    Observable{"net_of_organisation", "k€", Axis::organisation,
               "avoided burden and revenue less own effort and running costs, summed from the "
               "start",
               [](const auto& w, int i) { return w.account[i].net(); }},
    // seats
    Observable{"ownership", "share", Axis::seat, "the delegate's ownership",
               [](const auto& w, int i) { return w.ownership[i]; }},
    Observable{"motivation", "share", Axis::seat, "the delegate's motivation",
               [](const auto& w, int i) { return w.motivation[i]; }},
    Observable{"alignment", "share", Axis::seat,
               "alignment of the organisation's aspirations with the mission",
               [](const auto& w, int i) { return w.alignment[i]; }},
    Observable{"mandate", "share", Axis::seat, "the mandate of whom the organisation sent",
               [](const auto& w, int i) { return w.mandate[i]; }},
    Observable{"pressure", "share", Axis::seat, "pressure to deliver more, from sanctions",
               [](const auto& w, int i) { return w.pressure[i]; }},
    Observable{"anchoring", "share", Axis::seat, "anchoring in the home organisation",
               [](const auto& w, int i) { return w.anchoring[i]; }},
    Observable{"satisfaction", "share", Axis::seat, "satisfaction with the table",
               [](const auto& w, int i) { return w.satisfaction[i]; }},
    Observable{"pledge", "k€/month", Axis::seat, "pledged at the last board",
               [](const auto& w, int i) { return w.pledge[i]; }},
    Observable{"cheque", "k€/month", Axis::seat,
               "what stands on the member's cheque and is not forgotten yet",
               [](const auto& w, int i) { return w.cheque[i]; }},
    Observable{"falls_short", "share", Axis::seat,
               "share of what partners expect of the member that it misses this month",
               [](const auto& w, int i) { return w.falls_short[i]; }},
    Observable{"let_down", "share", Axis::seat,
               "share of what the member expects of partners that they miss this month",
               [](const auto& w, int i) { return w.let_down[i]; }},
    Observable{"effort", "k€/month", Axis::seat, "delivered this month",
               [](const auto& w, int i) { return w.effort[i]; }},
    Observable{"value_together", "k€/k€", Axis::seat,
               "value per own k€ of working together, at the last board",
               [](const auto& w, int i) { return w.value_together[i]; }},
    Observable{"seated", "share", Axis::seat, "1 while the seat is taken at a living table",
               [](const auto& w, int i) { return select(w.sits(i), 1.0, 0.0); }},
    Observable{"pulls", "share", Axis::seat, "1 while the member pulls, if no neutral puller does",
               [](const auto& w, int i) { return select(w.sits(i) && w.pulls[i], 1.0, 0.0); }},
    Observable{"commitment", "share", Axis::seat, "position on the commitment walk",
               [](const auto& w, int i) { return commitment(w, i); }},
    Observable{"days_given", "days/month", Axis::seat,
               "days of its delegates' time at meetings, around them and looking back",
               [](const auto& w, int i) { return w.days_given[i]; }},
    // pairs
    Observable{"trust", "share", Axis::pair, "trust of the seat in the partner",
               [](const auto& w, int pair) { return w.trust[pair]; }},
    Observable{"knowledge", "share", Axis::pair, "what the seat knows of the partner",
               [](const auto& w, int pair) { return w.knowledge[pair]; }},
};

}  // namespace

constinit const std::span<const Observable> observables{series_rows};

int size_of(const Layout& layout, Axis axis) {
  switch (axis) {
    case Axis::society:
      return 1;
    case Axis::goal:
      return static_cast<int>(layout.goals.size());
    case Axis::table:
      return static_cast<int>(layout.tables.size());
    case Axis::mission:
      return layout.mission_entries;
    case Axis::organisation:
      return static_cast<int>(layout.organisations.size());
    case Axis::seat:
      return static_cast<int>(layout.seats.size());
    case Axis::pair:
      return layout.pairs;
  }
  return 0;
}

}  // namespace samen
