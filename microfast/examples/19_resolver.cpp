// Asks name servers, and remembers what they said.
//
//   microfast_19_resolver --server 9.9.9.9:53
//   curl http://127.0.0.1:8080/addresses/www.debian.org
#include <microfast/dns/stub_resolver.hpp>
#include <microfast/microfast.hpp>

#include <optional>
#include <string>
#include <vector>

#include "command_line.hpp"

namespace mf = microfast;
namespace dns = microfast::dns;

int main(int count, char** words) try {
    example::command_line given(count, words);
    dns::resolver_options options;
    const auto server = given.take("--server", "");
    if (!server.empty()) options.servers = {server};  // else those of /etc/resolv.conf

    //! [resolver]
    std::optional<dns::stub_resolver> resolver;  // of the only event loop
    mf::application app{{.title = "Resolver"}};
    app.on_start([&](mf::event_loop& loop) -> mf::task<void> {
        resolver.emplace(loop, options);
        co_return;
    });
    app.on_stop([&](mf::event_loop&) -> mf::task<void> {
        resolver.reset();
        co_return;
    });
    app.get("/addresses/{host}", [&](std::string host) -> mf::task<std::vector<std::string>> {
        const auto name = dns::name::parse(host);
        if (!name) throw mf::http_error(422, "that is no name");
        std::vector<std::string> found;
        for (const auto& each : co_await resolver->addresses(*name))
            found.push_back(each.to_string());
        co_return found;
    });
    //! [resolver]
    app.get("/asked", [&] { return std::to_string(resolver->asked()); });
    given.serve(app, {.workers = 1});
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
