/// @file
/// Which descriptors are ready? The small interface over epoll, and over asio's reactor where there
/// is none.
#pragma once

#include <cstdint>
#include <memory>

namespace asio {
class io_context;
}

namespace microfast::net {

/// What a watcher waits for. Readiness is level-triggered: it is told again until it has acted.
enum class interest : std::uint8_t { none = 0, read = 1, write = 2, read_write = 3 };

/// What was found. `failed` means that both directions are closed, or the peer reset the
/// connection.
struct readiness {
    bool readable = false;
    bool writable = false;
    bool failed = false;
};

/// Someone who waits for a descriptor.
class watcher {
public:
    watcher() = default;
    watcher(const watcher&) = delete;
    watcher& operator=(const watcher&) = delete;

    /// Called on the loop's thread. It may forget and destroy itself and any other watcher.
    virtual void on_ready(readiness found) = 0;

protected:
    ~watcher() = default;
};

/// Waits for readiness of many descriptors: a source of events of the `io_context` it was made for.
///
/// Thread safety: none, a poller belongs to one event loop.
/// Errors: `std::system_error` when the system is out of resources.
class poller {
public:
    poller() = default;
    poller(const poller&) = delete;
    poller& operator=(const poller&) = delete;
    virtual ~poller() = default;

    /// `on_ready` is called, from inside `io_context::run`, as long as `descriptor` is ready as
    /// wanted. Under epoll a failure is told even to a watcher who wants nothing.
    virtual void watch(int descriptor, interest wanted, watcher& who) = 0;
    virtual void change(int descriptor, interest wanted, watcher& who) = 0;

    /// Ends the watch. The caller closes the descriptor right after: closing is what tells the
    /// kernel.
    virtual void forget(int descriptor, watcher& who) noexcept = 0;
};

/// How an event loop waits.
enum class poller_kind : std::uint8_t {
    system,    ///< epoll where there is one, else asio's reactor
    portable,  ///< asio's reactor everywhere: kqueue on macOS and BSD, epoll on Linux
};

[[nodiscard]] std::unique_ptr<poller> make_poller(poller_kind kind, asio::io_context& context);

}  // namespace microfast::net
