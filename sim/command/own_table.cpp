#include "command/own_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "io/csv.hpp"
#include "io/text.hpp"
#include "model/model.hpp"
#include "scenario/nearest.hpp"
#include "scenario/toml_section.hpp"

namespace samen {
namespace {

using Texts = std::vector<std::string>;

constexpr double months_a_year = 12.0;
constexpr std::size_t most_skills = 64, longest_name = 200;

Texts split(const std::string& text, std::string_view separators) {
  Texts parts;
  std::size_t from = 0;
  while (from <= text.size()) {
    const std::size_t end = std::min(text.find_first_of(separators, from), text.size());
    if (const std::string part = trimmed(text.substr(from, end - from)); !part.empty())
      parts.push_back(part);
    from = end + 1;
  }
  return parts;
}

/// The words of a key in all languages, those of `first` first.
Texts in_all_languages(std::string_view key, const Language& first) {
  Texts all = split(first(key), "|");
  for (const std::string& code : Language::codes())
    for (std::string& word : split(Language(code)(key), "|"))
      if (std::ranges::find(all, word) == all.end()) all.push_back(std::move(word));
  return all;
}

constexpr std::array sector_keys{
    "new.sectors.government", "new.sectors.civil_society",      "new.sectors.finance",
    "new.sectors.knowledge",  "new.sectors.private_particular", "new.sectors.business",
};
static_assert(sector_keys.size() == sector_names.size());
constexpr std::array mandate_keys{"new.mandates.none", "new.mandates.limited",
                                  "new.mandates.broad"};
constexpr std::array mandates{0.0, 0.5, 1.0};

std::optional<std::size_t> one_of(const auto& keys, const std::string& text) {
  for (std::size_t n = 0; n < keys.size(); ++n)
    for (const std::string& word : in_all_languages(keys[n], Language()))
      if (lowered(word) == lowered(text)) return n;
  return std::nullopt;
}

Texts known_words(const auto& keys) {
  Texts known;
  for (const auto* key : keys)
    for (std::string& word : in_all_languages(key, Language())) known.push_back(std::move(word));
  return known;
}

/// "one, two, three or four"; the nearest one is named.
std::string expected_one_of(const auto& keys, const std::string& given) {
  const Texts known = known_words(keys);
  return "one of " + listed(known) + "; got '" + given + "'" + did_you_mean(lowered(given), known);
}

/// A number as people write it: 0.5, 0,5 or 50 %. Returns nothing, with the reason in `why`, for
/// any other text, and for 1.200, which is 1.2 to some and 1200 to others.
std::optional<double> number_in(std::string text, std::string& why) {
  const std::string given = text;
  const bool per_cent = text.ends_with('%');
  if (per_cent) text = trimmed(text.substr(0, text.size() - 1));
  const std::size_t sign = text.find_first_of(".,");
  const bool only_digits = text.find_first_not_of("0123456789.,-") == std::string::npos;
  if (text.empty() || !only_digits || text.find('-', 1) != std::string::npos) {
    why = "a number; got '" + given + "'";
    return std::nullopt;
  }
  if (sign != std::string::npos) {
    const std::string whole = text.substr(0, sign), part = text.substr(sign + 1);
    const bool several = part.find_first_of(".,") != std::string::npos;
    const bool grouped = part.size() == 3 && !whole.empty() && whole.size() <= 3 &&
                         whole.find_first_not_of("0") != std::string::npos;
    if (several || grouped) {
      why = "a number without signs between thousands: '" + given + "' may be read in two ways";
      return std::nullopt;
    }
    text[sign] = '.';
  }
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    why = "a number; got '" + given + "'";
    return std::nullopt;
  }
  return per_cent ? value / 100.0 : value;
}

struct Bounds {
  double low, high;
  std::string_view unit;
};
Bounds bounds_of(Field column) {
  switch (column) {
    case Field::income:
    case Field::money:
    case Field::volunteers:
    case Field::in_kind:
    case Field::expects:
      return {0.0, 1e7, "k€ a year"};
    case Field::staff:
      return {0.0, 1e5, "FTE"};
    case Field::goal:
      return {0.0, 1e6, "weight"};
    default:
      return {0.0, 1.0, "share, also as 50 %"};
  }
}

/// The first line that is not UTF-8, or 0.
std::size_t first_line_without_utf8(const std::string& text) {
  std::istringstream lines(text);
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (!is_utf8(line)) return number;
  }
  return 0;
}

/// Why a text cannot be a name, or an empty text.
std::string fault_of_name(const std::string& name) {
  if (name.empty()) return "a name";
  if (name.size() > longest_name)
    return "a name of at most " + std::to_string(longest_name) + " bytes";
  if (std::ranges::any_of(name, [](unsigned char letter) { return letter < ' ' || letter == 127; }))
    return "a name on one line, without control characters";
  return "";
}

std::string state_number(Partner& partner, Field column, const std::string& about,
                         const std::string& text) {
  const Bounds bounds = bounds_of(column);
  std::string why;
  const std::optional<double> value = number_in(text, why);
  const std::string range = " (" + std::string(bounds.unit) + ", " + plain(bounds.low) + " to " +
                            plain(bounds.high) + ")";
  if (!value) return why + range;
  if (*value < bounds.low || *value > bounds.high)
    return "a number from " + plain(bounds.low) + " to " + plain(bounds.high) + " (" +
           std::string(bounds.unit) + "); got '" + text + "'";
  if (column == Field::goal)
    partner.goals[about] = *value;
  else if (column == Field::trust)
    partner.trust[about] = *value;
  else if (column == Field::expects)
    partner.expects[about] = *value;
  else
    partner.numbers[column] = *value;
  return "";
}

/// A column of the file.
struct Use {
  Field column = Field::name;
  std::string about;
  std::string header;
};

/// Says what is wrong with a file, line by line.
class Reader {
 public:
  Reader(std::vector<std::string>& complaints) : complaints_(complaints) {}

  OwnTable partners(const std::string& text, const std::string& file) {
    const CsvTable csv = rows_of(text, file);
    if (csv.rows.empty()) return {};
    const auto uses = header_of(csv.rows.front());
    for (std::size_t n = 1; n < csv.rows.size(); ++n) read_partner(csv.rows[n], uses);
    refuse_names(csv.rows.front().line, uses);
    refuse_rest(csv.rows.front().line);
    for (const auto& use : uses)
      if (use) table_.headers.push_back(use->header);
    return std::move(table_);
  }

  void trust(OwnTable& table, const std::string& text, const std::string& file) {
    const CsvTable csv = rows_of(text, file);
    if (csv.rows.empty()) return;
    const Texts names = names_of_partners(table);
    const CsvRow& head = csv.rows.front();
    for (std::size_t c = 1; c < head.fields.size(); ++c)
      if (!head.fields[c].empty()) require_partner(head.line, head.fields[c], names);
    std::set<std::string> seen;
    for (std::size_t n = 1; n < csv.rows.size(); ++n) {
      const CsvRow& row = csv.rows[n];
      if (!require_partner(row.line, row.fields[0], names)) continue;
      if (!seen.insert(row.fields[0]).second)
        complain(row.line, "the trust of '" + row.fields[0] + "' stands here for the second time");
      refuse_surplus(row, head.fields.size());
      Partner& partner = *std::ranges::find(table.partners, row.fields[0], &Partner::name);
      for (std::size_t c = 1; c < std::min(row.fields.size(), head.fields.size()); ++c)
        read_trust(partner, head.fields[c], row, c, names);
    }
    table.headers.push_back(file);
  }

 private:
  void complain(std::size_t line, const std::string& what) {
    complaints_.push_back(file_ + ":" + std::to_string(line) + ": " + what);
  }

  CsvTable rows_of(const std::string& text, const std::string& file) {
    file_ = file;
    if (const std::size_t line = first_line_without_utf8(text); line > 0) {
      complain(line, "expected UTF-8, got other bytes: save the file as CSV UTF-8");
      return {};
    }
    CsvTable csv = csv_from(text, file);
    for (std::string& complaint : csv.complaints) complaints_.push_back(std::move(complaint));
    if (csv.rows.empty())
      complaints_.push_back(file +
                            ": expected a row of column names and a row for each partner, "
                            "got no rows: samen new --template shows one");
    return csv;
  }

  /// The column with this header, if there is one.
  std::optional<Use> use_of(const std::string& header) const {
    for (const FieldRow& row : field_rows)
      for (const std::string& name : in_all_languages(row.key, Language())) {
        if (row.column < Field::goal) {
          if (lowered(header) == lowered(name)) return Use{row.column, "", header};
          continue;
        }
        if (!lowered(header).starts_with(lowered(name) + " ")) continue;
        if (std::string about = trimmed(header.substr(name.size())); !about.empty())
          return Use{row.column, std::move(about), header};
      }
    return std::nullopt;
  }

  std::vector<std::optional<Use>> header_of(const CsvRow& head) {
    Texts known;
    for (const FieldRow& row : field_rows)
      for (std::string& name : in_all_languages(row.key, Language()))
        known.push_back(std::move(name));
    std::vector<std::optional<Use>> uses;
    for (const std::string& header : head.fields) {
      uses.push_back(header.empty() ? std::nullopt : use_of(header));
      if (header.empty()) continue;
      if (!uses.back()) {
        complain(head.line,
                 "unknown column '" + header + "'" + did_you_mean(lowered(header), known));
        continue;
      }
      const auto same = [&](const auto& other) {
        return other && other->column == uses.back()->column && other->about == uses.back()->about;
      };
      if (std::count_if(uses.begin(), uses.end(), same) > 1)
        complain(head.line, "the column '" + header +
                                "' stands here twice, under this or another "
                                "of its names");
      else if (uses.back()->column == Field::goal)
        table_.goals.push_back(uses.back()->about);
    }
    const auto names = [](const auto& use) { return use && use->column == Field::name; };
    if (std::ranges::none_of(uses, names))
      complain(head.line, "missing column 'name' (or 'naam'): who are the partners?");
    return uses;
  }

  void refuse_surplus(const CsvRow& row, std::size_t columns) {
    for (std::size_t c = columns; c < row.fields.size(); ++c)
      if (!row.fields[c].empty())
        complain(row.line, "'" + row.fields[c] + "' stands in column " + std::to_string(c + 1) +
                               ", and the first row names " + std::to_string(columns) +
                               ": a comma in a number needs quotes around it, or semicolons "
                               "between columns");
  }

  void read_partner(const CsvRow& row, const std::vector<std::optional<Use>>& uses) {
    refuse_surplus(row, uses.size());
    Partner partner;
    std::size_t name = uses.size();
    for (std::size_t c = 0; c < uses.size(); ++c)
      if (uses[c] && uses[c]->column == Field::name) name = c;
    if (name == uses.size()) return;  // complained about
    const std::string who = name < row.fields.size() ? row.fields[name] : "";
    for (std::size_t c = 0; c < std::min(uses.size(), row.fields.size()); ++c) {
      if (!uses[c] || (row.fields[c].empty() && c != name)) continue;
      const Use& use = *uses[c];
      if (use.about == who && use.column > Field::goal && is_blank(row.fields[c])) continue;
      if (use.about == who && use.column > Field::goal) {
        complain(row.line, "column '" + use.header + "' of '" + who +
                               "': expected nothing of itself, got '" + row.fields[c] + "'");
        continue;
      }
      if (const std::string fault = state(partner, use.column, use.about, row.fields[c]);
          !fault.empty())
        complain(row.line, "column '" + use.header + "'" +
                               (who.empty() ? "" : " of '" + who + "'") + ": expected " + fault);
    }
    if (!who.empty()) table_.partners.push_back(std::move(partner));
  }

  static bool is_blank(const std::string& field) {
    return field.empty() || field == "-" || field == "–" || lowered(field) == "x";
  }

  static Texts names_of_partners(const OwnTable& table) {
    Texts names;
    for (const Partner& partner : table.partners) names.push_back(partner.name);
    return names;
  }

  bool require_partner(std::size_t line, const std::string& name, const Texts& names) {
    if (std::ranges::find(names, name) != names.end()) return true;
    complain(line, "no partner is named '" + name + "'" + did_you_mean(name, names));
    return false;
  }

  void read_trust(Partner& partner, const std::string& other, const CsvRow& row, std::size_t c,
                  const Texts& names) {
    const std::string& field = row.fields[c];
    const bool itself = other == partner.name;
    if (field.empty() || (itself && is_blank(field))) return;
    if (std::ranges::find(names, other) == names.end())
      return;  // complained about in the first row
    const std::string of = "the trust of '" + partner.name + "' in '" + other + "'";
    if (itself)
      complain(row.line, of + ": expected nothing of itself, got '" + field + "'");
    else if (partner.trust.contains(other))
      complain(row.line, of + " is stated twice, here and in the file of partners");
    else if (const std::string fault = state(partner, Field::trust, other, field); !fault.empty())
      complain(row.line, of + ": expected " + fault);
  }

  void refuse_names(std::size_t line, const std::vector<std::optional<Use>>& uses) {
    const Texts names = names_of_partners(table_);
    for (const auto& use : uses)
      if (use && use->column > Field::goal && std::ranges::find(names, use->about) == names.end())
        complain(line, "column '" + use->header + "': no partner is named '" + use->about + "'" +
                           did_you_mean(use->about, names));
    std::set<std::string> seen;
    for (const std::string& name : names)
      if (!seen.insert(name).second) complain(line, "two partners are named '" + name + "'");
  }

  void refuse_rest(std::size_t line) {
    const auto least = static_cast<std::size_t>(Parameters{}.leaving.least_members);
    if (table_.partners.size() < least)
      complain(line, "expected at least " + std::to_string(least) + " partners, got " +
                         std::to_string(table_.partners.size()));
    std::set<std::string> skills;
    for (const Partner& partner : table_.partners)
      skills.insert(partner.offers.begin(), partner.offers.end());
    if (skills.size() > most_skills)
      complain(line, "expected at most " + std::to_string(most_skills) + " different offers, got " +
                         std::to_string(skills.size()));
    for (const Partner& partner : table_.partners) {
      double sum = 0.0;
      for (const auto& [goal, weight] : partner.goals) sum += weight;
      if (!partner.goals.empty() && sum <= 0.0)
        complain(line, "'" + partner.name +
                           "' gives no goal any weight: leave its fields empty, or state one");
    }
  }

  std::vector<std::string>& complaints_;
  std::string file_;
  OwnTable table_;
};

/// Writes the scenario, part by part.
class Writer {
 public:
  Writer(const OwnTable& table, const Language& say) : table_(table), say_(say) {
    for (const Partner& partner : table_.partners)
      for (const std::string& offer : partner.offers)
        if (std::ranges::find(skills_, offer) == skills_.end()) skills_.push_back(offer);
    if (table_.goals.empty())
      for (int n = 1; n <= 3; ++n) goals_.push_back(say_("new.file.goal", {{"n", n}}));
    else
      goals_ = table_.goals;
  }

  std::string text(const std::string& made_from) {
    head(made_from);
    calendar();
    goals();
    for (const Partner& partner : table_.partners) organisation(partner);
    out_ << "\n[[table]]\nname = " << quoted(say_("new.file.table")) << '\n';
    steps();
    levers();
    out_ << "\n[run]\narms = [\"nothing\", \"alone\", \"together\"]\nreplicates = 200\nseed = 1\n"
            "record = [\"tables\", \"organisations\", \"pairs\", \"events\", \"decisions\"]\n";
    return out_.str();
  }

 private:
  /// A text as a basic string of TOML, which JSON strings are.
  static std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }
  void remark(std::string_view key, Fillings fillings = {}) {
    std::istringstream words(say_(key, fillings));
    constexpr std::size_t widest = 98;
    std::string line = "#";
    for (std::string word; words >> word;) {
      if (line.size() + word.size() + 1 > widest) {
        out_ << line << '\n';
        line = "#";
      }
      line += ' ' + word;
    }
    out_ << line << '\n';
  }

  void head(const std::string& made_from) {
    out_ << "# " << table_.title << "\n#\n";
    std::string columns;
    for (const std::string& header : table_.headers)
      columns += (columns.empty() ? "" : ", ") + header;
    out_ << "# " << table_.question << "\n#\n";
    remark(table_.headers.empty() ? "new.file.made_by_asking" : "new.file.made_from",
           {{"file", made_from}, {"columns", columns}});
    remark("new.file.assumed");
    out_ << "\n[scenario]\ntitle = " << quoted(table_.title)
         << "\nquestion = " << quoted(table_.question) << '\n';
    out_ << "# expect = \"\"  ";
    remark("new.file.expect");
    if (skills_.empty()) return;
    std::string kinds;
    for (const std::string& skill : skills_) kinds += (kinds.empty() ? "" : ", ") + skill;
    remark("new.file.skills", {{"skills", kinds}});
    out_ << "capabilities = " << skills_.size() << '\n';
  }

  void calendar() {
    out_ << "\n[calendar]\nstart = \"2026-01\"\nend = \"2035-12\"\nperiods = [\"2031-01\"]\n";
  }

  /// Room that the plans of all leave over the years [k€].
  double room() const {
    const Initial usual;
    double sum = 0.0;
    for (const Partner& partner : table_.partners)
      sum += number(partner, Field::income).value_or(usual.income) *
             number(partner, Field::room).value_or(usual.white_space);
    constexpr double years = 10.0;
    return sum * years;
  }

  void goals() {
    // Half of the room of all would do the work of all goals, if every hour were well spent; burden
    // and revenue stand to the work as in hefboom8.
    constexpr double part = 0.5, burden = 40.0 / 150.0, revenue = 2.0 / 150.0;
    const double each = room() * part / static_cast<double>(goals_.size());
    const double work = std::max(1.0, rounded(each));
    out_ << '\n';
    remark("new.file.goals");
    out_ << "[goals]\norder = \"free\"\nwork = " << plain(work)
         << "\nburden = " << plain(rounded(burden * work))
         << "\nrevenue = " << plain(rounded(revenue * work)) << '\n';
    for (const std::string& goal : goals_) out_ << "\n[[goal]]\nname = " << quoted(goal) << '\n';
  }

  /// Two digits: it is no more than an assumption.
  static double rounded(double value) {
    if (value <= 0.0) return 0.0;
    std::ostringstream two;
    two.precision(2);
    two << value;
    return std::stod(two.str());
  }

  static std::optional<double> number(const Partner& partner, Field column) {
    const auto found = partner.numbers.find(column);
    return found == partner.numbers.end() ? std::nullopt : std::optional(found->second);
  }

  void organisation(const Partner& partner) {
    out_ << "\n[[organisation]]\nname = " << quoted(partner.name) << '\n';
    if (partner.sector) out_ << "sector = \"" << sector_names[*partner.sector] << "\"\n";
    const auto line = [&](std::string_view key, Field column) {
      if (const auto value = number(partner, column)) out_ << key << " = " << plain(*value) << '\n';
    };
    line("income", Field::income);
    line("white_space", Field::room);
    line("mandate", Field::mandate);
    line("motivation", Field::motivation);
    capabilities(partner);
    aspirations(partner);
    cheque(partner);
    ties("trust", partner.trust, 1.0);
    ties("expects", partner.expects, months_a_year);
  }

  void capabilities(const Partner& partner) {
    if (partner.offers.empty()) return;
    const Initial usual;
    out_ << "capabilities = [";
    for (std::size_t n = 0; n < skills_.size(); ++n) {
      const bool offers = std::ranges::find(partner.offers, skills_[n]) != partner.offers.end();
      const double skill = offers ? (usual.main_skill_low + usual.main_skill_high) / 2.0
                                  : (usual.skill_low + usual.skill_high) / 2.0;
      out_ << (n == 0 ? "" : ", ") << plain(skill);
    }
    out_ << "]\n";
  }

  void aspirations(const Partner& partner) {
    if (partner.goals.empty()) return;
    double sum = 0.0;
    for (const auto& [goal, weight] : partner.goals) sum += weight;
    out_ << "aspirations = [";
    for (std::size_t n = 0; n < goals_.size(); ++n) {
      const auto found = partner.goals.find(goals_[n]);
      out_ << (n == 0 ? "" : ", ")
           << plain(found == partner.goals.end() ? 0.0 : found->second / sum);
    }
    out_ << "]\n";
  }

  void cheque(const Partner& partner) {
    const double fte = Parameters{}.budget.fte_cost;
    const std::array parts{number(partner, Field::money).value_or(0.0) / months_a_year,
                           number(partner, Field::staff).value_or(0.0) * fte,
                           number(partner, Field::volunteers).value_or(0.0) / months_a_year,
                           number(partner, Field::in_kind).value_or(0.0) / months_a_year};
    if (!has_cheque(partner)) return;
    double amount = 0.0;
    for (const double part : parts) amount += part;
    out_ << "cheque = { amount = " << plain(amount);
    for (std::size_t n = 0; amount > 0.0 && n < parts.size(); ++n)
      if (parts[n] > 0.0) out_ << ", " << cheque_names[n] << " = " << plain(parts[n] / amount);
    out_ << " }\n";
  }

  static bool has_cheque(const Partner& partner) {
    return std::ranges::any_of(
        std::array{Field::money, Field::staff, Field::volunteers, Field::in_kind},
        [&](Field column) { return partner.numbers.contains(column); });
  }

  void ties(std::string_view key, const std::map<std::string, double>& stated, double per) {
    if (stated.empty()) return;
    out_ << key << " = { ";
    bool first = true;
    for (const auto& [name, value] : stated) {
      out_ << (first ? "" : ", ") << quoted(name) << " = " << plain(value / per);
      first = false;
    }
    out_ << " }\n";
  }

  void step(std::string_view key, std::string_view kind, std::string_view month) {
    out_ << "\n[[step]]\nname = " << quoted(say_(key)) << "\nkind = \"" << kind << "\"\nmonth = \""
         << month << "\"\ndays = 0.5\n";
  }

  void steps() {
    const auto any = [&](auto&& states) { return std::ranges::any_of(table_.partners, states); };
    if (any([](const Partner& partner) { return !partner.expects.empty(); }))
      step("new.file.fiches", "fiche", "2026-04");
    if (any(has_cheque)) step("new.file.cheques", "cheque", "2026-05");
  }

  void levers() {
    out_ << '\n';
    remark("new.file.levers");
    const auto line = [&](const char* what, std::string_view key) {
      out_ << what << "  ";
      remark(key);
    };
    out_ << "[levers]\n";
    line("puller = 0.5", "new.file.puller");
    line("seed_money = 3", "new.file.seed_money");
    line("seed_months = 36", "new.file.seed_months");
    line("match = 0", "new.file.match");
  }

  const OwnTable& table_;
  const Language& say_;
  Texts skills_, goals_;
  std::ostringstream out_;
};

/// A field as a spreadsheet of the language writes it.
std::string field(const std::string& text, char separator) {
  if (text.find_first_of(std::string("\"\n") + separator) == std::string::npos) return text;
  std::string inside;
  for (const char letter : text) inside += letter == '"' ? "\"\"" : std::string(1, letter);
  return '"' + inside + '"';
}

}  // namespace

std::string state(Partner& partner, Field column, const std::string& about,
                  const std::string& text) {
  switch (column) {
    case Field::name:
      partner.name = text;
      return fault_of_name(text);
    case Field::sector:
      partner.sector = one_of(sector_keys, text);
      return partner.sector ? "" : expected_one_of(sector_keys, text);
    case Field::offer:
      partner.offers = split(text, "+;/");
      return partner.offers.empty() ? "kinds of skill with + between them; got '" + text + "'" : "";
    case Field::mandate:
      if (const auto level = one_of(mandate_keys, text)) {
        partner.numbers[column] = mandates[*level];
        return "";
      }
      if (text.find_first_of("0123456789") == std::string::npos)
        return "a number from 0 to 1, or " + expected_one_of(mandate_keys, text);
      [[fallthrough]];
    default:
      return state_number(partner, column, about, text);
  }
}

std::vector<std::string> names_of(Field column, const Language& language) {
  return in_all_languages(field_rows[static_cast<std::size_t>(column)].key, language);
}

OwnTable table_from(const std::string& text, const std::string& file, const std::string& trust_text,
                    const std::string& trust_file, std::vector<std::string>& complaints) {
  OwnTable table = Reader(complaints).partners(text, file);
  if (!trust_file.empty() && !table.partners.empty())
    Reader(complaints).trust(table, trust_text, trust_file);
  return table;
}

std::string scenario_of(const OwnTable& table, const std::string& made_from,
                        const Language& language) {
  return Writer(table, language).text(made_from);
}

std::string template_in(const Language& language) {
  const char separator = language.decimal_sign() == ',' ? ';' : ',';
  std::ostringstream out;
  for (const FieldRow& row : field_rows)
    out << "# " << names_of(row.column, language).front() << ": " << language(row.meaning) << '\n';
  for (const std::string_view key :
       {"new.template.head", "new.template.first", "new.template.second", "new.template.third"}) {
    bool first = true;
    for (const std::string& cell : split(language(key), "|")) {
      out << (first ? "" : std::string(1, separator))
          << (cell == "." ? "" : field(cell, separator));
      first = false;
    }
    out << '\n';
  }
  return out.str();
}

}  // namespace samen
