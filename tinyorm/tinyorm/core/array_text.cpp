#include <tinyorm/core/array_text.hpp>
#include <tinyorm/core/number_text.hpp>

#include <algorithm>
#include <charconv>
#include <system_error>

namespace tinyorm {
namespace {

// Appends a code point of at most 16 bits, as \uXXXX of JSON gives it.
void append_utf8(std::string& text, unsigned code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0 | code >> 6);
        text += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        text += static_cast<char>(0xE0 | code >> 12);
        text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        text += static_cast<char>(0x80 | (code & 0x3F));
    }
}

// Consumes an array from its front, element after element.
class array_reader {
public:
    explicit array_reader(std::string_view text) : rest_(text) {}

    // Both forms, told apart by their bracket.
    bool open() {
        is_json_ = accept('[');
        return is_json_ || accept('{');
    }
    bool close() { return accept(is_json_ ? ']' : '}'); }
    bool accept(char wanted) {
        skip_spaces();
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    [[nodiscard]] bool at_end() {
        skip_spaces();
        return rest_.empty();
    }

    bool element(i64& target) {
        skip_spaces();
        const auto* const end = rest_.data() + rest_.size();
        const auto [stopped, failure] = std::from_chars(rest_.data(), end, target);
        rest_.remove_prefix(static_cast<std::size_t>(stopped - rest_.data()));
        return failure == std::errc{};
    }
    bool element(std::string& target) {
        if (accept('"')) return quoted(target);
        if (is_json_) return false;
        const auto size = std::min(rest_.find_first_of(",}{\""), rest_.size());
        target = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return size > 0 && target != "NULL";
    }

private:
    void skip_spaces() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n\r\t"), rest_.size()));
    }

    bool quoted(std::string& target) {
        while (!rest_.empty()) {
            const char letter = take();
            if (letter == '"') return true;
            if (letter != '\\') {
                target += letter;
            } else if (rest_.empty() || !escaped(target)) {
                return false;
            }
        }
        return false;
    }
    bool escaped(std::string& target) {
        const char letter = take();
        if (!is_json_ || letter == '"' || letter == '\\' || letter == '/') {
            target += letter;
            return true;
        }
        switch (letter) {
            case 'b': target += '\b'; return true;
            case 'f': target += '\f'; return true;
            case 'n': target += '\n'; return true;
            case 'r': target += '\r'; return true;
            case 't': target += '\t'; return true;
            case 'u': return code_point(target);
            default: return false;
        }
    }
    // Of the Basic Multilingual Plane: what tinyorm writes escapes nothing else.
    bool code_point(std::string& target) {
        unsigned code = 0;
        const auto digits = rest_.substr(0, 4);
        const auto* const end = digits.data() + digits.size();
        const auto [stopped, failure] = std::from_chars(digits.data(), end, code, 16);
        if (digits.size() != 4 || failure != std::errc{} || stopped != end) return false;
        if (code >= 0xD800 && code <= 0xDFFF) return false;
        rest_.remove_prefix(4);
        append_utf8(target, code);
        return true;
    }
    char take() {
        const char first = rest_.front();
        rest_.remove_prefix(1);
        return first;
    }

    std::string_view rest_;
    bool is_json_ = false;
};

template <typename Element>
bool parse(std::string_view text, std::vector<Element>& target) {
    target.clear();
    array_reader rest{text};
    if (!rest.open()) return false;
    if (rest.close()) return rest.at_end();
    do {
        if (!rest.element(target.emplace_back())) return false;
    } while (rest.accept(','));
    return rest.close() && rest.at_end();
}

void append_element(std::string& text, i64 element) {
    append_number(text, element);
}

void append_element(std::string& text, const std::string& element) {
    text += '"';
    for (const char letter : element) {
        if (letter == '"' || letter == '\\') text += '\\';
        text += letter;
    }
    text += '"';
}

template <typename Element>
void append(std::string& text, const std::vector<Element>& elements) {
    text += '{';
    for (bool is_first = true; const auto& element : elements) {
        if (!is_first) text += ',';
        is_first = false;
        append_element(text, element);
    }
    text += '}';
}

}  // namespace

bool parse_array(std::string_view text, std::vector<i64>& target) {
    return parse(text, target);
}

bool parse_array(std::string_view text, std::vector<std::string>& target) {
    return parse(text, target);
}

void append_array(std::string& text, const std::vector<i64>& elements) {
    append(text, elements);
}

void append_array(std::string& text, const std::vector<std::string>& elements) {
    append(text, elements);
}

}  // namespace tinyorm
