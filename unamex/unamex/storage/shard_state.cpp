#include <unamex/domain/slot.hpp>
#include <unamex/storage/models.hpp>
#include <unamex/storage/shard_state.hpp>
#include <unamex/storage/store_refused.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace unamex::storage {

namespace {

using properties = std::map<std::string, std::string, std::less<>>;

constexpr auto in_use_property = "in_use";

const std::string& required(const properties& all, std::string_view name) {
    const auto found = all.find(name);
    if (found == all.end()) {
        throw store_refused{fmt::format(
            "a shard's table shard_state lacks the property {}: restore it from a backup", name
        )};
    }
    return found->second;
}

template <class Number>
Number required_number(const properties& all, std::string_view name) {
    const auto& text = required(all, name);
    Number number{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) {
        throw store_refused{fmt::format(
            "a shard's table shard_state has \"{}\" for the number {}: restore it from a backup",
            text,
            name
        )};
    }
    return number;
}

std::vector<slots::row> counters_of(const shards::slot_map& map, std::string_view shard) {
    std::vector<slots::row> counters;
    for (std::size_t i = 0; i < domain::slot_count; ++i) {
        const auto owner = map.owner_of(static_cast<domain::slot_id>(i));
        if (map.shards()[owner] == shard) counters.push_back({static_cast<tinyorm::i32>(i), 0, 0});
    }
    return counters;
}

}  // namespace

std::optional<shard_identity> read_identity(tinyorm::session& session) {
    properties all;
    for (auto& [property, content] : shard_state::select().all(session)) {
        all.emplace(std::move(property), std::move(content));
    }
    if (all.empty()) return std::nullopt;
    return shard_identity{
        .store_id = required(all, "store_id"),
        .shard = required(all, "shard"),
        .key_version = required_number<std::uint32_t>(all, "key_version"),
        .hash_seed = required_number<std::uint64_t>(all, "hash_seed"),
        .slot_map = required(all, "slot_map"),
        .is_in_use = all.contains(in_use_property)};
}

void set_up(
    tinyorm::session& session, const shard_identity& identity, const shards::slot_map& map
) {
    const std::array state{
        shard_state::row{"store_id", identity.store_id},
        shard_state::row{"shard", identity.shard},
        shard_state::row{"key_version", std::to_string(identity.key_version)},
        shard_state::row{"hash_seed", std::to_string(identity.hash_seed)},
        shard_state::row{"slot_map", identity.slot_map}};
    shard_state::insert(std::span<const shard_state::row>{state}).execute(session);
    const auto counters = counters_of(map, identity.shard);
    session.insert_all(std::span<const slots::row>{counters});
}

void mark_in_use(tinyorm::session& session) {
    shard_state::insert({in_use_property, "yes"})
        .on_conflict(shard_state::property)
        .do_nothing()
        .execute(session);
}

}  // namespace unamex::storage
