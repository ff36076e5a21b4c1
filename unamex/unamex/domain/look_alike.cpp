#include <unamex/domain/look_alike.hpp>

#include <unamex/domain/characters.hpp>
#include <unamex/domain/unicode.hpp>

namespace unamex::domain {
namespace {

constexpr char fold(char character) {
    switch (character) {
        case '0':
            return 'o';
        case '1':
        case 'i':
        case '|':
            return 'l';
        default:
            return character;
    }
}

void append_folded(std::string& key, char character) {
    const char last = key.empty() ? '\0' : key.back();
    if (last == 'r' && character == 'n') {
        key.back() = 'm';
    } else if (last == 'v' && character == 'v') {
        key.back() = 'w';
    } else {
        key.push_back(character);
    }
}

std::string fold_ascii(std::string_view text) {
    std::string key;
    key.reserve(text.size());
    for (const char character : text) {
        if (!is_separator(character)) append_folded(key, fold(character));
    }
    return key;
}

}  // namespace

std::string look_alike_key(std::string_view norm) {
    // The fold does to lower-case ASCII all that the skeleton does, so the skeleton is not needed there.
    return fold_ascii(is_ascii(norm) ? norm : unicode_skeleton(norm));
}

}  // namespace unamex::domain
