#include <unamex/search/weight_pyramid.hpp>

#include <algorithm>
#include <bit>
#include <limits>

namespace unamex::search {
namespace {

constexpr std::size_t fan_out = weight_pyramid::fan_out;
constexpr unsigned child_bits = 4;  // fan_out is 2 to this
constexpr std::uint64_t latest = std::numeric_limits<ordinal>::max();

std::uint64_t groups_for(std::uint64_t nodes) noexcept {
    return (nodes + fan_out - 1) / fan_out;
}

}  // namespace

weight_pyramid::weight_pyramid(std::string_view levels, ordinal size) : size_{size} {
    const auto* level = reinterpret_cast<const weight_type*>(levels.data());
    for (std::uint64_t nodes = size; nodes > 0; nodes = groups_for(nodes)) {
        levels_.push_back(level);
        level += groups_for(nodes) * fan_out;
        if (nodes <= fan_out) break;
    }
}

std::string weight_pyramid::build(std::string_view weights) {
    std::string levels;
    levels.reserve(size_bytes(weights.size()));
    levels += weights;
    for (std::size_t begin = 0, nodes = weights.size(); nodes > 0;) {
        const auto groups = groups_for(nodes);
        levels.resize(begin + groups * fan_out, '\0');
        if (nodes <= fan_out) break;
        const auto next = levels.size();
        for (std::size_t group = 0; group < groups; ++group) {
            const auto* of =
                reinterpret_cast<const weight_type*>(levels.data()) + begin + group * fan_out;
            levels += static_cast<char>(*std::max_element(of, of + fan_out));
        }
        begin = next;
        nodes = groups;
    }
    return levels;
}

std::uint64_t weight_pyramid::size_bytes(std::uint64_t size) noexcept {
    std::uint64_t bytes = 0;
    for (auto nodes = size; nodes > 0; nodes = groups_for(nodes)) {
        bytes += groups_for(nodes) * fan_out;
        if (nodes <= fan_out) break;
    }
    return bytes;
}

ranked_walk::ranked_walk(const weight_pyramid& weights, ordinal_range range, ranked_start start)
    : weights_{&weights},
      range_{range},
      start_{start} {
    if (range.first >= range.last) return;
    opened_.reserve(64);
    heap_.reserve(64);
    // The lowest level on which one group covers the range: everything above it would be opened
    // anyway.
    std::size_t level = 0;
    while ((range.first ^ (range.last - 1)) >> (child_bits * (level + 1)) != 0)
        ++level;
    open(level, range.first >> (child_bits * (level + 1)));
}

std::optional<ordinal> ranked_walk::next() {
    while (!heap_.empty()) {
        std::ranges::pop_heap(heap_, {}, &candidate::merit);
        const auto best = heap_.back();
        heap_.pop_back();
        auto& from = opened_[best.node];
        const auto level = from.level;
        const auto child =
            static_cast<ordinal>(latest - (best.merit & latest)) >> (child_bits * level);
        from.ranks[child % fan_out] = 0;
        offer_best_child(best.node);
        if (level == 0) return child;
        open(level - 1U, child);
    }
    return std::nullopt;
}

void ranked_walk::open(std::size_t level, ordinal index) {
    const auto shift = child_bits * static_cast<unsigned>(level);
    const auto begin = std::uint64_t{index} * fan_out;
    const auto first = std::max<std::uint64_t>(range_.first >> shift, begin) - begin;
    const auto last =
        std::min<std::uint64_t>((range_.last - 1) >> shift, begin + fan_out - 1) - begin;
    const auto* values = weights_->group(level, index);
    auto& opened = opened_.emplace_back();
    opened.index = index;
    opened.level = static_cast<std::uint8_t>(level);
    for (auto child = first; child <= last; ++child) {
        const auto limit = start_.weight + (begin + child >= start_.from ? 1 : 0);
        if (level == 0 && values[child] >= limit) continue;
        const auto earliness = fan_out - 1 - child;
        opened.ranks[child] = static_cast<std::int16_t>((values[child] + 1U) * fan_out + earliness);
    }
    offer_best_child(static_cast<std::uint32_t>(opened_.size() - 1));
}

void ranked_walk::offer_best_child(std::uint32_t opened) {
    const auto& from = opened_[opened];
    std::int16_t best = 0;
    for (const auto rank : from.ranks)
        best = std::max(best, rank);
    if (best == 0) return;
    const auto rank = static_cast<std::uint64_t>(best);
    const auto child = std::uint64_t{from.index} * fan_out + (fan_out - 1 - rank % fan_out);
    const auto position = child << (child_bits * from.level);
    heap_.push_back({rank / fan_out << 32U | (latest - position), opened});
    std::ranges::push_heap(heap_, {}, &candidate::merit);
}

}  // namespace unamex::search
