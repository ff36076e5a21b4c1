/// @file
/// Which objects of a session are related, as far as they were asked for.
#pragma once

#include <tinyorm/query/relationship.hpp>
#include <tinyorm/session/unit_of_work.hpp>

#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

namespace tinyorm {

/// Remembers the related objects of objects, by relationship.
///
/// Thread safety: none. Lifetime: refers to the objects of a unit of work.
class loaded_relations {
public:
    using object_list = std::vector<std::shared_ptr<tracked>>;

    /// Null: they were not loaded.
    [[nodiscard]] const object_list* find(const tracked& object, const query::relation_path& path)
        const;

    /// Loads the related objects of all these, 1,000 in a statement. They are of one model.
    void load(
        unit_of_work& work,
        const statement_runner& run,
        const query::relation_path& path,
        const row_type& related,
        std::span<const std::shared_ptr<tracked>> objects
    );

    void clear() noexcept { by_path_.clear(); }

private:
    struct along {
        query::relation_path path;
        std::unordered_map<const tracked*, object_list> of;
    };

    std::vector<along> by_path_;  // few
};

}  // namespace tinyorm
