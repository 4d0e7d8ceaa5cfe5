#include "analysis/output/page.hpp"

#include <algorithm>
#include <cctype>

namespace samen::analysis {

namespace {

// The style: readable from a distance on a projector and on paper; at most 72 letters a line.
constexpr std::string_view style = R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 1.05rem/1.55 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; color: #222;
  background: #fff; margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 62rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-top: 1rem; border-top: 1px solid #ddd; }
p, ul, blockquote { max-width: 46rem; }
blockquote { margin: 1rem 0; padding: 0 0 0 1rem; border-left: 3px solid #ccc; color: #555; }
.question { font-size: 1.15rem; color: #444; }
.answer { font-size: 1.3rem; line-height: 1.4; font-weight: 600; margin: 1.25rem 0; padding: 1rem 1.25rem;
  background: #eef5fa; border-left: 5px solid #0066b8; max-width: none; }
nav { font-size: .95rem; margin: 1.25rem 0; }
nav a { margin-right: 1rem; white-space: nowrap; }
a { color: #00598c; }
figure { margin: 1.5rem 0 2.25rem; overflow-x: auto; }
figure svg { width: 100%; height: auto; min-width: 34rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .95rem; margin: 1rem 0; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid #e5e5e5; vertical-align: top; }
th:first-child { text-align: left; font-weight: 400; }
td { white-space: nowrap; }
td.words { white-space: normal; text-align: left; min-width: 12rem; }
.wide th:first-child { min-width: 11rem; }
.wide td.words { min-width: 7rem; }
.wide td, .wide th { padding-right: .6rem; font-size: .9em; }
thead th { border-bottom: 2px solid #888; font-weight: 600; }
details { margin: .75rem 0; }
summary { cursor: pointer; color: #00598c; }
pre { font-size: .85rem; background: #f6f6f6; padding: 1rem; overflow-x: auto; white-space: pre-wrap; }
@media print {
  body { font-size: 10.5pt; max-width: none; padding: 0; }
  nav { display: none; }
  table { font-size: 8.5pt; }
  figure, tr, .answer { break-inside: avoid; }
  h2 { break-after: avoid; }
  a { color: inherit; text-decoration: none; }
}
)css";

std::string anchor(std::size_t n) {
  return "s" + std::to_string(n + 1);
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string html;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += letter;
    }
  }
  return html;
}

Page::Page(std::string title, Language language) : title_(std::move(title)), language_(language) {}

void Page::section(std::string_view heading) {
  body_ += "<h2 id=\"" + anchor(headings_.size()) + "\">" + escaped(heading) + "</h2>\n";
  headings_.emplace_back(heading);
}

void Page::paragraph(std::string_view text) {
  body_ += "<p>" + escaped(text) + "</p>\n";
}

void Page::answer(std::string_view text) {
  body_ += "<p class=\"answer\">" + escaped(text) + "</p>\n";
}

void Page::quote(std::string_view text) {
  body_ += "<blockquote>" + escaped(text) + "</blockquote>\n";
}

void Page::list(const std::vector<std::string>& items) {
  body_ += "<ul>\n";
  for (const std::string& item : items) body_ += "<li>" + escaped(item) + "</li>\n";
  body_ += "</ul>\n";
}

void Page::figure(const std::string& svg) {
  body_ += "<figure>\n" + svg + "\n</figure>\n";
}

void Page::table(const std::vector<std::vector<std::string>>& rows) {
  constexpr std::size_t few_columns = 6;  // more only fit with intervals below their numbers
  const bool wide = !rows.empty() && rows.front().size() > few_columns;
  body_ +=
      wide ? "<div class=\"scroll\"><table class=\"wide\">\n" : "<div class=\"scroll\"><table>\n";
  for (std::size_t n = 0; n < rows.size(); ++n) {
    if (n < 2) body_ += n == 0 ? "<thead>" : "<tbody>";
    body_ += "<tr>";
    for (std::size_t c = 0; c < rows[n].size(); ++c) {
      const bool head = n == 0 || c == 0;
      constexpr auto few_letters = 16;  // numbers with their units are not longer than this
      const auto letter = [](unsigned char one) { return std::isalpha(one) != 0; };
      const bool words = std::count_if(rows[n][c].begin(), rows[n][c].end(), letter) > few_letters;
      body_ += head ? (n == 0 ? "<th scope=\"col\">" : "<th scope=\"row\">")
                    : (words ? "<td class=\"words\">" : "<td>");
      std::string shown = escaped(rows[n][c]);
      if (const std::size_t interval = shown.find(" [");
          wide && !head && interval != std::string::npos)
        shown.replace(interval, 1, "<br/>");
      body_ += shown + (head ? "</th>" : "</td>");
    }
    body_ += n == 0 ? "</tr></thead>\n" : "</tr>\n";
  }
  if (rows.size() > 1) body_ += "</tbody>";
  body_ += "</table></div>\n";
}

void Page::details(std::string_view summary, std::string_view verbatim) {
  body_ += "<details><summary>" + escaped(summary) + "</summary>\n<pre>" + escaped(verbatim) +
           "</pre>\n</details>\n";
}

void Page::details(std::string_view summary, const std::vector<std::vector<std::string>>& rows,
                   const std::vector<std::string>& notes) {
  body_ += "<details><summary>" + escaped(summary) + "</summary>\n";
  if (!rows.empty()) table(rows);
  for (const std::string& note : notes) paragraph(note);
  body_ += "</details>\n";
}

std::string Page::html() const {
  std::string contents;
  for (std::size_t n = 0; n < headings_.size(); ++n)
    contents += "<a href=\"#" + anchor(n) + "\">" + escaped(headings_[n]) + "</a>\n";
  return "<!doctype html>\n<html lang=\"" + language_.code() +
         "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
         escaped(title_) + "</title>\n<style>" + std::string(style) +
         "</style>\n</head>\n<body>\n<main>\n<h1>" + escaped(title_) + "</h1>\n<nav>\n" + contents +
         "</nav>\n" + body_ + "</main>\n</body>\n</html>\n";
}

}  // namespace samen::analysis
