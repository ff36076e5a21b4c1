#include <microfast/core/error.hpp>
#include <microfast/http/status.hpp>
#include <microfast/middleware/recover.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>

namespace microfast::middleware {

namespace {

/// The answer without rules. The target is logged as sent: a decoded path could forge lines.
void answer_by_default(const http::request& request, http::response& response) {
    response.clear();
    try {
        throw;
    } catch (const http_error& refusal) {
        if (http::status::is_error(refusal.status())) {
            return response.set_problem(refusal.status(), refusal.detail());
        }
        spdlog::error("handler of {} threw an http_error {}", request.target(), refusal.status());
    } catch (const std::exception& failure) {
        spdlog::error("handler of {} failed: {}", request.target(), failure.what());
    } catch (...) {
        spdlog::error("handler of {} failed", request.target());
    }
    response.set_problem(http::status::internal_server_error, {});
}

}  // namespace

void recover::answer(http::request& request, http::response& response) const {
    try {
        response.clear();
        if (!apply_rules(request, response)) answer_by_default(request, response);
    } catch (...) {
        answer_by_default(request, response);
    }
}

bool recover::apply_rules(http::request& request, http::response& response) const {
    return std::any_of(rules_.begin(), rules_.end(), [&](const rule& asked) {
        return asked(request, response);
    });
}

}  // namespace microfast::middleware
