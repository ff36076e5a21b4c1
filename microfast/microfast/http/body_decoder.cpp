#include <microfast/http/body_decoder.hpp>
#include <microfast/http/status.hpp>

#include <algorithm>

namespace microfast::http {

body_result body_decoder::start(
    const request_head& head, const http_limits& limits, byte_count body_limit
) {
    body_.clear();
    framing_ = head.framing;
    missing_ = head.content_length;
    chunks_.start(limits, body_limit);
    if (framing_ == body_framing::none) return {parse_progress::complete};
    if (framing_ == body_framing::length && missing_ > body_limit.value) {
        return {parse_progress::rejected, status::content_too_large};
    }
    return {};
}

body_result body_decoder::decode(std::string_view bytes) {
    if (framing_ == body_framing::chunked) {
        const auto [complete, status, consumed] = chunks_.decode(bytes, body_);
        if (status != 0) return {parse_progress::rejected, status, consumed};
        return {complete ? parse_progress::complete : parse_progress::incomplete, 0, consumed};
    }
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(missing_, bytes.size()));
    body_ += bytes.substr(0, size);
    missing_ -= size;
    return {missing_ == 0 ? parse_progress::complete : parse_progress::incomplete, 0, size};
}

}  // namespace microfast::http
