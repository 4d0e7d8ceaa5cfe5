// samen verdicts: the verdicts on the claims that were tested with runs.
#include "analysis/output/claim_tables.hpp"
#include "analysis/output/request.hpp"

namespace samen::analysis {
namespace {

int verdicts(const Request& request) {
  const auto claims = judged_claims(request.files());
  const Format format = format_of(request);
  const Language language = language_of_tables(request);
  std::vector<Table> tables = tables_of(claims, format, language);
  if (!is_for_machines(format) && request.has("only"))
    tables.push_back(table_of_unsupported(claims, format, language));
  show(request, tables);
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  return samen::Command{
      .name = "verdicts",
      .about = "what runs say of the claims put to them by samen claims",
      .usage = "RESULTS.h5… [options]",
      .meaning =
          "Shows each claim with its effect, paired 95 % interval, n, verdict and whether it "
          "could\n"
          "have failed, over all files given; then how many there are of each verdict.\n"
          "--only unsupported shows the rest. Claims and comparisons are in the words of their "
          "file,\n"
          "whatever the language.",
      .example = "samen verdicts claims_results/*.h5 --format markdown",
      .most_files = 1000,
      .options =
          [](boost::program_options::options_description_easy_init& add) {
            samen::analysis::add_language(add);
          },
      .act = samen::analysis::verdicts}
      .run(count, words);
}
