// 7.17 A mission takes shape: expressed aspirations, the mission, alignment and ownership; with the
// exact limits of opinion dynamics (L1–L4).
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <Eigen/Dense>

#include "model/scene.hpp"

namespace samen::mission_test {
namespace {

using testing::lived_in;
using testing::Scene;
using testing::state_of;

Mission stated() {
  Mission p = testing::first_edition().mission;
  p.stubbornness_floor = 0.15;
  p.stubbornness_span = 0.55;
  p.own_weight = 0.5;
  p.given_weight = 0.8;
  p.host_pull = 0.5;
  p.ownership_gain = 0.20;
  p.given_ownership = 0.6;
  p.operating_ownership = 0.35;
  p.ownership_loss = 0.02;
  return p;
}

/// Nobody listens: what is expressed stays as it is.
Mission deaf() {
  Mission p = stated();
  p.own_weight = 1.0;
  p.stubbornness_floor = p.stubbornness_span = 0.0;
  return p;
}

/// DeGroot and Friedkin–Johnsen: one stubbornness for all, whatever the method.
Mission listening(double own_weight, double stubbornness = 0.0) {
  Mission p = stated();
  p.own_weight = own_weight;
  p.stubbornness_floor = stubbornness;
  p.stubbornness_span = 0.0;
  return p;
}

/// Partners who aspire to (and at first express) the given weights of goals, all present.
Scene aspiring(const std::vector<std::vector<double>>& weights) {
  Scene scene({.partners = static_cast<int>(weights.size()),
               .goals = static_cast<int>(weights.front().size())});
  const Layout& layout = scene.layout();
  for (const int i : layout.all_seats())
    for (const int k : layout.all_goals())
      scene.world.aspiration[layout.of_stake(i, k)] = scene.world.expressed[layout.of_seat(i, k)] =
          weights[i][k];
  return scene.present();
}

/// Each seat i trusts j as much as trusts[i][j].
void trust(Scene& scene, const std::vector<std::vector<double>>& trusts) {
  for (const int i : scene.layout().all_seats())
    for (const int j : scene.layout().all_seats())
      if (i != j) scene.trust(i, j) = trusts[i][j];
}

/// Those present state what they aspire to and hear each other.
void express(Scene& scene, const Mission& p) {
  express_aspirations(scene.world, 0, p, scene.workspace());
}

Scene random_world(std::uint32_t replicate) {
  const int r = static_cast<int>(replicate);
  return lived_in(replicate, 3 + 2 * r, {.partners = 3 + r % 6, .goals = 1 + r % 4});
}

double sum(const std::vector<double>& values) {
  double total = 0.0;
  for (const double value : values) total += value;
  return total;
}

/// Three partners, two goals: one wants the first, one the second, one both.
Scene three_views() {
  Scene scene = aspiring({{1.0, 0.0}, {0.0, 1.0}, {0.5, 0.5}});
  return scene.owning(0.2).with_method(0.6);
}

TEST(Mission, delegates_move_towards_those_they_trust) {
  Scene scene = three_views();
  trust(scene, {{0, 0.2, 0.6}, {0.5, 0, 0.5}, {0.5, 0.5, 0}});
  express(scene, stated());
  // Stubbornness 0.15 + 0.55 * 0.4 = 0.37. Heard of goal 1: (0.2 * 0 + 0.6 * 0.5) / 0.8 = 0.375.
  // View 0.5 * 1 + 0.5 * 0.375 = 0.6875; expressed 0.37 * 1 + 0.63 * 0.6875.
  EXPECT_NEAR(scene.world.expressed[0], 0.803125, 1e-15);
  EXPECT_NEAR(scene.world.expressed[1], 0.196875, 1e-15);
}

TEST(Mission, who_is_absent_is_not_heard_and_does_not_move) {
  Scene scene = three_views();
  trust(scene, {{0, 0.2, 0.6}, {0.5, 0, 0.5}, {0.5, 0.5, 0}});
  scene.world.present[2] = false;
  express(scene, stated());
  // Only the second is heard: view 0.5 * 1 + 0.5 * 0, expressed 0.37 + 0.63 * 0.5.
  EXPECT_NEAR(scene.world.expressed[0], 0.685, 1e-15);
  EXPECT_EQ(scene.world.expressed[4], 0.5);
  EXPECT_EQ(scene.world.expressed[5], 0.5);
}

TEST(Mission, the_only_one_present_meets_nobody_and_does_not_move) {
  Scene scene = three_views().present(false).trusting(0.5);
  scene.world.present[0] = true;
  scene.world.expressed[0] = 0.7;
  scene.world.expressed[1] = 0.3;
  express(scene, stated());
  EXPECT_EQ(scene.world.expressed[0], 0.7);
  EXPECT_EQ(scene.world.expressed[1], 0.3);
}

TEST(Mission, an_empty_table_shares_the_mean_of_what_members_express_absent_ones_included) {
  Scene scene = aspiring({{1.0, 0.0}, {0.0, 1.0}, {0.2, 0.8}}).present(false);
  scene.world.expressed = {0.9, 0.1, 0.4, 0.6, 0.2, 0.8};
  shape_mission(scene.world, stated());
  EXPECT_NEAR(scene.world.mission[0], 0.5, 1e-15);
  EXPECT_NEAR(scene.world.mission[1], 0.5, 1e-15);
  // Aligned is how near the mission is to what the own organisation wants.
  EXPECT_NEAR(scene.world.alignment[0], 0.5, 1e-15);  // 1 - (0.5 + 0.5) / 2
  EXPECT_NEAR(scene.world.alignment[1], 0.5, 1e-15);
  EXPECT_NEAR(scene.world.alignment[2], 0.7, 1e-15);
}

TEST(Mission, a_given_mission_weighs_most) {
  Scene scene = three_views().present(false);
  scene.levers([](Levers& levers) { levers.mission = MissionStart::given; });
  scene.world.given_mission = {0.9, 0.1};
  shape_mission(scene.world, stated());
  EXPECT_NEAR(scene.world.mission[0], 0.8 * 0.9 + 0.2 * 0.5, 1e-15);
  EXPECT_NEAR(scene.world.mission[1], 0.8 * 0.1 + 0.2 * 0.5, 1e-15);
}

TEST(Mission, a_partisan_puller_draws_the_mission_towards_what_the_host_wants) {
  Scene scene = three_views().present(false);
  scene.world.expressed = {0.7, 0.3, 0.3, 0.7, 0.5, 0.5};
  scene.levers([](Levers& levers) { levers.neutrality = 0.4; });
  for (const auto& [host, expected] : {std::pair{0, 0.65}, {1, 0.35}, {2, 0.5}}) {
    scene.setting->layout.tables[0].host = host;
    shape_mission(scene.world, stated());
    // Neutrality 0.4: 0.4 * 0.5 + 0.6 * (0.5 + what the host wants) / 2.
    EXPECT_NEAR(scene.world.mission[0], expected, 1e-15);
    EXPECT_NEAR(scene.world.mission[1], 1.0 - expected, 1e-15);
  }
}

TEST(Mission, taking_part_makes_it_ones_own_as_far_as_one_is_aligned) {
  Scene scene = three_views();
  shape_mission(scene.world, deaf());
  EXPECT_NEAR(scene.world.ownership[0], 0.2 + 0.20 * 0.6 * 0.5 * 0.8, 1e-15);  // alignment 1/2
  EXPECT_NEAR(scene.world.ownership[2], 0.2 + 0.20 * 0.6 * 1.0 * 0.8, 1e-15);  // alignment 1
}

TEST(Mission, ownership_grows_less_under_a_given_mission_and_once_operating) {
  Scene scene = three_views().operating();
  scene.levers([](Levers& levers) { levers.mission = MissionStart::given; });
  scene.world.given_mission = {0.5, 0.5};
  shape_mission(scene.world, deaf());
  EXPECT_NEAR(scene.world.ownership[2], 0.2 + 0.20 * 0.6 * 0.8 * 0.6 * 0.35, 1e-15);
}

TEST(Mission, absence_wears_ownership_down) {
  Scene scene = three_views();
  scene.world.present[2] = false;
  shape_mission(scene.world, deaf());
  EXPECT_NEAR(scene.world.ownership[2], 0.2 * 0.98, 1e-15);
}

TEST(Mission, who_meets_nobody_still_takes_part) {
  Scene scene = three_views().present(false);
  scene.world.present[2] = true;
  shape_mission(scene.world, stated());
  EXPECT_NEAR(scene.world.ownership[2], 0.2 + 0.20 * 0.6 * 1.0 * 0.8, 1e-15);
}

// ---- What a partner now stands for, and what home makes of it ------------------------------

Mission voicing(double voiced, double estrangement = 0.0) {
  Mission p = deaf();
  p.voiced = voiced;
  p.estrangement = estrangement;
  return p;
}

/// Three views of which the first has moved from (1, 0) to (0.6, 0.4): the mission is the mean of
/// 0.6, 0 and 0.5.
Scene moved_view() {
  Scene scene = three_views();
  scene.world.expressed[0] = 0.6;
  scene.world.expressed[1] = 0.4;
  return scene;
}

// The mission is 11/30 and 19/30. The first partner wants 1 at home, 19/30 away from the mission;
// it now stands for 0.6, 7/30 away; half way is 0.8, 13/30 away.
TEST(Voiced, alignment_is_of_what_a_partner_now_stands_for) {
  const auto alignment = [](double voiced) {
    Scene scene = moved_view();
    shape_mission(scene.world, voicing(voiced));
    return scene.world.alignment[0];
  };
  EXPECT_NEAR(alignment(0.0), 11.0 / 30.0, 1e-15);
  EXPECT_NEAR(alignment(1.0), 23.0 / 30.0, 1e-15);
  EXPECT_NEAR(alignment(0.5), 17.0 / 30.0, 1e-15);
}

// The first partner expresses 0.4 of other things. With a coefficient of 1/2, a fifth of the link
// is not brought home and a fifth of satisfaction is lost. Anchoring 0.4 with care 0.04:
// 0.4 + 0.04 0.6 0.8.
TEST(Estrangement, slows_anchoring_and_lowers_satisfaction) {
  Scene scene = moved_view().anchored(0.4).with_puller(0.0).motivated(0.5);
  shape_mission(scene.world, voicing(0.0, 0.5));
  EXPECT_NEAR(scene.world.estranged[0], 0.2, 1e-15);
  EXPECT_EQ(scene.world.estranged[1], 0.0);
  scene.owning(0.8);
  anchor_at_home(scene.world, {.puller = 0.0, .delegate = 0.1, .fade = 0.0});
  EXPECT_NEAR(scene.world.anchoring[0], 0.4 + 0.04 * 0.6 * 0.8, 1e-15);
  EXPECT_NEAR(scene.world.anchoring[1], 0.4 + 0.04 * 0.6, 1e-15);
  Scene at_ease = scene;
  at_ease.world.estranged.assign(3, 0.0);
  scene.acts({"stay_or_leave"});
  at_ease.acts({"stay_or_leave"});
  EXPECT_NEAR(scene.world.satisfaction[0], 0.8 * at_ease.world.satisfaction[0], 1e-15);
  EXPECT_EQ(scene.world.satisfaction[1], at_ease.world.satisfaction[1]);
}

TEST(Voiced, of_nothing_is_what_is_wanted_at_home_and_nobody_is_estranged) {
  Scene scene = moved_view();
  shape_mission(scene.world, deaf());
  for (const double estranged : scene.world.estranged) EXPECT_EQ(estranged, 0.0);
}

TEST(Voiced, of_who_has_not_moved_is_the_same_and_nobody_minds_at_home) {
  const auto lived = [](const Mission& p) {
    Scene scene = three_views();
    shape_mission(scene.world, p);
    return scene;
  };
  EXPECT_EQ(lived(voicing(1.0, 1.0)).world.alignment, lived(deaf()).world.alignment);
  for (const double estranged : lived(voicing(1.0, 1.0)).world.estranged) EXPECT_EQ(estranged, 0.0);
}

// Changes by talking now count: the better the method, the more aligned members are, and the
// further from home.
TEST(Voiced, makes_convergence_count_and_estrangement_gives_it_a_price) {
  const auto talked = [](double method, double voiced) {
    Scene scene = three_views().with_method(method).trusting(0.5);
    Mission p = stated();
    p.voiced = voiced;
    p.estrangement = 1.0;
    for (int t = 0; t < 20; ++t) shape_mission(scene.world, p);
    return scene;
  };
  const Scene good = talked(0.9, 1.0), poor = talked(0.2, 1.0);
  EXPECT_GT(sum(good.world.alignment), sum(poor.world.alignment) + 0.1);
  EXPECT_GT(sum(good.world.estranged), sum(poor.world.estranged) + 0.1);
  EXPECT_NEAR(sum(talked(0.9, 0.0).world.alignment), sum(talked(0.2, 0.0).world.alignment), 1e-9);
}

TEST(Voiced, in_any_world_alignment_and_estrangement_are_shares) {
  for (std::uint32_t replicate = 0; replicate < 12; ++replicate) {
    Parameters p;
    p.mission.voiced = 0.1 * (replicate % 11);
    p.mission.estrangement = 1.0 - 0.1 * (replicate % 11);
    const Scene scene = lived_in(replicate, 24, {.partners = 5, .goals = 4}, p);
    for (const auto* column : {&scene.world.alignment, &scene.world.estranged,
                               &scene.world.satisfaction, &scene.world.anchoring})
      for (const double x : *column) {
        EXPECT_GE(x, 0.0);
        EXPECT_LE(x, 1.0);
      }
  }
}

// DeGroot (L1): W = [[1/2, 1/2, 0], [1/4, 1/2, 1/4], [0, 1/2, 1/2]], eigenvalues 1, 1/2, 0, left
// eigenvector (1/4, 1/2, 1/4): from (0, 3/10, 1) all come to 2/5 and the error halves every step.
TEST(Mission, without_stubbornness_all_come_to_the_consensus_of_degroot) {
  Scene scene = aspiring({{0.0}, {0.3}, {1.0}});
  trust(scene, {{0, 0.7, 0}, {0.4, 0, 0.4}, {0, 0.9, 0}});
  const Mission p = listening(0.5);
  auto& x = scene.world.expressed;
  double apart = x[2] - x[0];
  for (int step = 1; step <= 50; ++step) {
    express(scene, p);
    EXPECT_NEAR(x[2] - x[0], 0.5 * apart, 1e-15) << step;
    EXPECT_NEAR(0.25 * x[0] + 0.5 * x[1] + 0.25 * x[2], 0.4, 1e-15) << step;
    EXPECT_NEAR(std::fabs(x[0] - 0.4), std::pow(0.5, step + 1), 1e-15) << step;
    apart = x[2] - x[0];
  }
  for (const double value : x) EXPECT_NEAR(value, 0.4, 1e-14);
}

// DeGroot with doubly stochastic W (L2): trust that depends on the distance round the table only.
TEST(Mission, mutual_trust_keeps_the_mean_and_ends_in_it) {
  for (const int n : {2, 3, 5, 8}) {
    std::vector<std::vector<double>> weights, trusts(n, std::vector<double>(n));
    for (int i = 0; i < n; ++i) {
      weights.push_back({(3.0 * i * i + 1.0) / (3.0 * n * n)});
      for (int j = 0; j < n; ++j) trusts[i][j] = 0.2 + 0.7 * ((j - i + n) % n) / n;
    }
    Scene scene = aspiring(weights);
    trust(scene, trusts);
    const double mean = sum(scene.world.expressed) / n;
    for (int step = 0; step < 400; ++step) {
      express(scene, listening(0.3));
      EXPECT_NEAR(sum(scene.world.expressed) / n, mean, 1e-12);
    }
    for (const double value : scene.world.expressed) EXPECT_NEAR(value, mean, 1e-12);
  }
}

// Friedkin–Johnsen (L3) with the W of L1 and susceptibility 4/5 for all. In the eigenvectors
// (1, 1, 1), (1, 0, -1), (1, -1, 1) of W the start (0, 3/10, 1) is (2/5, -1/2, 1/10); each shrinks
// by (1/5) / (1 - 4/5 * eigenvalue): 1, 1/3, 1/5. So x* = (19/75, 19/50, 44/75).
TEST(Mission, stubborn_delegates_end_in_the_fixed_point_of_friedkin_and_johnsen) {
  Scene scene = aspiring({{0.0}, {0.3}, {1.0}});
  trust(scene, {{0, 0.7, 0}, {0.4, 0, 0.4}, {0, 0.9, 0}});
  for (int step = 0; step < 300; ++step) express(scene, listening(0.5, 0.2));
  EXPECT_NEAR(scene.world.expressed[0], 19.0 / 75.0, 1e-14);
  EXPECT_NEAR(scene.world.expressed[1], 19.0 / 50.0, 1e-14);
  EXPECT_NEAR(scene.world.expressed[2], 44.0 / 75.0, 1e-14);
}

TEST(Mission, the_fixed_point_solves_the_linear_system_in_any_world) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).present();
    const Layout& layout = scene.layout();
    const int n = static_cast<int>(layout.seats.size());
    const int goals = static_cast<int>(layout.goals.size());
    const double stubborn = 0.1 + 0.04 * replicate, own = 0.9 - 0.04 * replicate;
    Eigen::MatrixXd W(n, n), start(n, goals);
    for (int i = 0; i < n; ++i) {
      double trusted = 0.0;
      for (int j = 0; j < n; ++j) trusted += i == j ? 0.0 : scene.trust(i, j);
      for (int j = 0; j < n; ++j)
        W(i, j) = i == j ? own : (1.0 - own) * scene.trust(i, j) / trusted;
      for (int k = 0; k < goals; ++k) start(i, k) = scene.world.aspiration[layout.of_stake(i, k)];
    }
    const Eigen::MatrixXd system = Eigen::MatrixXd::Identity(n, n) - (1.0 - stubborn) * W;
    const Eigen::MatrixXd fixed_point = system.partialPivLu().solve(stubborn * start);
    for (int step = 0; step < 600; ++step) express(scene, listening(own, stubborn));
    for (int i = 0; i < n; ++i)
      for (int k = 0; k < goals; ++k)
        EXPECT_NEAR(scene.world.expressed[layout.of_seat(i, k)], fixed_point(i, k), 1e-12);
  }
}

// Friedkin–Johnsen with W = 1/n everywhere (L4): (1/10, 6/10, 8/10) at susceptibility 1/5 becomes
// (0.18, 0.58, 0.74) and stays: the lowest moves most and the mean not at all.
TEST(Mission, equal_weights_draw_all_a_fifth_of_the_way_to_the_mean) {
  Scene scene = aspiring({{0.1}, {0.6}, {0.8}}).trusting(0.5);
  for (int step = 0; step < 3; ++step) {
    express(scene, listening(1.0 / 3.0, 0.8));
    EXPECT_NEAR(scene.world.expressed[0], 0.18, 1e-15);
    EXPECT_NEAR(scene.world.expressed[1], 0.58, 1e-15);
    EXPECT_NEAR(scene.world.expressed[2], 0.74, 1e-15);
  }
}

TEST(Mission, nobody_moves_who_listens_to_nobody) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).present();
    const auto before = scene.world.expressed;
    express(scene, deaf());
    EXPECT_EQ(scene.world.expressed, before);
  }
}

TEST(Mission, wholly_stubborn_delegates_express_what_their_organisations_want) {
  Scene scene = random_world(4).present();
  express(scene, listening(0.5, 1.0));
  EXPECT_EQ(scene.world.expressed, scene.world.aspiration);
}

TEST(Mission, without_gain_and_loss_ownership_stays) {
  Mission p = stated();
  p.ownership_gain = p.ownership_loss = 0.0;
  Scene scene = random_world(3);
  const auto before = scene.world.ownership;
  for (int t = 0; t < 10; ++t) shape_mission(scene.world, p);
  EXPECT_EQ(scene.world.ownership, before);
}

TEST(Mission, a_neutral_puller_and_one_without_pull_leave_the_mission_to_the_members) {
  Scene scene = three_views().present(false);
  shape_mission(scene.world, stated());
  const auto shared = scene.world.mission;
  scene.levers([](Levers& levers) { levers.neutrality = 0.0; });
  Mission p = stated();
  p.host_pull = 0.0;
  shape_mission(scene.world, p);
  EXPECT_EQ(scene.world.mission, shared);
}

TEST(Mission, each_cause_moves_ownership_its_way) {
  struct Cause {
    const char* name;
    std::function<void(Scene&, Mission&, double)> set;
    double low, high;
    int sign;
  };
  const auto gives = [](Scene& s, bool given) {
    s.levers([given](Levers& levers) {
      levers.mission = given ? MissionStart::given : MissionStart::empty;
    });
  };
  const auto gain = [](double Mission::*member) {
    return [member](Scene&, Mission& p, double x) { p.*member = x; };
  };
  const std::vector<Cause> causes{
      {"method", [](Scene& s, Mission&, double x) { s.with_method(x); }, 0.2, 0.8, +1},
      {"gain", gain(&Mission::ownership_gain), 0.1, 0.3, +1},
      {"presence", [](Scene& s, Mission&, double x) { s.present(x > 0.5); }, 0, 1, +1},
      {"given mission", [&](Scene& s, Mission&, double x) { gives(s, x > 0.5); }, 0, 1, -1},
      {"given_ownership",
       [&](Scene& s, Mission& p, double x) {
         gives(s, true);
         p.given_ownership = x;
       },
       0.3, 0.9, +1},
      {"operating_ownership",
       [](Scene& s, Mission& p, double x) {
         s.operating();
         p.operating_ownership = x;
       },
       0.3, 0.9, +1},
      {"loss",
       [](Scene& s, Mission& p, double x) {
         s.present(false);
         p.ownership_loss = x;
       },
       0.01, 0.05, -1}};
  for (const Cause& cause : causes) {
    const auto outcome = [&](double x) {
      Scene scene = three_views();
      scene.world.given_mission = {0.5, 0.5};
      Mission p = deaf();
      cause.set(scene, p, x);
      shape_mission(scene.world, p);
      return scene.world.ownership[0];
    };
    EXPECT_GT(cause.sign * (outcome(cause.high) - outcome(cause.low)), 1e-6) << cause.name;
  }
}

TEST(Mission, stubbornness_falls_in_the_method_and_so_does_the_spread_of_views) {
  struct Cause {
    const char* name;
    std::function<void(Scene&, Mission&, double)> set;
    int sign;
  };
  const std::vector<Cause> causes{
      {"method", [](Scene& s, Mission&, double x) { s.with_method(x); }, -1},
      {"floor", [](Scene&, Mission& p, double x) { p.stubbornness_floor = 0.5 * x; }, +1},
      {"span", [](Scene&, Mission& p, double x) { p.stubbornness_span = x; }, +1},
      {"own_weight", [](Scene&, Mission& p, double x) { p.own_weight = x; }, +1}};
  for (const Cause& cause : causes) {
    const auto spread = [&](double x) {
      Scene scene = three_views().trusting(0.5);
      Mission p = stated();
      cause.set(scene, p, x);
      express(scene, p);
      return scene.world.expressed[0] - scene.world.expressed[2];
    };
    EXPECT_GT(cause.sign * (spread(0.8) - spread(0.2)), 1e-6) << cause.name;
  }
}

TEST(Mission, the_more_partisan_the_puller_and_the_stronger_the_pull_the_nearer_the_host) {
  const auto weight = [](double neutrality, double pull) {
    Scene scene = three_views().present(false);
    scene.levers([=](Levers& levers) { levers.neutrality = neutrality; });
    Mission p = stated();
    p.host_pull = pull;
    shape_mission(scene.world, p);
    return scene.world.mission[0];
  };
  EXPECT_GT(weight(0.2, 0.5), weight(0.8, 0.5));
  EXPECT_GT(weight(0.2, 0.9), weight(0.2, 0.5));
}

TEST(Mission, in_any_world_views_and_mission_are_shares_of_the_goals) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).present(replicate % 3 != 0);
    scene.levers([&](Levers& levers) {
      levers.mission = replicate % 2 == 0 ? MissionStart::given : MissionStart::empty;
      levers.neutrality = 0.05 * replicate;
    });
    scene.world.present[0] = true;
    Mission p = stated();
    p.ownership_gain = p.ownership_loss = 1.0;
    shape_mission(scene.world, p);
    EXPECT_NEAR(sum(scene.world.mission), 1.0, 1e-12);
    EXPECT_NEAR(sum(scene.world.expressed), static_cast<double>(scene.layout().seats.size()),
                1e-12);
    for (const auto* column : {&scene.world.mission, &scene.world.expressed, &scene.world.alignment,
                               &scene.world.ownership})
      for (const double x : *column) EXPECT_TRUE(x >= 0.0 && x <= 1.0) << x;
  }
}

TEST(Mission, a_seat_without_a_member_counts_for_nothing_and_stays_as_it_was) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).present();
    scene.world.member[1] = scene.world.present[1] = false;
    Scene other = scene;
    for (const int k : scene.layout().all_goals())
      other.world.expressed[scene.layout().of_seat(1, k)] = 0.0;
    const World<double> before = scene.world;
    shape_mission(scene.world, stated());
    shape_mission(other.world, stated());
    EXPECT_EQ(scene.world.mission, other.world.mission);
    EXPECT_EQ(scene.world.ownership[1], before.ownership[1]);
    EXPECT_EQ(scene.world.alignment[1], before.alignment[1]);
    for (const int k : scene.layout().all_goals()) {
      const int entry = scene.layout().of_seat(1, k);
      EXPECT_EQ(scene.world.expressed[entry], before.expressed[entry]);
    }
  }
}

TEST(Mission, an_ended_table_is_left_as_it_was) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate).present();
    scene.world.alive[0] = false;
    const auto before = state_of(scene.world);
    shape_mission(scene.world, stated());
    EXPECT_EQ(state_of(scene.world), before);
  }
}

TEST(Mission, relabelling_partners_and_goals_changes_nothing) {
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    Scene scene = random_world(replicate);
    Scene reversed = random_world(replicate);
    // Read backwards, partners × goals and ordered pairs are those of the reverse order of both.
    const auto reverse = [](World<double>& world) {
      for (auto* column : {&world.expressed, &world.aspiration, &world.trust, &world.ownership,
                           &world.alignment, &world.mission, &world.given_mission})
        std::ranges::reverse(*column);
      for (auto* column : {&world.member, &world.present}) std::ranges::reverse(*column);
    };
    reverse(reversed.world);
    for (Scene* each : {&scene, &reversed})
      each->levers([&](Levers& levers) {
        levers.neutrality = 0.5;
        levers.mission = replicate % 2 == 0 ? MissionStart::given : MissionStart::empty;
      });
    auto& at = reversed.setting->layout.tables[0];
    at.host = at.seats - 1;
    shape_mission(scene.world, stated());
    shape_mission(reversed.world, stated());
    reverse(reversed.world);
    const auto same = [](const std::vector<double>& a, const std::vector<double>& b) {
      for (std::size_t n = 0; n < a.size(); ++n) EXPECT_NEAR(a[n], b[n], 1e-14);
    };
    same(scene.world.expressed, reversed.world.expressed);
    same(scene.world.mission, reversed.world.mission);
    same(scene.world.alignment, reversed.world.alignment);
    same(scene.world.ownership, reversed.world.ownership);
  }
}

}  // namespace
}  // namespace samen::mission_test
