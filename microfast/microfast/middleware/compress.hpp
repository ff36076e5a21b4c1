/// @file
/// Answers that take less of the network.
#pragma once

#include <microfast/core/byte_count.hpp>
#include <microfast/http/middleware.hpp>

#include <optional>
#include <string>
#include <vector>

namespace microfast::middleware {

struct compress_options {
    /// What is offered, the first being preferred where the client likes several alike: of "zstd",
    /// "br", "gzip" and "deflate".
    std::vector<std::string> codings{"zstd", "br", "gzip"};
    byte_count least = 1_KiB;  ///< bodies below this size are not worth it
    /// Levels; empty is zstd 3, br 4, gzip and deflate 4: what is made while a client waits.
    std::optional<int> zstd_level{};    ///< 1 to 19
    std::optional<int> brotli_level{};  ///< 0 to 11
    std::optional<int> zlib_level{};    ///< 1 to 9
};

/// Encodes bodies in the way that the client likes best.
///
/// Left as they are: bodies below `least`, types that are not text in some form, answers that have
/// a Content-Encoding or `Cache-Control: no-transform`, 204, 206 and 304, files, and what would
/// not become smaller. A strong ETag becomes weak, Vary names Accept-Encoding. Bodies that are made
/// piece by piece are encoded piece by piece, each sent at once.
///
/// Do not compress answers that hold both a secret and what a stranger may choose (BREACH).
///
/// Cost: an encoder of this thread, 256 KiB for gzip; 16 KiB of JSON take some 100 us. Errors:
/// throws `error` for a coding that does not exist and for a level out of range. Source: RFC 9110,
/// sections 8.4 and 12.5.3; RFC 1952, 7932, 8878.
[[nodiscard]] http::middleware compress(const compress_options& options = {});

}  // namespace microfast::middleware
