/// @file
/// Lets pages of other origins use the application.
#pragma once

#include <microfast/containers/regex.hpp>
#include <microfast/http/method.hpp>
#include <microfast/http/middleware.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace microfast::middleware {

/// What pages of other origins may do. Without `origins` and `origin_patterns`: nothing.
struct cors_options {
    /// "https://app.example.com", as browsers send it: scheme, host, port if it is not the usual
    /// one. "*" is every origin, for which there are no credentials.
    std::vector<std::string> origins{};
    /// Expressions for whole origins: R"(https://[a-z0-9-]+\.example\.com)".
    std::vector<containers::regex> origin_patterns{};
    std::vector<http::method> methods{
        http::method::get,
        http::method::head,
        http::method::post,
        http::method::put,
        http::method::patch,
        http::method::delete_};
    /// Fields that requests may have beyond the harmless ones; "*" is whichever one is asked for.
    std::vector<std::string> request_headers{"Content-Type"};
    /// Fields of answers that scripts may read beyond the harmless ones.
    std::vector<std::string> exposed_headers{};
    bool credentials = false;           ///< cookies and Authorization may come along
    std::chrono::seconds max_age{600};  ///< how long browsers remember a preflight
};

/// Answers every preflight itself with 204, for any path of the application or, as a layer of a
/// router, a mounted application or a route, for theirs; marks every other answer, errors too,
/// for the origins that are allowed. The handler runs whatever the origin: CORS protects the
/// readers of answers, not the application.
///
/// A preflight is an OPTIONS request with Origin and Access-Control-Request-Method; any other
/// OPTIONS request goes on to its route. An origin that is not allowed gets no CORS field. Answers
/// that depend on the origin say so in Vary.
///
/// Cost: a request without Origin one lookup, and a line in Vary unless all origins are alike.
/// Errors: throws `error` for an origin that no browser sends, for "*" with credentials, and for
/// names that are not tokens. Source: the Fetch standard, section 3.2.
[[nodiscard]] http::middleware cors(cors_options options);

}  // namespace microfast::middleware
