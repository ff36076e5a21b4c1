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
    // The lowest level on which one group covers the range: everything above it would be opened
    // anyway.
    std::size_t level = 0;
    while ((range.first ^ (range.last - 1)) >> (child_bits * (level + 1)) != 0)
        ++level;
    open(level, range.first >> (child_bits * (level + 1)));
}

std::optional<ordinal> ranked_walk::next() {
    while (!heap_.empty()) {
        std::ranges::pop_heap(heap_, {}, &open_group::merit);
        auto best = heap_.back();
        heap_.pop_back();
        const auto child =
            static_cast<ordinal>((latest - best.merit) & latest) >> (child_bits * best.level);
        best.remaining = static_cast<std::uint16_t>(best.remaining & ~(1U << (child % fan_out)));
        push(best);
        if (best.level == 0) return child;
        open(best.level - 1U, child);
    }
    return std::nullopt;
}

void ranked_walk::open(std::size_t level, ordinal index) {
    const auto shift = child_bits * static_cast<unsigned>(level);
    const auto begin = std::uint64_t{index} * fan_out;
    const auto first = std::max<std::uint64_t>(range_.first >> shift, begin) - begin;
    const auto last =
        std::min<std::uint64_t>((range_.last - 1) >> shift, begin + fan_out - 1) - begin;
    auto inside = (2U << last) - (1U << first);
    if (level == 0) {
        const auto* weights = weights_->group(0, index);
        for (auto child = first; child <= last; ++child) {
            const auto limit = start_.weight + (begin + child >= start_.from ? 1U : 0U);
            if (weights[child] >= limit) inside &= ~(1U << child);
        }
    }
    open_group opened;
    opened.index = index;
    opened.remaining = static_cast<std::uint16_t>(inside);
    opened.level = static_cast<std::uint8_t>(level);
    push(opened);
}

void ranked_walk::push(open_group group) {
    if (group.remaining == 0) return;
    const auto* values = weights_->group(group.level, group.index);
    unsigned best = 0;
    unsigned greatest = 0;
    for (unsigned left = group.remaining; left != 0; left &= left - 1) {
        const auto child = static_cast<unsigned>(std::countr_zero(left));
        const auto value = values[child] + 1U;
        best = value > greatest ? child : best;
        greatest = std::max(greatest, value);
    }
    const auto at = (std::uint64_t{group.index} * fan_out + best) << (child_bits * group.level);
    group.merit = std::uint64_t{greatest} << 32U | (latest - at);
    heap_.push_back(group);
    std::ranges::push_heap(heap_, {}, &open_group::merit);
}

}  // namespace unamex::search
