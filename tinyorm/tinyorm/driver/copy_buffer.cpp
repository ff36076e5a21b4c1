#include <tinyorm/core/array_text.hpp>
#include <tinyorm/core/number_text.hpp>
#include <tinyorm/driver/copy_buffer.hpp>

#include <type_traits>
#include <variant>

namespace tinyorm::driver {
namespace {

// The letter that stands for a character which must not appear as itself, or 0.
constexpr char escape_letter(char character) noexcept {
    switch (character) {
        case '\\': return '\\';
        case '\n': return 'n';
        case '\r': return 'r';
        case '\t': return 't';
        default: return 0;
    }
}

template <typename T>
constexpr bool is_array =
    std::is_same_v<T, std::vector<i64>> || std::is_same_v<T, std::vector<std::string>>;

}  // namespace

copy_buffer::copy_buffer() {
    text_.reserve(full_size + full_size / 4);
}

void copy_buffer::separate() {
    if (!at_row_start_) text_ += '\t';
    at_row_start_ = false;
}

void copy_buffer::add_null() {
    separate();
    text_ += "\\N";
}

void copy_buffer::add_truth(bool field) {
    separate();
    text_ += field ? 't' : 'f';
}

void copy_buffer::add_integer(i64 field) {
    separate();
    append_number(text_, field);
}

void copy_buffer::add_real(double field) {
    separate();
    append_number(text_, field);
}

void copy_buffer::add(std::string_view field) {
    separate();
    std::size_t clean_from = 0;
    for (std::size_t i = 0; i < field.size(); ++i) {
        const char letter = escape_letter(field[i]);
        if (letter == 0) continue;
        text_.append(field, clean_from, i - clean_from);
        text_ += '\\';
        text_ += letter;
        clean_from = i + 1;
    }
    text_.append(field, clean_from, field.size() - clean_from);
}

void copy_buffer::add(const bytes& field) {
    constexpr std::string_view digits = "0123456789abcdef";
    separate();
    text_ += "\\\\x";
    for (const auto octet : field) {
        text_ += digits[std::to_integer<unsigned>(octet) >> 4];
        text_ += digits[std::to_integer<unsigned>(octet) & 15];
    }
}

void copy_buffer::add(timestamp field) {
    separate();
    append_to(text_, field);
}

void copy_buffer::add_value(const value& field) {
    const auto add_held = [this](const auto& held) {
        using held_type = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<held_type, std::monostate>) {
            add_null();
        } else if constexpr (std::is_same_v<held_type, std::string>) {
            add(std::string_view{held});
        } else if constexpr (is_array<held_type>) {
            std::string array;
            append_array(array, held);
            add(std::string_view{array});
        } else {
            add(held);
        }
    };
    std::visit(add_held, field.held());
}

void copy_buffer::end_row() {
    text_ += '\n';
    at_row_start_ = true;
}

}  // namespace tinyorm::driver
