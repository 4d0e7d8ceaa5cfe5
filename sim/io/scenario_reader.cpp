#include "io/scenario_reader.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <numeric>
#include <set>
#include <sstream>

#include "io/design_reader.hpp"
#include "io/expectation_reader.hpp"
#include "io/former_names.hpp"
#include "io/nearest.hpp"
#include "io/pattern_reader.hpp"
#include "io/scenario_notes.hpp"
#include "io/setting_key.hpp"
#include "io/toml_file.hpp"
#include "io/toml_section.hpp"
#include "model/parameter_table.hpp"
#include "model/world/formation.hpp"
#include "model/world/layout_plan.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;

constexpr Range any_money{0, 1e9};

// ---- files, includes, --set -------------------------------------------------------------------

/// Moves a node, of whatever type, to `key` of a table; unlike a copy it keeps its place in its
/// file.
void put(toml::table& table, const toml::key& key, toml::node&& node) {
  std::move(node).visit(
      [&](auto&& value) { table.insert_or_assign(key, std::forward<decltype(value)>(value)); });
}

/// Lays `over` on `base`: tables key by key, everything else as a whole.
void lay_over(toml::table& base, toml::table&& over) {
  for (auto&& [key, value] : over) {
    toml::table* below = base.get_as<toml::table>(key.str());
    if (below && value.is_table())
      lay_over(*below, std::move(*value.as_table()));
    else
      put(base, key, std::move(value));
  }
}

/// Takes out of an included file what speaks of words or points that the file over it replaces.
void drop_what_is_replaced(toml::table& included, const toml::table& over) {
  toml::table* const head = included["scenario"].as_table();
  if (!head) return;
  if (over["scenario"]["expect"] || over["design"]) head->erase("expected");
  if (toml::table* const answer = (*head)["answer"].as_table(); answer && over["design"])
    answer->erase("against");
}

/// Lays a file over another one it includes.
void lay_file_over(toml::table& base, toml::table&& file) {
  const auto is_list = [](const toml::table& one) {
    return one["design"]["kind"].value<std::string>() == "list";
  };
  if (file["design"]["kind"] && is_list(file) != is_list(base))
    base.erase("design");  // points and factors do not mix
  drop_what_is_replaced(base, file);
  lay_over(base, std::move(file));
}

/// A file with what it includes: the files named are laid over each other in their order, and the
/// file itself over all of them.
class Includes {
 public:
  explicit Includes(Complaints& complaints) : complaints_(complaints) {}

  toml::table with_includes(toml::table file, const std::string& path,
                            std::vector<std::string> chain) {
    const toml::node* const node = file.get("include");
    if (!node) return file;
    std::vector<const toml::node*> names{node};
    if (const toml::array* const list = node->as_array()) {
      names.clear();
      for (const toml::node& name : *list) names.push_back(&name);
    }
    chain.push_back(path);
    toml::table whole;
    for (const toml::node* const name : names)
      if (auto base = included(*name, path, chain)) lay_file_over(whole, std::move(*base));
    file.erase("include");
    lay_file_over(whole, std::move(file));
    return whole;
  }

 private:
  std::optional<toml::table> included(const toml::node& node, const std::string& path,
                                      const std::vector<std::string>& chain) {
    const auto complain = [&](const std::string& text) {
      complaints_.add(node.source(), text);
      return std::nullopt;
    };
    if (!node.is_string())
      return complain("'include' must be the name of a scenario file in quotes, or a list of them");
    const std::string name = node.as_string()->get();
    const std::string base =
        path == "-" ? name : (fs::path(path).parent_path() / name).lexically_normal().string();
    if (std::find(chain.begin(), chain.end(), base) != chain.end())
      return complain("'" + name + "' includes itself");
    constexpr int most = 100;  // files; a list of lists of files soon becomes endless
    if (++files_ == most + 1) complain("more than " + std::to_string(most) + " files are included");
    if (files_ > most) return std::nullopt;
    std::string why;
    const auto text = contents_of(base, why);
    if (!text) return complain("the included file '" + base + "': " + why);
    return with_includes(parsed(*text, base, complaints_), base, chain);
  }

  Complaints& complaints_;
  int files_ = 0;
};

/// A value as a scenario states it; words need no quotes. Complains about anything else.
std::optional<toml::table> value_from(const std::string& value, const std::string& shown,
                                      const toml::source_region& typed, Complaints& complaints) {
  toml::table entry;
  if (value.find_first_of("\n\r") != std::string::npos) {
    complaints.add(typed, "expected one value, got more than one line");
    return std::nullopt;
  }
  try {
    entry = toml::parse("value = " + value, shown);
  } catch (const toml::parse_error&) {
    std::ostringstream quoted;
    quoted << toml::value<std::string>(value);
    entry = toml::parse("value = " + quoted.str(), shown);
  }
  return entry;
}

/// Sets section.key=value; complaints about it are placed at `shown`.
void apply_setting(toml::table& file, const std::string& setting, const std::string& shown,
                   Complaints& complaints) {
  const toml::source_region typed{{}, {}, std::make_shared<std::string>(shown)};
  const auto parts = setting_from(setting);
  if (!parts) {
    const std::string section = setting.substr(0, setting.find('.'));
    complaints.add(typed, has_entries(section)
                              ? no_single_values(section)
                              : "expected section.key=value, for instance levers.puller=0");
    return;
  }
  const SettingKey& key = parts->key;
  auto entry = value_from(parts->value, shown, typed, complaints);
  if (!entry) return;
  if (!key.of_entry() && file.contains(key.section) && !file.get(key.section)->is_table()) {
    complaints.add(typed, "'" + key.section + "' is no section of single values");
    return;
  }
  const toml::source_region stated = entry->get("value")->source();
  toml::table* home = home_of(file, key);
  if (!home && key.of_entry()) {
    complaints.add(typed, no_such_entry(file, key));
    return;
  }
  if (!home)
    home = file.insert_or_assign(toml::key(key.section, stated), toml::table{})
               .first->second.as_table();
  put(*home, toml::key(key.key, stated), std::move(*entry->get("value")));
}

/// Complains about settings that reach nothing, since every entry states its own value.
void refuse_overridden(const toml::table& file, const std::vector<std::string>& settings,
                       Complaints& complaints) {
  for (const std::string& setting : settings) {
    const auto parts = setting_from(setting);
    if (!parts || !overridden(file, parts->key).everywhere()) continue;
    const toml::source_region typed{{}, {}, std::make_shared<std::string>("--set " + setting)};
    complaints.add(typed, about_overridden(file, parts->key));
  }
}

// ---- values -----------------------------------------------------------------------------------

struct YearMonth {
  int year = 0, month = 0;
  int index() const { return year * 12 + month - 1; }
};

/// "2013-07": four digits, a dash, two digits.
std::optional<YearMonth> year_month(std::string_view text) {
  constexpr std::string_view form = "dddd-dd";
  if (text.size() != form.size()) return std::nullopt;
  for (std::size_t n = 0; n < form.size(); ++n)
    if (form[n] == 'd' ? text[n] < '0' || text[n] > '9' : text[n] != form[n]) return std::nullopt;
  const YearMonth at{std::stoi(std::string(text.substr(0, 4))),
                     std::stoi(std::string(text.substr(5)))};
  if (at.year < 1 || at.month < 1 || at.month > 12) return std::nullopt;
  return at;
}

YearMonth month_of(Section& section, std::string_view key, YearMonth fallback) {
  if (!section.has(key)) return fallback;
  const auto stated = section.stated_text(key);
  if (!stated) return fallback;
  const std::string& given = *stated;
  if (const auto at = year_month(given)) return *at;
  section.complain(key, "'" + section.full_name(key) + "' must be a month as \"2013-07\", got \"" +
                            given + "\"");
  return fallback;
}

/// How far a sum of shares may be from 1: three times 0.333333 is within, whatever its last bits.
constexpr double rounding = 1e-6 + 1e-9;

void expect_sum(Section& section, std::string_view key, const std::vector<double>& shares) {
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (!shares.empty() && std::fabs(sum - 1.0) > rounding)
    section.complain(
        key, "the shares of '" + section.full_name(key) + "' must sum to 1, got " + plain(sum));
}

void expect_count(Section& section, std::string_view key, std::size_t given, int expected,
                  std::string_view of_what) {
  if (given != 0 && given != static_cast<std::size_t>(expected))
    section.complain(key, "'" + section.full_name(key) + "' must hold " + std::to_string(expected) +
                              " numbers, one per " + std::string(of_what) + ", got " +
                              std::to_string(given));
}

/// Refuses a distribution whose centre or ends lie outside the admissible range of its attribute;
/// what its tails reach beyond that is clipped when drawn.
Distribution checked(Distribution stated, Section& section, std::string_view kind, Range range,
                     std::string_view unit) {
  const bool ends = stated.kind == Distribution::Kind::uniform;
  constexpr double widest_lognormal = 3.0;  // a factor of twenty up or down at one sd
  for (const double value : {stated.first, ends ? stated.second : stated.first})
    if (!range.contains(value)) {
      section.complain(kind, "'" + section.full_name(kind) + "' reaches " + plain(value) + " " +
                                 std::string(unit) + ", outside [" + plain(range.low) + ", " +
                                 plain(range.high) + "]");
      return stated;
    }
  if (stated.kind == Distribution::Kind::lognormal && stated.second > widest_lognormal)
    section.complain(kind, "'" + section.full_name(kind) +
                               "' has a deviation of the logarithm of " + plain(stated.second) +
                               ", at most " + plain(widest_lognormal) + " is sensible");
  return stated;
}

std::optional<Distribution> distribution(Section& section, std::string_view key, Range range,
                                         std::string_view unit) {
  const toml::node* node = section.node(key);
  if (!node) return std::nullopt;
  if (!node->is_table())
    return Distribution{Distribution::Kind::fixed, section.number(key, 0.0, range, unit), 0.0};
  static constexpr std::array<std::string_view, 3> kinds{"normal", "uniform", "lognormal"};
  Section inside = section.section(key);
  std::optional<Distribution> chosen;
  int named = 0;
  for (std::size_t n = 0; n < kinds.size(); ++n) {
    if (!inside.has(kinds[n])) continue;
    ++named;
    const auto pair = inside.numbers(kinds[n], {-1e9, 1e9}, unit);
    if (pair.size() != 2)
      inside.complain(kinds[n], "'" + inside.full_name(kinds[n]) + "' must hold two numbers: " +
                                    (n == 0   ? "mean and standard deviation"
                                     : n == 1 ? "low and high end"
                                              : "median and standard deviation of the logarithm"));
    else if (n == 1 ? pair[0] > pair[1] : pair[1] < 0.0)
      inside.complain(kinds[n], "'" + inside.full_name(kinds[n]) + "' = [" + plain(pair[0]) + ", " +
                                    plain(pair[1]) + "] is no distribution");
    else
      chosen = checked({static_cast<Distribution::Kind>(n + 1), pair[0], pair[1]}, inside, kinds[n],
                       range, unit);
  }
  if (inside.finish() && named != 1)
    section.complain(key, "'" + section.full_name(key) +
                              "' must be a number or one of normal, uniform and lognormal");
  return chosen;
}

// ---- the sections of a scenario ---------------------------------------------------------------

class Reader {
 public:
  Reader(const toml::table& file, Complaints& complaints)
      : root_(&file, "", complaints), complaints_(complaints) {}

  Scenario read() {
    read_head();
    read_calendar();
    read_sections();
    read_goals();
    read_organisations();
    read_run();
    read_tables();
    read_disturbances();
    read_branch();
    scenario_.design = read_design(root_, complaints_);
    root_.has("design");
    scenario_.patterns = read_patterns(root_, scenario_, plan_.calendar.months);
    // A design that cannot be read has no points to speak of.
    if (!root_.has("design") || !scenario_.design.factors.empty())
      scenario_.expected = read_expectations(root_.section("scenario"), scenario_);
    root_.finish();
    return std::move(scenario_);
  }

 private:
  void read_head() {
    static constexpr std::array<std::string_view, 2> compared{"arms", "points"};
    static constexpr std::array<std::string_view, 2> shown_as{"difference", "share"};
    Section head = root_.section("scenario");
    scenario_.title = head.text("title");
    scenario_.question = head.text("question");
    scenario_.expect = head.text("expect");
    scenario_.sources = head.texts("sources");
    plan_.capabilities = head.whole("capabilities", plan_.capabilities, {1, 64}, "kinds");
    Section answer = head.section("answer");
    const auto arms = answer.some_of("arms", arm_names,
                                     {static_cast<std::size_t>(scenario_.answer.first),
                                      static_cast<std::size_t>(scenario_.answer.second)});
    if (arms.size() == 2) {
      scenario_.answer.first = static_cast<Arm>(arms[0]);
      scenario_.answer.second = static_cast<Arm>(arms[1]);
    } else {
      answer.complain("arms", "'scenario.answer.arms' must name two arms to compare");
    }
    std::vector<std::string_view> measures;
    std::size_t fallback = 0;
    for (const Outcome& outcome : outcomes) {
      if (outcome.name == scenario_.answer.measure) fallback = measures.size();
      measures.push_back(outcome.name);
    }
    scenario_.answer.measure = measures[outcome_at(answer, "measure", measures, fallback)];
    scenario_.answer.between_points = answer.one_of("compare", compared, 0) == 1;
    scenario_.answer.against = answer.text("against");
    scenario_.answer.as_share = answer.one_of("as", shown_as, 0) == 1;
    answer.finish();
    head.has("expected");  // read once its points are known
    head.finish();
  }

  void read_calendar() {
    Calendar& calendar = plan_.calendar;
    Section section = root_.section("calendar");
    const YearMonth start = month_of(section, "start", {calendar.start_year, calendar.start_month});
    const YearMonth end = month_of(section, "end", {2025, 12});
    calendar.start_year = start.year;
    calendar.start_month = start.month;
    calendar.months = end.index() - start.index() + 1;
    constexpr int longest = 1200;  // a century
    if (calendar.months < 1 || calendar.months > longest) {
      section.complain("end", "'calendar.end' must lie 0 to " + std::to_string(longest - 1) +
                                  " months after 'calendar.start', got " +
                                  std::to_string(calendar.months - 1));
      calendar.months = 1;
    }
    calendar.board_interval =
        section.whole("boards", calendar.board_interval, {1, longest}, "months");
    const bool stated = section.has("periods");
    const auto given =
        stated ? section.texts("periods") : std::vector<std::string>{"2016-01", "2021-01"};
    calendar.periods.clear();
    for (const std::string& text : given) {
      const auto at = year_month(text);
      const int t = at ? at->index() - start.index() : 0;
      if (!at)
        section.complain(
            "periods", "'calendar.periods' must hold months as \"2016-01\", got \"" + text + "\"");
      else if (!calendar.periods.empty() && t <= calendar.periods.back())
        section.complain("periods", "'calendar.periods' must be in order, each once: \"" + text +
                                        "\" stands after \"" +
                                        month_label(calendar, calendar.periods.back()) + "\"");
      else if (t >= 0 && t < calendar.months)
        calendar.periods.push_back(t);
      else if (stated)
        section.complain("periods", "period \"" + text + "\" lies outside the calendar, " +
                                        month_label(calendar, 0) + " to " +
                                        month_label(calendar, calendar.months - 1));
    }
    section.finish();
  }

  void read_sections() {
    for (const SectionRow& part : sections()) {
      Section section = root_.section(part.name);
      read_parameters(section, part.rows, scenario_.setting.parameters);
      section.finish();
    }
  }

  Goal read_goal(Section& section, const Goal& usual) {
    Goal goal = usual;
    goal.work = section.number("work", usual.work, {1e-6, 1e9}, "effective k€");
    goal.burden = section.number("burden", usual.burden, any_money, "k€/month");
    goal.growth = section.number("growth", usual.growth, {-0.5, 0.5}, "1/year");
    goal.relief = section.number("relief", usual.relief, any_share, "share");
    goal.revenue = section.number("revenue", usual.revenue, any_money, "k€/month");
    goal.complexity = section.number("complexity", usual.complexity, any_share, "share");
    return goal;
  }

  void read_goals() {
    static constexpr std::array<std::string_view, 2> orders{"chain", "free"};
    Section common = root_.section("goals");
    const Goal usual = read_goal(common, Goal{});
    const bool chain = common.one_of("order", orders, 0) == 0;
    common.finish();

    struct Stated {
      Section section;
      std::size_t set, position;
    };
    std::vector<Stated> stated;
    for (Section& section : root_.sections("goal")) {
      Goal goal = read_goal(section, usual);
      goal.name = section.required_text("name");
      const std::string set_name = section.text("set", "goals");
      auto set = std::find_if(plan_.sets.begin(), plan_.sets.end(),
                              [&](const GoalSetPlan& plan) { return plan.name == set_name; });
      if (set == plan_.sets.end()) {
        plan_.sets.push_back({set_name, {}});
        set = plan_.sets.end() - 1;
      }
      for (const Goal& other : set->goals)
        if (other.name == goal.name)
          section.complain("name", "two goals are named '" + goal.name + "'");
      section.has("after");
      auto mix = section.numbers("mix", any_share, "share");
      expect_count(section, "mix", mix.size(), plan_.capabilities, "capability");
      expect_sum(section, "mix", mix);
      const auto set_index = static_cast<std::size_t>(set - plan_.sets.begin());
      mixes_.push_back({set_index, std::move(mix)});
      stated.push_back({section, set_index, set->goals.size()});
      set->goals.push_back(goal);
    }
    if (plan_.sets.empty()) {
      complaints_.add("a scenario needs at least one [[goal]]");
      plan_.sets.push_back({"goals", {usual}});
      mixes_.push_back({0, {}});
    }
    for (Stated& at : stated) read_order(at.section, at.set, at.position, chain);
    refuse_cycles();
    for (std::size_t set = 0; set < plan_.sets.size(); ++set)
      for (auto& [of_set, mix] : mixes_)
        if (of_set == set) scenario_.setting.initial_values.mixes.push_back(mix);
  }

  void read_order(Section& section, std::size_t set, std::size_t position, bool chain) {
    auto& goals = plan_.sets[set].goals;
    std::vector<int> after;
    if (section.has("after")) {
      std::vector<std::string> names;
      for (const Goal& goal : goals) names.push_back(goal.name);
      for (const std::string& name : section.texts("after")) {
        const int before = position_of(section, "after", name, names, "goal");
        if (before >= 0) after.push_back(before);
      }
    } else if (chain && position > 0) {
      after.push_back(static_cast<int>(position) - 1);
    }
    goals[position].after = after;
    section.finish();
  }

  /// Kahn (1962): whatever cannot be put in order lies on or behind a cycle.
  void refuse_cycles() {
    for (const GoalSetPlan& set : plan_.sets) {
      std::vector<bool> placed(set.goals.size(), false);
      for (std::size_t round = 0; round < set.goals.size(); ++round)
        for (std::size_t k = 0; k < set.goals.size(); ++k)
          placed[k] = placed[k] || std::all_of(set.goals[k].after.begin(), set.goals[k].after.end(),
                                               [&](int before) { return placed[before]; });
      std::vector<std::string> caught;
      for (std::size_t k = 0; k < set.goals.size(); ++k)
        if (!placed[k]) caught.push_back(set.goals[k].name);
      if (caught.empty()) continue;
      const toml::node* goals = root_.node("goal");
      complaints_.add(goals->source(),
                      "the order of the goals runs in a circle through " + listed(caught));
    }
  }

  void read_organisations() {
    seed_ = read_seed();
    for (Section& section : root_.sections("organisation")) read_organisation(section);
    if (plan_.organisations.empty())
      complaints_.add("a scenario needs at least one [[organisation]]");
    refuse_same_names();
    refuse_too_much_burden();
  }

  /// One organisation, or `number` of them drawn from what is declared: "name 1", "name 2", …
  void read_organisation(Section& section) {
    const std::string name = section.required_text("name");
    const int number = section.whole("number", 1, {1, 10000000}, "organisations");
    OrganisationLayout owner;
    OrganisationStart start;
    owner.kind = section.text("kind", name);
    section.often_mistaken("type", "kind");
    owner.sector = static_cast<Sector>(
        section.one_of("sector", sector_names, static_cast<std::size_t>(owner.sector)));
    owner.structure = section.truth("structure", true);
    read_cheque(section, owner);
    start.income = distribution(section, "income", any_money, "k€/year");
    start.growth = distribution(section, "growth", {-0.5, 0.5}, "1/year");
    start.white_space = distribution(section, "white_space", any_share, "share of income");
    start.eco = distribution(section, "eco", any_share, "share");
    start.learning = distribution(section, "learning", any_share, "share");
    start.change_cost = distribution(section, "change_cost", {0, 2}, "factor");
    start.reciprocity = distribution(section, "reciprocity", any_share, "share");
    start.motivation = distribution(section, "motivation", any_share, "share");
    start.mandate = distribution(section, "mandate", any_share, "share");
    start.capabilities = section.numbers("capabilities", {0, 10}, "k€/k€");
    expect_count(section, "capabilities", start.capabilities.size(), plan_.capabilities,
                 "capability");
    start.aspirations = per_goal(section, "aspirations");
    expect_sum(section, "aspirations", start.aspirations);
    start.burden_shares = per_goal(section, "burden_shares");
    const std::optional<Place> place = read_place(section);
    section.finish();
    // Twice: a design keeps those of the scenario beside those of its points.
    constexpr std::size_t bytes_each =
        2 * (sizeof(OrganisationLayout) + sizeof(OrganisationStart) + sizeof(Place) + sizeof(int));
    if (!fits(section, number, bytes_each, "organisations")) return;
    std::vector<int>& group = groups_[name];
    const Key first_key = key_of(name);
    for (int n = 1; n <= number; ++n) {
      group.push_back(static_cast<int>(plan_.organisations.size()));
      owner.name = one_of_many(name, n, number);
      owner.key = number == 1 ? first_key : first_key + static_cast<Key>(n);
      places_.push_back(place.value_or(drawn_place(luck_of_layout(seed_), owner.key)));
      plan_.organisations.push_back(owner);
      scenario_.setting.initial_values.organisations.push_back(start);
    }
  }

  /// Complains where so many more of something do not fit; whether they do.
  bool fits(Section& section, int number, std::size_t bytes_each, const std::string& things) {
    constexpr double most_memory = 4e9;  // bytes
    const double bytes = static_cast<double>(number) * static_cast<double>(bytes_each);
    if (memory_ + bytes > most_memory) {
      section.complain("number", std::to_string(number) + " " + things + " take about " +
                                     plain(std::ceil((memory_ + bytes) / 1e9)) +
                                     " GB before the first month; at most " +
                                     plain(most_memory / 1e9) + " GB fit");
      return false;
    }
    memory_ += bytes;
    return true;
  }

  static std::string one_of_many(const std::string& name, int n, int number) {
    return number == 1 ? name : name + " " + std::to_string(n);
  }

  /// Where an organisation lies, for those who invite their neighbours.
  static std::optional<Place> read_place(Section& section) {
    if (!section.has("place")) return {};
    const std::vector<double> given = section.numbers("place", {-1e6, 1e6}, "");
    if (given.size() == 2) return Place{given[0], given[1]};
    if (section.node("place")->is_array())
      section.complain("place", "'" + section.full_name("place") +
                                    "' must be two numbers, [x, y], got " +
                                    std::to_string(given.size()));
    return {};
  }

  /// Numbers per goal: they belong to one set, so they are refused where there are several.
  std::vector<double> per_goal(Section& section, std::string_view key) {
    auto values = section.numbers(key, any_share, "share");
    if (!values.empty() && plan_.sets.size() > 1) {
      section.complain(
          key, "'" + section.full_name(key) + "' can be stated only where all goals form one set");
      return {};
    }
    expect_count(section, key, values.size(), static_cast<int>(plan_.sets[0].goals.size()), "goal");
    return values.size() == plan_.sets[0].goals.size() ? values : std::vector<double>{};
  }

  void read_cheque(Section& section, OrganisationLayout& owner) {
    if (!section.has("cheque")) return;
    Section cheque = section.section("cheque");
    std::vector<double> parts;
    for (const std::string_view part : cheque_names)
      parts.push_back(cheque.number(part, 0.0, any_share, "share"));
    if (cheque.finish()) expect_sum(section, "cheque", parts);
    std::copy(parts.begin(), parts.end(), owner.cheque.begin());
  }

  void refuse_same_names() {
    std::vector<std::pair<Key, std::string>> named;
    for (const OrganisationLayout& owner : plan_.organisations)
      named.emplace_back(owner.key, owner.name);
    refuse_same_keys(std::move(named), "organisations");
  }

  /// Chance is addressed by keys, hashes of names: equal ones would share their luck.
  void refuse_same_keys(std::vector<std::pair<Key, std::string>> named, const std::string& what) {
    std::sort(named.begin(), named.end());
    for (std::size_t n = 1; n < named.size(); ++n)
      if (named[n].first == named[n - 1].first && named[n].second != named[n - 1].second)
        complaints_.add("the " + what + " '" + named[n - 1].second + "' and '" + named[n].second +
                        "' have the same key for chance: change one name a little");
    std::sort(named.begin(), named.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
    for (std::size_t n = 1; n < named.size(); ++n)
      if (named[n].second == named[n - 1].second)
        complaints_.add("two " + what + " are named '" + named[n].second + "'");
  }

  void refuse_too_large() {
    const std::int64_t count = largest_count(plan_);
    constexpr double bytes_per_pair = 3 * sizeof(double);  // trust, its start, knowledge
    if (count > largest_layout)
      complaints_.add("the scenario is too large: " + std::to_string(count) +
                      " pairs of seats, at most " + std::to_string(largest_layout) +
                      " fit (about " +
                      plain(std::ceil(static_cast<double>(count) * bytes_per_pair / 1e9)) +
                      " GB a run); seat fewer at one table");
  }

  /// The organisations cannot carry more of a burden than there is.
  void refuse_too_much_burden() {
    const auto& starts = scenario_.setting.initial_values.organisations;
    for (std::size_t k = 0; k < plan_.sets[0].goals.size(); ++k) {
      double sum = 0.0;
      for (const OrganisationStart& start : starts)
        if (!start.burden_shares.empty()) sum += start.burden_shares[k];
      if (sum > 1.0 + rounding)
        complaints_.add("the 'burden_shares' of goal '" + plan_.sets[0].goals[k].name +
                        "' must sum to at most 1 over the organisations, got " + plain(sum));
    }
  }

  void read_tables() {
    for (Section& section : root_.sections("table")) {
      TablePlan table;
      table.name = section.text("name", "table");
      table.levers = scenario_.setting.parameters.levers;
      read_parameters(section, lever_table(), table.levers);
      table.set = read_set(section);
      const auto invite = static_cast<Invitation>(section.one_of("invite", invitation_names, 0));
      const int number = section.whole("number", 1, {1, 10000000}, "tables");
      const bool own = section.one_of("challenge", challenge_names, 0) == 1;
      read_meetings(section, table);
      auto given = section.numbers("given_mission", any_share, "share");
      expect_count(section, "given_mission", given.size(),
                   static_cast<int>(plan_.sets[table.set].goals.size()), "goal");
      expect_sum(section, "given_mission", given);
      if (invite == Invitation::listed) {
        read_members(section, table);
        read_founders(section, table);
        for (const char* key : {"number", "size"})
          if (section.has(key) && section.text("invite", "listed") == "listed")
            section.complain(key, std::string("'table.") + key +
                                      "' is for tables formed by 'invite', nearest or random: "
                                      "listed members sit at one table");
        add_table(std::move(table), own, given);
      } else {
        form_tables(section, table, invite, number, own, given);
      }
      section.finish();
    }
    drop_patterns();
    std::vector<std::pair<Key, std::string>> named;
    for (const TablePlan& table : plan_.tables) named.emplace_back(table.key, table.name);
    refuse_same_keys(std::move(named), "tables");
    refuse_too_large();
  }

  /// Whether the tables of one entry work on the same goals or each has such goals of its own.
  static constexpr std::array<std::string_view, 2> challenge_names{"shared", "own"};

  /// Goals that every table has as its own are a pattern: nobody works on the pattern itself.
  void drop_patterns() {
    std::vector<int> number(plan_.sets.size(), -1);
    std::vector<bool> used(plan_.sets.size(), false);
    for (const TablePlan& table : plan_.tables) used[static_cast<std::size_t>(table.set)] = true;
    std::vector<GoalSetPlan> kept;
    std::vector<std::vector<double>> mixes;
    const auto& all_mixes = scenario_.setting.initial_values.mixes;
    std::size_t goal = 0;
    for (std::size_t set = 0; set < plan_.sets.size(); ++set) {
      const bool pattern = patterns_.count(static_cast<int>(set)) > 0 && !used[set];
      for (std::size_t k = 0; k < plan_.sets[set].goals.size(); ++k, ++goal)
        if (!pattern) mixes.push_back(all_mixes[goal]);
      if (pattern) continue;
      number[set] = static_cast<int>(kept.size());
      kept.push_back(std::move(plan_.sets[set]));
    }
    for (TablePlan& table : plan_.tables) table.set = number[static_cast<std::size_t>(table.set)];
    plan_.sets = std::move(kept);
    scenario_.setting.initial_values.mixes = std::move(mixes);
  }

  void add_table(TablePlan table, bool own, const std::vector<double>& given) {
    if (table.key == 0) table.key = key_of(table.name);
    if (own) {
      GoalSetPlan set = plan_.sets[table.set];
      set.name += " of " + table.name;
      set.of_one_table = true;
      for (const auto& [of_set, mix] : mixes_)
        if (static_cast<int>(of_set) == table.set)
          scenario_.setting.initial_values.mixes.push_back(mix);
      patterns_.insert(table.set);
      table.set = static_cast<int>(plan_.sets.size());
      plan_.sets.push_back(std::move(set));
    }
    scenario_.setting.initial_values.given_missions.push_back(given);
    plan_.tables.push_back(std::move(table));
  }

  /// `number` tables whose members are invited: "name 1", "name 2", …
  void form_tables(Section& section, TablePlan table, Invitation invite, int number, bool own,
                   const std::vector<double>& given) {
    const toml::node* const stated = section.node("size");
    if (section.has("host"))
      section.complain("host", "'table.host' is for listed members: who convenes is host");
    if (section.has("founders"))
      section.complain("founders", "'table.founders' is for listed members");
    if (section.has("funder") || table.levers.funder_role == FunderRole::partner)
      return section.complain("funder",
                              "a funder at the table ('table.funder', levers.funder_role "
                              "= \"partner\") is for listed members");
    if (plan_.organisations.empty()) return;  // complained about already
    TablePlan invited;
    read_members(section, invited);
    const std::vector<double> size =
        stated && stated->is_number()
            ? std::vector{section.number("size", 0.0, {1, 100000}, "members")}
            : section.numbers("size", {1, 100000}, "members");
    const auto whole = [](double n) { return n == std::floor(n); };
    if (size.empty() || size.size() > 2 || size.front() > size.back() ||
        !std::all_of(size.begin(), size.end(), whole))
      return section.complain("size",
                              "'table.size' must be the number of members, as 8, or the "
                              "fewest and the most, as [4, 12]");
    Formation formation{invite, static_cast<int>(size.front()), static_cast<int>(size.back())};
    const int least = scenario_.setting.parameters.leaving.least_members;
    const int most = static_cast<int>(invited.members.size());
    if (formation.least_seats < least || formation.most_seats > most)
      return section.complain("size",
                              "'table.size' must lie between " + std::to_string(least) +
                                  " (leaving.least_members) and the " + std::to_string(most) +
                                  " organisations that can be invited, got " + plain(size.front()) +
                                  (size.size() > 1 ? " to " + plain(size.back()) : ""));
    const auto pairs = static_cast<double>(number) * size.front() * size.front();
    if (pairs > static_cast<double>(largest_layout))
      return complaints_.add("the scenario is too large: at least " + plain(pairs) +
                             " pairs of seats, at most " + std::to_string(largest_layout) +
                             " fit; form fewer or smaller tables");
    const auto bytes_each = 2 * (sizeof(TablePlan) + sizeof(TableLayout)) +
                            static_cast<std::size_t>(size.back()) * sizeof(SeatLayout);
    if (!fits(section, number, bytes_each, "tables")) return;
    std::vector<Key> tables, owners;
    for (int n = 1; n <= number; ++n)
      tables.push_back(key_of(table.name) + (number == 1 ? 0 : static_cast<Key>(n)));
    for (const OrganisationLayout& owner : plan_.organisations) owners.push_back(owner.key);
    auto all =
        formed_tables(formation, tables, invited.members, places_, owners, luck_of_layout(seed_));
    for (int n = 1; n <= number; ++n) {
      TablePlan formed = table;
      formed.name = one_of_many(table.name, n, number);
      formed.key = tables[static_cast<std::size_t>(n - 1)];
      formed.members = std::move(all[static_cast<std::size_t>(n - 1)]);
      add_table(std::move(formed), own, given);
    }
  }

  /// One of the sets the scenario declares; own challenges have names too, but nobody else's.
  int read_set(Section& section) {
    std::vector<std::string> sets;
    for (const GoalSetPlan& set : plan_.sets)
      if (!set.of_one_table) sets.push_back(set.name);
    return std::max(0, named(section, "goals", sets, "set of goals"));
  }

  void read_members(Section& section, TablePlan& table) {
    std::vector<std::string> names;
    for (const OrganisationLayout& owner : plan_.organisations) names.push_back(owner.name);
    if (section.has("members")) {
      std::set<int> seated_already;
      for (const std::string& name : section.texts("members")) {
        const auto group = groups_.find(name);
        const auto seated =
            group != groups_.end()
                ? group->second
                : std::vector{position_of(section, "members", name, names, "organisation")};
        for (const int member : seated) {
          if (member < 0) continue;
          if (!seated_already.insert(member).second)
            section.complain("members", "'" + names[static_cast<std::size_t>(member)] +
                                            "' sits at table '" + table.name + "' twice");
          else
            table.members.push_back(member);
        }
      }
    } else {
      table.members.resize(names.size());
      std::iota(table.members.begin(), table.members.end(), 0);
    }
    const int least = scenario_.setting.parameters.leaving.least_members;
    if (static_cast<int>(table.members.size()) < least) {
      section.complain("members", "table '" + table.name + "' needs at least " +
                                      std::to_string(least) +
                                      " members (leaving.least_members), got " +
                                      std::to_string(table.members.size()));
      if (table.members.empty()) table.members.push_back(0);
    }
    table.host = std::max(0, seat_named(section, "host", names, table));
    table.funder = seat_named(section, "funder", names, table);
    if (table.levers.funder_role == FunderRole::partner && !section.has("funder"))
      section.complain("funder", "missing key '" + section.full_name("funder") +
                                     "': with levers.funder_role = \"partner\" table '" +
                                     table.name + "' must name the member that is the funder");
  }

  /// The position in members of whom `key` names, or -1 when it is absent or names no member.
  int seat_named(Section& section, const char* key, const std::vector<std::string>& names,
                 const TablePlan& table) {
    const int organisation = named(section, key, names, "organisation");
    if (organisation < 0) return -1;
    const auto seat = std::find(table.members.begin(), table.members.end(), organisation);
    if (seat != table.members.end()) return static_cast<int>(seat - table.members.begin());
    section.complain(key, std::string(key) + " '" + names[organisation] +
                              "' is no member of table '" + table.name + "'");
    return -1;
  }

  /// Who sits at the table from the start: the founders stated or, where none are, everyone with an
  /// organisation behind it. The others may join. The host is one of them.
  void read_founders(Section& section, TablePlan& table) {
    const bool stated = section.has("founders");
    const auto& owners = plan_.organisations;
    std::vector<std::string> names;
    for (const int member : table.members)
      names.push_back(owners.empty() ? "" : owners[static_cast<std::size_t>(member)].name);
    for (const std::string& name : section.texts("founders")) {
      const auto group = groups_.find(name);
      const bool whole = group != groups_.end() && group->second.size() > 1;
      const int one = whole ? -1 : position_of(section, "founders", name, names, "member");
      for (int n = 0; n < static_cast<int>(table.members.size()); ++n)
        if (n == one || (whole && std::ranges::count(group->second, table.members[n]) > 0))
          table.founders.push_back(n);
    }
    if (table.levers.team_months > 0) {
      if (stated)
        section.complain("founders",
                         "'table.founders' and 'team_months' exclude each other: all members of a "
                         "pool take part in its temporary teams from the start");
      return;
    }
    std::vector<int> starters = table.founders;
    if (!stated)
      for (std::size_t n = 0; n < names.size() && !owners.empty(); ++n)
        if (owners[static_cast<std::size_t>(table.members[n])].structure)
          starters.push_back(static_cast<int>(n));
    const int least = scenario_.setting.parameters.leaving.least_members;
    if (!owners.empty() && static_cast<int>(table.members.size()) >= least &&
        static_cast<int>(starters.size()) < least)
      return section.complain(
          stated ? "founders" : "members",
          "table '" + table.name + "' needs at least " + std::to_string(least) +
              " members (leaving.least_members) who " +
              (stated ? "found it" : "have an organisation behind them (organisation.structure)") +
              ", got " + std::to_string(starters.size()));
    if (starters.empty() ||
        std::find(starters.begin(), starters.end(), table.host) != starters.end())
      return;
    if (section.has("host"))
      section.complain("host", "host '" + names[static_cast<std::size_t>(table.host)] +
                                   "' does not sit at table '" + table.name + "' from the start");
    table.host = starters.front();
  }

  void read_meetings(Section& section, TablePlan& table) {
    const Calendar& calendar = plan_.calendar;
    const int start = calendar.start_year * 12 + calendar.start_month - 1;
    for (Section& meeting : section.sections("meetings")) {
      const YearMonth month = month_of(meeting, "month", {});
      const double days = meeting.number("days", 1.0, {0, 31}, "days");
      if (!meeting.has("month"))
        meeting.complain("month", "missing key '" + meeting.full_name("month") + "'");
      const int t = month.index() - start;
      meeting.finish();
      if (month.year == 0) continue;
      if (t < 0 || t >= calendar.months) {
        meeting.complain("month", "the meeting lies outside the calendar");
        continue;
      }
      if (t >= static_cast<int>(table.dated_meetings.size())) table.dated_meetings.resize(t + 1);
      table.dated_meetings[t] += days;
    }
  }

  /// The month of a shock or a cut, as months since the start.
  int month_within(Section& section, std::string_view key = "month") {
    const Calendar& calendar = plan_.calendar;
    const YearMonth start{calendar.start_year, calendar.start_month};
    if (!section.has(key)) section.complain(key, "missing key '" + section.full_name(key) + "'");
    const int t = month_of(section, key, start).index() - start.index();
    if (t < 0 || t >= calendar.months)
      section.complain(key, "'" + section.full_name(key) + "' lies outside the calendar");
    return t;
  }

  /// How many months something lasts that begins in month `first`: one, unless `until` names the
  /// last of them.
  int months_until(Section& section, int first) {
    if (!section.has("until")) return 1;
    const int last = month_within(section, "until");
    if (last < first)
      section.complain("until", "'" + section.full_name("until") + "' lies before '" +
                                    section.full_name("month") + "'");
    return std::max(1, last - first + 1);
  }

  void note_who_is_not_there(Section& section, const Shock& shock) {
    if (shock.table < 0 || shock.organisation < 0) return;
    const TablePlan& table = plan_.tables[static_cast<std::size_t>(shock.table)];
    const auto& members = table.members;
    if (std::find(members.begin(), members.end(), shock.organisation) == members.end())
      section.note("organisation",
                   "'" + plan_.organisations[static_cast<std::size_t>(shock.organisation)].name +
                       "' has no seat at '" + table.name + "': this shock strikes nobody");
  }

  /// The position of what `key` names, or -1 when the key is absent or names nothing.
  int named(Section& section, std::string_view key, const std::vector<std::string>& names,
            const std::string& what) {
    return section.has(key) ? position_of(section, key, section.text(key), names, what) : -1;
  }

  int position_of(Section& section, std::string_view key, const std::string& given,
                  const std::vector<std::string>& names, const std::string& what) {
    const auto found = std::find(names.begin(), names.end(), given);
    if (found != names.end()) return static_cast<int>(found - names.begin());
    section.complain(key, "no " + what + " is named '" + given + "'" + did_you_mean(given, names));
    return -1;
  }

  void read_disturbances() {
    std::vector<std::string> tables, owners;
    for (const TablePlan& table : plan_.tables) tables.push_back(table.name);
    for (const OrganisationLayout& owner : plan_.organisations) owners.push_back(owner.name);
    for (Section& section : root_.sections("shock")) {
      Shock shock;
      shock.month = month_within(section);
      if (!section.has("size"))
        section.complain("size", "missing key '" + section.full_name("size") + "'");
      shock.size = section.number("size", 0.0, any_share, "share");
      shock.months = months_until(section, shock.month);
      shock.table = named(section, "table", tables, "table");
      shock.organisation = named(section, "organisation", owners, "organisation");
      note_who_is_not_there(section, shock);
      section.finish();
      plan_.shocks.push_back(shock);
    }
    for (Section& section : root_.sections("cut")) {
      ScheduledCut cut;
      cut.month = month_within(section);
      cut.factor = section.number("factor", scenario_.setting.parameters.budget.cut_factor,
                                  any_share, "share");
      cut.organisation = named(section, "organisation", owners, "organisation");
      section.finish();
      plan_.cuts.push_back(cut);
    }
  }

  void read_branch() {
    if (!root_.has("branch")) return;
    Section section = root_.section("branch");
    Branch branch;
    branch.month = month_within(section, "at");
    branch.history = static_cast<Arm>(
        section.one_of("history", arm_names, static_cast<std::size_t>(branch.history)));
    if (has_tables(branch.history) && !root_.has("table"))
      section.complain("history",
                       "the arm '" +
                           std::string(arm_names[static_cast<std::size_t>(branch.history)]) +
                           "' needs at least one [[table]]");
    section.finish();
    scenario_.setting.branch = branch;
  }

  /// The seed comes first: it decides where organisations lie and who invites whom.
  std::uint64_t read_seed() {
    return static_cast<std::uint64_t>(root_.section("run").large("seed", 1, {0, 0x1p63}));
  }

  StopRule read_stop_rule(Section section) {
    std::vector<std::string_view> names;
    for (const Outcome& outcome : outcomes) names.push_back(outcome.name);
    for (const char* key : {"observable", "half_width"})
      if (!section.has(key)) section.complain(key, "missing key '" + section.full_name(key) + "'");
    StopRule rule;
    rule.measure = names[outcome_at(section, "observable", names, 0)];
    rule.half_width = section.number("half_width", 1.0, {1e-12, 1e12}, "");
    section.finish();
    const auto both = {scenario_.answer.first, scenario_.answer.second};
    for (const Arm arm : both)
      if (std::find(scenario_.arms.begin(), scenario_.arms.end(), arm) == scenario_.arms.end())
        section.complain("observable", "'run.until' compares the arms of the answer, but '" +
                                           std::string(arm_names[static_cast<std::size_t>(arm)]) +
                                           "' is not run");
    return rule;
  }

  void read_run() {
    // What `record` may hold: these, and each observable by its name.
    static constexpr std::array<std::string_view, 7> groups{
        "summary", "tables", "organisations", "pairs", "events", "decisions", "outcomes"};
    static const auto parts = [] {
      std::vector<std::string_view> names(groups.begin(), groups.end());
      for (const Observable& observable : observables) names.push_back(observable.name);
      return names;
    }();
    static constexpr std::array<std::string_view, 2> precisions{"single", "double"};
    Section run = root_.section("run");
    const auto arms = run.some_of("arms", arm_names, {0, 1, 2, 3});
    scenario_.arms.clear();
    for (const std::size_t arm : arms) scenario_.arms.push_back(static_cast<Arm>(arm));
    if (scenario_.arms.empty()) run.complain("arms", "'run.arms' must name at least one arm");
    if (!root_.has("table") &&
        std::any_of(scenario_.arms.begin(), scenario_.arms.end(), has_tables))
      run.complain("arms", "the arms 'together' and 'choice' need at least one [[table]]");
    scenario_.replicates = run.whole("replicates", scenario_.replicates, {1, 10000000}, "runs");
    scenario_.seed = seed_;
    run.has("seed");
    if (run.has("until")) scenario_.until = read_stop_rule(run.section("until"));
    const auto record = run.some_of("record", parts, {0, 1, 4});
    const auto keeps = [&](std::size_t part) {
      return std::find(record.begin(), record.end(), part) != record.end();
    };
    scenario_.record = {.society = keeps(0) || !keeps(6),
                        .tables = keeps(1),
                        .organisations = keeps(2),
                        .pairs = keeps(3),
                        .events = keeps(4),
                        .decisions = keeps(5),
                        .double_precision = run.one_of("precision", precisions, 0) == 1};
    for (const std::size_t part : record)
      if (part >= groups.size())
        scenario_.record.also.push_back(static_cast<int>(part - groups.size()));
    run.finish();
  }

 public:
  void lay_out_setting(Scenario& scenario) { scenario.setting.layout = lay_out(std::move(plan_)); }

 private:
  Section root_;
  Complaints& complaints_;
  LayoutPlan plan_;
  std::map<std::string, std::vector<int>> groups_;  ///< organisations of one entry, by its name
  std::vector<Place> places_;                       ///< per organisation
  std::set<int> patterns_;                          ///< sets of goals some table has as its own
  std::uint64_t seed_ = 1;
  double memory_ = 0.0;  ///< bytes that organisations and tables take before the first month
  std::vector<std::pair<std::size_t, std::vector<double>>> mixes_;
  Scenario scenario_;
};

/// The scenario as it runs: includes merged, settings applied, every parameter stated.
std::string resolved_text(toml::table file, const Scenario& scenario) {
  const Parameters& parameters = scenario.setting.parameters;
  for (const ParameterRow& row : parameter_table()) {
    if (!file.contains(row.section)) file.insert(row.section, toml::table{});
    toml::table& section = *file.get_as<toml::table>(row.section);
    if (row.is_choice())
      section.insert_or_assign(row.name, std::string(row.choice(parameters)));
    else if (row.whole)
      section.insert_or_assign(row.name, static_cast<std::int64_t>(row.value(parameters)));
    else
      section.insert_or_assign(row.name, row.value(parameters));
  }
  if (!file.contains("run")) file.insert("run", toml::table{});
  toml::table& run = *file.get_as<toml::table>("run");
  run.insert_or_assign("replicates", static_cast<std::int64_t>(scenario.replicates));
  run.insert_or_assign("seed", static_cast<std::int64_t>(scenario.seed));
  std::string design;
  if (const toml::table* const section = file["design"].as_table()) design = design_text(*section);
  file.erase("design");
  file.erase("pattern");  // says how runs are judged, not what they are
  if (toml::table* const head = file["scenario"].as_table()) head->erase("expected");
  std::ostringstream text;
  text << file << '\n';
  if (!design.empty()) text << '\n' << design;
  return text.str();
}

/// What the axes of a result file depend on.
auto shape_of(const Layout& layout) {
  std::vector<std::string> names;
  for (const Goal& goal : layout.goals) names.push_back(goal.name);
  for (const TableLayout& table : layout.tables) names.push_back(table.name);
  for (const OrganisationLayout& owner : layout.organisations) names.push_back(owner.name);
  return std::tuple(names, layout.seats.size(), layout.pairs, layout.mission_entries,
                    layout.calendar.months, layout.calendar.start_year,
                    layout.calendar.start_month);
}

/// The setting of a design point; throws ScenarioError with what is wrong with it.
Setting setting_at(const Design& design, int point, toml::table file, const Layout& base,
                   const std::string& path) {
  Complaints complaints;
  for (const std::string& setting : settings_at(design, point))
    apply_setting(file, setting, "[design] " + setting, complaints);
  Reader reader(file, complaints);
  Scenario scenario = reader.read();
  refuse(complaints, path);
  reader.lay_out_setting(scenario);
  if (shape_of(scenario.setting.layout) != shape_of(base))
    throw ScenarioError({path + ": [design] " + design.label(point) +
                         ": a design cannot vary the calendar, nor what goals, tables and "
                         "organisations there are"});
  return std::move(scenario.setting);
}

/// What is wrong at a design point, at the place of the factor it is about.
Complaint placed(const std::string& line, const Design& design, int point,
                 const toml::table& section) {
  const std::vector<KeySetting> settings = settings_at(design, point);
  for (std::size_t n = 0; n < settings.size(); ++n) {
    const std::string about = "[design] " + settings[n] + ": ";
    if (!line.starts_with(about)) continue;
    const toml::source_region at = place_of(section, design, point, n);
    return {at.path ? *at.path : "", at.begin.line, at.begin.column, line.substr(about.size())};
  }
  return {"", 0, 0, line};
}

/// What is wrong at the points that tell, once and in the order of the file.
std::vector<Complaint> complaints_of(const Design& design, const toml::table& section) {
  const auto place = [](const Complaint& complaint) {
    return std::tie(complaint.file, complaint.line, complaint.column);
  };
  constexpr std::size_t enough = 8;
  std::vector<Complaint> found;
  for (const int point : telling_points(design)) {
    if (found.size() >= enough) break;
    try {
      design.setting(point);
    } catch (const ScenarioError& error) {
      for (const std::string& line : error.complaints) {
        const Complaint complaint = placed(line, design, point, section);
        const auto repeated = [&](const Complaint& known) {
          return known.text == complaint.text ||
                 (known.line > 0 && place(known) == place(complaint));
        };
        if (std::none_of(found.begin(), found.end(), repeated)) found.push_back(complaint);
      }
    }
  }
  std::sort(found.begin(), found.end(), [&](const Complaint& a, const Complaint& b) {
    return std::tuple(place(a), a.text) < std::tuple(place(b), b.text);
  });
  return found;
}

/// Complaints about factors that reach nothing, since every entry states its own value.
std::vector<std::string> overridden_factors(toml::table file, const Design& design,
                                            const toml::table& section) {
  Complaints complaints;
  for (const KeySetting& setting : settings_at(design, 0))
    apply_setting(file, setting, "", complaints);
  std::vector<std::string> lines;
  for (std::size_t n = 0; n < design.factors.size(); ++n) {
    const auto key = key_from(design.factors[n].name);
    if (!key || !overridden(file, *key).everywhere()) continue;
    const toml::source_region at = place_of(section, design, 0, n);
    lines.push_back(Complaint{at.path ? *at.path : "", at.begin.line, at.begin.column,
                              about_overridden(file, *key)}
                        .shown());
  }
  return lines;
}

/// Gives every design point its setting, and tries those that tell.
void lay_out_design(Scenario& scenario, toml::table file, const toml::table& section,
                    const std::string& path) {
  file.erase("design");
  file.erase("pattern");  // speaks of points, as do these
  if (toml::table* const head = file["scenario"].as_table()) {
    head->erase("expected");
    if (toml::table* const answer = (*head)["answer"].as_table()) answer->erase("against");
  }
  const auto base = std::make_shared<const toml::table>(std::move(file));
  const auto design = std::make_shared<const Design>(scenario.design);
  const auto layout = std::make_shared<const Layout>(scenario.setting.layout);
  scenario.design.setting = [=](int point) {
    return setting_at(*design, point, *base, *layout, path);
  };
  auto factors = std::make_shared<Design>(*design);
  factors->sample = {};
  factors->labels.clear();
  scenario.design.setting_on = [=, factors = std::shared_ptr<const Design>(std::move(factors))](
                                   const std::vector<double>& places) {
    Design one = *factors;
    one.sample = {places.size(), places, {0}, {0}};
    return setting_at(one, 0, *base, *layout, path);
  };
  std::vector<std::string> lines = overridden_factors(*base, scenario.design, section);
  for (const Complaint& complaint : complaints_of(scenario.design, section))
    lines.push_back(complaint.shown());
  if (!lines.empty()) throw ScenarioError(std::move(lines));
}

Scenario read_text(const std::string& text, const std::string& path, const Overrides& overrides) {
  Complaints complaints;
  toml::table file = parsed(text, path, complaints);
  refuse(complaints, path);  // a syntax error leaves nothing to check
  file = Includes(complaints).with_includes(std::move(file), path, {});
  refuse(complaints, path);
  if (file.contains("pattern")) refuse_common_parameters(file, complaints);
  std::vector<std::string> settings = overrides.settings;
  if (overrides.replicates)
    settings.push_back("run.replicates=" + std::to_string(*overrides.replicates));
  if (overrides.seed) settings.push_back("run.seed=" + std::to_string(*overrides.seed));
  for (const std::string& setting : settings)
    apply_setting(file, setting, "--set " + setting, complaints);
  refuse_overridden(file, settings, complaints);

  Reader reader(file, complaints);
  Scenario scenario = reader.read();
  refuse(complaints, path);
  reader.lay_out_setting(scenario);
  if (!scenario.design.factors.empty())
    lay_out_design(scenario, file, *file["design"].as_table(), path);
  try {
    number_of_runs(scenario);
  } catch (const std::overflow_error& error) {
    throw ScenarioError({path + ": " + error.what()});
  }
  scenario.notes = notes_on(file, scenario, settings);
  for (const Complaint& note : complaints.notes()) scenario.notes.push_back(note.shown());
  scenario.text = text;
  scenario.resolved = resolved_text(std::move(file), scenario);
  return scenario;
}

}  // namespace

Scenario read_scenario(const std::string& path, const Overrides& overrides) {
  return read_text(contents_of(path), path, overrides);
}

Scenario scenario_from(const std::string& text, const std::string& name,
                       const Overrides& overrides) {
  return read_text(text, name, overrides);
}

}  // namespace samen
