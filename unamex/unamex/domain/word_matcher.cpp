#include <unamex/domain/word_matcher.hpp>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace unamex::domain {
namespace {

std::size_t byte_at(char character) {
    return static_cast<std::uint8_t>(character);
}

/// Twelve bits of a text that few words share: of its first and last byte, and of its length.
std::size_t shape_of(std::string_view text) {
    return (byte_at(text.front()) & 31U) << 7U | (byte_at(text.back()) & 31U) << 2U |
           (text.size() & 3U);
}

}  // namespace

void word_matcher::add_name(std::string pattern, std::string word) {
    name_shapes_.set(shape_of(pattern));
    const auto place = std::ranges::lower_bound(names_, pattern, {}, &entry::pattern);
    names_.insert(place, {std::move(pattern), std::move(word)});
}

void word_matcher::add_prefix(std::string pattern, std::string word) {
    first_bytes_.set(byte_at(pattern.front()));
    prefixes_.push_back({std::move(pattern), std::move(word)});
}

void word_matcher::add_suffix(std::string pattern, std::string word) {
    last_bytes_.set(byte_at(pattern.back()));
    suffixes_.push_back({std::move(pattern), std::move(word)});
}

std::optional<std::string_view> word_matcher::find(std::string_view text) const noexcept {
    const auto* found = find_name(text);
    if (found == nullptr) found = find_prefix(text);
    if (found == nullptr) found = find_suffix(text);
    if (found == nullptr) return std::nullopt;
    return found->word;
}

const word_matcher::entry* word_matcher::find_name(std::string_view text) const noexcept {
    if (!name_shapes_[shape_of(text)]) return nullptr;
    const auto found = std::ranges::lower_bound(names_, text, {}, &entry::pattern);
    return found != names_.end() && found->pattern == text ? &*found : nullptr;
}

const word_matcher::entry* word_matcher::find_prefix(std::string_view text) const noexcept {
    if (!first_bytes_[byte_at(text.front())]) return nullptr;
    for (const auto& prefix : prefixes_) {
        // Most are told apart here, without a call.
        if (prefix.pattern.front() == text.front() && text.starts_with(prefix.pattern))
            return &prefix;
    }
    return nullptr;
}

const word_matcher::entry* word_matcher::find_suffix(std::string_view text) const noexcept {
    if (!last_bytes_[byte_at(text.back())]) return nullptr;
    for (const auto& suffix : suffixes_) {
        if (suffix.pattern.back() == text.back() && text.ends_with(suffix.pattern)) return &suffix;
    }
    return nullptr;
}

}  // namespace unamex::domain
