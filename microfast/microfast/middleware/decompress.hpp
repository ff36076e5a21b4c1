/// @file
/// Requests whose bodies come compressed.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/http/middleware.hpp>

namespace microfast::middleware {

struct decompress_options {
    byte_count largest_body = 1_MiB;    ///< after decoding, then 413
    byte_count largest_stream = 1_GiB;  ///< the same where a route streams bodies
    unsigned highest_ratio = 200;       ///< of a stream, decoded to coded, beyond the first MiB
};

/// Gives handlers the content of bodies that are sent with Content-Encoding gzip, deflate, br or
/// zstd.
///
/// Routes that stream bodies get the content as it arrives, 16 KiB of it at a time; what is broken,
/// or exceeds a limit there, is thrown by `read`. On any other route more than `largest_body` is
/// 413, however small it came: it is never decoded as a whole. A coding
/// that is not known, or several at once, is 415 with Accept-Encoding; a broken one 400. The field
/// Content-Encoding stays as it was sent.
///
/// Cost: one search of the fields; the body a second time for a coded one. Errors: throws `error`
/// for a ratio of 0; a handler has one such layer around it at most. Source: RFC 9110, sections 8.4
/// and 15.5.16.
[[nodiscard]] http::middleware decompress(decompress_options options = {});

}  // namespace microfast::middleware
