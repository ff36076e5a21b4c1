// Any bytes as a preference: what is chosen was offered, and a preference for it is honoured.
#include <microfast/http/media_type.hpp>
#include <microfast/http/negotiation.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "fuzz/requirement.hpp"

namespace {

using namespace microfast;
using fuzz::require;

constexpr std::array<std::string_view, 3> codings{"br", "gzip", "zstd"};
constexpr std::array<std::string_view, 3> types{
    "application/json", "text/html", "text/plain; charset=utf-8"};
constexpr std::array<std::string_view, 3> languages{"en", "de-AT", "fr"};

bool has(std::span<const std::string_view> offered, std::string_view chosen) {
    return std::find(offered.begin(), offered.end(), chosen) != offered.end();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view field(reinterpret_cast<const char*>(data), size);
    if (const auto coding = http::choose_coding(field, codings)) {
        require(has(codings, *coding) || *coding == http::identity_coding, "a coding was offered");
    }
    const auto type = http::choose_media_type(field, types);
    require(!type || has(types, *type), "a type was offered");
    const auto language = http::choose_language(field, languages);
    require(!language || has(languages, *language), "a language was offered");
    if (const auto parsed = http::parse_media_type(field)) {
        require(!parsed->type.empty() && !parsed->subtype.empty(), "a media type has two parts");
        require(
            parsed->type.size() + parsed->subtype.size() + parsed->parameters.size() < size,
            "its parts are parts of the field"
        );
    }
    // Whatever else a client says, gzip alone is gzip.
    require(http::choose_coding("gzip", codings) == codings[1], "a clear preference is honoured");
    return 0;
}
