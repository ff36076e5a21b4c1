#include <tinyorm/query/operand.hpp>
#include <tinyorm/query/statement.hpp>

#include <memory>

namespace tinyorm::query {

std::string prefix_pattern(std::string_view prefix) {
    std::string pattern;
    pattern.reserve(prefix.size() + 1);
    for (const char letter : prefix) {
        if (letter == '%' || letter == '_' || letter == '\\') pattern += '\\';
        pattern += letter;
    }
    return pattern += '%';
}

expression to_subquery(const statement& query) {
    return expression{std::make_shared<const statement>(query)};
}

}  // namespace tinyorm::query
