// The command `samen`: a list of verbs. A verb that is not built in is the program `samen-VERB` in
// the same folder. Every analysis is thus a separate program, but users need to know one name only.
#include <algorithm>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>

#include "command/exit_code.hpp"
#include "command/programs.hpp"
#include "command/verbs.hpp"
#include "experiment/runner.hpp"
#include "io/build_identity.hpp"
#include "scenario/nearest.hpp"

namespace samen {
namespace {

void show_help(std::ostream& out) {
  out << "samen – what do organisations and society get from doing nothing, alone or together?\n\n"
         "usage: samen VERB [options]\n\n";
  const auto line = [&](const std::string& name, const std::string& meaning) {
    out << "  " << name << std::string(name.size() < 12 ? 12 - name.size() : 1, ' ') << meaning
        << '\n';
  };
  for (const auto verb : verbs::all) line(verb().name, verb().about);
  for (const std::string& name : analyses()) line(name, about(name));
  out << "\nexample: samen run scenarios/hefboom8.toml --replicates 50 -o hefboom8.h5\n"
         "         samen summary hefboom8.h5\n\n"
         "samen VERB --help tells more; samen --version tells which version this is.\n";
}

/// The programs that the build makes, there or not yet there.
Words programs() {
  std::istringstream names(SAMEN_PROGRAMS);
  return {std::istream_iterator<std::string>(names), {}};
}

int start_analysis(const std::string& verb, const Words& words) {
  const auto is_in = [&](const Words& names) {
    return std::find(names.begin(), names.end(), verb) != names.end();
  };
  if (is_in(analyses())) return replace_process(verb, words);
  Words known = programs();
  if (is_in(known))
    throw Misuse("'" + verb + "' is not built yet: " +
                 (being_built() ? "scenarios/demo is building it now; try again in a minute"
                                : "scenarios/demo --build builds all verbs"));
  for (const auto built_in : verbs::all) known.push_back(built_in().name);
  throw Misuse("unknown verb '" + verb + "'" + did_you_mean(verb, known) +
               "; samen --help lists all");
}

int verb_of(const Words& words) {
  if (words.empty()) {
    show_help(std::cerr);
    return misused;
  }
  if (words[0] == "--help" || words[0] == "help") {
    show_help(std::cout);
    return done;
  }
  if (words[0] == "--version") {
    std::cout << "samen " << build().version << " (" << build().git_commit
              << (build().git_dirty ? ", changed" : "") << "), engine for " << instruction_set()
              << '\n';
    return done;
  }
  require_utf8(words);
  const Words rest(words.begin() + 1, words.end());
  for (const auto verb : verbs::all) {
    const Command command = verb();
    if (command.name != words[0]) continue;
    const auto request = command.request(rest);
    return request ? command.act(*request) : static_cast<int>(done);
  }
  return start_analysis(words[0], rest);
}

}  // namespace
}  // namespace samen

int main(int count, char** words) {
  return samen::exit_code_of(
      [&] { return samen::verb_of(samen::Words(words + 1, words + count)); });
}
