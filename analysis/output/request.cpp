#include "analysis/output/request.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace samen::analysis {

Format format_of(const Request& request) {
  return format_named(request.value<std::string>("format"));
}

Language language_of(const Request& request) {
  const auto& given = request.value<std::string>("language");
  require_known("--language", given, Language::codes());
  return Language(given);
}

void add_language(boost::program_options::options_description_easy_init& add) {
  namespace po = boost::program_options;
  add("language", po::value<std::string>()->default_value(Language().code()),
      Language().listed(Language::codes(), "list.or").c_str());
}

Language language_of_tables(const Request& request) {
  const Language asked = language_of(request);
  if (!is_for_machines(format_of(request))) return asked;
  note_idle_language(request,
                     "--format " + request.text("format") + " is the same in every language");
  return {};
}

void note_idle_language(const Request& request, const std::string& why) {
  const Language asked = language_of(request);
  if (asked != Language())
    std::cerr << "note: --language " << asked.code() << " changes nothing here: " << why << '\n';
}

MoneyUnit money_unit_for(const Request& request, const Batch& batch) {
  return is_for_machines(format_of(request)) ? MoneyUnit{"k€", 1.0, 0} : money_unit_of(batch);
}

void show(const Request& request, const std::vector<Table>& tables) {
  const Language language = request.has("language") ? language_of(request) : Language();
  if (!request.has("only")) return write(std::cout, tables, format_of(request), language);
  std::vector<std::string> known;
  for (const Table& table : tables) known.push_back(table.key);
  std::vector<Table> chosen;
  for (const auto& name : request.texts("only")) {
    require_known("--only", name, known);
    chosen.push_back(*std::find_if(tables.begin(), tables.end(),
                                   [&](const Table& table) { return table.key == name; }));
  }
  write(std::cout, chosen, format_of(request), language);
}

void require_another_file(const std::string& output, const Batch& batch) {
  std::error_code none;
  if (std::filesystem::equivalent(output, batch.file().path(), none))
    throw Misuse(output + " is the result file itself: give another name with --output");
}

}  // namespace samen::analysis
