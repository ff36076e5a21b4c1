#include <api/problems.hpp>
#include <microfast/http/json_writer.hpp>
#include <microfast/http/problem.hpp>
#include <microfast/http/status.hpp>

#include <algorithm>
#include <string>

namespace unamex::api {

namespace {

namespace http = microfast::http;

constexpr int conflict = 409;

struct described {
    int status;
    std::string_view word;
};

described describe(problem_kind kind) {
    switch (kind) {
        case problem_kind::refused: return {http::status::unprocessable_content, "refused"};
        case problem_kind::taken: return {conflict, "taken"};
        case problem_kind::key_reused: return {http::status::unprocessable_content, "key_reused"};
        case problem_kind::bad_payload: return {http::status::unprocessable_content, "bad_payload"};
        case problem_kind::bad_prefix: return {http::status::unprocessable_content, "bad_prefix"};
        case problem_kind::bad_cursor: return {http::status::bad_request, "bad_cursor"};
        case problem_kind::unavailable: break;
    }
    return {http::status::service_unavailable, "unavailable"};
}

}  // namespace

http::response make_problem(problem_kind kind, std::string_view detail, std::string_view reason) {
    const auto [status, word] = describe(kind);
    http::response answer;
    answer.status = status;
    answer.headers.set("Content-Type", http::problem_content_type);
    http::json_writer json{answer.body};
    json.begin_object();
    json.member("detail", detail);
    if (!reason.empty()) json.member("reason", reason);
    json.member("status", status);
    json.member("title", http::reason_phrase(status));
    json.member("type", "urn:unamex:problem:" + std::string{word});
    json.end_object();
    return answer;
}

http::response make_unavailable(std::string_view detail, std::chrono::milliseconds retry_after) {
    auto answer = make_problem(problem_kind::unavailable, detail);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(retry_after).count();
    answer.headers.set("Retry-After", std::to_string(std::max<std::int64_t>(seconds, 1)));
    return answer;
}

}  // namespace unamex::api
