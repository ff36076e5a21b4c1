/// @file
/// One shard: its databases, its deadline, its breaker.
#pragma once

#include <microfast/core/task.hpp>
#include <tinyorm/async/async_database.hpp>
#include <tinyorm/tinyorm.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/ports/store_unavailable.hpp>
#include <unamex/storage/circuit_breaker.hpp>
#include <unamex/storage/deadline_call.hpp>
#include <unamex/storage/lookup_batcher.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <string>
#include <type_traits>
#include <utility>

namespace unamex::storage {

struct shard_options {
    std::size_t connections = 4;  ///< for requests; two more serve what blocks
    /// Of one transaction, its wait for a connection included. A claim is at most three of them,
    /// and has to end within 5 s of its announcement.
    std::chrono::milliseconds deadline{1500};
    breaker_options breaker{};
    batching_options batching{};
};

/// The session broke while a transaction ended: it may or may not have happened.
class outcome_unknown : public ports::store_unavailable {
public:
    using store_unavailable::store_unavailable;
};

/// Runs closures over sessions on a shard.
///
/// Thread safety: safe; what is awaited resumes on the event loop that awaits.
/// Errors: `ports::store_unavailable` when the shard is away, late or refuses a write, at once
/// while the breaker is open; `tinyorm::error` for what would fail on any shard.
class shard {
public:
    shard(
        std::string name,
        const std::string& url,
        const shard_options& options,
        const ports::clock& clock
    );

    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    /// For `store_setup`, before requests come.
    [[nodiscard]] tinyorm::database& background() noexcept { return background_; }

    /// `closure(session)` within a transaction.
    template <class Closure, class Result = std::invoke_result_t<Closure&, tinyorm::session&>>
    microfast::task<Result> transaction(Closure closure) {
        auto start = [this, closure = std::move(closure)](auto handler) mutable {
            requests_.transaction(request_terms_, std::move(closure), std::move(handler));
        };
        return call<Result>(std::move(start));
    }

    /// The same on the calling thread, beside the requests; `options` say how.
    template <class Closure>
    auto transaction_blocking(const tinyorm::transaction_options& options, Closure closure) {
        try {
            return background_.transaction(options, closure);
        } catch (...) {
            refuse(std::current_exception());
        }
    }

    /// For each name, whether it is in the shard. Lookups that come together travel together.
    microfast::task<std::vector<bool>> find(std::vector<std::string> norms);

    /// Ends every session: see `sharded_store::abandon`.
    void abandon();

private:
    template <class Result, class Start>
    microfast::task<Result> call(Start start) {
        admit();
        try {
            deadline_call<Result, Start> answered{options_.deadline, std::move(start)};
            auto result = co_await answered;
            breaker_.report_success();
            co_return result;
        } catch (...) {
            const auto failure = std::current_exception();
            tell_breaker(failure);
            refuse(failure);
        }
    }

    microfast::task<std::vector<bool>> query(std::vector<std::string> norms);
    void admit();
    void tell_breaker(const std::exception_ptr& failure);
    [[noreturn]] void refuse(const std::exception_ptr& failure
    ) const;  // throws it as this shard's error

    std::string name_;
    shard_options options_;
    tinyorm::transaction_options request_terms_;
    const ports::clock& clock_;
    circuit_breaker breaker_;
    lookup_batcher lookups_;
    tinyorm::database background_;
    tinyorm::async_database requests_;  // last: its threads end first
};

}  // namespace unamex::storage
