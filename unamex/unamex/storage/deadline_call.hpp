/// @file
/// Awaits a database no longer than a deadline.
#pragma once

#include <microfast/net/event_loop.hpp>
#include <tinyorm/core/error.hpp>

#include <asio/cancellation_signal.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace unamex::storage {

/// The awaitable of an operation that may never answer: a server that stands still keeps its
/// connection, not the coroutine that waits.
///
/// `start(handler)` begins the operation; `handler(exception_ptr, Result)` ends it. Once the
/// deadline has passed the operation is asked to cancel, its outcome is dropped, and `co_await`
/// throws a `tinyorm::error` of kind `timeout`.
/// Thread safety: none, it belongs to the event loop that awaits it.
template <class Result, class Start>
class [[nodiscard]] deadline_call {
public:
    deadline_call(std::chrono::milliseconds deadline, Start start)
        : deadline_{deadline},
          start_{std::move(start)} {}
    deadline_call(const deadline_call&) = delete;
    deadline_call& operator=(const deadline_call&) = delete;
    ~deadline_call() { outcome_->waiting = {}; }

    [[nodiscard]] bool await_ready() const noexcept { return false; }

    void await_suspend(std::coroutine_handle<> waiting) {
        const auto executor = microfast::net::event_loop::current().executor();
        outcome_->waiting = waiting;
        timer_.emplace(executor, deadline_);
        timer_->async_wait([outcome = outcome_](std::error_code stopped) {
            if (stopped || !outcome->waiting) return;
            outcome->failure = std::make_exception_ptr(tinyorm::error{
                tinyorm::error_kind::timeout, "the database did not answer before the deadline"});
            outcome->unwanted.emit(asio::cancellation_type::all);
            outcome->resume();
        });
        start_(handler{outcome_, executor});
    }

    Result await_resume() {
        if (outcome_->failure) std::rethrow_exception(outcome_->failure);
        return *std::move(outcome_->result);
    }

private:
    using loop_executor = microfast::net::event_loop::executor_type;

    struct outcome {
        void resume() { std::exchange(waiting, {}).resume(); }

        std::coroutine_handle<> waiting;  // null once resumed, or when the coroutine is gone
        std::optional<Result> result;
        std::exception_ptr failure;
        asio::cancellation_signal unwanted;
    };

    class handler {
    public:
        using executor_type = loop_executor;
        using cancellation_slot_type = asio::cancellation_slot;

        handler(std::shared_ptr<outcome> completes, const loop_executor& on)
            : outcome_{std::move(completes)},
              executor_{on} {}

        [[nodiscard]] executor_type get_executor() const noexcept { return executor_; }
        [[nodiscard]] cancellation_slot_type get_cancellation_slot() const noexcept {
            return outcome_->unwanted.slot();
        }

        void operator()(std::exception_ptr failure, Result result) const {
            if (!outcome_->waiting) return;
            outcome_->failure = std::move(failure);
            outcome_->result = std::move(result);
            outcome_->resume();
        }

    private:
        std::shared_ptr<outcome> outcome_;
        loop_executor executor_;
    };

    std::chrono::milliseconds deadline_;
    Start start_;
    std::shared_ptr<outcome> outcome_ = std::make_shared<outcome>();
    std::optional<asio::steady_timer> timer_;
};

}  // namespace unamex::storage
