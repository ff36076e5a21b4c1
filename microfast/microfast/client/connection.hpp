/// @file
/// One TCP connection to a server, each wait of which has an end.
#pragma once

#include <microfast/client/client_error.hpp>
#include <microfast/client/origin.hpp>
#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>

#include <asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace microfast::client {

/// Sends and receives bytes, and gives up in time.
///
/// Errors: `client_error` of the kind that the caller names, a timeout if the time has passed. What
/// cancels the task that waits is thrown on as `operation_aborted`. After any of these, but for a
/// timeout of `receive`, the connection is good for nothing.
/// Thread safety: none, belongs to one event loop. Lifetime: the loop outlives what is open.
class connection {
public:
    using time_point = net::event_loop::time_point;
    using milliseconds = std::chrono::milliseconds;

    explicit connection(net::event_loop& loop);
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection();

    /// Resolves the name and tries its addresses in their order, all within `most`. A resolver that
    /// does not answer is left behind.
    [[nodiscard]] task<void> connect(const origin& to, milliseconds most);

    /// Sends all of it. `most` is how long the server may take nothing. Ends early, and returns
    /// false, when the server says something before it has taken everything: that is an answer to
    /// read, and nothing more should be sent.
    [[nodiscard]] task<bool> send(std::string_view bytes, milliseconds most);

    /// Appends what has arrived, waiting for it; 0 at the end of what the server sends.
    [[nodiscard]] task<std::size_t> receive(std::string& into, milliseconds most, failure kind);

    /// It is open and the server has said nothing: so a new request may go out on it.
    [[nodiscard]] bool is_quiet();

    /// Leaves the event loop for good: whoever waits is not resumed any more. For the end of the
    /// loop, which coroutines of it may outlive by some destructors.
    void abandon() noexcept;
    [[nodiscard]] bool is_abandoned() const noexcept { return line_ == nullptr; }

    /// It has served a request before.
    [[nodiscard]] bool was_used() const noexcept { return was_used_; }
    void set_used() noexcept { was_used_ = true; }

    [[nodiscard]] time_point opened_at() const noexcept { return opened_at_; }
    [[nodiscard]] time_point idle_since() const noexcept { return idle_since_; }
    void set_idle_since(time_point now) noexcept { idle_since_ = now; }

private:
    struct lookup;
    struct line;
    class time_limit;

    [[nodiscard]] asio::ip::tcp::socket& socket() noexcept;
    void on_deadline(time_point now);
    void look_again(time_point now);
    [[nodiscard]] bool has_input();
    [[nodiscard]] task<asio::ip::tcp::resolver::results_type> resolve(
        const origin& to, milliseconds most
    );
    [[nodiscard]] task<void> connect_any(
        const asio::ip::tcp::resolver::results_type& addresses, const origin& to
    );
    [[noreturn]] void fail(std::error_code why, failure kind, std::string_view what) const;

    net::event_loop& loop_;
    std::unique_ptr<line> line_;  // what belongs to the loop; null once abandoned
    time_point opened_at_;
    time_point idle_since_;
    time_point due_ = time_point::max();  // of what is waited for; never, if nothing is
    bool is_late_ = false;
    bool is_sending_ = false;  // waits for room
    bool was_used_ = false;
};

}  // namespace microfast::client
