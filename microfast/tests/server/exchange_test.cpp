#include <microfast/http/head_parser.hpp>
#include <microfast/http/request_context.hpp>
#include <microfast/server/exchange.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace microfast::server {

namespace {

constexpr byte_count kept_memory = 64_KiB;

/// Tells when its exchange is destroyed or used again.
struct witness final : http::body_source {
    explicit witness(bool& gone) : is_gone{gone} {}
    ~witness() override { is_gone = true; }
    task<bool> read(std::string& /*into*/) override { co_return false; }

    bool& is_gone;
};

TEST(exchange_pool, hands_out_again_what_it_got_back_as_if_it_were_new) {
    exchange_pool pool{kept_memory};
    exchange& first = pool.take();
    first.closes = first.needs_continue = true;
    first.state = exchange_state::answered;
    first.response.set_text("old");
    first.request.set_body("old");
    pool.give_back(first);
    exchange& second = pool.take();
    EXPECT_EQ(&second, &first);
    EXPECT_FALSE(second.closes);
    EXPECT_FALSE(second.needs_continue);
    EXPECT_EQ(second.state, exchange_state::waiting);
    EXPECT_EQ(second.response.body, "");
    EXPECT_EQ(second.request.body(), "");
}

TEST(exchange_pool, gives_different_ones_to_those_who_need_them_at_once) {
    exchange_pool pool{kept_memory};
    EXPECT_NE(&pool.take(), &pool.take());
}

TEST(exchange_pool, keeps_no_large_bodies) {
    exchange_pool pool{kept_memory};
    exchange& large = pool.take();
    large.response.set_text(std::string(1'000'000, 'x'));
    pool.give_back(large);
    EXPECT_LE(pool.take().response.kept_memory(), kept_memory.value);
}

TEST(exchange_pool, counts_orphans_until_it_gets_them_back) {
    exchange_pool pool{kept_memory};
    exchange& running = pool.take();
    running.state = exchange_state::running;
    pool.drop(&running);
    EXPECT_TRUE(running.is_orphan());
    EXPECT_EQ(pool.orphans(), 1U);
    pool.give_back(running);
    EXPECT_EQ(pool.orphans(), 0U);
}

TEST(exchange_pool, keeps_an_orphan_in_place_that_ends_while_it_is_told) {
    exchange_pool pool{kept_memory};
    exchange& running = pool.take();
    std::vector<exchange*> idle;
    for (int i = 0; i < 256; ++i)
        idle.push_back(&pool.take());
    for (auto* const each : idle)
        pool.give_back(*each);  // one more is not kept
    bool is_gone = false;
    bool was_gone = true;
    running.response.source = std::make_unique<witness>(is_gone);
    running.state = exchange_state::running;
    const std::stop_callback ends(running.request.context().stop_token(), [&] {
        pool.give_back(running);
        was_gone = is_gone;
    });
    pool.drop(&running);
    EXPECT_FALSE(was_gone);
    EXPECT_TRUE(is_gone);
    EXPECT_EQ(pool.orphans(), 0U);
}

TEST(exchange_pool, forgets_bodies_and_trailers) {
    exchange_pool pool{kept_memory};
    exchange& first = pool.take();
    http::request_head head;
    head.framing = http::body_framing::chunked;
    const http::http_limits limits;
    ASSERT_EQ(
        first.body.start(head, limits, limits.body).progress, http::parse_progress::incomplete
    );
    ASSERT_EQ(
        first.body.decode("3\r\nold\r\n0\r\nSum: 1\r\n\r\n").progress,
        http::parse_progress::complete
    );
    ASSERT_EQ(first.body.trailers().size(), 1U);
    pool.give_back(first);
    exchange& second = pool.take();
    ASSERT_EQ(&second, &first);
    EXPECT_EQ(second.body.body(), "");
    EXPECT_EQ(second.body.trailers().size(), 0U);
    EXPECT_EQ(second.body.missing(), 0U);
}

TEST(exchange, owns_what_the_request_it_adopts_points_into) {
    std::string bytes = "POST /a%20b HTTP/1.1\r\nHost: test\r\nContent-Length: 4\r\n\r\n";
    http::request parsed;
    http::body_decoder decoded;
    std::size_t scanned = 0;
    const http::http_limits limits;
    ASSERT_EQ(
        http::parse_head(bytes, scanned, limits, parsed.head()).progress,
        http::parse_progress::complete
    );
    ASSERT_EQ(
        decoded.start(parsed.head(), limits, limits.body).progress, http::parse_progress::incomplete
    );
    ASSERT_EQ(decoded.decode("body").progress, http::parse_progress::complete);
    exchange adopting;
    adopting.adopt(bytes, parsed, decoded);
    bytes.assign(bytes.size(), '?');
    EXPECT_EQ(adopting.request.target(), "/a%20b");
    EXPECT_EQ(adopting.request.path(), "/a b");
    EXPECT_EQ(adopting.request.header("host"), "test");
    EXPECT_EQ(adopting.request.body(), "body");
    EXPECT_EQ(adopting.received_body, 4U);
}

}  // namespace

}  // namespace microfast::server
