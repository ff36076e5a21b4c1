/// @file
/// What belongs to one request beyond its message: values of whoever handles it, work for later,
/// and whether its client is still there.
#pragma once

#include <microfast/core/task.hpp>

#include <concepts>
#include <cstddef>
#include <stop_token>
#include <type_traits>
#include <utility>
#include <vector>

namespace microfast::http {

/// Work that is done after the last byte of the answer has been sent.
///
/// The tasks of a request run in order, each after the one before it has ended; one that fails is
/// logged and does not stop the others. They outlive their request: they own what they use.
class background_tasks {
public:
    /// Adds a task, or a function that returns nothing or a task.
    template <class Work>
    void add(Work work) {
        if constexpr (std::same_as<Work, task<void>>) {
            tasks_.push_back(std::move(work));
        } else {
            tasks_.push_back(call(std::move(work)));
        }
    }

    [[nodiscard]] bool empty() const noexcept { return tasks_.empty(); }

    /// One task that does everything that was added, in order. Nothing is left here.
    [[nodiscard]] task<void> take() { return run_in_order(std::exchange(tasks_, {})); }

private:
    // The function is a parameter, not a capture: so the frame owns it.
    template <class Function>
    static task<void> call(Function function) {
        if constexpr (std::is_void_v<std::invoke_result_t<Function&>>) {
            function();
            co_return;
        } else {
            auto running = function();
            co_await std::move(running);
        }
    }

    static task<void> run_in_order(std::vector<task<void>> tasks);

    std::vector<task<void>> tasks_;
};

/// The context of a request: `request.context()` makes it when it is first asked for, so a request
/// that needs none pays nothing.
///
/// Holds one value of each type, destroyed in the reverse order of their making when the request
/// ends. Complexity: O(values) to find one. Thread safety: none, belongs to one exchange; a stop
/// token may be looked at from any thread.
class request_context {
public:
    request_context() = default;
    request_context(const request_context&) = delete;
    request_context& operator=(const request_context&) = delete;
    ~request_context();

    /// Makes the value of a type, in the place of an older one.
    template <class T, class... Arguments>
    T& emplace(Arguments&&... arguments) {
        auto* made = new T(std::forward<Arguments>(arguments)...);
        keep(&key_of<T>, made, [](void* value) noexcept { delete static_cast<T*>(value); });
        return *made;
    }
    template <class T>
    T& set(T value) {
        return emplace<T>(std::move(value));
    }

    /// The value of a type, or null.
    template <class T>
    [[nodiscard]] T* find() const noexcept {
        return static_cast<T*>(find(&key_of<T>));
    }

    [[nodiscard]] background_tasks& background() noexcept { return background_; }

    /// Tells whether the client has left.
    [[nodiscard]] std::stop_token stop_token() const noexcept { return stop_.get_token(); }

    /// For the server: the client has left. Who goes on then may end the request, and this with it.
    void request_stop() const noexcept { std::stop_source{stop_}.request_stop(); }

private:
    template <class T>
    static constexpr char key_of = 0;  // its address stands for the type

    struct entry {
        const void* key;
        void* value;
        void (*destroy)(void*) noexcept;
    };

    void keep(const void* key, void* value, void (*destroy)(void*) noexcept);
    [[nodiscard]] void* find(const void* key) const noexcept;

    std::vector<entry> entries_;
    background_tasks background_;
    std::stop_source stop_;
};

}  // namespace microfast::http
