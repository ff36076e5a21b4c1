/// @file
/// Requests whose bodies come compressed.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/http/middleware.hpp>

namespace microfast::middleware {

struct decompress_options {
    byte_count largest_body = 1_MiB;  ///< after decoding, then 413
};

/// Gives handlers the content of bodies that are sent with Content-Encoding gzip, deflate, br or
/// zstd.
///
/// More than `largest_body` is 413, however small it came: it is never decoded as a whole. A coding
/// that is not known, or several at once, is 415 with Accept-Encoding; a broken one 400. The field
/// Content-Encoding stays as it was sent.
///
/// Cost: one search of the fields; the body a second time for a coded one. Source: RFC 9110,
/// sections 8.4 and 15.5.16.
[[nodiscard]] http::middleware decompress(decompress_options options = {});

}  // namespace microfast::middleware
