/// @file
/// The value of a dependency outside of a request.
#pragma once

#include <microfast/binding/arguments.hpp>
#include <microfast/core/error.hpp>
#include <microfast/core/task.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

#include <memory>
#include <utility>

namespace microfast {

/// Owns a value and everything that it depends on.
///
/// Destroyed without `close` it drops open resources without running what follows their `co_yield`.
template <class T>
class [[nodiscard]] resolved {
public:
    [[nodiscard]] T& operator*() const noexcept { return *value_; }
    [[nodiscard]] T* operator->() const noexcept { return value_; }

    /// Closes resources and destroys values, in the reverse order of their making.
    [[nodiscard]] task<void> close(binding::outcome how = binding::outcome::completed) {
        value_ = nullptr;
        return state_->scope.close(how);
    }

private:
    template <auto Function>
    friend task<resolved<typename binding::depends<Function>::value_type>> resolve(
        std::shared_ptr<const binding::services> services
    );

    struct state {
        explicit state(std::shared_ptr<const binding::services> services)
            : route{{}, {}, std::move(services)},
              from{request, response, route} {
            from.use_scope(scope);
        }
        state(const state&) = delete;
        state& operator=(const state&) = delete;

        http::request request;
        http::response response;
        binding::route_binding route;
        binding::dependency_scope scope;
        binding::call from;
    };

    explicit resolved(std::shared_ptr<const binding::services> services)
        : state_{std::make_unique<state>(std::move(services))} {}

    std::unique_ptr<state> state_;
    T* value_ = nullptr;
};

/// See `application::resolve`.
template <auto Function>
task<resolved<typename binding::depends<Function>::value_type>> resolve(
    std::shared_ptr<const binding::services> services
) {
    using one = binding::argument<binding::depends<Function>>;
    static_assert(
        !one::needs_request,
        "microfast: outside of a request a dependency takes only provided objects and dependencies"
    );
    resolved<typename one::kept::value_type> made{std::move(services)};
    typename one::kept given;
    if constexpr (one::is_asynchronous) {
        co_await one::read_later(made.state_->from, given);
    } else {
        one::read(made.state_->from, given);
    }
    made.value_ = given.value;
    co_return std::move(made);
}

}  // namespace microfast
