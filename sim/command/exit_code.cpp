#include "command/exit_code.hpp"

#include <csignal>
#include <cstdio>
#include <iostream>

#include "io/harmless_output.hpp"
#include "io/hdf5.hpp"
#include "io/interruption.hpp"
#include "io/merge.hpp"
#include "io/results_file.hpp"
#include "io/scenario_reader.hpp"
#include "io/text.hpp"

namespace samen {
namespace {

/// Writes bytes outside ASCII as \xHH, which any terminal can show.
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

}  // namespace

void require_utf8(const Words& words) {
  for (const std::string& word : words)
    if (!is_utf8(word))
      throw Misuse("'" + shown_bytes(word) +
                   "' is not UTF-8, and result files hold UTF-8 alone: "
                   "give it another name or write it in UTF-8");
}

int exit_code_of(const std::function<int()>& act) {
  const HarmlessOutput output(std::cout), errors(std::cerr);
  std::signal(SIGXFSZ, SIG_IGN);  // the limit is then reported as a write error, like a full disk
  try {
    const int result = act();
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
    // If a file could not be closed (a full disk), HDF5 crashes in its cleanup at exit.
    std::cerr << "samen: " << error.what() << std::endl;
    std::_Exit(failed);
  } catch (const std::exception& error) {
    std::cerr << "samen: " << error.what() << '\n';
    return failed;
  }
}

int run_program(const Command& command, int count, char** words) {
  return exit_code_of([&] {
    const Words given(words + 1, words + count);
    if (given == Words{"--about"}) {
      std::cout << command.about << '\n';
      return static_cast<int>(done);
    }
    require_utf8(given);
    const auto request = command.request(given);
    return request ? command.act(*request) : static_cast<int>(done);
  });
}

}  // namespace samen
