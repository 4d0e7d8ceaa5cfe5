// A table of one's own: partners as a spreadsheet or a conversation states them, and the scenario
// that says the same. Money is in k€ a year here, as people count it, and in k€ a month there.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "words/language.hpp"

namespace samen {

/// What a partner may state. The last three are about a goal or another partner.
enum class Field {
  name,
  sector,
  income,
  room,
  offer,
  mandate,
  motivation,
  money,
  staff,
  volunteers,
  in_kind,
  goal,
  trust,
  expects
};

struct FieldRow {
  Field column;
  std::string_view key;      ///< of its words: names for it, with | between them
  std::string_view meaning;  ///< of its words: what it says, in one line
};
inline constexpr std::array field_rows{
    FieldRow{Field::name, "new.column.name", "new.meaning.name"},
    FieldRow{Field::sector, "new.column.sector", "new.meaning.sector"},
    FieldRow{Field::income, "new.column.income", "new.meaning.income"},
    FieldRow{Field::room, "new.column.room", "new.meaning.room"},
    FieldRow{Field::offer, "new.column.offer", "new.meaning.offer"},
    FieldRow{Field::mandate, "new.column.mandate", "new.meaning.mandate"},
    FieldRow{Field::motivation, "new.column.motivation", "new.meaning.motivation"},
    FieldRow{Field::money, "new.column.money", "new.meaning.money"},
    FieldRow{Field::staff, "new.column.staff", "new.meaning.staff"},
    FieldRow{Field::volunteers, "new.column.volunteers", "new.meaning.volunteers"},
    FieldRow{Field::in_kind, "new.column.in_kind", "new.meaning.in_kind"},
    FieldRow{Field::goal, "new.column.goal", "new.meaning.goal"},
    FieldRow{Field::trust, "new.column.trust", "new.meaning.trust"},
    FieldRow{Field::expects, "new.column.expects", "new.meaning.expects"},
};

struct Partner {
  std::string name;
  std::optional<std::size_t> sector;
  std::vector<std::string> offers;               ///< kinds of skill
  std::map<Field, double> numbers;               ///< what else it states, by column
  std::map<std::string, double> goals;           ///< weights
  std::map<std::string, double> trust, expects;  ///< by the name of the partner
};

struct OwnTable {
  std::string title, question;
  std::vector<Partner> partners;
  std::vector<std::string> goals;
  std::vector<std::string> headers;  ///< of the columns it was made from
};

/// States a value of a partner; `about` is the goal or partner it concerns. Returns what was
/// expected if the text says none, and otherwise an empty text.
std::string state(Partner& partner, Field column, const std::string& about,
                  const std::string& text);

/// The names of a column in all languages; those of the given language come first.
std::vector<std::string> names_of(Field column, const Language& language);

/// Reads partners, and a matrix of trust if `trust_text` is not empty. Complaints are added, all at
/// once, each with file and line.
OwnTable table_from(const std::string& text, const std::string& file, const std::string& trust_text,
                    const std::string& trust_file, std::vector<std::string>& complaints);

/// The scenario as a text. `made_from` names the source.
std::string scenario_of(const OwnTable& table, const std::string& made_from,
                        const Language& language);

/// A spreadsheet that shows all columns, with remarks.
std::string template_in(const Language& language);

}  // namespace samen
