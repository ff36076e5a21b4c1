#include <unamex/domain/characters.hpp>
#include <unamex/domain/look_alike.hpp>
#include <unamex/domain/unicode.hpp>

#include <array>
#include <cstddef>

namespace unamex::domain {
namespace {

constexpr auto folds = [] {
    std::array<char, 256> folded{};
    for (std::size_t c = 0; c < folded.size(); ++c)
        folded[c] = static_cast<char>(c);
    folded['0'] = 'o';
    folded['1'] = folded['i'] = folded['|'] = 'l';
    return folded;
}();

std::string fold_in_place(std::string text) {
    std::size_t kept = 0;
    char last = '\0';
    for (const char character : text) {
        if (is_separator(character)) continue;
        const char folded = folds[static_cast<unsigned char>(character)];
        if (last == 'r' && folded == 'n') {
            last = text[kept - 1] = 'm';
        } else if (last == 'v' && folded == 'v') {
            last = text[kept - 1] = 'w';
        } else {
            last = text[kept++] = folded;
        }
    }
    text.resize(kept);
    return text;
}

}  // namespace

std::string look_alike_key(std::string_view norm) {
    // The fold does to lower-case ASCII all that the skeleton does, so the skeleton is not needed
    // there.
    return fold_in_place(is_ascii(norm) ? std::string{norm} : unicode_skeleton(norm));
}

}  // namespace unamex::domain
