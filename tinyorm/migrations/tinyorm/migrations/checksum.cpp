#include <tinyorm/migrations/checksum.hpp>

#include <charconv>
#include <cstdint>

namespace tinyorm::migrations {

std::string checksum_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char character : text) {
        if (character == '\r') continue;
        hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3;
    }
    char written[16];
    const auto* const end = std::to_chars(written, written + sizeof(written), hash, 16).ptr;
    const std::string digits{static_cast<const char*>(written), end};
    return std::string(sizeof(written) - digits.size(), '0') + digits;
}

}  // namespace tinyorm::migrations
