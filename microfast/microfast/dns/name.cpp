#include <microfast/dns/name.hpp>
#include <microfast/http/characters.hpp>

#include <algorithm>

namespace microfast::dns {

namespace {

std::size_t length_at(std::string_view wire, std::size_t at) noexcept {
    return static_cast<unsigned char>(wire[at]);
}

bool is_digit(char byte) noexcept {
    return byte >= '0' && byte <= '9';
}

void append_escaped(std::string& text, char byte) {
    constexpr std::string_view special = ".\\\"();@$";
    if (byte > ' ' && byte < 0x7F) {
        if (special.find(byte) != special.npos) text += '\\';
        text += byte;
        return;
    }
    const auto number = std::to_string(static_cast<unsigned char>(byte));
    text.append("\\").append(3 - number.size(), '0').append(number);
}

}  // namespace

bool take_escaped_byte(std::string_view& text, std::string& into) {
    if (text.front() != '\\') {
        into += text.front();
        text.remove_prefix(1);
        return true;
    }
    text.remove_prefix(1);
    if (text.empty()) return false;
    if (!is_digit(text.front())) {
        into += text.front();
        text.remove_prefix(1);
        return true;
    }
    if (text.size() < 3 || !is_digit(text[1]) || !is_digit(text[2])) return false;
    const int byte = (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
    constexpr int largest = 255;
    if (byte > largest) return false;
    into += static_cast<char>(byte);
    text.remove_prefix(3);
    return true;
}

bool is_same_label(std::string_view left, std::string_view right) noexcept {
    return http::equal_ignoring_case(left, right);
}

std::optional<name> name::parse(std::string_view text, const name& origin) {
    if (text == "@") return origin;
    name read;
    if (text == ".") return read;
    if (text.empty()) return std::nullopt;
    while (!text.empty()) {
        std::string label;
        while (!text.empty() && text.front() != '.') {
            if (!take_escaped_byte(text, label)) return std::nullopt;
        }
        if (!read.append_label(label)) return std::nullopt;
        if (text.empty()) return read.before(origin);
        text.remove_prefix(1);
    }
    return read;
}

bool name::append_label(std::string_view label) {
    const bool fits = !label.empty() && label.size() <= longest_label &&
                      wire_.size() + 1 + label.size() <= longest;
    if (!fits) return false;
    wire_.back() = static_cast<char>(label.size());
    wire_.append(label).push_back('\0');
    return true;
}

std::optional<name> name::before(const name& behind) const {
    if (wire_.size() - 1 + behind.wire_.size() > longest) return std::nullopt;
    name joined;
    joined.wire_ = wire_.substr(0, wire_.size() - 1) + behind.wire_;
    return joined;
}

std::size_t name::label_count() const noexcept {
    std::size_t count = 0;
    for (std::size_t at = 0; wire_[at] != '\0'; at += 1 + length_at(wire_, at))
        ++count;
    return count;
}

std::size_t name::start_of(std::size_t index) const noexcept {
    std::size_t at = 0;
    for (; index > 0; --index)
        at += 1 + length_at(wire_, at);
    return at;
}

std::string_view name::label(std::size_t index) const noexcept {
    const auto at = start_of(index);
    return std::string_view(wire_).substr(at + 1, length_at(wire_, at));
}

name name::without_first(std::size_t count) const {
    name rest;
    rest.wire_ = wire_.substr(start_of(count));
    return rest;
}

bool name::is_within(const name& ancestor) const noexcept {
    const auto mine = label_count();
    const auto theirs = ancestor.label_count();
    if (mine < theirs) return false;
    return is_same_label(std::string_view(wire_).substr(start_of(mine - theirs)), ancestor.wire_);
}

std::string name::to_string() const {
    if (wire_.size() == 1) return ".";
    std::string text;
    for (std::size_t at = 0; wire_[at] != '\0'; at += 1 + length_at(wire_, at)) {
        for (const char byte : std::string_view(wire_).substr(at + 1, length_at(wire_, at)))
            append_escaped(text, byte);
        text += '.';
    }
    return text;
}

name name::folded() const {
    name same;
    same.wire_ = wire_;
    // Lengths are below 64 and so no letters.
    std::transform(same.wire_.begin(), same.wire_.end(), same.wire_.begin(), http::lower);
    return same;
}

bool operator==(const name& left, const name& right) noexcept {
    return is_same_label(left.wire_, right.wire_);
}

}  // namespace microfast::dns
