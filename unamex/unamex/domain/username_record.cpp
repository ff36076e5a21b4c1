#include <unamex/domain/username_record.hpp>

#include <array>

namespace unamex::domain {
namespace {

constexpr std::array<std::string_view, 3> words{"claimed", "held", "released"};

}  // namespace

std::string_view to_string(name_state state) noexcept {
    return words[static_cast<std::size_t>(state)];
}

std::optional<name_state> parse_name_state(std::string_view word) noexcept {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == word) return static_cast<name_state>(i);
    }
    return std::nullopt;
}

}  // namespace unamex::domain
