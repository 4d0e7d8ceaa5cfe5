#include "command/programs.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace samen {

namespace fs = std::filesystem;

namespace {

void execute(const fs::path& program, const std::string& name, const Words& words) {
  std::vector<char*> arguments{const_cast<char*>(name.c_str())};
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
}

}  // namespace

fs::path own_folder() {
  return fs::read_symlink("/proc/self/exe").parent_path();
}

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

bool being_built() {
  pid_t builder = 0;
  std::ifstream(own_folder() / "being_built") >> builder;
  return builder > 0 && (::kill(builder, 0) == 0 || errno == EPERM);
}

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

int replace_process(const std::string& analysis, const Words& words) {
  const fs::path program = own_folder() / ("samen-" + analysis);
  execute(program, program, words);
  std::cerr << "samen: cannot start " << program << '\n';
  return failed;
}

int show(const std::string& analysis, const Words& words) {
  const std::string name = "samen-" + analysis;
  flush_standard_output();
  const pid_t child = ::fork();
  if (child == 0) {
    execute(own_folder() / name, name, words);
    std::cerr << "samen: cannot start " << own_folder() / name << " to show the results\n";
    std::_Exit(failed);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) < 0) {
    std::cerr << "samen: cannot start " << name << ": " << std::strerror(errno)
              << "; the results are there\n";
    return failed;
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  std::cerr << "samen: " << name << " broke off; the results are there\n";
  return failed;
}

}  // namespace samen
