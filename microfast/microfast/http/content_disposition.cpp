#include <microfast/http/characters.hpp>
#include <microfast/http/content_disposition.hpp>
#include <microfast/http/field_reader.hpp>
#include <microfast/http/percent_encoding.hpp>
#include <microfast/http/utf8.hpp>

#include <algorithm>

namespace microfast::http {

namespace {

/// Source: RFC 8187, section 3.2.1 (attr-char).
constexpr character_class attribute_characters = make_class("!#$&+-.^_`|~");

bool is_control(char byte) noexcept {
    const auto value = static_cast<unsigned char>(byte);
    return value < 0x20 || value == 0x7F;
}

std::string in_lower_case(std::string_view text) {
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
    return lowered;
}

std::string without_quote_escapes(const field_text& value) {
    if (!value.has_escapes) return std::string(value.raw);
    std::string text;
    for (std::size_t i = 0; i < value.raw.size(); ++i) {
        const bool is_escape = value.raw[i] == '\\' && i + 1 < value.raw.size() &&
                               (value.raw[i + 1] == '"' || value.raw[i + 1] == '\\');
        if (is_escape) ++i;
        text += value.raw[i];
    }
    return text;
}

/// The text of "UTF-8'en'%e2%82%ac", or empty.
std::optional<std::string> decode_extended(std::string_view value) {
    const auto charset_end = value.find('\'');
    if (charset_end == value.npos) return std::nullopt;
    const auto language_end = value.find('\'', charset_end + 1);
    if (language_end == value.npos) return std::nullopt;
    if (!equal_ignoring_case(value.substr(0, charset_end), "UTF-8")) return std::nullopt;
    std::string text;
    if (!append_percent_decoded(text, value.substr(language_end + 1))) return std::nullopt;
    if (!is_valid_utf8(text) || text.find('\0') != text.npos) return std::nullopt;
    return text;
}

void keep_first(std::optional<std::string>& kept, std::optional<std::string> found) {
    if (!kept) kept = std::move(found);
}

/// Cuts to `most` bytes without cutting a character in two.
void shorten(std::string& text, std::size_t most) {
    if (text.size() <= most) return;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U)
        --most;
    text.resize(most);
}

}  // namespace

std::optional<content_disposition> parse_content_disposition(std::string_view text) {
    using result = field_reader::parameter_result;
    field_reader from(text);
    content_disposition found;
    found.type = in_lower_case(from.take_token());
    if (found.type.empty()) return std::nullopt;
    std::optional<std::string> extended;
    field_parameter parameter;
    auto step = result::none;
    while ((step = from.take_parameter(parameter)) == result::taken) {
        if (equal_ignoring_case(parameter.name, "filename*")) {
            keep_first(extended, decode_extended(parameter.value.raw));
        } else if (equal_ignoring_case(parameter.name, "filename")) {
            keep_first(found.filename, without_quote_escapes(parameter.value));
        } else if (equal_ignoring_case(parameter.name, "name")) {
            keep_first(found.name, without_quote_escapes(parameter.value));
        }
    }
    from.skip_white_space();
    if (step == result::malformed || !from.at_end()) return std::nullopt;
    if (extended) found.filename = std::move(extended);
    const bool is_text =
        is_valid_utf8(found.name.value_or("")) && is_valid_utf8(found.filename.value_or(""));
    return is_text ? std::optional{std::move(found)} : std::nullopt;
}

std::string to_content_disposition(disposition_type type, std::string_view filename) {
    std::string value(type == disposition_type::attachment ? "attachment" : "inline");
    std::string ascii;
    std::string whole;
    for (const char byte : filename) {
        const bool is_ascii = static_cast<unsigned char>(byte) < 0x80;
        const char shown = is_control(byte) ? '_' : byte;
        whole += shown;
        // Old clients decode escapes in a plain filename, or take a backslash for a folder.
        const bool is_plain = is_ascii && shown != '%' && shown != '\\' && shown != '"';
        ascii += is_plain ? shown : '_';
    }
    value.append("; filename=\"").append(ascii).append("\"");
    if (ascii == whole) return value;
    value.append("; filename*=UTF-8''");
    append_percent_encoded(value, whole, attribute_characters);
    return value;
}

std::string safe_file_name(std::string_view sent) {
    constexpr std::string_view refused_somewhere = R"(<>:"|?*)";
    constexpr std::size_t longest = 255;
    const auto folders_end = sent.find_last_of("/\\");
    std::string name;
    for (const char byte : sent.substr(folders_end == sent.npos ? 0 : folders_end + 1)) {
        const bool is_refused = is_control(byte) || refused_somewhere.find(byte) != sent.npos;
        name += is_refused ? '_' : byte;
    }
    if (!is_valid_utf8(name)) {
        std::replace_if(
            name.begin(),
            name.end(),
            [](char byte) { return static_cast<unsigned char>(byte) >= 0x80; },
            '_'
        );
    }
    shorten(name, longest);
    // Some systems drop dots and spaces at the end.
    name.erase(name.find_last_not_of(". ") + 1);
    const auto visible = name.find_first_not_of(". ");
    if (visible == name.npos) return "unnamed";
    return name.substr(visible);
}

}  // namespace microfast::http
