#include <microfast/binding/call.hpp>
#include <microfast/core/error.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "binding/handling.hpp"

namespace microfast::binding {

namespace {

enum class color : std::uint8_t { red, green };

/// The types and places of the faults in a 422.
std::vector<std::string> faults_of(const http::response& answer) {
    EXPECT_EQ(answer.status, 422) << answer.body;
    std::vector<std::string> faults;
    const auto document = nlohmann::json::parse(answer.body);
    for (const auto& fault : document.at("detail"))
        faults.push_back(fault.at("type").get<std::string>() + " " + fault.at("loc").dump());
    return faults;
}
using faults = std::vector<std::string>;

TEST(call, reads_scalars_of_the_path_in_order) {
    sample from{"GET /"};
    from.with_parameter("id", "-7").with_parameter("paint", "green").with_parameter("on", "yes");
    const auto answer = answer_of(from, [](int id, color paint, bool on) {
        return std::to_string(id) + (paint == color::green ? " green" : "") + (on ? " on" : "");
    });
    EXPECT_EQ(answer.body, "-7 green on");
}

TEST(call, gives_texts_of_the_path_as_views_and_as_strings) {
    sample from{"GET /"};
    from.with_parameter("a", "one").with_parameter("b", "two");
    const auto answer = answer_of(from, [](std::string_view a, const std::string& b) {
        return std::string(a) + b;
    });
    EXPECT_EQ(answer.body, "onetwo");
}

TEST(call, tells_all_that_is_wrong_with_a_request_at_once) {
    sample from{"GET /?limit=0&tag=1&tag=x", "X-Count: many\r\n"};
    from.with_parameter("id", "abc");
    const auto answer = answer_of(
        from,
        [](int /*id*/,
           query<"limit", int, at_least<1>> /*limit*/,
           query<"tag", std::vector<int>>,
           query<"needed"> /*needed*/,
           header<"X-Count", unsigned> /*count*/) { return "called"; }
    );
    EXPECT_EQ(
        faults_of(answer),
        (faults{
            R"(int_parsing ["path","id"])",
            R"(greater_than_equal ["query","limit"])",
            R"(int_parsing ["query","tag",1])",
            R"(missing ["query","needed"])",
            R"(int_parsing ["header","X-Count"])"})
    );
}

TEST(call, refuses_bytes_that_are_no_utf_8) {
    sample from{"GET /?q=%ff"};
    from.with_parameter("name", "\xff");
    const auto answer =
        answer_of(from, [](std::string_view, query<"q", std::string>) { return "called"; });
    EXPECT_EQ(
        faults_of(answer),
        (faults{R"(string_unicode ["path","name"])", R"(url_encoding ["query","q"])"})
    );
}

TEST(call, decodes_queries_and_takes_the_first_of_several) {
    sample from{"GET /?q=a+b%26c&q=second&%71uoted=1"};
    const auto answer = answer_of(from, [](query<"q"> q, query<"quoted", int> quoted) {
        return *q + std::to_string(*quoted);
    });
    EXPECT_EQ(answer.body, "a b&c1");
}

TEST(call, gives_what_is_missing_its_default) {
    sample from{"GET /"};
    const auto answer = answer_of(
        from,
        [](query<"limit", int, defaults_to<20>, at_most<100>> limit,
           query<"order", std::string, defaults_to<"up">> order,
           query<"ratio", double, defaults_to<0.5>> ratio,
           query<"low", int, defaults_to<-3>> low,
           query<"q", std::optional<int>> q,
           query<"tag", std::vector<int>> tags) {
            EXPECT_DOUBLE_EQ(*ratio, 0.5);
            EXPECT_EQ(*low, -3);
            EXPECT_FALSE(q->has_value());
            EXPECT_TRUE(tags->empty());
            return *order + std::to_string(*limit);
        }
    );
    EXPECT_EQ(answer.body, "up20");
}

TEST(call, reads_fields_and_cookies_in_any_number) {
    sample from{"GET /", "X-One: 1\r\nx-many: a\r\nX-Many: b\r\nCookie: sid=42; other=x\r\n"};
    const auto answer = answer_of(
        from,
        [](header<"x-one", int> one,
           header<"X-Many", std::vector<std::string>> many,
           cookie<"sid", int> sid,
           cookie<"none", std::optional<int>> none) {
            EXPECT_EQ(*many, (std::vector<std::string>{"a", "b"}));
            EXPECT_FALSE(none->has_value());
            return std::to_string(*one + *sid);
        }
    );
    EXPECT_EQ(answer.body, "43");
}

struct page {
    field<int, at_least<0>> offset = 0;
    field<int, at_least<1>, at_most<100>> limit = 20;
    std::optional<std::string> search;
    std::vector<int> tags;
    std::string name;
};

TEST(call, makes_a_struct_of_a_query) {
    sample from{"GET /?limit=5&tags=1&tags=2&name=n"};
    const auto answer = answer_of(from, [](query_params<page> all) {
        EXPECT_EQ(all->offset, 0);
        EXPECT_EQ(all->tags, (std::vector<int>{1, 2}));
        EXPECT_FALSE(all->search.has_value());
        return std::to_string(all->limit) + all->name;
    });
    EXPECT_EQ(answer.body, "5n");
    sample wrong{"GET /?limit=500"};
    EXPECT_EQ(
        faults_of(answer_of(wrong, [](query_params<page>) { return ""; })),
        (faults{R"(less_than_equal ["query","limit"])", R"(missing ["query","name"])"})
    );
}

struct agent {
    std::string user_agent;
};

TEST(call, reads_an_underscore_in_a_struct_of_fields_as_a_hyphen) {
    sample from{"GET /", "User-Agent: test\r\n"};
    const auto answer = answer_of(from, [](header_params<agent> all) { return all->user_agent; });
    EXPECT_EQ(answer.body, "test");
}

struct item {
    field<std::string, min_length<1>> name;
    int count = 1;
};

TEST(call, reads_a_body_of_json) {
    sample from{"POST /", "Content-Type: application/json\r\n", R"({"name":"a"})"};
    const auto answer =
        answer_of(from, [](const item& in) { return *in.name + std::to_string(in.count); });
    EXPECT_EQ(answer.body, "a1");
    sample list{"POST /", "Content-Type: application/problem+json\r\n", R"([{"name":"b"}])"};
    EXPECT_EQ(answer_of(list, [](std::vector<item> in) { return *in.at(0).name; }).body, "b");
    sample any{"POST /", "Content-Type: application/json; charset=utf-8\r\n", "[1,2]"};
    EXPECT_EQ(answer_of(any, [](http::json in) { return in.dump(); }).body, "[1,2]");
}

TEST(call, tells_where_a_body_is_wrong_behind_what_else_is) {
    sample from{"POST /?n=x", "Content-Type: application/json\r\n", R"({"name":"","count":"1"})"};
    const auto answer = answer_of(from, [](item /*in*/, query<"n", int> /*n*/) { return ""; });
    EXPECT_EQ(
        faults_of(answer),
        (faults{
            R"(int_parsing ["query","n"])",
            R"(string_too_short ["body","name"])",
            R"(int_type ["body","count"])"})
    );
}

TEST(call, answers_json_that_is_none_with_its_position) {
    sample from{"POST /", "Content-Type: application/json\r\n", R"({"name":)"};
    const auto answer = answer_of(from, [](item /*in*/) { return ""; });
    EXPECT_EQ(faults_of(answer), (faults{R"(json_invalid ["body",8])"}));
}

TEST(call, answers_415_to_a_body_of_another_type) {
    const auto handler = [](item /*in*/) { return ""; };
    sample none{"POST /", "", R"({"name":"a"})"};
    EXPECT_EQ(answer_of(none, handler).status, 415);
    sample text{"POST /", "Content-Type: text/plain\r\n", R"({"name":"a"})"};
    EXPECT_EQ(answer_of(text, handler).status, 415);
}

TEST(call, leaves_an_optional_body_empty_if_there_is_none) {
    const auto handler = [](std::optional<item> in) { return in ? *in->name : "none"; };
    sample none{"POST /"};
    EXPECT_EQ(answer_of(none, handler).body, "none");
    sample some{"POST /", "Content-Type: application/json\r\n", R"({"name":"a"})"};
    EXPECT_EQ(answer_of(some, handler).body, "a");
}

TEST(call, hands_over_the_bytes_of_a_body) {
    sample from{"POST /", "", std::string_view{"\0\xff", 2}};
    const auto answer = answer_of(from, [](const bytes& in) { return std::to_string(in.size()); });
    EXPECT_EQ(answer.body, "2");
}

constexpr std::string_view urlencoded = "Content-Type: application/x-www-form-urlencoded\r\n";

TEST(call, reads_the_fields_of_a_form) {
    sample from{"POST /", urlencoded, "name=J%C3%BCrgen+K&n=1&n=2"};
    const auto answer = answer_of(from, [](form<"name"> name, form<"n", std::vector<int>> n) {
        return *name + std::to_string(n->size());
    });
    EXPECT_EQ(answer.body, "J\xc3\xbcrgen K2");
    sample whole{"POST /", urlencoded, "name=a&count=3"};
    EXPECT_EQ(
        answer_of(
            whole, [](form_data<item> in) { return *in->name + std::to_string(in->count); }
        ).body,
        "a3"
    );
}

constexpr std::string_view multipart = "Content-Type: multipart/form-data; boundary=B\r\n";
constexpr std::string_view two_parts =
    "--B\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
    "--B\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n"
    "Content-Type: image/png\r\n\r\nPNG\r\n--B--\r\n";

TEST(call, reads_the_files_of_a_form) {
    sample from{"POST /", multipart, two_parts};
    const auto answer = answer_of(
        from,
        [](form<"note"> note, file<"photo"> photo, file<"none", std::optional<upload>> none) {
            EXPECT_FALSE(none->has_value());
            return *note + photo->filename + photo->content_type + photo->content.text();
        }
    );
    EXPECT_EQ(answer.body, "helloa.pngimage/pngPNG");
    sample list{"POST /", multipart, two_parts};
    const auto count = [](file<"photo", std::vector<upload>> all) {
        return std::to_string(all->size());
    };
    EXPECT_EQ(answer_of(list, count).body, "1");
}

TEST(call, refuses_forms_that_are_none) {
    const auto handler = [](form<"a", int> /*a*/, file<"f"> /*f*/) { return ""; };
    sample json{"POST /", "Content-Type: application/json\r\n", "{}"};
    EXPECT_EQ(answer_of(json, handler).status, 415);
    sample broken{"POST /", urlencoded, "a=%zz"};
    EXPECT_EQ(answer_of(broken, handler).status, 400);
    sample empty{"POST /", urlencoded, "b=1"};
    EXPECT_EQ(
        faults_of(answer_of(empty, handler)),
        (faults{R"(missing ["body","a"])", R"(missing ["body","f"])"})
    );
}

class counter {
public:
    int next() { return ++count_; }

private:
    int count_ = 0;
};

TEST(call, gives_provided_objects_by_reference) {
    counter numbers;
    const auto provided = std::make_shared<services>();
    provided->provide(&key_of_type<counter>, &numbers);
    sample from{"GET /"};
    const auto handler = [](counter& given) { return std::to_string(given.next()); };
    EXPECT_EQ(answer_of(from, handler, provided).body, "1");
    EXPECT_EQ(answer_of(from, handler, provided).body, "2");
    EXPECT_THROW((void)answer_of(from, handler), error);
}

TEST(call, gives_what_belongs_to_the_request) {
    sample from{"GET /path"};
    const auto answer = answer_of(
        from,
        [](const http::request& request, http::background_tasks& later, std::stop_token stop) {
            later.add([] {});
            EXPECT_FALSE(stop.stop_requested());
            return request.path();
        }
    );
    EXPECT_EQ(answer.body, "/path");
    EXPECT_FALSE(from.request().context().background().empty());
}

}  // namespace

}  // namespace microfast::binding
