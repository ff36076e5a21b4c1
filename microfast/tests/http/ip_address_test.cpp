#include <microfast/core/error.hpp>
#include <microfast/http/ip_address.hpp>

#include <gtest/gtest.h>

namespace microfast::http {

namespace {

TEST(ip_address, is_read_and_written) {
    EXPECT_EQ(ip_address::parse("192.0.2.1")->to_string(), "192.0.2.1");
    EXPECT_EQ(ip_address::parse("2001:DB8:0:0::1")->to_string(), "2001:db8::1");
    EXPECT_EQ(ip_address::parse("::ffff:192.0.2.1")->to_string(), "192.0.2.1");
    EXPECT_EQ(ip_address::parse("::ffff:192.0.2.1"), ip_address::parse("192.0.2.1"));
    EXPECT_TRUE(ip_address::parse("192.0.2.1")->is_v4());
    EXPECT_FALSE(ip_address::parse("::1")->is_v4());
}

TEST(ip_address, is_nothing_else) {
    for (const auto* const text :
         {"",
          "1",
          "1.2.3",
          "1.2.3.4.5",
          "256.1.1.1",
          "1.2.3.4 ",
          " ::1",
          "[::1]",
          "fe80::1%eth0",
          "localhost",
          "0x7f.0.0.1",
          ":::",
          "1.2.3.4:80",
          "2001:db8::1::2"}) {
        EXPECT_FALSE(ip_address::parse(text)) << text;
    }
    EXPECT_FALSE(ip_address::parse(std::string_view("1.2.3.4\0x", 9)));
    EXPECT_FALSE(ip_address::parse(std::string(1'000'000, '1')));
}

bool contains(std::string_view network, std::string_view address) {
    ip_networks networks;
    networks.add(network);
    return networks.contains(*ip_address::parse(address));
}

TEST(ip_networks, contain_addresses_with_their_prefix) {
    EXPECT_TRUE(contains("10.0.0.0/8", "10.255.1.2"));
    EXPECT_FALSE(contains("10.0.0.0/8", "11.0.0.0"));
    EXPECT_TRUE(contains("192.168.4.0/22", "192.168.7.255"));
    EXPECT_FALSE(contains("192.168.4.0/22", "192.168.8.0"));
    EXPECT_TRUE(contains("192.0.2.1", "192.0.2.1"));
    EXPECT_FALSE(contains("192.0.2.1", "192.0.2.2"));
    EXPECT_TRUE(contains("0.0.0.0/0", "203.0.113.9"));
    EXPECT_FALSE(contains("0.0.0.0/0", "2001:db8::1"));
    EXPECT_TRUE(contains("2001:db8::/32", "2001:db8:ffff::1"));
    EXPECT_FALSE(contains("2001:db8::/32", "2001:db9::1"));
    EXPECT_TRUE(contains("::1", "::1"));
    EXPECT_TRUE(contains("::/0", "2001:db8::1"));
    EXPECT_TRUE(contains("::ffff:10.0.0.0/104", "10.1.2.3"));
}

TEST(ip_networks, may_be_many_or_none) {
    ip_networks networks;
    EXPECT_TRUE(networks.empty());
    EXPECT_FALSE(networks.contains(*ip_address::parse("10.0.0.1")));
    networks.add("10.0.0.0/8");
    networks.add("fd00::/8");
    EXPECT_TRUE(networks.contains(*ip_address::parse("10.0.0.1")));
    EXPECT_TRUE(networks.contains(*ip_address::parse("fd12::1")));
}

TEST(ip_networks, refuse_what_is_no_network) {
    ip_networks networks;
    for (const auto* const text :
         {"",
          "/8",
          "10.0.0.0/",
          "10.0.0.0/33",
          "10.0.0.0/-1",
          "10.0.0.0/8 ",
          "10.0.0.0/+8",
          "10.0.0.1/8",
          "2001:db8::/129",
          "2001:db8::1/64",
          "localhost",
          "10.0.0.0/8/8"}) {
        EXPECT_THROW(networks.add(text), error) << text;
    }
    EXPECT_TRUE(networks.empty());
}

}  // namespace

}  // namespace microfast::http
