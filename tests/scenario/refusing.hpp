// What the reader says against a file of a test.
#pragma once

#include <string>
#include <vector>

#include "folder.hpp"
#include "io/scenario_reader.hpp"

namespace samen {

class Refusing : public InFolder {
 protected:
  /// The complaints of what is read, without the folder before the names of files; none if it is
  /// sound.
  template <class Read>
  std::vector<std::string> complaints_when(const Read& read) const {
    try {
      read();
    } catch (const ScenarioError& error) {
      return without_folder(error.complaints);
    }
    return {};
  }
};

}  // namespace samen
