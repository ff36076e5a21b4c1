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
using testing::IsEmpty;

template <typename Backend>
class relationships : public testing::Test {
protected:
    relationships() {
        db.template create_tables<Person, Team, Membership, Message>();
        for (const auto* const name : {"ann", "bob", "cy"})
            Person::insert({.name = name}).execute(db);
        for (const auto* const name : {"red", "blue"})
            Team::insert({.name = name}).execute(db);
        const std::vector<Membership::row> members{{1, 1}, {1, 2}, {2, 2}};
        Membership::insert(members).execute(db);
        const std::vector<Message::row> messages{
            {.sender_id = 1, .recipient_id = 2, .text = "hi"},
            {.sender_id = 1, .recipient_id = std::nullopt, .text = "all"},
            {.sender_id = 2, .recipient_id = 1, .text = "yes"}};
        Message::insert(messages).execute(db);
    }

    Backend backend;
    database db{backend.url()};
};
TYPED_TEST_SUITE(relationships, every_database, database_names);

template <typename Rows>
std::vector<std::string> texts(const Rows& rows) {
    std::vector<std::string> found;
    for (const auto& row : rows) {
        if constexpr (requires { row.text; }) {
            found.push_back(row.text);
        } else {
            found.push_back(row.name);
        }
    }
    return found;
}

TYPED_TEST(relationships, are_loaded_with_the_rows_they_begin_at) {
    const auto people = Person::select()
                            .order_by(Person::id.asc())
                            .with(sent)
                            .with(received)
                            .with(teams_of_person)
                            .all(this->db);
    ASSERT_EQ(people.size(), 3U);
    EXPECT_EQ(people[0]->name, "ann");
    EXPECT_THAT(texts(people[0].get(sent)), ElementsAre("hi", "all"));
    EXPECT_THAT(texts(people[0].get(received)), ElementsAre("yes"));
    EXPECT_THAT(texts(people[0].get(teams_of_person)), ElementsAre("red", "blue"));
    EXPECT_THAT(texts(people[1].get(sent)), ElementsAre("yes"));
    EXPECT_THAT(people[2].get(sent), IsEmpty());
    EXPECT_THAT(people[2].get(teams_of_person), IsEmpty());
}

TYPED_TEST(relationships, lead_to_one_row_or_none) {
    const auto messages =
        Message::select().order_by(Message::id.asc()).with(sender).with(recipient).all(this->db);
    EXPECT_EQ(messages[0].get(sender)->name, "ann");
    EXPECT_EQ(messages[0].get(recipient)->name, "bob");
    EXPECT_FALSE(messages[1].get(recipient));
}

TYPED_TEST(relationships, are_loaded_with_the_only_or_first_row) {
    const auto ann = Person::select().where(Person::name == "ann").with(sent).one(this->db);
    EXPECT_EQ(ann.get(sent).size(), 2U);
    const auto first = Person::select().order_by(Person::id.desc()).with(sent).first(this->db);
    EXPECT_THAT(first->get(sent), IsEmpty());
    EXPECT_FALSE(Person::select().where(Person::id == 77).with(sent).first(this->db));
}

TYPED_TEST(relationships, that_were_not_loaded_are_refused) {
    const auto message = Message::select().with(sender).first(this->db);
    EXPECT_THROW(static_cast<void>(message->get(recipient)), error);
}

TYPED_TEST(relationships, are_loaded_when_asked_for) {
    const auto ann = Person::select().where(Person::name == "ann").one(this->db);
    const auto messages = sent.of(ann).order_by(Message::id.desc()).limit(1).all(this->db);
    EXPECT_THAT(texts(messages), ElementsAre("all"));
    EXPECT_THAT(
        texts(teams_of_person.of(ann).order_by(Team::name.asc()).all(this->db)),
        ElementsAre("blue", "red")
    );
    EXPECT_FALSE(recipient.of(Message::row{}).first(this->db));
}

TYPED_TEST(relationships, are_joined) {
    const auto counted = Person::select(Person::name, count(Message::id).as<"messages">())
                             .left_join(sent)
                             .group_by(Person::name)
                             .order_by(Person::name.asc())
                             .all(this->db);
    ASSERT_EQ(counted.size(), 3U);
    EXPECT_EQ(counted[0].template get<"messages">(), 2);
    EXPECT_EQ(counted[2].template get<"messages">(), 0);
    EXPECT_THAT(
        Person::select(Person::name)
            .join(teams_of_person)
            .where(Team::name == "blue")
            .order_by(Person::name.asc())
            .all(this->db),
        ElementsAre("ann", "bob")
    );
}

TYPED_TEST(relationships, of_more_rows_than_a_statement_asks_for_are_all_loaded) {
    std::vector<Person::row> many;
    for (int i = 0; i < 2'100; ++i)
        many.push_back({.name = "p" + std::to_string(i)});
    this->db.insert_all(std::span<const Person::row>{many});
    std::vector<Message::row> messages;
    for (const auto id : Person::select(Person::id).where(Person::id > 3).all(this->db))
        messages.push_back({.sender_id = id, .recipient_id = id, .text = std::to_string(id)});
    this->db.insert_all(std::span<const Message::row>{messages});
    const auto people = Person::select().where(Person::id > 3).with(received).all(this->db);
    ASSERT_EQ(people.size(), many.size());
    for (const auto& person : people)
        ASSERT_THAT(texts(person.get(received)), ElementsAre(std::to_string(person->id)));
}

}  // namespace
}  // namespace tinyorm
