#include <microfast/binding/json_reading.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace microfast::binding {

namespace {

/// May a value of this kind be written with a token that begins with `first`?
bool may_begin(const value_schema& schema, char first) noexcept {
    switch (schema.kind) {
        case value_kind::boolean: return first == 't' || first == 'f';
        case value_kind::integer:
        case value_kind::real: return first == '-' || (first >= '0' && first <= '9');
        case value_kind::string:
        case value_kind::text:
        case value_kind::enumeration: return first == '"';
        case value_kind::sequence: return first == '[';
        case value_kind::map:
        case value_kind::object: return first == '{';
        case value_kind::dynamic: return true;
        case value_kind::optional:
        case value_kind::variant: break;
    }
    return false;
}

std::span<const std::string_view> tags_of(const member_schema& member) noexcept {
    for (const auto& rule : member.value->constraints) {
        if (rule.kind == constraint_kind::one_of_text) return rule.texts;
    }
    return {};
}

/// A struct or map that an object may be read into, and what is known of the object.
struct candidate {
    std::size_t index = 0;
    const value_schema* schema = nullptr;
    std::uint64_t seen = 0;
    bool has_its_tag = false;
    bool has_another_tag = false;

    [[nodiscard]] bool fits() const {
        if (schema->kind != value_kind::object) return true;
        return !has_another_tag && (schema->object->required_members() & ~seen) == 0;
    }
};

/// Structs first, because a map or json takes every object.
std::vector<candidate> object_candidates(const variant_shape& shape) {
    std::vector<candidate> found;
    for (const bool is_struct : {true, false}) {
        for (std::size_t i = 0; i < shape.alternatives.size(); ++i) {
            const auto* schema = shape.alternatives[i];
            const bool is_wanted = (schema->kind == value_kind::object) == is_struct;
            if (is_wanted && may_begin(*schema, '{')) found.push_back({i, schema});
        }
    }
    return found;
}

void note_member(candidate& noted, std::string_view key, bool is_text, std::string_view text) {
    if (noted.schema->kind != value_kind::object) return;
    const auto& members = noted.schema->object->members;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i].name != key) continue;
        noted.seen |= std::uint64_t{1} << i;
        const auto tags = tags_of(members[i]);
        if (tags.empty()) continue;
        const bool is_its_tag = is_text && std::ranges::find(tags, text) != tags.end();
        noted.has_its_tag = noted.has_its_tag || is_its_tag;
        noted.has_another_tag = noted.has_another_tag || !is_its_tag;
    }
}

/// Passes over an object and notes its keys, and its texts for the tags.
bool scan_object(json_cursor& in, std::vector<candidate>& candidates) {
    if (!in.enter()) return false;
    std::string_view key;
    for (bool is_first = true; in.next_member(is_first, key);) {
        const std::string kept_key(key);
        std::string_view text;
        const bool is_text = in.peek() == '"';
        if (!(is_text ? in.read_string(text) : in.skip_value())) return false;
        for (auto& noted : candidates)
            note_member(noted, kept_key, is_text, text);
    }
    return !in.is_broken();
}

/// The first that fits; else the one that the faults should be about: the only one, or the one
/// whose tag the object has.
const candidate* choose(const std::vector<candidate>& candidates) {
    const auto fits = [](const candidate& one) { return one.fits(); };
    const auto is_meant = [](const candidate& one) {
        return one.has_its_tag && !one.has_another_tag;
    };
    auto chosen = std::ranges::find_if(candidates, fits);
    if (chosen == candidates.end()) chosen = std::ranges::find_if(candidates, is_meant);
    if (chosen == candidates.end() && candidates.size() == 1) chosen = candidates.begin();
    return chosen == candidates.end() ? nullptr : &*chosen;
}

std::string kinds_in_words(const variant_shape& shape) {
    std::string text = "Input should fit one of the alternatives:";
    for (const auto* schema : shape.alternatives) {
        if (text.back() != ':') text += ',';
        text += ' ';
        text += words_of(*schema);
    }
    return text;
}

}  // namespace

bool json_reading::read_variant(const value_schema& schema, void* target, const location& where) {
    const auto& shape = *schema.variant;
    const char first = in_.peek();
    if (first == '{') return read_variant_object(shape, target, where);
    std::vector<std::size_t> candidates;
    for (std::size_t i = 0; i < shape.alternatives.size(); ++i) {
        if (may_begin(*shape.alternatives[i], first)) candidates.push_back(i);
    }
    if (candidates.empty()) return refuse(where, "union_error", kinds_in_words(shape));
    const auto begin = in_.position();
    for (const auto index : candidates) {
        const auto faults_before = errors_.size();
        in_.return_to(begin);
        if (!read(*shape.alternatives[index], shape.emplace(target, index), where)) return false;
        if (errors_.size() == faults_before) return true;
        if (candidates.size() > 1) errors_.shrink(faults_before);
    }
    if (candidates.size() > 1) report(begin, where, {"union_error", kinds_in_words(shape)});
    return true;
}

bool json_reading::read_variant_object(
    const variant_shape& shape, void* target, const location& where
) {
    auto candidates = object_candidates(shape);
    if (candidates.empty()) return refuse(where, "union_error", kinds_in_words(shape));
    const auto begin = in_.position();
    if (!scan_object(in_, candidates)) return false;
    const auto* chosen = choose(candidates);
    if (chosen == nullptr) {
        report(begin, where, {"union_error", kinds_in_words(shape)});
        return true;
    }
    in_.return_to(begin);
    return read(*chosen->schema, shape.emplace(target, chosen->index), where);
}

}  // namespace microfast::binding
