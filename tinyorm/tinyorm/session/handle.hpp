/// @file
/// What a program holds of an object of a session.
#pragma once

#include <tinyorm/query/column.hpp>
#include <tinyorm/session/tracked.hpp>
#include <tinyorm/session/unit_of_work.hpp>

#include <algorithm>
#include <concepts>
#include <memory>
#include <utility>

namespace tinyorm {

/// How many columns the primary key of a model has.
template <typename Model>
inline constexpr auto key_size = std::ranges::count_if(Model::fields, [](const auto& field) {
    return field.column->is_primary_key;
});

/// What `handle::set` does. Throws `invalid_query` if the column is no foreign key to that table.
void point_at(
    tracked& object,
    const schema::column_definition& foreign_key,
    const schema::table_definition& target_table,
    const std::shared_ptr<tracked>& target
);

/// An object of a session: the row of a key, the same for everybody who asks the session for it.
///
/// Reading is free and always possible; writing goes through `edit()`, so that it can be seen in
/// the program, costs a copy of the row only where it happens, and is refused where it would be
/// lost. Thread safety: none. Lifetime: may outlive its session, as what was committed or, after a
/// rollback, as what it was before.
template <typename Model>
class handle {
public:
    using row = typename Model::row;

    explicit handle(std::shared_ptr<tracked> object) : object_(std::move(object)) {}

    [[nodiscard]] const row& operator*() const noexcept {
        return *static_cast<const row*>(std::as_const(*object_).row());
    }
    [[nodiscard]] const row* operator->() const noexcept { return &**this; }

    /// The row, to be changed until the next flush or query; the next flush writes what differs.
    /// The row version is the session's own. Throws `invalid_query` after the session has ended, or
    /// if the row is removed.
    row& edit() { return *static_cast<row*>(object_->edit()); }

    /// Makes a foreign key refer to another object, which the database may not have numbered yet.
    /// Throws as `edit()`.
    template <typename Owner, typename Value, typename Target>
    void set(const query::column<Owner, Value>& foreign_key, const handle<Target>& target) {
        static_assert(std::same_as<Owner, Model>, "tinyorm: the column belongs to another model");
        static_assert(
            key_size<Target> == 1,
            "tinyorm: the model referred to needs a primary key of one column"
        );
        point_at(*object_, foreign_key, schema::table_of<Target>(), target.object());
    }

    /// What is behind it, for the session.
    [[nodiscard]] const std::shared_ptr<tracked>& object() const noexcept { return object_; }

    /// True if both are the same object, not only equal.
    friend bool operator==(const handle&, const handle&) = default;

private:
    std::shared_ptr<tracked> object_;  // never null
};

}  // namespace tinyorm
