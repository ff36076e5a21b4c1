#include <microfast/http/percent_encoding.hpp>

namespace microfast::http {

void append_percent_encoded(
    std::string& encoded, std::string_view text, const character_class& kept
) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char byte : text) {
        if (contains(kept, byte)) {
            encoded += byte;
            continue;
        }
        const auto value = static_cast<unsigned char>(byte);
        encoded += '%';
        encoded += digits[value >> 4U];
        encoded += digits[value & 15U];
    }
}

bool append_percent_decoded(std::string& text, std::string_view encoded) {
    const auto size_before = text.size();
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        if (encoded[i] != '%') {
            text += encoded[i];
            continue;
        }
        const int high = encoded.size() - i < 3 ? -1 : hex_digit(encoded[i + 1]);
        const int low = high < 0 ? -1 : hex_digit(encoded[i + 2]);
        if (low < 0) {
            text.resize(size_before);
            return false;
        }
        text += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return true;
}

}  // namespace microfast::http
