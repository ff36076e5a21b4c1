#include <ingest/name_generator.hpp>
#include <unamex/domain/normaliser.hpp>

#include <gmock/gmock.h>

#include <set>

namespace unamex::ingest {
namespace {

TEST(name_generator, gives_the_same_names_for_the_same_seed) {
    name_generator generator{1};
    std::vector<std::string> names;
    for (int i = 0; i < 6; ++i)
        names.push_back(generator.next());
    EXPECT_THAT(
        names,
        ::testing::ElementsAre(
            "malikberg", "felixjordan", "noblecomet", "mila.walker", "bright-cactus2004", "mfischer"
        )
    );
}

TEST(name_generator, gives_other_names_for_another_seed) {
    EXPECT_NE(name_generator{1}.next(), name_generator{2}.next());
}

TEST(name_generator, makes_names_that_all_can_be_claimed) {
    const domain::normaliser rules;
    name_generator generator{7};
    for (int i = 0; i < 50'000; ++i) {
        const auto name = generator.next();
        const auto normalised = rules.normalise(name);
        ASSERT_FALSE(normalised.reason) << name << ": " << normalised.detail;
        ASSERT_EQ(normalised.norm, name);
    }
}

TEST(name_generator, makes_no_name_twice) {
    name_generator generator{7};
    std::set<std::string> names;
    for (int i = 0; i < 200'000; ++i)
        ASSERT_TRUE(names.insert(generator.next()).second);
}

}  // namespace
}  // namespace unamex::ingest
