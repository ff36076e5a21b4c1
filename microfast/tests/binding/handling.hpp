/// @file
/// Calls handlers without a server.
#pragma once

#include <microfast/binding/handler_source.hpp>
#include <microfast/core/task.hpp>
#include <microfast/http/handler.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace microfast::binding {

/// A request that owns its bytes: `sample{"GET /items?q=a", "Cookie: a=b\r\n"}`.
class sample {
public:
    explicit sample(
        std::string_view line, std::string_view fields = {}, std::string_view body = {}
    );
    sample(const sample&) = delete;
    sample& operator=(const sample&) = delete;

    /// The value of the next parameter of the pattern.
    sample& with_parameter(std::string_view name, std::string_view value);

    [[nodiscard]] http::request& request() noexcept { return request_; }
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }

private:
    std::string bytes_;
    std::string body_;
    std::vector<std::string> names_;
    http::request request_;
};

/// Runs a task whose awaits are all ready. What it throws is thrown.
void run(task<void> work);

/// What a handler answers.
[[nodiscard]] http::response answer_of(const http::handler& handler, http::request& request);

/// What a callable answers whose scalars are the parameters of the sample, in order.
template <class Callable>
[[nodiscard]] http::response answer_of(
    sample& from, Callable callable, std::shared_ptr<services> provided = nullptr
) {
    route_binding route;
    route.names = std::make_shared<const std::vector<std::string>>(from.names());
    route.services = provided != nullptr ? provided : std::make_shared<services>();
    for (std::size_t i = 0; i < from.names().size(); ++i)
        route.positions[i] = static_cast<std::uint8_t>(i);
    const auto kept = std::make_shared<const Callable>(std::move(callable));
    return answer_of(make_handler(kept, std::move(route)), from.request());
}

/// The same for a request that has nothing to read.
template <class Callable>
[[nodiscard]] http::response answer_of(Callable callable) {
    sample plain{"GET /"};
    return answer_of(plain, std::move(callable));
}

}  // namespace microfast::binding
