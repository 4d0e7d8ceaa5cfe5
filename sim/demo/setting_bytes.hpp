// A Setting as plain bytes, little-endian and without gaps: what the native reader resolved, the
// engine in the browser takes as it is. Writing and reading are one description; a member that is
// added to a structure and not here does not compile.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "model/model.hpp"

namespace samen::demo {

template <class T>
inline constexpr bool is_scalar = std::is_arithmetic_v<T> || std::is_enum_v<T>;

/// What every member of a structure is passed to, in order.
template <class Visit>
void each_member(Distribution& x, Visit&& visit) {
  auto& [kind, first, second] = x;
  visit(kind, first, second);
}
template <class Visit>
void each_member(OrganisationStart& x, Visit&& visit) {
  auto& [income, growth, white_space, eco, learning, change_cost, reciprocity, motivation, mandate,
         aspirations, capabilities, burden_shares] = x;
  visit(income, growth, white_space, eco, learning, change_cost, reciprocity, motivation, mandate,
        aspirations, capabilities, burden_shares);
}
template <class Visit>
void each_member(InitialValues& x, Visit&& visit) {
  auto& [organisations, mixes, given_missions] = x;
  visit(organisations, mixes, given_missions);
}
template <class Visit>
void each_member(Goal& x, Visit&& visit) {
  auto& [name, work, burden, growth, relief, revenue, complexity, after] = x;
  visit(name, work, burden, growth, relief, revenue, complexity, after);
}
template <class Visit>
void each_member(GoalSet& x, Visit&& visit) {
  auto& [name, first_goal, goals, organisations, stakes, tables] = x;
  visit(name, first_goal, goals, organisations, stakes, tables);
}
template <class Visit>
void each_member(TableLayout& x, Visit&& visit) {
  auto& [name, key, set, first_seat, seats, first_pair, first_mission, host, funder, pool, teams,
         has_waiting, levers, dated] = x;
  visit(name, key, set, first_seat, seats, first_pair, first_mission, host, funder, pool, teams,
        has_waiting, levers, dated);
}
template <class Visit>
void each_member(SeatLayout& x, Visit&& visit) {
  auto& [organisation, table, stake, key, first_expressed, waits] = x;
  visit(organisation, table, stake, key, first_expressed, waits);
}
template <class Visit>
void each_member(StakeLayout& x, Visit&& visit) {
  auto& [organisation, set, first_goal] = x;
  visit(organisation, set, first_goal);
}
template <class Visit>
void each_member(OrganisationLayout& x, Visit&& visit) {
  auto& [name, kind, sector, structure, key, cheque, first_stake, stakes, seats] = x;
  visit(name, kind, sector, structure, key, cheque, first_stake, stakes, seats);
}
template <class Visit>
void each_member(Shock& x, Visit&& visit) {
  auto& [month, size, table, organisation, months] = x;
  visit(month, size, table, organisation, months);
}
template <class Visit>
void each_member(ScheduledCut& x, Visit&& visit) {
  auto& [month, factor, organisation] = x;
  visit(month, factor, organisation);
}
template <class Visit>
void each_member(Calendar& x, Visit&& visit) {
  auto& [start_year, start_month, months, periods, board_interval] = x;
  visit(start_year, start_month, months, periods, board_interval);
}
template <class Visit>
void each_member(Layout& x, Visit&& visit) {
  auto& [calendar, capabilities, goals, sets, organisations, stakes, tables, seats, shocks, cuts,
         pairs, mission_entries, stake_entries, expressed_entries] = x;
  visit(calendar, capabilities, goals, sets, organisations, stakes, tables, seats, shocks, cuts,
        pairs, mission_entries, stake_entries, expressed_entries);
}
template <class Visit>
void each_member(Branch& x, Visit&& visit) {
  auto& [month, history] = x;
  visit(month, history);
}
template <class Visit>
void each_member(Setting& x, Visit&& visit) {
  auto& [layout, initial_values, parameters, branch] = x;
  visit(layout, initial_values, parameters, branch);
}

/// Goes through everything a value is made of. An archive takes scalars, and settles sizes.
template <class Archive, class T>
void pass(Archive& archive, T& value);
template <class Archive, class T>
void pass_all(Archive& archive, T& items) {
  for (auto& item : items) pass(archive, item);
}
template <class Archive, class T>
void pass_sized(Archive& archive, T& items) {
  items.resize(archive.size(items.size()));
  pass_all(archive, items);
}
template <class Archive>
void pass(Archive& archive, std::string& text) {
  pass_sized(archive, text);
}
template <class Archive, class T>
void pass(Archive& archive, std::vector<T>& items) {
  pass_sized(archive, items);
}
template <class Archive, class T, std::size_t n>
void pass(Archive& archive, std::array<T, n>& items) {
  pass_all(archive, items);
}
template <class Archive, class T>
void pass(Archive& archive, std::optional<T>& value) {
  const bool stated = archive.size(value ? 1 : 0) == 1;
  if (stated && !value) value.emplace();
  if (!stated) value.reset();
  if (value) pass(archive, *value);
}
/// The members of a section in the order of its rows; unrolled, so that no text of a row is needed.
template <class Archive, class Section>
void pass_section(Archive& archive, Section& section) {
  const auto whole = [&](std::int32_t value) {
    archive.scalar(value);
    return value;
  };
  const auto one = [&]<std::size_t at>() {
    constexpr const auto& row = Section::parameters[at];
    if constexpr (row.number != nullptr)
      archive.scalar(section.*(row.number));
    else if constexpr (row.whole != nullptr)
      section.*(row.whole) = whole(section.*(row.whole));
    else
      row.choose(section, whole(row.chosen(section)));
  };
  [&]<std::size_t... each>(std::index_sequence<each...>) {
    (one.template operator()<each>(), ...);
  }
  (std::make_index_sequence<Section::parameters.size()>());
}
template <class Archive>
void pass(Archive& archive, Levers& levers) {
  Mechanisms::for_each([&]<class Mechanism>() {
    if constexpr (requires { typename Mechanism::Levers; })
      pass_section<Archive, typename Mechanism::Levers>(archive, levers);
  });
}
template <class Archive>
void pass(Archive& archive, Parameters& parameters) {
  pass(archive, parameters.levers);
  Mechanisms::for_each([&]<class Mechanism>() {
    if constexpr (requires { ParametersOf<Mechanism>::name; })
      pass_section(archive, part<Mechanism>(parameters));
  });
}
template <class Archive, class T>
void pass(Archive& archive, T& value) {
  if constexpr (is_scalar<T>)
    archive.scalar(value);
  else
    each_member(value, [&](auto&... members) { (pass(archive, members), ...); });
}

/// Where a scalar lies among the bytes, or the number of items of a list that begins there.
struct Place {
  std::size_t offset = 0, size = 0;
  std::optional<std::size_t> items{};

  std::size_t end() const { return offset + size; }
};

class Writer {
 public:
  template <class T>
  void scalar(T& value) {
    places.push_back({bytes.size(), sizeof value, {}});
    append(value);
  }
  std::size_t size(std::size_t count) {
    places.push_back({bytes.size(), sizeof(std::uint32_t), count});
    append(static_cast<std::uint32_t>(count));
    return count;
  }

  std::vector<unsigned char> bytes;
  std::vector<Place> places;

 private:
  template <class T>
  void append(const T& value) {
    bytes.resize(bytes.size() + sizeof value);
    std::memcpy(bytes.data() + bytes.size() - sizeof value, &value, sizeof value);
  }
};

class Reader {
 public:
  Reader(const unsigned char* bytes, std::size_t count) : bytes_(bytes), left_(count) {}
  template <class T>
  void scalar(T& value) {
    take(value);
  }
  std::size_t size(std::size_t) {
    std::uint32_t count = 0;
    take(count);
    if (count > left_) sound_ = false;  // an item takes a byte at least
    return sound_ ? count : 0;
  }
  /// Whether the bytes were those of one value, no more and no fewer.
  bool complete() const { return sound_ && left_ == 0; }

 private:
  template <class T>
  void take(T& value) {
    sound_ = sound_ && left_ >= sizeof value;
    if (!sound_) return;
    std::memcpy(&value, bytes_, sizeof value);
    bytes_ += sizeof value;
    left_ -= sizeof value;
  }

  const unsigned char* bytes_;
  std::size_t left_;
  bool sound_ = true;
};

}  // namespace samen::demo
