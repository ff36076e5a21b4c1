/// @file
/// The sending half of a connection: what the client has not taken yet.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/body_source.hpp>
#include <microfast/net/descriptor.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/server/environment.hpp>
#include <microfast/server/send_backlog.hpp>

#include <memory>
#include <string>

namespace microfast::server {

/// Gathers the answers of an event and sends them with one write.
///
/// A client that keeps up owns no buffer: its answers go through the worker's. One that does not
/// gets a backlog, and what follows is appended to that. Files go through a backlog too.
///
/// Thread safety: none, belongs to its connection.
/// Errors: none thrown; a socket that cannot be written to any more shows in `has_failed`, and so
/// does a file that has become shorter.
class outbox {
public:
    using time_point = net::event_loop::time_point;

    outbox(environment& shared, const net::descriptor& socket) noexcept
        : shared_{shared},
          socket_{socket} {}

    /// Where the next bytes go. Good until anything else is called that is not const.
    [[nodiscard]] std::string& tail() noexcept {
        return backlog_ == nullptr ? shared_.output : backlog_->tail();
    }

    /// A range of a file follows; as much of it as the client takes is sent at once. The source it
    /// is of is kept as long.
    void append_file(std::unique_ptr<http::body_source> owner, const http::file_range& range);

    /// What is to be done when everything before it is sent, or the connection has ended.
    void append_work(task<void> work);

    /// Sends what was gathered, once; keeps what the client does not take.
    void flush();

    /// The client takes bytes again.
    void send_more();

    /// Forgets what was gathered since the last `flush`, for a connection that has ended; what was
    /// to be done after it begins now.
    void give_up();

    /// The client has taken everything that was flushed.
    [[nodiscard]] bool is_empty() const noexcept { return backlog_ == nullptr; }

    /// Enough was gathered that it should be sent before more is.
    [[nodiscard]] bool wants_flush() noexcept { return tail().size() > limit(); }

    /// The client has left so much that it should not be asked for more.
    [[nodiscard]] bool is_full() const noexcept {
        return backlog_ != nullptr &&
               (backlog_->size() > limit() ||
                backlog_->waiting_work() >= shared_.options.connections.unsent_work);
    }

    /// When a client that takes nothing is given up; the end of time if there is nothing to take.
    [[nodiscard]] time_point deadline() const noexcept {
        if (is_empty()) return time_point::max();
        return backlog_->moved_last + shared_.options.connections.send_timeout;
    }

    [[nodiscard]] bool has_failed() const noexcept { return has_failed_; }

private:
    [[nodiscard]] std::size_t limit() const noexcept {
        return shared_.options.connections.unsent_output.value;
    }
    void keep_gathered(std::size_t sent);

    struct backlog : send_backlog {
        backlog(unsent_ledger& ledger, const net::descriptor& socket) noexcept
            : share{ledger, socket} {}

        unsent_ledger::share share;
    };

    environment& shared_;
    const net::descriptor& socket_;
    std::unique_ptr<backlog> backlog_;  // null if the client keeps up
    bool has_failed_ = false;
};

}  // namespace microfast::server
