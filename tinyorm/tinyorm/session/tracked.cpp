#include <tinyorm/session/handle.hpp>
#include <tinyorm/session/tracked.hpp>
#include <tinyorm/session/unit_of_work.hpp>

namespace tinyorm {

void* tracked::edit() {
    if (owner_ == nullptr) {
        throw error{
            error_kind::invalid_query,
            described(table(), key()) +
                ": the session of this object has ended: get it again from another one to edit it"};
    }
    owner_->begin_edit(*this);
    return row();
}

std::vector<const schema::field_definition*> tracked::changed_fields() const {
    std::vector<const schema::field_definition*> changed;
    if (written_ == nullptr) return changed;
    for (const auto& field : table().fields) {
        if (!(field.bind(row()) == field.bind(written()))) changed.push_back(&field);
    }
    return changed;
}

void point_at(
    tracked& object,
    const schema::column_definition& foreign_key,
    const schema::table_definition& target_table,
    const std::shared_ptr<tracked>& target
) {
    if (!foreign_key.is_foreign_key || &foreign_key.references() != &target_table) {
        throw error{
            error_kind::invalid_query,
            std::string{object.table().name} + '.' + std::string{foreign_key.name} +
                " is no foreign key to " + std::string{target_table.name}};
    }
    (void)object.edit();
    object.owner()->link(object, field_of(foreign_key), target);
}

tracked::memory tracked::remember() const {
    return {type_.copy(row()), written_, state_, links_};
}

void tracked::restore(const memory& before) {
    if (before.row) type_.assign(row(), before.row.get());
    written_ = before.written;
    state_ = before.state;
    links_ = before.links;
}

}  // namespace tinyorm
