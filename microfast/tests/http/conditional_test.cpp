#include <microfast/http/conditional.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <utility>
#include <vector>

namespace microfast::http {

namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;
using enum precondition_verdict;

constexpr sys_seconds modified{seconds{784'111'777}};
constexpr auto same_date = "Sun, 06 Nov 1994 08:49:37 GMT";
constexpr auto earlier = "Sun, 06 Nov 1994 08:49:36 GMT";
constexpr auto later = "Sun, 06 Nov 1994 08:49:38 GMT";
constexpr auto future = "Sun, 06 Nov 2044 08:49:37 GMT";
constexpr sys_seconds now{seconds{1'793'000'000}};

using field_list = std::vector<std::pair<const char*, const char*>>;

header_fields to_fields(const field_list& lines) {
    header_fields fields;
    for (const auto& [name, value] : lines)
        fields.add(name, value);
    return fields;
}

const representation_state current{.tag = entity_tag{R"("v2")"}, .last_modified = modified};

struct condition_case {
    const char* name;
    field_list fields;
    precondition_verdict for_get;
    precondition_verdict for_put;
    representation_state state = current;
};

std::ostream& operator<<(std::ostream& out, const condition_case& tested) {
    return out << tested.name;
}

class condition_table : public testing::TestWithParam<condition_case> {};

TEST_P(condition_table, is_judged) {
    const auto fields = to_fields(GetParam().fields);
    const auto& state = GetParam().state;
    EXPECT_EQ(judge_preconditions(method::get, fields, state, now), GetParam().for_get);
    EXPECT_EQ(judge_preconditions(method::head, fields, state, now), GetParam().for_get);
    EXPECT_EQ(judge_preconditions(method::put, fields, state, now), GetParam().for_put);
}

const representation_state weakly_tagged{
    .tag = entity_tag{R"("v2")", true}, .last_modified = modified};
const representation_state absent{.exists = false};
const representation_state unknown{};

const condition_case conditions[]{
    {"nothing_asked", {}, proceed, proceed},
    {"if_match_same", {{"If-Match", R"("v1", "v2")"}}, proceed, proceed},
    {"if_match_other", {{"If-Match", R"("v1")"}}, failed, failed},
    {"if_match_weak_tag_never", {{"If-Match", R"(W/"v2")"}}, failed, failed},
    {"if_match_weak_state", {{"If-Match", R"("v2")"}}, failed, failed, weakly_tagged},
    {"if_match_any", {{"If-Match", "*"}}, proceed, proceed},
    {"if_match_any_of_nothing", {{"If-Match", "*"}}, failed, failed, absent},
    {"if_match_without_tag", {{"If-Match", R"("v2")"}}, failed, failed, unknown},
    {"if_match_malformed", {{"If-Match", "v2"}}, failed, failed},
    {"unmodified_since_same", {{"If-Unmodified-Since", same_date}}, proceed, proceed},
    {"unmodified_since_earlier", {{"If-Unmodified-Since", earlier}}, failed, failed},
    {"unmodified_since_malformed", {{"If-Unmodified-Since", "yesterday"}}, proceed, proceed},
    {"unmodified_since_unknown", {{"If-Unmodified-Since", earlier}}, proceed, proceed, unknown},
    {"if_match_goes_before_unmodified_since",
     {{"If-Match", R"("v2")"}, {"If-Unmodified-Since", earlier}},
     proceed,
     proceed},
    {"if_none_match_other", {{"If-None-Match", R"("v1")"}}, proceed, proceed},
    {"if_none_match_same", {{"If-None-Match", R"("v1", "v2")"}}, not_modified, failed},
    {"if_none_match_on_two_lines",
     {{"If-None-Match", R"("v1")"}, {"If-None-Match", R"("v2")"}},
     not_modified,
     failed},
    {"if_none_match_weak", {{"If-None-Match", R"(W/"v2")"}}, not_modified, failed},
    {"if_none_match_weak_state",
     {{"If-None-Match", R"("v2")"}},
     not_modified,
     failed,
     weakly_tagged},
    {"if_none_match_any", {{"If-None-Match", "*"}}, not_modified, failed},
    {"if_none_match_any_of_nothing", {{"If-None-Match", "*"}}, proceed, proceed, absent},
    {"if_none_match_malformed", {{"If-None-Match", "v2"}}, proceed, proceed},
    {"modified_since_same", {{"If-Modified-Since", same_date}}, not_modified, proceed},
    {"modified_since_later", {{"If-Modified-Since", later}}, not_modified, proceed},
    {"modified_since_earlier", {{"If-Modified-Since", earlier}}, proceed, proceed},
    {"modified_since_asctime",
     {{"If-Modified-Since", "Sun Nov  6 08:49:37 1994"}},
     not_modified,
     proceed},
    {"modified_since_rfc850",
     {{"If-Modified-Since", "Sunday, 06-Nov-94 08:49:37 GMT"}},
     not_modified,
     proceed},
    {"modified_since_future", {{"If-Modified-Since", future}}, proceed, proceed},
    {"modified_since_malformed", {{"If-Modified-Since", "0"}}, proceed, proceed},
    {"modified_since_unknown", {{"If-Modified-Since", later}}, proceed, proceed, unknown},
    {"if_none_match_goes_before_modified_since",
     {{"If-None-Match", R"("v1")"}, {"If-Modified-Since", later}},
     proceed,
     proceed},
    {"if_match_goes_before_if_none_match",
     {{"If-Match", R"("v1")"}, {"If-None-Match", R"("v2")"}},
     failed,
     failed},
    {"both_hold",
     {{"If-Unmodified-Since", later}, {"If-None-Match", R"("v2")"}},
     not_modified,
     failed},
};
INSTANTIATE_TEST_SUITE_P(
    conditional,
    condition_table,
    testing::ValuesIn(conditions),
    [](const auto& tested) { return tested.param.name; }
);

bool ranges_allowed(const char* if_range, const representation_state& state = current) {
    return allows_ranges(to_fields({{"If-Range", if_range}}), state, now);
}

TEST(conditional, allows_ranges_of_the_representation_that_the_client_has) {
    EXPECT_TRUE(allows_ranges({}, current, now));
    EXPECT_TRUE(ranges_allowed(R"("v2")"));
    EXPECT_TRUE(ranges_allowed(same_date));
    EXPECT_FALSE(ranges_allowed(R"("v1")"));
    EXPECT_FALSE(ranges_allowed(R"(W/"v2")"));
    EXPECT_FALSE(ranges_allowed(R"("v2")", weakly_tagged));
    EXPECT_FALSE(ranges_allowed(R"("v2")", unknown));
    EXPECT_FALSE(ranges_allowed(earlier));
    EXPECT_FALSE(ranges_allowed(later));
    EXPECT_FALSE(ranges_allowed("v2"));
    EXPECT_FALSE(ranges_allowed(same_date, unknown));
}

TEST(conditional, does_not_trust_the_date_of_a_change_in_this_second) {
    const auto fields = to_fields({{"If-Range", same_date}});
    EXPECT_FALSE(allows_ranges(fields, current, modified));
    EXPECT_TRUE(allows_ranges(fields, current, modified + seconds{1}));
}

TEST(conditional, makes_a_304_without_content_but_with_what_caches_need) {
    auto answer = text("hello");
    answer.headers.append("ETag", R"("v2")");
    answer.headers.append("Vary", "Accept-Encoding");
    answer.headers.append("Content-Encoding", "gzip");
    answer.headers.append("Content-Location", "/hello.txt");
    make_not_modified(answer);
    EXPECT_EQ(answer.status, 304);
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(
        answer.headers.text(),
        "ETag: \"v2\"\r\nVary: Accept-Encoding\r\nContent-Location: /hello.txt\r\n"
    );
}

}  // namespace

}  // namespace microfast::http
