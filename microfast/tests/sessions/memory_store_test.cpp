#include <microfast/sessions/memory_store.hpp>

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <random>
#include <string>

#include "middleware/layer_harness.hpp"

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
    static task<void> keep(
        task<std::optional<std::string>> work, std::optional<std::string>& into
    ) {
        into = co_await std::move(work);
    }
    static std::optional<std::string> load(memory_store& store, std::string_view id) {
        std::optional<std::string> loaded;
        run(keep(store.load(id), loaded));
        return loaded;
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
    run(store.remove("a"));
    run(store.remove("a"));
    EXPECT_EQ(load(store, "a"), std::nullopt);
    EXPECT_EQ(store.size(), 0U);
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
            run(store.remove(id));
            model.erase(id);
        } else {
            run(store.save(id, bytes, lifetime));
            model[id] = {bytes, now + lifetime};
        }
    }
}

}  // namespace

}  // namespace microfast::sessions
