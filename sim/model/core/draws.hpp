// Random numbers with addresses. Every draw is a function of its address and of nothing else:
//
//   (seed, replicate, month, purpose, table, i [, j])  ->  Philox4x32-10
//
// A draw therefore depends neither on threads nor on the arm, the design point or the order of
// calls. The arms of one replicate share every draw (common random numbers), and recording more
// observables changes no draw. In the address, i, j and the table are stable keys: hashes of their
// names.
//
// Salmon, Moraes, Dror & Shaw (2011), Parallel random numbers: as easy as 1, 2, 3. SC'11.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "model/core/real.hpp"

namespace samen {

using Key = std::uint32_t;

/// The stable key of a named organisation or table: FNV-1a, 32 bits.
constexpr Key key_of(std::string_view name) {
  Key hash = 2166136261u;
  for (const char letter : name) hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619u;
  return hash;
}

/// What a draw is used for; part of its address. Each mechanism that draws declares its own
/// purpose. The number of a purpose is unique and never changes.
enum class Purpose : std::uint8_t {};

/// A purpose and its name.
struct PurposeRow {
  Purpose purpose;
  std::string_view name;
};

struct Address {
  Purpose purpose{};
  int month = 0;
  Key table = 0;
  Key i = 0;
  Key j = 0;
  int attempt = 0;
};

/// All draws of one replicate, or of as many consecutive replicates as a Real holds.
template <class Real>
class Draws {
 public:
  /// The draws of replicates `replicate`, `replicate` + 1, …
  Draws(std::uint64_t seed, std::uint32_t replicate) {
    std::array<Bits<Real>, 2> key{};
    for (int which = 0; which < lanes<Real>; ++which) {
      // The mixing function is a bijection, so each replicate of one seed has its own key.
      const std::uint64_t mix =
          mixed(mixed(seed) ^ (replicate + static_cast<std::uint32_t>(which)));
      set_lane(key[0], which, static_cast<std::uint32_t>(mix));
      set_lane(key[1], which, static_cast<std::uint32_t>(mix >> 32));
    }
    for (auto& round : round_keys_) {
      round = key;
      key[0] = (key[0] + std::uint64_t{0x9e3779b9}) & std::uint64_t{0xffffffff};
      key[1] = (key[1] + std::uint64_t{0xbb67ae85}) & std::uint64_t{0xffffffff};
    }
  }

  /// Uniform on (0, 1), both ends excluded: 2^32 equidistant values, or 2^23 in single precision.
  Real uniform(const Address& at) const { return in_unit_interval(words(at)[0]); }

  /// Standard normal by the inverse distribution function; it uses one word and is monotone in it.
  Real normal(const Address& at) const { return normal_quantile(uniform(at)); }

  /// Gamma(shape, 1), shape > 0; Marsaglia & Tsang (2000), ACM TOMS 26(3), 363–372. The number of
  /// the attempt is part of the address, so a rejection changes no other draw.
  Real gamma(double shape, Address at) const {
    const double raised = shape < 1.0 ? shape + 1.0 : shape;
    const double d = raised - 1.0 / 3.0;
    const double c = 1.0 / (3.0 * std::sqrt(d));
    Real drawn = d;  // result after 256 rejections; their probability is below 1e-300
    Mask<Real> open = true;
    for (at.attempt = 0; at.attempt < 256 && !none(open); ++at.attempt) {
      const auto word = words(at);
      const Real z = normal_quantile(in_unit_interval(word[0]));
      const Real cube_root = 1.0 + c * z;
      const Real v = above_zero(Real(cube_root * cube_root * cube_root));
      const Mask<Real> taken =
          open && cube_root > 0.0 &&
          logarithm(in_unit_interval(word[1])) < 0.5 * z * z + d - d * v + d * logarithm(v);
      const Real boost = shape < 1.0 ? power(in_unit_interval(word[2]), 1.0 / shape) : Real(1.0);
      drawn = select(taken, d * v * boost, drawn);
      open = open && !taken;
    }
    return drawn;
  }

  /// Replaces the draw at one address. Tests use it to build two worlds that differ in one draw
  /// only.
  void replace(const Address& at, std::uint32_t word) {
    replaced_ = true;
    replaced_at_ = counter(at);
    replaced_by_ = word;
  }

  /// Philox4x32-10 of a counter: four words of 32 bits, each in a lane as wide as a number.
  std::array<Bits<Real>, 4> philox(const std::array<std::uint32_t, 4>& at) const {
    constexpr std::uint64_t low_half = 0xffffffff;
    const Bits<Real> first{std::uint64_t{0xd2511f53}}, second{std::uint64_t{0xcd9e8d57}};
    std::array<Bits<Real>, 4> c{Bits<Real>{std::uint64_t{at[0]}}, Bits<Real>{std::uint64_t{at[1]}},
                                Bits<Real>{std::uint64_t{at[2]}}, Bits<Real>{std::uint64_t{at[3]}}};
    for (const auto& key : round_keys_) {
      const auto p = word_product(first, c[0]);
      const auto q = word_product(second, c[2]);
      c = {q.high ^ c[1] ^ key[0], q.low, p.high ^ c[3] ^ key[1], p.low};
    }
    for (Bits<Real>& word : c) word = word & low_half;
    return c;
  }

 private:
  static constexpr std::uint64_t mixed(std::uint64_t z) {  // finaliser of SplitMix64
    z += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }

  /// (word + 1/2) / 2^32 for a word of 32 bits; single precision uses its top 23 bits only.
  static Real in_unit_interval(const Bits<Real>& word) {
    if constexpr (is_single<Real>) {
      constexpr float two_to_23 = 0x1p23f;
      const Real whole =
          number_of((word >> 9) | Bits<Real>(std::bit_cast<std::uint32_t>(two_to_23))) - two_to_23;
      return (whole + 0.5) * 0x1p-23;
    }
    constexpr double two_to_52 = 0x1p52;
    const Real whole = number_of(word | bits_of(two_to_52)) - two_to_52;
    return (whole + 0.5) * 0x1p-32;
  }

  static std::array<std::uint32_t, 4> counter(const Address& at) {
    const auto when = static_cast<std::uint32_t>(at.month) |
                      static_cast<std::uint32_t>(at.purpose) << 16 |
                      static_cast<std::uint32_t>(at.attempt) << 24;
    return {when, at.table, at.i, at.j};
  }

  std::array<Bits<Real>, 4> words(const Address& at) const {
    const auto where = counter(at);
    auto word = philox(where);
    if (replaced_ && where == replaced_at_) word[0] = Bits<Real>{replaced_by_};
    return word;
  }

  std::array<std::array<Bits<Real>, 2>, 10> round_keys_{};
  bool replaced_ = false;
  std::array<std::uint32_t, 4> replaced_at_{};
  std::uint64_t replaced_by_ = 0;
};

}  // namespace samen
