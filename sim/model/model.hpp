// The model: its parameters, the world before the first month, and the month.
//
// The month is a list of rules in a fixed order; nothing else decides who acts when. A rule acts on
// the current state; inside a rule all organisations act at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/core/contract.hpp"
#include "model/world/branch.hpp"
#include "model/world/views.hpp"

namespace samen {

/// All parameters, one section for each mechanism. `levers` are the defaults of every table.
struct Parameters : Mechanisms::Sections {
  Levers levers;
};

/// Everything a run needs except its arm and its draws.
struct Setting {
  Layout layout;
  InitialValues initial_values;
  Parameters parameters;
  std::optional<Branch> branch{};  ///< if none, the arms differ from the first month on
};

/// Sets `world` to the state before the first month (month -1: the clock has not moved). `world`
/// can be reused: without an executor, a second run of the same setting allocates no memory.
template <class Real>
void start(World<Real>& world, const Setting& setting, Arm arm, const Draws<Real>& draws);

/// Runs the next month: the clock moves, then every rule acts once, in order. If a law is broken,
/// `world.breaches` records it for the replicate.
template <class Real>
void advance(World<Real>& world, const Setting& setting, const Draws<Real>& draws);

/// A rule of the schedule, in words.
struct ScheduledRule {
  std::string_view when;        ///< "before the first month" or "each month"
  std::string_view verb;        ///< its name
  std::string_view scope;       ///< the entities on which it acts
  std::string_view parameters;  ///< its section of the parameters
  std::string_view number;      ///< number of its section in ODD.md
};
std::vector<ScheduledRule> schedule();

/// Runs a single rule, by its name in the schedule; returns whether there is such a rule. Monthly
/// columns are not reset, and a rule of before the first month acts on the current state. For
/// tests, and for programs that measure the time of a rule.
template <class Real>
bool act(World<Real>& world, const Setting& setting, std::string_view verb,
         const Draws<Real>& draws);

/// From the next month on, the boards have the options of another arm (branch.hpp).
template <class Real>
void branch_off(World<Real>& world, const Setting& setting, Arm arm);

/// Returns, for each replicate, a hash of `previous` and the whole state: every column and account,
/// without working memory and notes. Chained over the months, it is the trajectory hash of the run.
/// It depends neither on what is recorded nor on how the work was divided.
template <class Real>
Hash<Real> fingerprint(const World<Real>& world, const Hash<Real>& previous);

/// Version of the method of hashing; the chain of hashes begins with this number. A new version
/// changes every hash but no result. Double precision keeps the version, and therefore the hashes,
/// that it had before single precision existed.
inline constexpr int fingerprint_version = 4, fingerprint_version_in_double = 3;
template <class Real>
inline constexpr std::uint64_t first_hash =
    is_single<Real> ? fingerprint_version : fingerprint_version_in_double;

}  // namespace samen
