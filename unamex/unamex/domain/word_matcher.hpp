/// @file
/// Is this one of the words, or does it begin or end with one?
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unamex::domain {

/// Finds reserved words in names: some as the whole name, some at its start, some at its end.
///
/// Complexity: most names are let through by one look at their length and their first and last
/// byte. Thread safety: safe once filled.
class word_matcher {
public:
    /// In `find`, `word` is answered for a match of `pattern`, which is not empty.
    void add_name(std::string pattern, std::string word);
    void add_prefix(std::string pattern, std::string word);
    void add_suffix(std::string pattern, std::string word);

    /// The word that `text`, not empty, matches.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view text) const noexcept;

private:
    struct entry {
        std::string pattern;
        std::string word;
    };

    [[nodiscard]] const entry* find_name(std::string_view text) const noexcept;
    [[nodiscard]] const entry* find_prefix(std::string_view text) const noexcept;
    [[nodiscard]] const entry* find_suffix(std::string_view text) const noexcept;

    std::vector<entry> names_;  // sorted by pattern
    std::vector<entry> prefixes_;
    std::vector<entry> suffixes_;
    std::bitset<4096> name_shapes_;  // has the shape of every one of names_
    std::bitset<256> first_bytes_;   // of prefixes_
    std::bitset<256> last_bytes_;    // of suffixes_
};

}  // namespace unamex::domain
