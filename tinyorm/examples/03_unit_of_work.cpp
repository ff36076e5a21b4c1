// Objects that know what changed of them, and rows that come with what they are related to.
// Run it with the URL of a database: 03_unit_of_work sqlite:app.db
#include <tinyorm/tinyorm.hpp>

#include <exception>
#include <iostream>
#include <stdexcept>

//! [models]
TINYORM_MODEL(
    User,
    "users",
    (tinyorm::i64, id, primary_key, autoincrement),
    (std::string, username, unique, max_length<50>),
    (std::optional<std::string>, email),
    (tinyorm::i32, version, row_version)
);

TINYORM_MODEL(
    Post,
    "posts",
    (tinyorm::i64, id, primary_key, autoincrement),
    (tinyorm::i64, author_id, foreign_key<User>, on_delete_cascade, indexed),
    (std::string, title)
);

inline constexpr auto user_posts = tinyorm::one_to_many(User::id, Post::author_id);
inline constexpr auto post_author = tinyorm::many_to_one(Post::author_id, User::id);
//! [models]

tinyorm::i64 create(tinyorm::database& db) {
    //! [create]
    const auto adib = db.transaction([](tinyorm::session& session) {
        auto user = session.create<User>({.username = "adib"});
        for (const auto* const title : {"first", "second"}) {
            auto post = session.create<Post>({.title = title});
            post.set(Post::author_id, user);  // whose number the database has yet to give
        }
        return user;
    });
    std::cout << adib->username << " is number " << adib->id << '\n';
    //! [create]
    return adib->id;
}

void edit(tinyorm::database& db, tinyorm::i64 id) {
    //! [edit]
    db.transaction([&](tinyorm::session& session) {
        auto user = session.get<User>(id);
        user.edit().username = "adib_dev";
        // UPDATE users SET version = version + 1, username = $1 WHERE id = $2 AND version = $3
    });
    //! [edit]
}

void undo(tinyorm::database& db, tinyorm::i64 id) {
    //! [undo]
    db.transaction([&](tinyorm::session& session) {
        auto user = session.get<User>(id);
        try {
            session.savepoint([&] {
                user.edit().email = "nobody@example.org";
                throw std::runtime_error{"changed my mind"};
            });
        } catch (const std::runtime_error&) {
            std::cout << "has an address: " << user->email.has_value() << '\n';  // 0
        }
    });
    //! [undo]
}

void load(tinyorm::database& db) {
    //! [with]
    for (const auto& user : User::select().with(user_posts).all(db)) {  // two statements
        std::cout << user->username << " wrote";
        for (const auto& post : user.get(user_posts))
            std::cout << ' ' << post.title;
        std::cout << '\n';
    }
    //! [with]

    //! [of]
    const auto user = User::select().one(db);
    const auto newest = user_posts.of(user).order_by(Post::id.desc()).limit(1).all(db);
    //! [of]
    std::cout << "the newest is " << newest.front().title << '\n';

    //! [load]
    db.transaction([](tinyorm::session& session) {
        const auto posts = session.objects_of(Post::select());
        session.preload(posts, post_author);  // one statement for all of them
        for (const auto& post : posts) {
            const auto author = session.load(post, post_author);
            std::cout << post->title << " by " << (*author)->username << '\n';
        }
    });
    //! [load]
}

void watch(const std::string& url) {
    //! [watch]
    tinyorm::database db{
        url,
        {.sessions = {
             .lazy = tinyorm::lazy_loading::allow,
             .on_repetition = tinyorm::repetition_response::warn,
             .repetition_limit = 10,
             .report = [](const tinyorm::repetition& repeated) {
                 std::cerr << repeated.origin.file_name() << ':' << repeated.origin.line()
                           << " runs again and again: " << repeated.query << '\n';
             }}}};
    //! [watch]
    db.create_tables<User, Post>();
    const auto id = create(db);
    edit(db, id);
    undo(db, id);
    load(db);
}

int main(int count, char** arguments) {
    try {
        watch(count > 1 ? arguments[1] : "sqlite::memory:");
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
}
