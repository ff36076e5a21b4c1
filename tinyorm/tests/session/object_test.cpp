#include <tinyorm/tinyorm.hpp>

#include <gmock/gmock.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "fresh_database.hpp"
#include "models/blog.hpp"
#include "models/tree.hpp"

namespace tinyorm {
namespace {

using blog::Post;
using blog::User;
using blog::Vote;
using forest::Node;
using testing::ElementsAre;
using testing::HasSubstr;

TINYORM_MODEL(
    Comment,
    "comments",
    (tinyorm::i64, id, primary_key, autoincrement),
    (tinyorm::i64, post_id, foreign_key<Post>, on_delete_cascade),
    (std::string, text)
);

constexpr auto user_posts = one_to_many(User::id, Post::author_id);

template <typename Action>
error failure_of(const Action& action) {
    try {
        action();
    } catch (const error& failed) {
        return failed;
    }
    throw std::logic_error("nothing failed");
}

template <typename Backend>
class objects : public testing::Test {
protected:
    objects() { db.template create_tables<User, Post, Vote, Node>(); }

    i64 add_user(const std::string& name) {
        return db.transaction([&](session& within) {
            const auto user = within.create<User>({.username = name});
            within.flush();
            return user->id;
        });
    }
    User::row stored(i64 id) { return User::select().where(User::id == id).one(db); }
    std::vector<std::string> names() {
        return User::select(User::username).order_by(User::username.asc()).all(db);
    }

    Backend backend;
    database db{backend.url()};
};
TYPED_TEST_SUITE(objects, every_database, database_names);

TYPED_TEST(objects, are_inserted_at_the_end_and_get_what_the_database_generates) {
    const auto user = this->db.transaction([](session& within) {
        auto created = within.create<User>({.username = "adib"});
        created.edit().email = "adib@example.org";
        return created;
    });
    EXPECT_GT(user->id, 0);
    EXPECT_NE(user->created_at, timestamp{});
    EXPECT_EQ(this->stored(user->id), *user);
}

TYPED_TEST(objects, write_only_what_changed) {
    const auto id = this->add_user("adib");
    this->db.transaction([&](session& within) {
        auto user = within.get<User>(id);
        within.execute("UPDATE users SET email = 'by somebody else' WHERE id = $1", id);
        user.edit().username = "adib_dev";
    });
    const auto row = this->stored(id);
    EXPECT_EQ(row.username, "adib_dev");
    EXPECT_EQ(row.email, "by somebody else");
    EXPECT_EQ(row.version, 1);
}

TYPED_TEST(objects, are_not_written_if_they_are_edited_to_what_they_were) {
    const auto id = this->add_user("adib");
    this->db.transaction([&](session& within) {
        auto user = within.get<User>(id);
        user.edit().username = "adib";
    });
    EXPECT_EQ(this->stored(id).version, 0);
}

TYPED_TEST(objects, are_one_for_each_key) {
    const auto id = this->add_user("adib");
    this->db.transaction([&](session& within) {
        auto first = within.get<User>(id);
        first.edit().username = "other";
        const auto second = within.get<User>(static_cast<i32>(id));
        EXPECT_EQ(first, second);
        EXPECT_EQ(second->username, "other");
        const auto queried = within.objects_of(User::select());
        ASSERT_EQ(queried.size(), 1U);
        EXPECT_EQ(queried[0], first);
    });
}

TYPED_TEST(objects, are_seen_by_queries_of_their_session) {
    this->db.transaction([](session& within) {
        auto user = within.create<User>({.username = "a"});
        EXPECT_EQ(User::select(count()).one(within), 1);
        user.edit().username = "b";
        EXPECT_EQ(within.template query<std::string>("SELECT username FROM users").front(), "b");
        within.remove(user);
        EXPECT_EQ(User::select(count()).one(within), 0);
    });
}

TYPED_TEST(objects, of_keys_of_several_columns_are_found_by_all_of_them) {
    const auto id = this->add_user("adib");
    this->db.transaction([&](session& within) {
        within.create<Vote>({.voter_id = id, .post_id = 7, .weight = 1});
        auto vote = within.get<Vote>(std::tuple{id, 7});
        vote.edit().weight = 5;
        EXPECT_FALSE(within.find<Vote>(std::tuple{id, 8}));
    });
    EXPECT_EQ(Vote::select().one(this->db).weight, 5);
}

TYPED_TEST(objects, that_are_missing_are_named) {
    this->db.transaction([](session& within) {
        EXPECT_FALSE(within.find<User>(7));
        const auto missing = failure_of([&] { (void)within.get<User>(7); });
        EXPECT_EQ(missing.kind(), error_kind::no_rows);
        EXPECT_THAT(missing.what(), HasSubstr("users with id 7"));
    });
}

TYPED_TEST(objects, are_refused_if_somebody_else_changed_their_row) {
    const auto id = this->add_user("adib");
    int attempts = 0;
    const auto stale = failure_of([&] {
        database once{this->backend.url(), {.retry = {.attempts = 1}}};
        once.transaction([&](session& within) {
            ++attempts;
            auto user = within.get<User>(id);
            User::update().set(User::is_active, true).where(User::id == id).execute(within);
            user.edit().username = "late";
        });
    });
    EXPECT_EQ(stale.kind(), error_kind::stale_row);
    EXPECT_TRUE(stale.is_retryable());
    EXPECT_THAT(
        stale.what(),
        HasSubstr(
            "users with id " + std::to_string(id) +
            " was changed or removed by somebody else since its version 0 was read"
        )
    );
    EXPECT_EQ(this->stored(id).username, "adib");
}

TYPED_TEST(objects, are_read_anew_when_the_whole_runs_again) {
    const auto id = this->add_user("adib");
    int attempts = 0;
    this->db.transaction([&](session& within) {
        auto user = within.get<User>(id);
        if (++attempts == 1) {
            User::update().set(User::is_active, true).where(User::id == id).execute(within);
        }
        user.edit().username = "second";
    });
    EXPECT_EQ(attempts, 2);
    EXPECT_EQ(this->stored(id).username, "second");
}

TYPED_TEST(objects, are_removed_once) {
    const auto id = this->add_user("adib");
    this->db.transaction([&](session& within) {
        auto user = within.get<User>(id);
        within.remove(user);
        EXPECT_FALSE(within.find<User>(id));
        EXPECT_THROW(within.remove(user), error);
        EXPECT_THROW(user.edit(), error);
        within.flush();
        EXPECT_FALSE(within.find<User>(id));
    });
    EXPECT_TRUE(this->names().empty());
}

TYPED_TEST(objects, that_refer_to_one_another_are_inserted_in_order) {
    this->db.transaction([](session& within) {
        auto post = within.create<Post>({.title = "first"});
        auto user = within.create<User>({.username = "adib"});
        post.set(Post::author_id, user);
        auto second = within.create<Post>({.title = "second"});
        second.set(Post::author_id, user);
    });
    const auto id = User::select(User::id).one(this->db);
    EXPECT_THAT(Post::select(Post::author_id).all(this->db), ElementsAre(id, id));
}

TYPED_TEST(objects, of_one_table_that_refer_to_one_another_are_written_in_order) {
    this->db.transaction([](session& within) {
        within.create<Node>({.id = 3, .parent_id = 2, .label = "c"});
        within.create<Node>({.id = 2, .parent_id = 1, .label = "b"});
        within.create<Node>({.id = 1, .label = "a"});
    });
    EXPECT_EQ(Node::select(count()).one(this->db), 3);
    this->db.transaction([](session& within) {
        for (const auto id : {1, 2, 3})
            within.remove(within.get<Node>(id));
    });
    EXPECT_EQ(Node::select(count()).one(this->db), 0);
}

TYPED_TEST(objects, in_a_circle_are_closed_by_a_second_update) {
    this->db.transaction([](session& within) {
        within.create<Node>({.id = 1, .parent_id = 2, .label = "a"});
        within.create<Node>({.id = 2, .parent_id = 3, .label = "b"});
        within.create<Node>({.id = 3, .parent_id = 1, .label = "c"});
    });
    EXPECT_THAT(
        Node::select(Node::parent_id).order_by(Node::id.asc()).all(this->db), ElementsAre(2, 3, 1)
    );
    this->db.transaction([](session& within) {
        for (const auto id : {1, 2, 3})
            within.remove(within.get<Node>(id));
    });
    EXPECT_EQ(Node::select(count()).one(this->db), 0);
}

TYPED_TEST(objects, are_inserted_many_at_a_time_and_each_gets_its_own_key) {
    const auto users = this->db.transaction([](session& within) {
        std::vector<handle<User>> created;
        for (int i = 0; i < 1'000; ++i)
            created.push_back(within.create<User>({.username = "user" + std::to_string(i)}));
        return created;
    });
    for (const auto& user : users)
        ASSERT_EQ(this->stored(user->id).username, user->username);
}

TYPED_TEST(objects, become_what_they_were_when_the_transaction_is_rolled_back) {
    const auto id = this->add_user("adib");
    std::optional<handle<User>> edited;
    std::optional<handle<User>> created;
    const auto failing = [&](session& within) {
        edited = within.get<User>(id);
        edited->edit().username = "other";
        created = within.create<User>({.username = "new"});
        within.flush();
        EXPECT_EQ((*edited)->version, 1);
        EXPECT_GT((*created)->id, 0);
        throw std::runtime_error{"changed my mind"};
    };
    EXPECT_THROW(this->db.transaction(failing), std::runtime_error);
    EXPECT_EQ((*edited)->username, "adib");
    EXPECT_EQ((*edited)->version, 0);
    EXPECT_EQ((*created)->id, 0);
    EXPECT_THAT(failure_of([&] { created->edit(); }).what(), HasSubstr("session"));
}

TYPED_TEST(objects, become_what_they_were_when_a_savepoint_is_rolled_back) {
    const auto id = this->add_user("adib");
    this->db.transaction([&](session& within) {
        auto user = within.get<User>(id);
        user.edit().username = "kept";
        std::optional<handle<User>> created;
        const auto failing = [&] {
            user.edit().username = "lost";
            created = within.create<User>({.username = "never"});
            within.savepoint([&] { within.remove(user); });
            throw std::runtime_error{"no"};
        };
        EXPECT_THROW(within.savepoint(failing), std::runtime_error);
        EXPECT_EQ(user->username, "kept");
        EXPECT_EQ(within.get<User>(id), user);
        EXPECT_THROW(created->edit(), error);
        user.edit().email = "kept@example.org";
    });
    const auto row = this->stored(id);
    EXPECT_EQ(row.username, "kept");
    EXPECT_EQ(row.email, "kept@example.org");
    EXPECT_THAT(this->names(), ElementsAre("kept"));
}

TYPED_TEST(objects, cannot_go_on_after_a_flush_that_failed_unless_a_savepoint_undoes_it) {
    this->add_user("adib");
    this->db.transaction([&](session& within) {
        const auto duplicate = [&] { within.create<User>({.username = "adib"}); };
        EXPECT_EQ(
            failure_of([&] { within.savepoint(duplicate); }).kind(), error_kind::unique_violation
        );
        within.create<User>({.username = "ann"});
    });
    EXPECT_THAT(this->names(), ElementsAre("adib", "ann"));
    const auto aborted = failure_of([&] {
        this->db.transaction([&](session& within) {
            within.create<User>({.username = "ann"});
            EXPECT_THROW(within.flush(), error);
            (void)within.find<User>(77);
        });
    });
    EXPECT_EQ(aborted.kind(), error_kind::transaction_aborted);
}

TYPED_TEST(objects, may_be_locked_and_are_read_again_then) {
    const auto id = this->add_user("adib");
    this->db.transaction([&](session& within) {
        const auto user = within.get<User>(id);
        User::update().set(User::username, "newer").where(User::id == id).execute(within);
        EXPECT_EQ(within.get<User>(id)->username, "adib");
        EXPECT_EQ(within.get<User>(id, row_lock::for_update), user);
        EXPECT_EQ(user->username, "newer");
    });
    if (TypeParam::dialect != dialect_kind::postgres) {
        this->db.transaction([&](session& within) {
            const auto skips = [&] {
                (void)within.find<User>(id, row_lock::for_update_skip_locked);
            };
            EXPECT_EQ(failure_of(skips).kind(), error_kind::unsupported_feature);
        });
        return;
    }
    this->db.transaction([&](session& within) {
        (void)within.get<User>(id, row_lock::for_update);
        this->db.transaction([&](session& other) {
            EXPECT_FALSE(other.find<User>(id, row_lock::for_update_skip_locked));
        });
    });
}

TYPED_TEST(objects, are_read_again_on_demand) {
    const auto id = this->add_user("adib");
    this->db.transaction([&](session& within) {
        auto user = within.get<User>(id);
        within.execute("UPDATE users SET email = 'e' WHERE id = $1", id);
        within.refresh(user);
        EXPECT_EQ(user->email, "e");
    });
}

TYPED_TEST(objects, need_a_transaction) {
    auto lease = this->db.pool().acquire();
    session outside{*lease, this->db.shapes()};
    EXPECT_THAT(
        failure_of([&] { outside.create<User>({.username = "a"}); }).what(), HasSubstr("within one")
    );
}

TYPED_TEST(objects, that_took_the_key_of_a_removed_one_go_when_the_transaction_does) {
    const auto id = this->add_user("adib");
    const auto replace = [id](session& within) {
        within.remove(within.get<User>(id));
        within.flush();
        User::insert({.id = id, .username = "ghost"}).execute(within);
        EXPECT_EQ(within.get<User>(id)->username, "ghost");
        throw std::runtime_error{"no"};
    };
    EXPECT_THROW(this->db.transaction(replace), std::runtime_error);
    this->db.transaction([&](session& within) {
        EXPECT_THROW(within.savepoint([&] { replace(within); }), std::runtime_error);
        EXPECT_EQ(within.get<User>(id)->username, "adib");
    });
}

TYPED_TEST(objects, that_were_first_read_in_a_savepoint_are_read_again_when_it_is_undone) {
    const auto id = this->add_user("adib");
    this->db.transaction([&](session& within) {
        std::optional<handle<User>> inner;
        const auto change = [&] {
            User::update().set(User::username, "ghost").where(User::id == id).execute(within);
            User::insert({.id = 77, .username = "nobody"}).execute(within);
            inner = within.get<User>(id);
            inner->edit().email = "e";
            EXPECT_TRUE(within.find<User>(77));
            throw std::runtime_error{"no"};
        };
        EXPECT_THROW(within.savepoint(change), std::runtime_error);
        EXPECT_FALSE(within.find<User>(77));
        EXPECT_THROW(inner->edit(), error);
        auto user = within.get<User>(id);
        EXPECT_EQ(user->username, "adib");
        EXPECT_EQ(user->version, 0);
        user.edit().username = "kept";
    });
    EXPECT_EQ(this->stored(id).username, "kept");
}

TYPED_TEST(objects, of_a_session_that_has_ended_are_no_business_of_another) {
    const auto id = this->add_user("adib");
    auto old =
        std::optional{this->db.transaction([&](session& within) { return within.get<User>(id); })};
    const auto refuse_old = [&](session& within) {
        EXPECT_THROW(within.refresh(*old), error);
        EXPECT_THROW(within.preload(std::vector{*old}, user_posts), error);
        EXPECT_THROW(within.remove(*old), error);
        old.reset();
        throw std::runtime_error{"no"};
    };
    EXPECT_THROW(this->db.transaction(refuse_old), std::runtime_error);
}

TYPED_TEST(objects, whose_row_is_gone_are_not_found_with_a_lock) {
    const auto id = this->add_user("adib");
    this->db.transaction([&](session& within) {
        const auto user = within.get<User>(id);
        User::remove().where(User::id == id).execute(within);
        EXPECT_FALSE(within.find<User>(id, row_lock::for_update));
        EXPECT_EQ(failure_of([&] { within.refresh(user); }).kind(), error_kind::no_rows);
    });
}

TYPED_TEST(objects, go_with_the_row_they_belong_to) {
    this->db.transaction([](session& within) {
        auto user = within.create<User>({.username = "adib"});
        auto post = within.create<Post>({.title = "p"});
        post.set(Post::author_id, user);
        within.flush();
        within.remove(user);
        within.flush();
        EXPECT_FALSE(within.find<Post>(post->id));
        EXPECT_THROW(post.edit(), error);
    });
}

TYPED_TEST(objects, are_removed_before_others_take_them_along_unseen) {
    this->db.template create_tables<Comment>();
    const auto [user_id, comment_id] = this->db.transaction([](session& within) {
        auto user = within.create<User>({.username = "adib"});
        auto post = within.create<Post>({.title = "p"});
        auto comment = within.create<Comment>({.text = "c"});
        post.set(Post::author_id, user);
        comment.set(Comment::post_id, post);
        within.flush();
        return std::pair{user->id, comment->id};
    });
    this->db.transaction([&](session& within) {
        const auto comment = within.get<Comment>(comment_id);
        within.remove(within.get<User>(user_id));
        within.remove(comment);
    });
    EXPECT_TRUE(this->names().empty());
}

TYPED_TEST(objects, refer_to_what_was_said_last) {
    const auto id = this->add_user("adib");
    this->db.transaction([&](session& within) {
        auto user = within.create<User>({.username = "ann"});
        auto post = within.create<Post>({.title = "p"});
        post.set(Post::author_id, user);
        post.edit().author_id = id;
    });
    EXPECT_EQ(Post::select(Post::author_id).one(this->db), id);
}

TYPED_TEST(objects, leave_a_key_that_they_have_no_longer) {
    this->db.transaction([](session& within) {
        auto first = within.create<Node>({.id = 500, .label = "a"});
        first.edit().id = 501;
        const auto second = within.create<Node>({.id = 500, .label = "b"});
        EXPECT_EQ(within.get<Node>(500), second);
        EXPECT_EQ(within.get<Node>(501), first);
    });
    EXPECT_EQ(Node::select(count()).one(this->db), 2);
}

TYPED_TEST(objects, keep_their_key_and_stand_alone_under_it) {
    this->db.transaction([](session& within) {
        auto node = within.create<Node>({.id = 1, .label = "a"});
        EXPECT_THROW(within.create<Node>({.id = 1, .label = "b"}), error);
        node.edit().id = 2;
        within.flush();
        EXPECT_EQ(within.get<Node>(2), node);
    });
    EXPECT_THAT(
        failure_of([&] {
            this->db.transaction([](session& within) { within.get<Node>(2).edit().id = 3; });
        }).what(),
        HasSubstr("primary key of a row does not change")
    );
}

}  // namespace
}  // namespace tinyorm
