#include <microfast/core/error.hpp>
#include <microfast/sessions/session_data.hpp>

#include <gtest/gtest.h>

#include <string>

namespace microfast::sessions {

namespace {

const std::chrono::sys_seconds began{std::chrono::seconds{1'700'000'000}};

TEST(session_data, holds_texts_by_name) {
    session_data data;
    EXPECT_TRUE(data.empty());
    data.set("user", "ann");
    data.set("user", "bob");
    EXPECT_EQ(data.find("user"), "bob");
    EXPECT_EQ(data.find("other"), std::nullopt);
    EXPECT_TRUE(data.erase("user"));
    EXPECT_FALSE(data.erase("user"));
    EXPECT_TRUE(data.empty());
}

TEST(session_data, comes_back_from_its_bytes) {
    session_data data(began);
    data.set("", "empty name");
    data.set("empty text", "");
    data.set("binary", std::string("\0\xFF\n", 3));
    EXPECT_EQ(session_data::from_bytes(data.to_bytes()), data);
    EXPECT_EQ(session_data::from_bytes(session_data(began).to_bytes())->began(), began);
}

TEST(session_data, does_not_come_from_other_bytes) {
    session_data data(began);
    data.set("name", "text");
    const auto bytes = data.to_bytes();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto cut = session_data::from_bytes(bytes.substr(0, size));
        ASSERT_TRUE(!cut || *cut == session_data(began)) << size;
    }
    EXPECT_FALSE(session_data::from_bytes(bytes + "x"));
    EXPECT_FALSE(session_data::from_bytes("\x02" + bytes.substr(1)));
}

TEST(session_data, is_bounded) {
    session_data large;
    large.set("a", std::string(session_data::most_bytes - 1, 'x'));
    EXPECT_THROW(large.set("b", ""), error);
    large.set("a", "small again");
    EXPECT_NO_THROW(large.set("b", std::string(10'000, 'x')));
    session_data many;
    for (std::size_t i = 0; i < session_data::most_names; ++i)
        many.set(std::to_string(i), "");
    EXPECT_THROW(many.set("one more", ""), error);
    EXPECT_NO_THROW(many.set("0", "changed"));
    many.clear();
    EXPECT_NO_THROW(many.set("one more", ""));
}

}  // namespace

}  // namespace microfast::sessions
