// Tables as people and machines read them.
#include "analysis/output/table.hpp"

#include <cmath>
#include <limits>
#include <sstream>
#include <stdexcept>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace samen::analysis::table_test {
namespace {

const double nan = std::nan("");
const double infinity = std::numeric_limits<double>::infinity();
constexpr const char* gap = "\u202f";  // between thousands

std::string written(const std::vector<Table>& tables, Format format) {
  std::ostringstream out;
  write(out, tables, format);
  return out.str();
}

Table table_of(const std::vector<Column>& columns, const std::vector<std::vector<Cell>>& rows) {
  Table table{"key", "Title", columns, {}, {}};
  for (const auto& row : rows) table.add(row);
  return table;
}

/// One of each kind of cell, and the same where nothing applies.
Table every_kind() {
  const Estimate mean{1.0 / 3.0, Interval{-0.5, 1234.5}, 12};
  const Estimate share{0.25, Interval{0.125, 0.5}, 40};
  Table table = table_of(
      {{"words", "words"},
       {"count", "count"},
       {"number", "number"},
       {"mean", "mean [95 %]"},
       {"share", "share [95 %]"},
       {"bounds", "[95 %, BCa]"}},
      {{"a", std::int64_t{1234567}, Number{2.0 / 3.0, 1}, Estimated{mean, 2}, Percentage{share},
        Bounds{mean, 0}},
       {"b", std::int64_t{0}, Number{nan, 1}, Estimated{{}, 2}, Percentage{{}}, Bounds{{}, 0}}});
  table.notes = {"a note"};
  return table;
}

TEST(ShownNumber, has_the_digits_asked_for_and_a_thin_gap_between_thousands) {
  const std::string s = gap;
  EXPECT_EQ(shown_number(0.0, 0), "0");
  EXPECT_EQ(shown_number(999.0, 0), "999");
  EXPECT_EQ(shown_number(1000.0, 0), "1" + s + "000");
  EXPECT_EQ(shown_number(-1000.0, 0), "-1" + s + "000");
  EXPECT_EQ(shown_number(-123.0, 1), "-123.0") << "no gap behind the sign";
  EXPECT_EQ(shown_number(1234567.891, 2), "1" + s + "234" + s + "567.89");
  EXPECT_EQ(shown_number(999999.6, 0), "1" + s + "000" + s + "000") << "rounding adds a digit";
  EXPECT_EQ(shown_number(0.0449, 1), "0.0");
  EXPECT_EQ(shown_number(-0.0449, 1), "0.0") << "nothing is not negative";
  EXPECT_EQ(shown_number(-0.0, 0), "0");
  EXPECT_EQ(shown_number(nan, 2), "n/a");
  EXPECT_EQ(shown_number(infinity, 2), "inf");
  EXPECT_EQ(shown_number(-infinity, 0), "-inf");
}

TEST(ShownNumber, keeps_all_digits_of_the_largest) {
  std::string plain = shown_number(1e80, 0);
  for (std::size_t at; (at = plain.find(gap)) != std::string::npos;) plain.erase(at, 3);
  EXPECT_EQ(plain.size(), 81u);
  EXPECT_EQ(std::stod(plain), 1e80);
}

TEST(ShownPercent, of_some_is_neither_none_nor_all) {
  EXPECT_EQ(shown_percent(0.0), "0 %");
  EXPECT_EQ(shown_percent(1.0), "100 %");
  EXPECT_EQ(shown_percent(0.5), "50 %");
  EXPECT_EQ(shown_percent(199.0 / 200.0), "99.5 %");
  EXPECT_EQ(shown_percent(1.0 / 200.0), "0.5 %");
  EXPECT_EQ(shown_percent(0.99), "99 %");
  EXPECT_EQ(shown_percent(0.01), "1 %");
  EXPECT_EQ(shown_percent(1999.0 / 2000.0), "99.95 %");
  EXPECT_EQ(shown_percent(9999.0 / 10000.0), "99.99 %");
  EXPECT_EQ(shown_percent(1.0 / 10000.0), "0.01 %");
  EXPECT_EQ(shown_percent(1.0 - 1e-15), "100 %") << "but for rounding";
  EXPECT_EQ(shown_percent(-0.003), "0 %") << "what shared luck saves can be negative";
  EXPECT_EQ(shown_percent(-0.3), "-30 %");
}

TEST(ShownPercent, of_what_does_not_apply_has_no_sign) {
  EXPECT_EQ(shown_percent(nan), "n/a");
  EXPECT_EQ(shown_percent(Estimate{nan, std::nullopt, 7}), "n/a");
  EXPECT_EQ(shown_percent(Estimate{}), "n/a");
}

TEST(ShownPercent, has_an_interval_within_none_and_all) {
  EXPECT_EQ(shown_percent(Estimate{0.92, Interval{0.87, 0.95}, 200}), "92 % [87, 95]");
  EXPECT_EQ(shown_percent(Estimate{0.5, Interval{-0.2, 1.2}, 6}), "50 % [0, 100]");
  EXPECT_EQ(shown_percent(Estimate{0.5, std::nullopt, 3}), "50 %");
}

TEST(ShownEstimate, leaves_out_the_interval_where_there_is_none) {
  EXPECT_EQ(shown_estimate({6.94, Interval{6.491, 7.394}, 9}, 2), "6.94 [6.49, 7.39]");
  EXPECT_EQ(shown_estimate({6.94, std::nullopt, 1}, 1), "6.9");
  EXPECT_EQ(shown_estimate({}, 2), "n/a");
  EXPECT_EQ(shown_interval(std::nullopt, 2), "n/a");
}

TEST(PValue, of_next_to_nothing_is_not_nothing) {
  const Table table = table_of({{"p", "p"}}, {{PValue{0.0321}}, {PValue{3e-7}}, {PValue{nan}}});
  EXPECT_EQ(written({table}, Format::markdown),
            "**Title**\n\n| p |\n| ---: |\n| 0.0321 |\n| < 0.0001 |\n| n/a |\n");
  EXPECT_EQ(written({table}, Format::csv), "p\n0.0321\n3e-07\n\n");
}

TEST(Bars, fill_with_the_value_and_never_beyond) {
  EXPECT_EQ(bar(1.0, 1.0, 3), "███");
  EXPECT_EQ(bar(5.0, 1.0, 3), "███");
  EXPECT_EQ(bar(0.5, 1.0, 3), "█▌");
  EXPECT_EQ(bar(-1.0, 1.0, 3), "");
  EXPECT_EQ(bar(nan, 1.0, 3), "");
  EXPECT_EQ(bar(1.0, 0.0, 3), "");
  EXPECT_EQ(block(0.0), "▁");
  EXPECT_EQ(block(1.0), "█");
  EXPECT_EQ(block(7.0), "█");
  EXPECT_EQ(block(nan), " ");
}

TEST(Text, aligns_words_left_and_numbers_right_by_what_is_seen) {
  EXPECT_EQ(shown_width("élan €"), 6u);
  const Table table = table_of({{"name", "name"}, {"value", "k€"}},
                               {{"élan", Number{1.0, 0}}, {"trust", Number{-10.0, 0}}});
  EXPECT_EQ(written({table}, Format::text),
            "Title\n"
            "  name     k€\n"
            "  élan      1\n"
            "  trust   -10\n");
}

TEST(Text, has_no_blanks_at_the_end_of_a_line_and_a_line_between_tables) {
  const Table table =
      table_of({{"name", "name"}, {"note", "note"}}, {{"a", "long words"}, {"b", ""}, {"", ""}});
  const std::string text = written({table, table}, Format::text);
  EXPECT_EQ(text.find(" \n"), std::string::npos);
  EXPECT_NE(text.find("\n\nTitle\n"), std::string::npos);
}

TEST(Text, shows_every_kind_of_cell_and_its_notes) {
  const std::string text = written({every_kind()}, Format::text);
  for (const char* words : {"0.33 [-0.50, 1\u202f234.50]", "25 % [12, 50]", "0.7",
                            "[0, 1\u202f234]", "1\u202f234\u202f567", "\n  a note\n"})
    EXPECT_NE(text.find(words), std::string::npos) << words << '\n' << text;
}

TEST(Csv, gives_machines_every_digit_and_nothing_for_what_does_not_apply) {
  EXPECT_EQ(written({every_kind()}, Format::csv),
            "words,count,number,mean,mean_low,mean_high,share,share_low,share_high,bounds_low,"
            "bounds_high\n"
            "a,1234567,0.66666666666666663,0.33333333333333331,-0.5,1234.5,0.25,0.125,0.5,-0.5,"
            "1234.5\n"
            "b,0,,,,,,,,,\n");
}

TEST(Csv, has_as_many_fields_in_the_head_as_in_every_row) {
  // Intervals first, and words where others have an interval.
  const Bounds bounds{{1.0, Interval{0.0, 2.0}, 9}, 0};
  const Estimated mean{{1.0, Interval{0.0, 2.0}, 9}, 0};
  const Table first = table_of({{"bounds", "b"}, {"n", "n"}}, {{bounds, std::int64_t{9}}});
  EXPECT_EQ(written({first}, Format::csv), "bounds_low,bounds_high,n\n0,2,9\n");
  const Table mixed = table_of({{"what", "w"}, {"mean", "m"}}, {{"a", "none"}, {"b", mean}});
  EXPECT_EQ(written({mixed}, Format::csv), "what,mean,mean_low,mean_high\na,none,,\nb,1,0,2\n");
  const Table none = table_of({{"what", "w"}, {"mean", "m"}}, {});
  EXPECT_EQ(written({none}, Format::csv), "what,mean\n");
}

TEST(Csv, quotes_as_rfc_4180_says) {
  const Table table = table_of({{"a,b", ""}, {"c", ""}},
                               {{"x,y", "said \"so\""}, {"two\nlines", "carriage\rreturn"}});
  EXPECT_EQ(written({table}, Format::csv),
            "\"a,b\",c\n"
            "\"x,y\",\"said \"\"so\"\"\"\n"
            "\"two\nlines\",\"carriage\rreturn\"\n");
}

// OWASP, CSV injection: a spreadsheet takes these for formulas.
TEST(Csv, keeps_texts_from_being_formulas) {
  for (const char* const text : {"=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "-"})
    EXPECT_EQ(csv_field(text), "'" + std::string(text)) << text;
  EXPECT_EQ(csv_field("=A1,\"b\""), "\"'=A1,\"\"b\"\"\"");
  for (const char* const text : {"-0.5", "+3", "-1e-9", "", "a=b", "together − alone", "'=1"})
    EXPECT_EQ(csv_field(text), text) << text;
}

TEST(Csv, names_tables_where_there_are_several) {
  Table first = table_of({{"n", "n"}}, {{std::int64_t{1}}});
  Table second = first;
  second.key = "other";
  EXPECT_EQ(written({first, second}, Format::csv), "# key\nn\n1\n\n# other\nn\n1\n");
  EXPECT_EQ(written({first}, Format::csv), "n\n1\n");
}

TEST(Json, holds_every_digit_and_null_for_what_does_not_apply) {
  const auto all = nlohmann::json::parse(written({every_kind()}, Format::json));
  ASSERT_EQ(all.at("key").size(), 2u);
  const auto& row = all["key"][0];
  EXPECT_EQ(row.size(), 11u);
  EXPECT_EQ(row["words"], "a");
  EXPECT_EQ(row["count"].get<std::int64_t>(), 1234567);
  EXPECT_EQ(row["number"].get<double>(), 2.0 / 3.0);
  EXPECT_EQ(row["mean"].get<double>(), 1.0 / 3.0);
  EXPECT_EQ(row["share_low"].get<double>(), 0.125);
  EXPECT_EQ(row["bounds_high"].get<double>(), 1234.5);
  EXPECT_FALSE(row.contains("bounds"));
  EXPECT_EQ(all["key"][1].size(), 11u);
  for (const char* key : {"number", "mean", "mean_low", "share", "share_high", "bounds_low"})
    EXPECT_TRUE(all["key"][1].at(key).is_null()) << key;
}

TEST(Json, of_no_tables_or_no_rows_is_an_object_of_lists) {
  EXPECT_EQ(nlohmann::json::parse(written({}, Format::json)), nlohmann::json::object());
  const auto empty = nlohmann::json::parse(written({table_of({{"n", "n"}}, {})}, Format::json));
  EXPECT_EQ(empty, (nlohmann::json{{"key", nlohmann::json::array()}}));
}

TEST(Markdown, keeps_its_columns_whatever_the_words) {
  const Table table = table_of({{"what", "what"}, {"n", "n"}},
                               {{"a|b", Number{nan, 1}}, {"two\nlines", Number{1.0, 1}}});
  EXPECT_EQ(written({table}, Format::markdown),
            "**Title**\n\n"
            "| what | n |\n"
            "| --- | ---: |\n"
            "| a\\|b | n/a |\n"
            "| two lines | 1.0 |\n");
}

TEST(Rows, of_another_length_than_the_head_are_refused) {
  Table table = table_of({{"a", "a"}, {"b", "b"}}, {});
  EXPECT_THROW(table.add({"one"}), std::logic_error);
  EXPECT_THROW(table.add({"one", "two", "three"}), std::logic_error);
}

}  // namespace
}  // namespace samen::analysis::table_test
