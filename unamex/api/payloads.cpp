#include <api/payloads.hpp>
#include <api/timestamp.hpp>
#include <microfast/http/json.hpp>
#include <microfast/http/json_writer.hpp>
#include <unamex/domain/refusal.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace unamex::api {

namespace {

using microfast::http::json;
using microfast::http::json_writer;
using services::availability;
using services::availability_service;
using services::verdict;

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

/// Why a name cannot be had; empty for one that can.
std::string_view reason_of(const availability& answer) {
    switch (answer.outcome) {
        case verdict::available: break;
        case verdict::taken: return "taken";
        case verdict::refused: return answer.reason ? domain::to_string(*answer.reason) : "";
        case verdict::unknown: return "unavailable";
    }
    return {};
}

/// The answer that most requests are for: its keys are written already.
void write(json_writer& document, const availability& answer) {
    document.begin_object();
    document.written_key(R"(,"as_of":)");
    document.value(timestamp{answer.as_of}.text());
    document.written_key(R"(,"available":)");
    if (answer.outcome == verdict::unknown) {
        document.value(nullptr);
    } else {
        document.value(answer.outcome == verdict::available);
    }
    if (answer.outcome == verdict::refused) document.member("detail", answer.detail);
    document.written_key(R"(,"name":)");
    document.value(answer.name);
    if (answer.outcome != verdict::refused) {
        document.written_key(R"(,"norm":)");
        document.value(answer.norm);
    }
    if (const auto reason = reason_of(answer); !reason.empty()) document.member("reason", reason);
    document.written_key(R"(,"source":)");
    document.value(services::to_string(answer.source));
    document.end_object();
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

void append_document(const availability& answer, std::string& output) {
    json_writer document{output};
    write(document, answer);
}

std::string to_document(std::span<const availability> answers) {
    std::string text;
    json_writer document{text};
    document.begin_object();
    document.key("results");
    document.begin_array();
    for (const auto& answer : answers)
        write(document, answer);
    document.end_array();
    document.end_object();
    return text;
}

std::string to_document(const domain::username_record& record) {
    std::string text;
    json_writer document{text};
    document.begin_object();
    document.member("claim_id", record.claim_id);
    document.member("created_at", timestamp{record.created_at}.text());
    document.member("norm", record.norm);
    document.member("owner", record.owner);
    document.member("state", domain::to_string(record.state));
    document.member("username", record.username);
    document.end_object();
    return text;
}

std::string to_document(const search::search_page& page) {
    std::string text;
    json_writer document{text};
    document.begin_object();
    document.key("names");
    document.begin_array();
    for (const auto& name : page.names)
        document.value(name);
    document.end_array();
    if (page.next_cursor) document.member("next_cursor", *page.next_cursor);
    document.end_object();
    return text;
}

}  // namespace unamex::api
