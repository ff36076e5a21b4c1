/// @file
/// The last resort around handlers: whatever they throw becomes an answer.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/handler.hpp>
#include <microfast/routing/router.hpp>
#include <microfast/server/environment.hpp>
#include <microfast/server/exchange.hpp>

#include <string_view>

namespace microfast::server {

/// Logs the exception that is being handled and makes it the answer, without internals.
void answer_exception(const http::request& request, http::response& response);

/// Makes the answer 503, to be asked for again soon.
void answer_unavailable(http::response& response, std::string_view detail);

/// Calls a plain handler. What it throws is logged once and answered with 500, without internals.
void call_plain(const http::handler& handler, http::request& request, http::response& response);

/// Answers what needs no coroutine: calls the plain handler of the route, or makes its attempt.
/// False if the route's coroutine is still to be run.
[[nodiscard]] bool answer_at_once(
    const routing::route_match& match, http::request& request, http::response& response
);

/// Runs the coroutine handler of `running` to its end and tells its connection, or gives the
/// exchange back if the client has gone. To be spawned: the references are good because the
/// worker's environment, and with it every exchange, outlives the tasks of its loop.
[[nodiscard]] task<void> run_coroutine(environment& shared, exchange& running);

}  // namespace microfast::server
