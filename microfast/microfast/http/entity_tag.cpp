#include <microfast/http/characters.hpp>
#include <microfast/http/entity_tag.hpp>
#include <microfast/http/field_reader.hpp>

namespace microfast::http {

namespace {

/// Source: RFC 9110, section 8.8.3: neither white space nor control characters, and no escapes.
constexpr auto tag_characters = [] {
    auto characters = value_characters;
    characters['\t'] = characters[' '] = characters['"'] = false;
    return characters;
}();

std::optional<entity_tag> take_tag(field_reader& from) noexcept {
    entity_tag tag;
    const auto start = from.rest();
    if (start.starts_with("W/")) {
        tag.is_weak = true;
        from.take('W');
        from.take('/');
    }
    const auto quoted = from.rest();
    if (!from.take('"')) return std::nullopt;
    const auto inside = from.take_while(tag_characters);
    if (!from.take('"')) return std::nullopt;
    tag.opaque = quoted.substr(0, inside.size() + 2);
    return tag;
}

}  // namespace

std::optional<entity_tag> parse_entity_tag(std::string_view text) noexcept {
    field_reader from(text);
    const auto tag = take_tag(from);
    return from.at_end() ? tag : std::nullopt;
}

bool matches(entity_tag left, entity_tag right, tag_comparison comparison) noexcept {
    if (comparison == tag_comparison::strong && (left.is_weak || right.is_weak)) return false;
    return left.opaque == right.opaque;
}

bool contains_tag(std::string_view list, entity_tag tag, tag_comparison comparison) noexcept {
    field_reader from(list);
    while (from.next_member()) {
        const auto member = take_tag(from);
        from.skip_white_space();
        if (!member || !(from.at_end() || from.is_at(','))) return false;
        if (matches(*member, tag, comparison)) return true;
    }
    return false;
}

std::string to_string(entity_tag tag) {
    return (tag.is_weak ? "W/" : "") + std::string(tag.opaque);
}

}  // namespace microfast::http
