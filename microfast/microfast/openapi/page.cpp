#include <microfast/http/conditional.hpp>
#include <microfast/http/negotiation.hpp>
#include <microfast/http/status.hpp>
#include <microfast/openapi/page.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>

namespace microfast::openapi {

namespace {

void append_hexadecimal(std::string& text, std::uint64_t number) {
    std::array<char, 16> digits{};
    constexpr int base = 16;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr;
    text.append(digits.data(), end);
}

}  // namespace

void page::answer(const http::request& request, http::response& response) const {
    form sent{http::identity_coding, owned};
    if (!encoded.empty()) {
        std::vector<std::string_view> codings;
        for (const auto& each : encoded)
            codings.push_back(each.coding);
        const auto chosen =
            http::choose_coding(request.header(http::header_name::accept_encoding), codings);
        const auto at = std::ranges::find(encoded, chosen.value_or(""), &form::coding);
        sent = at != encoded.end() ? *at : encoded.back();
        response.headers.set("Vary", "Accept-Encoding");
    }
    std::string quoted = '"' + tag;
    const bool is_encoded = sent.coding != http::identity_coding;
    if (is_encoded) {
        quoted += '-';
        quoted += sent.coding;
        response.headers.set("Content-Encoding", sent.coding);
    }
    quoted += '"';
    response.headers.set("ETag", quoted);
    response.headers.set("Cache-Control", cache_control);
    response.headers.set("Content-Type", content_type);
    response.headers.set("X-Content-Type-Options", "nosniff");
    if (!security_policy.empty()) {
        response.headers.set("Content-Security-Policy", security_policy);
        response.headers.set("Referrer-Policy", "no-referrer");
    }
    const http::representation_state current{.tag = http::entity_tag{quoted}};
    const auto verdict =
        http::judge_preconditions(request.method(), request.headers(), current, {});
    if (verdict == http::precondition_verdict::not_modified) {
        return http::make_not_modified(response);
    }
    if (verdict == http::precondition_verdict::failed) {
        return response.set_problem(http::status::precondition_failed, {});
    }
    response.body = sent.content;
}

std::string tag_of(std::string_view content) {
    // Source: Fowler, Noll, Vo, The FNV Non-Cryptographic Hash Algorithm.
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : content) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3;
    }
    std::string tag;
    append_hexadecimal(tag, hash);
    tag += '-';
    append_hexadecimal(tag, content.size());
    return tag;
}

}  // namespace microfast::openapi
