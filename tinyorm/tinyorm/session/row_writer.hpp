/// @file
/// The statements that bring rows of the database to what their objects say.
/// Private header.
#pragma once

#include <tinyorm/query/statement.hpp>
#include <tinyorm/session/tracked.hpp>
#include <tinyorm/session/unit_of_work.hpp>

#include <span>
#include <vector>

namespace tinyorm {

/// Writes objects, and reads back what the database made of them.
///
/// Thread safety: none. Errors: `stale_row`, naming key and version, where an object's row is not
/// what it was when it was read.
class row_writer {
public:
    explicit row_writer(const statement_runner& run) : run_(run) {}

    /// Inserts objects of one table that leave the same fields to the database, up to 1,024
    /// parameters in a statement.
    void insert(std::span<tracked* const> objects);
    /// Writes the fields that changed, where key and row version are those that were read.
    void update(tracked& object);
    void remove(tracked& object);

    /// What the database fills in of this row: objects that agree are inserted together.
    using field_list = std::vector<const schema::field_definition*>;
    [[nodiscard]] static field_list fields_left_to_database(const tracked& object);

private:
    void insert_part(
        std::span<tracked* const> objects, const field_list& given, const field_list& left
    );
    void execute_on_one(query::statement statement, const tracked& object);

    const statement_runner& run_;
};

}  // namespace tinyorm
