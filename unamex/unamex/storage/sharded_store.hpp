/// @file
/// The store of all names, on SQLite or PostgreSQL shards.
#pragma once

#include <unamex/ports/bulk_store.hpp>
#include <unamex/ports/change_log.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/ports/username_store.hpp>
#include <unamex/ports/writer_registry.hpp>
#include <unamex/storage/shard.hpp>
#include <unamex/storage/store_options.hpp>

#include <memory>
#include <string>
#include <vector>

namespace unamex::storage {

/// Every port of the store, over its shards.
///
/// Thread safety: safe.
/// Errors: as the ports say.
/// Lifetime: destroyed after the event loops that use it have stopped, and before these are
/// destroyed: its threads post what they finish to them.
class sharded_store final : public ports::username_store,
                            public ports::change_log,
                            public ports::writer_registry,
                            public ports::bulk_store {
public:
    /// Opens the shards, sets up those of a new store. Blocks.
    /// Errors: `store_refused`, `tinyorm::error`.
    sharded_store(store_options options, const ports::clock& clock);

    microfast::task<std::vector<bool>> taken(std::vector<std::string> norms) override;
    microfast::task<ports::claim_result> claim(ports::claim_command command) override;

    [[nodiscard]] const ports::shard_layout& layout() const noexcept override { return layout_; }

    [[nodiscard]] ports::log_reading read_blocking(
        std::size_t shard, const domain::log_positions& applied
    ) override;
    [[nodiscard]] domain::log_positions end_blocking(std::size_t shard) override;
    [[nodiscard]] std::vector<ports::stored_name> names_blocking(
        std::size_t shard, std::string_view after, std::size_t limit
    ) override;

    std::chrono::milliseconds renew_blocking(std::size_t shard) override;
    void retire_blocking(std::size_t shard) override;

    ports::load_counts load_blocking(
        std::size_t shard, std::span<const ports::loaded_name> names, std::string_view owner
    ) override;

private:
    microfast::task<ports::claim_result> decide(shard& owner, ports::claim_command command);
    microfast::task<bool> is_key_free(const ports::claim_command& command);
    [[nodiscard]] std::size_t shard_of(std::string_view text) const noexcept;

    const ports::clock& clock_;
    std::string writer_;                          // of this process, for as long as it runs
    std::vector<std::unique_ptr<shard>> shards_;  // in the order of the layout
    ports::shard_layout layout_;
};

}  // namespace unamex::storage
