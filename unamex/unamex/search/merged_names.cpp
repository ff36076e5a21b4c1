#include <unamex/search/merged_names.hpp>

#include <algorithm>
#include <utility>

namespace unamex::search {

merged_names::merged_names(
    std::span<const segment_list::value_type> segments, std::string_view from
) {
    readers_.reserve(segments.size());
    for (const auto& part : segments)
        readers_.emplace_back(*part, part->lower_bound(from));
    choose();
}

void merged_names::advance() {
    // The newest goes last: until then its name is what the others are compared with.
    for (auto& reader : readers_) {
        if (&reader != newest_ && !reader.is_done() && reader.name() == name()) reader.advance();
    }
    newest_->advance();
    choose();
}

void merged_names::choose() {
    newest_ = nullptr;
    for (auto& reader : readers_) {
        if (reader.is_done()) continue;
        if (newest_ == nullptr || reader.name() <= newest_->name()) newest_ = &reader;
    }
}

merged_ranks::merged_ranks(
    std::span<const segment_list::value_type> segments,
    repetition repeated,
    std::string_view prefix,
    const std::optional<page_position>& after
)
    : segments_{segments},
      repeated_{repeated} {
    auto behind = after ? after->name : std::string{};
    behind += '\0';  // the least text that is greater
    sources_.reserve(segments.size());
    for (std::size_t index = 0; index < segments.size(); ++index) {
        const auto& part = *segments[index];
        const auto start =
            after ? ranked_start{after->weight, part.lower_bound(behind)} : ranked_start{};
        sources_.push_back({ranked_walk{part.weights(), part.starting_with(prefix), start}, {}});
        refill(index);
    }
}

std::optional<page_position> merged_ranks::next() {
    const auto ranks_before = [](const source& left, const source& right) {
        if (!left.best || !right.best) return left.best.has_value();
        if (left.best->weight != right.best->weight) return left.best->weight > right.best->weight;
        return left.best->name < right.best->name;
    };
    const auto first = std::ranges::min_element(sources_, ranks_before);
    if (first == sources_.end() || !first->best) return std::nullopt;
    auto given = std::exchange(first->best, std::nullopt);
    refill(static_cast<std::size_t>(first - sources_.begin()));
    return given;
}

void merged_ranks::refill(std::size_t index) {
    auto& from = sources_[index];
    do {
        from.best.reset();
        const auto at = from.walk.next();
        if (!at) return;
        from.best =
            page_position{segments_[index]->name_at(*at), segments_[index]->weights().weight(*at)};
    } while (is_outdated(index));
}

bool merged_ranks::is_outdated(std::size_t index) const {
    if (repeated_ == repetition::none) return false;
    const auto newer = segments_.subspan(index + 1);
    const auto& name = sources_[index].best->name;
    return std::ranges::any_of(newer, [&](const auto& part) {
        return part->find(name).has_value();
    });
}

}  // namespace unamex::search
