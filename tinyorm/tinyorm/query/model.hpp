/// @file
/// Models: the macro that declares one, and what it expands to.
#pragma once

#include <tinyorm/query/column.hpp>
#include <tinyorm/query/insert.hpp>
#include <tinyorm/query/remove.hpp>
#include <tinyorm/query/select.hpp>
#include <tinyorm/query/update.hpp>
#include <tinyorm/schema/attributes.hpp>
#include <tinyorm/schema/table_definition.hpp>

#include <array>
#include <concepts>
#include <span>
#include <string_view>

namespace tinyorm::query {

/// What a model derives from: its queries, and the attributes of its columns.
///
/// `TINYORM_MODEL(User, "users", (tinyorm::i64, id, primary_key), (std::string, username, unique))`
/// declares what may as well be written by hand:
///
///     struct User : tinyorm::model<User> {
///         struct row {
///             using model = User;
///             tinyorm::i64 id{};
///             std::string username{};
///             friend bool operator==(const row&, const row&) = default;
///         };
///         static constexpr std::string_view table = "users";
///         static constexpr tinyorm::column<User, tinyorm::i64> id{"id", primary_key};
///         static constexpr tinyorm::column<User, std::string> username{"username", unique};
///         static constexpr std::array fields{
///             tinyorm::field<&row::id>(id),
///             tinyorm::field<&row::username>(username),
///         };
///     };
template <typename Model>
struct model : schema::attributes {
    using model_type = Model;

    /// Whole rows.
    template <typename M = Model>
    [[nodiscard]] static select_query<typename M::row> select() {
        const auto& table = schema::table_of<M>();
        return {&table, all_columns(table)};
    }
    /// These columns or expressions: the value of one, tuples of several.
    template <typename First, typename... Others>
    [[nodiscard]] static select_query<selected_type<First, Others...>> select(
        const First& first, const Others&... others
    ) {
        return {&schema::table_of<Model>(), expressions_of(first, others...)};
    }

    template <typename M = Model>
    [[nodiscard]] static insert_query<M> insert(const typename M::row& row) {
        return insert_query<M>{std::span{&row, 1}};
    }
    /// Several rows in one statement. For many, `insert_all` of the database is the fastest way.
    template <typename Rows, typename M = Model>
        requires std::convertible_to<const Rows&, std::span<const typename M::row>>
    [[nodiscard]] static insert_query<M> insert(const Rows& rows) { return insert_query<M>{rows}; }

    [[nodiscard]] static update_query<Model> update() {
        return update_query<Model>{update_rows(schema::table_of<Model>())};
    }
    /// Writes a whole row back where its primary key and row version still are what they were:
    /// executing it returns 0 if somebody else was faster.
    template <typename M = Model>
    [[nodiscard]] static update_query<M> update(const typename M::row& row) {
        return update_query<M>{update_row(schema::table_of<M>(), &row)};
    }

    [[nodiscard]] static remove_query<Model> remove() { return remove_query<Model>{}; }
};

}  // namespace tinyorm::query

/// Declares the model `Name` of the table `table_name`; each further argument is a column:
/// `(type, name, attributes...)`. See `tinyorm::query::model` for what it expands to.
#define TINYORM_MODEL(Name, table_name, ...)                                              \
    struct Name : ::tinyorm::query::model<Name> {                                         \
        struct row {                                                                      \
            using model = Name;                                                           \
            TINYORM_FOR_EACH(TINYORM_ROW_MEMBER, __VA_ARGS__)                             \
            friend bool operator==(const row&, const row&) = default;                     \
        };                                                                                \
        static constexpr std::string_view table = table_name;                             \
        TINYORM_FOR_EACH(TINYORM_COLUMN, __VA_ARGS__)                                     \
        static constexpr std::array fields{TINYORM_FOR_EACH(TINYORM_FIELD, __VA_ARGS__)}; \
    }

#define TINYORM_ROW_MEMBER(argument) TINYORM_ROW_MEMBER_OF argument
#define TINYORM_ROW_MEMBER_OF(type, name, ...) type name{};

#define TINYORM_COLUMN(argument) TINYORM_COLUMN_OF argument
#define TINYORM_COLUMN_OF(type, name, ...)                                                \
    static constexpr ::tinyorm::query::column<model_type, type> name{#name __VA_OPT__(, ) \
                                                                         __VA_ARGS__};

#define TINYORM_FIELD(argument) TINYORM_FIELD_OF argument
#define TINYORM_FIELD_OF(type, name, ...) ::tinyorm::schema::field<&row::name>(name),

// Applies `macro` to each further argument. Each rescan applies it once more; there is room for
// 150.
#define TINYORM_FOR_EACH(macro, ...) \
    __VA_OPT__(TINYORM_RESCAN(TINYORM_FOR_EACH_STEP(macro, __VA_ARGS__)))
#define TINYORM_FOR_EACH_STEP(macro, first, ...) \
    macro(first) __VA_OPT__(TINYORM_FOR_EACH_AGAIN TINYORM_PARENTHESES(macro, __VA_ARGS__))
#define TINYORM_FOR_EACH_AGAIN() TINYORM_FOR_EACH_STEP
#define TINYORM_PARENTHESES ()
#define TINYORM_RESCAN(...)                                                                     \
    TINYORM_RESCAN_25(                                                                          \
        TINYORM_RESCAN_25(TINYORM_RESCAN_25(TINYORM_RESCAN_25(TINYORM_RESCAN_25(__VA_ARGS__)))) \
    )
#define TINYORM_RESCAN_25(...)                                                              \
    TINYORM_RESCAN_5(                                                                       \
        TINYORM_RESCAN_5(TINYORM_RESCAN_5(TINYORM_RESCAN_5(TINYORM_RESCAN_5(__VA_ARGS__)))) \
    )
#define TINYORM_RESCAN_5(...)                                                               \
    TINYORM_RESCAN_1(                                                                       \
        TINYORM_RESCAN_1(TINYORM_RESCAN_1(TINYORM_RESCAN_1(TINYORM_RESCAN_1(__VA_ARGS__)))) \
    )
#define TINYORM_RESCAN_1(...) __VA_ARGS__
