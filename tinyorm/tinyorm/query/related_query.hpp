/// @file
/// Rows together with the rows they are related to.
#pragma once

#include <tinyorm/core/error.hpp>
#include <tinyorm/query/relationship.hpp>
#include <tinyorm/query/row_decoding.hpp>
#include <tinyorm/query/select.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace tinyorm::query {

/// How many rows at most the related ones of which are asked for by one statement.
inline constexpr std::size_t related_keys_per_statement = 1'000;

/// A row, and the value that says to whom it is related.
template <typename Row, typename Key>
struct related_row {
    Row row{};
    Key key{};
};

template <typename Row, typename Key>
struct result_decoding<related_row<Row, Key>> {
    static void decode(std::span<const cell> cells, related_row<Row, Key>& target) {
        const auto columns = schema::table_of<typename Row::model>().fields.size();
        expect_columns(columns + 1, cells.size());
        result_decoding<Row>::decode(cells.first(columns), target.row);
        schema::decode_field(cells.back(), target.key);
    }
};

/// What `.with(relationship)` gives: a row and, by relationship, those related to it.
template <typename Row, typename... Relations>
class with_related {
public:
    with_related() = default;
    explicit with_related(Row row) : row_(std::move(row)) {}

    [[nodiscard]] const Row& operator*() const noexcept { return row_; }
    [[nodiscard]] const Row* operator->() const noexcept { return &row_; }

    /// The rows that this relationship leads to, or the one, if there is one. Throws
    /// `invalid_query` if another relationship between the same models was loaded, but not this.
    template <typename Relation>
    [[nodiscard]] const typename Relation::related_type& get(const Relation& related) const {
        static_assert(
            (std::same_as<Relation, Relations> || ...),
            "tinyorm: this relationship was not loaded: say .with(it) in the query"
        );
        const typename Relation::related_type* found = nullptr;
        const auto look = [&](const auto& loaded) {
            if constexpr (std::same_as<std::decay_t<decltype(loaded)>, slot<Relation>>) {
                if (loaded.path == related.path) found = &loaded.rows;
            }
        };
        std::apply([&](const auto&... loaded) { (look(loaded), ...); }, slots_);
        if (found == nullptr) {
            throw error{
                error_kind::invalid_query,
                "the relationship along " + std::string{related.path.far->table().name} + '.' +
                    std::string{related.path.far->name} +
                    " was not loaded: say .with(it) in the query"};
        }
        return *found;
    }

private:
    template <typename, typename...>
    friend class related_query;

    template <typename Relation>
    struct slot {
        relation_path path{};
        typename Relation::related_type rows{};
    };

    Row row_{};
    std::tuple<slot<Relations>...> slots_;
};

/// A select whose rows come together with those that relationships lead to: one further statement
/// for each relationship and each 1,000 rows, however many related rows there are.
///
/// An executor is a `database`, a `session`, or an `async_database`. Only within a transaction do
/// all statements see the same.
template <typename Row, typename... Relations>
class related_query {
public:
    using result_type = with_related<Row, Relations...>;

    related_query(select_query<Row> rows, std::tuple<Relations...> relations)
        : rows_(std::move(rows)),
          relations_(std::move(relations)) {
        static_assert(
            model_row<Row>, "tinyorm: with belongs to a select of whole rows: User::select()"
        );
        static_assert(
            (std::same_as<typename Relations::from_model::row, Row> && ...),
            "tinyorm: this relationship begins at another model"
        );
    }

    template <typename Relation>
    [[nodiscard]] auto with(const Relation& related) const {
        return related_query<Row, Relations..., Relation>{
            rows_, std::tuple_cat(relations_, std::tuple{related})};
    }

    /// Every row.
    template <typename Executor, typename... Tokens>
    auto all(Executor& executor, Tokens&&... tokens) const {
        auto load = [query = *this](auto& within) {
            return query.load(query.rows_.all(within), within);
        };
        return run(executor, std::move(load), std::forward<Tokens>(tokens)...);
    }
    /// The only row. Throws `no_rows` or `too_many_rows` if there is not exactly one.
    template <typename Executor, typename... Tokens>
    auto one(Executor& executor, Tokens&&... tokens) const {
        auto load = [query = *this](auto& within) {
            std::vector<Row> found;
            found.push_back(query.rows_.one(within));
            return std::move(query.load(std::move(found), within).front());
        };
        return run(executor, std::move(load), std::forward<Tokens>(tokens)...);
    }
    /// The first row, if there is one.
    template <typename Executor, typename... Tokens>
    auto first(Executor& executor, Tokens&&... tokens) const {
        auto load = [query = *this](auto& within) {
            std::vector<Row> found;
            if (auto row = query.rows_.first(within)) found.push_back(*std::move(row));
            auto loaded = query.load(std::move(found), within);
            return loaded.empty() ? std::optional<result_type>{}
                                  : std::optional<result_type>{std::move(loaded.front())};
        };
        return run(executor, std::move(load), std::forward<Tokens>(tokens)...);
    }

private:
    // Within one hop where answers are awaited.
    template <typename Executor, typename Load, typename... Tokens>
    static auto run(Executor& executor, Load load, Tokens&&... tokens) {
        if constexpr (requires { executor.run(load, std::forward<Tokens>(tokens)...); }) {
            return executor.run(std::move(load), std::forward<Tokens>(tokens)...);
        } else {
            return load(executor);
        }
    }

    template <typename Executor>
    std::vector<result_type> load(std::vector<Row> found, Executor& executor) const {
        std::vector<result_type> items;
        items.reserve(found.size());
        for (auto& row : found)
            items.emplace_back(std::move(row));
        load_each(items, executor, std::index_sequence_for<Relations...>{});
        return items;
    }
    template <typename Executor, std::size_t... Index>
    void
    load_each(std::vector<result_type>& items, Executor& executor, std::index_sequence<Index...>)
        const {
        (load_one<Index>(items, executor), ...);
    }

    template <std::size_t Index, typename Executor>
    void load_one(std::vector<result_type>& items, Executor& executor) const {
        using relation_type = std::tuple_element_t<Index, std::tuple<Relations...>>;
        using key_type = typename relation_type::key_type;
        using to_row = typename relation_type::to_model::row;
        const auto& related = std::get<Index>(relations_);
        const auto& table = schema::table_of<typename relation_type::to_model>();
        std::map<value::alternatives, std::vector<to_row>> by_key;
        std::vector<value> keys;
        const auto load_keys = [&] {
            const typed_query<related_row<to_row, key_type>> query{
                related_rows(related.path, table, keys)};
            for (auto& one : executor.fetch_all(query))
                by_key[schema::to_value<key_type>(one.key).held()].push_back(std::move(one.row));
            keys.clear();
        };
        for (const auto& item : items) {
            auto key = near_key(related.path, &item.row_);
            if (key.is_null() || !by_key.try_emplace(key.held()).second) continue;
            keys.push_back(std::move(key));
            if (keys.size() == related_keys_per_statement) load_keys();
        }
        if (!keys.empty()) load_keys();
        for (auto& item : items) {
            auto& slot = std::get<Index>(item.slots_);
            slot.path = related.path;
            const auto rows = by_key.find(near_key(related.path, &item.row_).held());
            if (rows == by_key.end()) continue;
            if constexpr (relation_type::count == relation_count::many) {
                slot.rows = rows->second;
            } else if (!rows->second.empty()) {
                slot.rows = rows->second.front();
            }
        }
    }

    select_query<Row> rows_;
    std::tuple<Relations...> relations_;
};

}  // namespace tinyorm::query
