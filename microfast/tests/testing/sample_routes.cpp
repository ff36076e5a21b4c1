#include "testing/sample_routes.hpp"

#include <microfast/core/error.hpp>
#include <microfast/http/body_source.hpp>
#include <microfast/http/body_stream.hpp>
#include <microfast/http/cookies.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/net/use_task.hpp>

#include <asio/post.hpp>

#include <stdexcept>
#include <string>

#include "middleware/layer_harness.hpp"

namespace microfast::testing {

namespace {

using http::request;
using http::response;

task<void> yield() {
    co_await asio::post(net::event_loop::current().executor(), net::use_task);
}

class three_pieces : public http::body_source {
public:
    task<bool> read(std::string& into) override {
        static constexpr const char* pieces[]{"one ", "two ", "three "};
        co_await yield();
        into += pieces[given_++];
        co_return given_ < 3;
    }

private:
    std::size_t given_ = 0;
};

void answer_echo(request& in, response& out) {
    const auto type = in.header(http::header_name::content_type).value_or("");
    const auto greeting = in.header("X-Greeting").value_or(type);
    out.set_text(std::string(greeting) + " " + std::string(in.body()));
}

task<void> count_pieces(request& in, response& out) {
    std::string read;
    for (;;) {
        const auto piece = co_await in.body_stream()->read();
        if (piece.empty()) break;
        read += piece;
    }
    out.set_text(std::to_string(read.size()) + " " + std::string(in.body()));
}

void answer_cookie(request& in, response& out) {
    out.set_text(in.header(http::header_name::cookie).value_or("none"));
    http::set_cookie(out.headers, {.name = "visits", .value = "1"});
}

task<void> answer_later(request&, response& out) {
    co_await yield();
    out.set_text("later");
}

task<void> throw_later(request&, response&) {
    co_await yield();
    throw http_error(409, "too late");
}

}  // namespace

std::shared_ptr<const routing::router> sample_routes() {
    using middleware::coroutine, middleware::plain;
    const auto routes = std::make_shared<routing::router>();
    const auto get = [&](const char* pattern, http::handler handler) {
        routes->add(http::method::get, pattern, std::move(handler));
    };
    get("/hello", middleware::answering("hello"));
    get("/users/{id}", plain([](request& in, response& out) {
            out.set_text(std::string(in.parameter("id")) + " " + std::string(in.query_string()));
        }));
    get("/address",
        plain([](request& in, response& out) { out.set_text(in.client_address().to_string()); }));
    get("/later", coroutine(&answer_later));
    get("/pieces",
        plain([](request&, response& out) { out.source = std::make_unique<three_pieces>(); }));
    get("/throws", plain([](request&, response&) { throw std::runtime_error("broken"); }));
    get("/throws/later", coroutine(&throw_later));
    get("/cookie", plain(&answer_cookie));
    get("/forget", plain([](request&, response& out) {
            http::forget_cookie(out.headers, {.name = "visits", .value = ""});
        }));
    const auto runs = std::make_shared<int>(0);
    get("/background", plain([runs](request& in, response& out) {
            out.set_text("before " + std::to_string(*runs));
            in.context().background().add([runs] { ++*runs; });
        }));
    get("/never", coroutine([](request&, response&) -> task<void> {
            asio::steady_timer timer(
                net::event_loop::current().executor(), asio::steady_timer::time_point::max()
            );
            co_await timer.async_wait(net::use_task);
        }));
    routes->add(http::method::post, "/echo", plain(&answer_echo));
    routes->add(http::method::post, "/count", coroutine(&count_pieces), {.streams_body = true});
    return routes;
}

}  // namespace microfast::testing
