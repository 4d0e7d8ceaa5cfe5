// The steps of an exercise: [[step]].
#include "scenario/entry_reader.hpp"

#include <map>

#include "scenario/values.hpp"

namespace samen {
namespace {

/// What a step states although nothing reads it.
void note_idle(Section& section, const Step& step) {
  const std::string name = "'" + step.name + "'";
  if (step.days == 0.0) section.note("days", "the step " + name + " takes no time and is not held");
  const bool of_no_form = step.kind == StepKind::agenda || step.kind == StepKind::cheque;
  if (of_no_form && step.method >= 0.0)
    section.note("method", "the method of the step " + name + " costs money and does nothing: " +
                               std::string(step_kind_names[static_cast<std::size_t>(step.kind)]) +
                               " has no work form");
}

}  // namespace

void EntryReader::read_step_of(Section& section, Step& step) {
  if (!section.has("kind"))
    section.complain("kind", "missing key '" + section.full_name("kind") + "'");
  step.kind = static_cast<StepKind>(section.one_of("kind", step_kind_names, 0));
  step.month = month_within(section);
  step.days = section.number("days", step.days, {0, 31}, "days");
  if (section.has("method")) step.method = section.number("method", 0.0, any_share, "share");
  step.price = section.number("price", step.price, {0, 1e6}, "k€");
  step.prepares = static_cast<Preparation>(section.one_of("prepares", preparation_names, 0));
  step.tables = tables_named(section);
  note_idle(section, step);
}

void EntryReader::note_step_without_puller(Section& section, const Step& step) {
  if (step.prepares != Preparation::puller || !plan_.changes.empty()) return;
  for (std::size_t m = 0; m < plan_.tables.size(); ++m) {
    const Levers& levers = plan_.tables[m].levers;
    const bool pulled = levers.puller > 0.0 && levers.puller_kind != PullerKind::none;
    if (step.concerns(static_cast<int>(m)) && !pulled)
      section.note("prepares", "the puller prepares the step '" + step.name +
                                   "', and nobody pulls at table '" + plan_.tables[m].name +
                                   "': set levers.puller and puller_kind");
  }
}

void EntryReader::read_steps() {
  std::map<std::string, int> named;
  for (Section& section : root_.sections("step")) {
    Step step;
    step.name = section.text("name", "step");
    if (section.has("name") && ++named[step.name] == 2)
      section.complain("name", "two steps are named '" + step.name + "'");
    read_step_of(section, step);
    note_step_without_puller(section, step);
    section.finish();
    plan_.steps.push_back(std::move(step));
  }
}

}  // namespace samen
