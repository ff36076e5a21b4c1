// Text, JSON, a parameter and a coroutine: the smallest server.
//
//   01_hello [--port 8080 | --bind 0.0.0.0:8080]
#include <microfast/microfast.hpp>

#include <nlohmann/json.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>

namespace mf = microfast;

namespace {

mf::task<std::string> greet_later() {
    co_await mf::sleep_for(std::chrono::milliseconds(50));
    co_return "Hello, after a while!";
}

mf::server_options parse_arguments(int count, char** arguments) {
    mf::server_options options;
    for (int i = 1; i < count; i += 2) {
        const std::string_view name = arguments[i];
        if (i + 1 == count || (name != "--port" && name != "--bind")) {
            throw mf::error("usage: 01_hello [--port 8080 | --bind 0.0.0.0:8080]");
        }
        options.bind =
            name == "--port" ? "127.0.0.1:" + std::string(arguments[i + 1]) : arguments[i + 1];
    }
    return options;
}

}  // namespace

int main(int count, char** arguments) try {
    mf::application app;
    app.get("/", [] { return "Hello, World!"; });
    app.get("/plaintext", [] { return "Hello, World!"; });
    app.get("/json", [] { return mf::json{{"message", "Hello, World!"}}; });
    app.get("/users/{id}", [](mf::request& request) { return request.parameter("id"); });
    app.get("/later", greet_later);
    app.post("/echo", [](mf::request& request) { return request.body(); });
    app.run(parse_arguments(count, arguments));
    return 0;
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
