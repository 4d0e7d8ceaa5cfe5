// samen judge: judges result files by the patterns that their scenarios state.
#include "analysis/output/pattern_tables.hpp"
#include "analysis/output/request.hpp"

namespace samen::analysis {
namespace {

int judge(const Request& request) {
  const Language language = language_of_tables(request);
  std::vector<std::vector<std::string>> files;
  for (const std::string& file : request.files()) files.push_back({file});
  auto all = judged_patterns(files);
  if (request.has("pattern")) {
    const auto& wanted = request.value<std::vector<std::string>>("pattern");
    std::vector<std::string> known;
    for (const JudgedPattern& judged : all) known.push_back(judged.pattern.id);
    for (const std::string& id : wanted) require_known("--pattern", id, known);
    keep_only(all, wanted);
  }
  show(request, tables_of(all, request.has("mapping"), language));
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  return samen::Command{
      .name = "judge",
      .about = "result files against the patterns their scenarios state",
      .usage = "RESULTS.h5… [options]",
      .meaning =
          "Shows which published patterns the runs hold and which they do not: band, value "
          "with its 95 % interval, n. samen validate runs all configurations and ends with "
          "this.\n"
          "What stands for what is told in the words of the scenario, whatever the language.",
      .example = "samen judge v01_decay.h5 --format markdown",
      .most_files = 1000,
      .options =
          [](boost::program_options::options_description_easy_init& add) {
            add("pattern", boost::program_options::value<std::vector<std::string>>()->composing(),
                "only the pattern of this id; may be repeated");
            add("mapping", "also what stands for what, and what is not represented");
            samen::analysis::add_language(add);
          },
      .act = samen::analysis::judge}
      .run(count, words);
}
