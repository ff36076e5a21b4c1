#include <microfast/core/error.hpp>
#include <microfast/dns/stub_resolver.hpp>
#include <microfast/net/sleep.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <set>

#include "client/on_loop.hpp"
#include "dns/dns_test_names.hpp"
#include "dns/scripted_dns.hpp"
#include "files/temporary_directory.hpp"

namespace microfast::dns {

namespace {

using std::chrono::milliseconds;

resolver_options asking_servers(std::vector<std::string> servers) {
    resolver_options options;
    options.servers = std::move(servers);
    options.patience = milliseconds(20'000);
    return options;
}

/// What a server would say that knows one address for every name.
std::string answer_to(const std::string& bytes, unsigned char last = 1) {
    auto made = make_response(*parse_message(bytes), response_code::no_error);
    auto known = address_record(".", last);
    known.owner = made.questions.front().asked;
    made.answers = {known};
    return write_message(made);
}

std::vector<std::string> nothing(const std::string& /*query*/) {
    return {};
}

int last_byte(const resolution& known) {
    return known.records.empty() ? -1 : std::get<a_data>(known.records.back().data).address[3];
}

task<std::optional<std::string>> failure_of(stub_resolver& resolver, question asked) {
    try {
        (void)co_await resolver.resolve(std::move(asked));
    } catch (const error& failed) {
        co_return failed.what();
    }
    co_return std::nullopt;
}

TEST(stub_resolver, asks_once_and_remembers) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        raw_dns server(loop, [](const std::string& query) {
            return std::vector{answer_to(query)};
        });
        stub_resolver resolver(loop, asking_servers({server.address()}));
        EXPECT_EQ(last_byte(co_await resolver.resolve(asking("www.example.com."))), 1);
        EXPECT_EQ(last_byte(co_await resolver.resolve(asking("WWW.example.com."))), 1);
        EXPECT_EQ(resolver.asked(), 1U);
    });
}

TEST(stub_resolver, asks_once_for_all_who_ask_at_once) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        std::set<std::string> seen;
        raw_dns server(loop, [&](const std::string& query) {
            seen.insert(query.substr(0, 2));
            return std::vector{answer_to(query)};
        });
        stub_resolver resolver(loop, asking_servers({server.address()}));
        int answered = 0;
        const auto ask = [](stub_resolver& of, int& count) -> task<void> {
            const auto known = co_await of.resolve(asking("a."));
            count += last_byte(known);
        };
        for (int i = 0; i < 10; ++i)
            loop.spawn(ask(resolver, answered));
        while (answered < 10)
            co_await net::sleep_for(milliseconds(1));
        EXPECT_EQ(resolver.asked(), 1U);
        EXPECT_EQ(seen.size(), 1U);
    });
}

TEST(stub_resolver, does_not_believe_what_it_did_not_ask_for) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        raw_dns server(loop, [](const std::string& query) {
            auto other_id = answer_to(query, 66);
            other_id[0] = static_cast<char>(other_id[0] ^ 1);
            auto other_name = *parse_message(answer_to(query, 66));
            other_name.questions = {asking("bank.")};
            auto no_response = *parse_message(answer_to(query, 66));
            no_response.is_response = false;
            return std::vector<std::string>{
                "nonsense",
                other_id,
                write_message(other_name),
                write_message(no_response),
                answer_to(query, 7)};
        });
        stub_resolver resolver(loop, asking_servers({server.address()}));
        EXPECT_EQ(last_byte(co_await resolver.resolve(asking("a."))), 7);
    });
}

TEST(stub_resolver, believes_only_who_repeats_its_letters_if_told_to) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        const auto asked = asking("a-name-with-very-many-letters.example.com.");
        std::string last_query;
        raw_dns server(loop, [&](const std::string& query) {
            auto small = *parse_message(answer_to(query, 66));
            small.questions.front().asked = small.questions.front().asked.folded();
            last_query = query;
            return std::vector<std::string>{write_message(small), answer_to(query, 7)};
        });
        auto options = asking_servers({server.address()});
        options.mixes_case = true;
        stub_resolver resolver(loop, options);
        const auto known = co_await resolver.resolve(asked);
        EXPECT_EQ(last_byte(known), 7);
        const auto sent = parse_message(last_query)->questions.front().asked;
        EXPECT_EQ(sent, asked.asked);
        EXPECT_NE(sent.wire(), asked.asked.wire());
    });
}

TEST(stub_resolver, gives_way_from_servers_that_are_gone_or_fail) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        raw_dns failing(loop, [](const std::string& query) {
            const auto made = make_response(*parse_message(query), response_code::server_failure);
            return std::vector{write_message(made)};
        });
        raw_dns good(loop, [](const std::string& query) { return std::vector{answer_to(query)}; });
        const std::vector<std::string> servers{"127.0.0.1:1", failing.address(), good.address()};
        stub_resolver resolver(loop, asking_servers(servers));
        EXPECT_EQ(last_byte(co_await resolver.resolve(asking("a."))), 1);
        EXPECT_EQ(resolver.asked(), 3U);
        stub_resolver hopeless(loop, asking_servers({failing.address()}));
        EXPECT_EQ(co_await failure_of(hopeless, asking("a.")), "no server has an answer for a. A");
        EXPECT_EQ(hopeless.asked(), 2U);
    });
}

TEST(stub_resolver, waits_for_silent_servers_no_longer_than_it_is_patient) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        raw_dns silent(loop, nothing);
        auto options = asking_servers({silent.address()});
        options.patience = milliseconds(20);
        stub_resolver resolver(loop, options);
        EXPECT_EQ(co_await failure_of(resolver, asking("a.")), "no server has an answer for a. A");
        EXPECT_EQ(resolver.asked(), 2U);
    });
}

TEST(stub_resolver, asks_over_tcp_for_what_was_cut) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        scripted_responder many([](const message& query) -> task<message> {
            auto made = make_response(query, response_code::no_error);
            for (unsigned char i = 0; i < 200; ++i)
                made.answers.push_back(address_record("many.", i));
            co_return made;
        });
        dns_server_options options;
        options.bind = "127.0.0.1:0";
        dns_server server(loop, many, options);
        stub_resolver resolver(
            loop, asking_servers({"127.0.0.1:" + std::to_string(server.port())})
        );
        const auto known = co_await resolver.resolve(asking("many."));
        EXPECT_EQ(known.records.size(), 200U);
    });
}

TEST(stub_resolver, finds_the_addresses_of_both_kinds) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        scripted_responder both([](const message& query) -> task<message> {
            auto made = make_response(query, response_code::no_error);
            record six;
            six.owner = named("a.");
            six.type = record_type::aaaa;
            six.ttl = 60;
            six.data = aaaa_data{{0x20, 1, 0xD, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}};
            const bool is_v6 = query.questions.front().type == record_type::aaaa;
            made.answers = {is_v6 ? six : address_record("a.", 1)};
            co_return made;
        });
        dns_server_options options;
        options.bind = "127.0.0.1:0";
        dns_server server(loop, both, options);
        stub_resolver resolver(
            loop, asking_servers({"127.0.0.1:" + std::to_string(server.port())})
        );
        const auto found = co_await resolver.addresses(named("a."));
        EXPECT_EQ(found.size(), 2U);
        EXPECT_EQ(found.front().to_string(), "192.0.2.1");
        EXPECT_EQ(found.back().to_string(), "2001:db8::1");
    });
}

TEST(stub_resolver, bounds_what_is_under_way) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        raw_dns silent(loop, nothing);
        auto options = asking_servers({silent.address()});
        options.patience = milliseconds(20);
        options.under_way = 1;
        stub_resolver resolver(loop, options);
        bool has_ended = false;
        const auto wait = [](stub_resolver& of, bool& ended) -> task<void> {
            (void)co_await failure_of(of, asking("a."));
            ended = true;
        };
        loop.spawn(wait(resolver, has_ended));
        const auto refused = co_await failure_of(resolver, asking("b."));
        EXPECT_EQ(refused, "too many questions are under way: try later");
        while (!has_ended)
            co_await net::sleep_for(milliseconds(1));
    });
}

TEST(forwarder, answers_with_what_a_resolver_finds) {
    on_loop([&]() -> task<void> {
        auto& loop = net::event_loop::current();
        raw_dns server(loop, [](const std::string& query) {
            return std::vector{answer_to(query)};
        });
        stub_resolver inner(loop, asking_servers({server.address()}));
        forwarder forwards(inner);
        dns_server_options options;
        options.bind = "127.0.0.1:0";
        dns_server cache(loop, forwards, options);
        const auto address = "127.0.0.1:" + std::to_string(cache.port());
        for (int i = 0; i < 3; ++i) {
            stub_resolver outer(loop, asking_servers({address}));
            EXPECT_EQ(last_byte(co_await outer.resolve(asking("a."))), 1);
        }
        EXPECT_EQ(inner.asked(), 1U);
    });
}

TEST(resolver_configuration, is_read_from_a_file) {
    const files::temporary_directory folder;
    const auto path = folder.path("resolv.conf");
    folder.write(
        "resolv.conf",
        "# comment\nsearch example.com\nnameserver 192.0.2.1\nnameserver ::1\n"
        "nameserver nonsense\n"
    );
    const std::vector<std::string> expected{"192.0.2.1:53", "[::1]:53"};
    EXPECT_EQ(read_resolver_configuration(path), expected);
    EXPECT_EQ(read_resolver_configuration("/nowhere"), std::vector<std::string>{"127.0.0.1:53"});
}

}  // namespace

}  // namespace microfast::dns
