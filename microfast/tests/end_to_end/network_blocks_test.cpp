// The examples that talk to others: the load balancer and the name server.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "end_to_end/running_example.hpp"
#include "server/test_client.hpp"

namespace microfast {

namespace {

server::answer ask(std::uint16_t port, std::string_view path) {
    server::test_client client(port);
    client.send(server::get(path));
    return client.read();
}

/// What `dig` prints, without the last line break.
std::string dig(const std::string& port, const std::string& words) {
    const auto command = "dig @127.0.0.1 -p " + port + " +time=5 +tries=2 " + words + " 2>&1";
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(command.c_str(), "r"), &::pclose);
    std::string printed;
    std::array<char, 4096> buffer;
    while (const auto size = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
        printed.append(buffer.data(), size);
    if (printed.ends_with('\n')) printed.pop_back();
    return printed;
}

TEST(network_blocks, a_load_balancer_goes_on_when_a_server_ends) {
    running_example first("microfast_01_hello");
    const running_example second("microfast_01_hello");
    running_example balancer(
        "microfast_17_load_balancer",
        {"--bind",
         "127.0.0.1:0",
         "--upstreams",
         "http://127.0.0.1:" + std::to_string(first.port) +
             ",http://127.0.0.1:" + std::to_string(second.port)}
    );
    const auto expected = ask(first.port, "/").body;
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(ask(balancer.port, "/").body, expected);
    EXPECT_EQ(first.stop(), 0);
    for (int i = 0; i < 10; ++i)
        EXPECT_EQ(ask(balancer.port, "/").body, expected);
    const auto metrics = ask(balancer.port, "/balancer/metrics").body;
    EXPECT_NE(metrics.find("microfast_proxy_requests_total"), std::string::npos);
    EXPECT_EQ(balancer.stop(), 0);
}

TEST(network_blocks, dig_talks_to_the_name_server) {
    running_example names("microfast_18_dns", {"--bind", "127.0.0.1:0", "--dns", "127.0.0.1:0"});
    const auto port = ask(names.port, "/port").body;
    EXPECT_EQ(dig(port, "www.example.com +short"), "web.example.com.\n127.0.0.10");
    EXPECT_EQ(dig(port, "x.dyn.example.com TXT +short +tcp"), R"("any name" "below dyn")");
    EXPECT_EQ(dig(port, "example.com NS +short"), "ns1.example.com.");
    const auto missing = dig(port, "nothing.example.com");
    EXPECT_NE(missing.find("status: NXDOMAIN"), std::string::npos) << missing;
    EXPECT_NE(missing.find("flags: qr aa rd"), std::string::npos) << missing;
    EXPECT_NE(missing.find("SOA\tns1.example.com. admin.example.com."), std::string::npos)
        << missing;
    EXPECT_NE(missing.find("EDNS: version: 0"), std::string::npos) << missing;
    EXPECT_NE(dig(port, "example.org").find("status: REFUSED"), std::string::npos);
    EXPECT_EQ(names.stop(), 0);
}

TEST(network_blocks, a_resolver_asks_once_and_remembers) {
    running_example names("microfast_18_dns", {"--bind", "127.0.0.1:0", "--dns", "127.0.0.1:0"});
    const auto server = "127.0.0.1:" + ask(names.port, "/port").body;
    running_example resolver(
        "microfast_19_resolver", {"--bind", "127.0.0.1:0", "--server", server}
    );
    for (int i = 0; i < 3; ++i) {
        const auto found = ask(resolver.port, "/addresses/www.example.com");
        EXPECT_EQ(found.body, R"(["127.0.0.10"])");
    }
    EXPECT_EQ(ask(resolver.port, "/asked").body, "2");  // A and AAAA
    EXPECT_EQ(ask(resolver.port, "/addresses/nothing.example.com").body, "[]");
    EXPECT_EQ(ask(resolver.port, "/addresses/a..b").status, 422);
    EXPECT_EQ(resolver.stop(), 0);
    EXPECT_EQ(names.stop(), 0);
}

}  // namespace

}  // namespace microfast
