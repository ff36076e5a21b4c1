/// @file
/// A coroutine that opens something, gives it, and closes it afterwards.
#pragma once

#include <microfast/core/error.hpp>
#include <microfast/core/frame_pool.hpp>

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <utility>

namespace microfast::binding {

/// How it went between opening and closing: what `co_yield` returns in a resource.
enum class outcome : std::uint8_t {
    completed,
    failed,  ///< an exception, or an answer that is an error
};

/// A value with an end of its own.
///
///     microfast::resource<session> open_session(database& db) {
///         auto session = co_await db.begin();
///         if (co_yield session == microfast::outcome::completed) co_await session.commit();
///     }
///
/// It yields exactly once. What follows the `co_yield` runs when whoever needed the value is done;
/// `co_yield` gives a reference to what was yielded, or what it was made of, for as long.
///
/// Errors: what leaves the body is thrown by `open` and `close`; one that does not yield, or yields
/// twice, throws `error` there. Thread safety: none, as `task`. Lifetime: destroying one that was
/// opened but not closed destroys its frame without running the rest.
template <class T>
class [[nodiscard]] resource {
public:
    using value_type = T;

    class promise_type : public pooled_frame {
    public:
        resource get_return_object() noexcept {
            return resource{std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        [[nodiscard]] std::suspend_always initial_suspend() const noexcept { return {}; }
        [[nodiscard]] auto final_suspend() const noexcept { return hand_over{}; }
        void return_void() const noexcept {}
        void unhandled_exception() noexcept { failure_ = std::current_exception(); }

        auto yield_value(T& value) noexcept {
            value_ = &value;
            return hand_over{};
        }
        auto yield_value(T&& value) {
            kept_.emplace(std::move(value));
            value_ = &*kept_;
            return hand_over{};
        }
        auto yield_value(const T& value) {
            kept_.emplace(value);
            value_ = &*kept_;
            return hand_over{};
        }

    private:
        friend resource;

        /// Stops here and goes on with whoever opens or closes.
        struct hand_over {
            [[nodiscard]] bool await_ready() const noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> stopped
            ) noexcept {
                promise = &stopped.promise();
                return std::exchange(promise->waiting_, {});
            }
            [[nodiscard]] outcome await_resume() const noexcept { return promise->outcome_; }
            promise_type* promise = nullptr;
        };

        std::coroutine_handle<> waiting_;
        T* value_ = nullptr;
        std::optional<T> kept_;
        outcome outcome_ = outcome::completed;
        std::exception_ptr failure_;
    };

    resource(resource&& other) noexcept : coroutine_{std::exchange(other.coroutine_, {})} {}
    resource& operator=(resource&& other) noexcept {
        std::swap(coroutine_, other.coroutine_);
        return *this;
    }
    ~resource() {
        if (coroutine_) coroutine_.destroy();
    }

    /// Runs up to the `co_yield`. To be awaited at once; gives a reference to the value.
    [[nodiscard]] auto open() noexcept { return opening{coroutine_}; }

    /// Runs the rest. To be awaited at once, after `open`.
    [[nodiscard]] auto close(outcome how) noexcept {
        coroutine_.promise().outcome_ = how;
        return closing{coroutine_};
    }

private:
    using handle = std::coroutine_handle<promise_type>;

    class step {
    public:
        explicit step(handle running) noexcept : running_{running} {}
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) const noexcept {
            running_.promise().waiting_ = waiting;
            return running_;
        }

    protected:
        void rethrow_failure() const {
            auto& failure = running_.promise().failure_;
            if (failure) std::rethrow_exception(std::exchange(failure, {}));
        }
        handle running_;
    };

    class opening : public step {
    public:
        using step::step;
        [[nodiscard]] T& await_resume() const {
            this->rethrow_failure();
            if (this->running_.done()) throw error("a resource ended without giving its value");
            return *this->running_.promise().value_;
        }
    };

    class closing : public step {
    public:
        using step::step;
        void await_resume() const {
            this->rethrow_failure();
            if (!this->running_.done()) throw error("a resource gave a second value");
        }
    };

    explicit resource(handle coroutine) noexcept : coroutine_{coroutine} {}

    handle coroutine_;  // suspended at its start, at its yield or at its end; null when moved from
};

}  // namespace microfast::binding
