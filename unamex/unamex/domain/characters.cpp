#include <unamex/domain/characters.hpp>

#include <cstring>

namespace unamex::domain {

bool is_ascii(std::string_view text) noexcept {
    std::uint64_t seen = 0;
    for (; text.size() >= sizeof seen; text.remove_prefix(sizeof seen)) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data(), sizeof eight);
        seen |= eight;
    }
    for (const char byte : text)
        seen |= static_cast<std::uint8_t>(byte);
    return (seen & 0x8080'8080'8080'8080) == 0;
}

}  // namespace unamex::domain
