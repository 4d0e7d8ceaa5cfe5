#include "analysis/output/claim_tables.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "analysis/results/acting.hpp"
#include "analysis/statistics/across_sets.hpp"

namespace samen::analysis {
namespace {

int digits_of(const ClaimFinding& finding) {
  if (finding.unit == "k€") return 0;
  return finding.unit.starts_with("k€/m") ? 1 : 3;
}

std::string verdict_in(Language language, Verdict verdict) {
  return name_in(language, std::string(verdict_names[static_cast<std::size_t>(verdict)]));
}

std::string verdict_of(const JudgedClaim& claim) {
  if (claim.finding.never_acts) return never_acts;
  return verdict_in({}, claim.judgement.verdict);
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
std::string expectation_of(const ClaimFinding& finding, const TableWords& words) {
  char smallest[32];
  std::snprintf(smallest, sizeof smallest, "%g", finding.smallest);
  std::string number = smallest;
  std::replace(number.begin(), number.end(), '.', words.language().decimal_sign());
  switch (finding.expected) {
    case Expected::more:
      return words("more", {{"by", number}});
    case Expected::less:
      return words("less", {{"by", number}});
    case Expected::same:
      return words("same", {{"within", number}});
    case Expected::peak:
      return words("peak", {{"by", number}});
  }
  return {};
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// The columns that fit on one screen; all columns if there is room.
Table table_for_people(std::string key, const std::vector<JudgedClaim>& claims, Format format,
                       Language language) {
  const TableWords words(language, "tables.claims");
  const bool narrow = format == Format::text;
  Table table = narrow
                    ? words.table(std::move(key),
                                  {"claim", "effect", "n", "verdict", "remains", "origin", "says"})
                    : words.table(std::move(key), {"claim", "says", "comparison", "expected",
                                                   "effect", "n", "verdict", "remains", "origin"});
  for (const auto& claim : claims) {
    const ClaimFinding& found = claim.finding;
    std::vector<Cell> row{found.id};
    if (!narrow)
      row.insert(row.end(), {Cell(found.says), Cell(found.comparison + "; " + found.measure),
                             Cell(expectation_of(found, words))});
    row.insert(row.end(), {Cell(Estimated{found.effect, digits_of(found)}),
                           Cell(static_cast<std::int64_t>(found.effect.n)),
                           Cell(name_in(language, verdict_of(claim))), remains_of(found),
                           Cell(name_in(language, origin_name(claim)))});
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

/// The number of claims for each verdict; its title says how many could have failed.
Table table_of_counts(const std::vector<JudgedClaim>& claims, Language language) {
  const TableWords words(language, "tables.claims_counted");
  const auto in_vain = [](const JudgedClaim& claim) { return claim.finding.never_acts; };
  const auto open = [](const JudgedClaim& claim) {
    return !claim.finding.never_acts && could_have_failed(claim.origin);
  };
  const auto uncited = [&](const JudgedClaim& claim) {
    return open(claim) && claim.finding.encodes.empty();
  };
  std::vector<std::string> verdicts;
  for (std::size_t n = 0; n < verdict_names.size(); ++n) {
    const auto with_verdict = [&](const JudgedClaim& claim) {
      return open(claim) && claim.judgement.verdict == static_cast<Verdict>(n);
    };
    verdicts.push_back(words("each", {{"n", which(claims, with_verdict).n},
                                      {"verdict", verdict_in(language, static_cast<Verdict>(n))}}));
  }
  const std::int64_t no_coefficient = which(claims, uncited).n;
  const std::int64_t untried = count(claims, Origin::not_tried);
  const Which never = which(claims, in_vain);
  Table table = words.table(
      "counts", {"verdict", "claims", "could_have_failed", "which", "could_not", "which_not"},
      {{"n", claims.size()},
       {"open", which(claims, open).n},
       {"uncited", no_coefficient > 0 ? words("uncited", {{"n", no_coefficient}}) : ""},
       {"verdicts", language.listed(verdicts, "list.and")},
       {"by_definition", count(claims, Origin::by_definition)},
       {"built_in", count(claims, Origin::built_in)},
       {"untried", untried > 0 ? words("untried", {{"n", untried}}) : ""},
       {"never", never.n > 0 ? words("never", {{"n", never.n}}) : ""}});
  for (std::size_t n = 0; n < verdict_names.size(); ++n) {
    const auto has = [&](const JudgedClaim& claim) {
      return !claim.finding.never_acts && claim.judgement.verdict == static_cast<Verdict>(n);
    };
    const Which could = which(claims, [&](const JudgedClaim& claim) {
      return has(claim) && could_have_failed(claim.origin);
    });
    const Which could_not = which(claims, [&](const JudgedClaim& claim) {
      return has(claim) &&
             (claim.origin == Origin::by_definition || claim.origin == Origin::built_in);
    });
    table.add({verdict_in(language, static_cast<Verdict>(n)), which(claims, has).n, could.n,
               could.ids, could_not.n, could_not.ids});
  }
  if (never.n > 0)
    table.add({name_in(language, never_acts), never.n, std::int64_t{0}, "", never.n, never.ids});
  table.notes = {words("supported"), words("not_supported"), words("remains"), words("emerges"),
                 words("definition")};
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

std::vector<Table> tables_of(const std::vector<JudgedClaim>& claims, Format format,
                             Language language) {
  if (is_for_machines(format)) return {table_for_machines(claims), table_of_counts(claims, {})};
  return {table_for_people("verdicts", claims, format, language),
          table_of_counts(claims, language)};
}

Table table_of_unsupported(const std::vector<JudgedClaim>& claims, Format format,
                           Language language) {
  std::vector<JudgedClaim> unsupported;
  for (const JudgedClaim& claim : claims)
    if (claim.finding.never_acts || claim.judgement.verdict != Verdict::supported)
      unsupported.push_back(claim);
  Table table = table_for_people("unsupported", unsupported, format, language);
  table.title.clear();
  return table;
}

Table table_across_sets(const std::vector<ClaimAcrossSets>& claims, Format format,
                        Language language) {
  const TableWords words(language, "tables.claims_across_sets");
  const auto does_stand = [](const ClaimAcrossSets& claim) {
    return stands(claim.as_central(), claim.sets());
  };
  const auto standing =
      static_cast<std::size_t>(std::count_if(claims.begin(), claims.end(), does_stand));
  Table table =
      words.table("sets", {"claim", "verdict"},
                  {{"n", claims.size()},
                   {"stand", standing},
                   {"sets", claims.empty() ? 0 : claims.front().sets()},
                   {"which", words(standing < claims.size() ? "some_hang" : "all_stand")}});
  for (const std::string_view verdict : verdict_names)
    table.columns.push_back({std::string(verdict), name_in(language, std::string(verdict))});
  if (is_for_machines(format)) {
    table.columns.push_back(words.column("n"));
    table.columns.push_back(words.column("stands"));
  }
  for (const ClaimAcrossSets& claim : claims) {
    std::vector<Cell> row{claim.id, verdict_in(language, claim.central)};
    for (const std::size_t count : claim.counts) row.emplace_back(static_cast<std::int64_t>(count));
    if (is_for_machines(format)) {
      row.emplace_back(static_cast<std::int64_t>(claim.sets()));
      row.emplace_back(does_stand(claim) ? "stands" : "hangs on the set");
    } else if (does_stand(claim)) {
      continue;
    }
    table.add(row);
  }
  if (!is_for_machines(format)) table.notes = {words("no_sample")};
  return table;
}

}  // namespace samen::analysis
