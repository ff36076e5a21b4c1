// A load balancer: two or more servers behind one address.
//
//   microfast_01_hello --bind :9001 & microfast_01_hello --bind :9002 &
//   microfast_17_load_balancer --upstreams http://127.0.0.1:9001,http://127.0.0.1:9002
//   curl -i http://127.0.0.1:8080/              then stop one of them, and ask again
//   curl http://127.0.0.1:8080/balancer/metrics
#include <microfast/microfast.hpp>
#include <microfast/proxy/reverse_proxy.hpp>

#include <chrono>
#include <string>
#include <vector>

#include "command_line.hpp"

namespace mf = microfast;

namespace {

std::vector<mf::proxy::upstream> read_upstreams(std::string text) {
    std::vector<mf::proxy::upstream> read;
    while (!text.empty()) {
        const auto url = text.substr(0, text.find(','));
        text.erase(0, url.size() + 1);
        read.push_back({url});
    }
    return read;
}

mf::proxy::balancing read_policy(const std::string& name) {
    if (name == "round_robin") return mf::proxy::balancing::round_robin;
    if (name == "least_connections") return mf::proxy::balancing::least_connections;
    if (name == "ring") return mf::proxy::balancing::ring;
    throw mf::error("--policy is round_robin, least_connections or ring, not " + name);
}

}  // namespace

int main(int count, char** words) try {
    example::command_line given(count, words);
    //! [proxy]
    mf::proxy::proxy_options options;
    options.upstreams = read_upstreams(given.take("--upstreams", "http://127.0.0.1:9001"));
    options.policy = read_policy(given.take("--policy", "round_robin"));
    options.key = {mf::proxy::sticky_key::part::cookie, "session"};  // for the ring
    options.active = {.path = given.take("--check", "/"), .interval = std::chrono::seconds(1)};
    const mf::proxy::reverse_proxy balancer(options);

    mf::application app{{.title = "Load balancer", .openapi_path = ""}};
    app.get("/balancer/metrics", [&] { return balancer.metrics_text(); });
    balancer.add_routes(app, "/{path*}");
    //! [proxy]
    given.serve(app);
    return 0;
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
