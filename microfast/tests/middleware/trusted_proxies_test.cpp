#include <microfast/core/error.hpp>
#include <microfast/middleware/trusted_proxies.hpp>

#include <gtest/gtest.h>

#include <string>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

/// What a handler sees of a request from `peer`: "client scheme host".
std::string seen(
    const trusted_proxies_options& options, std::string_view peer, std::string_view fields
) {
    exchange one("GET", "/", fields);
    one.in.set_client_address(http::ip_address::parse(peer).value());
    one.call(trusted_proxies(options), plain([](http::request& in, http::response& out) {
                 out.set_text(
                     in.client_address().to_string() + " " + std::string(forwarded_scheme(in)) +
                     " " + std::string(forwarded_host(in))
                 );
             }));
    return one.out.body;
}

const trusted_proxies_options ours{.networks = {"10.0.0.0/8"}};

TEST(trusted_proxies, believe_what_our_own_proxy_wrote) {
    EXPECT_EQ(
        seen(ours, "10.0.0.1", "Forwarded: for=192.0.2.7;proto=https;host=shop.example\r\n"),
        "192.0.2.7 https shop.example"
    );
}

TEST(trusted_proxies, look_through_ours_only_from_the_right) {
    const std::string fields = "Forwarded: for=1.2.3.4, for=192.0.2.7, for=10.0.0.9\r\n";
    EXPECT_EQ(seen(ours, "10.0.0.1", fields), "192.0.2.7  example.com");
}

TEST(trusted_proxies, believe_nobody_else) {
    const std::string fields = "Forwarded: for=192.0.2.7;proto=https\r\n";
    EXPECT_EQ(seen(ours, "203.0.113.5", fields), "203.0.113.5  example.com");
    EXPECT_EQ(seen({}, "10.0.0.1", fields), "10.0.0.1  example.com");
    const std::string other_kind = "X-Forwarded-For: 192.0.2.7\r\n";
    EXPECT_EQ(seen(ours, "10.0.0.1", other_kind), "10.0.0.1  example.com");
}

TEST(trusted_proxies, take_nobody_for_a_proxy_because_of_what_he_sends) {
    EXPECT_EQ(seen(ours, "10.0.0.1", "Forwarded: for=\"1.1.1.1\r\n"), "::  example.com");
    EXPECT_EQ(seen(ours, "10.0.0.1", "Forwarded: for=unknown\r\n"), "::  example.com");
}

TEST(trusted_proxies, read_the_older_fields_when_told_to) {
    auto options = ours;
    options.fields = http::forwarding_fields::x_forwarded;
    EXPECT_EQ(
        seen(options, "10.0.0.1", "X-Forwarded-For: 192.0.2.7\r\nX-Forwarded-Proto: https\r\n"),
        "192.0.2.7 https example.com"
    );
    EXPECT_THROW((void)trusted_proxies({.networks = {"10.0.0.0/33"}}), error);
}

}  // namespace

}  // namespace microfast::middleware
