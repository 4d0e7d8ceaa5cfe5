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

  /// From a stated distribution.
  double from(const Distribution& stated) {
    switch (stated.kind) {
      case Distribution::Kind::normal:
        return normal(stated.first, stated.second);
      case Distribution::Kind::uniform:
        return uniform(stated.first, stated.second);
      case Distribution::Kind::lognormal:
        return stated.first * std::exp(normal(0.0, stated.second));
      case Distribution::Kind::fixed:
        break;
    }
    return stated.first;
  }

  /// Brings these in an order by lot.
  template <class Value>
  void shuffle(std::vector<Value>& values) {
    std::shuffle(values.begin(), values.end(), generator_);
  }

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
  std::size_t number = 0;               ///< position in the scenario, for the ties of others
  double income = 0.0, growth = 0.0;    ///< income at the start [k€/month], growth a year
  double white_space = 0.0, cut = 1.0;  ///< the share that a cut leaves
  double eco = 0.0, learning = 0.0, change_cost = 0.0, reciprocity = 0.0;
  bool structure = true;  ///< false: nobody stands behind the delegate
  std::vector<double> skills, aspirations, burden_shares;
  std::vector<double> gains, gaps;  ///< what is learned this month, and the most one can learn
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

/// A place at the table: an organisation and its delegate. In a pool of temporary teams it is one
/// place that moves from table to table, so that what is remembered of others moves along.
struct Seat {
  std::size_t number = 0;  ///< that of the organisation
  Organisation* organisation = nullptr;
  bool present = false;
  bool pulls = false, burnt_out = false;  ///< among the members, if no hired puller does
  double motivation = 0.0, ownership = 0.0, anchoring = 0.0, mandate = 0.0, alignment = 0.0;
  double cap = 0.0, pledge = 0.0, value_together = 0.0;  ///< at the last board
  double delivered = 0.0, effort = 0.0;  ///< delivered: share of the pledge; effort: k€ this month
  double expectation = 0.0, tenure = 0.0;  ///< satisfaction before results are due; months here
  double estranged = 0.0;                  ///< from home, as home feels it
  double pressure = 0.0;                   ///< from sanctions
  std::vector<double> pressure_at;         ///< of a pool, left at each table
  double restless = 1.0;                   ///< factor on the rates of leaving and giving up
  std::vector<double> expressed;           ///< aspirations as brought to the table
  std::vector<Tie> ties;                   ///< by number of the other

  double support() const { return ownership * alignment; }
};

/// The table, its members and the rules that concern nobody else.
class Table {
 public:
  Table(const TableLayout& plan, std::vector<Seat> seats, std::vector<Seat> outside,
        const Organisation& host, std::size_t goals, bool lives, const Parameters& p)
      : levers(plan.levers),
        members(std::move(seats)),
        waiting(std::move(outside)),
        alive(lives),
        elan(p.initial.elan),
        method(plan.levers.method),
        mission(goals),
        gift_left(plan.levers.lead_gift),
        p_(p),
        dated_meetings_(plan.dated_meetings),
        host_(&host) {}

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
  /// Full-time equivalents of the puller, as far as members grant it the role.
  double granted_puller() const { return puller * legitimacy; }
  double gift_this_month() const {
    return std::min(gift_left, levers.lead_gift / p_.giving.gift_months);
  }
  /// Own money, match and gift by what was pledged (7.27).
  double raised() const {
    return total_pledge + std::min(levers.match * total_pledge, levers.match_cap) +
           gift_this_month();
  }
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

  double mean_trust_of(const Seat& seat) const {
    double sum = 0.0;
    for (const Seat& other : members)
      if (&seat != &other) sum += seat.ties[other.number].trust;
    return sum / std::max(1, size() - 1);
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
      if (levers.puller_kind == PullerKind::volunteer) seat.pulls = false;
      seat.burnt_out = false;
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

  /// 7.9
  void take_the_role(int month, bool boards_meet, Random& random) {
    const Pulling& p = p_.pulling;
    legitimacy = 1.0;
    bias = 0.0;
    switch (levers.puller_kind) {
      case PullerKind::neutral:
        bias = 1.0 - levers.neutrality;
        legitimacy = 1.0 - p.hired_bias_costs * bias;
        return;
      case PullerKind::none:
        puller = 0.0;
        return;
      case PullerKind::partner:
        for (Seat& seat : members) seat.pulls = seat.organisation == host_;
        if (number_pulling() > 0) bias = 1.0 - levers.neutrality * p.partner_neutrality;
        break;
      case PullerKind::rotating:
        rotate(month);
        break;
      case PullerKind::volunteer:
        burn_out(random);
        if (boards_meet && number_pulling() == 0) step_up(random);
        puller = std::min(levers.puller, p.part_time * number_pulling());
        break;
    }
    if (number_pulling() == 0) puller = 0.0;
    double granted = 0.0;
    for (const Seat& seat : members)
      if (seat.pulls) granted += mean_support_for(seat) * (1.0 - p.bias_costs * bias);
    legitimacy = granted / std::max(1, number_pulling());
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
      const double able = seat.organisation->structure ? 1.0 : p.without_structure;
      seat.present = random.happens(chance * able * p.attendance_boost * eager);
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
      tie.knowledge += p_.transparency.know * levers.transparency * (1.0 - tie.knowledge);  // 7.14
    });
  }

  /// 7.17
  void shape_mission() {
    const Mission& p = p_.mission;
    express_aspirations();
    for (std::size_t k = 0; k < mission.size(); ++k) {
      const double shared = mean_over_members([k](const Seat& seat) { return seat.expressed[k]; });
      mission[k] = shared + bias * p.host_pull * (host_->aspirations[k] - shared);
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
    const double fed = (p.puller * granted_puller() + p.informal * levers.informal) * (1.0 - elan);
    elan = as_share(elan + fed - p.leak * elan * (operating ? p.operating_leak : 1.0));
  }

  /// 7.21
  void anchor_at_home() {
    const Anchoring& p = p_.anchoring;
    for (Seat& seat : members) {
      const double fed =
          p.puller * granted_puller() + p.delegate * seat.ownership * seat.motivation;
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
    const double worn = p.wear * method * (1.0 - p.puller_care * std::min(1.0, granted_puller()));
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
    const auto goes_first = [](const Seat& seat) { return seat.pulls && seat.pledge > 0.0; };
    const auto deliver_by = [&](Seat& seat, double belief) {
      const double returned = p.matching * belief + (1.0 - p.matching) * seat.ownership;
      const double phi = seat.organisation->reciprocity;
      seat.delivered = as_share((1.0 - phi) * inclination(seat, month) + phi * returned +
                                random.normal(0.0, p.noise));
    };
    double shown = 0.0;
    int leaders = 0;
    for (Seat& seat : members) {
      if (!goes_first(seat)) continue;
      deliver_by(seat, expected_by(seat));
      seat.delivered += p.lead * (1.0 - seat.delivered);
      shown += seat.delivered;
      ++leaders;
    }
    for (Seat& seat : members) {
      if (goes_first(seat)) continue;
      double belief = expected_by(seat);
      if (!seat.pulls) belief += p.example * legitimacy * std::max(0.0, last_example_ - belief);
      if (leaders > 0 && !seat.pulls) belief += p.follow * (shown / leaders - belief);
      deliver_by(seat, belief);
    }
    answer_reminders();
    double example = 0.0;
    for (Seat& seat : members) {
      seat.effort = seat.pledge * seat.delivered;
      if (goes_first(seat)) example += seat.delivered / leaders;
    }
    last_example_ = example;
    reach_threshold();
  }

  /// 7.33
  void call_to_account() {
    const Accountability& p = p_.accountability;
    sanction_time = 0.0;
    if (levers.accountability <= 0.0) return;
    double total = 0.0;
    for (const Seat& seat : members) total += seat.delivered;
    for (Seat& seat : members) {
      const double of_others = (total - seat.delivered) / std::max(1, size() - 1);
      const double below = seat.pledge > 0.0 ? of_others - seat.delivered - p.tolerance : 0.0;
      const double sanction = levers.accountability * std::max(0.0, below);
      seat.pressure = as_share(p.memory * seat.pressure + p.answer * sanction);
      sanction_time += p.cost * sanction * seat.pledge * (1.0 + p.harm);
    }
  }

  /// 7.36
  void revise_trust() {
    const Trust& p = p_.trust;
    const double loss = p.loss * (1.0 - p.safety_softens * levers.safety * beacons / all_beacons);
    for_each_pair([&](const Seat&, const Seat& other, Tie& tie) {
      if (other.pledge <= 0.0) return;
      const double surprise = other.delivered - tie.trust;
      const double speed = 1.0 + p.transparency_speeds * levers.transparency;
      tie.trust = as_share(tie.trust + speed * (surprise > 0.0 ? p.gain : loss) * surprise);
    });
  }

  /// 7.37: what members would learn here, before anyone has learned.
  void teach() {
    std::vector<double> best(host_->skills.size(), 0.0);
    for (const Seat& seat : members)
      for (std::size_t c = 0; c < best.size(); ++c)
        best[c] = std::max(best[c], seat.organisation->skills[c]);
    for (Seat& seat : members) {
      Organisation& learner = *seat.organisation;
      const double rate = learner.learning * p_.learning.rate * integration;
      for (std::size_t c = 0; c < best.size(); ++c) {
        const double gap = best[c] - learner.skills[c];
        learner.gains[c] += rate * gap;
        learner.gaps[c] = std::max(learner.gaps[c], gap);
      }
      if (learner.cut < 1.0) seat.motivation *= 1.0 - p_.learning.strain;
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
      const bool leaves =
          random.happens(levers.exit * std::min(1.0, p.hazard / 12.0 * seat.restless));
      const bool pushed =
          !seat.organisation->structure && random.happens(p.pushed_out / 12.0 * professional());
      if (leaves || pushed) leaving.push_back(seat.number);
    }
    std::erase_if(members, [&](const Seat& seat) {
      return std::find(leaving.begin(), leaving.end(), seat.number) != leaving.end();
    });

    // The members who are left decide together whether to stop.
    const double wish = p.giving_up / 12.0 * mean_over_members(&Seat::restless);
    const bool given_up = random.happens(levers.exit * std::min(1.0, wish));
    faded_months_ = elan < p.faded_below && levers.exit > 0.0 ? faded_months_ + 1 : 0;
    const bool hired =
        levers.puller_kind != PullerKind::none && levers.puller_kind != PullerKind::volunteer;
    const bool unpaid =
        hired && operating && !seed_flows(month) && puller < p.paid_share * levers.puller;
    unpaid_months_ = unpaid ? unpaid_months_ + 1 : 0;
    alive = !goals_reached && size() >= p.least_members && !given_up &&
            faded_months_ < p.faded_months && unpaid_months_ < p.unpaid_months;
    if (!alive) total_pledge = 0.0;
  }

  /// 7.39: who may still join, as it would have started.
  void let_in(std::size_t number) {
    const auto who = std::ranges::find(waiting, number, &Seat::number);
    members.push_back(std::move(*who));
    waiting.erase(who);
  }
  double mean_trust_in(const Seat& outsider) const {
    return mean_over_members([&](const Seat& seat) { return seat.ties[outsider.number].trust; });
  }
  double professional() const { return operating ? std::min(1.0, puller) : 0.0; }

  /// 7.4: everything that a new team starts without.
  void start_again() {
    operating = false;
    beacons = 0;
    elan = p_.initial.elan;
    plan_quality = integration = total_pledge = 0.0;
    faded_months_ = 0;
    last_example_ = 0.0;
    for (Seat& seat : members) {
      seat.present = false;
      seat.ownership = p_.initial.ownership;
      seat.expressed = seat.organisation->aspirations;
      seat.pledge = seat.delivered = seat.effort = seat.value_together = 0.0;
      seat.tenure = 0.0;
    }
  }

  const Levers& levers;
  std::vector<Seat> members, waiting;
  bool alive;
  bool operating = false;
  double elan, method;
  int beacons = 0;
  double plan_quality = 0.0, integration = 0.0;
  double puller = 0.0;                  ///< [FTE]
  double legitimacy = 1.0, bias = 0.0;  ///< of the puller
  std::vector<double> mission;
  double total_pledge = 0.0;   ///< at the last board [k€/month]
  double gift_left;            ///< of the lead gift [k€]
  double gift = 0.0;           ///< paid of it this month [k€]
  double paid = 0.0;           ///< own effort that members have paid this month, lost or not [k€]
  bool too_little = false;     ///< too little is pledged, so that nothing is undertaken
  double sanction_time = 0.0;  ///< taken by the sanctions of last month [k€]
  double own = 0.0, matched = 0.0, overhead = 0.0, wage = 0.0;  ///< this month [k€]
  double total_own = 0.0, total_match = 0.0, total_seed = 0.0;  ///< since the start [k€]
  double total_coordination = 0.0;                              ///< since the start [k€]
  double meeting_days = 0.0, expected_days = 0.0;               ///< this month, if one meets; else
  double running = 0.0;                                         ///< this month [k€]
  /// Since the start [k€]: what working together costs beside the work.
  double total_meetings = 0.0, total_informal = 0.0, total_reflection = 0.0;
  double total_facilitation = 0.0, total_measuring = 0.0, total_transparency = 0.0;
  double income_after_seed = 0.0, cost_after_seed = 0.0;  ///< [k€]
  double turns_since = never;  ///< month since which the table pays for itself

 private:
  template <class Act>
  void for_each_pair(Act act) {
    for (Seat& one : members)
      for (const Seat& other : members)
        if (&one != &other) act(one, other, one.ties[other.number]);
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

  int number_pulling() const {
    return static_cast<int>(
        std::count_if(members.begin(), members.end(), std::mem_fn(&Seat::pulls)));
  }

  /// What a member grants another who pulls or would (7.9).
  double support_of(const Seat& member, const Seat& leader) const {
    const double weight = p_.pulling.trust_in_support;
    return weight * member.ties[leader.number].trust + (1.0 - weight) * member.ownership;
  }
  double mean_support_for(const Seat& leader) const {
    double sum = 0.0;
    for (const Seat& member : members)
      if (&member != &leader) sum += support_of(member, leader);
    return sum / std::max(1, size() - 1);
  }

  void rotate(int month) {
    const auto holder = std::find_if(members.begin(), members.end(), std::mem_fn(&Seat::pulls));
    const bool due = month > 0 && month % static_cast<int>(p_.pulling.rotation_months) == 0;
    if (members.empty() || (holder != members.end() && !due)) return;
    std::size_t next = 0;
    if (first_role_) {
      while (next + 1 < members.size() && members[next].organisation != host_) ++next;
    } else {
      while (next < members.size() && members[next].number <= last_in_role_) ++next;
      next %= members.size();
      method *= 1.0 - p_.pulling.handover_loss;
    }
    for (Seat& seat : members) seat.pulls = false;
    members[next].pulls = true;
    last_in_role_ = members[next].number;
    first_role_ = false;
  }

  void burn_out(Random& random) {
    const Pulling& p = p_.pulling;
    const int pulling = number_pulling();
    for (Seat& seat : members) {
      if (!seat.pulls || !random.happens(p.burn_out / 12.0 * levers.puller / pulling)) continue;
      seat.pulls = false;
      seat.burnt_out = true;
      seat.motivation *= 1.0 - p.burn_out_cost;
    }
  }

  /// The volunteer's dilemma, and the consent of the others.
  void step_up(Random& random) {
    const Pulling& p = p_.pulling;
    const auto able = std::count_if(members.begin(), members.end(),
                                    [](const Seat& seat) { return !seat.burnt_out; });
    const double chance =
        able > 1 ? 1.0 - std::pow(p.cost_over_benefit, 1.0 / static_cast<double>(able - 1))
                 : (p.cost_over_benefit < 1.0 ? 1.0 : 0.0);
    for (Seat& seat : members) {
      if (seat.burnt_out || !random.happens(chance)) continue;
      int consenting = 0;
      for (const Seat& other : members)
        if (&other != &seat)
          consenting +=
              random.happens(p.acceptance + (1.0 - p.acceptance) * support_of(other, seat));
      const double needed = levers.rule == DecisionRule::quorum ? levers.quorum : 1.0;
      seat.pulls = consenting >= needed * (size() - 1);
    }
  }

  /// What a member is inclined to deliver, whatever others do (7.32).
  double inclination(const Seat& seat, int month) const {
    const Delivery& p = p_.delivery;
    double logit = p.base + p.ownership * seat.ownership + p.elan * elan +
                   p.motivation * (seat.motivation - 0.5) -
                   p.change_cost * felt_change_cost(seat) * concreteness(month);
    if (levers.team_months > 0) {
      const double to_go = levers.team_months - 1 - month % levers.team_months;
      logit -= p.shadow * (1.0 - to_go / (to_go + p.patience));
    }
    if (levers.direct > 0.0)
      logit += levers.direct * p_.decision.sharpness *
               std::log(std::max(seat.value_together, 1e-300) / p_.decision.keep);
    return logistic(logit);
  }

  void answer_reminders() {
    if (levers.accountability <= 0.0) return;
    const double reminded =
        as_share(p_.accountability.reminder * levers.accountability * std::min(1.0, puller));
    for (Seat& seat : members)
      seat.delivered = as_share(seat.delivered + reminded * (1.0 - seat.delivered) + seat.pressure);
  }

  /// Below the threshold nothing is undertaken, and pledges may come back (7.27).
  void reach_threshold() {
    too_little = levers.threshold > 0.0 && raised() < levers.threshold;
    if (too_little && levers.refund == Refund::yes)
      for (Seat& seat : members) seat.effort = 0.0;
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
    const auto objects = [&](const Seat& seat) {
      return seat.support() < p_.beacons.objection_below * threshold(beacon);
    };
    switch (levers.rule) {
      case DecisionRule::quorum:
        if (carried(threshold(beacon)) < levers.quorum) return false;
        break;
      case DecisionRule::unanimity:
        if (carried(threshold(beacon)) < 1.0) return false;
        break;
      case DecisionRule::consent:
        if (std::ranges::any_of(members, objects)) return false;
        break;
    }
    return beacon < all_beacons || mean_over_members(&Seat::anchoring) > p_.beacons.home;
  }

  const Parameters& p_;
  const std::vector<double>& dated_meetings_;
  const Organisation* host_;
  int operating_since_ = 0, faded_months_ = 0, unpaid_months_ = 0;
  bool first_role_ = true;        ///< the rotating role has not begun
  std::size_t last_in_role_ = 0;  ///< number of who had it last
  double last_example_ = 0.0;     ///< what who pulls delivered last month, on average
};

// ---- the simulation -----------------------------------------------------------------------------

/// What society pays and gets in a month [k€].
struct Flows {
  double burden = 0.0, avoided = 0.0, revenue = 0.0, invested = 0.0, running = 0.0;
  double net() const { return avoided + revenue - invested - running; }
};

/// Most rules that do nothing by default are written in the engine only.
constexpr std::string_view left_out[] = {"beacons.graded",
                                         "bottleneck.relapse",
                                         "budget.public_space",
                                         "decision.rule",
                                         "drift.noise",
                                         "ending.may_end",
                                         "giving.crowd_out",
                                         "leaving.contagion",
                                         "levers.backcasting",
                                         "levers.bottleneck",
                                         "levers.critical_friend",
                                         "levers.deal",
                                         "levers.delegates",
                                         "levers.disclosure",
                                         "levers.experiments",
                                         "levers.formality",
                                         "levers.friction",
                                         "levers.governance_paid",
                                         "levers.mandated",
                                         "levers.measure",
                                         "levers.measure_use",
                                         "levers.mission",
                                         "levers.money_free_months",
                                         "levers.network",
                                         "levers.obstacles",
                                         "levers.own_body",
                                         "levers.ratings",
                                         "levers.surfacing",
                                         "levers.teams",
                                         "levers.term_months",
                                         "money_talk.elan_lost",
                                         "money_talk.time_lost",
                                         "production.overlap",
                                         "renewal.alone",
                                         "self_interest.drift",
                                         "self_interest.surge",
                                         "spaces.levels"};

/// Refuses what this version leaves out.
void check_features(const Setting& setting) {
  const auto require = [](bool holds, const std::string& what) {
    if (!holds) throw std::invalid_argument("the plain version of the model knows only " + what);
  };
  const Layout& layout = setting.layout;
  require(layout.sets.size() == 1, "one set of goals");
  const bool in_teams = std::ranges::any_of(
      layout.tables, [](const TableLayout& table) { return table.levers.team_months > 0; });
  for (const TableLayout& table : layout.tables) {
    require(!in_teams || table.pool == 0, "temporary teams that are one pool");
    require(table.funder < 0, "funders who stay outside");
  }
  require(layout.shocks.empty() && layout.cuts.empty(), "a world without shocks or known cuts");
  require(layout.changes.empty(), "levers that hold for the whole run");
  require(layout.steps.empty(), "tables without the steps of an exercise");
  for (const samen::Goal& goal : layout.goals)
    require(goal.needs.empty(), "goals that nobody outside must take up");
  require(!setting.branch, "arms that differ from the first month on");
  for (const OrganisationStart& stated : setting.initial_values.organisations)
    require(stated.trust.empty(), "organisations that state no trust");
  for (const auto& mix : setting.initial_values.mixes) require(mix.empty(), "drawn mixes");
  const Parameters usual;
  for (const ParameterRow& row : parameter_table())
    if (std::ranges::find(left_out, row.key()) != std::end(left_out))
      require(row.value(setting.parameters) == row.value(usual),
              row.key() + " as it is by default");
  for (const LeverRow& row : lever_table())
    if (std::ranges::find(left_out, row.key()) != std::end(left_out))
      for (const TableLayout& table : layout.tables)
        require(row.value(table.levers) == row.value(usual.levers),
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
    for (std::size_t k = 0; k < goals_.size(); ++k) share_burden(k);
    for (Organisation& owner : organisations_) owner.initial_burden = owner.burden(goals_);
    for (const TableLayout& plan : layout.tables) seat_members(plan);
    if (in_teams()) regroup(Regrouping::first);
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

  /// Shares of the burden of a goal: stated, or drawn of what stated ones leave.
  void share_burden(std::size_t k) {
    const auto& stated = setting_.initial_values.organisations;
    double left = p_.initial.burden_inside;
    std::size_t others = 0;
    for (const OrganisationStart& one : stated) {
      if (one.burden_shares.empty())
        ++others;
      else
        left -= one.burden_shares[k];
    }
    std::vector<double> drawn;
    if (others > 0)
      drawn = random_.dirichlet(p_.initial.burden_concentration, others, std::max(0.0, left));
    for (std::size_t i = 0; i < stated.size(); ++i) {
      const bool is_drawn = stated[i].burden_shares.empty();
      organisations_[i].burden_shares.push_back(is_drawn ? drawn.back()
                                                         : stated[i].burden_shares[k]);
      if (is_drawn) drawn.pop_back();
    }
  }

  Organisation draw_organisation(std::size_t position) {
    const Initial& p = p_.initial;
    const OrganisationStart& stated = setting_.initial_values.organisations[position];
    const auto normal = [&](const std::optional<Distribution>& given, double mean, double sd) {
      return given ? random_.from(*given) : random_.normal(mean, sd);
    };
    Organisation drawn;
    drawn.number = position;
    drawn.structure = setting_.layout.organisations[position].structure;
    drawn.income = std::max(0.0, stated.income ? random_.from(*stated.income) : p.income) / 12.0;
    drawn.growth = std::clamp(normal(stated.growth, p.growth_mean, p.growth_sd), -0.5, 0.5);
    drawn.eco = as_share(normal(stated.eco, p.eco_mean, p.eco_sd));
    drawn.learning = as_share(normal(stated.learning, p.learning_mean, p.learning_sd));
    drawn.change_cost =
        std::clamp(normal(stated.change_cost, p.change_cost_mean, p.change_cost_sd), 0.0, 2.0);
    if (stated.reciprocity)
      drawn.reciprocity = as_share(random_.from(*stated.reciprocity));
    else
      drawn.reciprocity = random_.happens(p.reciprocators) ? p.reciprocity_high : p.reciprocity_low;
    drawn.white_space =
        as_share(stated.white_space ? random_.from(*stated.white_space) : p.white_space);
    drawn.skills = stated.capabilities.empty() ? draw_skills(position) : stated.capabilities;
    drawn.aspirations = stated.aspirations.empty()
                            ? random_.dirichlet(p.aspiration_concentration, goals_.size())
                            : stated.aspirations;
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

  /// Everyone at a table of its own; of a pool, at its first table until teams are drawn.
  void seat_members(const TableLayout& plan) {
    std::vector<Seat> seats, waiting;
    for (const SeatLayout& place : setting_.layout.seats) {
      if (&setting_.layout.tables[static_cast<std::size_t>(place.table)] != &plan) continue;
      (place.waits ? waiting : seats).push_back(draw_seat(place));
    }
    Organisation& host =
        organisations_[static_cast<std::size_t>(setting_.layout.seats[plan.host].organisation)];
    const bool follows = in_teams() && !tables_.empty();
    if (follows) seats.clear();
    tables_.emplace_back(plan, std::move(seats), std::move(waiting), host, goals_.size(),
                         has_tables(arm_), p_);
  }

  Seat draw_seat(const SeatLayout& place) {
    const Initial& p = p_.initial;
    const auto position = static_cast<std::size_t>(place.organisation);
    const OrganisationStart& stated = setting_.initial_values.organisations[position];
    Seat seat;
    seat.number = position;
    seat.organisation = &organisations_[position];
    seat.motivation = as_share(stated.motivation ? random_.from(*stated.motivation)
                                                 : random_.normal(p_.delegates.motivation_mean,
                                                                  p_.delegates.motivation_sd));
    const double luck = random_.uniform(0.0, 1.0);
    const double level = luck < 0.25 ? 0.0 : luck < 0.75 ? 0.5 : 1.0;
    seat.mandate =
        as_share(stated.mandate ? random_.from(*stated.mandate) : level + p.mandate - 0.5);
    seat.ownership = p.ownership;
    seat.anchoring = p.anchoring;
    seat.expressed = seat.organisation->aspirations;
    for (std::size_t other = 0; other < organisations_.size(); ++other) {
      const double trust = std::clamp(random_.normal(p.trust_mean, p.trust_sd), 0.02, 0.98);
      seat.ties.push_back({trust, trust, p.knowledge});
    }
    return seat;
  }

  // the month

  void advance() {
    for (Goal& goal : goals_) goal.open_month(month_);
    open_policy_period();
    if (in_teams() && month_ > 0 && teams_part()) regroup(Regrouping::later);
    set_budgets();
    const bool boards_meet = month_ % setting_.layout.calendar.board_interval == 0;
    for (Table& table : tables_)
      if (table.alive) table.replace_delegates(random_);
    carry_along();
    for (Table& table : tables_) {
      if (!table.alive) continue;
      table.take_the_role(month_, boards_meet, random_);
      table.meet(month_, random_);
      table.shape_mission();
      table.face_conflict(random_);
      table.keep_elan();
      table.anchor_at_home();
      table.reflect();
      table.confirm_beacons(month_);
    }
    if (boards_meet) decide();
    for (Table& table : tables_)
      if (table.at_work()) table.deliver(month_, random_);
    const std::size_t reached_before = goals_reached();
    produce();
    goal_came_ = goals_reached() > reached_before;
    for (Table& table : tables_) pay_prices(table);
    account();
    for (Table& table : tables_) {
      if (!table.at_work()) continue;
      table.call_to_account();
      if (in_teams() && table.levers.accountability > 0.0) fade_where_nobody_sits(table);
      table.revise_trust();
    }
    learn();
    const bool done = goals_reached() == goals_.size();
    for (Table& table : tables_)
      if (table.alive) table.stay_or_leave(month_, done, random_);
    for (Table& table : tables_)
      if (table.alive) let_others_in(table);
  }

  std::size_t goals_reached() const {
    return static_cast<std::size_t>(
        std::count_if(goals_.begin(), goals_.end(), std::mem_fn(&Goal::reached)));
  }

  // temporary teams (7.4): the tables are one pool

  enum class Regrouping { first, later };
  bool in_teams() const { return setting_.layout.tables[0].levers.team_months > 0; }
  bool teams_part() const {
    return month_ % tables_[0].levers.team_months == 0 ||
           (goal_came_ && p_.regrouping.at_goals > 0.0);
  }

  void regroup(Regrouping which) {
    std::vector<Seat> pool;
    std::vector<Table*> living;
    for (Table& table : tables_)
      if (table.alive) living.push_back(&table);
    if (living.empty()) return;
    for (Table& table : tables_) {
      if (which == Regrouping::later) part(table);
      for (Seat& seat : table.members) pool.push_back(std::move(seat));
      table.members.clear();
    }
    const auto sizes = static_cast<std::size_t>(pool.size() / p_.leaving.least_members);
    const std::size_t teams = std::max<std::size_t>(1, std::min(living.size(), sizes));
    random_.shuffle(pool);
    for (std::size_t n = 0; n < pool.size(); ++n)
      living[n % teams]->members.push_back(std::move(pool[n]));
    for (Table* const table : living) {
      // The order of the scenario decides who pulls next.
      std::ranges::sort(table->members, {}, &Seat::number);
      if (which == Regrouping::later) table->start_again();
      for (Seat& seat : table->members) {
        seat.pressure_at.resize(tables_.size());
        if (p_.regrouping.sanctions_follow <= 0.0)
          seat.pressure = seat.pressure_at[number_of(*table)];
      }
    }
  }

  /// Pressure that stayed at seats of this table whose organisations sit elsewhere now (7.33).
  void fade_where_nobody_sits(const Table& table) {
    for (Table& elsewhere : tables_)
      if (&elsewhere != &table)
        for (Seat& seat : elsewhere.members)
          seat.pressure_at[number_of(table)] *= p_.accountability.memory;
  }

  std::size_t number_of(const Table& table) const {
    return static_cast<std::size_t>(&table - tables_.data());
  }

  /// What is left of ties when a team parts.
  void part(Table& table) {
    const double kept = table.levers.carry_over;
    for (Seat& seat : table.members) {
      seat.anchoring = p_.initial.anchoring + kept * (seat.anchoring - p_.initial.anchoring);
      for (Tie& tie : seat.ties) {
        tie.trust = tie.initial_trust + kept * (tie.trust - tie.initial_trust);
        tie.knowledge = p_.initial.knowledge + kept * (tie.knowledge - p_.initial.knowledge);
      }
    }
    for (Seat& seat : table.members) {
      const double taught = table.mean_trust_of(seat);
      for (Tie& tie : seat.ties) tie.trust += table.levers.anonymous * (taught - tie.trust);
      seat.pressure_at[number_of(table)] = seat.pressure;
      seat.pressure *= p_.regrouping.sanction_kept;
    }
  }

  /// 7.8: who sits at several tables is there in one person, as far as it carries.
  void carry_along() {
    const double carried = p_.delegates.carry;
    for (const Organisation& owner : organisations_) {
      std::vector<Table*> at;
      for (Table& table : tables_)
        if (table.alive && table.seat_of(owner)) at.push_back(&table);
      if (at.size() < 2) continue;
      for (const Organisation& other : organisations_) {
        std::vector<Tie*> ties;
        for (Table* const table : at)
          if (&other != &owner && table->seat_of(other))
            ties.push_back(&table->seat_of(owner)->ties[other.number]);
        if (ties.size() < 2) continue;
        double trust = 0.0, knowledge = 0.0;
        for (const Tie* const tie : ties) {
          trust += tie->trust / ties.size();
          knowledge = std::max(knowledge, tie->knowledge);
        }
        for (Tie* const tie : ties) {
          tie->trust += carried * (trust - tie->trust);
          tie->knowledge += carried * (knowledge - tie->knowledge);
        }
      }
      for (std::size_t k = 0; k < goals_.size(); ++k) {
        double voiced = 0.0;
        for (Table* const table : at) voiced += table->seat_of(owner)->expressed[k] / at.size();
        for (Table* const table : at) {
          double& expressed = table->seat_of(owner)->expressed[k];
          expressed += carried * (voiced - expressed);
        }
      }
    }
  }

  /// 7.37
  void learn() {
    for (Organisation& owner : organisations_) {
      owner.gains.assign(number_of_skills(), 0.0);
      owner.gaps.assign(number_of_skills(), 0.0);
    }
    for (Table& table : tables_)
      if (table.at_work()) table.teach();
    for (Organisation& owner : organisations_)
      for (std::size_t c = 0; c < number_of_skills(); ++c)
        owner.skills[c] += std::min(owner.gains[c], owner.gaps[c]);
  }

  /// 7.39
  void let_others_in(Table& table) {
    const Entry& p = p_.entry;
    if (table.waiting.empty()) return;
    const auto benefits = [&](const Seat& seat) {
      const Organisation& owner = *seat.organisation;
      const std::vector<double> shares = shares_together(table);
      double benefit = 0.0;
      for (std::size_t k = 0; k < goals_.size(); ++k)
        benefit += (1.0 + table.levers.match) * shares[k] * value_of_goal(owner, k) *
                   openness(goals_[k]) * solo_output(owner.skills, goals_[k], p_.output) /
                   goals_[k].spec.work;
      return benefit > p_.decision.keep;
    };
    const auto benefiting = std::ranges::count_if(table.members, benefits) +
                            std::ranges::count_if(table.waiting, benefits);
    const double breadth =
        1.0 * benefiting / static_cast<double>(table.members.size() + table.waiting.size());
    const double won = visible_steps() / (p_.production.win_steps * goals_.size());
    std::vector<std::size_t> joining;
    for (const Seat& seat : table.waiting) {
      if (!benefits(seat)) continue;
      const double chance = seat.organisation->structure
                                ? p.rate / 12.0 * table.levers.open * breadth *
                                      (p.unproven + (1.0 - p.unproven) * won)
                                : table.levers.open * table.mean_trust_in(seat) *
                                      (1.0 - p.closes * table.professional()) / p.admission;
      if (random_.happens(as_share(chance))) joining.push_back(seat.number);
    }
    for (const std::size_t number : joining) table.let_in(number);
  }

  /// 7.2
  void open_policy_period() {
    const auto& periods = setting_.layout.calendar.periods;
    if (std::find(periods.begin(), periods.end(), month_) == periods.end()) return;
    for (Organisation& owner : organisations_) {
      owner.cut = 1.0;
      double taken_up = 0.0;
      if (owner.open_budget > 0.0)
        taken_up = p_.policy.own_uptake * std::min(1.0, owner.solo_pledge / owner.open_budget);
      for (Table& table : tables_)
        if (const Seat* const seat = table.alive ? table.seat_of(owner) : nullptr)
          taken_up = std::max(taken_up, seat->anchoring * seat->ownership);
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
    for (Table& table : tables_)
      if (table.alive) table.size_puller(month_);
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
  std::vector<double> shares_together(const Table& table) const {
    return shares_of(table.mission, table.beacons >= 3);
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
  double value_of_together(const Table& table, const Seat& self) const {
    const Decision& p = p_.decision;
    const Levers& levers = table.levers;
    const Organisation& owner = *self.organisation;
    const double typical_skill = table.mean_over_members([](const Seat& seat) {
      return sum_of(seat.organisation->skills) / seat.organisation->skills.size();
    });
    const double imagined =
        p_.giving.match_belief * std::min(levers.match, p_.giving.match_ceiling);
    // A lead gift says that others believe, and is there (7.27).
    const bool promising = table.gift_left > 0.0;
    double all_work = 0.0;
    for (const Goal& goal : goals_) all_work += goal.spec.work;
    const double signal =
        promising ? p_.giving.lead_signal * std::min(1.0, levers.lead_gift / all_work) : 0.0;
    const double gift = table.gift_this_month() / std::max(1, table.size() - 1);
    std::vector<double> effort;
    Matrix skills(table.members.size(), number_of_skills());
    std::size_t own_row = 0;
    for (const Seat& other : table.members) {
      const std::size_t row = effort.size();
      const Tie& tie = self.ties[other.number];
      double expected = owner.open_budget;
      double known = 1.0;
      if (&other == &self) {
        own_row = row;
      } else {
        const double trust = tie.trust + signal * (1.0 - tie.trust);
        expected =
            trust * std::max(other.pledge, p.partner_effort * other.organisation->open_budget);
        known = tie.knowledge;
      }
      effort.push_back((1.0 + imagined) * expected + (&other == &self ? 0.0 : gift));
      for (std::size_t c = 0; c < number_of_skills(); ++c)
        skills(row, c) = known * other.organisation->skills[c] +
                         (1.0 - known) * p.stranger_discount * typical_skill;
    }
    const double own_effort = effort[own_row];
    const double all_effort = sum_of(effort);
    const Team team(std::move(effort), std::move(skills), number_of_skills(),
                    p_.output.specialisation * table.mean_knowledge(), p_.output);

    const double integration = std::min(1.0, p.integration_hope + table.integration);
    const std::vector<double> shares = shares_together(table);
    double raw = 0.0;
    for (std::size_t k = 0; k < goals_.size(); ++k) {
      if (shares[k] <= 0.0) continue;
      const double alone = own_effort * solo_output(owner.skills, goals_[k], p_.output);
      const double added = team.output(goals_[k], p_.output.imagined_sweeps) -
                           team.output(goals_[k], p_.output.imagined_sweeps, own_row);
      raw += value_of_goal(owner, k) * openness(goals_[k]) * shares[k] / goals_[k].spec.work *
             ((1.0 - integration) * alone + integration * std::max(0.0, added));
    }
    const double concrete = p.change_floor + (1.0 - p.change_floor) * table.concreteness(month_);
    const double resistance = p.change_weight * table.felt_change_cost(self) * concrete;
    const double value = raw / std::max(owner.open_budget, p.least_budget) / (1.0 + resistance);
    if (levers.threshold <= 0.0) return value;
    const double risk = std::max(0.0, 1.0 - all_effort / levers.threshold);
    const double refunded =
        levers.refund == Refund::yes ? p_.giving.refund_belief * p_.decision.keep : 0.0;
    return (1.0 - risk) * value + risk * refunded;
  }

  /// 7.28
  void decide() {
    for (Organisation& owner : organisations_)
      if (may_work_alone(owner)) owner.value_alone = value_of_alone(owner);
    for (Table& table : tables_) {
      if (!table.alive) continue;
      table.integrate();
      for (Seat& seat : table.members) {
        seat.value_together = value_of_together(table, seat);
        const bool approved = random_.happens(seat.anchoring);
        seat.cap = approved ? 1.0 : p_.decision.mandate_reach * seat.mandate;
      }
    }
    divide_budgets();
  }

  bool may_work_alone(const Organisation& owner) {
    if (may_go_alone(arm_)) return true;
    const bool leavers_may = p_.decision.leavers_alone == LeaversAlone::yes && has_tables(arm_);
    return leavers_may && std::ranges::none_of(tables_, [&](Table& table) {
             return table.alive && table.seat_of(owner);
           });
  }

  /// Outside money on top of the own money with which an organisation works alone in a month.
  double solo_match(const Organisation& owner) const {
    return std::min(p_.giving.solo_match * owner.solo_pledge, p_.giving.solo_match_cap);
  }

  /// Luce shares of keeping, going alone and going together. Seats of an organisation are one
  /// option as far as they are nested.
  void divide_budgets() {
    const double scale = 1.0 - p_.decision.nesting;
    const auto weight = [&](double value) {
      return value > 0.0 ? std::pow(value, p_.decision.sharpness) : 0.0;
    };
    for (Table& table : tables_) table.total_pledge = 0.0;
    for (Organisation& owner : organisations_) {
      double largest = 0.0, sum = 0.0, nested = 0.0, direct = 0.0;
      for (Table& table : tables_) {
        const Seat* const seat = table.at_work() ? table.seat_of(owner) : nullptr;
        if (!seat) continue;
        const double together = weight(seat->value_together);
        largest = std::max(largest, together);
        sum += together;
        if (scale > 0.0 && together > 0.0) nested += std::pow(together, 1.0 / scale);
        direct = std::max(direct, table.levers.direct);
      }
      const double inclusive = scale > 0.0 ? std::pow(nested, scale) : largest;
      const double alone = weight(owner.value_alone);
      const double total = (1.0 - direct) * weight(p_.decision.keep) + alone + inclusive;
      owner.solo_pledge = ratio(owner.open_budget * alone, total);
      for (Table& table : tables_) {
        Seat* const seat = table.at_work() ? table.seat_of(owner) : nullptr;
        if (!seat) continue;
        const double share = ratio(weight(seat->value_together) * ratio(inclusive, sum), total);
        seat->pledge = owner.open_budget * share * seat->cap;
        table.total_pledge += seat->pledge;
      }
    }
  }

  /// 7.34
  void produce() {
    const Production& p = p_.production;
    std::vector<double> output(goals_.size(), 0.0);
    for (const Organisation& owner : organisations_)
      if (owner.solo_pledge > 0.0) work_alone(owner, output);
    for (Table& table : tables_) {
      table.own = table.paid = table.matched = table.overhead = table.wage = table.gift = 0.0;
      if (!table.alive) continue;
      const double work = pay_bills(table);
      if (work > 0.0) work_together(table, work, output);
    }
    const double steps_before = visible_steps();
    for (std::size_t k = 0; k < goals_.size(); ++k) output[k] *= openness(goals_[k]);
    for (std::size_t k = 0; k < goals_.size(); ++k)
      goals_[k].progress = std::min(1.0, goals_[k].progress + output[k] / goals_[k].spec.work);
    const double wins = visible_steps() - steps_before;
    if (wins <= 0.0) return;
    for (Table& table : tables_) {
      if (!table.alive) continue;
      table.elan =
          as_share(table.elan + p.win_elan * table.levers.celebrate * wins * (1.0 - table.elan));
      for (Seat& seat : table.members)
        seat.motivation =
            as_share(seat.motivation + p.win_motivation * wins * (1.0 - seat.motivation));
    }
  }

  double visible_steps() const {
    double progress = 0.0;
    for (const Goal& goal : goals_) progress += goal.progress;
    return std::floor(p_.production.win_steps * progress);
  }

  /// 7.6: the share of what an organisation spends that becomes work.
  double discipline(const Organisation& owner) const {
    if (!owner.structure) return 1.0;
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
  double pay_bills(Table& table) {
    const Production& p = p_.production;
    if (table.operating)
      for (const Seat& seat : table.members) table.paid += seat.effort;
    table.own = table.too_little ? 0.0 : table.paid;
    table.matched = std::min(table.levers.match * table.own, table.levers.match_cap);
    if (table.own > 0.0) table.gift = table.gift_this_month();
    table.gift_left -= table.gift;
    double left = table.own + table.matched + table.gift;

    const int n = table.size();
    const double hub = std::min(1.0, p.hub_per_puller * table.granted_puller());
    const double by_pairs = p.pair_overhead * n * (n - 1) / 2.0;
    const double coordination =
        ((1.0 - hub) * by_pairs + hub * p.hub_overhead * n) * (1.0 - p.method_saves * table.method);
    // If little is pooled, there is less to coordinate; among members who trust each other there is
    // less, too.
    const double busy =
        p.full_effort > 0.0 ? std::min(1.0, left / (p.full_effort * std::max(1, n))) : 1.0;
    const double needed = busy * (1.0 - p.trust_saves * table.mean_over_pairs(&Tie::trust));
    table.overhead =
        std::min(p_.budget.fte_cost * coordination * needed + table.sanction_time, left);
    left -= table.overhead;

    const bool hired = table.levers.puller_kind != PullerKind::volunteer;
    const double wage = hired ? p_.budget.fte_cost * table.puller : 0.0;
    if (table.seed_flows(month_)) {
      table.wage = std::min(table.levers.seed_money, wage);
    } else {
      table.wage = std::min(wage, left);
      left -= table.wage;
    }
    return left - left * table.levers.reflection;
  }

  void work_together(Table& table, double work, std::vector<double>& output) {
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

    const std::vector<double> shares = shares_together(table);
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

  /// 7.34.1, of a living table without deal or second delegates
  void pay_prices(Table& table) {
    constexpr double agenda_and_chair = 0.2;
    const Prices& p = p_.prices;
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
    if (table.members.empty()) return;
    pay(p.facilitation * method * table.expected_days, table.total_facilitation);
    pay(p.transparency * levers.transparency, table.total_transparency);
    pay(p.accountability * std::max(levers.measure, levers.accountability) *
            (table.paid + table.matched + table.gift),
        table.total_measuring);
  }

  /// Whether the table turns by itself (7.35): what comes back through the table against what it
  /// takes.
  void look_at_the_motor(Table& table, double delivered) {
    double back = flows_.revenue;
    for (const Seat& seat : table.members)
      for (std::size_t k = 0; k < goals_.size(); ++k)
        back += seat.organisation->burden_shares[k] * goals_[k].avoided();
    const double income = ratio(back * table.total_own, delivered);
    const double cost = std::max(table.paid, table.overhead + table.wage) + table.running;
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
    flows_ = {};
    for (const Goal& goal : goals_) {
      flows_.burden += goal.burden - goal.avoided();
      flows_.avoided += goal.avoided();
      flows_.revenue += goal.revenue();
    }
    double delivered = 0.0;
    for (Organisation& owner : organisations_) {
      owner.effort += owner.solo_pledge;
      for (Table& table : tables_)
        if (const Seat* const seat = table.at_work() ? table.seat_of(owner) : nullptr)
          owner.effort += seat->effort;
      flows_.invested += owner.solo_pledge + solo_match(owner);
      total_solo_match_ += solo_match(owner);
      delivered += owner.effort;
    }
    for (Organisation& owner : organisations_) {
      owner.revenue += ratio(flows_.revenue * owner.effort, delivered);
      for (std::size_t k = 0; k < goals_.size(); ++k)
        owner.avoided += owner.burden_shares[k] * goals_[k].avoided();
    }
    for (Table& table : tables_) {
      if (!table.alive) continue;
      const bool seeded = table.seed_flows(month_);
      const double seed = seeded ? table.levers.seed_money : 0.0;
      flows_.running += table.running;
      flows_.invested += table.paid + table.matched + table.gift + seed;
      table.total_own += table.paid;
      table.total_match += table.matched;
      table.total_seed += seed;
      table.total_coordination += table.overhead + table.wage;
      if (!seeded) look_at_the_motor(table, delivered);
    }
    total_.avoided += flows_.avoided;
    total_.revenue += flows_.revenue;
    total_.invested += flows_.invested;
    total_.running += flows_.running;
    net_value_ += flows_.net() * std::pow(1.0 + p_.ledger.discount_rate, -month_ / 12.0);
  }

  // what is measured

  void observe(Result& result) const {
    using Values = std::initializer_list<std::pair<std::string_view, double>>;
    for (const auto& [name, value] : Values{{"society_burden", flows_.burden},
                                            {"society_avoided", flows_.avoided},
                                            {"society_revenue", flows_.revenue},
                                            {"society_invested", flows_.invested},
                                            {"society_running", flows_.running},
                                            {"society_net", flows_.net()}})
      result.series[name].push_back(value);
    for (const Goal& goal : goals_) result.series["progress"].push_back(goal.progress);
    for (const Table& table : tables_) observe(table, result);
  }

  void observe(const Table& table, Result& result) const {
    using Values = std::initializer_list<std::pair<std::string_view, double>>;
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
                {"delivered", table.paid},
                {"matched", table.matched},
                {"overhead", table.overhead},
                {"wage", table.wage},
                {"running", table.running},
                {"gift_spent", table.gift},
                {"sanction_time", table.sanction_time},
                {"legitimacy", table.legitimacy},
                {"waiting", table.alive ? static_cast<double>(table.waiting.size()) : 0.0},
                {"attendance",
                 table.alive ? 1.0 * table.number_present() / std::max(1, table.size()) : 0.0}})
      result.series[name].push_back(has_tables(arm_) ? value : not_applicable);
    for (const double weight : table.mission)
      result.series["mission"].push_back(has_tables(arm_) ? weight : not_applicable);
  }

  std::map<std::string_view, double> outcomes() const {
    double progress = 0.0, effort = 0.0;
    for (const Goal& goal : goals_) progress += goal.progress;
    for (const Organisation& owner : organisations_) effort += owner.effort;
    const auto if_any = [](double part, double whole) {
      return whole > 0.0 ? part / whole : not_applicable;
    };
    const auto of_tables = [&](auto value) {
      double sum = 0.0;
      for (const Table& table : tables_) sum += std::invoke(value, table);
      return sum;
    };
    return {{"mean_progress", progress / goals_.size()},
            {"goals_reached", goals_reached()},
            {"members", has_tables(arm_) ? of_tables(&Table::size) : not_applicable},
            {"own_effort", effort},
            {"matched_money", of_tables(&Table::total_match) + total_solo_match_},
            {"seed_money", of_tables(&Table::total_seed)},
            {"invested", total_.invested},
            {"coordination", of_tables(&Table::total_coordination)},
            {"running_costs", total_.running},
            {"meeting_time", of_tables(&Table::total_meetings)},
            {"informal_time", of_tables(&Table::total_informal)},
            {"reflection_time", of_tables(&Table::total_reflection)},
            {"facilitation", of_tables(&Table::total_facilitation)},
            {"transparency_cost", of_tables(&Table::total_transparency)},
            {"accountability_cost", of_tables(&Table::total_measuring)},
            {"avoided_cost", total_.avoided},
            {"extra_revenue", total_.revenue},
            {"net_value", net_value_},
            {"value_per_keuro",
             if_any(total_.avoided + total_.revenue, total_.invested + total_.running)},
            {"self_financing",
             if_any(of_tables(&Table::income_after_seed), of_tables(&Table::cost_after_seed))},
            {"self_financing_since", turning_month()},
            {"effort_gini", gini_of_effort()}};
  }

  /// Mean over the tables that turn by themselves.
  double turning_month() const {
    const bool done = goals_reached() == goals_.size();
    double sum = 0.0;
    int turning = 0;
    for (const Table& table : tables_) {
      const bool stands = table.alive || (has_tables(arm_) && done);
      if (!stands || table.turns_since == never) continue;
      sum += table.turns_since;
      ++turning;
    }
    return turning > 0 ? sum / turning : not_applicable;
  }

  /// Mean over tables, of those who have a seat there, from the ranks: 2 sum(rank * effort) /
  /// (n sum(effort)) - (n + 1) / n.
  double gini_of_effort() const {
    const Layout& layout = setting_.layout;
    double total = 0.0;
    int tables = 0;
    for (const int m : layout.all_tables()) {
      std::vector<double> efforts;
      for (const int seat : layout.seats_at(m))
        efforts.push_back(
            organisations_[static_cast<std::size_t>(layout.seats[seat].organisation)].effort);
      std::sort(efforts.begin(), efforts.end());
      double sum = 0.0, by_rank = 0.0;
      for (std::size_t rank = 1; rank <= efforts.size(); ++rank) {
        sum += efforts[rank - 1];
        by_rank += static_cast<double>(rank) * efforts[rank - 1];
      }
      const auto n = static_cast<double>(efforts.size());
      if (sum <= 0.0) continue;
      total += 2.0 * by_rank / (n * sum) - (n + 1.0) / n;
      ++tables;
    }
    return tables > 0 ? total / tables : not_applicable;
  }

  const Setting& setting_;
  const Parameters& p_;
  Arm arm_;
  Random random_;
  int month_ = 0;
  std::vector<Goal> goals_;
  std::vector<Organisation> organisations_;
  std::vector<Table> tables_;
  bool goal_came_ = false;         ///< last month a goal was reached
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
