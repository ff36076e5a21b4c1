/// @file
/// What an application opens before it serves and closes afterwards.
#pragma once

#include <microfast/binding/resource.hpp>
#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

namespace microfast {

/// What a lifespan yields once everything is open: `co_yield mf::ready;`.
struct ready_t {};
inline constexpr ready_t ready;

/// A coroutine around the time in which an application serves.
using lifespan = binding::resource<ready_t>;

using lifespan_function = std::function<lifespan()>;

/// Opens lifespans in order and closes them in the opposite order, on an event loop and a thread of
/// their own that exist meanwhile.
///
/// Thread safety: none, belongs to the thread that starts the application.
class lifespan_runner {
public:
    lifespan_runner() = default;
    lifespan_runner(const lifespan_runner&) = delete;
    lifespan_runner& operator=(const lifespan_runner&) = delete;
    ~lifespan_runner();

    /// Blocks until all are open. If one fails, closes those before it and throws what it threw.
    void open(std::vector<lifespan_function> functions);

    /// Blocks until all are closed, at most for so long: what takes longer is destroyed. What one
    /// throws is logged, and told to those that are closed after it. Does nothing if none is open.
    void close(binding::outcome how, std::chrono::milliseconds deadline);

private:
    task<void> open_all();
    task<void> close_all(binding::outcome how);

    std::optional<net::event_loop> loop_;
    std::vector<lifespan_function> functions_;  // the coroutines may use their captures
    std::vector<lifespan> opened_;              // before the loop is destroyed they are gone
    std::thread thread_;
};

}  // namespace microfast
