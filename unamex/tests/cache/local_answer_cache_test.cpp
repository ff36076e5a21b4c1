#include <unamex/cache/local_answer_cache.hpp>
#include <unamex/ports/cache_identity.hpp>

#include <gtest/gtest.h>

#include "run_task.hpp"

namespace unamex::cache {
namespace {

using states = std::vector<std::optional<ports::cached_state>>;

class manual_clock final : public ports::clock {
public:
    [[nodiscard]] ports::monotonic_time now() const noexcept override { return time; }
    [[nodiscard]] ports::wall_time date() const noexcept override { return {}; }

    ports::monotonic_time time;
};

class local_answers : public testing::Test {
protected:
    states find(std::vector<std::string> norms) {
        return run_task(loop, cache.find(std::move(norms)));
    }

    microfast::net::event_loop loop;
    manual_clock clock;
    local_answer_cache cache{clock, {.capacity = 100, .lifetime = std::chrono::minutes{1}}};
};

TEST_F(local_answers, know_taken_names_until_their_life_ends) {
    run_task(loop, cache.remember_taken({"alice", "bob"}));
    EXPECT_EQ(find({"carol", "bob"}), (states{std::nullopt, ports::cached_state::taken}));
    clock.time += std::chrono::minutes{1};
    EXPECT_EQ(find({"bob"}), states{std::nullopt});
}

TEST_F(local_answers, never_know_an_available_name) {
    find({"alice"});
    run_task(loop, cache.remember_available({"alice"}, {}));
    EXPECT_EQ(find({"alice"}), states{std::nullopt});
    EXPECT_EQ(run_task(loop, cache.announce_claim("alice")), ports::cache_identity::own_cache);
    EXPECT_EQ(find({"alice"}), states{std::nullopt});
}

TEST_F(local_answers, need_no_waiting) {
    run_task(loop, cache.remember_taken({"alice"}));
    EXPECT_EQ(cache.find_at_once("alice"), ports::cached_state::taken);
    EXPECT_EQ(cache.find_at_once("bob"), std::nullopt);
    clock.time += std::chrono::minutes{1};
    EXPECT_EQ(cache.find_at_once("alice"), std::nullopt);
}

TEST_F(local_answers, know_nothing_about_no_names) {
    EXPECT_EQ(find({}), states{});
}

}  // namespace
}  // namespace unamex::cache
