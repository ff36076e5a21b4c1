#pragma once

#include <tinyorm/tinyorm.hpp>

#include <optional>
#include <string>
#include <vector>

TINYORM_MODEL(
    Author,
    "authors",
    (tinyorm::i64, id, primary_key, autoincrement),
    (std::string, name, unique, max_length<50>),
    (std::string, motto, default_value<"it's \"here\"">),
    (tinyorm::timestamp, born_at, default_now),
    (std::optional<tinyorm::decimal>, wage),
    (bool, is_known, default_value<true>),
    (tinyorm::i16, level, default_value<-3>)
);

TINYORM_MODEL(
    LibraryEntry,
    "library_entries",
    (tinyorm::uuid, id, primary_key),
    (std::optional<tinyorm::i64>, author_id, foreign_key<Author>, on_delete_set_null, indexed),
    (std::string, title, unique_in<"once">, indexed_in<"by_title">),
    (tinyorm::i32, edition, unique_in<"once">, indexed_in<"by_title">),
    (std::vector<std::string>, tags),
    (std::optional<std::vector<tinyorm::i64>>, pages),
    (tinyorm::json, details),
    (tinyorm::date, printed),
    (tinyorm::bytes, cover),
    (double, weight),
    (float, height)
);

TINYORM_MODEL(
    Loan,
    "loans",
    (tinyorm::i64, reader, primary_key),
    (tinyorm::uuid, entry_id, primary_key, foreign_key<LibraryEntry>, on_delete_cascade)
);
