/// @file
/// The one object that stands for a row in a session.
#pragma once

#include <tinyorm/session/tracked.hpp>

#include <cstddef>
#include <unordered_map>

namespace tinyorm {

/// Objects by table and primary key.
///
/// Complexity: a hash of the key. Thread safety: none. Lifetime: refers to objects of others.
class identity_map {
public:
    /// The object of this key; null if there is none.
    [[nodiscard]] tracked* find(const schema::table_definition& table, const row_key& key) const;

    /// Throws `invalid_query` if another object has this key.
    void add(tracked& added);
    /// The same, but leaves another object of this key where it is.
    void add_if_free(tracked& added) {
        objects_.try_emplace({&added.table(), added.key()}, &added);
    }
    /// Does nothing if the object is not there under this key.
    void erase(const tracked& erased, const row_key& key);
    void clear() noexcept { objects_.clear(); }

    [[nodiscard]] std::size_t size() const noexcept { return objects_.size(); }

private:
    struct identity {
        const schema::table_definition* table;
        row_key key;
        friend bool operator==(const identity&, const identity&) = default;
    };
    struct identity_hash {
        std::size_t operator()(const identity& of) const noexcept;
    };

    std::unordered_map<identity, tracked*, identity_hash> objects_;
};

}  // namespace tinyorm
