// Colours of pictures in the eyes of readers with three kinds of colour vision.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "analysis/pictures/drawing/palette.hpp"

namespace samen::analysis::picture::palette_test {
namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

/// How linear red, green and blue are seen with all cones, and with none of one kind: Machado,
/// Oliveira & Fernandes (2009), IEEE Transactions on Visualization and Computer Graphics 15(6),
/// severity 1.
struct Vision {
  const char* name;
  Matrix matrix;
};
constexpr std::array visions{Vision{"full colour vision", {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}},
                             Vision{"protanopia",
                                    {{{0.152286, 1.052583, -0.204868},
                                      {0.114503, 0.786281, 0.099216},
                                      {-0.003882, -0.048116, 1.051998}}}},
                             Vision{"deuteranopia",
                                    {{{0.367322, 0.860646, -0.227968},
                                      {0.280085, 0.672501, 0.047413},
                                      {-0.011820, 0.042940, 0.968881}}}},
                             Vision{"tritanopia",
                                    {{{1.255528, -0.076749, -0.178779},
                                      {-0.078411, 0.930809, 0.147602},
                                      {0.004733, 0.691367, 0.303900}}}}};

/// Red, green and blue of "#RRGGBB", linear in light (IEC 61966-2-1).
Triple linear(std::string_view colour) {
  Triple light{};
  for (std::size_t k = 0; k < 3; ++k) {
    int value = 0;
    const char* const at = colour.data() + 1 + 2 * k;
    std::from_chars(at, at + 2, value, 16);
    const double share = value / 255.0;
    light[k] = share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  }
  return light;
}

double luminance(const Triple& light) {
  return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
}

/// To white (WCAG 2.1).
double contrast(std::string_view colour) {
  return 1.05 / (luminance(linear(colour)) + 0.05);
}

/// CIE L*a*b* under daylight (D65) of a colour as it is seen.
Triple lab(std::string_view colour, const Matrix& seen) {
  const Triple own = linear(colour);
  Triple light{};
  for (std::size_t k = 0; k < 3; ++k)
    light[k] =
        std::clamp(seen[k][0] * own[0] + seen[k][1] * own[1] + seen[k][2] * own[2], 0.0, 1.0);
  const auto part = [](double value) {
    return value > 0.008856 ? std::cbrt(value) : 7.787 * value + 16.0 / 116.0;
  };
  const double x = part((0.4124 * light[0] + 0.3576 * light[1] + 0.1805 * light[2]) / 0.95047);
  const double y = part(luminance(light));
  const double z = part((0.0193 * light[0] + 0.1192 * light[1] + 0.9505 * light[2]) / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

/// The least distance (CIE 1976) between two of some colours.
double nearest(std::span<const std::string_view> colours, const Matrix& seen) {
  double least = 1e9;
  for (std::size_t i = 0; i < colours.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const Triple a = lab(colours[i], seen), b = lab(colours[j], seen);
      least = std::min(least, std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
    }
  return least;
}

std::vector<std::string_view> of(std::span<const Ink> all, std::string_view Ink::*strength) {
  std::vector<std::string_view> colours;
  for (const Ink& ink : all) colours.push_back(ink.*strength);
  return colours;
}

TEST(Palette, measures_colours_as_the_standards_do) {
  EXPECT_NEAR(contrast("#000000"), 21.0, 1e-9);
  EXPECT_NEAR(contrast("#767676"), 4.54, 0.005);         // the lightest grey that text may have
  const Triple red = lab("#FF0000", visions[0].matrix);  // Lindbloom: 53.24, 80.09, 67.20
  EXPECT_NEAR(red[0], 53.24, 0.05);
  EXPECT_NEAR(red[1], 80.09, 0.05);
  EXPECT_NEAR(red[2], 67.20, 0.05);
}

TEST(Palette, of_arms_is_told_apart_with_every_colour_vision) {
  const std::array arms{ink_of("nothing", 0), ink_of("alone", 0), ink_of("together", 0),
                        ink_of("only_together", 0)};
  for (const Vision& vision : visions)
    for (const auto strength : {&Ink::line, &Ink::text})
      EXPECT_GE(nearest(of(arms, strength), vision.matrix), 20.0) << vision.name;
  // What was there before: grey and green were one colour to a deuteranope.
  const std::vector<std::string_view> before{"#7F7F7F", "#009E73"};
  EXPECT_LT(nearest(before, visions[2].matrix), 10.0);
}

TEST(Palette, of_other_names_is_told_apart_too) {
  for (const Vision& vision : visions)
    for (const auto strength : {&Ink::line, &Ink::text})
      EXPECT_GE(nearest(of(inks, strength), vision.matrix), 15.0) << vision.name;
}

TEST(Palette, stands_out_from_white) {
  for (const Ink& ink : inks) {
    EXPECT_GE(contrast(ink.line), 3.0) << ink.line;
    EXPECT_GE(contrast(ink.text), 4.5) << ink.text;
    EXPECT_GE(contrast(ink.text), contrast(ink.line)) << ink.text;
  }
}

}  // namespace
}  // namespace samen::analysis::picture::palette_test
