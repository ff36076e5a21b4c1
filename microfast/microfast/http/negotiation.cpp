#include <microfast/http/characters.hpp>
#include <microfast/http/field_reader.hpp>
#include <microfast/http/media_type.hpp>
#include <microfast/http/negotiation.hpp>

#include <cstddef>

namespace microfast::http {

namespace {

constexpr int full_quality = 1000;  // q=1; a quality has three decimals
constexpr int not_listed = -1;

/// The thousandths of a weight such as "0.5", or empty. Source: RFC 9110, section 12.4.2.
std::optional<int> to_quality(std::string_view text) noexcept {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
    int quality = text[0] == '1' ? full_quality : 0;
    if (text.size() > 1 && text[1] != '.') return std::nullopt;
    int scale = full_quality;
    for (const char digit : text.substr(text.size() > 1 ? 2 : 1)) {
        if (digit < '0' || digit > '9') return std::nullopt;
        scale /= 10;
        quality += scale * (digit - '0');
    }
    return quality <= full_quality ? std::optional{quality} : std::nullopt;
}

/// Reads parameters up to the weight, which is the last thing that matters, and the weight.
/// `on_parameter` may refuse. Empty if the member is malformed or refused.
template <class OnParameter>
std::optional<int> take_parameters_and_weight(
    field_reader& from, const OnParameter& on_parameter
) noexcept {
    using result = field_reader::parameter_result;
    field_parameter parameter;
    std::optional<int> weight;
    auto step = result::none;
    bool is_accepted = true;
    while ((step = from.take_parameter(parameter)) == result::taken) {
        if (equal_ignoring_case(parameter.name, "q")) {
            weight = to_quality(parameter.value.raw);
            is_accepted = is_accepted && weight;
        } else if (!weight) {
            is_accepted = is_accepted && on_parameter(parameter);
        }
    }
    from.skip_white_space();
    const bool is_well_formed = step == result::none && (from.at_end() || from.is_at(','));
    from.skip_member();
    if (!is_well_formed || !is_accepted) return std::nullopt;
    return weight.value_or(full_quality);
}

std::optional<int> take_weight(field_reader& from) noexcept {
    return take_parameters_and_weight(from, [](const field_parameter&) { return true; });
}

/// What a field says about one offer: the quality that the most specific matching member gives it.
struct opinion {
    std::size_t specificity = 0;
    int quality = not_listed;

    void hear(std::size_t said_specificity, int said_quality) noexcept {
        const bool is_new = quality == not_listed || said_specificity > specificity;
        const bool is_better = said_specificity == specificity && said_quality > quality;
        if (is_new || is_better) *this = {said_specificity, said_quality};
    }
};

/// The offer of the highest quality above 0, the first one of equals.
template <class QualityOf>
std::optional<std::string_view> best(
    std::span<const std::string_view> offered, const QualityOf& quality_of
) noexcept {
    std::optional<std::string_view> chosen;
    int highest = 0;
    for (const auto offer : offered) {
        if (const int quality = quality_of(offer); quality > highest) {
            highest = quality;
            chosen = offer;
        }
    }
    return chosen;
}

std::string_view without_x(std::string_view coding) noexcept {
    return equal_ignoring_case(coding, "x-gzip") ? coding.substr(2) : coding;
}

int quality_of_coding(std::string_view field, std::string_view coding) noexcept {
    opinion found;
    for (field_reader from(field); from.next_member();) {
        const auto name = without_x(from.take_token());
        const auto weight = take_weight(from);
        if (!weight) continue;
        if (name == "*") found.hear(1, *weight);
        if (equal_ignoring_case(name, coding)) found.hear(2, *weight);
    }
    return found.quality;
}

/// Takes "type/subtype", either of which may be "*".
media_type take_media_range(field_reader& from) noexcept {
    media_type range;
    range.type = from.take_token();
    from.take('/');
    range.subtype = from.take_token();
    return range;
}

bool has_parameter(const media_type& offer, const field_parameter& wanted) noexcept {
    field_reader from(offer.parameters);
    field_parameter own;
    while (from.take_parameter(own) == field_reader::parameter_result::taken) {
        const bool is_same = equal_ignoring_case(own.name, wanted.name) &&
                             equal_ignoring_case(own.value.raw, wanted.value.raw);
        if (is_same) return true;
    }
    return false;
}

int quality_of_type(std::string_view field, std::string_view offer) noexcept {
    const auto type = parse_media_type(offer);
    if (!type) return not_listed;
    opinion found;
    for (field_reader from(field); from.next_member();) {
        const auto range = take_media_range(from);
        std::size_t parameters = 0;
        const auto weight = take_parameters_and_weight(from, [&](const field_parameter& wanted) {
            ++parameters;
            return has_parameter(*type, wanted);
        });
        if (!weight) continue;
        if (range.subtype == "*") {
            if (range.type == "*") found.hear(0, *weight);
            if (equal_ignoring_case(range.type, type->type)) found.hear(1, *weight);
        } else if (equal_ignoring_case(range.type, type->type) && equal_ignoring_case(range.subtype, type->subtype)) {
            found.hear(2 + parameters, *weight);
        }
    }
    return found.quality;
}

/// Is `range` the tag, or the beginning of it up to a hyphen?
bool covers(std::string_view range, std::string_view tag) noexcept {
    if (range.empty() || range.size() > tag.size()) return false;
    const bool ends_subtag = range.size() == tag.size() || tag[range.size()] == '-';
    return ends_subtag && equal_ignoring_case(range, tag.substr(0, range.size()));
}

/// In two thousandths: a language that is only fallen back on comes behind its equals.
int quality_of_language(std::string_view field, std::string_view tag) noexcept {
    opinion found;
    for (field_reader from(field); from.next_member();) {
        const auto range = from.take_token();
        const auto weight = take_weight(from);
        if (!weight) continue;
        if (range == "*") found.hear(0, 2 * *weight);
        if (covers(range, tag)) {
            found.hear(1 + range.size(), 2 * *weight);
        } else if (covers(tag, range) && *weight > 0) {
            found.hear(1, 2 * *weight - 1);
        }
    }
    return found.quality;
}

}  // namespace

std::optional<std::string_view> choose_coding(
    std::optional<std::string_view> accept_encoding, std::span<const std::string_view> offered
) noexcept {
    if (!accept_encoding) return identity_coding;
    constexpr int last_resort = 0;  // between a quality of 0.001 and a refusal
    int highest = quality_of_coding(*accept_encoding, identity_coding);
    const bool is_refused = highest == 0;
    if (highest == not_listed) highest = last_resort;
    std::optional<std::string_view> chosen;
    if (!is_refused) chosen = identity_coding;
    for (const auto coding : offered) {
        const int quality = quality_of_coding(*accept_encoding, coding);
        const bool is_preferred = chosen == identity_coding && quality == highest;
        if (quality > 0 && (quality > highest || is_preferred)) {
            highest = quality;
            chosen = coding;
        }
    }
    return chosen;
}

std::optional<std::string_view> choose_media_type(
    std::optional<std::string_view> accept, std::span<const std::string_view> offered
) noexcept {
    if (!accept) return offered.empty() ? std::nullopt : std::optional{offered.front()};
    return best(offered, [&](std::string_view offer) { return quality_of_type(*accept, offer); });
}

std::optional<std::string_view> choose_language(
    std::optional<std::string_view> accept_language, std::span<const std::string_view> offered
) noexcept {
    if (!accept_language) return offered.empty() ? std::nullopt : std::optional{offered.front()};
    return best(offered, [&](std::string_view offer) {
        return quality_of_language(*accept_language, offer);
    });
}

}  // namespace microfast::http
