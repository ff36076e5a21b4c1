#include <microfast/net/event_loop.hpp>
#include <microfast/net/host_lookup.hpp>

#include <gtest/gtest.h>

#include <string>
#include <system_error>

namespace microfast::net {

namespace {

task<void> look_up(event_loop& loop, std::string host, std::string& into) {
    try {
        const auto addresses = co_await look_up_host(host, "80");
        for (const auto& each : addresses)
            into += to_string(each) + " ";
    } catch (const std::system_error&) {
        into = "none";
    }
    loop.stop();
}

std::string addresses_of(const std::string& host) {
    event_loop loop;
    std::string found;
    loop.spawn(look_up(loop, host, found));
    loop.run();
    return found;
}

TEST(host_lookup, finds_the_addresses_of_a_host) {
    EXPECT_EQ(addresses_of("127.0.0.1"), "127.0.0.1:80 ");
    EXPECT_EQ(addresses_of("::1"), "[::1]:80 ");
    EXPECT_EQ(addresses_of("no such host"), "none");
}

}  // namespace

}  // namespace microfast::net
