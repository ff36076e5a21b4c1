/// @file
/// A body that is decoded while it arrives.
#pragma once

#include <microfast/http/body_stream.hpp>
#include <microfast/middleware/content_coding.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace microfast::middleware {

/// How much a coded stream may grow.
struct decoded_stream_limits {
    std::uint64_t size = 0;   ///< bytes after decoding
    std::uint64_t ratio = 0;  ///< decoded bytes for each coded one, beyond the first MiB
};

/// The content of another stream. Holds 16 KiB of it at a time.
///
/// Errors: `read` throws what the other one throws, and `http_error`: 413 beyond a limit, 400 for
/// what is malformed or has no end. Lifetime: the other one must outlive it.
class decoded_stream final : public http::body_stream {
public:
    decoded_stream(
        http::body_stream& coded, const content_coding& coding, decoded_stream_limits limits
    );

    [[nodiscard]] task<std::string_view> read() override;
    [[nodiscard]] const http::header_fields& trailers() const noexcept override {
        return inner_.trailers();
    }

private:
    void decode_more();

    http::body_stream& inner_;
    std::unique_ptr<decoder> decoder_;
    decoded_stream_limits limits_;
    std::string_view coded_;  // of the inner stream's last piece: what is not decoded yet
    std::string decoded_;
    std::uint64_t taken_ = 0;
    std::uint64_t given_ = 0;
    decode_status status_ = decode_status::complete;  // of nothing, before anything has come
    bool holds_back_ = false;  // the decoder has filled its room, so it may have more
};

}  // namespace microfast::middleware
