// Survival against numbers nobody here made. "R" is R 4.2.2 with its package survival 3.5-3.
#include "analysis/statistics/survival_curve.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

namespace samen::analysis::survival_curve_test {
namespace {

constexpr double exact = 1e-12;
constexpr double as_printed = 1e-10;  // R printed eleven digits or more
constexpr double infinite = std::numeric_limits<double>::infinity();

std::vector<Lifetime> lifetimes_of(const std::vector<double>& ended,
                                   const std::vector<double>& censored) {
  std::vector<Lifetime> lifetimes;
  for (const double time : ended) lifetimes.push_back({.time = time, .ended = true});
  for (const double time : censored) lifetimes.push_back({.time = time, .ended = false});
  return lifetimes;
}

// Freireich et al. (1963), Blood 21: weeks of remission of 42 children with leukaemia, half of them
// with 6-mercaptopurine. Kleinbaum & Klein (2012), Survival Analysis, chapter 1.
std::vector<Lifetime> treated() {
  return lifetimes_of({6, 6, 6, 7, 10, 13, 16, 22, 23},
                      {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35});
}
std::vector<Lifetime> untreated() {
  return lifetimes_of({1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23}, {});
}

// Mantel, Bohidar & Ciminera (1977), Cancer Research 37: weeks to a tumour in 50 litters of three
// female rats, the first of each litter treated; R: subset(rats, sex == "f"). Negative: no tumour
// when it died or the study stopped.
constexpr std::array<std::array<int, 3>, 50> litters{
    {{-101, 49, -104},   {-104, -102, -104}, {-104, -104, -104}, {-77, -97, -79},
     {-89, -104, -104},  {88, 96, -104},     {104, -94, 77},     {96, -104, -104},
     {-82, -77, -104},   {70, -104, -77},    {89, -91, -90},     {-91, -70, -92},
     {39, -45, 50},      {103, -69, -91},    {-93, -104, -103},  {-85, -72, -104},
     {-104, -63, -104},  {-104, -104, -74},  {-81, -104, -69},   {67, -104, 68},
     {-104, -104, -104}, {-104, -104, -104}, {-104, -83, 40},    {-87, -104, -104},
     {-104, -104, -104}, {-89, -104, -104},  {-78, -104, -104},  {-104, 81, 64},
     {86, 55, -94},      {34, -104, 54},     {-76, -87, -74},    {103, 73, 84},
     {102, -104, -80},   {80, -104, -73},    {45, -79, -104},    {94, -104, -104},
     {-104, -104, -104}, {-104, 101, -94},   {-76, 84, 78},      {80, 81, -76},
     {72, -95, -104},    {73, -104, 66},     {92, -104, 102},    {-104, -98, -73},
     {-55, -104, -104},  {-49, -83, -77},    {89, -104, -104},   {-88, -79, -99},
     {103, -91, -104},   {-104, -104, 79}}};

// The treated rats or the others; the litter is both run and stratum.
std::vector<Lifetime> rats(std::size_t first, std::size_t last) {
  std::vector<Lifetime> lifetimes;
  for (std::size_t litter = 0; litter < litters.size(); ++litter)
    for (std::size_t i = first; i <= last; ++i)
      lifetimes.push_back({.time = std::abs(litters[litter][i]) + 0.0,
                           .ended = litters[litter][i] > 0,
                           .stratum = litter,
                           .run = litter});
  return lifetimes;
}
std::vector<Lifetime> treated_rats() {
  return rats(0, 0);
}
std::vector<Lifetime> untreated_rats() {
  return rats(1, 2);
}
std::vector<Lifetime> all_rats() {
  return rats(0, 2);
}

// Fleming & Harrington (1991), Counting Processes and Survival Analysis, appendix D: days to a new
// liver (cause 1) or to death (2) of the 58 randomised patients under 40 years of known stage; R:
// subset(pbc, !is.na(trt) & !is.na(stage) & age < 40).
constexpr int new_liver = 1;
constexpr int death = 2;
struct LiverPatient {
  int days, cause;
  std::size_t stage, treatment;
};
constexpr std::array<LiverPatient, 58> liver_patients{
    {{1504, 1, 3, 2}, {3244, 2, 4, 2}, {1350, 2, 4, 1}, {4453, 0, 4, 2}, {3428, 2, 3, 2},
     {1434, 2, 4, 1}, {1847, 2, 2, 2}, {4039, 0, 3, 1}, {4184, 0, 3, 2}, {4190, 0, 1, 2},
     {198, 2, 3, 1},  {2689, 2, 2, 1}, {3913, 0, 2, 1}, {3823, 0, 1, 1}, {3092, 1, 3, 2},
     {2105, 2, 3, 1}, {2033, 1, 3, 1}, {2615, 0, 3, 2}, {1427, 2, 3, 2}, {2891, 0, 1, 2},
     {2475, 1, 2, 1}, {1212, 2, 3, 2}, {2657, 0, 2, 1}, {974, 2, 3, 2},  {733, 2, 3, 2},
     {2330, 0, 4, 1}, {2357, 0, 2, 2}, {2318, 0, 3, 2}, {2221, 0, 2, 2}, {790, 2, 4, 2},
     {2170, 0, 1, 1}, {1945, 0, 3, 1}, {2022, 0, 2, 1}, {1967, 0, 3, 2}, {1979, 0, 4, 2},
     {1776, 0, 2, 2}, {1882, 0, 3, 2}, {1908, 0, 3, 1}, {1435, 1, 4, 1}, {737, 1, 3, 1},
     {1735, 0, 3, 2}, {1701, 0, 3, 1}, {1301, 1, 4, 2}, {1568, 0, 3, 1}, {1525, 0, 1, 1},
     {1349, 0, 4, 1}, {1434, 0, 3, 2}, {1420, 0, 4, 2}, {1455, 0, 4, 2}, {1408, 0, 3, 1},
     {877, 1, 3, 1},  {1321, 0, 4, 2}, {1293, 0, 3, 1}, {1271, 0, 2, 1}, {1230, 0, 3, 1},
     {1149, 0, 2, 2}, {839, 0, 2, 1},  {788, 0, 2, 2}}};

// The stage serves as run, as in R with cluster = stage.
std::vector<Lifetime> liver() {
  std::vector<Lifetime> lifetimes;
  for (const auto& [days, cause, stage, treatment] : liver_patients)
    lifetimes.push_back({.time = days + 0.0,
                         .ended = cause != 0,
                         .cause = cause,
                         .stratum = treatment,
                         .run = stage});
  return lifetimes;
}

std::vector<std::vector<Lifetime>> liver_by_stage() {
  std::vector<std::vector<Lifetime>> stages(4);
  for (const Lifetime& lifetime : liver()) stages[lifetime.run - 1].push_back(lifetime);
  return stages;
}

const IncidencePoint& last_until(const std::vector<IncidencePoint>& points, double time) {
  std::size_t i = 0;
  while (i + 1 < points.size() && points[i + 1].time <= time) ++i;
  return points[i];
}

TEST(SurvivalCurve, is_that_of_the_textbook) {
  // Kleinbaum & Klein (2012), Survival Analysis, chapter 2.
  const SurvivalCurve curve(treated());
  struct Row {
    double time;
    std::size_t at_risk, events, censored;
    double survival;
  };
  const std::vector<Row> published{
      {6, 21, 3, 0, 0.8571},  {7, 17, 1, 1, 0.8067}, {10, 15, 1, 1, 0.7529}, {13, 12, 1, 2, 0.6902},
      {16, 11, 1, 0, 0.6275}, {22, 7, 1, 3, 0.5378}, {23, 6, 1, 0, 0.4482}};
  ASSERT_EQ(curve.points().size(), published.size());
  for (std::size_t i = 0; i < published.size(); ++i) {
    EXPECT_EQ(curve.points()[i].time, published[i].time);
    EXPECT_EQ(curve.points()[i].at_risk, published[i].at_risk);
    EXPECT_EQ(curve.points()[i].events, published[i].events);
    EXPECT_EQ(curve.points()[i].censored, published[i].censored);
    EXPECT_NEAR(curve.points()[i].survival, published[i].survival, 5e-5);
  }
}

TEST(SurvivalCurve, has_the_error_of_greenwood_and_the_log_log_interval) {
  // R: summary(survfit(Surv(time, status) ~ 1, conf.type = "log-log")).
  const SurvivalCurve curve(treated());
  const SurvivalPoint& first = curve.points().front();
  EXPECT_NEAR(first.standard_error, 0.0763603548321, as_printed);
  EXPECT_NEAR(first.interval->low, 0.619717955266, as_printed);
  EXPECT_NEAR(first.interval->high, 0.951551747647, as_printed);
  const SurvivalPoint& last = curve.points().back();
  EXPECT_NEAR(last.standard_error, 0.1345914567558, as_printed);
  EXPECT_NEAR(last.interval->low, 0.188052005959, as_printed);
  EXPECT_NEAR(last.interval->high, 0.680142628495, as_printed);
}

TEST(SurvivalCurve, takes_other_confidences) {
  // Half the width on the scale of log(-log S) at the confidence of half the normal quantile.
  const double narrow = std::erf(0.5 * 1.959963984540054 / std::sqrt(2.0));
  const Interval wide = *SurvivalCurve(treated()).at(23).interval;
  const Interval half = *SurvivalCurve(treated(), Unit::lifetime, narrow).at(23).interval;
  const auto scale = [](double survival) { return std::log(-std::log(survival)); };
  EXPECT_NEAR(2.0 * (scale(half.low) - scale(half.high)), scale(wide.low) - scale(wide.high),
              as_printed);
}

TEST(SurvivalCurve, is_read_at_any_time) {
  const SurvivalCurve curve(treated());
  EXPECT_NEAR(curve.at(9.9).mean, 0.8067, 5e-5);
  EXPECT_NEAR(curve.at(10).mean, 0.7529, 5e-5);
  EXPECT_EQ(curve.at(10).interval->low, curve.points()[2].interval->low);
  EXPECT_EQ(curve.at(10).n, 21u);
  EXPECT_NEAR(curve.at(35).mean, 0.4482, 5e-5);
}

TEST(SurvivalCurve, is_not_known_after_watching_stopped_unless_all_have_ended) {
  const Estimate later = SurvivalCurve(treated()).at(35.1);
  EXPECT_TRUE(std::isnan(later.mean));
  EXPECT_FALSE(later.interval);
  EXPECT_EQ(SurvivalCurve(untreated()).at(1000).mean, 0.0);
}

TEST(SurvivalCurve, has_the_exact_binomial_interval_before_the_first_end) {
  // R: binom.test(21, 21); the censored still count up to their time.
  const SurvivalCurve curve(treated());
  EXPECT_EQ(curve.at(5).mean, 1.0);
  EXPECT_NEAR(curve.at(5).interval->low, 0.8389023848, 1e-9);
  EXPECT_EQ(curve.at(5).interval->high, 1.0);
  // Units count, not lifetimes: two runs of three lifetimes, of which one run is watched longer;
  // 0.025 is the tail.
  std::vector<Lifetime> runs;
  for (const std::size_t run : {7u, 7u, 7u, 9u, 9u, 9u})
    runs.push_back({.time = run + 0.0, .ended = false, .run = run});
  EXPECT_NEAR(SurvivalCurve(runs, Unit::run).at(7).interval->low, std::sqrt(0.025), exact);
  EXPECT_NEAR(SurvivalCurve(runs, Unit::run).at(8).interval->low, 0.025, exact);
}

TEST(SurvivalCurve, keeps_its_last_upper_bound_where_nobody_is_left) {
  const SurvivalCurve curve(untreated());
  const SurvivalPoint& last = curve.points().back();
  EXPECT_EQ(last.survival, 0.0);
  EXPECT_EQ(last.standard_error, 0.0);
  EXPECT_EQ(last.interval->low, 0.0);
  // R: the upper bound at 22 weeks.
  EXPECT_NEAR(last.interval->high, 0.197044905699, as_printed);
}

TEST(SurvivalCurve, without_censoring_is_the_share_left_with_its_binomial_error) {
  for (const SurvivalPoint& point : SurvivalCurve(untreated()).points()) {
    const double left = static_cast<double>(point.at_risk - point.events) / 21.0;
    EXPECT_NEAR(point.survival, left, exact);
    EXPECT_NEAR(point.standard_error, std::sqrt(left * (1.0 - left) / 21.0), exact);
  }
}

TEST(SurvivalCurve, of_clustered_lifetimes_has_the_robust_error) {
  // R: survfit(Surv(time, status) ~ 1, cluster = litter, conf.type = "log-log").
  const SurvivalCurve curve(all_rats(), Unit::run);
  ASSERT_EQ(curve.points().size(), 31u);
  EXPECT_EQ(curve.at(50).n, 50u);
  const SurvivalPoint& sixth = curve.points()[5];
  EXPECT_EQ(sixth.time, 50.0);
  EXPECT_NEAR(sixth.survival, 0.959861104413, as_printed);
  EXPECT_NEAR(sixth.standard_error, 0.01813244447800, as_printed);
  EXPECT_NEAR(sixth.interval->low, 0.903802953526, as_printed);
  EXPECT_NEAR(sixth.interval->high, 0.983544016897, as_printed);
  const SurvivalPoint& tied = curve.points()[29];
  EXPECT_EQ(tied.events, 3u);
  EXPECT_NEAR(tied.standard_error, 0.04710510896499, as_printed);
  const SurvivalPoint& last = curve.points().back();
  EXPECT_NEAR(last.survival, 0.666426997063, as_printed);
  EXPECT_NEAR(last.standard_error, 0.04854900085089, as_printed);
  // Without cluster = litter.
  EXPECT_NEAR(SurvivalCurve(all_rats()).points().back().standard_error, 0.04480618415415,
              as_printed);
}

TEST(SurvivalCurve, learns_nothing_from_copies_within_a_run) {
  std::vector<Lifetime> copies;
  const std::vector<Lifetime> originals = treated();
  for (std::size_t i = 0; i < originals.size(); ++i)
    for (int copy = 0; copy < 3; ++copy) {
      copies.push_back(originals[i]);
      copies.back().run = 100 - i;
    }
  const SurvivalCurve once(originals);
  const SurvivalCurve thrice(copies, Unit::run);
  ASSERT_EQ(once.points().size(), thrice.points().size());
  for (std::size_t i = 0; i < once.points().size(); ++i) {
    EXPECT_NEAR(thrice.points()[i].survival, once.points()[i].survival, exact);
    EXPECT_NEAR(thrice.points()[i].standard_error, once.points()[i].standard_error, exact);
  }
  EXPECT_NEAR(thrice.restricted_mean(30).standard_error, once.restricted_mean(30).standard_error,
              exact);
}

TEST(SurvivalCurve, has_no_interval_below_two_units) {
  std::vector<Lifetime> one_run = treated();
  for (Lifetime& lifetime : one_run) lifetime.run = 5;
  const SurvivalCurve curve(one_run, Unit::run);
  EXPECT_NEAR(curve.at(6).mean, 0.8571, 5e-5);
  EXPECT_FALSE(curve.at(6).interval);
  EXPECT_FALSE(curve.at(1).interval);
  EXPECT_FALSE(curve.median().interval);
  EXPECT_EQ(curve.median().mean, 23.0);
  EXPECT_TRUE(std::isnan(curve.points().front().standard_error));
  EXPECT_TRUE(std::isnan(curve.restricted_mean(20).standard_error));
  EXPECT_FALSE(curve.restricted_mean(20).interval);
  EXPECT_FALSE(cumulative_incidence(one_run, 0, Unit::run).front().interval);
}

TEST(SurvivalCurve, of_nothing_says_so) {
  const SurvivalCurve curve({});
  EXPECT_TRUE(curve.points().empty());
  EXPECT_TRUE(std::isnan(curve.at(0).mean));
  EXPECT_TRUE(std::isnan(curve.median().mean));
  EXPECT_TRUE(std::isnan(curve.restricted_mean(1).mean));
  EXPECT_EQ(curve.median().n, 0u);
}

TEST(SurvivalCurve, falls_at_once_when_all_end_together) {
  const SurvivalCurve curve(lifetimes_of({0, 0, 0}, {}));
  ASSERT_EQ(curve.points().size(), 1u);
  EXPECT_EQ(curve.at(0).mean, 0.0);
  EXPECT_EQ(curve.at(0).interval->high, 1.0);
  EXPECT_EQ(curve.median().mean, 0.0);
  EXPECT_EQ(curve.restricted_mean(10).mean, 0.0);
}

TEST(SurvivalCurve, refuses_impossible_times) {
  EXPECT_THROW(SurvivalCurve(lifetimes_of({-1.0}, {})), std::invalid_argument);
  EXPECT_THROW(SurvivalCurve(lifetimes_of({std::nan("")}, {})), std::invalid_argument);
  EXPECT_THROW(SurvivalCurve(lifetimes_of({}, {infinite})), std::invalid_argument);
  EXPECT_THROW(SurvivalCurve({}, Unit::lifetime, 1.0), std::invalid_argument);
  EXPECT_THROW(SurvivalCurve(treated()).at(-1.0), std::invalid_argument);
  EXPECT_THROW(SurvivalCurve(treated()).at(std::nan("")), std::invalid_argument);
  EXPECT_THROW(SurvivalCurve(treated()).restricted_mean(infinite), std::invalid_argument);
}

TEST(MedianLifetime, has_the_interval_of_brookmeyer_and_crowley) {
  // R: print(survfit(Surv(time, status) ~ 1, conf.type = "log-log")): 23 (13 to not reached) and
  // 8 (4 to 11).
  const Estimate with = SurvivalCurve(treated()).median();
  EXPECT_EQ(with.mean, 23.0);
  EXPECT_EQ(with.interval->low, 13.0);
  EXPECT_EQ(with.interval->high, infinite);
  const Estimate without = SurvivalCurve(untreated()).median();
  EXPECT_EQ(without.mean, 8.0);
  EXPECT_EQ(without.interval->low, 4.0);
  EXPECT_EQ(without.interval->high, 11.0);
}

TEST(MedianLifetime, is_infinite_where_fewer_than_half_end) {
  EXPECT_EQ(SurvivalCurve(lifetimes_of({1}, {5, 5})).median().mean, infinite);
  EXPECT_EQ(SurvivalCurve(lifetimes_of({1, 2}, {5, 5})).median().mean, 2.0);
  const Estimate rare = SurvivalCurve(all_rats(), Unit::run).median();
  EXPECT_EQ(rare.mean, infinite);
  EXPECT_EQ(rare.interval->low, infinite);
}

TEST(MedianLifetime, is_not_missed_by_rounding) {
  // 23/24 22/23 … 12/13 is one half, but a little more in floating point.
  const SurvivalCurve curve(
      lifetimes_of({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, std::vector<double>(12, 20.0)));
  ASSERT_GT(curve.points().back().survival, 0.5);
  EXPECT_EQ(curve.median().mean, 12.0);
}

TEST(RestrictedMean, is_the_area_under_the_curve) {
  // R: print(survfit(...), rmean = 35), 12, 20 and, for the untreated, 23.
  const SurvivalCurve curve(treated());
  EXPECT_NEAR(curve.restricted_mean(35).mean, 23.287395, 5e-7);
  EXPECT_NEAR(curve.restricted_mean(35).standard_error, 2.8274676, 5e-8);
  EXPECT_NEAR(curve.restricted_mean(12).mean, 10.783193, 5e-7);
  EXPECT_NEAR(curve.restricted_mean(12).standard_error, 0.49904509, 5e-9);
  EXPECT_NEAR(curve.restricted_mean(20).mean, 16.116527, 5e-7);
  EXPECT_NEAR(curve.restricted_mean(20).standard_error, 1.2515602, 5e-8);
  EXPECT_EQ(curve.restricted_mean(20).n, 21u);
  const double half = 1.959963984540054 * curve.restricted_mean(20).standard_error;
  EXPECT_NEAR(curve.restricted_mean(20).interval->high, curve.restricted_mean(20).mean + half,
              as_printed);
  // All ended: the plain mean, 182 weeks over 21 children, and any horizon will do.
  EXPECT_NEAR(SurvivalCurve(untreated()).restricted_mean(23).mean, 182.0 / 21.0, exact);
  EXPECT_NEAR(SurvivalCurve(untreated()).restricted_mean(23).standard_error, 1.37739, 5e-6);
  EXPECT_NEAR(SurvivalCurve(untreated()).restricted_mean(99).standard_error, 1.37739, 5e-6);
}

TEST(RestrictedMean, of_clustered_lifetimes_has_the_robust_error) {
  // R: residuals(survfit(Surv(time, status) ~ 1), times = 100, type = "rmst"), summed by litter,
  // and the root of the sum of their squares; without litters print(..., rmean = 100).
  const RestrictedMean clustered = SurvivalCurve(all_rats(), Unit::run).restricted_mean(100);
  EXPECT_NEAR(clustered.mean, 93.33643819348, as_printed);
  EXPECT_NEAR(clustered.standard_error, 1.3737889485, 5e-10);
  EXPECT_NEAR(SurvivalCurve(all_rats()).restricted_mean(100).standard_error, 1.18989998135,
              as_printed);
}

TEST(RestrictedMean, needs_watching_up_to_its_horizon) {
  EXPECT_TRUE(std::isnan(SurvivalCurve(treated()).restricted_mean(35.5).mean));
  EXPECT_FALSE(SurvivalCurve(treated()).restricted_mean(35.5).interval);
  EXPECT_EQ(SurvivalCurve(treated()).restricted_mean(4).mean, 4.0);
  EXPECT_EQ(SurvivalCurve(treated()).restricted_mean(4).standard_error, 0.0);
  EXPECT_EQ(SurvivalCurve(lifetimes_of({}, {3, 9})).restricted_mean(9).mean, 9.0);
}

TEST(CumulativeIncidence, is_that_of_the_textbook) {
  // Satagopan et al. (2004), British Journal of Cancer 91, table 2: 305 women with breast cancer,
  // dead of it (cause 1) or otherwise (2), in percent; 296 were watched beyond 27 months.
  std::vector<Lifetime> women = lifetimes_of({}, {7, 14, 24});
  for (const double time : {10., 16., 23., 27.})
    women.push_back({.time = time, .ended = true, .cause = 1});
  for (const double time : {18., 26.}) women.push_back({.time = time, .ended = true, .cause = 2});
  for (int i = 0; i < 296; ++i) women.push_back({.time = 28, .ended = false});
  const std::vector<IncidencePoint> points = cumulative_incidence(women, 1);
  ASSERT_EQ(points.size(), 4u);
  const std::array<std::size_t, 4> at_risk{304, 302, 300, 297};
  double before = 0.0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    EXPECT_EQ(points[i].at_risk, at_risk[i]);
    EXPECT_EQ(points[i].events, 1u);
    EXPECT_NEAR(100.0 * (points[i].incidence - before), 0.3, 0.05);
    before = points[i].incidence;
  }
  EXPECT_NEAR(100.0 * SurvivalCurve(women).at(27).mean, 98.0, 0.05);
}

TEST(CumulativeIncidence, has_the_errors_of_the_multistate_curve) {
  // R: summary(survfit(Surv(time, factor(status, 0:2)) ~ 1), times = c(1000, 2000, 4000)).
  const std::vector<IncidencePoint> transplants = cumulative_incidence(liver(), new_liver);
  const std::vector<IncidencePoint> deaths = cumulative_incidence(liver(), death);
  struct Row {
    double time, transplants, error_of_transplants, deaths, error_of_deaths;
  };
  for (const Row& row :
       {Row{1000, 0.0351397485018, 0.0244152204883, 0.0699417919246, 0.0337398423874},
        Row{2000, 0.0993725229309, 0.0425405325389, 0.178278987414, 0.0548919121444},
        Row{4000, 0.241752557465, 0.0850329894528, 0.390446830404, 0.1009621709483}}) {
    EXPECT_NEAR(last_until(transplants, row.time).incidence, row.transplants, as_printed);
    EXPECT_NEAR(last_until(transplants, row.time).standard_error, row.error_of_transplants,
                as_printed);
    EXPECT_NEAR(last_until(deaths, row.time).incidence, row.deaths, as_printed);
    EXPECT_NEAR(last_until(deaths, row.time).standard_error, row.error_of_deaths, as_printed);
  }
}

TEST(CumulativeIncidence, of_clustered_lifetimes_has_the_robust_error) {
  // R: residuals(survfit(Surv(time, factor(status, 0:2)) ~ 1), times, type = "pstate"), summed by
  // stage, and the root of the sum of their squares.
  const auto transplants = cumulative_incidence(liver(), new_liver, Unit::run);
  const auto deaths = cumulative_incidence(liver(), death, Unit::run);
  EXPECT_NEAR(last_until(transplants, 1000).standard_error, 0.0216737761902, as_printed);
  EXPECT_NEAR(last_until(deaths, 1000).standard_error, 0.0252595473010, as_printed);
  EXPECT_NEAR(last_until(transplants, 2000).standard_error, 0.0314656232733, as_printed);
  EXPECT_NEAR(last_until(deaths, 2000).standard_error, 0.0292449868846, as_printed);
  EXPECT_NEAR(last_until(transplants, 4000).standard_error, 0.0530198363391, as_printed);
  EXPECT_NEAR(last_until(deaths, 4000).standard_error, 0.0603400279453, as_printed);
  // R: survfit(Surv(time, status > 0) ~ 1, cluster = stage) at 4000 days.
  const SurvivalCurve curve(liver(), Unit::run);
  EXPECT_NEAR(curve.points().back().standard_error, 0.0962276084327, as_printed);
}

TEST(CumulativeIncidence, sums_to_one_with_the_survival) {
  const double transplants = cumulative_incidence(liver(), new_liver).back().incidence;
  const double deaths = cumulative_incidence(liver(), death).back().incidence;
  EXPECT_NEAR(transplants + deaths + SurvivalCurve(liver()).points().back().survival, 1.0, exact);
}

TEST(CumulativeIncidence, of_an_only_cause_is_one_minus_the_survival) {
  const SurvivalCurve curve(untreated());
  const std::vector<IncidencePoint> points = cumulative_incidence(untreated(), 0);
  ASSERT_EQ(points.size(), curve.points().size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    EXPECT_NEAR(points[i].incidence, 1.0 - curve.points()[i].survival, exact);
    EXPECT_NEAR(points[i].standard_error, curve.points()[i].standard_error, as_printed);
    EXPECT_NEAR(points[i].interval->low, 1.0 - curve.points()[i].interval->high, as_printed);
    EXPECT_NEAR(points[i].interval->high, 1.0 - curve.points()[i].interval->low, as_printed);
  }
}

TEST(CumulativeIncidence, of_everything_is_one_despite_rounding) {
  std::vector<Lifetime> lifetimes;
  for (int i = 0; i < 22; ++i) lifetimes.push_back({.time = i + 0.0, .ended = true});
  const std::vector<IncidencePoint> points = cumulative_incidence(lifetimes, 0);
  ASSERT_LT(points[21].incidence, 1.0);
  EXPECT_EQ(points[21].interval->high, 1.0);
  EXPECT_EQ(points[21].interval->low, points[20].interval->low);
}

TEST(CumulativeIncidence, without_censoring_is_a_share_with_its_binomial_error) {
  std::vector<Lifetime> lifetimes;
  for (int i = 0; i < 20; ++i)
    lifetimes.push_back({.time = 1.0 + i / 2, .ended = true, .cause = i % 3});
  // The first of three causes takes 0, 3, 6 … 18: seven of twenty.
  const IncidencePoint last = cumulative_incidence(lifetimes, 0).back();
  EXPECT_NEAR(last.incidence, 0.35, exact);
  EXPECT_NEAR(last.standard_error, std::sqrt(0.35 * 0.65 / 20.0), exact);
}

TEST(CumulativeIncidence, of_a_cause_that_never_was_is_empty) {
  EXPECT_TRUE(cumulative_incidence(liver(), 3).empty());
  EXPECT_TRUE(cumulative_incidence({}, 1).empty());
}

TEST(Hazard, is_ends_over_time_at_risk) {
  // Kleinbaum & Klein (2012), Survival Analysis, chapter 1: 9 in 359 weeks, 21 in 182 weeks.
  const Hazard with = hazard(treated(), 0, infinite);
  EXPECT_EQ(with.events, 9u);
  EXPECT_EQ(with.exposure, 359.0);
  EXPECT_NEAR(with.rate, 0.025, 5e-4);
  EXPECT_NEAR(hazard(untreated(), 0, infinite).rate, 0.115, 5e-4);
  // R: poisson.test(9, 359).
  EXPECT_NEAR(with.interval->low, 0.0114634348116, as_printed);
  EXPECT_NEAR(with.interval->high, 0.0475899817588, as_printed);
}

TEST(Hazard, has_the_exact_poisson_interval) {
  // Garwood (1936), Biometrika 28: 0, 1 and 10 events at 95 %; R: poisson.test.
  const auto bounds = [](std::size_t count) {
    std::vector<Lifetime> lifetimes(count, {.time = 0.0, .ended = true});
    lifetimes.push_back({.time = 1.0, .ended = false});
    return *hazard(lifetimes, 0, 2).interval;
  };
  EXPECT_EQ(bounds(0).low, 0.0);
  EXPECT_NEAR(bounds(0).high, 3.689, 5e-4);
  EXPECT_NEAR(bounds(1).low, 0.0253, 5e-5);
  EXPECT_NEAR(bounds(1).high, 5.572, 5e-4);
  EXPECT_NEAR(bounds(10).low, 4.795, 5e-4);
  EXPECT_NEAR(bounds(10).high, 18.390, 5e-4);
}

TEST(Hazard, adds_up_over_pieces) {
  const Hazard early = hazard(treated(), 0, 10);
  const Hazard late = hazard(treated(), 10, infinite);
  EXPECT_EQ(early.events, 4u);  // the end at ten weeks counts as late
  EXPECT_EQ(late.events, 5u);
  EXPECT_EQ(early.exposure, 4 * 6 + 7 + 9 + 15 * 10.0);
  EXPECT_EQ(early.exposure + late.exposure, 359.0);
}

TEST(Hazard, is_not_known_without_time_at_risk) {
  const Hazard after = hazard(treated(), 35, 40);
  EXPECT_EQ(after.exposure, 0.0);
  EXPECT_TRUE(std::isnan(after.rate));
  EXPECT_FALSE(after.interval);
  EXPECT_TRUE(std::isnan(hazard({}, 0, 1).rate));
}

TEST(Hazard, refuses_impossible_intervals) {
  EXPECT_THROW(hazard(treated(), 5, 5), std::invalid_argument);
  EXPECT_THROW(hazard(treated(), -1, 5), std::invalid_argument);
  EXPECT_THROW(hazard(treated(), 0, std::nan("")), std::invalid_argument);
  EXPECT_THROW(hazard(treated(), 0, 5, 0.0), std::invalid_argument);
}

TEST(LogRank, is_that_of_the_leukaemia_patients) {
  // Kleinbaum & Klein (2012), Survival Analysis, chapter 2: 16.793; R: survdiff.
  const LogRank test = log_rank({treated(), untreated()}, Stratification::overall);
  EXPECT_NEAR(test.chi_squared, 16.7929409892, as_printed);
  EXPECT_EQ(test.degrees_of_freedom, 1u);
  EXPECT_NEAR(test.p, 4.16880910933e-05, 1e-15);
  EXPECT_EQ(test.observed, (std::vector<double>{9, 21}));
  EXPECT_NEAR(test.expected[0], 19.250500948, 5e-10);
  EXPECT_NEAR(test.expected[1], 10.749499052, 5e-10);
}

TEST(LogRank, compares_within_strata) {
  // R: survdiff(Surv(time, status) ~ rx + strata(litter)), and without strata.
  const std::vector<std::vector<Lifetime>> groups{untreated_rats(), treated_rats()};
  const LogRank within = log_rank(groups, Stratification::within_strata);
  EXPECT_NEAR(within.chi_squared, 6.97510373443983, as_printed);
  EXPECT_NEAR(within.p, 0.00826514314985, as_printed);
  EXPECT_EQ(within.observed, (std::vector<double>{19, 21}));
  EXPECT_NEAR(within.expected[0], 25.8333333333, as_printed);
  EXPECT_NEAR(within.expected[1], 14.1666666667, as_printed);
  const LogRank overall = log_rank(groups, Stratification::overall);
  EXPECT_NEAR(overall.chi_squared, 8.60618176766222, as_printed);
  EXPECT_NEAR(overall.p, 0.00335023912563, as_printed);
}

TEST(LogRank, compares_several_groups) {
  // R: survdiff(Surv(time, status == 2) ~ stage).
  std::vector<std::vector<Lifetime>> deaths = liver_by_stage();
  for (std::vector<Lifetime>& stage : deaths)
    for (Lifetime& lifetime : stage) lifetime.ended = lifetime.cause == death;
  const LogRank overall = log_rank(deaths, Stratification::overall);
  EXPECT_EQ(overall.degrees_of_freedom, 3u);
  EXPECT_NEAR(overall.chi_squared, 3.423385457448, as_printed);
  EXPECT_NEAR(overall.p, 0.330835553928, as_printed);
  EXPECT_EQ(overall.observed, (std::vector<double>{0, 2, 7, 4}));
  EXPECT_NEAR(overall.expected[2], 5.57312907645, as_printed);
  // R: survdiff(Surv(time, status > 0) ~ stage + strata(trt)).
  const LogRank within = log_rank(liver_by_stage(), Stratification::within_strata);
  EXPECT_EQ(within.degrees_of_freedom, 3u);
  EXPECT_NEAR(within.chi_squared, 6.552116859129, as_printed);
  EXPECT_NEAR(within.p, 0.087629648856, as_printed);
  EXPECT_NEAR(within.expected[3], 4.18296451914, as_printed);
}

TEST(LogRank, leaves_out_a_group_that_was_never_at_risk) {
  // As R does: survdiff drops groups without expected ends from the degrees of freedom.
  const LogRank test =
      log_rank({treated(), lifetimes_of({}, {0.5}), untreated(), {}}, Stratification::overall);
  EXPECT_EQ(test.degrees_of_freedom, 1u);
  EXPECT_NEAR(test.chi_squared, 16.7929409892, 1e-9);
  EXPECT_EQ(test.expected[1], 0.0);
}

TEST(LogRank, sees_no_difference_between_copies) {
  const LogRank test = log_rank({treated(), treated(), treated()}, Stratification::overall);
  EXPECT_EQ(test.degrees_of_freedom, 2u);
  EXPECT_NEAR(test.chi_squared, 0.0, exact);
  EXPECT_NEAR(test.p, 1.0, exact);
}

TEST(LogRank, says_when_nothing_can_be_compared) {
  const LogRank no_ends =
      log_rank({lifetimes_of({}, {1, 2}), lifetimes_of({}, {3})}, Stratification::overall);
  EXPECT_EQ(no_ends.degrees_of_freedom, 0u);
  EXPECT_EQ(no_ends.chi_squared, 0.0);
  EXPECT_TRUE(std::isnan(no_ends.p));
  // Each group in a stratum of its own.
  std::vector<Lifetime> elsewhere = untreated();
  for (Lifetime& lifetime : elsewhere) lifetime.stratum = 1;
  EXPECT_TRUE(std::isnan(log_rank({treated(), elsewhere}, Stratification::within_strata).p));
  EXPECT_TRUE(std::isnan(log_rank({{}, {}}, Stratification::overall).p));
}

TEST(LogRank, refuses_a_single_group) {
  EXPECT_THROW(log_rank({treated()}, Stratification::overall), std::invalid_argument);
  EXPECT_THROW(log_rank({treated(), lifetimes_of({std::nan("")}, {})}, Stratification::overall),
               std::invalid_argument);
}

}  // namespace
}  // namespace samen::analysis::survival_curve_test
