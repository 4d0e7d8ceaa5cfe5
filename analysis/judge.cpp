// samen judge: result files against the patterns their scenarios state.
#include <algorithm>
#include <cmath>
#include <memory>

#include "command.hpp"
#include "pattern.hpp"

namespace samen {
namespace {

struct Judged {
  StatedPattern pattern;
  std::vector<Finding> findings;
  std::size_t held() const {
    std::size_t count = 0;
    for (std::size_t n = 0; n < findings.size(); ++n)
      count += pattern.criteria[n].counts && findings[n].holds;
    return count;
  }
  std::size_t counted() const {
    return static_cast<std::size_t>(
        std::count_if(pattern.criteria.begin(), pattern.criteria.end(),
                      [](const Yardstick& criterion) { return criterion.counts; }));
  }
  bool holds() const { return counted() > 0 && held() == counted(); }
};

/// "V2" before "V10".
bool before(const Judged& a, const Judged& b) {
  const auto key = [](const std::string& id) {
    const auto digit = std::find_if(id.begin(), id.end(),
                                    [](char letter) { return letter >= '0' && letter <= '9'; });
    return std::tuple(std::string(id.begin(), digit),
                      std::atoi(std::string(digit, id.end()).c_str()), id);
  };
  return key(a.pattern.id) < key(b.pattern.id);
}

std::string band_of(const Yardstick& criterion) {
  if (!criterion.lacking.empty()) return "cannot be shown";
  if (criterion.sign) return std::isfinite(criterion.low) ? "> 0, interval" : "< 0, interval";
  const int digits = 2;
  if (!std::isfinite(criterion.low)) return "≤ " + shown_number(criterion.high, digits);
  if (!std::isfinite(criterion.high)) return "≥ " + shown_number(criterion.low, digits);
  return shown_number(criterion.low, digits) + " – " + shown_number(criterion.high, digits);
}

std::string verdict(bool holds, bool counts = true) {
  return counts ? (holds ? "holds" : "fails") : "told only";
}

std::vector<Table> tables_of(const std::vector<Judged>& all, bool with_mapping) {
  Table patterns{"patterns",
                 "Patterns",
                 {{"pattern", "pattern"},
                  {"title", "what"},
                  {"source", "source"},
                  {"held", "criteria that hold"},
                  {"of", "of"},
                  {"verdict", "verdict"}},
                 {},
                 {}};
  Table criteria{"criteria",
                 "What they came to",
                 {{"pattern", "pattern"},
                  {"criterion", "criterion"},
                  {"band", "band"},
                  {"value", "value"},
                  {"n", "n"},
                  {"distance", "outside by"},
                  {"verdict", "verdict"}},
                 {},
                 {}};
  Table mapping{"mapping",
                "What stands for what",
                {{"pattern", "pattern"}, {"mapping", "mapping"}, {"lacking", "not represented"}},
                {},
                {}};
  std::size_t holding = 0;
  for (const Judged& judged : all) {
    const StatedPattern& pattern = judged.pattern;
    holding += judged.holds();
    patterns.add({pattern.id, pattern.title, pattern.source,
                  static_cast<std::int64_t>(judged.held()),
                  static_cast<std::int64_t>(judged.counted()), verdict(judged.holds())});
    if (pattern.criteria.empty())
      criteria.add({pattern.id, "the model cannot show it", "", Estimated{{std::nan(""), {}, 0}},
                    std::int64_t{0}, Number{10.0, 1}, verdict(false)});
    for (std::size_t n = 0; n < pattern.criteria.size(); ++n) {
      const Yardstick& criterion = pattern.criteria[n];
      const Finding& finding = judged.findings[n];
      criteria.add({pattern.id, criterion.name, band_of(criterion), Estimated{finding.value, 3},
                    static_cast<std::int64_t>(finding.value.n), Number{finding.distance, 2},
                    verdict(finding.holds, criterion.counts)});
    }
    mapping.add({pattern.id, pattern.mapping, pattern.lacking});
  }
  patterns.notes.push_back(std::to_string(holding) + " of " + std::to_string(all.size()) +
                           " patterns hold: each of their criteria does.");
  criteria.notes.push_back(
      "Value with its 95 % interval (jackknife over n replicates). A band holds when it contains "
      "the value, a sign when it contains the whole interval. Outside by: in widths of the band, "
      "or half-widths of the interval.");
  std::vector<Table> tables{std::move(patterns), std::move(criteria)};
  if (with_mapping) tables.push_back(std::move(mapping));
  return tables;
}

void judge(const Request& request) {
  std::vector<Judged> all;
  for (const std::string& file : request.files()) {
    const Batch batch(file);
    const auto patterns = patterns_of(batch);
    if (patterns.empty())
      throw ResultsError(file + ": its scenario states no [[pattern]] to judge it by");
    const Bench bench(batch);
    for (const StatedPattern& pattern : patterns) {
      Judged judged{pattern, {}};
      for (const Yardstick& criterion : pattern.criteria)
        judged.findings.push_back(bench.find(criterion));
      all.push_back(std::move(judged));
    }
  }
  if (request.has("pattern")) {
    const auto& wanted = request.value<std::vector<std::string>>("pattern");
    std::vector<std::string> known;
    for (const Judged& judged : all) known.push_back(judged.pattern.id);
    for (const std::string& id : wanted) require_known("--pattern", id, known);
    std::erase_if(all, [&](const Judged& judged) {
      return std::find(wanted.begin(), wanted.end(), judged.pattern.id) == wanted.end();
    });
  }
  std::stable_sort(all.begin(), all.end(), before);
  request.show(tables_of(all, request.has("mapping")));
}

}  // namespace
}  // namespace samen

int main(int count, char** words) {
  using namespace samen;
  const Command command{
      .name = "judge",
      .about = "result files against the patterns their scenarios state",
      .usage = "RESULTS.h5… [options]",
      .meaning =
          "Shows which published patterns the runs hold and which they do not: band, value "
          "with its 95 % interval, n. samen validate runs all configurations and ends with "
          "this.",
      .example = "samen judge v01_decay.h5 --format markdown",
      .most_files = 1000,
      .options =
          [](boost::program_options::options_description_easy_init& add) {
            add("pattern", boost::program_options::value<std::vector<std::string>>()->composing(),
                "only the pattern of this id; may be repeated");
            add("mapping", "also what stands for what, and what is not represented");
          },
      .act = judge};
  return command.run(count, words);
}
