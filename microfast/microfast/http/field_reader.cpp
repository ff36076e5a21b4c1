#include <microfast/http/field_reader.hpp>

#include <algorithm>
#include <cstddef>

namespace microfast::http {

std::string field_text::text() const {
    if (!has_escapes) return std::string(raw);
    std::string meant;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] == '\\' && i + 1 < raw.size()) ++i;
        meant += raw[i];
    }
    return meant;
}

bool field_reader::take(char expected) noexcept {
    if (!is_at(expected)) return false;
    rest_.remove_prefix(1);
    return true;
}

void field_reader::skip_white_space() noexcept {
    while (!rest_.empty() && is_white_space(rest_.front()))
        rest_.remove_prefix(1);
}

std::string_view field_reader::take_while(const character_class& characters) noexcept {
    std::size_t size = 0;
    while (size < rest_.size() && contains(characters, rest_[size]))
        ++size;
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
}

std::optional<field_text> field_reader::take_quoted() noexcept {
    if (!is_at('"')) return std::nullopt;
    field_text quoted;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
        if (rest_[i] == '"') {
            quoted.raw = rest_.substr(1, i - 1);
            rest_.remove_prefix(i + 1);
            return quoted;
        }
        if (rest_[i] == '\\') {
            quoted.has_escapes = true;
            ++i;
        }
        if (i == rest_.size() || !contains(value_characters, rest_[i])) return std::nullopt;
    }
    return std::nullopt;
}

std::optional<field_text> field_reader::take_token_or_quoted() noexcept {
    if (is_at('"')) return take_quoted();
    const auto token = take_token();
    if (token.empty()) return std::nullopt;
    return field_text{token};
}

field_reader::parameter_result field_reader::take_parameter(field_parameter& parameter) noexcept {
    const auto before = rest_;
    bool has_semicolon = false;
    for (skip_white_space(); take(';'); skip_white_space())
        has_semicolon = true;
    if (!has_semicolon) {
        rest_ = before;
        return parameter_result::none;
    }
    if (at_end() || is_at(',')) return parameter_result::none;
    parameter.name = take_token();
    if (!parameter.name.empty() && take('=')) {
        if (const auto value = take_token_or_quoted()) {
            parameter.value = *value;
            return parameter_result::taken;
        }
    }
    rest_ = before;
    return parameter_result::malformed;
}

bool field_reader::next_member() noexcept {
    while (!rest_.empty() && (rest_.front() == ',' || is_white_space(rest_.front())))
        rest_.remove_prefix(1);
    return !rest_.empty();
}

void field_reader::skip_member() noexcept {
    while (!at_end() && !is_at(',')) {
        if (!is_at('"')) {
            rest_.remove_prefix(1);
        } else if (!take_quoted()) {
            rest_ = {};  // with no end to its quotes it takes the rest; nothing is read twice
        }
    }
}

}  // namespace microfast::http
