#include <microfast/core/error.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "routing/router_harness.hpp"

namespace microfast::routing {

namespace {

using http::method;

TEST(router, finds_fixed_paths_exactly) {
    const auto table =
        with_routes({{method::get, "/"}, {method::get, "/a"}, {method::post, "/a/b"}});
    EXPECT_EQ(found(table, "GET", "/"), "/");
    EXPECT_EQ(found(table, "GET", "/a?q"), "/a");
    EXPECT_EQ(found(table, "POST", "/a/b"), "/a/b");
    EXPECT_EQ(found(table, "GET", "/%61"), "/a");
    EXPECT_EQ(found(table, "GET", "/x/../a"), "/a");
    EXPECT_EQ(found(table, "GET", "/a/"), "404 ");
    EXPECT_EQ(found(table, "GET", "/A"), "404 ");
    EXPECT_EQ(found(table, "GET", "//a"), "404 ");
}

TEST(router, gives_parameters_their_segments) {
    const auto table =
        with_routes({{method::get, "/users/{id}"}, {method::get, "/users/{id}/posts/{post}"}});
    EXPECT_EQ(found(table, "GET", "/users/7"), "/users/{id} id=7");
    EXPECT_EQ(
        found(table, "GET", "/users/7/posts/a%20b"), "/users/{id}/posts/{post} id=7 post=a b"
    );
    EXPECT_EQ(found(table, "GET", "/users/"), "404 ");
    EXPECT_EQ(found(table, "GET", "/users/7/"), "404 ");
    EXPECT_EQ(found(table, "GET", "/users/7/posts"), "404 ");
}

TEST(router, keeps_an_escaped_slash_inside_its_segment) {
    const auto table =
        with_routes({{method::get, "/users/{id}"}, {method::get, "/users/{id}/{tail*}"}});
    EXPECT_EQ(found(table, "GET", "/users/a%2Fb"), "/users/{id} id=a/b");
    EXPECT_EQ(found(table, "GET", "/users/a%2Fb/c%2fd/e"), "/users/{id}/{tail*} id=a/b tail=c/d/e");
    EXPECT_EQ(found(table, "GET", "/users%2F7"), "404 ");
}

TEST(router, gives_a_tail_the_rest_of_the_path) {
    const auto table = with_routes({{method::get, "/files/{path*}"}});
    EXPECT_EQ(found(table, "GET", "/files/a/b.txt"), "/files/{path*} path=a/b.txt");
    EXPECT_EQ(found(table, "GET", "/files/"), "/files/{path*} path=");
    EXPECT_EQ(found(table, "GET", "/files"), "404 ");
    EXPECT_EQ(found(table, "GET", "/files/../files/x/./y"), "/files/{path*} path=x/y");
}

TEST(router, prefers_text_to_parameters_to_tails) {
    const auto table = with_routes(
        {{method::get, "/{tail*}"},
         {method::get, "/users/{id}"},
         {method::get, "/users/me"},
         {method::get, "/{a}/me"}}
    );
    EXPECT_EQ(found(table, "GET", "/users/me"), "/users/me");
    EXPECT_EQ(found(table, "GET", "/users/7"), "/users/{id} id=7");
    EXPECT_EQ(found(table, "GET", "/others/me"), "/{a}/me a=others");
    EXPECT_EQ(found(table, "GET", "/others/7"), "/{tail*} tail=others/7");
}

TEST(router, tries_the_next_way_when_the_preferred_one_leads_nowhere) {
    const auto table = with_routes(
        {{method::get, "/a/b/c"}, {method::get, "/a/{x}/d"}, {method::get, "/{y}/b/{z*}"}}
    );
    EXPECT_EQ(found(table, "GET", "/a/b/d"), "/a/{x}/d x=b");
    EXPECT_EQ(found(table, "GET", "/a/b/e"), "/{y}/b/{z*} y=a z=e");
}

TEST(router, tries_the_next_way_when_the_method_is_missing_too) {
    const auto table = with_routes(
        {{method::get, "/users/me"}, {method::post, "/users/{id}"}, {method::put, "/{all*}"}}
    );
    EXPECT_EQ(found(table, "POST", "/users/me"), "/users/{id} id=me");
    EXPECT_EQ(found(table, "PUT", "/users/me"), "/{all*} all=users/me");
    EXPECT_EQ(found(table, "DELETE", "/users/me"), "405 GET, HEAD, POST, PUT, OPTIONS");
}

TEST(router, answers_405_with_exactly_what_the_path_allows) {
    const auto table =
        with_routes({{method::get, "/a"}, {method::post, "/a"}, {method::patch, "/b"}});
    EXPECT_EQ(found(table, "DELETE", "/a"), "405 GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(found(table, "GET", "/b"), "405 PATCH, OPTIONS");
    EXPECT_EQ(found(table, "HEAD", "/b"), "405 PATCH, OPTIONS");
    EXPECT_EQ(found(table, "TRACE", "/a"), "405 GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(found(table, "DELETE", "/c"), "404 ");
}

TEST(router, answers_head_from_get_unless_head_has_its_own) {
    const auto table =
        with_routes({{method::get, "/a"}, {method::get, "/b/{x}"}, {method::head, "/b/{y}"}});
    EXPECT_EQ(found(table, "HEAD", "/a"), "/a");
    EXPECT_EQ(found(table, "HEAD", "/b/1"), "/b/{y} y=1");
    EXPECT_EQ(found(table, "GET", "/b/1"), "/b/{x} x=1");
}

TEST(router, answers_options_unless_options_has_its_own) {
    const auto table =
        with_routes({{method::get, "/a"}, {method::options, "/b"}, {method::put, "/c/{x}"}});
    EXPECT_EQ(found(table, "OPTIONS", "/a"), "204 GET, HEAD, OPTIONS");
    EXPECT_EQ(found(table, "OPTIONS", "/b"), "/b");
    EXPECT_EQ(found(table, "OPTIONS", "/c/1"), "204 PUT, OPTIONS");
    EXPECT_EQ(found(table, "OPTIONS", "*"), "204 GET, HEAD, PUT, OPTIONS");
    EXPECT_EQ(found(table, "OPTIONS", "/d"), "404 ");
}

TEST(router, names_the_parameters_as_the_route_that_was_found_does) {
    const auto table = with_routes({{method::get, "/users/{id}"}, {method::post, "/users/{name}"}});
    EXPECT_EQ(found(table, "GET", "/users/7"), "/users/{id} id=7");
    EXPECT_EQ(found(table, "POST", "/users/7"), "/users/{name} name=7");
}

TEST(router, hands_out_the_handler_and_the_options_of_the_route) {
    router table;
    http::handler handler;
    handler.plain = [](const void*, http::request&, http::response& answer) {
        answer.set_text("it");
    };
    table.add(method::get, "/a", handler, {.body_limit = byte_count{7}});
    read_request read("GET", "/a");
    const auto match = table.find(read.request);
    ASSERT_EQ(match.outcome, match_outcome::found);
    EXPECT_EQ(match.route->options.body_limit, byte_count{7});
    http::response answer;
    match.route->handler.plain(nullptr, read.request, answer);
    EXPECT_EQ(answer.body, "it");
}

TEST(router, tells_the_request_what_its_path_allows) {
    const auto table = with_routes({{method::get, "/a"}});
    read_request put("PUT", "/a"), unknown("PUT", "/b"), get("GET", "/a");
    EXPECT_EQ(table.find(put.request).outcome, match_outcome::method_not_allowed);
    EXPECT_EQ(to_string(put.request.allowed_methods()), "GET, HEAD, OPTIONS");
    EXPECT_EQ(table.find(unknown.request).outcome, match_outcome::not_found);
    EXPECT_TRUE(unknown.request.allowed_methods().empty());
    EXPECT_EQ(table.find(get.request).outcome, match_outcome::found);
    EXPECT_TRUE(get.request.allowed_methods().empty());
    EXPECT_EQ(get.request.route_pattern(), "/a");
    EXPECT_EQ(put.request.route_pattern(), "");
}

TEST(router, lets_its_own_answers_be_surrounded) {
    router table({.trailing_slash = trailing_slash::redirect});
    table.add(method::get, "/a", {});
    table.host("b.example").add(method::get, "/b", {});
    table.surround([](http::handler inner) {
        EXPECT_NE(inner.plain, nullptr);
        inner.plain = [](const void*, http::request&, http::response& answer) {
            answer.status = 418;
        };
        return inner;
    });
    EXPECT_EQ(found(table, "GET", "/c"), "418 ");
    EXPECT_EQ(found(table, "PUT", "/a"), "418 ");
    EXPECT_EQ(found(table, "GET", "/a/"), "418 ");
    EXPECT_EQ(found(table, "GET", "/c", "b.example"), "418 ");
}

TEST(router, refuses_plain_handlers_for_bodies_that_are_streamed) {
    router table;
    const auto plain = with_routes({{method::post, "/"}});
    read_request asked("POST", "/");
    const auto& handler = plain.find(asked.request).route->handler;
    EXPECT_THROW(table.add(method::post, "/", handler, {.streams_body = true}), error);
}

TEST(router, refuses_routes_that_match_exactly_the_same) {
    auto table =
        with_routes({{method::get, "/a/{b}"}, {method::get, "/c"}, {method::get, "/d/{e*}"}});
    EXPECT_THROW(table.add(method::get, "/c", {}), error);
    EXPECT_THROW(table.add(method::get, "/a/{x}", {}), error);
    EXPECT_THROW(table.add(method::get, "/d/{x*}", {}), error);
    EXPECT_NO_THROW(table.add(method::post, "/c", {}));
    EXPECT_NO_THROW(table.add(method::get, "/d/{x}", {}));
    try {
        table.add(method::get, "/a/{x}", {});
    } catch (const error& thrown) {
        EXPECT_STREQ(thrown.what(), "the route GET /a/{x} matches exactly what /a/{b} matches");
    }
}

/// The plain way to match: every pattern is compared with the path, the one with the best segments
/// wins.
class naive_router {
public:
    void add(std::vector<std::string> segments) { patterns_.push_back(std::move(segments)); }

    [[nodiscard]] std::string find(const std::vector<std::string>& path) const {
        std::map<std::string, std::string> by_rank;
        for (const auto& pattern : patterns_) {
            if (const auto rank = rank_of(pattern, path); !rank.empty())
                by_rank[rank] = joined(pattern);
        }
        return by_rank.empty() ? "404" : by_rank.begin()->second;
    }

    static std::string joined(const std::vector<std::string>& segments) {
        std::string text;
        for (const auto& segment : segments)
            text += "/" + segment;
        return text;
    }

private:
    /// A letter for each segment of the pattern, in order of preference; empty if it does not
    /// match.
    static std::string rank_of(
        const std::vector<std::string>& pattern, const std::vector<std::string>& path
    ) {
        std::string rank;
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            if (i >= path.size()) return "";
            if (pattern[i].ends_with("*}")) return rank + "c";
            const bool is_text = pattern[i] == path[i];
            if (!is_text && (!pattern[i].starts_with("{") || path[i].empty())) return "";
            rank += is_text ? 'a' : 'b';
        }
        return pattern.size() == path.size() ? rank : "";
    }

    std::vector<std::vector<std::string>> patterns_;
};

TEST(router, agrees_with_comparing_every_pattern) {
    std::mt19937 random(11);
    const auto below = [&](unsigned bound) { return static_cast<unsigned>(random() % bound); };
    for (int table_number = 0; table_number < 200; ++table_number) {
        router table;
        naive_router model;
        for (int i = 0; i < 20; ++i) {
            std::vector<std::string> segments;
            for (auto size = 1 + below(4); size > 0; --size) {
                const auto kind = below(8);
                const auto name = "p" + std::to_string(segments.size());
                segments.push_back(kind < 3 ? "{" + name + "}" : std::string(1, "abc"[below(3)]));
                if (kind == 7) segments.back() = "{" + name + "*}";
                if (kind == 7) break;
            }
            try {
                table.add(method::get, naive_router::joined(segments), {});
                model.add(segments);
            } catch (const error&) {
                continue;  // the same pattern again
            }
        }
        for (int i = 0; i < 100; ++i) {
            std::vector<std::string> path;
            for (auto size = 1 + below(5); size > 0; --size)
                path.emplace_back(below(6), "abc"[below(3)]);
            for (auto& segment : path)
                segment = segment.substr(0, 1);
            const auto target = naive_router::joined(path);
            const auto result = found(table, "GET", target);
            ASSERT_EQ(result.substr(0, result.find(' ')), model.find(path)) << target;
        }
    }
}

}  // namespace

}  // namespace microfast::routing
