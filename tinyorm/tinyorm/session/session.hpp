/// @file
/// One connection, spoken to in models and queries.
#pragma once

#include <tinyorm/core/error.hpp>
#include <tinyorm/driver/connection.hpp>
#include <tinyorm/query/relationship.hpp>
#include <tinyorm/query/row_decoding.hpp>
#include <tinyorm/query/typed_query.hpp>
#include <tinyorm/session/bulk_insert.hpp>
#include <tinyorm/session/handle.hpp>
#include <tinyorm/session/loaded_relations.hpp>
#include <tinyorm/session/object_key.hpp>
#include <tinyorm/session/raw_sql.hpp>
#include <tinyorm/session/repeated_queries.hpp>
#include <tinyorm/session/session_policy.hpp>
#include <tinyorm/session/shape_cache.hpp>
#include <tinyorm/session/unit_of_work.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tinyorm {

/// What a closure gets that runs in a transaction.
///
/// Queries see what was changed through objects before: whatever runs flushes first, but a lookup
/// by key.
/// Every function blocks. Thread safety: none.
/// Errors: `tinyorm::error`, with the kinds its documentation lists.
/// Lifetime: the closure's; the connection returns to its pool afterwards.
class session {
public:
    using origin = std::source_location;
    /// Queries say where they were run from.
    static constexpr bool takes_origins = true;

    session(
        driver::connection& connection,
        shape_cache& shapes,
        const session_policy& policy = default_policy
    )
        : connection_(connection),
          shapes_(shapes),
          policy_(policy),
          repeated_(policy) {}
    session(const session&) = delete;
    session& operator=(const session&) = delete;
    ~session() = default;

    /// A new object, inserted by the next flush, which also fills in what the database generates.
    /// Objects need a transaction: without one each of these throws `invalid_query`.
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

    /// The objects of the rows that a query finds. One that is known stays as it is in memory.
    template <query::model_row Row>
    [[nodiscard]] std::vector<handle<typename Row::model>> objects_of(
        const query::typed_query<Row>& query
    ) {
        std::vector<handle<typename Row::model>> found;
        for (const auto& row : fetch_all(query)) {
            found.emplace_back(objects().adopt(row_type_of<typename Row::model>, &row));
        }
        return found;
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

    /// Deletes the row with the next flush.
    template <typename Model>
    void remove(const handle<Model>& object) {
        objects().remove(*object.object());
    }

    /// Reads the row anew: what another statement did to it. Throws `no_rows`.
    template <typename Model>
    void refresh(const handle<Model>& object) {
        refresh_object(row_type_of<Model>, *object.object(), query::row_lock::none);
    }

    /// Writes what was created, edited and removed: in as few statements as keys and shapes allow.
    /// Throws `stale_row` if a row was changed or removed by others since it was read.
    void flush() {
        if (objects_) objects_->flush();
    }

    /// Makes every object what it was when the transaction began: the database has rolled back.
    void restore_objects() noexcept;

    /// What `all`, `one` and `first` of a query call.
    template <typename Result>
    [[nodiscard]] std::vector<Result> fetch_all(
        const query::typed_query<Result>& query, const origin* where = nullptr
    ) {
        std::vector<Result> rows;
        const auto add = [&rows](std::span<const cell> cells) {
            query::decode_result(cells, rows.emplace_back());
            return true;
        };
        run(query.erased(), add, where);
        return rows;
    }
    template <typename Result>
    [[nodiscard]] Result fetch_one(
        const query::typed_query<Result>& query, const origin* where = nullptr
    ) {
        std::optional<Result> row;
        const auto keep = [&row](std::span<const cell> cells) {
            if (row) refuse_second_row();
            query::decode_result(cells, row.emplace());
            return true;
        };
        run(query.erased(), keep, where);
        if (!row) refuse_missing_row();
        return *std::move(row);
    }
    template <typename Result>
    [[nodiscard]] std::optional<Result> fetch_first(
        const query::typed_query<Result>& query, const origin* where = nullptr
    ) {
        std::optional<Result> row;
        const auto keep = [&row](std::span<const cell> cells) {
            query::decode_result(cells, row.emplace());
            return false;
        };
        run(limited_to_first(query.erased()), keep, where);
        return row;
    }

    /// Runs a statement and returns how many rows it inserted, updated or deleted.
    i64 execute(const query::statement& statement);

    /// Hand-written SQL, with `$1`, `$2` for the parameters whatever the dialect.
    template <typename... Parameters>
    i64 execute(std::string_view sql, const Parameters&... parameters) {
        return run_sql(sql, to_parameters(parameters...), {});
    }
    template <typename... Columns, typename... Parameters>
    [[nodiscard]] std::vector<raw_row<Columns...>> query(
        std::string_view sql, const Parameters&... parameters
    ) {
        std::vector<raw_row<Columns...>> rows;
        run_sql(sql, to_parameters(parameters...), [&rows](std::span<const cell> cells) {
            query::decode_result(cells, rows.emplace_back());
            return true;
        });
        return rows;
    }

    /// Inserts all rows or, after an error, none; returns how many were inserted.
    template <query::model_row Row>
    i64 insert_all(std::span<const Row> rows, conflict_policy policy = conflict_policy::fail) {
        return insert_rows(schema::table_of<typename Row::model>(), rows, policy);
    }

    /// Creates the tables of these models, with their indexes.
    template <typename... Models>
    void create_tables() {
        (create_table(schema::table_of<Models>()), ...);
    }

    /// Runs `closure` so that what it wrote is undone if it throws, and only that; objects become
    /// what they were before.
    template <typename Closure>
    auto savepoint(Closure&& closure) {
        savepoint_guard guard{*this};
        if constexpr (std::is_void_v<std::invoke_result_t<Closure&>>) {
            closure();
            guard.keep();
        } else {
            auto result = closure();
            guard.keep();
            return result;
        }
    }

    /// The connection itself, for what only a driver can do.
    [[nodiscard]] driver::connection& connection() noexcept { return connection_; }

private:
    class savepoint_guard {
    public:
        explicit savepoint_guard(session& within);
        savepoint_guard(const savepoint_guard&) = delete;
        savepoint_guard& operator=(const savepoint_guard&) = delete;
        ~savepoint_guard();
        void keep();

    private:
        session& within_;
        bool is_kept_ = false;
    };

    [[noreturn]] static void refuse_missing_row();
    [[noreturn]] static void refuse_second_row();
    static query::statement limited_to_first(query::statement statement);

    [[noreturn]] static void refuse_missing_object(
        const schema::table_definition& table, const row_key& key
    );

    [[nodiscard]] unit_of_work& objects();
    [[nodiscard]] std::shared_ptr<tracked> find_object(
        const row_type& type, const row_key& key, query::row_lock lock, const origin* where
    );
    template <typename Model, typename Relation>
    static void check_relation() {
        static_assert(
            std::is_same_v<typename Relation::from_model, Model>,
            "tinyorm: this relationship begins at another model"
        );
    }
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
    void refresh_object(const row_type& type, tracked& object, query::row_lock lock);
    [[nodiscard]] std::shared_ptr<void> read_object(
        const row_type& type,
        const row_key& key,
        query::row_lock lock,
        const origin* where = nullptr
    );

    // Without an origin it is not counted.
    void run(const query::statement& statement, const row_consumer& consume, const origin* where);
    i64 run_unflushed(
        const query::statement& statement,
        const row_consumer& consume,
        const origin* where = nullptr
    );
    i64 run_sql(
        std::string_view sql, const std::vector<value>& parameters, const row_consumer& consume
    );
    i64 insert_rows(
        const schema::table_definition& table, schema::row_span rows, conflict_policy policy
    );
    void create_table(const schema::table_definition& table);

    static const session_policy default_policy;

    driver::connection& connection_;
    shape_cache& shapes_;
    const session_policy& policy_;
    repeated_queries repeated_;
    loaded_relations related_;
    std::size_t related_in_ = 0;             // the generation of objects that they were loaded in
    std::size_t savepoints_ = 0;             // that are open
    std::unique_ptr<unit_of_work> objects_;  // null: there were none yet
};

}  // namespace tinyorm
