#include <microfast/binding/credentials.hpp>
#include <microfast/core/base64.hpp>
#include <microfast/http/status.hpp>
#include <microfast/http/utf8.hpp>

#include <algorithm>

namespace microfast::binding {

namespace {

/// What follows the name of a scheme, which is written in any mix of cases.
std::string_view after_scheme(const http::request& request, std::string_view scheme) {
    const auto sent = request.header(http::header_name::authorization);
    if (!sent || sent->size() <= scheme.size() || (*sent)[scheme.size()] != ' ') return {};
    const auto is_same = [](char sent_letter, char lower) { return (sent_letter | 0x20) == lower; };
    if (!std::equal(scheme.begin(), scheme.end(), sent->begin(), [&](char a, char b) {
            return is_same(b, a);
        }))
        return {};
    auto rest = sent->substr(scheme.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    return rest;
}

bool is_token68(std::string_view text) noexcept {
    const auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"-._~+/="}.find(c) != std::string_view::npos;
    };
    return !text.empty() && std::ranges::all_of(text, is_allowed);
}

}  // namespace

bool bearer_token::read(const http::request& request) {
    const auto token = after_scheme(request, "bearer");
    if (!is_token68(token)) return false;
    value = token;
    return true;
}

bool basic_credentials::read(const http::request& request) {
    const auto decoded = parse_base64(after_scheme(request, "basic"));
    if (!decoded || decoded->empty()) return false;
    const std::string_view pair{reinterpret_cast<const char*>(decoded->data()), decoded->size()};
    const auto colon = pair.find(':');
    if (colon == pair.npos || !http::is_valid_utf8(pair)) return false;
    name = pair.substr(0, colon);
    password = pair.substr(colon + 1);
    return true;
}

void answer_unauthorized(call& from, std::string_view challenge) {
    auto answer = http::problem(http::status::unauthorized, "send credentials");
    answer.headers.set("WWW-Authenticate", challenge);
    from.answer(std::move(answer));
}

}  // namespace microfast::binding
