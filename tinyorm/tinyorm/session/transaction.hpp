/// @file
/// Closures that run in a transaction, and run again when the database asks for it.
#pragma once

#include <tinyorm/session/retry_policy.hpp>
#include <tinyorm/session/session.hpp>

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

namespace tinyorm {

using driver::access_mode;
using driver::isolation_level;
using driver::transaction_options;

/// How a transaction begins, and how often it is tried.
struct transaction_terms {
    transaction_options options{};
    retry_policy retry{};
    const session_policy* policy = nullptr;  ///< of the sessions; null: the default
};

/// Runs `closure` in a transaction of this connection: commits when it returns, rolls back when it
/// throws, and runs it again, as a whole, after an error that `is_retryable()`. A
/// transaction that cannot begin is not tried again: SQLite has waited for its `busy_timeout` then.
void run_in_transaction(
    driver::connection& connection,
    shape_cache& shapes,
    const transaction_terms& terms,
    const std::function<void(session&)>& closure
);

/// The same for a closure that returns something; gives what the attempt returned that committed.
template <typename Closure>
auto transact(
    driver::connection& connection,
    shape_cache& shapes,
    const transaction_terms& terms,
    Closure&& closure
) {
    using result_type = std::invoke_result_t<Closure&, session&>;
    if constexpr (std::is_void_v<result_type>) {
        run_in_transaction(connection, shapes, terms, std::ref(closure));
    } else {
        std::optional<result_type> result;
        const auto keep_result = [&](session& within) { result.emplace(closure(within)); };
        run_in_transaction(connection, shapes, terms, keep_result);
        return *std::move(result);
    }
}

}  // namespace tinyorm
