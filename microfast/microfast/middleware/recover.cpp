#include <microfast/core/error.hpp>
#include <microfast/http/status.hpp>
#include <microfast/middleware/recover.hpp>
#include <microfast/middleware/request_id.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <string>

namespace microfast::middleware {

namespace {

/// "GET /a (id 7f)". The target as sent: a decoded path could forge lines.
std::string name_of(const http::request& request) {
    auto name = std::string(to_string(request.method())) + " " + std::string(request.target());
    if (const auto id = id_of(request); !id.empty()) name += " (id " + std::string(id) + ")";
    return name;
}

void answer_by_default(const http::request& request, http::response& response) {
    response.clear();
    try {
        throw;
    } catch (const http_error& refusal) {
        if (http::status::is_error(refusal.status())) {
            return response.set_problem(refusal.status(), refusal.detail());
        }
        spdlog::error("{} threw an http_error {}", name_of(request), refusal.status());
    } catch (const std::exception& failure) {
        spdlog::error("{} failed: {}", name_of(request), failure.what());
    } catch (...) {
        spdlog::error("{} failed", name_of(request));
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
