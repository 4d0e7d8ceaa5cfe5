// Numbers side by side: every lane holds the very bits that one number would have, in each
// operation.
#include "model/core/lanes.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::lanes_test {
namespace {

/// One number, which a lane must equal.
template <class Real>
using One = std::conditional_t<is_single<Real>, Lone, double>;
template <class Real>
using Three = std::array<One<Real>, 3>;

constexpr double most = std::numeric_limits<double>::max();
constexpr double infinite = std::numeric_limits<double>::infinity();

/// Zeros, ends of the range, edges of the functions.
const std::vector<double> special{
    0.0,       -0.0,      1.0,   -1.0,          0.5,
    -0.5,      2.0,       0.1,   1e-300,        -1e-300,
    1e300,     -1e300,    most,  -most,         infinite,
    -infinite, 0x1p-1022, 708.0, 709.0,         -708.0,
    -800.0,    0.075,     0.925, 1.0 - 0x1p-53, std::numeric_limits<double>::quiet_NaN(),
    1e-30,     0x1p-126,  1e-40, 87.0,          -87.0,
    88.0,      -88.0,     3e38,  1.0 - 0x1p-24, 127.0};

/// A few thousand threes of numbers: all pairs of special ones, numbers of every size and sign, and
/// numbers between 0 and 1.
template <class Real>
std::vector<Three<Real>> threes() {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> share_of(0.0, 1.0),
      exponent(is_single<Real> ? -120.0 : -1000.0, is_single<Real> ? 120.0 : 1000.0),
      small(-20.0, 20.0);
  const auto any_size = [&] {
    return std::ldexp(small(random), static_cast<int>(exponent(random)));
  };
  std::vector<Three<Real>> all;
  for (std::size_t a = 0; a < special.size(); ++a)
    for (std::size_t b = 0; b < special.size(); ++b)
      all.push_back({special[a], special[b], special[(a + b) % special.size()]});
  for (int n = 0; n < 1000; ++n) {
    all.push_back({any_size(), any_size(), any_size()});
    all.push_back({small(random), small(random), small(random)});
    all.push_back({share_of(random), share_of(random), share_of(random)});
    all.push_back({std::exp((is_single<Real> ? 4.0 : 35.0) * small(random)), small(random),
                   share_of(random)});
  }
  return all;
}

/// The bits that must be the same; one NaN is as good as another.
std::uint64_t image(double x) {
  return std::isnan(x) ? ~std::uint64_t{0} : bits_of(x);
}
std::uint64_t image(float x) {
  return std::isnan(x) ? ~std::uint64_t{0} : std::bit_cast<std::uint32_t>(x);
}
std::uint64_t image(std::uint64_t x) {
  return x;
}
std::uint64_t image(std::uint32_t x) {
  return x;
}
std::uint64_t image(bool x) {
  return x ? 1 : 0;
}
std::uint64_t image(Condition x) {
  return image(static_cast<bool>(x));
}

/// The plain value of a number, condition or word, whether it is kept in a lane or not.
template <class Value>
auto plain(const Value& x) {
  return x;
}
template <class Number>
auto plain(const Lanes<Number, 1>& x) {
  return lane(x, 0);
}
template <class Number>
auto plain(const LaneMask<Number, 1>& x) {
  return lane(x, 0);
}

/// Number `which` of W neighbouring entries, side by side.
template <int W, class Entry, std::size_t n>
auto side_by_side(const std::vector<std::array<Entry, n>>& all, std::size_t first,
                  std::size_t which) {
  Lanes<decltype(plain(Entry{})), W> x = plain(all[first][which]);
  for (int r = 1; r < W; ++r)
    set_lane(x, r, plain(all[(first + static_cast<std::size_t>(r)) % all.size()][which]));
  return x;
}

/// Expects that the operation gives in each lane what it gives for one entry.
template <int W, class Entry, std::size_t n, class Operation>
void expect_same_in_lanes(const std::vector<std::array<Entry, n>>& all,
                          const Operation& operation) {
  for (std::size_t first = 0; first < all.size(); first += W) {
    std::array<Lanes<decltype(plain(Entry{})), W>, n> x;
    for (std::size_t which = 0; which < n; ++which) x[which] = side_by_side<W>(all, first, which);
    const auto given = std::apply(operation, x);
    for (int r = 0; r < W; ++r) {
      const auto& one = all[(first + static_cast<std::size_t>(r)) % all.size()];
      ASSERT_EQ(image(lane(given, r)), image(plain(std::apply(operation, one))))
          << "lane " << r << " of " << W << " of entry " << first + static_cast<std::size_t>(r)
          << ", which begins with " << plain(one[0]);
    }
  }
}

/// Expects the same in lanes for threes of numbers.
template <class Real, class Operation>
void expect_lane_by_lane(const Operation& operation) {
  static const std::vector<Three<Real>> all = threes<Real>();
  expect_same_in_lanes<lanes<Real>>(all, operation);
}

template <class Real>
using Word = detail::Unsigned<typename NumberType<Real>::Number>;
template <class Real>
using Two =
    std::array<std::conditional_t<is_single<Real>, Lanes<std::uint32_t, 1>, std::uint64_t>, 2>;

/// A few thousand pairs of words: edges of the halves, and words of every length.
template <class Real>
std::vector<Two<Real>> twos() {
  std::mt19937_64 random(2);
  constexpr std::uint64_t edges[] = {
      0, 1, 0xffff, 0xffffffff, 0x100000000, ~std::uint64_t{0}, std::uint64_t{1} << 63};
  const auto word = [](std::uint64_t bits) { return static_cast<Word<Real>>(bits); };
  std::vector<Two<Real>> all;
  for (const std::uint64_t a : edges)
    for (const std::uint64_t b : edges) all.push_back({word(a), word(b)});
  for (int n = 0; n < 3000; ++n) {
    const std::uint64_t a = random(), b = random() >> (n % 64);
    all.push_back({word(a), word(b)});
  }
  return all;
}

/// Expects the same in lanes for pairs of words.
template <class Real, class Operation>
void expect_lane_by_lane_of_words(const Operation& operation) {
  static const std::vector<Two<Real>> all = twos<Real>();
  expect_same_in_lanes<lanes<Real>>(all, operation);
}

template <class Number>
class SideBySide : public ::testing::Test {};

using Widths =
    ::testing::Types<Lanes<double, 1>, Lanes<double, 4>, Lanes<double, 16>, Lanes<double, 32>,
                     Lanes<float, 1>, Lanes<float, 8>, Lanes<float, 16>, Lanes<float, 32>>;
struct Width {
  template <class Number>
  static std::string GetName(int) {
    return std::to_string(lanes<Number>) + (is_single<Number> ? "_single" : "_double");
  }
};
TYPED_TEST_SUITE(SideBySide, Widths, Width);

TYPED_TEST(SideBySide, numbers_are_added_subtracted_multiplied_and_divided) {
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a + b; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a - b; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a * b; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a / b; });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return -a; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a += b; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a -= b; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a *= b; });
}

TYPED_TEST(SideBySide, numbers_never_round_once_where_two_roundings_are_due) {
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto c) { return a * b + c; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto c) { return c - a * b; });
}

TYPED_TEST(SideBySide, numbers_meet_those_that_are_the_same_in_all_lanes) {
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return 1.0 - a * 0.3 + b / 7; });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return 2 * a - -0.0; });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return least(1.0, a); });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return greatest(a, 0.0); });
  expect_lane_by_lane<TypeParam>(
      [](auto a, auto b, auto) { return select(a < 0.5 && b >= 2, a, 0.25); });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return select(a > 0.0, 1.0, -0.0); });
}

TYPED_TEST(SideBySide, numbers_are_compared) {
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a < b; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a <= b; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a > b; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a >= b; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a == b; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return a != b; });
}

TYPED_TEST(SideBySide, conditions_are_joined_turned_and_chosen_from) {
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto c) { return a < b && b < c; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto c) { return a < b || b < c; });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return !(a < b); });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto c) {
    using Truth = Mask<decltype(a)>;
    return select(Truth(a < b), Truth(b < c), Truth(a == c));
  });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) {
    using Truth = Mask<decltype(a)>;
    return (Truth(true) && a < b) || Truth(false);
  });
}

TYPED_TEST(SideBySide, numbers_are_chosen_and_bounded) {
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto c) { return select(a < b, b, c); });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return least(a, b); });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return greatest(a, b); });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return clip(a, -0.5, 2.0); });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return share(a); });
}

TYPED_TEST(SideBySide, roots_magnitudes_and_whole_parts_are_taken) {
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return square_root(a); });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return magnitude(a); });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return whole_part(a); });
  expect_lane_by_lane<TypeParam>(
      [](auto a, auto, auto) { return whole_part(decltype(a)(4.0 * a)); });
}

TYPED_TEST(SideBySide, functions_are_worked_out) {
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return exponential(a); });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return logarithm(a); });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto) { return power(a, b); });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return power(a, -1.1); });
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return logistic(a); });
  expect_lane_by_lane<TypeParam>([](auto, auto, auto c) { return normal_quantile(c); });
  expect_lane_by_lane<TypeParam>(
      [](auto, auto, auto c) { return normal_quantile(decltype(c)(1e-9 * c)); });
}

TYPED_TEST(SideBySide, numbers_are_inverted_in_any_company) {
  for (std::size_t size = 1; size <= 9; ++size)
    for (std::size_t which = 0; which < size; ++which)
      expect_lane_by_lane<TypeParam>([&](auto a, auto b, auto c) {
        std::vector<decltype(a)> x;
        for (std::size_t n = 0; n < size; ++n) x.push_back(n % 3 == 0 ? a : n % 3 == 1 ? b : c);
        invert(std::span(x));
        return x[which];
      });
}

TYPED_TEST(SideBySide, bits_are_looked_at_shifted_and_combined) {
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return bits_of(a); });
  expect_lane_by_lane<TypeParam>(
      [](auto a, auto b, auto) { return number_of(bits_of(a) ^ bits_of(b)); });
  expect_lane_by_lane_of_words<TypeParam>([](auto a, auto b) { return a + b; });
  expect_lane_by_lane_of_words<TypeParam>([](auto a, auto b) { return a - b; });
  expect_lane_by_lane_of_words<TypeParam>([](auto a, auto b) { return a & b; });
  expect_lane_by_lane_of_words<TypeParam>([](auto a, auto b) { return a | b; });
  expect_lane_by_lane_of_words<TypeParam>([](auto a, auto b) { return a ^ b; });
  expect_lane_by_lane_of_words<TypeParam>(
      [](auto a, auto) { return a + std::uint64_t{0x9e3779b9}; });
  expect_lane_by_lane_of_words<TypeParam>([](auto a, auto b) { return a < b; });
  expect_lane_by_lane_of_words<TypeParam>([](auto a, auto b) { return a == b; });
  for (const int places : {0, 1, 7, 31, 32, 33, 52, 63}) {
    if (places >= 8 * static_cast<int>(sizeof(Word<TypeParam>))) break;
    expect_lane_by_lane_of_words<TypeParam>([=](auto a, auto) { return a << places; });
    expect_lane_by_lane_of_words<TypeParam>([=](auto a, auto) { return a >> places; });
  }
}

TYPED_TEST(SideBySide, products_of_words_are_wide) {
  expect_lane_by_lane_of_words<TypeParam>([](auto a, auto b) { return word_product(a, b).high; });
  expect_lane_by_lane_of_words<TypeParam>([](auto a, auto b) { return word_product(a, b).low; });
  if constexpr (!is_single<TypeParam>)
    expect_lane_by_lane_of_words<TypeParam>([](auto a, auto b) { return wide_product(a, b); });
  EXPECT_EQ(wide_product(0xffffffffffffffffULL, 0xdead0000ffffffffULL), 0xfffffffe00000001ULL);
  const Lanes<std::uint32_t, 1> most_word(0xffffffffu);
  EXPECT_EQ(lane(word_product(most_word, most_word).high, 0), 0xfffffffeu);
  EXPECT_EQ(lane(word_product(most_word, most_word).low, 0), 1u);
}

TYPED_TEST(SideBySide, numbers_widen_narrow_and_meet_money) {
  constexpr int W = lanes<TypeParam>;
  expect_lane_by_lane<TypeParam>([](auto a, auto, auto) { return Money<decltype(a)>(a); });
  expect_lane_by_lane<TypeParam>(
      [](auto a, auto b, auto) { return Money<decltype(a)>(a) * 0.1 + b; });
  expect_lane_by_lane<TypeParam>(
      [](auto a, auto b, auto) { return decltype(a)(Money<decltype(a)>(a) * 0.1 + b); });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto c) {
    const Money<decltype(a)> money = a;
    return select((money * 3.0 < b && b < c) || c < money, money, c);
  });
  expect_lane_by_lane<TypeParam>([](auto a, auto b, auto c) {
    const Money<decltype(a)> money = a;
    return select(money < 0.1, b, c);
  });
  Money<TypeParam> money = 0.0;
  for (int month = 0; month < 1000; ++month) money += TypeParam(0.5);
  EXPECT_EQ(lane(money + 1e-9, W - 1), 500.0 + 1e-9);
}

TYPED_TEST(SideBySide, lanes_are_set_and_read_one_by_one) {
  constexpr int W = lanes<TypeParam>;
  using Number = typename NumberType<TypeParam>::Number;
  Lanes<Number, W> x = 3;
  Lanes<std::uint64_t, W> words{std::uint64_t{7}};
  for (int r = 0; r < W; ++r) {
    EXPECT_EQ(lane(x, r), 3.0);
    EXPECT_EQ(lane(words, r), 7u);
    EXPECT_EQ(lane(Lanes<Number, W>{}, r), 0.0);
    EXPECT_FALSE(lane(LaneMask<Number, W>{}, r));
    EXPECT_TRUE(lane(LaneMask<Number, W>(true), r));
  }
  for (int r = 0; r < W; ++r) {
    const Lanes<Number, W> before = x;
    set_lane(x, r, Number(0.5) * Number(r));
    set_lane(words, r, ~static_cast<std::uint64_t>(r));
    for (int other = 0; other < W; ++other) {
      EXPECT_EQ(lane(x, other), other == r ? Number(0.5) * Number(r) : lane(before, other));
      EXPECT_EQ(lane(words, other), other <= r ? ~static_cast<std::uint64_t>(other) : 7u);
    }
  }
}

TYPED_TEST(SideBySide, none_means_in_no_lane) {
  constexpr int W = lanes<TypeParam>;
  using Number = typename NumberType<TypeParam>::Number;
  using Truth = LaneMask<Number, W>;
  EXPECT_TRUE(none(Truth{}));
  EXPECT_TRUE(none(Truth(false)));
  EXPECT_FALSE(none(Truth(true)));
  for (int r = 0; r < W; ++r) {
    Lanes<Number, W> x = 0.0;
    set_lane(x, r, 1.0);
    EXPECT_FALSE(none(x > 0.0)) << r;
    EXPECT_EQ(none(x == 0.0), W == 1) << r;
    EXPECT_TRUE(none(x > 1.0)) << r;
    EXPECT_TRUE(none(!(x >= 0.0))) << r;
    EXPECT_FALSE(none(bits_of(x) == bits_of(Lanes<Number, W>(1.0)))) << r;
    EXPECT_TRUE(none(bits_of(x) == 1)) << r;
  }
}

}  // namespace
}  // namespace samen::testing::lanes_test
