// The world before the first month (ODD element 5). Every value is drawn for each replicate and is
// the same for all arms and design points. A value stated by the scenario replaces the draw.
//
// Magnitudes: subsidised socio-cultural organisations in Flanders (row FL). Partners are strangers
// who know little of each other (B16, B41). Most of the burden of a shared challenge falls on
// parties other than the organisations that could reduce it.
#pragma once

#include <algorithm>
#include <optional>

#include "model/world/mechanism.hpp"

namespace samen {

namespace purpose {
inline constexpr Purpose aspiration{1}, capability{2}, second_capability{3}, main_capability{4},
    required_mix{5}, burden_share{6}, income_growth{7}, eco_weight{8}, motivation{9},
    learning_culture{10}, change_cost{11}, mandate{12}, reciprocity{13}, initial_trust{14},
    given_mission{15}, income{16}, white_space{17};
}

struct Initial {
  double aspiration_concentration = 1.2;
  double mission_concentration = 1.2;
  double skill_low = 0.12;
  double skill_high = 0.20;
  double main_skill_low = 0.75;
  double main_skill_high = 0.95;
  double second_skill_low = 0.15;
  double second_skill_high = 0.45;
  double skill_difference = 1.0;
  double mix_concentration = 3.0;
  double burden_inside = 0.25;
  double burden_concentration = 3.0;
  double income = 557.0;
  double growth_mean = 0.0;
  double growth_sd = 0.02;
  double eco_mean = 0.2;
  double eco_sd = 0.1;
  double learning_mean = 0.5;
  double learning_sd = 0.15;
  double change_cost_mean = 0.8;
  double change_cost_sd = 0.3;
  double mandate = 0.5;
  double reciprocators = 0.55;
  double reciprocity_high = 0.9;
  double reciprocity_low = 0.1;
  double trust_mean = 0.4;
  double trust_sd = 0.1;
  double knowledge = 0.15;
  double ownership = 0.0;
  double anchoring = 0.4;
  double elan = 0.5;
  double white_space = 0.03;
  double deal_space = 0.3;

  static constexpr std::array parameters{
      Parameter{&Initial::aspiration_concentration,
                "aspiration_concentration",
                "Dirichlet",
                {0.05, 1000},
                "how evenly an organisation's aspirations spread over the goals",
                "assumption"},
      Parameter{&Initial::mission_concentration,
                "mission_concentration",
                "Dirichlet",
                {0.05, 1000},
                "how evenly a given mission spreads over the goals",
                "assumption"},
      Parameter{&Initial::skill_low,
                "skill_low",
                "k€/k€",
                {0, 10},
                "least capability outside one's field",
                "assumption"},
      Parameter{&Initial::skill_high,
                "skill_high",
                "k€/k€",
                {0, 10},
                "most capability outside one's field",
                "assumption"},
      Parameter{&Initial::main_skill_low,
                "main_skill_low",
                "k€/k€",
                {0, 10},
                "least capability in one's field",
                "assumption"},
      Parameter{&Initial::main_skill_high,
                "main_skill_high",
                "k€/k€",
                {0, 10},
                "most capability in one's field",
                "assumption"},
      Parameter{&Initial::second_skill_low,
                "second_skill_low",
                "k€/k€",
                {0, 10},
                "least capability in one's second field",
                "assumption"},
      Parameter{&Initial::second_skill_high,
                "second_skill_high",
                "k€/k€",
                {0, 10},
                "most capability in one's second field",
                "assumption"},
      Parameter{&Initial::skill_difference,
                "skill_difference",
                "share",
                {0, 1},
                "difference between capabilities: 1 as drawn, 0 all equal to one's mean",
                "X8, B68; assumption"},
      Parameter{&Initial::mix_concentration,
                "mix_concentration",
                "Dirichlet",
                {0.05, 1000},
                "how evenly a goal asks for the capabilities",
                "assumption"},
      Parameter{&Initial::burden_inside,
                "burden_inside",
                "share",
                {0, 1},
                "share of each goal's burden that falls on the organisations of its set",
                "A08; assumption"},
      Parameter{&Initial::burden_concentration,
                "burden_concentration",
                "Dirichlet",
                {0.05, 1000},
                "how evenly that share falls on them",
                "assumption"},
      Parameter{&Initial::income,
                "income",
                "k€/year",
                {0, 1e7},
                "income of an organisation whose scenario states none",
                "FL"},
      Parameter{&Initial::growth_mean,
                "growth_mean",
                "1/year",
                {-0.5, 0.5},
                "mean growth of income",
                "FL; B59"},
      Parameter{&Initial::growth_sd,
                "growth_sd",
                "1/year",
                {0, 0.5},
                "spread of growth between organisations",
                "assumption"},
      Parameter{&Initial::eco_mean,
                "eco_mean",
                "share",
                {0, 1},
                "mean weight of the whole: 0 ego, 1 eco",
                "E11, X7; G15"},
      Parameter{
          &Initial::eco_sd, "eco_sd", "share", {0, 1}, "spread of that weight", "G15; assumption"},
      Parameter{&Initial::learning_mean,
                "learning_mean",
                "share",
                {0, 1},
                "mean learning culture",
                "B49; assumption"},
      Parameter{&Initial::learning_sd,
                "learning_sd",
                "share",
                {0, 1},
                "spread of learning culture",
                "assumption"},
      Parameter{&Initial::change_cost_mean,
                "change_cost_mean",
                "factor",
                {0, 2},
                "mean cost of changing oneself",
                "E03; assumption"},
      Parameter{&Initial::change_cost_sd,
                "change_cost_sd",
                "factor",
                {0, 2},
                "spread of that cost",
                "assumption"},
      Parameter{&Initial::mandate,
                "mandate",
                "share",
                {0, 1},
                "mean mandate of the delegates: 0 none, 1 broad",
                "B70; assumption"},
      Parameter{&Initial::reciprocators,
                "reciprocators",
                "share",
                {0, 1},
                "share of organisations that mostly reciprocate",
                "G6-G7: 0.50-0.55"},
      Parameter{&Initial::reciprocity_high,
                "reciprocity_high",
                "share",
                {0, 1},
                "weight of others' delivery for a reciprocator",
                "G6; assumption"},
      Parameter{&Initial::reciprocity_low,
                "reciprocity_low",
                "share",
                {0, 1},
                "weight of others' delivery for the rest",
                "G6; assumption"},
      Parameter{&Initial::trust_mean,
                "trust_mean",
                "share",
                {0, 1},
                "mean trust at the start",
                "B06, B41; assumption"},
      Parameter{&Initial::trust_sd,
                "trust_sd",
                "share",
                {0, 1},
                "spread of trust between pairs",
                "assumption"},
      Parameter{&Initial::knowledge,
                "knowledge",
                "share",
                {0, 1},
                "knowledge of each other at the start",
                "B16; assumption"},
      Parameter{&Initial::ownership,
                "ownership",
                "share",
                {0, 1},
                "ownership at the start",
                "C10; assumption"},
      Parameter{&Initial::anchoring,
                "anchoring",
                "share",
                {0, 1},
                "anchoring at home at the start",
                "assumption"},
      Parameter{
          &Initial::elan, "elan", "share", {0, 1}, "élan (momentum) at the start", "assumption"},
      Parameter{&Initial::white_space,
                "white_space",
                "share of income",
                {0, 1},
                "white space (slack) in the policy plans at the start",
                "B61; assumption"},
      Parameter{&Initial::deal_space,
                "deal_space",
                "share",
                {0, 1},
                "how much a full deal widens the white space",
                "E22; assumption",
                adds_nothing},
  };

  template <class Real>
  struct State {
    std::vector<Real> income;          ///< at t = 0 [k€/month]
    std::vector<Real> growth;          ///< of income [1/year]
    std::vector<Real> white_space;     ///< share of income a policy plan leaves open for renewal
    std::vector<Real> eco;             ///< 0 ego … 1 eco
    std::vector<Real> learning;        ///< learning culture
    std::vector<Real> change_cost;     ///< cost of changing itself, relative
    std::vector<Real> reciprocity;     ///< phi: weight of others' delivery in one's own
    std::vector<Real> initial_burden;  ///< burden on the organisation at t = 0 without progress
                                       ///< [k€/month]
    std::vector<Real> capability;      ///< organisation × capability, effective k€ per k€
    std::vector<Real> aspiration;      ///< stake × goal, sums to 1
    std::vector<Real> burden_share;    ///< stake × goal
    std::vector<Real> required_mix;    ///< goal × capability
    std::vector<Real> log_of_mix;      ///< goal × capability

    static constexpr auto columns() {
      using enum Per;
      using enum Persistence;
      using enum Law;
      return std::to_array<Column<State, Real>>({
          {1, &State::income, Per::organisation, fixed},
          {2, &State::growth, Per::organisation, fixed},
          {3, &State::white_space, Per::organisation, moving},
          {5, &State::eco, Per::organisation, moving, Law::share, "an eco weight is a share"},
          {6, &State::learning, Per::organisation, fixed},
          {7, &State::change_cost, Per::organisation, fixed},
          {8, &State::reciprocity, Per::organisation, fixed},
          {10, &State::initial_burden, Per::organisation, fixed},
          {14, &State::capability, Per::organisation_capability, moving, amount,
           "a capability is finite and not negative"},
          {21, &State::aspiration, Per::stake_goal, fixed},
          {22, &State::burden_share, Per::stake_goal, fixed},
          {74, &State::required_mix, Per::goal_capability, fixed},
          {0, &State::log_of_mix, Per::goal_capability, scratch},
      });
    }
  };

  static constexpr std::array purposes{
      PurposeRow{purpose::aspiration, "aspiration"},
      PurposeRow{purpose::capability, "capability"},
      PurposeRow{purpose::second_capability, "second_capability"},
      PurposeRow{purpose::main_capability, "main_capability"},
      PurposeRow{purpose::required_mix, "required_mix"},
      PurposeRow{purpose::burden_share, "burden_share"},
      PurposeRow{purpose::income_growth, "income_growth"},
      PurposeRow{purpose::eco_weight, "eco_weight"},
      PurposeRow{purpose::motivation, "motivation"},
      PurposeRow{purpose::learning_culture, "learning_culture"},
      PurposeRow{purpose::change_cost, "change_cost"},
      PurposeRow{purpose::mandate, "mandate"},
      PurposeRow{purpose::reciprocity, "reciprocity"},
      PurposeRow{purpose::initial_trust, "initial_trust"},
      PurposeRow{purpose::given_mission, "given_mission"},
      PurposeRow{purpose::income, "income"},
      PurposeRow{purpose::white_space, "white_space"},
  };
};
template <>
struct ParametersOf<Initial> {
  Initial initial;
  static constexpr auto member = &ParametersOf::initial;
  static constexpr std::string_view name = "initial", number = "",
                                    title = "the world before the first month";
};

/// White space of organisation i in arms with tables, divided by its white space in arms without:
/// the largest deal at its tables widens it. `deal_at(m)` is the deal at table m.
template <class DealAt>
double slack_by_deals(const auto& layout, int i, const Initial& p, DealAt&& deal_at) {
  double deal = 0.0;
  for (const int seat : layout.organisations[i].seats)
    deal = std::max<double>(deal, deal_at(layout.seats[seat].table));
  return 1.0 + p.deal_space * deal;
}

/// A distribution that a scenario states for an attribute; `fixed` is a plain number.
struct Distribution {
  enum class Kind { fixed, normal, uniform, lognormal } kind = Kind::fixed;
  double first = 0.0;   ///< value, mean, low end or median
  double second = 0.0;  ///< none, sd, high end or sd of the logarithm

  /// Draws a value from the distribution. The value is a monotone function of the draw at this
  /// address.
  template <class Real>
  Real at(const Draws<Real>& draws, const Address& address) const {
    switch (kind) {
      case Kind::normal:
        return first + second * draws.normal(address);
      case Kind::uniform:
        return first + (second - first) * draws.uniform(address);
      case Kind::lognormal:
        return first * exponential(Real(second * draws.normal(address)));
      case Kind::fixed:
        break;
    }
    return first;
  }
};

/// What a scenario states about one organisation. Everything else is drawn.
struct OrganisationStart {
  std::optional<Distribution> income;  ///< k€/year
  std::optional<Distribution> growth, white_space, eco, learning, change_cost, reciprocity;
  std::optional<Distribution> motivation, mandate;
  std::vector<double> aspirations;           ///< per goal of its set, sum 1
  std::vector<double> capabilities;          ///< per capability
  std::vector<double> burden_shares;         ///< per goal of its set
  std::vector<std::optional<double>> trust;  ///< in each organisation; empty: all drawn
};

struct InitialValues {
  std::vector<OrganisationStart> organisations;
  std::vector<std::vector<double>> mixes;           ///< per goal, empty: drawn
  std::vector<std::vector<double>> given_missions;  ///< per table, empty: drawn
};

}  // namespace samen
