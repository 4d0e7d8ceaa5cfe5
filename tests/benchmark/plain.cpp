// See plain.hpp. The sections named below are those of sim/model/ODD.md.
#include "benchmark/plain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

#include "model/parameter_table.hpp"

namespace samen::plain {
namespace {

constexpr int all_beacons = 4;
constexpr double not_applicable = std::numeric_limits<double>::quiet_NaN();

double as_share(double x) {
  return std::clamp(x, 0.0, 1.0);
}

double logistic(double x) {
  return 1.0 / (1.0 + std::exp(-x));
}

/// A quotient whose divisor may be zero.
double ratio(double part, double whole) {
  return part / std::max(whole, 1e-300);
}

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// All the luck of a run, from one generator.
class Random {
 public:
  explicit Random(std::uint64_t seed) : generator_(seed) {}

  double uniform(double low, double high) { return low + (high - low) * uniform_(generator_); }
  double normal(double mean, double sd) { return mean + sd * normal_(generator_); }
  bool happens(double probability) { return uniform_(generator_) < probability; }

  /// Weights from a symmetric Dirichlet distribution, scaled to `total`.
  std::vector<double> dirichlet(double concentration, std::size_t count, double total = 1.0) {
    std::gamma_distribution<double> gamma(concentration, 1.0);
    std::vector<double> weights(count);
    for (double& weight : weights) weight = gamma(generator_);
    const double sum = sum_of(weights);
    for (double& weight : weights) weight *= total / sum;
    return weights;
  }

 private:
  std::mt19937_64 generator_;
  std::uniform_real_distribution<double> uniform_{0.0, 1.0};
  std::normal_distribution<double> normal_{0.0, 1.0};
};

// ---- goals and what effort yields ---------------------------------------------------------------

/// A problem to be solved, and how far the solution has come.
class Goal {
 public:
  Goal(const samen::Goal& stated, std::vector<double> asked, const Output& p)
      : spec(stated), mix(std::move(asked)), burden(stated.burden), p_(p) {}

  bool reached() const { return progress >= 1.0; }
  double relief() const { return burden * spec.relief; }  ///< the relief by full progress
  double avoided() const { return relief() * progress; }
  double revenue() const { return spec.revenue * progress; }

  void open_month(int month) { burden = spec.burden * std::pow(1.0 + spec.growth, month / 12.0); }

  /// The yield of a k€ that supplies this much of each capability (constant elasticity of
  /// substitution).
  double output(const std::vector<double>& supply) const {
    const double epsilon = 1.0 - 3.0 * spec.complexity;
    const bool cobb_douglas = std::abs(epsilon) < 1e-6;
    double sum = 0.0;
    for (std::size_t c = 0; c < mix.size(); ++c) {
      if (mix[c] <= 0.0) continue;
      const double relative = std::max(supply[c], p_.least_supply) / mix[c];
      sum += mix[c] * (cobb_douglas ? std::log(relative) : std::pow(relative, epsilon));
    }
    return cobb_douglas ? std::exp(sum) : std::pow(sum, 1.0 / epsilon);
  }

  const samen::Goal& spec;
  std::vector<double> mix;  ///< shares of the capabilities that the goal asks for, sum 1
  double burden;            ///< of the unsolved problem this month [k€/month]
  double progress = 0.0;

 private:
  const Output& p_;
};

/// The yield of a k€ of an organisation that works alone: spread as the goal asks or concentrated
/// on its strengths, whichever is better.
double solo_output(const std::vector<double>& skills, const Goal& goal, const Output& p) {
  std::vector<double> spread(skills.size()), concentrated(skills.size());
  double total = 0.0;
  for (std::size_t c = 0; c < skills.size(); ++c) {
    const double weight = goal.mix[c] * std::pow(skills[c], p.focus);
    spread[c] = goal.mix[c] * skills[c];
    concentrated[c] = weight * skills[c];
    total += weight;
  }
  for (double& supply : concentrated) supply = ratio(supply, total);
  return std::max(goal.output(spread), goal.output(concentrated));
}

class Matrix {
 public:
  Matrix(std::size_t rows, std::size_t columns) : columns_(columns), values_(rows * columns) {}
  double& operator()(std::size_t i, std::size_t c) { return values_[i * columns_ + c]; }
  double operator()(std::size_t i, std::size_t c) const { return values_[i * columns_ + c]; }

 private:
  std::size_t columns_;
  std::vector<double> values_;
};

/// People who divide the labour: a row per member, a column per capability.
class Team {
 public:
  Team(std::vector<double> effort, Matrix skills, std::size_t capabilities, double specialisation,
       const Output& p)
      : effort_(std::move(effort)),
        skills_(std::move(skills)),
        columns_(capabilities),
        affinity_(effort_.size(), capabilities) {
    for (std::size_t i = 0; i < effort_.size(); ++i)
      for (std::size_t c = 0; c < columns_; ++c)
        affinity_(i, c) = std::pow(std::max(skills_(i, c), p.least_skill), specialisation);
  }

  /// The whole output, after this many rounds of iterative proportional fitting: columns to what
  /// the goal asks, rows to what members bring. One row may be left out.
  double output(const Goal& goal, int sweeps, std::size_t without = nobody) const {
    const std::size_t rows = effort_.size();
    std::vector<double> effort = effort_;
    Matrix labour = affinity_;
    if (without != nobody) {
      effort[without] = 0.0;
      for (std::size_t c = 0; c < columns_; ++c) labour(without, c) = 0.0;
    }
    const double total = sum_of(effort);
    if (total <= 0.0) return 0.0;
    for (int sweep = 0; sweep < sweeps; ++sweep) {
      for (std::size_t c = 0; c < columns_; ++c) {
        double column = 0.0;
        for (std::size_t i = 0; i < rows; ++i) column += labour(i, c);
        const double scale = ratio(goal.mix[c], column);
        for (std::size_t i = 0; i < rows; ++i) labour(i, c) *= scale;
      }
      for (std::size_t i = 0; i < rows; ++i) {
        double row = 0.0;
        for (std::size_t c = 0; c < columns_; ++c) row += labour(i, c);
        const double scale = ratio(effort[i] / total, row);
        for (std::size_t c = 0; c < columns_; ++c) labour(i, c) *= scale;
      }
    }
    std::vector<double> supply(columns_, 0.0);
    for (std::size_t i = 0; i < rows; ++i)
      for (std::size_t c = 0; c < columns_; ++c) supply[c] += labour(i, c) * skills_(i, c);
    return total * goal.output(supply);
  }

 private:
  static constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();
  std::vector<double> effort_;
  Matrix skills_;
  std::size_t columns_;
  Matrix affinity_;
};

// ---- organisations, seats and the table ---------------------------------------------------------

struct Organisation {
  double income = 0.0, growth = 0.0;    ///< income at the start [k€/month], growth a year
  double white_space = 0.0, cut = 1.0;  ///< the share that a cut leaves
  double eco = 0.0, learning = 0.0, change_cost = 0.0, reciprocity = 0.0;
  std::vector<double> skills, aspirations, burden_shares;
  double initial_burden = 0.0, open_budget = 0.0;     ///< [k€/month]
  double value_alone = 0.0, solo_pledge = 0.0;        ///< at the last board
  double effort = 0.0, avoided = 0.0, revenue = 0.0;  ///< since the start [k€]

  double income_in(int month) const { return income * std::pow(1.0 + growth, month / 12.0); }
  double burden(const std::vector<Goal>& goals) const {
    double sum = 0.0;
    for (std::size_t k = 0; k < goals.size(); ++k)
      sum += burden_shares[k] * (goals[k].burden - goals[k].avoided());
    return sum;
  }
};

/// What the delegate on a seat feels for another delegate and knows of that one.
struct Tie {
  double trust = 0.0, initial_trust = 0.0, knowledge = 0.0;
};

/// A place at the table: an organisation and its delegate.
struct Seat {
  std::size_t number = 0;  ///< number of the place, for the ties of others
  Organisation* organisation = nullptr;
  bool present = false;
  double motivation = 0.0, ownership = 0.0, anchoring = 0.0, mandate = 0.0, alignment = 0.0;
  double cap = 0.0, pledge = 0.0, value_together = 0.0;  ///< at the last board
  double delivered = 0.0, effort = 0.0;  ///< delivered: share of the pledge; effort: k€ this month
  double expectation = 0.0, tenure = 0.0;  ///< satisfaction before results are due; months here
  double estranged = 0.0;                  ///< from home, as home feels it
  double restless = 1.0;                   ///< factor on the rates of leaving and giving up
  std::vector<double> expressed;           ///< aspirations as brought to the table
  std::vector<Tie> ties;                   ///< by number of the other's place

  double support() const { return ownership * alignment; }
};

/// The table, its members and the rules that concern nobody else.
class Table {
 public:
  Table(const TableLayout& plan, std::vector<Seat> seats, bool lives, const Parameters& p)
      : levers(plan.levers),
        members(std::move(seats)),
        alive(lives),
        elan(p.initial.elan),
        method(plan.levers.method),
        mission(members[0].expressed.size()),
        p_(p),
        dated_meetings_(plan.dated_meetings),
        host_(members[static_cast<std::size_t>(plan.host - plan.first_seat)].organisation) {}

  bool at_work() const { return alive && operating; }
  bool seed_flows(int month) const {
    return alive && levers.seed_money > 0.0 && month < levers.seed_months;
  }
  int size() const { return static_cast<int>(members.size()); }
  int number_present() const {
    return static_cast<int>(
        std::count_if(members.begin(), members.end(), std::mem_fn(&Seat::present)));
  }
  double mean_knowledge() const { return mean_over_pairs(&Tie::knowledge); }
  double concreteness(int month) const {
    return operating ? std::min(1.0, (month - operating_since_) / p_.decision.concrete_after) : 0.0;
  }
  double felt_change_cost(const Seat& seat) const {
    return seat.organisation->change_cost * (1.0 - seat.organisation->eco) *
           (1.0 - p_.decision.joint_eases * levers.joint * seat.ownership);
  }
  Seat* seat_of(const Organisation& owner) {
    for (Seat& seat : members)
      if (seat.organisation == &owner) return &seat;
    return nullptr;
  }

  template <class Value>
  double mean_over_members(Value value) const {
    double sum = 0.0;
    for (const Seat& seat : members) sum += std::invoke(value, seat);
    return sum / std::max(1, size());
  }
  template <class Value>
  double mean_over_pairs(Value value) const {
    double sum = 0.0;
    for (const Seat& one : members)
      for (const Seat& other : members)
        if (&one != &other) sum += std::invoke(value, one.ties[other.number]);
    return sum / std::max(1, size() * (size() - 1));
  }

  /// 7.6, the table's part.
  void size_puller(int month) {
    double affordable = p_.budget.unpaid_puller;
    if (seed_flows(month))
      affordable = levers.seed_money / p_.budget.fte_cost;
    else if (operating)
      affordable = p_.budget.carried_share * total_pledge / p_.budget.fte_cost;
    puller = std::min(levers.puller, affordable);
  }

  /// 7.8
  void replace_delegates(Random& random) {
    const Delegates& p = p_.delegates;
    for (Seat& seat : members) {
      if (!random.happens(p.turnover / 12.0)) continue;
      seat.motivation = as_share(random.normal(p.motivation_mean, p.motivation_sd));
      seat.ownership *= p.ownership_kept;
      for (Seat& other : members) {
        Tie& tie = seat.ties[other.number];
        tie.knowledge *= p.knowledge_kept;
        tie.trust = tie.initial_trust + p.trust_kept * (tie.trust - tie.initial_trust);
        other.ties[seat.number].knowledge *= p.knowledge_of_newcomer;
      }
    }
  }

  /// 7.12
  void meet(int month, Random& random) {
    const Meeting& p = p_.meeting;
    double chance = levers.meeting_rate;
    double weight = 1.0;
    if (static_cast<std::size_t>(month) < dated_meetings_.size()) {
      weight = dated_meetings_[static_cast<std::size_t>(month)];
      chance = weight > 0.0 ? 1.0 : 0.0;
    }
    meeting_days = weight;
    expected_days = chance * weight;
    for (Seat& seat : members) {
      const double drive = seat.motivation * (p.motivation_base + (1.0 - p.motivation_base) * elan);
      const double eager = p.attendance_floor + (1.0 - p.attendance_floor) * drive;
      seat.present = random.happens(chance * p.attendance_boost * eager);
    }
    const double learned = weight * p.know * (p.formal_contact + levers.informal) *
                           (p.unaided + (1.0 - p.unaided) * method);
    const double liked = weight * p.affection * levers.informal;
    for_each_pair([&](const Seat& one, const Seat& other, Tie& tie) {
      if (one.present && other.present) {
        tie.knowledge = as_share(tie.knowledge + learned * (1.0 - tie.knowledge));
        tie.trust = as_share(tie.trust + liked * (1.0 - tie.trust));
      } else {
        tie.knowledge = as_share(tie.knowledge - p.forget * tie.knowledge);
      }
    });
  }

  /// 7.17
  void shape_mission() {
    const Mission& p = p_.mission;
    express_aspirations();
    for (std::size_t k = 0; k < mission.size(); ++k) {
      const double shared = mean_over_members([k](const Seat& seat) { return seat.expressed[k]; });
      mission[k] =
          shared + (1.0 - levers.neutrality) * p.host_pull * (host_->aspirations[k] - shared);
    }
    const double gain = p.ownership_gain * method * (operating ? p.operating_ownership : 1.0);
    for (Seat& seat : members) {
      double distance = 0.0, moved = 0.0;
      for (std::size_t k = 0; k < mission.size(); ++k) {
        const double home = seat.organisation->aspirations[k];
        const double stance = (1.0 - p.voiced) * home + p.voiced * seat.expressed[k];
        distance += std::abs(stance - mission[k]);
        moved += std::abs(seat.expressed[k] - home);
      }
      seat.alignment = as_share(1.0 - 0.5 * distance);
      seat.estranged = p.estrangement * as_share(0.5 * moved);
      const double change = seat.present ? gain * seat.alignment * (1.0 - seat.ownership)
                                         : -p.ownership_loss * seat.ownership;
      seat.ownership = as_share(seat.ownership + change);
    }
  }

  /// 7.19
  void face_conflict(Random& random) {
    const Conflict& p = p_.conflict;
    double least_aligned = 1.0;
    for (const Seat& seat : members) least_aligned = std::min(least_aligned, seat.alignment);
    if (!random.happens(p.rate * (1.0 - least_aligned))) return;
    const bool handled = random.happens(std::sqrt(method * levers.safety));
    for_each_pair([&](const Seat& one, const Seat& other, Tie& tie) {
      if (!one.present || !other.present) return;
      if (handled)
        tie.knowledge = as_share(tie.knowledge + p.lesson);
      else
        tie.trust *= 1.0 - p.damage;
    });
    if (!handled) elan *= 1.0 - p.damage;
    for (Seat& seat : members)
      if (seat.present && handled) seat.ownership = as_share(seat.ownership + p.lesson);
  }

  /// 7.20
  void keep_elan() {
    const Elan& p = p_.elan;
    const double fed = (p.puller * puller + p.informal * levers.informal) * (1.0 - elan);
    elan = as_share(elan + fed - p.leak * elan * (operating ? p.operating_leak : 1.0));
  }

  /// 7.21
  void anchor_at_home() {
    const Anchoring& p = p_.anchoring;
    for (Seat& seat : members) {
      const double fed = p.puller * puller + p.delegate * seat.ownership * seat.motivation;
      const double missing = (1.0 - seat.anchoring) * (1.0 - seat.estranged);
      seat.anchoring += fed * missing - p.fade * seat.anchoring;
      seat.anchoring = as_share(seat.anchoring);
    }
  }

  /// 7.22
  void reflect() {
    const Reflection& p = p_.reflection;
    const double v = levers.reflection;
    const double won =
        p.gain * v / (v + p.half_gain_at) * (1.0 - method) * number_present() / std::max(1, size());
    const double worn = p.wear * method * (1.0 - p.puller_care * std::min(1.0, puller));
    method = as_share(method + won - worn);
    if (operating)
      plan_quality += p.plan_update * v * std::max(0.0, mean_knowledge() - plan_quality);
  }

  /// 7.24
  void confirm_beacons(int month) {
    const Beacons& p = p_.beacons;
    if (beacons < all_beacons && confirms(beacons + 1)) {
      ++beacons;
      elan = as_share(elan + p.joy * levers.celebrate);
    } else if (beacons >= 2 && carried(p.falls_below * threshold(beacons)) < p.falls_share) {
      --beacons;
    }
    if (!operating && beacons >= levers.operate_after) {
      operating = true;
      operating_since_ = month;
      plan_quality = mean_knowledge();
    }
  }

  /// How far the members work as one team instead of side by side (7.34).
  void integrate() {
    const Output& p = p_.output;
    const double ties =
        mean_over_pairs([](const Tie& tie) { return std::sqrt(tie.knowledge * tie.trust); });
    integration = std::min(1.0, p.integration_reach * ties) *
                  (p.integration_floor + (1.0 - p.integration_floor) * beacons / all_beacons);
  }

  /// 7.32
  void deliver(int month, Random& random) {
    const Delivery& p = p_.delivery;
    for (Seat& seat : members) {
      const double inclination =
          logistic(p.base + p.ownership * seat.ownership + p.elan * elan +
                   p.motivation * (seat.motivation - 0.5) -
                   p.change_cost * felt_change_cost(seat) * concreteness(month));
      const double returned = p.matching * expected_by(seat) + (1.0 - p.matching) * seat.ownership;
      const double phi = seat.organisation->reciprocity;
      seat.delivered =
          as_share((1.0 - phi) * inclination + phi * returned + random.normal(0.0, p.noise));
      seat.effort = seat.pledge * seat.delivered;
    }
  }

  /// 7.36
  void revise_trust() {
    const Trust& p = p_.trust;
    const double loss = p.loss * (1.0 - p.safety_softens * levers.safety * beacons / all_beacons);
    for_each_pair([&](const Seat&, const Seat& other, Tie& tie) {
      if (other.pledge <= 0.0) return;
      const double surprise = other.delivered - tie.trust;
      tie.trust = as_share(tie.trust + (surprise > 0.0 ? p.gain : loss) * surprise);
    });
  }

  /// 7.37
  void learn() {
    const Learning& p = p_.learning;
    std::vector<double> best(host_->skills.size(), 0.0);
    for (const Seat& seat : members)
      for (std::size_t c = 0; c < best.size(); ++c)
        best[c] = std::max(best[c], seat.organisation->skills[c]);
    for (Seat& seat : members) {
      Organisation& learner = *seat.organisation;
      const double rate = learner.learning * p.rate * integration;
      for (std::size_t c = 0; c < best.size(); ++c)
        learner.skills[c] += rate * (best[c] - learner.skills[c]);
      if (learner.cut < 1.0) seat.motivation *= 1.0 - p.strain;
    }
  }

  /// 7.38
  void stay_or_leave(int month, bool goals_reached, Random& random) {
    const Leaving& p = p_.leaving;
    std::vector<std::size_t> leaving;
    for (Seat& seat : members) {
      const double value = seat.value_together / (seat.value_together + p_.decision.keep);
      const double satisfaction =
          (1.0 - seat.estranged) * 0.25 * (seat.ownership + elan + mean_trust_of(seat) + value);
      if (seat.tenure == 0.0)
        seat.expectation = p.neutral + p.own_expectation * (satisfaction - p.neutral);
      const double due = 1.0 - std::exp(-seat.tenure / p.results_due);
      const double missed = seat.expectation + p.hope * due - satisfaction;
      seat.restless = std::exp(p.sensitivity * missed) * (1.0 - p.quiet_start * (1.0 - due));
      seat.tenure += 1.0;
      if (random.happens(levers.exit * std::min(1.0, p.hazard / 12.0 * seat.restless)))
        leaving.push_back(seat.number);
    }
    std::erase_if(members, [&](const Seat& seat) {
      return std::find(leaving.begin(), leaving.end(), seat.number) != leaving.end();
    });

    // The members who are left decide together whether to stop.
    const double wish = p.giving_up / 12.0 * mean_over_members(&Seat::restless);
    const bool given_up = random.happens(levers.exit * std::min(1.0, wish));
    faded_months_ = elan < p.faded_below && levers.exit > 0.0 ? faded_months_ + 1 : 0;
    const bool unpaid = operating && !seed_flows(month) && puller < p.paid_share * levers.puller;
    unpaid_months_ = unpaid ? unpaid_months_ + 1 : 0;
    alive = !goals_reached && size() >= p.least_members && !given_up &&
            faded_months_ < p.faded_months && unpaid_months_ < p.unpaid_months;
    if (!alive) total_pledge = 0.0;
  }

  const Levers& levers;
  std::vector<Seat> members;
  bool alive;
  bool operating = false;
  double elan, method;
  int beacons = 0;
  double plan_quality = 0.0, integration = 0.0;
  double puller = 0.0;  ///< [FTE]
  std::vector<double> mission;
  double total_pledge = 0.0;                                    ///< at the last board [k€/month]
  double own = 0.0, matched = 0.0, overhead = 0.0, wage = 0.0;  ///< this month [k€]
  double total_own = 0.0, total_match = 0.0, total_seed = 0.0;  ///< since the start [k€]
  double total_coordination = 0.0;                              ///< since the start [k€]
  double meeting_days = 0.0, expected_days = 0.0;               ///< this month, if one meets; else
  double running = 0.0;                                         ///< this month [k€]
  /// Since the start [k€]: what working together costs beside the work.
  double total_meetings = 0.0, total_informal = 0.0, total_reflection = 0.0;
  double total_facilitation = 0.0, total_measuring = 0.0;
  double income_after_seed = 0.0, cost_after_seed = 0.0;  ///< [k€]
  double turns_since = never;  ///< month since which the table pays for itself

 private:
  template <class Act>
  void for_each_pair(Act act) {
    for (Seat& one : members)
      for (const Seat& other : members)
        if (&one != &other) act(one, other, one.ties[other.number]);
  }

  double mean_trust_of(const Seat& seat) const {
    double sum = 0.0;
    for (const Seat& other : members)
      if (&seat != &other) sum += seat.ties[other.number].trust;
    return sum / std::max(1, size() - 1);
  }

  /// What a seat expects of the others, as a share of its own budget. Of members with a smaller
  /// budget, partly the amount counts instead of the share.
  double expected_by(const Seat& seat) const {
    const double mine = std::max(seat.organisation->open_budget, 1e-300);
    double sum = 0.0;
    for (const Seat& other : members) {
      if (&seat == &other) continue;
      const double lacking = std::max(0.0, 1.0 - other.organisation->open_budget / mine);
      sum += seat.ties[other.number].trust * (1.0 - p_.delivery.self_serving * lacking);
    }
    return sum / std::max(1, size() - 1);
  }

  /// Members who meet move towards the members they trust, as far as they are not stubborn.
  void express_aspirations() {
    const Mission& p = p_.mission;
    const double stubborn = as_share(p.stubbornness_floor + p.stubbornness_span * (1.0 - method));
    std::vector<std::vector<double>> next;
    for (const Seat& seat : members) {
      double total_trust = 0.0;
      std::vector<double> heard(mission.size(), 0.0);
      for (const Seat& other : members) {
        if (&seat == &other || !seat.present || !other.present) continue;
        const double trust = seat.ties[other.number].trust;
        total_trust += trust;
        for (std::size_t k = 0; k < heard.size(); ++k) heard[k] += trust * other.expressed[k];
      }
      next.push_back(seat.expressed);
      if (total_trust <= 0.0) continue;
      for (std::size_t k = 0; k < heard.size(); ++k) {
        const double view =
            p.own_weight * seat.expressed[k] + (1.0 - p.own_weight) * heard[k] / total_trust;
        next.back()[k] = stubborn * seat.organisation->aspirations[k] + (1.0 - stubborn) * view;
      }
    }
    for (std::size_t i = 0; i < members.size(); ++i) members[i].expressed = std::move(next[i]);
  }

  double threshold(int beacon) const {
    const Beacons& p = p_.beacons;
    return std::array{p.knowledge, p.aspirations, p.mission, p.goals}[beacon - 1];
  }
  double carried(double level) const {
    return mean_over_members(
        [level](const Seat& seat) { return seat.support() > level ? 1.0 : 0.0; });
  }
  bool confirms(int beacon) const {
    if (beacon == 1) return mean_knowledge() > threshold(beacon);
    if (carried(threshold(beacon)) < levers.quorum) return false;
    return beacon < all_beacons || mean_over_members(&Seat::anchoring) > p_.beacons.home;
  }

  const Parameters& p_;
  const std::vector<double>& dated_meetings_;
  const Organisation* host_;
  int operating_since_ = 0, faded_months_ = 0, unpaid_months_ = 0;
};

// ---- the simulation -----------------------------------------------------------------------------

/// What society pays and gets in a month [k€].
struct Flows {
  double burden = 0.0, avoided = 0.0, revenue = 0.0, invested = 0.0, running = 0.0;
  double net() const { return avoided + revenue - invested - running; }
};

/// Rules that do nothing by default are written in the engine only. Nesting and carrying along are
/// not written here either, because they do nothing at one table.
constexpr std::string_view left_out[] = {"beacons.graded",
                                         "bottleneck.relapse",
                                         "budget.public_space",
                                         "decision.rule",
                                         "drift.noise",
                                         "ending.may_end",
                                         "giving.crowd_out",
                                         "leaving.contagion",
                                         "levers.accountability",
                                         "levers.backcasting",
                                         "levers.bottleneck",
                                         "levers.critical_friend",
                                         "levers.deal",
                                         "levers.delegates",
                                         "levers.direct",
                                         "levers.disclosure",
                                         "levers.formality",
                                         "levers.friction",
                                         "levers.governance_paid",
                                         "levers.lead_gift",
                                         "levers.mandated",
                                         "levers.measure",
                                         "levers.measure_use",
                                         "levers.mission",
                                         "levers.money_free_months",
                                         "levers.network",
                                         "levers.obstacles",
                                         "levers.puller_kind",
                                         "levers.rule",
                                         "levers.surfacing",
                                         "levers.team_months",
                                         "levers.teams",
                                         "levers.threshold",
                                         "levers.transparency",
                                         "money_talk.elan_lost",
                                         "money_talk.time_lost",
                                         "production.overlap",
                                         "self_interest.drift",
                                         "self_interest.surge",
                                         "spaces.levels"};

/// Refuses what this version leaves out.
void check_features(const Setting& setting) {
  const auto require = [](bool holds, const std::string& what) {
    if (!holds) throw std::invalid_argument("the plain version of the model knows only " + what);
  };
  const Layout& layout = setting.layout;
  require(layout.sets.size() == 1 && layout.tables.size() == 1, "one table with one set of goals");
  require(layout.shocks.empty() && layout.cuts.empty(), "a world without shocks or known cuts");
  require(layout.changes.empty(), "levers that hold for the whole run");
  require(layout.steps.empty(), "tables without the steps of an exercise");
  for (const OrganisationStart& stated : setting.initial_values.organisations)
    require(!stated.growth && !stated.white_space && !stated.eco && !stated.learning &&
                !stated.change_cost && !stated.reciprocity && !stated.motivation &&
                !stated.mandate && stated.aspirations.empty() && stated.capabilities.empty() &&
                stated.burden_shares.empty() && stated.trust.empty() &&
                (!stated.income || stated.income->kind == Distribution::Kind::fixed),
            "organisations of which nothing but the income is stated, as a number");
  for (const auto& mix : setting.initial_values.mixes) require(mix.empty(), "drawn mixes");
  const Parameters usual;
  for (const ParameterRow& row : parameter_table())
    if (std::ranges::find(left_out, row.key()) != std::end(left_out))
      require(row.value(setting.parameters) == row.value(usual),
              row.key() + " as it is by default");
  for (const LeverRow& row : lever_table())
    if (std::ranges::find(left_out, row.key()) != std::end(left_out))
      require(row.value(layout.tables[0].levers) == row.value(usual.levers),
              row.key() + " as it is by default");
}

class Simulation {
 public:
  Simulation(const Setting& setting, Arm arm, std::uint64_t seed)
      : setting_(setting), p_(setting.parameters), arm_(arm), random_(seed) {
    const Layout& layout = setting.layout;
    for (const samen::Goal& spec : layout.goals)
      goals_.emplace_back(spec, random_.dirichlet(p_.initial.mix_concentration, number_of_skills()),
                          p_.output);
    for (std::size_t i = 0; i < layout.organisations.size(); ++i)
      organisations_.push_back(draw_organisation(i));
    for (std::size_t k = 0; k < goals_.size(); ++k) {
      const auto shares = random_.dirichlet(p_.initial.burden_concentration, organisations_.size(),
                                            p_.initial.burden_inside);
      for (std::size_t i = 0; i < shares.size(); ++i)
        organisations_[i].burden_shares.push_back(shares[i]);
    }
    for (Organisation& owner : organisations_) owner.initial_burden = owner.burden(goals_);
    std::vector<Seat> seats;
    for (const SeatLayout& place : layout.seats) seats.push_back(draw_seat(place, seats.size()));
    table_.emplace(layout.tables[0], std::move(seats), has_tables(arm), p_);
  }

  Result run() {
    Result result;
    for (month_ = 0; month_ < setting_.layout.calendar.months; ++month_) {
      advance();
      observe(result);
    }
    result.outcomes = outcomes();
    return result;
  }

 private:
  std::size_t number_of_skills() const {
    return static_cast<std::size_t>(setting_.layout.capabilities);
  }

  // the world before the first month

  Organisation draw_organisation(std::size_t position) {
    const Initial& p = p_.initial;
    const auto& income = setting_.initial_values.organisations[position].income;
    Organisation drawn;
    drawn.income = std::max(0.0, income ? income->first : p.income) / 12.0;
    drawn.growth = std::clamp(random_.normal(p.growth_mean, p.growth_sd), -0.5, 0.5);
    drawn.eco = as_share(random_.normal(p.eco_mean, p.eco_sd));
    drawn.learning = as_share(random_.normal(p.learning_mean, p.learning_sd));
    drawn.change_cost = std::clamp(random_.normal(p.change_cost_mean, p.change_cost_sd), 0.0, 2.0);
    drawn.reciprocity = random_.happens(p.reciprocators) ? p.reciprocity_high : p.reciprocity_low;
    drawn.white_space = p.white_space;
    drawn.skills = draw_skills(position);
    drawn.aspirations = random_.dirichlet(p.aspiration_concentration, goals_.size());
    return drawn;
  }

  /// Neighbours have different main fields, so together they cover them all.
  std::vector<double> draw_skills(std::size_t position) {
    const Initial& p = p_.initial;
    std::vector<double> skills(number_of_skills());
    for (double& skill : skills) skill = random_.uniform(p.skill_low, p.skill_high);
    skills[position % skills.size()] = random_.uniform(p.main_skill_low, p.main_skill_high);
    double& second = skills[(position + 2) % skills.size()];
    second = std::max(second, random_.uniform(p.second_skill_low, p.second_skill_high));
    const double mean = sum_of(skills) / skills.size();
    for (double& skill : skills)
      skill = p.skill_difference * skill + (1.0 - p.skill_difference) * mean;
    return skills;
  }

  Seat draw_seat(const SeatLayout& place, std::size_t number) {
    const Initial& p = p_.initial;
    Seat seat;
    seat.number = number;
    seat.organisation = &organisations_[static_cast<std::size_t>(place.organisation)];
    seat.motivation =
        as_share(random_.normal(p_.delegates.motivation_mean, p_.delegates.motivation_sd));
    const double luck = random_.uniform(0.0, 1.0);
    const double level = luck < 0.25 ? 0.0 : luck < 0.75 ? 0.5 : 1.0;
    seat.mandate = as_share(level + p.mandate - 0.5);
    seat.ownership = p.ownership;
    seat.anchoring = p.anchoring;
    seat.expressed = seat.organisation->aspirations;
    for (std::size_t other = 0; other < setting_.layout.seats.size(); ++other) {
      const double trust = std::clamp(random_.normal(p.trust_mean, p.trust_sd), 0.02, 0.98);
      seat.ties.push_back({trust, trust, p.knowledge});
    }
    return seat;
  }

  // the month

  void advance() {
    for (Goal& goal : goals_) goal.open_month(month_);
    open_policy_period();
    set_budgets();
    if (table_->alive) {
      table_->replace_delegates(random_);
      table_->meet(month_, random_);
      table_->shape_mission();
      table_->face_conflict(random_);
      table_->keep_elan();
      table_->anchor_at_home();
      table_->reflect();
      table_->confirm_beacons(month_);
    }
    if (month_ % setting_.layout.calendar.board_interval == 0) decide();
    if (table_->at_work()) table_->deliver(month_, random_);
    produce();
    pay_prices();
    account();
    if (table_->at_work()) {
      table_->revise_trust();
      table_->learn();
    }
    const bool done = std::all_of(goals_.begin(), goals_.end(), std::mem_fn(&Goal::reached));
    if (table_->alive) table_->stay_or_leave(month_, done, random_);
  }

  /// 7.2
  void open_policy_period() {
    const auto& periods = setting_.layout.calendar.periods;
    if (std::find(periods.begin(), periods.end(), month_) == periods.end()) return;
    for (Organisation& owner : organisations_) {
      owner.cut = 1.0;
      const Seat* const seat = table_->alive ? table_->seat_of(owner) : nullptr;
      double taken_up = 0.0;
      if (owner.open_budget > 0.0)
        taken_up = p_.policy.own_uptake * std::min(1.0, owner.solo_pledge / owner.open_budget);
      if (seat) taken_up = std::max(taken_up, seat->anchoring * seat->ownership);
      const double wanted = owner.white_space + p_.policy.plan_uptake * taken_up;
      owner.white_space =
          std::max(owner.white_space, std::min(p_.policy.white_space_ceiling, wanted));
    }
  }

  /// 7.6
  void set_budgets() {
    const Budget& p = p_.budget;
    for (Organisation& owner : organisations_) {
      if (random_.happens(p.cut_hazard / 12.0)) owner.cut = std::min(owner.cut, p.cut_factor);
      const double white_space = owner.white_space * owner.cut * owner.income_in(month_);
      const double squeezed = std::max(0.0, owner.burden(goals_) - owner.initial_burden);
      owner.open_budget = std::max(0.0, white_space - p.squeeze * squeezed);
    }
    if (table_->alive) table_->size_puller(month_);
  }

  /// How far a goal can be worked on: the order binds complex goals only.
  double openness(const Goal& goal) const {
    for (const int before : goal.spec.after)
      if (goals_[static_cast<std::size_t>(before)].progress < 0.5)
        return 1.0 - p_.output.order_binds * goal.spec.complexity;
    return 1.0;
  }

  /// Shares of effort over the goals that are left, in proportion to the wishes; all 0 if no goal
  /// is wished.
  std::vector<double> shares_of(std::vector<double> wishes, bool in_order) const {
    for (std::size_t k = 0; k < wishes.size(); ++k) {
      if (goals_[k].reached()) wishes[k] = 0.0;
      if (in_order) wishes[k] *= std::pow(openness(goals_[k]), 3);
    }
    const double total = sum_of(wishes);
    for (double& wish : wishes) wish = ratio(wish, total);
    return wishes;
  }
  std::vector<double> shares_alone(const Organisation& owner) const {
    return shares_of(owner.aspirations, false);
  }
  std::vector<double> shares_together() const {
    return shares_of(table_->mission, table_->beacons >= 3);
  }

  double value_of_goal(const Organisation& owner, std::size_t k) const {
    const double relief = goals_[k].relief() * p_.decision.horizon;
    const double revenue = goals_[k].spec.revenue * p_.decision.horizon;
    const double own = owner.burden_shares[k] * relief + revenue / organisations_.size();
    const double sated = 1.0 + p_.decision.satiation * goals_[k].progress;
    const double common = goals_.size() * owner.aspirations[k] * relief / sated;
    return (1.0 - owner.eco) * own + owner.eco * common;
  }

  double value_of_alone(const Organisation& owner) const {
    const std::vector<double> shares = shares_alone(owner);
    double value = 0.0;
    for (std::size_t k = 0; k < goals_.size(); ++k)
      if (shares[k] > 0.0)
        value += value_of_goal(owner, k) * openness(goals_[k]) * shares[k] *
                 solo_output(owner.skills, goals_[k], p_.output) / goals_[k].spec.work;
    const Giving& p = p_.giving;
    return (1.0 + p.match_belief * std::min(p.solo_match, p.match_ceiling)) * value;
  }

  /// What the organisation believes that its joining adds, for each own k€.
  double value_of_together(const Seat& self) const {
    const Decision& p = p_.decision;
    const Organisation& owner = *self.organisation;
    const double typical_skill = table_->mean_over_members([](const Seat& seat) {
      return sum_of(seat.organisation->skills) / seat.organisation->skills.size();
    });
    const double imagined =
        p_.giving.match_belief * std::min(table_->levers.match, p_.giving.match_ceiling);
    std::vector<double> effort;
    Matrix skills(table_->members.size(), number_of_skills());
    std::size_t own_row = 0;
    for (const Seat& other : table_->members) {
      const std::size_t row = effort.size();
      const Tie& tie = self.ties[other.number];
      double expected = owner.open_budget;
      double known = 1.0;
      if (&other == &self) {
        own_row = row;
      } else {
        expected =
            tie.trust * std::max(other.pledge, p.partner_effort * other.organisation->open_budget);
        known = tie.knowledge;
      }
      effort.push_back((1.0 + imagined) * expected);
      for (std::size_t c = 0; c < number_of_skills(); ++c)
        skills(row, c) = known * other.organisation->skills[c] +
                         (1.0 - known) * p.stranger_discount * typical_skill;
    }
    const double own_effort = effort[own_row];
    const Team team(std::move(effort), std::move(skills), number_of_skills(),
                    p_.output.specialisation * table_->mean_knowledge(), p_.output);

    const double integration = std::min(1.0, p.integration_hope + table_->integration);
    const std::vector<double> shares = shares_together();
    double raw = 0.0;
    for (std::size_t k = 0; k < goals_.size(); ++k) {
      if (shares[k] <= 0.0) continue;
      const double alone = own_effort * solo_output(owner.skills, goals_[k], p_.output);
      const double added = team.output(goals_[k], p_.output.imagined_sweeps) -
                           team.output(goals_[k], p_.output.imagined_sweeps, own_row);
      raw += value_of_goal(owner, k) * openness(goals_[k]) * shares[k] / goals_[k].spec.work *
             ((1.0 - integration) * alone + integration * std::max(0.0, added));
    }
    const double concrete = p.change_floor + (1.0 - p.change_floor) * table_->concreteness(month_);
    const double resistance = p.change_weight * table_->felt_change_cost(self) * concrete;
    return raw / std::max(owner.open_budget, p.least_budget) / (1.0 + resistance);
  }

  /// 7.28
  void decide() {
    for (Organisation& owner : organisations_)
      if (may_work_alone(owner)) owner.value_alone = value_of_alone(owner);
    if (table_->alive) {
      table_->integrate();
      for (Seat& seat : table_->members) {
        seat.value_together = value_of_together(seat);
        const bool approved = random_.happens(seat.anchoring);
        seat.cap = approved ? 1.0 : p_.decision.mandate_reach * seat.mandate;
      }
    }
    divide_budgets();
  }

  bool may_work_alone(const Organisation& owner) {
    if (may_go_alone(arm_)) return true;
    const bool leavers_may = p_.decision.leavers_alone == LeaversAlone::yes && has_tables(arm_);
    return leavers_may && !(table_->alive && table_->seat_of(owner));
  }

  /// Outside money on top of the own money with which an organisation works alone in a month.
  double solo_match(const Organisation& owner) const {
    return std::min(p_.giving.solo_match * owner.solo_pledge, p_.giving.solo_match_cap);
  }

  /// Luce shares of keeping, going alone and going together.
  void divide_budgets() {
    const auto weight = [&](double value) {
      return value > 0.0 ? std::pow(value, p_.decision.sharpness) : 0.0;
    };
    table_->total_pledge = 0.0;
    for (Organisation& owner : organisations_) {
      Seat* const seat = table_->at_work() ? table_->seat_of(owner) : nullptr;
      const double alone = weight(owner.value_alone);
      const double together = seat ? weight(seat->value_together) : 0.0;
      const double total = weight(p_.decision.keep) + alone + together;
      owner.solo_pledge = owner.open_budget * alone / total;
      if (!seat) continue;
      seat->pledge = owner.open_budget * together / total * seat->cap;
      table_->total_pledge += seat->pledge;
    }
  }

  /// 7.34
  void produce() {
    const Production& p = p_.production;
    std::vector<double> output(goals_.size(), 0.0);
    for (const Organisation& owner : organisations_)
      if (owner.solo_pledge > 0.0) work_alone(owner, output);
    table_->own = table_->matched = table_->overhead = table_->wage = 0.0;
    if (table_->alive) {
      const double work = pay_bills();
      if (work > 0.0) work_together(work, output);
    }
    const auto visible_steps = [&] {
      double progress = 0.0;
      for (const Goal& goal : goals_) progress += goal.progress;
      return std::floor(p.win_steps * progress);
    };
    const double steps_before = visible_steps();
    for (std::size_t k = 0; k < goals_.size(); ++k) output[k] *= openness(goals_[k]);
    for (std::size_t k = 0; k < goals_.size(); ++k)
      goals_[k].progress = std::min(1.0, goals_[k].progress + output[k] / goals_[k].spec.work);
    const double wins = visible_steps() - steps_before;
    if (!table_->alive || wins <= 0.0) return;
    table_->elan = as_share(table_->elan +
                            p.win_elan * table_->levers.celebrate * wins * (1.0 - table_->elan));
    for (Seat& seat : table_->members)
      seat.motivation =
          as_share(seat.motivation + p.win_motivation * wins * (1.0 - seat.motivation));
  }

  /// 7.6: the share of what an organisation spends that becomes work.
  double discipline(const Organisation& owner) const {
    return 1.0 / (1.0 + std::pow(p_.budget.slack_waste * owner.white_space, 2));
  }

  void work_alone(const Organisation& owner, std::vector<double>& output) const {
    const std::vector<double> shares = shares_alone(owner);
    for (std::size_t k = 0; k < goals_.size(); ++k)
      if (shares[k] > 0.0)
        output[k] += discipline(owner) * (owner.solo_pledge + solo_match(owner)) * shares[k] *
                     solo_output(owner.skills, goals_[k], p_.output);
  }

  /// The table's bills, in their order; what is left is for the work itself.
  double pay_bills() {
    const Production& p = p_.production;
    Table& table = *table_;
    if (table.operating)
      for (const Seat& seat : table.members) table.own += seat.effort;
    table.matched = std::min(table.levers.match * table.own, table.levers.match_cap);
    double left = table.own + table.matched;

    const int n = table.size();
    const double hub = std::min(1.0, p.hub_per_puller * table.puller);
    const double by_pairs = p.pair_overhead * n * (n - 1) / 2.0;
    const double coordination =
        ((1.0 - hub) * by_pairs + hub * p.hub_overhead * n) * (1.0 - p.method_saves * table.method);
    // If little is pooled, there is less to coordinate; among members who trust each other there is
    // less, too.
    const double busy =
        p.full_effort > 0.0 ? std::min(1.0, left / (p.full_effort * std::max(1, n))) : 1.0;
    const double needed = busy * (1.0 - p.trust_saves * table.mean_over_pairs(&Tie::trust));
    table.overhead = std::min(p_.budget.fte_cost * coordination * needed, left);
    left -= table.overhead;

    const double wage = p_.budget.fte_cost * table.puller;
    if (table.seed_flows(month_)) {
      table.wage = std::min(table.levers.seed_money, wage);
    } else {
      table.wage = std::min(wage, left);
      left -= table.wage;
    }
    return left - left * table.levers.reflection;
  }

  void work_together(double work, std::vector<double>& output) {
    Table& table = *table_;
    table.integrate();
    std::vector<double> effort;
    Matrix skills(table.members.size(), number_of_skills());
    for (const Seat& seat : table.members) {
      for (std::size_t c = 0; c < number_of_skills(); ++c)
        skills(effort.size(), c) = seat.organisation->skills[c];
      effort.push_back(discipline(*seat.organisation) * seat.effort * work / table.own);
    }
    const Team team(effort, std::move(skills), number_of_skills(),
                    p_.output.specialisation * table.plan_quality, p_.output);

    const std::vector<double> shares = shares_together();
    for (std::size_t k = 0; k < goals_.size(); ++k) {
      if (shares[k] <= 0.0) continue;
      double side_by_side = 0.0;
      for (std::size_t i = 0; i < effort.size(); ++i)
        side_by_side +=
            effort[i] * solo_output(table.members[i].organisation->skills, goals_[k], p_.output);
      const double as_one = team.output(goals_[k], p_.output.planned_sweeps);
      output[k] +=
          shares[k] * ((1.0 - table.integration) * side_by_side + table.integration * as_one);
    }
  }

  /// 7.34.1, of a living table without deal, transparency or second delegates
  void pay_prices() {
    constexpr double agenda_and_chair = 0.2;
    const Prices& p = p_.prices;
    Table& table = *table_;
    table.running = 0.0;
    if (!table.alive) return;
    const Levers& levers = table.levers;
    const auto pay = [&](double amount, double& total) {
      total += amount;
      table.running += amount;
    };
    const double heads = p.head * table.number_present();
    const double method =
        std::max(0.0, (levers.method - agenda_and_chair) / (1 - agenda_and_chair));
    pay(heads * table.meeting_days, table.total_meetings);
    pay(heads * table.meeting_days * levers.informal * p.informal_days, table.total_informal);
    if (!table.operating)
      pay(heads * levers.reflection * p.reflection_days, table.total_reflection);
    pay(p.facilitation * method * table.expected_days, table.total_facilitation);
    pay(p.accountability * std::max(levers.measure, levers.accountability) *
            (table.own + table.matched),
        table.total_measuring);
  }

  /// Whether the table turns by itself (7.35): what comes back through the table against what it
  /// takes.
  void look_at_the_motor(double delivered) {
    Table& table = *table_;
    double back = flows_.revenue;
    for (const Seat& seat : table.members)
      for (std::size_t k = 0; k < goals_.size(); ++k)
        back += seat.organisation->burden_shares[k] * goals_[k].avoided();
    const double income = ratio(back * table.total_own, delivered);
    const double cost = std::max(table.own, table.overhead + table.wage) + table.running;
    table.income_after_seed += income;
    table.cost_after_seed += cost;
    if (cost <= 0.0) return;
    if (income <= cost)
      table.turns_since = never;
    else if (table.turns_since == never)
      table.turns_since = month_;
  }

  /// 7.35
  void account() {
    Table& table = *table_;
    flows_ = {};
    for (const Goal& goal : goals_) {
      flows_.burden += goal.burden - goal.avoided();
      flows_.avoided += goal.avoided();
      flows_.revenue += goal.revenue();
    }
    double delivered = 0.0;
    for (Organisation& owner : organisations_) {
      const Seat* const seat = table.at_work() ? table.seat_of(owner) : nullptr;
      owner.effort += owner.solo_pledge + (seat ? seat->effort : 0.0);
      flows_.invested += owner.solo_pledge + solo_match(owner);
      total_solo_match_ += solo_match(owner);
      delivered += owner.effort;
    }
    for (Organisation& owner : organisations_) {
      owner.revenue += ratio(flows_.revenue * owner.effort, delivered);
      for (std::size_t k = 0; k < goals_.size(); ++k)
        owner.avoided += owner.burden_shares[k] * goals_[k].avoided();
    }
    if (table.alive) {
      const bool seeded = table.seed_flows(month_);
      const double seed = seeded ? table.levers.seed_money : 0.0;
      flows_.running += table.running;
      flows_.invested += table.own + table.matched + seed;
      table.total_own += table.own;
      table.total_match += table.matched;
      table.total_seed += seed;
      table.total_coordination += table.overhead + table.wage;
      if (!seeded) look_at_the_motor(delivered);
    }
    total_.avoided += flows_.avoided;
    total_.revenue += flows_.revenue;
    total_.invested += flows_.invested;
    total_.running += flows_.running;
    net_value_ += flows_.net() * std::pow(1.0 + p_.ledger.discount_rate, -month_ / 12.0);
  }

  // what is measured

  void observe(Result& result) const {
    const Table& table = *table_;
    using Values = std::initializer_list<std::pair<std::string_view, double>>;
    for (const auto& [name, value] : Values{{"society_burden", flows_.burden},
                                            {"society_avoided", flows_.avoided},
                                            {"society_revenue", flows_.revenue},
                                            {"society_invested", flows_.invested},
                                            {"society_running", flows_.running},
                                            {"society_net", flows_.net()}})
      result.series[name].push_back(value);
    for (const Goal& goal : goals_) result.series["progress"].push_back(goal.progress);
    for (const auto& [name, value] :
         Values{{"alive", table.alive ? 1.0 : 0.0},
                {"members_at_table", table.alive ? table.size() : 0.0},
                {"elan", table.elan},
                {"method", table.method},
                {"integration", table.integration},
                {"beacons", 1.0 * table.beacons},
                {"puller", table.puller},
                {"mean_ownership", table.mean_over_members(&Seat::ownership)},
                {"mean_alignment", table.mean_over_members(&Seat::alignment)},
                {"mean_anchoring", table.mean_over_members(&Seat::anchoring)},
                {"mean_trust", table.mean_over_pairs(&Tie::trust)},
                {"mean_knowledge", table.mean_knowledge()},
                {"pledged", table.total_pledge},
                {"delivered", table.own},
                {"matched", table.matched},
                {"overhead", table.overhead},
                {"wage", table.wage},
                {"running", table.running},
                {"attendance",
                 table.alive ? 1.0 * table.number_present() / std::max(1, table.size()) : 0.0}})
      result.series[name].push_back(has_tables(arm_) ? value : not_applicable);
    for (const double weight : table.mission)
      result.series["mission"].push_back(has_tables(arm_) ? weight : not_applicable);
  }

  std::map<std::string_view, double> outcomes() const {
    const Table& table = *table_;
    double progress = 0.0, reached = 0.0, effort = 0.0;
    for (const Goal& goal : goals_) progress += goal.progress;
    for (const Goal& goal : goals_) reached += goal.reached() ? 1.0 : 0.0;
    for (const Organisation& owner : organisations_) effort += owner.effort;
    const auto if_any = [](double part, double whole) {
      return whole > 0.0 ? part / whole : not_applicable;
    };
    return {{"mean_progress", progress / goals_.size()},
            {"goals_reached", reached},
            {"members", has_tables(arm_) ? table.size() : not_applicable},
            {"own_effort", effort},
            {"matched_money", table.total_match + total_solo_match_},
            {"seed_money", table.total_seed},
            {"invested", total_.invested},
            {"coordination", table.total_coordination},
            {"running_costs", total_.running},
            {"meeting_time", table.total_meetings},
            {"informal_time", table.total_informal},
            {"reflection_time", table.total_reflection},
            {"facilitation", table.total_facilitation},
            {"accountability_cost", table.total_measuring},
            {"avoided_cost", total_.avoided},
            {"extra_revenue", total_.revenue},
            {"net_value", net_value_},
            {"value_per_keuro",
             if_any(total_.avoided + total_.revenue, total_.invested + total_.running)},
            {"self_financing", if_any(table.income_after_seed, table.cost_after_seed)},
            {"self_financing_since", turning_month()},
            {"effort_gini", gini_of_effort()}};
  }

  double turning_month() const {
    const Table& table = *table_;
    const bool done = std::ranges::all_of(goals_, &Goal::reached);
    const bool stands = table.alive || (has_tables(arm_) && done);
    return stands && table.turns_since != never ? table.turns_since : not_applicable;
  }

  /// From the ranks: 2 sum(rank * effort) / (n sum(effort)) - (n + 1) / n.
  double gini_of_effort() const {
    std::vector<double> efforts;
    for (const Organisation& owner : organisations_) efforts.push_back(owner.effort);
    std::sort(efforts.begin(), efforts.end());
    double sum = 0.0, by_rank = 0.0;
    for (std::size_t rank = 1; rank <= efforts.size(); ++rank) {
      sum += efforts[rank - 1];
      by_rank += static_cast<double>(rank) * efforts[rank - 1];
    }
    const auto n = static_cast<double>(efforts.size());
    return sum > 0.0 ? 2.0 * by_rank / (n * sum) - (n + 1.0) / n : not_applicable;
  }

  const Setting& setting_;
  const Parameters& p_;
  Arm arm_;
  Random random_;
  int month_ = 0;
  std::vector<Goal> goals_;
  std::vector<Organisation> organisations_;
  std::optional<Table> table_;
  Flows flows_;                    ///< this month
  Flows total_;                    ///< since the start
  double net_value_ = 0.0;         ///< discounted to the start [k€]
  double total_solo_match_ = 0.0;  ///< outside money for own work, since the start [k€]
};

}  // namespace

Result run(const Setting& setting, Arm arm, std::uint64_t seed) {
  check_features(setting);
  return Simulation(setting, arm, seed).run();
}

}  // namespace samen::plain
