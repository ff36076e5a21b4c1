#include <tinyorm/migrations/statement_splitter.hpp>

#include <algorithm>
#include <cstddef>

namespace tinyorm::migrations {
namespace {

constexpr bool is_word(char character) noexcept {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_' ||
           static_cast<unsigned char>(character) >= 0x80;
}

constexpr bool is_blank(char character) noexcept {
    return character == ' ' || character == '\t' || character == '\n' || character == '\r' ||
           character == '\f';
}

// Walks over a script. What cannot end before the script does (an open quote, say) reaches to its
// end: the database will say what it thinks of it.
class scanner {
public:
    explicit scanner(std::string_view script) : script_(script) {}

    std::vector<std::string_view> statements() {
        while (at_ < script_.size())
            skip_token();
        end_statement();
        return std::move(found_);
    }

private:
    [[nodiscard]] bool sees(std::string_view text) const {
        return script_.substr(at_).starts_with(text);
    }

    void skip_token() {
        const char character = script_[at_];
        if (sees("--")) return skip_until("\n");
        if (sees("/*")) return skip_block_comment();
        if (is_blank(character)) return void(++at_);
        if (character == ';') return end_statement();
        if (!has_content_) begin_ = at_;
        has_content_ = true;
        if (character == '\'' || character == '"')
            return skip_quoted(character, backslash_escapes::no);
        if (sees("E'") || sees("e'")) {
            ++at_;
            return skip_quoted('\'', backslash_escapes::yes);
        }
        if (character == '$') return skip_dollar_quoted();
        skip_word();
    }

    enum class backslash_escapes { no, yes };

    void skip_until(std::string_view end) {
        const auto found = script_.find(end, at_);
        at_ = found == std::string_view::npos ? script_.size() : found + end.size();
    }

    void skip_block_comment() {
        int depth = 0;
        do {
            if (sees("/*")) {
                ++depth;
                at_ += 2;
            } else if (sees("*/")) {
                --depth;
                at_ += 2;
            } else {
                ++at_;
            }
        } while (depth > 0 && at_ < script_.size());
    }

    // A doubled quote ends one piece and begins the next, which comes to the same.
    void skip_quoted(char quote, backslash_escapes escapes) {
        for (++at_; at_ < script_.size() && script_[at_] != quote; ++at_) {
            if (script_[at_] == '\\' && escapes == backslash_escapes::yes) ++at_;
        }
        at_ = std::min(at_ + 1, script_.size());
        if (escapes == backslash_escapes::yes && sees("'")) skip_quoted(quote, escapes);
    }

    void skip_dollar_quoted() {
        auto tag_end = at_ + 1;
        while (tag_end < script_.size() && is_word(script_[tag_end]))
            ++tag_end;
        if (tag_end == script_.size() || script_[tag_end] != '$')
            return void(++at_);  // a parameter: $1
        const auto tag = script_.substr(at_, tag_end + 1 - at_);
        at_ = tag_end + 1;
        skip_until(tag);
    }

    void skip_word() {
        ++at_;
        if (!is_word(script_[at_ - 1])) return;
        while (at_ < script_.size() && (is_word(script_[at_]) || script_[at_] == '$'))
            ++at_;
    }

    void end_statement() {
        if (has_content_) found_.push_back(script_.substr(begin_, at_ - begin_));
        has_content_ = false;
        if (at_ < script_.size()) ++at_;
    }

    std::string_view script_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    bool has_content_ = false;
    std::vector<std::string_view> found_;
};

}  // namespace

std::vector<std::string_view> split_statements(std::string_view script) {
    return scanner{script}.statements();
}

}  // namespace tinyorm::migrations
