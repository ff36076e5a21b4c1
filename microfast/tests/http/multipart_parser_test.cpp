#include <microfast/http/multipart_parser.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <random>

namespace microfast::http {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct received_part {
    multipart_part head;
    std::string content;

    friend bool operator==(const received_part& left, const received_part& right) {
        return left.head.name == right.head.name && left.head.filename == right.head.filename &&
               left.head.content_type == right.head.content_type && left.content == right.content;
    }
    friend std::ostream& operator<<(std::ostream& out, const received_part& part) {
        return out << part.head.name << '=' << part.content;
    }
};

struct received_form {
    std::vector<received_part> parts;
    int status = 0;        // 0: complete
    bool is_torn = false;  // events in an order that cannot be
};

/// Feeds `body` in pieces that end at `cuts` and at its end.
received_form receive_cut(
    std::string_view body, const std::vector<std::size_t>& cuts, const multipart_limits& limits = {}
) {
    multipart_parser parser("B", limits);
    received_form form;
    bool is_open = false;
    const auto drain = [&] {
        for (auto event = parser.next(); event != multipart_event::need_more;
             event = parser.next()) {
            if (event == multipart_event::rejected) return false;
            if (event == multipart_event::part_begin) {
                form.is_torn = form.is_torn || is_open;
                is_open = true;
                form.parts.push_back({parser.part(), {}});
            } else {
                form.is_torn = form.is_torn || !is_open;
                if (event == multipart_event::part_end) is_open = false;
                if (event == multipart_event::part_data) form.parts.back().content += parser.data();
            }
        }
        return true;
    };
    std::size_t start = 0;
    for (const auto end : cuts) {
        parser.feed(body.substr(start, end - start));
        start = end;
        if (!drain()) break;
    }
    parser.feed(body.substr(start));
    drain();
    if (parser.finish() != multipart_event::complete) form.status = parser.status();
    return form;
}

received_form receive(std::string_view body, const multipart_limits& limits = {}) {
    return receive_cut(body, {}, limits);
}

std::string part(std::string_view lines, std::string_view content) {
    return "--B\r\n" + std::string(lines) + "\r\n" + std::string(content) + "\r\n";
}

std::string field(std::string_view name, std::string_view content) {
    return part("Content-Disposition: form-data; name=\"" + std::string(name) + "\"\r\n", content);
}

const std::string file_part = part(
    "content-type: text/plain\r\nContent-Disposition: form-data; name=f; filename=\"x.txt\"\r\n"
    "X-Other: y\r\n",
    "line\r\n--A\r\n--\r\n\r\n"
);

TEST(multipart_parser, takes_a_form_apart) {
    const auto form = receive(field("a", "1") + file_part + field("e", "") + "--B--\r\n");
    EXPECT_EQ(form.status, 0);
    EXPECT_THAT(
        form.parts,
        ElementsAre(
            received_part{{"a", std::nullopt, ""}, "1"},
            received_part{{"f", "x.txt", "text/plain"}, "line\r\n--A\r\n--\r\n\r\n"},
            received_part{{"e", std::nullopt, ""}, ""}
        )
    );
}

TEST(multipart_parser, gives_the_same_however_the_form_was_cut) {
    const auto good =
        "preamble\r\n" + field("a", "\r\n--\r\n--C\r\r\n-") + file_part +
        "--B \t\r\nContent-Disposition: form-data; name=e\r\n\r\n\r\n--B--\r\nepilogue";
    const auto expected = receive(good);
    ASSERT_EQ(expected.status, 0);
    ASSERT_EQ(expected.parts.size(), 3U);
    EXPECT_EQ(expected.parts[0].content, "\r\n--\r\n--C\r\r\n-");
    for (std::size_t cut = 0; cut <= good.size(); ++cut) {
        const auto form = receive_cut(good, {cut});
        ASSERT_EQ(form.status, 0) << cut;
        ASSERT_EQ(form.parts, expected.parts) << cut;
    }
    std::vector<std::size_t> everywhere;
    for (std::size_t cut = 1; cut < good.size(); ++cut)
        everywhere.push_back(cut);
    EXPECT_EQ(receive_cut(good, everywhere).parts, expected.parts);
}

/// The parts of a body by searching it as a whole: what the parser has to agree with.
std::vector<std::string> contents_by_search(const std::string& body) {
    std::vector<std::string> contents;
    const auto text = "\r\n" + body;
    const std::string delimiter("\r\n--B");
    auto at = text.find(delimiter);
    while (at != text.npos) {
        const auto next = text.find(delimiter, at + delimiter.size());
        const auto content = text.find("\r\n\r\n", at);
        if (next == text.npos) break;
        contents.push_back(text.substr(content + 4, next - content - 4));
        at = next;
    }
    return contents;
}

TEST(multipart_parser, agrees_with_a_search_over_the_whole_form) {
    constexpr std::string_view alphabet = "\r\n-AB";
    std::mt19937 random(37);
    for (int round = 0; round < 3'000; ++round) {
        std::string body;
        for (auto parts = 1 + random() % 3; parts > 0; --parts) {
            std::string content;
            for (auto size = random() % 12; size > 0; --size)
                content += alphabet[random() % alphabet.size()];
            if (("\r\n" + content + "\r\n").find("\r\n--B") == std::string::npos)
                body += field("n", content);
        }
        body += "--B--";
        std::vector<std::size_t> cuts;
        for (std::size_t cut = random() % 9; cut < body.size(); cut += 1 + random() % 9)
            cuts.push_back(cut);
        const auto form = receive_cut(body, cuts);
        ASSERT_EQ(form.status, 0) << body;
        ASSERT_FALSE(form.is_torn) << body;
        std::vector<std::string> contents;
        for (const auto& received : form.parts)
            contents.push_back(received.content);
        ASSERT_EQ(contents, contents_by_search(body)) << body;
    }
}

TEST(multipart_parser, rejects_or_ends_whatever_was_sent) {
    const auto body = field("a", "1") + file_part + "--B--\r\n";
    std::mt19937 random(41);
    for (int round = 0; round < 5'000; ++round) {
        auto mutated = body;
        for (auto changes = 1 + random() % 3; changes > 0; --changes) {
            const auto at = random() % mutated.size();
            if (random() % 2 == 0) {
                mutated[at] = static_cast<char>(random());
            } else {
                mutated.erase(at, random() % 4);
            }
        }
        const auto whole = receive(mutated);
        const auto cut = receive_cut(mutated, {random() % mutated.size()});
        ASSERT_FALSE(whole.is_torn);
        ASSERT_EQ(whole.status, cut.status);
        ASSERT_EQ(whole.parts.size(), cut.parts.size());
    }
}

TEST(multipart_parser, may_be_empty) {
    EXPECT_EQ(receive("--B--\r\n").status, 0);
    EXPECT_THAT(receive("--B--").parts, IsEmpty());
    EXPECT_EQ(receive("--B\r\nContent-Disposition: form-data; name=a\r\n\r\n--B--").status, 0);
}

TEST(multipart_parser, passes_over_boundaries_that_do_not_begin_a_line) {
    const auto form = receive("x" + field("a", "1") + field("b", "2--B\r\n") + "--B--");
    EXPECT_EQ(form.status, 0);
    EXPECT_THAT(form.parts, ElementsAre(received_part{{"b", std::nullopt, ""}, "2--B\r\n"}));
}

struct refusal_case {
    const char* name;
    std::string body;
    int status;
};

std::ostream& operator<<(std::ostream& out, const refusal_case& tested) {
    return out << tested.name;
}

class multipart_refusals : public testing::TestWithParam<refusal_case> {};

TEST_P(multipart_refusals, have_a_status) {
    EXPECT_EQ(receive(GetParam().body).status, GetParam().status);
}

const std::string named("Content-Disposition: form-data; name=a\r\n");

const refusal_case refusals[]{
    {"nothing", "", 400},
    {"no_boundary", "hello", 400},
    {"no_final_boundary", field("a", "1"), 400},
    {"half_a_final_boundary", field("a", "1") + "--B-", 400},
    {"cut_in_the_head", "--B\r\nContent-Disp", 400},
    {"cut_in_the_content", "--B\r\n" + named + "\r\nabc", 400},
    {"boundary_that_goes_on", "--BB\r\n" + named + "\r\n1\r\n--BB--", 400},
    {"one_dash", field("a", "1") + "--B-\r\n", 400},
    {"bare_lf_behind_boundary", "--B\n" + named + "\r\n1\r\n--B--", 400},
    {"bare_lf_in_head", "--B\r\nContent-Disposition: form-data; name=a\n\r\n1\r\n--B--", 400},
    {"cr_in_name", part("Content-Disposition: form-data; name=\"a\rb\"\r\n", "1") + "--B--", 400},
    {"nul_in_name",
     part(std::string("Content-Disposition: form-data; name=\"a\0b\"\r\n", 43), "1") + "--B--",
     400},
    {"no_disposition", part("Content-Type: text/plain\r\n", "1") + "--B--", 400},
    {"no_fields", part("", "1") + "--B--", 400},
    {"no_name", part("Content-Disposition: form-data\r\n", "1") + "--B--", 400},
    {"other_disposition", part("Content-Disposition: attachment; name=a\r\n", "1") + "--B--", 400},
    {"two_dispositions", part(named + named, "1") + "--B--", 400},
    {"folded", part("Content-Disposition: form-data;\r\n name=a\r\n", "1") + "--B--", 400},
    {"space_before_colon", part("Content-Disposition : form-data; name=a\r\n", "1") + "--B--", 400},
    {"field_without_colon", part(named + "x\r\n", "1") + "--B--", 400},
    {"base64", part(named + "Content-Transfer-Encoding: base64\r\n", "1") + "--B--", 400},
    {"long_head", part(named + "X: " + std::string(17'000, 'x') + "\r\n", "1") + "--B--", 431},
    {"head_without_end", "--B\r\nX: " + std::string(100'000, 'x'), 431},
    {"long_preamble", std::string(5'000, 'x') + "\r\n" + field("a", "1") + "--B--", 400},
    {"long_padding", "--B" + std::string(5'000, ' ') + "\r\n" + named + "\r\n1\r\n--B--", 400},
    {"long_epilogue", field("a", "1") + "--B--" + std::string(5'000, '\r'), 400},
};
INSTANTIATE_TEST_SUITE_P(
    multipart_parser,
    multipart_refusals,
    testing::ValuesIn(refusals),
    [](const auto& tested) { return tested.param.name; }
);

TEST(multipart_parser, counts_parts) {
    std::string body;
    for (int i = 0; i < 10'000; ++i)
        body += field("a", "");
    const auto form = receive(body + "--B--");
    EXPECT_EQ(form.status, 413);
    EXPECT_EQ(form.parts.size(), 1000U);
    EXPECT_EQ(receive(field("a", "") + field("b", "") + "--B--", {.parts = 2}).status, 0);
}

TEST(multipart_parser, counts_field_lines) {
    const auto body_with = [](int lines) {
        std::string extra;
        for (int i = 0; i < lines; ++i)
            extra += "X: y\r\n";
        return part(named + extra, "1") + "--B--";
    };
    EXPECT_EQ(receive(body_with(15)).status, 0);
    EXPECT_EQ(receive(body_with(16)).status, 431);
}

TEST(multipart_parser, limits_fields_and_files_apart) {
    const multipart_limits limits{.field = 4_B, .file = 20_B};
    EXPECT_EQ(receive(field("a", "1234") + "--B--", limits).status, 0);
    EXPECT_EQ(receive(field("a", "12345") + "--B--", limits).status, 413);
    EXPECT_EQ(receive(field("a", "1234") + field("b", "1234") + "--B--", limits).status, 0);
    EXPECT_EQ(receive(file_part + "--B--", limits).status, 0);
    EXPECT_EQ(receive(file_part + "--B--", {.file = 16_B}).status, 413);
}

TEST(multipart_parser, stays_rejected) {
    multipart_parser parser("B");
    parser.feed("--B\n");
    EXPECT_EQ(parser.next(), multipart_event::rejected);
    EXPECT_EQ(parser.next(), multipart_event::rejected);
    parser.feed("--B--");
    EXPECT_EQ(parser.next(), multipart_event::rejected);
    EXPECT_EQ(parser.finish(), multipart_event::rejected);
    EXPECT_EQ(parser.status(), 400);
}

TEST(multipart_parser, is_told_its_boundary_by_the_content_type) {
    EXPECT_EQ(multipart_boundary("multipart/form-data; boundary=abc"), "abc");
    EXPECT_EQ(multipart_boundary(R"(Multipart/Form-Data; x=y; Boundary="a b?=c")"), "a b?=c");
    EXPECT_EQ(
        multipart_boundary("multipart/form-data; boundary=" + std::string(70, 'x')),
        std::string(70, 'x')
    );
    for (const auto* const type :
         {"",
          "multipart/form-data",
          "multipart/mixed; boundary=abc",
          "multipart/form-data; boundary=",
          R"(multipart/form-data; boundary="")",
          R"(multipart/form-data; boundary="a ")",
          R"(multipart/form-data; boundary="a\b;c")",
          "multipart/form-data; boundary=\"\xC3\xBC\""}) {
        EXPECT_FALSE(multipart_boundary(type)) << type;
    }
    EXPECT_FALSE(multipart_boundary("multipart/form-data; boundary=" + std::string(71, 'x')));
}

}  // namespace

}  // namespace microfast::http
