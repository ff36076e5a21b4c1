#include <microfast/http/characters.hpp>
#include <microfast/http/urlencoded.hpp>
#include <microfast/http/utf8.hpp>

#include <algorithm>

namespace microfast::http {

namespace {

constexpr int malformed_escape = -1;

/// Takes the next byte that the front of `encoded`, which is not empty, stands for.
int take_byte(std::string_view& encoded) noexcept {
    const char byte = encoded.front();
    if (byte != '%') {
        encoded.remove_prefix(1);
        return byte == '+' ? ' ' : static_cast<unsigned char>(byte);
    }
    if (encoded.size() < 3) return malformed_escape;
    const int high = hex_digit(encoded[1]);
    const int low = hex_digit(encoded[2]);
    if (high < 0 || low < 0) return malformed_escape;
    encoded.remove_prefix(3);
    return high * 16 + low;
}

/// `Text` is a string or a vector of char.
template <class Text>
bool append_decoded(Text& text, std::string_view encoded) {
    const auto size_before = text.size();
    while (!encoded.empty()) {
        const int byte = take_byte(encoded);
        if (byte <= 0) {
            text.resize(size_before);
            return false;
        }
        text.push_back(static_cast<char>(byte));
    }
    if (is_valid_utf8({text.data() + size_before, text.size() - size_before})) return true;
    text.resize(size_before);
    return false;
}

}  // namespace

bool append_urldecoded(std::string& text, std::string_view encoded) {
    return append_decoded(text, encoded);
}

bool decodes_to(std::string_view encoded, std::string_view text) noexcept {
    for (const char expected : text) {
        if (encoded.empty()) return false;
        if (take_byte(encoded) != static_cast<unsigned char>(expected)) return false;
    }
    return encoded.empty();
}

bool take_urlencoded(std::string_view& rest, urlencoded_pair& pair) noexcept {
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const auto sent = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (sent.empty()) continue;
        const auto equals = std::min(sent.find('='), sent.size());
        pair = {sent.substr(0, equals), sent.substr(std::min(equals + 1, sent.size()))};
        return true;
    }
    return false;
}

std::optional<std::string_view> query_view::find(std::string_view name) const noexcept {
    for (const auto& pair : *this) {
        if (decodes_to(pair.name, name)) return pair.value;
    }
    return std::nullopt;
}

urlencoded_result urlencoded_fields::parse(std::string_view text, std::size_t most_pairs) {
    pairs_.clear();
    decoded_.clear();
    decoded_.reserve(text.size());  // decoding makes nothing longer, so views stay valid
    const auto take = [this](std::string_view encoded, std::string_view& decoded) {
        const auto start = decoded_.size();
        if (!append_decoded(decoded_, encoded)) return false;
        decoded = {decoded_.data() + start, decoded_.size() - start};
        return true;
    };
    for (const auto& encoded : query_view(text)) {
        auto result = urlencoded_result::complete;
        urlencoded_pair pair;
        if (pairs_.size() == most_pairs) {
            result = urlencoded_result::too_many_pairs;
        } else if (!take(encoded.name, pair.name) || !take(encoded.value, pair.value)) {
            result = urlencoded_result::malformed;
        }
        if (result != urlencoded_result::complete) {
            pairs_.clear();
            return result;
        }
        pairs_.push_back(pair);
    }
    return urlencoded_result::complete;
}

std::optional<std::string_view> urlencoded_fields::find(std::string_view name) const noexcept {
    for (const auto& pair : pairs_) {
        if (pair.name == name) return pair.value;
    }
    return std::nullopt;
}

}  // namespace microfast::http
