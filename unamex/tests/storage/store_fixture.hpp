/// @file
/// A store on two fresh shards, and what tests of it do again and again.
#pragma once

#include <unamex/domain/name_hash.hpp>
#include <unamex/storage/sharded_store.hpp>

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/run_task.hpp"
#include "storage/fresh_shards.hpp"

namespace unamex::storage {

inline ports::claim_command claim_of(
    std::string norm, std::string owner, std::optional<std::string> key = {}
) {
    static std::atomic<int> claims{0};
    ports::claim_command command{
        .username = norm,
        .norm = norm,
        .owner = owner,
        .claim_id = "claim-" + std::to_string(++claims),
        .idempotency_key = std::move(key)};
    command.request_hash = domain::hash_name(norm + owner);
    return command;
}

class store_fixture : public testing::TestWithParam<tests::backend> {
protected:
    ports::claim_outcome claim(
        std::string norm, std::string owner, std::optional<std::string> key = {}
    ) {
        return tests::run(
                   loop, store->claim(claim_of(std::move(norm), std::move(owner), std::move(key)))
        )
            .outcome;
    }
    bool is_taken(std::string norm) {
        std::vector<std::string> norms;
        norms.push_back(std::move(norm));
        return tests::run(loop, store->taken(std::move(norms))).front();
    }
    std::size_t shard_of(std::string_view text) const {
        return store->layout().shard_of(domain::hash_name(text));
    }

    /// Names of one shard, none of which is taken yet.
    std::vector<ports::loaded_name> names_on(
        std::size_t shard, std::size_t count, std::string_view prefix = "name"
    ) const {
        std::vector<ports::loaded_name> names;
        for (int i = 0; names.size() < count; ++i) {
            auto norm = std::string{prefix} + std::to_string(i);
            if (shard_of(norm) == shard)
                names.push_back({"N" + norm, norm, static_cast<std::uint8_t>(i % 256)});
        }
        return names;
    }

    /// Every change of a shard, read in as many steps as it takes.
    std::vector<ports::change> all_changes(std::size_t shard) {
        domain::log_positions applied;
        std::vector<ports::change> all;
        for (;;) {
            auto reading = store->read_blocking(shard, applied);
            for (auto& change : reading.changes) {
                EXPECT_EQ(change.position.sequence, applied[change.position.slot] + 1) << "a gap";
                applied.advance(change.position);
                all.push_back(std::move(change));
            }
            if (reading.is_complete) return all;
        }
    }

    microfast::net::event_loop loop;
    std::array<microfast::net::event_loop, 4> loops;
    tests::fresh_shards shards{GetParam(), 2};
    std::unique_ptr<storage::sharded_store> store = shards.open();
};

}  // namespace unamex::storage
