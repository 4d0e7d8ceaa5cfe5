#include "story.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <tuple>

#include "io/results_format.hpp"
#include "statistics.hpp"
#include "table.hpp"

namespace samen {

namespace {

constexpr std::size_t minute_of_lines = 25;  // that a person reads in a minute
constexpr std::size_t most_named = 3;        // organisations, goals or tables named in a sentence
constexpr std::size_t most_organisations = 12;  // told one by one
constexpr int months_a_year = 12;

/// What a line of the chronicle is about. Families up to `ends` matter one by one; of the others
/// the number tells more.
enum class Family {
  beacons,
  operating,
  goals,
  cuts,
  leavers,
  start_money,
  ends,
  conflicts,
  wins,
  delegates,
  refusals,
  unknown
};
constexpr bool told_one_by_one(Family family) {
  return family <= Family::ends;
}

Family family_of(const std::string& kind) {
  static const std::map<std::string, Family, std::less<>> families{
      {"beacon_gained", Family::beacons},
      {"beacon_lost", Family::beacons},
      {"operating", Family::operating},
      {"goal_reached", Family::goals},
      {"cut", Family::cuts},
      {"leaves", Family::leavers},
      {"start_money_ends", Family::start_money},
      {"table_ends", Family::ends},
      {"conflict_handled", Family::conflicts},
      {"conflict_unhandled", Family::conflicts},
      {"small_win", Family::wins},
      {"delegate_replaced", Family::delegates},
      {"refusal", Family::refusals},
  };
  const auto found = families.find(kind);
  return found == families.end() ? Family::unknown : found->second;
}

using Happenings = std::vector<Happening>;

/// First entry of a sorted dataset of runs that is not below `run`.
std::size_t first_entry(const ResultsFile& file, const std::string& name, double run) {
  std::size_t low = 0, high = file.shape(name)[0];
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (file.row(name, middle)[0] < run)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/// The columns of events or decisions of one run, read as they are asked for.
class Columns {
 public:
  Columns(const ResultsFile& file, std::string prefix, std::size_t run)
      : file_(file), prefix_(std::move(prefix)) {
    const auto number = static_cast<double>(run);
    first_ = first_entry(file_, prefix_ + "run", number);
    count_ = first_entry(file_, prefix_ + "run", number + 1.0) - first_;
  }
  std::size_t count() const { return count_; }
  std::vector<double> numbers(const std::string& name) const {
    return file_.rows(prefix_ + name, first_, count_);
  }
  std::vector<int> integers(const std::string& name) const {
    const auto values = numbers(name);
    return {values.begin(), values.end()};
  }
  std::vector<std::string> words(const std::string& name) const {
    const auto meanings = file_.flag_meanings(prefix_ + name);
    std::vector<std::string> words;
    for (const int value : integers(name))
      words.push_back(meanings.at(static_cast<std::size_t>(value)));
    return words;
  }

 private:
  const ResultsFile& file_;
  std::string prefix_;
  std::size_t first_ = 0, count_ = 0;
};

/// The settings of the resolved scenario: "section.key", of lists of tables "section 2.key".
std::vector<std::pair<std::string, std::string>> settings_of(const Batch& batch) {
  std::vector<std::pair<std::string, std::string>> settings;
  std::istringstream text(batch.file().texts("scenario_resolved").at(0));
  std::map<std::string, int> numbers;
  std::string section;
  for (std::string line; std::getline(text, line);) {
    const std::size_t equals = line.find(" = ");
    const bool is_key = equals != std::string::npos && equals > 0 &&
                        line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == equals;
    if (line.starts_with("[[")) {
      section = line.substr(2, line.find(']') - 2);
      section += " " + std::to_string(++numbers[section]);
    } else if (line.starts_with("[")) {
      section = line.substr(1, line.find(']') - 1);
    } else if (is_key) {
      settings.emplace_back(section + "." + line.substr(0, equals), line.substr(equals + 3));
    } else if (!settings.empty() && line.find_first_not_of(" ") != std::string::npos) {
      settings.back().second += " " + line.substr(line.find_first_not_of(" "));
    }
  }
  return settings;
}

std::string setting(const Batch& batch, const std::string& name) {
  for (const auto& [key, value] : settings_of(batch))
    if (key == name) return value;
  return "";
}

/// Whether each goal of a set opens when the one before it is halfway, as far as the settings that
/// hold for all goals and design points tell: the order binds complex goals alone (ODD 7.11).
bool goals_wait_for_each_other(const Batch& batch) {
  const auto decides = [](const std::string& key) {
    return key.ends_with(".complexity") || key.ends_with(".after") || key.ends_with(".order") ||
           key.ends_with(".order_binds");
  };
  for (const Factor& factor : batch.factors())
    if (decides(factor.name)) return false;
  for (const auto& [key, value] : settings_of(batch))
    if (key.starts_with("goal ") && decides(key)) return false;
  return setting(batch, "goals.order") == "'chain'" &&
         std::strtod(setting(batch, "goals.complexity").c_str(), nullptr) > 0.0;
}

/// A value as people write it: 0.3 where the file has all digits.
std::string shortened(const std::string& value) {
  char* end = nullptr;
  const double number = std::strtod(value.c_str(), &end);
  if (value.empty() || *end != '\0') return value;
  std::ostringstream text;
  text << number;
  return text.str();
}

std::string with_semicolons(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += (all.empty() ? "" : "; ") + part;
  return all;
}

bool same(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

// ---- reading -----------------------------------------------------------------------------------

Story::Story(const Batch& batch, std::size_t run)
    : batch_(&batch),
      run_(run),
      organisations_(batch.file().texts("organisation_name")),
      kinds_(batch.file().texts("organisation_kind")),
      goal_sets_(batch.file().texts("goal_set")) {
  if (run >= batch.runs())
    throw ResultsError(batch.file().path() + ": expected a run from 0 to " +
                       std::to_string(batch.runs() - 1) + ", got " + std::to_string(run));
  if (!batch.ran(run))
    throw ResultsError(batch.file().path() + ": run " + std::to_string(run) +
                       " failed and has no story: " + batch.file().texts(results::message)[run]);
  const std::string periods = setting(batch, "calendar.periods");
  for (std::size_t t = 0; t < batch.months().size(); ++t)
    if (periods.find("'" + batch.months()[t] + "'") != std::string::npos)
      periods_.push_back(static_cast<int>(t));
  const std::string record = setting(batch, "run.record");
  has_events_ = record.empty() || record.find("'events'") != std::string::npos;
  has_decisions_ = batch.file().has("decision_run");
  if (has_events_)
    read_happenings();
  else
    infer_happenings();
  if (has_decisions_) read_decisions();
  add_end_of_start_money();
  read_course();
}

/// Known from the settings, unless tables or design points have their own.
void Story::add_end_of_start_money() {
  const auto settings = settings_of(*batch_);
  const auto own = [](const std::string& name) {
    return !name.starts_with("levers.") &&
           (name.ends_with("seed_money") || name.ends_with("seed_months"));
  };
  const bool varied =
      std::any_of(settings.begin(), settings.end(),
                  [&](const auto& one) { return own(one.first); }) ||
      std::any_of(batch_->factors().begin(), batch_->factors().end(), [](const Factor& factor) {
        return factor.name.ends_with("seed_money") || factor.name.ends_with("seed_months");
      });
  if (varied || !batch_->meets(treatment().arm)) return;
  const double money = std::strtod(setting(*batch_, "levers.seed_money").c_str(), nullptr);
  const int end = std::atoi(setting(*batch_, "levers.seed_months").c_str());
  if (money <= 0.0 || end <= 0 || end >= static_cast<int>(batch_->months().size())) return;
  const auto after = std::find_if(happenings_.begin(), happenings_.end(),
                                  [&](const Happening& event) { return event.month >= end; });
  happenings_.insert(after, {end, "start_money_ends", "none", -1, -1, 0.0});
}

void Story::read_happenings() {
  const Columns columns(batch_->file(), "event_", run_);
  const auto months = columns.integers("month");
  const auto kinds = columns.words("kind");
  const auto reasons = columns.words("reason");
  const auto tables = columns.integers("table");
  const auto owners = columns.integers("organisation");
  const auto values = columns.numbers("value");
  for (std::size_t n = 0; n < columns.count(); ++n)
    happenings_.push_back({months[n], kinds[n], reasons[n], tables[n], owners[n], values[n]});
}

/// What the table of runs tells where events were not recorded.
void Story::infer_happenings() {
  const ResultsFile& file = batch_->file();
  const auto reached = file.row(results::goal_reached_month, run_);
  for (std::size_t k = 0; k < reached.size(); ++k)
    if (reached[k] >= 0.0)
      happenings_.push_back({static_cast<int>(reached[k]), "goal_reached", "none", -1, -1,
                             static_cast<double>(k + 1)});
  if (!file.has(results::table_operating_month)) return;
  const auto operating = file.row(results::table_operating_month, run_);
  const auto ended = file.row(results::table_ended_month, run_);
  const auto causes = file.row(results::table_ended_by, run_);
  const auto words = file.flag_meanings(results::table_ended_by);
  for (std::size_t m = 0; m < operating.size(); ++m) {
    const int table = static_cast<int>(m);
    if (operating[m] >= 0.0)
      happenings_.push_back(
          {static_cast<int>(operating[m]), "operating", "none", table, -1, std::nan("")});
    if (ended[m] >= 0.0)
      happenings_.push_back({static_cast<int>(ended[m]), "table_ends",
                             words.at(static_cast<std::size_t>(causes[m])), table, -1,
                             std::nan("")});
  }
  std::sort(happenings_.begin(), happenings_.end(), [](const Happening& a, const Happening& b) {
    return std::tie(a.month, a.kind, a.table, a.value) <
           std::tie(b.month, b.kind, b.table, b.value);
  });
}

void Story::read_decisions() {
  const Columns columns(batch_->file(), "decision_", run_);
  const auto months = columns.integers("month");
  const auto owners = columns.integers("organisation");
  const auto keep = columns.numbers("share_keep");
  const auto alone = columns.numbers("share_alone");
  const auto together = columns.numbers("share_together");
  const auto alone_open = columns.integers("alone_open");
  const auto together_open = columns.integers("together_open");
  const auto blocks = columns.words("block");
  for (std::size_t n = 0; n < columns.count(); ++n) {
    const bool next_seat = !decisions_.empty() && decisions_.back().month == months[n] &&
                           decisions_.back().organisation == owners[n];
    if (!next_seat)
      decisions_.push_back({months[n], owners[n], keep[n], alone[n], 0.0, false, false, {}});
    BoardDecision& decision = decisions_.back();
    decision.together += together[n];
    decision.alone_open = decision.alone_open || alone_open[n] != 0;
    decision.together_open = decision.together_open || together_open[n] != 0;
    if (blocks[n] != "none") decision.blocks.push_back(blocks[n]);
  }
}

void Story::read_course() {
  const ResultsFile& file = batch_->file();
  const std::size_t months = batch_->months().size();
  if (file.has("progress")) {
    const auto progress = file.row("progress", run_);
    const std::size_t goals = batch_->goals().size();
    course_ = {"progress", "progress", "de voortgang", 2, 1.0, {}};
    constexpr double half = 0.5;  // where a goal opens those that build on it (ODD 7.11)
    const auto passes = [&](std::size_t t, std::size_t k) {
      return progress[t * goals + k] >= half && (t == 0 || progress[(t - 1) * goals + k] < half);
    };
    const bool ordered = goals_wait_for_each_other(*batch_);
    for (std::size_t t = 0; t < months && ordered; ++t)
      for (std::size_t k = 0; k + 1 < goals; ++k)
        if (goal_sets_[k + 1] == goal_sets_[k] && passes(t, k))
          halfway_.emplace_back(static_cast<int>(t), static_cast<int>(k));
    for (std::size_t t = 0; t < months; ++t) {
      const auto at = progress.begin() + static_cast<std::ptrdiff_t>(t * goals);
      course_.values.push_back(std::accumulate(at, at + static_cast<std::ptrdiff_t>(goals), 0.0) /
                               static_cast<double>(goals));
    }
  } else if (file.has("society_avoided")) {
    course_ = {"society_avoided",
               "the burden taken away, k€/month,",
               "de weggenomen last, k€/maand,",
               1,
               0.0,
               file.row("society_avoided", run_)};
    course_.full = *std::max_element(course_.values.begin(), course_.values.end());
  }
}

std::string Story::goal(int n) const {
  const auto& goals = batch_->goals();
  const std::string& name = goals.at(static_cast<std::size_t>(n));
  const bool unique = std::count(goals.begin(), goals.end(), name) == 1;
  return unique ? name : name + " (" + goal_sets_.at(static_cast<std::size_t>(n)) + ")";
}

// ---- sentences ---------------------------------------------------------------------------------

namespace {

/// Says what happened, in a language.
class Voice {
 public:
  Voice(const Story& story, Language language) : story_(story), language_(language) {}

  std::string text(std::string_view english, std::string_view dutch) const {
    return std::string(in(language_, english, dutch));
  }
  std::string number(double value, int digits) const { return number_in(language_, value, digits); }
  std::string percent(double share) const { return number(100.0 * share, 0) + " %"; }
  std::string month(int t) const { return story_.batch().months().at(static_cast<std::size_t>(t)); }
  std::string counted(std::size_t n, std::string_view one, std::string_view many) const {
    return std::to_string(n) + " " + std::string(n == 1 ? one : many);
  }
  std::string counted(std::size_t n, std::string_view one, std::string_view many,
                      std::string_view een, std::string_view meer) const {
    return counted(n, in(language_, one, een), in(language_, many, meer));
  }
  std::string boards_of(int t) const {
    return text("the boards of ", "de besturen van ") + month(t);
  }

  /// "a, b and c"
  std::string series(const std::vector<std::string>& parts) const {
    std::string all;
    for (std::size_t n = 0; n < parts.size(); ++n) {
      if (n > 0) all += n + 1 == parts.size() ? text(" and ", " en ") : ", ";
      all += parts[n];
    }
    return all;
  }
  /// … of at most a few, with the number of the others.
  std::string some(std::vector<std::string> parts) const {
    if (parts.size() > most_named + 1) {
      const std::size_t more = parts.size() - most_named;
      parts.resize(most_named);
      parts.push_back(std::to_string(more) + text(" more", " meer"));
    }
    return series(parts);
  }

  std::string sentence(Family family, const Happenings& events) const;
  std::string what_blocks(const std::string& reason) const;
  /// … in a word or two.
  std::string block(const std::string& reason) const;

 private:
  bool many_tables() const { return story_.batch().tables().size() > 1; }
  std::string table(int m) const { return story_.batch().tables().at(static_cast<std::size_t>(m)); }
  /// " at district table 3", " at 4 tables"; nothing where there is but one.
  std::string at_tables(const Happenings& events) const {
    std::set<int> tables;
    for (const Happening& event : events) tables.insert(event.table);
    if (!many_tables() || *tables.begin() < 0) return "";
    if (tables.size() == 1) return text(" at ", " aan ") + table(*tables.begin());
    return text(" at ", " aan ") + counted(tables.size(), "table", "tables", "tafel", "tafels");
  }
  std::vector<std::string> organisations_in(const Happenings& events) const {
    std::vector<std::string> names;
    for (const Happening& event : events)
      if (const auto name = story_.organisation(event.organisation);
          std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
    return names;
  }
  std::string beacons(const Happenings& events) const;
  std::string operating(const Happenings& events) const;
  std::string goals(const Happenings& events) const;
  std::string cuts(const Happenings& events) const;
  std::string leavers(const Happenings& events) const;
  std::string ends(const Happenings& events) const;
  std::string conflicts(const Happenings& events) const;
  std::string wins(const Happenings& events) const;
  std::string delegates(const Happenings& events) const;
  std::string refusals(const Happenings& events) const;
  std::string beacon_meaning(int beacon) const;
  std::string lowest_term(const std::string& reason) const;
  std::string what_ends(const std::string& reason) const;

  const Story& story_;
  Language language_;
};

std::size_t count_of(const Happenings& events, const std::string& kind) {
  return static_cast<std::size_t>(std::count_if(
      events.begin(), events.end(), [&](const Happening& event) { return event.kind == kind; }));
}

/// Reasons and how often each occurs, the most frequent first.
std::vector<std::pair<std::string, std::size_t>> by_frequency(
    const std::vector<std::string>& words) {
  std::map<std::string, std::size_t> counts;
  for (const std::string& word : words) ++counts[word];
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return sorted;
}

std::vector<std::pair<std::string, std::size_t>> reasons_of(const Happenings& events) {
  std::vector<std::string> reasons;
  for (const Happening& event : events) reasons.push_back(event.reason);
  return by_frequency(reasons);
}

std::string Voice::sentence(Family family, const Happenings& events) const {
  switch (family) {
    case Family::beacons:
      return beacons(events);
    case Family::operating:
      return operating(events);
    case Family::goals:
      return goals(events);
    case Family::cuts:
      return cuts(events);
    case Family::leavers:
      return leavers(events);
    case Family::start_money:
      return text("the start money ends: from now on the partners pay the puller",
                  "het startgeld is op: voortaan betalen de partners de trekker");
    case Family::ends:
      return ends(events);
    case Family::conflicts:
      return conflicts(events);
    case Family::wins:
      return wins(events);
    case Family::delegates:
      return delegates(events);
    case Family::refusals:
      return refusals(events);
    case Family::unknown:
      break;
  }
  return reason_in(language_, events.front().kind);
}

std::string Voice::beacon_meaning(int beacon) const {
  switch (beacon) {
    case 1:
      return text("they know each other", "ze kennen elkaar");
    case 2:
      return text("they share aspirations", "ze delen aspiraties");
    case 3:
      return text("they carry a mission", "ze dragen een missie");
    default:
      return text("they carry goals, backed at home", "ze dragen doelen, met steun van thuis");
  }
}

std::string Voice::beacons(const Happenings& events) const {
  const std::size_t gained = count_of(events, "beacon_gained");
  const std::size_t lost = events.size() - gained;
  const int first = static_cast<int>(events.front().value);
  if (events.size() == 1) {
    const std::string beacon = text("beacon ", "baken ") + std::to_string(first);
    if (lost == 0)
      return beacon + text(" stands", " staat") + at_tables(events) + ": " + beacon_meaning(first);
    return beacon + text(" falls", " valt") + at_tables(events) +
           text(": too few still carry it", ": te weinig leden dragen het nog");
  }
  std::set<int> tables;
  for (const Happening& event : events) tables.insert(event.table);
  if (lost == 0 && tables.size() == 1) {
    std::vector<std::string> meanings;
    for (const Happening& event : events)
      meanings.push_back(beacon_meaning(static_cast<int>(event.value)));
    const int last = static_cast<int>(events.back().value);
    return text("beacons ", "bakens ") + std::to_string(first) + text(" to ", " tot ") +
           std::to_string(last) + text(" come to stand", " komen te staan") + at_tables(events) +
           ": " + series(meanings);
  }
  std::vector<std::string> parts;
  if (gained > 0)
    parts.push_back(counted(gained, "beacon comes to stand", "beacons come to stand",
                            "baken komt te staan", "bakens komen te staan"));
  if (lost > 0)
    parts.push_back(
        parts.empty() ? counted(lost, "beacon falls", "beacons fall", "baken valt", "bakens vallen")
                      : std::to_string(lost) +
                            (lost == 1 ? text(" falls", " valt") : text(" fall", " vallen")));
  return series(parts) + at_tables(events);
}

std::string Voice::operating(const Happenings& events) const {
  if (events.size() > 1)
    return counted(events.size(), "table gets", "tables get", "tafel gaat", "tafels gaan") +
           text(" to work", " aan het werk");
  const Happening& event = events.front();
  const std::string who = many_tables() ? table(event.table) : text("the table", "de tafel");
  const std::string quality = std::isnan(event.value)
                                  ? ""
                                  : text(" (the plan builds on ", " (het plan steunt op ") +
                                        percent(event.value) +
                                        text(" of what there is to know of each other)",
                                             " van wat er van elkaar te weten valt)");
  return who + text(" gets to work", " gaat aan het werk") + quality;
}

std::string Voice::goals(const Happenings& events) const {
  std::vector<std::string> numbered, names;
  for (const Happening& event : events) {
    const int n = static_cast<int>(event.value);
    numbered.push_back(std::to_string(n) + " “" + story_.goal(n - 1) + "”");
    names.push_back(story_.batch().goals().at(static_cast<std::size_t>(n - 1)));
  }
  if (numbered.size() == 1)
    return text("goal ", "doel ") + numbered[0] + text(" is reached", " is bereikt");
  const auto by_name = by_frequency(names);
  if (by_name.front().second > 1) {
    numbered.clear();
    for (const auto& [name, n] : by_name)
      numbered.push_back("“" + name + "” (" + std::to_string(n) + "×)");
  }
  return std::to_string(events.size()) + text(" goals are reached: ", " doelen zijn bereikt: ") +
         some(numbered);
}

std::string Voice::cuts(const Happenings& events) const {
  const auto names = organisations_in(events);
  double left = 0.0;
  for (const Happening& event : events) left += event.value / static_cast<double>(events.size());
  const std::string who = names.size() > most_named ? std::to_string(names.size()) +
                                                          text(" organisations", " organisaties")
                                                    : series(names);
  const auto& periods = story_.periods();
  const auto next = std::upper_bound(periods.begin(), periods.end(), events.back().month);
  const std::string until = next == periods.end() ? text("to the end", "tot het einde")
                                                  : text("until ", "tot ") + month(*next);
  return who +
         (names.size() == 1 ? text(" suffers a cut: ", " moet besparen: ")
                            : text(" suffer cuts: ", " moeten besparen: ")) +
         percent(left) + text(" of the white space is left ", " van de witruimte blijft over ") +
         until;
}

std::string Voice::lowest_term(const std::string& reason) const {
  if (reason == "low_ownership") return text("ownership", "eigenaarschap");
  if (reason == "low_elan") return text("élan", "elan");
  if (reason == "low_trust") return text("trust", "vertrouwen");
  if (reason == "low_value") return text("value to itself", "waarde voor zichzelf");
  return reason_in(language_, reason);
}

std::string Voice::leavers(const Happenings& events) const {
  if (events.size() == 1) {
    const Happening& event = events.front();
    return story_.organisation(event.organisation) + text(" leaves", " stapt op") +
           at_tables(events) + text("; what it missed most: ", "; het meest ontbrak: ") +
           lowest_term(event.reason) + text(" (satisfaction ", " (tevredenheid ") +
           number(event.value, 2) + ")";
  }
  std::vector<std::string> reasons;
  for (const auto& [reason, n] : reasons_of(events))
    reasons.push_back(lowest_term(reason) + " (" + std::to_string(n) + "×)");
  const auto names = organisations_in(events);
  const std::string who =
      names.size() > most_named
          ? std::to_string(events.size()) + text(" members leave", " leden stappen op")
          : series(names) + text(" leave", " stappen op");
  return who + at_tables(events) + text("; what they missed most: ", "; het meest ontbrak: ") +
         series(reasons);
}

std::string Voice::what_ends(const std::string& reason) const {
  if (reason == "goals_reached")
    return text("all its goals are reached", "alle doelen zijn bereikt");
  if (reason == "too_few_members")
    return text("too few members are left", "er zijn te weinig leden over");
  if (reason == "faded") return text("its élan has faded", "het elan is uitgedoofd");
  if (reason == "money")
    return text("nobody pays the puller any more", "niemand betaalt de trekker nog");
  return reason_in(language_, reason);
}

std::string Voice::ends(const Happenings& events) const {
  if (events.size() == 1) {
    const Happening& event = events.front();
    const std::string who = many_tables() ? table(event.table) : text("the table", "de tafel");
    const std::string members =
        std::isnan(event.value) ? ""
                                : " (" +
                                      counted(static_cast<std::size_t>(event.value), "member left",
                                              "members left", "lid over", "leden over") +
                                      ")";
    return who + text(" ends: ", " houdt op: ") + what_ends(event.reason) + members;
  }
  std::vector<std::string> reasons;
  for (const auto& [reason, n] : reasons_of(events))
    reasons.push_back(what_ends(reason) + " (" + std::to_string(n) + "×)");
  return counted(events.size(),
                 "table ends: ", "tables end: ", "tafel houdt op: ", "tafels houden op: ") +
         series(reasons);
}

std::string Voice::conflicts(const Happenings& events) const {
  const std::size_t handled = count_of(events, "conflict_handled");
  const std::size_t all = events.size();
  const std::string count = all == 1 ? text("a conflict", "een conflict")
                                     : std::to_string(all) + text(" conflicts", " conflicten");
  const auto fate = [&](std::string_view english, std::string_view dutch) {
    return count + at_tables(events) + ", " + text(english, dutch);
  };
  if (handled == all)
    return all == 1 ? fate("faced and learnt from", "uitgesproken: men leert eruit")
                    : fate("all faced and learnt from", "alle uitgesproken: men leert eruit");
  if (handled == 0)
    return all == 1 ? fate("left alone: it costs trust", "dat blijft liggen: dat kost vertrouwen")
                    : fate("all left alone: they cost trust",
                           "die alle blijven liggen: dat kost vertrouwen");
  return fate("", "") + std::to_string(handled) + text(" faced and ", " uitgesproken en ") +
         std::to_string(all - handled) + text(" left alone", " blijven liggen");
}

std::string Voice::wins(const Happenings& events) const {
  double wins = 0.0;
  for (const Happening& event : events) wins += event.value;
  return counted(static_cast<std::size_t>(wins), "small win", "small wins", "klein succes",
                 "kleine successen") +
         at_tables(events);
}

std::string Voice::delegates(const Happenings& events) const {
  if (events.size() == 1)
    return organisations_in(events)[0] +
           text(" sends a new delegate", " stuurt een nieuwe afgevaardigde") + at_tables(events);
  const auto names = organisations_in(events);
  return std::to_string(events.size()) + text(" new delegates", " nieuwe afgevaardigden") +
         (names.size() > most_named ? "" : ": " + series(names));
}

std::string Voice::what_blocks(const std::string& reason) const {
  if (reason == "white_space")
    return text("no white space in the policy plan", "geen witruimte in het beleidsplan");
  if (reason == "mandate")
    return text("the home board did not approve and the delegate has no mandate",
                "het eigen bestuur keurde niet goed en de afgevaardigde heeft geen mandaat");
  if (reason == "board")
    return text("the home board did not approve, so the delegate's mandate was the limit",
                "het eigen bestuur keurde niet goed, dus het mandaat van de afgevaardigde was de "
                "grens");
  if (reason == "value")
    return text("the table was worth less than keeping the money",
                "de tafel was minder waard dan het geld houden");
  return reason_in(language_, reason);
}

std::string Voice::block(const std::string& reason) const {
  if (reason == "white_space") return text("no white space", "geen witruimte");
  if (reason == "mandate") return text("no mandate", "geen mandaat");
  if (reason == "board") return text("the home board", "het eigen bestuur");
  if (reason == "value") return text("too little value", "te weinig waarde");
  return reason_in(language_, reason);
}

std::string Voice::refusals(const Happenings& events) const {
  if (events.size() == 1)
    return text("the pledge of ", "de toezegging van ") + organisations_in(events)[0] +
           text(" is held back", " wordt tegengehouden") + at_tables(events) + ": " +
           what_blocks(events.front().reason);
  std::vector<std::string> reasons, names;
  for (const auto& [reason, n] : reasons_of(events))
    reasons.push_back(block(reason) + " (" + std::to_string(n) + "×)");
  for (const Happening& event : events) names.push_back(story_.organisation(event.organisation));
  const auto most = by_frequency(names).front();
  return std::to_string(events.size()) +
         text(" pledges held back: ", " toezeggingen tegengehouden: ") + series(reasons) +
         text("; most often of ", "; het vaakst van ") + most.first + " (" +
         std::to_string(most.second) + "×)";
}

}  // namespace

// ---- the run as a whole ------------------------------------------------------------------------

std::size_t middle_run(const Batch& batch, const Treatment& treatment) {
  auto runs = batch.runs_of(treatment);
  if (runs.empty())
    throw ResultsError(batch.file().path() + ": all runs of " + batch.arm_name(treatment.arm) +
                       " failed");
  const auto& values = batch.column(batch.answer_measure().name);
  std::sort(runs.begin(), runs.end(), [&](std::size_t a, std::size_t b) {
    const bool a_lacks = std::isnan(values[a]), b_lacks = std::isnan(values[b]);
    if (a_lacks || b_lacks) return a_lacks != b_lacks ? b_lacks : a < b;
    return values[a] != values[b] ? values[a] < values[b] : a < b;
  });
  return runs[(runs.size() - 1) / 2];
}

std::optional<std::size_t> run_of_pair(const Batch& batch, const Treatment& treatment,
                                       std::int64_t pair) {
  for (const std::size_t run : batch.runs_of(treatment))
    if (batch.pair_of(run) == pair) return run;
  return std::nullopt;
}

std::string Story::name(Language language) const {
  const std::string point = batch_->point_label(treatment().point);
  return "run " + std::to_string(run_) + " (" + arm_in(language, arm()) + ", " +
         std::string(in(language, "replicate ", "herhaling ")) +
         std::to_string(batch_->replicate_of(run_)) + (point.empty() ? "" : ", " + point) + ")";
}

std::string Story::outcome(Language language) const {
  const Voice say(*this, language);
  const Measure& measure = batch_->answer_measure();
  const Display display = display_of(measure, money_of(*batch_));
  const auto shown = [&](double value) {
    return say.number(value * display.factor, display.digits);
  };
  const double value = batch_->column(measure.name)[run_];
  const auto all = batch_->values(measure.name, treatment());
  const auto above = std::count_if(all.begin(), all.end(), [&](double v) { return v > value; });
  std::string text = say.text("It ends with ", "Ze eindigt met ") + shown(value) +
                     (display.unit.empty() ? "" : " " + display.unit) + say.text(" of ", " ") +
                     measure_in(language, measure.name);
  const bool level = std::all_of(all.begin(), all.end(), [&](double v) { return v == value; });
  if (level && all.size() > 1)
    text += say.text(", as do all ", ", net als alle ") + std::to_string(all.size()) +
            say.text(" runs of ", " runs van ") + arm_in(language, arm());
  else if (all.size() > 1)
    text += say.text(": number ", ": nummer ") + std::to_string(above + 1) +
            say.text(" from the top of the ", " van boven van de ") + std::to_string(all.size()) +
            say.text(" runs of ", " runs van ") + arm_in(language, arm());
  if (!level && all.size() >= least_for_interval)
    text += say.text(", half of which lie between ", ", waarvan de helft ligt tussen ") +
            shown(quantile(all, 0.25)) + say.text(" and ", " en ") + shown(quantile(all, 0.75));
  const auto number = [&](const char* name) { return batch_->column(name)[run_]; };
  text += say.text(". Goals: ", ". Doelen: ") + say.number(number("goals_reached"), 0) +
          say.text(" of ", " van de ") + std::to_string(batch_->goals().size()) +
          say.text(" reached, progress ", " bereikt, voortgang ") +
          say.number(number("mean_progress"), 2) + say.text(" of 1.", " van 1.");
  if (const double left = number(results::members_left); !std::isnan(left))
    text += say.text(" Members: ", " Leden: ") + say.number(left, 0) +
            say.text(" of ", " van de ") + std::to_string(batch_->file().shape("seat_table")[0]) +
            say.text(" stayed.", " bleven.");
  else
    text += say.text(" Nobody meets at a table in this arm.",
                     " In deze arm komt niemand aan een tafel bijeen.");
  return text;
}

// ---- the chronicle -----------------------------------------------------------------------------

namespace {

/// Events that become one line.
struct Group {
  Family family;
  Happenings events;
};

std::string common(const Happenings& events,
                   const std::function<std::string(const Happening&)>& of) {
  const std::string first = of(events.front());
  const bool shared = std::all_of(events.begin(), events.end(),
                                  [&](const Happening& event) { return of(event) == first; });
  return shared ? first : "";
}

ChronicleLine line_of(const Group& group, const Story& story, const Voice& say) {
  const Happenings& events = group.events;
  ChronicleLine line;
  line.month = events.front().month;
  line.until = events.back().month;
  line.kind = common(events, [](const Happening& event) { return event.kind; });
  if (line.kind.empty()) line.kind = group.family == Family::beacons ? "beacons" : "conflicts";
  line.who = common(events, [&](const Happening& event) {
    return event.organisation < 0 ? "" : story.organisation(event.organisation);
  });
  line.table = common(events, [&](const Happening& event) {
    return event.table < 0 ? "" : story.batch().tables().at(static_cast<std::size_t>(event.table));
  });
  line.reason = common(events, [](const Happening& event) { return event.reason; });
  for (const Happening& event : events) line.value += event.value;
  line.count = events.size();
  line.sentence = say.sentence(group.family, events);
  return line;
}

/// Whether an event goes on what the last line of its family tells: the next beacon of a table, or
/// the same thing in the same month.
bool continues(const Group& group, const Happening& event) {
  const Happening& last = group.events.back();
  if (group.family == Family::beacons)
    return event.kind == "beacon_gained" && last.kind == "beacon_gained" &&
           event.table == last.table && event.value == last.value + 1.0;
  return event.month == last.month;
}

/// Events of one chapter as lines that tell the main things one by one and count the rest.
std::vector<Group> grouped(const Happenings& events) {
  std::vector<Group> groups;
  for (const Happening& event : events) {
    const Family family = family_of(event.kind);
    if (family == Family::unknown) continue;
    const auto last = std::find_if(groups.rbegin(), groups.rend(), [&](const Group& group) {
      return group.family == family &&
             (family != Family::beacons || group.events.back().table == event.table);
    });
    if (last != groups.rend() && (!told_one_by_one(family) || continues(*last, event)))
      last->events.push_back(event);
    else
      groups.push_back({family, {event}});
  }
  return groups;
}

/// One line for all of a family.
void merge(std::vector<Group>& groups, Family family) {
  Group all{family, {}};
  for (const Group& group : groups)
    if (group.family == family)
      all.events.insert(all.events.end(), group.events.begin(), group.events.end());
  std::sort(all.events.begin(), all.events.end(), [](const Happening& a, const Happening& b) {
    return std::tie(a.month, a.table, a.value) < std::tie(b.month, b.table, b.value);
  });
  std::erase_if(groups, [&](const Group& group) { return group.family == family; });
  groups.push_back(std::move(all));
}

/// Merges the longest lists of one kind until all chapters together are read in a minute.
void shorten(std::vector<std::vector<Group>>& chapters) {
  const auto lines = [&] {
    std::size_t n = 0;
    for (const auto& groups : chapters) n += groups.size();
    return n;
  };
  while (lines() > minute_of_lines) {
    std::size_t most = 1;
    std::pair<std::size_t, Family> longest;
    for (std::size_t c = 0; c < chapters.size(); ++c) {
      std::map<Family, std::size_t> counts;
      for (const Group& group : chapters[c]) ++counts[group.family];
      for (const auto& [family, n] : counts)
        if (n > most) {
          most = n;
          longest = {c, family};
        }
    }
    if (most == 1) return;
    merge(chapters[longest.first], longest.second);
  }
}

}  // namespace

std::vector<Chapter> Story::chronicle(Detail detail, Language language) const {
  std::vector<int> starts{0};
  for (const int period : periods_)
    if (period > 0) starts.push_back(period);
  std::vector<std::vector<Group>> all(starts.size());
  for (std::size_t c = 0; c < starts.size(); ++c) {
    Happenings events;
    for (const Happening& event : happenings_)
      if (event.month >= starts[c] && (c + 1 == starts.size() || event.month < starts[c + 1]))
        events.push_back(event);
    if (detail == Detail::minute)
      all[c] = grouped(events);
    else
      for (const Happening& event : events) all[c].push_back({family_of(event.kind), {event}});
  }
  if (detail == Detail::minute) shorten(all);
  const Voice say(*this, language);
  std::vector<Chapter> chapters;
  for (std::size_t c = 0; c < starts.size(); ++c) {
    const int end =
        c + 1 < starts.size() ? starts[c + 1] : static_cast<int>(batch_->months().size());
    Chapter chapter{starts[c], end - 1, {}};
    if (detail == Detail::minute)  // what is only counted comes after what is told
      std::sort(all[c].begin(), all[c].end(), [](const Group& a, const Group& b) {
        const auto rank = [](const Group& group) {
          const bool told = told_one_by_one(group.family);
          return std::tuple(!told, told ? group.events.front().month : 0, group.family,
                            group.events.front().table);
        };
        return rank(a) < rank(b);
      });
    for (const Group& group : all[c]) chapter.lines.push_back(line_of(group, *this, say));
    chapters.push_back(std::move(chapter));
  }
  return chapters;
}

std::string sentence_of(const Story& story, const Happening& happening, Language language) {
  return Voice(story, language).sentence(family_of(happening.kind), {happening});
}

// ---- turning points ----------------------------------------------------------------------------

std::string Story::goals_halfway(int from, int to, Language language) const {
  const Voice say(*this, language);
  std::vector<int> goals;
  for (const auto& [month, goal] : halfway_)
    if (from <= month && month <= to) goals.push_back(goal);
  if (goals.empty()) return "";
  const std::string opens =
      say.text(", which opens what builds on it", ", wat daarop bouwt gaat open");
  if (goals.size() > 1)
    return std::to_string(goals.size()) + say.text(" goals are halfway", " doelen zijn halfweg") +
           opens;
  return say.text("goal ", "doel ") + std::to_string(goals.front() + 1) + " “" +
         goal(goals.front()) + "”" + say.text(" is halfway", " is halfweg") + opens;
}

namespace {

constexpr int least_months = 6;  // on either side of a month, to speak of a pace there

/// The months with the pace of the year before and the year after.
std::vector<TurningPoint> paces(const std::vector<double>& values) {
  const int months = static_cast<int>(values.size());
  const auto at = [&](int t) { return values[static_cast<std::size_t>(t)]; };
  const auto a_year = [&](int from, int to) {
    return (at(to) - at(from)) * months_a_year / (to - from);
  };
  std::vector<TurningPoint> all;
  for (int t = least_months; t + least_months < months; ++t)
    all.push_back({t,
                   a_year(std::max(0, t - months_a_year), t),
                   a_year(t, std::min(months - 1, t + months_a_year)),
                   {}});
  return all;
}

/// The sharpest bends, a year apart at the least, in the order of the months.
std::vector<TurningPoint> sharpest_bends(const Course& course) {
  constexpr std::size_t most = 4;
  constexpr double least_bend = 0.25;   // of the fastest year, …
  constexpr double least_share = 0.01;  // … and of all there is to gain
  auto bends = paces(course.values);
  double fastest = 0.0;
  for (const TurningPoint& bend : bends) fastest = std::max(fastest, std::fabs(bend.after));
  const auto size = [](const TurningPoint& bend) { return std::fabs(bend.after - bend.before); };
  std::sort(bends.begin(), bends.end(), [&](const TurningPoint& a, const TurningPoint& b) {
    return size(a) != size(b) ? size(a) > size(b) : a.month < b.month;
  });
  std::vector<TurningPoint> points;
  for (const TurningPoint& bend : bends) {
    const double least = std::max(least_bend * fastest, least_share * course.full);
    if (points.size() == most || size(bend) < least) break;
    if (std::none_of(points.begin(), points.end(), [&](const TurningPoint& point) {
          return std::abs(point.month - bend.month) < months_a_year;
        }))
      points.push_back(bend);
  }
  std::sort(points.begin(), points.end(),
            [](const TurningPoint& a, const TurningPoint& b) { return a.month < b.month; });
  return points;
}

}  // namespace

std::vector<std::string> Story::around(int month, Language language) const {
  constexpr int reach = 3;  // months before and after in which a cause is sought
  const Voice say(*this, language);
  const auto near = [&](int t) { return std::abs(t - month) <= reach; };
  std::vector<std::string> sentences;
  for (const int period : periods_)
    if (near(period))
      sentences.push_back(
          say.text("a new policy period opens in ", "een nieuwe beleidsperiode opent in ") +
          say.month(period));
  if (const auto goals = goals_halfway(month - reach, month + reach, language); !goals.empty())
    sentences.push_back(goals);
  Happenings events;
  for (const Happening& event : happenings_)
    if (near(event.month) && told_one_by_one(family_of(event.kind))) events.push_back(event);
  std::vector<Group> groups = grouped(events);
  for (Family family = Family::beacons; told_one_by_one(family);
       family = static_cast<Family>(static_cast<int>(family) + 1))
    if (std::count_if(groups.begin(), groups.end(),
                      [&](const Group& group) { return group.family == family; }) > 1)
      merge(groups, family);
  for (const Group& group : groups) sentences.push_back(say.sentence(group.family, group.events));
  return sentences;
}

std::vector<TurningPoint> Story::turning_points(Language language) const {
  auto points = sharpest_bends(course_);
  for (TurningPoint& point : points) point.around = around(point.month, language);
  return points;
}

std::vector<std::vector<double>> Story::courses_of_arm() const {
  const auto& runs = batch_->runs_of(treatment());
  const std::set<std::size_t> own(runs.begin(), runs.end());
  const auto shape = batch_->file().shape(course_.series);
  const std::size_t months = shape[1];
  const std::size_t entries = shape.size() == 3 ? shape[2] : 1;
  std::vector<std::vector<double>> by_month(months);
  batch_->file().for_each_block(
      course_.series, [&](std::size_t first, std::span<const float> values) {
        const std::size_t row = months * entries;
        for (std::size_t n = 0; n < values.size() / row; ++n) {
          if (!own.count(first + n)) continue;
          for (std::size_t t = 0; t < months; ++t) {
            const auto entry = values.subspan(n * row + t * entries, entries);
            by_month[t].push_back(std::accumulate(entry.begin(), entry.end(), 0.0) /
                                  static_cast<double>(entries));
          }
        }
      });
  return by_month;
}

std::string Story::band(Language language) const {
  constexpr int months_on_end = 6;        // shorter trips across the line mean little
  constexpr double least_outside = 0.01;  // of all there is to gain
  if (course_.values.empty() || batch_->runs_of(treatment()).size() < least_for_interval) return "";
  const auto by_month = courses_of_arm();
  const Voice say(*this, language);
  const std::string which =
      say.text(" the middle half of the runs of ", " de middelste helft van de runs van ") +
      arm_in(language, arm());
  int outside = 0, side = 0;
  for (std::size_t t = 0; t < by_month.size(); ++t) {
    const double low = quantile(by_month[t], 0.25) - least_outside * course_.full;
    const double high = quantile(by_month[t], 0.75) + least_outside * course_.full;
    const double value = course_.values[t];
    const int now = value < low ? -1 : value > high ? 1 : 0;
    outside = now == 0 ? 0 : now == side ? outside + 1 : 1;
    side = now;
    if (outside == months_on_end)
      return say.text("From ", "Vanaf ") + say.month(static_cast<int>(t) - months_on_end + 1) +
             (side > 0 ? say.text(" its progress runs above", " loopt de voortgang boven")
                       : say.text(" its progress runs below", " loopt de voortgang onder")) +
             which + ".";
  }
  return say.text("Its progress stays within", "De voortgang blijft binnen") + which +
         say.text(" throughout.", " van begin tot eind.");
}

// ---- decisions ---------------------------------------------------------------------------------

std::vector<Decisions> Story::decided() const {
  const bool by_kind = organisations_.size() > most_organisations;
  std::vector<Decisions> all;
  std::map<std::string, std::size_t> places;
  for (std::size_t n = 0; n < organisations_.size(); ++n) {
    const std::string& who = by_kind ? kinds_[n] : organisations_[n];
    if (const auto [place, fresh] = places.try_emplace(who, all.size()); fresh)
      all.push_back({.who = who, .held = {}});
    else
      ++all[place->second].organisations;
  }
  std::vector<std::vector<std::string>> blocks(all.size());
  for (const BoardDecision& decision : decisions_) {
    const auto n = static_cast<std::size_t>(decision.organisation);
    const std::size_t place = places.at(by_kind ? kinds_[n] : organisations_[n]);
    Decisions& sum = all[place];
    ++sum.boards;
    const bool together = decision.together > std::max(decision.keep, decision.alone);
    const bool alone = !together && decision.alone > decision.keep;
    ++(together ? sum.together : alone ? sum.alone : sum.keep);
    sum.alone_closed += decision.alone_open ? 0 : 1;
    sum.together_closed += decision.together_open ? 0 : 1;
    if (decision.blocks.empty()) continue;
    if (sum.first_held < 0) sum.first_held = decision.month;
    sum.last_held = decision.month;
    blocks[place].insert(blocks[place].end(), decision.blocks.begin(), decision.blocks.end());
  }
  for (std::size_t place = 0; place < all.size(); ++place)
    all[place].held = by_frequency(blocks[place]);
  return all;
}

std::string Story::decided_in_words(Language language) const {
  const Voice say(*this, language);
  if (!has_decisions_)
    return say.text("What each board decided was not recorded; to have it: ",
                    "Wat elk bestuur besliste is niet bewaard; zo wel: ") +
           "samen run … --set 'run.record=[\"tables\",\"events\",\"decisions\"]'";
  Decisions sum;
  std::map<std::string, std::size_t> held;
  for (const Decisions& part : decided()) {
    sum.boards += part.boards;
    sum.keep += part.keep;
    sum.alone += part.alone;
    sum.together += part.together;
    sum.alone_closed += part.alone_closed;
    sum.together_closed += part.together_closed;
    for (const auto& [reason, n] : part.held) held[reason] += n;
  }
  const auto times = [&](std::size_t n) {
    return std::to_string(n) + say.text(n == 1 ? " time" : " times", " keer");
  };
  std::string text = say.text("Boards decided ", "Besturen beslisten ") + times(sum.boards) +
                     say.text(". The largest part of the open budget: ",
                              ". Het grootste deel van het open budget: ") +
                     times(sum.keep) + say.text(" kept", " gehouden");
  if (sum.alone_closed < sum.boards)
    text +=
        ", " + times(sum.alone) + say.text(" put into working alone", " in alleen werken gestoken");
  if (sum.together_closed < sum.boards)
    text +=
        ", " + times(sum.together) + say.text(" offered to a table", " aan een tafel aangeboden");
  text += ".";
  if (sum.alone_closed == sum.boards)
    text += say.text(" Working alone was never open.", " Alleen werken kon nooit.");
  if (sum.together_closed == sum.boards)
    text += say.text(" Working at a table was never open.", " Aan een tafel werken kon nooit.");
  else if (sum.together_closed > 0)
    text += say.text(" Working at a table was not open ", " Aan een tafel werken kon ") +
            times(sum.together_closed) +
            say.text(": there was no table at work, or no seat at one.",
                     " niet: er was geen tafel aan het werk, of geen plaats aan een tafel.");
  std::vector<std::string> reasons;
  std::size_t all = 0;
  std::vector<std::string> repeated;
  for (const auto& [reason, n] : held) repeated.insert(repeated.end(), n, reason);
  for (const auto& [reason, n] : by_frequency(repeated)) {
    reasons.push_back(say.what_blocks(reason) + " (" + std::to_string(n) + "×)");
    all += n;
  }
  if (all > 0)
    text += say.text(" A pledge to a table was held back ",
                     " Een toezegging aan een tafel werd tegengehouden, ") +
            times(all) + ": " + say.series(reasons) + ".";
  return text;
}

// ---- two runs ----------------------------------------------------------------------------------

namespace {

using Board = std::pair<int, int>;  // month, organisation

bool same_decision(const BoardDecision& a, const BoardDecision& b) {
  return a.keep == b.keep && a.alone == b.alone && a.together == b.together &&
         a.alone_open == b.alone_open && a.together_open == b.together_open && a.blocks == b.blocks;
}

void compare_decisions(const Story& first, const Story& second, Parting& parting) {
  std::map<Board, const BoardDecision*> others;
  for (const BoardDecision& decision : second.decisions())
    others[{decision.month, decision.organisation}] = &decision;
  for (const BoardDecision& decision : first.decisions()) {
    const auto other = others.find({decision.month, decision.organisation});
    if (other == others.end() || same_decision(decision, *other->second)) continue;
    if (!parting.first_decisions) parting.first_decisions = decision.month;
    if (decision.month == *parting.first_decisions)
      parting.decisions.emplace_back(decision, *other->second);
  }
}

auto identity(const Happening& event) {
  return std::tie(event.month, event.kind, event.reason, event.table, event.organisation,
                  event.value);
}

/// Events of the first that the second lacks. Values that are measured rather than counted differ
/// as soon as anything does and make no other event.
Happenings lacking(const Happenings& first, const Happenings& second) {
  const auto simple = [](Happening event) {
    const Family family = family_of(event.kind);
    if (family != Family::beacons && family != Family::goals) event.value = 0.0;
    return event;
  };
  std::map<std::tuple<int, std::string, std::string, int, int, double>, int> counts;
  for (const Happening& event : second) {
    const Happening key = simple(event);
    ++counts[identity(key)];
  }
  Happenings missing;
  for (const Happening& event : first) {
    const Happening key = simple(event);
    if (--counts[identity(key)] < 0) missing.push_back(event);
  }
  return missing;
}

void compare_events(const Story& first, const Story& second, Parting& parting) {
  if (!first.has_events() || !second.has_events()) return;
  const Happenings ones = lacking(first.happenings(), second.happenings());
  const Happenings others = lacking(second.happenings(), first.happenings());
  for (const Happenings* const events : {&ones, &others})
    for (const Happening& event : *events)
      parting.first_events = std::min(parting.first_events.value_or(event.month), event.month);
  const auto of_that_month = [&](const Happenings& events, Happenings& out) {
    std::copy_if(events.begin(), events.end(), std::back_inserter(out),
                 [&](const Happening& event) { return event.month == parting.first_events; });
  };
  of_that_month(ones, parting.only_first);
  of_that_month(others, parting.only_second);
}

/// Monthly series that both files have with the same axes.
std::vector<std::string> common_series(const Batch& first, const Batch& second) {
  const auto is_series = [](const Batch& batch, const std::string& name) {
    const auto shape = batch.file().shape(name);
    return shape.size() >= 2 && shape[0] == batch.runs() && shape[1] == batch.months().size() &&
           !batch.file().attribute(name, "units").empty() && !name.ends_with("_month");
  };
  std::vector<std::string> names;
  for (const std::string& name : first.file().names()) {
    if (!second.file().has(name) || !is_series(first, name) || !is_series(second, name)) continue;
    auto one = first.file().shape(name), other = second.file().shape(name);
    one[0] = other[0] = 0;
    if (one == other) names.push_back(name);
  }
  return names;
}

void compare_series(const Story& first, const Story& second, Parting& parting) {
  const std::size_t months = first.batch().months().size();
  std::map<std::string, int> parted;
  const auto empty =
      [](const std::vector<double>& values) {  // measured at tables, in an arm without
        return std::all_of(values.begin(), values.end(), [](double v) { return std::isnan(v); });
      };
  const auto names = common_series(first.batch(), second.batch());
  for (const std::string& name : names) {
    const auto one = first.batch().file().row(name, first.run());
    const auto other = second.batch().file().row(name, second.run());
    if (empty(one) || empty(other)) continue;
    const auto [at, end] = std::mismatch(one.begin(), one.end(), other.begin(), same);
    if (at == one.end()) continue;
    const auto entry = static_cast<std::size_t>(at - one.begin());
    parted[name] = static_cast<int>(entry / (one.size() / months));
  }
  for (const auto& [name, month] : parted)
    parting.first = std::min(parting.first.value_or(month), month);
  // Goals and society only add up what organisations and tables do: they come last.
  const auto adds_up = [](const std::string& name) {
    return name == "progress" || name.starts_with("society_");
  };
  for (const bool sums : {false, true})
    for (const std::string& name : names)
      if (adds_up(name) == sums && parted.count(name) && parted[name] == parting.first)
        parting.series.push_back(name);
}

void compare_courses(const Story& first, const Story& second, Parting& parting) {
  constexpr double least_distance = 0.01;  // of all there is to gain
  constexpr double visible_share = 0.1;    // of the largest distance
  const auto& one = first.course().values;
  const auto& other = second.course().values;
  if (one.empty() || one.size() != other.size() || first.course().series != second.course().series)
    return;
  const auto distance = [&](std::size_t t) { return one[t] - other[t]; };
  for (std::size_t t = 0; t < one.size(); ++t)
    if (std::fabs(distance(t)) > std::fabs(parting.largest)) {
      parting.largest = distance(t);
      parting.largest_month = static_cast<int>(t);
    }
  const double full = std::max(first.course().full, second.course().full);
  if (std::fabs(parting.largest) < least_distance * full) return;
  for (std::size_t t = 0; t < one.size() && !parting.visible; ++t)
    if (std::fabs(distance(t)) >= visible_share * std::fabs(parting.largest))
      parting.visible = static_cast<int>(t);
}

}  // namespace

void require_shared_luck(const Batch& first, const Batch& second) {
  const auto seed = [](const Batch& batch) {
    const auto seeds = batch.file().hashes("seed");
    return seeds.empty() ? "none" : std::to_string(seeds.front());
  };
  if (seed(first) != seed(second))
    throw ResultsError("the two files do not share their luck: " + first.file().path() +
                       " has seed " + seed(first) + ", " + second.file().path() + " has seed " +
                       seed(second) + "; run both with the same --seed");
  if (first.months() != second.months())
    throw ResultsError("the two files have different calendars: " + first.months().front() +
                       " to " + first.months().back() + " and " + second.months().front() + " to " +
                       second.months().back());
}

Parting parting_of(const Story& first, const Story& second) {
  require_shared_luck(first.batch(), second.batch());
  if (first.batch().pair_of(first.run()) != second.batch().pair_of(second.run()))
    throw ResultsError("runs " + std::to_string(first.run()) + " and " +
                       std::to_string(second.run()) +
                       " do not share their luck: they are replicates " +
                       std::to_string(first.batch().replicate_of(first.run())) + " and " +
                       std::to_string(second.batch().replicate_of(second.run())) +
                       ", and only runs of one replicate part for a reason");
  Parting parting;
  compare_series(first, second, parting);
  compare_decisions(first, second, parting);
  compare_events(first, second, parting);
  compare_courses(first, second, parting);
  const int months = static_cast<int>(first.batch().months().size());
  const int earliest =
      std::min({parting.first.value_or(months), parting.first_decisions.value_or(months),
                parting.first_events.value_or(months)});
  if (earliest < parting.first.value_or(months)) parting.series.clear();
  if (earliest < months) parting.first = earliest;
  return parting;
}

std::vector<SettingDifference> setting_differences(const Batch& first, const Batch& second) {
  // What is said about a scenario and how it is run changes nothing of what happens.
  const auto counts = [](const std::string& name) {
    return !name.starts_with("scenario.") && !name.starts_with("run.");
  };
  const auto ones = settings_of(first);
  const auto others = settings_of(second);
  const std::map<std::string, std::string> by_name(others.begin(), others.end());
  std::set<std::string> known;
  std::vector<SettingDifference> differences;
  for (const auto& [name, value] : ones) {
    known.insert(name);
    const auto other = by_name.find(name);
    if (counts(name) && (other == by_name.end() || other->second != value))
      differences.push_back(
          {name, shortened(value), other == by_name.end() ? "" : shortened(other->second)});
  }
  for (const auto& [name, value] : others)
    if (counts(name) && !known.count(name)) differences.push_back({name, "", shortened(value)});
  return differences;
}

// ---- told --------------------------------------------------------------------------------------

std::vector<std::string> story_paragraphs(const Story& story, Language language) {
  const Voice say(story, language);
  const auto month_of = [&](const ChronicleLine& line) {
    return say.month(line.month) + (line.until > line.month ? "–" + say.month(line.until) : "");
  };
  std::vector<std::string> paragraphs{capitalised(story.name(language)) + ". " +
                                      story.outcome(language)};
  for (const Chapter& chapter : story.chronicle(Detail::minute, language)) {
    if (chapter.lines.empty()) continue;
    std::string text = say.month(chapter.first) + say.text(" to ", " tot en met ") +
                       say.month(chapter.last) + ". ";
    for (std::size_t n = 0; n < chapter.lines.size(); ++n)
      text += month_of(chapter.lines[n]) + ": " + chapter.lines[n].sentence +
              (n + 1 < chapter.lines.size() ? "; " : ".");
    paragraphs.push_back(text);
  }
  if (!story.has_events())
    paragraphs.push_back(say.text("Events were not recorded; to have them: ",
                                  "Gebeurtenissen zijn niet bewaard; zo wel: ") +
                         "samen run … --set 'run.record=[\"tables\",\"events\"]'");
  paragraphs.push_back(story.decided_in_words(language));
  const Course& course = story.course();
  std::string turns;
  for (const TurningPoint& point : story.turning_points(language)) {
    const auto pace = [&](double value) { return say.number(value, course.digits); };
    turns +=
        (turns.empty() ? "" : " ") + say.text("From ", "Vanaf ") + say.month(point.month) + " " +
        (point.after > point.before
             ? say.text(course.label + " speeds up: ", "versnelt " + course.label_dutch + ": ")
             : say.text(course.label + " slows down: ", "vertraagt " + course.label_dutch + ": ")) +
        pace(point.before) + say.text(" in the year before, ", " in het jaar ervoor, ") +
        pace(point.after) + say.text(" in the year after", " in het jaar erna") +
        (point.around.empty()
             ? ""
             : say.text("; around it: ", "; rond die tijd: ") + with_semicolons(point.around)) +
        ".";
  }
  const std::string band = story.band(language);
  if (!turns.empty() || !band.empty())
    paragraphs.push_back(turns + (turns.empty() || band.empty() ? "" : " ") + band);
  return paragraphs;
}

namespace {

/// A monthly series in words.
std::string series_in(Language language, const std::string& name) {
  static const std::map<std::string, std::string, std::less<>> dutch{
      {"society_burden", "last van de samenleving"},
      {"society_avoided", "weggenomen last"},
      {"society_revenue", "extra inkomsten"},
      {"society_invested", "wat wordt ingezet"},
      {"society_net", "netto opbrengst"},
      {"progress", "voortgang"},
      {"alive", "bestaande tafels"},
      {"members", "leden"},
      {"method", "methode"},
      {"integration", "integratie"},
      {"beacons", "bakens"},
      {"puller", "trekker"},
      {"mean_alignment", "overeenstemming"},
      {"mean_anchoring", "verankering thuis"},
      {"pledged", "toegezegd"},
      {"delivered", "geleverd"},
      {"matched", "bijgelegd geld"},
      {"overhead", "coördinatie"},
      {"wage", "loon van de trekker"},
      {"mission", "missie"},
      {"open_budget", "open budget"},
      {"white_space", "witruimte"},
      {"effort_alone", "inzet alleen"},
      {"effort_together", "inzet samen"},
      {"paid_in_money", "betaald in geld"},
      {"paid_in_staff", "betaald in personeel"},
      {"paid_in_volunteers", "betaald in vrijwilligers"},
      {"paid_in_kind", "betaald in natura"},
      {"avoided_by_organisation", "eigen last vermeden"},
      {"revenue_of_organisation", "eigen extra inkomsten"},
      {"net_of_organisation", "eigen nettowaarde"},
      {"ownership", "eigenaarschap"},
      {"motivation", "motivatie"},
      {"alignment", "overeenstemming per lid"},
      {"anchoring", "verankering per lid"},
      {"satisfaction", "tevredenheid"},
      {"pledge", "toezegging"},
      {"effort", "inzet per lid"},
      {"value_together", "waarde van samen"},
      {"seated", "bezette plaatsen"},
      {"commitment", "betrokkenheid"},
      {"trust", "vertrouwen per paar"},
      {"knowledge", "kennis per paar"},
  };
  const auto found = dutch.find(name);
  return language == Language::dutch && found != dutch.end() ? found->second
                                                             : measure_in(language, name);
}

/// What the boards of an arm may do.
std::string options_in(const Voice& say, const std::string& arm) {
  if (arm == "nothing")
    return say.text("can only keep their money", "kunnen alleen hun geld houden");
  if (arm == "alone")
    return say.text("keep their money or work alone, and nobody meets at a table",
                    "houden hun geld of werken alleen, en niemand komt aan een tafel bijeen");
  if (arm == "together")
    return say.text("keep their money or, once a table is at work, pledge it there",
                    "houden hun geld of zeggen het toe aan een tafel, zodra die aan het werk is");
  if (arm == "choice")
    return say.text("keep their money, work alone or, once a table is at work, pledge it there",
                    "houden hun geld, werken alleen of zeggen het toe aan een tafel, zodra die aan "
                    "het werk is");
  return say.text("have options of their own", "hebben hun eigen keuzes");
}

std::string cause_of(const Story& first, const Story& second, const Voice& say, Language language) {
  constexpr std::size_t most_settings = 6;
  std::vector<std::string> causes;
  if (first.arm() != second.arm())
    causes.push_back(say.text("under “", "bij “") + arm_in(language, first.arm()) +
                     say.text("” boards ", "” geldt: besturen ") + options_in(say, first.arm()) +
                     say.text("; under “", "; bij “") + arm_in(language, second.arm()) +
                     say.text("” they ", "”: ze ") + options_in(say, second.arm()));
  const std::string one = first.batch().point_label(first.treatment().point);
  const std::string other = second.batch().point_label(second.treatment().point);
  if (one != other) causes.push_back(one + say.text(" against ", " tegenover ") + other);
  if (&first.batch() != &second.batch()) {
    const auto differences = setting_differences(first.batch(), second.batch());
    for (std::size_t n = 0; n < std::min(differences.size(), most_settings); ++n) {
      const auto shown = [&](const std::string& value) {
        return value.empty() ? say.text("nothing", "niets") : value;
      };
      causes.push_back(differences[n].name + " = " + shown(differences[n].first) +
                       say.text(" against ", " tegenover ") + shown(differences[n].second));
    }
    if (differences.size() > most_settings)
      causes.push_back(say.text("and ", "en nog ") +
                       std::to_string(differences.size() - most_settings) +
                       say.text(" settings more", " instellingen"));
  }
  return with_semicolons(causes);
}

/// "keeps 61 %, works alone with 39 %"
std::string shares_of(const BoardDecision& decision, const Voice& say) {
  std::string text = say.text("keeps ", "houdt ") + say.percent(decision.keep) +
                     say.text(" of its open budget", " van haar open budget");
  if (decision.alone_open)
    text += say.text(", works alone with ", ", werkt alleen met ") + say.percent(decision.alone);
  if (decision.together_open)
    text += say.text(", offers a table ", ", biedt een tafel ") + say.percent(decision.together);
  if (!decision.blocks.empty())
    text +=
        say.text(", held back by ", ", tegengehouden door ") + say.block(decision.blocks.front());
  return text;
}

std::string first_decisions_of(const Parting& parting, const Story& first, const Voice& say) {
  const std::size_t n = parting.decisions.size();
  std::string text =
      say.text("The first boards to decide otherwise are ",
               "De eerste besturen die anders beslissen zijn ") +
      say.text("those of ", "die van ") + say.month(*parting.first_decisions) + ": " +
      say.counted(n, "organisation", "organisations", "organisatie", "organisaties") +
      say.text(". For example ", ". Bijvoorbeeld ");
  const auto& [one, other] = *std::max_element(
      parting.decisions.begin(), parting.decisions.end(), [](const auto& a, const auto& b) {
        return std::fabs(a.first.keep - a.second.keep) < std::fabs(b.first.keep - b.second.keep);
      });
  return text + first.organisation(one.organisation) + ": " + shares_of(one, say) +
         say.text("; in the other run it ", "; in de andere run: ") + shares_of(other, say) + ".";
}

std::string first_events_of(const Parting& parting, const Story& first, const Story& second,
                            const Voice& say, Language language) {
  const auto told = [&](const Story& story, const Happenings& events) {
    std::vector<std::string> sentences;
    for (const Happening& event : events) sentences.push_back(sentence_of(story, event, language));
    if (sentences.size() > most_named) {
      const std::size_t more = sentences.size() - most_named;
      sentences.resize(most_named);
      sentences.push_back(say.text("and ", "en nog ") + std::to_string(more) +
                          say.text(" events more", " gebeurtenissen"));
    }
    return with_semicolons(sentences);
  };
  std::string text = say.text("The first month with different events is ",
                              "De eerste maand met andere gebeurtenissen is ") +
                     say.month(*parting.first_events) + ".";
  const bool one_file = &first.batch() == &second.batch();
  const auto name = [&](const Story& story) {
    return one_file ? "run " + std::to_string(story.run()) : story.batch().file().path();
  };
  for (const auto& [story, events] :
       {std::pair{&first, &parting.only_first}, {&second, &parting.only_second}})
    if (!events->empty())
      text +=
          say.text(" Only in ", " Alleen in ") + name(*story) + ": " + told(*story, *events) + ".";
  return text;
}

std::string distance_of(const Parting& parting, const Story& first, const Story& second,
                        const Voice& say, Language language) {
  const Course& course = first.course();
  std::string text;
  if (parting.visible) {
    text =
        say.text("From ", "Vanaf ") + say.month(*parting.visible) +
        say.text(" the paths separate visibly: the distance in ",
                 " lopen de wegen zichtbaar uiteen: het verschil in ") +
        say.text(course.label, course.label_dutch) +
        say.text(" passes a tenth of its largest, ", " komt boven een tiende van het grootste, ") +
        say.number(std::fabs(parting.largest), course.digits) + " (" +
        say.month(parting.largest_month) + "). ";
  } else if (!course.values.empty()) {
    text = say.text("In " + course.label, "In " + course.label_dutch) +
           say.text(" they stay together to the end. ", " blijven ze tot het einde samen. ");
  }
  const Measure& measure = first.batch().answer_measure();
  const Display display = display_of(measure, money_of(first.batch()));
  const auto shown = [&](const Story& story) {
    const double value = story.batch().column(measure.name)[story.run()];
    return say.number(value * display.factor, display.digits);
  };
  return text + say.text("In the end they have ", "Aan het eind hebben ze ") + shown(first) +
         say.text(" against ", " tegenover ") + shown(second) +
         (display.unit.empty() ? "" : " " + display.unit) + say.text(" of ", " ") +
         measure_in(language, measure.name) + ".";
}

}  // namespace

std::vector<std::string> parting_paragraphs(const Story& first, const Story& second,
                                            Language language) {
  constexpr std::size_t most_series = 4;
  const Voice say(first, language);
  const Parting parting = parting_of(first, second);
  const std::string cause = cause_of(first, second, say, language);
  const auto name = [&](const Story& story) {
    return story.name(language) + (&first.batch() == &second.batch()
                                       ? ""
                                       : say.text(" of ", " van ") + story.batch().file().path());
  };
  std::vector<std::string> paragraphs{
      capitalised(name(first)) + say.text(" and ", " en ") + name(second) +
      say.text(" share their luck. ", " delen hun toeval. ") +
      (cause.empty() ? say.text("Nothing else differs either.", "Ook verder verschilt er niets.")
                     : say.text("What differs: ", "Wat verschilt: ") + cause + ".")};
  if (!parting.first) {
    paragraphs.push_back(say.text("They never part: all that was recorded is the same.",
                                  "Ze gaan nergens uiteen: alles wat bewaard is, is gelijk."));
    return paragraphs;
  }
  std::vector<std::string> series;
  for (const std::string& one : parting.series) series.push_back(series_in(language, one));
  if (series.size() > most_series) {
    const std::size_t more = series.size() - (most_series - 1);
    series.resize(most_series - 1);
    series.push_back(std::to_string(more) + say.text(" more series", " andere reeksen"));
  }
  std::string text = say.text("They part in ", "Ze gaan uiteen in ") + say.month(*parting.first);
  text +=
      series.empty() ? "." : say.text(", first in ", ", het eerst in ") + say.series(series) + ".";
  if (parting.first_decisions) text += " " + first_decisions_of(parting, first, say);
  if (parting.first_events) text += " " + first_events_of(parting, first, second, say, language);
  paragraphs.push_back(text);
  paragraphs.push_back(distance_of(parting, first, second, say, language));
  return paragraphs;
}

}  // namespace samen
