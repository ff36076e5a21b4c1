#include <microfast/binding/event.hpp>
#include <microfast/core/error.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace microfast::binding {

namespace {

TEST(event, is_fields_and_an_empty_line) {
    std::string wire;
    append_event(wire, "{}", true, "tick", "7", std::chrono::milliseconds{3000}, "");
    EXPECT_EQ(wire, "event: tick\nid: 7\nretry: 3000\ndata: {}\n\n");
}

TEST(event, has_a_field_for_each_line_of_its_data) {
    std::string wire;
    append_event(wire, "a\nb\r\nc\rd\n", true, "", "", std::nullopt, "");
    EXPECT_EQ(wire, "data: a\ndata: b\ndata: c\ndata: d\ndata: \n\n");
}

TEST(event, may_be_a_comment) {
    std::string wire;
    append_event(wire, "", false, "", "", std::nullopt, "still here");
    EXPECT_EQ(wire, ": still here\n\n");
}

TEST(event, refuses_a_name_that_would_forge_fields) {
    std::string wire;
    EXPECT_THROW(append_event(wire, "", true, "a\ndata: b", "", std::nullopt, ""), error);
    EXPECT_THROW(append_event(wire, "", true, "", "a\r", std::nullopt, ""), error);
}

}  // namespace

}  // namespace microfast::binding
