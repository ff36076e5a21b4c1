#include <microfast/http/characters.hpp>
#include <microfast/middleware/content_coding.hpp>

#include <array>

namespace microfast::middleware {

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
