#include <tinyorm/tinyorm.hpp>

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "fresh_database.hpp"
#include "models/teams.hpp"

namespace tinyorm {
namespace {

using namespace teams;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

template <typename Action>
std::string refusal_of(const Action& action) {
    try {
        action();
        return "nothing was refused";
    } catch (const error& refused) {
        return refused.what();
    }
}

// Twenty people; each sends one message to the next.
template <typename Backend>
class lazy_relationships : public testing::Test {
protected:
    static constexpr int people = 20;

    lazy_relationships() {
        database db{backend.url()};
        db.template create_tables<Person, Team, Membership, Message>();
        db.transaction([](session& within) {
            std::vector<handle<Person>> created;
            for (int i = 0; i < people; ++i)
                created.push_back(within.create<Person>({.name = "p" + std::to_string(i)}));
            for (std::size_t i = 0; i < created.size(); ++i) {
                auto message = within.create<Message>({.text = created[i]->name});
                message.set(Message::sender_id, created[i]);
                message.set(Message::recipient_id, created[(i + 1) % created.size()]);
            }
        });
    }
    [[nodiscard]] database with(session_policy policy) const {
        return database{backend.url(), {.sessions = std::move(policy)}};
    }

    Backend backend;
};
TYPED_TEST_SUITE(lazy_relationships, every_database, database_names);

TYPED_TEST(lazy_relationships, lead_from_object_to_object) {
    auto db = this->with({});
    db.transaction([](session& within) {
        const auto first = within.objects_of(Person::select().where(Person::name == "p0")).front();
        const auto messages = within.load(first, sent);
        ASSERT_THAT(messages, SizeIs(1));
        EXPECT_EQ(messages[0]->text, "p0");
        EXPECT_EQ(within.load(messages[0], sender), first);
        const auto next = within.load(messages[0], recipient);
        ASSERT_TRUE(next);
        EXPECT_EQ((*next)->name, "p1");
    });
}

TYPED_TEST(lazy_relationships, are_asked_for_again_after_something_was_written) {
    auto db = this->with({});
    db.transaction([](session& within) {
        const auto first = within.objects_of(Person::select().where(Person::name == "p0")).front();
        EXPECT_THAT(within.load(first, sent), SizeIs(1));
        auto more = within.create<Message>({.text = "more"});
        more.set(Message::sender_id, first);
        EXPECT_THAT(within.load(first, sent), SizeIs(2));
        within.remove(more);
        EXPECT_THAT(within.load(first, sent), SizeIs(1));
        within.execute("DELETE FROM messages");
        EXPECT_THAT(within.load(first, sent), SizeIs(0));
    });
}

TYPED_TEST(lazy_relationships, lead_nowhere_from_what_is_removed_or_of_another_session) {
    auto db = this->with({});
    const auto person = db.transaction([](session& within) {
        return within.objects_of(Person::select().order_by(Person::id.asc())).front();
    });
    db.transaction([&](session& within) {
        EXPECT_THAT(
            refusal_of([&] { (void)within.load(person, sent); }), HasSubstr("no object of this")
        );
    });
}

TYPED_TEST(lazy_relationships, may_be_refused_unless_they_were_preloaded) {
    auto db = this->with({.lazy = lazy_loading::refuse});
    db.transaction([](session& within) {
        const auto all = within.objects_of(Person::select());
        EXPECT_THAT(
            refusal_of([&] { (void)within.load(all[0], sent); }),
            HasSubstr("messages.sender_id of people was not loaded")
        );
        within.preload(all, sent);
        for (const auto& person : all)
            EXPECT_THAT(within.load(person, sent), SizeIs(1));
    });
}

TYPED_TEST(lazy_relationships, are_loaded_once_for_an_object_that_is_given_twice) {
    auto db = this->with({});
    db.transaction([](session& within) {
        const auto first = within.objects_of(Person::select().where(Person::name == "p0")).front();
        within.preload(std::vector{first, first}, sent);
        EXPECT_THAT(within.load(first, sent), SizeIs(1));
    });
}

TYPED_TEST(lazy_relationships, that_are_loaded_one_by_one_are_refused_beyond_the_limit) {
    auto db = this->with({.on_repetition = repetition_response::raise, .repetition_limit = 5});
    db.transaction([](session& within) {
        const auto all = within.objects_of(Person::select());
        std::size_t loaded = 0;
        EXPECT_THAT(
            refusal_of([&] {
                for (const auto& person : all)
                    loaded += within.load(person, sent).size();
            }),
            HasSubstr("more than 5 times from")
        );
        EXPECT_EQ(loaded, 5U);
    });
}

TYPED_TEST(lazy_relationships, that_are_loaded_one_by_one_are_batched_beyond_the_limit) {
    std::vector<repetition> reported;
    auto db = this->with(
        {.on_repetition = repetition_response::batch,
         .repetition_limit = 5,
         .report = [&](const repetition& one) { reported.push_back(one); }}
    );
    db.transaction([&](session& within) {
        const auto all = within.objects_of(Person::select());
        for (const auto& person : all) {
            const auto messages = within.load(person, sent);
            ASSERT_THAT(messages, SizeIs(1));
            EXPECT_EQ(messages[0]->text, person->name);
        }
    });
    ASSERT_THAT(reported, SizeIs(1));
    EXPECT_EQ(reported[0].times, 6U);
    EXPECT_THAT(reported[0].query, HasSubstr("messages.sender_id of people"));
}

TYPED_TEST(lazy_relationships, queries_in_a_loop_are_noticed_too) {
    std::vector<repetition> reported;
    auto db = this->with(
        {.on_repetition = repetition_response::warn,
         .repetition_limit = 5,
         .report = [&](const repetition& one) { reported.push_back(one); }}
    );
    db.transaction([](session& within) {
        for (i64 id = 1; id <= 8; ++id)
            (void)Person::select().where(Person::id == id).all(within);
        for (i64 id = 1; id <= 8; ++id)
            (void)within.find<Person>(id);
        for (i64 id = 1; id <= 8; ++id)
            (void)within.find<Person>(id);
    });
    ASSERT_THAT(reported, SizeIs(2));
    EXPECT_THAT(reported[0].query, HasSubstr("people"));
    EXPECT_NE(reported[0].origin.line(), reported[1].origin.line());
}

}  // namespace
}  // namespace tinyorm
