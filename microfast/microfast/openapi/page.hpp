/// @file
/// A document that does not change while the program runs.
#pragma once

#include <microfast/http/request.hpp>
#include <microfast/http/response.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace microfast::openapi {

/// Answers GET with one of its forms, by what the client can decode, and with 304 to one who has it
/// already.
struct page {
    /// The content in one coding: "br", "gzip", "identity".
    struct form {
        std::string_view coding;
        std::string_view content;
    };

    std::string path;
    std::string content_type;
    std::string cache_control;
    std::string security_policy;  ///< Content-Security-Policy; may be empty
    std::string tag;              ///< of the content, without quotes
    std::string owned;            ///< the content as it is, unless it lives elsewhere
    std::vector<form> encoded;    ///< preferred first; empty: `owned` is all there is

    void answer(const http::request& request, http::response& response) const;
};

/// A tag for a content: its FNV-1a hash of 64 bits and its length.
[[nodiscard]] std::string tag_of(std::string_view content);

}  // namespace microfast::openapi
