/// @file
/// Models with every kind of relationship: people in teams who send messages.
#pragma once

#include <tinyorm/query/model.hpp>
#include <tinyorm/query/relationship.hpp>

#include <optional>
#include <string>

namespace teams {

TINYORM_MODEL(
    Person, "people", (tinyorm::i64, id, primary_key, autoincrement), (std::string, name)
);
TINYORM_MODEL(
    Team, "teams", (tinyorm::i64, id, primary_key, autoincrement), (std::string, name, unique)
);
TINYORM_MODEL(
    Membership,
    "memberships",
    (tinyorm::i64, person_id, primary_key, foreign_key<Person>),
    (tinyorm::i64, team_id, primary_key, foreign_key<Team>)
);
TINYORM_MODEL(
    Message,
    "messages",
    (tinyorm::i64, id, primary_key, autoincrement),
    (tinyorm::i64, sender_id, foreign_key<Person>),
    (std::optional<tinyorm::i64>, recipient_id, foreign_key<Person>),
    (std::string, text)
);

inline constexpr auto sent = tinyorm::query::one_to_many(Person::id, Message::sender_id);
inline constexpr auto received = tinyorm::query::one_to_many(Person::id, Message::recipient_id);
inline constexpr auto sender = tinyorm::query::many_to_one(Message::sender_id, Person::id);
inline constexpr auto recipient = tinyorm::query::many_to_one(Message::recipient_id, Person::id);
inline constexpr auto teams_of_person =
    tinyorm::query::many_to_many(Person::id, Membership::person_id, Membership::team_id, Team::id);

}  // namespace teams
