#include <unamex/domain/characters.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

#include <unamex/domain/unicode.hpp>

namespace unamex::domain {
namespace {

constexpr auto ascii_classes = [] {
    std::array<character_class, 128> classes{};
    for (std::size_t c = 'a'; c <= 'z'; ++c) classes[c] = character_class::letter;
    for (std::size_t c = '0'; c <= '9'; ++c) classes[c] = character_class::digit;
    for (const std::size_t c : {'.', '_', '-'}) classes[c] = character_class::separator;
    return classes;
}();

}  // namespace

character_class classify(char32_t code_point) noexcept {
    return code_point < ascii_classes.size() ? ascii_classes[code_point] : classify_unicode(code_point);
}

char32_t take_code_point(std::string_view& text) noexcept {
    const auto lead = static_cast<std::uint8_t>(text.front());
    const auto length = lead < 0x80 ? 1U : static_cast<unsigned>(std::countl_one(lead));
    char32_t code_point = lead & (length == 1 ? 0x7FU : 0x7FU >> length);
    for (unsigned i = 1; i < length; ++i) {
        code_point = code_point << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
    }
    text.remove_prefix(length);
    return code_point;
}

bool is_ascii(std::string_view text) noexcept {
    std::uint64_t seen = 0;
    for (; text.size() >= sizeof seen; text.remove_prefix(sizeof seen)) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, text.data(), sizeof eight);
        seen |= eight;
    }
    for (const char c : text) seen |= static_cast<std::uint8_t>(c);
    return (seen & 0x8080'8080'8080'8080) == 0;
}

}  // namespace unamex::domain
