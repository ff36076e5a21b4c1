#include <unamex/domain/refusal.hpp>

#include <array>

namespace unamex::domain {

std::string_view to_string(refusal reason) noexcept {
    static constexpr std::array<std::string_view, 11> words{
        "empty",
        "not_utf8",
        "too_short",
        "too_long",
        "bad_character",
        "bad_separator",
        "all_digits",
        "reserved",
        "mixed_script",
        "confusable",
        "not_stable",
    };
    return words[static_cast<std::size_t>(reason)];
}

}  // namespace unamex::domain
