// The number type of the model and its elementary functions.
//
// Every state variable of an organisation, seat, pair, table or goal is a `Real`, every condition
// on it a `Mask`, and a rule chooses with `select` where it would have branched. Today a Real is
// one double (one replicate); a Real of W replicates side by side only has to offer the same names.
//
// exp, log and the inverse normal distribution are our own, in plain IEEE arithmetic in a fixed
// order, because those of the C libraries differ in the last digits and a run must give the same
// bits on every machine. Build with -ffp-contract=off and never with -ffast-math.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace samen {

using Real = double;

/// A condition per replicate. A class, so that a vector of masks is an ordinary vector.
class Mask {
 public:
  constexpr Mask(bool value = false) : value_(value) {}
  constexpr operator bool() const { return value_; }

 private:
  bool value_;
};

constexpr Real select(bool condition, Real yes, Real no) {
  return condition ? yes : no;
}
constexpr Mask select(bool condition, Mask yes, Mask no) {
  return condition ? yes : no;
}
constexpr bool none(bool condition) {
  return !condition;
}

constexpr Real least(Real a, Real b) {
  return select(b < a, b, a);
}
constexpr Real greatest(Real a, Real b) {
  return select(a < b, b, a);
}
constexpr Real clip(Real x, double low, double high) {
  return least(greatest(x, low), high);
}
/// [x] of the model description: a share stays in [0, 1].
constexpr Real share(Real x) {
  return clip(x, 0.0, 1.0);
}

inline Real square_root(Real x) {
  return std::sqrt(x);
}  // exact by IEEE 754
inline Real magnitude(Real x) {
  return std::fabs(x);
}
inline Real whole_part(Real x) {
  return std::floor(x);
}

/// e^x. Cody–Waite reduction to |r| <= ln2 / 2, Taylor series to degree 13: below 1 ulp of error.
/// Results leave the normal range at 0 (x < -708) and stop growing at x = 709.
inline Real exponential(Real x) {
  constexpr double log2_e = 1.44269504088896340736;
  constexpr double ln2_high = 6.93147180369123816490e-01;
  constexpr double ln2_low = 1.90821492927058770002e-10;
  constexpr double to_integer = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to an integer
  const Real bounded = clip(x, -708.0, 709.0);
  const Real k = (bounded * log2_e + to_integer) - to_integer;
  const Real r = (bounded - k * ln2_high) - k * ln2_low;
  Real series = 1.0 / 6227020800.0;
  for (const double factorial : {479001600.0, 39916800.0, 3628800.0, 362880.0, 40320.0, 5040.0,
                                 720.0, 120.0, 24.0, 6.0, 2.0, 1.0, 1.0})
    series = series * r + 1.0 / factorial;
  const auto power = static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023) << 52;
  return select(x < -708.0, 0.0, series * std::bit_cast<double>(power));
}

/// Natural logarithm of a positive, normal number. x = 2^k m with m in [sqrt(1/2), sqrt(2)), then
/// ln m = 2 artanh s with s = (m - 1)/(m + 1), |s| < 0.172, series to s^21.
inline Real logarithm(Real x) {
  constexpr double ln2_high = 6.93147180369123816490e-01;
  constexpr double ln2_low = 1.90821492927058770002e-10;
  constexpr std::uint64_t sqrt_half = 0x3fe6a09e667f3bcdULL;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  const auto shift = static_cast<std::int64_t>(bits - sqrt_half) >> 52;
  const double m = std::bit_cast<double>(bits - (static_cast<std::uint64_t>(shift) << 52));
  const auto k = static_cast<double>(shift);
  const Real s = (m - 1.0) / (m + 1.0);
  const Real z = s * s;
  Real series = 1.0 / 21.0;
  for (const double odd : {19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0})
    series = series * z + 1.0 / odd;
  const Real artanh = s + s * z * series;
  return k * ln2_high + (2.0 * artanh + k * ln2_low);
}

/// x^y for x > 0; 0 for x <= 0 (all bases of the model are supplies, skills and values >= 0).
inline Real power(Real x, Real y) {
  const Real positive = greatest(x, 1e-300);
  return select(x > 0.0, exponential(y * logarithm(positive)), 0.0);
}

inline Real logistic(Real x) {
  return 1.0 / (1.0 + exponential(-x));
}

namespace detail {
template <int n>
Real polynomial(const double (&coefficient)[n], Real x) {
  Real sum = coefficient[n - 1];
  for (int k = n - 2; k >= 0; --k) sum = sum * x + coefficient[k];
  return sum;
}
}  // namespace detail

/// z with P(Z <= z) = probability in (0, 1), Z standard normal; relative error below 1e-15.
/// Wichura (1988), Algorithm AS 241 (PPND16), Applied Statistics 37(3), 477–484.
inline Real normal_quantile(Real probability) {
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
