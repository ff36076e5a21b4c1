#include <unamex/domain/name_hash.hpp>
#include <unamex/storage/log_query.hpp>
#include <unamex/storage/log_trim.hpp>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "services/run_task.hpp"
#include "storage/fresh_shards.hpp"

namespace unamex::storage {
namespace {

using tests::backend;

class log_trim : public testing::TestWithParam<backend> {
protected:
    void claim(const std::string& norm, const std::optional<std::string>& key = {}) {
        ports::claim_command command{
            .username = norm,
            .norm = norm,
            .owner = "ada",
            .claim_id = "claim-" + norm,
            .idempotency_key = key,
            .request_hash = 7};
        tests::run(loop, store->claim(std::move(command)));
    }
    /// As a follower does that has applied everything.
    domain::log_positions read_all(sharded_store& reader) {
        auto end = reader.end_blocking(0);
        EXPECT_TRUE(reader.read_blocking(0, end).is_complete);
        reader.renew_blocking(0);
        return end;
    }
    void make_old() { shards.execute(0, "UPDATE outbox SET at = '2020-01-01 00:00:00.000000'"); }

    void insert_old_change(int slot, int sequence) {
        shards.execute(
            0,
            fmt::format(
                "INSERT INTO outbox (slot, sequence, norm, weight, state, at)"
                " VALUES ({}, {}, 'name', 0, 0, '2020-01-01 00:00:00.000000')",
                slot,
                sequence
            )
        );
    }

    std::uint64_t rows_of(const std::string& table) const {
        tinyorm::database opened{shards.addresses()[0].url};
        const auto counts =
            opened.query<tinyorm::i64>("SELECT CAST(count(*) AS BIGINT) FROM " + table);
        return static_cast<std::uint64_t>(counts.front());
    }

    tests::fresh_shards shards{GetParam(), 1};
    microfast::net::event_loop loop;
    std::unique_ptr<sharded_store> store = shards.open();
};

TEST_P(log_trim, removes_what_is_older_than_the_retention_and_nothing_else) {
    claim("ada");
    make_old();
    claim("grace");
    read_all(*store);
    EXPECT_EQ(store->trim_blocking(0).changes, 1U);
    EXPECT_TRUE(store->trim_blocking(0).is_nothing());
    EXPECT_EQ(rows_of("outbox"), 1U);
    EXPECT_EQ(rows_of("usernames"), 2U);
}

TEST_P(log_trim, tells_a_reader_who_comes_too_late_and_no_other) {
    const auto before = store->end_blocking(0);
    claim("ada");
    const auto after = read_all(*store);
    make_old();
    EXPECT_FALSE(store->read_blocking(0, before).is_cut_off);
    EXPECT_EQ(store->trim_blocking(0).changes, 1U);
    EXPECT_TRUE(store->read_blocking(0, before).is_cut_off);
    EXPECT_FALSE(store->read_blocking(0, after).is_cut_off);
    claim("grace");
    EXPECT_TRUE(store->read_blocking(0, before).is_cut_off);
    EXPECT_EQ(store->read_blocking(0, after).changes.size(), 1U);
    EXPECT_EQ(store->read_blocking(0, after).changes.front().norm, "grace");
}

TEST_P(log_trim, keeps_what_a_registered_process_has_not_read) {
    claim("ada");
    make_old();
    const auto reader = shards.open({.key_version = 1});
    reader->renew_blocking(0);
    read_all(*store);
    EXPECT_TRUE(store->trim_blocking(0).is_nothing());
    read_all(*reader);
    EXPECT_EQ(store->trim_blocking(0).changes, 1U);
}

TEST_P(log_trim, keeps_everything_for_who_has_registered_and_read_nothing_yet) {
    claim("ada");
    make_old();
    store->renew_blocking(0);
    EXPECT_TRUE(store->trim_blocking(0).is_nothing());
}

TEST_P(log_trim, does_not_count_a_reading_that_is_incomplete) {
    shards.execute(
        0, fmt::format("UPDATE slots SET sequence = {} WHERE slot = 5", largest_reading)
    );
    shards.execute(0, "UPDATE slots SET sequence = 1 WHERE slot = 7");  // no longer fits
    insert_old_change(5, 1);
    EXPECT_FALSE(store->read_blocking(0, {}).is_complete);
    store->renew_blocking(0);
    EXPECT_TRUE(store->trim_blocking(0).is_nothing());
    read_all(*store);
    EXPECT_EQ(store->trim_blocking(0).changes, 1U);
}

TEST_P(log_trim, does_not_count_a_reading_that_is_cut_off) {
    shards.execute(0, "UPDATE slots SET sequence = 3, trimmed = 2 WHERE slot = 9");
    insert_old_change(9, 3);
    EXPECT_TRUE(store->read_blocking(0, {}).is_cut_off);
    store->renew_blocking(0);
    EXPECT_TRUE(store->trim_blocking(0).is_nothing());
    read_all(*store);
    EXPECT_EQ(store->trim_blocking(0).changes, 1U);
}

TEST_P(log_trim, waits_for_a_reader_that_gets_nowhere_for_a_day_and_no_longer) {
    claim("ada");
    make_old();
    const auto broken = shards.open({.key_version = 1});
    broken->renew_blocking(0);
    read_all(*store);
    const auto moved_back = [&](std::chrono::milliseconds by) {
        shards.execute(
            0,
            fmt::format(
                "UPDATE writers SET registered_at_ms = registered_at_ms - {} WHERE read_to_ms = 0",
                by.count()
            )
        );
    };
    moved_back(longest_standstill - std::chrono::minutes{1});
    EXPECT_TRUE(store->trim_blocking(0).is_nothing());
    moved_back(std::chrono::minutes{2});
    broken->renew_blocking(0);
    EXPECT_EQ(store->trim_blocking(0).changes, 1U);
    EXPECT_TRUE(broken->read_blocking(0, {}).is_cut_off) << "it learns that it must begin anew";
}

TEST_P(log_trim, waits_for_a_reader_that_stopped_getting_on_for_a_day_and_no_longer) {
    const auto broken = shards.open({.key_version = 1});
    broken->renew_blocking(0);
    read_all(*broken);
    claim("ada");
    make_old();
    read_all(*store);
    shards.execute(
        0,
        "UPDATE writers SET read_to_ms = 1 WHERE registered_at_ms = (SELECT max(registered_at_ms) "
        "FROM writers)"
    );
    EXPECT_TRUE(store->trim_blocking(0).is_nothing());
    shards.execute(0, "UPDATE writers SET registered_at_ms = 1 WHERE read_to_ms = 1");
    EXPECT_EQ(store->trim_blocking(0).changes, 1U);
}

TEST_P(log_trim, removes_keys_that_have_expired) {
    claim("ada", "old");
    shards.execute(0, "UPDATE idempotency SET expires_at = '2020-01-01 00:00:00.000000'");
    claim("grace", "new");
    EXPECT_EQ(store->trim_blocking(0).keys, 1U);
    EXPECT_EQ(store->trim_blocking(0).keys, 0U);
    EXPECT_EQ(rows_of("idempotency"), 1U);
}

TEST_P(log_trim, removes_a_bounded_number_at_once) {
    const auto count = 2 * trimmed_changes_of_slot + 10;
    shards.execute(0, fmt::format("UPDATE slots SET sequence = {} WHERE slot = 5", count));
    shards.execute(
        0,
        fmt::format(
            "INSERT INTO outbox (slot, sequence, norm, weight, state, at)"
            " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {})"
            " SELECT 5, i, 'name', 0, 0, '2020-01-01 00:00:00.000000' FROM n",
            count
        )
    );
    read_all(*store);
    EXPECT_EQ(store->trim_blocking(0).changes, trimmed_changes_of_slot);
    EXPECT_EQ(store->trim_blocking(0).changes, trimmed_changes_of_slot);
    EXPECT_EQ(store->trim_blocking(0).changes, 10U);
    EXPECT_TRUE(store->trim_blocking(0).is_nothing());
}

TEST_P(log_trim, tells_a_reader_who_comes_too_late_though_it_has_much_else_to_read) {
    shards.execute(
        0, fmt::format("UPDATE slots SET sequence = {} WHERE slot = 5", largest_reading)
    );
    shards.execute(0, "UPDATE slots SET sequence = 1 WHERE slot = 7");  // no longer fits
    shards.execute(0, "UPDATE slots SET sequence = 3, trimmed = 2 WHERE slot = 9");
    EXPECT_TRUE(store->read_blocking(0, {}).is_cut_off);
    domain::log_positions ahead;
    ahead.advance({domain::slot_id{9}, 4});
    EXPECT_TRUE(store->read_blocking(0, ahead).is_rewound);
}

TEST_P(log_trim, belongs_to_registered_processes) {
    const auto stranger = shards.open({.key_version = 1});
    EXPECT_THROW(stranger->trim_blocking(0), ports::store_unavailable);
}

INSTANTIATE_TEST_SUITE_P(
    every, log_trim, testing::Values(backend::sqlite, backend::postgres), tests::name_of
);

}  // namespace
}  // namespace unamex::storage
