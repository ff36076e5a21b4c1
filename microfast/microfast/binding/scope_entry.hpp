/// @file
/// The scope of dependencies that a request is in.
#pragma once

#include <microfast/binding/dependency_scope.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

namespace microfast::binding {

/// The scope that an entry has set.
[[nodiscard]] dependency_scope& current_scope_of(http::request& request);

/// Gives a request a scope for as long as it lives; inside of another one it is that one's.
class scope_entry {
public:
    explicit scope_entry(http::request& request);
    scope_entry(const scope_entry&) = delete;
    scope_entry& operator=(const scope_entry&) = delete;
    ~scope_entry();

    /// Is there something to close? Never inside of another entry.
    [[nodiscard]] bool has_open() const noexcept { return own_.has_open(); }
    [[nodiscard]] task<void> close(outcome how) { return own_.close(how); }

    /// Hands the values over to the body of an answer that goes on with them. False if none does.
    bool hand_over(http::response& answer);

private:
    dependency_scope own_;
    dependency_scope** current_;  // in the context of the request; null if no entry lives
    bool is_outermost_;
};

/// Runs a coroutine handler in a scope, and closes it when the answer is there.
[[nodiscard]] task<void> run_in_scope(
    http::request& request, http::response& answer, task<void> handling
);

}  // namespace microfast::binding
