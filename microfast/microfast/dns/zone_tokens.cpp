#include <microfast/core/error.hpp>
#include <microfast/dns/zone_tokens.hpp>

#include <algorithm>

namespace microfast::dns {

namespace {

constexpr std::string_view region_mark = "region=";

bool is_blank(char byte) noexcept {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

}  // namespace

void zone_tokens::fail(std::string_view why) const {
    throw error("line " + std::to_string(number_) + ": " + std::string(why));
}

bool zone_tokens::next(zone_line& line) {
    while (!rest_.empty()) {
        line = {};
        line.number = number_;
        line.starts_blank = is_blank(rest_.front());
        while (take_word(line)) {
        }
        if (!line.words.empty()) return true;
    }
    if (in_parentheses_) fail("a parenthesis is not closed");
    return false;
}

bool zone_tokens::take_word(zone_line& line) {
    if (rest_.empty()) return false;
    const char byte = rest_.front();
    if (byte == '\n') {
        rest_.remove_prefix(1);
        ++number_;
        return in_parentheses_;
    }
    if (byte == '(' || byte == ')') {
        if (in_parentheses_ == (byte == '(')) fail("a parenthesis has no other one");
        in_parentheses_ = byte == '(';
    }
    if (is_blank(byte) || byte == '(' || byte == ')') {
        rest_.remove_prefix(1);
    } else if (byte == ';') {
        skip_comment(line);
    } else {
        line.words.push_back(byte == '"' ? take_quoted() : take_plain());
    }
    return true;
}

void zone_tokens::skip_comment(zone_line& line) {
    auto comment = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(comment.size());
    comment.remove_prefix(1);
    while (!comment.empty() && is_blank(comment.front()))
        comment.remove_prefix(1);
    if (!comment.starts_with(region_mark)) return;
    comment.remove_prefix(region_mark.size());
    line.region = comment.substr(0, comment.find_first_of(" \t\r;"));
}

std::string zone_tokens::take_quoted() {
    std::string text;
    for (rest_.remove_prefix(1); !rest_.empty() && rest_.front() != '"'; rest_.remove_prefix(1)) {
        if (rest_.front() == '\n') break;
        text += rest_.front();
        if (rest_.front() != '\\' || rest_.size() < 2) continue;
        rest_.remove_prefix(1);
        text += rest_.front();
    }
    if (rest_.empty() || rest_.front() != '"') fail("a quote is not closed");
    rest_.remove_prefix(1);
    return text;
}

std::string zone_tokens::take_plain() {
    std::size_t size = 0;
    while (size < rest_.size() &&
           std::string_view(" \t\r\n;()\"").find(rest_[size]) == std::string_view::npos) {
        size += rest_[size] == '\\' && size + 1 < rest_.size() ? 2 : 1;
    }
    std::string text(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return text;
}

}  // namespace microfast::dns
