/// @file
/// A while in which a script may drop a table that others refer to.
#pragma once

#include <tinyorm/driver/connection.hpp>

namespace tinyorm::migrations {

/// SQLite deletes the rows of a table that is dropped, and what refers to them with it, unless
/// foreign keys are off before the transaction begins: nothing is enforced while this exists, and
/// the outcome is checked instead. Does nothing on PostgreSQL.
///
/// Thread safety: none. Lifetime: the connection must outlive it; begins and ends outside of
/// transactions.
/// Source: SQLite documentation, "Making Other Kinds Of Table Schema Changes".
class foreign_key_pause {
public:
    explicit foreign_key_pause(driver::connection& connection);
    foreign_key_pause(const foreign_key_pause&) = delete;
    foreign_key_pause& operator=(const foreign_key_pause&) = delete;
    ~foreign_key_pause();

    /// Throws `foreign_key_violation`, naming a table, if a row refers to one that does not exist.
    void check() const;

    /// Enforces foreign keys again, if they were before. The destructor does the same; where it
    /// cannot, within a transaction or after a cancellation, it condemns the connection.
    void end();

private:
    driver::connection& connection_;
    bool is_active_ = false;  // they were enforced, and shall be
};

}  // namespace tinyorm::migrations
