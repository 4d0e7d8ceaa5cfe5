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
#include "model/world/branching.hpp"
#include "model/world/views.hpp"

namespace samen {

/// All parameters, a section per mechanism. `levers` are the defaults of every table.
struct Parameters : Mechanisms::Sections {
  Levers levers;
};

/// Everything a run needs but its arm and its luck.
struct Setting {
  Layout layout;
  InitialValues initial_values;
  Parameters parameters;
  std::optional<Branch> branch{};  ///< none: the arms differ from the first month on
};

/// The world before the first month (month -1: the clock has not moved). `world` is reused: a run
/// without an executor allocates nothing new once a world of this setting has been through one.
template <class Real>
void start(World<Real>& world, const Setting& setting, Arm arm, const Draws<Real>& draws);

/// The next month: the clock moves, then every rule acts once, in order. A law broken on the way is
/// noted in `world.breaches`, per replicate.
template <class Real>
void advance(World<Real>& world, const Setting& setting, const Draws<Real>& draws);

/// A rule of the schedule, in words.
struct ScheduledRule {
  std::string_view when;        ///< "before the first month" or "each month"
  std::string_view verb;        ///< its name
  std::string_view whom;        ///< it concerns
  std::string_view parameters;  ///< its section of them
  std::string_view number;      ///< of its section in ODD.md
};
std::vector<ScheduledRule> schedule();

/// One rule acts alone, by its name in the schedule; whether there is such a rule. What is neutral
/// again with each month stays as it is, and a rule of before the first month acts on what is
/// there. For tests and for whoever takes a rule's time.
template <class Real>
bool act(World<Real>& world, const Setting& setting, std::string_view verb,
         const Draws<Real>& draws);

/// Gives the boards the options of another arm from the next month on (branching.hpp).
template <class Real>
void branch_off(World<Real>& world, const Setting& setting, Arm arm);

/// Hash of the whole state of each replicate – every column and account, not the working space or
/// the notes – after `previous`: chained over the months it is the run's trajectory hash. It
/// depends on nothing that is merely observed, nor on who worked it out.
template <class Real>
Bits<Real> fingerprint(const World<Real>& world, const Bits<Real>& previous);

/// Number of the way state is hashed; a change of it changes every hash without changing a result.
inline constexpr int fingerprint_version = 3;

}  // namespace samen
