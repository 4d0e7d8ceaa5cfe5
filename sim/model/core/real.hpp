// The numbers of the model and its elementary functions.
//
// Every rule is a template over a number type `Real`: Lanes<float, W> (W replicates side by side in
// single precision; one replicate is Lanes<float, 1>), Lanes<double, W>, or double. A condition on
// Reals is a Mask<Real>, and a rule uses `select` instead of a branch. A parameter is a double, the
// same for all replicates. Money that accumulates over the months is Money<Real>, a double for each
// replicate; a rule converts it to Real explicitly.
//
// exp, log and the inverse normal distribution are our own, in plain IEEE arithmetic in a fixed
// order, because C libraries differ in the last digits and a run must give the same bits on every
// machine. Build with -ffp-contract=off and never with -ffast-math.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>

#include "model/core/lanes.hpp"

#ifndef SAMEN_LANES
#define SAMEN_LANES 32
#endif

namespace samen {

/// A bool per replicate. It is a class because std::vector<bool> has no ordinary references.
class Condition {
 public:
  constexpr Condition(bool value = false) : value_(value) {}
  constexpr operator bool() const { return value_; }

 private:
  bool value_;
};

/// The types that belong to a number type: its scalar, condition, bits, money and hash, and the
/// number of replicates it holds.
template <class Real>
struct NumberType;
template <>
struct NumberType<double> {
  using Number = double;
  using Mask = Condition;
  using Bits = std::uint64_t;
  using Money = double;
  using Hash = std::uint64_t;
  static constexpr int lanes = 1;
};
template <class Number_, int W>
struct NumberType<Lanes<Number_, W>> {
  using Number = Number_;
  using Mask = LaneMask<Number, W>;
  using Bits = Lanes<detail::Unsigned<Number>, W>;
  using Money = Lanes<double, W>;
  using Hash = Lanes<std::uint64_t, W>;
  static constexpr int lanes = W;
};
template <class Real>
using Mask = typename NumberType<Real>::Mask;
template <class Real>
using Bits = typename NumberType<Real>::Bits;
template <class Real>
using Money = typename NumberType<Real>::Money;
template <class Real>
using Hash = typename NumberType<Real>::Hash;
template <class Real>
inline constexpr int lanes = NumberType<Real>::lanes;
template <class Real>
inline constexpr bool is_single = sizeof(typename NumberType<Real>::Number) == 4;

/// The smallest number by which a rule may divide; it stands in for 0. In single precision it is
/// far above the smallest float, 1e-38, so that a product with it does not underflow.
template <class Real>
inline constexpr double smallest_divisor = is_single<Real> ? 1e-30 : 1e-300;

/// The precision of the engine. It is compiled once for each (sim/CMakeLists.txt).
#ifdef SAMEN_DOUBLE
using EngineNumber = double;
#else
using EngineNumber = float;
#endif
/// How many replicates the runner puts side by side. Double precision uses half as many, so that a
/// block needs the same memory. Results do not depend on this number.
inline constexpr int block_lanes =
    SAMEN_LANES == 1 ? 1 : SAMEN_LANES * int{sizeof(float)} / int{sizeof(EngineNumber)};
using Block = Lanes<EngineNumber, block_lanes>;
/// One replicate; its bits are the same as in a block.
using Lone = Lanes<EngineNumber, 1>;

// One double, with the same function names as the lanes.

constexpr double select(bool condition, double yes, double no) {
  return condition ? yes : no;
}
constexpr Condition select(bool condition, Condition yes, Condition no) {
  return condition ? yes : no;
}
constexpr bool none(bool condition) {
  return !condition;
}
constexpr bool lane(Condition condition, int) {
  return condition;
}
constexpr double lane(double x, int) {
  return x;
}
constexpr std::uint64_t lane(std::uint64_t x, int) {
  return x;
}
constexpr void set_lane(double& x, int, double value) {
  x = value;
}
constexpr void set_lane(std::uint64_t& x, int, std::uint64_t value) {
  x = value;
}
constexpr double least(double a, double b) {
  return b < a ? b : a;
}
constexpr double greatest(double a, double b) {
  return a < b ? b : a;
}
inline double square_root(double x) {
  return std::sqrt(x);
}  // exact by IEEE 754
inline double magnitude(double x) {
  return std::fabs(x);
}
constexpr std::uint64_t bits_of(double x) {
  return std::bit_cast<std::uint64_t>(x);
}
constexpr double number_of(std::uint64_t bits) {
  return std::bit_cast<double>(bits);
}
/// Product of the low 32 bits of each number.
constexpr std::uint64_t wide_product(std::uint64_t a, std::uint64_t b) {
  return (a & 0xffffffffu) * (b & 0xffffffffu);
}
constexpr WordProduct<std::uint64_t> word_product(std::uint64_t a, std::uint64_t b) {
  return {wide_product(a, b) >> 32, wide_product(a, b)};
}

/// x if it is above 0, otherwise a tiny number, so that a rule may divide by the result.
template <class Real>
constexpr Real above_zero(const Real& x) {
  return greatest(x, Real(smallest_divisor<Real>));
}

template <class Real>
constexpr Real clip(const Real& x, double low, double high) {
  return least(greatest(x, Real(low)), Real(high));
}
/// [x] of the model description: cuts x off at 0 and 1, so that a share stays a share.
template <class Real>
constexpr Real share(const Real& x) {
  return clip(x, 0.0, 1.0);
}

namespace detail {
// 1.5 * 2^52 or 1.5 * 2^23: adding this number rounds to a whole number.
template <class Real>
inline constexpr double to_integer = is_single<Real> ? 12582912.0 : 6755399441055744.0;
inline constexpr double ln2_high = 6.93147180369123816490e-01;
inline constexpr double ln2_low = 1.90821492927058770002e-10;
}  // namespace detail

/// Returns the largest whole number not above x, for |x| < 2^51, in single precision 2^22.
template <class Real>
Real whole_part(const Real& x) {
  const Real nearest = (x + detail::to_integer<Real>)-detail::to_integer<Real>;
  return nearest - select(nearest > x, Real(1.0), Real(0.0));
}

namespace detail {

template <int first, int count, int n, class Real>
SAMEN_INLINE Real estrin(const double (&coefficient)[n], const Real* powers) {
  if constexpr (count == 1) {
    return Real(coefficient[first]);
  } else {
    constexpr int low = static_cast<int>(std::bit_floor(unsigned{count - 1}));
    constexpr int power = std::countr_zero(unsigned{low});
    return estrin<first, low>(coefficient, powers) +
           powers[power] * estrin<first + low, count - low>(coefficient, powers);
  }
}

/// The polynomial with these coefficients, the constant first. Estrin's scheme splits it into two
/// halves that a processor can compute in parallel.
template <int n, class Real>
SAMEN_INLINE Real polynomial(const double (&coefficient)[n], const Real& x) {
  static_assert(n <= 16);
  Real powers[4];  // x, x^2, x^4, x^8
  powers[0] = x;
  for (int k = 1; k < 4; ++k) powers[k] = powers[k - 1] * powers[k - 1];
  return estrin<0, n>(coefficient, powers);
}

// Single precision. Polynomials interpolate at the Chebyshev nodes of their interval.

inline constexpr double ln2_high_single = 0.693359375, ln2_low_single = -2.12194440054690583e-4;
/// artanh s = s + s z g(z), z = s^2, |s| < 0.172.
inline constexpr double artanh_single[] = {0.3333334252, 0.1999439028, 0.147899747};

/// 2^k p, for a whole number k that `shifted`, = k + 1.5 * 2^23, holds in its low bits.
template <class Real>
SAMEN_INLINE Real scaled(const Real& p, const Real& shifted) {
  return p * number_of((bits_of(shifted) + std::uint32_t{127}) << 23);
}

/// 2^x = 2^k (1 + f q(f)), |f| <= 1/2, q of degree 5 (relative error of 2^f 2e-9, before rounding).
/// The result is 0 below x = -126 and stops growing at x = 127.
template <class Real>
SAMEN_INLINE Real power_of_two(const Real& x) {
  static constexpr double q[] = {0.693147188,    0.2402265076,   0.05550357114,
                                 0.009618082557, 0.001339086336, 0.0001545316295};
  const Real bounded = clip(x, -126.0, 127.0);
  const Real shifted = bounded + to_integer<Real>;
  const Real f = bounded - (shifted - to_integer<Real>);
  return select(x < -126.0, Real(0.0), scaled(Real(1.0 + f * polynomial(q, f)), shifted));
}

/// e^x in the same way: Cody–Waite reduction to |r| <= ln2 / 2, then 1 + r + r^2 q(r), q of degree
/// 4. At most 1.1 units in the last place from the true value; 0 below x = -87, and it stops
/// growing at x = 88.
template <class Real>
SAMEN_INLINE Real exponential_single(const Real& x) {
  constexpr double log2_e = 1.44269504088896340736;
  static constexpr double q[] = {0.5, 0.16666577, 0.04166655463, 0.00836317763, 0.001392618181};
  const Real bounded = clip(x, -87.0, 88.0);
  const Real shifted = bounded * log2_e + to_integer<Real>;
  const Real k = shifted - to_integer<Real>;
  const Real r = (bounded - k * ln2_high_single) - k * ln2_low_single;
  const Real result = 1.0 + (r + r * r * polynomial(q, r));
  return select(x < -87.0, Real(0.0), scaled(result, shifted));
}

/// x = 2^k m with m in [sqrt(1/2), sqrt(2)), and s = (m - 1)/(m + 1), |s| < 0.172.
template <class Real>
struct Split {
  Real k, s;
};
template <class Real>
SAMEN_INLINE Split<Real> split(const Real& x) {
  constexpr std::uint32_t sqrt_half = 0x3f3504f3, bias = 128;
  const Bits<Real> shift = (bits_of(x) - sqrt_half + (bias << 23)) >> 23;
  const Real m = number_of(bits_of(x) - ((shift - bias) << 23));
  constexpr auto whole = std::bit_cast<std::uint32_t>(static_cast<float>(to_integer<Real>));
  const Real k = number_of(shift + (whole - bias)) - to_integer<Real>;
  return {k, (m - 1.0) / (m + 1.0)};
}

/// Natural logarithm, k ln2 + 2 artanh s with artanh s = s + s z g(z), z = s^2, g of degree 2. At
/// most 2 units in the last place from the true value.
template <class Real>
SAMEN_INLINE Real logarithm_single(const Real& x) {
  const auto [k, s] = split(x);
  const Real z = s * s;
  const Real artanh = s + s * z * polynomial(artanh_single, z);
  return k * ln2_high_single + (2.0 * artanh + k * ln2_low_single);
}

/// Logarithm by base 2, for powers.
template <class Real>
SAMEN_INLINE Real binary_logarithm(const Real& x) {
  constexpr double twice_log2_e = 2.88539008177792681472;
  static constexpr double g[] = {artanh_single[0] * twice_log2_e, artanh_single[1] * twice_log2_e,
                                 artanh_single[2] * twice_log2_e};
  const auto [k, s] = split(x);
  const Real z = s * s;
  return k + (twice_log2_e * s + s * z * polynomial(g, z));
}

/// Wichura (1988), PPND7.
template <class Real>
Real normal_quantile_single(const Real& probability) {
  static constexpr double a[] = {3.3871327179e0, 5.0434271938e1, 1.5929113202e2, 5.9109374720e1};
  static constexpr double b[] = {1.0, 1.7895169469e1, 7.8757757664e1, 6.7187563600e1};
  static constexpr double c[] = {1.4234372777e0, 2.7568153900e0, 1.3067284816e0, 1.7023821103e-1};
  static constexpr double d[] = {1.0, 7.3700164250e-1, 1.2021132975e-1};
  static constexpr double e[] = {6.6579051150e0, 3.0812263860e0, 4.2868294337e-1, 1.7337203997e-2};
  static constexpr double f[] = {1.0, 2.4197894225e-1, 1.2258202635e-2};
  const Real q = probability - 0.5;
  const Real centre = 0.180625 - q * q;
  const Real middle = q * polynomial(a, centre) / polynomial(b, centre);
  const Real nearest_end = select(q < 0.0, probability, 1.0 - probability);
  const Real r = square_root(-logarithm_single(nearest_end));
  const Real shoulder = polynomial(c, Real(r - 1.6)) / polynomial(d, Real(r - 1.6));
  const Real far = polynomial(e, Real(r - 5.0)) / polynomial(f, Real(r - 5.0));
  const Real tail = select(r <= 5.0, shoulder, far);
  return select(magnitude(q) <= 0.425, middle, select(q < 0.0, -tail, tail));
}

}  // namespace detail

/// e^x. In double precision: Cody–Waite reduction to |r| <= ln2 / 2, then 1 + r + r^2 q(r), q of
/// degree 9 interpolating (e^r - 1 - r)/r^2 at the Chebyshev nodes (relative error of e^r 2e-17,
/// before rounding). The result is 0 below x = -708 and stops growing at x = 709.
template <class Real>
SAMEN_INLINE Real exponential(const Real& x) {
  if constexpr (is_single<Real>) return detail::exponential_single(x);
  constexpr double log2_e = 1.44269504088896340736;
  static constexpr double q[] = {0.50000000000000010211,     0.16666666666666667452,
                                 0.041666666666624161903,    0.0083333333333300644495,
                                 0.0013888888917196719077,   0.00019841269863040545271,
                                 0.000024801521322368693266, 2.7557268480310025526e-6,
                                 2.7620075879983366586e-7,   2.5100375832561233664e-8};
  const Real bounded = clip(x, -708.0, 709.0);
  const Real shifted = bounded * log2_e + detail::to_integer<Real>;  // its low bits hold k
  const Real k = shifted - detail::to_integer<Real>;
  const Real r = (bounded - k * detail::ln2_high) - k * detail::ln2_low;
  const Real result = 1.0 + (r + r * r * detail::polynomial(q, r));
  const Real power_of_two = number_of((bits_of(shifted) + std::uint64_t{1023}) << 52);
  return select(x < -708.0, Real(0.0), result * power_of_two);
}

/// Natural logarithm of a positive, normal number. In double precision: x = 2^k m with m in
/// [sqrt(1/2), sqrt(2)), then ln m = 2 artanh s with s = (m - 1)/(m + 1), |s| < 0.172, as s + s z
/// g(z), z = s^2, g of degree 6 interpolating at the Chebyshev nodes (relative error of artanh
/// 5e-18, before rounding).
template <class Real>
SAMEN_INLINE Real logarithm(const Real& x) {
  if constexpr (is_single<Real>) return detail::logarithm_single(x);
  static constexpr double g[] = {0.33333333333333348431,  0.19999999999949752245,
                                 0.14285714312987742461,  0.11111105567397539928,
                                 0.090914445626308610401, 0.076658608002780206343,
                                 0.073082248425217029302};
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcdULL;
  constexpr std::uint64_t bias = 1024;  // keeps the exponent positive during the shift
  const Bits<Real> shift = (bits_of(x) - sqrt_half + (bias << 52)) >> 52;
  const Real m = number_of(bits_of(x) - ((shift - bias) << 52));
  const Real k =
      number_of(shift + (bits_of(detail::to_integer<double>) - bias)) - detail::to_integer<Real>;
  const Real s = (m - 1.0) / (m + 1.0);
  const Real z = s * s;
  const Real artanh = s + s * z * detail::polynomial(g, z);
  return k * detail::ln2_high + (2.0 * artanh + k * detail::ln2_low);
}

/// Replaces each x by 1/x. In double precision, 1e-60 < x < 1e60, four reciprocals cost one
/// division; in single precision, where a division costs less, the product of four could overflow.
template <class Real>
void invert(std::span<Real> x) {
  std::size_t n = 0;
  if constexpr (is_single<Real>) {
    for (Real& one : x) one = 1.0 / one;
    return;
  }
  for (; n + 4 <= x.size(); n += 4) {
    const Real first = x[n] * x[n + 1];
    const Real second = x[n + 2] * x[n + 3];
    const Real inverse = 1.0 / (first * second);
    const Real of_first = inverse * second;
    const Real of_second = inverse * first;
    x[n] = of_first * std::exchange(x[n + 1], of_first * x[n]);
    x[n + 2] = of_second * std::exchange(x[n + 3], of_second * x[n + 2]);
  }
  for (; n < x.size(); ++n) x[n] = 1.0 / x[n];
}

namespace detail {
/// What one register holds: the numbers of several replicates, or several numbers of one.
template <class Real>
struct FullRegister {
  using Type = Real;
};
template <class Number>
struct FullRegister<Lanes<Number, 1>> {
  using Type = Lanes<Number, register_bytes / static_cast<int>(sizeof(Number))>;
};
}  // namespace detail

/// Replaces each x by f(x, same...), where `same` are the same for all x. Numbers of a single
/// replicate share a register; their bits are those of one at a time.
template <class Real, class F, class... Same>
SAMEN_INLINE void replace_each(std::span<Real> numbers, F&& f, const Same&... same) {
  using Row = typename detail::FullRegister<Real>::Type;
  if constexpr (std::is_same_v<Row, Real>) {
    for (Real& x : numbers) x = f(x, same...);
  } else {
    constexpr std::size_t together = sizeof(Row) / sizeof(Real);
    for (std::size_t n = 0; n < numbers.size(); n += together) {
      const std::size_t bytes = std::min(together, numbers.size() - n) * sizeof(Real);
      void* const some = &numbers[n];
      typename Row::Pack row = Row(1.0).pack();
      std::memcpy(&row, some, bytes);
      row = f(Row(row), Row(lane(same, 0))...).pack();
      std::memcpy(some, &row, bytes);
    }
  }
}

/// x^y for x > 0; 0 for x <= 0 (all bases of the model are supplies, skills and values >= 0).
template <class Real, class Exponent>
SAMEN_INLINE Real power(const Real& x, const Exponent& y) {
  const Real positive = above_zero(x);
  if constexpr (is_single<Real>)
    return select(x > 0.0, detail::power_of_two(Real(y * detail::binary_logarithm(positive))),
                  Real(0.0));
  return select(x > 0.0, exponential(Real(y * logarithm(positive))), Real(0.0));
}

template <class Real>
Real logistic(const Real& x) {
  return 1.0 / (1.0 + exponential(Real(-x)));
}

/// z with P(Z <= z) = probability in (0, 1), Z standard normal; relative error below 1e-15, in
/// single precision below 1e-6. Wichura (1988), Algorithm AS 241 (PPND16), Applied Statistics
/// 37(3), 477–484.
template <class Real>
Real normal_quantile(const Real& probability) {
  if constexpr (is_single<Real>) return detail::normal_quantile_single(probability);
  static constexpr double a[] = {3.3871328727963666080e0, 1.3314166789178437745e2,
                                 1.9715909503065514427e3, 1.3731693765509461125e4,
                                 4.5921953931549871457e4, 6.7265770927008700853e4,
                                 3.3430575583588128105e4, 2.5090809287301226727e3};
  static constexpr double b[] = {1.0,
                                 4.2313330701600911252e1,
                                 6.8718700749205790830e2,
                                 5.3941960214247511077e3,
                                 2.1213794301586595867e4,
                                 3.9307895800092710610e4,
                                 2.8729085735721942674e4,
                                 5.2264952788528545610e3};
  static constexpr double c[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                 5.76949722146069140550e0,  3.64784832476320460504e0,
                                 1.27045825245236838258e0,  2.41780725177450611770e-1,
                                 2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr double d[] = {1.0,
                                 2.05319162663775882187e0,
                                 1.67638483018380384940e0,
                                 6.89767334985100004550e-1,
                                 1.48103976427480074590e-1,
                                 1.51986665636164571966e-2,
                                 5.47593808499534494600e-4,
                                 1.05075007164441684324e-9};
  static constexpr double e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                 1.78482653991729133580e0,  2.96560571828504891230e-1,
                                 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                 2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr double f[] = {1.0,
                                 5.99832206555887937690e-1,
                                 1.36929880922735805310e-1,
                                 1.48753612908506148525e-2,
                                 7.86869131145613259100e-4,
                                 1.84631831751005468180e-5,
                                 1.42151175831644588870e-7,
                                 2.04426310338993978564e-15};
  const Real q = probability - 0.5;
  const Real centre = 0.180625 - q * q;
  const Real middle = q * detail::polynomial(a, centre) / detail::polynomial(b, centre);
  const Real nearest_end = select(q < 0.0, probability, 1.0 - probability);
  const Real r = square_root(-logarithm(nearest_end));
  const Real shoulder = detail::polynomial(c, r - 1.6) / detail::polynomial(d, r - 1.6);
  const Real far = detail::polynomial(e, r - 5.0) / detail::polynomial(f, r - 5.0);
  const Real tail = select(r <= 5.0, shoulder, far);
  return select(magnitude(q) <= 0.425, middle, select(q < 0.0, -tail, tail));
}

}  // namespace samen
