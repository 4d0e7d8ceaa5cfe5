// 7.36 Trust is revised.
#include "model/rules/trusting/trust.hpp"

#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "model/scene.hpp"

namespace samen::testing::trust_test {
namespace {

void hold_month(Scene& scene) {
  revise_trust(scene.world, scene.p().trust, scene.draws);
}

/// Three partners at work who pledged, measured together (nothing is misperceived).
Scene at_work() {
  Scene scene = table_of(3).operating().pledging(2.0).with_beacons(0);
  scene.levers([](Levers& levers) { levers.measure = 1.0, levers.safety = 0.6; });
  Trust& p = scene.p().trust;
  p.gain = 0.08;
  p.loss = 0.24;
  p.safety_softens = 0.4;
  p.misperception = 0.15;
  return scene;
}

double trust_after(Scene scene) {
  hold_month(scene);
  return scene.trust(0, 1);
}

// ---- By hand -------------------------------------------------------------------------------

TEST(Trust, rises_by_a_share_of_a_pleasant_surprise) {
  // 0.4 + 0.08 (0.9 - 0.4).
  EXPECT_NEAR(trust_after(at_work().trusting(0.4).delivering(0.9)), 0.44, 1e-15);
  EXPECT_NEAR(revised_trust(0.4, 0.9, 0.08, 0.24), 0.44, 1e-15);
}

TEST(Trust, falls_by_a_larger_share_of_a_disappointment) {
  // 0.6 + 0.24 (0.2 - 0.6).
  EXPECT_NEAR(trust_after(at_work().trusting(0.6).delivering(0.2)), 0.504, 1e-15);
  EXPECT_NEAR(revised_trust(0.6, 0.2, 0.08, 0.24), 0.504, 1e-15);
}

TEST(Trust, falls_less_in_safety_on_a_firm_backbone) {
  // Two beacons and safety 0.6: 0.24 (1 - 0.4 0.6 0.5) = 0.2112 of 0.4; four: 0.1824.
  EXPECT_NEAR(trust_after(at_work().trusting(0.6).delivering(0.2).with_beacons(2)),
              0.6 - 0.2112 * 0.4, 1e-15);
  EXPECT_NEAR(trust_after(at_work().trusting(0.6).delivering(0.2).with_beacons(4)),
              0.6 - 0.1824 * 0.4, 1e-15);
}

TEST(Trust, rises_just_as_fast_in_safety) {
  EXPECT_NEAR(trust_after(at_work().trusting(0.4).delivering(0.9).with_beacons(4)), 0.44, 1e-15);
}

TEST(Trust, follows_each_partner_by_what_that_one_delivered) {
  Scene scene = at_work().trusting(0.5);
  scene.world.delivered = {0.5, 0.0, 1.0};
  hold_month(scene);
  EXPECT_NEAR(scene.trust(0, 1), 0.5 - 0.24 * 0.5, 1e-15);
  EXPECT_NEAR(scene.trust(2, 1), 0.5 - 0.24 * 0.5, 1e-15);
  EXPECT_NEAR(scene.trust(0, 2), 0.5 + 0.08 * 0.5, 1e-15);
  EXPECT_EQ(scene.trust(1, 0), 0.5);
}

TEST(Trust, is_revised_by_what_each_one_thinks_to_see) {
  // Half measured: noise of sd 0.15 / 2 for every ordered pair of its own, clipped to a share.
  Scene scene = at_work().levers([](Levers& levers) { levers.measure = 0.5; });
  int gains = 0;
  int losses = 0;
  for (int month = 0; month < 20; ++month) {
    scene.at(month).trusting(0.5).delivering(0.5);
    hold_month(scene);
    for (const auto& [i, j] : {std::pair{0, 1}, std::pair{1, 0}, std::pair{2, 1}}) {
      const double z = scene.draws.normal({.purpose = purpose::observation_noise,
                                           .month = month,
                                           .table = scene.layout().tables[0].key,
                                           .i = scene.layout().seats[i].key,
                                           .j = scene.layout().seats[j].key});
      const double seen = std::fmin(1.0, std::fmax(0.0, 0.5 + 0.075 * z));
      const double rate = seen > 0.5 ? 0.08 : 0.24;
      EXPECT_NEAR(scene.trust(i, j), 0.5 + rate * (seen - 0.5), 1e-14);
      (z > 0.0 ? gains : losses) += 1;
    }
  }
  EXPECT_GT(gains, 0);
  EXPECT_GT(losses, 0);
}

TEST(Trust, cannot_see_more_than_everything_or_less_than_nothing) {
  // Rate 1/2 from 1/2: what is seen lies in [0, 1], so trust ends in [1/4, 3/4].
  Scene scene = at_work().levers([](Levers& levers) { levers.measure = 0.0; });
  scene.p().trust.misperception = 1.0;
  scene.p().trust.gain = scene.p().trust.loss = 0.5;
  int all = 0;
  int nothing = 0;
  for (int month = 0; month < 20; ++month) {
    scene.at(month).trusting(0.5).delivering(month % 2 == 0 ? 1.0 : 0.0);
    hold_month(scene);
    for (const int j : {1, 2}) {
      EXPECT_GE(scene.trust(0, j), 0.25);
      EXPECT_LE(scene.trust(0, j), 0.75);
      all += scene.trust(0, j) == 0.75;
      nothing += scene.trust(0, j) == 0.25;
    }
  }
  EXPECT_GT(all, 0);
  EXPECT_GT(nothing, 0);
}

// 3000 observations of sd 0.15 around 1/2 (3.3 sd from the ends: clipping moves the variance by
// less than 0.5 %, a seventh of a standard error). Rate 1 makes trust what was seen. The mean has
// standard error 0.15/sqrt(3000), the variance 0.0225 sqrt(2/3000); at 5 standard errors a false
// alarm is one in 1.7 million (the draws are fixed).
TEST(Trust, misperceives_as_much_as_it_should) {
  Scene scene = at_work().levers([](Levers& levers) { levers.measure = 0.0; });
  scene.p().trust.gain = scene.p().trust.loss = 1.0;
  constexpr int months = 500;
  constexpr int n = 6 * months;
  double mean = 0.0;
  double variance = 0.0;
  for (int month = 0; month < months; ++month) {
    scene.at(month).trusting(0.5).delivering(0.5);
    hold_month(scene);
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j) {
        const double away = scene.trust(i, j) - 0.5;
        mean += away / n;
        variance += away * away / n;
      }
  }
  EXPECT_NEAR(mean, 0.0, 5 * 0.15 / std::sqrt(n));
  EXPECT_NEAR(variance, 0.0225, 5 * 0.0225 * std::sqrt(2.0 / n));
}

// ---- Neutral values ------------------------------------------------------------------------

TEST(Trust, does_not_move_without_gain_and_loss) {
  Scene scene = at_work().trusting(0.4).levers([](Levers& levers) { levers.measure = 0.0; });
  scene.p().trust.gain = scene.p().trust.loss = 0.0;
  for (const double delivered : {0.0, 0.4, 1.0})
    EXPECT_EQ(trust_after(scene.delivering(delivered)), 0.4);
}

TEST(Trust, does_not_move_when_all_goes_as_expected) {
  EXPECT_EQ(trust_after(at_work().trusting(0.4).delivering(0.4)), 0.4);
}

TEST(Trust, has_no_chance_in_it_when_delivery_is_measured_together) {
  Scene scene = at_work().trusting(0.4).delivering(0.9);
  for (const int month : {0, 1, 2, 3}) EXPECT_NEAR(trust_after(scene.at(month)), 0.44, 1e-15);
  scene.levers([](Levers& levers) { levers.measure = 0.0; });
  EXPECT_NE(trust_after(scene), 0.44);
  scene.p().trust.misperception = 0.0;
  EXPECT_NEAR(trust_after(scene), 0.44, 1e-15);
}

TEST(Trust, is_not_softened_without_safety_or_backbone_or_weight) {
  const Scene scene = at_work().trusting(0.6).delivering(0.2);
  Scene unsafe = at_work().trusting(0.6).delivering(0.2).with_beacons(4);
  unsafe.levers([](Levers& levers) { levers.safety = 0.0; });
  Scene weightless = at_work().trusting(0.6).delivering(0.2).with_beacons(4);
  weightless.p().trust.safety_softens = 0.0;
  EXPECT_EQ(trust_after(unsafe), trust_after(scene));
  EXPECT_EQ(trust_after(weightless), trust_after(scene));
}

TEST(Trust, does_not_watch_who_pledged_nothing) {
  Scene scene = at_work().trusting(0.4).delivering(0.9);
  scene.world.pledge[1] = 0.0;
  hold_month(scene);
  EXPECT_EQ(scene.trust(0, 1), 0.4);
  EXPECT_EQ(scene.trust(2, 1), 0.4);
  EXPECT_NEAR(scene.trust(0, 2), 0.44, 1e-15);
  EXPECT_NEAR(scene.trust(1, 2), 0.44, 1e-15);  // a member who pledged nothing still watches
}

TEST(Trust, does_not_move_before_operations_or_after_the_end) {
  for (const bool ended : {false, true}) {
    Scene scene = at_work().trusting(0.4).delivering(0.9);
    (ended ? scene.world.alive : scene.world.operating)[0] = false;
    EXPECT_EQ(trust_after(scene), 0.4);
  }
}

TEST(Trust, of_and_in_who_left_stays_as_it_was) {
  Scene scene = at_work().trusting(0.4).delivering(0.9);
  scene.world.member[1] = false;
  hold_month(scene);
  EXPECT_EQ(scene.trust(0, 1), 0.4);
  EXPECT_EQ(scene.trust(1, 0), 0.4);
  EXPECT_NEAR(scene.trust(0, 2), 0.44, 1e-15);
}

// ---- Direction -----------------------------------------------------------------------------

TEST(Trust, falls_faster_than_it_rises) {
  const double rise = trust_after(at_work().trusting(0.5).delivering(0.8)) - 0.5;
  const double fall = 0.5 - trust_after(at_work().trusting(0.5).delivering(0.2));
  EXPECT_NEAR(fall / rise, 3.0, 1e-12);
}

TEST(Trust, moves_with_what_the_field_says_it_should) {
  struct Row {
    const char* what;
    std::function<void(Scene&)> low, high;
    int direction;
  };
  const Row rows[] = {
      {"delivery", [](Scene& s) { s.delivering(0.2); }, [](Scene& s) { s.delivering(0.7); }, 1},
      {"trust before", [](Scene& s) { s.trusting(0.2); }, [](Scene& s) { s.trusting(0.7); }, 1},
      {"loss", [](Scene& s) { s.p().trust.loss = 0.1; }, [](Scene& s) { s.p().trust.loss = 0.4; },
       -1},
      {"gain", [](Scene& s) { s.delivering(0.9).p().trust.gain = 0.02; },
       [](Scene& s) { s.delivering(0.9).p().trust.gain = 0.2; }, 1},
      {"safety", [](Scene& s) { s.levers([](Levers& l) { l.safety = 0.1; }); },
       [](Scene& s) { s.levers([](Levers& l) { l.safety = 1.0; }); }, 1},
      {"beacons", [](Scene& s) { s.with_beacons(0); }, [](Scene& s) { s.with_beacons(4); }, 1},
  };
  for (const Row& row : rows) {
    Scene low = at_work().trusting(0.5).delivering(0.1).with_beacons(2);
    Scene high = at_work().trusting(0.5).delivering(0.1).with_beacons(2);
    row.low(low);
    row.high(high);
    EXPECT_GT(row.direction * (trust_after(high) - trust_after(low)), 0.0) << row.what;
  }
}

// ---- Exact limits --------------------------------------------------------------------------

/// Trust under contacts that are good (1) with probability p and bad (0) otherwise. The rule is
/// affine in trust for either kind, so mean and mean square follow from it exactly.
struct Contacts {
  double good, gain, loss;
  double mean;  ///< L16: p gain / (p gain + (1 - p) loss)
};
const Contacts contacts[] = {
    {0.8, 0.05, 0.2, 0.5}, {0.9, 0.1, 0.3, 0.75}, {0.9, 0.05, 0.2, 0.692308}};

/// The stationary variance: with g = 1 - gain, b = 1 - loss, m the mean and s the mean square,
/// s = p (g^2 s + 2 g gain m + gain^2) + (1 - p) b^2 s.
double variance_of(const Contacts& c) {
  const double g = 1.0 - c.gain;
  const double b = 1.0 - c.loss;
  const double m = c.good * c.gain / (c.good * c.gain + (1.0 - c.good) * c.loss);
  const double square = c.good * (2.0 * g * c.gain * m + c.gain * c.gain) /
                        (1.0 - c.good * g * g - (1.0 - c.good) * b * b);
  return square - m * m;
}

TEST(Trust, expects_the_equilibrium_of_exact_theory) {
  for (const Contacts& c : contacts)
    for (const double start : {0.0, 0.4, 1.0}) {
      double expected = start;
      for (int month = 0; month < 600; ++month)
        expected = c.good * revised_trust(expected, 1.0, c.gain, c.loss) +
                   (1.0 - c.good) * revised_trust(expected, 0.0, c.gain, c.loss);
      EXPECT_NEAR(expected, c.mean, 5e-7);
      EXPECT_NEAR(expected, c.good * c.gain / (c.good * c.gain + (1.0 - c.good) * c.loss), 1e-12);
    }
  EXPECT_NEAR(variance_of(contacts[0]), 1.0 / 60.0, 1e-15);
}

// 4000 independent dyads after 300 contacts (a start fades by 0.92^300). Mean: standard error
// sqrt(variance / 4000); variance: sqrt((fourth moment - variance^2) / 4000), from the sample. At 5
// standard errors each check gives a false alarm in 1.7 million (the draws are fixed).
TEST(Trust, settles_in_an_ensemble_where_exact_theory_says) {
  constexpr int n = 4000;
  const Draws<double> draws(16, 0);
  for (const Contacts& c : contacts) {
    std::vector<double> away;
    double mean = 0.0;
    for (Key dyad = 0; dyad < n; ++dyad) {
      double trust = 0.4;
      for (int month = 0; month < 300; ++month) {
        const bool good =
            draws.uniform({.purpose = purpose::observation_noise, .month = month, .i = dyad}) <
            c.good;
        trust = revised_trust(trust, good ? 1.0 : 0.0, c.gain, c.loss);
      }
      mean += trust / n;
      away.push_back(trust - c.mean);
    }
    double variance = 0.0;
    double fourth = 0.0;
    for (const double x : away) {
      variance += x * x / n;
      fourth += x * x * x * x / n;
    }
    const double exact = variance_of(c);
    EXPECT_NEAR(mean, c.mean, 5 * std::sqrt(exact / n));
    EXPECT_NEAR(variance, exact, 5 * std::sqrt((fourth - variance * variance) / n));
  }
}

/// Good contacts, counted continuously, until trust of 0.7 is back after one breach.
double contacts_to_recover(double gain, double loss) {
  Scene scene = at_work().trusting(0.7).delivering(0.0);
  scene.p().trust.gain = gain;
  scene.p().trust.loss = loss;
  hold_month(scene);
  EXPECT_NEAR(scene.trust(0, 1), 0.7 * (1.0 - loss), 1e-15);
  scene.delivering(1.0);
  for (int done = 0; done < 1000; ++done) {
    const double before = scene.trust(0, 1);
    hold_month(scene);
    // Between contacts the distance to full trust falls geometrically.
    if (scene.trust(0, 1) >= 0.7)
      return done +
             std::log(0.3 / (1.0 - before)) / std::log((1.0 - scene.trust(0, 1)) / (1.0 - before));
  }
  return 1000.0;
}

// L17: k = ln[(1 - T) / (1 - (1 - loss) T)] / ln(1 - gain).
TEST(Trust, recovers_from_one_breach_in_the_contacts_of_exact_theory) {
  EXPECT_NEAR(contacts_to_recover(0.1, 0.3), 5.036, 5e-4);
  EXPECT_NEAR(contacts_to_recover(0.05, 0.2), 7.467, 5e-4);
  for (const double gain : {0.02, 0.08, 0.3})
    for (const double loss : {0.05, 0.24, 0.9})
      EXPECT_NEAR(contacts_to_recover(gain, loss),
                  std::log(0.3 / (1.0 - (1.0 - loss) * 0.7)) / std::log(1.0 - gain), 1e-9);
}

TEST(Trust, needs_six_good_contacts_after_a_breach) {
  double trust = revised_trust(0.7, 0.0, 0.1, 0.3);
  for (int contact = 1; contact <= 6; ++contact) {
    trust = revised_trust(trust, 1.0, 0.1, 0.3);
    EXPECT_EQ(trust > 0.7, contact == 6) << contact;
  }
}

// ---- Laws ----------------------------------------------------------------------------------

TEST(Trust, moves_towards_what_was_seen_and_never_past_it) {
  const Draws<double> draws(3, 0);
  for (Key i = 0; i < 500; ++i) {
    const auto draw = [&](Key j) {
      return draws.uniform({.purpose = purpose::leave, .i = i, .j = j});
    };
    const double before = draw(1);
    const double seen = draw(2);
    const double after = revised_trust(before, seen, draw(3), draw(4));
    EXPECT_GE(after, std::fmin(before, seen));
    EXPECT_LE(after, std::fmax(before, seen));
  }
}

TEST(Trust, stays_a_share_in_every_world_and_touches_nothing_else) {
  int moved = 0;
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Parameters p;
    p.levers.operate_after = static_cast<int>(replicate % 3);
    p.levers.measure = 0.1 * (replicate % 5);
    p.leaving.hazard = 0.2;
    Scene scene = lived_in(replicate, 24, {.partners = 3 + static_cast<int>(replicate % 8)}, p);
    const World<double> before = scene.world;
    hold_month(scene.at(24));
    for (const double trust : scene.world.trust) {
      EXPECT_GE(trust, 0.0) << replicate;
      EXPECT_LE(trust, 1.0) << replicate;
    }
    for (const int i : scene.layout().all_seats())
      for (const int j : scene.layout().all_seats()) {
        const int pair = scene.layout().pair(i, j);
        const bool may_move = i != j && before.sits(i) && before.sits(j) && before.operating[0] &&
                              before.pledge[j] > 0.0;
        EXPECT_TRUE(may_move || scene.world.trust[pair] == before.trust[pair]) << replicate;
        moved += scene.world.trust[pair] != before.trust[pair];
      }
    scene.world.month = before.month;
    scene.world.trust = before.trust;
    EXPECT_EQ(state_of(scene.world), state_of(before)) << replicate;
  }
  EXPECT_GT(moved, 0);
}

}  // namespace
}  // namespace samen::testing::trust_test
