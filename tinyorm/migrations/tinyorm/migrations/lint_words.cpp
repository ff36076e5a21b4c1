#include <tinyorm/migrations/lint.hpp>
#include <tinyorm/migrations/statement_splitter.hpp>

#include <algorithm>
#include <cctype>
#include <string_view>

namespace tinyorm::migrations {
namespace {

// The words of one statement, names in quotes among them, and questions about them.
class phrase {
public:
    explicit phrase(std::string_view statement) {
        std::string bare;
        bool is_text = false;
        for (const char letter : statement) {
            if (letter == '\'') is_text = !is_text;
            const bool is_name = std::isalnum(static_cast<unsigned char>(letter)) != 0 ||
                                 letter == '_' || letter == '.';
            bare += !is_text && is_name ? letter : ' ';
        }
        for (std::size_t at = bare.find_first_not_of(' '); at != std::string::npos;) {
            const auto end = std::min(bare.find(' ', at), bare.size());
            words_.push_back(bare.substr(at, end - at));
            at = bare.find_first_not_of(' ', end);
        }
    }

    [[nodiscard]] bool begins(std::initializer_list<std::string_view> wanted) const {
        return matches(0, wanted);
    }
    /// The place behind these words, one after the other; 0 if they do not stand there.
    [[nodiscard]] std::size_t behind(std::initializer_list<std::string_view> wanted) const {
        for (std::size_t at = 0; at < words_.size(); ++at) {
            if (matches(at, wanted)) return at + wanted.size();
        }
        return 0;
    }
    [[nodiscard]] bool has(std::initializer_list<std::string_view> wanted) const {
        return behind(wanted) > 0;
    }
    /// The name that stands there, behind IF EXISTS and the like.
    [[nodiscard]] std::string name_at(std::size_t at) const {
        for (; at < words_.size(); ++at) {
            constexpr std::string_view fillers[]{
                "IF", "NOT", "EXISTS", "ONLY", "CONCURRENTLY", "COLUMN"};
            if (std::ranges::none_of(fillers, [&](auto one) {
                    return is_same_word(words_[at], one);
                }))
                return words_[at];
        }
        return "";
    }

private:
    [[nodiscard]] bool matches(std::size_t at, std::initializer_list<std::string_view> wanted)
        const {
        for (const auto word : wanted) {
            if (at >= words_.size() || !is_same_word(words_[at], word)) return false;
            ++at;
        }
        return true;
    }

    std::vector<std::string> words_;
};

// Tables that the section creates, or that another takes the name of.
std::vector<std::string> tables_made(const std::vector<phrase>& phrases) {
    std::vector<std::string> made;
    for (const auto& one : phrases) {
        if (one.begins({"CREATE", "TABLE"})) made.push_back(one.name_at(2));
        if (one.begins({"ALTER", "TABLE"}) && one.has({"RENAME", "TO"}))
            made.push_back(one.name_at(one.behind({"RENAME", "TO"})));
    }
    return made;
}

void check_alteration(const phrase& one, bool is_new, std::vector<finding>& found) {
    const auto table = one.name_at(2);
    if (one.has({"RENAME", "TO"}) && !is_new) found.push_back({"BC101", "renames table " + table});
    if (const auto at = one.behind({"RENAME", "COLUMN"}); at > 0)
        found.push_back({"BC102", "renames column " + table + '.' + one.name_at(at)});
    if (const auto at = one.behind({"DROP", "COLUMN"}); at > 0)
        found.push_back({"DS103", "drops column " + table + '.' + one.name_at(at)});
    if (one.has({"SET", "NOT", "NULL"}))
        found.push_back({"MF104", "a column of " + table + " needs a value from now on"});
    const bool adds_column = one.has({"ADD", "COLUMN"});
    if (adds_column && one.has({"NOT", "NULL"}) && !one.has({"DEFAULT"}) && !one.has({"GENERATED"}))
        found.push_back({"MF103", "adds a column to " + table + " that needs a value"});
    if (!is_new && !adds_column && one.has({"ADD"}) && one.has({"UNIQUE"}))
        found.push_back({"MF101", table + " gets a unique key"});
    if (const auto at = one.behind({"DROP", "CONSTRAINT"});
        at > 0 && one.name_at(at).ends_with("_fkey"))
        found.push_back({"CD101", table + " loses the foreign key " + one.name_at(at)});
}

}  // namespace

std::vector<finding> findings_of(const section& written, dialect_kind dialect) {
    std::vector<phrase> phrases;
    for (const auto statement : split_statements(written.sql, dialect))
        phrases.emplace_back(statement);
    const auto made = tables_made(phrases);
    const auto is_made = [&made](const std::string& name) {
        return std::ranges::find(made, name) != made.end();
    };
    std::vector<finding> found;
    for (const auto& one : phrases) {
        if (one.begins({"DROP", "SCHEMA"}))
            found.push_back({"DS101", "drops schema " + one.name_at(2)});
        if (one.begins({"DROP", "TABLE"}) && !is_made(one.name_at(2)))
            found.push_back({"DS102", "drops table " + one.name_at(2) + " and what it holds"});
        if (one.begins({"CREATE", "UNIQUE", "INDEX"}) && !is_made(one.name_at(one.behind({"ON"}))))
            found.push_back({"MF101", "the index " + one.name_at(3) + " refuses values that repeat"}
            );
        if (one.begins({"ALTER", "TABLE"})) check_alteration(one, is_made(one.name_at(2)), found);
    }
    return found;
}

}  // namespace tinyorm::migrations
