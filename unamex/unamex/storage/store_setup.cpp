#include <unamex/domain/name_hash.hpp>
#include <unamex/shards/hash_ring.hpp>
#include <unamex/shards/slot_map.hpp>
#include <unamex/storage/dialect.hpp>
#include <unamex/storage/schema.hpp>
#include <unamex/storage/shard_state.hpp>
#include <unamex/storage/store_refused.hpp>
#include <unamex/storage/store_setup.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace unamex::storage {

namespace {

// Of each statement, waits for locks included: of two URLs that lead to one database, the second
// would wait for the transaction that is open on the first.
const tinyorm::transaction_options set_up_terms{.statement_timeout = std::chrono::seconds{10}};

struct inspected_shard {
    const shard_database* given;
    std::optional<shard_identity> identity;  // nothing: the database is new
};

std::string make_store_id() {
    std::random_device entropy;
    return fmt::format("{:08x}{:08x}{:08x}{:08x}", entropy(), entropy(), entropy(), entropy());
}

std::set<std::string> names_of(std::span<const shard_database> shards) {
    std::set<std::string> names;
    for (const auto& shard : shards)
        names.insert(shard.name);
    return names;
}

void require_rules(const inspected_shard& shard, std::uint32_t key_version) {
    const auto& identity = *shard.identity;
    if (identity.key_version != key_version) {
        throw store_refused{fmt::format(
            "shard {} has keys of version {}, this program makes keys of version {}: run the "
            "release, with the"
            " policy, that wrote it; or load its names into new shards under the new rules",
            shard.given->name,
            identity.key_version,
            key_version
        )};
    }
    if (identity.hash_seed != domain::name_hash_seed) {
        throw store_refused{fmt::format(
            "shard {} places names by another hash seed: run the release that wrote it, or load "
            "its names into"
            " new shards",
            shard.given->name
        )};
    }
}

void require_same_store(const inspected_shard& shard, const inspected_shard& first) {
    if (shard.identity->shard != shard.given->name) {
        throw store_refused{fmt::format(
            "the database given for shard {} is that of shard {}: exchange the URLs",
            shard.given->name,
            shard.identity->shard
        )};
    }
    if (shard.identity->store_id != first.identity->store_id) {
        throw store_refused{fmt::format(
            "shards {} and {} belong to different stores: correct the URL of one of them",
            first.given->name,
            shard.given->name
        )};
    }
    if (shard.identity->slot_map != first.identity->slot_map) {
        throw store_refused{fmt::format(
            "shards {} and {} do not agree on who owns which names: one was restored from an older "
            "backup;"
            " restore all shards from the same one",
            first.given->name,
            shard.given->name
        )};
    }
}

void require_all_given(const shards::slot_map& map, std::span<const shard_database> given) {
    const std::set<std::string> owners{map.shards().begin(), map.shards().end()};
    if (owners == names_of(given)) return;
    throw store_refused{fmt::format(
        "the names of this store are on the shards {}, but {} were given: give exactly its shards",
        fmt::join(owners, ", "),
        fmt::join(names_of(given), ", ")
    )};
}

shards::slot_map propose_map(std::span<const shard_database> given) {
    std::vector<shards::weighted_shard> shares;
    for (const auto& shard : given)
        shares.push_back({shard.name, shard.weight});
    return shards::hash_ring{shares}.propose(1);
}

ports::shard_layout layout_of(const shards::slot_map& map, std::string store_id) {
    return {.store_id = std::move(store_id), .names = map.shards(), .owners = map.owners()};
}

template <class Action>
void transact(const shard_database& shard, const Action& action) {
    using enum tinyorm::error_kind;
    try {
        shard.database->transaction(set_up_terms, action);
    } catch (const tinyorm::error& failure) {
        if (failure.kind() != timeout && failure.kind() != busy) throw;
        throw store_refused{fmt::format(
            "the database of shard {} could not be locked: its URL leads to the database of "
            "another "
            "shard, or another process sets it up just now; correct the URL, or try again",
            shard.name
        )};
    }
}

// Turns a transaction on the shard or, when it is the first one, continues the one that is open on
// it.
template <class Action>
void on_shard(
    const shard_database& shard,
    const shard_database& first,
    tinyorm::session& of_first,
    const Action& action
) {
    if (&shard == &first) {
        action(of_first);
    } else {
        transact(shard, action);
    }
}

void require_own_databases(std::span<const shard_database> shards) {
    std::map<std::string_view, std::string_view> owners;
    for (const auto& shard : shards) {
        if (shard.url.starts_with("sqlite::memory:")) {
            throw store_refused{fmt::format(
                "shard {} is a database in memory, which each connection has its own of: give a "
                "file, sqlite:PATH",
                shard.name
            )};
        }
        const auto [first, is_new] = owners.emplace(shard.url, shard.name);
        if (is_new) continue;
        throw store_refused{fmt::format(
            "shards {} and {} have the same URL: give each shard a database of its own",
            first->second,
            shard.name
        )};
    }
}

ports::shard_layout make_or_check(
    std::span<const shard_database> given, std::uint32_t key_version, tinyorm::session& of_first
) {
    std::vector<inspected_shard> shards;
    for (const auto& shard : given) {
        auto& inspected = shards.emplace_back(inspected_shard{&shard, {}});
        on_shard(shard, given.front(), of_first, [&](tinyorm::session& session) {
            inspected.identity = read_identity(session);
        });
    }
    const auto known = std::find_if(shards.begin(), shards.end(), [](const auto& one) {
        return one.identity.has_value();
    });
    const bool is_in_use = std::any_of(shards.begin(), shards.end(), [](const auto& one) {
        return one.identity && one.identity->is_in_use;
    });
    const auto map = known == shards.end() ? propose_map(given)
                                           : shards::parse_slot_map(known->identity->slot_map);
    const auto store_id = known == shards.end() ? make_store_id() : known->identity->store_id;
    require_all_given(map, given);
    for (auto& shard : shards) {
        if (shard.identity) {
            require_rules(shard, key_version);
            require_same_store(shard, *known);
            continue;
        }
        if (is_in_use) {
            throw store_refused{fmt::format(
                "the database of shard {} is empty, while the store is in use: correct its URL, or "
                "restore it from"
                " a backup",
                shard.given->name
            )};
        }
        const shard_identity fresh{
            .store_id = store_id,
            .shard = shard.given->name,
            .key_version = key_version,
            .hash_seed = domain::name_hash_seed,
            .slot_map = to_text(map)};
        on_shard(*shard.given, given.front(), of_first, [&](tinyorm::session& session) {
            set_up(session, fresh, map);
        });
    }
    mark_in_use(of_first);
    return layout_of(map, store_id);
}

}  // namespace

ports::shard_layout prepare_shards_blocking(
    std::span<const shard_database> shards, std::uint32_t key_version
) {
    if (shards.empty()) throw store_refused{"no shard was given: a store needs at least one"};
    require_own_databases(shards);
    for (const auto& shard : shards)
        shard.database->pool().acquire()->ping();
    for (const auto& shard : shards)
        migrate_blocking(*shard.database);
    ports::shard_layout layout;
    transact(shards.front(), [&](tinyorm::session& session) {
        if (is_postgres(session)) session.execute("LOCK TABLE shard_state IN EXCLUSIVE MODE");
        layout = make_or_check(shards, key_version, session);
    });
    // After the first one has committed: until then all of this may have to be done again.
    for (const auto& shard : shards.subspan(1))
        transact(shard, mark_in_use);
    return layout;
}

}  // namespace unamex::storage
