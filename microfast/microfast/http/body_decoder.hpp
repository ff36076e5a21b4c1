/// @file
/// Takes a body out of its framing, length or chunked.
#pragma once

#include <microfast/http/chunked_decoder.hpp>
#include <microfast/http/head_parser.hpp>
#include <microfast/http/limits.hpp>
#include <microfast/http/request_head.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace microfast::http {

struct body_result {
    parse_progress progress = parse_progress::incomplete;
    int status = 0;            ///< of the answer, if rejected; then close
    std::size_t consumed = 0;  ///< bytes that belong to the body; what follows is the next request
};

/// Collects the body of one request after another.
///
/// `start` refuses a declared length above the limit before a byte is read; a chunked body is
/// refused at the byte that crosses it. Memory grows with what has arrived, never with what was
/// announced.
///
/// Thread safety: none, belongs to one connection.
/// Errors: none thrown; see `body_result`.
class body_decoder {
public:
    /// Begins the body that `head` announces. Complete at once if there is none.
    [[nodiscard]] body_result start(
        const request_head& head, const http_limits& limits, byte_count body_limit
    );

    /// Takes what belongs to the body from the start of `bytes`.
    [[nodiscard]] body_result decode(std::string_view bytes);

    /// What has been decoded so far, without what was taken.
    [[nodiscard]] std::string_view body() const noexcept { return body_; }

    /// Gives what has been decoded so far in exchange for an empty string, whose memory it uses on.
    void take_body(std::string& into) noexcept {
        into.clear();
        body_.swap(into);
    }

    /// How much memory it holds.
    [[nodiscard]] std::size_t kept_memory() const noexcept { return body_.capacity(); }

    /// As if there had been no body yet, with the memory it has.
    void clear() noexcept {
        body_.clear();
        chunks_.clear();
        missing_ = 0;
        framing_ = body_framing::none;
    }

    /// How many bytes are still to come; empty if that is not known.
    [[nodiscard]] std::optional<std::uint64_t> missing() const noexcept {
        if (framing_ == body_framing::chunked) return std::nullopt;
        return missing_;
    }

    /// The fields after the last chunk, without those that must not come late (framing, routing,
    /// credentials).
    [[nodiscard]] const header_fields& trailers() const noexcept { return chunks_.trailers(); }

private:
    std::string body_;
    chunked_decoder chunks_;
    std::uint64_t missing_ = 0;  // bytes still to come of a body with a length
    body_framing framing_ = body_framing::none;
};

}  // namespace microfast::http
