#include <api/payloads.hpp>
#include <microfast/core/error.hpp>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace unamex::api {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using services::answer_source;
using services::availability;
using services::verdict;

std::string complaint_about(std::string_view body, const auto& parse) {
    try {
        (void)parse(body);
    } catch (const payload_error& error) {
        return error.what();
    } catch (const microfast::http_error& error) {
        return std::to_string(error.status());
    }
    return "none";
}

constexpr auto moment = std::chrono::sys_time<std::chrono::microseconds>{1'700'000'000'123'456us};

availability example(verdict outcome) {
    availability answer;
    answer.name = "Anna";
    answer.norm = "anna";
    answer.outcome = outcome;
    answer.source = answer_source::filter;
    answer.as_of = moment;
    return answer;
}

std::string document_of(const availability& answer) {
    std::string document;
    append_document(answer, document);
    return document;
}

TEST(claim_payload, is_a_username_and_an_owner) {
    const auto claim = parse_claim(R"({"username": "Anna", "owner": "user-7"})");
    EXPECT_EQ(claim.username, "Anna");
    EXPECT_EQ(claim.owner, "user-7");
}

struct complaint {
    std::string body;
    std::string what;
};

class claim_complaint : public ::testing::TestWithParam<complaint> {};

TEST_P(claim_complaint, names_what_is_wrong) {
    EXPECT_EQ(complaint_about(GetParam().body, parse_claim), GetParam().what) << GetParam().body;
}

const std::string bad_owner = "`owner` is not 1 to 255 bytes of text without control characters";

INSTANTIATE_TEST_SUITE_P(
    bodies,
    claim_complaint,
    ::testing::Values(
        complaint{"", "400"},
        complaint{"{", "400"},
        complaint{R"({"username":"a","owner":"b"} x)", "400"},
        complaint{"\"anna\"", "the body is not a JSON object"},
        complaint{"[]", "the body is not a JSON object"},
        complaint{"null", "the body is not a JSON object"},
        complaint{"{}", "`username` is missing"},
        complaint{R"({"username": "anna"})", "`owner` is missing"},
        complaint{R"({"username": 7, "owner": "b"})", "`username` is not a string"},
        complaint{R"({"username": "anna", "owner": null})", "`owner` is not a string"},
        complaint{R"({"username": "anna", "owner": "b", "ownr": "c"})", "`ownr` is not expected"},
        complaint{R"({"username": "anna", "owner": ""})", bad_owner},
        complaint{R"({"username": "anna", "owner": "a\u0000"})", bad_owner},
        complaint{R"({"username": "anna", "owner": "a\n"})", bad_owner},
        complaint{R"({"username": "anna", "owner": ")" + std::string(256, 'x') + "\"}", bad_owner}
    )
);

TEST(check_payload, is_a_list_of_names) {
    EXPECT_THAT(parse_check(R"({"names": ["anna", ""]})"), ::testing::ElementsAre("anna", ""));
}

class check_complaint : public ::testing::TestWithParam<complaint> {};

TEST_P(check_complaint, names_what_is_wrong) {
    EXPECT_EQ(complaint_about(GetParam().body, parse_check), GetParam().what) << GetParam().body;
}

INSTANTIATE_TEST_SUITE_P(
    bodies,
    check_complaint,
    ::testing::Values(
        complaint{"[\"anna\"]", "the body is not a JSON object"},
        complaint{"{}", "`names` is missing"},
        complaint{R"({"names": "anna"})", "`names` is not an array of strings"},
        complaint{R"({"names": ["anna", 7]})", "`names` is not an array of strings"},
        complaint{R"({"names": []})", "`names` has 0 names, not 1 to 100"},
        complaint{
            json{{"names", std::vector<std::string>(101, "x")}}.dump(),
            "`names` has 101 names, not 1 to 100"}
    )
);

TEST(check_payload, may_have_a_hundred_names) {
    EXPECT_EQ(parse_check(json{{"names", std::vector<std::string>(100, "x")}}.dump()).size(), 100U);
}

TEST(availability_document, says_who_answered_and_when) {
    EXPECT_EQ(json::parse(document_of(example(verdict::available))), json::parse(R"({
        "name": "Anna", "norm": "anna", "available": true, "source": "filter",
        "as_of": "2023-11-14T22:13:20.123Z"})"));
}

TEST(availability_document, has_its_members_in_alphabetical_order) {
    EXPECT_EQ(
        document_of(example(verdict::taken)),
        R"({"as_of":"2023-11-14T22:13:20.123Z","available":false,"name":"Anna","norm":"anna",)"
        R"("reason":"taken","source":"filter"})"
    );
}

TEST(availability_document, gives_the_reason_why_a_name_cannot_be_had) {
    const auto taken = json::parse(document_of(example(verdict::taken)));
    EXPECT_EQ(taken["available"], false);
    EXPECT_EQ(taken["reason"], "taken");

    auto answer = example(verdict::refused);
    answer.reason = domain::refusal::too_short;
    answer.detail = "a sentence";
    const auto refused = json::parse(document_of(answer));
    EXPECT_EQ(refused["available"], false);
    EXPECT_EQ(refused["reason"], "too_short");
    EXPECT_EQ(refused["detail"], "a sentence");
    EXPECT_FALSE(refused.contains("norm"));
}

TEST(availability_document, does_not_guess_when_a_shard_is_away) {
    const auto unknown = json::parse(document_of(example(verdict::unknown)));
    EXPECT_TRUE(unknown["available"].is_null());
    EXPECT_EQ(unknown["reason"], "unavailable");
}

TEST(availability_document, of_several_names_keeps_their_order) {
    const std::vector answers{example(verdict::taken), example(verdict::available)};
    const auto document = json::parse(to_document(answers));
    ASSERT_EQ(document["results"].size(), 2U);
    EXPECT_EQ(document["results"][0]["available"], false);
    EXPECT_EQ(document["results"][1]["available"], true);
}

TEST(availability_document, repeats_a_name_that_is_no_text_as_well_as_it_can) {
    auto answer = example(verdict::refused);
    answer.name = "a\xff";
    EXPECT_EQ(json::parse(document_of(answer))["name"], "a\xef\xbf\xbd");
}

TEST(record_document, says_who_has_the_name) {
    const domain::username_record record{
        "Anna", "anna", "user-7", "c1", domain::name_state::claimed, moment};
    EXPECT_EQ(json::parse(to_document(record)), json::parse(R"({
        "username": "Anna", "norm": "anna", "owner": "user-7", "claim_id": "c1", "state": "claimed",
        "created_at": "2023-11-14T22:13:20.123Z"})"));
}

TEST(page_document, has_a_cursor_unless_it_is_the_last) {
    EXPECT_EQ(
        json::parse(to_document(search::search_page{{"anna", "annabel"}, "c"})),
        json::parse(R"({"names": ["anna", "annabel"], "next_cursor": "c"})")
    );
    EXPECT_EQ(json::parse(to_document(search::search_page{})), json::parse(R"({"names": []})"));
}

}  // namespace
}  // namespace unamex::api
