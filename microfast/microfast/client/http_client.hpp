/// @file
/// Asks one server, over connections that it keeps.
#pragma once

#include <microfast/client/connection_pool.hpp>
#include <microfast/client/request.hpp>
#include <microfast/client/response.hpp>
#include <microfast/core/byte_count.hpp>
#include <microfast/http/limits.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace microfast::client {

/// All finite.
struct client_options {
    pool_options pool{};
    std::chrono::milliseconds send{20'000};     ///< without the server taking anything
    std::chrono::milliseconds head{20'000};     ///< for the head, from the end of the request
    std::chrono::milliseconds silence{20'000};  ///< between two pieces of a body
    std::chrono::milliseconds leave{1'000};     ///< for 100 (Continue), then the body is sent
    byte_count largest_head = 32_KiB;
    std::size_t headers = 200;  ///< field lines of a head
};

/// HTTP/1.1 to one origin.
///
///     client::http_client shop(client::parse_origin("http://shop.internal:8080"));
///     client::request asked;
///     asked.target = "/items/7";
///     auto answer = co_await shop.send(asked);
///     const auto text = co_await answer.read_all();
///
/// A connection that the server closed while it was idle is found out before a request goes out on
/// it, or while: then an idempotent request without a source is sent once more, on a new one.
/// Interim answers are passed over. A server may answer before it has read a body: the rest is not
/// sent then, and the connection closed.
///
/// Errors: `client_error`; a task that is cancelled throws `operation_aborted`.
/// Thread safety: none, belongs to one event loop, and ends before it. Lifetime: outlives the
/// coroutines in `send`; answers may outlive it.
class http_client {
public:
    explicit http_client(origin where, client_options options = {});

    /// Goes on when the head of the answer is there. `asked` outlives that.
    [[nodiscard]] task<response> send(const request& asked);

    [[nodiscard]] connection_pool& pool() noexcept { return pool_; }
    [[nodiscard]] const connection_pool& pool() const noexcept { return pool_; }

private:
    [[nodiscard]] task<response> exchange(lease on, const request& asked);
    [[nodiscard]] task<bool> send_source(connection& on, http::body_source& source);
    [[nodiscard]] task<response_head> read_head(
        connection& on,
        std::string& received,
        http::method asked_with,
        std::chrono::milliseconds most
    );
    [[nodiscard]] task<bool> has_leave(
        connection& on, std::string& received, response_head& head, http::method asked_with
    );

    [[nodiscard]] std::chrono::milliseconds left_until(net::event_loop::time_point due
    ) const noexcept;

    net::event_loop& loop_;
    client_options options_;
    http::http_limits limits_;  // of heads
    connection_pool pool_;
};

}  // namespace microfast::client
