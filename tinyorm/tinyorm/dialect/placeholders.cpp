#include <tinyorm/dialect/placeholders.hpp>

#include <algorithm>

namespace tinyorm::dialect {

namespace {

/// Where the text, quoted name or comment that starts at `sql[0]` ends; 0 if none starts there. A
/// doubled quote inside a text reads as the end of one text and the start of the next.
std::size_t length_of_quoted(std::string_view sql) {
    const auto up_to = [&](std::string_view end, std::size_t from) {
        const auto found = sql.find(end, from);
        return found == std::string_view::npos ? sql.size() : found + end.size();
    };
    if (sql.front() == '\'' || sql.front() == '"') return up_to(sql.substr(0, 1), 1);
    if (sql.starts_with("--")) return up_to("\n", 2);
    if (sql.starts_with("/*")) return up_to("*/", 2);
    return 0;
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

}  // namespace

std::string number_placeholders(const sql_dialect& dialect, std::string_view sql) {
    std::string text{sql};
    if (dialect.placeholder_mark() == '$') return text;
    for (std::size_t i = 0; i + 1 < text.size();) {
        const auto quoted = length_of_quoted(std::string_view{text}.substr(i));
        if (quoted == 0 && text[i] == '$' && is_digit(text[i + 1])) {
            text[i] = dialect.placeholder_mark();
        }
        i += std::max<std::size_t>(quoted, 1);
    }
    return text;
}

}  // namespace tinyorm::dialect
