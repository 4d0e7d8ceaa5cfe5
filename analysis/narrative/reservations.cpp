#include "analysis/narrative/reservations.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/output/table.hpp"
#include "analysis/statistics/paired.hpp"

namespace samen::analysis {
namespace {

/// Writes the sentences in one language; amounts are shown as in the batch.
class ReservationWriter {
 public:
  ReservationWriter(const Batch& batch, const Doubt* doubt, Language language)
      : batch_(batch),
        doubt_(doubt),
        language_(language),
        money_(money_unit_of(batch)),
        display_(display_of(batch.answer_measure(), money_)),
        betters_(batch.answer_measure().more_is_better) {
    const auto [first, second] = batch.answer_arms();
    first_ = first;
    second_ = second;
  }

  std::vector<std::string> sentences() const {
    if (!batch_.varies_nothing() || first_ == second_)
      return {outside_money_in_all(),
              language_(doubt_ && batch_.points().size() > 1 ? "beside.luck_of_points_doubted"
                                                             : "beside.luck_of_points")};
    std::vector<std::string> all{outside_money()};
    if (const std::string words = only_together(); !words.empty()) all.push_back(words);
    if (!doubt_) {
      all.push_back(language_("beside.luck"));
      return all;
    }
    const ArmPair answer{batch_.arm_name(first_), batch_.arm_name(second_)};
    if (doubt_->own_money()) all.push_back(own_money_only(answer));
    all.push_back(sets(answer));
    if (const auto across = doubt_->as_it_stands().across_ensemble(answer))
      all.push_back(ensemble(answer, *across));
    if (const std::string words = drivers(answer); !words.empty()) all.push_back(words);
    const ArmPair bound{"only_together", "alone"};
    const auto known = doubt_->comparisons();
    if (answer != bound && std::find(known.begin(), known.end(), bound) != known.end())
      all.push_back(only_together_in_sets(bound));
    return all;
  }

 private:
  std::string arm(int number) const { return arm_in(language_, batch_.arm_name(number)); }
  std::string plain_amount(double keuro) const {
    return number_in(language_, keuro / money_.keuro, money_.digits);
  }
  std::string amount(double keuro) const { return plain_amount(keuro) + " " + money_.unit; }
  std::string size(double raw) const {
    return amount_in(language_, std::fabs(raw) * display_.factor, display_);
  }

  static constexpr double nothing = 1e-6;  ///< k€; rounding error of the investment

  /// "(0.97 to 1.11, n = 200 pairs)": the interval of a difference, taken as larger less smaller.
  std::string range_of(const Estimate& difference) const {
    const bool turned = difference.mean < 0.0;
    const auto shown = [&](double raw) {
      return number_in(language_, (turned ? -raw : raw) * display_.factor, display_.digits);
    };
    double low = difference.interval->low, high = difference.interval->high;
    if (turned) std::swap(low, high);
    return language_("beside.range",
                     {{"low", shown(low)}, {"high", shown(high)}, {"n", difference.n}});
  }
  static bool holds_zero(const Interval& interval) {
    return interval.low <= 0.0 && interval.high >= 0.0;
  }

  /// "match 2.13, start money 0.29"
  std::string parts_of(const OutsideMoney& money) const {
    std::string words;
    const auto add = [&](double part, std::string_view key) {
      // Ignores a remainder that is only rounding error.
      if (part > 1e-6 * money.all)
        words += (words.empty() ? "" : ", ") + language_(key, {{"amount", plain_amount(part)}});
    };
    add(money.match, "beside.match");
    add(money.start, "beside.start_money");
    add(money.gift, "beside.lead_gift");
    return words;
  }

  std::string outside_money() const {
    const int point = batch_.representative_point();
    const OutsideMoney one = outside_money_of(batch_, {first_, point});
    const OutsideMoney other = outside_money_of(batch_, {second_, point});
    if (one.all <= nothing && other.all <= nothing) return language_("beside.no_outside");
    if (one.all > nothing && other.all > nothing)
      return language_("beside.outside_both", {{"first", arm(first_) + " " + amount(one.all)},
                                               {"second", arm(second_) + " " + amount(other.all)}});
    const bool ours = one.all > nothing;
    const OutsideMoney& money = ours ? one : other;
    return language_("beside.outside_one", {{"who", capitalised(arm(ours ? first_ : second_))},
                                            {"other", arm(ours ? second_ : first_)},
                                            {"amount", amount(money.all)},
                                            {"parts", parts_of(money)}});
  }

  /// Compares the arm without own work with alone, if they differ by more than chance.
  std::string only_together() const {
    const std::string bound = "only_together", alone = "alone";
    if (!batch_.has_arm(bound) || !batch_.has_arm(alone) || batch_.arm_named(bound) == first_ ||
        batch_.arm_named(bound) == second_)
      return "";
    const int point = batch_.representative_point();
    const std::string& measure = batch_.answer_measure().name;
    const Estimate apart = guarded(
        mean_of(differences(paired(batch_.by_pair(measure, {batch_.arm_named(bound), point}),
                                   batch_.by_pair(measure, {batch_.arm_named(alone), point})))));
    if (!apart.interval || holds_zero(*apart.interval)) return "";
    const bool more = apart.mean > 0.0;
    std::string_view key = more ? "beside.only_together_more" : "beside.only_together_less";
    if (betters_) key = more ? "beside.only_together_ahead" : "beside.only_together_behind";
    return language_(key, {{"size", size(apart.mean)}, {"range", range_of(apart)}});
  }

  /// Outside money in the arms of the answer at all design points.
  std::string outside_money_in_all() const {
    std::string words;
    for (const int number : std::set<int>{first_, second_}) {
      std::vector<double> amounts;
      for (const int point : batch_.points())
        amounts.push_back(outside_money_of(batch_, {number, point}).all);
      const auto [least, most] = std::minmax_element(amounts.begin(), amounts.end());
      if (*most <= nothing) continue;
      const std::string low = plain_amount(std::max(0.0, *least)), high = amount(*most);
      words +=
          (words.empty() ? "" : ", ") + arm(number) + " " +
          (low == plain_amount(*most) ? high
                                      : language_("list.from_to", {{"low", low}, {"high", high}}));
    }
    if (words.empty()) return language_("beside.no_outside");
    return language_(batch_.points().size() > 1 ? "beside.outside_points" : "beside.outside_arms",
                     {{"arms", words}});
  }

  /// The arm that is ahead with own money only, and by how much.
  std::string own_money_only(const ArmPair& answer) const {
    const Estimate left = doubt_->own_money()->difference(answer).usual;
    if (!left.interval || left.n < least_for_interval) return language_("beside.own_too_few");
    const bool ahead = left.mean > 0.0;
    const bool as_before = ahead == (doubt_->as_it_stands().difference(answer).usual.mean > 0.0);
    std::string_view key = as_before ? "beside.own_stays" : "beside.own_ahead";
    if (!betters_) key = "beside.own_more";
    if (holds_zero(*left.interval)) key = betters_ ? "beside.own_close" : "beside.own_close_more";
    return language_(key, {{"better", arm_in(language_, ahead ? answer.first : answer.second)},
                           {"size", size(left.mean)},
                           {"range", range_of(left)}});
  }

  /// ", with own money only in 60 %"; "" if this was not run.
  std::string with_own_money(const ArmPair& arms) const {
    if (!doubt_->own_money()) return "";
    const Estimate share = doubt_->own_money()->difference(arms).above;
    return language_("beside.own_sets", {{"share", percent_in(language_, share)}});
  }

  std::string sets(const ArmPair& answer) const {
    const DoubtedDifference found = doubt_->as_it_stands().difference(answer);
    return language_(betters_ ? "beside.sets_ahead" : "beside.sets_more",
                     {{"n", doubt_->count("varied")},
                      {"spread", percent_in(language_, doubt_->spread())},
                      {"first", arm_in(language_, answer.first)},
                      {"second", arm_in(language_, answer.second)},
                      {"share", percent_in(language_, found.above)},
                      {"sets", found.means.size()},
                      {"own", with_own_money(answer)}});
  }

  /// The answer over the sets that fit the evidence. The sets are counted, because they are not a
  /// sample.
  std::string ensemble(const ArmPair& answer, const DoubtedDifference& found) const {
    const auto ahead = std::count_if(found.means.begin(), found.means.end(),
                                     [](double mean) { return mean > 0.0; });
    const auto [least, most] = std::minmax_element(found.means.begin(), found.means.end());
    const auto shown = [&](double raw) {
      return amount_in(language_, raw * display_.factor, display_);
    };
    return language_(betters_ ? "ensemble.ahead" : "ensemble.more",
                     {{"n", ahead},
                      {"all", found.means.size()},
                      {"first", arm_in(language_, answer.first)},
                      {"second", arm_in(language_, answer.second)},
                      {"where", ""},
                      {"measure", measure_in(language_, batch_.answer_measure().name)},
                      {"low", shown(*least)},
                      {"high", shown(*most)}});
  }

  std::string drivers(const ArmPair& answer) const {
    constexpr std::size_t no_intervals = 0, fewest = 30;  // sets that a correlation needs
    if (doubt_->as_it_stands().sets().points().size() < fewest) return "";
    const Drivers found = doubt_->as_it_stands().drivers(answer, no_intervals);
    std::string words;
    for (const Driver& driver : found.strongest) {
      const Factor& factor = doubt_->as_it_stands().sets().factors()[driver.factor];
      words += (words.empty() ? "" : ", ") + factor.name + " " +
               number_in(language_, driver.value, 2) + " (" +
               meaning_in(language_, factor.name, factor.meaning) + ")";
    }
    if (words.empty()) return "";
    return language_(
        found.measure == RankMeasure::partial ? "beside.drivers_partial" : "beside.drivers",
        {{"factors", words}});
  }

  std::string only_together_in_sets(const ArmPair& bound) const {
    const Estimate share = doubt_->as_it_stands().difference(bound).above;
    return language_(
        betters_ ? "beside.only_together_sets_ahead" : "beside.only_together_sets_more",
        {{"share", percent_in(language_, share)}, {"own", with_own_money(bound)}});
  }

  const Batch& batch_;
  const Doubt* doubt_;
  Language language_;
  MoneyUnit money_;
  Display display_;
  bool betters_ = true;  ///< whether a larger measure is better
  int first_ = 0, second_ = 0;
};

}  // namespace

std::vector<std::string> reservations_on(const Batch& batch, const Doubt* doubt,
                                         Language language) {
  return ReservationWriter(batch, doubt, language).sentences();
}

}  // namespace samen::analysis
