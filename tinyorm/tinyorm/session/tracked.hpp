/// @file
/// An object of a session: a row, and what the database has in its place.
#pragma once

#include <tinyorm/session/row_type.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace tinyorm {

class unit_of_work;

enum class row_state : std::uint8_t {
    fresh,   ///< to be inserted
    stored,  ///< the database has it, perhaps as it was before it was edited
    doomed,  ///< to be deleted
    gone,    ///< deleted, or never inserted because its creation was rolled back
};

/// A row in memory, and what the database has if that may differ.
///
/// Thread safety: none, belongs to its session. Lifetime: may outlive its session; then it can be
/// read, but no longer be edited.
class tracked : public std::enable_shared_from_this<tracked> {
public:
    /// A foreign key whose value is known once its target is inserted.
    struct link {
        const schema::field_definition* field;
        std::shared_ptr<const tracked> target;
        value before;  ///< of the field: who changes it afterwards does not mean the link
    };
    /// All that a rollback brings back.
    struct memory {
        std::shared_ptr<const void> row{};  ///< null: it did not change
        std::shared_ptr<const void> written{};
        row_state state = row_state::gone;
        std::vector<link> links{};
    };

    tracked(const row_type& type, const void* row, row_state state)
        : type_(type),
          row_(type.copy(row)),
          state_(state) {}

    [[nodiscard]] const row_type& type() const noexcept { return type_; }
    [[nodiscard]] const schema::table_definition& table() const { return type_.table(); }
    [[nodiscard]] row_state state() const noexcept { return state_; }
    [[nodiscard]] const void* row() const noexcept { return row_.get(); }
    [[nodiscard]] void* row() noexcept { return row_.get(); }
    /// What the database has.
    [[nodiscard]] const void* written() const noexcept { return written_ ? written_.get() : row(); }
    [[nodiscard]] row_key key() const { return key_of(table(), written()); }
    [[nodiscard]] unit_of_work* owner() const noexcept { return owner_; }

    /// For editing, which begins by remembering what the database has. Throws `invalid_query` if
    /// there is no session any more, or no row.
    [[nodiscard]] void* edit();

    /// What is to be written: fields that differ from what the database has.
    [[nodiscard]] std::vector<const schema::field_definition*> changed_fields() const;

    [[nodiscard]] memory remember() const;
    void restore(const memory& before);

private:
    friend class unit_of_work;
    friend class row_writer;

    const row_type& type_;
    const std::shared_ptr<void> row_;  // its place never changes: who edits it keeps a reference
    std::shared_ptr<const void> written_;  // null: the same as row_
    row_state state_;
    std::vector<link> links_;
    row_key first_key_;              // of a fresh row that was edited; empty: it was not
    unit_of_work* owner_ = nullptr;  // null: the session has ended
    bool is_listed_ = false;         // by the flush that is under way
};

}  // namespace tinyorm
