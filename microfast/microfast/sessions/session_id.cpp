#include <microfast/core/error.hpp>
#include <microfast/http/characters.hpp>
#include <microfast/sessions/session_id.hpp>

#include <openssl/rand.h>

#include <array>
#include <cstdint>

namespace microfast::sessions {

namespace {

constexpr std::size_t id_bytes = 32;
constexpr std::size_t id_size = 43;
constexpr auto id_characters = http::make_class("-_");

}  // namespace

std::string to_base64url(std::span<const unsigned char> bytes) {
    constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (const unsigned char byte : bytes) {
        bits = bits << 8U | byte;
        for (count += 8; count >= 6;) {
            count -= 6;
            text += alphabet[bits >> count & 0x3FU];
        }
    }
    if (count > 0) text += alphabet[bits << (6 - count) & 0x3FU];
    return text;
}

std::string make_session_id() {
    std::array<unsigned char, id_bytes> random;
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
        throw error("the system gives no random numbers for a session");
    return to_base64url(random);
}

bool is_session_id(std::string_view text) noexcept {
    return text.size() == id_size && http::consists_of(text, id_characters);
}

}  // namespace microfast::sessions
