#include <microfast/binding/depends.hpp>
#include <microfast/binding/guard.hpp>
#include <microfast/core/error.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "binding/handling.hpp"

namespace microfast::binding {

namespace {

/// What happened, in order. Provided, so that dependencies can write into it.
struct journal {
    std::vector<std::string> lines;
};
using lines = std::vector<std::string>;

struct fixture {
    journal log;
    std::shared_ptr<services> provided = std::make_shared<services>();
    fixture() { provided->provide(&key_of_type<journal>, &log); }

    template <class Callable>
    http::response answer(std::string_view line, Callable callable) {
        sample from{line};
        return answer_of(from, std::move(callable), provided);
    }
};

int number(query<"n", int> n, journal& log) {
    log.lines.emplace_back("number");
    return *n;
}

std::string twice(depends<&number> n, journal& log) {
    log.lines.emplace_back("twice");
    return std::to_string(*n * 2);
}

task<std::string> later(depends<&twice> text, journal& log) {
    log.lines.emplace_back("later");
    co_return *text + "!";
}

TEST(depends, makes_what_a_dependency_needs_by_the_same_rules) {
    fixture here;
    EXPECT_EQ(here.answer("GET /?n=4", [](depends<&twice> text) { return *text; }).body, "8");
    EXPECT_EQ(here.log.lines, (lines{"number", "twice"}));
}

TEST(depends, makes_a_value_once_a_request) {
    fixture here;
    const auto answer =
        here.answer("GET /?n=4", [](depends<&number> a, depends<&twice> b, depends<&number> c) {
            EXPECT_EQ(a.value, c.value);
            return *b;
        });
    EXPECT_EQ(answer.body, "8");
    EXPECT_EQ(here.log.lines, (lines{"number", "twice"}));
}

TEST(depends, may_be_a_coroutine_of_a_plain_handler) {
    fixture here;
    const auto handler = [](depends<&later> text) { return *text; };
    EXPECT_EQ(here.answer("GET /?n=4", handler).body, "8!");
    const auto kept = std::make_shared<const decltype(handler)>(handler);
    EXPECT_EQ(make_handler(kept).plain, nullptr);
}

TEST(depends, is_not_called_if_its_arguments_are_refused) {
    fixture here;
    const auto answer = here.answer(
        "GET /?n=x&m=y", [](depends<&number>, depends<&later>, query<"m", int>) { return "called"; }
    );
    EXPECT_EQ(answer.status, 422);
    EXPECT_TRUE(here.log.lines.empty());
    // Each fault once, although three take the number.
    EXPECT_NE(answer.body.find(R"("loc":["query","n"])"), std::string::npos);
    EXPECT_EQ(answer.body.find(R"("n"])"), answer.body.rfind(R"("n"])"));
    EXPECT_NE(answer.body.find(R"("loc":["query","m"])"), std::string::npos);
}

std::string refuse() {
    throw http_error(403, "not you");
}

TEST(depends, refuses_a_request_before_its_body_is_read) {
    fixture here;
    const auto handler = [](depends<&refuse>, query<"n", int>) { return "called"; };
    EXPECT_THROW((void)here.answer("GET /", handler), http_error);
}

void check(journal& log) {
    log.lines.emplace_back("check");
}

journal& logbook(journal& log) {
    return log;
}

TEST(depends, may_give_nothing_or_a_reference) {
    fixture here;
    const auto answer = here.answer("GET /", [&](depends<&check>, depends<&logbook> log) {
        EXPECT_EQ(log.value, &here.log);
        return "called";
    });
    EXPECT_EQ(answer.body, "called");
    EXPECT_EQ(here.log.lines, (lines{"check"}));
}

resource<std::string> connection(journal& log) {
    log.lines.emplace_back("connect");
    const auto how = co_yield std::string("connection");
    log.lines.emplace_back(how == outcome::completed ? "commit" : "roll back");
}

resource<int> statement(depends<&connection> from, journal& log) {
    log.lines.emplace_back("prepare on " + *from);
    int prepared = 7;
    co_yield prepared;
    log.lines.emplace_back("finish");
}

TEST(depends, closes_resources_in_reverse_order_after_the_handler) {
    fixture here;
    const auto answer = here.answer("GET /", [&](depends<&statement> made, journal& log) {
        log.lines.emplace_back("handle");
        return *made;
    });
    EXPECT_EQ(answer.body, "7");
    EXPECT_EQ(
        here.log.lines, (lines{"connect", "prepare on connection", "handle", "finish", "commit"})
    );
}

TEST(depends, tells_resources_of_a_failure) {
    fixture here;
    const auto throwing = [](depends<&connection>) -> std::string {
        throw std::runtime_error("broken");
    };
    EXPECT_THROW((void)here.answer("GET /", throwing), std::runtime_error);
    EXPECT_EQ(here.log.lines, (lines{"connect", "roll back"}));
    here.log.lines.clear();
    (void)here.answer("GET /", [](depends<&connection>) { return http::problem(409, "no"); });
    EXPECT_EQ(here.log.lines, (lines{"connect", "roll back"}));
}

resource<int> failing_to_close(journal& /*log*/) {
    co_yield 1;
    throw std::runtime_error("the commit failed");
}

TEST(depends, makes_a_failure_to_close_one_of_the_request) {
    fixture here;
    const auto handler = [](depends<&connection>, depends<&failing_to_close>) { return "fine"; };
    EXPECT_THROW((void)here.answer("GET /", handler), std::runtime_error);
    EXPECT_EQ(here.log.lines, (lines{"connect", "roll back"}));
}

TEST(depends, can_be_replaced) {
    fixture here;
    here.provided->replace(&key_of_function<&number>, make_resolver<&number>([] { return 21; }));
    EXPECT_EQ(here.answer("GET /", [](depends<&twice> text) { return *text; }).body, "42");
    const auto fake = [](journal& log) -> resource<std::string> {
        log.lines.emplace_back("fake");
        co_yield std::string("a fake");
    };
    here.provided->replace(&key_of_function<&connection>, make_resolver<&connection>(fake));
    here.provided->replace(&key_of_function<&later>, make_resolver<&later>([] {
        return std::string("plain");
    }));
    const auto answer =
        here.answer("GET /", [](depends<&statement>, depends<&later> text) { return *text; });
    EXPECT_EQ(answer.body, "plain");
    EXPECT_EQ(here.log.lines, (lines{"twice", "fake", "prepare on a fake", "finish"}));
}

std::string by_name(path<"id", int> id) {
    return "id " + std::to_string(*id);
}

TEST(depends, takes_path_parameters_by_name) {
    sample from{"GET /"};
    from.with_parameter("other", "x").with_parameter("id", "7");
    EXPECT_EQ(answer_of(from, [](depends<&by_name> text) { return *text; }).body, "id 7");
}

http::handler guarded(fixture& here, std::vector<dependency_reference> first, auto handler) {
    route_binding route;
    route.services = here.provided;
    const auto kept = std::make_shared<const decltype(handler)>(handler);
    return guard(std::move(first), make_handler(kept, route), route);
}

TEST(guard, makes_dependencies_before_a_handler_that_shares_them) {
    fixture here;
    const auto handler =
        guarded(here, {dependency<&number>()}, [](depends<&twice> text) { return *text; });
    EXPECT_NE(handler.plain, nullptr);
    sample from{"GET /?n=2"};
    EXPECT_EQ(answer_of(handler, from.request()).body, "4");
    EXPECT_EQ(here.log.lines, (lines{"number", "twice"}));
    sample wrong{"GET /?n=x"};
    EXPECT_EQ(answer_of(handler, wrong.request()).status, 422);
}

TEST(guard, closes_what_it_opened_after_a_plain_handler) {
    fixture here;
    const auto handler = guarded(here, {dependency<&connection>()}, [](journal& log) {
        log.lines.emplace_back("handle");
        return "fine";
    });
    EXPECT_EQ(handler.plain, nullptr);
    sample from{"GET /"};
    EXPECT_EQ(answer_of(handler, from.request()).body, "fine");
    EXPECT_EQ(here.log.lines, (lines{"connect", "handle", "commit"}));
}

}  // namespace

}  // namespace microfast::binding
