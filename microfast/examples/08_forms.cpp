// What a page sends: fields, and files among them.
//
//   curl http://127.0.0.1:8080/photos -F title=sunset -F photo=@sunset.jpg
#include <microfast/microfast.hpp>

#include <cstddef>
#include <string>
#include <string_view>

#include "command_line.hpp"

namespace mf = microfast;
using namespace microfast::literals;

namespace {

constexpr std::string_view page = R"(<!doctype html>
<title>Photos</title>
<form action="/photos" method="post" enctype="multipart/form-data">
  <input name="title" required maxlength="80"> <input name="photo" type="file" required>
  <button>Send</button>
</form>
)";

struct photo {
    std::string title;
    std::string filename;  // as the client calls it: shown, never opened
    std::size_t bytes = 0;
};

using title = mf::form<"title", std::string, mf::min_length<1>, mf::max_length<80>>;

photo keep(title name, mf::file<"photo"> sent) {
    return {*name, sent->filename, sent->content.size()};
}

struct sign_in {
    mf::field<std::string, mf::min_length<1>> name;
    mf::field<std::string, mf::min_length<8>> password;
};

}  // namespace

int main(int count, char** words) {
    mf::application app{{.title = "Forms"}};
    app.get("/", [](mf::response& answer) {
        answer.headers.set("Content-Type", "text/html; charset=utf-8");
        answer.body = page;
    });
    app.post("/photos", &keep).body_limit(8_MiB);
    app.post("/sign-in", [](mf::form_data<sign_in> given) { return "hello, " + *given->name; });
    return example::serve(app, count, words);
}
