#include <microfast/http/conditional.hpp>
#include <microfast/http/date_parser.hpp>

#include <array>
#include <string_view>

namespace microfast::http {

namespace {

bool lists_current(
    std::string_view list, const representation_state& current, tag_comparison comparison
) noexcept {
    if (list == "*") return current.exists;
    return current.exists && current.tag && contains_tag(list, *current.tag, comparison);
}

/// Neither can be said if there is no date to compare with, or none that can be read.
std::optional<bool> was_modified_after(
    std::string_view date, const representation_state& current, std::chrono::sys_seconds now
) noexcept {
    const auto since = parse_http_date(date, now);
    if (!since || !current.exists || !current.last_modified) return std::nullopt;
    return *current.last_modified > *since;
}

bool is_in_future(std::string_view date, std::chrono::sys_seconds now) noexcept {
    const auto time = parse_http_date(date, now);
    return time && *time > now;
}

/// If-Match, or where there is none If-Unmodified-Since.
bool is_unchanged(
    const header_fields& fields, const representation_state& current, std::chrono::sys_seconds now
) noexcept {
    if (const auto list = fields.combined(header_name::if_match)) {
        return lists_current(*list, current, tag_comparison::strong);
    }
    const auto date = fields.find(header_name::if_unmodified_since);
    return !date || !was_modified_after(*date, current, now).value_or(false);
}

}  // namespace

precondition_verdict judge_preconditions(
    method method,
    const header_fields& fields,
    const representation_state& current,
    std::chrono::sys_seconds now
) noexcept {
    if (!is_unchanged(fields, current, now)) return precondition_verdict::failed;
    const bool only_reads = method == method::get || method == method::head;
    if (const auto list = fields.combined(header_name::if_none_match)) {
        if (!lists_current(*list, current, tag_comparison::weak))
            return precondition_verdict::proceed;
        return only_reads ? precondition_verdict::not_modified : precondition_verdict::failed;
    }
    const auto date = fields.find(header_name::if_modified_since);
    if (!only_reads || !date || is_in_future(*date, now)) return precondition_verdict::proceed;
    return was_modified_after(*date, current, now).value_or(true)
               ? precondition_verdict::proceed
               : precondition_verdict::not_modified;
}

bool allows_ranges(
    const header_fields& fields, const representation_state& current, std::chrono::sys_seconds now
) noexcept {
    const auto condition = fields.find(header_name::if_range);
    if (!condition) return true;
    if (const auto tag = parse_entity_tag(*condition)) {
        return current.tag && matches(*tag, *current.tag, tag_comparison::strong);
    }
    // Within the second of the last change there may be another one that keeps the date.
    const auto date = parse_http_date(*condition, now);
    return date && current.last_modified == date && *date < now;
}

void make_not_modified(response& answer) {
    constexpr std::array<std::string_view, 5> describe_content{
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Range",
        "Content-Type"};
    answer.status = status::not_modified;
    answer.body.clear();
    answer.source.reset();
    for (const auto name : describe_content)
        answer.headers.remove(name);
}

}  // namespace microfast::http
