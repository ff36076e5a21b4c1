#include <microfast/middleware/content_coding.hpp>
#include <microfast/middleware/encoder_lease.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <string>

namespace microfast::middleware {

namespace {

constexpr std::size_t no_limit = 100'000'000;

class every_coding : public testing::TestWithParam<const char*> {
protected:
    const content_coding& coding = *find_coding(GetParam());

    std::string encoded(std::string_view content) {
        encoder_lease lease(coding, coding.default_level);
        std::string coded;
        lease.write(content, coded, flush_mode::finish);
        return coded;
    }
    std::pair<decode_status, std::string> decoded(std::string_view coded, std::size_t limit) {
        std::string content;
        const auto status = coding.decode(coded, limit, content);
        return {status, content};
    }
};

TEST_P(every_coding, gives_back_what_was_put_in) {
    std::mt19937 random(1);
    for (const std::size_t size : {0UL, 1UL, 100UL, 16'384UL, 300'000UL}) {
        std::string text(size, 'a'), noise;
        for (std::size_t i = 0; i < size; ++i)
            noise += static_cast<char>(random());
        for (const auto& content : {text, noise}) {
            const auto [status, back] = decoded(encoded(content), size);
            EXPECT_EQ(status, decode_status::complete) << size;
            EXPECT_TRUE(back == content) << size;
        }
    }
}

TEST_P(every_coding, is_decoded_without_a_limit_too) {
    const auto [status, back] = decoded(encoded("text"), std::numeric_limits<std::size_t>::max());
    EXPECT_EQ(status, decode_status::complete);
    EXPECT_EQ(back, "text");
}

TEST_P(every_coding, makes_text_smaller) {
    std::string text;
    for (int i = 0; i < 1000; ++i)
        text += "{\"id\":" + std::to_string(i) + ",\"name\":\"somebody\"},";
    EXPECT_LT(encoded(text).size(), text.size() / 5);
}

TEST_P(every_coding, can_be_decoded_up_to_each_flush) {
    encoder_lease lease(coding, coding.default_level);
    std::string coded;
    lease.write("one ", coded, flush_mode::flush);
    const auto first = coded.size();
    std::string content;
    EXPECT_EQ(coding.decode(coded, no_limit, content), decode_status::malformed);  // no end yet
    EXPECT_EQ(content, "one ");
    lease.write("two", coded, flush_mode::finish);
    EXPECT_GT(coded.size(), first);
    EXPECT_EQ(decoded(coded, no_limit).second, "one two");
}

TEST_P(every_coding, stops_a_bomb_at_the_limit) {
    const auto bomb = encoded(std::string(50'000'000, 'a'));
    EXPECT_LT(bomb.size(), 100'000U);
    const auto [status, content] = decoded(bomb, 1'000'000);
    EXPECT_EQ(status, decode_status::too_large);
    EXPECT_LE(content.size(), 1'000'000U);
}

TEST_P(every_coding, refuses_what_is_cut_or_changed_or_followed_by_something) {
    const std::string text(5000, 'b');
    const auto coded = encoded(text);
    for (std::size_t size = 1; size < coded.size(); ++size)
        ASSERT_EQ(decoded(coded.substr(0, size), no_limit).first, decode_status::malformed) << size;
    EXPECT_EQ(decoded("not coded at all", no_limit).first, decode_status::malformed);
    EXPECT_EQ(decoded(coded + "more", no_limit).first, decode_status::malformed);
}

TEST_P(every_coding, never_crashes_on_changed_bytes) {
    std::mt19937 random(4);
    const auto coded = encoded("some text and some text and some more text");
    for (int i = 0; i < 2000; ++i) {
        auto changed = coded;
        for (int j = 0; j < 3; ++j)
            changed[random() % changed.size()] = static_cast<char>(random());
        const auto [status, content] = decoded(changed, 10'000);
        ASSERT_LE(content.size(), 10'000U);
    }
}

INSTANTIATE_TEST_SUITE_P(
    codings,
    every_coding,
    testing::Values("gzip", "deflate", "br", "zstd"),
    [](const auto& tested) { return std::string(tested.param); }
);

TEST(content_coding, is_found_by_its_name) {
    EXPECT_EQ(find_coding("GZIP")->name, "gzip");
    EXPECT_EQ(find_coding("x-gzip")->name, "gzip");
    EXPECT_EQ(find_coding("compress"), nullptr);
    EXPECT_EQ(find_coding(""), nullptr);
}

TEST(content_coding, of_gzip_may_have_several_members) {
    const auto& gzip = *find_coding("gzip");
    std::string coded, content;
    for (const auto* part : {"one ", "two"}) {
        encoder_lease lease(gzip, 4);
        lease.write(part, coded, flush_mode::finish);
    }
    EXPECT_EQ(gzip.decode(coded, no_limit, content), decode_status::complete);
    EXPECT_EQ(content, "one two");
}

TEST(encoder_lease, gives_a_used_encoder_out_again_as_good_as_new) {
    const auto& gzip = *find_coding("gzip");
    std::string fresh, unfinished, again;
    {
        encoder_lease lease(gzip, 4);
        lease.write("text", fresh, flush_mode::finish);
    }
    {
        encoder_lease lease(gzip, 4);
        lease.write("half a content", unfinished, flush_mode::flush);
    }
    encoder_lease lease(gzip, 4);
    lease.write("text", again, flush_mode::finish);
    EXPECT_EQ(again, fresh);
}

}  // namespace

}  // namespace microfast::middleware
