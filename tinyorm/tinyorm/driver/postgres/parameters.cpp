#include <tinyorm/core/array_text.hpp>
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

void refuse_nul(const std::vector<i64>&) {}

void refuse_nul(const std::vector<std::string>& elements) {
    for (const auto& element : elements)
        refuse_nul(std::string_view{element});
}

// Appends a parameter to a text; what is a text already stays where it is.
class writer {
public:
    explicit writer(std::string& target) : target_(target) {}

    void operator()(std::monostate) const {}
    void operator()(const std::string& given) const { refuse_nul(std::string_view{given}); }
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
        refuse_nul(given);
        append_array(target_, given);
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
