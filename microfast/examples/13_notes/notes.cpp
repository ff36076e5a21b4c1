#include "13_notes/notes.hpp"

namespace notes {

namespace mf = microfast;

note notebook::add(const draft& written) {
    const std::lock_guard guard(mutex_);
    const int id = ++last_id_;
    return notes_.emplace(id, note{id, *written.title, *written.text}).first->second;
}

std::optional<note> notebook::find(int id) const {
    const std::lock_guard guard(mutex_);
    const auto found = notes_.find(id);
    return found == notes_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<note> notebook::all() const {
    const std::lock_guard guard(mutex_);
    std::vector<note> listed;
    for (const auto& [id, each] : notes_)
        listed.push_back(each);
    return listed;
}

bool notebook::erase(int id) {
    const std::lock_guard guard(mutex_);
    return notes_.erase(id) == 1;
}

namespace {

mf::created<note> write(draft written, notebook& book) {
    auto kept = book.add(written);
    auto location = "/notes/" + std::to_string(kept.id);
    return {std::move(kept), std::move(location)};
}

mf::no_content erase(int id, notebook& book) {
    if (!book.erase(id)) throw mf::http_error(404, "there is no such note");
    return {};
}

}  // namespace

void add_routes(mf::application& app) {
    mf::router routes{"", {.tags = {"notes"}}};
    routes.get("/notes", [](notebook& book) { return book.all(); }).summary("All notes");
    routes.post("/notes", &write).summary("Write a note");
    routes.get(
              "/notes/{id}", [](int id, notebook& book) { return book.find(id); }
    ).summary("One note");
    routes.delete_("/notes/{id}", &erase).summary("Throw a note away");
    app.include(routes);
}

}  // namespace notes
