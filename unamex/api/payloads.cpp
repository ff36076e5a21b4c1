#include <api/payloads.hpp>
#include <microfast/http/json.hpp>
#include <unamex/domain/refusal.hpp>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace unamex::api {

namespace {

using microfast::http::json;
using services::availability;
using services::availability_service;
using services::verdict;

/// RFC 3339, in UTC, to the millisecond.
std::string to_timestamp(std::chrono::sys_time<std::chrono::microseconds> time) {
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(time);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(milliseconds);
    return fmt::format(
        "{:%FT%T}.{:03}Z",
        fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)),
        (milliseconds - seconds).count()
    );
}

json parse_object(std::string_view body, std::initializer_list<std::string_view> expected) {
    auto object = microfast::http::parse_json(body);
    if (!object.is_object()) throw payload_error("the body is not a JSON object");
    for (const auto& [member, value] : object.items()) {
        if (std::find(expected.begin(), expected.end(), member) == expected.end()) {
            throw payload_error(fmt::format("`{}` is not expected", member));
        }
    }
    return object;
}

std::string take_text(json& object, const char* member) {
    const auto found = object.find(member);
    if (found == object.end()) throw payload_error(fmt::format("`{}` is missing", member));
    if (!found->is_string()) throw payload_error(fmt::format("`{}` is not a string", member));
    return std::move(found->get_ref<std::string&>());
}

bool is_control(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return byte < 0x20 || byte == 0x7f;
}

json to_json(const availability& answer) {
    json object{
        {"name", answer.name},
        {"norm", answer.norm},
        {"available", answer.outcome == verdict::available},
        {"source", services::to_string(answer.source)},
        {"as_of", to_timestamp(answer.as_of)},
    };
    if (answer.outcome == verdict::refused) {
        object.erase("norm");
        object["detail"] = answer.detail;
        if (answer.reason) object["reason"] = domain::to_string(*answer.reason);
    } else if (answer.outcome == verdict::taken) {
        object["reason"] = "taken";
    } else if (answer.outcome == verdict::unknown) {
        object["available"] = nullptr;
        object["reason"] = "unavailable";
    }
    return object;
}

}  // namespace

claim_payload parse_claim(std::string_view body) {
    auto object = parse_object(body, {"username", "owner"});
    claim_payload claim{take_text(object, "username"), take_text(object, "owner")};
    if (claim.owner.empty() || claim.owner.size() > claim_payload::longest_owner ||
        std::any_of(claim.owner.begin(), claim.owner.end(), is_control)) {
        throw payload_error(fmt::format(
            "`owner` is not 1 to {} bytes of text without control characters",
            claim_payload::longest_owner
        ));
    }
    return claim;
}

std::vector<std::string> parse_check(std::string_view body) {
    const auto object = parse_object(body, {"names"});
    const auto found = object.find("names");
    if (found == object.end()) throw payload_error("`names` is missing");
    const auto is_text = [](const json& name) { return name.is_string(); };
    if (!found->is_array() || !std::all_of(found->begin(), found->end(), is_text)) {
        throw payload_error("`names` is not an array of strings");
    }
    if (found->empty() || found->size() > availability_service::largest_batch) {
        throw payload_error(fmt::format(
            "`names` has {} names, not 1 to {}", found->size(), availability_service::largest_batch
        ));
    }
    return found->get<std::vector<std::string>>();
}

std::string to_document(const availability& answer) {
    return microfast::http::to_json_text(to_json(answer));
}

std::string to_document(std::span<const availability> answers) {
    auto results = json::array();
    for (const auto& answer : answers)
        results.push_back(to_json(answer));
    return microfast::http::to_json_text({{"results", std::move(results)}});
}

std::string to_document(const domain::username_record& record) {
    return microfast::http::to_json_text({
        {"username", record.username},
        {"norm", record.norm},
        {"owner", record.owner},
        {"claim_id", record.claim_id},
        {"state", domain::to_string(record.state)},
        {"created_at", to_timestamp(record.created_at)},
    });
}

std::string to_document(const search::search_page& page) {
    json object{{"names", page.names}};
    if (page.next_cursor) object["next_cursor"] = *page.next_cursor;
    return microfast::http::to_json_text(object);
}

}  // namespace unamex::api
