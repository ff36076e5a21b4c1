/// @file
/// Has somebody asked this program to stop?
#pragma once

#include <csignal>

namespace unamex::ingest {

/// While it lives, SIGINT and SIGTERM are noted instead of ending the process; a second one ends it
/// as usual.
///
/// Thread safety: `arrived` is safe. One object at a time.
class stop_signals {
public:
    stop_signals();
    stop_signals(const stop_signals&) = delete;
    stop_signals& operator=(const stop_signals&) = delete;
    ~stop_signals();

    /// The number of the signal that came, or 0.
    [[nodiscard]] int arrived() const noexcept;

private:
    struct sigaction on_interrupt_before_ {};
    struct sigaction on_terminate_before_ {};
};

}  // namespace unamex::ingest
