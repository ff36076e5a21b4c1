#include <tinyorm/dialect/create_table.hpp>
#include <tinyorm/dialect/placeholders.hpp>
#include <tinyorm/dialect/renderer.hpp>
#include <tinyorm/session/session.hpp>
#include <tinyorm/session/transaction.hpp>

#include <algorithm>
#include <utility>

namespace tinyorm {

namespace {

// Savepoints of one name nest: each name stands for its newest savepoint.
constexpr std::string_view savepoint_name = "tinyorm";

}  // namespace

const session_policy session::default_policy;

session::savepoint_guard::savepoint_guard(session& within) : within_(within) {
    within_.flush();
    within_.connection_.savepoint(savepoint_name);
    if (within_.objects_) within_.objects_->open_frame();
    ++within_.savepoints_;
}

session::savepoint_guard::~savepoint_guard() {
    if (is_kept_) return;
    --within_.savepoints_;
    if (within_.objects_) within_.objects_->undo_frame();
    try {
        within_.connection_.rollback_to(savepoint_name);
        within_.connection_.release(savepoint_name);
    } catch (const error&) {
        // The session broke, or an error ended the whole transaction: nothing is left to undo, and
        // the error on its way to the caller says why.
    }
}

void session::savepoint_guard::keep() {
    within_.flush();
    within_.connection_.release(savepoint_name);
    if (within_.objects_) within_.objects_->keep_frame();
    --within_.savepoints_;
    is_kept_ = true;
}

void session::refuse_missing_object(const schema::table_definition& table, const row_key& key) {
    throw error{error_kind::no_rows, "there are no " + described(table, key)};
}

unit_of_work& session::objects() {
    if (objects_) return *objects_;
    if (!connection_.in_transaction()) {
        throw error{
            error_kind::invalid_query,
            "objects are kept and written by a transaction: use them within one"};
    }
    objects_ = std::make_unique<unit_of_work>(runner(), savepoints_ + 1);
    return *objects_;
}

statement_runner session::runner() {
    return [this](const query::statement& statement, const row_consumer& consume) {
        return run_unflushed(statement, consume);
    };
}

const loaded_relations::object_list& session::related_objects(
    const query::relation_path& path,
    const row_type& related,
    const tracked& object,
    const origin& where
) {
    auto& work = objects();
    flush();
    if (object.owner() != &work || object.state() != row_state::stored) {
        throw error{
            error_kind::invalid_query,
            described(object.table(), object.key()) +
                " is no object of this session, or it is removed"};
    }
    if (std::exchange(related_in_, work.generation()) != work.generation()) related_.clear();
    if (const auto* const known = related_.find(object, path)) return *known;
    const auto name = std::string{path.far->table().name} + '.' + std::string{path.far->name} +
                      " of " + std::string{object.table().name};
    if (policy_.lazy == lazy_loading::refuse) {
        throw error{
            error_kind::invalid_query,
            name + " was not loaded, and lazy loading is refused: preload() it"};
    }
    loaded_relations::object_list wanting{work.find(object.table(), object.key())};
    if (repeated_.count(name, where)) {
        for (const auto& each : work.objects()) {
            const bool is_alike = &each->table() == &object.table() && each.get() != &object;
            if (is_alike && each->state() == row_state::stored &&
                related_.find(*each, path) == nullptr)
                wanting.push_back(each);
        }
    }
    load_relation(path, related, wanting);
    return *related_.find(object, path);
}

void session::load_relation(
    const query::relation_path& path,
    const row_type& related,
    std::span<const std::shared_ptr<tracked>> objects_of_it
) {
    auto& work = objects();
    flush();
    if (std::exchange(related_in_, work.generation()) != work.generation()) related_.clear();
    if (!objects_of_it.empty()) related_.load(work, runner(), path, related, objects_of_it);
}

void session::restore_objects() noexcept {
    if (!objects_) return;
    for (; savepoints_ > 0; --savepoints_)
        objects_->undo_frame();
    objects_->undo_frame();
    objects_.reset();
}

std::shared_ptr<tracked> session::find_object(
    const row_type& type, const row_key& key, query::row_lock lock, const origin* where
) {
    auto& known = objects();
    if (lock != query::row_lock::none) flush();
    auto object = known.find(type.table(), key);
    if (object == nullptr) {
        const auto row = read_object(type, key, lock, where);
        return row != nullptr ? known.adopt(type, row.get()) : nullptr;
    }
    if (object->state() == row_state::doomed) return nullptr;
    if (lock != query::row_lock::none) refresh_object(type, *object, lock);
    return object;
}

void session::refresh_object(const row_type& type, tracked& object, query::row_lock lock) {
    flush();
    const auto row = read_object(type, object.key(), lock);
    if (row == nullptr) refuse_missing_object(object.table(), object.key());
    objects().refresh(object, row.get());
}

// Null if there is no such row. What is not flushed yet has no part in it: its keys are known.
std::shared_ptr<void> session::read_object(
    const row_type& type, const row_key& key, query::row_lock lock, const origin* where
) {
    const auto& table = type.table();
    query::statement select{.table = &table, .results = query::all_columns(table)};
    std::size_t next = 0;
    for (const auto& field : table.fields) {
        if (!field.column->is_primary_key) continue;
        select.conditions.append(query::combine(
            query::operation::equal,
            query::expression{*field.column},
            query::expression{query::parameter{key[next++]}}
        ));
    }
    // A write transaction of SQLite has the whole database for itself.
    const bool is_locked = connection_.dialect() == dialect_kind::sqlite &&
                           lock != query::row_lock::for_update_skip_locked;
    if (!is_locked) select.lock = lock;
    std::shared_ptr<void> row;
    const auto keep = [&](std::span<const cell> cells) {
        row = type.make();
        schema::decode_row(table, cells, row.get());
        return true;
    };
    run_unflushed(select, keep, where);
    return row;
}

void session::refuse_missing_row() {
    throw error{error_kind::no_rows, "one row was expected, the query gave none"};
}

void session::refuse_second_row() {
    throw error{error_kind::too_many_rows, "one row was expected, the query gave more"};
}

query::statement session::limited_to_first(query::statement statement) {
    if (statement.kind == query::statement_kind::select) {
        statement.limit = std::min(statement.limit.value_or(1), i64{1});
    }
    return statement;
}

void session::run(
    const query::statement& statement, const row_consumer& consume, const origin* where
) {
    flush();
    run_unflushed(statement, consume, where);
}

i64 session::run_unflushed(
    const query::statement& statement, const row_consumer& consume, const origin* where
) {
    if (statement.kind == query::statement_kind::insert && statement.row_count == 0) return 0;
    const auto text = shapes_.text_of(statement);
    if (where != nullptr) repeated_.count(*text, *where);
    const auto parameters = dialect::parameters_of(shapes_.dialect(), statement);
    const auto result = connection_.execute(*text, parameters);
    if (!consume) return result->affected_rows();
    for (auto cells = result->next_row(); !cells.empty(); cells = result->next_row()) {
        if (!consume(cells)) break;
    }
    return result->affected_rows();
}

i64 session::execute(const query::statement& statement) {
    flush();
    related_.clear();
    return run_unflushed(statement, {});
}

i64 session::run_sql(
    std::string_view sql, const std::vector<value>& parameters, const row_consumer& consume
) {
    flush();
    related_.clear();
    const auto text = dialect::number_placeholders(shapes_.dialect(), sql);
    const auto result = connection_.execute(text, parameters);
    for (auto cells = result->next_row(); !cells.empty(); cells = result->next_row()) {
        if (consume && !consume(cells)) break;
    }
    return result->affected_rows();
}

i64 session::insert_rows(
    const schema::table_definition& table, schema::row_span rows, conflict_policy policy
) {
    if (connection_.in_transaction()) {
        flush();
        related_.clear();
        return insert_in_bulk(connection_, shapes_, table, rows, policy);
    }
    i64 inserted = 0;
    run_in_transaction(connection_, shapes_, {.retry = {.attempts = 1}}, [&](session& within) {
        inserted = within.insert_rows(table, rows, policy);
    });
    return inserted;
}

void session::create_table(const schema::table_definition& table) {
    connection_.execute_script(dialect::create_table(shapes_.dialect(), table));
}

}  // namespace tinyorm
