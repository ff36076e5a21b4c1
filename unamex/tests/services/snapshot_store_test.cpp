#include <unamex/filter/snapshot.hpp>
#include <unamex/services/snapshot_store.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <system_error>

#include "services/known.hpp"
#include "services/memory_store.hpp"
#include "temporary_directory.hpp"

namespace unamex::services {
namespace {

class snapshot_store : public testing::Test {
protected:
    services::snapshot_store make(std::uint32_t key_version = 1) {
        return {{.directory = directory.path(), .key_version = key_version}, clock};
    }
    std::string defect(std::uint32_t key_version = 1) {
        try {
            static_cast<void>(make(key_version).open_blocking(store.layout()));
            return "none";
        } catch (const snapshot_unusable& unusable) {
            return unusable.what();
        }
    }
    std::filesystem::path only_file(std::string_view extension) {
        for (const auto& entry : std::filesystem::directory_iterator{directory.path()}) {
            if (entry.path().extension() == extension) return entry.path();
        }
        return {};
    }

    tests::temporary_directory directory;
    tests::manual_clock clock;
    tests::memory_store store;
};

TEST_F(snapshot_store, opens_what_a_scan_wrote) {
    for (int i = 0; i < 1000; ++i)
        store.insert("name" + std::to_string(i), 5);
    make().scan_blocking(store);
    const auto opened = make().open_blocking(store.layout()).value();
    EXPECT_EQ(opened.known->index().size(), 1000U);
    for (int i = 0; i < 1000; ++i) {
        const auto name = "name" + std::to_string(i);
        EXPECT_TRUE(opened.known->filter().might_contain(domain::hash_name(name)));
        EXPECT_TRUE(opened.known->index().contains(name));
    }
    for (std::size_t shard = 0; shard < 2; ++shard) {
        const auto end = store.end_blocking(shard);
        for (std::size_t i = shard; i < domain::slot_count; i += 2) {
            EXPECT_EQ(opened.applied.sequences()[i], end.sequences()[i]);
        }
    }
}

TEST_F(snapshot_store, opens_what_was_saved_while_in_use) {
    const auto known = tests::nothing_known(store.layout());
    const search::weighted_name ada{"ada", 1};
    known->add({&ada, 1});
    domain::log_positions applied;
    applied.advance({domain::slot_id{5}, 9});
    make().save_blocking(*known, applied);
    const auto opened = make().open_blocking(store.layout()).value();
    EXPECT_TRUE(opened.known->index().contains("ada"));
    EXPECT_TRUE(opened.known->filter().might_contain(domain::hash_name("ada")));
    EXPECT_EQ(opened.applied, applied);
}

TEST_F(snapshot_store, replaces_a_full_filter_by_a_greater_one) {
    const auto known = tests::nothing_known(store.layout());
    for (int i = 0; i < 1500; ++i) {
        const auto name = "name" + std::to_string(i);
        const search::weighted_name added{name, 0};
        known->add({&added, 1});
    }
    ASSERT_TRUE(known->has_outgrown_filter());
    make().save_blocking(*known, {});
    EXPECT_FALSE(known->has_outgrown_filter());
    EXPECT_GE(known->filter().current().capacity(), 2800U);
    for (int i = 0; i < 1500; ++i) {
        EXPECT_TRUE(known->filter().might_contain(domain::hash_name("name" + std::to_string(i))));
    }
    EXPECT_EQ(
        make().open_blocking(store.layout())->known->filter().current().capacity(),
        known->filter().current().capacity()
    );
}

TEST_F(snapshot_store, grows_for_no_claims_that_failed_and_leaves_them_out_of_a_new_filter) {
    const auto known = tests::nothing_known(store.layout());
    const search::weighted_name ada{"ada", 1};
    known->add({&ada, 1});
    for (int i = 0; i < 5000; ++i)
        known->expect(domain::hash_name("name" + std::to_string(i)));
    EXPECT_FALSE(known->has_outgrown_filter());
    EXPECT_TRUE(known->has_worn_filter());
    make().save_blocking(*known, {});
    EXPECT_FALSE(known->has_worn_filter());
    const auto opened = make().open_blocking(store.layout()).value();
    for (const auto* const each : {known.get(), opened.known.get()}) {
        EXPECT_EQ(each->filter().current().capacity(), 1000U);
        EXPECT_EQ(each->filter().current().names(), 1U);
        EXPECT_TRUE(each->filter().might_contain(domain::hash_name("ada")));
    }
}

TEST_F(snapshot_store, leaves_claims_that_failed_out_of_a_filter_that_was_saved_full) {
    const auto known = tests::nothing_known(store.layout());
    const search::weighted_name ada{"ada", 1};
    known->add({&ada, 1});
    make().save_blocking(*known, {});
    const auto filter = only_file(".bloom");
    for (int i = 0; i < 5000; ++i)
        known->expect(domain::hash_name("name" + std::to_string(i)));
    filter::write_snapshot_blocking(filter, known->filter().current(), {}, 1);
    const auto opened = make().open_blocking(store.layout()).value();
    EXPECT_EQ(opened.known->filter().current().names(), 1U);
    EXPECT_TRUE(opened.known->filter().might_contain(domain::hash_name("ada")));
}

TEST_F(snapshot_store, says_that_there_is_none) {
    EXPECT_FALSE(make().open_blocking(store.layout()));
}

TEST_F(snapshot_store, refuses_a_snapshot_of_another_store) {
    make().scan_blocking(store);
    store.set_identity("restored");
    EXPECT_THAT(defect(), testing::HasSubstr("of another store"));
}

TEST_F(snapshot_store, refuses_keys_of_another_version) {
    make().scan_blocking(store);
    EXPECT_THAT(
        defect(2), testing::HasSubstr("keys of version 1, this service makes keys of version 2")
    );
}

TEST_F(snapshot_store, refuses_truncated_files) {
    for (const auto* const extension : {".bloom", ".segment"}) {
        store.insert("ada");
        make().scan_blocking(store);
        EXPECT_EQ(defect(), "none");
        const auto file = only_file(extension);
        std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
        EXPECT_THAT(defect(), testing::HasSubstr(file.filename().string()));
        EXPECT_THAT(
            defect(), testing::HasSubstr("delete " + directory.path().string() + "/snapshot.json")
        );
        std::filesystem::remove(directory.path() / "snapshot.json");
    }
}

TEST_F(snapshot_store, does_not_replace_a_snapshot_of_another_store) {
    store.insert("ada");
    make().scan_blocking(store);
    tests::memory_store another;
    another.set_identity("another");
    EXPECT_THROW(make().scan_blocking(another), snapshot_unusable);
    EXPECT_THROW(
        require_own_snapshot({.directory = directory.path(), .key_version = 1}, another.layout()),
        snapshot_unusable
    );
    EXPECT_EQ(defect(), "none");
    EXPECT_TRUE(make().open_blocking(store.layout())->known->index().contains("ada"));
}

TEST_F(snapshot_store, keeps_the_snapshot_when_a_scan_ends_before_its_manifest) {
    store.insert("ada");
    make().scan_blocking(store);
    store.insert("grace");
    // The manifest cannot be written: what it is written to first is a directory.
    std::filesystem::create_directory(directory.path() / "snapshot.json.new");
    EXPECT_THROW(make().scan_blocking(store), std::system_error);
    const auto opened = make().open_blocking(store.layout()).value();
    EXPECT_FALSE(opened.known->index().contains("grace"));
    EXPECT_FALSE(opened.known->filter().might_contain(domain::hash_name("grace")));
}

TEST_F(snapshot_store, keeps_the_snapshot_when_a_scan_fails) {
    store.insert("ada");
    make().scan_blocking(store);
    store.set_away(1, true);
    EXPECT_THROW(make().scan_blocking(store), ports::store_unavailable);
    EXPECT_EQ(defect(), "none");
}

}  // namespace
}  // namespace unamex::services
