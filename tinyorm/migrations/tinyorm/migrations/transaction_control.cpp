#include <tinyorm/migrations/statement_splitter.hpp>
#include <tinyorm/migrations/transaction_control.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace tinyorm::migrations {
namespace {

constexpr std::array<std::string_view, 5> controlling{"BEGIN", "START", "COMMIT", "END", "ABORT"};

bool is_controlling(const std::vector<std::string_view>& words) {
    if (words.empty()) return false;
    const auto has_second = [&words](std::string_view second) {
        return words.size() > 1 && is_same_word(words[1], second);
    };
    if (is_same_word(words[0], "PREPARE")) return has_second("TRANSACTION");
    if (is_same_word(words[0], "ROLLBACK")) {
        const bool is_wordy = has_second("WORK") || has_second("TRANSACTION");
        const std::size_t next = is_wordy ? 2 : 1;
        return words.size() <= next || !is_same_word(words[next], "TO");
    }
    return std::ranges::any_of(controlling, [&words](auto word) {
        return is_same_word(words[0], word);
    });
}

}  // namespace

std::optional<transaction_control> find_transaction_control(
    const section& searched, dialect_kind dialect
) {
    for (const auto statement : split_statements(searched.sql, dialect)) {
        const auto words = words_of(statement, dialect);
        if (!is_controlling(words)) continue;
        const auto lines_before = std::count(searched.sql.data(), statement.data(), '\n');
        return transaction_control{
            .command = std::string{words[0]},
            .line = searched.first_line + static_cast<int>(lines_before)};
    }
    return std::nullopt;
}

}  // namespace tinyorm::migrations
