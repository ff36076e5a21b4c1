#include "binding/handling.hpp"

#include <microfast/http/head_parser.hpp>

#include <coroutine>
#include <exception>
#include <stdexcept>

namespace microfast::binding {

namespace {

struct driver {
    struct promise_type {
        driver get_return_object() noexcept { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
        void unhandled_exception() noexcept { std::terminate(); }
    };
};

driver drive(task<void>& work, bool& done, std::exception_ptr& failure) {
    try {
        co_await std::move(work);
    } catch (...) {
        failure = std::current_exception();
    }
    done = true;
}

}  // namespace

sample::sample(std::string_view line, std::string_view fields, std::string_view body)
    : bytes_{std::string(line) + " HTTP/1.1\r\nHost: test\r\n" + std::string(fields) + "\r\n"},
      body_{body} {
    std::size_t scanned = 0;
    const http::http_limits limits;
    const auto read = http::parse_head(bytes_, scanned, limits, request_.head());
    if (read.progress != http::parse_progress::complete) {
        throw std::invalid_argument("the sample is no request: " + bytes_);
    }
    request_.set_body(body_);
    names_.reserve(http::request::most_parameters);  // the request refers to them
}

sample& sample::with_parameter(std::string_view name, std::string_view value) {
    request_.add_parameter(names_.emplace_back(name), value);
    return *this;
}

void run(task<void> work) {
    bool done = false;
    std::exception_ptr failure;
    drive(work, done, failure);
    if (failure) std::rethrow_exception(failure);
    if (!done) throw std::logic_error("the task waits for something that does not come");
}

http::response answer_of(const http::handler& handler, http::request& request) {
    http::response answer;
    if (handler.plain != nullptr) {
        handler.plain(handler.callable.get(), request, answer);
    } else {
        run(handler.coroutine(handler.callable.get(), request, answer));
    }
    return answer;
}

}  // namespace microfast::binding
