#include <tinyorm/migrations/statement_splitter.hpp>
#include <tinyorm/migrations/table_script.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace tinyorm::migrations {
namespace {

bool is_quote(char letter) {
    return letter == '\'' || letter == '"' || letter == '`' || letter == '[';
}

bool is_word_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' ||
           static_cast<unsigned char>(letter) >= 0x80;
}

// Walks over the statement token by token.
class scanner {
public:
    explicit scanner(std::string_view sql) : sql_(sql) {}

    // The next token, empty at the end: a word, something in quotes, or one other character.
    std::string_view next() {
        skip_blank();
        if (at_ >= sql_.size()) return {};
        const auto begin = at_;
        if (is_quote(sql_[at_])) {
            skip_quoted();
        } else if (is_word_letter(sql_[at_])) {
            while (at_ < sql_.size() && is_word_letter(sql_[at_]))
                ++at_;
        } else {
            ++at_;
        }
        return sql_.substr(begin, at_ - begin);
    }

    // What stands between the parenthesis that was just read and its partner.
    std::string_view inside() {
        const auto begin = at_;
        int depth = 1;
        auto end = at_;
        for (auto token = next(); !token.empty(); token = next()) {
            if (token == "(") ++depth;
            if (token == ")" && --depth == 0) break;
            end = at_;
        }
        return sql_.substr(begin, end - begin);
    }

private:
    void skip_blank() {
        for (;;) {
            const auto rest = sql_.substr(at_);
            if (rest.starts_with("--")) {
                at_ += std::min(rest.find('\n'), rest.size());
            } else if (rest.starts_with("/*")) {
                const auto end = rest.find("*/");
                at_ += end == std::string_view::npos ? rest.size() : end + 2;
            } else if (!rest.empty() && (rest[0] == ' ' || (rest[0] >= '\t' && rest[0] <= '\r'))) {
                ++at_;
            } else {
                return;
            }
        }
    }

    void skip_quoted() {
        const char end = sql_[at_] == '[' ? ']' : sql_[at_];
        const auto found = sql_.find(end, at_ + 1);
        at_ = found == std::string_view::npos ? sql_.size() : found + 1;
    }

    std::string_view sql_;
    std::size_t at_ = 0;
};

std::string unquoted(std::string_view token) {
    if (token.size() >= 2 && is_quote(token.front())) token = token.substr(1, token.size() - 2);
    return std::string{token};
}

column_names names_in(std::string_view list) {
    column_names names;
    scanner tokens{list};
    for (auto token = tokens.next(); !token.empty(); token = tokens.next()) {
        if (token != ",") names.push_back(unquoted(token));
    }
    return names;
}

}  // namespace

table_script parse_table_script(std::string_view sql) {
    table_script read;
    scanner tokens{sql};
    std::string name;  // of the constraint that begins
    for (auto token = tokens.next(); !token.empty(); token = tokens.next()) {
        if (is_same_word(token, "CONSTRAINT")) {
            name = unquoted(tokens.next());
        } else if (is_same_word(token, "AUTOINCREMENT")) {
            read.is_autoincrement = true;
        } else if (is_same_word(token, "CHECK") && tokens.next() == "(") {
            read.checks.push_back({std::exchange(name, {}), std::string{tokens.inside()}});
        } else if (is_same_word(token, "UNIQUE") && !name.empty()) {
            auto ahead = tokens;
            if (ahead.next() == "(")
                read.uniques.push_back({std::exchange(name, {}), names_in(ahead.inside())});
        }
    }
    return read;
}

}  // namespace tinyorm::migrations
