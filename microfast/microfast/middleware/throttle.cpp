#include <microfast/http/status.hpp>
#include <microfast/limits/throttler.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/throttle.hpp>
#include <microfast/middleware/whole_seconds.hpp>

#include <memory>
#include <string>
#include <utility>

namespace microfast::middleware {

namespace {

class throttle_layer {
public:
    explicit throttle_layer(throttle_options options)
        : options_(std::move(options)),
          throttler_(std::make_unique<limits::throttler>(
              options_.rate, options_.longest_wait, options_.clients
          )) {}

    task<void> around(http::request& request, http::response& answer, http::next& inner) const {
        const auto key = options_.key(request);
        if (!key.empty()) {
            const auto delay = throttler_->reserve(key, options_.now());
            if (!delay) {
                refuse(answer);
                co_return;
            }
            if (delay->count() > 0) co_await options_.wait(*delay);
        }
        co_await inner();
    }

private:
    void refuse(http::response& answer) const {
        answer.set_problem(
            http::status::service_unavailable, "too many requests are waiting already"
        );
        answer.headers.set("Retry-After", std::to_string(whole_seconds(options_.longest_wait)));
    }

    throttle_options options_;
    std::unique_ptr<limits::throttler> throttler_;
};

}  // namespace

http::middleware throttle(throttle_options options) {
    return make_middleware(throttle_layer(std::move(options)));
}

}  // namespace microfast::middleware
