#include <microfast/client/request.hpp>
#include <microfast/core/error.hpp>
#include <microfast/http/request_target.hpp>

#include <algorithm>

namespace microfast::client {

namespace {

bool has_meaningful_body(http::method method) noexcept {
    return method == http::method::post || method == http::method::put ||
           method == http::method::patch;
}

void require_target(std::string_view target) {
    const bool is_path = target.starts_with('/') || target == "*";
    const bool is_printable = std::all_of(target.begin(), target.end(), [](char byte) {
        return byte > ' ' && byte < 0x7F;
    });
    if (!is_path || !is_printable) {
        throw error(
            "the target of a request begins with a slash and has no spaces or bytes that "
            "are not printable ASCII: escape them"
        );
    }
}

void append_framing(const request& asked, std::string& output) {
    if (asked.source != nullptr) {
        const auto size = asked.source->size();
        output += size ? "Content-Length: " + std::to_string(*size) : "Transfer-Encoding: chunked";
    } else if (!asked.body.empty() || has_meaningful_body(asked.method)) {
        output += "Content-Length: " + std::to_string(asked.body.size());
    } else {
        return;
    }
    output += "\r\n";
}

}  // namespace

bool is_idempotent(http::method method) noexcept {
    switch (method) {
        case http::method::get:
        case http::method::head:
        case http::method::put:
        case http::method::delete_:
        case http::method::options:
        case http::method::trace: return true;
        default: return false;
    }
}

void append_request(const request& asked, std::string_view origin_authority, std::string& output) {
    require_target(asked.target);
    if (asked.headers.find("Host") || asked.headers.find("Expect"))
        throw error("Host and Expect of a request are its authority and its expectation");
    const std::string_view authority =
        asked.authority.empty() ? origin_authority : std::string_view(asked.authority);
    if (!http::is_authority(authority)) throw error("the authority of a request is no host");
    output.append(to_string(asked.method)).append(" ").append(asked.target);
    output.append(" HTTP/1.1\r\nHost: ").append(authority).append("\r\n");
    output += asked.headers.text();
    append_framing(asked, output);
    if (asked.source != nullptr && asked.expect == expectation::continue_)
        output += "Expect: 100-continue\r\n";
    output += "\r\n";
    if (asked.source == nullptr) output += asked.body;
}

}  // namespace microfast::client
