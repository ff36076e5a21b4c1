/// @file
/// A job whose outcome goes to a completion handler of asio.
#pragma once

#include <tinyorm/async/job.hpp>

#include <asio/associated_cancellation_slot.hpp>
#include <asio/associated_executor.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>

#include <concepts>
#include <exception>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>
#include <variant>

namespace tinyorm::async {

/// What an operation that gives a `Result` completes with.
template <typename Result>
using completion_signature = typename std::conditional_t<
    std::is_void_v<Result>,
    std::type_identity<void(std::exception_ptr)>,
    std::type_identity<
        void(std::exception_ptr, std::conditional_t<std::is_void_v<Result>, int, Result>)>>::type;

/// Runs `closure(connection)` and calls `handler(exception_ptr, result)`, without a result for
/// void, on the handler's associated executor, which is kept busy meanwhile.
template <typename Closure, typename Handler>
class completing_job final : public job {
public:
    using result_type = std::invoke_result_t<Closure&, driver::connection&>;

    completing_job(Closure closure, Handler handler, std::source_location holder)
        : job(holder),
          outcome_(std::move(handler)),
          closure_(std::move(closure)) {}

    void run(driver::connection& connection) override {
        if constexpr (std::is_void_v<result_type>) {
            closure_(connection);
        } else {
            outcome_.result.emplace(closure_(connection));
        }
    }

    void complete(std::exception_ptr failure) noexcept override {
        outcome_.failure = std::move(failure);
        // Its own hold: the completion may run, and the caller's loop end, before post() returns.
        const auto busy = outcome_.busy;
        asio::post(busy.get_executor(), std::move(outcome_));
    }

private:
    static constexpr bool has_result = !std::is_void_v<result_type>;
    using kept_result = std::conditional_t<has_result, result_type, std::monostate>;
    static_assert(
        std::default_initializable<kept_result>,
        "tinyorm: what an awaited closure returns has a default value, to be completed with after "
        "a failure"
    );

    struct outcome {
        explicit outcome(Handler receives)
            : handler(std::move(receives)),
              busy(asio::make_work_guard(handler)) {}

        void operator()() {
            if (auto slot = asio::get_associated_cancellation_slot(handler); slot.is_connected())
                slot.clear();
            if constexpr (has_result) {
                if (!result) result.emplace();
                std::move(handler)(std::move(failure), *std::move(result));
            } else {
                std::move(handler)(std::move(failure));
            }
        }

        Handler handler;
        asio::executor_work_guard<asio::associated_executor_t<Handler>> busy;
        std::exception_ptr failure;
        std::optional<kept_result> result;
    };

    outcome outcome_;
    Closure closure_;
};

}  // namespace tinyorm::async
