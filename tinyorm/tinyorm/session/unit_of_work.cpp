#include <tinyorm/core/error.hpp>
#include <tinyorm/session/flush_order.hpp>
#include <tinyorm/session/row_writer.hpp>
#include <tinyorm/session/unit_of_work.hpp>

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

namespace tinyorm {
namespace {

[[noreturn]] void refuse(const tracked& object, const char* why) {
    throw error{error_kind::invalid_query, described(object.table(), object.key()) + why};
}

// How many tables, one after the other, this one refers to; a circle is gone round once.
std::size_t depth_of(
    const schema::table_definition& table, std::vector<const schema::table_definition*>& way
) {
    if (std::ranges::find(way, &table) != way.end()) return 0;
    way.push_back(&table);
    std::size_t depth = 0;
    for (const auto& field : table.fields) {
        if (field.column->is_foreign_key)
            depth = std::max(depth, 1 + depth_of(field.column->references(), way));
    }
    way.pop_back();
    return depth;
}

}  // namespace

unit_of_work::unit_of_work(statement_runner run, std::size_t frames)
    : run_(std::move(run)),
      frames_(frames) {}

unit_of_work::~unit_of_work() {
    for (const auto& object : all_) {
        object->owner_ = nullptr;
        object->written_.reset();
        object->links_.clear();
    }
}

std::shared_ptr<tracked> unit_of_work::create(const row_type& type, const void* row) {
    auto created = std::make_shared<tracked>(type, row, row_state::fresh);
    if (has_key(created->table(), row)) {
        free_key(created->table(), created->key());
        identities_.add(*created);
    }
    created->owner_ = this;
    all_.push_back(created);
    pending_.push_back(created.get());
    auto before = created->remember();
    before.state = row_state::gone;
    frames_.back().emplace(created.get(), std::move(before));
    return created;
}

std::shared_ptr<tracked> unit_of_work::adopt(const row_type& type, const void* row) {
    const auto& table = type.table();
    const auto key = key_of(table, row);
    if (auto known = find(table, key)) return known;
    free_key(table, key);
    auto adopted = std::make_shared<tracked>(type, row, row_state::stored);
    adopted->owner_ = this;
    identities_.add(*adopted);
    all_.push_back(adopted);
    if (frames_.size() > 1) frames_.back().try_emplace(adopted.get());
    return adopted;
}

std::shared_ptr<tracked> unit_of_work::find(
    const schema::table_definition& table, const row_key& key
) const {
    auto* const found = identities_.find(table, key);
    const bool is_known = found != nullptr && (found->first_key_.empty() || found->key() == key);
    return is_known ? found->shared_from_this() : nullptr;
}

// Whoever was created with this key may have another one by now.
void unit_of_work::free_key(const schema::table_definition& table, const row_key& key) {
    auto* const holder = identities_.find(table, key);
    if (holder == nullptr || holder->first_key_.empty() || holder->key() == key) return;
    forget_identity(*holder);
    if (has_key(table, holder->row())) identities_.add(*holder);
}

// Its key may have changed since it was created.
void unit_of_work::forget_identity(tracked& fresh) {
    identities_.erase(fresh, fresh.first_key_.empty() ? fresh.key() : fresh.first_key_);
    fresh.first_key_.clear();
}

void unit_of_work::begin_edit(tracked& object) {
    if (object.state_ == row_state::doomed || object.state_ == row_state::gone)
        refuse(object, " is removed, or was read in a savepoint that is undone: get it again");
    remember(object);
    if (object.state_ == row_state::fresh && object.first_key_.empty())
        object.first_key_ = object.key();
    if (object.state_ == row_state::stored && object.written_ == nullptr)
        object.written_ = object.type_.copy(object.row());
    pending_.push_back(&object);
}

void unit_of_work::remove(tracked& object) {
    require_own(object);
    if (object.state_ == row_state::doomed || object.state_ == row_state::gone)
        refuse(object, " is removed already");
    remember(object);
    if (object.state_ == row_state::fresh) {
        forget_identity(object);
        object.state_ = row_state::gone;
        return;
    }
    object.state_ = row_state::doomed;
    pending_.push_back(&object);
}

void unit_of_work::link(
    tracked& object, const schema::field_definition& field, std::shared_ptr<tracked> target
) {
    require_own(*target);
    begin_edit(object);
    std::erase_if(object.links_, [&field](const auto& link) { return link.field == &field; });
    object.links_.push_back({&field, std::move(target), field.bind(object.row())});
    if (object.links_.back().target->state() != row_state::fresh) resolve_links(object);
}

void unit_of_work::require_own(const tracked& object) const {
    if (object.owner_ != this) refuse(object, " is no object of this session");
}

void unit_of_work::refresh(tracked& object, const void* row) {
    require_own(object);
    if (object.state_ != row_state::stored) refuse(object, " is removed");
    remember(object);
    object.type_.assign(object.row(), row);
    object.written_.reset();
}

void unit_of_work::remember(tracked& object) {
    const auto [place, is_new] = frames_.back().try_emplace(&object);
    auto& before = place->second;
    if (!is_new && before.row != nullptr) return;
    const auto state = is_new ? object.state_ : before.state;
    before = object.remember();
    before.state = state;
}

void unit_of_work::refuse_if_broken() const {
    if (broken_in_ == 0) return;
    throw error{
        error_kind::transaction_aborted,
        "an earlier flush of this session failed half-way: its savepoint or transaction can only "
        "be "
        "rolled back"};
}

void unit_of_work::flush() {
    refuse_if_broken();
    if (pending_.empty()) return;
    object_list once;
    for (auto* const object : std::exchange(pending_, {})) {
        if (!std::exchange(object->is_listed_, true)) once.push_back(object);
    }
    for (auto* const object : once)
        object->is_listed_ = false;
    try {
        write(once);
    } catch (...) {
        broken_in_ = frames_.size();
        throw;
    }
}

void unit_of_work::write(const object_list& pending) {
    ++generation_;
    object_list fresh;
    object_list changed;
    object_list doomed;
    for (auto* const object : pending) {
        remember(*object);
        drop_overruled_links(*object);
        if (object->state_ == row_state::fresh) fresh.push_back(object);
        if (object->state_ == row_state::stored) changed.push_back(object);
        if (object->state_ == row_state::doomed) doomed.push_back(object);
    }
    insert(fresh, changed);
    row_writer writer{run_};
    for (auto* const object : changed) {
        resolve_links(*object);
        if (!object->changed_fields().empty()) writer.update(*object);
        object->written_.reset();
    }
    remove_doomed(doomed);
}

const tracked* unit_of_work::parent_of(
    const tracked& object, const schema::field_definition& field, const void* row
) const {
    const auto link = std::ranges::find(object.links_, &field, &tracked::link::field);
    if (link != object.links_.end()) return link->target.get();
    auto key = field.bind(row);
    if (key.is_null()) return nullptr;
    const auto* const found = identities_.find(field.column->references(), {std::move(key)});
    return found == &object ? nullptr : found;
}

void unit_of_work::insert(const object_list& fresh, object_list& to_update) {
    std::unordered_map<const tracked*, std::size_t> places;
    for (auto* const object : fresh) {
        places.emplace(object, places.size());
        if (!object->first_key_.empty()) forget_identity(*object);
    }
    for (auto* const object : fresh) {
        if (has_key(object->table(), object->row())) identities_.add(*object);
    }
    std::vector<dependency> dependencies;
    for (auto* const object : fresh) {
        for (const auto& field : object->table().fields) {
            if (!field.column->is_foreign_key) continue;
            const auto parent = places.find(parent_of(*object, field, object->row()));
            if (parent != places.end())
                dependencies.push_back({places[object], parent->second, field.column});
        }
    }
    const auto plan = plan_flush(fresh.size(), dependencies);
    for (const auto each : plan.postponed) {
        auto& child = *fresh[dependencies[each].child];
        const auto& field = field_of(*dependencies[each].column);
        auto parent = fresh[dependencies[each].parent]->shared_from_this();
        std::erase_if(child.links_, [&field](const auto& link) { return link.field == &field; });
        child.links_.push_back({&field, std::move(parent), value{}});
        set_field(field, child.row(), value{});
    }
    insert_in_order(fresh, plan.levels);
    for (const auto each : plan.postponed) {
        auto& child = *fresh[dependencies[each].child];
        child.written_ = child.type_.copy(child.row());
        to_update.push_back(&child);
    }
}

void unit_of_work::insert_in_order(object_list fresh, const std::vector<std::size_t>& levels) {
    struct place {
        std::size_t level;
        std::string_view table;
        row_writer::field_list left;
        tracked* object;
    };
    std::vector<place> order;
    for (std::size_t i = 0; i < fresh.size(); ++i) {
        order.push_back(
            {levels[i],
             fresh[i]->table().name,
             row_writer::fields_left_to_database(*fresh[i]),
             fresh[i]}
        );
    }
    const auto group_of = [](const place& of) { return std::tie(of.level, of.table, of.left); };
    std::ranges::stable_sort(order, {}, group_of);
    row_writer writer{run_};
    for (auto next = order.begin(); next != order.end();) {
        object_list group;
        const auto first = next;
        for (; next != order.end() && group_of(*next) == group_of(*first); ++next) {
            resolve_links(*next->object);
            group.push_back(next->object);
        }
        writer.insert(group);
        for (auto* const object : group) {
            object->state_ = row_state::stored;
            identities_.add(*object);
        }
    }
}

void unit_of_work::drop_overruled_links(tracked& object) {
    std::erase_if(object.links_, [&object](const tracked::link& link) {
        return !(link.field->bind(object.row()) == link.before);
    });
}

void unit_of_work::resolve_links(tracked& object) {
    std::erase_if(object.links_, [&object](const tracked::link& link) {
        if (link.target->state() == row_state::fresh) return false;
        if (link.target->state() != row_state::stored)
            refuse(object, " refers to an object that is removed");
        set_field(*link.field, object.row(), link.target->key().front());
        return true;
    });
}

void unit_of_work::remove_doomed(const object_list& doomed) {
    std::unordered_map<const tracked*, std::size_t> places;
    for (auto* const object : doomed)
        places.emplace(object, places.size());
    std::vector<dependency> dependencies;
    for (auto* const object : doomed) {
        object->links_.clear();
        for (const auto& field : object->table().fields) {
            if (!field.column->is_foreign_key) continue;
            const auto parent = places.find(parent_of(*object, field, object->written()));
            if (parent != places.end())
                dependencies.push_back({places[object], parent->second, field.column});
        }
    }
    const auto plan = plan_flush(doomed.size(), dependencies);
    row_writer writer{run_};
    for (auto* const object : doomed)
        object->type_.assign(object->row(), object->written());  // edits before a removal are moot
    for (const auto each : plan.postponed) {
        auto& child = *doomed[dependencies[each].child];
        child.written_ = child.type_.copy(child.row());
        set_field(field_of(*dependencies[each].column), child.row(), value{});
        writer.update(child);
        child.written_.reset();
    }
    // Of one level, tables that refer to others first: what lies between two rows, and takes one of
    // them along, may be known to the database only.
    std::vector<std::tuple<std::size_t, std::size_t, tracked*>> order;
    for (std::size_t i = 0; i < doomed.size(); ++i) {
        std::vector<const schema::table_definition*> way;
        order.emplace_back(plan.levels[i], depth_of(doomed[i]->table(), way), doomed[i]);
    }
    std::ranges::stable_sort(order, std::greater{}, [](const auto& each) {
        return std::pair{std::get<0>(each), std::get<1>(each)};
    });
    for (const auto& [level, depth, removed] : order) {
        auto& object = *removed;
        writer.remove(object);
        identities_.erase(object, object.key());
        object.state_ = row_state::gone;
        object.written_.reset();
    }
    follow_deletes(doomed);
}

// What the database does to rows that refer to deleted ones, it does to their objects.
void unit_of_work::follow_deletes(object_list removed) {
    while (!removed.empty()) {
        identity_map deleted;
        for (auto* const object : std::exchange(removed, {}))
            deleted.add_if_free(*object);
        for (const auto& object : all_) {
            for (const auto& field : object->table().fields) {
                const auto& column = *field.column;
                if (object->state_ != row_state::stored || !column.is_foreign_key) continue;
                if (column.on_delete == schema::delete_action::refuse) continue;
                if (deleted.find(column.references(), {field.bind(object->written())}) == nullptr)
                    continue;
                remember(*object);
                if (column.on_delete == schema::delete_action::cascade) {
                    identities_.erase(*object, object->key());
                    object->state_ = row_state::gone;
                    removed.push_back(object.get());
                } else {
                    set_field(field, object->row(), value{});
                }
            }
        }
    }
}

void unit_of_work::open_frame() {
    flush();
    frames_.emplace_back();
}

void unit_of_work::keep_frame() {
    flush();
    auto kept = std::move(frames_.back());
    frames_.pop_back();
    frames_.back().merge(kept);
}

void unit_of_work::undo_frame() noexcept {
    for (const auto& [object, before] : frames_.back())
        object->restore(before);
    for (const auto& object : all_)
        object->first_key_.clear();
    frames_.pop_back();
    ++generation_;
    if (frames_.size() < broken_in_) broken_in_ = 0;
    pending_.clear();
    if (!frames_.empty()) rebuild_identities();
}

void unit_of_work::rebuild_identities() {
    identities_.clear();
    for (const auto& object : all_) {
        if (object->state_ == row_state::stored) identities_.add_if_free(*object);
    }
}

}  // namespace tinyorm
