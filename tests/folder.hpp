// A temporary folder for the files of one test, removed at its end.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <unistd.h>

#include <gtest/gtest.h>

namespace samen {

class InFolder : public ::testing::Test {
 protected:
  InFolder() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              ("samen_" + std::to_string(::getpid()) + "_" + std::string(test->name()));
    std::filesystem::create_directories(folder_);
  }
  ~InFolder() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  /// Writes a file and returns its path.
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return path(name);
  }

  /// The lines without the path of the folder.
  std::vector<std::string> without_folder(std::vector<std::string> lines) const {
    const std::string before = folder_.string() + "/";
    for (std::string& line : lines)
      for (std::size_t at; (at = line.find(before)) != std::string::npos;)
        line.erase(at, before.size());
    return lines;
  }

  std::filesystem::path folder_;
};

}  // namespace samen
