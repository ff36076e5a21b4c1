#include <unamex/domain/word_matcher.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace unamex::domain {
namespace {

std::size_t byte_at(char character) { return static_cast<std::uint8_t>(character); }

std::uint64_t length_bit(std::string_view text) {
    return std::uint64_t{1} << std::min<std::size_t>(text.size(), 63);  // 63 stands for all longer ones
}

}  // namespace

void word_matcher::add_name(std::string pattern, std::string word) {
    name_lengths_[byte_at(pattern.front())] |= length_bit(pattern);
    const auto place = std::ranges::lower_bound(names_, pattern, {}, &entry::pattern);
    names_.insert(place, {std::move(pattern), std::move(word)});
}

void word_matcher::add_prefix(std::string pattern, std::string word) {
    begins_prefix_[byte_at(pattern.front())] = true;
    prefixes_.push_back({std::move(pattern), std::move(word)});
}

void word_matcher::add_suffix(std::string pattern, std::string word) {
    ends_suffix_[byte_at(pattern.back())] = true;
    suffixes_.push_back({std::move(pattern), std::move(word)});
}

std::optional<std::string_view> word_matcher::find(std::string_view text) const noexcept {
    if ((name_lengths_[byte_at(text.front())] & length_bit(text)) != 0) {
        const auto found = std::ranges::lower_bound(names_, text, {}, &entry::pattern);
        if (found != names_.end() && found->pattern == text) return found->word;
    }
    if (begins_prefix_[byte_at(text.front())]) {
        for (const auto& [pattern, word] : prefixes_) {
            if (text.starts_with(pattern)) return word;
        }
    }
    if (ends_suffix_[byte_at(text.back())]) {
        for (const auto& [pattern, word] : suffixes_) {
            if (text.ends_with(pattern)) return word;
        }
    }
    return std::nullopt;
}

}  // namespace unamex::domain
