#include "analysis/output/item_tables.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

#include "analysis/statistics/balances.hpp"

namespace samen::analysis {
namespace {

/// An amount of a run.
using AmountOf = std::function<double(const RunOfItems&)>;

/// Builds tables with a column for each arm.
class ItemTables {
 public:
  ItemTables(const Batch& batch, Language language)
      : batch_(batch), language_(language), balance_(batch) {}

  Table earned() const {
    Table table = start("items", "items.title", "items.heads.item");
    table.columns.push_back({"whom", language_("items.heads.whom")});
    table.columns.push_back({"from", language_("items.heads.from")});
    add_arms(table);
    const auto words = [&](std::string name, std::string whom, std::string from) {
      return std::vector<Cell>{std::move(name), std::move(whom), std::move(from)};
    };
    const auto list = [&](bool avoided) {
      for (std::size_t n = 0; n < balance_.items().size(); ++n) {
        const StatedItem& item = balance_.items()[n];
        if (item.avoided != avoided) continue;
        add(table,
            words("  " + name_in(language_, item.name), bearer(item.whom),
                  batch_.months()[item.from]),
            [n](const RunOfItems& run) { return run.earned[n]; });
      }
    };
    add(table, words(language_("items.avoided"), "", ""), avoided_by_all);
    list(true);
    add(table, words("  " + language_("items.rest"), bearer("organisations"), ""),
        rest_of(&RunOfItems::avoided_inside, &RunOfItems::earned, false));
    add(table, words("  " + language_("items.rest"), language_("items.whom.outside"), ""),
        rest_of(&RunOfItems::avoided_outside, &RunOfItems::earned, true));
    add(table, words(language_("items.revenue"), "", ""),
        [](const RunOfItems& run) { return run.revenue; });
    list(false);
    add(table, words("  " + language_("items.rest"), bearer("organisations"), ""),
        [this](const RunOfItems& run) {
          double rest = run.revenue;
          for (std::size_t n = 0; n < run.earned.size(); ++n)
            if (!balance_.items()[n].avoided) rest -= run.earned[n];
          return rest;
        });
    add(table, words(language_("items.value"), "", ""),
        [](const RunOfItems& run) { return avoided_by_all(run) + run.revenue; });
    table.notes = {language_("items.what"), counted_runs()};
    return table;
  }

  /// Who gets what the arms bring.
  Table gained() const {
    Table table = start("bearers", "items.title_bearers", "items.heads.bearer");
    add_arms(table);
    add_bearers(
        table, &RunOfItems::earned, "items.rest_of_organisations",
        [this](const RunOfItems& run) {
          double rest = run.avoided_inside + run.revenue;
          for (std::size_t n = 0; n < run.earned.size(); ++n)
            if (!balance_.items()[n].outside) rest -= run.earned[n];
          return rest;
        },
        rest_of(&RunOfItems::avoided_outside, &RunOfItems::earned, true),
        [](const RunOfItems& run) { return avoided_by_all(run) + run.revenue; });
    return table;
  }

  /// Who bears what is not avoided.
  Table borne() const {
    Table table = start("borne", "items.title_borne", "items.heads.bearer");
    add_arms(table);
    add_bearers(table, &RunOfItems::borne, "items.rest_of_organisations",
                rest_of(&RunOfItems::borne_inside, &RunOfItems::borne, false),
                rest_of(&RunOfItems::borne_outside, &RunOfItems::borne, true),
                [](const RunOfItems& run) { return run.borne_inside + run.borne_outside; });
    table.notes = {
        language_(batch_.has_arm("nothing") ? "items.doing_nothing" : "items.without_nothing")};
    return table;
  }

 private:
  static double avoided_by_all(const RunOfItems& run) {
    return run.avoided_inside + run.avoided_outside;
  }

  /// All of the organisations, or of the rest of society, less the avoided costs among the items.
  AmountOf rest_of(double RunOfItems::*all, std::vector<double> RunOfItems::*items,
                   bool outside) const {
    return [this, all, items, outside](const RunOfItems& run) {
      double rest = run.*all;
      for (std::size_t n = 0; n < (run.*items).size(); ++n)
        if (balance_.items()[n].avoided && balance_.items()[n].outside == outside)
          rest -= (run.*items)[n];
      return rest;
    };
  }

  std::string bearer(const std::string& whom) const {
    static const std::map<std::string, const char*> known{
        {"organisations", "items.whom.organisations"},
        {"municipality", "items.whom.municipality"},
        {"funder", "items.whom.funder"},
        {"society", "items.whom.society"}};
    const auto found = known.find(whom);
    return found == known.end() ? name_in(language_, whom) : language_(found->second);
  }

  Table start(const char* key, const char* title, const char* head) const {
    return {key,
            language_(title),
            {{key == std::string("items") ? "item" : "bearer", language_(head)}},
            {},
            {}};
  }

  void add_arms(Table& table) const {
    for (const int arm : batch_.arms())
      table.columns.push_back({batch_.arm_name(arm), arm_in(language_, batch_.arm_name(arm))});
  }

  void add(Table& table, std::vector<Cell> row, const AmountOf& amount) const {
    for (const int arm : batch_.arms()) {
      std::vector<double> amounts;
      for (const RunOfItems& run : balance_.runs_of(arm)) amounts.push_back(amount(run));
      const Estimate mean = mean_of(amounts);
      row.emplace_back(Estimated{mean, digits_of_balance(mean.mean)});
    }
    table.add(std::move(row));
  }

  void add_bearers(Table& table, std::vector<double> RunOfItems::*items, const char* rest_inside,
                   const AmountOf& inside, const AmountOf& outside, const AmountOf& all) const {
    for (const std::string& whom : balance_.bearers())
      add(table, {bearer(whom)}, [&](const RunOfItems& run) {
        double sum = 0.0;
        for (std::size_t n = 0; n < (run.*items).size(); ++n)
          if (balance_.items()[n].whom == whom) sum += (run.*items)[n];
        return sum;
      });
    add(table, {language_(rest_inside)}, inside);
    add(table, {language_("items.rest_of_society")}, outside);
    add(table, {language_("items.all")}, all);
  }

  std::string counted_runs() const {
    std::vector<std::string> counts;
    for (const int arm : batch_.arms())
      counts.push_back(arm_in(language_, batch_.arm_name(arm)) + " " +
                       std::to_string(balance_.runs_of(arm).size()));
    return language_("items.runs", {{"counts", language_.listed(counts, "list.and")}});
  }

  const Batch& batch_;
  Language language_;
  ItemBalance balance_;
};

/// The first month by which half have turned; infinite if fewer ever do.
double median_month(const std::vector<double>& since) {
  std::vector<double> months;
  for (const double month : since)
    months.push_back(std::isnan(month) ? std::numeric_limits<double>::infinity() : month);
  std::sort(months.begin(), months.end());
  return months[(months.size() - 1) / 2];
}

}  // namespace

std::vector<Table> tables_of_items(const Batch& batch, Language language) {
  if (!ItemBalance::stated(batch)) return {};
  if (const std::string why = ItemBalance::missing(batch); !why.empty())
    return {{"items",
             language("items.title"),
             {{"missing", ""}},
             {{language("items.missing", {{"why", why}})}},
             {}}};
  const ItemTables tables(batch, language);
  return {tables.earned(), tables.gained(), tables.borne()};
}

std::optional<Table> table_of_motor(const Batch& batch, int point, Language language) {
  if (!batch.has_measure("self_financing") || !batch.has_measure("self_financing_since"))
    return std::nullopt;
  Table table{"motor",
              language("motor.title"),
              {{"measure", language("motor.heads.what")}},
              {},
              {language("motor.what")}};
  std::vector<Cell> income{language("motor.income")}, turns{language("motor.turns")},
      month{language("motor.month")}, needed{language("motor.needed")};
  for (const int arm : batch.arms()) {
    const auto ratios = batch.values("self_financing", {arm, point});
    const auto since = batch.values("self_financing_since", {arm, point});
    std::vector<double> known, months;
    for (std::size_t n = 0; n < ratios.size(); ++n)
      if (!std::isnan(ratios[n])) {
        known.push_back(ratios[n]);
        months.push_back(since[n]);
      }
    if (known.empty()) continue;
    const std::string& name = batch.arm_name(arm);
    table.columns.push_back({name, arm_in(language, name)});
    const double middle = median_month(months), ratio = quantile(known, 0.5);
    const auto turned =
        std::count_if(months.begin(), months.end(), [](double one) { return !std::isnan(one); });
    income.emplace_back(Estimated{mean_of(known), 2});
    turns.emplace_back(Percentage{share_of(static_cast<std::size_t>(turned), months.size())});
    month.emplace_back(
        std::isfinite(middle)
            ? batch.months()[std::min(static_cast<std::size_t>(middle), batch.months().size() - 1)]
            : "–");
    if (ratio > 0.0)
      needed.push_back({Estimated{{1.0 / ratio, std::nullopt, known.size()}, 2},
                        "× " + number_in(language, 1.0 / ratio, 2)});
    else
      needed.emplace_back("–");
    table.notes.push_back(
        language("motor.runs", {{"arm", arm_in(language, name)}, {"n", known.size()}}));
  }
  if (table.columns.size() == 1) return std::nullopt;
  for (auto* row : {&income, &turns, &month, &needed}) table.add(std::move(*row));
  return table;
}

}  // namespace samen::analysis
