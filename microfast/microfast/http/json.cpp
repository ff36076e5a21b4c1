#include <microfast/core/error.hpp>
#include <microfast/http/json.hpp>
#include <microfast/http/status.hpp>

#include <nlohmann/json.hpp>

namespace microfast::http {

namespace {

constexpr int deepest_level = 256;

[[noreturn]] void refuse(const char* reason) {
    throw http_error(status::bad_request, reason);
}

}  // namespace

json parse_json(std::string_view document) {
    const auto keep = [](int depth, json::parse_event_t, json&) {
        if (depth > deepest_level) refuse("the JSON document is nested deeper than 256 levels");
        return true;
    };
    try {
        return json::parse(document.begin(), document.end(), keep);
    } catch (const json::parse_error& failure) {
        throw http_error(
            status::bad_request,
            "the body is not JSON: error at byte " + std::to_string(failure.byte)
        );
    }
}

std::string to_json_text(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace microfast::http
