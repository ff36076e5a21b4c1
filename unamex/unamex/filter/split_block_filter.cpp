#include <unamex/filter/block.hpp>
#include <unamex/filter/split_block_filter.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace unamex::filter {
namespace {

constexpr std::size_t words_per_block = 4;

std::size_t checked(std::size_t capacity) {
    if (capacity == 0 || capacity > split_block_filter::greatest_capacity) {
        throw std::invalid_argument("a filter has room for 1 to 2^36 names");
    }
    return capacity;
}

/// The names themselves carry the order between threads; a bit alone says nothing about other
/// memory.
std::uint64_t load(std::uint64_t& word) {
    return std::atomic_ref{word}.load(std::memory_order_relaxed);
}

}  // namespace

split_block_filter::split_block_filter(std::size_t capacity)
    : split_block_filter(
          memory_map::zeroed(blocks_for(checked(capacity)) * sizeof(block)), 0, capacity, 0
      ) {}

split_block_filter::split_block_filter(
    memory_map memory, std::size_t offset, std::size_t capacity, std::size_t names
)
    : memory_{std::move(memory)},
      words_{
          static_cast<std::uint64_t*>(static_cast<void*>(memory_.bytes().data() + offset)),
          blocks_for(capacity) * words_per_block},
      capacity_{capacity},
      names_{names} {}

split_block_filter::split_block_filter(split_block_filter&& other) noexcept
    : memory_{std::move(other.memory_)},
      words_{std::exchange(other.words_, {})},
      capacity_{std::exchange(other.capacity_, 0)},
      names_{other.names_.exchange(0, std::memory_order_relaxed)} {}

split_block_filter& split_block_filter::operator=(split_block_filter&& other) noexcept {
    memory_ = std::move(other.memory_);
    words_ = std::exchange(other.words_, {});
    capacity_ = std::exchange(other.capacity_, 0);
    names_.store(other.names_.exchange(0, std::memory_order_relaxed), std::memory_order_relaxed);
    return *this;
}

bool split_block_filter::might_contain(domain::name_hash hash) const noexcept {
    return covers_mask(block_of(hash), static_cast<std::uint32_t>(hash));
}

bool split_block_filter::insert(domain::name_hash hash) noexcept {
    const auto mask = make_mask(static_cast<std::uint32_t>(hash));
    auto* words = block_of(hash);
    std::uint64_t added = 0;
    for (std::size_t i = 0; i < words_per_block; ++i) {
        if ((mask.words[i] & ~load(words[i])) == 0) continue;  // spares the line to other cores
        added |= mask.words[i] &
                 ~std::atomic_ref{words[i]}.fetch_or(mask.words[i], std::memory_order_relaxed);
    }
    if (added != 0) names_.fetch_add(1, std::memory_order_relaxed);
    return added != 0;
}

void split_block_filter::clear() noexcept {
    for (auto& word : words_)
        std::atomic_ref{word}.store(0, std::memory_order_relaxed);
    names_.store(0, std::memory_order_relaxed);
}

void split_block_filter::unite(const split_block_filter& other) {
    if (other.words_.size() != words_.size()) {
        throw std::invalid_argument("only filters of one size can be united");
    }
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const auto theirs = load(other.words_[i]);
        if (theirs != 0) std::atomic_ref{words_[i]}.fetch_or(theirs, std::memory_order_relaxed);
    }
    // A name sets each lane's bit with probability 1/32, so n names in b blocks leave e^(-n / 32b)
    // unset.
    const auto blocks = static_cast<double>(words_.size()) / double{words_per_block};
    const double unset = std::max(1 - fill_ratio(), 1e-9);
    const auto names = std::llround(-32 * blocks * std::log(unset));
    names_.store(static_cast<std::size_t>(names), std::memory_order_relaxed);
}

std::size_t split_block_filter::names() const noexcept {
    return names_.load(std::memory_order_relaxed);
}

double split_block_filter::false_positive_rate() const noexcept {
    const auto blocks = words_.size() / words_per_block;
    return expected_false_positive_rate(static_cast<double>(names()) / static_cast<double>(blocks));
}

double split_block_filter::fill_ratio() const noexcept {
    std::size_t set = 0;
    for (auto& word : words_)
        set += static_cast<std::size_t>(std::popcount(load(word)));
    return static_cast<double>(set) / static_cast<double>(words_.size() * 64);
}

std::size_t split_block_filter::size_bytes() const noexcept {
    return words_.size_bytes();
}

std::uint64_t* split_block_filter::block_of(domain::name_hash hash) const noexcept {
    // The top bits of the hash are its slot. Mixing spreads them, so that a filter over some of the
    // slots fills as evenly as one over all of them.
    const auto mixed = (hash * 0x9e37'79b9'7f4a'7c15) >> 32U;
    return words_.data() + (mixed * (words_.size() / words_per_block) >> 32U) * words_per_block;
}

double expected_false_positive_rate(double names_per_block) noexcept {
    // The names of a block are Poisson distributed; with k of them, a lane has a given bit set with
    // probability 1 - (31/32)^k, and all eight lanes must.
    names_per_block = std::min(names_per_block, 600.0);  // full, and e^-600 is still a number
    double rate = 0;
    double probability = std::exp(-names_per_block);
    const auto most = static_cast<int>(names_per_block + 12 * std::sqrt(names_per_block) + 12);
    for (int names = 0; names <= most; ++names) {
        rate += probability * std::pow(1 - std::pow(31.0 / 32.0, names), 8);
        probability *= names_per_block / (names + 1);
    }
    return rate;
}

}  // namespace unamex::filter
