// Typed handlers over plain structs: what they take is read, checked and documented. See /docs.
//
//   12_shop [--bind 127.0.0.1:8080]
#include <microfast/microfast.hpp>

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "command_line.hpp"

namespace mf = microfast;

namespace {

struct item {  // body, check, schema and answer in one
    mf::field<std::string, mf::min_length<1>, mf::max_length<80>> name;
    mf::field<double, mf::greater_than<0>> price;
    std::optional<std::string> note;
};

struct page {
    mf::field<int, mf::at_least<0>> offset = 0;
    mf::field<int, mf::at_least<1>, mf::at_most<100>> limit = 20;
};

class shelf {
public:
    int add(item added) {
        const std::lock_guard lock(mutex_);
        items_.emplace(++last_, std::move(added));
        return last_;
    }
    std::optional<item> find(int id) const {
        const std::lock_guard lock(mutex_);
        const auto found = items_.find(id);
        return found == items_.end() ? std::nullopt : std::optional(found->second);
    }
    std::vector<item> list(const page& wanted) const {
        const std::lock_guard lock(mutex_);
        std::vector<item> listed;
        int position = 0;
        for (const auto& [id, each] : items_) {
            const bool is_wanted =
                position >= wanted.offset && position < wanted.offset + wanted.limit;
            if (is_wanted) listed.push_back(each);
            ++position;
        }
        return listed;
    }

private:
    mutable std::mutex mutex_;
    std::map<int, item> items_;
    int last_ = 0;
};

/// A dependency: an ordinary function, whose arguments are made like a handler's.
std::string customer(mf::bearer_token token) {
    if (token.value != "secret") throw mf::http_error(403, "this token is not known");
    return "ann";
}

}  // namespace

int main(int count, char** words) {
    shelf items;
    mf::application app{{.title = "Shop", .version = "1.0.0", .description = "A *small* shop."}};
    app.provide(items);
    app.get("/items/{id}", [](int id, shelf& from) { return from.find(id); }).name("item");
    app.get("/items", [](mf::query_params<page> wanted, shelf& from) {
        return from.list(*wanted);
    });
    const auto add = [](item in, mf::depends<&customer>, shelf& into, mf::application& shop) {
        const auto id = into.add(in);
        return mf::created{in, shop.url_for("item", {{"id", std::to_string(id)}})};
    };
    app.post("/items", add).summary("Put an item on the shelf").tags("items");
    return example::serve(app, count, words);
}
