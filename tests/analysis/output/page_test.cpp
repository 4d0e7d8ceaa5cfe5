// Pages that open anywhere: nothing fetched, nothing run, whatever the words in them.
#include "analysis/output/page.hpp"

#include <algorithm>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace samen::analysis::page_test {
namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size())
    ++count;
  return count;
}

/// The names of the elements left open, or closed out of order; empty where all is well.
std::string unclosed_in(const std::string& html) {
  static const std::regex tag("<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*?(/?)>");
  const std::vector<std::string> empty{"meta", "br", "hr"};
  std::vector<std::string> open;
  for (std::sregex_iterator each(html.begin(), html.end(), tag), end; each != end; ++each) {
    const std::string name = (*each)[2];
    if ((*each)[3].length() > 0 || std::find(empty.begin(), empty.end(), name) != empty.end())
      continue;
    if ((*each)[1].length() == 0) {
      open.push_back(name);
    } else {
      if (open.empty() || open.back() != name) return "/" + name;
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back();
}

constexpr const char* nasty = "<b>&\"quotes\" 'n </p></body><script>alert(1)</script> é€";
constexpr const char* tamed =
    "&lt;b&gt;&amp;&quot;quotes&quot; 'n &lt;/p&gt;&lt;/body&gt;&lt;script&gt;alert(1)"
    "&lt;/script&gt; é€";

TEST(Escaped, shows_every_letter_verbatim) {
  EXPECT_EQ(escaped(nasty), tamed);
  EXPECT_EQ(escaped(""), "");
  EXPECT_EQ(escaped("&amp;"), "&amp;amp;") << "not taken for an escape of its own";
}

TEST(Page, escapes_words_wherever_they_stand) {
  Page page(nasty, Language("en"));
  page.section(nasty);
  page.paragraph(nasty);
  page.answer(nasty);
  page.quote(nasty);
  page.list({nasty, nasty});
  page.table({{nasty, nasty}, {nasty, nasty}});
  page.details(nasty, nasty);
  page.details(nasty, {{nasty}, {nasty}}, {nasty});
  const std::string html = page.html();
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<b>"), std::string::npos);
  // Title, its heading, section and its link, three paragraphs, two items, four cells, summary and
  // text, summary, two cells and a note.
  EXPECT_EQ(count_of(html, tamed), 19u);
  EXPECT_EQ(unclosed_in(html), "");
}

TEST(Page, links_every_section_once) {
  Page page("title", Language("en"));
  for (const char* heading : {"one", "two", "three"}) page.section(heading);
  const std::string html = page.html();
  for (const char* id : {"s1", "s2", "s3"}) {
    EXPECT_EQ(count_of(html, "id=\"" + std::string(id) + "\""), 1u);
    EXPECT_EQ(count_of(html, "href=\"#" + std::string(id) + "\""), 1u);
  }
}

TEST(Page, puts_intervals_below_their_numbers_where_there_are_many_columns) {
  const std::vector<std::string> few{"a", "1 [0, 2]"},
      many{"a", "b", "c", "d", "e", "f", "1 [0, 2]"};
  Page page("title", Language("en"));
  page.table({few, few});
  page.table({many, many});
  const std::string html = page.html();
  EXPECT_NE(html.find("<td>1 [0, 2]</td>"), std::string::npos);
  EXPECT_NE(html.find("<table class=\"wide\">"), std::string::npos);
  EXPECT_NE(html.find("<td>1<br/>[0, 2]</td>"), std::string::npos);
}

TEST(Page, says_in_which_language_it_is) {
  EXPECT_NE(Page("t", Language("en")).html().find("<html lang=\"en\">"), std::string::npos);
  EXPECT_NE(Page("t", Language("nl")).html().find("<html lang=\"nl\">"), std::string::npos);
}

TEST(Page, fetches_and_runs_nothing) {
  Page page("title", Language("nl"));
  page.section("one");
  page.figure("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>");
  const std::string html = page.html();
  for (const char* word : {"<script", "<link", "<img", "src=", "@import", "url(", "https://"})
    EXPECT_EQ(html.find(word), std::string::npos) << word;
  EXPECT_EQ(count_of(html, "<svg"), 1u) << "a picture is taken as it is";
}

TEST(Page, has_tables_that_are_closed_however_few_rows_they_have) {
  for (const std::vector<std::vector<std::string>>& rows :
       {std::vector<std::vector<std::string>>{},
        {{"head", "only"}},
        {{"head", "x"}, {"row", "1"}},
        {{"head", "x"}, {"row", "1"}, {"row", "2"}}}) {
    Page page("title", Language("en"));
    page.table(rows);
    EXPECT_EQ(unclosed_in(page.html()), "") << rows.size() << " rows";
  }
}

TEST(Page, marks_heads_for_who_hears_it_read) {
  Page page("title", Language("en"));
  page.table({{"what", "value"}, {"trust", "0.5"}});
  const std::string html = page.html();
  EXPECT_NE(html.find("<th scope=\"col\">value</th>"), std::string::npos);
  EXPECT_NE(html.find("<th scope=\"row\">trust</th><td>0.5</td>"), std::string::npos);
}

}  // namespace
}  // namespace samen::analysis::page_test
