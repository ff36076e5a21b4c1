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

}  // namespace tinyorm::query
