/// @file
/// The sending half of a connection: what the client has not taken yet.
#pragma once

#include <microfast/net/descriptor.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/server/environment.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace microfast::server {

/// Gathers the answers of an event and sends them with one write.
///
/// A client that keeps up owns no buffer: its answers go through the worker's. One that does not
/// gets a copy of what it left, and what follows is appended to that.
///
/// Thread safety: none, belongs to its connection.
/// Errors: none thrown; a socket that cannot be written to any more shows in `has_failed`.
class outbox {
public:
    using time_point = net::event_loop::time_point;

    outbox(environment& shared, const net::descriptor& socket) noexcept
        : shared_{shared},
          socket_{socket} {}

    /// Where the next bytes go. Good until `flush` or `send_more`.
    [[nodiscard]] std::string& tail() noexcept { return is_empty() ? shared_.output : unsent_; }

    /// Sends what was gathered, once; keeps what the client does not take.
    void flush();

    /// The client takes bytes again. True if it has caught up by that.
    [[nodiscard]] bool send_more();

    /// Forgets what was gathered since the last `flush`, for a connection that has failed.
    void discard_gathered() noexcept { shared_.output.clear(); }

    /// The client has taken everything that was flushed.
    [[nodiscard]] bool is_empty() const noexcept { return unsent_.empty(); }

    /// Enough was gathered that it should be sent before more is.
    [[nodiscard]] bool wants_flush() noexcept { return tail().size() > limit(); }

    /// The client has left so much that it should not be asked for more.
    [[nodiscard]] bool is_full() const noexcept { return unsent_.size() - sent_ > limit(); }

    /// When a client that takes nothing is given up; the end of time if there is nothing to take.
    [[nodiscard]] time_point deadline() const noexcept {
        if (is_empty()) return time_point::max();
        return moved_last_ + shared_.options.connections.send_timeout;
    }

    [[nodiscard]] bool has_failed() const noexcept { return has_failed_; }

private:
    [[nodiscard]] std::size_t limit() const noexcept {
        return shared_.options.connections.unsent_output.value;
    }
    [[nodiscard]] std::size_t send(std::string_view bytes);
    void forget_sent();

    environment& shared_;
    const net::descriptor& socket_;
    bool has_failed_ = false;
    std::string unsent_;     // what the client has not taken yet; empty if it keeps up
    std::size_t sent_ = 0;   // how much of unsent_ it has taken meanwhile
    time_point moved_last_;  // when it last took something of unsent_
};

}  // namespace microfast::server
