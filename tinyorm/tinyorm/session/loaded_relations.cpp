#include <tinyorm/query/related_query.hpp>
#include <tinyorm/session/loaded_relations.hpp>

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

namespace tinyorm {

const loaded_relations::object_list* loaded_relations::find(
    const tracked& object, const query::relation_path& path
) const {
    const auto known = std::ranges::find(by_path_, path, &along::path);
    if (known == by_path_.end()) return nullptr;
    const auto found = known->of.find(&object);
    return found == known->of.end() ? nullptr : &found->second;
}

void loaded_relations::load(
    unit_of_work& work,
    const statement_runner& run,
    const query::relation_path& path,
    const row_type& related,
    std::span<const std::shared_ptr<tracked>> objects
) {
    auto known = std::ranges::find(by_path_, path, &along::path);
    if (known == by_path_.end()) known = by_path_.insert(by_path_.end(), along{path, {}});
    std::map<value::alternatives, std::vector<const tracked*>> by_key;
    std::vector<value> keys;
    const auto load_keys = [&] {
        const auto& table = related.table();
        const auto& near = field_of(*path.near);
        const auto row = related.make();
        const auto holder = objects.front()->type().make();  // of the key that is read
        run(query::related_rows(path, table, keys), [&](std::span<const cell> cells) {
            schema::decode_row(table, cells.first(table.fields.size()), row.get());
            near.decode(cells.back(), holder.get());
            const auto found = work.adopt(related, row.get());
            for (const auto* const owner : by_key[near.bind(holder.get()).held()])
                known->of[owner].push_back(found);
            return true;
        });
        keys.clear();
    };
    std::unordered_set<const tracked*> seen;  // one may be given twice
    for (const auto& object : objects) {
        if (!seen.insert(object.get()).second) continue;
        known->of[object.get()].clear();
        auto key = query::near_key(path, std::as_const(*object).row());
        if (key.is_null()) continue;
        auto& owners = by_key[key.held()];
        owners.push_back(object.get());
        if (owners.size() == 1) keys.push_back(std::move(key));
    }
    for (auto left = std::exchange(keys, {}); !left.empty();) {
        const auto size = std::min(left.size(), query::related_keys_per_statement);
        const auto from = left.end() - static_cast<std::ptrdiff_t>(size);
        keys.assign(std::make_move_iterator(from), std::make_move_iterator(left.end()));
        left.resize(left.size() - size);
        load_keys();
    }
}

}  // namespace tinyorm
