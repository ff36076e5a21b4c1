#include "middleware/layer_harness.hpp"

#include <microfast/http/head_parser.hpp>
#include <microfast/middleware/onion.hpp>

#include <gtest/gtest.h>

#include <coroutine>
#include <exception>
#include <memory>
#include <span>
#include <utility>

namespace microfast::middleware {

namespace {

void call_plain(const void* callable, http::request& in, http::response& out) {
    (*static_cast<const plain_callable*>(callable))(in, out);
}

task<void> call_coroutine(const void* callable, http::request& in, http::response& out) {
    return (*static_cast<const coroutine_callable*>(callable))(in, out);
}

/// The outermost coroutine: starts at once and is gone when it ends.
struct runner {
    struct promise_type {
        runner get_return_object() const noexcept { return {}; }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_never final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const { throw; }
    };
};

runner run(task<void> work, bool& has_ended) {
    co_await std::move(work);
    has_ended = true;
}

}  // namespace

http::handler plain(plain_callable callable) {
    http::handler made;
    made.callable = std::make_shared<const plain_callable>(std::move(callable));
    made.plain = &call_plain;
    return made;
}

http::handler coroutine(coroutine_callable callable) {
    http::handler made;
    made.callable = std::make_shared<const coroutine_callable>(std::move(callable));
    made.coroutine = &call_coroutine;
    return made;
}

http::handler answering(std::string_view text) {
    return plain([text = std::string(text)](http::request&, http::response& out) {
        out.set_text(text);
    });
}

exchange::exchange(std::string_view method, std::string_view target, std::string_view fields)
    : bytes_(
          std::string(method) + " " + std::string(target) + " HTTP/1.1\r\nHost: example.com\r\n" +
          std::string(fields) + "\r\n"
      ) {
    std::size_t scanned = 0;
    const auto read = http::parse_head(bytes_, scanned, {}, in.head());
    EXPECT_EQ(read.progress, http::parse_progress::complete) << bytes_;
}

void exchange::call(const http::handler& called) {
    out.clear();
    if (called.plain != nullptr) return called.plain(called.callable.get(), in, out);
    call_task(called.coroutine(called.callable.get(), in, out));
}

void exchange::call_task(task<void> work) {
    bool has_ended = false;
    run(std::move(work), has_ended);
    EXPECT_TRUE(has_ended) << "the task waits for something";
}

void exchange::call(const http::middleware& layer, const http::handler& called) {
    call(fold(std::span(&layer, 1), called));
}

std::string exchange::field(std::string_view name) const {
    return std::string(out.headers.find(name).value_or("(none)"));
}

int status_for(const http::middleware& layer, std::string_view address) {
    exchange one("GET", "/");
    one.in.set_client_address(http::ip_address::parse(address).value());
    one.call(layer, answering("ok"));
    return one.out.status;
}

}  // namespace microfast::middleware
