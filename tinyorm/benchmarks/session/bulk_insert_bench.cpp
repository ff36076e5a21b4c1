// What inserting many rows through tinyorm costs beside the fastest way of each driver.
#include <tinyorm/core/number_text.hpp>

#include <benchmark/benchmark.h>

#include "raw_postgres.hpp"
#include "raw_sqlite.hpp"
#include "side_by_side.hpp"

namespace {

using namespace tinyorm::benchmarks;
using tinyorm::i64;

constexpr i64 accounts = 20'000;
constexpr int rows_a_statement = 32;

void bind(sqlite3_stmt* prepared, int first, const Account::row& row) {
    const auto text = [&](int index, const std::string& given) {
        sqlite3_bind_text64(
            prepared, index, given.data(), given.size(), SQLITE_STATIC, SQLITE_UTF8
        );
    };
    sqlite3_bind_int64(prepared, first, row.id);
    text(first + 1, row.username);
    row.email ? text(first + 2, *row.email)
              : static_cast<void>(sqlite3_bind_null(prepared, first + 2));
    sqlite3_bind_int(prepared, first + 3, row.is_active ? 1 : 0);
    sqlite3_bind_int(prepared, first + 4, row.visits);
}

std::string multi_row_insert() {
    std::string sql = "INSERT INTO accounts (id, username, email, is_active, visits) VALUES ";
    for (int row = 0; row < rows_a_statement; ++row)
        sql += row == 0 ? "(?,?,?,?,?)" : ",(?,?,?,?,?)";
    return sql;
}

void sqlite_bulk_insert(benchmark::State& state) {
    const sqlite_file for_raw{0};
    const sqlite_file for_mapped{0};
    const auto rows = make_accounts(accounts);
    raw_sqlite raw{for_raw.path()};
    tinyorm::database db{for_mapped.url()};
    auto* const prepared = raw.prepare(multi_row_insert());
    const auto insert_raw = [&] {
        raw.run("BEGIN IMMEDIATE");
        raw.run("DELETE FROM accounts");
        for (std::size_t next = 0; next < rows.size(); next += rows_a_statement) {
            for (int i = 0; i < rows_a_statement; ++i)
                bind(prepared, 5 * i + 1, rows[next + static_cast<std::size_t>(i)]);
            if (sqlite3_step(prepared) != SQLITE_DONE) throw std::runtime_error{"not inserted"};
            sqlite3_reset(prepared);
        }
        raw.run("COMMIT");
    };
    side_by_side(state, accounts, insert_raw, [&] {
        db.transaction([&](tinyorm::session& session) {
            Account::remove().every_row().execute(session);
            session.insert_all(std::span<const Account::row>{rows});
        });
    });
    sqlite3_finalize(prepared);
}
BENCHMARK(sqlite_bulk_insert)->UseManualTime();

// COPY's text format of rows that need no escaping.
std::string copy_text(const std::vector<Account::row>& rows) {
    std::string text;
    for (const auto& row : rows) {
        tinyorm::append_number(text, row.id);
        text.append("\t").append(row.username).append("\t");
        text.append(row.email ? *row.email : "\\N").append(row.is_active ? "\tt\t" : "\tf\t");
        tinyorm::append_number(text, i64{row.visits});
        text += '\n';
    }
    return text;
}

void postgres_bulk_insert(benchmark::State& state) {
    const postgres_server for_raw{0};
    const postgres_server for_mapped{0};
    const auto rows = make_accounts(accounts);
    raw_postgres raw{for_raw.url()};
    tinyorm::database db{for_mapped.url()};
    const auto insert_raw = [&] {
        raw.run("BEGIN");
        raw.run("TRUNCATE accounts");
        raw.run("COPY accounts FROM STDIN");
        const auto text = copy_text(rows);
        PQputCopyData(raw.handle(), text.data(), static_cast<int>(text.size()));
        PQputCopyEnd(raw.handle(), nullptr);
        while (raw_result{PQgetResult(raw.handle())} != nullptr)
            continue;
        raw.run("COMMIT");
    };
    side_by_side(state, accounts, insert_raw, [&] {
        db.transaction([&](tinyorm::session& session) {
            session.execute("TRUNCATE accounts");
            session.insert_all(std::span<const Account::row>{rows});
        });
    });
}
BENCHMARK(postgres_bulk_insert)->UseManualTime();

}  // namespace
