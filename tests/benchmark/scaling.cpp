// How time and memory grow with the number of tables in one world: landscapes with ten
// organisations for each table, tables of 4 to 12 neighbours with a challenge of their own, 150
// months, all workers inside one world. Prints a line of CSV for each run, and the exponent of time
// in tables with its interval.
//
//   scaling ROUNDS WORKERS TABLES…
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <Eigen/Dense>
#include <boost/math/distributions/students_t.hpp>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace samen {
namespace {

Scenario landscape(int tables) {
  const auto path = std::filesystem::temp_directory_path() / "samen_landscape.toml";
  std::ofstream(path) << R"([calendar]
start = "2013-07"
end = "2025-12"
periods = ["2016-01", "2021-01"]
[goals]
order = "chain"
[[goal]]
name = "first"
[[goal]]
name = "second"
[[goal]]
name = "third"
[[organisation]]
name = "organisation"
number = )" << 10 * tables
                      << R"(
[[table]]
name = "table"
number = )" << tables << R"(
invite = "nearest"
size = [4, 12]
challenge = "own"
[run]
arms = ["only_together"]
replicates = 1
record = ["summary"]
)";
  return read_scenario(path.string());
}

double peak_megabytes() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024.0;
}

/// Slope of a straight line through the points, and half the width of its 95 % interval.
std::pair<double, double> slope(const std::vector<std::pair<double, double>>& points) {
  const auto n = static_cast<Eigen::Index>(points.size());
  Eigen::MatrixXd design(n, 2);
  Eigen::VectorXd response(n);
  for (Eigen::Index row = 0; row < n; ++row) {
    design.row(row) << 1.0, points[static_cast<std::size_t>(row)].first;
    response(row) = points[static_cast<std::size_t>(row)].second;
  }
  const Eigen::Vector2d line = design.colPivHouseholderQr().solve(response);
  const auto free = static_cast<double>(n - 2);
  const double variance = (response - design * line).squaredNorm() / free;
  const Eigen::Matrix2d spread = variance * (design.transpose() * design).inverse();
  const double t = quantile(boost::math::students_t(free), 0.975);
  return {line(1), t * std::sqrt(spread(1, 1))};
}

int measure(int rounds, int workers, const std::vector<int>& sizes) {
  std::vector<std::pair<double, double>> points;
  std::printf("round,tables,organisations,seats,workers,seconds,bytes_per_seat,peak_MB,hash\n");
  for (int round = 0; round < rounds; ++round)
    for (const int tables : sizes) {
      const Scenario scenario = landscape(tables);
      const auto begin = std::chrono::steady_clock::now();
      RunResult kept;
      double bytes = 0.0;
      run_batch(scenario, workers, [&](const RunResult& result) {
        kept = result;
        bytes = result.state_bytes;
      });
      const double seconds =
          std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      const auto seats = static_cast<double>(scenario.setting.layout.seats.size());
      std::printf("%d,%d,%d,%.0f,%d,%.3f,%.0f,%.0f,%016llx\n", round + 1, tables, 10 * tables,
                  seats, workers, seconds, bytes / seats, peak_megabytes(),
                  static_cast<unsigned long long>(kept.trajectory_hash));
      std::fflush(stdout);
      points.emplace_back(std::log(tables), std::log(seconds));
    }
  if (sizes.size() < 2 || points.size() < 4) return 0;
  const auto [exponent, half_width] = slope(points);
  std::printf("# time grows with tables^%.3f [%.3f, %.3f] (95 %%, n = %zu runs)\n", exponent,
              exponent - half_width, exponent + half_width, points.size());
  return 0;
}

}  // namespace
}  // namespace samen

int main(int count, char** words) {
  std::vector<int> numbers;
  for (int n = 1; n < count; ++n) numbers.push_back(std::atoi(words[n]));
  if (numbers.size() < 3 || *std::min_element(numbers.begin(), numbers.end()) < 1) {
    std::fprintf(
        stderr,
        "usage: scaling ROUNDS WORKERS TABLES…, for instance: scaling 5 2 100 1000 10000\n");
    return 2;
  }
  return samen::measure(numbers[0], numbers[1], {numbers.begin() + 2, numbers.end()});
}
