/// @file
/// How long a program that was asked to stop may take.
#pragma once

#include <ingest/stop_signals.hpp>

#include <chrono>
#include <functional>
#include <thread>

namespace unamex::ingest {

/// Calls `overdue`, once and on a thread of its own, when a signal has come and the program has not
/// ended this object within the grace.
///
/// Lifetime: the signals outlive it.
class stop_grace {
public:
    stop_grace(
        const stop_signals& signals, std::chrono::milliseconds grace, std::function<void()> overdue
    );

private:
    std::jthread thread_;
};

}  // namespace unamex::ingest
