#include <tinyorm/migrations/statement_splitter.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <utility>

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

constexpr char lower(char letter) noexcept {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_any_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [word](auto one) { return is_same_word(word, one); });
}

// What is created: `CREATE OR REPLACE FUNCTION` says FUNCTION, anything but CREATE nothing.
std::string_view created_kind(const std::vector<std::string_view>& words) {
    if (words.empty() || !is_same_word(words.front(), "CREATE")) return {};
    const auto kind = std::find_if(words.begin() + 1, words.end(), [](auto word) {
        return !is_any_of(word, {"OR", "REPLACE", "TEMP", "TEMPORARY"});
    });
    return kind == words.end() ? std::string_view{} : *kind;
}

// Walks over a script. What cannot end before the script does (an open quote, say) reaches to its
// end: the database will say what it thinks of it.
class scanner {
public:
    scanner(std::string_view script, dialect_kind dialect)
        : script_(script),
          is_postgres_(dialect == dialect_kind::postgres) {}

    std::vector<std::string_view> statements() {
        while (at_ < script_.size())
            skip_token();
        end_statement();
        return std::move(found_);
    }

    std::vector<std::string_view> words() {
        while (at_ < script_.size())
            skip_token();
        return std::move(words_);
    }

    std::vector<std::string> names() {
        while (at_ < script_.size())
            skip_token();
        return std::move(names_);
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
        if (character == ';') return is_in_body_ ? end_part_of_body() : end_statement();
        const bool begins_part = std::exchange(begins_part_, false);
        if (!has_content_) begin_ = at_;
        has_content_ = true;
        if (character == '\'') return skip_quoted(character, backslash_escapes::no);
        if (character == '"' || (!is_postgres_ && character == '`')) return read_name(character);
        if (!is_postgres_ && character == '[') return read_bracketed_name();
        if (is_postgres_ && (sees("E'") || sees("e'"))) {
            ++at_;
            return skip_quoted('\'', backslash_escapes::yes);
        }
        if (is_postgres_ && character == '$') return skip_dollar_quoted();
        const auto begin = at_;
        skip_word();
        if (is_word(character)) read_word(script_.substr(begin, at_ - begin), begins_part);
    }

    void read_word(std::string_view word, bool begins_part) {
        if (is_in_body_) {
            is_in_body_ = !(begins_part && is_same_word(word, "END"));
        } else if (opens_body(word)) {
            is_in_body_ = true;
            begins_part_ = true;
        }
        words_.push_back(word);
        names_.emplace_back(word);
    }

    void read_name(char quote) {
        auto& name = names_.emplace_back();
        for (++at_; at_ < script_.size(); ++at_) {
            if (script_[at_] == quote && (++at_ == script_.size() || script_[at_] != quote)) return;
            name += script_[at_];
        }
    }

    void read_bracketed_name() {
        const auto begin = at_ + 1;
        skip_until("]");
        names_.emplace_back(script_.substr(begin, at_ - begin - (script_[at_ - 1] == ']' ? 1 : 0)));
    }

    [[nodiscard]] bool opens_body(std::string_view word) const {
        const auto kind = created_kind(words_);
        if (is_same_word(kind, "TRIGGER")) return is_same_word(word, "BEGIN");
        return is_any_of(kind, {"FUNCTION", "PROCEDURE"}) && is_same_word(word, "ATOMIC") &&
               is_same_word(words_.back(), "BEGIN");
    }

    void end_part_of_body() {
        begins_part_ = true;
        ++at_;
    }

    enum class backslash_escapes { no, yes };

    void skip_until(std::string_view end) {
        const auto found = script_.find(end, at_);
        at_ = found == std::string_view::npos ? script_.size() : found + end.size();
    }

    void skip_block_comment() {
        if (!is_postgres_) {
            at_ += 2;
            return skip_until("*/");
        }
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
        is_in_body_ = false;
        words_.clear();
        if (at_ < script_.size()) ++at_;
    }

    std::string_view script_;
    bool is_postgres_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    bool has_content_ = false;
    bool is_in_body_ = false;              // where semicolons end only a part of the statement
    bool begins_part_ = false;             // the next token does: only there END ends the body
    std::vector<std::string_view> words_;  // of this statement
    std::vector<std::string> names_;
    std::vector<std::string_view> found_;
};

}  // namespace

std::vector<std::string_view> split_statements(std::string_view script, dialect_kind dialect) {
    return scanner{script, dialect}.statements();
}

std::vector<std::string_view> words_of(std::string_view statement, dialect_kind dialect) {
    return scanner{statement, dialect}.words();
}

std::vector<std::string> names_in(std::string_view script, dialect_kind dialect) {
    return scanner{script, dialect}.names();
}

bool is_same_word(std::string_view one, std::string_view other) noexcept {
    return std::ranges::equal(one, other, {}, lower, lower);
}

}  // namespace tinyorm::migrations
