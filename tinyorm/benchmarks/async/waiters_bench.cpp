// What 64 coroutines get from 4 connections, beside 4 threads that use libpq directly.
#include <tinyorm/async/async_database.hpp>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <benchmark/benchmark.h>

#include <thread>

#include "raw_postgres.hpp"
#include "side_by_side.hpp"

namespace {

using namespace tinyorm::benchmarks;
using tinyorm::i64;

constexpr i64 accounts = 10'000;
constexpr int connections = 4;
constexpr int waiters = 64;
constexpr int lookups_each = 20;
constexpr i64 lookups = waiters * lookups_each;

i64 key(i64 lookup) {
    return lookup * 7'919 % accounts + 1;
}

asio::awaitable<void> look_up(tinyorm::async_database& db, int waiter) {
    for (int i = 0; i < lookups_each; ++i) {
        const auto query = Account::select().where(Account::id == key(waiter * lookups_each + i));
        benchmark::DoNotOptimize(co_await query.one(db));
    }
}

void throw_again(const std::exception_ptr& failure) {
    if (failure) std::rethrow_exception(failure);
}

void postgres_64_waiters_on_4_connections(benchmark::State& state) {
    const postgres_server server{accounts};
    std::vector<std::unique_ptr<raw_postgres>> raw;
    for (int i = 0; i < connections; ++i) {
        raw.push_back(std::make_unique<raw_postgres>(server.url()));
        raw.back()->prepare("by_key", std::string{select_account} + " WHERE id = $1");
    }
    tinyorm::async_database db{server.url(), {.pool = {.max_size = connections}}};
    const auto look_up_raw = [&] {
        std::vector<std::thread> threads;
        for (int i = 0; i < connections; ++i) {
            threads.emplace_back([&connection = *raw[static_cast<std::size_t>(i)], i] {
                for (i64 lookup = i; lookup < lookups; lookup += connections) {
                    const auto found = connection.execute("by_key", key(lookup));
                    benchmark::DoNotOptimize(read_account(found.get(), 0));
                }
            });
        }
        for (auto& each : threads)
            each.join();
    };
    side_by_side(state, lookups, look_up_raw, [&] {
        asio::io_context loop;
        for (int waiter = 0; waiter < waiters; ++waiter)
            asio::co_spawn(loop, look_up(db, waiter), throw_again);
        loop.run();
    });
}
BENCHMARK(postgres_64_waiters_on_4_connections)->UseManualTime();

}  // namespace
