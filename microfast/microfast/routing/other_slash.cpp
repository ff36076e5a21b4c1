#include <microfast/http/status.hpp>
#include <microfast/routing/other_slash.hpp>

#include <algorithm>
#include <string>

namespace microfast::routing {

namespace {

/// The path of a target as sent, without host and query; empty if it has none.
std::string_view sent_path(std::string_view target) noexcept {
    target = target.substr(0, target.find('?'));
    if (target.starts_with('/')) return target;
    const auto host = target.find("://");
    if (host == target.npos) return {};
    const auto path = target.find('/', host + 3);
    return path == target.npos ? std::string_view{} : target.substr(path);
}

}  // namespace

std::string_view with_other_slash(std::string_view path) {
    if (path == "/") return path;
    if (path.ends_with('/')) return path.substr(0, path.size() - 1);
    thread_local std::string kept;
    kept.assign(path).push_back('/');
    return kept;
}

bool may_redirect_to_other_slash(const http::request& request) noexcept {
    const auto path = sent_path(request.target());
    const auto leads_away = [](char second) { return second == '/' || second == '\\'; };
    return path.size() > 1 && !leads_away(path[1]);
}

void redirect_to_other_slash(const http::request& request, http::response& answer) {
    const auto path = sent_path(request.target());
    std::string location(path);
    if (path.ends_with('/')) {
        location.pop_back();
    } else {
        location.push_back('/');
    }
    if (const auto query = request.target().find('?'); query != std::string_view::npos)
        location += request.target().substr(query);
    answer.status = http::status::permanent_redirect;
    answer.headers.set("Location", location);
}

}  // namespace microfast::routing
