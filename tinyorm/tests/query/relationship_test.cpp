#include <tinyorm/query/relationship.hpp>

#include <dialect/golden.hpp>
#include <models/teams.hpp>

namespace tinyorm::dialect {
namespace {

using namespace teams;

class relationship : public golden {};

TEST_P(relationship, is_a_query_of_each_dialect) {
    check();
}

const std::vector<value> two_keys{value{i64{1}}, value{i64{2}}};

INSTANTIATE_TEST_SUITE_P(
    of_people,
    relationship,
    testing::Values(
        golden_case{
            "one_to_many",
            [] { return related_rows(sent.path, schema::table_of<Message>(), two_keys); },
            "SELECT \"messages\".\"id\", \"messages\".\"sender_id\", "
            "\"messages\".\"recipient_id\", \"messages\".\"text\", \"messages\".\"sender_id\" FROM "
            "\"messages\" WHERE \"messages\".\"sender_id\" = ANY($1) ORDER BY \"messages\".\"id\"",
            "SELECT \"messages\".\"id\", \"messages\".\"sender_id\", "
            "\"messages\".\"recipient_id\", \"messages\".\"text\", \"messages\".\"sender_id\" FROM "
            "\"messages\" WHERE \"messages\".\"sender_id\" IN (SELECT value FROM json_each(?1)) "
            "ORDER BY \"messages\".\"id\""},
        golden_case{
            "many_to_many",
            [] { return related_rows(teams_of_person.path, schema::table_of<Team>(), two_keys); },
            "SELECT \"teams\".\"id\", \"teams\".\"name\", \"memberships\".\"person_id\" FROM "
            "\"teams\" JOIN \"memberships\" ON \"memberships\".\"team_id\" = \"teams\".\"id\" "
            "WHERE "
            "\"memberships\".\"person_id\" = ANY($1) ORDER BY \"teams\".\"id\"",
            "SELECT \"teams\".\"id\", \"teams\".\"name\", \"memberships\".\"person_id\" FROM "
            "\"teams\" JOIN \"memberships\" ON \"memberships\".\"team_id\" = \"teams\".\"id\" "
            "WHERE "
            "\"memberships\".\"person_id\" IN (SELECT value FROM json_each(?1)) ORDER BY "
            "\"teams\".\"id\""},
        golden_case{
            "of_one_row",
            [] { return recipient.of({.recipient_id = 7}).erased(); },
            "SELECT \"people\".\"id\", \"people\".\"name\" FROM \"people\" WHERE \"people\".\"id\" "
            "= "
            "$1"},
        golden_case{
            "through_a_table_of_one_row",
            [] { return teams_of_person.of({.id = 7}).erased(); },
            "SELECT \"teams\".\"id\", \"teams\".\"name\" FROM \"teams\" JOIN \"memberships\" ON "
            "\"memberships\".\"team_id\" = \"teams\".\"id\" WHERE \"memberships\".\"person_id\" = "
            "$1"}
    ),
    name_of_case
);

}  // namespace
}  // namespace tinyorm::dialect
