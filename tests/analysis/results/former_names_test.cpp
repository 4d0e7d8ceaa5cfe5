// Result files of the version before, which called two things otherwise.
#include <hdf5.h>

#include "analysis/results/batch.hpp"
#include "io/known_answer.hpp"

namespace samen::analysis {
namespace {

class FormerFile : public KnownAnswer {
 protected:
  /// Two arms of four runs in which 2 and in the others 3 members stay; as today or as before.
  std::string file(bool former) const {
    const Scenario known = scenario("arms = [\"together\", \"choice\"]\nreplicates = 4\n");
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

}  // namespace
}  // namespace samen::analysis
