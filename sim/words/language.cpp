#include "words/language.hpp"

#include <algorithm>
#include <cctype>
#include <span>

#include <nlohmann/json.hpp>

#include "catalogues.hpp"

namespace samen {

namespace {

/// Collects texts by their path in the JSON file: "events.shock.name".
void gather(const nlohmann::json& words, const std::string& path,
            std::map<std::string, std::string, std::less<>>& texts) {
  if (words.is_string()) {
    texts[path] = words.get<std::string>();
    return;
  }
  for (const auto& [key, below] : words.items())
    gather(below, path.empty() ? key : path + '.' + key, texts);
}

/// A sentence with its placeholders filled.
std::string filled(std::string_view sentence, std::span<const Filling> fillings) {
  std::string text;
  while (true) {
    const std::size_t open = sentence.find('{');
    text += sentence.substr(0, open);
    if (open == std::string_view::npos) return text;
    const std::size_t close = sentence.find('}', open);
    const std::string_view name = sentence.substr(open + 1, close - open - 1);
    const auto filling = std::find_if(fillings.begin(), fillings.end(),
                                      [&](const Filling& one) { return one.name == name; });
    if (filling == fillings.end())
      throw WordsMissing("nothing for {" + std::string(name) + "} in: " + std::string(sentence));
    text += filling->text;
    sentence.remove_prefix(close + 1);
  }
}

}  // namespace

const std::map<std::string, Language::Texts, std::less<>>& Language::all() {
  static const auto languages = [] {
    std::map<std::string, Texts, std::less<>> read;
    for (const auto& [code, lines] : catalogues) {
      std::string text;
      for (const std::string_view line : lines) text.append(line) += '\n';
      gather(nlohmann::json::parse(text), "", read[std::string(code)]);
    }
    return read;
  }();
  return languages;
}

Language::Language(std::string_view code) {
  const auto found = all().find(code);
  if (found == all().end()) throw WordsMissing("no language '" + std::string(code) + "'");
  words_ = &*found;
}

std::vector<std::string> Language::codes() {
  std::vector<std::string> codes;
  for (const auto& [code, texts] : all()) codes.push_back(code);
  return codes;
}

const std::string& Language::code() const {
  return words_->first;
}

char Language::decimal_sign() const {
  return sentence("language.decimal").at(0);
}

const std::string* Language::find(std::string_view key) const {
  const auto found = words_->second.find(key);
  return found == words_->second.end() ? nullptr : &found->second;
}

const std::string& Language::sentence(std::string_view key) const {
  if (const std::string* found = find(key)) return *found;
  throw WordsMissing("no words for '" + std::string(key) + "' in language '" + code() + "'");
}

std::string Language::operator()(std::string_view key, Fillings fillings) const {
  return filled(sentence(key), fillings);
}

std::string Language::counted(std::string_view key, std::size_t n, Fillings fillings) const {
  std::vector<Filling> all(fillings);
  all.emplace_back("n", n);
  return filled(sentence(std::string(key) + (n == 1 ? ".one" : ".other")), all);
}

std::string Language::listed(const std::vector<std::string>& parts, std::string_view key) const {
  if (parts.empty()) return "";
  std::string others = parts.front();
  for (std::size_t n = 1; n + 1 < parts.size(); ++n) others += ", " + parts[n];
  return parts.size() == 1 ? others : (*this)(key, {{"others", others}, {"last", parts.back()}});
}

std::vector<std::string_view> Language::keys() const {
  std::vector<std::string_view> keys;
  for (const auto& [key, text] : words_->second) keys.push_back(key);
  return keys;
}

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

}  // namespace samen
