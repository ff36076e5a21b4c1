/// @file
/// Numbers as text that both databases read back exactly.
#pragma once

#include <tinyorm/core/types.hpp>

#include <charconv>
#include <cmath>
#include <concepts>
#include <string>

namespace tinyorm {

/// Appends the shortest text that reads back as the same number; any NaN becomes `NaN`.
void append_number(std::string& text, std::integral auto number) {
    char written[24];
    text.append(written, std::to_chars(written, written + sizeof(written), number).ptr);
}

inline void append_number(std::string& text, double number) {
    if (std::isnan(number)) {
        text += "NaN";  // to_chars may write -nan, which PostgreSQL does not know
        return;
    }
    char written[32];
    text.append(written, std::to_chars(written, written + sizeof(written), number).ptr);
}

}  // namespace tinyorm
