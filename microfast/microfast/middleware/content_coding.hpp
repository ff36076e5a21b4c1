/// @file
/// The codings of content that this library knows: gzip, deflate, br, zstd.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace microfast::middleware {

/// What happens to what an encoder still holds back.
enum class flush_mode : std::uint8_t {
    flush,   ///< everything so far can be decoded from what was given out
    finish,  ///< and nothing follows
};

/// Encodes one content after another.
class encoder {
public:
    encoder() = default;
    encoder(const encoder&) = delete;
    encoder& operator=(const encoder&) = delete;
    virtual ~encoder() = default;

    /// Appends the code of `content` to `coded`.
    virtual void write(std::string_view content, std::string& coded, flush_mode mode) = 0;

    /// Ready for another content, whatever came before.
    virtual void reset() = 0;
};

enum class decode_status : std::uint8_t {
    incomplete,  ///< more is needed: of what is coded, or of room
    complete,
    malformed,
    too_large,  ///< more than the limit; stopped there
};

/// Decodes one content, piece by piece.
class decoder {
public:
    decoder() = default;
    decoder(const decoder&) = delete;
    decoder& operator=(const decoder&) = delete;
    virtual ~decoder() = default;

    /// Takes from the front of `coded` and appends what that stands for to `content`, at most
    /// `room` bytes: until the one is empty, the other full, or the content is complete. What
    /// follows a complete one may be another that belongs to it, in codings that allow this, and is
    /// malformed in others.
    [[nodiscard]] virtual decode_status decode(
        std::string_view& coded, std::size_t room, std::string& content
    ) = 0;
};

struct content_coding {
    std::string_view name;
    int default_level;
    std::unique_ptr<encoder> (*make_encoder)(int level);
    std::unique_ptr<decoder> (*make_decoder)();

    /// Appends what `coded` as a whole stands for to `content`, at most `limit` bytes.
    [[nodiscard]] decode_status decode(
        std::string_view coded, std::size_t limit, std::string& content
    ) const;
};

/// All of them, the best for answers first.
[[nodiscard]] std::span<const content_coding> content_codings() noexcept;

/// The coding of that name in any mix of cases, x-gzip is gzip; null if there is none.
[[nodiscard]] const content_coding* find_coding(std::string_view name) noexcept;

// Each in a source of its own, with the library that it needs.
[[nodiscard]] content_coding gzip_coding() noexcept;
[[nodiscard]] content_coding deflate_coding() noexcept;
[[nodiscard]] content_coding brotli_coding() noexcept;
[[nodiscard]] content_coding zstd_coding() noexcept;

}  // namespace microfast::middleware
