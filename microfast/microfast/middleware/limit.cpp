#include <microfast/core/error.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/http/status.hpp>
#include <microfast/limits/rate_limiter.hpp>
#include <microfast/middleware/limit.hpp>
#include <microfast/middleware/make_middleware.hpp>
#include <microfast/middleware/whole_seconds.hpp>

#include <memory>
#include <utility>

namespace microfast::middleware {

namespace {

class limit_layer {
public:
    struct note {
        bool is_counted;
        limits::rate_decision decision;
    };

    explicit limit_layer(limit_options options)
        : options_(std::move(options)),
          limiter_(std::make_unique<limits::rate_limiter>(options_.rate, options_.clients)) {
        if (!http::is_token(options_.name))
            throw error("limit: the name \"" + options_.name + "\" is not a token");
        prefix_ = "\"" + options_.name + "\";";
        policy_ = prefix_ + "q=" + std::to_string(options_.rate.count) +
                  ";w=" + std::to_string(whole_seconds(options_.rate.window));
    }

    [[nodiscard]] http::verdict before(note& kept, http::request& request, http::response& answer)
        const {
        const auto key = options_.key(request);
        kept.is_counted = !key.empty();
        if (!kept.is_counted) return http::verdict::proceed;
        kept.decision = limiter_->take(key, options_.now());
        if (kept.decision.is_allowed) return http::verdict::proceed;
        answer.set_problem(http::status::too_many_requests, "too many requests, come back later");
        answer.headers.set("Retry-After", std::to_string(whole_seconds(kept.decision.until_more)));
        describe(kept.decision, answer);
        return http::verdict::answered;
    }

    void after(note& kept, http::request&, http::response& answer) const {
        if (kept.is_counted) describe(kept.decision, answer);
    }

private:
    void describe(const limits::rate_decision& decision, http::response& answer) const {
        answer.headers.set(
            "RateLimit",
            prefix_ + "r=" + std::to_string(decision.remaining) +
                ";t=" + std::to_string(whole_seconds(decision.until_more))
        );
        answer.headers.set("RateLimit-Policy", policy_);
    }

    limit_options options_;
    std::unique_ptr<limits::rate_limiter> limiter_;
    std::string prefix_;
    std::string policy_;
};

}  // namespace

http::middleware limit(limit_options options) {
    return make_middleware(limit_layer(std::move(options)));
}

}  // namespace microfast::middleware
