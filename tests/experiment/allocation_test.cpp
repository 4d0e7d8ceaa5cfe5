// A month allocates nothing: a world that has been through one run goes through the next in the
// same memory.
#include <cstdlib>
#include <new>

#include <gtest/gtest.h>

#include "experiment/runner.hpp"
#include "io/scenario_reader.hpp"

namespace {
long allocations = 0;
}

[[gnu::noinline]] void* operator new(std::size_t bytes) {
  ++allocations;
  if (void* const memory = std::malloc(bytes)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t bytes, std::align_val_t alignment) {
  ++allocations;
  const auto step = static_cast<std::size_t>(alignment);
  if (void* const memory = std::aligned_alloc(step, (bytes + step - 1) / step * step))
    return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

namespace samen {
namespace {

TEST(World, lives_a_second_run_without_a_single_allocation) {
  const Scenario scenario = read_scenario(SAMEN_SCENARIOS "/hefboom8.toml", {.replicates = 1});
  const Draws<Block> draws(scenario.seed, 0);
  World<Block> world;
  for (const bool first : {true, false}) {
    const long before = allocations;
    start(world, scenario.setting, Arm::together, draws);
    Hash<Block> hash{};
    for (int t = 0; t < scenario.setting.layout.calendar.months; ++t) {
      advance(world, scenario.setting, draws);
      hash = fingerprint(world, hash);
    }
    if (first)
      EXPECT_GT(allocations - before, 100);
    else
      EXPECT_EQ(allocations - before, 0);
  }
}

}  // namespace
}  // namespace samen
