// Levers: what the people around a table can choose – the interventions whose effect one asks for.
// Common parameters (one section per mechanism) describe how organisations work; levers describe
// one table and may differ from table to table.
#pragma once

#include "model/core/parameter.hpp"

namespace samen {

/// How the mission starts: from what the partners bring, or filled in beforehand (B62).
enum class Start { empty, given };

/// When a beacon counts as carried (Choi & Robertson 2014 compare such rules).
enum class DecisionRule { quorum, consent, unanimity };

/// Who pulls (X3, 7.19): a neutral, hired puller, nobody, who volunteers, a partner or all in turn.
enum class PullerKind { neutral, none, volunteer, partner, rotating };
constexpr bool is_member(PullerKind kind) {
  return kind != PullerKind::neutral && kind != PullerKind::none;
}

/// Whether pledges below the threshold are given back (7.20).
enum class Refund { no, yes };

/// Whether the funder stays outside or is a partner at the table (X10, 7.21).
enum class FunderRole { outside, partner };
/// What shared measurement serves: to see, to learn from it together, or to control (D27, C06, X9).
enum class MeasureUse { seeing, learning, control };

/// What a collaboration rests on (C04).
enum class Formality { oral, declaration, contract };

/// Whom a partner sends: one delegate, one from the top, a future leader, or one of each (E13).
enum class Sent { one, top, young, both };

inline constexpr std::array<std::string_view, 3> measure_use_names{"seeing", "learning", "control"};
inline constexpr std::array<std::string_view, 3> formality_names{"oral", "declaration", "contract"};
inline constexpr std::array<std::string_view, 4> delegates_names{"one", "top", "young", "both"};
inline constexpr std::array<std::string_view, 2> mission_names{"empty", "given"};
inline constexpr std::array<std::string_view, 3> decision_rule_names{"quorum", "consent",
                                                                     "unanimity"};
inline constexpr std::array<std::string_view, 5> puller_kind_names{"neutral", "none", "volunteer",
                                                                   "partner", "rotating"};
inline constexpr std::array<std::string_view, 2> refund_names{"no", "yes"};
inline constexpr std::array<std::string_view, 2> funder_role_names{"outside", "partner"};

struct Levers {
  double puller = 0.6;
  double neutrality = 1.0;
  double method = 0.6;
  double meeting_rate = 0.75;
  double informal = 0.35;
  double reflection = 0.1;
  double safety = 0.6;
  double celebrate = 1.0;
  double measure = 1.0;
  double joint = 1.0;
  double accountability = 0.0;
  MeasureUse measure_use = MeasureUse::seeing;
  Formality formality = Formality::oral;
  Sent delegates = Sent::one;
  double disclosure = 1.0;
  double surfacing = 1.0;
  double backcasting = 0.0;
  double deal = 0.0;
  double teams = 0.0;
  // who sits where, and what is in the way
  double mandated = 0.0;
  double open = 1.0;
  int team_months = 0;
  double carry_over = 0.5;
  double ratings = 0.0;
  double network = 0.0;
  double friction = 0.0;
  double obstacles = 0.0;
  double bottleneck = 0.0;
  double critical_friend = 0.0;
  double transparency = 0.0;
  Start mission = Start::empty;
  DecisionRule rule = DecisionRule::quorum;
  double quorum = 0.75;
  int operate_after = 4;
  double match = 1.0;
  double match_cap = 25.0;
  double seed_money = 6.0;
  int seed_months = 48;
  // who pulls and who pays (7.19-7.23)
  PullerKind puller_kind = PullerKind::neutral;
  double lead_gift = 0.0;
  double threshold = 0.0;
  Refund refund = Refund::no;
  FunderRole funder_role = FunderRole::outside;
  double role_clarity = 1.0;
  int money_free_months = 0;
  int term_months = 0;

  static constexpr std::array parameters{
      Parameter{&Levers::puller,
                "puller",
                "FTE",
                {0, 10},
                "size of the puller (backbone) the table wants",
                "B25, D30-D31; FL"},
      Parameter{&Levers::neutrality,
                "neutrality",
                "share",
                {0, 1},
                "how far the puller keeps the host's own aspirations out of the mission",
                "B30, D34; assumption"},
      Parameter{&Levers::method,
                "method",
                "share",
                {0, 1},
                "quality of the method (facilitation) at the start; 0.2 is agenda and chair",
                "B33-B34; assumption"},
      Parameter{&Levers::meeting_rate,
                "meeting_rate",
                "meetings/month",
                {0, 1},
                "meetings a month after the dated ones; 0.75 is one every 5-6 weeks",
                "A12"},
      Parameter{&Levers::informal,
                "informal",
                "share",
                {0, 1},
                "share of the time together that is informal",
                "B42, D29; assumption"},
      Parameter{&Levers::reflection,
                "reflection",
                "share",
                {0, 0.9},
                "share of the effort spent on looking back and learning",
                "A25, D16; assumption"},
      Parameter{&Levers::safety,
                "safety",
                "share",
                {0, 1},
                "safety to bring up friction and failure",
                "A24, C27; assumption"},
      Parameter{&Levers::celebrate,
                "celebrate",
                "share",
                {0, 1},
                "how far results are celebrated",
                "B47; assumption"},
      Parameter{&Levers::measure,
                "measure",
                "share",
                {0, 1},
                "shared measurement: how well partners see what others deliver",
                "D27; assumption"},
      Parameter{&Levers::joint,
                "joint",
                "share",
                {0, 1},
                "implementation: 1 joint, 0 each for itself",
                "E04; assumption"},
      Parameter{&Levers::accountability,
                "accountability",
                "share",
                {0, 1},
                "how far partners are reminded of what they pledged and sanctioned if below others",
                "B31, B32, X9; G4, G12"},
      choice<&Levers::measure_use>(
          "measure_use", measure_use_names,
          "what shared measurement serves: to see, to learn together, or to control",
          "D27, C06, X9"),
      choice<&Levers::formality>("formality", formality_names,
                                 "spoken word, declaration of intent or binding contract",
                                 "C04, D08"),
      choice<&Levers::delegates>(
          "delegates", delegates_names,
          "whom a partner sends: one delegate, one from the top, a future leader, or both",
          "E13, E14"),
      Parameter{&Levers::disclosure,
                "disclosure",
                "share",
                {0, 1},
                "share of the true aspirations that is shown at the start",
                "B64; assumption"},
      Parameter{&Levers::surfacing,
                "surfacing",
                "share",
                {0, 1},
                "chance that friction is brought up rather than smoothed over",
                "X11, C27; assumption"},
      Parameter{&Levers::backcasting,
                "backcasting",
                "share",
                {0, 1},
                "how far the table counts back from the end and sets a deadline for each goal",
                "B11, D23; assumption"},
      Parameter{&Levers::deal,
                "deal",
                "share",
                {0, 1},
                "non-monetary deal: a government removes barriers instead of paying",
                "E22; assumption"},
      Parameter{&Levers::teams,
                "teams",
                "share",
                {0, 1},
                "share of the coordination done inside small teams",
                "A18; assumption"},
      Parameter{&Levers::mandated,
                "mandated",
                "share",
                {0, 1},
                "how far taking part is imposed by law: no leaving, a least pledge, less ownership",
                "E02-E05"},
      Parameter{&Levers::open,
                "open",
                "share",
                {0, 1},
                "how open the table is to those who did not found it",
                "E09, A28"},
      Parameter{&Levers::team_months,
                "team_months",
                "months",
                {0, 1200},
                "months after which the teams of a pool – tables of the same members – regroup; 0: "
                "the table lasts",
                "E17-E18, D03"},
      Parameter{&Levers::carry_over,
                "carry_over",
                "share",
                {0, 1},
                "share of trust, knowledge and anchoring that survives the end of a temporary team",
                "X6; assumption"},
      Parameter{&Levers::ratings,
                "ratings",
                "share",
                {0, 1},
                "how far what a team sees of a member revises the trust of its whole pool",
                "E19"},
      Parameter{&Levers::network,
                "network",
                "share",
                {0, 1},
                "how fully the table takes part in the learning network of tables",
                "C31"},
      Parameter{&Levers::friction,
                "friction",
                "factor",
                {0, 10},
                "institutional friction at the start, as what it adds to the cost of coordination",
                "A20, D37"},
      Parameter{&Levers::obstacles,
                "obstacles",
                "1/year",
                {0, 12},
                "practical obstacles that arise while the table is at work",
                "C16"},
      Parameter{&Levers::bottleneck,
                "bottleneck",
                "share",
                {0, 1},
                "share of the pledges that need the approval of the host's board too",
                "C14"},
      Parameter{&Levers::critical_friend,
                "critical_friend",
                "share",
                {0, 1},
                "share of the drift a critical friend prevents, at a cost",
                "C30"},
      Parameter{&Levers::transparency,
                "transparency",
                "share",
                {0, 1},
                "how far partners work in the open",
                "E16"},
      choice<&Levers::mission>("mission", mission_names,
                               "the table starts empty, or with a mission given from outside",
                               "B62, D06"),
      choice<&Levers::rule>(
          "rule", decision_rule_names,
          "decision rule that confirms a beacon: a quorum carries it, nobody objects, or all "
          "carry it",
          "C22; Choi & Robertson (2014)"),
      Parameter{&Levers::quorum,
                "quorum",
                "share",
                {0, 1},
                "share of members that must carry a beacon under the quorum rule",
                "B53; L28"},
      Parameter{&Levers::operate_after,
                "operate_after",
                "beacons",
                {0, 4},
                "beacons confirmed before operations start; 0 starts at once",
                "X1, B44-B46"},
      Parameter{&Levers::match,
                "match",
                "k€/k€",
                {0, 3},
                "outside money for each k€ the partners deliver",
                "B18; H1"},
      Parameter{&Levers::match_cap,
                "match_cap",
                "k€/month",
                {0, 10000},
                "ceiling of the match",
                "H7; assumption"},
      Parameter{&Levers::seed_money,
                "seed_money",
                "k€/month",
                {0, 10000},
                "start money that pays the puller",
                "B57; FL"},
      Parameter{&Levers::seed_months,
                "seed_months",
                "months",
                {0, 1200},
                "months the seed money flows",
                "F1; assumption"},
      choice<&Levers::puller_kind>(
          "puller_kind", puller_kind_names,
          "who pulls: a neutral, hired puller, nobody, an unpaid volunteer, the host or every "
          "member in turn",
          "X3, A26, B25-B30, B56, C05"),
      Parameter{&Levers::lead_gift,
                "lead_gift",
                "k€",
                {0, 1e6},
                "money announced at the start and spent once the table operates",
                "H3, H5, B57"},
      Parameter{&Levers::threshold,
                "threshold",
                "k€/month",
                {0, 1e6},
                "own money, match and gift below which nothing is undertaken",
                "L12, H5; 0: none"},
      choice<&Levers::refund>("refund", refund_names,
                              "whether pledges come back where the threshold is missed", "H5, V7"),
      choice<&Levers::funder_role>(
          "funder_role", funder_role_names,
          "the funder pays from outside, or sits at the table (the table names it: funder)",
          "X10, C17-C19, D34"),
      Parameter{&Levers::role_clarity,
                "role_clarity",
                "share",
                {0, 1},
                "how clear it is in which role a funder at the table speaks",
                "C18, D34; assumption"},
      Parameter{&Levers::money_free_months,
                "money_free_months",
                "months",
                {0, 1200},
                "months in which money is no subject: none is pledged, none is matched",
                "E21, A19, X5"},
      Parameter{&Levers::term_months,
                "term_months",
                "months",
                {0, 1200},
                "term after which start money and match must be won again; 0: never",
                "D02: 12 is a yearly call, 60 a plan period"},
  };
};

/// FTE of puller the table wants to pay for.
constexpr double hired_puller(const Levers& levers) {
  const PullerKind kind = levers.puller_kind;
  return kind == PullerKind::none || kind == PullerKind::volunteer ? 0.0 : levers.puller;
}

/// Whether money is no subject at the table in month t.
constexpr bool money_is_left_out(const Levers& levers, int t) {
  return t < levers.money_free_months;
}

}  // namespace samen
