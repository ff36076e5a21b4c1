// What reading through tinyorm costs beside the driver: one row by its key, and many rows.
#include <benchmark/benchmark.h>

#include "raw_postgres.hpp"
#include "raw_sqlite.hpp"
#include "side_by_side.hpp"

namespace {

using namespace tinyorm::benchmarks;
using tinyorm::i64;

constexpr i64 accounts = 10'000;
constexpr i64 lookups_a_turn = 50;

// The keys that are looked up: the same for both, spread over the table.
i64 key(i64 lookup) {
    return lookup * 7'919 % accounts + 1;
}

template <typename Executor>
void look_up(Executor& executor) {
    for (i64 i = 0; i < lookups_a_turn; ++i) {
        benchmark::DoNotOptimize(Account::select().where(Account::id == key(i)).one(executor));
    }
}

template <typename Executor>
i64 backend_of(Executor& executor) {
    return executor.template query<i64>("SELECT pg_backend_pid()").front();
}

class raw_sqlite_lookup {
public:
    explicit raw_sqlite_lookup(raw_sqlite& connection)
        : prepared_(connection.prepare(std::string{select_account} + " WHERE id = ?1")) {}
    raw_sqlite_lookup(const raw_sqlite_lookup&) = delete;
    raw_sqlite_lookup& operator=(const raw_sqlite_lookup&) = delete;
    ~raw_sqlite_lookup() { sqlite3_finalize(prepared_); }

    void operator()() const {
        for (i64 i = 0; i < lookups_a_turn; ++i) {
            sqlite3_bind_int64(prepared_, 1, key(i));
            if (sqlite3_step(prepared_) != SQLITE_ROW) throw std::runtime_error{"no row"};
            benchmark::DoNotOptimize(read_account(prepared_));
            if (sqlite3_step(prepared_) != SQLITE_DONE) throw std::runtime_error{"two rows"};
            sqlite3_reset(prepared_);
        }
    }

private:
    sqlite3_stmt* prepared_;
};

class raw_postgres_lookup {
public:
    explicit raw_postgres_lookup(raw_postgres& connection) : connection_(connection) {
        connection.prepare("by_key", std::string{select_account} + " WHERE id = $1");
    }
    void operator()() const {
        for (i64 i = 0; i < lookups_a_turn; ++i) {
            const auto found = connection_.execute("by_key", key(i));
            if (PQntuples(found.get()) != 1) throw std::runtime_error{"not one row"};
            benchmark::DoNotOptimize(read_account(found.get(), 0));
        }
    }

private:
    raw_postgres& connection_;
};

void sqlite_point_query_of_a_session(benchmark::State& state) {
    const sqlite_file file{accounts};
    raw_sqlite raw{file.path()};
    tinyorm::database db{file.url()};
    const auto lease = db.pool().acquire();
    tinyorm::session session{*lease, db.shapes()};
    const raw_sqlite_lookup look_up_raw{raw};
    side_by_side(state, lookups_a_turn, look_up_raw, [&] { look_up(session); });
}
BENCHMARK(sqlite_point_query_of_a_session)->UseManualTime();

void sqlite_point_query_of_the_database(benchmark::State& state) {
    const sqlite_file file{accounts};
    raw_sqlite raw{file.path()};
    tinyorm::database db{file.url()};
    const raw_sqlite_lookup look_up_raw{raw};
    side_by_side(state, lookups_a_turn, look_up_raw, [&] { look_up(db); });
}
BENCHMARK(sqlite_point_query_of_the_database)->UseManualTime();

void postgres_point_query_of_a_session(benchmark::State& state) {
    const postgres_server server{accounts};
    raw_postgres raw{server.url()};
    tinyorm::database db{server.url()};
    const auto lease = db.pool().acquire();
    tinyorm::session session{*lease, db.shapes()};
    const raw_postgres_lookup look_up_raw{raw};
    share_a_core(state, {PQbackendPID(raw.handle()), backend_of(session)});
    side_by_side(state, lookups_a_turn, look_up_raw, [&] { look_up(session); });
}
BENCHMARK(postgres_point_query_of_a_session)->UseManualTime();

void postgres_point_query_of_the_database(benchmark::State& state) {
    const postgres_server server{accounts};
    raw_postgres raw{server.url()};
    tinyorm::database db{server.url()};
    const raw_postgres_lookup look_up_raw{raw};
    share_a_core(state, {PQbackendPID(raw.handle()), backend_of(db)});
    side_by_side(state, lookups_a_turn, look_up_raw, [&] { look_up(db); });
}
BENCHMARK(postgres_point_query_of_the_database)->UseManualTime();

void sqlite_10000_rows(benchmark::State& state) {
    const sqlite_file file{accounts};
    raw_sqlite raw{file.path()};
    tinyorm::database db{file.url()};
    auto* const prepared = raw.prepare(select_account);
    const auto read_raw = [&] {
        std::vector<Account::row> rows;
        while (sqlite3_step(prepared) == SQLITE_ROW)
            rows.push_back(read_account(prepared));
        sqlite3_reset(prepared);
        benchmark::DoNotOptimize(rows.data());
    };
    side_by_side(state, accounts, read_raw, [&] {
        benchmark::DoNotOptimize(Account::select().all(db));
    });
    sqlite3_finalize(prepared);
}
BENCHMARK(sqlite_10000_rows)->UseManualTime();

void postgres_10000_rows(benchmark::State& state) {
    const postgres_server server{accounts};
    raw_postgres raw{server.url()};
    tinyorm::database db{server.url()};
    raw.prepare("everything", select_account);
    share_a_core(state, {PQbackendPID(raw.handle()), backend_of(db)});
    const auto read_raw = [&] {
        const auto found = raw.execute("everything");
        std::vector<Account::row> rows;
        for (int row = 0; row < PQntuples(found.get()); ++row)
            rows.push_back(read_account(found.get(), row));
        benchmark::DoNotOptimize(rows.data());
    };
    side_by_side(state, accounts, read_raw, [&] {
        benchmark::DoNotOptimize(Account::select().all(db));
    });
}
BENCHMARK(postgres_10000_rows)->UseManualTime();

}  // namespace
