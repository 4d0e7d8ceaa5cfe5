// Result files of earlier versions, which had other names for some things.
#include <hdf5.h>

#include "analysis/results/batch.hpp"
#include "io/known_answer.hpp"
#include "io/results_format.hpp"
#include "io/scenario_reader.hpp"

namespace samen::analysis::former_names_test {
namespace {

class FormerFile : public KnownAnswer {
 protected:
  /// Two arms with four runs each: 2 members stay in the first arm and 3 in the second. The file
  /// has the names of today or the former ones.
  std::string file(bool former) const {
    const Scenario known = scenario("arms = [\"together\", \"only_together\"]\nreplicates = 4\n");
    const std::string file =
        written(former ? "former.h5" : "today.h5", known, [](RunResult& result) {
          outcome(result, "members") = result.run.arm == Arm::together ? 2.0 : 3.0;
        });
    if (!former) return file;
    const hid_t opened = H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    H5Lmove(opened, "members", opened, "members_left", H5P_DEFAULT, H5P_DEFAULT);
    H5Lmove(opened, "members_at_table", opened, "members", H5P_DEFAULT, H5P_DEFAULT);
    H5Fclose(opened);
    return file;
  }
};

TEST_F(FormerFile, is_read_by_the_names_of_today) {
  const Batch batch(file(true));
  EXPECT_EQ(batch.column("members"), (std::vector<double>{2, 3, 2, 3, 2, 3, 2, 3}));
  EXPECT_EQ(batch.file().shape("members_at_table").size(), 3u);
  EXPECT_EQ(batch.measure("members").unit, "members");
  const auto names = batch.file().names();
  EXPECT_EQ(std::count(names.begin(), names.end(), "members"), 1);
  EXPECT_EQ(std::count(names.begin(), names.end(), "members_left"), 0);
  EXPECT_EQ(batch.file().today("members_left"), "members");
  EXPECT_EQ(batch.file().today("members"), "members_at_table");
}

TEST_F(FormerFile, is_summarised_as_one_of_today) {
  const Reply former = reply_of("summary " + file(true) + " --format csv");
  const Reply today = reply_of("summary " + file(false) + " --format csv");
  ASSERT_EQ(former.exit, 0) << former.complaint;
  EXPECT_EQ(former.text, today.text);
}

TEST_F(FormerFile, and_the_former_name_of_a_measure_is_known_for_now) {
  for (const bool former : {true, false}) {
    const std::string given = file(former);
    const Reply before = reply_of("compare " + given + " --measure members_left --format csv");
    const Reply now = reply_of("compare " + given + " --measure members --format csv");
    ASSERT_EQ(before.exit, 0) << before.complaint;
    EXPECT_EQ(before.text, now.text);
    EXPECT_NE(before.complaint.find("'members_left' is called 'members' now"), std::string::npos);
    EXPECT_EQ(now.complaint, "");
  }
}

/// A file of two arms as it was before 1.6: the arm that is now called together was called choice,
/// and the arm that is now called only_together was called together.
class FormerArmsFile : public KnownAnswer {
 protected:
  std::string file(bool former) const {
    const Scenario known = scenario(
        "arms = [\"only_together\", \"together\"]\nreplicates = 12\nrecord = "
        "[\"summary\"]\n[scenario.answer]\narms = [\"together\", \"only_together\"]\n"
        "[[scenario.expected]]\nsays = \"more\"\nfirst = { arm = \"together\" }\n"
        "second = { arm = \"only_together\" }\ndirection = \"more\"\n");
    const std::string file =
        written(former ? "former.h5" : "today.h5", known, [](RunResult& result) {
          const double luck = 10.0 * result.run.replicate;
          outcome(result, "net_value") =
              luck + (result.run.arm == Arm::together ? 3000.0 + luck : 2000.0);
        });
    if (former) rename_arms(file);
    return file;
  }

  static void rename_arms(const std::string& file) {
    const hid_t opened = H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    const hid_t arm = H5Dopen2(opened, "arm", H5P_DEFAULT);
    state(arm, "flag_meanings", "nothing alone together choice");
    H5Dclose(arm);
    state(opened, "answer_arms", "choice together");
    for (const char* name : {"expected", "scenario_resolved"}) rewrite(opened, name);
    // The file is as files were before they vouched for their texts.
    H5Adelete(opened, results::labels_checksum_attribute);
    const std::int32_t version[2] = {results::version_major, results::checksums_since - 1};
    const hid_t stated = H5Aopen(opened, results::version_attribute, H5P_DEFAULT);
    H5Awrite(stated, H5T_NATIVE_INT32, version);
    H5Aclose(stated);
    H5Fclose(opened);
  }

  static void state(hid_t owner, const char* name, const std::string& text) {
    H5Adelete(owner, name);
    const hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR);
    H5Tset_size(type, text.size());
    const hid_t attribute = H5Acreate2(owner, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    H5Awrite(attribute, type, text.c_str());
    H5Aclose(attribute);
    H5Sclose(space);
    H5Tclose(type);
  }

  /// Writes the text of a dataset as earlier versions did.
  static void rewrite(hid_t file, const char* name) {
    const hid_t data = H5Dopen2(file, name, H5P_DEFAULT), type = H5Dget_type(data);
    char* found = nullptr;
    H5Dread(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<void*>(&found));
    std::string text = found;
    const hid_t space = H5Dget_space(data);
    H5Dvlen_reclaim(type, space, H5P_DEFAULT, static_cast<void*>(&found));
    for (const char quote : {'"', '\''})
      for (const auto& [now, before] :
           {std::pair{"together", "choice"}, {"only_together", "together"}}) {
        const std::string wanted = quote + std::string(now) + quote;
        for (std::size_t at = text.find(wanted); at != std::string::npos;
             at = text.find(wanted, at))
          text.replace(at + 1, wanted.size() - 2, before);
      }
    const char* const written = text.c_str();
    H5Dwrite(data, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<const void*>(&written));
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(data);
  }
};

TEST_F(FormerArmsFile, is_read_by_the_arms_of_today) {
  const Batch batch(file(true));
  const auto [first, second] = batch.answer_arms();
  EXPECT_EQ(batch.arm_name(first), "together");
  EXPECT_EQ(batch.arm_name(second), "only_together");
  EXPECT_EQ(batch.values("net_value", {batch.arm_named("together"), 0}).front(), 3000.0);
  EXPECT_EQ(batch.values("net_value", {batch.arm_named("only_together"), 0}).front(), 2000.0);
}

TEST_F(FormerArmsFile, is_summarised_as_one_of_today_with_what_was_expected_of_it) {
  const Reply former = reply_of("summary " + file(true) + " --format csv");
  const Reply today = reply_of("summary " + file(false) + " --format csv");
  ASSERT_EQ(former.exit, 0) << former.complaint;
  EXPECT_EQ(former.text, today.text);
  EXPECT_NE(former.text.find("as expected"), std::string::npos) << former.text;
}

TEST_F(FormerArmsFile, holds_a_scenario_that_is_read_in_the_arms_of_today) {
  const Scenario again = scenario_from(Batch(file(true)).file().scenario(), "again");
  EXPECT_EQ(again.arms, (std::vector{Arm::only_together, Arm::together}));
  EXPECT_EQ(again.answer.first, Arm::together);
  EXPECT_EQ(again.answer.second, Arm::only_together);
}

TEST_F(FormerArmsFile, is_asked_for_its_arms_by_the_names_of_today) {
  const Reply reply = reply_of("compare " + file(true) + " --of choice --against together");
  EXPECT_EQ(reply.exit, 2);
  EXPECT_NE(reply.complaint.find("'choice' is called 'together' now"), std::string::npos)
      << reply.complaint;
}

}  // namespace
}  // namespace samen::analysis::former_names_test
