// What each rule of the schedule costs: hefboom8, its table arm, a block of replicates side by
// side, as often as asked. Prints a line of CSV per rule, in the order of the schedule, and what is
// done between the rules: neutral columns at the start of a month, the laws and the hash at its
// end.
//
//   rules [BLOCKS]   (200)
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "benchmark/instructions.hpp"
#include "io/scenario_reader.hpp"
#include "model/advance.hpp"

namespace samen {
namespace {

/// Time and instructions of one thing that is done again and again.
struct Cost {
  double nanoseconds = 0.0;
  double instructions = 0.0;
};

/// Adds what `work` costs to `cost`.
template <class Work>
void measure(const Instructions& counter, Cost& cost, Work&& work) {
  const double counted = counter.so_far();
  const auto begin = std::chrono::steady_clock::now();
  work();
  cost.nanoseconds +=
      std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count();
  cost.instructions += counter.so_far() - counted;
}

int measure_rules(int blocks) {
  const Scenario scenario = read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", {.replicates = 1});
  const Setting& setting = scenario.setting;
  const auto rules = month_of_rules<Block>();
  const Instructions counter;
  std::vector<Cost> costs(rules.size());
  Cost neutral, laws, hash;
  World<Block> world;
  for (int block = 0; block < blocks; ++block) {
    const Draws<Block> draws(scenario.seed, static_cast<std::uint32_t>(block * block_lanes));
    start(world, setting, Arm::only_together, draws);
    Hash<Block> bits{};
    for (int month = 0; month < setting.layout.calendar.months; ++month) {
      turn_to(world, month);
      measure(counter, neutral, [&] {
        set_conventions(world, setting.parameters);
        begin_month(world);
      });
      for (std::size_t n = 0; n < rules.size(); ++n)
        measure(counter, costs[n], [&] { rules[n].act(world, setting.parameters, draws); });
      measure(counter, laws, [&] { check_laws(world); });
      measure(counter, hash, [&] { bits = fingerprint(world, bits); });
    }
  }

  Cost all;
  for (const Cost& cost : costs) all.nanoseconds += cost.nanoseconds;
  for (const Cost& cost : {neutral, laws, hash}) all.nanoseconds += cost.nanoseconds;
  const double months = static_cast<double>(blocks) * setting.layout.calendar.months;
  const auto print = [&](const std::string& section, const std::string& what, const Cost& cost) {
    std::printf("%s,%s,%.0f,%.0f,%.1f\n", section.c_str(), what.c_str(), cost.nanoseconds / months,
                cost.instructions / months, 100.0 * cost.nanoseconds / all.nanoseconds);
  };
  std::printf("section,rule,ns/month of a block,instructions/month of a block,%% of time\n");
  print("", "neutral columns", neutral);
  for (std::size_t n = 0; n < rules.size(); ++n)
    print(std::string(rules[n].number), std::string(rules[n].verb), costs[n]);
  print("", "laws", laws);
  print("", "hash", hash);
  return 0;
}

}  // namespace
}  // namespace samen

int main(int count, char** words) {
  const int blocks = count > 1 ? std::atoi(words[1]) : 200;
  if (blocks < 1 || count > 2) {
    std::fprintf(stderr, "rules: expected a number of blocks, at least 1\n");
    return 2;
  }
  return samen::measure_rules(blocks);
}
