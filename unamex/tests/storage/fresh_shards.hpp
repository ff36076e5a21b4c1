/// @file
/// Empty databases of each kind, to become shards.
#pragma once

#include <tinyorm/driver/registry.hpp>
#include <unamex/storage/sharded_store.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "temporary_directory.hpp"

namespace unamex::tests {

enum class backend { sqlite, postgres };

/// For the names of parameterised tests.
std::string name_of(const testing::TestParamInfo<backend>& info);

/// Databases named `a`, `b`, ... that go with the test, or with the server it was started with.
class fresh_shards {
public:
    fresh_shards(backend kind, std::size_t count);

    [[nodiscard]] const std::vector<storage::shard_address>& addresses() const noexcept {
        return addresses_;
    }

    /// A store on them that is registered as a writer everywhere.
    [[nodiscard]] std::unique_ptr<storage::sharded_store> open() const;

    /// A store that is not, with these options; those of the shards are filled in.
    [[nodiscard]] std::unique_ptr<storage::sharded_store> open(storage::store_options options
    ) const;

    /// Runs SQL on one of them, as somebody else would.
    void execute(std::size_t shard, std::string_view sql) const;

    /// PostgreSQL only: breaks all sessions of a shard, and lets nobody in until `let_in`.
    void lock_out(std::size_t shard) const;
    void let_in(std::size_t shard) const;

private:
    temporary_directory directory_;
    std::vector<storage::shard_address> addresses_;
    std::vector<std::string> databases_;
};

}  // namespace unamex::tests
