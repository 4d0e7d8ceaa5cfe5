// What a run adds up: the ledgers of organisations and tables, and the money flows of a month.
//
// The hash of the state covers every row of `numbers`. It covers a row of `later` or `of_bodies`
// only if the value is not 0, so that a mechanism that is off does not change the hash. All other
// values follow from these. The address of a value in the hash depends on the length of its list,
// so a new mechanism adds a list of its own.
#pragma once

#include <array>

#include "model/core/real.hpp"
#include "model/world/entities.hpp"

namespace samen {

/// The ledger of one organisation, summed from the start [k€].
template <class Real>
struct Account {
  Money<Real> effort_together = 0.0, effort_alone = 0.0, avoided = 0.0, revenue = 0.0;
  Money<Real> running = 0.0;  ///< paid for working together, on top of the effort
  Money<Real> burden = 0.0;   ///< the part of its own burden that progress did not take away
  Money<Real> own() const { return effort_together + effort_alone; }
  Money<Real> net() const { return avoided + revenue - own() - running; }

  static constexpr std::array numbers{&Account::effort_together, &Account::effort_alone,
                                      &Account::avoided, &Account::revenue};
  static constexpr std::array later{&Account::running};
  static constexpr std::array<Money<Real> Account::*, 0> of_bodies{};
};

/// The ledger of one table, summed from the start [k€].
template <class Real>
struct TableAccount {
  // money in
  Money<Real> own = 0.0, match = 0.0, seed = 0.0;
  // money out
  Money<Real> overhead = 0.0, wage = 0.0, reflection = 0.0, work = 0.0, seed_unspent = 0.0;
  // after the start money has ended: what sustains the table and what the table costs
  Money<Real> income_after_seed = 0.0, cost_after_seed = 0.0;
  Real turns_since = never;  ///< month from which the table has paid for itself (break-even)
  // Costs of working together on top of the work (model description 7.34.1): money in …
  Money<Real> running = 0.0, public_money = 0.0;  ///< from the members; from public money
  // … and money out
  Money<Real> meetings = 0.0, informal = 0.0, second_delegates = 0.0, looking_back = 0.0;  ///< time
  Money<Real> facilitation = 0.0, transparency = 0.0, accountability = 0.0, deal = 0.0;
  Money<Real> gift = 0.0;  ///< in: paid from a lead gift
  Money<Real> lost = 0.0;  ///< out: delivered although the threshold was missed
  // A body of its own (model description 7.5.1) has a purse: it keeps revenue, pays bills from it,
  // and gives the rest back if it is dissolved.
  Money<Real> earned = 0.0, drawn = 0.0, returned = 0.0;
  Money<Real> upkeep = 0.0;  ///< out: its upkeep, paid as the bills of the table are
  Money<Real> setup = 0.0,
              called = 0.0;  ///< out: members pay when it is founded, and what it lacks
  Money<Real> purse() const { return earned - drawn - returned; }
  Money<Real> balance() const {
    return own + match + seed + gift + drawn - overhead - upkeep - wage - reflection - work -
           seed_unspent - lost + running_balance();
  }
  Money<Real> running_costs() const {
    return meetings + informal + second_delegates + looking_back + facilitation + transparency +
           accountability + deal + setup + called;
  }
  Money<Real> running_balance() const { return running + public_money - running_costs(); }

  static constexpr std::array numbers{&TableAccount::own,  &TableAccount::match,
                                      &TableAccount::seed, &TableAccount::overhead,
                                      &TableAccount::wage, &TableAccount::reflection,
                                      &TableAccount::work, &TableAccount::seed_unspent,
                                      &TableAccount::gift, &TableAccount::lost};
  static constexpr std::array later{&TableAccount::running,          &TableAccount::public_money,
                                    &TableAccount::meetings,         &TableAccount::informal,
                                    &TableAccount::second_delegates, &TableAccount::looking_back,
                                    &TableAccount::facilitation,     &TableAccount::transparency,
                                    &TableAccount::accountability,   &TableAccount::deal};
  static constexpr std::array of_bodies{&TableAccount::earned,   &TableAccount::drawn,
                                        &TableAccount::returned, &TableAccount::upkeep,
                                        &TableAccount::setup,    &TableAccount::called};
};

/// What one organisation or one set received and paid this month [k€/month].
template <class Real>
struct Flows {
  Money<Real> burden = 0.0, avoided = 0.0, revenue = 0.0, own = 0.0, match = 0.0, seed = 0.0;
  Money<Real> gift = 0.0;
  Money<Real> running = 0.0;  ///< paid by members for working together, on top of the effort
  Money<Real> deal = 0.0;     ///< public money for a deal and for governance
  Money<Real> drawn = 0.0;    ///< paid from the purses of bodies of their own
  Money<Real> net() const {
    return avoided + revenue - own - match - seed - gift - running - deal - drawn;
  }

  static constexpr std::array numbers{&Flows::burden, &Flows::avoided, &Flows::revenue, &Flows::own,
                                      &Flows::match,  &Flows::seed,    &Flows::gift};
  static constexpr std::array later{&Flows::running, &Flows::deal};
  static constexpr std::array of_bodies{&Flows::drawn};
};

}  // namespace samen
