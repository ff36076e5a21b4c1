#include <microfast/core/error.hpp>
#include <microfast/sessions/session_id.hpp>
#include <microfast/sessions/signer.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace microfast::sessions {

namespace {

const std::string key(32, 'k'), newer_key(40, 'n');

TEST(signer, gives_back_what_it_signed) {
    const signer signs({key});
    const auto signed_text = signs.sign("session", "abc");
    EXPECT_EQ(signed_text.size(), 3U + 1 + 43);
    EXPECT_EQ(signs.verify("session", signed_text), "abc");
    EXPECT_EQ(signs.verify("session", signs.sign("session", "")), "");
    EXPECT_EQ(signs.verify("session", signs.sign("session", "a.b.c")), "a.b.c");
}

TEST(signer, makes_the_signature_that_others_make) {
    // printf 'session\0abc' | openssl dgst -sha256 -mac HMAC -macopt key:kkkk... -binary | base64
    EXPECT_EQ(
        signer({key}).sign("session", "abc"), "abc.qowYUr5Akfib4CJJURPbO0w2fdVHV6Z2_gy8uAHn_KU"
    );
}

TEST(signer, knows_every_change) {
    const signer signs({key});
    const auto good = signs.sign("session", "abc");
    for (std::size_t at = 0; at < good.size(); ++at) {
        auto changed = good;
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        EXPECT_EQ(signs.verify("session", changed), std::nullopt) << at;
        EXPECT_EQ(signs.verify("session", good.substr(0, at)), std::nullopt) << at;
    }
    EXPECT_EQ(signs.verify("session", good + "A"), std::nullopt);
    EXPECT_EQ(signs.verify("other", good), std::nullopt);
    EXPECT_EQ(signer({newer_key}).verify("session", good), std::nullopt);
}

TEST(signer, takes_the_old_key_until_it_is_left_out) {
    const auto old = signer({key}).sign("session", "abc");
    const signer rotated({newer_key, key});
    EXPECT_EQ(rotated.verify("session", old), "abc");
    EXPECT_NE(rotated.sign("session", "abc"), old);
    EXPECT_EQ(signer({newer_key}).verify("session", rotated.sign("session", "abc")), "abc");
}

TEST(signer, needs_keys_that_are_long_enough) {
    EXPECT_THROW(signer({}), error);
    EXPECT_THROW(signer({std::string(31, 'k')}), error);
    EXPECT_THROW(signer({key, ""}), error);
}

TEST(session_id, is_never_the_same) {
    std::set<std::string> made;
    for (int i = 0; i < 1000; ++i)
        made.insert(make_session_id());
    EXPECT_EQ(made.size(), 1000U);
    for (const auto& id : made)
        ASSERT_TRUE(is_session_id(id)) << id;
    EXPECT_FALSE(is_session_id(""));
    EXPECT_FALSE(is_session_id(std::string(42, 'a')));
    EXPECT_FALSE(is_session_id(std::string(42, 'a') + "+"));
}

TEST(session_id, is_written_in_base64url) {
    const auto encoded = [](std::vector<unsigned char> bytes) { return to_base64url(bytes); };
    EXPECT_EQ(encoded({}), "");
    EXPECT_EQ(encoded({'f'}), "Zg");
    EXPECT_EQ(encoded({'f', 'o'}), "Zm8");
    EXPECT_EQ(encoded({'f', 'o', 'o'}), "Zm9v");
    EXPECT_EQ(encoded({0xFB, 0xFF}), "-_8");
}

}  // namespace

}  // namespace microfast::sessions
