#include <microfast/http/characters.hpp>
#include <microfast/middleware/content_coding.hpp>

#include <algorithm>
#include <array>

namespace microfast::middleware {

decode_status content_coding::decode(
    std::string_view coded, std::size_t limit, std::string& content
) const {
    constexpr std::size_t piece_size = 16 * 1024;
    const auto decoding = make_decoder();
    const auto before = content.size();
    for (;;) {
        const auto room = std::min(piece_size, limit - (content.size() - before)) + 1;
        const auto full = content.size() + room;
        const auto status = decoding->decode(coded, room, content);
        if (content.size() - before > limit) {
            content.resize(before + limit);
            return decode_status::too_large;
        }
        if (status == decode_status::malformed) return status;
        if (!coded.empty()) continue;
        if (status == decode_status::complete) return status;
        if (content.size() < full) return decode_status::malformed;  // the end is missing
    }
}

std::span<const content_coding> content_codings() noexcept {
    static const std::array codings{
        zstd_coding(), brotli_coding(), gzip_coding(), deflate_coding()};
    return codings;
}

const content_coding* find_coding(std::string_view name) noexcept {
    if (http::equal_ignoring_case(name, "x-gzip")) name = "gzip";
    for (const auto& each : content_codings()) {
        if (http::equal_ignoring_case(each.name, name)) return &each;
    }
    return nullptr;
}

}  // namespace microfast::middleware
