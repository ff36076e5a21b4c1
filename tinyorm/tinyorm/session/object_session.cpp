#include <tinyorm/core/error.hpp>
#include <tinyorm/query/typed_query.hpp>
#include <tinyorm/session/object_session.hpp>

#include <string>

namespace tinyorm {

void object_session::refuse_missing_object(
    const schema::table_definition& table, const row_key& key
) {
    throw error{error_kind::no_rows, "there are no " + described(table, key)};
}

unit_of_work& object_session::objects() {
    if (objects_) return *objects_;
    if (!connection_.in_transaction()) {
        throw error{
            error_kind::invalid_query,
            "objects are kept and written by a transaction: use them within one"};
    }
    objects_ = std::make_unique<unit_of_work>(runner(), savepoints_ + 1);
    return *objects_;
}

statement_runner object_session::runner() {
    return [this](const query::statement& statement, const row_consumer& consume) {
        return run_unflushed(statement, consume, nullptr);
    };
}

const loaded_relations::object_list& object_session::related_objects(
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
    forget_outdated_relations();
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

void object_session::forget_outdated_relations() {
    const auto now = objects().generation();
    if (std::exchange(related_in_, now) != now) related_.clear();
}

void object_session::load_relation(
    const query::relation_path& path,
    const row_type& related,
    std::span<const std::shared_ptr<tracked>> objects_of_it
) {
    auto& work = objects();
    for (const auto& each : objects_of_it)
        work.require_own(*each);
    flush();
    forget_outdated_relations();
    if (!objects_of_it.empty()) related_.load(work, runner(), path, related, objects_of_it);
}

void object_session::open_savepoint() {
    if (objects_) objects_->open_frame();
    ++savepoints_;
}

void object_session::keep_savepoint() {
    if (objects_) objects_->keep_frame();
    --savepoints_;
}

void object_session::undo_savepoint() noexcept {
    if (objects_) objects_->undo_frame();
    --savepoints_;
}

void object_session::restore_objects() noexcept {
    if (!objects_) return;
    for (; savepoints_ > 0; --savepoints_)
        objects_->undo_frame();
    objects_->undo_frame();
    objects_.reset();
}

std::shared_ptr<tracked> object_session::find_object(
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
    if (lock != query::row_lock::none && !refresh_object(type, *object, lock)) return nullptr;
    return object;
}

bool object_session::refresh_object(const row_type& type, tracked& object, query::row_lock lock) {
    objects().require_own(object);
    flush();
    const auto row = read_object(type, object.key(), lock);
    if (row != nullptr) objects().refresh(object, row.get());
    return row != nullptr;
}

// Null if there is no such row. What is not flushed yet has no part in it: its keys are known.
std::shared_ptr<void> object_session::read_object(
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

}  // namespace tinyorm
