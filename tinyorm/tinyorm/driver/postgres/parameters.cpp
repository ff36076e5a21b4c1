#include <tinyorm/core/error.hpp>
#include <tinyorm/core/number_text.hpp>
#include <tinyorm/driver/postgres/parameters.hpp>

#include <limits>
#include <string_view>
#include <variant>

namespace tinyorm::driver::postgres {
namespace {

constexpr auto not_written = std::numeric_limits<std::size_t>::max();

void refuse_nul(std::string_view text) {
    if (text.find('\0') == std::string_view::npos) return;
    throw error(
        error_kind::value_out_of_range, "PostgreSQL's text cannot hold a NUL character: use bytes"
    );
}

void append_element(std::string& array, i64 element) {
    append_number(array, element);
}

void append_element(std::string& array, const std::string& element) {
    refuse_nul(element);
    array += '"';
    for (const char character : element) {
        if (character == '"' || character == '\\') array += '\\';
        array += character;
    }
    array += '"';
}

// Appends a parameter to a text; what is a text already stays where it is.
class writer {
public:
    explicit writer(std::string& target) : target_(target) {}

    void operator()(std::monostate) const {}
    void operator()(const std::string& given) const { refuse_nul(given); }
    void operator()(bool given) const { target_ += given ? 't' : 'f'; }
    void operator()(i64 given) const { append_number(target_, given); }
    void operator()(double given) const { append_number(target_, given); }
    void operator()(timestamp given) const { append_to(target_, given); }
    void operator()(const bytes& given) const {
        constexpr std::string_view digits = "0123456789abcdef";
        target_ += "\\x";
        for (const auto octet : given) {
            target_ += digits[std::to_integer<unsigned>(octet) >> 4];
            target_ += digits[std::to_integer<unsigned>(octet) & 15];
        }
    }
    template <typename Element>
    void operator()(const std::vector<Element>& given) const {
        target_ += '{';
        for (bool is_first = true; const auto& element : given) {
            if (!is_first) target_ += ',';
            is_first = false;
            append_element(target_, element);
        }
        target_ += '}';
    }

private:
    std::string& target_;
};

}  // namespace

void parameters::encode(std::span<const value> given) {
    written_.clear();
    offsets_.clear();
    texts_.clear();
    for (const auto& one : given) {
        const auto* const text = std::get_if<std::string>(&one.held());
        const bool is_written = text == nullptr && !one.is_null();
        offsets_.push_back(is_written ? written_.size() : not_written);
        texts_.push_back(text != nullptr ? text->c_str() : nullptr);
        std::visit(writer{written_}, one.held());
        if (is_written) written_ += '\0';
    }
    for (std::size_t i = 0; i < texts_.size(); ++i) {
        if (offsets_[i] != not_written) texts_[i] = written_.data() + offsets_[i];
    }
}

}  // namespace tinyorm::driver::postgres
