/// @file
/// What every store of sessions promises, wherever it keeps them.
#pragma once

#include <microfast/core/task.hpp>
#include <microfast/net/event_loop.hpp>
#include <microfast/sessions/session_store.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace microfast::sessions {

/// Runs tasks on an event loop, each to its end.
class looped {
public:
    template <class Result>
    Result operator()(task<Result> work) {
        std::optional<Result> result;
        run(keep(std::move(work), result));
        return std::move(*result);
    }
    void operator()(task<void> work) { run(std::move(work)); }

private:
    template <class Result>
    static task<void> keep(task<Result> work, std::optional<Result>& into) {
        into = co_await std::move(work);
    }
    static task<void> end(task<void> work, net::event_loop& loop, std::exception_ptr& failure) {
        try {
            co_await std::move(work);
        } catch (...) {
            failure = std::current_exception();
        }
        loop.stop();
    }
    void run(task<void> work) {
        std::exception_ptr failure;
        loop_.spawn(end(std::move(work), loop_, failure));
        loop_.run();
        if (failure) std::rethrow_exception(failure);
    }

    net::event_loop loop_;
};

/// `Kept` has `store()`, and `wait_for_the_end(id, lifetime)`, which returns when a session is over
/// that was just kept for so long.
template <class Kept>
class session_store_promises : public ::testing::Test {
protected:
    using seconds = std::chrono::seconds;

    [[nodiscard]] std::optional<std::string> load(std::string_view id) {
        return run(kept.store().load(id));
    }
    void save(std::string_view id, std::string_view bytes, seconds lifetime = seconds{100}) {
        run(kept.store().save(id, bytes, lifetime));
    }
    [[nodiscard]] bool replace(std::string_view id, std::string_view bytes) {
        return run(kept.store().replace(id, bytes, seconds{100}));
    }
    [[nodiscard]] bool prolong(std::string_view id) {
        return run(kept.store().prolong(id, seconds{100}));
    }
    [[nodiscard]] bool remove(std::string_view id) { return run(kept.store().remove(id)); }

    Kept kept;
    looped run;
};

TYPED_TEST_SUITE_P(session_store_promises);

TYPED_TEST_P(session_store_promises, keeps_any_bytes) {
    EXPECT_EQ(this->load("a"), std::nullopt);
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte)
        bytes += static_cast<char>(byte);
    for (const auto& wanted :
         {std::string("text"), bytes, std::string(), std::string(100'000, 'x')}) {
        this->save("a", wanted);
        EXPECT_EQ(this->load("a"), wanted);
    }
    EXPECT_EQ(this->load("b"), std::nullopt);
}

TYPED_TEST_P(session_store_promises, replaces_and_prolongs_what_is_there) {
    this->save("a", "one");
    EXPECT_TRUE(this->replace("a", "two"));
    EXPECT_EQ(this->load("a"), "two");
    EXPECT_TRUE(this->prolong("a"));
    EXPECT_EQ(this->load("a"), "two");
}

TYPED_TEST_P(session_store_promises, brings_nothing_back_that_was_removed) {
    this->save("a", "one");
    EXPECT_TRUE(this->remove("a"));
    EXPECT_FALSE(this->remove("a"));
    EXPECT_FALSE(this->replace("a", "two"));
    EXPECT_FALSE(this->prolong("a"));
    EXPECT_EQ(this->load("a"), std::nullopt);
}

TYPED_TEST_P(session_store_promises, forgets_what_is_over) {
    const std::chrono::seconds lifetime{1};
    this->save("a", "one", lifetime);
    this->save("b", "two", lifetime);
    EXPECT_TRUE(this->prolong("b"));
    this->run(this->kept.wait_for_the_end("a", lifetime));
    EXPECT_EQ(this->load("a"), std::nullopt);
    EXPECT_FALSE(this->replace("a", "three"));
    EXPECT_FALSE(this->prolong("a"));
    EXPECT_FALSE(this->remove("a"));
    EXPECT_EQ(this->load("b"), "two");
}

REGISTER_TYPED_TEST_SUITE_P(
    session_store_promises,
    keeps_any_bytes,
    replaces_and_prolongs_what_is_there,
    brings_nothing_back_that_was_removed,
    forgets_what_is_over
);

}  // namespace microfast::sessions
