// `samen new`: a scenario of one's own table, from a spreadsheet or from answers.
#include <algorithm>
#include <functional>
#include <iostream>

#include "command/own_table.hpp"
#include "command/verbs.hpp"
#include "io/scenario_reader.hpp"
#include "io/text.hpp"
#include "io/toml_file.hpp"
#include "model/model.hpp"
#include "scenario/nearest.hpp"

namespace samen {
namespace {

namespace po = boost::program_options;

/// Asks on the terminal. Questions go to standard error, so that standard output can be the file.
class Conversation {
 public:
  explicit Conversation(const Language& say) : say_(say) {}

  OwnTable table() {
    OwnTable table;
    std::cerr << say_("new.ask.start") << "\n\n";
    table.title = answered(say_("new.ask.title"), say_("new.file.title"), no_fault);
    ask_partners(table);
    ask_goals(table);
    ask_ties(table, "new.ask.trust_too", Field::trust, "new.ask.trust");
    ask_ties(table, "new.ask.expects_too", Field::expects, "new.ask.expects");
    return table;
  }

 private:
  using Fault = std::function<std::string(const std::string&)>;

  static std::string no_fault(const std::string&) { return ""; }

  /// Asks until there is an answer without a fault. An empty answer is the default.
  std::string answered(const std::string& question, const std::string& usual, const Fault& fault) {
    for (;;) {
      std::cerr << question << (usual.empty() ? "" : " [" + usual + "]") << ": " << std::flush;
      std::string line;
      if (!std::getline(std::cin, line)) {
        std::cerr << '\n';
        throw Misuse("the answers end before the last question; no file is written");
      }
      const std::string answer = trimmed(line).empty() ? usual : trimmed(line);
      const std::string expected = fault(answer);
      if (expected.empty()) return answer;
      std::cerr << "  " << question << ": expected " << expected << '\n';
    }
  }

  void ask_partners(OwnTable& table) {
    const auto least = static_cast<std::size_t>(Parameters{}.leaving.least_members);
    for (;;) {
      const std::size_t n = table.partners.size();
      Partner partner;
      const std::string name = answered(
          say_(n < least ? "new.ask.partner" : "new.ask.partner_or_end", {{"n", n + 1}}), "",
          [&](const std::string& given) -> std::string {
            if (given.empty() && n >= least) return "";
            if (std::ranges::find(table.partners, given, &Partner::name) != table.partners.end())
              return "another name; '" + given + "' is there already";
            Partner tried;
            return state(tried, Field::name, "", given);
          });
      if (name.empty()) return;
      partner.name = name;
      for (const Field column : {Field::sector, Field::income, Field::offer, Field::mandate,
                                 Field::money, Field::staff, Field::volunteers, Field::in_kind})
        ask(partner, column, "", "  " + question_of(column));
      table.partners.push_back(std::move(partner));
    }
  }

  std::string question_of(Field column) const {
    const FieldRow& row = field_rows[static_cast<std::size_t>(column)];
    return names_of(column, say_).front() + " – " + say_(row.meaning);
  }

  void ask(Partner& partner, Field column, const std::string& about, const std::string& question) {
    answered(question, "", [&](const std::string& given) {
      return given.empty() ? std::string() : state(partner, column, about, given);
    });
  }

  void ask_goals(OwnTable& table) {
    for (;;) {
      const std::string goal =
          answered(say_("new.ask.goal", {{"n", table.goals.size() + 1}}), "",
                   [&](const std::string& given) -> std::string {
                     if (given.empty()) return "";
                     if (std::ranges::find(table.goals, given) != table.goals.end())
                       return "another goal; '" + given + "' is there already";
                     Partner tried;
                     return state(tried, Field::name, "", given);
                   });
      if (goal.empty()) return;
      table.goals.push_back(goal);
    }
  }

  void ask_ties(OwnTable& table, std::string_view first, Field column, std::string_view each) {
    const std::string yes = say_("new.ask.yes"), no = say_("new.ask.no");
    const auto says = [&](const std::string& given, const std::string& word) {
      return lowered(given) == word || lowered(given) == word.substr(0, 1);
    };
    const std::string answer =
        answered(say_(first), no, [&](const std::string& given) -> std::string {
          if (says(given, yes) || says(given, no)) return "";
          return "'" + yes + "' or '" + no + "'; got '" + given + "'";
        });
    if (!says(answer, yes)) return;
    for (Partner& partner : table.partners)
      for (const Partner& other : table.partners)
        if (other.name != partner.name)
          ask(partner, column, other.name,
              "  " + say_(each, {{"one", partner.name}, {"other", other.name}}));
  }

  const Language& say_;
};

/// Adds what was not asked: title and question.
void complete(OwnTable& table, const Request& request, const Language& say) {
  if (request.has("title")) table.title = request.text("title");
  if (table.title.empty()) table.title = say("new.file.title");
  if (table.question.empty()) table.question = say("new.file.asks", {{"n", table.partners.size()}});
}

OwnTable table_of(const Request& request, const Language& say) {
  if (request.files().empty()) {
    if (request.has("trust"))
      throw Misuse("--trust goes with a file of partners; without one trust is asked for");
    return Conversation(say).table();
  }
  const std::string& file = request.file();
  const std::string trust_file = request.text("trust");
  std::vector<std::string> complaints;
  const auto contents = [&](const std::string& path) -> std::string {
    std::string why;
    if (path.empty()) return "";
    auto text = contents_of(path, why);
    if (!text) complaints.push_back(path + ": " + why);
    return text.value_or("");
  };
  const std::string text = contents(file), trust = contents(trust_file);
  if (!complaints.empty()) throw ScenarioError(std::move(complaints));
  OwnTable table = table_from(text, file, trust, trust_file, complaints);
  if (!complaints.empty()) throw ScenarioError(std::move(complaints));
  return table;
}

int make_new(const Request& request) {
  const std::string code = request.text("language");
  require_known("--language", code, Language::codes());
  const Language say(code);
  if (request.has("template")) {
    if (!request.files().empty()) throw Misuse("--template shows an example and reads no file");
    std::cout << template_in(say);
    return done;
  }
  for (const unsigned char letter : request.text("title"))
    if (letter < ' ' || letter == 127)
      throw Misuse("--title: expected one line without control characters");
  std::string output = request.text("output");
  const bool asks = request.files().empty();
  if (output.empty()) output = (asks ? "table" : stem_of(request.file())) + ".toml";
  require_free({output}, request.existing());
  OwnTable table = table_of(request, say);
  complete(table, request, say);
  const std::string text = scenario_of(table, asks ? "" : request.file(), say);
  const Scenario scenario = scenario_from(text, output);  // what is written can be read
  OutputFile file(output, request.existing());
  file.stream() << text;
  file.publish();
  for (const std::string& note : scenario.notes) std::cerr << note << '\n';
  const auto counted = [](std::size_t n, const std::string& things) {
    return std::to_string(n) + " " + things + (n == 1 ? "" : "s");
  };
  const Layout& layout = scenario.setting.layout;
  std::cerr << output << ": " << counted(layout.organisations.size(), "partner") << ", "
            << counted(layout.goals.size(), "goal") << "; samen run " << output << '\n';
  return done;
}

}  // namespace

Command verbs::new_table() {
  return {
      .name = "new",
      .about = "make a scenario of your own table, from a spreadsheet or from answers",
      .usage = "[PARTNERS.csv] [--trust TRUST.csv] [-o MY_TABLE.toml]",
      .meaning =
          "Writes a scenario of the partners in a CSV file: what each offers, its mandate and "
          "cheque, and\n"
          "what it expects of each other one and how far it trusts it. Columns have English or "
          "Dutch names;\n"
          "--template shows all of them. --trust takes trust as a matrix: a row for each "
          "partner, a\n"
          "column for each one it trusts. Without a file it asks, question by question. What is "
          "not\n"
          "stated is left to the model; the file says so. The classroom page opens it too.",
      .example =
          "samen new --template > partners.csv\n"
          "         samen new partners.csv -o my_table.toml --title \"Our table\"",
      .kind = Kind::built_in,
      .most_files = 1,
      .question = "",
      .options =
          [](po::options_description_easy_init& add) {
            add("output,o", po::value<std::string>(),
                "scenario; default: PARTNERS.toml, or table.toml");
            add("title", po::value<std::string>(), "title of the scenario");
            add("trust", po::value<std::string>(), "CSV file: who trusts whom, 0 to 1");
            add("language", po::value<std::string>()->default_value("en"),
                "of titles, remarks and questions: en or nl");
            add("template", "show a CSV file with all columns, to be filled in");
            add("force", "replace an existing scenario");
          },
      .act = make_new};
}

}  // namespace samen
