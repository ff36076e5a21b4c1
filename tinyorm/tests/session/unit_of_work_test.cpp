#include <tinyorm/core/error.hpp>
#include <tinyorm/session/handle.hpp>
#include <tinyorm/session/unit_of_work.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <models/blog.hpp>
#include <models/tree.hpp>

#include <optional>
#include <string>

namespace tinyorm {
namespace {

using blog::Post;
using blog::User;
using forest::Node;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Takes the place of a database: tells what was run, and numbers rows from 100.
class units_of_work : public testing::Test {
protected:
    i64 run(const query::statement& statement, const row_consumer& consume) {
        constexpr std::array names{"select", "insert", "update", "remove"};
        auto told = std::string{names[static_cast<std::size_t>(statement.kind)]} + ' ' +
                    std::string{statement.table->name};
        if (statement.row_count > 0) told += ' ' + std::to_string(statement.row_count);
        for (const auto& node : statement.assignments.nodes()) {
            const bool is_target = node.column != nullptr && !node.column->is_row_version;
            if (is_target) (told += ' ') += node.column->name;
        }
        ran_.push_back(told);
        if (fails_) throw error{error_kind::check_violation, "no"};
        for (std::size_t i = 0; consume && i < statement.row_count; ++i) {
            std::vector<cell> cells;
            const auto number = next_number_++;
            for (const auto& node : statement.results.nodes()) {
                if (node.column->is_autoincrement || node.column->is_primary_key) {
                    cells.push_back({.form = cell_form::integer, .integer = number});
                } else {
                    static const std::string moment = "2024-01-01 00:00:00.000000";
                    cells.push_back(
                        {.form = cell_form::text, .data = moment.data(), .size = moment.size()}
                    );
                }
            }
            if (!cells.empty()) consume(cells);
        }
        return statement.kind == query::statement_kind::insert ? i64(statement.row_count) : found_;
    }

    template <typename Model>
    handle<Model> create(const typename Model::row& row) {
        return handle<Model>{work_->create(row_type_of<Model>, &row)};
    }
    template <typename Model>
    handle<Model> adopt(const typename Model::row& row) {
        return handle<Model>{work_->adopt(row_type_of<Model>, &row)};
    }
    std::vector<std::string> flush() {
        work_->flush();
        return std::exchange(ran_, {});
    }

    std::vector<std::string> ran_;
    i64 next_number_ = 100;
    i64 found_ = 1;  // rows that an update or remove finds
    bool fails_ = false;
    std::optional<unit_of_work> work_{
        std::in_place,
        [this](const query::statement& statement, const row_consumer& consume) {
            return run(statement, consume);
        },
        1};
};

TEST_F(units_of_work, do_nothing_when_nothing_changed) {
    auto user = adopt<User>({.id = 1, .username = "a"});
    user.edit().username = "a";
    EXPECT_THAT(flush(), IsEmpty());
}

TEST_F(units_of_work, update_the_columns_that_changed_and_count_the_version) {
    auto user = adopt<User>({.id = 1, .username = "a", .version = 4});
    user.edit().username = "b";
    user.edit().is_active = true;
    EXPECT_THAT(flush(), ElementsAre("update users username is_active"));
    EXPECT_EQ(user->version, 5);
    EXPECT_THAT(flush(), IsEmpty());
    user.edit().is_active = false;
    EXPECT_THAT(flush(), ElementsAre("update users is_active"));
    EXPECT_EQ(user->version, 6);
}

TEST_F(units_of_work, insert_rows_of_one_shape_together_in_powers_of_two) {
    for (int i = 0; i < 11; ++i)
        create<User>({.username = "u"});
    create<User>({.id = 77, .username = "numbered"});
    EXPECT_THAT(
        flush(), ElementsAre("insert users 8", "insert users 2", "insert users 1", "insert users 1")
    );
}

TEST_F(units_of_work, insert_parents_first_and_hand_their_keys_to_children) {
    auto post = create<Post>({.title = "p"});
    auto user = create<User>({.username = "u"});
    post.set(Post::author_id, user);
    auto other = adopt<Post>({.id = 9, .author_id = 3, .title = "o"});
    other.set(Post::author_id, user);
    EXPECT_THAT(flush(), ElementsAre("insert users 1", "insert posts 1", "update posts author_id"));
    EXPECT_EQ(post->author_id, user->id);
    EXPECT_EQ(other->author_id, user->id);
}

TEST_F(units_of_work, write_inserts_then_updates_then_deletes) {
    auto gone = adopt<User>({.id = 1});
    auto edited = adopt<User>({.id = 2});
    work_->remove(*gone.object());
    edited.edit().username = "e";
    create<User>({.username = "n"});
    EXPECT_THAT(flush(), ElementsAre("insert users 1", "update users username", "remove users"));
}

TEST_F(units_of_work, close_a_circle_by_an_update_and_open_it_before_they_remove) {
    auto first = create<Node>({.id = 1, .parent_id = 2});
    auto second = create<Node>({.id = 2, .parent_id = 1});
    EXPECT_THAT(flush(), ElementsAre("insert nodes 1", "insert nodes 1", "update nodes parent_id"));
    EXPECT_EQ(first->parent_id, 2);
    EXPECT_EQ(second->parent_id, 1);
    work_->remove(*first.object());
    work_->remove(*second.object());
    EXPECT_THAT(flush(), ElementsAre("update nodes parent_id", "remove nodes", "remove nodes"));
}

TEST_F(units_of_work, forget_what_is_created_and_removed_before_a_flush) {
    auto user = create<User>({.username = "u"});
    work_->remove(*user.object());
    EXPECT_THAT(flush(), IsEmpty());
    EXPECT_THROW(user.edit(), error);
}

TEST_F(units_of_work, name_key_and_version_of_what_others_changed) {
    auto user = adopt<User>({.id = 7, .version = 3});
    user.edit().username = "late";
    found_ = 0;
    try {
        flush();
        FAIL() << "nothing was refused";
    } catch (const error& stale) {
        EXPECT_EQ(stale.kind(), error_kind::stale_row);
        EXPECT_EQ(stale.table(), "users");
        EXPECT_THAT(stale.what(), HasSubstr("users with id 7"));
        EXPECT_THAT(stale.what(), HasSubstr("version 3"));
    }
}

TEST_F(units_of_work, refuse_everything_after_a_flush_that_failed) {
    create<User>({.username = "u"});
    fails_ = true;
    EXPECT_THROW(flush(), error);
    fails_ = false;
    try {
        flush();
        FAIL() << "went on";
    } catch (const error& refused) {
        EXPECT_EQ(refused.kind(), error_kind::transaction_aborted);
    }
}

TEST_F(units_of_work, undo_a_frame_and_keep_the_one_around_it) {
    auto user = adopt<User>({.id = 1, .username = "a"});
    user.edit().username = "b";
    work_->open_frame();
    user.edit().username = "c";
    work_->open_frame();
    user.edit().username = "d";
    auto created = create<User>({.username = "n"});
    work_->keep_frame();
    EXPECT_EQ(user->version, 3);
    EXPECT_GT(created->id, 0);
    work_->undo_frame();
    EXPECT_EQ(user->username, "b");
    EXPECT_EQ(user->version, 1);
    EXPECT_EQ(created->id, 0);
    EXPECT_THROW(created.edit(), error);
    work_->undo_frame();
    EXPECT_EQ(user->username, "a");
    EXPECT_EQ(user->version, 0);
}

TEST_F(units_of_work, bring_back_what_was_removed) {
    auto user = adopt<User>({.id = 1, .username = "a"});
    work_->open_frame();
    work_->remove(*user.object());
    work_->flush();
    EXPECT_EQ(work_->find(user.object()->table(), {value{i64{1}}}), nullptr);
    work_->undo_frame();
    EXPECT_EQ(work_->find(user.object()->table(), {value{i64{1}}}), user.object());
    user.edit().username = "b";
    EXPECT_EQ(flush().back(), "update users username");
}

TEST_F(units_of_work, leave_objects_that_can_be_read_but_not_edited) {
    auto user = adopt<User>({.id = 1, .username = "a"});
    work_.reset();
    EXPECT_EQ(user->username, "a");
    try {
        user.edit().username = "b";
        FAIL() << "the edit would be lost";
    } catch (const error& refused) {
        EXPECT_THAT(refused.what(), HasSubstr("the session of this object has ended"));
    }
}

TEST_F(units_of_work, refuse_references_that_are_none) {
    auto user = create<User>({.username = "u"});
    auto post = create<Post>({.title = "p"});
    auto node = create<Node>({.id = 1});
    EXPECT_THROW(post.set(Post::author_id, node), error);
    EXPECT_THROW(post.set(Post::title, user), error);
    work_->remove(*user.object());
    EXPECT_THROW(post.set(Post::author_id, user), error);
}

}  // namespace
}  // namespace tinyorm
