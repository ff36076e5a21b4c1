/// @file
/// Answers with a file: conditions, ranges, and everything a client wants to know about it.
#pragma once

#include <microfast/files/stored_file.hpp>
#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace microfast::files {

/// How a file is presented.
struct file_presentation {
    std::string_view content_type;
    std::string_view coding{};               ///< that its bytes are in; empty: none
    std::string_view cache_control{};        ///< empty: the field is not sent
    std::string_view content_disposition{};  ///< see `http::to_content_disposition`
    bool varies_by_coding = false;           ///< other codings are there to choose from
};

/// Answers a GET or HEAD with the file: 200, 206 for ranges, 304 or 412 where the client's
/// conditions ask for it, 416 for a range beyond its end. Fields that are set already stay. Content
/// that is in memory becomes the body, that of an open file a source (`file_body`, `parts_body`).
///
/// `now` is the time of day, for judging the dates that the client sends.
/// Throws what `stored_file::append_to` throws.
/// Source: RFC 9110, sections 13 and 14.
void answer_with_file(
    const http::request& request,
    http::response& answer,
    const std::shared_ptr<const stored_file>& file,
    const file_presentation& presentation,
    std::chrono::sys_seconds now
);

}  // namespace microfast::files
