// SIMD packs: W numbers side by side, so that one pass of a rule computes W replicates in the
// vector registers of the machine.
//
// A `Lanes<Number, W>` behaves like a number and a `LaneMask<Number, W>` like a bool, lane by lane;
// no operation mixes lanes. The vector extension of GCC and clang provides the registers. A pack
// wider than a register is stored as two halves; a pack of one lane is a plain number. All
// arithmetic is plain IEEE 754 per lane, so a lane holds the same bits for every W and every
// instruction set.
#pragma once

#include <bit>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <type_traits>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace samen {

/// The compiler must inline everything below into the rules: a function call for each lane
/// operation would cost more than the rule itself.
#define SAMEN_INLINE [[gnu::always_inline]] inline

namespace detail {

#if defined(__AVX512F__) && defined(__AVX512DQ__)
inline constexpr int register_bytes = 64;
#elif defined(__AVX2__)
inline constexpr int register_bytes = 32;
#else
inline constexpr int register_bytes = 16;
#endif

/// One register.
template <class Number, int bytes>
struct Register {
  typedef Number Type __attribute__((vector_size(bytes)));
  Type values;
};

/// One lane.
template <class Number>
struct Scalar {
  using Type = Number;
  Type values;
};

/// A pack that does not fit into one register: two halves.
template <class Half>
struct Halves {
  Half low, high;
};

template <class Number, int W>
constexpr auto storage() {
  if constexpr (W == 1)
    return Scalar<Number>{};
  else if constexpr (W * static_cast<int>(sizeof(Number)) <= register_bytes)
    return Register<Number, W * sizeof(Number)>{};
  else
    return Halves<decltype(storage<Number, W / 2>())>{};
}
template <class Number, int W>
using Storage = decltype(storage<Number, W>());

template <class T>
inline constexpr bool is_halves = false;
template <class Half>
inline constexpr bool is_halves<Halves<Half>> = true;

template <class T>
inline constexpr bool is_scalar = false;
template <class Number>
inline constexpr bool is_scalar<Scalar<Number>> = true;

/// Applies f to each register of the packs and returns the results as a pack of type `To`.
template <class To, class F, class First, class... Rest>
SAMEN_INLINE To by_register(F f, const First& first, const Rest&... rest) {
  if constexpr (is_halves<First>)
    return {by_register<decltype(To::low)>(f, first.low, rest.low...),
            by_register<decltype(To::high)>(f, first.high, rest.high...)};
  else
    return {f(first.values, rest.values...)};
}

template <class To, class Number>
SAMEN_INLINE To filled(Number value) {
  if constexpr (is_halves<To>)
    return {filled<decltype(To::low)>(value), filled<decltype(To::high)>(value)};
  else
    return {value - typename To::Type{}};
}

template <class Pack>
SAMEN_INLINE auto lane_of(const Pack& pack, int lane) {
  if constexpr (is_halves<Pack>) {
    constexpr int half = sizeof(pack) / 2 / sizeof(lane_of(pack.low, 0));
    return lane < half ? lane_of(pack.low, lane) : lane_of(pack.high, lane - half);
  } else if constexpr (is_scalar<Pack>) {
    return pack.values;
  } else {
    return pack.values[lane];
  }
}

template <class Pack, class Number>
SAMEN_INLINE void set_lane_of(Pack& pack, int lane, Number value) {
  if constexpr (is_halves<Pack>) {
    constexpr int half = sizeof(pack) / 2 / sizeof(value);
    lane < half ? set_lane_of(pack.low, lane, value) : set_lane_of(pack.high, lane - half, value);
  } else if constexpr (is_scalar<Pack>) {
    pack.values = value;
  } else {
    pack.values[lane] = value;
  }
}

template <class Vector>
using Element = std::remove_cvref_t<decltype(Vector{}[0])>;
template <class Vector, class Number, int bytes>
inline constexpr bool is_register = false;
template <class Vector, class Number, int bytes>
requires(!std::is_arithmetic_v<Vector>) inline constexpr bool is_register<Vector, Number, bytes> =
    sizeof(Vector) == bytes && std::is_same_v<Element<Vector>, Number>;

/// Converts a pack to another number type. A register whose numbers become wider becomes two
/// registers.
template <class To, class From>
SAMEN_INLINE To converted(const From& from) {
  if constexpr (is_halves<To> && is_halves<From>) {
    return {converted<decltype(To::low)>(from.low), converted<decltype(To::high)>(from.high)};
  } else if constexpr (is_halves<To>) {
    using Half = Register<Element<typename From::Type>, sizeof(From) / 2>;
    const auto halves = std::bit_cast<Halves<Half>>(from);
    return {converted<decltype(To::low)>(halves.low), converted<decltype(To::high)>(halves.high)};
  } else if constexpr (is_halves<From>) {
    using Half = Register<Element<typename To::Type>, sizeof(To) / 2>;
    return std::bit_cast<To>(Halves<Half>{converted<Half>(from.low), converted<Half>(from.high)});
  } else if constexpr (is_scalar<To>) {
    return {static_cast<typename To::Type>(from.values)};
  } else {
    return {__builtin_convertvector(from.values, typename To::Type)};
  }
}

// Returns y < x ? y : x and x < y ? y : x, exactly as the machine instructions min and max do.
template <class Vector>
SAMEN_INLINE Vector least(Vector x, Vector y) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  if constexpr (is_register<Vector, double, 64>) return _mm512_maskz_min_pd(0xff, y, x);
  if constexpr (is_register<Vector, float, 64>) return _mm512_maskz_min_ps(0xffff, y, x);
#endif
#if defined(__AVX2__)
  if constexpr (is_register<Vector, double, 32>) return _mm256_min_pd(y, x);
  if constexpr (is_register<Vector, float, 32>) return _mm256_min_ps(y, x);
#endif
  return y < x ? y : x;
}
template <class Vector>
SAMEN_INLINE Vector greatest(Vector x, Vector y) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  if constexpr (is_register<Vector, double, 64>) return _mm512_maskz_max_pd(0xff, y, x);
  if constexpr (is_register<Vector, float, 64>) return _mm512_maskz_max_ps(0xffff, y, x);
#endif
#if defined(__AVX2__)
  if constexpr (is_register<Vector, double, 32>) return _mm256_max_pd(y, x);
  if constexpr (is_register<Vector, float, 32>) return _mm256_max_ps(y, x);
#endif
  return x < y ? y : x;
}

template <class Number>
using Truth = std::conditional_t<sizeof(Number) == 8, std::int64_t, std::int32_t>;

/// Whether a register of masks (each 0 or -1) holds only 0.
template <class Pack>
SAMEN_INLINE bool holds_none(const Pack& pack) {
  if constexpr (is_halves<Pack>) {
    return holds_none(by_register<decltype(Pack::low)>([](auto a, auto b) { return a | b; },
                                                       pack.low, pack.high));
  } else if constexpr (is_scalar<Pack>) {
    return pack.values == 0;
  } else {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    if constexpr (sizeof(pack) == 64)
      return _mm512_test_epi64_mask(std::bit_cast<__m512i>(pack), std::bit_cast<__m512i>(pack)) ==
             0;
#endif
#if defined(__AVX2__)
    if constexpr (sizeof(pack) == 32)
      return _mm256_testz_si256(std::bit_cast<__m256i>(pack), std::bit_cast<__m256i>(pack)) != 0;
#endif
    auto any = pack.values[0];
    for (int lane = 1; lane < static_cast<int>(sizeof(pack) / sizeof(any)); ++lane)
      any |= pack.values[lane];
    return any == 0;
  }
}

}  // namespace detail

/// One bool for each lane.
template <class Number, int W>
class LaneMask {
 public:
  using Truth = detail::Truth<Number>;
  using Pack = detail::Storage<Truth, W>;

  LaneMask() = default;
  template <std::same_as<bool> Bool>
  SAMEN_INLINE LaneMask(Bool value) : pack_(detail::filled<Pack>(Truth(value ? -1 : 0))) {}
  SAMEN_INLINE explicit LaneMask(const Pack& pack) : pack_(pack) {}
  template <class Other>
  requires(!std::same_as<Other, Number>) SAMEN_INLINE LaneMask(const LaneMask<Other, W>& other)
      : pack_(detail::converted<Pack>(other.pack())) {}

  SAMEN_INLINE friend LaneMask operator&&(const LaneMask& a, const LaneMask& b) {
    return LaneMask(
        detail::by_register<Pack>([](auto x, auto y) { return x & y; }, a.pack_, b.pack_));
  }
  SAMEN_INLINE friend LaneMask operator||(const LaneMask& a, const LaneMask& b) {
    return LaneMask(
        detail::by_register<Pack>([](auto x, auto y) { return x | y; }, a.pack_, b.pack_));
  }
  SAMEN_INLINE friend LaneMask operator!(const LaneMask& a) {
    return LaneMask(detail::by_register<Pack>([](auto x) { return ~x; }, a.pack_));
  }
  SAMEN_INLINE friend LaneMask select(const LaneMask& condition, const LaneMask& yes,
                                      const LaneMask& no) {
    return (condition && yes) || (!condition && no);
  }
  SAMEN_INLINE friend bool none(const LaneMask& mask) { return detail::holds_none(mask.pack_); }
  SAMEN_INLINE friend bool lane(const LaneMask& mask, int which) {
    return detail::lane_of(mask.pack_, which) != 0;
  }

  const Pack& pack() const { return pack_; }

 private:
  Pack pack_{};
};

/// The mask type of a comparison between two number widths: as narrow as the narrower one.
template <class One, class Other, int W>
requires(sizeof(One) != sizeof(Other)) using NarrowMask =
    LaneMask<std::conditional_t<(sizeof(One) < sizeof(Other)), One, Other>, W>;
template <class One, class Other, int W>
SAMEN_INLINE NarrowMask<One, Other, W> operator&&(const LaneMask<One, W>& a,
                                                  const LaneMask<Other, W>& b) {
  return NarrowMask<One, Other, W>(a) && NarrowMask<One, Other, W>(b);
}
template <class One, class Other, int W>
SAMEN_INLINE NarrowMask<One, Other, W> operator||(const LaneMask<One, W>& a,
                                                  const LaneMask<Other, W>& b) {
  return NarrowMask<One, Other, W>(a) || NarrowMask<One, Other, W>(b);
}

/// W numbers side by side.
template <class Number, int W>
class Lanes {
 public:
  using Pack = detail::Storage<Number, W>;
  using Mask = LaneMask<Number, W>;

  Lanes() = default;
  template <class Value>
  requires std::is_arithmetic_v<Value> &&(!std::same_as<Value, bool>)SAMEN_INLINE Lanes(Value value)
      : pack_(detail::filled<Pack>(static_cast<Number>(value))) {}
  SAMEN_INLINE explicit Lanes(const Pack& pack) : pack_(pack) {}
  /// Narrow numbers convert implicitly; wide numbers convert only explicitly, because they are
  /// rounded.
  template <class Other>
  requires(sizeof(Other) != sizeof(Number)) SAMEN_INLINE explicit(sizeof(Other) > sizeof(Number))
      Lanes(const Lanes<Other, W>& other)
      : pack_(detail::converted<Pack>(other.pack())) {}

  const Pack& pack() const { return pack_; }

  SAMEN_INLINE friend Lanes operator+(const Lanes& a, const Lanes& b) {
    return Lanes(detail::by_register<Pack>([](auto x, auto y) { return x + y; }, a.pack_, b.pack_));
  }
  SAMEN_INLINE friend Lanes operator-(const Lanes& a, const Lanes& b) {
    return Lanes(detail::by_register<Pack>([](auto x, auto y) { return x - y; }, a.pack_, b.pack_));
  }
  SAMEN_INLINE friend Lanes operator*(const Lanes& a, const Lanes& b) {
    return Lanes(detail::by_register<Pack>([](auto x, auto y) { return x * y; }, a.pack_, b.pack_));
  }
  SAMEN_INLINE friend Lanes operator/(const Lanes& a, const Lanes& b) {
    return Lanes(detail::by_register<Pack>([](auto x, auto y) { return x / y; }, a.pack_, b.pack_));
  }
  SAMEN_INLINE friend Lanes operator-(const Lanes& a) {
    return Lanes(detail::by_register<Pack>([](auto x) { return -x; }, a.pack_));
  }
  SAMEN_INLINE Lanes& operator+=(const Lanes& other) { return *this = *this + other; }
  SAMEN_INLINE Lanes& operator-=(const Lanes& other) { return *this = *this - other; }
  SAMEN_INLINE Lanes& operator*=(const Lanes& other) { return *this = *this * other; }

  SAMEN_INLINE friend Mask operator<(const Lanes& a, const Lanes& b) {
    return compared(a, b, [](auto x, auto y) { return x < y; });
  }
  SAMEN_INLINE friend Mask operator<=(const Lanes& a, const Lanes& b) {
    return compared(a, b, [](auto x, auto y) { return x <= y; });
  }
  SAMEN_INLINE friend Mask operator>(const Lanes& a, const Lanes& b) { return b < a; }
  SAMEN_INLINE friend Mask operator>=(const Lanes& a, const Lanes& b) { return b <= a; }
  SAMEN_INLINE friend Mask operator==(const Lanes& a, const Lanes& b) {
    return compared(a, b, [](auto x, auto y) { return x == y; });
  }
  SAMEN_INLINE friend Mask operator!=(const Lanes& a, const Lanes& b) { return !(a == b); }

  SAMEN_INLINE friend Lanes select(const Mask& condition, const Lanes& yes, const Lanes& no) {
    return Lanes(detail::by_register<Pack>([](auto c, auto x, auto y) { return c ? x : y; },
                                           condition.pack(), yes.pack_, no.pack_));
  }
  SAMEN_INLINE friend Lanes least(const Lanes& a, const Lanes& b) {
    return Lanes(detail::by_register<Pack>([](auto x, auto y) { return detail::least(x, y); },
                                           a.pack_, b.pack_));
  }
  SAMEN_INLINE friend Lanes greatest(const Lanes& a, const Lanes& b) {
    return Lanes(detail::by_register<Pack>([](auto x, auto y) { return detail::greatest(x, y); },
                                           a.pack_, b.pack_));
  }
  SAMEN_INLINE friend Number lane(const Lanes& lanes, int which) {
    return detail::lane_of(lanes.pack_, which);
  }
  SAMEN_INLINE friend void set_lane(Lanes& lanes, int which, Number value) {
    detail::set_lane_of(lanes.pack_, which, value);
  }

  // These operators exist for whole numbers only.
  SAMEN_INLINE friend Lanes operator&(const Lanes& a, const Lanes& b) {
    return Lanes(detail::by_register<Pack>([](auto x, auto y) { return x & y; }, a.pack_, b.pack_));
  }
  SAMEN_INLINE friend Lanes operator|(const Lanes& a, const Lanes& b) {
    return Lanes(detail::by_register<Pack>([](auto x, auto y) { return x | y; }, a.pack_, b.pack_));
  }
  SAMEN_INLINE friend Lanes operator^(const Lanes& a, const Lanes& b) {
    return Lanes(detail::by_register<Pack>([](auto x, auto y) { return x ^ y; }, a.pack_, b.pack_));
  }
  SAMEN_INLINE friend Lanes operator<<(const Lanes& a, int places) {
    return Lanes(detail::by_register<Pack>([=](auto x) { return x << places; }, a.pack_));
  }
  SAMEN_INLINE friend Lanes operator>>(const Lanes& a, int places) {
    return Lanes(detail::by_register<Pack>([=](auto x) { return x >> places; }, a.pack_));
  }

 private:
  template <class Compare>
  SAMEN_INLINE static Mask compared(const Lanes& a, const Lanes& b, Compare compare) {
    return Mask(detail::by_register<typename Mask::Pack>(
        [=](auto x, auto y) {
          if constexpr (std::is_arithmetic_v<decltype(x)>)
            return detail::Truth<Number>(compare(x, y) ? -1 : 0);
          else
            return typename decltype(masked(x))::Type(compare(x, y));
        },
        a.pack_, b.pack_));
  }
  template <class Vector>
  static auto masked(const Vector&) -> detail::Register<detail::Truth<Number>, sizeof(Vector)>;

  Pack pack_{};
};

/// Chooses between two numbers that are the same for all lanes.
template <class Number, int W>
SAMEN_INLINE Lanes<Number, W> select(const LaneMask<Number, W>& condition, double yes, double no) {
  return select(condition, Lanes<Number, W>(yes), Lanes<Number, W>(no));
}

namespace detail {
template <class Number>
using Unsigned = std::conditional_t<sizeof(Number) == 8, std::uint64_t, std::uint32_t>;
template <class Word>
using Floating = std::conditional_t<sizeof(Word) == 8, double, float>;
}  // namespace detail

template <class Number, int W>
SAMEN_INLINE Lanes<detail::Unsigned<Number>, W> bits_of(const Lanes<Number, W>& x) {
  return std::bit_cast<Lanes<detail::Unsigned<Number>, W>>(x);
}
template <class Word, int W>
SAMEN_INLINE Lanes<detail::Floating<Word>, W> number_of(const Lanes<Word, W>& bits) {
  return std::bit_cast<Lanes<detail::Floating<Word>, W>>(bits);
}

namespace detail {

template <class Vector>
SAMEN_INLINE Vector root_of(Vector x) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  if constexpr (is_register<Vector, double, 64>) return _mm512_maskz_sqrt_pd(0xff, x);
  if constexpr (is_register<Vector, float, 64>) return _mm512_maskz_sqrt_ps(0xffff, x);
#endif
#if defined(__AVX2__)
  if constexpr (is_register<Vector, double, 32>) return _mm256_sqrt_pd(x);
  if constexpr (is_register<Vector, float, 32>) return _mm256_sqrt_ps(x);
#endif
  if constexpr (std::is_arithmetic_v<Vector>)
    return std::sqrt(x);
  else
    for (int n = 0; n < static_cast<int>(sizeof(x) / sizeof(x[0])); ++n) x[n] = std::sqrt(x[n]);
  return x;
}

/// Products of the low 32 bits of each lane, 64 bits wide.
template <class Vector>
SAMEN_INLINE Vector wide_product(Vector a, Vector b) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  if constexpr (sizeof(a) == 64)
    return std::bit_cast<Vector>(
        _mm512_maskz_mul_epu32(0xff, std::bit_cast<__m512i>(a), std::bit_cast<__m512i>(b)));
#endif
#if defined(__AVX2__)
  if constexpr (sizeof(a) == 32)
    return std::bit_cast<Vector>(
        _mm256_mul_epu32(std::bit_cast<__m256i>(a), std::bit_cast<__m256i>(b)));
#endif
  return (a & 0xffffffffu) * (b & 0xffffffffu);
}

}  // namespace detail

template <class Number, int W>
SAMEN_INLINE Lanes<Number, W> square_root(const Lanes<Number, W>& x) {
  using Pack = typename Lanes<Number, W>::Pack;
  return Lanes<Number, W>(
      detail::by_register<Pack>([](auto v) { return detail::root_of(v); }, x.pack()));
}

template <class Number, int W>
SAMEN_INLINE Lanes<Number, W> magnitude(const Lanes<Number, W>& x) {
  constexpr auto all = static_cast<detail::Unsigned<Number>>(-1);
  return number_of(bits_of(x) & (all >> 1));
}

template <int W>
SAMEN_INLINE Lanes<std::uint64_t, W> wide_product(const Lanes<std::uint64_t, W>& a,
                                                  const Lanes<std::uint64_t, W>& b) {
  using Pack = typename Lanes<std::uint64_t, W>::Pack;
  return Lanes<std::uint64_t, W>(detail::by_register<Pack>(
      [](auto x, auto y) { return detail::wide_product(x, y); }, a.pack(), b.pack()));
}

/// The product of two words of 32 bits.
template <class Words>
struct WordProduct {
  Words high, low;
};

/// The product of words that lie in lanes of 64 bits. Only the low 32 bits of `low` belong to the
/// product.
template <int W>
SAMEN_INLINE WordProduct<Lanes<std::uint64_t, W>> word_product(const Lanes<std::uint64_t, W>& a,
                                                               const Lanes<std::uint64_t, W>& b) {
  const Lanes<std::uint64_t, W> product = wide_product(a, b);
  return {product >> 32, product};
}

/// The product of words in neighbouring lanes. Even and odd lanes are multiplied separately.
template <int W>
SAMEN_INLINE WordProduct<Lanes<std::uint32_t, W>> word_product(const Lanes<std::uint32_t, W>& a,
                                                               const Lanes<std::uint32_t, W>& b) {
  using Row = Lanes<std::uint32_t, W>;
  if constexpr (W == 1) {
    const std::uint64_t product = std::uint64_t{lane(a, 0)} * lane(b, 0);
    return {Row(static_cast<std::uint32_t>(product >> 32)),
            Row(static_cast<std::uint32_t>(product))};
  } else {
    using Pairs = Lanes<std::uint64_t, W / 2>;
    const Pairs low_half(std::uint64_t{0xffffffff});
    const auto x = std::bit_cast<Pairs>(a), y = std::bit_cast<Pairs>(b);
    const Pairs even = wide_product(x, y), odd = wide_product(Pairs(x >> 32), Pairs(y >> 32));
    return {std::bit_cast<Row>(Pairs((even >> 32) | (odd & (low_half << 32)))),
            std::bit_cast<Row>(Pairs((even & low_half) | (odd << 32)))};
  }
}

}  // namespace samen
