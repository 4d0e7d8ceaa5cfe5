// Shows the progress of a batch on stderr, with its rate and the remaining time. On a terminal it
// repaints one line; otherwise it writes a line for each tenth of the work.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>

#include <unistd.h>

namespace samen {

class Progress {
 public:
  Progress(int total, bool quiet)
      : total_(total), quiet_(quiet), terminal_(::isatty(STDERR_FILENO) == 1) {}

  ~Progress() {
    if (painted_) std::fputc('\n', stderr);
  }

  void step(bool failed) {
    ++done_;
    failed_ += failed;
    if (quiet_) return;
    const auto now = Clock::now();
    const int tenth = static_cast<int>(10.0 * done_ / total_);
    if (terminal_ ? now - last_ < refresh && done_ < total_ : tenth == last_tenth_) return;
    last_ = now;
    last_tenth_ = tenth;
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    const double rate = seconds > 0.0 ? done_ / seconds : 0.0;
    std::fprintf(stderr, "%s%d of %d runs (%d%%)%s, %.0f runs/s, %s to go%s", terminal_ ? "\r" : "",
                 done_, total_, static_cast<int>(100.0 * done_ / total_),
                 failed_ > 0 ? (", " + std::to_string(failed_) + " failed").c_str() : "", rate,
                 duration(rate > 0.0 ? (total_ - done_) / rate : 0.0).c_str(),
                 terminal_ ? "   " : "\n");
    std::fflush(stderr);
    painted_ = terminal_;
  }

  /// Subtracts runs that are no longer needed.
  void drop(int runs) { total_ -= runs; }

  int failed() const { return failed_; }

  /// "12 s", "3 min 20 s", "2 h 5 min"
  static std::string duration(double seconds) {
    const auto whole = static_cast<long>(seconds + 0.5);
    if (whole < 60) return std::to_string(whole) + " s";
    if (whole < 3600)
      return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds refresh{100};
  int total_;
  const bool quiet_, terminal_;
  const Clock::time_point begin_ = Clock::now();
  Clock::time_point last_ = begin_;
  int done_ = 0, failed_ = 0, last_tenth_ = 0;
  bool painted_ = false;
};

}  // namespace samen
