/// @file
/// A hash map from text, made to be filled once and searched often.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace microfast::containers {

/// A quick hash of text. Not for keys that an attacker chooses and the map keeps.
[[nodiscard]] inline std::uint64_t hash_text(std::string_view text) noexcept {
    constexpr std::uint64_t multiplier = 0x9E37'79B9'7F4A'7C15;  // 2^64 divided by the golden ratio
    std::uint64_t hash = text.size() * multiplier;
    const auto mix = [&](std::uint64_t word) {
        hash = (hash ^ word) * multiplier;
        hash ^= hash >> 32U;
    };
    while (text.size() >= sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), sizeof word);
        mix(word);
        text.remove_prefix(sizeof word);
    }
    std::uint64_t tail = 0;
    for (const char byte : text)
        tail = tail << 8U | static_cast<unsigned char>(byte);
    mix(tail);
    return hash;
}

/// Open addressing with linear probing over the positions of densely stored entries.
///
/// Looking up text that is there usually touches one slot and one entry. Nothing can be removed.
///
/// Complexity: `find` O(length of the text), `insert` the same, amortised; at most half the slots
/// are used. Thread safety: none for `insert`; `find` may be called from many threads once nothing
/// is inserted any more.
template <class Value>
class text_map {
public:
    /// The value of `text`, made with its default constructor if it is new. Valid until the next
    /// insertion.
    Value& insert(std::string_view text);

    /// The value of `text`, or null.
    [[nodiscard]] const Value* find(std::string_view text) const noexcept;

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
    [[nodiscard]] auto begin() const noexcept { return entries_.begin(); }
    [[nodiscard]] auto end() const noexcept { return entries_.end(); }

private:
    struct entry {
        std::string text;
        Value value;
    };
    struct slot {
        std::uint32_t hash = 0;   // the upper half of the hash: spares most comparisons of text
        std::uint32_t entry = 0;  // 1 + position in entries_, 0 if the slot is free
    };

    [[nodiscard]] std::size_t locate(std::string_view text, std::uint64_t hash) const noexcept;
    void grow();

    std::vector<entry> entries_;
    std::vector<slot> slots_ =
        std::vector<slot>(8);  // a power of two, never full: every probe ends
};

template <class Value>
Value& text_map<Value>::insert(std::string_view text) {
    if (2 * (entries_.size() + 1) > slots_.size()) grow();
    const auto hash = hash_text(text);
    auto& found = slots_[locate(text, hash)];
    if (found.entry == 0) {
        entries_.push_back({std::string(text), Value{}});
        found = {
            static_cast<std::uint32_t>(hash >> 32U), static_cast<std::uint32_t>(entries_.size())};
    }
    return entries_[found.entry - 1].value;
}

template <class Value>
const Value* text_map<Value>::find(std::string_view text) const noexcept {
    const auto found = slots_[locate(text, hash_text(text))].entry;
    return found == 0 ? nullptr : &entries_[found - 1].value;
}

/// The slot of `text`, or the free one where it belongs.
template <class Value>
std::size_t text_map<Value>::locate(std::string_view text, std::uint64_t hash) const noexcept {
    const auto mask = slots_.size() - 1;
    for (auto at = static_cast<std::size_t>(hash) & mask;; at = (at + 1) & mask) {
        const auto& candidate = slots_[at];
        if (candidate.entry == 0) return at;
        if (candidate.hash == hash >> 32U && entries_[candidate.entry - 1].text == text) return at;
    }
}

template <class Value>
void text_map<Value>::grow() {
    slots_.assign(2 * slots_.size(), {});
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const auto hash = hash_text(entries_[i].text);
        slots_[locate(entries_[i].text, hash)] = {
            static_cast<std::uint32_t>(hash >> 32U), static_cast<std::uint32_t>(i + 1)};
    }
}

}  // namespace microfast::containers
