#include <microfast/core/error.hpp>
#include <microfast/net/sleep.hpp>
#include <microfast/sessions/redis_store.hpp>

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>

#include "sessions/store_promises.hpp"

namespace microfast::sessions {

namespace {

redis_store_options own_options() {
    const char* const url = std::getenv("TEST_REDIS_URL");
    if (url == nullptr) throw std::runtime_error("TEST_REDIS_URL is not set: run this by ctest");
    static int stores = 0;
    redis_store_options made;
    made.url = url;
    made.prefix = "test " + std::to_string(::getpid()) + " " + std::to_string(++stores) + ":";
    made.deadline = std::chrono::milliseconds{10'000};
    return made;
}

class in_redis {
public:
    session_store& store() noexcept { return store_; }

    task<void> wait_for_the_end(std::string id, std::chrono::seconds lifetime) {
        const auto latest = std::chrono::steady_clock::now() + lifetime * 20;
        for (;;) {
            const auto left = co_await store_.load(id);
            if (!left) co_return;
            if (std::chrono::steady_clock::now() > latest) throw error("it stays");
            co_await net::sleep_for(std::chrono::milliseconds(50));
        }
    }

private:
    redis_store store_{own_options()};
};

INSTANTIATE_TYPED_TEST_SUITE_P(redis, session_store_promises, in_redis);

TEST(redis_store, is_one_for_all_event_loops) {
    redis_store store(own_options());
    looped here;
    here(store.save("a", "one", std::chrono::seconds{100}));
    std::thread([&store] {
        for (int loop = 0; loop < 3; ++loop) {  // one after the other on this thread
            looped there;
            EXPECT_EQ(there(store.load("a")), "one");
        }
        looped last;
        EXPECT_TRUE(last(store.remove("a")));
    }).join();
    EXPECT_EQ(here(store.load("a")), std::nullopt);
}

task<void> count_up(redis_store& store, int from, int& done) {
    for (int i = from; i < from + 100; ++i) {
        const auto id = std::to_string(i);
        co_await store.save(id, id, std::chrono::seconds(100));
        const auto back = co_await store.load(id);
        EXPECT_EQ(back, id);
        const bool was_there = co_await store.remove(id);
        EXPECT_TRUE(was_there);
    }
    ++done;
}

task<void> all_at_once(redis_store& store, int& done) {
    auto& loop = net::event_loop::current();
    for (int i = 0; i < 20; ++i)
        loop.spawn(count_up(store, i * 1000, done));
    while (done < 20)
        co_await net::sleep_for(std::chrono::milliseconds(1));
}

TEST(redis_store, gives_each_its_own_answer) {
    redis_store store(own_options());
    looped run;
    int done = 0;
    run(all_at_once(store, done));
    EXPECT_EQ(done, 20);
}

TEST(redis_store, says_why_redis_refuses) {
    auto options = own_options();
    options.url.insert(options.url.find("://") + 3, ":wrong%20password@");
    redis_store store(options);
    looped run;
    try {
        (void)run(store.load("a"));
        FAIL() << "it has no password";
    } catch (const error& refused) {
        EXPECT_NE(std::string(refused.what()).find("Redis is away: ERR"), std::string::npos)
            << refused.what();
    }
}

}  // namespace

}  // namespace microfast::sessions
