#include <microfast/http/forwarded.hpp>

#include <gtest/gtest.h>

#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace microfast::http {

namespace {

using enum forwarding_fields;

const ip_networks& proxies() {
    static const ip_networks trusted = [] {
        ip_networks networks;
        networks.add("10.0.0.0/8");
        networks.add("fd00::/8");
        return networks;
    }();
    return trusted;
}

struct origin_case {
    const char* name;
    forwarding_fields kind;
    const char* peer;
    std::vector<std::pair<const char*, const char*>> fields;
    const char* client;
    const char* scheme = "";
    const char* host = "";
};

std::ostream& operator<<(std::ostream& out, const origin_case& tested) {
    return out << tested.name;
}

class origin_table : public testing::TestWithParam<origin_case> {};

TEST_P(origin_table, is_found) {
    header_fields fields;
    for (const auto& [name, value] : GetParam().fields)
        fields.add(name, value);
    const auto peer = *ip_address::parse(GetParam().peer);
    const auto origin = find_origin(fields, peer, proxies(), GetParam().kind);
    EXPECT_EQ(origin.client.to_string(), GetParam().client);
    EXPECT_EQ(origin.scheme, GetParam().scheme);
    EXPECT_EQ(origin.host, GetParam().host);
}

const origin_case origins[]{
    {"nothing_said", forwarded, "10.0.0.1", {}, "10.0.0.1"},
    {"one_proxy",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", "for=192.0.2.60;proto=https;host=example.com"}},
     "192.0.2.60",
     "https",
     "example.com"},
    {"in_capitals_and_quotes",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", R"(For="[2001:db8:cafe::17]:4711";PROTO=HTTPS)"}},
     "2001:db8:cafe::17",
     "HTTPS"},
    {"with_port", forwarded, "10.0.0.1", {{"Forwarded", R"(for="192.0.2.1:80")"}}, "192.0.2.1"},
    {"untrusted_peer", forwarded, "192.0.2.9", {{"Forwarded", "for=192.0.2.60"}}, "192.0.2.9"},
    {"two_proxies",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", "for=192.0.2.60;proto=https, for=10.0.0.2;proto=http"}},
     "192.0.2.60",
     "https"},
    {"on_two_lines",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", "for=1.1.1.1"}, {"Forwarded", "for=192.0.2.60"}},
     "192.0.2.60"},
    {"stops_at_the_first_untrusted",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", "for=1.1.1.1;host=evil, for=192.0.2.60;host=good, for=10.0.0.2"}},
     "192.0.2.60",
     "",
     "good"},
    {"stops_at_unknown",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", "for=1.1.1.1, for=unknown, for=10.0.0.2"}},
     "::"},
    {"stops_at_obfuscated",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", "for=1.1.1.1, for=_hidden"}},
     "::"},
    {"what_is_malformed_further_left_changes_nothing",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", R"(for=", for=192.0.2.60)"}},
     "192.0.2.60"},
    {"commas_and_quotes_in_quotes",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", R"(for=1.1.1.1, for=192.0.2.60;by="a,\"b,\\", for="10.0.0.2")"}},
     "192.0.2.60"},
    {"behind_malformed_nobody_is_known",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", R"(for=192.0.2.60, for="1.1.1.1, for=10.0.0.2;proto=https)"}},
     "::",
     "https"},
    {"without_semicolon_is_malformed",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", "for=1.1.1.1 for=192.0.2.60"}},
     "::"},
    {"says_nothing_of_the_client", forwarded, "10.0.0.1", {{"Forwarded", "for=1.1.1.1, "}}, "::"},
    {"all_are_proxies", forwarded, "10.0.0.1", {{"Forwarded", "for=10.0.0.3"}}, "10.0.0.3"},
    {"bad_host_and_scheme_left_out",
     forwarded,
     "10.0.0.1",
     {{"Forwarded", R"(for=192.0.2.60;host="a/b";proto=gopher)"}},
     "192.0.2.60"},
    {"other_kind_ignored", forwarded, "10.0.0.1", {{"X-Forwarded-For", "192.0.2.60"}}, "10.0.0.1"},
    {"x_one_proxy",
     x_forwarded,
     "fd00::1",
     {{"X-Forwarded-For", "192.0.2.60"},
      {"X-Forwarded-Proto", "https"},
      {"X-Forwarded-Host", "example.com:8443"}},
     "192.0.2.60",
     "https",
     "example.com:8443"},
    {"x_made_up_by_the_client",
     x_forwarded,
     "10.0.0.1",
     {{"X-Forwarded-For", "127.0.0.1, 192.0.2.60"}},
     "192.0.2.60"},
    {"x_two_proxies",
     x_forwarded,
     "10.0.0.1",
     {{"X-Forwarded-For", "1.1.1.1, 192.0.2.60,10.0.0.2"},
      {"X-Forwarded-Proto", "http, https, http"}},
     "192.0.2.60",
     "https"},
    {"x_on_two_lines",
     x_forwarded,
     "10.0.0.1",
     {{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", "192.0.2.60"}},
     "192.0.2.60"},
    {"x_scheme_of_the_first_proxy_passed_on",
     x_forwarded,
     "10.0.0.1",
     {{"X-Forwarded-For", "192.0.2.60, 10.0.0.2"}, {"X-Forwarded-Proto", "https"}},
     "192.0.2.60",
     "https"},
    {"x_untrusted_peer", x_forwarded, "192.0.2.9", {{"X-Forwarded-For", "1.1.1.1"}}, "192.0.2.9"},
    {"x_garbage", x_forwarded, "10.0.0.1", {{"X-Forwarded-For", "1.1.1.1, <x>"}}, "::"},
    {"x_v6_without_brackets",
     x_forwarded,
     "10.0.0.1",
     {{"X-Forwarded-For", "2001:db8::7"}},
     "2001:db8::7"},
    {"x_v6_with_port",
     x_forwarded,
     "10.0.0.1",
     {{"X-Forwarded-For", "[2001:db8::7]:80"}},
     "2001:db8::7"},
    {"x_empty", x_forwarded, "10.0.0.1", {{"X-Forwarded-For", ","}}, "::"},
    {"x_other_kind_ignored",
     x_forwarded,
     "10.0.0.1",
     {{"Forwarded", "for=192.0.2.60"}},
     "10.0.0.1"},
};
INSTANTIATE_TEST_SUITE_P(
    forwarded,
    origin_table,
    testing::ValuesIn(origins),
    [](const auto& tested) { return tested.param.name; }
);

std::string chain_of(unsigned proxies_before, const char* prefix) {
    std::string field = std::string(prefix) + "192.0.2.60";
    for (unsigned i = 0; i < proxies_before; ++i)
        field += ", " + std::string(prefix) + "10.0.0." + std::to_string(i);
    return field;
}

TEST(forwarded, looks_through_so_many_proxies_and_no_more) {
    const auto peer = *ip_address::parse("10.9.9.9");
    for (const auto& [kind, name, prefix] :
         {std::tuple{forwarded, "Forwarded", "for="}, {x_forwarded, "X-Forwarded-For", ""}}) {
        const auto client_behind = [&](unsigned proxies_before) {
            const auto value = chain_of(proxies_before, prefix);
            header_fields fields;
            fields.add(name, value);
            return find_origin(fields, peer, proxies(), kind).client.to_string();
        };
        EXPECT_EQ(client_behind(most_forwarding_hops - 1), "192.0.2.60");
        EXPECT_EQ(client_behind(most_forwarding_hops), "::");
        EXPECT_EQ(client_behind(most_forwarding_hops + 9), "::");
    }
}

TEST(forwarded, believes_the_trusted_end_of_any_text_and_no_more) {
    constexpr std::string_view alphabet = "for=10.2;,\" []:_\\";
    const auto peer = *ip_address::parse("10.9.9.9");
    std::mt19937 random(31);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto size = random() % 24; size > 0; --size)
            text += alphabet[random() % alphabet.size()];
        const auto value = text + ", for=192.0.2.60";
        header_fields fields;
        fields.add("Forwarded", value);
        const auto client = find_origin(fields, peer, proxies(), forwarded).client.to_string();
        ASSERT_EQ(client, "192.0.2.60") << value;
    }
}

}  // namespace

}  // namespace microfast::http
