#include "analysis/output/claim_tables.hpp"

#include <cmath>
#include <cstdio>
#include <string>

#include "analysis/results/acting.hpp"
#include "analysis/statistics/across_sets.hpp"

namespace samen::analysis {
namespace {

int digits_of(const ClaimFinding& finding) {
  if (finding.unit == "k€") return 0;
  return finding.unit.starts_with("k€/m") ? 1 : 3;
}

std::string verdict_of(const JudgedClaim& claim) {
  if (claim.finding.never_acts) return never_acts;
  return std::string(verdict_names[static_cast<std::size_t>(claim.judgement.verdict)]);
}

std::string origin_name(const JudgedClaim& claim) {
  if (claim.finding.never_acts) return never_acts;
  return std::string(origin_names[static_cast<std::size_t>(claim.origin)]);
}

/// "0.12 [0.05, 0.20]"; a dash if no coefficient was neutral or if the effect may be zero.
Cell remains_of(const ClaimFinding& finding) {
  if (!finding.remains.interval) return "–";
  return Estimated{finding.remains, 2};
}

/// "more by 0.02"
std::string expectation_of(const ClaimFinding& finding) {
  std::string text(expected_names[static_cast<std::size_t>(finding.expected)]);
  char smallest[32];
  std::snprintf(smallest, sizeof smallest, "%g", finding.smallest);
  return text + (finding.expected == Expected::same ? " within " : " by ") + smallest;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// The columns that fit on one screen; all columns if there is room.
Table table_for_people(const char* key, std::string title, const std::vector<JudgedClaim>& claims,
                       Format format) {
  const bool narrow = format == Format::text;
  Table table{key, std::move(title), {{"claim", "claim"}}, {}, {}};
  if (!narrow)
    table.columns.insert(
        table.columns.end(),
        {{"says", "what the document says"}, {"comparison", "compared"}, {"expected", "expected"}});
  table.columns.insert(table.columns.end(), {{"effect", "effect [95 %]"},
                                             {"n", "n, pairs"},
                                             {"verdict", "verdict"},
                                             {"remains", "remains [95 %]"},
                                             {"origin", "could it have failed"}});
  if (narrow) table.columns.push_back({"says", "what the document says"});
  for (const auto& claim : claims) {
    const ClaimFinding& found = claim.finding;
    std::vector<Cell> row{found.id};
    if (!narrow)
      row.insert(row.end(), {Cell(found.says), Cell(found.comparison + "; " + found.measure),
                             Cell(expectation_of(found))});
    row.insert(row.end(), {Cell(Estimated{found.effect, digits_of(found)}),
                           Cell(static_cast<std::int64_t>(found.effect.n)), Cell(verdict_of(claim)),
                           remains_of(found), Cell(origin_name(claim))});
    if (narrow) row.emplace_back(found.says);
    table.add(std::move(row));
  }
  return table;
}

/// The number of claims with a verdict, and their ids.
struct Which {
  std::int64_t n = 0;
  std::string ids;
};

template <class Wanted>
Which which(const std::vector<JudgedClaim>& claims, Wanted&& wanted) {
  Which found;
  for (const JudgedClaim& claim : claims) {
    if (!wanted(claim)) continue;
    ++found.n;
    found.ids += (found.ids.empty() ? "" : ", ") + claim.finding.id;
  }
  return found;
}

std::int64_t count(const std::vector<JudgedClaim>& claims, Origin origin) {
  return which(claims, [&](const JudgedClaim& claim) { return claim.origin == origin; }).n;
}

/// "Of 150 claims 90 could have failed; of these 60 are supported, …"
std::string headline(const std::vector<JudgedClaim>& claims) {
  const auto in_vain = [](const JudgedClaim& claim) { return claim.finding.never_acts; };
  const auto open = [](const JudgedClaim& claim) {
    return !claim.finding.never_acts && could_have_failed(claim.origin);
  };
  std::string text = "Of " + std::to_string(claims.size()) + " claims " +
                     std::to_string(which(claims, open).n) + " could have failed";
  const auto uncited = [&](const JudgedClaim& claim) {
    return open(claim) && claim.finding.encodes.empty();
  };
  if (const auto n = which(claims, uncited).n)
    text +=
        " (for " + std::to_string(n) + " of them no coefficient was made, so none was taken away)";
  text += "; of these ";
  std::string separator;
  for (std::size_t n = 0; n < verdict_names.size(); ++n) {
    const auto with_verdict = [&](const JudgedClaim& claim) {
      return open(claim) && claim.judgement.verdict == static_cast<Verdict>(n);
    };
    text += separator + std::to_string(which(claims, with_verdict).n) + " are " +
            std::string(verdict_names[n]);
    separator = n + 2 == verdict_names.size() ? " and " : ", ";
  }
  text += ". " + std::to_string(count(claims, Origin::by_definition)) + " are so by definition, " +
          std::to_string(count(claims, Origin::built_in)) + " are built in.";
  if (const auto untried = count(claims, Origin::not_tried))
    text += " " + std::to_string(untried) + " were not tried without what was made for them.";
  if (const auto never = which(claims, in_vain).n)
    text += " " + std::to_string(never) + " compare settings whose difference never acts here.";
  return text;
}

Table table_of_counts(const std::vector<JudgedClaim>& claims) {
  Table table{"counts",
              headline(claims),
              {{"verdict", "verdict"},
               {"claims", "claims"},
               {"could_have_failed", "could have failed"},
               {"which", "which of them"},
               {"could_not", "by definition or built in"},
               {"which_not", "which of them"}},
              {},
              {}};
  for (std::size_t n = 0; n < verdict_names.size(); ++n) {
    const auto has = [&](const JudgedClaim& claim) {
      return !claim.finding.never_acts && claim.judgement.verdict == static_cast<Verdict>(n);
    };
    const Which open = which(claims, [&](const JudgedClaim& claim) {
      return has(claim) && could_have_failed(claim.origin);
    });
    const Which closed = which(claims, [&](const JudgedClaim& claim) {
      return has(claim) &&
             (claim.origin == Origin::by_definition || claim.origin == Origin::built_in);
    });
    table.add({std::string(verdict_names[n]), which(claims, has).n, open.n, open.ids, closed.n,
               closed.ids});
  }
  if (const Which never =
          which(claims, [](const JudgedClaim& claim) { return claim.finding.never_acts; });
      never.n > 0)
    table.add({std::string(never_acts), never.n, std::int64_t{0}, "", never.n, never.ids});
  table.notes = {
      "supported: beyond the smallest difference that matters, as expected; opposite: beyond it "
      "the other way;",
      "not supported: any difference is smaller than matters; all at a false discovery rate of 5 "
      "%.",
      "remains: share of the effect where the coefficients made for a claim do nothing. built in: "
      "the verdict no",
      "longer stands and less than 10 % remains; emerges: it stands with at least 50 %; mixed: "
      "between the two;",
      "by definition: a side sets such a coefficient, or a coefficient is compared with itself."};
  return table;
}

}  // namespace

Table table_for_machines(const std::vector<JudgedClaim>& claims) {
  const Estimate nothing{std::nan(""), std::nullopt, 0};
  Table table{"verdicts",
              "",
              {{"claim", ""},
               {"rows", ""},
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
               {"says", ""},
               {"remains", ""},
               {"origin", ""},
               {"encodes", ""},
               {"by_definition", ""}},
              {},
              {}};
  for (const auto& claim : claims) {
    const ClaimFinding& found = claim.finding;
    table.add({found.id, joined(found.rows), verdict_of(claim), Estimated{found.effect, 3},
               static_cast<std::int64_t>(found.effect.n), PValue{claim.judgement.p},
               std::string(expected_names[static_cast<std::size_t>(found.expected)]),
               Number{found.smallest, 3}, found.unit, found.measure, found.comparison,
               found.scenario, found.source, found.says,
               Estimated{found.remains.interval ? found.remains : nothing, 3}, origin_name(claim),
               joined(found.encodes), found.by_definition});
  }
  return table;
}

std::vector<Table> tables_of(const std::vector<JudgedClaim>& claims, Format format) {
  if (format == Format::csv || format == Format::json)
    return {table_for_machines(claims), table_of_counts(claims)};
  return {table_for_people("verdicts", "Claims and what the runs say", claims, format),
          table_of_counts(claims)};
}

Table table_of_unsupported(const std::vector<JudgedClaim>& claims, Format format) {
  std::vector<JudgedClaim> unsupported;
  for (const JudgedClaim& claim : claims)
    if (claim.finding.never_acts || claim.judgement.verdict != Verdict::supported)
      unsupported.push_back(claim);
  return table_for_people("unsupported", "", unsupported, format);
}

Table table_across_sets(const std::vector<ClaimAcrossSets>& claims) {
  Table table{"sets",
              "Under all sets of the ensemble",
              {{"claim", "claim"}, {"verdict", "central set"}},
              {},
              {"a verdict stands that comes out so in nine sets of ten; sets are no sample of "
               "anything, so there is no interval"}};
  for (const std::string_view verdict : verdict_names)
    table.columns.push_back({std::string(verdict), std::string(verdict)});
  table.columns.push_back({"n", "n, sets"});
  table.columns.push_back({"stands", "does it stand"});
  for (const ClaimAcrossSets& claim : claims) {
    std::vector<Cell> row{claim.id,
                          std::string(verdict_names[static_cast<std::size_t>(claim.central)])};
    for (const std::size_t count : claim.counts) row.emplace_back(static_cast<std::int64_t>(count));
    row.emplace_back(static_cast<std::int64_t>(claim.sets()));
    row.emplace_back(stands(claim.as_central(), claim.sets()) ? "stands" : "hangs on the set");
    table.add(row);
  }
  return table;
}

}  // namespace samen::analysis
