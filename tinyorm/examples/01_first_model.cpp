// Declare a model, create its table, insert, find, change and remove rows.
// Run it with the URL of a database: 01_first_model sqlite:app.db
#include <tinyorm/tinyorm.hpp>

#include <exception>
#include <iostream>

TINYORM_MODEL(
    User,
    "users",
    (tinyorm::i64, id, primary_key, autoincrement),
    (std::string, username, unique, max_length<50>),
    (std::optional<std::string>, email),
    (tinyorm::timestamp, created_at, default_now)
);

void run(const std::string& url) {
    tinyorm::database db{url};
    db.create_tables<User>();

    const auto adib =
        User::insert({.username = "adib", .email = "adib@example.org"}).returning().one(db);
    std::cout << "inserted " << adib.username << " as " << adib.id << '\n';

    // Either everything in a transaction happens, or nothing.
    db.transaction([](tinyorm::session& session) {
        User::insert({.username = "ann"}).execute(session);
        User::insert({.username = "bob"}).execute(session);
        User::update()
            .set(User::email, "ann@example.org")
            .where(User::username == "ann")
            .execute(session);
    });

    const auto found = User::select()
                           .where(User::username.starts_with("a") && User::email != std::nullopt)
                           .order_by(User::username.asc())
                           .limit(10)
                           .all(db);
    for (const auto& user : found)
        std::cout << user.username << ' ' << *user.email << '\n';

    const auto removed = User::remove().where(User::email == std::nullopt).execute(db);
    std::cout << removed << " removed, " << User::select(tinyorm::count()).one(db) << " left\n";
}

int main(int count, char** arguments) {
    try {
        run(count > 1 ? arguments[1] : "sqlite::memory:");
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return 1;
    }
}
