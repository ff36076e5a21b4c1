/// @file
/// An answer as a handler makes it.
#pragma once

#include <microfast/http/body_source.hpp>
#include <microfast/http/response_headers.hpp>
#include <microfast/http/status.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace microfast::http {

/// Status, fields and body. What depends on the connection (length, date, keep-alive) is the
/// writer's.
///
/// A default-constructed one is 200 without a body. `clear` makes it that again and keeps its
/// memory, which is why a server uses one response for many requests.
class response {
public:
    int status = http::status::ok;
    response_headers headers;
    std::string body;

    /// If not null, the body is what this gives, piece by piece, and `body` does not count.
    std::unique_ptr<body_source> source;

    /// Makes the body this text, `text/plain; charset=utf-8`, and keeps the status.
    void set_text(std::string_view text);

    /// Makes the body this JSON document, `application/json`, and keeps the status.
    void set_json_text(std::string_view document);

    /// Makes the body `application/json`, empty, to write a document into, and keeps the status.
    [[nodiscard]] std::string& begin_json();

    /// Makes the answer a problem document. See `problem.hpp`.
    void set_problem(int code, std::string_view detail);

    /// 200 without fields and body; memory is kept.
    void clear() noexcept;

    /// How much memory fields and body hold.
    [[nodiscard]] std::size_t kept_memory() const noexcept {
        return headers.kept_memory() + body.capacity();
    }

private:
    void set_body(std::string_view content, std::string_view type_line);
};

/// A text answer.
[[nodiscard]] response text(std::string_view text, int status = http::status::ok);

/// An answer with a JSON document that is already text.
[[nodiscard]] response json_text(std::string_view document, int status = http::status::ok);

/// A problem document: `problem(404, "there is no user 7")`.
[[nodiscard]] response problem(int status, std::string_view detail);

}  // namespace microfast::http
