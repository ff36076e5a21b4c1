#include <tinyorm/query/operand.hpp>

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

condition operator&&(condition left, condition right) {
    return condition{
        combine(operation::logical_and, std::move(left).tree(), std::move(right).tree())};
}

condition operator||(condition left, condition right) {
    return condition{
        combine(operation::logical_or, std::move(left).tree(), std::move(right).tree())};
}

condition operator!(condition negated) {
    return condition{expression{operation::logical_not, std::move(negated).tree(), 1}};
}

}  // namespace tinyorm::query
