#include "analysis/results/language.hpp"

#include <algorithm>
#include <cctype>
#include <map>

namespace samen::analysis {

namespace {

using Words = std::map<std::string, std::string, std::less<>>;

const Words dutch_arms{{"nothing", "niets doen"},
                       {"alone", "alleen"},
                       {"together", "samen"},
                       {"choice", "vrije keuze"}};

const Words dutch_measures{
    {"mean_progress", "voortgang van de doelen"},
    {"goals_reached", "bereikte doelen"},
    {"members", "leden aan het eind"},
    {"tables_standing", "deel van de tafels dat standhoudt"},
    {"own_effort", "eigen inzet"},
    {"matched_money", "bijgelegd geld"},
    {"seed_money", "startgeld"},
    {"invested", "ingezet"},
    {"coordination", "coördinatie"},
    {"meeting_time", "tijd in overleg"},
    {"avoided_cost", "vermeden kosten"},
    {"burden_of_organisations", "lasten die de organisaties dragen"},
    {"burden_of_society", "lasten die de rest van de samenleving draagt"},
    {"extra_revenue", "extra inkomsten"},
    {"net_value", "nettowaarde"},
    {"value_per_keuro", "waarde per ingezette k€"},
    {"self_financing", "zelffinanciering na het startgeld"},
    {"effort_gini", "ongelijkheid van de inzet (Gini)"},
    {"mean_trust", "vertrouwen"},
    {"mean_knowledge", "kennis van elkaar"},
    {"mean_ownership", "eigenaarschap"},
    {"elan", "elan"},
};

const Words dutch_reasons{
    {"none", "geen"},
    {"low_ownership", "te weinig eigenaarschap"},
    {"low_elan", "te weinig elan"},
    {"low_trust", "te weinig vertrouwen"},
    {"low_value", "te weinig waarde"},
    {"goals_reached", "alle doelen bereikt"},
    {"too_few_members", "te weinig leden"},
    {"faded", "uitgedoofd"},
    {"given_up", "opgegeven"},
    {"money", "geldgebrek"},
    {"white_space", "geen witruimte in het beleidsplan"},
    {"mandate", "te weinig mandaat"},
    {"board", "het eigen bestuur"},
    {"branched", "andere keuze"},
};

std::string spaced(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// Known under its name in files, with or without underscores.
std::string translated(Language language, const Words& dutch, std::string name) {
  std::replace(name.begin(), name.end(), ' ', '_');
  const auto found = dutch.find(name);
  return language == Language::english || found == dutch.end() ? spaced(name) : found->second;
}

}  // namespace

std::string arm_in(Language language, const std::string& arm) {
  return translated(language, dutch_arms, arm);
}

std::string measure_in(Language language, const std::string& name) {
  return translated(language, dutch_measures, name);
}

std::string reason_in(Language language, const std::string& reason) {
  return translated(language, dutch_reasons, reason);
}

std::string capitalised(std::string word) {
  if (!word.empty()) word[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(word[0])));
  return word;
}

}  // namespace samen::analysis
