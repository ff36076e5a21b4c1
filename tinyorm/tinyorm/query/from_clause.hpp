/// @file
/// FROM and JOIN: which tables the rows of a select are put together from.
#pragma once

#include <tinyorm/query/operand.hpp>
#include <tinyorm/query/statement.hpp>

#include <utility>

namespace tinyorm::query {

/// An alias or a common table.
template <typename T>
concept table_source = requires(const T& given) {
    { given.from() } -> std::same_as<source>;
};

/// Adds FROM and JOIN to `Self`, a query that builds on `Base`.
///
/// A joined table is a model, `join<Post>(on)`, or a source, `join(parent, on)`. Columns of a table
/// that an outer join leaves out are selected as `column.or_null()`.
template <typename Self, typename Base>
class from_clause : public Base {
public:
    using Base::Base;

    /// Selects from an alias or a common table in place of the model's table.
    template <table_source Source>
    Self& from(const Source& given) {
        const source chosen = given.from();
        this->erased_.table = chosen.table;
        this->erased_.source_name = chosen.name;
        define(given);
        return self();
    }

    template <typename Model>
    Self& join(condition on) {
        return add<Model>(join_kind::inner, std::move(on).tree());
    }
    template <typename Model>
    Self& left_join(condition on) {
        return add<Model>(join_kind::left, std::move(on).tree());
    }
    template <typename Model>
    Self& right_join(condition on) {
        return add<Model>(join_kind::right, std::move(on).tree());
    }
    template <typename Model>
    Self& full_join(condition on) {
        return add<Model>(join_kind::full, std::move(on).tree());
    }
    template <typename Model>
    Self& cross_join() {
        return add<Model>(join_kind::cross, {});
    }

    /// Joins along a relationship, with the table between if there is one: `join(user_posts)`.
    template <typename Relation>
        requires requires(const Relation& given) {
            given.path.near;
        }
    Self& join(const Relation& related) { return add_along(related.path, join_kind::inner); }
    template <typename Relation>
        requires requires(const Relation& given) {
            given.path.near;
        }
    Self& left_join(const Relation& related) { return add_along(related.path, join_kind::left); }

    template <table_source Source>
    Self& join(const Source& joined, condition on) {
        return add(joined, join_kind::inner, std::move(on).tree());
    }
    template <table_source Source>
    Self& left_join(const Source& joined, condition on) {
        return add(joined, join_kind::left, std::move(on).tree());
    }
    template <table_source Source>
    Self& right_join(const Source& joined, condition on) {
        return add(joined, join_kind::right, std::move(on).tree());
    }
    template <table_source Source>
    Self& full_join(const Source& joined, condition on) {
        return add(joined, join_kind::full, std::move(on).tree());
    }
    template <table_source Source>
    Self& cross_join(const Source& joined) {
        return add(joined, join_kind::cross, {});
    }

private:
    Self& self() { return static_cast<Self&>(*this); }

    template <typename Model>
    Self& add(join_kind kind, expression on) {
        const source from{&schema::table_of<Model>(), nullptr};
        this->erased_.joins.push_back({kind, from, std::move(on)});
        return self();
    }
    template <typename Path>
    Self& add_along(const Path& path, join_kind kind) {
        for (auto& joined : joins_along(path, kind))
            this->erased_.joins.push_back(std::move(joined));
        return self();
    }
    template <table_source Source>
    Self& add(const Source& joined, join_kind kind, expression on) {
        this->erased_.joins.push_back({kind, joined.from(), std::move(on)});
        define(joined);
        return self();
    }
    template <typename Source>
    void define(const Source& given) {
        if constexpr (requires { given.definition(); }) {
            if (given.definition().query == nullptr) return;
            this->erased_.common_tables.push_back(given.definition());
        }
    }
};

}  // namespace tinyorm::query
