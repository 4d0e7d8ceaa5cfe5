// The command `samen`: a list of verbs. A verb that is not built in is the program `samen-VERB`
// beside this one. Every analysis thus stays a program of its own, and users learn one name.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <string>

#include <boost/locale/utf.hpp>

#include "command/programs.hpp"
#include "command/verbs.hpp"
#include "experiment/runner.hpp"
#include "io/harmless_output.hpp"
#include "io/hdf5.hpp"
#include "io/interruption.hpp"
#include "io/merge.hpp"
#include "io/results_file.hpp"
#include "io/scenario_reader.hpp"
#include "scenario/nearest.hpp"
#include "version.hpp"

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

/// Names and values get into result files, whose texts are UTF-8.
bool is_utf8(const std::string& word) {
  using Letters = boost::locale::utf::utf_traits<char>;
  for (auto at = word.begin(); at != word.end();)
    if (!boost::locale::utf::is_valid_codepoint(Letters::decode(at, word.end()))) return false;
  return true;
}

/// Writes characters outside ASCII as \xHH, so that any terminal can show them.
std::string shown_bytes(const std::string& word) {
  std::string text;
  for (const char letter : word) {
    char bytes[8] = {letter};
    if (const auto code = static_cast<unsigned char>(letter); code >= 0x80 || code < 0x20)
      std::snprintf(bytes, sizeof bytes, "\\x%02x", code);
    text += bytes;
  }
  return text;
}

int start_analysis(const std::string& verb, const Words& words) {
  Words known = analyses();
  if (std::find(known.begin(), known.end(), verb) != known.end()) return become(verb, words);
  for (const auto built_in : verbs::all) known.push_back(built_in().name);
  throw Misuse("unknown verb '" + verb + "'" + did_you_mean(verb, known) +
               "; samen --help lists all");
}

int act(const Words& words) {
  if (words.empty()) {
    show_help(std::cerr);
    return misused;
  }
  if (words[0] == "--help" || words[0] == "help") {
    show_help(std::cout);
    return done;
  }
  if (words[0] == "--version") {
    std::cout << "samen " << version << " (" << git_commit << (git_dirty ? ", changed" : "")
              << "), engine for " << instruction_set() << '\n';
    return done;
  }
  for (const std::string& word : words)
    if (!is_utf8(word))
      throw Misuse("'" + shown_bytes(word) +
                   "' is not UTF-8, and result files hold UTF-8 alone: "
                   "give it another name or write it in UTF-8");
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
  using namespace samen;
  const HarmlessOutput shown(std::cout), told(std::cerr);
  std::signal(SIGXFSZ, SIG_IGN);  // a limit on file size is then reported like a full disk
  try {
    const int result = act(Words(words + 1, words + count));
    flush_standard_output();
    return result;
  } catch (const ScenarioError& error) {
    std::cerr << error.what() << '\n';
    return misused;
  } catch (const Misuse& error) {
    std::cerr << "samen: " << error.what() << '\n';
    return misused;
  } catch (const OutputRefused& error) {
    std::cerr << "samen: " << error.what() << '\n';
    return misused;
  } catch (const MergeError& error) {
    std::cerr << "samen: " << error.what() << '\n';
    return misused;
  } catch (const ResultsError& error) {
    std::cerr << "samen: " << error.what() << '\n';
    return misused;
  } catch (const Interrupted& interrupted) {
    std::cerr << "samen: interrupted; " << interrupted.kept << '\n';
    return 128 + interrupted.signal;
  } catch (const Hdf5Error& error) {
    // HDF5 crashes when it cleans up at exit if a file could not be closed (a full disk).
    std::cerr << "samen: " << error.what() << std::endl;
    std::_Exit(failed);
  } catch (const std::exception& error) {
    std::cerr << "samen: " << error.what() << '\n';
    return failed;
  }
}
