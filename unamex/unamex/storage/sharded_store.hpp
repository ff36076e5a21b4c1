/// @file
/// The store of all names, on SQLite or PostgreSQL shards.
#pragma once

#include <unamex/ports/bulk_store.hpp>
#include <unamex/ports/change_log.hpp>
#include <unamex/ports/clock.hpp>
#include <unamex/ports/log_keeper.hpp>
#include <unamex/ports/username_store.hpp>
#include <unamex/ports/writer_registry.hpp>
#include <unamex/storage/shard.hpp>
#include <unamex/storage/store_options.hpp>
#include <unamex/storage/writer_table.hpp>

#include <atomic>
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
                            public ports::bulk_store,
                            public ports::log_keeper {
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

    ports::trim_counts trim_blocking(std::size_t shard) override;

    /// Ends every session now: whatever waits for a shard fails, as does all that is asked from now
    /// on. For the end of a process; any thread.
    void abandon();

private:
    microfast::task<ports::claim_result> decide(shard& owner, ports::claim_command command);
    microfast::task<bool> is_key_free(const ports::claim_command& command);
    [[nodiscard]] writer self() const { return {.id = writer_id_, .cache = cache_->last().id}; }
    [[nodiscard]] std::size_t shard_of(std::string_view text) const noexcept;

    std::string writer_id_;  // of this process, for as long as it runs
    std::shared_ptr<ports::cache_identity> cache_;
    std::vector<std::unique_ptr<shard>> shards_;  // in the order of the layout
    ports::shard_layout layout_;
    // Of each shard: up to when this process has read its log, by the clock of the database.
    std::vector<std::atomic<tinyorm::i64>> read_to_ms_;
};

}  // namespace unamex::storage
