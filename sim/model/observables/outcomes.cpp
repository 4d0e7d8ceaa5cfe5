// The outcomes: measures at the end of a run.
#include "model/observables/statistics.hpp"

namespace samen {
namespace {

constexpr std::array outcome_rows{
    Outcome{
        "mean_progress", "share", "mean progress of the goals at the end", Better::more,
        [](const auto& w) { return sum_of(w.progress) / static_cast<double>(w.progress.size()); }},
    Outcome{"goals_reached", "goals", "goals reached", Better::more,
            []<class Real>(const World<Real>& w) {
              Real n = 0.0;
              for (const Real& month : w.reached_at) n += select(month != never, 1.0, 0.0);
              return n;
            }},
    Outcome{"members", "members",
            "members at the end, or when their table ended (n/a without tables)", Better::more,
            []<class Real>(const World<Real>& w) {
              if (!has_tables(w.arm)) return Real(not_applicable);
              Real n = 0.0;
              for (const Mask<Real>& member : w.member) n += select(member, 1.0, 0.0);
              return n;
            }},
    Outcome{"ownership_at_end", "share",
            "ownership of the members at the end, or when their table ended; mean over tables (n/a "
            "without tables)",
            Better::more, [](const auto& w) { return final_ownership(w); }},
    Outcome{"tables_standing", "share",
            "share of the tables that live at the end or ended with all goals reached (n/a without "
            "tables)",
            Better::more, [](const auto& w) { return tables_standing(w); }},
    Outcome{
        "own_effort", "k€", "own effort delivered, alone and together", Better::neither,
        [](const auto& w) { return over_organisations(w, [](const auto& a) { return a.own(); }); }},
    Outcome{"matched_money", "k€", "outside money that matched it", Better::neither,
            [](const auto& w) {
              return over_accounts(w, [](const auto& a) { return a.match; }) +
                     sum_of(w.matched_alone);
            }},
    Outcome{"seed_money", "k€", "start money", Better::neither,
            [](const auto& w) { return over_accounts(w, [](const auto& a) { return a.seed; }); }},
    Outcome{"invested", "k€",
            "own effort, match, start money, lead gift and what bodies of their own pay",
            Better::neither, [](const auto& w) { return sum_of(w.invested); }},
    Outcome{"coordination", "k€", "coordination and puller's wage paid", Better::neither,
            [](const auto& w) {
              return over_accounts(w, [](const auto& a) { return a.overhead + a.wage; });
            }},
    Outcome{"running_costs", "k€",
            "what working together costs beside the work: time around the table, what is bought "
            "for it, deals, calls of a body of its own",
            Better::neither, [](const auto& w) { return running_costs(w); }},
    Outcome{
        "meeting_time", "k€", "time of delegates at meetings", Better::neither,
        [](const auto& w) { return over_accounts(w, [](const auto& a) { return a.meetings; }); }},
    Outcome{
        "informal_time", "k€", "time of delegates around meetings", Better::neither,
        [](const auto& w) { return over_accounts(w, [](const auto& a) { return a.informal; }); }},
    Outcome{"second_delegates", "k€", "time of second delegates", Better::neither,
            [](const auto& w) {
              return over_accounts(w, [](const auto& a) { return a.second_delegates; });
            }},
    Outcome{"reflection_time", "k€", "time for looking back before the table works",
            Better::neither,
            [](const auto& w) {
              return over_accounts(w, [](const auto& a) { return a.looking_back; });
            }},
    Outcome{"facilitation", "k€", "facilitation bought", Better::neither,
            [](const auto& w) {
              return over_accounts(w, [](const auto& a) { return a.facilitation; });
            }},
    Outcome{"transparency_cost", "k€", "cost of working in the open", Better::neither,
            [](const auto& w) {
              return over_accounts(w, [](const auto& a) { return a.transparency; });
            }},
    Outcome{"accountability_cost", "k€", "cost of measuring what is delivered", Better::neither,
            [](const auto& w) {
              return over_accounts(w, [](const auto& a) { return a.accountability; });
            }},
    Outcome{"deal_cost", "k€", "public money that deals take", Better::neither,
            [](const auto& w) { return over_accounts(w, [](const auto& a) { return a.deal; }); }},
    Outcome{"public_money", "k€",
            "all outside money that flowed: match, start money, lead gift, deals, budgets for "
            "governance, room for a sector",
            Better::neither,
            [](const auto& w) {
              return over_accounts(
                         w,
                         [](const auto& a) { return a.match + a.seed + a.gift + a.public_money; }) +
                     sum_of(w.matched_alone) + sum_of(w.space_given);
            }},
    Outcome{"taken_up_at_end", "share",
            "share of what is done that those outside take up at the end, mean over the goals that "
            "need them (n/a if none does)",
            Better::more, [](const auto& w) { return mean_taken_up(w); }},
    Outcome{"bodies", "share",
            "share of the tables that are a body of their own at the end (n/a without tables)",
            Better::neither, [](const auto& w) { return bodies(w); }},
    Outcome{"kept_revenue", "k€", "revenue that bodies of their own kept, in all", Better::neither,
            [](const auto& w) { return over_accounts(w, [](const auto& a) { return a.earned; }); }},
    Outcome{"body_spending", "k€", "what bodies of their own paid from their purses",
            Better::neither,
            [](const auto& w) { return over_accounts(w, [](const auto& a) { return a.drawn; }); }},
    Outcome{"body_upkeep", "k€", "upkeep of bodies of their own, besides their staff",
            Better::neither,
            [](const auto& w) { return over_accounts(w, [](const auto& a) { return a.upkeep; }); }},
    Outcome{"body_calls", "k€",
            "what founding bodies of their own cost members, and what these bodies lacked",
            Better::neither,
            [](const auto& w) {
              return over_accounts(w, [](const auto& a) { return a.setup + a.called; });
            }},
    Outcome{"avoided_cost", "k€", "burden avoided, by the organisations and the rest of society",
            Better::more, [](const auto& w) { return total_avoided(w); }},
    Outcome{"extra_revenue", "k€", "extra revenue", Better::more,
            [](const auto& w) { return total_revenue(w); }},
    Outcome{"net_value", "k€",
            "avoided cost and extra revenue less what was invested and the running costs, "
            "discounted to the start",
            Better::more, [](const auto& w) { return sum_of(w.net_value); }},
    Outcome{"value_per_keuro", "k€/k€",
            "avoided cost and extra revenue per k€ invested or spent on running costs (n/a without "
            "any)",
            Better::more,
            []<class Real>(const World<Real>& w) {
              const auto spent = sum_of(w.invested) + running_costs(w);
              return select(spent > 0.0, (total_avoided(w) + total_revenue(w)) / above_zero(spent),
                            not_applicable);
            }},
    Outcome{"renewal", "share",
            "how much more a k€ yields by the best way of working found, mean over goals",
            Better::more, [](const auto& w) { return renewal(w); }},
    Outcome{"new_ideas", "ideas", "new ideas that worked in experiments, at tables and alone",
            Better::more, [](const auto& w) { return sum_of(w.found) + sum_of(w.own_found); }},
    Outcome{
        "self_financing", "k€/k€",
        "after the start money: revenue and burden spared to the members per k€ of recurring cost "
        "(n/a if none)",
        Better::more,
        []<class Real>(const World<Real>& w) {
          const auto income = over_accounts(w, [](const auto& a) { return a.income_after_seed; });
          const auto cost = over_accounts(w, [](const auto& a) { return a.cost_after_seed; });
          return select(cost > 0.0, income / above_zero(cost), not_applicable);
        }},
    Outcome{"self_financing_since", "months",
            "month from which tables pay for themselves, mean over those that do (n/a if none)",
            Better::neither, [](const auto& w) { return mean_turning_month(w); }},
    Outcome{"effort_gini", "1",
            "Gini coefficient of the own effort among the organisations of a table, whether it "
            "meets or not; mean over tables (n/a without effort)",
            Better::neither, [](const auto& w) { return mean_gini_of_effort(w); }},
    Outcome{"burden_of_organisations", "k€",
            "burden of the goals that the organisations bear: their part, less what was avoided",
            Better::neither, [](const auto& w) { return burden_borne_inside(w); }},
    Outcome{
        "burden_of_society", "k€",
        "burden of the goals that the rest of society bears: its part, less what was avoided",
        Better::neither,
        [](const auto& w) { return burden_of_all(w) - total_avoided(w) - burden_borne_inside(w); }},
};

}  // namespace

constinit const std::span<const Outcome> outcomes{outcome_rows};

}  // namespace samen
