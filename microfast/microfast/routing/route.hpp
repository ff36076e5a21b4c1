/// @file
/// What was registered for one method and pattern.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/http/handler.hpp>
#include <microfast/http/method.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace microfast::routing {

/// What a route has for itself instead of the server's setting.
struct route_options {
    std::optional<byte_count> body_limit{};
    std::optional<std::chrono::milliseconds> handler_deadline{};
    std::optional<std::chrono::milliseconds> heartbeat{};  ///< 0: none
    bool streams_body = false;  ///< the handler, a coroutine, starts before the body has arrived
    bool cancel_on_disconnect = false;  ///< its waits end early when the client has left
};

struct route {
    http::method method = http::method::unknown;
    std::string pattern{};
    std::vector<std::string> parameter_names{};  ///< in the order of the pattern
    http::handler handler{};
    route_options options{};
    std::string name{};  ///< for URLs; may be empty

    /// Answers OPTIONS for the path where Access-Control-Request-Method names this method and there
    /// is no route for OPTIONS: so that middleware of the route sees preflights. Null: the router.
    std::shared_ptr<const route> preflight{};
};

}  // namespace microfast::routing
