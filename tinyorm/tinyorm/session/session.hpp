/// @file
/// One connection, spoken to in models and queries.
#pragma once

#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/connection.hpp>
#include <tinyorm/query/relationship.hpp>
#include <tinyorm/query/row_decoding.hpp>
#include <tinyorm/query/typed_query.hpp>
#include <tinyorm/session/bulk_insert.hpp>
#include <tinyorm/session/object_session.hpp>
#include <tinyorm/session/raw_sql.hpp>
#include <tinyorm/session/session_policy.hpp>
#include <tinyorm/session/shape_cache.hpp>

#include <functional>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tinyorm {

/// What a closure gets that runs in a transaction.
///
/// Queries see what was changed through objects before: whatever runs flushes first, but a lookup
/// by key.
/// Every function blocks. Thread safety: none.
/// Errors: `tinyorm::error`, with the kinds its documentation lists.
/// Lifetime: the closure's; the connection returns to its pool afterwards.
class session final : public object_session {
public:
    /// Queries say where they were run from.
    static constexpr bool takes_origins = true;

    session(
        driver::connection& connection,
        shape_cache& shapes,
        const session_policy& policy = default_policy
    )
        : object_session(connection, policy),
          connection_(connection),
          shapes_(shapes) {}

    /// The objects of the rows that a query finds. One that is known stays as it is in memory.
    template <query::model_row Row>
    [[nodiscard]] std::vector<handle<typename Row::model>> objects_of(
        const query::typed_query<Row>& query
    ) {
        std::vector<handle<typename Row::model>> found;
        for (const auto& row : fetch_all(query)) {
            found.emplace_back(objects().adopt(row_type_of<typename Row::model>, &row));
        }
        return found;
    }

    /// What `all`, `one` and `first` of a query call.
    template <typename Result>
    [[nodiscard]] std::vector<Result> fetch_all(
        const query::typed_query<Result>& query, const origin* where = nullptr
    ) {
        std::vector<Result> rows;
        const auto add = [&rows](std::span<const cell> cells) {
            query::decode_result(cells, rows.emplace_back());
            return true;
        };
        run(query.erased(), add, where);
        return rows;
    }
    template <typename Result>
    [[nodiscard]] Result fetch_one(
        const query::typed_query<Result>& query, const origin* where = nullptr
    ) {
        std::optional<Result> row;
        const auto keep = [&row](std::span<const cell> cells) {
            if (row) refuse_second_row();
            query::decode_result(cells, row.emplace());
            return true;
        };
        run(query.erased(), keep, where);
        if (!row) refuse_missing_row();
        return *std::move(row);
    }
    template <typename Result>
    [[nodiscard]] std::optional<Result> fetch_first(
        const query::typed_query<Result>& query, const origin* where = nullptr
    ) {
        std::optional<Result> row;
        const auto keep = [&row](std::span<const cell> cells) {
            query::decode_result(cells, row.emplace());
            return false;
        };
        run(limited_to_first(query.erased()), keep, where);
        return row;
    }

    /// Runs a statement and returns how many rows it inserted, updated or deleted.
    i64 execute(const query::statement& statement);

    /// Hand-written SQL, with `$1`, `$2` for the parameters whatever the dialect.
    template <typename... Parameters>
    i64 execute(std::string_view sql, const Parameters&... parameters) {
        return run_sql(sql, to_parameters(parameters...), {});
    }
    template <typename... Columns, typename... Parameters>
    [[nodiscard]] std::vector<raw_row<Columns...>> query(
        std::string_view sql, const Parameters&... parameters
    ) {
        std::vector<raw_row<Columns...>> rows;
        run_sql(sql, to_parameters(parameters...), [&rows](std::span<const cell> cells) {
            query::decode_result(cells, rows.emplace_back());
            return true;
        });
        return rows;
    }

    /// Inserts all rows or, after an error, none; returns how many were inserted.
    template <query::model_row Row>
    i64 insert_all(std::span<const Row> rows, conflict_policy policy = conflict_policy::fail) {
        return insert_rows(schema::table_of<typename Row::model>(), rows, policy);
    }

    /// Creates the tables of these models, with their indexes.
    template <typename... Models>
    void create_tables() {
        (create_table(schema::table_of<Models>()), ...);
    }

    /// Runs `closure` so that what it wrote is undone if it throws, and only that; objects become
    /// what they were before.
    template <typename Closure>
    auto savepoint(Closure&& closure) {
        savepoint_guard guard{*this};
        if constexpr (std::is_void_v<std::invoke_result_t<Closure&>>) {
            closure();
            guard.keep();
        } else {
            auto result = closure();
            guard.keep();
            return result;
        }
    }

    /// The connection itself, for what only a driver can do.
    [[nodiscard]] driver::connection& connection() noexcept { return connection_; }

private:
    class savepoint_guard {
    public:
        explicit savepoint_guard(session& within);
        savepoint_guard(const savepoint_guard&) = delete;
        savepoint_guard& operator=(const savepoint_guard&) = delete;
        ~savepoint_guard();
        void keep();

    private:
        session& within_;
        bool is_kept_ = false;
    };

    [[noreturn]] static void refuse_missing_row();
    [[noreturn]] static void refuse_second_row();
    static query::statement limited_to_first(query::statement statement);

    void run(const query::statement& statement, const row_consumer& consume, const origin* where);
    i64 run_unflushed(
        const query::statement& statement, const row_consumer& consume, const origin* where
    ) override;
    i64 run_sql(
        std::string_view sql, const std::vector<value>& parameters, const row_consumer& consume
    );
    i64 insert_rows(
        const schema::table_definition& table, schema::row_span rows, conflict_policy policy
    );
    void create_table(const schema::table_definition& table);

    static const session_policy default_policy;

    driver::connection& connection_;
    shape_cache& shapes_;
};

}  // namespace tinyorm
