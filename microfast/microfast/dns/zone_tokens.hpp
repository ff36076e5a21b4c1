/// @file
/// The words of a zone file, line by line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace microfast::dns {

/// What belongs together: a line, or several within parentheses.
struct zone_line {
    std::size_t number = 0;          ///< of its first line, from 1 on
    bool starts_blank = false;       ///< the owner is that of the record before
    std::vector<std::string> words;  ///< without quotes; escapes as they were written
    std::string region;              ///< of a comment "; region=europe"
};

/// Errors: throws `error` for quotes and parentheses without their other one.
class zone_tokens {
public:
    explicit zone_tokens(std::string_view text) noexcept : rest_{text} {}

    /// The next line that has words. False at the end.
    [[nodiscard]] bool next(zone_line& line);

private:
    /// False at the end of the line.
    bool take_word(zone_line& line);
    [[nodiscard]] std::string take_quoted();
    [[nodiscard]] std::string take_plain();
    void skip_comment(zone_line& line);
    [[noreturn]] void fail(std::string_view why) const;

    std::string_view rest_;
    std::size_t number_ = 1;
    bool in_parentheses_ = false;
};

}  // namespace microfast::dns
