"""Writes a source of 40 models of 12 columns each, with the queries that a program would make of them.

Usage: write_models.py TARGET
"""
import sys

MODELS = 40
COLUMNS = (
    ("tinyorm::i64", "id", ", primary_key, autoincrement"),
    ("std::string", "name", ", unique, max_length<50>"),
    ("std::optional<std::string>", "email", ""),
    ("tinyorm::timestamp", "created_at", ", default_now"),
    ("bool", "is_active", ""),
    ("tinyorm::i32", "version", ", row_version"),
    ("tinyorm::uuid", "token", ", indexed"),
    ("double", "score", ""),
    ("tinyorm::bytes", "picture", ""),
    ("tinyorm::i16", "rank", ""),
    ("std::optional<tinyorm::i64>", "parent", ""),
    ("std::optional<tinyorm::timestamp>", "seen_at", ""),
)
MODEL = """
TINYORM_MODEL(
    Model{number},
    "model_{number}",
    {columns}
);

void use_{number}(tinyorm::database& db) {{
    auto row = Model{number}::select().where(Model{number}::id == 1).one(db);
    const auto rows = Model{number}::select()
                          .where(Model{number}::name.starts_with("a") && Model{number}::score > 0.5)
                          .order_by(Model{number}::created_at.desc())
                          .limit(10)
                          .all(db);
    db.insert_all(std::span<const Model{number}::row>{{rows}});
    Model{number}::insert(row).execute(db);
    Model{number}::update().set(Model{number}::rank, 2).where(Model{number}::id == row.id).execute(db);
    Model{number}::remove().where(Model{number}::id == row.id).execute(db);
}}
"""


def main(target):
    columns = ",\n    ".join(f"({type}, {name}{attributes})" for type, name, attributes in COLUMNS)
    models = "".join(MODEL.format(number=number, columns=columns) for number in range(MODELS))
    with open(target, "w", encoding="utf-8") as source:
        source.write("#include <tinyorm/tinyorm.hpp>\n" + models)


if __name__ == "__main__":
    main(sys.argv[1])
