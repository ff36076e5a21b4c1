#include <api/loop_services.hpp>
#include <api/payloads.hpp>
#include <api/percent_encoding.hpp>
#include <api/problems.hpp>
#include <api/query_parameters.hpp>
#include <api/username_routes.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>
#include <microfast/http/status.hpp>
#include <unamex/ports/answer_cache.hpp>
#include <unamex/ports/store_unavailable.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace unamex::api {

namespace {

namespace http = microfast::http;
using microfast::task;
using services::availability;
using services::claim_status;
using services::strictness;
using services::verdict;

constexpr int unsupported_media_type = 415;
constexpr std::size_t longest_idempotency_key = 255;
constexpr std::chrono::milliseconds cache_retry{1000};
constexpr std::string_view shard_away = "the shard that keeps this name does not answer just now";

/// Answers about names are true when they are given, and not to be kept.
http::response fresh(http::response answer) {
    answer.headers.set("Cache-Control", "no-store");
    return answer;
}

const http::response_headers& headers_of_answers() {
    static const auto made = fresh(http::json_text({})).headers;
    return made;
}

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
    const auto same = [](char left, char right) {
        return (left >= 'A' && left <= 'Z' ? static_cast<char>(left + ('a' - 'A')) : left) == right;
    };
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), same);
}

/// Throws `http_error` 415. Also keeps forms of other sites out, which cannot send this type
/// unasked.
void require_json(const http::request& request) {
    auto type = request.header("content-type").value_or("");
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' ') || type.ends_with('\t'))
        type.remove_suffix(1);
    if (equal_ignoring_case(type, "application/json")) return;
    throw microfast::http_error(
        unsupported_media_type, "the body of this request is application/json"
    );
}

std::optional<std::string> idempotency_key(const http::request& request) {
    const auto key = request.header("idempotency-key");
    if (!key) return std::nullopt;
    const auto is_printable = [](char character) { return character >= ' ' && character <= '~'; };
    if (key->empty() || key->size() > longest_idempotency_key ||
        !std::all_of(key->begin(), key->end(), is_printable)) {
        throw microfast::http_error(
            http::status::bad_request, "Idempotency-Key is 1 to 255 printable ASCII characters"
        );
    }
    return std::string{*key};
}

void answer_with(http::response& response, const availability& found) {
    switch (found.outcome) {
        case verdict::refused:
            response = fresh(
                make_problem(problem_kind::refused, found.detail, domain::to_string(*found.reason))
            );
            return;
        case verdict::unknown:
            response = fresh(make_unavailable(shard_away, found.retry_after));
            return;
        case verdict::available:
        case verdict::taken: break;
    }
    response.headers = headers_of_answers();
    append_document(found, response.body);
}

std::string_view word_of(verdict outcome) {
    switch (outcome) {
        case verdict::available: return "available";
        case verdict::taken: return "taken";
        case verdict::refused: return "refused";
        case verdict::unknown: break;
    }
    return "unknown";
}

std::string_view word_of(claim_status status) {
    switch (status) {
        case claim_status::created: return "created";
        case claim_status::taken: return "taken";
        case claim_status::refused: return "refused";
        case claim_status::key_reused: break;
    }
    return "key_reused";
}

void count(loop_services& here, const availability& answer, ports::monotonic_time started) {
    here.metrics().check(
        services::to_string(answer.source), word_of(answer.outcome), here.now() - started
    );
}

strictness strictness_of(const http::request& request) {
    const bool is_strict = query_parameters{request.query_string()}.flag("strict");
    return is_strict ? strictness::strict : strictness::quick;
}

bool check_name_at_once(http::request& request, http::response& response) {
    const auto how = strictness_of(request);
    auto& here = loop_services::current();
    const auto started = here.now();
    const auto found = here.availability().check_at_once(request.parameter("name"), how);
    if (!found) return false;
    count(here, *found, started);
    answer_with(response, *found);
    return true;
}

task<http::response> check_name(http::request& request) {
    const auto how = strictness_of(request);
    auto& here = loop_services::current();
    const auto started = here.now();
    auto checking = here.availability().check(std::string{request.parameter("name")}, how);
    const auto found = co_await std::move(checking);
    count(here, found, started);
    http::response response;
    answer_with(response, found);
    co_return response;
}

http::response to_response(const std::vector<availability>& answers) {
    const auto is_unknown = [](const availability& answer) {
        return answer.outcome == verdict::unknown;
    };
    if (std::all_of(answers.begin(), answers.end(), is_unknown)) {
        return make_unavailable(
            "the shards that keep these names do not answer just now", answers.front().retry_after
        );
    }
    return http::json_text(to_document(answers));
}

task<http::response> check_names(http::request& request) {
    require_json(request);
    std::vector<std::string> names;
    try {
        names = parse_check(request.body());
    } catch (const payload_error& error) {
        co_return make_problem(problem_kind::bad_payload, error.what());
    }
    auto& here = loop_services::current();
    const auto started = here.now();
    auto checking = here.availability().check_all(std::move(names));
    const auto answers = co_await std::move(checking);
    for (const auto& answer : answers)
        count(here, answer, started);
    co_return fresh(to_response(answers));
}

http::response first_response(const services::claim_answer& answer) {
    switch (answer.status) {
        case claim_status::taken:
            return make_problem(problem_kind::taken, "somebody has this name", "taken");
        case claim_status::refused:
            return make_problem(
                problem_kind::refused, answer.detail, domain::to_string(*answer.reason)
            );
        case claim_status::key_reused:
            return make_problem(
                problem_kind::key_reused,
                "this Idempotency-Key came with another request before",
                "key_reused"
            );
        case claim_status::created: break;
    }
    auto response = http::json_text(to_document(answer.record), http::status::created);
    response.headers.set("Location", "/v1/usernames/" + percent_encode(answer.record.norm));
    return response;
}

http::response to_response(const services::claim_answer& answer) {
    auto response = first_response(answer);
    if (answer.is_replay) response.headers.set("Idempotent-Replayed", "true");
    return response;
}

task<http::response> claim_name(http::request& request) {
    require_json(request);
    services::claim_request claim;
    claim.idempotency_key = idempotency_key(request);
    auto& here = loop_services::current();
    const auto started = here.now();
    const auto count_claim = [&](std::string_view outcome) {
        here.metrics().claim(outcome, here.now() - started);
    };
    try {
        auto payload = parse_claim(request.body());
        claim.username = std::move(payload.username);
        claim.owner = std::move(payload.owner);
        auto claiming = here.claims().claim(std::move(claim));
        const auto answer = co_await std::move(claiming);
        count_claim(word_of(answer.status));
        co_return fresh(to_response(answer));
    } catch (const payload_error& error) {
        co_return make_problem(problem_kind::bad_payload, error.what());
    } catch (const ports::store_unavailable& away) {
        count_claim("unavailable");
        co_return make_unavailable(shard_away, away.retry_after());
    } catch (const ports::cache_unavailable&) {
        count_claim("unavailable");
        co_return make_unavailable(
            "claims cannot be announced just now; nothing was claimed", cache_retry
        );
    }
}

}  // namespace

void add_username_routes(microfast::application& app) {
    const microfast::binding::at_once_or check{&check_name_at_once, &check_name};
    app.get("/v1/usernames/{name}", check);
    app.post("/v1/usernames:check", &check_names);
    app.post("/v1/usernames", &claim_name);
}

}  // namespace unamex::api
