#include "analysis/output/partner_tips.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

#include "analysis/statistics/balances.hpp"
#include "analysis/statistics/distributions.hpp"
#include "io/results_format.hpp"

namespace samen::analysis {
namespace {

/// The things that have words here; another one is told by its key.
constexpr std::array<std::string_view, 6> things_in_words{
    "match", "seed_money", "trust_mean", "burden_inside", "mandate", "white_space"};

std::string thing_in(const TableWords& words, const std::string& key) {
  const std::string name = key.substr(key.rfind('.') + 1);
  return std::ranges::count(things_in_words, name) > 0 ? words(name) : key;
}

/// Mean of n differences with the Student t interval, from their standard deviation.
Estimate estimate_from(const nlohmann::json& stated) {
  Estimate estimate;
  estimate.mean = stated.at("mean").get<double>();
  estimate.n = stated.at("pairs").get<std::size_t>();
  if (estimate.n < least_for_interval) return estimate;
  const double n = static_cast<double>(estimate.n);
  const double half = student_upper_quantile(n - 1.0, 0.5 * (1.0 - usual_confidence)) *
                      stated.at("deviation").get<double>() / std::sqrt(n);
  estimate.interval = Interval{estimate.mean - half, estimate.mean + half};
  return estimate;
}

PartnerTipped tipped(const nlohmann::json& partner, const Fillings& arms, Language language) {
  const TableWords words(language, "tables.tips");
  const std::string name = name_in(language, partner.at("organisation").get<std::string>());
  Table table = words.table("tips", {"what", "now", "then", "part"}, {{"who", name}});
  table.columns.push_back(words.column("difference", arms));
  std::vector<std::string> stays, cannot;
  for (const auto& tip : partner.at("tips")) {
    const std::string thing = thing_in(words, tip.at("key").get<std::string>());
    const std::string found = tip.at("found").get<std::string>();
    if (found == "stays") stays.push_back(thing);
    if (found == "cannot be set") cannot.push_back(thing);
    if (found != "tips") continue;
    const Estimate there = estimate_from(tip.at("difference"));
    constexpr int digits = 3;
    const double now = tip.at("now").get<double>();
    const auto plain = [&](double value) {
      return Cell(Estimated{{value, std::nullopt, there.n}, digits});
    };
    table.add({thing,
               tip.at("drawn").get<bool>()
                   ? Cell(words("drawn", {{"value", number_in(language, now, digits)}}))
                   : plain(now),
               plain(tip.at("then").get<double>()),
               Percentage{{tip.at("part").get<double>(), std::nullopt, there.n}},
               Estimated{there, digits_of_balance(there.mean)}});
  }
  if (!stays.empty())
    table.notes.push_back(words("stays", {{"what", language.listed(stays, "list.or")}}));
  if (!cannot.empty())
    table.notes.push_back(words("cannot", {{"what", language.listed(cannot, "list.or")}}));
  if (!table.rows.empty()) table.notes.push_back(words("how"));
  return {name, std::move(table)};
}

}  // namespace

std::vector<PartnerTipped> partner_tips(const Batch& batch, Language language) {
  if (!batch.file().has(results::tips)) return {};
  const auto stated = nlohmann::json::parse(batch.file().texts(results::tips).at(0));
  const std::string first = arm_in(language, stated.at("first").get<std::string>()),
                    second = arm_in(language, stated.at("second").get<std::string>());
  std::vector<PartnerTipped> partners;
  for (const auto& partner : stated.at("partners"))
    partners.push_back(tipped(partner, {{"first", first}, {"second", second}}, language));
  return partners;
}

}  // namespace samen::analysis
