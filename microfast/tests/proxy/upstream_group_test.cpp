#include <microfast/net/sleep.hpp>
#include <microfast/proxy/upstream_group.hpp>

#include <gtest/gtest.h>

#include "client/on_loop.hpp"
#include "client/raw_server.hpp"
#include "proxy/proxy_harness.hpp"

namespace microfast::proxy {

namespace {

std::shared_ptr<const proxy_options> shared(proxy_options options) {
    return std::make_shared<const proxy_options>(std::move(options));
}

TEST(upstream_group, chooses_among_those_that_were_not_tried) {
    on_loop([&]() -> task<void> {
        const auto metrics = std::make_shared<proxy_metrics>(std::vector<std::string>{"a", "b"});
        upstream_group group(shared(to_servers({"http://a", "http://b"})), metrics);
        EXPECT_EQ(group.choose(0, {true, false}), 1U);
        EXPECT_EQ(group.choose(0, {true, true}), std::nullopt);
        co_return;
    });
}

TEST(upstream_group, takes_the_one_that_comes_back_first_when_all_are_ejected) {
    on_loop([&]() -> task<void> {
        auto options = to_servers({"http://a", "http://b"});
        options.passive.failures = 1;
        const auto metrics = std::make_shared<proxy_metrics>(std::vector<std::string>{"a", "b"});
        upstream_group group(shared(options), metrics);
        group.begin(1).fail();
        EXPECT_EQ(group.choose(0, {false, false}), 0U);
        EXPECT_EQ(group.choose(0, {false, false}), 0U);
        const auto then = net::event_loop::current().now();
        while (net::event_loop::current().now() == then)
            co_await net::sleep_for(std::chrono::milliseconds(1));
        group.begin(0).fail();
        EXPECT_EQ(group.choose(0, {false, false}), 1U);
        EXPECT_EQ(metrics->of(0).ejections, 1U);
        EXPECT_EQ(metrics->of(0).up, 0);
        EXPECT_EQ(metrics->of(0).active, 0);
    });
}

TEST(upstream_group, asks_servers_how_they_are) {
    std::atomic<bool> is_fine = false;
    raw_server server([&](raw_connection& client) {
        EXPECT_TRUE(client.read_head().starts_with("GET /readyz HTTP/1.1\r\n"));
        client.send(is_fine ? ok("fine") : "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n");
    });
    on_loop([&]() -> task<void> {
        auto options = to_servers({server.url(), closed_url()});
        options.active.path = "/readyz";
        options.active.healthy = options.active.unhealthy = 1;
        const auto metrics = std::make_shared<proxy_metrics>(std::vector<std::string>{"a", "b"});
        upstream_group group(shared(options), metrics);
        co_await group.check(0);
        co_await group.check(1);
        EXPECT_FALSE(group.health(0).is_up());
        EXPECT_FALSE(group.health(1).is_up());
        EXPECT_EQ(group.choose(0, {false, false}), std::nullopt);
        is_fine = true;
        co_await group.check(0);
        EXPECT_EQ(group.choose(0, {false, false}), 0U);
    });
}

}  // namespace

}  // namespace microfast::proxy
