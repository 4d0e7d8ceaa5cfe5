#include "io/results_writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>
#include <map>
#include <span>

#include <hdf5_hl.h>

#include "io/chunks.hpp"
#include "io/growing_columns.hpp"
#include "io/hdf5.hpp"
#include "io/merge.hpp"
#include "io/publish.hpp"
#include "io/receipt.hpp"
#include "io/results_file.hpp"
#include "io/results_format.hpp"
#include "io/stored_rows.hpp"
#include "model/names.hpp"
#include "model/parameter_table.hpp"
#include "scenario/ensemble.hpp"
#include "scenario/pattern_reader.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
using hdf5::checked;
using hdf5::Handle;

constexpr int block_runs = 512;           // runs collected before they are written …
constexpr double most_gathered = 32e6;    // … or fewer, so that they take about this many bytes
constexpr hsize_t rows_per_chunk = 4096;  // rows of events and decisions

struct AxisInFile {
  std::string name;
  hsize_t size = 0;
  bool grows = false;
};

}  // namespace

class ResultsWriter::File {
 public:
  File(const Scenario& scenario, const std::string& path, const Provenance& provenance,
       const RunRange& range, Existing existing, const fs::path& part = {})
      : scenario_(scenario),
        range_(range),
        existing_(existing),
        workers_(provenance.workers),
        path_(path),
        part_(part.empty() ? fs::path(path + ".part") : part),
        notes_places_(!part.empty()) {
    hdf5::silence_error_stack();
    try {
      create();
      write_head(provenance);
      write_labels();
      write_design();
      create_run_table();
      create_series();
      create_rows();
      create_checksums();
    } catch (...) {
      discard();
      throw;
    }
  }

  ~File() {
    if (!finished_) discard();
  }

  Receipt receipt() {
    write_block();
    Receipt receipt{part_.filename()};
    for (auto& [name, placed] : places_) {
      receipt.series.push_back(std::move(placed));
      placed = {name};
    }
    is_kept_ = true;
    return receipt;
  }

  void adopt(const Shard& shard) {
    write_block();
    const ResultsFile source = ResultsFile::again(shard.path.string());
    if (static_cast<hsize_t>(shard.range.first - range_.first) != written_)
      throw Hdf5Error(shard.path.string() +
                      " holds runs that another part holds too: leave one of them out");
    const auto receipt = receipt_in(source.handle(), source.runs());
    for (const auto& [name, to] : datasets_) {
      if (to.axis != "run") continue;
      if (!receipt || source.has(name)) copy_runs(source.dataset(name), to.dataset);
    }
    if (receipt) take_series(*receipt, shard);
    for (const int n : kept_)
      if (datasets_.count(std::string(observables[n].name)))
        require_as_written(std::string(observables[n].name), shard);
    for (const auto& [axis, rows] : {std::pair("event", &events_), {"decision", &decisions_}}) {
      if (!axes_.count(axis)) continue;
      const hsize_t more = source.length_of(axis);
      for (const std::string& column : columns_along(source, axis))
        append_rows(source, column, growing_);
      extend_axis(axis, *rows, more);
      *rows += more;
    }
    growing_.write_full_chunks();
    written_ += static_cast<hsize_t>(shard.range.count);
  }

  void write(const RunResult& result) {
    if (scenario_.record.double_precision)
      stage(result, doubles_);
    else
      stage(result, floats_);
    block_.push_back(result);
    if (block_.size() == block_runs_) write_block();
  }

  const fs::path& part() const { return part_; }

  std::function<void()> close(const Receipt* receipt) {
    write_block();
    growing_.finish();
    if (receipt) write_receipt(file_, *receipt);
    hdf5::attribute(file_, results::labels_checksum_attribute,
                    std::vector<std::int32_t>{static_cast<std::int32_t>(labels_checksum_)});
    checked(H5Fflush(file_, H5F_SCOPE_LOCAL), "writing " + part_.string());
    datasets_.clear();  // they report no error
    scales_.clear();
    file_.close("closing " + part_.string());
    hdf5::require_whole(part_.string());
    finished_ = true;
    return [part = part_, path = path_, existing = existing_] {
      try {
        publish(part, path, existing);
      } catch (...) {
        std::error_code ignored;
        fs::remove(part, ignored);
        throw;
      }
    };
  }

 private:
  void create() {
    const Handle creation{H5Pcreate(H5P_FILE_CREATE), H5Pclose, "preparing the file"};
    H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    H5Pset_obj_track_times(creation, false);
    // HDF5 reports only that it cannot create a file; the system reports the reason. HDF5 locks a
    // file that it writes, so a second batch with the same name is noticed before it damages the
    // first.
    require_own_part(part_);
    { const WriteLock probe(part_, path_.string()); }
    owned_ = true;
    const Handle access = hdf5::direct_access();
    if (notes_places_) H5Pset_small_data_block_size(access, 0);  // every chunk lies at the end
    file_ = Handle(H5Fcreate(part_.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose,
                   "creating " + part_.string());
  }

  void discard() {
    datasets_.clear();
    scales_.clear();
    file_ = Handle();
    std::error_code ignored;
    if (owned_ && !is_kept_) fs::remove(part_, ignored);
  }

  void write_head(const Provenance& provenance) {
    hdf5::attribute(file_, results::format_attribute, std::string(results::format));
    hdf5::attribute(file_, results::version_attribute,
                    std::vector<std::int32_t>{results::version_major, results::version_minor});
    hdf5::attribute(file_, results::program_attribute, program_version());
    hdf5::attribute(file_, results::generator_attribute, std::string("Philox4x32-10"));
    hdf5::attribute(file_, results::batch_attribute, batch_name(scenario_));
    hdf5::attribute(file_, results::runs_attribute,
                    std::vector<std::int32_t>{number_of_runs(scenario_)});
    hdf5::attribute(file_, results::title_attribute, scenario_.title);
    hdf5::attribute(file_, results::question_attribute, scenario_.question);
    hdf5::attribute(file_, results::expect_attribute, scenario_.expect);
    hdf5::attribute(file_, results::answer_measure_attribute, scenario_.answer.measure);
    hdf5::attribute(file_, results::answer_arms_attribute,
                    std::string(arm_names[static_cast<std::size_t>(scenario_.answer.first)]) + " " +
                        std::string(arm_names[static_cast<std::size_t>(scenario_.answer.second)]));
    hdf5::attribute(file_, results::answer_compare_attribute,
                    std::string(scenario_.answer.between_points ? "points" : "arms"));
    hdf5::attribute(file_, results::answer_against_attribute, scenario_.answer.against);
    hdf5::attribute(file_, results::answer_as_attribute,
                    std::string(scenario_.answer.as_share ? "share" : "difference"));
    std::string periods;
    for (const int month : scenario_.setting.layout.calendar.periods)
      periods +=
          (periods.empty() ? "" : " ") + month_label(scenario_.setting.layout.calendar, month);
    hdf5::attribute(file_, results::periods_attribute, periods);
    write_text("scenario_text", scenario_.text, "scenario file as read");
    write_text("scenario_resolved", scenario_.resolved,
               "scenario with includes and settings applied and every parameter stated");
    std::string sources;
    for (const std::string& source : scenario_.sources) sources += source + '\n';
    write_text("sources", sources, "sources of the scenario, a line each");
    if (!scenario_.patterns.empty())
      write_text(results::patterns, json_of(scenario_.patterns), "patterns the runs are judged by");
    if (!scenario_.expected.empty())
      write_text(results::expected, scenario_.expected, "what is expected of the runs (JSON)");
    if (!scenario_.items.empty())
      write_text(results::items, scenario_.items, "the balance as a list (JSON)");
    if (!scenario_.claims.empty())
      write_text(results::claims, scenario_.claims, "claims put to these runs (JSON)");
    if (!scenario_.doubt.empty())
      write_text(results::doubt, scenario_.doubt, "assumptions that are moved here (JSON)");
    if (!scenario_.tips.empty())
      write_text(results::tips, scenario_.tips, "the change that tips each partner (JSON)");
    if (scenario_.design.ensemble.any())
      write_text(results::ensemble, json_of(scenario_.design.ensemble),
                 "the ensemble whose sets the design points are (JSON)");
    write_text("provenance", provenance_text(scenario_, provenance),
               "where, when and with what this file was made (JSON)");
    write_parameters();
  }

  void write_parameters() {
    const Handle group{H5Gcreate2(file_, "parameters", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                       H5Gclose, "making group parameters"};
    const Parameters& parameters = scenario_.setting.parameters;
    for (const ParameterRow& row : parameter_table()) {
      const double value = row.value(parameters);
      if (row.is_choice())
        hdf5::attribute(group, row.key(), std::string(row.choice(parameters)));
      else if (row.whole)
        hdf5::attribute(group, row.key(),
                        std::vector<std::int32_t>{static_cast<std::int32_t>(value)});
      else
        hdf5::attribute(group, row.key(), std::vector<double>{value});
    }
  }

  void write_labels() {
    const Layout& layout = scenario_.setting.layout;
    const auto fill = [](std::size_t n, auto&& of) {
      std::vector<std::int32_t> values(n);
      for (std::size_t i = 0; i < n; ++i) values[i] = of(static_cast<int>(i));
      return values;
    };
    const auto names = [](const auto& things, auto&& name) {
      std::vector<std::string> all;
      for (const auto& thing : things) all.push_back(name(thing));
      return all;
    };
    add_axis("run", static_cast<hsize_t>(range_.count), "run, in the order of the plan", false,
             range_.first);
    add_axis("month", static_cast<hsize_t>(layout.calendar.months),
             "month of the calendar, 0 is the first; month_label has its name");
    add_axis("goal", layout.goals.size(), "goal, in the order of the scenario");
    add_axis("table", layout.tables.size(), "table, in the order of the scenario");
    add_axis("organisation", layout.organisations.size(),
             "organisation, in the order of the scenario");
    add_axis("seat", layout.seats.size(), "seat of an organisation at a table");
    add_axis("pair", static_cast<hsize_t>(layout.pairs),
             "ordered pair of seats at one table, with the diagonal");
    add_axis("mission_entry", static_cast<hsize_t>(layout.mission_entries),
             "goal in the mission of a table");
    add_axis("event", 0, "event", true);
    if (scenario_.record.decisions) add_axis("decision", 0, "decision of a board", true);

    std::vector<std::string> months;
    for (int t = 0; t < layout.calendar.months; ++t)
      months.push_back(month_label(layout.calendar, t));
    write_texts(results::month_label, "month", months, "month of the calendar");
    write_texts(results::goal_name, "goal",
                names(layout.goals, [](const Goal& goal) { return goal.name; }), "name");
    std::vector<std::string> sets, table_sets, sectors;
    for (const int set : layout.all_sets())
      for ([[maybe_unused]] const int k : layout.goals_of(set))
        sets.push_back(layout.sets[set].name);
    for (const TableLayout& table : layout.tables)
      table_sets.push_back(layout.sets[table.set].name);
    for (const OrganisationLayout& owner : layout.organisations)
      sectors.emplace_back(sector_names[static_cast<std::size_t>(owner.sector)]);
    write_texts("goal_set", "goal", sets, "set the goal belongs to");
    write_texts("table_set", "table", table_sets, "set of goals the table works on");
    write_texts("organisation_sector", "organisation", sectors, "sector of society");
    write_texts(results::table_name, "table",
                names(layout.tables, [](const TableLayout& table) { return table.name; }), "name");
    write_texts(
        "organisation_name", "organisation",
        names(layout.organisations, [](const OrganisationLayout& owner) { return owner.name; }),
        "name");
    write_texts(
        "organisation_kind", "organisation",
        names(layout.organisations, [](const OrganisationLayout& owner) { return owner.kind; }),
        "kind of organisation");
    write_fixed("seat_organisation", "seat",
                fill(layout.seats.size(), [&](int i) { return layout.seats[i].organisation; }),
                "organisation on the seat");
    write_fixed("seat_table", "seat",
                fill(layout.seats.size(), [&](int i) { return layout.seats[i].table; }),
                "table of the seat");
    std::vector<std::int32_t> from, to, of_table, of_goal;
    for (const int m : layout.all_tables()) {
      for (const int i : layout.seats_at(m))
        for (const int j : layout.seats_at(m)) {
          from.push_back(i);
          to.push_back(j);
        }
      for (const int k : layout.goals_of(layout.tables[m].set)) {
        of_table.push_back(m);
        of_goal.push_back(k);
      }
    }
    write_fixed("pair_seat", "pair", from, "seat that trusts or knows");
    write_fixed("pair_partner", "pair", to, "seat that is trusted or known");
    write_fixed("mission_table", "mission_entry", of_table, "table of the entry");
    write_fixed("mission_goal", "mission_entry", of_goal, "goal of the entry");
    write_shocks(layout.shocks);
    write_changes(layout.changes);
  }

  void write_changes(const std::vector<Change>& changes) {
    if (changes.empty()) return;
    add_axis("change", changes.size(), "change of levers, in the order of the scenario");
    std::vector<std::string> names, begun_by, ended_by, levers;
    std::vector<std::int32_t> first, last;
    std::vector<double> numbers, end_numbers;
    const auto key_of = [](const Awaited& awaited) {
      constexpr auto known = occasions<Lone>();
      return awaited ? std::string(known[static_cast<std::size_t>(awaited.occasion)].key) : "";
    };
    for (const Change& change : changes) {
      names.push_back(change.name);
      first.push_back(change.when || !change.on ? -1 : change.month);
      last.push_back(change.last == Change::to_the_end ? -1 : change.last);
      begun_by.push_back(key_of(change.when));
      numbers.push_back(change.when.number);
      ended_by.push_back(key_of(change.until));
      end_numbers.push_back(change.until.number);
      levers.push_back(in_lines(stated_levers(change)));
    }
    write_texts(results::change_name, "change", names, "name");
    write_fixed(results::change_month, "change", first,
                "month of the calendar (0 is the first) in which it begins, -1 if it waits for an "
                "occasion or is switched off");
    write_fixed(results::change_last, "change", last, "its last month, -1 if it never ends");
    write_texts(results::change_when, "change", begun_by, "occasion it waits for");
    create<double>(results::change_number, {"change"}, "1", "number in the occasion");
    write_at(results::change_number, 0, numbers);
    write_texts(results::change_until, "change", ended_by, "occasion that ends it");
    create<double>(results::change_until_number, {"change"}, "1",
                   "number in the occasion that ends it");
    write_at(results::change_until_number, 0, end_numbers);
    write_texts(results::change_levers, "change", levers, "levers and their values, a line each");
  }

  void write_shocks(const std::vector<Shock>& shocks) {
    if (shocks.empty()) return;
    add_axis("shock", shocks.size(), "shock, in the order of the scenario");
    const auto each = [&](auto&& of) {
      std::vector<std::int32_t> values;
      for (const Shock& shock : shocks) values.push_back(of(shock));
      return values;
    };
    write_fixed(results::shock_month, "shock", each([](const Shock& s) { return s.month; }),
                "month of the calendar (0 is the first) in which it begins");
    write_fixed(results::shock_months, "shock", each([](const Shock& s) { return s.months; }),
                "months it lasts");
    write_fixed(results::shock_table, "shock", each([](const Shock& s) { return s.table; }),
                "table it strikes, -1 for all that is done at tables and alone");
    write_fixed(results::shock_organisation, "shock",
                each([](const Shock& s) { return s.organisation; }),
                "organisation it strikes, -1 for all");
    std::vector<double> sizes;
    for (const Shock& shock : shocks) sizes.push_back(shock.size);
    create<double>(results::shock_size, {"shock"}, "share", "share of delivery it takes away");
    write_at(results::shock_size, 0, sizes);
  }

  void write_design() {
    const Design& design = scenario_.design;
    if (design.factors.empty()) return;
    const auto each = [](std::size_t n, auto&& of) {
      std::vector<decltype(of(n))> values;
      for (std::size_t i = 0; i < n; ++i) values.push_back(of(i));
      return values;
    };
    const std::size_t factors = design.factors.size();
    const auto points = static_cast<std::size_t>(design.points());
    hdf5::attribute(file_, results::design_kind_attribute,
                    std::string(design_kind_names[static_cast<std::size_t>(design.plan.kind)]));
    add_axis("factor", factors, "factor that the design varies");
    add_axis("design_point", points, "point of the design");
    const auto of_factor = [&](auto&& of) {
      return each(factors, [&](std::size_t n) { return of(design.factors[n]); });
    };
    write_texts(results::factor_name, "factor", of_factor([](const auto& f) { return f.name; }),
                "section.key of the scenario");
    write_texts("factor_unit", "factor", of_factor([](const auto& f) { return f.unit; }), "unit");
    write_texts("factor_meaning", "factor", of_factor([](const auto& f) { return f.meaning; }),
                "meaning");
    write_texts("factor_choices", "factor", of_factor([](const auto& f) { return words_of(f); }),
                "words behind the values 0, 1, … of a choice, a line each");
    create<double>("factor_low", {"factor"}, "", "lowest value");
    write_at("factor_low", 0, of_factor([](const auto& f) { return f.range.low; }));
    create<double>("factor_high", {"factor"}, "", "highest value");
    write_at("factor_high", 0, of_factor([](const auto& f) { return f.range.high; }));
    create<std::int8_t>("factor_scale", {"factor"}, "1", "how the design spreads its values");
    flag("factor_scale", scale_names);
    write_at("factor_scale", 0,
             of_factor([](const auto& f) { return static_cast<std::int8_t>(f.range.scale); }));
    if (!design.acting.empty()) {
      create<std::int8_t>(results::factor_acts, {"factor"}, "1",
                          "whether the factor changes a run, where points do not tell");
      flag(results::factor_acts, acting_names);
      write_at(results::factor_acts, 0, each(factors, [&](std::size_t n) {
                 return static_cast<std::int8_t>(design.acting[n]);
               }));
    }
    create<double>(results::design_value, {"design_point", "factor"}, "",
                   "value of the factor at the point; of a choice the number of its word");
    create<double>(results::design_place, {"design_point", "factor"}, "share",
                   "place of the factor at the point on its range");
    create<std::int32_t>(results::design_block, {"design_point"}, "1",
                         "base row of a Saltelli design or trajectory of a Morris design");
    create<std::int32_t>(results::design_step, {"design_point"}, "1",
                         "Saltelli: 0 the base row, 1 the second matrix, 2 + k the base row with "
                         "factor k of the second; Morris: step of the trajectory");
    write_at(results::design_value, 0, each(points * factors, [&](std::size_t n) {
               return design.value(static_cast<int>(n / factors), n % factors);
             }));
    write_at(results::design_place, 0, design.sample.unit);
    write_at(results::design_block, 0, design.sample.block);
    write_at(results::design_step, 0, design.sample.step);
    write_texts(results::design_label, "design_point",
                each(points, [&](std::size_t n) { return design.label(static_cast<int>(n)); }),
                "what is set at the point");
  }

  static std::string words_of(const DesignFactor& factor) {
    std::string words;
    if (factor.numbers.empty())
      for (const std::string& choice : factor.choices) words += choice + '\n';
    return words;
  }

  void create_run_table() {
    // h5diff follows the list in which an axis records its datasets. If that list contained times,
    // equal axes would seem to differ. Readers need only the dataset's own list of axes.
    create<double>(results::wall_seconds, {"run"}, "s", "time the run took");
    checked(H5Adelete(scales_.at("run"), "REFERENCE_LIST"), "unlisting wall_seconds");
    create<std::int8_t>(results::arm, {"run"}, "1", "options of the boards");
    flag(results::arm, arm_names);
    create<std::int32_t>(results::replicate, {"run"}, "1",
                         "replicate: arms of one share their luck");
    create<std::int32_t>(
        results::pair_of_runs, {"run"}, "1",
        "runs with the same number share their luck and are compared with each other");
    create<std::int32_t>(results::point, {"run"}, "1", "design point, 0 where nothing is varied");
    create<std::uint64_t>("seed", {"run"}, "1", "master seed");
    create<std::int8_t>(results::status, {"run"}, "1", "whether the run came to its end");
    flag(results::status, results::status_names);
    create_texts(results::message, {"run"}, "why a run failed");
    create<std::uint64_t>(results::trajectory_hash, {"run"}, "1",
                          "hash of the whole trajectory of the run");
    for (const Outcome& outcome : outcomes) {
      const std::string name(outcome.name);
      create<double>(name, {"run"}, std::string(outcome.unit), std::string(outcome.meaning));
      hdf5::attribute(datasets_.at(name).dataset, "better",
                      std::string(outcome.better == Better::more ? "more" : "neither"));
    }
    create<std::int32_t>(
        results::goal_reached_month, {"run", "goal"}, "1",
        "month of the calendar (0 is the first) in which the goal was reached, -1 for never");
    create<std::int32_t>(results::table_operating_month, {"run", "table"}, "1",
                         "month of the calendar (0 is the first) in which the table started to "
                         "operate, -1 for never");
    create<std::int32_t>(
        results::table_ended_month, {"run", "table"}, "1",
        "month of the calendar (0 is the first) in which the table ended, -1 for never");
    create<std::int8_t>(results::table_ended_by, {"run", "table"}, "1", "why the table ended");
    flag(results::table_ended_by, reason_names);
    create<float>(results::organisation_net, {"run", "organisation"}, "k€",
                  "own balance at the end: avoided burden and revenue less own effort");
  }

  void create_series() {
    for (const int n : recorded(scenario_.record)) {
      const Observable& observable = observables[n];
      std::vector<std::string> axes{"run", "month"};
      if (observable.axis == Axis::mission)
        axes.push_back("mission_entry");
      else if (observable.axis != Axis::society)
        axes.emplace_back(axis_names[static_cast<std::size_t>(observable.axis)]);
      const std::string name(observable.name);
      const std::string unit(observable.unit);
      const std::string meaning(observable.meaning);
      const int together = runs_in_chunk(scenario_, n);
      if (scenario_.record.double_precision)
        create<double>(name, axes, unit, meaning, together);
      else
        create<float>(name, axes, unit, meaning, together);
      if (notes_places_ && datasets_.count(name)) places_[name] = {name};
    }
  }

  void create_rows() {
    create<std::int32_t>("event_run", {"event"}, "1", "run");
    create<std::int32_t>("event_month", {"event"}, "1", "month of the calendar (0 is the first)");
    create<std::int8_t>("event_kind", {"event"}, "1", "what happened");
    flag("event_kind", event_names);
    create<std::int8_t>("event_reason", {"event"}, "1", "why");
    flag("event_reason", reason_names);
    create<std::int32_t>("event_table", {"event"}, "1", "table, -1 for none");
    create<std::int32_t>("event_organisation", {"event"}, "1", "organisation, -1 for none");
    create<double>("event_value", {"event"}, "1", "beacon, goal, wins or size, by kind");
    if (!scenario_.record.decisions) return;
    create<std::int32_t>("decision_run", {"decision"}, "1", "run");
    create<std::int32_t>("decision_month", {"decision"}, "1", "month");
    create<std::int32_t>("decision_organisation", {"decision"}, "1", "organisation");
    create<std::int32_t>("decision_seat", {"decision"}, "1", "seat, -1 for none");
    for (const auto& [name, unit, meaning] : decision_numbers)
      create<double>(name, {"decision"}, unit, meaning);
    for (const auto& [name, meaning] : decision_flags)
      create<std::int8_t>(name, {"decision"}, "1", meaning);
    create<std::int8_t>("decision_block", {"decision"}, "1", "what held the pledge back");
    flag("decision_block", reason_names);
  }

  struct NumberColumn {
    const char* name;
    const char* unit;
    const char* meaning;
  };
  struct FlagColumn {
    const char* name;
    const char* meaning;
  };
  static constexpr std::array<NumberColumn, 8> decision_numbers{{
      {"decision_open_budget", "k€/month", "open budget"},
      {"decision_value_alone", "k€/k€", "value per k€ of working alone"},
      {"decision_value_together", "k€/k€", "value per k€ of working together"},
      {"decision_share_keep", "share", "share of the budget kept"},
      {"decision_share_alone", "share", "share worked alone"},
      {"decision_share_together", "share", "share for the table of the seat, before the gate"},
      {"decision_cap", "share", "what home board and mandate let through"},
      {"decision_margin", "share", "best share less second best"},
  }};
  static constexpr std::array<FlagColumn, 2> decision_flags{{
      {"decision_alone_open", "1 if working alone was an option"},
      {"decision_together_open", "1 if working together was an option"},
  }};

  // ---- runs -----------------------------------------------------------------------------------

  void write_block() {
    if (block_.empty()) return;
    const hsize_t first = written_;
    const auto column = [&]<class Number>(Number, const std::string& name, auto&& of) {
      std::vector<Number> values;
      for (const RunSummary& result : block_) values.push_back(static_cast<Number>(of(result)));
      write_at(name, first, values);
    };
    column(std::int8_t{}, results::arm, [](const auto& r) { return static_cast<int>(r.run.arm); });
    column(std::int32_t{}, results::replicate, [](const auto& r) { return r.run.replicate; });
    column(std::int32_t{}, results::pair_of_runs, [](const auto& r) { return r.run.replicate; });
    column(std::int32_t{}, results::point, [](const auto& r) { return r.run.point; });
    column(std::uint64_t{}, "seed", [&](const auto&) { return scenario_.seed; });
    column(std::int8_t{}, results::status, [](const auto& r) { return r.failed ? 1 : 0; });
    column(double{}, results::wall_seconds, [](const auto& r) { return r.wall_seconds; });
    column(std::uint64_t{}, results::trajectory_hash,
           [](const auto& r) { return r.trajectory_hash; });
    for (std::size_t n = 0; n < outcomes.size(); ++n)
      column(double{}, std::string(outcomes[n].name),
             [&](const auto& r) { return r.failed ? not_applicable : r.outcomes[n]; });
    write_messages(first);

    const Layout& layout = scenario_.setting.layout;
    const auto months = [&](const char* name, std::size_t entries, auto&& of) {
      std::vector<std::int32_t> values;
      for (const RunSummary& r : block_)
        for (std::size_t entry = 0; entry < entries; ++entry)
          values.push_back(r.failed ? -1 : of(r, entry));
      write_at(name, first, values);
    };
    months(results::goal_reached_month, layout.goals.size(),
           [](const auto& r, std::size_t k) { return r.reached_at[k]; });
    months(results::table_operating_month, layout.tables.size(),
           [](const auto& r, std::size_t m) { return r.operating_since[m]; });
    months(results::table_ended_month, layout.tables.size(),
           [](const auto& r, std::size_t m) { return r.ended_at[m]; });
    std::vector<std::int8_t> causes;
    for (const RunSummary& r : block_)
      for (const int m : layout.all_tables())
        causes.push_back(r.failed ? std::int8_t{0} : static_cast<std::int8_t>(r.ended_by[m]));
    write_at(results::table_ended_by, first, causes);
    std::vector<float> balances;
    for (const RunSummary& r : block_)
      for (std::size_t i = 0; i < layout.organisations.size(); ++i)
        balances.push_back(r.failed ? std::numeric_limits<float>::quiet_NaN()
                                    : static_cast<float>(r.organisation_net[i]));
    write_at(results::organisation_net, first, balances);

    write_series(first, floats_);
    write_series(first, doubles_);
    write_events(first);
    if (scenario_.record.decisions) write_decisions(first);
    growing_.write_full_chunks();
    write_checksums(first);
    written_ += block_.size();
    block_.clear();
    constexpr int blocks_a_push = 8;  // about ten megabytes of tables
    if (++blocks_ % blocks_a_push == 0) push();
  }

  /// Asks the system to start writing to the disk, so that little is left for the end.
  void push() {
    void* descriptor = nullptr;
    if (H5Fget_vfd_handle(file_, H5P_DEFAULT, &descriptor) >= 0)
      start_syncing(*static_cast<int*>(descriptor), 0, 0);
  }

  void write_messages(hsize_t first) {
    std::vector<const char*> messages;
    for (const RunSummary& result : block_) messages.push_back(result.message.c_str());
    const Handle type = hdf5::text_type();
    write_selected(results::message, type, first, messages.size(), messages.data());
    auto& sums = checksums_.at("run");
    sums.resize(block_.size());
    for (std::size_t n = 0; n < messages.size(); ++n)
      sums[n] ^= checksum_of(checksum_of(std::string_view(results::message)), messages[n],
                             std::strlen(messages[n]) + 1);
  }

  /// The series of some runs in the order of the file: for each observable, run after run.
  template <class Number>
  using Staged = std::vector<std::vector<Number>>;

  template <class Number>
  void stage(const RunResult& result, Staged<Number>& staged) {
    const Layout& layout = scenario_.setting.layout;
    staged.resize(kept_.size());
    for (std::size_t n = 0; n < kept_.size(); ++n) {
      const std::size_t size = static_cast<std::size_t>(layout.calendar.months) *
                               size_of(layout, observables[kept_[n]].axis);
      staged[n].reserve(block_runs_ * size);
      if (result.failed)
        staged[n].insert(staged[n].end(), size, std::numeric_limits<Number>::quiet_NaN());
      else if (result.series_in_double.empty())
        staged[n].insert(staged[n].end(), result.series[n].begin(), result.series[n].end());
      else  // this rounds where Number is float
        staged[n].insert(staged[n].end(), result.series_in_double[n].begin(),
                         result.series_in_double[n].end());
    }
  }

  template <class Number>
  void write_series(hsize_t first, Staged<Number>& staged) {
    constexpr std::size_t bytes_together = 16 << 20;  // work for many, and little memory
    std::vector<ChunkToWrite<Number>> waiting;
    std::size_t bytes = 0;
    for (std::size_t n = 0; n < staged.size(); ++n) {
      const std::string name(observables[kept_[n]].name);
      const auto found = datasets_.find(name);
      if (found == datasets_.end() || found->second.runs_in_chunk == 0) {
        write_at(name, first, staged[n]);
        continue;
      }
      add_chunks(name, found->second, first, staged[n], waiting);
      bytes += staged[n].size() * sizeof(Number);
      if (bytes < bytes_together) continue;
      write_chunks(waiting);
      bytes = 0;
    }
    write_chunks(waiting);
    for (auto& series : staged) series.clear();
  }

  struct Dataset;

  /// A chunk of a series and the checksums of its runs.
  template <class Number>
  struct ChunkToWrite {
    const std::string* name;
    const Dataset* at;
    hsize_t first;                   ///< its first run in the file
    std::span<const Number> values;  ///< of a whole chunk
    std::span<Checksum> sums;        ///< of its runs, of which the last chunk has fewer
  };

  /// Divides what a block has of a series into chunks.
  template <class Number>
  void add_chunks(const std::string& name, const Dataset& at, hsize_t first,
                  std::vector<Number>& values, std::vector<ChunkToWrite<Number>>& chunks) {
    const std::size_t runs = block_.size(), together = at.runs_in_chunk;
    const std::size_t size = values.size() / runs * together;
    values.resize((runs + together - 1) / together * size,
                  std::numeric_limits<Number>::quiet_NaN());
    const auto sums = checksums_.find(name);
    sums->second.assign(runs, 0);
    for (std::size_t run = 0; run < runs; run += together)
      chunks.push_back({&sums->first, &at, first + run,
                        std::span(values).subspan(run / together * size, size),
                        std::span(sums->second).subspan(run, std::min(together, runs - run))});
  }

  /// All workers compress; this thread, which alone may call HDF5, writes.
  template <class Number>
  void write_chunks(std::vector<ChunkToWrite<Number>>& waiting) {
    if (waiting.empty()) return;
    chunks_.resize(std::max(chunks_.size(), waiting.size()));
    side_by_side(workers_, static_cast<int>(waiting.size()), [&](int n) {
      const auto& one = waiting[static_cast<std::size_t>(n)];
      const std::size_t row = one.values.size() / one.at->runs_in_chunk;
      const Checksum begun = checksum_of(*one.name);
      for (std::size_t run = 0; run < one.sums.size(); ++run)
        one.sums[run] = checksum_of(begun, &one.values[run * row], row * sizeof(Number));
      compress(one.values.data(), one.values.size_bytes(), sizeof(Number),
               chunks_[static_cast<std::size_t>(n)]);
    });
    for (std::size_t n = 0; n < waiting.size(); ++n) {
      std::vector<hsize_t> at(waiting[n].at->size.size(), 0);
      at[0] = waiting[n].first;
      checked(H5Dwrite_chunk(waiting[n].at->dataset, H5P_DEFAULT, chunks_[n].skipped, at.data(),
                             chunks_[n].size, chunks_[n].bytes.data()),
              "writing " + *waiting[n].name + " to " + part_.string());
      if (!notes_places_) continue;
      PlacedSeries& placed = places_[*waiting[n].name];
      placed.pieces.push_back({place_of(chunks_[n], waiting[n].at->dataset, at),
                               static_cast<std::int64_t>(chunks_[n].size), chunks_[n].skipped});
    }
    waiting.clear();
  }

  /// Appends one column with all rows of the block.
  template <class Number, class Rows, class Of>
  void append(const std::string& name, const Rows& rows, Of&& of) {
    std::vector<Number> values;
    values.reserve(rows.size());
    for (const auto& [run_index, row] : rows)
      values.push_back(static_cast<Number>(of(run_index, *row)));
    growing_.append(name, values.data(), values.size());
    add_entries_to_checksums(datasets_.at(name).axis, name, rows, values);
  }

  void write_events(hsize_t first) {
    std::vector<std::pair<int, const Event*>> rows;
    for (std::size_t n = 0; n < block_.size(); ++n)
      for (const Event& event : block_[n].events)
        rows.emplace_back(range_.first + static_cast<int>(first + n), &event);
    if (rows.empty()) return;
    using E = const Event&;
    append<std::int32_t>("event_run", rows, [](int run, E) { return run; });
    append<std::int32_t>("event_month", rows, [](int, E e) { return e.month; });
    append<std::int8_t>("event_kind", rows, [](int, E e) { return static_cast<int>(e.kind); });
    append<std::int8_t>("event_reason", rows, [](int, E e) { return static_cast<int>(e.reason); });
    append<std::int32_t>("event_table", rows, [](int, E e) { return e.table; });
    append<std::int32_t>("event_organisation", rows, [](int, E e) { return e.organisation; });
    append<double>("event_value", rows, [](int, E e) { return e.value; });
    extend_axis("event", events_, rows.size());
    events_ += rows.size();
  }

  void write_decisions(hsize_t first) {
    std::vector<std::pair<int, const BoardDecision*>> rows;
    for (std::size_t n = 0; n < block_.size(); ++n)
      for (const BoardDecision& decision : block_[n].decisions)
        rows.emplace_back(range_.first + static_cast<int>(first + n), &decision);
    if (rows.empty()) return;
    using D = const BoardDecision&;
    append<std::int32_t>("decision_run", rows, [](int run, D) { return run; });
    append<std::int32_t>("decision_month", rows, [](int, D d) { return d.month; });
    append<std::int32_t>("decision_organisation", rows, [](int, D d) { return d.organisation; });
    append<std::int32_t>("decision_seat", rows, [](int, D d) { return d.seat; });
    constexpr std::array<double BoardDecision::*, 8> numbers{
        &BoardDecision::open_budget, &BoardDecision::value_alone, &BoardDecision::value_together,
        &BoardDecision::share_keep,  &BoardDecision::share_alone, &BoardDecision::share_together,
        &BoardDecision::cap,         &BoardDecision::margin};
    for (std::size_t n = 0; n < numbers.size(); ++n)
      append<double>(decision_numbers[n].name, rows, [&](int, D d) { return d.*numbers[n]; });
    constexpr std::array<bool BoardDecision::*, 2> flags{&BoardDecision::alone_open,
                                                         &BoardDecision::together_open};
    for (std::size_t n = 0; n < flags.size(); ++n)
      append<std::int8_t>(decision_flags[n].name, rows, [&](int, D d) { return d.*flags[n]; });
    append<std::int8_t>("decision_block", rows, [](int, D d) { return static_cast<int>(d.block); });
    extend_axis("decision", decisions_, rows.size());
    decisions_ += rows.size();
  }

  /// Numbers the new rows of an axis that grows.
  void extend_axis(const std::string& axis, hsize_t before, hsize_t rows) {
    std::vector<std::int64_t> index(rows);
    for (hsize_t n = 0; n < rows; ++n) index[n] = static_cast<std::int64_t>(before + n);
    growing_.append(axis, index.data(), index.size());
  }

  // ---- places of series, and taking them from there --------------------------------------------

  int descriptor() const {
    void* descriptor = nullptr;
    checked(H5Fget_vfd_handle(file_, H5P_DEFAULT, &descriptor), "writing " + part_.string());
    return *static_cast<int*>(descriptor);
  }

  /// Where HDF5 put a chunk: behind all others. It does not say so but after a search among all
  /// chunks, which is only made if other bytes lie there.
  std::int64_t place_of(const Chunk& chunk, hid_t dataset, const std::vector<hsize_t>& at) {
    struct stat about {};
    const auto size = static_cast<std::int64_t>(chunk.size);
    read_back_.resize(std::max(read_back_.size(), chunk.size));
    if (::fstat(descriptor(), &about) == 0 && about.st_size >= size &&
        ::pread(descriptor(), read_back_.data(), chunk.size, about.st_size - size) == size &&
        std::equal(chunk.bytes.begin(), chunk.bytes.begin() + size, read_back_.begin()))
      return about.st_size - size;
    unsigned skipped = 0;
    haddr_t place = HADDR_UNDEF;
    hsize_t bytes = 0;
    checked(H5Dget_chunk_info_by_coord(dataset, at.data(), &skipped, &place, &bytes),
            "looking for a chunk in " + part_.string());
    return static_cast<std::int64_t>(place);
  }

  /// Notes rows of a series that lie in one piece.
  void note_rows(const std::string& name, hid_t dataset, hsize_t first, std::size_t bytes_a_row,
                 std::size_t rows) {
    auto& pieces = places_.at(name).pieces;
    const auto at = static_cast<std::int64_t>(H5Dget_offset(dataset) + first * bytes_a_row);
    const auto bytes = static_cast<std::int64_t>(rows * bytes_a_row);
    if (!pieces.empty() && pieces.back().at + pieces.back().bytes == at)
      pieces.back().bytes += bytes;
    else
      pieces.push_back({at, bytes, 0});
  }

  /// Copies runs of a shard to the runs that come next.
  void copy_runs(hid_t from, hid_t to) const {
    if (!copy_chunks(from, to, written_)) copy_rows(from, to, written_);
  }

  /// Takes series and their checksums from the file that a shard's receipt names.
  void take_series(const Receipt& receipt, const Shard& shard) {
    const fs::path file = shard.path.parent_path() / receipt.file;
    if (!fs::exists(file)) throw ResultsError(file.string() + " is gone, which has its series");
    const Descriptor from(file, O_RDONLY);
    std::vector<unsigned char> bytes;
    for (const PlacedSeries& series : receipt.series) {
      const auto found = datasets_.find(series.name);
      if (found == datasets_.end()) throw ResultsError("it has '" + series.name + "'");
      const Dataset& to = found->second;
      std::vector<hsize_t> at(to.size.size(), 0);
      at[0] = written_;
      hsize_t bytes_a_run =
          H5Tget_size(Handle{H5Dget_type(to.dataset), H5Tclose, "reading a type"});
      for (std::size_t axis = 1; axis < to.size.size(); ++axis) bytes_a_run *= to.size[axis];
      for (const PlacedSeries::Piece& piece : series.pieces) {
        const auto size = static_cast<hsize_t>(piece.bytes);
        if (size >
            bytes_a_run * static_cast<hsize_t>(std::max<std::size_t>(
                              to.runs_in_chunk, static_cast<std::size_t>(shard.range.count))))
          throw ResultsError("it says that its series are longer than they are");
        bytes.resize(std::max<std::size_t>(bytes.size(), size));
        if (::pread(from, bytes.data(), size, piece.at) != piece.bytes)
          throw ResultsError(file.string() + " is shorter than it says");
        if (to.runs_in_chunk > 0) {
          checked(H5Dwrite_chunk(to.dataset, H5P_DEFAULT, static_cast<std::uint32_t>(piece.skipped),
                                 at.data(), size, bytes.data()),
                  "writing " + series.name + " to " + part_.string());
          at[0] += to.runs_in_chunk;
        } else {
          const Handle type{H5Dget_type(to.dataset), H5Tclose, "reading a type"};
          write_selected(series.name, type, at[0], size / bytes_a_run, bytes.data());
          at[0] += size / bytes_a_run;
        }
      }
      write_selected(results::checksum_name(series.name), H5T_NATIVE_INT32, written_,
                     series.checksums.size(), series.checksums.data());
    }
  }

  /// Throws unless a series of the runs that come next is what was written.
  void require_as_written(const std::string& name, const Shard& shard) {
    const Dataset& at = datasets_.at(name);
    const Handle type{H5Dget_type(at.dataset), H5Tclose, "reading a type"};
    std::size_t row = H5Tget_size(type);
    std::vector<hsize_t> start(at.size.size(), 0), count = at.size;
    for (std::size_t axis = 1; axis < at.size.size(); ++axis) row *= at.size[axis];
    const Handle in_file{H5Dget_space(at.dataset), H5Sclose, "opening the space of " + name};
    const auto read = [&](hid_t dataset, hid_t kind, std::vector<hsize_t> from,
                          std::vector<hsize_t> size, void* values) {
      const Handle place{H5Dget_space(dataset), H5Sclose, "opening a space"};
      H5Sselect_hyperslab(place, H5S_SELECT_SET, from.data(), nullptr, size.data(), nullptr);
      const Handle in_memory = hdf5::space(size);
      if (H5Dread(dataset, kind, in_memory, place, H5P_DEFAULT, values) < 0)
        throw ResultsError("'" + name + "' cannot be read: " + hdf5::error_messages());
    };
    const auto runs = static_cast<hsize_t>(shard.range.count);
    std::vector<std::int32_t> stated(runs);
    read(datasets_.at(results::checksum_name(name)).dataset, H5T_NATIVE_INT32, {written_}, {runs},
         stated.data());
    const hsize_t together = std::max<hsize_t>(at.runs_in_chunk, 1);
    const hsize_t at_once = std::max<hsize_t>(together, (4 << 20) / row / together * together);
    std::vector<char> values;
    for (hsize_t run = 0; run < runs; run += at_once) {
      start[0] = written_ + run;
      count[0] = std::min(at_once, runs - run);
      values.resize(count[0] * row);
      read(at.dataset, type, start, count, values.data());
      for (hsize_t n = 0; n < count[0]; ++n)
        if (checksum_of(checksum_of(name), &values[n * row], row) !=
            static_cast<Checksum>(stated[run + n]))
          throw ResultsError("'" + name + "' of run " +
                             std::to_string(shard.range.first + static_cast<int>(run + n)) +
                             " is not what was written (its checksum is another)");
    }
  }

  // ---- datasets -------------------------------------------------------------------------------

  struct Dataset {
    Handle dataset;
    std::vector<hsize_t> size;      ///< 0 on the first axis if it grows
    std::string axis;               ///< the first
    std::size_t runs_in_chunk = 0;  ///< of a compressed series
  };

  static std::size_t runs_of_block(const Scenario& scenario) {
    const int step = runs_between_borders(scenario);  // chunks do not go on in the next block
    double bytes = 1.0;
    for (const int n : recorded(scenario.record))
      bytes += static_cast<double>(bytes_of_series(scenario, n));
    const double runs = std::min(most_gathered / bytes, double{block_runs});
    return static_cast<std::size_t>(std::max(1, static_cast<int>(runs) / step) * step);
  }

  Handle creation_properties() {
    Handle creation{H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "preparing a dataset"};
    H5Pset_obj_track_times(creation, false);
    H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    return creation;
  }

  void add_axis(const std::string& name, hsize_t size, const std::string& meaning,
                bool grows = false, int first = 0) {
    axes_[name] = {name, size, grows};
    if (size == 0 && !grows) return;  // no values lie along it
    const Handle creation = creation_properties();
    if (grows) keep_in_chunks(creation, {rows_per_chunk});
    const Handle extent = grows ? hdf5::space({size}, {H5S_UNLIMITED}) : hdf5::space({size});
    const hid_t type = grows ? H5T_NATIVE_INT64 : H5T_NATIVE_INT32;
    Handle scale{H5Dcreate2(file_, name.c_str(), type, extent, H5P_DEFAULT, creation, H5P_DEFAULT),
                 H5Dclose, "making axis " + name};
    std::vector<std::int32_t> index(size);
    for (hsize_t n = 0; n < size; ++n) index[n] = first + static_cast<std::int32_t>(n);
    if (size > 0)
      checked(H5Dwrite(scale, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, index.data()),
              "writing axis " + name);
    checked(H5DSset_scale(scale, name.c_str()), "making axis " + name);
    hdf5::attribute(scale, "long_name", meaning);
    if (grows) growing_.add(name, scale);
    scales_.emplace(name, std::move(scale));
  }

  /// A dataset along named axes; skipped when one of them is empty. So many runs of a series are
  /// compressed together.
  bool create_of_type(const std::string& name, hid_t type, const std::vector<std::string>& axes,
                      const std::string& unit, const std::string& meaning, const void* fill,
                      int together = 0) {
    std::vector<hsize_t> size, most, chunk;
    for (const std::string& axis : axes) {
      const AxisInFile& at = axes_.at(axis);
      if (at.size == 0 && !at.grows) return false;
      size.push_back(at.size);
      most.push_back(at.grows ? H5S_UNLIMITED : at.size);
      if (at.grows) chunk.push_back(rows_per_chunk);  // what does not grow lies in one piece
    }
    const Handle creation = creation_properties();
    if (together > 0) {
      chunk = size;
      chunk[0] = static_cast<hsize_t>(together);
      most[0] = std::max(most[0], chunk[0]);  // the last shard may have fewer runs than a chunk
    }
    if (!chunk.empty()) keep_in_chunks(creation, chunk);
    if (fill) H5Pset_fill_value(creation, type, fill);
    // Every row will be written, so filling the rows first would only cost time.
    if (axes[0] == "run" && together == 0 && H5Tis_variable_str(type) == 0)
      H5Pset_fill_time(creation, H5D_FILL_TIME_NEVER);
    const Handle extent = hdf5::space(size, most);
    Handle dataset{
        H5Dcreate2(file_, name.c_str(), type, extent, H5P_DEFAULT, creation, H5P_DEFAULT), H5Dclose,
        "making " + name};
    for (std::size_t n = 0; n < axes.size(); ++n)
      checked(H5DSattach_scale(dataset, scales_.at(axes[n]), static_cast<unsigned>(n)),
              "attaching an axis to " + name);
    if (!unit.empty()) hdf5::attribute(dataset, "units", unit);
    hdf5::attribute(dataset, "long_name", meaning);
    if (axes_.at(axes[0]).grows) growing_.add(name, dataset);
    datasets_.emplace(
        name, Dataset{std::move(dataset), size, axes[0], static_cast<std::size_t>(together)});
    return true;
  }

  template <class Number>
  void create(const std::string& name, const std::vector<std::string>& axes,
              const std::string& unit, const std::string& meaning, int together = 0) {
    if constexpr (std::is_floating_point_v<Number>) {
      const Number fill = std::numeric_limits<Number>::quiet_NaN();
      if (create_of_type(name, hdf5::type_of<Number>(), axes, unit, meaning, &fill, together))
        hdf5::attribute(datasets_.at(name).dataset, "_FillValue", std::vector<Number>{fill});
    } else {
      create_of_type(name, hdf5::type_of<Number>(), axes, unit, meaning, nullptr);
    }
  }

  void create_texts(const std::string& name, const std::vector<std::string>& axes,
                    const std::string& meaning) {
    const Handle type = hdf5::text_type();
    create_of_type(name, type, axes, "", meaning, nullptr);
  }

  template <std::size_t n>
  void flag(const std::string& name, const std::array<std::string_view, n>& meanings) {
    const auto found = datasets_.find(name);
    if (found == datasets_.end()) return;
    std::vector<std::int8_t> values;
    std::string words;
    for (std::size_t flag_value = 0; flag_value < n; ++flag_value) {
      values.push_back(static_cast<std::int8_t>(flag_value));
      words += (words.empty() ? "" : " ") + std::string(meanings[flag_value]);
    }
    hdf5::attribute(found->second.dataset, "flag_values", values);
    hdf5::attribute(found->second.dataset, "flag_meanings", words);
  }

  void write_text(const std::string& name, const std::string& text, const std::string& meaning) {
    const Handle type = hdf5::text_type();
    const Handle scalar = hdf5::space({});
    const Handle creation = creation_properties();
    const Handle dataset{
        H5Dcreate2(file_, name.c_str(), type, scalar, H5P_DEFAULT, creation, H5P_DEFAULT), H5Dclose,
        "making " + name};
    const char* pointer = text.c_str();
    checked(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &pointer), "writing " + name);
    if (name != "provenance")
      labels_checksum_ ^= checksum_of(checksum_of(name), pointer, std::strlen(pointer) + 1);
    hdf5::attribute(dataset, "long_name", meaning);
  }

  void write_texts(const std::string& name, const std::string& axis,
                   const std::vector<std::string>& texts, const std::string& meaning) {
    create_texts(name, {axis}, meaning);
    if (!datasets_.count(name)) return;
    std::vector<const char*> pointers;
    for (const std::string& text : texts) pointers.push_back(text.c_str());
    const Handle type = hdf5::text_type();
    write_selected(name, type, 0, pointers.size(), pointers.data());
    Checksum sum = checksum_of(name);
    for (const char* text : pointers) sum = checksum_of(sum, text, std::strlen(text) + 1);
    labels_checksum_ ^= sum;
  }

  void write_fixed(const std::string& name, const std::string& axis,
                   const std::vector<std::int32_t>& values, const std::string& meaning) {
    create<std::int32_t>(name, {axis}, "1", meaning);
    write_at(name, 0, values);
  }

  /// Writes contiguous values from row `first` on; does nothing for a dataset that was left out.
  template <class Number>
  void write_at(const std::string& name, hsize_t first, const std::vector<Number>& values) {
    const auto found = datasets_.find(name);
    if (found == datasets_.end() || values.empty()) return;
    hsize_t row = 1;
    for (std::size_t axis = 1; axis < found->second.size.size(); ++axis)
      row *= found->second.size[axis];
    const std::size_t rows = values.size() / row;
    write_selected(name, hdf5::type_of<Number>(), first, rows, values.data());
    if (places_.count(name))
      note_rows(name, found->second.dataset, first, row * sizeof(Number), rows);
    if (found->second.axis == "run")
      add_to_checksums(name, rows, values.data(), row * sizeof(Number));
    else
      labels_checksum_ ^=
          checksum_of(checksum_of(name), values.data(), values.size() * sizeof(Number));
  }

  // ---- checksums ------------------------------------------------------------------------------

  /// Creates a column for each of `checksums_`.
  void create_checksums() {
    std::vector<std::string> of{"run"};
    for (const int n : kept_)
      if (datasets_.count(std::string(observables[n].name))) of.emplace_back(observables[n].name);
    of.emplace_back("event");
    if (scenario_.record.decisions) of.emplace_back("decision");
    for (const std::string& what : of) {
      const std::string name = results::checksum_name(what);
      create<std::int32_t>(name, {"run"}, "1", "checksum (CRC-32) of what the run has in: " + what);
      checksums_[what];
    }
  }

  /// Adds the rows of the block's runs in one column.
  void add_to_checksums(const std::string& name, std::size_t rows, const void* values,
                        std::size_t bytes) {
    if (name == results::wall_seconds || name.starts_with(results::checksum_prefix)) return;
    const auto own = checksums_.find(name);  // the column is a series
    auto& sums = own == checksums_.end() ? checksums_.at("run") : own->second;
    sums.resize(std::max(sums.size(), rows));
    const Checksum begun = checksum_of(name);
    for (std::size_t n = 0; n < rows; ++n)
      sums[n] ^= checksum_of(begun, static_cast<const char*>(values) + n * bytes, bytes);
  }

  /// Adds the rows of events or decisions, which are in the order of the runs.
  template <class Number, class Rows>
  void add_entries_to_checksums(const std::string& axis, const std::string& name, const Rows& rows,
                                const std::vector<Number>& values) {
    auto& sums = checksums_.at(axis);
    sums.resize(block_.size());
    for (std::size_t n = 0; n < rows.size();) {
      const int run = rows[n].first;
      const std::size_t first = n;
      while (n < rows.size() && rows[n].first == run) ++n;
      sums[static_cast<std::size_t>(run - range_.first) - written_] ^=
          checksum_of(checksum_of(name), &values[first], (n - first) * sizeof(Number));
    }
  }

  void write_checksums(hsize_t first) {
    for (auto& [what, sums] : checksums_) {
      sums.resize(block_.size());
      write_at(results::checksum_name(what), first,
               std::vector<std::int32_t>(sums.begin(), sums.end()));
      if (const auto placed = places_.find(what); placed != places_.end())
        placed->second.checksums.insert(placed->second.checksums.end(), sums.begin(), sums.end());
      sums.clear();
    }
  }

  void write_selected(const std::string& name, hid_t type, hsize_t first, hsize_t rows,
                      const void* values) {
    const Dataset& at = datasets_.at(name);
    std::vector<hsize_t> start(at.size.size(), 0);
    std::vector<hsize_t> count = at.size;
    start[0] = first;
    count[0] = rows;
    const Handle in_file{H5Dget_space(at.dataset), H5Sclose, "opening the space of " + name};
    checked(
        H5Sselect_hyperslab(in_file, H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr),
        "selecting rows of " + name);
    const Handle in_memory = hdf5::space(count);
    // Texts are converted on the way; by default this takes a new megabyte each time.
    const Handle transfer{H5Pcreate(H5P_DATASET_XFER), H5Pclose, "preparing to write " + name};
    constexpr std::size_t conversion_bytes = 4096;
    H5Pset_buffer(transfer, conversion_bytes, nullptr, nullptr);
    checked(H5Dwrite(at.dataset, type, in_memory, in_file, transfer, values),
            "writing " + name + " to " + part_.string());
  }

  const Scenario& scenario_;
  const RunRange range_;
  const Existing existing_;
  const int workers_;
  fs::path path_, part_;
  Handle file_;
  std::map<std::string, AxisInFile> axes_;
  std::map<std::string, Handle> scales_;
  std::map<std::string, Dataset> datasets_;
  const std::size_t block_runs_ = runs_of_block(scenario_);
  std::vector<RunSummary> block_;
  std::vector<Chunk> chunks_;
  GrowingColumns growing_{workers_};
  const std::vector<int> kept_ = recorded(scenario_.record);
  Staged<float> floats_;
  Staged<double> doubles_;
  hsize_t written_ = 0, events_ = 0, decisions_ = 0;
  int blocks_ = 0;
  /// Checksums of the runs of the block: "run", the series, "event" and "decision"
  /// (stored_rows.hpp).
  std::map<std::string, std::vector<Checksum>> checksums_;
  Checksum labels_checksum_ = 0;
  bool owned_ = false;  ///< this writer owns the part file
  bool finished_ = false;
  const bool notes_places_;                     ///< of series, for receipts
  bool is_kept_ = false;                        ///< receipts tell what is in the part file
  std::map<std::string, PlacedSeries> places_;  ///< since the last receipt
  std::vector<unsigned char> read_back_;
};

ResultsWriter::ResultsWriter(const Scenario& scenario, const std::string& path,
                             const Provenance& provenance, Existing existing)
    : ResultsWriter(scenario, path, provenance, {0, number_of_runs(scenario)}, existing) {}
ResultsWriter::ResultsWriter(const Scenario& scenario, const std::string& path,
                             const Provenance& provenance, const RunRange& range, Existing existing)
    : file_(std::make_unique<File>(scenario, path, provenance, range, existing)) {}
ResultsWriter::ResultsWriter(const Scenario& scenario, const std::string& path,
                             const Provenance& provenance, const std::filesystem::path& part,
                             Existing existing)
    : file_(std::make_unique<File>(scenario, path, provenance,
                                   RunRange{0, number_of_runs(scenario)}, existing, part)) {}
ResultsWriter::~ResultsWriter() = default;
const std::filesystem::path& ResultsWriter::part() const {
  return file_->part();
}
void ResultsWriter::write(const RunResult& result) {
  file_->write(result);
}
Receipt ResultsWriter::receipt() {
  return file_->receipt();
}
void ResultsWriter::adopt(const Shard& shard) {
  file_->adopt(shard);
}
std::function<void()> ResultsWriter::close(const Receipt* receipt) {
  return file_->close(receipt);
}
void ResultsWriter::finish() {
  close()();
}

std::string batch_name(const Scenario& scenario, const std::string& build) {
  // FNV-1a (Fowler, Noll & Vo). It is good enough to distinguish batches, unless somebody makes two
  // collide on purpose.
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const std::string& text : {scenario.resolved, program_version(), build})
    for (const char letter : text) {
      hash ^= static_cast<unsigned char>(letter);
      hash *= 0x100000001b3;
    }
  char name[20];
  std::snprintf(name, sizeof name, "%016llx", static_cast<unsigned long long>(hash));
  return name;
}

bool is_results_file(const std::string& path) {
  hdf5::silence_error_stack();
  if (H5Fis_hdf5(path.c_str()) <= 0) return false;
  try {
    const Handle file{H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "opening"};
    return H5Aexists(file, results::format_attribute) > 0 &&
           H5Aexists(file, results::version_attribute) > 0;
  } catch (const Hdf5Error&) {
    return false;
  }
}

Scenario without_series(const Scenario& scenario) {
  Scenario brief = scenario;
  const Record none{.society = false, .tables = false};
  brief.record = none;
  brief.record.events = scenario.record.events;
  brief.record.decisions = scenario.record.decisions;
  return brief;
}

double expected_bytes_per_run(const Scenario& scenario) {
  constexpr double compressed = 1.0 / 3.0;
  const Layout& layout = scenario.setting.layout;
  double per_run = 64.0 + 8.0 * outcomes.size() + 4.0 * layout.goals.size() +
                   9.0 * layout.tables.size() + 4.0 * layout.organisations.size();
  for (const int n : recorded(scenario.record)) {
    const std::size_t bytes = bytes_of_series(scenario, n);
    per_run += static_cast<double>(bytes) * (runs_in_chunk(scenario, n) > 0 ? compressed : 1.0);
  }
  return per_run;
}

double expected_bytes(const Scenario& scenario) {
  return expected_bytes_per_run(scenario) * number_of_runs(scenario);
}

}  // namespace samen
