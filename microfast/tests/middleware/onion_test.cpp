#include <microfast/core/error.hpp>
#include <microfast/middleware/onion.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "middleware/layer_harness.hpp"

namespace microfast::middleware {

namespace {

using http::request;
using http::response;
using http::verdict;

/// Writes down the way in and the way out.
struct tracing_layer {
    struct note {
        const char* entered_by;
    };
    const char* name;
    std::string* trace;
    verdict answers = verdict::proceed;

    verdict before(note& kept, request&, response& out) const {
        kept.entered_by = name;
        *trace += std::string(name) + "> ";
        if (answers == verdict::answered) out.set_text(name);
        return answers;
    }
    void after(note& kept, request&, response& out) const {
        *trace += std::string("<") + kept.entered_by + ":" + std::to_string(out.status) + " ";
    }
};

struct around_layer {
    const char* name;
    std::string* trace;

    task<void> around(request&, response& out, http::next& inner) const {
        *trace += std::string(name) + "( ";
        co_await inner();
        *trace += ")" + std::string(name) + ":" + std::to_string(out.status) + " ";
    }
};

class onion : public testing::Test {
protected:
    http::handler plain_handler() {
        return plain([this](request&, response& out) {
            trace += "handler ";
            out.set_text("answer");
        });
    }
    http::handler throwing(bool is_coroutine) {
        if (is_coroutine) {
            return coroutine([](request&, response&) -> task<void> {
                throw http_error(409, "taken");
                co_return;
            });
        }
        return plain([](request&, response&) { throw http_error(409, "taken"); });
    }
    http::middleware layer(const char* name, verdict answers = verdict::proceed) {
        return make_middleware(tracing_layer{name, &trace, answers});
    }
    http::middleware around(const char* name) {
        return make_middleware(around_layer{name, &trace});
    }
    /// The trace of a call, then the status.
    std::string way_of(const http::handler& called) {
        trace.clear();
        exchange one("GET", "/");
        one.call(called);
        return trace + std::to_string(one.out.status);
    }

    std::string trace;
};

TEST_F(onion, is_the_handler_itself_when_nothing_surrounds_it) {
    const auto inner = plain_handler();
    const auto folded = fold({}, inner);
    EXPECT_EQ(folded.callable, inner.callable);
    EXPECT_EQ(folded.plain, inner.plain);
}

TEST_F(onion, goes_in_from_the_first_layer_and_out_in_the_opposite_order) {
    const std::vector layers{layer("a"), layer("b")};
    EXPECT_EQ(way_of(fold(layers, plain_handler())), "a> b> handler <b:200 <a:200 200");
}

TEST_F(onion, keeps_a_plain_handler_plain_unless_a_layer_is_around) {
    const std::vector plain_layers{layer("a"), layer("b")};
    EXPECT_NE(fold(plain_layers, plain_handler()).plain, nullptr);
    const std::vector mixed{layer("a"), around("b"), layer("c")};
    const auto folded = fold(mixed, plain_handler());
    EXPECT_EQ(folded.plain, nullptr);
    EXPECT_EQ(way_of(folded), "a> b( c> handler <c:200 )b:200 <a:200 200");
}

TEST_F(onion, goes_through_the_same_layers_around_a_coroutine) {
    const std::vector layers{layer("a"), layer("b"), around("c")};
    const auto inner = coroutine([this](request&, response& out) -> task<void> {
        trace += "handler ";
        out.status = 201;
        co_return;
    });
    EXPECT_EQ(way_of(fold(layers, inner)), "a> b> c( handler )c:201 <b:201 <a:201 201");
}

TEST_F(onion, turns_back_at_the_layer_that_answers) {
    const std::vector layers{layer("a"), layer("b", verdict::answered), layer("c")};
    EXPECT_EQ(way_of(fold(layers, plain_handler())), "a> b> <a:200 200");
}

TEST_F(onion, shows_layers_the_answer_to_an_exception) {
    for (const bool is_coroutine : {false, true}) {
        const std::vector layers{layer("a"), layer("b")};
        EXPECT_EQ(way_of(fold(layers, throwing(is_coroutine))), "a> b> <b:409 <a:409 409");
        const std::vector innermost_around{layer("a"), around("b")};
        EXPECT_EQ(
            way_of(fold(innermost_around, throwing(is_coroutine))), "a> b( )b:409 <a:409 409"
        );
    }
}

TEST_F(onion, answers_what_a_layer_throws_and_goes_on_outwards) {
    struct thrower {
        verdict before(request&, response&) const { throw std::runtime_error("broken"); }
    };
    struct late_thrower {
        void after(request&, response&) const { throw http_error(418, "teapot"); }
    };
    const std::vector early{layer("a"), make_middleware(thrower{}), layer("b")};
    EXPECT_EQ(way_of(fold(early, plain_handler())), "a> <a:500 500");
    const std::vector late{layer("a"), make_middleware(late_thrower{}), layer("b")};
    EXPECT_EQ(way_of(fold(late, plain_handler())), "a> b> handler <b:200 <a:418 418");
    const auto around_thrower =
        make_middleware([](request&, response&, http::next& inner) -> task<void> {
            co_await inner();
            throw http_error(418, "teapot");
        });
    const std::vector later{layer("a"), around_thrower, layer("b")};
    EXPECT_EQ(way_of(fold(later, plain_handler())), "a> b> handler <b:200 <a:418 418");
}

TEST_F(onion, lets_an_around_layer_answer_without_going_in_or_go_in_twice) {
    const auto refuses = make_middleware([](request&, response& out, http::next&) -> task<void> {
        out.status = 403;
        co_return;
    });
    const std::vector refusing{layer("a"), refuses};
    EXPECT_EQ(way_of(fold(refusing, plain_handler())), "a> <a:403 403");

    const auto repeats =
        make_middleware([](request&, response& out, http::next& inner) -> task<void> {
            co_await inner();
            out.clear();
            co_await inner();
        });
    const std::vector repeating{repeats, layer("a")};
    EXPECT_EQ(way_of(fold(repeating, plain_handler())), "a> handler <a:200 a> handler <a:200 200");
}

TEST_F(onion, gives_every_layer_room_for_its_own_note) {
    std::vector<http::middleware> layers;
    for (std::size_t i = 0; i < most_layers; ++i)
        layers.push_back(layer(i % 2 == 0 ? "even" : "odd"));
    const auto way = way_of(fold(layers, plain_handler()));
    EXPECT_TRUE(way.ends_with("<odd:200 <even:200 200")) << way;
    layers.push_back(layer("one too many"));
    EXPECT_THROW((void)fold(layers, plain_handler()), error);
}

struct single {
    static constexpr std::string_view only_once = "single";
    void after(request&, response&) const {}
};

TEST_F(onion, refuses_two_layers_of_a_kind_that_is_there_once) {
    const std::vector one{make_middleware(single{}), layer("a"), layer("a")};
    EXPECT_NO_THROW((void)fold(one, plain_handler()));
    const std::vector two{make_middleware(single{}), layer("a"), make_middleware(single{})};
    try {
        (void)fold(two, plain_handler());
        FAIL() << "two are too many";
    } catch (const error& refused) {
        EXPECT_THAT(refused.what(), testing::HasSubstr("single is around a handler twice"));
    }
}

}  // namespace

}  // namespace microfast::middleware
