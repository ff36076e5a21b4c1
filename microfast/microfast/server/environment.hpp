/// @file
/// What the connections of one event loop share.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/body_decoder.hpp>
#include <microfast/http/limits.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/http/response_writer.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/routing/router.hpp>
#include <microfast/server/background_work.hpp>
#include <microfast/server/exchange.hpp>
#include <microfast/server/server_options.hpp>
#include <microfast/server/unsent_ledger.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace microfast::server {

class connection_keeper;

/// Whether the server still wants requests.
enum class server_phase : std::uint8_t {
    serving,
    crowded,   ///< others wait for a place: a connection's next answer says close
    draining,  ///< answers what was accepted, each connection's last answer says close
};

/// The router, the limits and the buffers of a worker. An idle connection has no buffers: it
/// borrows these while it is served.
struct environment {
    environment(
        std::shared_ptr<const routing::router> routes,
        const server_options& settings,
        net::event_loop& on
    );

    /// Renders the date anew when its second is over.
    void refresh_date(net::event_loop::time_point now);

    /// Makes an exchange of `request`, whose head is `head`, and of what `body` holds of its body;
    /// both are good for the next request then.
    [[nodiscard]] exchange& take_request(std::string_view head, const routing::route_match& match);

    std::shared_ptr<const routing::router> router;
    const server_options& options;
    net::event_loop& loop;
    server_phase phase = server_phase::serving;
    net::event_loop::time_point grace_end;  // when draining: how long idle connections are kept

    /// Gives back what an exceptionally large answer has left in `response`.
    void forget_large_answer() {
        if (response.kept_memory() <= options.connections.kept_memory.value) return;
        const http::response freed = std::exchange(response, {});
    }

    /// When a body is too slow of which so many bytes have come since then.
    [[nodiscard]] net::event_loop::time_point body_deadline(
        net::event_loop::time_point since, std::size_t received
    ) const noexcept;

    connection_keeper* keeper = nullptr;  // of the connections; set before there is one
    const connection* inside = nullptr;   // whose event it is: what follows is in use for it alone
    std::vector<char> receive_buffer;
    std::string output;  // answers gathered for one write
    std::vector<task<void>> work_after_output;
    background_work work;
    unsent_ledger unsent;
    http::request request;
    http::response response;
    http::body_decoder body;
    http::response_writer writer;
    exchange_pool exchanges;

private:
    net::event_loop::time_point date_valid_until_;
};

}  // namespace microfast::server
