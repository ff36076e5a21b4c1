/// @file
/// A database: a pool of connections, spoken to in models and queries.
#pragma once

#include <tinyorm/pool/connection_pool.hpp>
#include <tinyorm/session/transaction.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tinyorm {

struct database_options {
    pool::pool_options pool{};
    retry_policy retry{};
    session_policy sessions{};  ///< of transactions
};

/// A database, reached by a URL: `postgres://user@host/name`, `sqlite:path`, `sqlite::memory:`.
///
/// Every function leases a connection, blocks until the answer is there, and gives it back. Outside
/// a transaction each statement is one of its own. Thread safety: safe.
/// Errors: `tinyorm::error`; `pool_exhausted` when no connection becomes free in time, which is
/// also what a transaction gets that asks the database, instead of its session, from within.
class database {
public:
    explicit database(std::string url, database_options options = {});

    /// Runs `closure(session)` in a transaction and returns its result: commits when it returns,
    /// rolls back when it throws. Runs it again, as a whole, when the database could not serialise
    /// it with others, ended it to end a deadlock, or altered a table that a prepared statement of
    /// it reads; the closure must not mind. It is not run again when the outcome of its COMMIT is
    /// unknown (`in_doubt`).
    template <typename Closure>
    auto transaction(const transaction_options& options, Closure&& closure) {
        const auto lease = pool_.acquire();
        return transact(
            *lease, shapes_, {options, retry_, &policy_}, std::forward<Closure>(closure)
        );
    }
    template <typename Closure>
    auto transaction(Closure&& closure) {
        return transaction(transaction_options{}, std::forward<Closure>(closure));
    }

    /// What `all`, `one`, `first` and `execute` of a query call.
    template <typename Result>
    [[nodiscard]] std::vector<Result> fetch_all(const query::typed_query<Result>& query) {
        const auto lease = pool_.acquire();
        return session{*lease, shapes_}.fetch_all(query);
    }
    template <typename Result>
    [[nodiscard]] Result fetch_one(const query::typed_query<Result>& query) {
        const auto lease = pool_.acquire();
        return session{*lease, shapes_}.fetch_one(query);
    }
    template <typename Result>
    [[nodiscard]] std::optional<Result> fetch_first(const query::typed_query<Result>& query) {
        const auto lease = pool_.acquire();
        return session{*lease, shapes_}.fetch_first(query);
    }
    i64 execute(const query::statement& statement) {
        const auto lease = pool_.acquire();
        return session{*lease, shapes_}.execute(statement);
    }

    /// Hand-written SQL, with `$1`, `$2` for the parameters whatever the dialect:
    /// `query<i64, std::string>(...)` gives tuples, `query<i64>(...)` numbers.
    template <typename... Parameters>
    i64 execute(std::string_view sql, const Parameters&... parameters) {
        const auto lease = pool_.acquire();
        return session{*lease, shapes_}.execute(sql, parameters...);
    }
    template <typename... Columns, typename... Parameters>
    [[nodiscard]] auto query(std::string_view sql, const Parameters&... parameters) {
        const auto lease = pool_.acquire();
        return session{*lease, shapes_}.template query<Columns...>(sql, parameters...);
    }

    /// Inserts all rows or, after an error, none; returns how many were inserted.
    template <query::model_row Row>
    i64 insert_all(std::span<const Row> rows, conflict_policy policy = conflict_policy::fail) {
        const auto lease = pool_.acquire();
        return session{*lease, shapes_}.insert_all(rows, policy);
    }

    /// Creates the tables of these models, in this order, with their indexes.
    template <typename... Models>
    void create_tables() {
        const auto lease = pool_.acquire();
        session{*lease, shapes_}.template create_tables<Models...>();
    }

    [[nodiscard]] pool::connection_pool& pool() noexcept { return pool_; }
    [[nodiscard]] shape_cache& shapes() noexcept { return shapes_; }

private:
    pool::connection_pool pool_;
    shape_cache shapes_;
    retry_policy retry_;
    session_policy policy_;
};

}  // namespace tinyorm
