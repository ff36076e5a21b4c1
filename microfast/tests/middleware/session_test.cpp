#include <microfast/core/error.hpp>
#include <microfast/middleware/onion.hpp>
#include <microfast/middleware/session.hpp>
#include <microfast/sessions/memory_store.hpp>
#include <microfast/sessions/session_id.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

using std::chrono::seconds;

class session_of_a_client : public testing::Test {
protected:
    session_options options() {
        session_options made;
        made.store = store;
        made.keys = {std::string(32, 'k')};
        made.now = [this] { return std::chrono::system_clock::time_point{wall}; };
        return made;
    }

    /// Asks with the cookie that the client has, and keeps the one that is set. What the session
    /// holds as "user" comes back, "-" if nothing.
    std::string ask(
        const http::middleware& layer, std::function<void(session&)> action = [](session&) {}
    ) {
        exchange one("GET", "/", cookie.empty() ? "" : "Cookie: session=" + cookie + "\r\n");
        one.call(layer, plain([&](http::request& in, http::response& out) {
                     auto& own = session_of(in);
                     action(own);
                     out.set_text(own.find("user").value_or("-"));
                 }));
        set_cookie = one.field("Set-Cookie");
        if (set_cookie.starts_with("session="))
            cookie = set_cookie.substr(8, set_cookie.find(';') - 8);
        return one.out.body;
    }
    static void log_in(session& own) { own.set("user", "ann"); }

    std::chrono::steady_clock::time_point steady{std::chrono::hours{1}};
    seconds wall{1'700'000'000};
    std::shared_ptr<sessions::memory_store> store = std::make_shared<sessions::memory_store>(
        sessions::memory_store_options{.now = [this] { return steady; }}
    );
    std::string cookie;
    std::string set_cookie;
};

TEST_F(session_of_a_client, begins_with_what_is_set_first) {
    const auto layer = sessions_of(options());
    EXPECT_EQ(ask(layer), "-");
    EXPECT_EQ(set_cookie, "(none)");
    EXPECT_EQ(store->size(), 0U);
    EXPECT_EQ(ask(layer, log_in), "ann");
    EXPECT_EQ(store->size(), 1U);
    EXPECT_NE(set_cookie.find("; HttpOnly"), std::string::npos) << set_cookie;
    EXPECT_NE(set_cookie.find("; Secure"), std::string::npos);
    EXPECT_NE(set_cookie.find("; SameSite=Lax"), std::string::npos);
    EXPECT_NE(set_cookie.find("; Max-Age=7200"), std::string::npos);
    EXPECT_EQ(ask(layer), "ann");
    EXPECT_EQ(ask(layer, [](session& own) { own.erase("user"); }), "-");
    EXPECT_EQ(ask(layer), "-");
}

TEST_F(session_of_a_client, never_has_an_id_that_the_client_made_up) {
    auto unsigned_options = options();
    unsigned_options.keys.clear();
    const auto planted = sessions::make_session_id();
    for (const auto& layer : {sessions_of(options()), sessions_of(unsigned_options)}) {
        cookie = planted;
        EXPECT_EQ(ask(layer, log_in), "ann");
        EXPECT_NE(cookie.substr(0, 43), planted);
    }
}

TEST_F(session_of_a_client, gets_another_id_when_it_is_renewed) {
    const auto layer = sessions_of(options());
    (void)ask(layer, [](session& own) { own.set("cart", "pears"); });
    const auto before = cookie;
    const auto renewing = [](session& own) {
        own.renew();
        log_in(own);
        EXPECT_EQ(own.find("cart"), "pears");
    };
    EXPECT_EQ(ask(layer, renewing), "ann");
    EXPECT_NE(cookie, before);
    EXPECT_EQ(store->size(), 1U);
    EXPECT_EQ(ask(layer), "ann");
    cookie = before;  // whoever had planted it has nothing
    EXPECT_EQ(ask(layer), "-");
}

TEST_F(session_of_a_client, ends_here_and_at_the_client) {
    const auto layer = sessions_of(options());
    (void)ask(layer, log_in);
    const auto before = cookie;
    EXPECT_EQ(ask(layer, [](session& own) { own.end(); }), "-");
    EXPECT_NE(set_cookie.find("Max-Age=0"), std::string::npos) << set_cookie;
    EXPECT_EQ(store->size(), 0U);
    cookie = before;
    EXPECT_EQ(ask(layer), "-");
    cookie.clear();
    (void)ask(layer, [](session& own) { own.end(); });
    EXPECT_EQ(set_cookie, "(none)");
}

TEST_F(session_of_a_client, stays_ended_whatever_a_request_that_takes_longer_does) {
    const auto layer = sessions_of(options());
    const std::function<void(session&)> actions[]{
        [](session&) {},
        [](session& own) { own.set("cart", "pears"); },
        [](session& own) {
            own.renew();
            own.set("cart", "pears");
        }};
    for (const auto& action : actions) {
        (void)ask(layer, log_in);
        EXPECT_EQ(store->size(), 1U);
        (void)ask(layer, [&](session& own) {
            action(own);
            (void)ask(layer, [](session& same) { same.end(); });
        });
        EXPECT_EQ(set_cookie, "(none)");
        EXPECT_EQ(store->size(), 0U);
    }
}

TEST_F(session_of_a_client, is_not_changed_back_by_a_request_that_only_reads_it) {
    const auto layer = sessions_of(options());
    (void)ask(layer, [](session& own) { own.set("cart", "pears"); });
    EXPECT_EQ(ask(layer, [&](session&) { (void)ask(layer, log_in); }), "-");
    EXPECT_EQ(ask(layer), "ann");
}

TEST_F(session_of_a_client, has_another_id_when_it_begins_in_the_request_that_has_ended_it) {
    const auto layer = sessions_of(options());
    (void)ask(layer, [](session& own) { own.set("cart", "pears"); });
    const auto before = cookie;
    const auto ends_and_begins = [](session& own) {
        own.end();
        log_in(own);
        EXPECT_EQ(own.find("cart"), std::nullopt);
    };
    EXPECT_EQ(ask(layer, ends_and_begins), "ann");
    EXPECT_NE(cookie, before);
    EXPECT_EQ(store->size(), 1U);
}

TEST_F(session_of_a_client, has_one_layer) {
    const std::vector layers{sessions_of(options()), sessions_of(options())};
    EXPECT_THROW((void)fold(layers, answering("")), error);
    // Nor does one take the place of another where they were folded apart.
    exchange one("GET", "/");
    const auto inner = fold(std::span(layers).first(1), answering("inner"));
    one.call(layers[1], inner);
    EXPECT_EQ(one.out.status, 500);
}

TEST_F(session_of_a_client, is_over_when_it_was_idle_or_is_old) {
    auto short_lived = options();
    short_lived.idle = seconds{100};
    short_lived.longest = seconds{250};
    const auto layer = sessions_of(short_lived);
    const auto pass = [this](seconds time) {
        steady += time;
        wall += time;
    };
    (void)ask(layer, log_in);
    for (int i = 0; i < 2; ++i) {
        pass(seconds{99});
        EXPECT_EQ(ask(layer), "ann") << i;
    }
    pass(seconds{52});
    EXPECT_EQ(ask(layer), "-");  // 250 s in all
    (void)ask(layer, log_in);
    pass(seconds{100});
    EXPECT_EQ(ask(layer), "-");
}

TEST_F(session_of_a_client, is_signed_with_the_newest_key_and_known_by_older_ones) {
    (void)ask(sessions_of(options()), log_in);
    auto rotated = options();
    rotated.keys = {std::string(32, 'n'), std::string(32, 'k')};
    const auto old_cookie = cookie;
    EXPECT_EQ(ask(sessions_of(rotated)), "ann");
    EXPECT_NE(cookie, old_cookie);
    rotated.keys.pop_back();
    EXPECT_EQ(ask(sessions_of(rotated)), "ann");
    cookie = old_cookie;
    EXPECT_EQ(ask(sessions_of(rotated)), "-");
}

TEST_F(session_of_a_client, needs_a_store_good_keys_and_the_layer) {
    EXPECT_THROW((void)sessions_of({}), error);
    auto bad = options();
    bad.keys = {"short"};
    EXPECT_THROW((void)sessions_of(bad), error);
    bad = options();
    bad.cookie = "a b";
    EXPECT_THROW((void)sessions_of(bad), error);
    exchange one("GET", "/");
    EXPECT_THROW((void)session_of(one.in), error);
}

}  // namespace

}  // namespace microfast::middleware
