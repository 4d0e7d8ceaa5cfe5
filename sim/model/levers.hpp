// Levers: what the people around a table can choose – the interventions whose effect one asks for.
// Common parameters (one section per mechanism) describe how organisations work; levers describe
// one table and may differ from table to table.
#pragma once

#include "model/parameter.hpp"

namespace samen {

/// How the mission starts: from what the partners bring, or filled in beforehand (B62).
enum class Start { empty, given };

/// When a beacon counts as carried (Choi & Robertson 2014 compare such rules).
enum class DecisionRule { quorum, consent, unanimity };

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

  static constexpr std::tuple parameters{
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
      Choice{&Levers::mission, "mission", std::array<std::string_view, 2>{"empty", "given"},
             "the table starts empty, or with a mission given from outside", "B62, D06"},
      Choice{&Levers::rule, "rule",
             std::array<std::string_view, 3>{"quorum", "consent", "unanimity"},
             "decision rule that confirms a beacon: a quorum carries it, nobody objects, or all "
             "carry it",
             "C22; Choi & Robertson (2014)"},
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
  };
};
static_assert(well_described<Levers>());

}  // namespace samen
