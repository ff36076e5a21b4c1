#include <tinyorm/core/error.hpp>
#include <unamex/storage/gather.hpp>
#include <unamex/storage/lookup_batcher.hpp>

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <coroutine>
#include <memory>
#include <stdexcept>
#include <thread>

#include "services/run_task.hpp"

namespace unamex::storage {
namespace {

using answers = lookup_batcher::answers;

/// Takes names of even length for taken, a turn of the event loop later.
class even_lengths {
public:
    microfast::task<answers> ask(std::vector<std::string> norms) {
        ++queries;
        const auto now = ++under_way;
        for (auto most = most_under_way.load();
             most < now && !most_under_way.compare_exchange_weak(most, now);) {
        }
        next_turn waits;
        co_await waits;
        --under_way;
        if (fails) throw std::runtime_error{"the shard is away"};
        answers found;
        for (const auto& norm : norms)
            found.push_back(norm.size() % 2 == 0);
        co_return found;
    }
    lookup_batcher::query query() {
        return [this](std::vector<std::string> norms) { return ask(std::move(norms)); };
    }

    std::atomic<int> queries = 0;
    std::atomic<int> under_way = 0;
    std::atomic<int> most_under_way = 0;
    bool fails = false;

private:
    struct next_turn {
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> waiting) const {
            microfast::net::event_loop::current().post([waiting] { waiting.resume(); });
        }
        void await_resume() const noexcept {}
    };
};

std::vector<std::string> names(std::size_t first, std::size_t count) {
    std::vector<std::string> all;
    for (std::size_t i = first; i < first + count; ++i)
        all.emplace_back(i % 30, 'x');
    return all;
}

answers expected(const std::vector<std::string>& norms) {
    answers found;
    for (const auto& norm : norms)
        found.push_back(norm.size() % 2 == 0);
    return found;
}

TEST(lookup_batcher, asks_at_once_when_nothing_is_under_way) {
    even_lengths shard;
    lookup_batcher batcher{shard.query()};
    EXPECT_EQ(tests::run(batcher.find(names(0, 3))), expected(names(0, 3)));
    EXPECT_EQ(shard.queries, 1);
}

TEST(lookup_batcher, asks_once_for_all_that_came_meanwhile) {
    even_lengths shard;
    lookup_batcher batcher{shard.query(), {.most_at_once = 1}};
    std::vector<microfast::task<answers>> lookups;
    for (std::size_t i = 0; i < 50; ++i)
        lookups.push_back(batcher.find(names(i, 1 + i % 4)));
    const auto found = tests::run(gather(std::move(lookups)));
    for (std::size_t i = 0; i < 50; ++i)
        EXPECT_EQ(found[i], expected(names(i, 1 + i % 4)));
    EXPECT_EQ(shard.queries, 2);
}

TEST(lookup_batcher, keeps_queries_within_their_size) {
    even_lengths shard;
    lookup_batcher batcher{shard.query(), {.most_at_once = 1, .most_names = 10}};
    std::vector<microfast::task<answers>> lookups;
    for (std::size_t i = 0; i < 5; ++i)
        lookups.push_back(batcher.find(names(i, 4)));
    EXPECT_EQ(tests::run(gather(std::move(lookups))).size(), 5U);
    EXPECT_EQ(shard.queries, 3);
}

TEST(lookup_batcher, tells_everybody_of_a_failed_query_and_goes_on) {
    even_lengths shard;
    shard.fails = true;
    lookup_batcher batcher{shard.query(), {.most_at_once = 1}};
    std::vector<microfast::task<answers>> lookups;
    for (std::size_t i = 0; i < 3; ++i)
        lookups.push_back(batcher.find(names(i, 1)));
    EXPECT_THROW(tests::run(gather(std::move(lookups))), std::runtime_error);
    shard.fails = false;
    EXPECT_EQ(tests::run(batcher.find(names(0, 2))), expected(names(0, 2)));
}

/// Answers the first query at the next turn of its event loop, no other one ever.
microfast::task<answers> answer_only_first(even_lengths& shard, std::vector<std::string> norms) {
    if (shard.queries == 0) co_return co_await shard.ask(std::move(norms));
    std::suspend_always for_ever;
    co_await for_ever;
    co_return answers{};
}

microfast::task<> find_counting_cancelled(lookup_batcher& asked, int& cancelled) {
    std::vector<std::string> norms{"anna"};
    try {
        co_await asked.find(std::move(norms));
    } catch (const tinyorm::error& ended) {
        cancelled += ended.kind() == tinyorm::error_kind::cancelled ? 1 : 0;
    }
}

void run_what_is_due(microfast::net::event_loop& loop) {
    for (int turn = 0; turn < 4; ++turn) {
        loop.post([&] { loop.stop(); });
        loop.run();
    }
}

TEST(lookup_batcher, cancels_the_lookups_whose_query_went_with_another_event_loop) {
    even_lengths shard;
    const auto query = [&](std::vector<std::string> norms) {
        return answer_only_first(shard, std::move(norms));
    };
    lookup_batcher batcher{query, {.most_at_once = 1}};
    int cancelled = 0;
    microfast::net::event_loop first;
    microfast::net::event_loop living;
    auto doomed = std::make_unique<microfast::net::event_loop>();
    first.spawn(find_counting_cancelled(batcher, cancelled));
    first.post([&] {
        doomed->spawn(find_counting_cancelled(batcher, cancelled));
        living.spawn(find_counting_cancelled(batcher, cancelled));
    });
    first.post([&] { first.stop(); });
    first.run();  // its query is under way
    run_what_is_due(*doomed);
    run_what_is_due(living);
    run_what_is_due(first);
    run_what_is_due(*doomed);  // asks for itself and for the living one, and is never answered
    doomed.reset();
    run_what_is_due(living);
    EXPECT_EQ(cancelled, 1);
}

TEST(lookup_batcher, serves_several_event_loops_at_once) {
    even_lengths shard;
    lookup_batcher batcher{shard.query(), {.most_at_once = 2}};
    std::array<microfast::net::event_loop, 4> loops;
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < loops.size(); ++thread) {
            threads.emplace_back([&, thread] {
                std::vector<microfast::task<answers>> lookups;
                for (std::size_t i = 0; i < 200; ++i)
                    lookups.push_back(batcher.find(names(thread + i, 3)));
                const auto found = tests::run(loops[thread], gather(std::move(lookups)));
                for (std::size_t i = 0; i < 200; ++i)
                    wrong += found[i] == expected(names(thread + i, 3)) ? 0 : 1;
            });
        }
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_LE(shard.most_under_way, 2);
    EXPECT_LT(shard.queries, 800);
}

}  // namespace
}  // namespace unamex::storage
