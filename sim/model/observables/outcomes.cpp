// What is measured of a run, at its end.
#include "model/observables/statistics.hpp"

namespace samen {
namespace {

constexpr std::array rows{
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
    Outcome{"invested", "k€", "own effort, match, start money and lead gift", Better::neither,
            [](const auto& w) { return sum_of(w.invested); }},
    Outcome{"coordination", "k€", "coordination and puller's wage paid", Better::neither,
            [](const auto& w) {
              return over_accounts(w, [](const auto& a) { return a.overhead + a.wage; });
            }},
    Outcome{
        "meeting_time", "k€", "time spent meeting (in no balance)", Better::neither,
        [](const auto& w) { return over_accounts(w, [](const auto& a) { return a.meetings; }); }},
    Outcome{"avoided_cost", "k€", "burden avoided, by the organisations and the rest of society",
            Better::more, [](const auto& w) { return total_avoided(w); }},
    Outcome{"extra_revenue", "k€", "extra revenue", Better::more,
            [](const auto& w) { return total_revenue(w); }},
    Outcome{"net_value", "k€",
            "avoided cost and extra revenue less what was invested, discounted to the start",
            Better::more, [](const auto& w) { return sum_of(w.net_value); }},
    Outcome{"value_per_keuro", "k€/k€",
            "avoided cost and extra revenue per k€ invested (n/a without investment)", Better::more,
            []<class Real>(const World<Real>& w) {
              const Real invested = sum_of(w.invested);
              return select(invested > 0.0,
                            (total_avoided(w) + total_revenue(w)) / greatest(invested, 1e-300),
                            not_applicable);
            }},
    Outcome{
        "self_financing", "k€/k€",
        "after the start money: own, match and revenue per k€ of cost (n/a if none)", Better::more,
        []<class Real>(const World<Real>& w) {
          const Real income = over_accounts(w, [](const auto& a) { return a.income_after_seed; });
          const Real cost = over_accounts(w, [](const auto& a) { return a.cost_after_seed; });
          return select(cost > 0.0, income / greatest(cost, 1e-300), not_applicable);
        }},
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

constinit const std::span<const Outcome> outcomes{rows};

}  // namespace samen
