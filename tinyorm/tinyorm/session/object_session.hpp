/// @file
/// The half of a session that keeps objects.
#pragma once

#include <tinyorm/driver/connection.hpp>
#include <tinyorm/query/relationship.hpp>
#include <tinyorm/session/handle.hpp>
#include <tinyorm/session/loaded_relations.hpp>
#include <tinyorm/session/object_key.hpp>
#include <tinyorm/session/repeated_queries.hpp>
#include <tinyorm/session/session_policy.hpp>
#include <tinyorm/session/unit_of_work.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <source_location>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace tinyorm {

/// What a session knows of objects: one for each row, written when it is flushed.
///
/// Objects need a transaction: without one each function but `flush` throws `invalid_query`.
/// Thread safety: none.
class object_session {
public:
    using origin = std::source_location;

    object_session(const object_session&) = delete;
    object_session& operator=(const object_session&) = delete;

    /// A new object, inserted by the next flush, which also fills in what the database generates.
    template <typename Model>
    handle<Model> create(typename Model::row row) {
        static_assert(key_size<Model> > 0, "tinyorm: an object needs a model with a primary key");
        return handle<Model>{objects().create(row_type_of<Model>, &row)};
    }

    /// The object with this primary key, a tuple if it has several columns: read once, then known.
    /// With a lock it is read again and nobody else changes it until the transaction ends; SQLite,
    /// whose writers exclude each other, needs none, and refuses to skip. Throws `no_rows`.
    template <typename Model, typename Key>
    [[nodiscard]] handle<Model> get(
        const Key& key,
        query::row_lock lock = query::row_lock::none,
        const origin& where = origin::current()
    ) {
        auto found = find<Model>(key, lock, where);
        if (!found) refuse_missing_object(schema::table_of<Model>(), to_key<Model>(key));
        return *std::move(found);
    }
    /// The same, or nothing if there is no such row.
    template <typename Model, typename Key>
    [[nodiscard]] std::optional<handle<Model>> find(
        const Key& key,
        query::row_lock lock = query::row_lock::none,
        const origin& where = origin::current()
    ) {
        auto object = find_object(row_type_of<Model>, to_key<Model>(key), lock, &where);
        if (object == nullptr) return std::nullopt;
        return handle<Model>{std::move(object)};
    }

    /// The objects that a relationship leads to, or the one, if there is one: asked for once, and
    /// again after something was written. Throws `invalid_query` if they were not preloaded and the
    /// policy refuses lazy loading.
    template <typename Model, query::relation Relation>
    [[nodiscard]] auto load(
        const handle<Model>& object,
        const Relation& related,
        const origin& where = origin::current()
    ) {
        check_relation<Model, Relation>();
        using target = handle<typename Relation::to_model>;
        const auto& found = related_objects(
            related.path, row_type_of<typename Relation::to_model>, *object.object(), where
        );
        if constexpr (Relation::count == query::relation_count::many) {
            std::vector<target> handles;
            for (const auto& each : found)
                handles.emplace_back(each);
            return handles;
        } else {
            return found.empty() ? std::optional<target>{} : std::optional{target{found.front()}};
        }
    }
    /// Loads what a relationship leads to for all these objects, 1,000 in a statement; `load` then
    /// finds it without asking.
    template <typename Model, query::relation Relation>
    void preload(const std::vector<handle<Model>>& objects, const Relation& related) {
        check_relation<Model, Relation>();
        loaded_relations::object_list erased;
        for (const auto& each : objects)
            erased.push_back(each.object());
        load_relation(related.path, row_type_of<typename Relation::to_model>, erased);
    }

    /// Deletes the row with the next flush. Objects that the database deletes with it, or whose
    /// reference it empties, follow, as far as their models say so.
    template <typename Model>
    void remove(const handle<Model>& object) {
        objects().remove(*object.object());
    }

    /// Reads the row anew: what another statement did to it. Throws `no_rows`.
    template <typename Model>
    void refresh(const handle<Model>& object) {
        if (!refresh_object(row_type_of<Model>, *object.object(), query::row_lock::none))
            refuse_missing_object(schema::table_of<Model>(), object.object()->key());
    }

    /// Writes what was created, edited and removed: in as few statements as keys and shapes allow.
    /// Throws `stale_row` if a row was changed or removed by others since it was read.
    void flush() {
        if (objects_) objects_->flush();
    }

    /// Makes every object what it was when the transaction began: the database has rolled back.
    void restore_objects() noexcept;

protected:
    object_session(driver::connection& connection, const session_policy& policy)
        : connection_(connection),
          policy_(policy),
          repeated_(policy) {}
    ~object_session() = default;

    /// Runs a statement without flushing; without an origin it is not counted.
    virtual i64 run_unflushed(
        const query::statement& statement, const row_consumer& consume, const origin* where
    ) = 0;

    [[nodiscard]] unit_of_work& objects();
    [[nodiscard]] repeated_queries& repeated() noexcept { return repeated_; }
    /// Something was written that objects do not know of.
    void forget_related() noexcept { related_.clear(); }

    void open_savepoint();
    void keep_savepoint();
    void undo_savepoint() noexcept;

private:
    template <typename Model, typename Relation>
    static void check_relation() {
        static_assert(
            std::is_same_v<typename Relation::from_model, Model>,
            "tinyorm: this relationship begins at another model"
        );
    }

    [[noreturn]] static void refuse_missing_object(
        const schema::table_definition& table, const row_key& key
    );

    [[nodiscard]] std::shared_ptr<tracked> find_object(
        const row_type& type, const row_key& key, query::row_lock lock, const origin* where
    );
    [[nodiscard]] const loaded_relations::object_list& related_objects(
        const query::relation_path& path,
        const row_type& related,
        const tracked& object,
        const origin& where
    );
    void load_relation(
        const query::relation_path& path,
        const row_type& related,
        std::span<const std::shared_ptr<tracked>> objects
    );
    [[nodiscard]] statement_runner runner();
    /// False if there is no such row any more, or it was skipped.
    bool refresh_object(const row_type& type, tracked& object, query::row_lock lock);
    [[nodiscard]] std::shared_ptr<void> read_object(
        const row_type& type,
        const row_key& key,
        query::row_lock lock,
        const origin* where = nullptr
    );
    void forget_outdated_relations();

    driver::connection& connection_;
    const session_policy& policy_;
    repeated_queries repeated_;
    loaded_relations related_;
    std::size_t related_in_ = 0;             // the generation of objects that they were loaded in
    std::size_t savepoints_ = 0;             // that are open
    std::unique_ptr<unit_of_work> objects_;  // null: there were none yet
};

}  // namespace tinyorm
