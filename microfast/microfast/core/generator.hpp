/// @file
/// A coroutine that gives many values, and may wait between them.
#pragma once

#include <microfast/core/task.hpp>

#include <cassert>
#include <coroutine>
#include <memory>
#include <type_traits>
#include <utility>

namespace microfast {

template <class T>
class generator;

namespace detail {

template <class T>
class generator_promise : public task_promise_base {
public:
    [[nodiscard]] generator<T> get_return_object() noexcept;

    /// Both an lvalue and a temporary stay until the body goes on.
    [[nodiscard]] auto yield_value(T& item) noexcept {
        item_ = std::addressof(item);
        return final_suspend();  // back to the one who awaits
    }
    [[nodiscard]] auto yield_value(T&& item) noexcept { return yield_value(item); }
    void return_void() const noexcept {}

    [[nodiscard]] bool has_item() const noexcept { return item_ != nullptr; }
    [[nodiscard]] T* take_item() {
        rethrow_failure();
        return std::exchange(item_, nullptr);
    }

private:
    T* item_ = nullptr;  // in the frame; null unless it was just yielded
};

}  // namespace detail

/// A coroutine that `co_yield`s values of type `T` to the one coroutine that asks for them, and may
/// `co_await` as a task does.
///
///     generator<int> numbers();
///     auto counted = numbers();
///     while (int* number = co_await counted.next()) use(*number);
///
/// Runs only while it is asked for the next value. An exception that leaves its body is thrown by
/// that `co_await`, and then it has ended.
///
/// Thread safety: none, it is resumed only on the thread of its event loop.
/// Lifetime: parameters by reference must outlive it. It may be destroyed wherever it is not being
/// asked for a value: its frame goes then, and what the frame owns.
template <class T>
class [[nodiscard]] generator {
    static_assert(std::is_object_v<T> && !std::is_const_v<T>, "generator<T> yields values");

public:
    using value_type = T;
    using promise_type = detail::generator_promise<T>;

    generator() noexcept = default;
    generator(generator&& other) noexcept : coroutine_{std::exchange(other.coroutine_, {})} {}
    generator& operator=(generator&& other) noexcept {
        generator{std::move(other)}.swap(*this);
        return *this;
    }
    ~generator() {
        if (coroutine_) coroutine_.destroy();
    }

    void swap(generator& other) noexcept { std::swap(coroutine_, other.coroutine_); }

    /// False when default constructed or moved from: such a one must not be asked.
    [[nodiscard]] explicit operator bool() const noexcept { return bool{coroutine_}; }

    /// The next value, good until this is called again; null when there are no more.
    [[nodiscard]] auto next() noexcept {
        assert(coroutine_);
        return awaiter{coroutine_};
    }

private:
    using handle = std::coroutine_handle<promise_type>;
    friend promise_type;

    class awaiter {
    public:
        explicit awaiter(handle asked) noexcept : asked_{asked} {}

        [[nodiscard]] bool await_ready() const noexcept { return asked_.done(); }
        // As the awaiter of a task: a body that yields without waiting costs no stack.
        template <class Promise>
        [[nodiscard]] bool await_suspend(std::coroutine_handle<Promise> continuation) const {
            auto& promise = asked_.promise();
            promise.set_cancelled_by(detail::cancellation_of(continuation));
            promise.continue_with({});
            asked_.resume();
            if (asked_.done() || promise.has_item()) return false;
            promise.continue_with(continuation);
            return true;
        }
        [[nodiscard]] T* await_resume() const { return asked_.promise().take_item(); }

    private:
        handle asked_;
    };

    explicit generator(handle coroutine) noexcept : coroutine_{coroutine} {}

    handle coroutine_;  // suspended at its start, at a yield or at its end; null when moved from
};

namespace detail {

template <class T>
generator<T> generator_promise<T>::get_return_object() noexcept {
    return generator<T>{std::coroutine_handle<generator_promise>::from_promise(*this)};
}

}  // namespace detail

}  // namespace microfast
