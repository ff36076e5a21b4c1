// A small service whose tests need no socket: see notes_test.cpp.
//
//   curl http://127.0.0.1:8080/notes --json '{"title":"milk","text":"two litres"}'
#include "13_notes/notes.hpp"
#include "command_line.hpp"

int main(int count, char** words) {
    notes::notebook book;
    microfast::application app{{.title = "Notes"}};
    app.provide(book);
    notes::add_routes(app);
    return example::serve(app, count, words);
}
