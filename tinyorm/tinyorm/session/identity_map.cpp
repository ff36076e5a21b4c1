#include <tinyorm/core/error.hpp>
#include <tinyorm/session/identity_map.hpp>

#include <functional>
#include <string_view>
#include <variant>

namespace tinyorm {
namespace {

struct value_hash {
    std::size_t operator()(std::monostate) const noexcept { return 0; }
    std::size_t operator()(timestamp given) const noexcept {
        return std::hash<i64>{}(given.time_since_epoch().count());
    }
    std::size_t operator()(const bytes& given) const noexcept {
        return std::hash<std::string_view>{}(
            {reinterpret_cast<const char*>(given.data()), given.size()}
        );
    }
    template <typename Element>
    std::size_t operator()(const std::vector<Element>& given) const noexcept {
        return given.size();
    }
    template <typename Scalar>
    std::size_t operator()(const Scalar& given) const noexcept {
        return std::hash<Scalar>{}(given);
    }
};

}  // namespace

std::size_t identity_map::identity_hash::operator()(const identity& of) const noexcept {
    auto hash = std::hash<const void*>{}(of.table);
    for (const auto& part : of.key)
        hash = hash * 1'000'003 + std::visit(value_hash{}, part.held());
    return hash;
}

tracked* identity_map::find(const schema::table_definition& table, const row_key& key) const {
    const auto found = objects_.find({&table, key});
    return found == objects_.end() ? nullptr : found->second;
}

void identity_map::add(tracked& added) {
    const auto [place, is_new] = objects_.try_emplace({&added.table(), added.key()}, &added);
    if (is_new || place->second == &added) return;
    const bool is_doomed = place->second->state() == row_state::doomed;
    throw error{
        error_kind::invalid_query,
        described(added.table(), added.key()) +
            (is_doomed ? " is to be removed first: flush() before another takes its place"
                       : " is an object of this session already")};
}

void identity_map::erase(const tracked& erased, const row_key& key) {
    const auto found = objects_.find({&erased.table(), key});
    if (found != objects_.end() && found->second == &erased) objects_.erase(found);
}

}  // namespace tinyorm
