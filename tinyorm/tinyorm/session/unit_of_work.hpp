/// @file
/// The objects of a session, and how they get into the database.
#pragma once

#include <tinyorm/core/cell.hpp>
#include <tinyorm/query/statement.hpp>
#include <tinyorm/session/identity_map.hpp>
#include <tinyorm/session/tracked.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

namespace tinyorm {

/// Takes the cells of a row; false means that no further row is wanted.
using row_consumer = std::function<bool(std::span<const cell>)>;

/// Runs a statement and returns how many rows it wrote.
using statement_runner = std::function<i64(const query::statement&, const row_consumer&)>;

/// Every object of a session: one for each row, written by `flush()`.
///
/// Inserts come first, parents before children; then updates, of changed columns only; then
/// deletes, children before parents. A frame is a transaction or savepoint: undoing it brings every
/// object back to what it was when the frame was opened.
/// Complexity: a flush looks at what was created, edited or removed since the last one. Each object
/// is kept until the session ends, together with a copy of it for each frame that changed it.
/// Thread safety: none.
/// Errors: after a flush that failed, `transaction_aborted` until its frame is undone.
class unit_of_work {
public:
    /// `frames`: how many are open already, the transaction among them.
    unit_of_work(statement_runner run, std::size_t frames);
    unit_of_work(const unit_of_work&) = delete;
    unit_of_work& operator=(const unit_of_work&) = delete;
    ~unit_of_work();

    /// A new object, inserted by the next flush.
    std::shared_ptr<tracked> create(const row_type& type, const void* row);
    /// The object of a row that was read; the one that is known, edited perhaps, if there is one.
    /// Undoing the savepoint in which it was first read leaves it gone: it may have read what is
    /// undone too.
    std::shared_ptr<tracked> adopt(const row_type& type, const void* row);
    /// Null if no object has this key. One that is to be removed counts as found.
    [[nodiscard]] std::shared_ptr<tracked> find(
        const schema::table_definition& table, const row_key& key
    ) const;

    void begin_edit(tracked& object);
    void remove(tracked& object);
    /// Gives a foreign key the key of `target` as soon as that has one.
    void link(
        tracked& object, const schema::field_definition& field, std::shared_ptr<tracked> target
    );
    /// Throws `invalid_query` if the object is another session's, or its session has ended.
    void require_own(const tracked& object) const;
    /// Takes the row that the database has now; there must be nothing to flush.
    void refresh(tracked& object, const void* row);

    void flush();

    void open_frame();
    void keep_frame();
    void undo_frame() noexcept;

    [[nodiscard]] std::span<const std::shared_ptr<tracked>> objects() const noexcept {
        return all_;
    }
    /// Another one whenever something was written or undone.
    [[nodiscard]] std::size_t generation() const noexcept { return generation_; }

private:
    using object_list = std::vector<tracked*>;
    using frame = std::unordered_map<tracked*, tracked::memory>;

    void remember(tracked& object);
    void refuse_if_broken() const;
    void write(const object_list& pending);
    void insert(const object_list& fresh, object_list& to_update);
    void insert_in_order(object_list fresh, const std::vector<std::size_t>& levels);
    void remove_doomed(const object_list& doomed);
    void follow_deletes(object_list removed);
    static void drop_overruled_links(tracked& object);
    static void resolve_links(tracked& object);
    [[nodiscard]] const tracked* parent_of(
        const tracked& object, const schema::field_definition& field, const void* row
    ) const;
    void rebuild_identities();
    void forget_identity(tracked& fresh);
    void free_key(const schema::table_definition& table, const row_key& key);

    statement_runner run_;
    std::vector<std::shared_ptr<tracked>> all_;
    identity_map identities_;  // of what is stored, doomed, or fresh with a key of its own
    object_list pending_;      // created, edited or removed since the last flush; some twice
    std::vector<frame> frames_;
    std::size_t generation_ = 0;
    std::size_t broken_in_ = 0;  // how many frames were open when a flush failed; 0: none did
};

}  // namespace tinyorm
