#include <unamex/search/merged_names.hpp>
#include <unamex/search/name_index.hpp>
#include <unamex/search/segment_builder.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace unamex::search {
namespace {

// A layer in memory grows up to one of these sizes, then it is merged into the one before it. The
// largest bounds how long an `add` takes, the smallest how long it usually takes.
constexpr std::array<std::uint64_t, 3> layer_sizes{256, 4'096, 65'536};

void merge_into(segment_output& output, std::span<const segment_list::value_type> parts) {
    segment_builder builder{output};
    for (merged_names names{parts, {}}; !names.is_done(); names.advance()) {
        builder.add(names.name(), names.weight());
    }
    builder.finish();
}

std::shared_ptr<const segment> merge(std::span<const segment_list::value_type> parts) {
    memory_output output;
    merge_into(output, parts);
    return std::make_shared<const segment>(segment::from_bytes(output.take()));
}

// Each name once, with the greatest of its weights.
std::vector<weighted_name> sorted_once(std::span<const weighted_name> names) {
    std::vector<weighted_name> sorted{names.begin(), names.end()};
    const auto order = [](const weighted_name& left, const weighted_name& right) {
        return left.name != right.name ? left.name < right.name : left.weight > right.weight;
    };
    std::ranges::sort(sorted, order);
    const auto repeated = std::ranges::unique(sorted, {}, &weighted_name::name);
    sorted.erase(repeated.begin(), repeated.end());
    return sorted;
}

std::optional<weight_type> find(const segment_list& segments, std::string_view name) {
    for (auto part = segments.rbegin(); part != segments.rend(); ++part) {
        if (const auto weight = (*part)->find(name)) return weight;
    }
    return std::nullopt;
}

std::vector<page_position> first_names(
    const segment_list& segments,
    std::string_view prefix,
    const std::optional<page_position>& after,
    std::size_t limit
) {
    std::vector<page_position> found;
    found.reserve(limit);
    merged_names names{segments, after ? after->name : prefix};
    if (after && !names.is_done() && names.name() == after->name) names.advance();
    for (; found.size() < limit && !names.is_done() && names.name().starts_with(prefix);
         names.advance()) {
        found.push_back({std::string{names.name()}, 0});
    }
    return found;
}

std::vector<page_position> best_names(
    const segment_list& segments,
    repetition repeated,
    std::string_view prefix,
    const std::optional<page_position>& after,
    std::size_t limit
) {
    std::vector<page_position> found;
    found.reserve(limit);
    merged_ranks names{segments, repeated, prefix, after};
    while (found.size() < limit) {
        auto name = names.next();
        if (!name) break;
        found.push_back(std::move(*name));
    }
    return found;
}

}  // namespace

struct name_index::layers {
    segment_list segments;
    std::size_t settled = 0;  // so many of the first segments are being written into the next base
    std::uint64_t names = 0;

    [[nodiscard]] repetition repeated() const noexcept {
        std::uint64_t entries = 0;
        for (const auto& part : segments)
            entries += part->size();
        return entries == names ? repetition::none : repetition::possible;
    }

    // Puts a segment in front, together with those before it that are not much larger.
    void push(std::shared_ptr<const segment> added) {
        auto first = segments.size();
        auto size = std::uint64_t{added->size()};
        for (; first > settled; --first) {
            const auto limit = std::ranges::lower_bound(layer_sizes, size);
            if (limit == layer_sizes.end() || segments[first - 1]->size() > *limit) break;
            size += segments[first - 1]->size();
        }
        segments.push_back(std::move(added));
        if (first + 1 == segments.size()) return;
        auto merged = merge(std::span{segments}.subspan(first));
        segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(first), segments.end());
        segments.push_back(std::move(merged));
    }
};

name_index::name_index(siphash_key cursor_key)
    : cursors_{cursor_key},
      layers_{std::make_shared<const layers>()} {}

name_index::name_index(siphash_key cursor_key, segment base) : cursors_{cursor_key} {
    auto first = std::make_shared<layers>();
    first->names = base.size();
    first->segments.push_back(std::make_shared<const segment>(std::move(base)));
    layers_ = std::move(first);
}

std::shared_ptr<const name_index::layers> name_index::current() const {
    const std::lock_guard lock{publishing_};
    return layers_;
}

template <class Change>
void name_index::update(const Change& change) {
    const std::lock_guard one_writer{writing_};
    auto next = std::make_shared<layers>(*current());
    change(*next);
    std::shared_ptr<const layers> replaced = std::move(next);
    const std::lock_guard lock{publishing_};
    layers_.swap(replaced);
}

void name_index::add(std::string_view name, weight_type weight) {
    const weighted_name added{name, weight};
    add(std::span{&added, 1});
}

void name_index::add(std::span<const weighted_name> names) {
    const auto sorted = sorted_once(names);
    update([&](layers& next) {
        memory_output output;
        segment_builder builder{output};
        auto is_changed = false;
        for (const auto& added : sorted) {
            const auto known = find(next.segments, added.name);
            if (known && *known >= added.weight) continue;
            builder.add(added.name, added.weight);
            is_changed = true;
            if (!known) ++next.names;
        }
        if (!is_changed) return;
        builder.finish();
        next.push(std::make_shared<const segment>(segment::from_bytes(output.take())));
    });
}

bool name_index::contains(std::string_view name) const {
    return find(current()->segments, name).has_value();
}

std::uint64_t name_index::size() const {
    return current()->names;
}

std::variant<search_page, cursor_defect> name_index::search(const search_query& query) const {
    std::optional<page_position> after;
    if (!query.cursor.empty()) {
        auto decoded = cursors_.decode(query.cursor, query.prefix, query.order);
        if (const auto* defect = std::get_if<cursor_defect>(&decoded)) return *defect;
        after = std::get<page_position>(std::move(decoded));
    }
    const auto snapshot = current();
    const auto limit = std::clamp<std::size_t>(query.limit, 1, longest_page);
    auto found =
        query.order == search_order::ranked
            ? best_names(snapshot->segments, snapshot->repeated(), query.prefix, after, limit + 1)
            : first_names(snapshot->segments, query.prefix, after, limit + 1);
    search_page page;
    if (found.size() > limit) {
        found.pop_back();
        page.next_cursor = cursors_.encode(found.back(), query.prefix, query.order);
    }
    for (auto& position : found)
        page.names.push_back(std::move(position.name));
    return page;
}

bool name_index::base_is_due() const {
    const auto now = current();
    std::uint64_t added = 0;
    for (std::size_t i = 1; i < now->segments.size(); ++i)
        added += now->segments[i]->size();
    return added >= layer_sizes.back();
}

void name_index::write_base_blocking(const std::filesystem::path& file) {
    const std::lock_guard only_one{writing_base_};
    segment_list written;
    update([&](layers& next) {
        written = next.segments;
        next.settled = written.size();
    });
    try {
        replacing_file output{file};
        merge_into(output, written);
        output.commit();
        auto base = std::make_shared<const segment>(segment::open(file));
        update([&](layers& next) {
            const auto settled = next.segments.begin() + static_cast<std::ptrdiff_t>(next.settled);
            next.segments.erase(next.segments.begin(), settled);
            next.segments.insert(next.segments.begin(), std::move(base));
            next.settled = 0;
        });
    } catch (...) {
        update([](layers& next) { next.settled = 0; });
        throw;
    }
}

}  // namespace unamex::search
