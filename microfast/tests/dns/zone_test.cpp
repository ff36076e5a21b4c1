#include <microfast/core/error.hpp>
#include <microfast/dns/zone.hpp>
#include <microfast/dns/zone_file.hpp>

#include <gtest/gtest.h>

#include "dns/dns_test_names.hpp"

namespace microfast::dns {

namespace {

constexpr std::string_view text = R"(
$TTL 60
@          SOA  ns1 admin 1 2h 1h 30d 5m
           NS   ns1
           MX   10 mail
ns1        A    192.0.2.1
mail       A    192.0.2.2
www        CNAME web
web        A    192.0.2.3
web        A    192.0.2.4
out        CNAME www.other.org.
dangling   CNAME nothing
loop       CNAME loop2
loop2      CNAME loop
b.a        TXT  "below an empty name"
*.wild     A    192.0.2.5
           TXT  "made up"
x.wild     A    192.0.2.6
sub        NS   ns.sub
ns.sub     A    192.0.2.7
geo        A    192.0.2.8
geo        A    192.0.2.9   ; region=europe
)";

const zone& example() {
    static const zone read = read_zone(text, named("example.com."));
    return read;
}

message answered(const question& asked, std::string_view region = {}) {
    message made;
    example().answer(asked, region, made);
    return made;
}

std::vector<int> last_bytes(const std::vector<record>& records) {
    std::vector<int> bytes;
    for (const auto& each : records) {
        if (const auto* data = std::get_if<a_data>(&each.data)) bytes.push_back(data->address[3]);
    }
    return bytes;
}

TEST(zone, gives_all_records_of_a_name_and_type) {
    const auto made = answered(asking("WEB.example.com."));
    EXPECT_TRUE(made.is_authoritative);
    EXPECT_EQ(last_bytes(made.answers), (std::vector{3, 4}));
    EXPECT_TRUE(made.authorities.empty());
}

TEST(zone, follows_aliases_as_far_as_they_stay_in_it) {
    const auto inside = answered(asking("www.example.com."));
    ASSERT_EQ(inside.answers.size(), 3U);
    EXPECT_EQ(inside.answers[0].type, record_type::cname);
    EXPECT_EQ(last_bytes(inside.answers), (std::vector{3, 4}));
    const auto outside = answered(asking("out.example.com."));
    EXPECT_EQ(outside.answers.size(), 1U);
    EXPECT_EQ(outside.code, response_code::no_error);
    const auto itself = answered(asking("www.example.com.", record_type::cname));
    EXPECT_EQ(itself.answers.size(), 1U);
    const auto dangling = answered(asking("dangling.example.com."));
    EXPECT_EQ(dangling.answers.size(), 1U);
    EXPECT_EQ(dangling.code, response_code::no_such_name);
    EXPECT_EQ(answered(asking("loop.example.com.")).answers.size(), 2U);
}

TEST(zone, tells_names_that_are_not_there_from_names_that_have_nothing) {
    const auto missing = answered(asking("nothing.example.com."));
    EXPECT_EQ(missing.code, response_code::no_such_name);
    ASSERT_EQ(missing.authorities.size(), 1U);
    EXPECT_EQ(missing.authorities[0].type, record_type::soa);
    EXPECT_EQ(missing.authorities[0].ttl, 60U);  // of the SOA, which is less than its minimum
    for (const auto* const there : {"web.example.com.", "a.example.com."}) {
        const auto made = answered(asking(there, record_type::txt));
        EXPECT_EQ(made.code, response_code::no_error) << there;
        EXPECT_TRUE(made.answers.empty());
        EXPECT_EQ(made.authorities.size(), 1U);
    }
}

TEST(zone, makes_names_up_where_a_wildcard_says_so) {
    const auto made = answered(asking("any.thing.wild.example.com."));
    EXPECT_EQ(last_bytes(made.answers), std::vector{5});
    EXPECT_EQ(made.answers[0].owner, named("any.thing.wild.example.com."));
    EXPECT_EQ(last_bytes(answered(asking("x.wild.example.com.")).answers), std::vector{6});
    // A name that is there stops the wildcard above it, also below the name. RFC 4592, 2.2.1.
    EXPECT_EQ(answered(asking("y.x.wild.example.com.")).code, response_code::no_such_name);
    EXPECT_EQ(
        answered(asking("y.wild.example.com.", record_type::mx)).code, response_code::no_error
    );
    EXPECT_EQ(answered(asking("x.wild.example.com.", record_type::txt)).answers.size(), 0U);
    EXPECT_EQ(last_bytes(answered(asking("*.wild.example.com.")).answers), std::vector{5});
    EXPECT_EQ(answered(asking("wild.example.com.")).code, response_code::no_error);
}

TEST(zone, refers_to_those_who_know) {
    for (const auto* const asked :
         {"sub.example.com.", "a.b.sub.example.com.", "ns.sub.example.com."}) {
        const auto made = answered(asking(asked));
        EXPECT_FALSE(made.is_authoritative) << asked;
        EXPECT_TRUE(made.answers.empty());
        ASSERT_EQ(made.authorities.size(), 1U);
        EXPECT_EQ(made.authorities[0].type, record_type::ns);
        EXPECT_EQ(last_bytes(made.additional), std::vector{7});
    }
}

TEST(zone, sends_addresses_along) {
    EXPECT_EQ(
        last_bytes(answered(asking("example.com.", record_type::mx)).additional), std::vector{2}
    );
    const auto servers = answered(asking("example.com.", record_type::ns));
    EXPECT_TRUE(servers.is_authoritative);
    EXPECT_EQ(last_bytes(servers.additional), std::vector{1});
}

TEST(zone, prefers_the_records_of_a_region) {
    EXPECT_EQ(last_bytes(answered(asking("geo.example.com."), "europe").answers), std::vector{9});
    EXPECT_EQ(last_bytes(answered(asking("geo.example.com."), "asia").answers), std::vector{8});
    EXPECT_EQ(
        last_bytes(answered(asking("web.example.com."), "europe").answers), (std::vector{3, 4})
    );
}

TEST(zone, gives_one_type_to_who_asks_for_any) {
    zone regional(named("a."));
    regional.add(address_record("x.a.", 1), "europe");
    record note;
    note.owner = named("x.a.");
    note.type = record_type::txt;
    note.data = txt_data{{"for all"}};
    regional.add(note);
    message found;
    regional.answer(asking("x.a.", record_type::any), "asia", found);
    EXPECT_EQ(found.answers.size(), 1U);
    const auto made = answered(asking("y.wild.example.com.", record_type::any));
    EXPECT_EQ(made.answers.size(), 1U);
}

TEST(zone, refuses_what_makes_no_sense) {
    zone made(named("example.com."));
    EXPECT_THROW(made.require_sound(), error);
    EXPECT_THROW(made.add(address_record("example.org.", 1)), error);
    made.add(address_record("a.example.com.", 1));
    EXPECT_THROW(made.add(name_record("a.example.com.", record_type::cname, "b.")), error);
    made.add(name_record("c.example.com.", record_type::cname, "b."));
    EXPECT_THROW(made.add(address_record("C.example.com.", 1)), error);
    EXPECT_THROW(made.add(name_record("c.example.com.", record_type::cname, "d.")), error);
    EXPECT_THROW(made.add(name_record("a.example.com.", record_type::ns, "d."), "europe"), error);
    EXPECT_EQ(made.size(), 2U);
}

}  // namespace

}  // namespace microfast::dns
