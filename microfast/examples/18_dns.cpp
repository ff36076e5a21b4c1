// A name server for a zone of its own.
//
//   microfast_18_dns --dns 127.0.0.1:5353
//   dig @127.0.0.1 -p 5353 www.example.com
//   dig @127.0.0.1 -p 5353 anything.dyn.example.com TXT +tcp
#include <microfast/dns/authority.hpp>
#include <microfast/dns/dns_server.hpp>
#include <microfast/dns/zone_file.hpp>
#include <microfast/microfast.hpp>

#include <optional>
#include <string>
#include <string_view>

#include "command_line.hpp"

namespace mf = microfast;
namespace dns = microfast::dns;

//! [zone]
constexpr std::string_view zone = R"(
$TTL 1h
@        SOA  ns1 admin ( 2026112101 1h 15m 30d 5m )
         NS   ns1
ns1      A    192.0.2.1
www      CNAME web
web  60  A    192.0.2.10
web  60  A    127.0.0.10   ; region=here
*.dyn    TXT  "any name" "below dyn"
)";
//! [zone]

int main(int count, char** words) try {
    example::command_line given(count, words);
    //! [server]
    dns::authority knows;
    knows.add(dns::read_zone(zone, *dns::name::parse("example.com.")));
    dns::region_table regions;
    regions.add("127.0.0.0/8", "here");
    knows.set_regions(std::move(regions));

    dns::dns_server_options options{.bind = given.take("--dns", "127.0.0.1:5353")};
    std::optional<dns::dns_server> server;
    mf::application app{{.title = "DNS"}};
    app.on_start([&](mf::event_loop& loop) -> mf::task<void> {
        server.emplace(loop, knows, options);
        co_return;
    });
    app.on_stop([&](mf::event_loop&) -> mf::task<void> {
        server.reset();
        co_return;
    });
    //! [server]
    app.get("/port", [&] { return std::to_string(server->port()); });
    given.serve(app, {.workers = 1});
} catch (const std::exception& failure) {
    std::cerr << failure.what() << '\n';
    return 1;
}
