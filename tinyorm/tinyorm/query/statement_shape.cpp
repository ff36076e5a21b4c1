#include <tinyorm/query/statement_shape.hpp>

#include <bit>

namespace tinyorm::query {

namespace {

/// Writes statements as words, so that different texts give different words: every list begins
/// with its length.
class shape_writer {
public:
    using words = small_list<std::uint64_t, 32>;

    explicit shape_writer(words& target) : words_(target) {}

    void add(const statement& described) {
        add(flags_of(described));
        add(described.from());
        for (const auto* tree :
             {&described.results, &described.conditions, &described.assignments, &described.order})
            add(*tree);
        if (described.kind == statement_kind::select) add_select(described);
        if (described.kind == statement_kind::insert) add_insert(described);
    }

private:
    void add(std::uint64_t word) { words_.push_back(word); }
    void add(const void* address) { add(std::uint64_t{std::bit_cast<std::uintptr_t>(address)}); }
    void add(const source& from) {
        add(from.table);
        add(from.name);
    }
    void add(const column_list& columns) {
        add(columns.size());
        for (const auto* column : columns)
            add(column);
    }

    void add(const expression& tree) {
        add(tree.nodes().size());
        for (const node& each : tree.nodes())
            add(each);
        for (const auto& query : tree.queries())
            add(*query);
    }

    // A plain column is its address, which is even; everything else begins with an odd word.
    void add(const node& each) {
        if (each.what == node::kind::column && each.text == nullptr) return add(each.column);
        add(1U | std::uint64_t{each.text != nullptr} << 1U |
            static_cast<std::uint64_t>(each.what) << 8U |
            static_cast<std::uint64_t>(each.code) << 16U |
            static_cast<std::uint64_t>(each.type) << 24U |
            static_cast<std::uint64_t>(each.operands) << 32U);
        if (each.text != nullptr) add(each.text);
        if (each.what == node::kind::column) add(each.column);
    }

    static std::uint64_t flags_of(const statement& of) {
        std::uint64_t packed = static_cast<std::uint64_t>(of.kind);
        packed = packed << 1U | std::uint64_t{of.limit.has_value()};
        packed = packed << 1U | std::uint64_t{of.offset.has_value()};
        packed = packed << 1U | std::uint64_t{of.is_distinct};
        packed = packed << 1U | std::uint64_t{of.covers_every_row};
        packed = packed << 4U | static_cast<std::uint64_t>(of.lock);
        return packed << 4U | static_cast<std::uint64_t>(of.on_conflict);
    }

    void add_select(const statement& described) {
        add(described.joins.size() | described.common_tables.size() << 16U |
            described.set_members.size() << 32U);
        add(described.groups);
        add(described.group_conditions);
        for (const auto& joined : described.joins) {
            add(static_cast<std::uint64_t>(joined.kind));
            add(joined.from);
            add(joined.on);
        }
        for (const auto& table : described.common_tables) {
            add(table.name);
            add(std::uint64_t{table.is_recursive});
            add(*table.query);
        }
        for (const auto& member : described.set_members) {
            add(static_cast<std::uint64_t>(member.how));
            add(*member.query);
        }
    }

    void add_insert(const statement& described) {
        add(described.columns);
        add(described.row_count);
        add(described.conflict_target);
    }

    words& words_;
};

}  // namespace

statement_shape::statement_shape(const statement& of) {
    shape_writer{words_}.add(of);
    // Multiply and rotate: the words are few and differ in their low bits.
    std::uint64_t mixed = words_.size();
    for (const auto each : words_.span())
        mixed = std::rotl((mixed ^ each) * 0x9E3779B97F4A7C15U, 29);
    hash_ = static_cast<std::size_t>(mixed);
}

}  // namespace tinyorm::query
