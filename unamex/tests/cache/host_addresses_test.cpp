#include <unamex/cache/host_addresses.hpp>

#include <gtest/gtest.h>

#include <set>

namespace unamex::cache {
namespace {

TEST(host_addresses, pass_an_address_on_as_it_is) {
    microfast::net::event_loop loop;
    EXPECT_EQ((host_addresses{loop, "127.0.0.1"}.next()), "127.0.0.1");
    EXPECT_EQ((host_addresses{loop, "::1"}.next()), "::1");
    EXPECT_EQ((host_addresses{loop, ""}.next()), "");
}

TEST(host_addresses, look_up_a_name) {
    microfast::net::event_loop loop;
    host_addresses addresses{loop, "localhost"};
    std::set<std::string> tried;
    for (int i = 0; i < 4; ++i)
        tried.insert(addresses.next());
    EXPECT_TRUE(tried.contains("127.0.0.1") || tried.contains("::1"));
    addresses.look_up_again();
    EXPECT_NE(addresses.next(), "localhost");
}

}  // namespace
}  // namespace unamex::cache
