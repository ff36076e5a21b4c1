#include "proxy/proxy_harness.hpp"

#include <thread>

namespace microfast::proxy {

proxy_server::proxy_server(proxy_options options, std::string_view pattern)
    : proxy_{std::move(options)} {
    proxy_.add_routes(app_, pattern);
    app_.start(server::test_options());
}

server::answer proxy_server::ask(std::string_view bytes) const {
    server::test_client client(port());
    client.send(bytes);
    const bool is_head = bytes.starts_with("HEAD");
    return client.read(is_head ? server::body_of_answer::absent : server::body_of_answer::expected);
}

named_server::named_server(std::string name) {
    server_.add_plain(
        http::method::get,
        "/name",
        [name = std::move(name)](http::request&, http::response& answer) { answer.set_text(name); }
    );
    server_.start();
}

proxy_options to_servers(const std::vector<std::string>& urls) {
    proxy_options options;
    options.client.pool.connect = options.active.timeout = std::chrono::seconds(20);
    for (const auto& each : urls)
        options.upstreams.push_back({each});
    return options;
}

std::string closed_url() {
    const raw_server gone([](raw_connection&) {});
    return gone.url();
}

bool comes_true(const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::yield();
    }
    return true;
}

}  // namespace microfast::proxy
