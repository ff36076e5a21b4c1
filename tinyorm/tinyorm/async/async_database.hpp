/// @file
/// A database whose answers are awaited.
#pragma once

#include <tinyorm/async/completing_job.hpp>
#include <tinyorm/async/dispatcher.hpp>
#include <tinyorm/driver/registry.hpp>
#include <tinyorm/session/database.hpp>
#include <tinyorm/session/session.hpp>
#include <tinyorm/session/shape_cache.hpp>
#include <tinyorm/session/transaction.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/async_result.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/use_awaitable.hpp>

#include <concepts>
#include <exception>
#include <memory>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>

namespace tinyorm {

/// A database spoken to by coroutines: the queries of `database`, awaited.
///
/// Every function takes a completion token, `asio::use_awaitable` unless told otherwise, and
/// completes with `void(std::exception_ptr, Result)` on the executor associated with the caller.
/// The whole closure runs on one of the database's own threads, of which there are as many as
/// connections; it may block, and shares nothing with the caller but what it captured. With g++ 12
/// a closure with captures is named before it is awaited.
///
/// Thread safety: safe.
/// Errors: as `database`; `pool_exhausted` when the queue is full or no connection becomes free in
/// time.
/// Cancellation: every type; work that waits is withdrawn, work that runs is stopped and rolled
/// back, and the connection is proven before its next use. Completes with `cancelled`, or with its
/// outcome if that came first.
/// Lifetime: the destructor refuses what waits and finishes what runs; the executors of callers
/// must outlive it.
class async_database {
public:
    explicit async_database(std::string url, database_options options = {})
        : core_(std::make_shared<core>(std::move(url), std::move(options))) {}

    /// Runs `closure(session)` outside of a transaction: each of its statements is one of its own.
    template <typename Closure, typename Token = asio::use_awaitable_t<>>
        requires std::invocable<Closure&, session&>
    auto run(
        Closure closure,
        Token&& token = Token{},
        std::source_location holder = std::source_location::current()
    ) {
        auto on_connection = [core = core_.get(),
                              closure =
                                  std::move(closure)](driver::connection& connection) mutable {
            session speaking{connection, core->shapes};
            return closure(speaking);
        };
        return submit(std::move(on_connection), std::forward<Token>(token), holder);
    }

    /// Runs `closure(session)` in a transaction, as `database::transaction` does.
    template <typename Closure, typename Token = asio::use_awaitable_t<>>
        requires std::invocable<Closure&, session&>
    auto transaction(
        const transaction_options& options,
        Closure closure,
        Token&& token = Token{},
        std::source_location holder = std::source_location::current()
    ) {
        auto on_connection = [core = core_.get(), options, closure = std::move(closure)](
                                 driver::connection& connection
                             ) mutable {
            return transact(
                connection, core->shapes, {options, core->retry, &core->policy}, closure
            );
        };
        return submit(std::move(on_connection), std::forward<Token>(token), holder);
    }
    template <typename Closure, typename Token = asio::use_awaitable_t<>>
        requires std::invocable<Closure&, session&>
    auto transaction(
        Closure closure,
        Token&& token = Token{},
        std::source_location holder = std::source_location::current()
    ) {
        return transaction(
            transaction_options{}, std::move(closure), std::forward<Token>(token), holder
        );
    }

    /// What `all`, `one`, `first` and `execute` of a query call.
    template <typename Result, typename Token = asio::use_awaitable_t<>>
    auto fetch_all(const query::typed_query<Result>& query, Token&& token = Token{}) {
        return run(
            [query](session& speaking) { return speaking.fetch_all(query); },
            std::forward<Token>(token)
        );
    }
    template <typename Result, typename Token = asio::use_awaitable_t<>>
    auto fetch_one(const query::typed_query<Result>& query, Token&& token = Token{}) {
        return run(
            [query](session& speaking) { return speaking.fetch_one(query); },
            std::forward<Token>(token)
        );
    }
    template <typename Result, typename Token = asio::use_awaitable_t<>>
    auto fetch_first(const query::typed_query<Result>& query, Token&& token = Token{}) {
        return run(
            [query](session& speaking) { return speaking.fetch_first(query); },
            std::forward<Token>(token)
        );
    }
    template <typename Token = asio::use_awaitable_t<>>
    auto execute(const query::statement& statement, Token&& token = Token{}) {
        return run(
            [statement](session& speaking) { return speaking.execute(statement); },
            std::forward<Token>(token)
        );
    }

    [[nodiscard]] pool::connection_pool& pool() noexcept { return core_->runs.pool(); }

private:
    struct core {
        core(std::string url, database_options options)
            : retry(options.retry),
              policy(std::move(options.sessions)),
              shapes(dialect_of(driver::find_driver(url))),
              runs(std::move(url), std::move(options.pool)) {}

        static const dialect::sql_dialect& dialect_of(const driver::driver& speaks) {
            return dialect::dialect_of(speaks.dialect, speaks.version);
        }

        retry_policy retry;
        session_policy policy;
        shape_cache shapes;
        async::dispatcher runs;  // last: its threads use the others until it is gone
    };

    // A class and not a lambda: asio keeps it, with the arguments of the operation, until it is
    // awaited.
    class initiation {
    public:
        template <typename Handler, typename Closure>
        void operator()(
            Handler&& handler,
            Closure closure,
            const std::shared_ptr<core>& core,
            std::source_location holder
        ) const {
            using job_type = async::completing_job<Closure, std::decay_t<Handler>>;
            auto slot = asio::get_associated_cancellation_slot(handler);
            const auto submitted = std::make_shared<job_type>(
                std::move(closure), std::forward<Handler>(handler), holder
            );
            if (slot.is_connected()) {
                slot.assign([weak_core = std::weak_ptr{core},
                             weak_job =
                                 std::weak_ptr<async::job>{submitted}](asio::cancellation_type) {
                    const auto unwanted = weak_job.lock();
                    const auto living = weak_core.lock();
                    if (unwanted && living) living->runs.cancel(unwanted);
                });
            }
            core->runs.submit(submitted);
        }
    };

    template <typename Closure, typename Token>
    auto submit(Closure closure, Token&& token, std::source_location holder) {
        using result_type = std::invoke_result_t<Closure&, driver::connection&>;
        using signature = async::completion_signature<result_type>;
        return asio::async_initiate<Token, signature>(
            initiation{}, token, std::move(closure), core_, holder
        );
    }

    std::shared_ptr<core> core_;
};

}  // namespace tinyorm
