// Files that are damaged, foreign or full of failures: every analysis says what is wrong, by name.
#include <sys/stat.h>

#include <cstdint>
#include <regex>

#include <nlohmann/json.hpp>

#include "io/hdf5.hpp"
#include "io/known_answer.hpp"
#include "io/results_file.hpp"
#include "io/results_format.hpp"

namespace samen {
namespace {

namespace fs = std::filesystem;
using hdf5::Handle;

const std::vector<std::string> verbs{"summary",     "compare", "survival", "howmany", "explain",
                                     "sensitivity", "plot",    "report",   "export"};

/// Analyses that need more than every file has, so that they can only refuse.
const std::vector<std::string> verbs_that_judge{"judge", "verdicts"};

const std::regex not_a_number("\\bnan\\b");

/// The command line of an analysis; a file with two design points needs one more option for some.
std::string with_point(const std::string& verb, const std::string& file) {
  return verb + " " + file + (verb == "howmany" ? " --point 0" : "");
}

class DamagedFiles : public KnownAnswer {
 protected:
  /// Ten pairs of known runs with a design, so that every analysis has something to do. They are
  /// written once for each test that changes none of them.
  std::string whole(const std::string& name, const Formula& change = {}) const {
    if (change) return made(name, change);
    static const std::string sound = "sound";
    if (!fs::exists(path(sound))) made(sound);
    fs::copy_file(path(sound), path(name), fs::copy_options::overwrite_existing);
    return path(name);
  }
  std::string made(const std::string& name, const Formula& change = {}) const {
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

  /// Asks every analysis to read the file; none may crash, keep silent, print an answer or leave a
  /// file behind.
  void expect_refusal(const std::string& file, const std::string& why) const {
    const auto files_here = [&] {
      std::vector<fs::path> files;
      for (const auto& entry : fs::recursive_directory_iterator(folder_))
        if (entry.path().filename() != "complaint") files.push_back(entry.path());
      std::sort(files.begin(), files.end());
      return files;
    };
    const auto before = files_here();
    const auto expect_it_of = [&](const std::string& verb, const std::string& begin,
                                  const Reply& reply) {
      EXPECT_EQ(reply.exit, 2) << verb << ' ' << file << '\n' << reply.complaint;
      EXPECT_EQ(reply.text, "") << verb << ' ' << file;
      EXPECT_EQ(reply.complaint.find(begin), 0u) << reply.complaint;
      EXPECT_NE(reply.complaint.find(file), std::string::npos) << reply.complaint;
      EXPECT_NE(reply.complaint.find(why), std::string::npos) << verb << ": " << reply.complaint;
      EXPECT_EQ(std::count(reply.complaint.begin(), reply.complaint.end(), '\n'), 1)
          << "one line says it: " << reply.complaint;
      EXPECT_EQ(files_here(), before) << verb;
    };
    for (const auto& some : {verbs, verbs_that_judge})
      for (const std::string& verb : some)
        expect_it_of(verb, "samen " + verb + ": ", reply_of(verb + " " + file));
    const std::string output = " -o " + path("output.h5");
    expect_it_of("verify", "samen: ", reply_of_samen("verify " + file));
    expect_it_of("rerun", "samen: ", reply_of_samen("rerun " + file + " --run 0" + output));
    expect_it_of("merge", "samen: ", reply_of_samen("merge " + file + output));
  }

  /// A file in which a dataset holds zeros instead, in this shape.
  std::string with_zeros(const std::string& name, const char* dataset, hid_t type,
                         const std::vector<hsize_t>& size) const {
    const std::string file = whole(name);
    const Handle spoilt = as_it_is(file);
    H5Ldelete(spoilt, dataset, H5P_DEFAULT);
    const Handle space = hdf5::space(size);
    const Handle data{
        H5Dcreate2(spoilt, dataset, type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose,
        "dataset"};
    hsize_t values = 1;
    for (const hsize_t along : size) values *= along;
    const std::vector<std::int64_t> zeros(values);
    EXPECT_TRUE(values == 0 ||
                H5Dwrite(data, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, zeros.data()) >= 0);
    return file;
  }

  /// Takes the checksums from a file, because files of earlier versions have none.
  static void forget_checksums(hid_t file) {
    const auto forget = [](hid_t group, const char* name, const H5L_info_t*, void*) -> herr_t {
      return std::string_view(name).starts_with(results::checksum_prefix)
                 ? H5Ldelete(group, name, H5P_DEFAULT)
                 : 0;
    };
    EXPECT_GE(H5Literate(file, H5_INDEX_NAME, H5_ITER_DEC, nullptr, forget, nullptr), 0);
    if (H5Aexists(file, results::labels_checksum_attribute) > 0)
      H5Adelete(file, results::labels_checksum_attribute);
    const Handle version{H5Aopen(file, results::version_attribute, H5P_DEFAULT), H5Aclose, "open"};
    const std::int32_t former[2] = {results::version_major, results::checksums_since - 1};
    H5Awrite(version, H5T_NATIVE_INT32, former);
  }

  /// A file without checksums in which the first value of a column of whole numbers is changed.
  std::string with_value(const std::string& name, const char* dataset, std::int64_t value) const {
    const std::string file = whole(name, [](RunResult& result) {
      result.events.resize(1);
      result.decisions.resize(1);
    });
    const Handle spoilt = opened(file);
    const Handle data{H5Dopen2(spoilt, dataset, H5P_DEFAULT), H5Dclose, "dataset"};
    const Handle space{H5Dget_space(data), H5Sclose, "space"};
    std::vector<std::int64_t> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    H5Dread(data, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    values.at(0) = value;
    H5Dwrite(data, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    return file;
  }

  static Handle as_it_is(const std::string& file) {
    return {H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "opening"};
  }
  /// Opens a result file to spoil it. The checksums are gone, so a reader sees what the file lacks
  /// or holds, but not that it was altered.
  static Handle opened(const std::string& file) {
    Handle spoilt = as_it_is(file);
    forget_checksums(spoilt);
    return spoilt;
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

TEST_F(DamagedFiles, whose_texts_lie_nowhere_are_refused) {
  // A text is found by its length, the address of a heap and the number of the text in this heap;
  // HDF5 trusts the number.
  const std::string file = whole("nowhere.h5");
  haddr_t place = HADDR_UNDEF;
  {
    const Handle intact = as_it_is(file);
    const Handle data{H5Dopen2(intact, "goal_name", H5P_DEFAULT), H5Dclose, "dataset"};
    place = H5Dget_offset(data);
  }
  ASSERT_NE(place, HADDR_UNDEF);
  constexpr std::size_t before_number = sizeof(std::uint32_t) + sizeof(std::uint64_t);
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekp(static_cast<std::streamoff>(place + before_number));
  bytes.write("\xff\xff\xff\x0f", 4);
  bytes.close();
  expect_refusal(file, "damaged – libhdf5 cannot read its texts or axes");
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
    const Handle file = as_it_is(name);
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
    for (const std::string& verb : verbs) {
      const Reply reply = reply_of(with_point(verb, name));
      EXPECT_EQ(reply.exit, 2) << verb << reply.complaint;
      EXPECT_NE(reply.complaint.find("'" + std::string(dataset) + "'"), std::string::npos)
          << verb << ": " << reply.complaint;
    }
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

TEST_F(DamagedFiles, whose_numbers_were_altered_are_noticed) {
  const std::string altered = whole("altered.h5");
  {
    const Handle file = as_it_is(altered);
    const Handle data{H5Dopen2(file, results::net_value, H5P_DEFAULT), H5Dclose, "dataset"};
    const Handle space{H5Dget_space(data), H5Sclose, "space"};
    std::vector<double> values(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    H5Dread(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    values.at(0) += 5000.0;
    H5Dwrite(data, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  }
  expect_refusal(altered, "run 0 is not what was written");
}

// Readers gave each of these lists the room of one value, and the list overwrote their memory.
TEST_F(DamagedFiles, that_hold_lists_where_one_value_belongs_are_refused) {
  constexpr std::size_t many = 4096;
  const std::string planned = whole("planned.h5");
  {
    const Handle file = opened(planned);
    H5Adelete(file, results::runs_attribute);
    hdf5::attribute(file, results::runs_attribute, std::vector<std::int32_t>(many, 0x41414141));
  }
  const std::string output = " -o " + path("output.h5");
  const auto expect_refused_by_samen = [&](const std::string& file, const std::string& why,
                                           std::vector<std::string> asked) {
    asked.insert(asked.end(), {"merge " + file + output,
                               "run " SAMEN_SCENARIOS "/maurice4.toml --resume -o " + file});
    for (const std::string& words : asked) {
      const Reply reply = reply_of_samen(words);
      EXPECT_EQ(reply.exit, 2) << words << '\n' << reply.complaint;
      EXPECT_NE(reply.complaint.find(file), std::string::npos) << words << reply.complaint;
      if (words.find("--resume") == std::string::npos) {
        EXPECT_NE(reply.complaint.find(why), std::string::npos) << words << reply.complaint;
      }
    }
  };
  expect_refused_by_samen(planned, "planned_runs is not made of 1 whole number",
                          {"verify " + planned, "rerun " + planned + " --run 0" + output});

  const std::string batch = whole("batch.h5");
  {
    const Handle file = opened(batch);
    H5Adelete(file, results::batch_attribute);
    const Handle type{H5Tcopy(H5T_C_S1), H5Tclose, "type"};
    H5Tset_size(type, 16);
    const Handle space = hdf5::space({many});
    const Handle made{
        H5Acreate2(file, results::batch_attribute, type, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
        "attribute"};
    H5Awrite(made, type, std::string(16 * many, 'x').data());
  }
  expect_refused_by_samen(batch, "", {});  // verify and rerun do not read it

  expect_refusal(with_zeros("run.h5", results::run, H5T_NATIVE_INT32, {40, many}), "'run'");
  const std::string texts = whole("texts.h5");
  {
    const Handle file = opened(texts);
    H5Ldelete(file, "scenario_resolved", H5P_DEFAULT);
    const Handle type = hdf5::text_type();
    const Handle space = hdf5::space({many});
    const Handle data{
        H5Dcreate2(file, "scenario_resolved", type, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
        H5Dclose, "dataset"};
    const std::vector<const char*> words(many, "[run]");
    H5Dwrite(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, words.data());
  }
  expect_refusal(texts, "'scenario_resolved' has 4096 values, expected one value");
}

TEST_F(DamagedFiles, whose_columns_do_not_fit_together_are_refused_by_all) {
  const auto i8 = H5T_NATIVE_INT8, i32 = H5T_NATIVE_INT32;
  expect_refusal(with_zeros("a.h5", "factor_scale", i8, {}), "'factor_scale'");
  expect_refusal(with_zeros("b.h5", "table_ended_month", i32, {0}), "'table_ended_month'");
  expect_refusal(with_zeros("c.h5", "event_run", i32, {}), "'event_run'");
  expect_refusal(with_zeros("d.h5", "event_value", H5T_NATIVE_DOUBLE, {7}), "'event_value'");
  expect_refusal(with_zeros("e.h5", "decision_block", i8, {3}), "'decision_block'");
  expect_refusal(with_zeros("f.h5", "progress", H5T_NATIVE_FLOAT, {40, 6}), "'progress'");
  expect_refusal(with_zeros("g.h5", "trajectory_hash", H5T_NATIVE_UINT64, {39}),
                 "'trajectory_hash'");
  expect_refusal(with_zeros("h.h5", "net_value", i32, {40, 2}), "h.h5");
}

// Every column that analyses read by name, in every other shape or kind.
TEST_F(DamagedFiles, with_any_column_in_another_shape_are_refused) {
  int tried = 0;
  const ResultsFile good(whole("good.h5"));
  for (const results::Column& column : results::columns) {
    const std::string name(column.name);
    if (!good.has(name)) continue;
    const auto size = good.shape(name);
    const hid_t type =
        column.holds == results::Holds::number ? H5T_NATIVE_DOUBLE : H5T_NATIVE_INT32;
    std::vector<std::vector<hsize_t>> others{{size.begin(), size.end()}, {}, {1, 1, 1}};
    others[0].push_back(2);
    if (size.empty()) others[1] = {3};
    if (!size.empty()) {
      others.emplace_back(size.begin(), size.end());
      others.back()[0] += 1;
    }
    for (const auto& other : others) {
      const std::string file = with_zeros("spoilt.h5", name.c_str(), type, other);
      EXPECT_THROW(ResultsFile{file}, ResultsError) << name;
      ++tried;
    }
    if (column.holds != results::Holds::number) {
      const std::string file =
          with_zeros("spoilt.h5", name.c_str(), H5T_NATIVE_DOUBLE, {size.begin(), size.end()});
      EXPECT_THROW(ResultsFile{file}, ResultsError) << name;
      ++tried;
    }
  }
  EXPECT_GT(tried, 200);
}

TEST_F(DamagedFiles, with_a_number_of_nothing_are_refused_where_it_is_read) {
  int tried = 0;
  const ResultsFile good(whole("good.h5"));
  for (const results::Column& column : results::columns) {
    const std::string name(column.name);
    const bool whole_number = column.holds != results::Holds::text &&
                              column.holds != results::Holds::number &&
                              column.holds != results::Holds::whole;
    if (!good.has(name) || !whole_number) continue;
    for (const std::int64_t value : {-3, 127}) {
      if (column.holds == results::Holds::count && value > 0) continue;
      const ResultsFile file(with_value("spoilt.h5", name.c_str(), value));
      EXPECT_THROW(file.integers(name), ResultsError) << name << value;
      EXPECT_THROW(file.row(name, 0), ResultsError) << name << value;
      ++tried;
    }
  }
  EXPECT_GT(tried, 40);
  const std::string arm = with_value("arm.h5", results::arm, 7);
  for (const std::string& verb : verbs)
    EXPECT_NE(reply_of(verb + " " + arm).complaint.find("'arm' holds 7, expected 0 to 3"),
              std::string::npos)
        << verb;
  const std::string ended = with_value("ended.h5", results::table_ended_by, -3);
  EXPECT_EQ(reply_of("survival " + ended).exit, 2);
  const std::string owner = with_value("owner.h5", "decision_organisation", 1 << 30);
  EXPECT_EQ(reply_of("explain " + owner + " --run 0").exit, 2);
  const std::string order = with_value("order.h5", "event_run", 99);
  EXPECT_NE(reply_of("explain " + order + " --run 0").complaint.find("order of the runs"),
            std::string::npos);
}

TEST_F(DamagedFiles, that_claim_more_than_they_hold_are_refused) {
  const std::string name = whole("tall.h5");
  {
    const Handle file = opened(name);
    H5Ldelete(file, results::run, H5P_DEFAULT);
    constexpr hsize_t tall = 50000000, chunk = 1000000;
    const Handle space = hdf5::space({tall});
    const Handle creation{H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "creation"};
    H5Pset_chunk(creation, 1, &chunk);
    const Handle data{
        H5Dcreate2(file, results::run, H5T_NATIVE_INT32, space, H5P_DEFAULT, creation, H5P_DEFAULT),
        H5Dclose, "dataset"};
  }
  expect_refusal(name, "'run' says it has 50000000 values, but holds fewer");
}

TEST_F(DamagedFiles, that_point_to_other_files_are_refused) {
  const std::string other = whole("other.h5"), name = whole("points.h5");
  {
    const Handle file = opened(name);
    H5Ldelete(file, "net_value", H5P_DEFAULT);
    H5Lcreate_external(other.c_str(), "/net_value", file, "net_value", H5P_DEFAULT, H5P_DEFAULT);
  }
  expect_refusal(name, "'net_value' is a link to elsewhere");
}

TEST_F(DamagedFiles, that_may_not_be_read_say_so) {
  const std::string name = whole("closed.h5");
  fs::permissions(name, fs::perms::none);
  if (::access(name.c_str(), R_OK) == 0) return;  // root reads everything
  expect_refusal(name, "Permission denied");
}

TEST_F(DamagedFiles, that_are_pipes_are_refused_at_once) {
  ASSERT_EQ(::mkfifo(path("pipe.h5").c_str(), 0600), 0);
  expect_refusal(path("pipe.h5"), "no result file");
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

TEST_F(DamagedFiles, whose_checksums_are_gone_are_refused) {
  for (const char* const gone : {"checksum_run", "checksum_progress", "checksum_event",
                                 "checksum_decision", results::labels_checksum_attribute}) {
    const std::string name = whole(std::string(gone) + ".h5");
    {
      const Handle file = as_it_is(name);
      if (H5Aexists(file, gone) > 0)
        H5Adelete(file, gone);
      else
        H5Ldelete(file, gone, H5P_DEFAULT);
    }
    expect_refusal(name, "missing");
  }
}

TEST_F(DamagedFiles, of_a_version_without_checksums_are_said_to_be_sampled_only) {
  const std::string name = whole("former.h5");
  { opened(name); }
  EXPECT_NE(reply_of_samen("verify " + name).complaint.find("of a version without checksums"),
            std::string::npos);
}

TEST_F(DamagedFiles, whose_months_are_no_months_are_refused) {
  const std::string name = whole("months.h5");
  {
    const Handle file = opened(name);
    const Handle data{H5Dopen2(file, "month_label", H5P_DEFAULT), H5Dclose, "months"};
    const std::vector<const char*> labels(6, "hello");
    const Handle type = hdf5::text_type();
    H5Dwrite(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, labels.data());
  }
  for (const std::string& verb : verbs) {
    const Reply reply = reply_of(verb + " " + name);
    EXPECT_EQ(reply.exit, 2) << verb;
    EXPECT_NE(reply.complaint.find("'month_label' holds no months"), std::string::npos)
        << reply.complaint;
  }
}

// A title or a name in a stranger's file could steer the reader's terminal.
TEST_F(DamagedFiles, that_hold_control_characters_do_not_steer_a_terminal) {
  const std::string steering =
      "\x1b]0;owned\x07 \xc2\x9b"
      "2J and\rover";
  Scenario of = scenario(
      "arms = [\"alone\", \"together\"]\nreplicates = 6\nrecord = [\"organisations\", "
      "\"events\"]\n");
  of.title = of.question = steering;
  for (OrganisationLayout& owner : of.setting.layout.organisations) owner.name += steering;
  for (Goal& goal : of.setting.layout.goals) goal.name += steering;
  of.setting.layout.tables[0].name += steering;
  const std::string name = written("steering.h5", of, [](RunResult& result) {
    if (result.run.index == 1) {
      fail(result);
      result.message = "\x1b[2J";
    }
  });
  for (const std::string verb :
       {"summary", "compare", "survival", "explain", "export", "howmany",
        "export --long open_budget", "summary --format csv", "summary --format markdown"}) {
    const Reply reply = reply_of(verb + " " + name);
    EXPECT_EQ(reply.exit, 0) << verb << reply.complaint;
    for (const char* const control : {"\x1b", "\x07", "\xc2\x9b", "\rover"})
      EXPECT_EQ((reply.text + reply.complaint).find(control), std::string::npos) << verb;
  }
  EXPECT_FALSE(nlohmann::json::parse(reply_of("summary " + name + " --format json").text).empty());
  EXPECT_NE(
      reply_of("summary " + name).text.find("\\u001b]0;owned\\u0007 \\u009b2J and\\u000dover"),
      std::string::npos)
      << "they are shown";
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
