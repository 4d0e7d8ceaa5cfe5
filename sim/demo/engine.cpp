// The engine in the browser: the scenario reader and the model, compiled to WebAssembly behind a
// few plain functions. The page passes a scenario as text with its settings, as `samen run --set`
// does. It then asks for one run in full, or for a block of replicates side by side. The months run
// as in experiment/runner.cpp, so a run has the same hash as there.
//
// Results stay in place until the next call; the page copies them out of the memory.
#include <cstdint>
#include <exception>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "demo/description.hpp"
#include "model/hashed_months.hpp"
#include "model/observables.hpp"
#include "model/world/views.hpp"
#include "scenario/ensemble.hpp"
#include "scenario/scenario_reader.hpp"

namespace boost {  // Boost requires this in a program without exceptions
struct source_location;
void throw_exception(const std::exception&) {
  __builtin_trap();
}
void throw_exception(const std::exception&, const source_location&) {
  __builtin_trap();
}
}  // namespace boost

namespace samen::demo {
namespace {

struct Memory {
  std::string text;                          ///< the last text that the page passed or requested
  std::map<std::string, std::string> files;  ///< files that scenarios may include, by name
  std::string path, toml, month, until;
  Overrides overrides;
  Scenario scenario;
  Setting stated;  ///< of the scenario itself, while a set of the ensemble replaces it
  Design sets;     ///< the scenario under each set of the ensemble
  World<Lone> narrated;
  World<Block> block;
  std::vector<double> numbers;          ///< the result of the last call
  std::vector<std::uint64_t> hashes;    ///< one for each replicate
  std::vector<std::uint32_t> followed;  ///< outcomes that blocks record month by month
};
Memory& memory() {
  static Memory own;
  return own;
}

/// Runs all months of an arm and calls `see(world)` after each.
template <class Real, class See>
Hash<Real> live(World<Real>& world, const Setting& setting, Arm arm, std::uint64_t seed,
                std::uint32_t replicate, bool keeps_notes, See&& see) {
  const Draws<Real> draws(seed, replicate);
  const bool branches = setting.branch.has_value();
  start(world, setting, branches ? setting.branch->history : arm, draws);
  for (Workspace<Real>& workspace : world.workspaces)
    workspace.keeps_events = workspace.keeps_decisions = keeps_notes;
  Hash<Real> hash{first_hash<Real>};
  for (int month = 0; month < setting.layout.calendar.months; ++month) {
    if (branches && month == setting.branch->month) branch_off(world, setting, arm);
    advance(world, setting, draws);
    if (enters_hash<Real>(month, setting.layout.calendar.months)) hash = fingerprint(world, hash);
    see(world);
  }
  return hash;
}

template <class Real>
double failed(const World<Real>& world, int which) {
  return world.breaches[static_cast<std::size_t>(which)].law ? 1.0 : 0.0;
}

/// The loaded scenario with its settings; nothing if it cannot run, and then text() holds the
/// complaints.
std::optional<Scenario> scenario_with(DesignPart part) {
  Memory& at = memory();
  const IncludedFiles files{
      [](const std::string& name, const std::string&) { return name; },
      [&](const std::string& path, std::string& why) -> std::optional<std::string> {
        why = "a page has the files of Samen and no others";
        const auto found = at.files.find(path);
        return found == at.files.end() ? std::nullopt : std::optional(found->second);
      }};
  at.overrides.design = part;
  at.overrides.ensemble = part == DesignPart::ensemble ? shipped_ensemble : "";
  Reading reading = reading_of(at.toml, at.path, at.overrides, files);
  at.text = in_lines(reading.complaints);
  if (!reading.complaints.empty()) return std::nullopt;
  return std::move(reading.scenario);
}

/// Number of organisations that joined a table after the start.
template <class Real>
Real joined(const World<Real>& world) {
  Real n = 0.0;
  if (!has_tables(world.arm)) return n;
  for (const int i : world.layout->all_seats())
    if (world.layout->seats[i].waits) n += select(world.waits[i], 0.0, 1.0);
  return n;
}

}  // namespace

#define SAMEN_EXPORT(name) extern "C" [[gnu::used, clang::export_name(#name)]]

/// Returns memory for a text of this many bytes, which the next call reads.
SAMEN_EXPORT(room) char* room(std::uint32_t count) {
  memory().text.resize(count);
  return memory().text.data();
}
/// The requested text, or the complaints about the scenario, one per line.
SAMEN_EXPORT(text) const char* text() {
  return memory().text.data();
}
SAMEN_EXPORT(text_size) std::uint32_t text_size() {
  return static_cast<std::uint32_t>(memory().text.size());
}

/// Sets the name of the next text that is kept or loaded.
SAMEN_EXPORT(name) void name() {
  memory().path = memory().text;
}
/// Stores a file that scenarios may include.
SAMEN_EXPORT(keep) void keep() {
  memory().files[memory().path] = memory().text;
}
/// Loads a scenario without settings.
SAMEN_EXPORT(load) void load() {
  memory().toml = memory().text;
  memory().overrides = {};
}
/// Adds a setting "section.key=value", as --set does.
SAMEN_EXPORT(set) void set() {
  memory().overrides.settings.push_back(memory().text);
}
/// The months from which and, if not empty, until which the next change holds: "2015-03".
SAMEN_EXPORT(from) void from() {
  memory().month = memory().text;
}
SAMEN_EXPORT(until) void until() {
  memory().until = memory().text;
}
/// Adds a lever "levers.key=value" that changes on the way.
SAMEN_EXPORT(change) void change() {
  const Memory& at = memory();
  memory().overrides.changes.push_back({at.text, at.month, at.until});
}
/// Reads the scenario with its settings, with or without its design. Returns 0 if it cannot run;
/// then text() holds the complaints.
SAMEN_EXPORT(read) int read(int with_design) {
  auto scenario = scenario_with(with_design ? DesignPart::read : DesignPart::left_out);
  if (!scenario) return 0;
  memory().scenario = std::move(*scenario);
  memory().stated = memory().scenario.setting;
  return 1;
}
/// Reads the scenario under the sets of the ensemble. Returns the number of sets; 0 if the scenario
/// cannot run under them.
SAMEN_EXPORT(read_sets) int read_sets() {
  auto scenario = scenario_with(DesignPart::ensemble);
  if (!scenario) return 0;
  memory().sets = std::move(scenario->design);
  return memory().sets.points();
}
/// Chooses the set of the ensemble for the following runs; -1: the scenario's own values. Returns 0
/// if the scenario cannot run under that set; then text() holds the complaints.
SAMEN_EXPORT(choose) int choose(int set) {
  Memory& at = memory();
  PointSetting chosen = set < 0 ? PointSetting{at.stated} : at.sets.setting(set);
  at.text = in_lines(chosen.complaints);
  if (!chosen.complaints.empty()) return 0;
  at.scenario.setting = std::move(chosen.setting);
  return 1;
}
/// Returns the description of the scenario as JSON.
SAMEN_EXPORT(describe) void describe() {
  memory().text = description_of(memory().scenario);
}
/// Returns the scenario as a file for `samen run`.
SAMEN_EXPORT(save) void save() {
  memory().text = saved_text(memory().scenario);
}

SAMEN_EXPORT(lanes) int lanes_together() {
  return block_lanes;
}

/// Adds an outcome that blocks record month by month; -1 removes all.
SAMEN_EXPORT(follow) void follow(int outcome) {
  if (outcome < 0)
    memory().followed.clear();
  else
    memory().followed.push_back(static_cast<std::uint32_t>(outcome));
}

/// Runs one replicate and returns everything about it: every outcome and every observable month by
/// month, events (6 numbers each), decisions (14), and each seat's mandate and aspirations.
/// Numbers: failed, months, then month × value for each outcome and each observable, then counted
/// lists.
SAMEN_EXPORT(tell)
void tell(int arm, std::uint32_t seed_high, std::uint32_t seed_low, std::uint32_t replicate) {
  Memory& at = memory();
  const Layout& layout = at.scenario.setting.layout;
  const auto months = static_cast<std::size_t>(layout.calendar.months);
  std::size_t total = 2 + months * outcomes.size();
  for (const Observable& row : observables)
    total += months * static_cast<std::size_t>(size_of(layout, row.axis));
  at.numbers.assign(total, not_applicable);
  const auto observe = [&](const World<Lone>& world) {
    const auto month = static_cast<std::size_t>(world.month);
    double* next = at.numbers.data() + 2;
    for (const Outcome& row : outcomes) {
      next[month] = lane(row.value(world), 0);
      next += months;
    }
    for (const Observable& row : observables) {
      const int entries = size_of(layout, row.axis);
      if (has_tables(world.arm) || !at_tables(row.axis))
        for (int n = 0; n < entries; ++n)
          next[month * static_cast<std::size_t>(entries) + static_cast<std::size_t>(n)] =
              lane(row.value(world, n), 0);
      next += months * static_cast<std::size_t>(entries);
    }
  };
  const std::uint64_t seed = std::uint64_t{seed_high} << 32 | seed_low;
  const Hash<Lone> hash =
      live(at.narrated, at.scenario.setting, static_cast<Arm>(arm), seed, replicate, true, observe);
  at.hashes = {lane(hash, 0)};
  at.numbers[0] = failed(at.narrated, 0);
  at.numbers[1] = static_cast<double>(months);

  const auto add = [&](auto... values) {
    (at.numbers.push_back(static_cast<double>(values)), ...);
  };
  const std::vector<Event> events = at.narrated.events();
  add(events.size());
  for (const Event& e : events)
    add(e.month, static_cast<int>(e.kind), static_cast<int>(e.reason), e.table, e.organisation,
        e.value);
  const std::vector<BoardDecision> decisions = at.narrated.decisions();
  add(decisions.size());
  for (const BoardDecision& d : decisions)
    add(d.month, d.organisation, d.seat, d.open_budget, d.value_alone, d.value_together,
        d.share_keep, d.share_alone, d.share_together, d.cap, d.margin, d.alone_open,
        d.together_open, static_cast<int>(d.block));
  add(layout.seats.size());
  for (const int seat : layout.all_seats()) {
    add(lane(at.narrated.mandate[seat], 0));
    for (const int goal : layout.goals_of(layout.tables[layout.seats[seat].table].set))
      add(lane(at.narrated.aspiration[layout.of_stake(layout.seats[seat].stake, goal)], 0));
  }
}

namespace {

/// The layout of the numbers of a block in memory: rows with one number for each replicate.
struct BlockRows {
  std::size_t months, owners, followed;
  static constexpr auto width = static_cast<std::size_t>(block_lanes);
  std::size_t ends() const { return followed * months; }
  std::size_t balances() const { return ends() + outcomes.size() + 1; }
  std::size_t burdens() const { return balances() + owners; }
  std::size_t all() const { return balances() + 2 * owners + 1; }
};

/// Runs the replicates of a world, starting with `first`; `place` is the position of that replicate
/// in the rows.
template <class Real>
void run_beside(World<Real>& world, const BlockRows& rows, Arm arm, std::uint64_t seed,
                std::uint32_t first, std::size_t place) {
  Memory& at = memory();
  const auto each = [&](std::size_t row, auto&& act) {
    for (int n = 0; n < lanes<Real>; ++n)
      act(at.numbers[row * rows.width + place + static_cast<std::size_t>(n)], n);
  };
  const auto put = [&](std::size_t row, const Money<Real>& values) {
    each(row, [&](double& number, int n) { number = lane(values, n); });
  };
  const auto observe = [&](const World<Real>& now) {
    for (std::size_t n = 0; n < rows.followed; ++n)
      put(n * rows.months + static_cast<std::size_t>(now.month),
          outcomes[at.followed[n]].value(now));
    for (std::size_t i = 0; i < rows.owners; ++i) {
      const Money<Real> burden = burden_on(now, static_cast<int>(i));
      each(rows.burdens() + i, [&](double& number, int n) { number += lane(burden, n); });
    }
  };
  const Hash<Real> hash = live(world, at.scenario.setting, arm, seed, first, false, observe);
  each(rows.ends() + outcomes.size(), [&](double& number, int n) { number = failed(world, n); });
  for (int n = 0; n < lanes<Real>; ++n)
    at.hashes[place + static_cast<std::size_t>(n)] = lane(hash, n);
  for (std::size_t n = 0; n < outcomes.size(); ++n) put(rows.ends() + n, outcomes[n].value(world));
  for (std::size_t i = 0; i < rows.owners; ++i) put(rows.balances() + i, world.account[i].net());
  put(rows.all() - 1, joined(world));
}

}  // namespace

/// Runs as many replicates as fit side by side, starting with `first`. Numbers: followed outcome ×
/// month × replicate; outcome × replicate at the end; failed × replicate; organisation × replicate,
/// the balance of the organisation; organisation × replicate, the burden that it bore, summed from
/// the start; and for each replicate, the number of organisations that joined a table.
SAMEN_EXPORT(run_block)
void run_block(int arm, std::uint32_t seed_high, std::uint32_t seed_low, std::uint32_t first) {
  Memory& at = memory();
  const Layout& layout = at.scenario.setting.layout;
  const BlockRows rows{static_cast<std::size_t>(layout.calendar.months),
                       layout.organisations.size(), at.followed.size()};
  at.numbers.assign(rows.all() * rows.width, 0.0);
  at.hashes.assign(rows.width, 0);
  const std::uint64_t seed = std::uint64_t{seed_high} << 32 | seed_low;
  if (!has_occasions(layout)) {
    run_beside(at.block, rows, static_cast<Arm>(arm), seed, first, 0);
    return;
  }
  // Each replicate has its own levers, so they run one after another.
  for (std::uint32_t n = 0; n < rows.width; ++n)
    run_beside(at.narrated, rows, static_cast<Arm>(arm), seed, first + n, n);
}

SAMEN_EXPORT(numbers) const double* numbers() {
  return memory().numbers.data();
}
SAMEN_EXPORT(count) std::uint32_t count() {
  return static_cast<std::uint32_t>(memory().numbers.size());
}
SAMEN_EXPORT(hashes) const std::uint64_t* hashes() {
  return memory().hashes.data();
}

}  // namespace samen::demo
