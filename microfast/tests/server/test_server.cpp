#include "server/test_server.hpp"

#include <microfast/middleware/onion.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/experimental/as_tuple.hpp>

#include <charconv>
#include <cstdlib>
#include <string>
#include <utility>

namespace microfast::server {

namespace {

std::size_t to_number(std::string_view text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

void call_plain_callable(const void* callable, http::request& request, http::response& response) {
    (*static_cast<const plain_callable*>(callable))(request, response);
}

task<void> call_coroutine_callable(
    const void* callable, http::request& request, http::response& response
) {
    return (*static_cast<const coroutine_callable*>(callable))(request, response);
}

task<void> answer_after_yielding(http::request& request, http::response& response) {
    const auto rounds = to_number(request.parameter("rounds"));
    for (std::size_t i = 0; i < rounds; ++i) {
        co_await asio::post(net::event_loop::current().executor(), net::use_task);
    }
    response.set_text(request.parameter("text"));
}

task<void> answer_behind_gate(gate& waits, http::response& response) {
    co_await waits.pass();
    response.set_text("passed");
}

}  // namespace

task<void> gate::pass() {
    loop_ = &net::event_loop::current();
    asio::steady_timer timer{loop_->executor(), asio::steady_timer::time_point::max()};
    timer_ = &timer;
    entered_.set_value();
    co_await timer.async_wait(asio::experimental::as_tuple(net::use_task));
}

void gate::open() {
    loop_->post([this] { timer_->cancel(); });
}

server_options test_options() {
    server_options options;
    options.bind = "127.0.0.1:0";
    options.workers = 1;
    options.loop.tick = std::chrono::milliseconds{10};
    const char* const poller = std::getenv("MICROFAST_TEST_POLLER");  // set by CMakeLists.txt
    if (poller != nullptr && std::string_view{poller} == "portable") {
        options.loop.poller = net::poller_kind::portable;
    }
    return options;
}

test_server::test_server(server_options options) : options_{std::move(options)} {
    add_plain(http::method::get, "/hello", [](http::request&, http::response& response) {
        response.set_text("hello");
    });
    add_plain(http::method::post, "/echo", [](http::request& request, http::response& response) {
        response.set_text(request.body());
    });
    add_plain(
        http::method::get,
        "/repeat/{count}",
        [](http::request& request, http::response& response) {
            response.set_text(std::string(to_number(request.parameter("count")), 'x'));
        }
    );
    add_coroutine(http::method::get, "/yield/{rounds}/{text}", answer_after_yielding);
}

void test_server::add_plain(
    http::method method,
    std::string_view pattern,
    plain_callable callable,
    routing::route_options options
) {
    http::handler handler;
    handler.callable = std::make_shared<const plain_callable>(std::move(callable));
    handler.plain = call_plain_callable;
    router_->add(method, pattern, std::move(handler), options);
}

void test_server::add_coroutine(
    http::method method,
    std::string_view pattern,
    coroutine_callable callable,
    routing::route_options options
) {
    http::handler handler;
    handler.callable = std::make_shared<const coroutine_callable>(std::move(callable));
    handler.coroutine = call_coroutine_callable;
    router_->add(method, pattern, std::move(handler), options);
}

void test_server::add_source(
    std::string_view pattern, std::function<std::unique_ptr<http::body_source>(http::request&)> make
) {
    add_plain(
        http::method::get,
        pattern,
        [make = std::move(make)](http::request& request, http::response& response) {
            response.headers.append("Content-Type", "text/plain");
            response.source = make(request);
        }
    );
}

void test_server::on_loop(std::function<void()> look) {
    std::promise<void> looked;
    loop_.load()->post([&] {
        look();
        looked.set_value();
    });
    looked.get_future().get();
}

void test_server::add(http::method method, std::string_view pattern, http::handler handler) {
    router_->add(method, pattern, std::move(handler));
}

void test_server::add_gate(std::string_view pattern, gate& waits) {
    add_coroutine(http::method::get, pattern, [&waits](http::request&, http::response& response) {
        return answer_behind_gate(waits, response);
    });
}

void test_server::surround_own_answers(std::vector<http::middleware> layers) {
    router_->surround([&](http::handler own) { return middleware::fold(layers, std::move(own)); });
}

void test_server::start() {
    options_.on_start = [this, before = std::move(options_.on_start)](net::event_loop& loop
                        ) -> task<void> {
        loop_ = &loop;
        if (before) co_await before(loop);
    };
    server_.emplace(router_, options_);
    server_->start();
}

}  // namespace microfast::server
