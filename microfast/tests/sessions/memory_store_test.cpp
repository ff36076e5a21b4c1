#include <microfast/sessions/memory_store.hpp>

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <random>
#include <string>

#include "middleware/layer_harness.hpp"
#include "sessions/store_promises.hpp"

namespace microfast::sessions {

namespace {

using std::chrono::seconds;

class memory_store_of : public testing::Test {
protected:
    memory_store_options options() {
        return {.now = [this] { return now; }};
    }
    static void run(task<void> work) {
        middleware::exchange one("GET", "/");
        one.call_task(std::move(work));
    }
    template <class Result>
    static task<void> keep(task<Result> work, Result& into) {
        into = co_await std::move(work);
    }
    template <class Result>
    static Result result_of(task<Result> work) {
        Result result{};
        run(keep(std::move(work), result));
        return result;
    }
    static std::optional<std::string> load(memory_store& store, std::string_view id) {
        return result_of(store.load(id));
    }

    memory_store::time_point now{std::chrono::hours{1}};
};

TEST_F(memory_store_of, sessions_keeps_them_until_their_time_is_over) {
    memory_store store(options());
    run(store.save("a", "one", seconds{10}));
    run(store.save("b", "two", seconds{20}));
    now += seconds{9};
    EXPECT_EQ(load(store, "a"), "one");
    EXPECT_EQ(load(store, "c"), std::nullopt);
    now += seconds{1};
    EXPECT_EQ(load(store, "a"), std::nullopt);
    EXPECT_EQ(load(store, "b"), "two");
}

TEST_F(memory_store_of, sessions_replaces_prolongs_and_removes_them) {
    memory_store store(options());
    run(store.save("a", "one", seconds{10}));
    run(store.save("a", "longer", seconds{100}));
    now += seconds{50};
    EXPECT_EQ(load(store, "a"), "longer");
    EXPECT_EQ(store.size(), 1U);
    EXPECT_TRUE(result_of(store.prolong("a", seconds{200})));
    now += seconds{150};
    EXPECT_EQ(load(store, "a"), "longer");
    EXPECT_TRUE(result_of(store.remove("a")));
    EXPECT_FALSE(result_of(store.remove("a")));
    EXPECT_EQ(load(store, "a"), std::nullopt);
    EXPECT_EQ(store.size(), 0U);
}

TEST_F(memory_store_of, sessions_brings_none_back_that_is_over) {
    memory_store store(options());
    run(store.save("a", "one", seconds{10}));
    EXPECT_TRUE(result_of(store.replace("a", "two", seconds{10})));
    EXPECT_EQ(load(store, "a"), "two");
    EXPECT_TRUE(result_of(store.remove("a")));
    EXPECT_FALSE(result_of(store.replace("a", "three", seconds{10})));
    EXPECT_FALSE(result_of(store.prolong("a", seconds{10})));
    EXPECT_EQ(load(store, "a"), std::nullopt);
    run(store.save("b", "one", seconds{10}));
    now += seconds{10};
    EXPECT_FALSE(result_of(store.replace("b", "two", seconds{10})));
    EXPECT_FALSE(result_of(store.prolong("b", seconds{10})));
    EXPECT_FALSE(result_of(store.remove("b")));
}

TEST_F(memory_store_of, sessions_keeps_no_more_than_it_may) {
    auto few = options();
    few.sessions = 160;
    memory_store by_count(few);
    for (int i = 0; i < 5000; ++i)
        run(by_count.save("id " + std::to_string(i), "x", seconds{100 + i}));
    EXPECT_LE(by_count.size(), 160U);
    EXPECT_GE(by_count.size(), 150U);
    EXPECT_EQ(load(by_count, "id 4999"), "x");  // those that expire first went first
    EXPECT_EQ(load(by_count, "id 0"), std::nullopt);

    auto small = options();
    small.bytes = 64_KiB;
    memory_store by_size(small);
    for (int i = 0; i < 5000; ++i)
        run(by_size.save("id " + std::to_string(i), std::string(1000, 'x'), seconds{100 + i}));
    EXPECT_LE(by_size.size(), 65U);
    EXPECT_GE(by_size.size(), 48U);
}

TEST_F(memory_store_of, sessions_agrees_with_a_plain_map) {
    memory_store store(options());
    std::map<std::string, std::pair<std::string, memory_store::time_point>> model;
    std::mt19937 random(8);
    for (int step = 0; step < 20'000; ++step) {
        now += seconds{random() % 3};
        const auto id = std::to_string(random() % 200);
        const auto found = model.find(id);
        const bool is_alive = found != model.end() && found->second.second > now;
        ASSERT_EQ(load(store, id), is_alive ? std::optional(found->second.first) : std::nullopt);
        const auto bytes = std::to_string(step);
        const seconds lifetime{random() % 300};
        if (random() % 4 == 0) {
            ASSERT_EQ(result_of(store.remove(id)), is_alive);
            model.erase(id);
        } else if (random() % 2 == 0) {
            ASSERT_EQ(result_of(store.replace(id, bytes, lifetime)), is_alive);
            if (is_alive) model[id] = {bytes, now + lifetime};
        } else {
            run(store.save(id, bytes, lifetime));
            model[id] = {bytes, now + lifetime};
        }
    }
}

class in_memory {
public:
    session_store& store() noexcept { return store_; }
    task<void> wait_for_the_end(std::string_view /*id*/, seconds lifetime) {
        now_ += lifetime;
        co_return;
    }

private:
    memory_store::time_point now_{std::chrono::hours{1}};
    memory_store store_{{.now = [this] { return now_; }}};
};

INSTANTIATE_TYPED_TEST_SUITE_P(memory, session_store_promises, in_memory);

}  // namespace

}  // namespace microfast::sessions
