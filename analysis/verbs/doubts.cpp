// samen doubts: how far an answer depends on assumptions and on outside money.
#include <iostream>

#include "analysis/output/doubt_tables.hpp"
#include "analysis/output/request.hpp"

namespace samen::analysis {
namespace {

int show_doubt(const Request& request) {
  const Doubt doubt(request.files().front(), language_of_tables(request));
  const Batch& batch = doubt.as_it_stands().scenario();
  const MoneyUnit money = money_unit_for(request, batch);
  const bool for_people = format_of(request) == Format::text && !request.has("only");
  std::vector<Table> tables = tables_of(doubt, money);
  if (for_people && !batch.title().empty()) std::cout << batch.title() << "\n\n";
  if (!for_people || request.has("assumptions")) tables.push_back(table_of_parameters(doubt));
  show(request, tables);
  return done;
}

}  // namespace
}  // namespace samen::analysis

int main(int count, char** words) {
  namespace po = boost::program_options;
  return samen::Command{
      .name = "doubts",
      .about = "how far an answer hangs on assumptions and outside money, by samen doubt",
      .usage = "FOLDER",
      .meaning =
          "Shows what samen doubt left in a folder: in which share of the sets of assumptions "
          "each\n"
          "difference between arms holds, as the scenario stands and with own money only; which "
          "assumptions\ndecide; the outside money in it; and with --assumptions, what became of "
          "each.",
      .example = "samen doubts hefboom8.doubt --format csv --only differences",
      .options =
          [](po::options_description_easy_init& add) {
            add("assumptions", "also each assumption, whether it acts and how far it was moved");
            samen::analysis::add_language(add);
          },
      .act = samen::analysis::show_doubt}
      .run(count, words);
}
