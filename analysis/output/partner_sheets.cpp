#include "analysis/output/partner_sheets.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "analysis/output/organisations.hpp"
#include "analysis/results/recording.hpp"
#include "analysis/statistics/delegates.hpp"
#include "analysis/statistics/paired.hpp"

namespace samen::analysis {
namespace {

constexpr const char* own_avoided = "avoided_by_organisation";
constexpr const char* own_borne = "burden_of_organisation";

/// Balances of one organisation under two treatments, in pairs.
Paired balances_of(const Balances& balances, std::size_t organisation, const Treatment& first,
                   const Treatment& second) {
  return paired(balances.by_pair(organisation, first), balances.by_pair(organisation, second));
}

/// Share of the pairs in which the first is above the second, with the Wilson interval.
Estimate share_above(const Paired& pairs) {
  std::size_t hits = 0;
  for (std::size_t n = 0; n < pairs.first.size(); ++n)
    hits += pairs.first[n] > pairs.second[n] ? 1 : 0;
  return share_of(hits, pairs.first.size());
}

/// The sums at the end of the calendar, run × organisation.
std::vector<double> at_the_end(const Batch& batch, const char* series) {
  const std::size_t own = batch.organisations().size(), months = batch.months().size();
  std::vector<double> last(batch.runs() * own);
  batch.file().for_each_block(series, [&](std::size_t first, std::span<const float> values) {
    for (std::size_t row = 0; row < values.size() / (own * months); ++row)
      for (std::size_t i = 0; i < own; ++i)
        last[(first + row) * own + i] =
            static_cast<double>(values[(row * months + months - 1) * own + i]);
  });
  return last;
}

bool has_own_burden(const Batch& batch) {
  return batch.file().has(own_avoided) && batch.file().has(own_borne);
}

/// Share of the own burden that progress takes away, per run × organisation; empty if it was not
/// recorded.
std::vector<double> served(const Batch& batch) {
  if (!has_own_burden(batch)) return {};
  std::vector<double> shares = at_the_end(batch, own_avoided);
  const std::vector<double> borne = at_the_end(batch, own_borne);
  for (std::size_t n = 0; n < shares.size(); ++n) shares[n] /= shares[n] + borne[n];
  return shares;
}

bool too_many(const Batch& batch) {
  return !Balances::known(batch) || batch.organisations().size() > most_organisations;
}

/// All seats in each arm in which tables meet, in the order of the plan.
using SeatsInArms = std::vector<std::pair<int, std::vector<SeatInRuns>>>;

/// What a seat was to those who sat on it, with a column for each arm in which tables meet.
Table table_of_seat(const Batch& batch, const Delegates& delegates, std::size_t seat,
                    const SeatsInArms& in_arms, Language language) {
  const TableWords words(language, "tables.delegate");
  const auto name = [&](const std::vector<std::string>& names, std::int64_t n) {
    return names.at(static_cast<std::size_t>(n));
  };
  Table table = words.table("delegate", {"measure"},
                            {{"who", name(batch.organisations(), delegates.organisations()[seat])},
                             {"table", name(batch.tables(), delegates.tables()[seat])}});
  std::vector<Cell> months{words("months")}, motivation{words("motivation")},
      mandate{words("mandate")}, go{words("go")}, days{words("days")}, stayed{words("stayed")},
      left{words("left")}, replaced{words("replaced")}, missed{words("missed")};
  const auto share = [](const std::vector<double>& values) {
    const auto hits = std::count_if(values.begin(), values.end(), [](double n) { return n > 0.0; });
    return Percentage{share_of(static_cast<std::size_t>(hits), values.size())};
  };
  bool has_events = false, has_misses = false;
  for (const auto& [arm, seats] : in_arms) {
    const SeatInRuns& in_runs = seats[seat];
    // Where partners state no expectations, none is missed at any seat.
    has_misses = has_misses || std::any_of(seats.begin(), seats.end(), [](const SeatInRuns& any) {
                   return std::any_of(any.missed.begin(), any.missed.end(),
                                      [](double times) { return times > 0.0; });
                 });
    table.columns.push_back({batch.arm_name(arm), arm_in(language, batch.arm_name(arm))});
    months.emplace_back(Estimated{mean_of(in_runs.months), 1});
    motivation.emplace_back(Percentage{mean_of_shares(in_runs.motivation)});
    mandate.emplace_back(Percentage{mean_of_shares(in_runs.mandate)});
    go.emplace_back(Percentage{mean_of_shares(in_runs.go)});
    days.emplace_back(Estimated{mean_of(in_runs.days), 1});
    stayed.emplace_back(share(in_runs.stayed));
    has_events = !in_runs.replaced.empty();
    left.emplace_back(share(in_runs.left));
    replaced.emplace_back(Estimated{mean_of(in_runs.replaced), 2});
    missed.emplace_back(Estimated{mean_of(in_runs.missed), 1});
  }
  for (auto* row : {&months, &motivation, &mandate, &go, &days, &stayed})
    table.add(std::move(*row));
  if (has_events)
    for (auto* row : {&left, &replaced}) table.add(std::move(*row));
  if (has_events && has_misses) table.add(std::move(missed));
  return table;
}

/// Adds the tables of the seats of each organisation, as far as seats were recorded.
void add_delegates(std::vector<PartnerSheet>& sheets, const Batch& batch, int point,
                   Language language) {
  SeatsInArms in_arms;
  if (!Delegates::known(batch)) return;
  const Delegates delegates(batch);
  for (const int arm : batch.arms())
    if (batch.meets(arm)) in_arms.emplace_back(arm, delegates.at({arm, point}));
  if (in_arms.empty()) return;
  for (std::size_t seat = 0; seat < delegates.organisations().size(); ++seat)
    sheets.at(static_cast<std::size_t>(delegates.organisations()[seat]))
        .delegates.push_back(table_of_seat(batch, delegates, seat, in_arms, language));
}

}  // namespace

std::string what_sheets_lack(const Batch& batch) {
  std::vector<std::string> parts = Delegates::not_recorded(batch);
  if (parts.empty() && !has_own_burden(batch)) parts = {own_avoided, own_borne};
  return parts.empty() ? "" : setting_that_records(batch.file(), parts);
}

std::vector<PartnerSheet> partner_sheets(const Batch& batch, int point, Language language) {
  if (too_many(batch)) return {};
  const Balances balances(batch);
  const auto months = static_cast<double>(batch.months().size());
  const int other = batch.answer_arms().second;
  const std::string other_arm = arm_in(language, batch.arm_name(other));
  const std::vector<double> shares = served(batch);
  const std::size_t own = balances.names().size();
  std::vector<PartnerSheet> sheets;
  for (std::size_t i = 0; i < own; ++i) {
    Table table{"partner", balances.names()[i], {{"measure", language("partner.head")}}, {}, {}};
    std::vector<Cell> balance{language("partner.balance")}, above{language("partner.above")},
        better{language("partner.better", {{"arm", other_arm}})},
        tips{language("partner.tips", {{"arm", other_arm}})}, taken{language("partner.served")};
    for (const int arm : batch.arms()) {
      const Treatment treatment{arm, point};
      const Balance found = balances.at({"", {i}}, treatment);
      table.columns.push_back({batch.arm_name(arm), arm_in(language, batch.arm_name(arm))});
      balance.emplace_back(Estimated{found.mean, digits_of_balance(found.mean.mean)});
      std::size_t hits = 0;
      const auto values = balances.by_pair(i, treatment);
      for (const auto& [pair, value] : values) hits += value > 0.0 ? 1 : 0;
      above.emplace_back(Percentage{share_of(hits, values.size())});
      if (arm == other) {
        better.emplace_back("–");
        tips.emplace_back("–");
      } else {
        const Paired pairs = balances_of(balances, i, treatment, {other, point});
        std::vector<double> monthly = differences(pairs);
        for (double& value : monthly) value /= -months;
        better.emplace_back(Percentage{share_above(pairs)});
        tips.emplace_back(Estimated{mean_of(monthly), 2});
      }
      if (shares.empty()) continue;
      std::vector<double> of_runs;
      for (const std::size_t run : batch.runs_of(treatment))
        of_runs.push_back(shares[run * own + i]);
      taken.emplace_back(Percentage{mean_of_shares(of_runs)});
    }
    for (auto* row : {&balance, &above, &better, &tips}) table.add(std::move(*row));
    if (!shares.empty()) table.add(std::move(taken));
    sheets.push_back({balances.names()[i], std::move(table), {}});
  }
  add_delegates(sheets, batch, point, language);
  return sheets;
}

std::string worst_off_partner(const Batch& batch, int point, Language language) {
  const auto [first, second] = batch.answer_arms();
  if (too_many(batch) || first == second) return "";
  const Balances balances(batch);
  std::size_t worst = 0;
  Estimate least;
  for (std::size_t i = 0; i < balances.names().size(); ++i) {
    const Estimate mean =
        mean_of(differences(balances_of(balances, i, {first, point}, {second, point})));
    if (i > 0 && !(mean.mean < least.mean)) continue;
    worst = i;
    least = mean;
  }
  if (least.n == 0) return "";
  Estimate go = share_above(balances_of(balances, worst, {first, point}, {second, point}));
  if (go.n < least_for_interval) go.interval.reset();
  return language("partner.worst",
                  {{"who", balances.names()[worst]},
                   {"first", arm_in(language, batch.arm_name(first))},
                   {"second", arm_in(language, batch.arm_name(second))},
                   {"amount", number_in(language, least.mean, digits_of_balance(least.mean))},
                   {"share", percent_in(language, go)},
                   {"n", least.n}});
}

}  // namespace samen::analysis
