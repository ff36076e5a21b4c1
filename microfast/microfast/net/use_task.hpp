/// @file
/// Awaits any asio operation in a `task`: `co_await socket.async_read_some(buffer, use_task)`.
#pragma once

#include <microfast/net/event_loop.hpp>

#include <asio/async_result.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/error.hpp>

#include <coroutine>
#include <exception>
#include <optional>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>

namespace microfast::net {

/// The completion token that makes an asio operation awaitable in a `task`.
///
/// The operation starts when it is awaited; the task goes on when it has completed, on the event
/// loop that awaited it, whatever executor the operation ran on. An `error_code` is thrown as
/// `std::system_error`, an `exception_ptr` as what it holds; the other results are returned: none
/// as `void`, one as it is, several as a tuple. `asio::experimental::as_tuple(use_task)` returns
/// the error instead of throwing it. A task that is cancelled ends operations that know of asio's
/// cancellation slots with `operation_aborted`.
///
/// Lifetime: whatever completes operations on threads of its own is joined before the loop is
/// destroyed. Errors: `error` when awaited outside of an event loop.
struct use_task_t {
    constexpr use_task_t() = default;
};
inline constexpr use_task_t use_task;

namespace detail {

/// What an operation completed with, and how that reads as the result of `co_await`.
template <class... Results>
class completion {
public:
    using result_type = std::conditional_t<
        sizeof...(Results) == 1,
        std::tuple_element_t<0, std::tuple<Results..., void>>,
        std::conditional_t<sizeof...(Results) == 0, void, std::tuple<Results...>>>;

    template <class... Values>
    void set(Values&&... values) {
        results_.emplace(std::forward<Values>(values)...);
    }

    result_type take() {
        if constexpr (sizeof...(Results) == 1) {
            return std::get<0>(std::move(*results_));
        } else if constexpr (sizeof...(Results) > 1) {
            return std::move(*results_);
        }
    }

private:
    std::optional<std::tuple<Results...>> results_;
};

template <class... Results>
class completion<std::error_code, Results...> : completion<Results...> {
public:
    using typename completion<Results...>::result_type;

    template <class... Values>
    void set(std::error_code failure, Values&&... values) {
        failure_ = failure;
        completion<Results...>::set(std::forward<Values>(values)...);
    }

    result_type take() {
        if (failure_) throw std::system_error{failure_};
        return completion<Results...>::take();
    }

private:
    std::error_code failure_;
};

template <class... Results>
class completion<std::exception_ptr, Results...> : completion<Results...> {
public:
    using typename completion<Results...>::result_type;

    template <class... Values>
    void set(std::exception_ptr failure, Values&&... values) {
        failure_ = std::move(failure);
        completion<Results...>::set(std::forward<Values>(values)...);
    }

    result_type take() {
        if (failure_) std::rethrow_exception(std::move(failure_));
        return completion<Results...>::take();
    }

private:
    std::exception_ptr failure_;
};

/// The awaitable of one operation: keeps its arguments until it is awaited, then its results.
template <class Completion, class Initiation, class... Arguments>
class [[nodiscard]] operation final : cancellation::wait {
public:
    template <class GivenInitiation, class... Given>
    explicit operation(std::in_place_t, GivenInitiation&& initiation, Given&&... arguments)
        : initiation_{std::forward<GivenInitiation>(initiation)},
          arguments_{std::forward<Given>(arguments)...} {}

    [[nodiscard]] bool await_ready() const noexcept { return false; }

    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> waiting) {
        cancelled_by_ = microfast::detail::cancellation_of(waiting);
        if (cancelled_by_ != nullptr) {
            if (cancelled_by_->is_cancelled())
                throw std::system_error{asio::error::operation_aborted};
            cancelled_by_->begin(*this);
        }
        handler completed{*this, waiting, event_loop::current().executor()};
        // Moved out of the frame: an operation may complete, and end the coroutine, before it
        // returns.
        auto initiation = std::move(initiation_);
        auto arguments = std::move(arguments_);
        std::apply(
            [&](auto&&... argument) {
                std::move(initiation)(std::move(completed), std::move(argument)...);
            },
            std::move(arguments)
        );
    }

    auto await_resume() { return completion_.take(); }

private:
    void end_early() noexcept override { cancel_.emit(asio::cancellation_type::terminal); }

    [[nodiscard]] asio::cancellation_slot cancellation_slot() noexcept {
        return cancelled_by_ == nullptr ? asio::cancellation_slot{} : cancel_.slot();
    }

    /// Belongs to asio. Dropped without a call when the loop is destroyed first: it must not touch
    /// the frame.
    class handler {
    public:
        using executor_type = event_loop::executor_type;
        using cancellation_slot_type = asio::cancellation_slot;

        handler(
            operation& completes, std::coroutine_handle<> waiting, const executor_type& executor
        ) noexcept
            : completes_{&completes},
              waiting_{waiting},
              executor_{executor},
              slot_{completes.cancellation_slot()} {}

        [[nodiscard]] executor_type get_executor() const noexcept { return executor_; }
        [[nodiscard]] cancellation_slot_type get_cancellation_slot() const noexcept {
            return slot_;
        }

        template <class... Values>
        void operator()(Values&&... values) {
            if (completes_->cancelled_by_ != nullptr) completes_->cancelled_by_->end();
            completes_->completion_.set(std::forward<Values>(values)...);
            waiting_.resume();
        }

    private:
        operation* completes_;
        std::coroutine_handle<> waiting_;
        executor_type executor_;
        cancellation_slot_type slot_;
    };

    Initiation initiation_;
    std::tuple<Arguments...> arguments_;
    Completion completion_;
    cancellation* cancelled_by_ = nullptr;
    asio::cancellation_signal cancel_;
};

}  // namespace detail

}  // namespace microfast::net

template <class... Results>
class asio::async_result<microfast::net::use_task_t, void(Results...)> {
public:
    template <class Initiation, class... Arguments>
    static auto initiate(
        Initiation&& initiation, microfast::net::use_task_t /*token*/, Arguments&&... arguments
    ) {
        using microfast::net::detail::completion;
        using microfast::net::detail::operation;
        return operation<
            completion<std::decay_t<Results>...>,
            std::decay_t<Initiation>,
            std::decay_t<Arguments>...>{
            std::in_place,
            std::forward<Initiation>(initiation),
            std::forward<Arguments>(arguments)...};
    }
};
