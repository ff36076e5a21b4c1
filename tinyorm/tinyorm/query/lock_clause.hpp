/// @file
/// FOR UPDATE: rows that nobody else changes until the transaction ends.
#pragma once

#include <tinyorm/query/statement.hpp>

namespace tinyorm::query {

/// Adds FOR UPDATE to `Self`, a query that builds on `Base`. SQLite refuses it when it is rendered:
/// its writers exclude each other from the start.
template <typename Self, typename Base>
class lock_clause : public Base {
public:
    using Base::Base;

    /// Locks the rows until the transaction ends, waiting for whoever has locked one of them.
    Self& for_update() { return lock(row_lock::for_update); }
    /// Locks the rows, and passes over those that somebody else has locked.
    Self& skip_locked() { return lock(row_lock::for_update_skip_locked); }
    /// Locks the rows, or throws `busy` if somebody else has locked one of them.
    Self& no_wait() { return lock(row_lock::for_update_no_wait); }

private:
    Self& lock(row_lock wanted) {
        this->erased_.lock = wanted;
        return static_cast<Self&>(*this);
    }
};

}  // namespace tinyorm::query
