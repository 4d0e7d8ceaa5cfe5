#include "analysis/narrative/reservations.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/output/table.hpp"
#include "analysis/statistics/paired.hpp"

namespace samen::analysis {
namespace {

/// Writes the sentences in one language, amounts as the batch shows them.
class Writer {
 public:
  Writer(const Batch& batch, const Doubt* doubt, Language language)
      : batch_(batch),
        doubt_(doubt),
        language_(language),
        money_(money_of(batch)),
        display_(display_of(batch.answer_measure(), money_)),
        betters_(batch.answer_measure().more_is_better) {
    const auto [first, second] = batch.answer_arms();
    first_ = first;
    second_ = second;
  }

  std::vector<std::string> sentences() const {
    if (batch_.points().size() > 1 || first_ == second_)
      return {outside_money_in_all(),
              text("The intervals are luck only: they say nothing of the assumptions",
                   "De intervallen zijn enkel toeval: van de aannames zeggen ze niets") +
                  (doubt_ && batch_.points().size() > 1
                       ? text(" (samen doubts shows them for the scenario without its points)",
                              " (samen doubts toont ze voor het scenario zonder zijn punten)")
                       : "") +
                  "."};
    std::vector<std::string> all{outside_money()};
    if (const std::string told = free_choice(); !told.empty()) all.push_back(told);
    if (!doubt_) {
      all.push_back(
          text("The interval is luck only: samen doubt SCENARIO.toml shows how far this "
               "hangs on the assumptions.",
               "Het interval is enkel toeval: samen doubt SCENARIO.toml toont hoe ver dit "
               "aan de aannames hangt."));
      return all;
    }
    const ArmPair answer{batch_.arm_name(first_), batch_.arm_name(second_)};
    if (doubt_->own_money()) all.push_back(own_money_only(answer));
    all.push_back(sets(answer));
    if (const std::string told = drivers(answer); !told.empty()) all.push_back(told);
    const ArmPair free{"choice", "alone"};
    const auto known = doubt_->comparisons();
    if (answer != free && std::find(known.begin(), known.end(), free) != known.end())
      all.push_back(choice(free));
    return all;
  }

 private:
  std::string text(const char* english, const char* dutch) const {
    return std::string(in(language_, english, dutch));
  }
  std::string arm(const std::string& name) const { return arm_in(language_, name); }
  std::string amount(double keuro) const {
    return number_in(language_, keuro / money_.keuro, money_.digits) + " " + money_.unit;
  }
  std::string plain_amount(double keuro) const {
    return number_in(language_, keuro / money_.keuro, money_.digits);
  }
  std::string size(double raw) const {
    return number_in(language_, std::fabs(raw) * display_.factor, display_.digits) +
           (display_.unit.empty() ? "" : " " + display_.unit);
  }
  std::string percent(const Estimate& share) const {
    std::string words = shown_percent(share);
    if (language_ == Language::english) return words;
    if (const auto comma = words.find(", "); comma != std::string::npos) words[comma] = ';';
    std::replace(words.begin(), words.end(), '.', ',');
    return words;
  }

  static constexpr double nothing = 1e-6;  ///< k€, rounding of what was invested

  /// " (0.97 to 1.11, n = 200 pairs)": the interval of a difference, turned so that who has more is
  /// the first.
  std::string range_of(const Estimate& difference) const {
    const bool turned = difference.mean < 0.0;
    const auto shown = [&](double raw) {
      return number_in(language_, (turned ? -raw : raw) * display_.factor, display_.digits);
    };
    double low = difference.interval->low, high = difference.interval->high;
    if (turned) std::swap(low, high);
    return " (" + shown(low) + text(" to ", " tot ") + shown(high) +
           ", n = " + std::to_string(difference.n) + text(" pairs)", " paren)");
  }
  static bool holds_zero(const Interval& interval) {
    return interval.low <= 0.0 && interval.high >= 0.0;
  }

  /// "match 2.13, start money 0.29"
  std::string parts_of(const OutsideMoney& money) const {
    std::string told;
    const auto add = [&](double part, const std::string& name) {
      // What rounding leaves is no gift.
      if (part > 1e-6 * money.all)
        told += (told.empty() ? "" : ", ") + name + " " + plain_amount(part);
    };
    add(money.match, text("match", "bijgelegd"));
    add(money.start, text("start money", "startgeld"));
    add(money.gift, text("lead gift", "startgift"));
    return told;
  }

  std::string outside_money() const {
    const int point = batch_.points().front();
    const OutsideMoney one = outside_money_of(batch_, {first_, point});
    const OutsideMoney other = outside_money_of(batch_, {second_, point});
    const std::string first = arm(batch_.arm_name(first_)), second = arm(batch_.arm_name(second_));
    if (one.all <= nothing && other.all <= nothing)
      return text("No outside money is in it.", "Er zit geen geld van buiten in.");
    if (one.all > nothing && other.all > nothing)
      return text("Outside money a run: ", "Geld van buiten per run: ") + first + " " +
             amount(one.all) + ", " + second + " " + amount(other.all) + ".";
    const bool ours = one.all > nothing;
    const OutsideMoney& money = ours ? one : other;
    return capitalised(ours ? first : second) +
           text(" has outside money that ", " heeft geld van buiten dat ") +
           (ours ? second : first) + text(" does not get: ", " niet krijgt: ") + amount(money.all) +
           text(" a run (", " per run (") + parts_of(money) + ").";
  }

  /// How the arm that may choose ends beside alone, where they differ by more than luck.
  std::string free_choice() const {
    const std::string choice = "choice", alone = "alone";
    if (!batch_.has_arm(choice) || !batch_.has_arm(alone) || batch_.arm_named(choice) == first_ ||
        batch_.arm_named(choice) == second_)
      return "";
    const int point = batch_.points().front();
    const std::string& measure = batch_.answer_measure().name;
    const Estimate apart = guarded(
        mean_of(differences(paired(batch_.by_pair(measure, {batch_.arm_named(choice), point}),
                                   batch_.by_pair(measure, {batch_.arm_named(alone), point})))));
    if (!apart.interval || holds_zero(*apart.interval)) return "";
    const bool more = apart.mean > 0.0;
    const std::string range = range_of(apart);
    if (!betters_)
      return text("Free choice has ", "Vrije keuze heeft ") + size(apart.mean) +
             (more ? text(" more than alone", " meer dan alleen")
                   : text(" less than alone", " minder dan alleen")) +
             range + ".";
    return text("Free choice ends ", "Vrije keuze eindigt ") + size(apart.mean) +
           (more ? text(" ahead of alone", " voor op alleen")
                 : text(" behind alone", " achter op alleen")) +
           range + ".";
  }

  /// Of the arms of the answer at all design points.
  std::string outside_money_in_all() const {
    std::string told;
    for (const int arm_number : std::set<int>{first_, second_}) {
      std::vector<double> amounts;
      for (const int point : batch_.points())
        amounts.push_back(outside_money_of(batch_, {arm_number, point}).all);
      const auto [least, most] = std::minmax_element(amounts.begin(), amounts.end());
      if (*most <= nothing) continue;
      const std::string low = plain_amount(std::max(0.0, *least)), high = plain_amount(*most);
      told += (told.empty() ? "" : ", ") + arm(batch_.arm_name(arm_number)) + " " +
              (low == high ? "" : low + text(" to ", " tot ")) + amount(*most);
    }
    if (told.empty()) return text("No outside money is in it.", "Er zit geen geld van buiten in.");
    return text("Outside money a run", "Geld van buiten per run") +
           (batch_.points().size() > 1
                ? text(", over the design points: ", ", over de ontwerppunten: ")
                : ": ") +
           told + ".";
  }

  /// Who is ahead, and by how much.
  std::string own_money_only(const ArmPair& answer) const {
    const Estimate left = doubt_->own_money()->difference(answer).usual;
    const std::string begin = text("With own money only ", "Met enkel eigen geld ");
    if (!left.interval || left.n < least_for_interval)
      return begin + text("too few pairs were run to say.", "zijn te weinig paren gedraaid.");
    const bool ahead = left.mean > 0.0;
    const std::string better = arm(ahead ? answer.first : answer.second);
    const std::string range = range_of(left);
    if (holds_zero(*left.interval))
      return begin + text("the two end too close to call: ", "eindigen ze te dicht bij elkaar: ") +
             better + (betters_ ? text(" ahead by ", " voor met ") : text(" more by ", " meer: ")) +
             size(left.mean) + range + ".";
    if (!betters_)
      return begin + text("", "heeft ") + better + text(" has more by ", " meer: ") +
             size(left.mean) + range + ".";
    const bool as_before = ahead == (doubt_->as_it_stands().difference(answer).usual.mean > 0.0);
    return begin + (language_ == Language::dutch ? (as_before ? "blijft " : "ligt ") : "") +
           better +
           (as_before ? text(" stays ahead by ", " voor met ")
                      : text(" is ahead by ", " voor met ")) +
           size(left.mean) + range + ".";
  }

  std::string sets(const ArmPair& answer) const {
    const DoubtedDifference found = doubt_->as_it_stands().difference(answer);
    std::string told =
        text("With all ", "Met alle ") + std::to_string(doubt_->count("varied")) +
        text(" assumptions that act up to ", " aannames die hier werken tot ") +
        shown_percent(doubt_->spread()) + text(" off, ", " ernaast ") +
        text("", betters_ ? "ligt " : "heeft ") + arm(answer.first) +
        (betters_ ? text(" is ahead of ", " voor op ") : text(" has more than ", " meer dan ")) +
        arm(answer.second) + " in " + percent(found.above) + text(" of ", " van ") +
        std::to_string(found.means.size()) + text(" sets of assumptions", " stellen aannames");
    if (doubt_->own_money())
      told += text(", with own money only in ", ", met enkel eigen geld in ") +
              percent(doubt_->own_money()->difference(answer).above);
    return told + ".";
  }

  std::string drivers(const ArmPair& answer) const {
    constexpr std::size_t no_intervals = 0, fewest = 30;  // sets that a correlation needs
    if (doubt_->as_it_stands().sets().points().size() < fewest) return "";
    const Drivers found = doubt_->as_it_stands().drivers(answer, no_intervals);
    std::string told;
    for (const Driver& driver : found.strongest) {
      const Factor& factor = doubt_->as_it_stands().sets().factors()[driver.factor];
      told +=
          (told.empty() ? "" : ", ") + factor.name + " " + number_in(language_, driver.value, 2);
      if (language_ == Language::english) told += " (" + factor.meaning + ")";
    }
    if (told.empty()) return "";
    return (found.measure == RankMeasure::partial
                ? text("What decides most (partial rank correlation): ",
                       "Wat het meest beslist (partiële rangcorrelatie): ")
                : text("What decides most (rank correlation): ",
                       "Wat het meest beslist (rangcorrelatie): ")) +
           told + ".";
  }

  std::string choice(const ArmPair& free) const {
    std::string told =
        (betters_ ? text("Free choice beats alone in ", "Vrije keuze wint van alleen in ")
                  : text("Free choice has more than alone in ",
                         "Vrije keuze heeft meer dan alleen in ")) +
        percent(doubt_->as_it_stands().difference(free).above) +
        text(" of the sets", " van de stellen");
    if (doubt_->own_money())
      told += text(", with own money only in ", ", met enkel eigen geld in ") +
              percent(doubt_->own_money()->difference(free).above);
    return told + ".";
  }

  const Batch& batch_;
  const Doubt* doubt_;
  Language language_;
  Money money_;
  Display display_;
  bool betters_ = true;  ///< whether who has more is ahead
  int first_ = 0, second_ = 0;
};

}  // namespace

std::vector<std::string> reservations_on(const Batch& batch, const Doubt* doubt,
                                         Language language) {
  return Writer(batch, doubt, language).sentences();
}

}  // namespace samen::analysis
