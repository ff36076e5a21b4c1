/// @file
/// Reads a body to its end, as a server does.
#pragma once

#include <microfast/http/response.hpp>

#include <coroutine>
#include <exception>
#include <string>

namespace microfast::files {

namespace detail {

/// A coroutine that runs as far as it can at once.
struct at_once {
    struct promise_type {
        at_once get_return_object() noexcept { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
        void unhandled_exception() noexcept { std::terminate(); }
    };
};

inline at_once read_all(http::body_source& source, std::string& text, std::exception_ptr& failure) {
    try {
        while (co_await source.read(text)) {
        }
    } catch (...) {
        failure = std::current_exception();
    }
}

}  // namespace detail

/// Everything that a source gives. Throws what it throws.
inline std::string read_all(http::body_source& source) {
    std::string text;
    std::exception_ptr failure;
    detail::read_all(source, text, failure);
    if (failure) std::rethrow_exception(failure);
    return text;
}

/// The body of an answer, wherever it comes from.
inline std::string whole_body(const http::response& answer) {
    return answer.source == nullptr ? answer.body : read_all(*answer.source);
}

}  // namespace microfast::files
