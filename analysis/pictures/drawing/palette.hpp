// Colours that readers with any colour vision can distinguish, and dashes for print in grey.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace samen::analysis::picture {

/// The dashes of a line, for print in grey.
enum class Dash { solid, dashed, dotted, dash_dotted };

/// One colour in two strengths: `line` for lines and areas, with at least the contrast of 3 to
/// white that WCAG 2.1 (2018), criterion 1.4.11, requires of what a picture says; `text` is darker,
/// with at least the 4.5 that criterion 1.4.3 requires of text.
struct Ink {
  std::string_view line, text;
  Dash dash = Dash::solid;
};

// Hues of Okabe & Ito (2008), Color Universal Design, in lightnesses that keep them apart: between
// the inks of arms the distance in CIE L*a*b* is 20 or more, and between all inks 15 or more, in
// the eyes of readers with full colour vision and without one of the three kinds of cones. A test
// computes it.
inline constexpr Ink grey{"#5A5A5A", "#4A4A4A", Dash::dotted};
inline constexpr Ink orange{"#C77700", "#8A5000", Dash::dashed};
inline constexpr Ink blue{"#0066B8", "#004E94", Dash::solid};
inline constexpr Ink green{"#00A36B", "#008556", Dash::dash_dotted};
inline constexpr Ink red{"#9A1400", "#6E0800", Dash::solid};
inline constexpr Ink purple{"#D46AC0", "#A83CC0", Dash::dashed};
inline constexpr Ink petrol{"#00425C", "#003247", Dash::dotted};
inline constexpr Ink black{"#000000", "#000000", Dash::dash_dotted};
inline constexpr std::array inks{grey, orange, blue, green, red, purple, petrol, black};

/// An arm has the same ink in every picture; other names have an ink by their position in the list.
constexpr Ink ink_of(std::string_view arm, std::size_t place) {
  if (arm == "nothing") return grey;
  if (arm == "alone") return orange;
  if (arm == "together") return blue;
  if (arm == "only_together") return green;
  constexpr std::array others{blue, orange, green, red, purple, petrol, grey, black};
  return others[place % others.size()];
}

/// Cividis, from low to high at equal steps: linear in lightness, and the same for readers with
/// red-green deficiency (Nuñez, Anderton & Renslow 2018, PLOS ONE 13(7)); values as in Matplotlib
/// 3.6.
inline constexpr std::array<std::string_view, 9> sequential{"#00224E", "#1A386F", "#434E6C",
                                                            "#61656F", "#7D7C78", "#9B9476",
                                                            "#BCAE6C", "#DEC958", "#FEE838"};

}  // namespace samen::analysis::picture
