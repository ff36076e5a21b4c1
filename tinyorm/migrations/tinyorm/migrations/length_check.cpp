#include <tinyorm/migrations/length_check.hpp>
#include <tinyorm/schema/identifier.hpp>

#include <charconv>
#include <system_error>

namespace tinyorm::migrations {
namespace {

// What stands there, without what databases add to it: spaces, quotes, parentheses.
std::string bare(std::string_view sql) {
    std::string kept;
    for (const char letter : sql) {
        if (letter != ' ' && letter != '"' && letter != '(' && letter != ')' && letter != '\n')
            kept += letter;
    }
    return kept;
}

}  // namespace

std::optional<length_check> parse_length_check(std::string_view sql) {
    constexpr std::string_view function = "length";
    constexpr std::string_view comparison = "<=";
    const auto text = bare(sql);
    const auto middle = text.find(comparison);
    if (!text.starts_with(function) || middle == std::string::npos) return std::nullopt;
    auto column = text.substr(function.size(), middle - function.size());
    if (const auto cast = column.find("::"); cast != std::string::npos) column.resize(cast);
    const auto limit = std::string_view{text}.substr(middle + comparison.size());
    length_check read{.column = column};
    const auto [end, failure] =
        std::from_chars(limit.data(), limit.data() + limit.size(), read.max_length);
    const bool is_whole = failure == std::errc{} && end == limit.data() + limit.size();
    if (!is_whole || read.max_length == 0 || !schema::is_identifier(column)) return std::nullopt;
    return read;
}

}  // namespace tinyorm::migrations
