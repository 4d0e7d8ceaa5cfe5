#include "model/parameter_table.hpp"

#include <algorithm>

#include "model/model.hpp"

namespace samen {
namespace {

/// The rows of a section that `reach` finds in a whole.
template <class Whole, class Section, class Reach>
void add_rows(std::vector<TableRow<Whole>>& table, std::string_view section, Reach reach) {
  static_assert(well_described<Section>());
  for (const Parameter<Section>& row : Section::parameters)
    table.push_back({section, row.name, row.unit, row.range, row.meaning, row.source, row.neutral,
                     row.choices, row.whole != nullptr,
                     [&row, reach](const Whole& from) { return row.value(reach(from)); },
                     [&row, reach](Whole& into, double value) { row.set(reach(into), value); }});
}

template <class Section>
SectionRow section(Section Parameters::*member, std::string_view name, std::string_view meaning) {
  SectionRow made{name, meaning, {}};
  add_rows<Parameters, Section>(
      made.rows, name, [member](auto& whole) -> auto& { return whole.*member; });
  return made;
}

std::vector<SectionRow> described() {
  using P = Parameters;
  return {
      section(&P::levers, "levers", "what the people around a table can choose"),
      section(&P::initial, "initial", "the world before the first month"),
      section(&P::policy, "policy", "7.1 a policy period opens"),
      section(&P::budget, "budget", "7.2 what is there to spend"),
      section(&P::delegates, "delegates", "7.3 delegates move on"),
      section(&P::meeting, "meeting", "7.4 delegates meet"),
      section(&P::mission, "mission", "7.5 a mission takes shape"),
      section(&P::conflict, "conflict", "7.6 conflict is faced or not"),
      section(&P::elan, "elan", "7.7 élan is kept up"),
      section(&P::anchoring, "anchoring", "7.8 the collaboration is anchored at home"),
      section(&P::reflection, "reflection", "7.9 the table reflects"),
      section(&P::beacons, "beacons", "7.10 beacons are confirmed"),
      section(&P::decision, "decision", "7.11 boards decide"),
      section(&P::output, "output", "7.11, 7.13 what effort yields"),
      section(&P::delivery, "delivery", "7.12 partners deliver"),
      section(&P::production, "production", "7.13 work is done"),
      section(&P::regrouping, "regrouping", "7.34 temporary teams regroup"),
      section(&P::obligation, "obligation", "7.35 collaboration by law"),
      section(&P::entry, "entry", "7.36 new members join"),
      section(&P::network, "network", "7.37 tables learn from each other"),
      section(&P::friction, "friction", "7.38 what the world puts in the way"),
      section(&P::bottleneck, "bottleneck", "7.39 one node all mandates pass through"),
      section(&P::drift, "drift", "7.40 course drifts"),
      section(&P::transparency, "transparency", "7.41 partners work in the open"),
      section(&P::ledger, "ledger", "7.14 the ledger"),
      section(&P::trust, "trust", "7.15 trust is revised"),
      section(&P::accountability, "accountability", "7.25 partners are called to account"),
      section(&P::payoff, "payoff", "7.26 boards learn from what paid"),
      section(&P::formal, "formal", "7.27 agreements are made formal"),
      section(&P::delegation, "delegation", "7.28 whom a partner sends"),
      section(&P::spaces, "spaces", "7.29 white space in plan, organisation, person"),
      section(&P::disclosure, "disclosure", "7.30 aspirations are shown or kept back"),
      section(&P::harmony, "harmony", "7.31 friction is brought up or smoothed over"),
      section(&P::self_interest, "self_interest", "7.32 back to self-interest, and beyond it"),
      section(&P::backcasting, "backcasting", "7.33 counting back from the end"),
      section(&P::learning, "learning", "7.16 organisations learn"),
      section(&P::leaving, "leaving", "7.17 members stay or leave, tables end"),
      section(&P::pulling, "pulling", "7.19 who pulls"),
      section(&P::giving, "giving", "7.20 what announced money does to giving"),
      section(&P::funder, "funder", "7.21 the funder sits at the table"),
      section(&P::money_talk, "money_talk", "7.22 talk about money"),
      section(&P::funding, "funding", "7.23 the funding regime"),
      section(&P::deal, "deal", "7.24 a deal opens doors"),
  };
}

}  // namespace

const std::vector<SectionRow>& sections() {
  static const std::vector<SectionRow> all = described();
  return all;
}

const std::vector<ParameterRow>& parameter_table() {
  static const std::vector<ParameterRow> all = [] {
    std::vector<ParameterRow> rows;
    for (const SectionRow& one : sections())
      rows.insert(rows.end(), one.rows.begin(), one.rows.end());
    return rows;
  }();
  return all;
}

const std::vector<LeverRow>& lever_table() {
  static const std::vector<LeverRow> all = [] {
    std::vector<LeverRow> rows;
    add_rows<Levers, Levers>(
        rows, "levers", [](auto& levers) -> auto& { return levers; });
    return rows;
  }();
  return all;
}

const ParameterRow* parameter_named(std::string_view key) {
  const auto& rows = parameter_table();
  const auto found = std::ranges::find_if(rows, [&](const auto& row) { return row.key() == key; });
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace samen
