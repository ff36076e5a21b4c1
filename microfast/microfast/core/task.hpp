/// @file
/// The coroutine type of microfast: lazy, single owner, awaited once.
#pragma once

#include <microfast/core/cancellation.hpp>
#include <microfast/core/frame_pool.hpp>

#include <cassert>
#include <concepts>
#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace microfast {

template <class T = void>
class task;

namespace detail {

/// What the promises of all tasks share: frames from the pool, the way back to the one who awaits,
/// and what may cancel them.
class task_promise_base : public pooled_frame {
public:
    [[nodiscard]] std::suspend_always initial_suspend() const noexcept { return {}; }
    [[nodiscard]] auto final_suspend() const noexcept { return back_to_continuation{}; }
    void unhandled_exception() noexcept { failure_ = std::current_exception(); }

    void continue_with(std::coroutine_handle<> continuation) noexcept {
        continuation_ = continuation;
    }

    /// Null if nothing cancels this task.
    [[nodiscard]] cancellation* cancelled_by() const noexcept { return cancelled_by_; }
    void set_cancelled_by(cancellation* by) noexcept { cancelled_by_ = by; }

protected:
    void rethrow_failure() {
        if (failure_) std::rethrow_exception(std::move(failure_));
    }

private:
    struct back_to_continuation {
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        template <std::derived_from<task_promise_base> Promise>
        [[nodiscard]] std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> finished
        ) const noexcept {
            const auto continuation = finished.promise().continuation_;
            return continuation ? continuation : std::noop_coroutine();
        }
        void await_resume() const noexcept {}
    };

    std::coroutine_handle<> continuation_;  // null until the body suspends for the first time
    cancellation* cancelled_by_ = nullptr;
    std::exception_ptr failure_;
};

/// What cancels the coroutine of any kind that awaits something: of a task its own, else nothing.
template <class Promise>
[[nodiscard]] cancellation* cancellation_of(std::coroutine_handle<Promise> waiting) noexcept {
    if constexpr (std::derived_from<Promise, task_promise_base>) {
        return waiting.promise().cancelled_by();
    } else {
        return nullptr;
    }
}

template <class T>
class task_promise : public task_promise_base {
public:
    [[nodiscard]] task<T> get_return_object() noexcept;

    template <class Value = T>
        requires std::constructible_from<T, Value>
    void return_value(Value&& value) { result_.emplace(std::forward<Value>(value)); }

    [[nodiscard]] T take_result() {
        rethrow_failure();
        return std::move(*result_);
    }

private:
    std::optional<T> result_;
};

template <>
class task_promise<void> : public task_promise_base {
public:
    [[nodiscard]] task<void> get_return_object() noexcept;

    void return_void() const noexcept {}
    void take_result() { rethrow_failure(); }
};

}  // namespace detail

/// A coroutine that gives a `T` to the one coroutine that awaits it.
///
/// It starts when it is awaited (`co_await make()`, or `co_await std::move(named)`), and resumes
/// the one who awaits when it ends. A task that ends without waiting costs no trip through the
/// event loop and no stack. An exception that leaves the body is thrown by `co_await`.
///
/// Thread safety: none, a task is resumed only on the thread of its event loop.
/// `net::event_loop::spawn` starts one that nobody awaits.
/// Lifetime: parameters by reference must outlive the `co_await`. Destroying a task that has not
/// ended destroys its frame and what the frame owns.
template <class T>
class [[nodiscard]] task {
    static_assert(
        std::is_void_v<T> || std::is_object_v<T>, "task<T&>: return a pointer or a value instead"
    );

public:
    using value_type = T;
    using promise_type = detail::task_promise<T>;

    task() noexcept = default;
    task(task&& other) noexcept : coroutine_{std::exchange(other.coroutine_, {})} {}
    task& operator=(task&& other) noexcept {
        task{std::move(other)}.swap(*this);
        return *this;
    }
    ~task() {
        if (coroutine_) coroutine_.destroy();
    }

    void swap(task& other) noexcept { std::swap(coroutine_, other.coroutine_); }

    /// False when default constructed or moved from: such a task must not be awaited.
    [[nodiscard]] explicit operator bool() const noexcept { return bool{coroutine_}; }

    [[nodiscard]] auto operator co_await() && noexcept {
        assert(coroutine_ && !coroutine_.done());
        return awaiter{coroutine_};
    }

private:
    using handle = std::coroutine_handle<promise_type>;
    friend promise_type;

    class awaiter {
    public:
        explicit awaiter(handle awaited) noexcept : awaited_{awaited} {}

        [[nodiscard]] bool await_ready() const noexcept { return false; }
        // A body that ends without waiting goes on here, not by symmetric transfer: that is a tail
        // call from -O2 on only, so elsewhere a loop of such awaits would exhaust the stack.
        template <class Promise>
        [[nodiscard]] bool await_suspend(std::coroutine_handle<Promise> continuation) const {
            awaited_.promise().set_cancelled_by(detail::cancellation_of(continuation));
            awaited_.resume();
            if (awaited_.done()) return false;
            awaited_.promise().continue_with(continuation);
            return true;
        }
        T await_resume() const { return awaited_.promise().take_result(); }

    private:
        handle awaited_;
    };

    explicit task(handle coroutine) noexcept : coroutine_{coroutine} {}

    handle coroutine_;  // suspended at its start or awaited; null when moved from
};

namespace detail {

template <class T>
task<T> task_promise<T>::get_return_object() noexcept {
    return task<T>{std::coroutine_handle<task_promise>::from_promise(*this)};
}

inline task<void> task_promise<void>::get_return_object() noexcept {
    return task<void>{std::coroutine_handle<task_promise>::from_promise(*this)};
}

class run_under {
public:
    explicit run_under(cancellation* by) noexcept : by_{by} {}

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    template <std::derived_from<task_promise_base> Promise>
    [[nodiscard]] bool await_suspend(std::coroutine_handle<Promise> task) const noexcept {
        task.promise().set_cancelled_by(by_);
        return false;
    }
    void await_resume() const noexcept {}

private:
    cancellation* by_;
};

}  // namespace detail

/// `co_await cancelled_by(reason)` puts the task, and those it awaits from then on, under it.
[[nodiscard]] inline detail::run_under cancelled_by(cancellation& reason) noexcept {
    return detail::run_under{&reason};
}

}  // namespace microfast
