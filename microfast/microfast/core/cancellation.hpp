/// @file
/// Ends what a tree of tasks waits for.
#pragma once

#include <utility>

namespace microfast {

/// Told by `cancel`, the innermost wait of a task and of those it awaits ends early: an operation
/// awaited with `net::use_task` throws `operation_aborted`, and so does each that would follow,
/// which is not even begun. What does not know of cancellation goes on to its end. A task runs
/// under one that it was given by `co_await cancelled_by(...)`, and so do the tasks it awaits after
/// that.
///
/// Thread safety: none, belongs to one event loop. Lifetime: outlives the tasks under it.
class cancellation {
public:
    /// Something that is awaited and can end early.
    class wait {
    public:
        wait() = default;
        wait(const wait&) = default;
        wait& operator=(const wait&) = default;

        /// Makes the wait end: later, not in this call.
        virtual void end_early() noexcept = 0;

    protected:
        ~wait() = default;
    };

    cancellation() = default;
    cancellation(const cancellation&) = delete;
    cancellation& operator=(const cancellation&) = delete;

    void cancel() noexcept {
        is_cancelled_ = true;
        if (under_way_ != nullptr) std::exchange(under_way_, nullptr)->end_early();
    }

    /// Good for another task.
    void reset() noexcept {
        is_cancelled_ = false;
        under_way_ = nullptr;
    }

    [[nodiscard]] bool is_cancelled() const noexcept { return is_cancelled_; }

    // For awaitables.

    /// `begun` is under way until `end`; not to be begun once it is cancelled.
    void begin(wait& begun) noexcept { under_way_ = &begun; }
    void end() noexcept { under_way_ = nullptr; }

private:
    bool is_cancelled_ = false;
    wait* under_way_ = nullptr;  // never set once it is cancelled
};

}  // namespace microfast
