#include <microfast/binding/json_reading.hpp>

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace microfast::binding {

namespace {

std::size_t find_member(std::span<const member_schema> members, std::string_view key) noexcept {
    std::size_t index = 0;
    while (index < members.size() && members[index].name != key)
        ++index;
    return index;
}

/// Reads a key and finds its member; behind the last one, and the key, if there is none. Documents
/// mostly have their fields in the order of the struct, so the next one is tried first.
bool read_member_key(
    json_cursor& in,
    std::span<const member_schema> members,
    std::size_t expected,
    std::size_t& index,
    std::string_view& key
) {
    index = expected;
    if (expected < members.size() && in.skip_spelt(members[expected].written_key.substr(1))) {
        return true;
    }
    if (!in.read_key(key)) return false;
    index = find_member(members, key);
    return true;
}

fault find_count_fault(const value_schema& schema, std::size_t items) {
    if (const auto* broken = find_broken_count(schema.constraints, items)) {
        return make_fault(*broken);
    }
    return {};
}

/// An array that is as long as its type says.
fault find_size_fault(std::size_t wanted, std::size_t items) {
    if (items == wanted) return {};
    constraint rule{items < wanted ? constraint_kind::min_items : constraint_kind::max_items};
    rule.bound = wanted;
    return make_fault(rule);
}

}  // namespace

bool json_reading::read_sequence(const value_schema& schema, void* target, const location& where) {
    if (in_.peek() != '[') return refuse(where, "list_type", "Input should be a valid list");
    const auto& shape = *schema.sequence;
    const auto begin = in_.position();
    const auto errors_before = errors_.size();
    shape.clear(target);
    if (!in_.enter()) return false;
    std::size_t count = 0;
    for (bool is_first = true; in_.next_item(is_first); ++count) {
        void* const element = shape.place(target, count);
        const bool is_read = element == nullptr
                                 ? in_.skip_value()
                                 : read(*shape.element, element, location(&where, count));
        if (!is_read) return false;
    }
    if (in_.is_broken()) return false;
    if (shape.fixed_size != 0) report(begin, where, find_size_fault(shape.fixed_size, count));
    report(begin, where, find_count_fault(schema, count));
    if (shape.has_equal_elements != nullptr && errors_.size() == errors_before &&
        shape.has_equal_elements(target)) {
        report(begin, where, make_fault({constraint_kind::unique_items}));
    }
    return true;
}

bool json_reading::read_map(const value_schema& schema, void* target, const location& where) {
    if (in_.peek() != '{') return refuse(where, "dict_type", "Input should be a valid dictionary");
    const auto& shape = *schema.map;
    const auto begin = in_.position();
    shape.clear(target);
    if (!in_.enter()) return false;
    std::string_view key;
    for (bool is_first = true; in_.next_member(is_first, key);) {
        const std::string kept_key(key);
        const location place(&where, kept_key);
        void* const value = shape.insert(target, kept_key);
        const bool is_read = value == nullptr
                                 ? refuse(place, "duplicate_key", "Key should be there only once")
                                 : read(*shape.value, value, place);
        if (!is_read) return false;
    }
    if (in_.is_broken()) return false;
    report(begin, where, find_count_fault(schema, shape.size(target)));
    return true;
}

bool json_reading::read_object(const value_schema& schema, void* target, const location& where) {
    if (in_.peek() != '{') return refuse(where, "model_type", "Input should be an object");
    const auto& shape = *schema.object;
    const auto begin = in_.position();
    if (!in_.enter()) return false;
    std::uint64_t seen = 0;
    std::size_t expected = 0;
    std::string_view key;
    for (bool is_first = true; in_.next_item(is_first);) {
        std::size_t index = 0;
        if (!read_member_key(in_, shape.members, expected, index, key)) return false;
        if (index == shape.members.size()) {
            if (!pass_unknown(shape, key, where)) return false;
            continue;
        }
        const auto& member = shape.members[index];
        const location place(&where, member.name);
        const std::uint64_t bit = std::uint64_t{1} << index;
        const bool is_read = (seen & bit) != 0
                                 ? refuse(place, "duplicate_key", "Key should be there only once")
                                 : read(*member.value, member.locate(target), place);
        if (!is_read) return false;
        seen |= bit;
        expected = index + 1;
    }
    if (in_.is_broken()) return false;
    if ((shape.required_members() & ~seen) != 0) report_missing(begin, shape, seen, where);
    return true;
}

bool json_reading::pass_unknown(
    const object_shape& shape, std::string_view key, const location& where
) {
    if (!shape.forbids_unknown_fields) return in_.skip_value();
    const std::string kept_key(key);
    return refuse(location(&where, kept_key), "extra_forbidden", "Extra inputs are not permitted");
}

void json_reading::report_missing(
    std::size_t begin, const object_shape& shape, std::uint64_t seen, const location& where
) {
    for (auto missing = shape.required_members() & ~seen; missing != 0; missing &= missing - 1) {
        const auto& member = shape.members[static_cast<std::size_t>(std::countr_zero(missing))];
        report(begin, location(&where, member.name), {"missing", "Field required"});
    }
}

}  // namespace microfast::binding
