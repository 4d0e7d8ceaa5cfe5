// Files that are damaged, foreign or full of failures: every analysis says what is wrong, by name.
#include <cstdint>
#include <regex>

#include "io/hdf5.hpp"
#include "io/results_format.hpp"
#include "known_answer.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
using hdf5::Handle;

const std::vector<std::string> verbs{"summary",     "compare", "survival", "howmany", "explain",
                                     "sensitivity", "plot",    "report",   "export"};

const std::regex not_a_number("\\bnan\\b");

/// What else an analysis must be told of a file with two design points.
std::string with_point(const std::string& verb, const std::string& file) {
  return verb + " " + file + (verb == "howmany" ? " --point 0" : "");
}

class DamagedFiles : public KnownAnswer {
 protected:
  /// Ten pairs of known runs with a design, so that every analysis has something to do.
  std::string whole(const std::string& name, const Formula& change = {}) const {
    const Scenario of = scenario(R"(arms = ["alone", "together"]
replicates = 10
record = ["tables", "organisations", "events", "decisions"]
[design]
kind = "grid"
[design.factors]
levers.puller = [0.0, 0.5]
)");
    return written(name, of, [&](RunResult& result) {
      const double r = result.run.replicate;
      outcome(result, "net_value") = 10.0 + r * r + (result.run.arm == Arm::together ? r : 0.0);
      if (result.run.arm == Arm::alone) outcome(result, "members") = not_applicable;
      if (change) change(result);
    });
  }

  /// Asks every analysis; none may crash, keep silent, print an answer or leave a file behind.
  void expect_refusal(const std::string& file, const std::string& why) const {
    const auto files_here = [&] {
      std::vector<fs::path> files;
      for (const auto& entry : fs::recursive_directory_iterator(folder_))
        if (entry.path().filename() != "complaint") files.push_back(entry.path());
      std::sort(files.begin(), files.end());
      return files;
    };
    const auto before = files_here();
    for (const std::string& verb : verbs) {
      const Reply reply = reply_of(verb + " " + file);
      EXPECT_EQ(reply.exit, 2) << verb << ' ' << file << '\n' << reply.complaint;
      EXPECT_EQ(reply.text, "") << verb << ' ' << file;
      EXPECT_EQ(reply.complaint.find("samen " + verb + ": "), 0u) << reply.complaint;
      EXPECT_NE(reply.complaint.find(file), std::string::npos) << reply.complaint;
      EXPECT_NE(reply.complaint.find(why), std::string::npos) << verb << ": " << reply.complaint;
      EXPECT_EQ(std::count(reply.complaint.begin(), reply.complaint.end(), '\n'), 1)
          << "one line says it: " << reply.complaint;
      EXPECT_EQ(files_here(), before) << verb;
    }
  }

  /// Opens a result file to spoil it.
  Handle opened(const std::string& file) const {
    return {H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "opening"};
  }
};

TEST_F(DamagedFiles, that_are_whole_are_read_by_all) {
  const std::string file = whole("a.h5");
  for (const std::string& verb : verbs) {
    const Reply reply = reply_of(with_point(verb, file));
    EXPECT_EQ(reply.exit, 0) << verb << '\n' << reply.complaint;
    EXPECT_NE(reply.text, "") << verb;
    EXPECT_FALSE(std::regex_search(reply.text, not_a_number)) << verb;
  }
}

TEST_F(DamagedFiles, that_are_missing_are_missed) {
  expect_refusal(path("nowhere.h5"), "no such file");
  expect_refusal(path("no/where.h5"), "no such file");
}

TEST_F(DamagedFiles, that_are_no_hdf5_are_refused) {
  std::ofstream(path("empty.h5"));
  expect_refusal(path("empty.h5"), "no result file");
  std::ofstream(path("text.h5")) << "run,net_value\n0,12\n";
  expect_refusal(path("text.h5"), "no result file");
  fs::create_directory(path("folder"));
  expect_refusal(path("folder"), "no result file");
}

TEST_F(DamagedFiles, that_are_cut_off_are_refused) {
  const std::string before = contents_of(whole("a.h5"));
  for (const std::size_t percent : {1, 10, 50, 90, 99}) {
    const std::string cut = path("cut" + std::to_string(percent) + ".h5");
    std::ofstream(cut, std::ios::binary) << before.substr(0, before.size() * percent / 100);
    expect_refusal(cut, "cut off");
  }
  std::ofstream(path("cut.h5"), std::ios::binary) << before.substr(0, before.size() - 1);
  expect_refusal(path("cut.h5"), "cut off");
}

TEST_F(DamagedFiles, of_other_programs_are_refused) {
  {
    const Handle file{H5Fcreate(path("other.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
                      H5Fclose, "creating"};
  }
  expect_refusal(path("other.h5"), "no result file of samen run");
  for (const std::string& format : {std::string("netCDF"), std::string()}) {
    const std::string name = path("format" + format + ".h5");
    {
      const Handle file{H5Fcreate(name.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose,
                        "creating"};
      hdf5::attribute(file, results::format_attribute, format);
    }
    expect_refusal(name, "no result file of samen run");
  }
}

TEST_F(DamagedFiles, whose_format_is_a_list_are_refused) {
  const std::string name = path("list.h5");
  {
    const Handle file{H5Fcreate(name.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose,
                      "creating"};
    constexpr hsize_t size = 4096;
    constexpr std::size_t length = 13;  // of "samen results"
    const Handle type{H5Tcopy(H5T_C_S1), H5Tclose, "type"};
    H5Tset_size(type, length);
    const Handle space{H5Screate_simple(1, &size, nullptr), H5Sclose, "space"};
    const Handle format{
        H5Acreate2(file, results::format_attribute, type, space, H5P_DEFAULT, H5P_DEFAULT),
        H5Aclose, "attribute"};
    H5Awrite(format, type, std::string(size * length, 'x').data());
  }
  expect_refusal(name, "no result file of samen run");
}

TEST_F(DamagedFiles, of_a_newer_version_name_it) {
  const std::string name = whole("newer.h5");
  {
    const Handle file = opened(name);
    const Handle version{H5Aopen(file, results::version_attribute, H5P_DEFAULT), H5Aclose, "open"};
    const std::int32_t future[2] = {results::version_major + 1, 7};
    H5Awrite(version, H5T_NATIVE_INT32, future);
  }
  expect_refusal(name, "format version " + std::to_string(results::version_major + 1) + ".7");
}

TEST_F(DamagedFiles, of_a_newer_minor_version_are_read) {
  const std::string name = whole("newer.h5");
  {
    const Handle file = opened(name);
    const Handle version{H5Aopen(file, results::version_attribute, H5P_DEFAULT), H5Aclose, "open"};
    const std::int32_t future[2] = {results::version_major, results::version_minor + 5};
    H5Awrite(version, H5T_NATIVE_INT32, future);
  }
  for (const std::string& verb : verbs) EXPECT_EQ(reply_of(with_point(verb, name)).exit, 0) << verb;
}

TEST_F(DamagedFiles, whose_version_is_no_version_are_refused) {
  for (const std::size_t numbers : {0, 1, 4096}) {
    const std::string name = whole("version" + std::to_string(numbers) + ".h5");
    {
      const Handle file = opened(name);
      H5Adelete(file, results::version_attribute);
      if (numbers > 0)
        hdf5::attribute(file, results::version_attribute,
                        std::vector<std::int32_t>(numbers, results::version_major));
    }
    expect_refusal(name, "version");
  }
}

TEST_F(DamagedFiles, that_lack_something_name_what) {
  for (const char* dataset : {results::arm, results::status, results::pair_of_runs, results::point,
                              results::month_label, results::goal_name}) {
    const std::string name = whole(std::string("without_") + dataset + ".h5");
    H5Ldelete(opened(name), dataset, H5P_DEFAULT);
    expect_refusal(name, "'" + std::string(dataset) + "'");
  }
}

TEST_F(DamagedFiles, whose_columns_are_of_unequal_length_are_refused) {
  for (const char* dataset : {results::status, results::pair_of_runs}) {
    const std::string name = whole(std::string("short_") + dataset + ".h5");
    {
      const Handle file = opened(name);
      H5Ldelete(file, dataset, H5P_DEFAULT);
      constexpr hsize_t size = 3;
      const Handle space{H5Screate_simple(1, &size, nullptr), H5Sclose, "space"};
      const Handle data{
          H5Dcreate2(file, dataset, H5T_NATIVE_INT32, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
          H5Dclose, "dataset"};
      hdf5::attribute(data, "better", std::string("more"));
    }
    expect_refusal(name, dataset);
  }
}

TEST_F(DamagedFiles, of_no_numbers_where_numbers_belong_are_refused) {
  const std::string name = whole("words.h5");
  {
    const Handle file = opened(name);
    H5Ldelete(file, results::arm, H5P_DEFAULT);
    H5Lcreate_soft("message", file, results::arm, H5P_DEFAULT, H5P_DEFAULT);
  }
  expect_refusal(name, results::arm);
}

TEST_F(DamagedFiles, of_failures_alone_say_so_or_are_refused) {
  const std::string file = whole("failed.h5", fail);
  for (const std::string& verb : verbs) {
    const Reply reply = reply_of(with_point(verb, file));
    EXPECT_TRUE(reply.exit == 0 || reply.exit == 2) << verb << reply.exit;
    EXPECT_FALSE(std::regex_search(reply.text, not_a_number)) << verb;
    const std::string said = reply.text + reply.complaint;
    EXPECT_TRUE(verb == "export" || said.find("failed") != std::string::npos) << verb << said;
    EXPECT_TRUE(reply.exit == 0 || reply.complaint.find(file) != std::string::npos)
        << reply.complaint;
  }
}

TEST_F(DamagedFiles, with_some_failures_are_used_without_them) {
  const std::string file = whole("some.h5", [](RunResult& result) {
    if (result.run.replicate == 4 && result.run.arm == Arm::together) fail(result);
  });
  for (const std::string& verb : verbs) {
    const Reply reply = reply_of(with_point(verb, file));
    EXPECT_EQ(reply.exit, 0) << verb << '\n' << reply.complaint;
    EXPECT_FALSE(std::regex_search(reply.text, not_a_number)) << verb;
    const std::string said =
        reply.text + reply.complaint + (verb == "report" ? contents_of(path("some.html")) : "");
    const bool counts = verb != "plot" && verb != "explain" && verb != "export";
    EXPECT_TRUE(!counts || said.find("2 of 40 runs failed") != std::string::npos)
        << verb << reply.text;
  }
}

TEST_F(DamagedFiles, that_are_second_are_named_as_well) {
  const std::string good = whole("good.h5");
  const std::string bad = path("bad.h5");
  std::ofstream(bad) << "no data";
  for (const char* verb : {"compare", "survival"}) {
    const Reply reply = reply_of(std::string(verb) + " " + good + " " + bad);
    EXPECT_EQ(reply.exit, 2) << verb;
    EXPECT_EQ(reply.complaint.find(good), std::string::npos) << reply.complaint;
    EXPECT_NE(reply.complaint.find(bad), std::string::npos) << reply.complaint;
  }
}

}  // namespace
}  // namespace samen
