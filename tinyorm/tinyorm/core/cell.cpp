#include <tinyorm/core/array_text.hpp>
#include <tinyorm/core/cell.hpp>

#include <charconv>
#include <system_error>

namespace tinyorm {
namespace {

constexpr std::size_t shown_characters = 40;  // of a cell that could not be read

std::string describe(const cell& from) {
    switch (from.form) {
        case cell_form::null: return "NULL";
        case cell_form::integer: return std::to_string(from.integer);
        case cell_form::real: return std::to_string(from.real);
        case cell_form::text:
            return "the text \"" + std::string{from.view().substr(0, shown_characters)} + '"';
        case cell_form::blob: return "a blob of " + std::to_string(from.size) + " bytes";
    }
    return "a cell of unknown form";
}

[[noreturn]] void refuse(const cell& from, std::string_view wanted) {
    const auto kind = from.is_null() ? error_kind::unexpected_null : error_kind::value_out_of_range;
    throw error(kind, "cannot read " + describe(from) + " as " + std::string{wanted});
}

template <typename Number>
bool parse(std::string_view text, Number& target) noexcept {
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), target);
    return failure == std::errc{} && end == text.data() + text.size();
}

template <typename Integer>
void decode_integer(const cell& from, Integer& target, std::string_view wanted) {
    if (from.form == cell_form::integer) {
        target = static_cast<Integer>(from.integer);
        if (target == from.integer) return;
    } else if (from.form == cell_form::text && parse(from.view(), target)) {
        return;
    }
    refuse(from, wanted);
}

template <typename Real>
void decode_real(const cell& from, Real& target, std::string_view wanted) {
    if (from.form == cell_form::real) {
        target = static_cast<Real>(from.real);
    } else if (from.form == cell_form::integer) {
        target = static_cast<Real>(from.integer);
    } else if (from.form != cell_form::text || !parse(from.view(), target)) {
        refuse(from, wanted);
    }
}

int hex_value(char character) noexcept {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    return -1;
}

bool parse_hex(std::string_view text, bytes& target) {
    if (!text.starts_with("\\x") || text.size() % 2 != 0) return false;
    text.remove_prefix(2);
    target.resize(text.size() / 2);
    for (std::size_t i = 0; i < target.size(); ++i) {
        const int high = hex_value(text[2 * i]);
        const int low = hex_value(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        target[i] = static_cast<std::byte>(high * 16 + low);
    }
    return true;
}

}  // namespace

void decode(const cell& from, bool& target) {
    const bool is_true = from.form == cell_form::integer ? from.integer == 1 : from.view() == "t";
    const bool is_false = from.form == cell_form::integer ? from.integer == 0 : from.view() == "f";
    if (!is_true && !is_false) refuse(from, "bool");
    target = is_true;
}

void decode(const cell& from, i16& target) {
    decode_integer(from, target, "i16");
}

void decode(const cell& from, i32& target) {
    decode_integer(from, target, "i32");
}

void decode(const cell& from, i64& target) {
    decode_integer(from, target, "i64");
}

void decode(const cell& from, float& target) {
    decode_real(from, target, "float");
}

void decode(const cell& from, double& target) {
    decode_real(from, target, "double");
}

void decode(const cell& from, std::string& target) {
    if (from.form != cell_form::text) refuse(from, "text");
    target.assign(from.data, from.size);
}

void decode(const cell& from, bytes& target) {
    if (from.form == cell_form::blob) {
        const auto* first = reinterpret_cast<const std::byte*>(from.data);
        target.assign(first, first + from.size);
    } else if (from.form != cell_form::text || !parse_hex(from.view(), target)) {
        refuse(from, "bytes");
    }
}

void decode(const cell& from, timestamp& target) {
    const auto parsed = from.form == cell_form::text ? parse_timestamp(from.view()) : std::nullopt;
    if (!parsed) refuse(from, "a timestamp");
    target = *parsed;
}

void decode(const cell& from, uuid& target) {
    const auto parsed = from.form == cell_form::text ? parse_uuid(from.view()) : std::nullopt;
    if (!parsed) refuse(from, "a uuid");
    target = *parsed;
}

void decode(const cell& from, date& target) {
    const auto parsed = from.form == cell_form::text ? parse_date(from.view()) : std::nullopt;
    if (!parsed) refuse(from, "a date");
    target = *parsed;
}

void decode(const cell& from, decimal& target) {
    auto parsed = from.form == cell_form::text ? parse_decimal(from.view()) : std::nullopt;
    if (!parsed) refuse(from, "a decimal");
    target = *std::move(parsed);
}

void decode(const cell& from, json& target) {
    if (from.form != cell_form::text) refuse(from, "json");
    target.text.assign(from.data, from.size);
}

void decode(const cell& from, std::vector<i64>& target) {
    if (from.form != cell_form::text || !parse_array(from.view(), target))
        refuse(from, "an array of integers");
}

void decode(const cell& from, std::vector<std::string>& target) {
    if (from.form != cell_form::text || !parse_array(from.view(), target))
        refuse(from, "an array of texts");
}

}  // namespace tinyorm
