#include <microfast/core/error.hpp>
#include <microfast/core/ring.hpp>
#include <microfast/net/event_loop.hpp>

#include <spdlog/spdlog.h>

#include <coroutine>
#include <exception>

#if defined(__linux__)
#include <ctime>
#endif

namespace microfast::net {

thread_local constinit event_loop* event_loop::running_ = nullptr;

/// The frames of tasks that nobody awaits: an intrusive list, so that the loop can destroy the
/// unfinished.
class event_loop::spawned_tasks {
    using place = ring_place<spawned_tasks>;

public:
    spawned_tasks() = default;
    spawned_tasks(const spawned_tasks&) = delete;
    spawned_tasks& operator=(const spawned_tasks&) = delete;
    ~spawned_tasks() { clear(); }

    void clear() noexcept {
        while (!frames_.is_alone()) {
            root::from_promise(static_cast<root_promise&>(frames_.next_in_ring())).destroy();
        }
    }

    void start(task<void> work) { run(std::move(work)).resume(); }

private:
    struct root_promise;
    struct root : std::coroutine_handle<root_promise> {
        using promise_type = root_promise;
    };
    struct root_promise : place {
        root_promise(spawned_tasks& owner, task<void>& /*work*/) noexcept {
            join_before(owner.frames_);
        }
        static void* operator new(std::size_t size) {
            return frame_pool::of_this_thread().allocate(size);
        }
        static void operator delete(void* frame, std::size_t size) noexcept {
            frame_pool::of_this_thread().deallocate(frame, size);
        }
        root get_return_object() noexcept { return {root::from_promise(*this)}; }
        [[nodiscard]] std::suspend_always initial_suspend() const noexcept { return {}; }
        [[nodiscard]] std::suspend_never final_suspend() const noexcept { return {}; }
        void return_void() const noexcept {}
        void unhandled_exception() const noexcept { std::terminate(); }  // run() catches everything
    };

    root run(task<void> work) {
        try {
            co_await std::move(work);
        } catch (const std::exception& failure) {
            spdlog::error("a spawned task failed: {}", failure.what());
        } catch (...) {
            spdlog::error("a spawned task failed with something that is not a std::exception");
        }
    }

    place frames_;  // head of the ring of frames
};

event_loop::event_loop(const event_loop_options& options)
    : context_{1},
      poller_{make_poller(options.poller, context_)},
      deadlines_{now(), options.tick},
      ticker_{context_},
      tasks_{std::make_unique<spawned_tasks>()} {}

event_loop::~event_loop() = default;

event_loop& event_loop::current() {
    if (running_ == nullptr) throw error{"this thread runs no event loop"};
    return *running_;
}

void event_loop::run() {
    const auto work = asio::make_work_guard(context_);
    running_ = this;
    context_.run();
    running_ = nullptr;
    context_.restart();  // here, so that a stop before the run is not lost
}

void event_loop::stop() {
    context_.stop();
}

void event_loop::spawn(task<void> work) {
    if (is_current()) return tasks_->start(std::move(work));
    post([this, posted = std::move(work)]() mutable { tasks_->start(std::move(posted)); });
}

void event_loop::drop_tasks() noexcept {
    tasks_->clear();
}

event_loop::time_point event_loop::now() const noexcept {
#if defined(__linux__)
    timespec time{};
    ::clock_gettime(
        CLOCK_MONOTONIC_COARSE, &time
    );  // the clock of steady_clock, at a quarter of its price
    return time_point{std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec}};
#else
    return deadline_wheel::clock::now();
#endif
}

void event_loop::schedule(deadline_wheel::entry& who, time_point due) {
    deadlines_.schedule(who, due);
    if (!ticker_armed_) arm_tick();
}

void event_loop::arm_tick() {
    ticker_armed_ = true;
    ticker_.expires_after(deadlines_.tick());
    ticker_.async_wait([this](std::error_code failure) {
        if (failure) return;  // the loop is being destroyed
        deadlines_.run_expired(now());
        ticker_armed_ = false;
        if (!deadlines_.is_empty()) arm_tick();
    });
}

}  // namespace microfast::net
