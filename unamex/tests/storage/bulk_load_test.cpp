#include <unamex/storage/gather.hpp>

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "storage/store_fixture.hpp"

namespace unamex::storage {
namespace {

using enum ports::claim_outcome;
using tests::backend;

class bulk_load : public store_fixture {};

TEST_P(bulk_load, loads_names_in_bulk_and_counts_them) {
    auto names = names_on(0, 500);
    EXPECT_EQ(claim(names[7].norm, "ada"), created);
    names.push_back(names[3]);
    const auto counts = store->load_blocking(0, names, "import");
    EXPECT_EQ(counts.inserted, 499U);
    EXPECT_EQ(counts.duplicate, 2U);
    EXPECT_EQ(all_changes(0).size(), 500U);
    const auto again = store->load_blocking(0, names, "import");
    EXPECT_EQ(again.inserted, 0U);
    EXPECT_EQ(again.duplicate, 501U);
    EXPECT_EQ(all_changes(0).size(), 500U);
    EXPECT_TRUE(is_taken(names[0].norm));
    EXPECT_EQ(claim(names[0].norm, "bob"), taken);
}

TEST_P(bulk_load, loads_while_names_are_claimed) {
    const auto names = names_on(0, 2000);
    std::atomic<std::uint64_t> inserted = 0;
    {
        std::jthread loader{[&] {
            for (std::size_t i = 0; i < names.size(); i += 500) {
                inserted +=
                    store->load_blocking(0, std::span{names}.subspan(i, 500), "import").inserted;
            }
        }};
        std::vector<microfast::task<ports::claim_result>> claims;
        for (std::size_t i = 0; i < names.size(); i += 50)
            claims.push_back(store->claim(claim_of(names[i].norm, "ada")));
        for (const auto& result : tests::run(loop, gather(std::move(claims))))
            inserted += result.outcome == created ? 1 : 0;
    }
    EXPECT_EQ(inserted, 2000U);
    EXPECT_EQ(all_changes(0).size(), 2000U);
}

TEST_P(bulk_load, refuses_to_load_names_of_another_shard) {
    EXPECT_THROW(store->load_blocking(1, names_on(0, 1), "import"), std::invalid_argument);
}

INSTANTIATE_TEST_SUITE_P(
    every, bulk_load, testing::Values(backend::sqlite, backend::postgres), tests::name_of
);

}  // namespace
}  // namespace unamex::storage
