/// @file
/// The parts of a form, one after the other, while they arrive.
#pragma once

#include <microfast/http/body_stream.hpp>
#include <microfast/http/multipart_parser.hpp>

#include <cstdint>
#include <string_view>

namespace microfast::http {

/// A multipart/form-data body that nobody keeps.
///
///     while (const auto* part = co_await form.next()) {
///         for (auto piece = co_await form.read(); !piece.empty(); piece = co_await form.read())
///             use(part->name, piece);
///     }
///
/// A handler that does not read holds its client up. Errors: both functions throw `http_error`:
/// what `body_stream::read` throws, 400 for what is no form, 413 and 431 beyond its limits. A part
/// that was read to its end was whole; the form is only when `next` gave null.
///
/// Lifetime: the body must outlive it. Thread safety: none, one coroutine reads at a time.
class multipart_stream {
public:
    /// `boundary` as the Content-Type names it: see `multipart_boundary`.
    multipart_stream(
        body_stream& body, std::string_view boundary, const multipart_limits& limits = {}
    )
        : body_{&body},
          parser_{boundary, limits} {}

    /// Passes over what is left of the part before. Null at the end of the form; the part is good
    /// until this is called again.
    [[nodiscard]] task<const multipart_part*> next();

    /// More of the content of the part, good until either is called again. Empty at its end.
    [[nodiscard]] task<std::string_view> read();

private:
    [[nodiscard]] task<multipart_event> advance();

    body_stream* body_;
    multipart_parser parser_;
    bool is_in_part_ = false;
    bool is_at_end_ = false;  // of the body
    bool is_complete_ = false;
};

}  // namespace microfast::http
