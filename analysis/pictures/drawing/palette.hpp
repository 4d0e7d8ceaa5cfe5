// Colours that readers with any colour vision can distinguish, and dashes for print in grey.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace samen::analysis::picture {

/// The dashes of a line, for print in grey.
enum class Dash { solid, dashed, dotted, dash_dotted };

/// One colour in two strengths: `line` for lines and areas; `text` is darker, with at least the
/// contrast of 4.5 to white that WCAG 2.1 (2018), criterion 1.4.3, requires of text.
struct Ink {
  std::string_view line, text;
  Dash dash = Dash::solid;
};

// Okabe & Ito (2008), Color Universal Design; without their yellow, which is hard to see on white.
inline constexpr Ink grey{"#7F7F7F", "#5F5F5F", Dash::dotted};
inline constexpr Ink orange{"#E69F00", "#8A5F00", Dash::dashed};
inline constexpr Ink blue{"#0072B2", "#00659E", Dash::solid};
inline constexpr Ink green{"#009E73", "#00714F", Dash::dash_dotted};
inline constexpr Ink vermilion{"#D55E00", "#A84A00", Dash::solid};
inline constexpr Ink purple{"#CC79A7", "#94406F", Dash::dashed};
inline constexpr Ink sky{"#56B4E9", "#1B6E9E", Dash::dotted};
inline constexpr Ink black{"#000000", "#000000", Dash::dash_dotted};

/// An arm has the same ink in every picture; other names have an ink by their position in the list.
constexpr Ink ink_of(std::string_view arm, std::size_t place) {
  if (arm == "nothing") return grey;
  if (arm == "alone") return orange;
  if (arm == "together") return blue;
  if (arm == "only_together") return green;
  constexpr std::array others{blue, orange, green, vermilion, purple, sky, grey, black};
  return others[place % others.size()];
}

/// Cividis, from low to high at equal steps: linear in lightness, and the same for readers with
/// red-green deficiency (Nuñez, Anderton & Renslow 2018, PLOS ONE 13(7)); values as in Matplotlib
/// 3.6.
inline constexpr std::array<std::string_view, 9> sequential{"#00224E", "#1A386F", "#434E6C",
                                                            "#61656F", "#7D7C78", "#9B9476",
                                                            "#BCAE6C", "#DEC958", "#FEE838"};

}  // namespace samen::analysis::picture
