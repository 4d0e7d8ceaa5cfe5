#include "analysis/pictures/drawing/doubt.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace samen::analysis::picture::picture_doubt_test {
namespace {

DoubtChart chart() {
  DoubtChart drawn{{"doubt", "title", "subtitle"},
                   "M€",
                   "sets",
                   "correlation",
                   "the scenario itself",
                   {"together ahead", blue},
                   {"alone ahead", orange},
                   {}};
  const double no_number = std::numeric_limits<double>::quiet_NaN();
  drawn.panels.push_back({"as it stands",
                          {-1.0, 0.5, 1.5, 2.5, no_number},
                          3.0,
                          {{"pleasant surprises taken into trust", "trust.gain", 0.8, {{0.7, 0.9}}},
                           {"chance of a conflict at zero alignment of the least aligned member, "
                            "which no line is long enough to tell",
                            "conflict.rate",
                            -0.4,
                            {{-0.5, -0.3}}}}});
  drawn.panels.push_back({"own money only", {-2.0, -1.0}, -1.5, {}});
  return drawn;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(DoubtPicture, has_both_sides_of_nought_and_what_decides) {
  const Picture picture = picture_of(chart());
  EXPECT_EQ(count(picture.data, "together ahead: difference, sets"), 1u);
  EXPECT_EQ(count(picture.data, "alone ahead: difference, sets"), 2u);
  EXPECT_EQ(count(picture.data, "drivers:"), 1u) << "none where none are known";
  EXPECT_EQ(count(picture.script, "\nplot "), 3u);
  EXPECT_NE(picture.script.find("the scenario itself"), std::string::npos);
  EXPECT_NE(picture.script.find("pleasant surprises"), std::string::npos);
  EXPECT_NE(picture.script.find("chance of a conflict"), std::string::npos);
  EXPECT_NE(picture.script.find("…"), std::string::npos);
  EXPECT_EQ(picture.script.find("conflict.rate"), std::string::npos) << "the key is for pointing";
  bool hovered = false;
  for (const Hover& hover : picture.hovers) {
    hovered = hovered || hover.text.find(
                             "pleasant surprises taken into trust – trust.gain"
                             "\u20020.80 [0.70, 0.90]") != std::string::npos;
    EXPECT_GE(hover.left, 0.0);
    EXPECT_LE(hover.left + hover.width, picture.width + 1e-9);
    EXPECT_LE(hover.top + hover.height, picture.height + 1e-9);
  }
  EXPECT_TRUE(hovered);
}

TEST(DoubtPicture, refuses_what_cannot_be_drawn) {
  EXPECT_THROW(picture_of(DoubtChart{}), std::invalid_argument);
  DoubtChart empty = chart();
  empty.panels[1].differences.clear();
  EXPECT_THROW(picture_of(empty), std::invalid_argument);
}

}  // namespace
}  // namespace samen::analysis::picture::picture_doubt_test
