// What handlers need is made by functions they name, whose arguments are bound like their own.
//
//   curl http://127.0.0.1:8080/me -H 'Authorization: Bearer 42'
#include <microfast/microfast.hpp>

#include <map>
#include <string>

#include "command_line.hpp"

namespace mf = microfast;

namespace {

struct user {
    std::string name;
    bool is_admin = false;
};

class user_store {
public:
    [[nodiscard]] const user* find(const std::string& token) const {
        const auto found = users_.find(token);
        return found == users_.end() ? nullptr : &found->second;
    }

private:
    std::map<std::string, user> users_{{"42", {"ada", true}}, {"43", {"bob", false}}};
};

/// Called once a request, however many take it.
user current_user(const mf::bearer_token token, user_store& users) {
    const auto* const found = users.find(token.value);
    if (found == nullptr) throw mf::http_error(401, "this token is not known");
    return *found;
}

void require_admin(mf::depends<&current_user> who) {
    if (!who->is_admin) throw mf::http_error(403, "administrators only");
}

}  // namespace

int main(int count, char** words) {
    user_store users;
    mf::application app{{.title = "Dependencies"}};
    app.provide(users);
    app.get("/me", [](mf::depends<&current_user> who) { return *who; });

    mf::router admin{"/admin", {.depends = {mf::binding::dependency<&require_admin>()}}};
    admin.get("/secrets", [](mf::depends<&current_user> who) { return "hello, " + who->name; });
    app.include(admin);
    return example::serve(app, count, words);
}
