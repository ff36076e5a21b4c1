// What a program outside of this repository writes.
#include <tinyorm/tinyorm.hpp>

TINYORM_MODEL(Note, "notes", (tinyorm::i64, id, primary_key, autoincrement), (std::string, text));

int main() {
    tinyorm::database db{"sqlite::memory:"};
    db.create_tables<Note>();
    Note::insert({.text = "packaged"}).execute(db);
    return Note::select(Note::text).one(db) == "packaged" ? 0 : 1;
}
