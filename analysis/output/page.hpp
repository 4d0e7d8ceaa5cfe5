// One self-contained HTML page. It needs no script and no network, opens by double click and prints
// well.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "words/language.hpp"

namespace samen::analysis {

/// Escapes a text so that HTML shows it verbatim.
std::string escaped(std::string_view text);

/// Builds a page from its parts. Texts are escaped; pictures are inserted unchanged.
class Page {
 public:
  Page(std::string title, Language language);

  void section(std::string_view heading);
  void paragraph(std::string_view text);
  /// The main sentence of the page.
  void answer(std::string_view text);
  void quote(std::string_view text);
  void list(const std::vector<std::string>& items);
  /// An SVG picture, as a figure.
  void figure(const std::string& svg);
  /// The first row is the header; the first column names the rows.
  void table(const std::vector<std::vector<std::string>>& rows);
  /// A folded part, which readers have to open.
  void details(std::string_view summary, std::string_view verbatim);
  /// A folded table, which may have no rows, with notes below it.
  void details(std::string_view summary, const std::vector<std::vector<std::string>>& rows,
               const std::vector<std::string>& notes);

  /// The whole page.
  std::string html() const;

 private:
  std::string title_;
  Language language_;
  std::vector<std::string> headings_;
  std::string body_;
};

}  // namespace samen::analysis
