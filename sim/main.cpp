// The command `samen`: a table of verbs. A verb that is not built in is the program `samen-VERB`
// beside this one, so every analysis stays a program of its own and users learn one name.
#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include <unistd.h>
#include <boost/locale/utf.hpp>
#include <boost/program_options.hpp>

#include "describe.hpp"
#include "experiment/runner.hpp"
#include "io/calibration_reader.hpp"
#include "io/claims_reader.hpp"
#include "io/file_kind.hpp"
#include "io/harmless_output.hpp"
#include "io/hdf5.hpp"
#include "io/merge.hpp"
#include "io/nearest.hpp"
#include "io/results_file.hpp"
#include "io/scenario_reader.hpp"
#include "validate.hpp"
#include "verbs.hpp"
#include "version.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

struct Verb {
  std::string_view name;
  std::string_view help;
  int (*act)(const Words& words);
};

int check(const Words& words);
int describe_rows(const Words& words);

constexpr std::array verbs{
    Verb{"run", "run a scenario and show what came out", run},
    Verb{"claims", "put claims of documents to the test", claims},
    Verb{"doubt", "how far an answer hangs on assumptions and on outside money", doubt},
    Verb{"check",
         "check files – scenarios, claims, calibrations, parameter sets – without running them",
         check},
    Verb{"merge", "put the shards of a batch together", merge_shards},
    Verb{"verify", "run a sample of a result file again and compare, bit by bit", verify},
    Verb{"rerun", "run one run of a result file again and record all of it", rerun},
    Verb{"validate", "hold the model against published patterns", validate},
    Verb{"calibrate", "choose common parameters by published patterns", calibrate},
    Verb{"describe", "list parameters, observables or arms", describe_rows},
};

Words analyses() {
  Words names;
  for (const auto& entry : fs::directory_iterator(own_folder())) {
    const std::string name = entry.path().filename();
    if (name.starts_with("samen-") && ::access(entry.path().c_str(), X_OK) == 0)
      names.push_back(name.substr(6));
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// What an analysis says of itself, in one line.
std::string about(const std::string& analysis) {
  const std::string command = "'" + (own_folder() / ("samen-" + analysis)).string() + "' --about";
  std::string line;
  if (FILE* const pipe = ::popen(command.c_str(), "r")) {
    for (int letter; (letter = std::fgetc(pipe)) != EOF && letter != '\n';)
      line += static_cast<char>(letter);
    ::pclose(pipe);
  }
  return line;
}

void show_help(std::ostream& out) {
  out << "samen – what do organisations and society get from doing nothing, alone or together?\n\n"
         "usage: samen VERB [options]\n\n";
  for (const Verb& verb : verbs)
    out << "  " << verb.name << std::string(12 - verb.name.size(), ' ') << verb.help << '\n';
  for (const std::string& name : analyses())
    out << "  " << name << std::string(name.size() < 12 ? 12 - name.size() : 1, ' ') << about(name)
        << '\n';
  out << "\nexample: samen run scenarios/hefboom8.toml --replicates 50 -o hefboom8.h5\n"
         "         samen summary hefboom8.h5\n\n"
         "samen VERB --help tells more; samen --version tells which version this is.\n";
}

// ---- check, describe --------------------------------------------------------------------------

/// What a file holds that nothing is wrong with.
struct Checked {
  std::string what;
  std::vector<std::string> notes;
};

int size_of(const auto& things) {
  return static_cast<int>(things.size());
}

Checked checked_scenario(const std::string& file) {
  const Scenario scenario = read_scenario(file);
  const Layout& layout = scenario.setting.layout;
  return {counted(size_of(layout.organisations), "organisation") + ", " +
              counted(size_of(layout.tables), "table") + ", " +
              counted(size_of(layout.goals), "goal") + ", " +
              counted(size_of(scenario.arms), "arm") + " × " +
              counted(scenario.replicates, "replicate") + points_of(scenario),
          scenario.notes};
}

/// A calibration names patterns of the configurations beside it, where there are any.
Checked checked_calibration(const std::string& file) {
  const Calibration calibration = read_calibration(file);
  const Words known = patterns_in(fs::absolute(file).parent_path());
  Words complaints;
  for (const std::string& id : calibration.fit)
    if (!known.empty() && std::find(known.begin(), known.end(), id) == known.end())
      complaints.push_back(file + ": no pattern '" + id + "' beside it" + did_you_mean(id, known));
  if (!complaints.empty()) throw ScenarioError(complaints);
  return {"a calibration: " + counted(size_of(calibration.design.factors), "parameter") +
              ", chosen by " + counted(size_of(calibration.fit), "pattern"),
          {}};
}

Checked checked_file(const std::string& file) {
  switch (kind_of_file(file)) {
    case FileKind::claims: {
      const auto batches = read_claims(file);
      return {count_of(batches), notes_of(batches)};
    }
    case FileKind::calibration:
      return checked_calibration(file);
    case FileKind::parameters:
      return {
          "a parameter set: " + counted(size_of(read_common_parameters(file)), "common parameter"),
          {}};
    case FileKind::scenario:
      break;
  }
  return checked_scenario(file);
}

int check(const Words& words) {
  Words files;
  po::options_description options("options");
  po::options_description operands;
  operands.add_options()("files", po::value(&files));
  options.add_options()("help", "show this help");
  po::positional_options_description positions;
  positions.add("files", -1);
  const auto values = parsed(
      words, options, operands, positions,
      "usage: samen check FILE.toml…\n\n"
      "Reads scenarios, claims, calibrations and parameter sets, tells which a file is and "
      "lists\neverything that is wrong with it; a note where something that is stated has no "
      "effect,\nor another than one may expect.\n\n"
      "example: samen check scenarios/*.toml\n");
  if (!values) return done;
  if (files.empty()) throw Misuse("which files?");
  int result = done;
  for (const std::string& file : files) {
    try {
      const Checked checked = checked_file(file);
      std::cout << file << ": fine – " << checked.what << '\n';
      for (const std::string& note : checked.notes) std::cout << "  note: " << note << '\n';
    } catch (const ScenarioError& error) {
      std::cerr << error.what() << '\n';
      result = misused;
    } catch (const std::bad_alloc&) {
      std::cerr << file << ": does not fit in the memory of this computer\n";
      result = misused;
    } catch (const std::exception& error) {
      std::cerr << file << ": " << error.what() << '\n';
      result = misused;
    }
  }
  return result;
}

int describe_rows(const Words& words) {
  static const Words subjects{"parameters", "observables", "arms"};
  static const Words formats{"markdown", "json"};
  std::string what, format;
  po::options_description options("options");
  po::options_description operands;
  operands.add_options()("what", po::value(&what));
  options.add_options()("help", "show this help")(
      "format", po::value(&format)->default_value("markdown"), "markdown or json");
  po::positional_options_description positions;
  positions.add("what", 1);
  const auto values = parsed(words, options, operands, positions,
                             "usage: samen describe parameters|observables|arms\n\n"
                             "Lists what can be set or measured: name, unit, range, meaning and "
                             "source.\n\n"
                             "example: samen describe parameters --format json\n");
  if (!values) return done;
  require_known(what, subjects);
  require_known(format, formats);
  describe(what, format, std::cout);
  return done;
}

/// Names and values end up in result files, whose texts are UTF-8.
bool is_utf8(const std::string& word) {
  using Letters = boost::locale::utf::utf_traits<char>;
  for (auto at = word.begin(); at != word.end();)
    if (!boost::locale::utf::is_valid_codepoint(Letters::decode(at, word.end()))) return false;
  return true;
}

/// What is no ASCII as \xHH, so that any terminal can show it.
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
  if (std::find(known.begin(), known.end(), verb) == known.end()) {
    for (const Verb& built_in : verbs) known.emplace_back(built_in.name);
    throw Misuse("unknown verb '" + verb + "'" + did_you_mean(verb, known) +
                 "; samen --help lists all");
  }
  const std::string program = own_folder() / ("samen-" + verb);
  std::vector<char*> arguments{const_cast<char*>(program.c_str())};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  std::cerr << "samen: cannot start " << program << '\n';
  return failed;
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
  for (const Verb& verb : verbs)
    if (verb.name == words[0]) return verb.act(rest);
  return start_analysis(words[0], rest);
}

}  // namespace
}  // namespace samen

int main(int count, char** words) {
  using namespace samen;
  const HarmlessOutput shown(std::cout), told(std::cerr);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is told as a full disk is
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
    // A file that could not be closed (a full disk) makes HDF5 crash when it tidies up at exit.
    std::cerr << "samen: " << error.what() << std::endl;
    std::_Exit(failed);
  } catch (const std::exception& error) {
    std::cerr << "samen: " << error.what() << '\n';
    return failed;
  }
}
