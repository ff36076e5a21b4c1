// The server that system benchmarks load: `hello_server PORT [WORKERS]`.
//
// /plaintext and /coroutine answer the same 13 bytes, inline and from a coroutine; /users/{id}
// takes a parameter.
#include <microfast/core/task.hpp>
#include <microfast/http/handler.hpp>
#include <microfast/routing/router.hpp>
#include <microfast/server/http_server.hpp>

#include <charconv>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace microfast;

void answer_hello(const void* /*callable*/, http::request& /*request*/, http::response& response) {
    response.set_text("Hello, World!");
}

task<void> answer_hello_later(
    const void* /*callable*/, http::request& /*request*/, http::response& response
) {
    response.set_text("Hello, World!");
    co_return;
}

void answer_user(const void* /*callable*/, http::request& request, http::response& response) {
    response.set_text(request.parameter("id"));
}

std::shared_ptr<routing::router> make_router() {
    auto router = std::make_shared<routing::router>();
    router->add(http::method::get, "/plaintext", {.callable = {}, .plain = answer_hello});
    router->add(http::method::get, "/coroutine", {.callable = {}, .coroutine = answer_hello_later});
    router->add(http::method::get, "/users/{id}", {.callable = {}, .plain = answer_user});
    return router;
}

unsigned to_number(std::string_view text) {
    unsigned number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

int main(int argument_count, char** arguments) {
    const std::string port = argument_count > 1 ? arguments[1] : "8080";
    server::server_options options;
    options.bind = "127.0.0.1:" + port;
    options.workers = argument_count > 2 ? to_number(arguments[2]) : 1;
    options.connections.requests = 1'000'000'000;  // load generators do not connect again
    options.signals = server::signal_handling::stop_on_terminate;
    try {
        server::http_server{make_router(), std::move(options)}.run();
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
    return 0;
}
