#include <tinyorm/query/statement.hpp>

#include <bit>

namespace tinyorm::query {

namespace {

std::uint64_t word(const void* address) {
    return std::bit_cast<std::uintptr_t>(address);
}

void describe(std::vector<std::uint64_t>& words, const expression& tree) {
    words.push_back(tree.nodes().size());
    for (const node& each : tree.nodes()) {
        if (each.what == node::kind::column) {
            words.push_back(word(each.column));
        } else {
            // Odd, unlike every address of a column.
            words.push_back(
                1U | static_cast<std::uint64_t>(each.what) << 8U |
                static_cast<std::uint64_t>(each.code) << 16U |
                static_cast<std::uint64_t>(each.operands) << 32U
            );
        }
    }
}

void describe(std::vector<std::uint64_t>& words, const column_list& columns) {
    words.push_back(columns.size());
    for (const auto* column : columns)
        words.push_back(word(column));
}

std::uint64_t flags(const statement& of) {
    std::uint64_t packed = static_cast<std::uint64_t>(of.kind);
    packed = packed << 1U | std::uint64_t{of.limit.has_value()};
    packed = packed << 1U | std::uint64_t{of.offset.has_value()};
    packed = packed << 1U | std::uint64_t{of.is_distinct};
    packed = packed << 1U | std::uint64_t{of.covers_every_row};
    packed = packed << 4U | static_cast<std::uint64_t>(of.lock);
    return packed << 4U | static_cast<std::uint64_t>(of.on_conflict);
}

}  // namespace

statement_shape::statement_shape(const statement& of) {
    words_.reserve(24);
    words_.push_back(word(of.table));
    words_.push_back(flags(of));
    for (const auto* tree : {&of.results, &of.conditions, &of.assignments, &of.order}) {
        describe(words_, *tree);
    }
    if (of.kind == statement_kind::insert) {
        describe(words_, of.columns);
        words_.push_back(of.row_count);
        describe(words_, of.conflict_target);
    }
    // Multiply and rotate: the words are few and differ in their low bits.
    std::uint64_t mixed = words_.size();
    for (const auto each : words_)
        mixed = std::rotl((mixed ^ each) * 0x9E3779B97F4A7C15U, 29);
    hash_ = static_cast<std::size_t>(mixed);
}

}  // namespace tinyorm::query
