// The languages of the programs' output. A language is one file of this folder, en.json or nl.json,
// compiled into the program. All languages have the same sentences with the same named
// placeholders: "until {month}".
#pragma once

#include <concepts>
#include <initializer_list>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace samen {

/// A language lacks the words for a key, or a placeholder has no value. Both are programming
/// errors.
struct WordsMissing : std::logic_error {
  using std::logic_error::logic_error;
};

/// The value of a named placeholder of a sentence.
struct Filling {
  Filling(std::string_view its_name, std::string its_text)
      : name(its_name), text(std::move(its_text)) {}
  Filling(std::string_view its_name, std::integral auto number)
      : Filling(its_name, std::to_string(number)) {}

  std::string_view name;
  std::string text;
};
using Fillings = std::initializer_list<Filling>;

class Language {
 public:
  /// The language in which the model and its scenarios are written.
  Language() : Language("en") {}
  /// The language with this code, the name of its file. Throws WordsMissing if there is no such
  /// file.
  explicit Language(std::string_view code);

  /// The codes of all languages, in their order.
  static std::vector<std::string> codes();

  const std::string& code() const;
  /// The decimal sign of the language.
  char decimal_sign() const;

  /// Returns the sentence of a key with its placeholders filled. Throws WordsMissing.
  std::string operator()(std::string_view key, Fillings fillings = {}) const;
  /// The same for a number of things, {n}: KEY.one for one thing, KEY.other for any other number.
  std::string counted(std::string_view key, std::size_t n, Fillings fillings = {}) const;
  /// Returns "a, b and c", by the sentence of `key`: list.and or list.or.
  std::string listed(const std::vector<std::string>& parts, std::string_view key) const;
  /// The text of a key as it is; null if there is none. For names that files state and that a
  /// language may not translate.
  const std::string* find(std::string_view key) const;

  /// All keys, in their order.
  std::vector<std::string_view> keys() const;

  friend bool operator==(const Language&, const Language&) = default;

 private:
  using Texts = std::map<std::string, std::string, std::less<>>;
  static const std::map<std::string, Texts, std::less<>>& all();
  const std::string& sentence(std::string_view key) const;

  const std::pair<const std::string, Texts>* words_;  ///< code and texts by key
};

/// Returns the text with a capital at its start.
std::string capitalised(std::string text);

}  // namespace samen
