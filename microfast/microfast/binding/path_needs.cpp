#include <microfast/binding/path_needs.hpp>
#include <microfast/core/error.hpp>

#include <string>

namespace microfast::binding {

namespace {

/// The reason as a sentence about the pattern.
std::string_view to_sentence(pattern_verdict verdict) noexcept {
    switch (verdict) {
        case pattern_verdict::fine: return "is fine";
        case pattern_verdict::no_leading_slash: return "does not start with a slash";
        case pattern_verdict::unbalanced_brace: return "has a brace without its other one";
        case pattern_verdict::parameter_within_a_segment:
            return "has a parameter that does not fill its segment";
        case pattern_verdict::bad_name: return "has a parameter whose name is not an identifier";
        case pattern_verdict::name_twice: return "uses a name twice";
        case pattern_verdict::too_many_parameters: return "has more than 16 parameters";
        case pattern_verdict::goes_on_after_tail: return "goes on after its tail";
        case pattern_verdict::missing_parameter: return "lacks a parameter that its handler takes";
        case pattern_verdict::unbound_parameter:
            return "has a parameter that its handler does not take";
    }
    return {};
}

}  // namespace

std::size_t require_fit(
    std::string_view prefix, std::string_view pattern, const path_needs& needs
) {
    name_list in_prefix;
    name_list in_pattern;
    if (!prefix.empty()) (void)read_parameter_names(prefix, in_prefix);
    (void)read_parameter_names(pattern, in_pattern);
    path_needs own{needs.by_position, {}, needs.reads_request};
    for (std::size_t i = 0; i < needs.by_name.size; ++i) {
        const auto name = needs.by_name.names[i];
        if (!in_prefix.contains(name) || in_pattern.contains(name)) own.by_name.add(name);
    }
    const auto verdict = check_pattern(pattern, own);
    if (verdict == pattern_verdict::fine) return in_pattern.size;
    throw error(
        "the route pattern \"" + std::string(pattern) + "\" " + std::string(to_sentence(verdict))
    );
}

}  // namespace microfast::binding
