/// @file
/// A request read from text, and handlers made of lambdas, for tests of layers.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/http/handler.hpp>
#include <microfast/http/middleware.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/middleware/clocks.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace microfast::middleware {

using plain_callable = std::function<void(http::request&, http::response&)>;
using coroutine_callable = std::function<task<void>(http::request&, http::response&)>;

[[nodiscard]] http::handler plain(plain_callable callable);
[[nodiscard]] http::handler coroutine(coroutine_callable callable);

/// A plain handler that answers with this text.
[[nodiscard]] http::handler answering(std::string_view text);

/// One request and its answer.
class exchange {
public:
    /// `fields` are field lines, each with its CRLF.
    exchange(std::string_view method, std::string_view target, std::string_view fields = {});
    exchange(const exchange&) = delete;
    exchange& operator=(const exchange&) = delete;

    /// Calls a handler, runs its task to the end if it is one that does not wait.
    void call(const http::handler& called);

    /// Calls the handler with the layer around it.
    void call(const http::middleware& layer, const http::handler& called);

    /// Runs a task that does not wait to its end.
    void call_task(task<void> work);

    [[nodiscard]] std::string field(std::string_view name) const;

private:
    std::string bytes_;

public:
    http::request in;
    http::response out;
};

/// The status of the answer to a request from that address through a layer.
[[nodiscard]] int status_for(const http::middleware& layer, std::string_view address);

/// A clock that stands until it is moved.
struct standing_clock {
    std::chrono::steady_clock::time_point now{std::chrono::hours{1}};
    steady_clock_source source() {
        return [this] { return now; };
    }
};

}  // namespace microfast::middleware
