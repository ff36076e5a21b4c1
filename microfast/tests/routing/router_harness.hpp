/// @file
/// Requests read from text, and what a router finds for them, as text.
#pragma once

#include <microfast/http/request.hpp>
#include <microfast/routing/router.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace microfast::routing {

/// A request that keeps the bytes it was read from.
class read_request {
public:
    read_request(
        std::string_view method, std::string_view target, std::string_view host = "example.com"
    );

    http::request request;

private:
    std::string bytes_;
};

[[nodiscard]] router with_routes(
    std::initializer_list<std::pair<http::method, const char*>> routes, router_options options = {}
);

/// The pattern that is found and its parameters, "/users/{id} id=7"; else the status of the
/// router's own answer, then its Allow or Location.
[[nodiscard]] std::string found(
    const router& table,
    std::string_view method,
    std::string_view target,
    std::string_view host = "example.com"
);

}  // namespace microfast::routing
