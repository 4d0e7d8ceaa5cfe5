#include "analysis/narrative/phrasebook.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "analysis/results/shocks.hpp"

namespace samen::analysis {

namespace {

struct Wording {
  const char *english, *dutch;
};
using Wordings = std::map<std::string, Wording, std::less<>>;

const Wordings reason_words{
    {"low_ownership", {"ownership", "eigenaarschap"}},
    {"low_elan", {"élan", "elan"}},
    {"low_trust", {"trust", "vertrouwen"}},
    {"low_value", {"value to itself", "waarde voor zichzelf"}},
    {"goals_reached", {"all its goals are reached", "alle doelen zijn bereikt"}},
    {"too_few_members", {"too few members are left", "er zijn te weinig leden over"}},
    {"faded", {"its élan has faded", "het elan is uitgedoofd"}},
    {"given_up", {"its members give up", "de leden geven het op"}},
    {"money", {"nobody pays the puller any more", "niemand betaalt de trekker nog"}},
    {"white_space", {"no white space in the policy plan", "geen witruimte in het beleidsplan"}},
    {"mandate",
     {"the home board did not approve and the delegate has no mandate",
      "het eigen bestuur keurde niet goed en de afgevaardigde heeft geen mandaat"}},
    {"board",
     {"the home board did not approve, so the delegate's mandate was the limit",
      "het eigen bestuur keurde niet goed, dus het mandaat van de afgevaardigde was de grens"}},
    {"value",
     {"the table was worth less than keeping the money",
      "de tafel was minder waard dan het geld houden"}},
    {"staff", {"its staff has no more white space", "het personeel heeft niet meer witruimte"}},
    {"person", {"those it sends have no more time", "wie het stuurt heeft niet meer tijd"}},
    {"hard_talk", {"a hard talk", "een hard gesprek"}},
    {"setback", {"a setback", "een tegenslag"}},
    {"late_success", {"success that stays away", "succes dat uitblijft"}},
    {"pushed_out", {"a place in what became professional", "een plaats in wat professioneel werd"}},
    {"bottleneck",
     {"the one board on which all mandates depend did not approve",
      "het ene bestuur waar alle mandaten van afhangen keurde niet goed"}},
};

const Wordings block_words{
    {"white_space", {"no white space", "geen witruimte"}},
    {"mandate", {"no mandate", "geen mandaat"}},
    {"board", {"the home board", "het eigen bestuur"}},
    {"value", {"too little value", "te weinig waarde"}},
    {"staff", {"no more staff", "niet meer personeel"}},
    {"person", {"no more time", "niet meer tijd"}},
    {"bottleneck", {"the one deciding board", "het ene beslissende bestuur"}},
};

std::string worded(const Phrasebook& say, const Wordings& wordings, const std::string& name) {
  const auto found = wordings.find(name);
  return found == wordings.end() ? reason_in(say.language(), name)
                                 : say(found->second.english, found->second.dutch);
}

// ---- who and where ------------------------------------------------------------------------------

std::vector<std::string> organisations_in(const Phrasebook& say, const RunEvents& events) {
  std::vector<std::string> names;
  for (const RunEvent& event : events)
    if (const std::string& name = say.narrative().organisation(event.organisation);
        std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(name);
  return names;
}

std::set<int> tables_in(const RunEvents& events) {
  std::set<int> tables;
  for (const RunEvent& event : events) tables.insert(event.table);
  return tables;
}

bool many_tables(const Phrasebook& say) {
  return say.narrative().batch().tables().size() > 1;
}

std::string table(const Phrasebook& say, const RunEvent& event) {
  return many_tables(say) ? say.narrative().table(event.table) : say("the table", "de tafel");
}

/// " at district table 3", " at 4 tables"; nothing where there is but one.
std::string at_tables(const Phrasebook& say, const RunEvents& events) {
  const std::set<int> tables = tables_in(events);
  if (!many_tables(say)) return "";
  return say(" at %1%", " aan %1%",
             tables.size() == 1 ? say.narrative().table(*tables.begin())
                                : say.counted(tables.size(), "table", "tables", "tafel", "tafels"));
}

Frequencies reasons_of(const RunEvents& events) {
  std::vector<std::string> reasons;
  for (const RunEvent& event : events) reasons.push_back(event.reason);
  return by_frequency(reasons);
}

std::size_t count_of(const RunEvents& events, const std::string& kind) {
  return static_cast<std::size_t>(std::count_if(
      events.begin(), events.end(), [&](const RunEvent& event) { return event.kind == kind; }));
}

// ---- sentences ----------------------------------------------------------------------------------

std::string beacon_meaning(const Phrasebook& say, const RunEvent& event) {
  constexpr std::array<Wording, 4> meanings{{
      {"they know each other", "ze kennen elkaar"},
      {"they share aspirations", "ze delen aspiraties"},
      {"they carry a mission", "ze dragen een missie"},
      {"they carry goals, backed at home", "ze dragen doelen, met steun van thuis"},
  }};
  const Wording& meaning = meanings.at(static_cast<std::size_t>(event.value) - 1);
  return say(meaning.english, meaning.dutch);
}

std::string beacons(const Phrasebook& say, const RunEvents& events) {
  const std::size_t gained = count_of(events, "beacon_gained");
  const std::size_t lost = events.size() - gained;
  const std::string at = at_tables(say, events);
  const RunEvent& first = events.front();
  if (events.size() == 1 && lost == 0)
    return say("beacon %1% stands%2%: %3%", "baken %1% staat%2%: %3%", first.value, at,
               beacon_meaning(say, first));
  if (events.size() == 1)
    return say("beacon %1% falls%2%: too few still carry it",
               "baken %1% valt%2%: te weinig leden dragen het nog", first.value, at);
  if (lost == 0 && tables_in(events).size() == 1) {
    std::vector<std::string> meanings;
    for (const RunEvent& event : events) meanings.push_back(beacon_meaning(say, event));
    return say("beacons %1% to %2% come to stand%3%: %4%",
               "bakens %1% tot %2% komen te staan%3%: %4%", first.value, events.back().value, at,
               say.series(meanings));
  }
  std::vector<std::string> parts;
  if (gained > 0)
    parts.push_back(say.counted(gained, "beacon comes to stand", "beacons come to stand",
                                "baken komt te staan", "bakens komen te staan"));
  if (lost > 0 && gained > 0) parts.push_back(say.counted(lost, "falls", "fall", "valt", "vallen"));
  if (lost > 0 && gained == 0)
    parts.push_back(
        say.counted(lost, "beacon falls", "beacons fall", "baken valt", "bakens vallen"));
  return say.series(parts) + at;
}

std::string operating(const Phrasebook& say, const RunEvents& events) {
  if (events.size() > 1)
    return say("%1% tables get to work", "%1% tafels gaan aan het werk", events.size());
  const RunEvent& event = events.front();
  const std::string who = table(say, event);
  if (std::isnan(event.value)) return say("%1% gets to work", "%1% gaat aan het werk", who);
  return say("%1% gets to work (the plan builds on %2% of what there is to know of each other)",
             "%1% gaat aan het werk (het plan steunt op %2% van wat er van elkaar te weten valt)",
             who, say.percent(event.value));
}

std::string goals(const Phrasebook& say, const RunEvents& events) {
  std::vector<std::string> numbered, names;
  for (const RunEvent& event : events) {
    const int n = static_cast<int>(event.value);
    numbered.push_back(std::to_string(n) + " “" + say.narrative().goal(n - 1) + "”");
    names.push_back(say.narrative().batch().goals().at(static_cast<std::size_t>(n - 1)));
  }
  if (numbered.size() == 1) return say("goal %1% is reached", "doel %1% is bereikt", numbered[0]);
  const Frequencies by_name = by_frequency(names);
  if (by_name.front().second > 1) {
    numbered.clear();
    for (const auto& [name, n] : by_name)
      numbered.push_back("“" + name + "” (" + std::to_string(n) + "×)");
  }
  return say("%1% goals are reached: %2%", "%1% doelen zijn bereikt: %2%", events.size(),
             say.some(numbered, "%1% more", "%1% meer"));
}

std::string cuts(const Phrasebook& say, const RunEvents& events) {
  const RunNarrative& narrative = say.narrative();
  double left = 0.0;
  for (const RunEvent& event : events) left += event.value / static_cast<double>(events.size());
  const auto next =
      std::upper_bound(narrative.periods().begin(), narrative.periods().end(), events.back().month);
  const std::string until = next == narrative.periods().end()
                                ? say("to the end", "tot het einde")
                                : say("until %1%", "tot %1%", narrative.month(*next));
  const auto names = organisations_in(say, events);
  if (names.size() == 1)
    return say("a cut strikes %1%: %2% of the white space is left %3%",
               "een besparing treft %1%: %2% van de witruimte blijft over %3%", names[0],
               say.percent(left), until);
  const std::string who = names.size() > most_named
                              ? say("%1% organisations", "%1% organisaties", names.size())
                              : say.series(names);
  return say("cuts strike %1%: %2% of the white space is left %3%",
             "besparingen treffen %1%: %2% van de witruimte blijft over %3%", who,
             say.percent(left), until);
}

std::string leavers(const Phrasebook& say, const RunEvents& events) {
  const auto names = organisations_in(say, events);
  const std::string at = at_tables(say, events);
  const RunEvent& event = events.front();
  if (events.size() == 1)
    return say("departure of %1%%2%; missed most: %3% (satisfaction %4%)",
               "vertrek van %1%%2%; het meest ontbrak: %3% (tevredenheid %4%)", names[0], at,
               say.reason(event.reason), say.number(event.value, 2));
  const std::string who = names.size() > most_named ? say("%1% members", "%1% leden", events.size())
                                                    : say.series(names);
  return say("departure of %1%%2%; missed most: %3%", "vertrek van %1%%2%; het meest ontbrak: %3%",
             who, at, say.how_often(reasons_of(events), &Phrasebook::reason));
}

std::string pullers(const Phrasebook& say, const RunEvents& events) {
  const std::string names = say.series(organisations_in(say, events));
  const std::string at = at_tables(say, events);
  const std::string& kind = events.front().kind;
  const bool alike = count_of(events, kind) == events.size();
  if (alike && kind == "puller_steps_up")
    return events.size() == 1 ? say("new volunteer puller%2%: %1%",
                                    "nieuwe vrijwillige trekker%2%: %1%", names, at)
                              : say("new volunteer pullers%2%: %1%",
                                    "nieuwe vrijwillige trekkers%2%: %1%", names, at);
  if (alike && kind == "puller_burns_out")
    return say("burnt out%2% as unpaid puller: %1%; the role and much motivation are lost",
               "opgebrand%2% als onbetaald trekker: %1%; de rol en veel motivatie zijn weg", names,
               at);
  if (alike)
    return say("the role of puller passes to %1%%2%", "de trekkersrol gaat naar %1%%2%", names, at);
  return say("the role of puller changes hands%2%: %1%", "de trekkersrol wisselt%2%: %1%", names,
             at);
}

std::string money_enters(const Phrasebook& say, const RunEvents& events) {
  return say("money becomes a subject%1%: from now on it may be pledged and matched",
             "geld wordt een onderwerp%1%: voortaan mag het worden toegezegd en aangevuld",
             at_tables(say, events));
}

std::string funding(const Phrasebook& say, const RunEvents& events) {
  const std::string at = at_tables(say, events);
  const std::size_t lapsed = count_of(events, "funding_lapses");
  if (lapsed == events.size())
    return say("the application for a new term fails%1%: no start money and no match",
               "de aanvraag voor een nieuwe termijn mislukt%1%: geen startgeld en geen toeslag",
               at);
  if (lapsed == 0)
    return say("a new term of funding is won%1%", "een nieuwe termijn is toegekend%1%", at);
  return say("funding lapses %1% times and returns %2% times%3%",
             "de financiering valt %1% keer weg en komt %2% keer terug%3%", lapsed,
             events.size() - lapsed, at);
}

std::string missed_thresholds(const Phrasebook& say, const RunEvents& events) {
  return say.counted(events.size(), "board that pledges too little to undertake anything",
                     "boards that pledge too little to undertake anything",
                     "bestuursronde die te weinig toezegt om iets te ondernemen",
                     "bestuursrondes die te weinig toezeggen om iets te ondernemen") +
         at_tables(say, events);
}

std::string start_money(const Phrasebook& say, const RunEvents&) {
  return say("the start money ends: from now on the partners pay the puller",
             "het startgeld is op: voortaan betalen de partners de trekker");
}

std::string ends(const Phrasebook& say, const RunEvents& events) {
  if (events.size() > 1)
    return say("%1% tables end: %2%", "%1% tafels houden op: %2%", events.size(),
               say.how_often(reasons_of(events), &Phrasebook::reason));
  const RunEvent& event = events.front();
  const std::string why =
      say("%1% ends: %2%", "%1% houdt op: %2%", table(say, event), say.reason(event.reason));
  if (std::isnan(event.value)) return why;
  return why + " (" +
         say.counted(static_cast<std::size_t>(event.value), "member still there",
                     "members still there", "lid over", "leden over") +
         ")";
}

std::string conflicts(const Phrasebook& say, const RunEvents& events) {
  const std::size_t handled = count_of(events, "conflict_handled");
  const std::size_t all = events.size();
  std::string fate =
      say("%1% faced and %2% left alone", "%1% uitgesproken en %2% niet", handled, all - handled);
  if (handled == all)
    fate = all == 1 ? say("faced and learnt from", "uitgesproken: men leert eruit")
                    : say("all faced and learnt from", "alle uitgesproken: men leert eruit");
  if (handled == 0)
    fate = all == 1 ? say("left alone: it costs trust", "dat blijft liggen: dat kost vertrouwen")
                    : say("all left alone: they cost trust",
                          "die alle blijven liggen: dat kost vertrouwen");
  return (all == 1 ? say("a conflict", "een conflict")
                   : say("%1% conflicts", "%1% conflicten", all)) +
         at_tables(say, events) + ", " + fate;
}

std::string wins(const Phrasebook& say, const RunEvents& events) {
  double wins = 0.0;
  for (const RunEvent& event : events) wins += event.value;
  return say.counted(static_cast<std::size_t>(wins), "small win", "small wins", "klein succes",
                     "kleine successen") +
         at_tables(say, events);
}

std::string delegates(const Phrasebook& say, const RunEvents& events) {
  const auto names = organisations_in(say, events);
  if (events.size() == 1)
    return say("a new delegate of %1%%2%", "een nieuwe afgevaardigde van %1%%2%", names[0],
               at_tables(say, events));
  return say("%1% new delegates%2%", "%1% nieuwe afgevaardigden%2%", events.size(),
             names.size() > most_named ? "" : ": " + say.series(names));
}

std::string refusals(const Phrasebook& say, const RunEvents& events) {
  std::vector<std::string> names;
  for (const RunEvent& event : events)
    names.push_back(say.narrative().organisation(event.organisation));
  if (events.size() == 1)
    return say("the pledge of %1% is held back%2%: %3%",
               "de toezegging van %1% wordt tegengehouden%2%: %3%", names[0],
               at_tables(say, events), say.reason(events.front().reason));
  const auto [who, most] = by_frequency(names).front();
  return say("%1% pledges held back: %2%; most often of %3% (%4%×)",
             "%1% toezeggingen tegengehouden: %2%; het vaakst van %3% (%4%×)", events.size(),
             say.how_often(reasons_of(events), &Phrasebook::block), who, most);
}

std::string agreements(const Phrasebook& say, const RunEvents& events) {
  if (events.size() > 1)
    return say("%1% tables have their papers in order", "%1% tafels hebben hun papieren in orde",
               events.size());
  const RunEvent& event = events.front();
  return event.value < 1.0 ? say("%1% signs a declaration of intent",
                                 "%1% tekent een intentieverklaring", table(say, event))
                           : say("%1% signs a binding contract", "%1% tekent een bindend contract",
                                 table(say, event));
}

std::string smoothed(const Phrasebook& say, const RunEvents& events) {
  return (events.size() == 1
              ? say("friction is smoothed over", "wrijving wordt met de mantel bedekt")
              : say("friction is smoothed over %1% times",
                    "wrijving wordt %1% keer met de mantel bedekt", events.size())) +
         at_tables(say, events);
}

/// Who it happened to most, of one or many.
std::string most_struck(const RunEvents& events, const Phrasebook& say, std::size_t& times) {
  std::vector<std::string> names;
  for (const RunEvent& event : events)
    names.push_back(say.narrative().organisation(event.organisation));
  const auto [who, most] = by_frequency(names).front();
  times = most;
  return who;
}

std::string sanctions(const Phrasebook& say, const RunEvents& events) {
  std::size_t most = 0;
  const std::string who = most_struck(events, say, most);
  if (events.size() == 1)
    return say("called to account%2%: %1%", "erop aangesproken%2%: %1%", who,
               at_tables(say, events));
  return say("partners are called to account %1% times; most often %2% (%3%×)",
             "partners worden %1% keer aangesproken; het vaakst %2% (%3%×)", events.size(), who,
             most);
}

std::string turns(const Phrasebook& say, const RunEvents& events) {
  std::size_t most = 0;
  const std::string who = most_struck(events, say, most);
  if (events.size() == 1)
    return say("back to the own interest: %1%, %2%", "terugplooien op zichzelf: %1%, %2%", who,
               say.reason(events.front().reason));
  return say("partners turn back to their own interest %1% times: %2%",
             "partners plooien %1% keer terug op zichzelf: %2%", events.size(),
             say.how_often(reasons_of(events), &Phrasebook::reason));
}

std::string teams(const Phrasebook& say, const RunEvents& events) {
  if (events.size() > 1)
    return say("%1% new teams form", "%1% nieuwe teams gaan van start", events.size());
  const RunEvent& event = events.front();
  if (std::isnan(event.value))
    return say("a new team forms%1%", "een nieuw team gaat van start%1%", at_tables(say, events));
  return say("a new team forms%1%; its members know %2% of each other",
             "een nieuw team gaat van start%1%; de leden kennen %2% van elkaar",
             at_tables(say, events), say.percent(event.value));
}

std::string newcomers(const Phrasebook& say, const RunEvents& events) {
  const auto names = organisations_in(say, events);
  const std::string at = at_tables(say, events);
  if (names.size() == 1) return say("new%2%: %1%", "nieuw%2%: %1%", names[0], at);
  const std::string who = names.size() > most_named
                              ? say("%1% newcomers", "%1% nieuwkomers", names.size())
                              : say.series(names);
  return say("new%2%: %1%", "nieuw%2%: %1%", who, at);
}

std::string complying(const Phrasebook& say, const RunEvents& events) {
  const auto names = organisations_in(say, events);
  return say.counted(events.size(), "pledge is raised to what the law asks",
                     "pledges are raised to what the law asks",
                     "toezegging wordt opgetrokken tot wat de wet vraagt",
                     "toezeggingen worden opgetrokken tot wat de wet vraagt") +
         (names.size() > most_named ? "" : ": " + say.series(names));
}

std::string lessons(const Phrasebook& say, const RunEvents& events) {
  return say.counted(events.size(), "lesson taken home from the learning network",
                     "lessons taken home from the learning network",
                     "les meegebracht uit het lerend netwerk",
                     "lessen meegebracht uit het lerend netwerk") +
         at_tables(say, events);
}

std::string obstacles(const Phrasebook& say, const RunEvents& events) {
  const std::size_t solved = count_of(events, "obstacle_solved");
  const std::size_t arisen = events.size() - solved;
  std::vector<std::string> parts;
  if (arisen > 0)
    parts.push_back(say.counted(arisen, "practical obstacle", "practical obstacles",
                                "praktische hindernis", "praktische hindernissen"));
  if (solved > 0)
    parts.push_back(say.counted(solved, "out of the way", "out of the way", "uit de weg geruimd",
                                "uit de weg geruimd"));
  return say.series(parts) + at_tables(say, events);
}

/// How long the shock lasts that begins with this event: " until 2019-12", or " that month".
std::string lasting(const Phrasebook& say, const RunEvent& event) {
  for (const StatedShock& shock : shocks_of(say.narrative().batch().file()))
    if (shock.month == event.month && shock.table == event.table &&
        shock.organisation == event.organisation && shock.months > 1)
      return say(" until %1%", " tot en met %1%", say.narrative().month(shock.last_month()));
  return say(" that month", " die maand");
}

/// Tables have what projects alone have not.
std::string absorbed(const Phrasebook& say) {
  if (!say.narrative().batch().meets(say.narrative().treatment().arm)) return "";
  return say(" (confirmed beacons absorb part of it)",
             " (bevestigde bakens vangen er een deel van op)");
}

std::string shocks(const Phrasebook& say, const RunEvents& events) {
  std::vector<std::string> parts;
  for (const RunEvent& event : events) {
    const std::string at = event.table < 0 ? "" : say(" at %1%", " aan %1%", table(say, event));
    const std::string lost = say.percent(event.value),
                      how_long = lasting(say, event) + absorbed(say);
    parts.push_back(
        event.organisation < 0
            ? say("a shock: %1% of what is delivered%2% falls away%3%",
                  "een schok: %1% van wat geleverd wordt%2% valt weg%3%", lost, at, how_long)
            : say("a shock strikes %1%: %2% of what it delivers%3% falls away%4%",
                  "een schok treft %1%: %2% van wat het levert%3% valt weg%4%",
                  say.narrative().organisation(event.organisation), lost, at, how_long));
  }
  return say.some(parts, "%1% more shocks", "nog %1% schokken");
}

std::string others(const Phrasebook& say, const RunEvents& events) {
  std::vector<std::string> kinds;
  for (const RunEvent& event : events) kinds.push_back(event.kind);
  return say.how_often(by_frequency(kinds), &Phrasebook::block);
}

}  // namespace

std::span<const EventGroup> event_groups() {
  using enum EventGroup::Listing;
  static constexpr std::array all = std::to_array<EventGroup>({
      {"beacon_", "beacons", one_by_one, beacons},
      {"operating", "", one_by_one, operating},
      {"agreement", "", one_by_one, agreements},
      {"goal_reached", "", one_by_one, goals},
      {"cut", "", one_by_one, cuts},
      {"shock", "", one_by_one, shocks},
      {"leaves", "", one_by_one, leavers},
      {"start_money_ends", "", one_by_one, start_money},
      {"puller_", "pullers", one_by_one, pullers},
      {"money_enters", "", one_by_one, money_enters},
      {"funding_", "funding", one_by_one, funding},
      {"table_ends", "", one_by_one, ends},
      {"conflict_smoothed", "", counted, smoothed},
      {"team_forms", "", one_by_one, teams},
      {"joins", "", one_by_one, newcomers},
      {"conflict_", "conflicts", counted, conflicts},
      {"sanction", "", counted, sanctions},
      {"turns_to_self", "", counted, turns},
      {"small_win", "", counted, wins},
      {"delegate_replaced", "", counted, delegates},
      {"refusal", "", counted, refusals},
      {"threshold_missed", "", counted, missed_thresholds},
      {"complies", "", counted, complying},
      {"network_learns", "", counted, lessons},
      {"obstacle_", "obstacles", counted, obstacles},
      {"", "others", counted, others},
  });
  return all;
}

std::size_t group_of(const RunEvent& event) {
  const auto found =
      std::find_if(event_groups().begin(), event_groups().end(),
                   [&](const EventGroup& group) { return event.kind.starts_with(group.kind); });
  return static_cast<std::size_t>(found - event_groups().begin());
}

Frequencies by_frequency(const std::vector<std::string>& words) {
  std::map<std::string, std::size_t> counts;
  for (const std::string& word : words) ++counts[word];
  Frequencies sorted(counts.begin(), counts.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  return sorted;
}

std::string Phrasebook::series(const std::vector<std::string>& parts) const {
  std::string all;
  for (std::size_t n = 0; n < parts.size(); ++n) {
    if (n > 0) all += n + 1 == parts.size() ? std::string(in(language_, " and ", " en ")) : ", ";
    all += parts[n];
  }
  return all;
}

std::string Phrasebook::some(std::vector<std::string> parts, std::string_view english,
                             std::string_view dutch) const {
  if (parts.size() > most_named + 1) {
    const std::size_t more = parts.size() - most_named;
    parts.resize(most_named);
    parts.push_back((*this)(english, dutch, more));
  }
  return series(parts);
}

std::string Phrasebook::how_often(const Frequencies& reasons,
                                  std::string (Phrasebook::*wording)(const std::string&)
                                      const) const {
  std::vector<std::string> parts;
  for (const auto& [name, n] : reasons)
    parts.push_back((this->*wording)(name) + " (" + std::to_string(n) + "×)");
  return series(parts);
}

std::string Phrasebook::reason(const std::string& name) const {
  return worded(*this, reason_words, name);
}

std::string Phrasebook::block(const std::string& name) const {
  return worded(*this, block_words, name);
}

}  // namespace samen::analysis
