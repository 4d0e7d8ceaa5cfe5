// samen verdicts: what runs say of the claims that were put to them.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "acting.hpp"
#include "claim.hpp"
#include "command.hpp"
#include "table.hpp"

namespace samen {
namespace {

struct Judged {
  ClaimFinding finding;
  Judgement judgement;
};

std::vector<Judged> judged_claims(const Request& request) {
  std::vector<ClaimFinding> findings;
  for (const std::string& path : request.files()) {
    const Batch batch(path);
    for (ClaimFinding& finding : findings_of(batch)) findings.push_back(std::move(finding));
  }
  std::sort(findings.begin(), findings.end(), [](const ClaimFinding& a, const ClaimFinding& b) {
    return std::tie(a.number, a.id) < std::tie(b.number, b.id);
  });
  std::vector<VerdictTests> tests;
  for (const ClaimFinding& finding : findings)
    tests.push_back(finding.never_acts
                        ? VerdictTests{}
                        : tests_of(finding.expected, finding.differences, finding.smallest));
  const std::vector<Judgement> judgements = judged(tests);
  std::vector<Judged> all;
  for (std::size_t n = 0; n < findings.size(); ++n) all.push_back({findings[n], judgements[n]});
  return all;
}

int digits_of(const ClaimFinding& finding) {
  if (finding.unit == "k€") return 0;
  return finding.unit.starts_with("k€/m") ? 1 : 3;
}

std::string verdict_of(const Judged& claim) {
  if (claim.finding.never_acts) return never_acts;
  return std::string(verdict_names[static_cast<std::size_t>(claim.judgement.verdict)]);
}

/// "more by 0.02"
std::string expectation_of(const ClaimFinding& finding) {
  std::string text(expected_names[static_cast<std::size_t>(finding.expected)]);
  char smallest[32];
  std::snprintf(smallest, sizeof smallest, "%g", finding.smallest);
  return text + (finding.expected == Expected::same ? " within " : " by ") + smallest;
}

/// What a reader needs, on a screen; all of it where there is room.
Table table_for_people(const char* key, std::string title, const std::vector<Judged>& claims,
                       Format format) {
  const bool narrow = format == Format::text;
  Table table{key, std::move(title), {{"claim", "claim"}}, {}, {}};
  if (!narrow)
    table.columns.insert(
        table.columns.end(),
        {{"says", "what the document says"}, {"comparison", "compared"}, {"expected", "expected"}});
  table.columns.insert(table.columns.end(),
                       {{"effect", "effect [95 %]"}, {"n", "n, pairs"}, {"verdict", "verdict"}});
  if (narrow) table.columns.push_back({"says", "what the document says"});
  for (const auto& claim : claims) {
    const ClaimFinding& found = claim.finding;
    std::vector<Cell> row{found.id};
    if (!narrow)
      row.insert(row.end(), {Cell(found.says), Cell(found.comparison + "; " + found.measure),
                             Cell(expectation_of(found))});
    row.insert(row.end(),
               {Cell(Estimated{found.effect, digits_of(found)}),
                Cell(static_cast<std::int64_t>(found.effect.n)), Cell(verdict_of(claim))});
    if (narrow) row.emplace_back(found.says);
    table.add(std::move(row));
  }
  return table;
}

Table table_for_machines(const std::vector<Judged>& claims) {
  Table table{"verdicts",
              "",
              {{"claim", ""},
               {"row", ""},
               {"verdict", ""},
               {"effect", ""},
               {"n", ""},
               {"p_adjusted", ""},
               {"expected", ""},
               {"smallest", ""},
               {"unit", ""},
               {"measure", ""},
               {"comparison", ""},
               {"scenario", ""},
               {"source", ""},
               {"says", ""}},
              {},
              {}};
  for (const auto& claim : claims) {
    const ClaimFinding& found = claim.finding;
    table.add({found.id, found.row, verdict_of(claim), Estimated{found.effect, 3},
               static_cast<std::int64_t>(found.effect.n), PValue{claim.judgement.p},
               std::string(expected_names[static_cast<std::size_t>(found.expected)]),
               Number{found.smallest, 3}, found.unit, found.measure, found.comparison,
               found.scenario, found.source, found.says});
  }
  return table;
}

Table table_of_counts(const std::vector<Judged>& claims) {
  Table table{"counts",
              "Verdicts",
              {{"verdict", "verdict"}, {"claims", "claims"}, {"which", "which"}},
              {},
              {}};
  std::vector<std::string_view> verdicts(verdict_names.begin(), verdict_names.end());
  if (std::any_of(claims.begin(), claims.end(),
                  [](const Judged& claim) { return claim.finding.never_acts; }))
    verdicts.emplace_back(never_acts);
  for (const std::string_view verdict : verdicts) {
    std::string which;
    std::int64_t n = 0;
    for (const Judged& claim : claims) {
      if (verdict_of(claim) != verdict) continue;
      ++n;
      which += (which.empty() ? "" : ", ") + claim.finding.id;
    }
    table.add({std::string(verdict), n, which});
  }
  table.notes = {
      "supported: beyond the smallest difference that matters, as expected; opposite: beyond it "
      "the "
      "other way;",
      "not supported: any difference is smaller than matters; all at a false discovery rate of 5 "
      "%"};
  return table;
}

void show(const Request& request) {
  const std::vector<Judged> claims = judged_claims(request);
  const Format format = request.format();
  if (format == Format::csv || format == Format::json)
    return request.show({table_for_machines(claims), table_of_counts(claims)});
  std::vector<Judged> unsupported;
  for (const Judged& claim : claims)
    if (claim.finding.never_acts || claim.judgement.verdict != Verdict::supported)
      unsupported.push_back(claim);
  std::vector<Table> tables{
      table_for_people("verdicts", "Claims and what the runs say", claims, format),
      table_of_counts(claims)};
  if (request.has("only"))
    tables.push_back(table_for_people("unsupported", "", unsupported, format));
  request.show(tables);
}

}  // namespace
}  // namespace samen

int main(int count, char** words) {
  return samen::Command{
      .name = "verdicts",
      .about = "what runs say of the claims put to them by samen claims",
      .usage = "RESULTS.h5… [options]",
      .meaning =
          "Shows each claim with its effect, paired 95 % interval, n and verdict, over all files\n"
          "given; then how many there are of each verdict. --only unsupported shows the rest.",
      .example = "samen verdicts claims_results/*.h5 --format markdown",
      .most_files = 1000,
      .act = samen::show}
      .run(count, words);
}
