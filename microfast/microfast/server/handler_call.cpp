#include <microfast/core/error.hpp>
#include <microfast/http/status.hpp>
#include <microfast/server/connection.hpp>
#include <microfast/server/handler_call.hpp>

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

namespace microfast::server {

namespace {

/// Tells the connection, or gives the exchange back if the client has gone.
void end(environment& shared, exchange& ended) {
    if (ended.owner == nullptr) {
        std::vector<task<void>> work;
        if (auto left = shared.work.take_from(ended.request, ended.route))
            work.push_back(std::move(left));
        shared.work.begin(work);
        return shared.exchanges.give_back(ended);
    }
    if (shared.inside == nullptr || shared.inside == ended.owner) {
        return ended.owner->on_answered(ended);
    }
    // A handler of another connection has resumed the coroutine: the buffers are that one's now.
    shared.loop.post([&shared, &ended] { end(shared, ended); });
}

}  // namespace

void answer_exception(const http::request& request, http::response& response) {
    response.clear();
    try {
        throw;
    } catch (const http_error& refusal) {
        if (http::status::is_error(refusal.status())) {
            return response.set_problem(refusal.status(), refusal.detail());
        }
        spdlog::error("handler of {} threw an http_error {}", request.target(), refusal.status());
    } catch (const std::exception& failure) {
        spdlog::error("handler of {} failed: {}", request.target(), failure.what());
    } catch (...) {
        spdlog::error("handler of {} failed", request.target());
    }
    response.set_problem(http::status::internal_server_error, {});
}

void answer_unavailable(http::response& response, std::string_view detail) {
    response.set_problem(http::status::service_unavailable, detail);
    response.headers.append("Retry-After", "1");
}

void call_plain(const http::handler& handler, http::request& request, http::response& response) {
    try {
        handler.plain(handler.callable.get(), request, response);
    } catch (...) {
        answer_exception(request, response);
    }
}

bool answer_at_once(
    const routing::route_match& match, http::request& request, http::response& response
) {
    response.clear();
    const http::handler& handler = match.route->handler;
    if (handler.plain == nullptr && handler.attempt == nullptr) return false;
    try {
        if (handler.attempt != nullptr) {
            return handler.attempt(handler.callable.get(), request, response);
        }
        handler.plain(handler.callable.get(), request, response);
    } catch (...) {
        answer_exception(request, response);
    }
    return true;
}

task<void> run_coroutine(environment& shared, exchange& running) {
    co_await cancelled_by(running.cancelled);
    const http::handler& handler = running.route->handler;
    try {
        co_await handler.coroutine(handler.callable.get(), running.request, running.response);
    } catch (...) {
        answer_exception(running.request, running.response);
    }
    end(shared, running);
}

}  // namespace microfast::server
